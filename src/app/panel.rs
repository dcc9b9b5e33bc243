//! The validation panel: the findings of this tab or of all, and the one that is chosen.

use std::collections::HashMap;

use super::{App, Tab, form};
use crate::model::Finding;
use crate::text::say;

/// What the panel shows.
#[derive(Debug, Default)]
pub struct Panel {
    /// Shown or closed by hand; `None` follows the room there is.
    pub open: Option<bool>,
    /// The keys move in it.
    pub focused: bool,
    /// All findings, not only those of this tab.
    pub all: bool,
    /// The chosen one among those shown.
    pub at: usize,
}

impl App {
    /// Whether the panel is shown. The overview has the counts in its last column and needs its
    /// width, so there it is shown only when asked for.
    pub fn panel_open(&self) -> bool {
        let fits = self.learned.panel_fits && self.tab != Tab::Overview;
        self.panel.open.unwrap_or(fits || self.panel.focused)
    }

    /// The findings that the panel lists: those of one rule together, the worst first, else in the
    /// order of the document.
    pub fn panel_findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = if self.panel.all {
            self.checker.findings().iter().collect()
        } else {
            self.findings_of(&self.tab).collect()
        };
        let mut first = HashMap::new();
        for (n, finding) in findings.iter().enumerate() {
            let worst = first.entry(finding.code).or_insert((finding.severity, n));
            worst.0 = worst.0.min(finding.severity);
        }
        // stable: within a rule the order of the document stays
        findings.sort_by_key(|finding| first.get(finding.code).copied());
        findings
    }

    /// The findings seen in a tab.
    pub fn findings_of<'a>(&'a self, tab: &'a Tab) -> Box<dyn Iterator<Item = &'a Finding> + 'a> {
        let all = self.checker.findings().iter();
        match tab {
            Tab::Project(project) => Box::new(all.filter(move |finding| finding.place.within(project))),
            tab => Box::new(all.filter(move |finding| form::tab_of(&finding.place) == *tab)),
        }
    }

    /// F6: to the panel, from there closes it.
    pub(super) fn toggle_panel(&mut self) {
        if !self.panel_open() {
            self.panel.open = Some(true);
        } else if self.panel.focused {
            self.panel.open = Some(false);
            self.panel.focused = false;
        } else {
            self.panel.focused = true;
        }
        self.follow_in_panel();
    }

    pub(super) fn panel_move(&mut self, by: isize) {
        let last = self.panel_findings().len().saturating_sub(1);
        self.panel.at = self.panel.at.saturating_add_signed(by).min(last);
    }

    /// While the keys are in the pane, the panel shows what concerns the caret.
    pub(super) fn follow_in_panel(&mut self) {
        let findings = self.panel_findings();
        if self.panel.focused {
            self.panel.at = self.panel.at.min(findings.len().saturating_sub(1));
            return;
        }
        let chosen = self.current_finding().cloned();
        let at = chosen.and_then(|chosen| findings.iter().position(|finding| **finding == chosen));
        self.panel.at = at.unwrap_or_else(|| self.panel.at.min(findings.len().saturating_sub(1)));
    }

    /// To the next or previous finding, through all tabs.
    pub(super) fn step_finding(&mut self, by: isize) {
        let findings = self.checker.findings();
        let count = findings.len();
        if count == 0 {
            return;
        }
        let next = match self.position_among(findings) {
            Position::At(n) => n.checked_add_signed(by),
            Position::Before(n) => {
                if by > 0 {
                    Some(n)
                } else {
                    n.checked_sub(1)
                }
            }
        };
        let around = next.is_none_or(|n| n >= count);
        let next = next.filter(|n| *n < count).unwrap_or(if by > 0 { 0 } else { count - 1 });
        let place = findings[next].place.clone();
        self.panel.focused = false;
        self.go_to(&place);
        self.visited = Some(next);
        if around {
            self.say(say::AROUND.to_string());
        }
    }

    /// Where the caret is among the findings: at the one visited last while it is still there,
    /// else before the first one that follows it in the document.
    fn position_among(&self, findings: &[Finding]) -> Position {
        if let Some(n) = self.visited
            && findings.get(n).is_some_and(|finding| self.shows(finding))
        {
            return Position::At(n);
        }
        if let Some(n) = findings.iter().position(|finding| finding.place == self.caret.place) {
            return Position::At(n);
        }
        let tabs = self.tabs();
        let order = |tab: &Tab| tabs.iter().position(|t| t == tab).unwrap_or(0);
        let here = order(&self.tab);
        let rows = self.rows();
        let row_of = |finding: &Finding| {
            rows.iter().position(|row| {
                let item = row.item(0);
                row.cells.iter().any(|cell| finding.place.within(cell))
                    || item.is_some_and(|item| finding.place.within(&item) && item.steps().len() > 2)
            })
        };
        let after = |finding: &Finding| {
            let tab = order(&form::tab_of(&finding.place));
            tab > here || tab == here && row_of(finding).is_some_and(|row| row > self.caret.row)
        };
        Position::Before(findings.iter().position(after).unwrap_or(findings.len()))
    }

    /// Whether the caret stands where going to `finding` puts it.
    fn shows(&self, finding: &Finding) -> bool {
        finding.place.within(&self.caret.place)
            || self.caret.place.within(&finding.place)
            || form::item_around(&finding.place).is_some_and(|item| self.caret.place.within(&item))
    }
}

enum Position {
    At(usize),
    Before(usize),
}
