//! What cannot be done here and now, and why: the help, the footer and the keys all ask here.

use super::App;
use super::action::{Action, Change, Look};
use crate::text::say;
use crate::text::say::merge as words;

impl App {
    /// Why a command cannot run here and now.
    pub fn refusal(&self, action: Action) -> Option<String> {
        if self.panel.focused && acts_on_row(action) {
            return Some(say::IN_PANEL.into());
        }
        let writable = || self.read_only().map(say::cannot_change);
        let row = self.row();
        let list = || row.as_ref().and_then(|row| row.list(self.caret.cell));
        let no_row = || Some(say::NO_ROW_HERE.to_string());
        match action {
            // a reader opens the row, or the project in the overview, instead
            Action::Change(Change::Edit) => None,
            Action::Change(Change::Save) => writable(),
            Action::Change(Change::SaveAs) => self.save_as_refusal(),
            Action::Change(change) => writable().or_else(|| match change {
                Change::EditOutside if !row.as_ref().is_some_and(|row| self.is_typed_in(row)) => {
                    Some(say::NOT_A_FIELD.into())
                }
                Change::Add if list().is_none() => no_row(),
                Change::Delete | Change::Duplicate | Change::MoveDown | Change::MoveUp | Change::Cut => {
                    self.row_refusal()
                }
                Change::Order if self.orderable().is_none() => Some(say::NOTHING_TO_ORDER.into()),
                Change::Confirm => self
                    .marks_elsewhere()
                    .or_else(|| self.copies_here().is_empty().then(|| say::NO_COPY_HERE.to_string())),
                Change::Paste => self.paste_refusal(list()),
                Change::Undo if self.undo_name().is_none() => Some(say::NOTHING_TO_UNDO.into()),
                Change::Redo if self.redo_name().is_none() => Some(say::NOTHING_TO_REDO.into()),
                Change::ApplyFix if self.current_finding().is_none() => Some(say::NO_FINDING_HERE.into()),
                Change::ApplyFix if self.proposal().is_none() => Some(say::NO_PROPOSAL.into()),
                Change::Waive if self.current_finding().is_none() => Some(say::NO_FINDING_HERE.into()),
                _ => None,
            }),
            Action::Look(Look::Hits | Look::NextHit | Look::PreviousHit) if self.search.hits.is_empty() => {
                Some(say::NO_SEARCH.into())
            }
            Action::Look(Look::NextFinding | Look::PreviousFinding) if self.checker.findings().is_empty() => {
                Some(say::NO_FINDINGS.into())
            }
            Action::Look(Look::Conflicts) if self.open_conflicts() == 0 => Some(words::NO_CONFLICTS.into()),
            Action::Look(Look::CopyRow) => self.row_refusal(),
            Action::Look(Look::Mark | Look::MarkRange | Look::MarkAll) => self.mark_refusal(),
            Action::Look(Look::NextFinding | Look::PreviousFinding)
                if !self.checker.findings().iter().any(|finding| self.panel.filter.lets(finding)) =>
            {
                Some(say::NOTHING_FILTERED.into())
            }
            Action::Look(Look::Explain) if self.current_finding().is_none() => {
                Some(say::NO_FINDING_HERE.into())
            }
            Action::Look(Look::FilterRule)
                if self.panel.filter.rule.is_none() && self.current_finding().is_none() =>
            {
                Some(say::NO_FINDING_HERE.into())
            }
            Action::Look(Look::ClearFilter) if self.panel.filter.is_empty() => Some(say::NO_FILTER.into()),
            Action::Look(_) => None,
        }
    }
}

/// Commands on the row at the caret, which nobody looks at while the keys are in the panel.
fn acts_on_row(action: Action) -> bool {
    match action {
        Action::Change(change) => matches!(
            change,
            Change::Add
                | Change::Delete
                | Change::Duplicate
                | Change::MoveDown
                | Change::MoveUp
                | Change::Cut
                | Change::Paste
                | Change::Order
                | Change::Confirm
                | Change::EditOutside
        ),
        Action::Look(look) => {
            matches!(look, Look::CopyRow | Look::Mark | Look::MarkRange | Look::MarkAll)
        }
    }
}
