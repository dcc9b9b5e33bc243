//! Waivers: findings that a person looked at and accepts, with a reason. A waiver holds for one rule
//! at one place and for what stood there then; once that has changed, the finding counts again and
//! the waiver itself is one (WV001), so that no judgement outlives what it was made for.

use std::collections::{HashMap, HashSet};

use crate::check::rules::rule;
use crate::check::select::Selection;
use crate::check::spot::Spot;
use crate::model::id::fingerprint;
use crate::model::{Document, Finding, Items, Place, Slot, Waiver};

/// What names what stands at `place` now, for a waiver: the same in every release.
pub fn value_hash(document: &Document, place: &Place) -> String {
    let value = place.find(document).and_then(Slot::json);
    fingerprint(value.as_ref().map_or("", |json| json.as_str()))
}

/// The waiver for `rule` at `place`, and where it stands; of several the one that holds.
pub fn waiver_at<'a>(document: &'a Document, rule: &str, place: &Place) -> Option<(Place, &'a Waiver)> {
    let list = document.waivers.get()?;
    let is_for = |waiver: &Waiver| waiver.rule.text() == rule && points_to(waiver).as_ref() == Some(place);
    let all = list.as_slice().iter().enumerate().filter_map(|(at, item)| Some((at, item.get()?)));
    let hash = value_hash(document, place);
    let (at, waiver) = all
        .filter(|(_, waiver)| is_for(waiver))
        .min_by_key(|(_, waiver)| waiver.value_hash.text() != hash)?;
    let key = (list as &dyn Items).key_of(at)?;
    Some((Place::root().field("waivers").step(crate::model::Step::Item(key)), waiver))
}

/// Where a waiver points to.
fn points_to(waiver: &Waiver) -> Option<Place> {
    waiver.place.get()?.parse().ok()
}

/// All waivers, by the place and the rule they are for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Waivers(HashMap<Place, HashSet<(String, String)>>);

impl Waivers {
    /// The waivers of a document; those that say too little are left out.
    pub fn of(document: &Document) -> Waivers {
        let mut waivers = Waivers::default();
        for waiver in document.waivers.values() {
            if let Some(place) = points_to(waiver) {
                let for_what = (waiver.rule.text().to_string(), waiver.value_hash.text().to_string());
                waivers.0.entry(place).or_default().insert(for_what);
            }
        }
        waivers
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them is for that, whatever stood there then.
    pub fn point_at(&self, finding: &Finding) -> bool {
        self.0.get(&finding.place).is_some_and(|waived| waived.iter().any(|(rule, _)| rule == finding.code))
    }

    /// The places at which something else is waived than in `other`.
    pub fn differences<'a>(&'a self, other: &'a Waivers) -> impl Iterator<Item = &'a Place> {
        let gone = other.0.keys().filter(|place| !self.0.contains_key(*place));
        self.0
            .iter()
            .filter(|(place, what)| other.0.get(*place) != Some(what))
            .map(|(place, _)| place)
            .chain(gone)
    }

    /// Whether `finding` is waived, for what stands there now.
    pub fn silence(&self, document: &Document, finding: &Finding) -> bool {
        let Some(waived) = self.0.get(&finding.place) else { return false };
        let mut hashes = waived.iter().filter(|(rule, _)| rule == finding.code).map(|(_, hash)| hash);
        let first = hashes.next();
        first.is_some() && may_be_waived(&finding.place) && {
            let now = value_hash(document, &finding.place);
            first == Some(&now) || hashes.any(|hash| *hash == now)
        }
    }
}

/// Whether what is found at `place` can be waived: not what is wrong with a waiver, nor a conflict,
/// which somebody must settle.
pub fn may_be_waived(place: &Place) -> bool {
    ["waivers", "conflicts"].iter().all(|list| !place.within(&Place::root().field(list)))
}

/// One waiver and what became of it.
#[derive(Debug)]
pub struct Waived<'a> {
    /// The waiver.
    pub waiver: &'a Waiver,
    /// `waivers/<place>`.
    pub spot: Spot<'a>,
    /// What became of it.
    pub state: State,
}

/// What became of a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It silences its finding.
    Holds,
    /// The finding is still there, about something else than then.
    Changed,
    /// There is no such finding, or it cannot be waived.
    Idle,
}

impl Waived<'_> {
    /// Calls `visit` with every waiver; `told` says whether a rule finds something at a place, waived
    /// or not.
    pub fn each(
        document: &Document,
        told: &dyn Fn(&str, &Place) -> bool,
        visit: &mut dyn FnMut(&Waived<'_>),
    ) {
        let Some(list) = document.waivers.get() else { return };
        let field = Spot::ROOT.field("waivers");
        for (at, item) in list.as_slice().iter().enumerate() {
            // of a rule that does not count nothing is known
            let counts = |waiver: &&Waiver| match rule(waiver.rule.text()) {
                Some(rule) => Selection::current().counts(rule.code),
                None => true,
            };
            let Some(waiver) = item.get().filter(counts) else { continue };
            let place =
                points_to(waiver).filter(|place| may_be_waived(place) && told(waiver.rule.text(), place));
            let state = match place {
                None => State::Idle,
                Some(place) if value_hash(document, &place) == waiver.value_hash.text() => State::Holds,
                Some(_) => State::Changed,
            };
            visit(&Waived { waiver, spot: field.item(list, at), state });
        }
    }
}
