//! All safe proposals at once. Each project, and the head, is mended on a scratch copy of its own, in
//! rounds: a proposal is made from what stands there after those before it, so texts that are mended
//! twice and lines whose key is their text come out right, and what would lead to a new finding is
//! left out. What remains is shown, and then applied as one step.

use std::collections::{HashMap, HashSet};

use super::plain::Page;
use super::popup::Answer;
use super::{App, form};
use crate::check::{self, Checker, Proposal};
use crate::edit::{Change, Desk, Edit};
use crate::model::{Document, Finding, Place, Reading, describe};
use crate::text::say;

/// A finding is named by its rule and the JSON pointer of its place, which stays right while only
/// values are set.
type Name = (&'static str, String);

/// A proposal that was tried and is good.
struct Step {
    pointer: String,
    place: Place,
    proposal: Proposal,
}

impl App {
    /// Shows all safe proposals among those listed in the panel, and offers to apply them.
    pub(super) fn offer_safe(&mut self) {
        let (filter, tab) = (self.panel.filter, (!self.panel.all).then(|| self.tab.clone()));
        let listed = |finding: &Finding| {
            filter.lets(finding) && tab.as_ref().is_none_or(|tab| form::tab_of(&finding.place) == *tab)
        };
        let document = self.document();
        let mut parts: Vec<(Option<Place>, Vec<Step>)> = Vec::new();
        for part in self.parts_to_mend(&listed) {
            let steps = mend(document, part.as_ref(), &listed);
            parts.push((part, steps));
        }
        leave_out_what_shows_among_projects(document, &mut parts);
        let entries: Vec<String> = parts.iter().flat_map(|(_, steps)| entries(document, steps)).collect();
        if entries.is_empty() {
            return self.complain(say::NO_SAFE);
        }
        let edits = parts.into_iter().flat_map(|(_, steps)| steps).map(|step| step.proposal.edit);
        let edit = Edit::group(edits.collect());
        let apply = Answer::Apply { name: say::step_safe(entries.len()), edit, safe: true };
        let title = say::safe_title(entries.len(), self.panel.all);
        self.open_page(Page::framed(title, entries.join("\n"), Some((say::ANSWER_APPLY, apply))));
    }

    /// The projects, and the head as `None`, in which something can be mended.
    fn parts_to_mend(&self, listed: &dyn Fn(&Finding) -> bool) -> Vec<Option<Place>> {
        let mut parts: Vec<Option<Place>> = Vec::new();
        for finding in self.checker.findings() {
            let part = finding.place.project();
            if parts.last() != Some(&part) && listed(finding) && safe(self.document(), finding).is_some() {
                parts.push(part);
            }
        }
        parts
    }
}

fn safe(document: &Document, finding: &Finding) -> Option<Proposal> {
    check::proposal(document, finding).filter(|proposal| proposal.safe)
}

/// What can be mended in one part.
fn mend(document: &Document, part: Option<&Place>, listed: &dyn Fn(&Finding) -> bool) -> Vec<Step> {
    let alone = check::alone(document, part.unwrap_or(&Place::root()));
    let mut checker = Checker::of_part(&alone);
    let mut desk = Desk::new(alone);
    let mut tried: HashSet<Name> = HashSet::new();
    let mut steps = Vec::new();
    loop {
        // at most one line of a list a round: the others may be called differently after it
        let mut lists = HashSet::new();
        let here = checker.findings().iter().filter(|f| f.place.project().as_ref() == part && listed(f));
        let free = here.filter(|finding| {
            let name = (finding.code, finding.place.pointer(desk.document()));
            !tried.contains(&name)
                && safe(desk.document(), finding).is_some()
                && finding
                    .place
                    .key()
                    .and_then(|_| finding.place.parent())
                    .is_none_or(|list| lists.insert(list))
        });
        let round: Vec<Finding> = free.cloned().collect();
        if round.is_empty() {
            return steps;
        }
        tried.extend(round.iter().map(|finding| (finding.code, finding.place.pointer(desk.document()))));
        match attempt(&mut desk, &mut checker, &round) {
            Some(done) => steps.extend(done),
            None => {
                // something new was found after them: which of them are good is seen one by one
                for finding in &round {
                    steps.extend(
                        attempt(&mut desk, &mut checker, std::slice::from_ref(finding)).into_iter().flatten(),
                    );
                }
            }
        }
    }
}

/// Applies the proposals for `findings`; takes them back when something new is found after them.
fn attempt(desk: &mut Desk, checker: &mut Checker, findings: &[Finding]) -> Option<Vec<Step>> {
    let names = |checker: &Checker, document: &Document| -> HashSet<Name> {
        checker.findings().iter().map(|finding| (finding.code, finding.place.pointer(document))).collect()
    };
    let before = names(checker, desk.document());
    let mut steps = Vec::new();
    let mut touched = Vec::new();
    for finding in findings {
        let pointer = finding.place.pointer(desk.document());
        let Some(proposal) = safe(desk.document(), finding) else { continue };
        let Ok(change) = desk.commit("", &proposal.edit) else { continue };
        touched.extend(change.touched);
        steps.push(Step { pointer, place: finding.place.clone(), proposal });
    }
    checker.update(desk.document(), &touched);
    if names(checker, desk.document()).is_subset(&before) {
        return Some(steps);
    }
    let back: Vec<Change> = steps.iter().filter_map(|_| desk.undo()).collect();
    touched.extend(back.into_iter().flat_map(|change| change.touched));
    checker.update(desk.document(), &touched);
    None
}

/// A part after which more is found among the projects is left as it is.
fn leave_out_what_shows_among_projects(document: &Document, parts: &mut Vec<(Option<Place>, Vec<Step>)>) {
    let count = |document: &Document| {
        let mut counts: HashMap<(Option<Place>, &'static str), usize> = HashMap::new();
        for finding in Checker::new(document, &Reading::default()).findings() {
            *counts.entry((finding.place.project(), finding.code)).or_default() += 1;
        }
        counts
    };
    let before = count(document);
    while parts.iter().any(|(_, steps)| !steps.is_empty()) {
        let edits = parts.iter().flat_map(|(_, steps)| steps).map(|step| step.proposal.edit.clone());
        let mut desk = Desk::new(document.clone());
        if desk.commit("", &Edit::group(edits.collect())).is_err() {
            return parts.clear();
        }
        let after = count(desk.document());
        let more = after.iter().filter(|(what, count)| **count > before.get(*what).copied().unwrap_or(0));
        let worse: HashSet<&Option<Place>> = more.map(|((part, _), _)| part).collect();
        if worse.is_empty() {
            return;
        }
        let left = parts.len();
        parts.retain(|(part, _)| !worse.contains(part));
        if parts.len() == left {
            return parts.clear();
        }
    }
}

/// The steps as they are shown: a place once, however many steps there are for it.
fn entries(document: &Document, steps: &[Step]) -> Vec<String> {
    let mut order: Vec<(&Step, &str)> = Vec::new();
    for step in steps {
        match order.iter_mut().find(|(first, _)| first.pointer == step.pointer) {
            Some((_, after)) => *after = &step.proposal.after,
            None => order.push((step, &step.proposal.after)),
        }
    }
    let entry = |(step, after): (&Step, &str)| {
        let place = describe(document, &step.place);
        format!("{place}\n  {}\n  {}", say::before(&step.proposal.before), say::after(after))
    };
    order.into_iter().map(entry).collect()
}
