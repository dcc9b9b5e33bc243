//! Waiving a finding, with a reason, and taking that back. A waiver is a record of the document like
//! any other, so both are edits and can be undone.

use std::collections::HashSet;

use super::App;
use super::form::{self, Tab};
use super::popup::Popup;
use super::prompt::{Asks, Prompt};
use crate::check;
use crate::edit::{self, Edit};
use crate::model::{Document, Field, Finding, Json, Place, Slot, Step, Waiver};
use crate::text::say;

/// Who works here, and when: written into a waiver. The editor knows neither by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// The name; empty is left out.
    pub by: String,
    /// The day: 2021-03-01; empty is left out.
    pub date: String,
}

impl App {
    /// Says who works here, and what day it is.
    pub fn sign(&mut self, signature: Signature) {
        self.signature = signature;
    }

    /// Whether the current finding is waived, or is about a waiver, so that one can be taken back.
    pub fn is_about_waiver(&self) -> bool {
        let current = self.current_finding().map(|finding| &finding.place);
        self.is_waived_now() || current.is_some_and(is_waiver)
    }

    /// Asks for the reason to waive the current finding, or all of the closed group that the panel's
    /// cursor is at; what is waived, or is about a waiver, takes the waiver back. A conflict cannot be
    /// waived.
    pub(super) fn waive(&mut self) {
        let Some(current) = self.current_finding().cloned() else { return };
        let findings = match self.panel_group() {
            Some(group) => self.panel.listing.all_of(&self.checker, group).cloned().collect(),
            None => vec![current.clone()],
        };
        if self.is_waived_now() || is_waiver(&current.place) {
            return self.take_back(&findings);
        }
        if !check::may_be_waived(&current.place) {
            return self.say(say::CONFLICT_STAYS.to_string());
        }
        self.popup = Some(Popup::Prompt(Prompt::new(Asks::Reason(findings), "")));
    }

    /// Takes the waivers back that hold for `findings`, or that these are about, as one step.
    fn take_back(&mut self, findings: &[Finding]) {
        let document = self.document();
        let waiver = |finding: &Finding| match is_waiver(&finding.place) {
            true => Some(finding.place.clone()),
            false => check::waiver_at(document, finding.code, &finding.place).map(|(place, _)| place),
        };
        let wanted: HashSet<Place> = findings.iter().filter_map(waiver).collect();
        let places = form::items(document, &waivers()).into_iter().filter(|place| wanted.contains(place));
        let places: Vec<Place> = places.collect();
        let stale = findings.iter().all(|finding| is_waiver(&finding.place));
        let edit = match places.as_slice() {
            [place] => Edit::remove(document, place),
            places => Edit::remove_all(document, places),
        };
        if let Some(edit) = edit {
            self.commit_waivers(say::STEP_UNWAIVE, &edit, places.len());
            self.say(say::unwaived(places.len(), stale));
        }
    }

    /// Several at once are seen at no single place: the caret stays.
    fn commit_waivers(&mut self, name: &str, edit: &Edit, count: usize) {
        if count > 1 { self.commit_here(name, edit) } else { self.commit(name, edit) }
    }

    fn is_waived_now(&self) -> bool {
        let current = self.current_finding();
        current.is_some_and(|current| self.checker.waived().any(|finding| finding == current))
    }

    /// Waives `findings`, which are of one rule, as one step; waivers for them that no longer hold
    /// give way.
    pub(super) fn add_waivers(&mut self, findings: &[Finding], reason: &str) {
        let Some(first) = findings.first() else { return };
        let document = self.document();
        let (mut edits, mut new) = (Vec::new(), Vec::new());
        for finding in findings {
            let Some(record) = self.waiver(finding, reason) else { continue };
            match check::waiver_at(document, finding.code, &finding.place) {
                Some((old, _)) => edits.push(Edit::set(document, &old, Some(record))),
                None => new.push(record),
            }
        }
        let last = Edit::last_key(document, &waivers());
        let added = match new.as_slice() {
            [] => None,
            [record] => Some(Edit::insert(&waivers(), last, record.clone())),
            records => Some(Edit::insert_all(&waivers(), last.as_ref(), records)),
        };
        edits.extend(added);
        let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::group(edits) };
        let before = self.checker.waived().count();
        self.commit_waivers(&say::step_waive(first.code), &edit, findings.len());
        let waived = self.checker.waived().count().saturating_sub(before);
        if waived > 0 {
            self.say(say::waived_now(waived, reason));
        }
    }

    fn waiver(&self, finding: &Finding, reason: &str) -> Option<Json> {
        let text = |text: &str| match text {
            "" => Field::Absent,
            text => Field::Value(text.to_string()),
        };
        let waiver = Waiver {
            rule: text(finding.code),
            place: Field::Value(finding.place.to_string()),
            reason: text(reason),
            by: text(&self.signature.by),
            date: text(&self.signature.date),
            value_hash: Field::Value(check::value_hash(self.document(), &finding.place)),
            ..Waiver::default()
        };
        Field::Value(waiver).json()
    }
}

fn waivers() -> Place {
    Place::root().field("waivers")
}

/// Where a person looks after `change`: a waiver is seen at the place it is for. `None`: where they
/// are.
pub(super) fn seen_at(change: &edit::Change) -> Option<Place> {
    if !is_waiver(&change.place) {
        return Some(change.place.clone());
    }
    points_to(change.touched.last()?)
}

/// Where a person looks at a finding: what is wrong with a waiver is seen at the place it is for, as
/// long as there is one.
pub(super) fn place_of(document: &Document, finding: &Finding) -> Place {
    let waived = is_waiver(&finding.place).then(|| points_to(&finding.place)).flatten();
    let is_there = |place: &Place| place.find(document).is_some();
    waived.filter(is_there).unwrap_or_else(|| finding.place.clone())
}

/// The tab in which a person looks at a finding.
pub(super) fn tab_of(document: &Document, finding: &Finding) -> Tab {
    if is_waiver(&finding.place) {
        form::tab_of(&place_of(document, finding))
    } else {
        form::tab_of(&finding.place)
    }
}

/// A waiver is called by the place it is for.
fn points_to(waiver: &Place) -> Option<Place> {
    match waiver.steps().get(1)? {
        Step::Item(key) => key.text().parse().ok(),
        Step::Field(_) => None,
    }
}

pub(super) fn is_waiver(place: &Place) -> bool {
    place.within(&waivers())
}
