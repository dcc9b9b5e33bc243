//! What the panel leaves out: findings of another severity, dimension or rule. The counts of tabs and
//! header stay those of all findings; the heading of the panel tells what is hidden.

use super::{App, panel};
use crate::check;
use crate::model::{Dimension, Finding, Severity};
use crate::text::say;

/// What is shown; `None` shows all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only findings this bad.
    pub severity: Option<Severity>,
    /// Only those a reviewer reports under this.
    pub dimension: Option<Dimension>,
    /// Only those of this rule.
    pub rule: Option<&'static str>,
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
const DIMENSIONS: [Dimension; 5] =
    [Dimension::Complete, Dimension::Relevant, Dimension::Appropriate, Dimension::Feasible, Dimension::Text];

impl Filter {
    /// Whether it hides nothing.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether it shows `finding`.
    pub fn lets(&self, finding: &Finding) -> bool {
        let dimension = || check::rule(finding.code).map(|rule| rule.dimension);
        self.severity.is_none_or(|severity| finding.severity == severity)
            && self.rule.is_none_or(|rule| finding.code == rule)
            && (self.dimension.is_none() || self.dimension == dimension())
    }

    /// In a few words: `错误 · 适当 · IV004`.
    pub fn shown(&self) -> String {
        let parts = [self.severity.map(Severity::word), self.dimension.map(Dimension::name), self.rule];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

impl App {
    /// Only one severity, the next one that there is, and after the last one all again.
    pub(super) fn filter_severity(&mut self) {
        let now = self.panel.filter;
        let next = self.next_of(&SEVERITIES, now.severity, |severity| Filter { severity, ..now });
        self.set_filter(next);
    }

    /// Only one dimension, the next one that there is, and after the last one all again.
    pub(super) fn filter_dimension(&mut self) {
        let now = self.panel.filter;
        let next = self.next_of(&DIMENSIONS, now.dimension, |dimension| Filter { dimension, ..now });
        self.set_filter(next);
    }

    /// Only the rule of the current finding; again: all.
    pub(super) fn filter_rule(&mut self) {
        let rule = match self.panel.filter.rule {
            Some(_) => None,
            None => self.current_finding().map(|finding| finding.code),
        };
        self.set_filter(Filter { rule, ..self.panel.filter });
    }

    /// Shows all findings again.
    pub(super) fn clear_filter(&mut self) {
        self.set_filter(Filter::default());
    }

    /// The filter with the value after `now` that shows anything; `None` after the last one.
    fn next_of<T: Copy + PartialEq>(
        &self,
        all: &[T],
        now: Option<T>,
        with: impl Fn(Option<T>) -> Filter,
    ) -> Filter {
        let start = now.and_then(|now| all.iter().position(|value| *value == now)).map_or(0, |at| at + 1);
        let shows = |filter: &Filter| self.checker.findings().iter().any(|finding| filter.lets(finding));
        let rest = all.iter().skip(start).map(|value| with(Some(*value)));
        rest.into_iter().find(shows).unwrap_or_else(|| with(None))
    }

    fn set_filter(&mut self, filter: Filter) {
        let chosen = self.current_finding().cloned();
        self.panel.filter = filter;
        self.visited = None;
        self.relist();
        // what was chosen stays chosen while it is still listed
        let at = chosen.and_then(|chosen| self.panel.listing.position(&self.checker, &chosen));
        self.panel.cursor = match at {
            Some(item) if self.panel.cursor.depth > 0 => self.panel.listing.leaf(item),
            Some(item) => panel::Cursor { item, depth: 0 },
            None => panel::Cursor::default(),
        };
        self.follow_in_panel();
        let (shown, all) = (self.panel.listing.shown(), self.panel.listing.total());
        self.say(match filter.is_empty() {
            true => say::FILTER_CLEARED.to_string(),
            false => say::filtered(&filter.shown(), shown, all),
        });
    }
}
