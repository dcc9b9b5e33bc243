//! All safe proposals at once. Each project, and the head, is mended on a scratch copy of its own, in
//! rounds: a proposal is made from what stands there after those before it, so texts that are mended
//! twice and lines whose key is their text come out right, and what would lead to a new finding is
//! left out. What remains is a list of steps; nothing is applied here.

use std::collections::{HashMap, HashSet};

use crate::check::{Checker, Proposal, alone, proposal};
use crate::edit::{Change, Desk, Edit};
use crate::model::{Document, Finding, Place, Reading, Step};

/// A proposal that was tried and is good.
#[derive(Debug, Clone)]
pub struct Mend {
    /// The rule that it is for.
    pub code: &'static str,
    /// Where, as things stand when it is its turn.
    pub place: Place,
    /// The change.
    pub proposal: Proposal,
    /// The JSON pointer of the place.
    pointer: String,
}

/// A finding is named by its rule and the JSON pointer of its place, which stays right while only
/// values are set.
type Name = (&'static str, String);

/// The proposals that mend, one after the other, what can be mended safely among the `listed` of
/// `findings`, which are those of `document`.
pub fn mends<'a>(
    document: &Document,
    findings: impl IntoIterator<Item = &'a Finding>,
    listed: &dyn Fn(&Finding) -> bool,
) -> Vec<Mend> {
    let mut parts: Vec<(Option<Place>, Vec<Mend>)> = Vec::new();
    for finding in findings {
        let part = finding.place.project();
        let is_new = parts.last().is_none_or(|(last, _)| *last != part);
        if is_new && listed(finding) && safe(document, finding).is_some() {
            let steps = mend(document, part.as_ref(), listed);
            parts.push((part, steps));
        }
    }
    leave_out_what_shows_among_projects(document, &mut parts);
    parts.into_iter().flat_map(|(_, steps)| steps).collect()
}

/// The steps by place, in order: of several at one place the text before the first and after the
/// last, and for which rules.
pub fn by_place(steps: &[Mend]) -> Vec<(&Mend, &str, Vec<&'static str>)> {
    let mut order: Vec<(&Mend, &str, Vec<&'static str>)> = Vec::new();
    let mut seen: HashMap<(Option<Place>, &str), usize> = HashMap::new();
    for step in steps {
        // the pointer is that within the part that was mended alone
        let at = (step.place.project(), step.pointer.as_str());
        match seen.get(&at).and_then(|at| order.get_mut(*at)) {
            Some((_, after, codes)) => {
                *after = &step.proposal.after;
                if !codes.contains(&step.code) {
                    codes.push(step.code);
                }
            }
            None => {
                seen.insert(at, order.len());
                order.push((step, &step.proposal.after, vec![step.code]));
            }
        }
    }
    order
}

fn safe(document: &Document, finding: &Finding) -> Option<Proposal> {
    proposal(document, finding).filter(|proposal| proposal.safe)
}

/// What can be mended in one part.
fn mend(document: &Document, part: Option<&Place>, listed: &dyn Fn(&Finding) -> bool) -> Vec<Mend> {
    let alone = alone(document, part.unwrap_or(&Place::root()));
    let checker = Checker::of_part(&alone);
    let mut scratch = Scratch { desk: Desk::new(alone), checker, steps: Vec::new(), failures: 0 };
    let mut tried: HashSet<Name> = HashSet::new();
    loop {
        let document = scratch.desk.document();
        let findings = scratch.checker.findings();
        let here = findings.iter().filter(|f| f.place.project().as_ref() == part && listed(f));
        // a line is mended once a round: it may be called differently after it
        let mut lines = HashSet::new();
        let turns = here.filter_map(|finding| {
            let turn = Turn::of(document, finding);
            let is_free = !tried.contains(&turn.name()) && safe(document, finding).is_some();
            (is_free && (turn.line.is_none() || lines.insert(finding.place.clone()))).then_some(turn)
        });
        let round: Vec<Turn> = turns.collect();
        if round.is_empty() {
            return scratch.steps;
        }
        tried.extend(round.iter().map(Turn::name));
        scratch.attempt(round);
    }
}

/// A finding whose turn comes in a round.
struct Turn {
    finding: Finding,
    /// The pointer of its place, which stays right in this round.
    pointer: String,
    /// The list and the position, where its place is an item: other items may be called differently
    /// when its turn comes, and so may this one.
    line: Option<(Place, usize)>,
}

impl Turn {
    fn of(document: &Document, finding: &Finding) -> Turn {
        let place = &finding.place;
        let line = place.key().zip(place.parent()).and_then(|(key, list)| {
            let at = list.find(document)?.items()?.find(key)?;
            Some((list, at))
        });
        Turn { finding: finding.clone(), pointer: place.pointer(document), line }
    }

    fn name(&self) -> Name {
        (self.finding.code, self.pointer.clone())
    }

    /// The finding as its place is called now.
    fn now(&self, document: &Document) -> Option<Finding> {
        let place = match &self.line {
            Some((list, at)) => list.step(Step::Item(list.find(document)?.items()?.key_of(*at)?)),
            None => self.finding.place.clone(),
        };
        Some(Finding { place, ..self.finding.clone() })
    }
}

/// The part while it is mended.
struct Scratch {
    desk: Desk,
    checker: Checker,
    /// What is good.
    steps: Vec<Mend>,
    /// How often something was taken back.
    failures: usize,
}

/// After so many failures what else would be tried is left as it is.
const ENOUGH: usize = 128;

impl Scratch {
    /// Applies the proposals for a round. Where something new is found after them they are taken back:
    /// then those at whose places it is found wait until the others are done, and else each half is
    /// tried by itself.
    fn attempt(&mut self, mut round: Vec<Turn>) {
        if round.is_empty() || self.failures >= ENOUGH {
            return;
        }
        let before = self.names();
        let mut touched = Vec::new();
        let mut done = Vec::new();
        for turn in &round {
            let Some(finding) = turn.now(self.desk.document()) else { continue };
            let Some(proposal) = safe(self.desk.document(), &finding) else { continue };
            let Ok(change) = self.desk.commit("", &proposal.edit) else { continue };
            touched.extend(change.touched);
            let Finding { code, place, .. } = finding;
            done.push(Mend { code, place, proposal, pointer: turn.pointer.clone() });
        }
        self.checker.update(self.desk.document(), &touched);
        let after = self.names();
        let new: HashSet<&str> = after.difference(&before).map(|(_, pointer)| pointer.as_str()).collect();
        if new.is_empty() {
            return self.steps.extend(done);
        }
        self.failures += 1;
        let back: Vec<Change> = done.iter().filter_map(|_| self.desk.undo()).collect();
        touched.extend(back.into_iter().flat_map(|change| change.touched));
        self.checker.update(self.desk.document(), &touched);
        let is_blamed = |turn: &Turn| new.contains(turn.pointer.as_str());
        let blamed = round.iter().filter(|turn| is_blamed(turn)).count();
        let (first, second) = match round.len() {
            1 => return,
            all if blamed == 0 || blamed == all => {
                let second = round.split_off(all / 2);
                (round, second)
            }
            _ => round.into_iter().partition(|turn| !is_blamed(turn)),
        };
        self.attempt(first);
        self.attempt(second);
    }

    fn names(&self) -> HashSet<Name> {
        let findings = self.checker.findings();
        findings.iter().map(|f| (f.code, f.place.pointer(self.desk.document()))).collect()
    }
}

/// A part after which more is found among the projects is left as it is.
fn leave_out_what_shows_among_projects(document: &Document, parts: &mut Vec<(Option<Place>, Vec<Mend>)>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lines_of_a_list_are_mended_those_that_are_equal_too() {
        let text = r#"{"projects":[{"id":"p-1","goals":["办结三件 ","办结三件 ","办结三件","办结五件 "]}]}"#;
        let document = Document::from_json(text).unwrap();
        let checker = Checker::new(&document, &Reading::default());
        let steps = mends(&document, checker.findings(), &|_| true);
        let mut desk = Desk::new(document);
        for step in &steps {
            desk.commit("", &step.proposal.edit).unwrap();
        }
        let goals: Vec<&str> =
            desk.document().projects().next().unwrap().goals.values().map(String::as_str).collect();
        assert_eq!(goals, ["办结三件", "办结三件", "办结三件", "办结五件"]);
        let pointers: Vec<&str> = steps.iter().map(|step| step.pointer.as_str()).collect();
        assert!(pointers.is_sorted() && pointers.len() == 3, "{pointers:?}");
    }
}
