//! Waiving a finding, with a reason, and taking that back. A waiver is a record of the document like
//! any other, so both are edits and can be undone.

use super::App;
use super::popup::Popup;
use super::prompt::{Asks, Prompt};
use crate::check;
use crate::edit::{self, Edit};
use crate::model::list::Items;
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

    /// Asks for the reason to waive the current finding; a finding that is waived, or the finding
    /// about a waiver, takes the waiver back. A conflict cannot be waived.
    pub(super) fn waive(&mut self) {
        let Some(finding) = self.current_finding().cloned() else { return };
        let waived = self.is_waived_now();
        let waiver = match waived {
            true => check::waiver_at(self.document(), finding.code, &finding.place).map(|(place, _)| place),
            false => is_waiver(&finding.place).then(|| finding.place.clone()),
        };
        if waiver.is_none() && !check::may_be_waived(&finding.place) {
            return self.say(say::CONFLICT_STAYS.to_string());
        }
        let Some(waiver) = waiver else {
            self.popup = Some(Popup::Prompt(Prompt::new(Asks::Reason(finding), "")));
            return;
        };
        if let Some(edit) = Edit::remove(self.document(), &waiver) {
            self.commit(say::STEP_UNWAIVE, &edit);
            self.say(if waived { say::UNWAIVED } else { say::STALE_UNWAIVED }.to_string());
        }
    }

    fn is_waived_now(&self) -> bool {
        let current = self.current_finding();
        current.is_some_and(|current| self.checker.waived().any(|finding| finding == current))
    }

    /// Waives `finding`; a waiver for it that no longer holds gives way.
    pub(super) fn add_waiver(&mut self, finding: &Finding, reason: &str) {
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
        let Some(record) = Field::Value(waiver).json() else { return };
        let before = self.checker.waived().count();
        let edit = self.waiving(finding, record);
        self.commit(&say::step_waive(finding.code), &edit);
        if self.checker.waived().count() > before {
            self.say(say::waived_now(reason));
        }
    }

    fn waiving(&self, finding: &Finding, record: Json) -> Edit {
        let document = self.document();
        if let Some((old, _)) = check::waiver_at(document, finding.code, &finding.place) {
            return Edit::set(document, &old, Some(record));
        }
        let list = document.waivers.get();
        let last = list.and_then(|list| list.key_of(list.count().checked_sub(1)?));
        Edit::insert(&Place::root().field("waivers"), last, record)
    }
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

/// A waiver is called by the place it is for.
fn points_to(waiver: &Place) -> Option<Place> {
    match waiver.steps().get(1)? {
        Step::Item(key) => key.text().parse().ok(),
        Step::Field(_) => None,
    }
}

fn is_waiver(place: &Place) -> bool {
    place.within(&Place::root().field("waivers"))
}
