//! A spot is a place that is only written down when a finding needs it: a chain of hops on the
//! stack. It also knows how the place is ordered in the printed form, so that findings can be
//! sorted as a person reads the document.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{Finding, Items, Key, Place, Step};

/// A place in the making.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    above: Option<&'a Spot<'a>>,
    hop: Hop<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Hop<'a> {
    Root,
    Field(&'static str),
    /// A field by a name that was read.
    Named(&'a str),
    /// An item and its position.
    Item(&'a Key, usize),
}

/// A finding and where it stands among the others of its part.
#[derive(Debug, Clone)]
pub struct Found {
    /// Compared from left to right.
    pub order: Vec<usize>,
    /// The finding.
    pub finding: Finding,
}

/// The fields of all records in the order of the printed form, which is that of the screen too.
#[rustfmt::skip]
const ORDER: [&str; 46] = [
    "format", "year", "edition", "department", "currency_unit", "cover", "units", "overall_goal",
    "sub_goals", "safeguards", "projects", "declared", "waivers", "actuals", "reviews", "conflicts",
    "level1", "level2", "code", "title", "name", "division_code", "unit_code", "budget", "total",
    "fiscal", "other", "purpose", "by", "percent", "spending_plan", "statement", "tasks", "goal",
    "goals", "indicators", "text", "description", "target", "operator", "value", "unit", "basis",
    "weight", "scoring", "source",
];

impl<'a> Spot<'a> {
    /// The document itself.
    pub const ROOT: Spot<'static> = Spot { above: None, hop: Hop::Root };

    /// The field of that name.
    pub fn field(&'a self, name: &'static str) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Field(name) }
    }

    /// The field of a name that was read.
    pub fn named(&'a self, name: &'a str) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Named(name) }
    }

    /// The item of that key, which stands at `position`.
    pub fn item(&'a self, key: &'a Key, position: usize) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Item(key, position) }
    }

    /// The key of the item it leads to, where it leads to one.
    pub fn key(&self) -> Option<&'a Key> {
        match self.hop {
            Hop::Item(key, _) => Some(key),
            _ => None,
        }
    }

    /// The place, written down.
    pub fn place(&self) -> Place {
        let above = self.above.map_or_else(Place::root, Spot::place);
        match self.hop {
            Hop::Root => above,
            Hop::Field(name) => above.field(name),
            Hop::Named(name) => above.step(Step::Field(Cow::Owned(name.to_string()))),
            Hop::Item(key, _) => above.step(Step::Item(key.clone())),
        }
    }

    /// How the place is ordered among others.
    pub fn order(&self) -> Vec<usize> {
        let mut order = self.above.map_or_else(Vec::new, Spot::order);
        match self.hop {
            Hop::Root => {}
            Hop::Field(name) | Hop::Named(name) => {
                order.push(ORDER.iter().position(|field| *field == name).unwrap_or(ORDER.len()));
            }
            Hop::Item(_, position) => order.push(position),
        }
        order
    }
}

/// The keys of all items of a list, in one walk.
pub fn keys(items: &dyn Items) -> Vec<Key> {
    let mut seen: HashMap<Cow<'_, str>, u32> = HashMap::new();
    let slots = (0..items.count()).filter_map(|at| items.item(at));
    slots
        .map(|slot| {
            let text = slot.key();
            let nth = seen.entry(text.clone()).or_default();
            let key = Key::new(text, *nth);
            *nth += 1;
            key
        })
        .collect()
}
