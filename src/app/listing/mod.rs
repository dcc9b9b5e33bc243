//! What the panel lists: a group a rule, in 全部 with a group a tab below it, then the places. It is
//! made once for each state of the findings, tab and filter, and only the lines that are seen are
//! looked at, so that a hundred thousand findings cost no more to move through than ten.

mod lines;

pub use lines::{Cursor, Line};

use std::collections::HashMap;
use std::ops::Range;

use super::filter::Filter;
use super::form::Tab;
use super::waive::{is_waiver, tab_of};
use crate::check::{Checker, Counts};
use crate::model::{Document, Finding, Severity};

/// What a listing was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct For {
    revision: u64,
    /// `None`: all tabs.
    tab: Option<Tab>,
    filter: Filter,
}

/// The findings that are listed, in order, and their groups.
#[derive(Debug, Default)]
pub struct Listing {
    made_for: Option<For>,
    /// Numbers among the findings of the checker.
    numbers: Vec<usize>,
    /// The waived ones come after all others.
    waived: Vec<Finding>,
    groups: Vec<Group>,
    total: usize,
    /// By tab, whatever the filter hides.
    counts: HashMap<Tab, Counts>,
}

/// Findings that are one line while closed.
#[derive(Debug)]
pub struct Group {
    /// What they have in common.
    pub kind: GroupKind,
    /// Which they are.
    pub range: Range<usize>,
    inner: Vec<Group>,
}

impl Group {
    /// Whether it is a line of its own that opens: a single finding is its own line.
    pub fn opens(&self) -> bool {
        self.range.len() > 1
    }

    /// The group in it that has the same in common.
    pub(super) fn inner_of(&self, kind: &GroupKind) -> Option<&Group> {
        self.inner.iter().find(|group| group.kind.is(kind))
    }
}

impl GroupKind {
    /// Whether they have the same in common: of a rule, how bad the worst is does not matter.
    fn is(&self, other: &GroupKind) -> bool {
        match (self, other) {
            (GroupKind::Rule(code, _), GroupKind::Rule(other, _)) => code == other,
            _ => self == other,
        }
    }
}

/// What the findings of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupKind {
    /// The rule; how bad the worst of them is.
    Rule(&'static str, Severity),
    /// The tab they are seen in.
    Tab(Tab),
    /// They are waived.
    Waived,
}

impl Listing {
    /// Makes it anew when something changed; `tab` is `None` for all.
    pub fn refresh(&mut self, document: &Document, checker: &Checker, tab: Option<&Tab>, filter: Filter) {
        let wanted = For { revision: checker.revision(), tab: tab.cloned(), filter };
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        if self.made_for.as_ref().is_none_or(|made| made.revision != wanted.revision) {
            self.counts.clear();
            for finding in checker.findings() {
                *self.counts.entry(tab_of(document, finding)).or_default() += Counts::of([finding.severity]);
            }
        }
        let in_tab = |finding: &&Finding| tab.is_none_or(|tab| tab_of(document, finding) == *tab);
        let found = checker.findings().iter().enumerate().filter(|(_, finding)| in_tab(finding));
        self.total = found.clone().count();
        self.numbers = found.filter(|(_, finding)| filter.lets(finding)).map(|(n, _)| n).collect();
        self.waived =
            checker.waived().filter(in_tab).filter(|finding| filter.lets(finding)).cloned().collect();
        self.group(document, checker, tab.is_none());
        self.made_for = Some(wanted);
    }

    /// Rules by the worst they found, then by where they found it first; within a rule the order of
    /// the document stays, so those of a tab stand together already.
    fn group(&mut self, document: &Document, checker: &Checker, by_tab: bool) {
        let found: Vec<&Finding> = checker.findings().iter().collect();
        let mut first = HashMap::new();
        for (order, n) in self.numbers.iter().enumerate() {
            let finding = found[*n];
            let worst = first.entry(finding.code).or_insert((finding.severity, order));
            worst.0 = worst.0.min(finding.severity);
        }
        // findings about waivers have the order of the waivers
        let mut tabs_of_waivers: Vec<Tab> = Vec::new();
        let mut tab_rank = |finding: &Finding| {
            if !is_waiver(&finding.place) {
                return 0;
            }
            let tab = tab_of(document, finding);
            let known = tabs_of_waivers.iter().position(|other| *other == tab);
            known.unwrap_or_else(|| {
                tabs_of_waivers.push(tab);
                tabs_of_waivers.len() - 1
            })
        };
        self.numbers.sort_by_cached_key(|n| (first.get(found[*n].code).copied(), tab_rank(found[*n])));
        self.groups.clear();
        let mut start = 0;
        for rule in self.numbers.chunk_by(|one, other| found[*one].code == found[*other].code) {
            let code = found[rule[0]].code;
            let severity = first.get(code).map_or(Severity::Info, |(severity, _)| *severity);
            let range = start..start + rule.len();
            let inner = if by_tab { tabs(document, &found, rule, start) } else { Vec::new() };
            self.groups.push(Group { kind: GroupKind::Rule(code, severity), range, inner });
            start += rule.len();
        }
        if !self.waived.is_empty() {
            let range = start..start + self.waived.len();
            self.groups.push(Group { kind: GroupKind::Waived, range, inner: Vec::new() });
        }
    }

    /// How many findings are listed, waived ones too.
    pub fn len(&self) -> usize {
        self.numbers.len() + self.waived.len()
    }

    /// Nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of those that count the filter shows.
    pub fn shown(&self) -> usize {
        self.numbers.len()
    }

    /// How many there are, hidden ones too.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The counts of a tab, whatever is hidden.
    pub fn counts(&self, tab: &Tab) -> Counts {
        self.counts.get(tab).copied().unwrap_or_default()
    }

    /// The finding number `item`.
    pub fn get<'a>(&'a self, checker: &'a Checker, item: usize) -> Option<&'a Finding> {
        match self.numbers.get(item) {
            Some(n) => checker.findings().get(*n),
            None => self.waived.get(item.checked_sub(self.numbers.len())?),
        }
    }

    /// The findings of a group.
    pub fn all_of<'a>(&'a self, checker: &'a Checker, group: &'a Group) -> impl Iterator<Item = &'a Finding> {
        group.range.clone().filter_map(|item| self.get(checker, item))
    }

    /// Whether the finding number `item` is waived.
    pub fn is_waived(&self, item: usize) -> bool {
        (self.numbers.len()..self.len()).contains(&item)
    }

    /// The number of a finding.
    pub fn position(&self, checker: &Checker, finding: &Finding) -> Option<usize> {
        let waived = || Some(self.numbers.len() + self.waived.iter().position(|other| other == finding)?);
        self.numbers.iter().position(|n| checker.findings().get(*n) == Some(finding)).or_else(waived)
    }

    /// The cursor at the line of a finding itself.
    pub fn leaf(&self, item: usize) -> Cursor {
        let group = self.groups.iter().find(|group| group.range.contains(&item));
        Cursor { item, depth: group.map_or(0, |group| if group.inner.is_empty() { 1 } else { 2 }) }
    }

    /// The cursor within what is listed.
    pub fn clamp(&self, cursor: Cursor) -> Cursor {
        let item = cursor.item.min(self.len().saturating_sub(1));
        let depth = cursor.depth.min(self.leaf(item).depth);
        Cursor { item: self.around(item, depth).map_or(item, |group| group.range.start), depth }
    }

    /// The closed group whose line the cursor is at.
    pub fn around(&self, item: usize, depth: usize) -> Option<&Group> {
        let mut groups = &self.groups;
        for _ in 0..depth {
            groups = &groups.iter().find(|group| group.range.contains(&item))?.inner;
        }
        groups.iter().find(|group| group.range.contains(&item))
    }

    /// The groups that a finding lies in, the outer first.
    pub(super) fn groups_around(&self, item: usize) -> impl Iterator<Item = &Group> {
        let holds = move |group: &&Group| group.range.contains(&item);
        let outer = self.groups.iter().find(holds);
        outer.into_iter().flat_map(move |outer| std::iter::once(outer).chain(outer.inner.iter().find(holds)))
    }

    /// The outer group that has that in common.
    pub(super) fn group_of(&self, kind: &GroupKind) -> Option<&Group> {
        self.groups.iter().find(|group| group.kind.is(kind))
    }
}

/// The findings of one rule by tab; none where all are in one.
fn tabs(document: &Document, found: &[&Finding], rule: &[usize], start: usize) -> Vec<Group> {
    let tab = |n: &usize| tab_of(document, found[*n]);
    let mut groups = Vec::new();
    let mut at = start;
    for own in rule.chunk_by(|one, other| tab(one) == tab(other)) {
        groups.push(Group {
            kind: GroupKind::Tab(tab(&own[0])),
            range: at..at + own.len(),
            inner: Vec::new(),
        });
        at += own.len();
    }
    if groups.len() > 1 { groups } else { Vec::new() }
}
