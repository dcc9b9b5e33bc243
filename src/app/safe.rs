//! All safe proposals at once. They are tried on a scratch copy in rounds: a proposal is made from
//! what stands there after those before it, so texts that are fixed twice and lines whose key is
//! their text come out right; what would lead to a new finding is left out. What remains is shown
//! and then applied as one step.

use std::collections::{HashMap, HashSet};

use super::App;
use super::plain::Page;
use super::popup::Answer;
use crate::check::{self, Checker, Proposal};
use crate::edit::{Desk, Edit};
use crate::model::{Document, Finding, Place, Reading, describe};
use crate::text::say;

/// One place that is mended, whatever the number of proposals for it.
struct Mended {
    place: String,
    before: String,
    after: String,
}

/// What the safe proposals come to.
#[derive(Default)]
struct Harvest {
    edits: Vec<Edit>,
    /// By JSON pointer, which stays right while only values are set; and in order.
    mended: HashMap<String, Mended>,
    order: Vec<String>,
}

impl App {
    /// Shows all safe proposals among those listed in the panel, and offers to apply them.
    pub(super) fn offer_safe(&mut self) {
        let filter = self.panel.filter;
        let wanted: Vec<Finding> = self.in_scope().filter(|finding| filter.lets(finding)).cloned().collect();
        let harvest = harvest(self.document(), wanted);
        let count = harvest.order.len();
        if count == 0 {
            return self.complain(say::NO_SAFE);
        }
        let mended = harvest.order.iter().filter_map(|pointer| harvest.mended.get(pointer));
        let entry = |(n, m): (usize, &Mended)| {
            format!("{}. {}\n   {}\n   {}", n + 1, m.place, say::before(&m.before), say::after(&m.after))
        };
        let text = mended.enumerate().map(entry).collect::<Vec<_>>().join("\n");
        let apply = Answer::Apply { name: say::step_safe(count), edit: Edit::group(harvest.edits) };
        let page =
            Page::framed(say::safe_title(count, self.panel.all), text, Some((say::ANSWER_APPLY, apply)));
        self.open_page(page);
    }
}

/// A part of the document that is checked for itself.
fn part(place: &Place) -> Place {
    place.project().unwrap_or_else(|| place.prefix(1))
}

fn harvest(document: &Document, wanted: Vec<Finding>) -> Harvest {
    let mut harvest = Harvest::default();
    let safe = |finding: &Finding, document: &Document| {
        check::proposal(document, finding).filter(|proposal| proposal.safe)
    };
    let mut wanted: Vec<Finding> =
        wanted.into_iter().filter(|finding| safe(finding, document).is_some()).collect();
    if wanted.is_empty() {
        return harvest;
    }
    let mut desk = Desk::new(document.clone());
    let mut checker = Checker::new(document, &Reading::default());
    // a place and a rule are tried once; a text may be mended by several rules
    let mut tried: HashSet<(&'static str, String)> = HashSet::new();
    while !wanted.is_empty() {
        let mut parts = HashSet::new();
        // at most one line of a list a round: the others may be called differently after it
        let mut lists = HashSet::new();
        let mut later = false;
        for finding in wanted {
            let list = finding.place.key().and_then(|_| finding.place.parent());
            if list.is_some_and(|list| !lists.insert(list)) {
                parts.insert(part(&finding.place));
                later = true;
                continue;
            }
            let pointer = finding.place.pointer(desk.document());
            if !tried.insert((finding.code, pointer.clone())) {
                continue;
            }
            let Some(proposal) = safe(&finding, desk.document()) else { continue };
            if attempt(&mut desk, &mut checker, &finding, &proposal) {
                let place = describe(document, &finding.place);
                harvest.take(pointer, place, proposal);
                parts.insert(part(&finding.place));
                later = true;
            }
        }
        if !later {
            break;
        }
        // only where something was done, or put off, is there more to do
        let next = parts.iter().flat_map(|part| {
            let near = checker.near(part).iter();
            near.filter(|finding| self::part(&finding.place) == *part)
        });
        let untried = next.filter(|finding| {
            let pointer = finding.place.pointer(desk.document());
            !tried.contains(&(finding.code, pointer)) && safe(finding, desk.document()).is_some()
        });
        wanted = untried.cloned().collect();
    }
    harvest
}

/// Applies a proposal to the scratch copy and takes it back when something new is found after it.
fn attempt(desk: &mut Desk, checker: &mut Checker, finding: &Finding, proposal: &Proposal) -> bool {
    let own = |checker: &Checker, document: &Document| -> HashSet<(&'static str, String)> {
        let found = checker.near(&finding.place).iter();
        found.map(|finding| (finding.code, finding.place.pointer(document))).collect()
    };
    let (before, all) = (own(checker, desk.document()), checker.findings().len());
    let outside = all - checker.near(&finding.place).len();
    let Ok(change) = desk.commit("", &proposal.edit) else { return false };
    checker.update(desk.document(), &change.touched);
    let nothing_new = own(checker, desk.document()).is_subset(&before)
        && checker.findings().len() - checker.near(&finding.place).len() <= outside;
    if !nothing_new && let Some(back) = desk.undo() {
        checker.update(desk.document(), &back.touched);
    }
    nothing_new
}

impl Harvest {
    fn take(&mut self, pointer: String, place: String, proposal: Proposal) {
        self.edits.push(proposal.edit);
        match self.mended.get_mut(&pointer) {
            Some(mended) => mended.after = proposal.after,
            None => {
                self.order.push(pointer.clone());
                self.mended.insert(pointer, Mended { place, before: proposal.before, after: proposal.after });
            }
        }
    }
}
