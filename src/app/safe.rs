//! All safe proposals at once: shown, and then applied as one step.

use super::App;
use super::plain::Page;
use super::popup::Answer;
use super::waive::tab_of;
use crate::check::{self, Mend};
use crate::edit::Edit;
use crate::model::{Document, Finding, describe};
use crate::text::say;

impl App {
    /// Shows all safe proposals among those listed in the panel, and offers to apply them.
    pub(super) fn offer_safe(&mut self) {
        let (filter, tab) = (self.panel.filter, (!self.panel.all).then(|| self.tab.clone()));
        let listed = |finding: &Finding| {
            filter.lets(finding) && tab.as_ref().is_none_or(|tab| tab_of(self.document(), finding) == *tab)
        };
        let steps = check::mends(self.document(), self.checker.findings(), &listed);
        let entries = entries(self.document(), &steps);
        if entries.is_empty() {
            return self.complain(say::NO_SAFE);
        }
        let edit = Edit::group(steps.into_iter().map(|step| step.proposal.edit).collect());
        let apply = Answer::Apply { name: say::step_safe(entries.len()), edit, safe: true };
        let title = say::safe_title(entries.len(), self.panel.all);
        self.open_page(Page::framed(title, entries.join("\n"), Some((say::ANSWER_APPLY, apply))));
    }
}

/// The steps as they are shown: a place once, however many steps there are for it.
fn entries(document: &Document, steps: &[Mend]) -> Vec<String> {
    let entry = |(step, after, _): &(&Mend, &str, Vec<&str>)| {
        let place = describe(document, &step.place);
        format!("{place}\n  {}\n  {}", say::before(&step.proposal.before), say::after(after))
    };
    check::by_place(steps).iter().map(entry).collect()
}
