//! A spot is a place that is only written down when a finding needs it: a chain of hops on the
//! stack. It also knows how the place is ordered in the printed form, so that findings can be
//! sorted as a person reads the document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use crate::check::mark::Quick;
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
    pub order: Order,
    /// The finding.
    pub finding: Finding,
}

/// A spot that findings are moved to.
#[derive(Debug)]
pub struct Base {
    steps: Vec<Step>,
    order: Order,
}

impl Found {
    /// The same about something equal, at `base` in the place of a spot as deep.
    pub fn at(&self, base: &Base) -> Found {
        let depth = base.steps.len();
        let mut order = self.order;
        order.iter_mut().zip(base.order).take(depth).for_each(|(own, there)| *own = there);
        let below = self.finding.place.steps().get(depth..).unwrap_or_default();
        let mut steps = Vec::with_capacity(depth + below.len());
        steps.extend_from_slice(&base.steps);
        steps.extend_from_slice(below);
        let finding = Finding {
            code: self.finding.code,
            place: Place::of(steps),
            severity: self.finding.severity,
            arguments: Arc::clone(&self.finding.arguments),
        };
        Found { order, finding }
    }
}

/// Where a spot stands in the printed form: the position of each hop. None lies deeper than this.
pub type Order = [u32; 8];

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

    /// For findings that were made elsewhere.
    pub fn base(&self) -> Base {
        Base { steps: self.steps(), order: self.order() }
    }

    /// The place, written down.
    pub fn place(&self) -> Place {
        Place::of(self.steps())
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.hops().count());
        steps.extend(self.hops().filter_map(|spot| match spot.hop {
            Hop::Root => None,
            Hop::Field(name) => Some(Step::Field(Cow::Borrowed(name))),
            Hop::Named(name) => Some(Step::Field(Cow::Owned(name.to_string()))),
            Hop::Item(key, _) => Some(Step::Item(key.clone())),
        }));
        steps.reverse();
        steps
    }

    /// How the place is ordered among others.
    pub fn order(&self) -> Order {
        let mut order = Order::default();
        let depth = self.hops().count() - 1;
        for (up, spot) in self.hops().enumerate() {
            let position = match spot.hop {
                Hop::Root => break,
                Hop::Field(name) | Hop::Named(name) => rank(name),
                Hop::Item(_, position) => position,
            };
            if let Some(slot) = order.get_mut(depth - up - 1) {
                // what ends here comes before what goes on
                *slot = u32::try_from(position + 1).unwrap_or(u32::MAX);
            }
        }
        order
    }

    /// The spots from here up to the root.
    fn hops(&'a self) -> impl Iterator<Item = &'a Spot<'a>> {
        std::iter::successors(Some(self), |spot| spot.above)
    }
}

/// Where a field stands in the form.
fn rank(name: &str) -> usize {
    static RANKS: LazyLock<HashMap<&str, usize, Quick>> =
        LazyLock::new(|| ORDER.iter().enumerate().map(|(at, name)| (*name, at)).collect());
    RANKS.get(name).copied().unwrap_or(ORDER.len())
}

/// The keys of all items of a list, in one walk.
pub fn keys(items: &dyn Items) -> Vec<Key> {
    if items.count() <= FEW {
        return few(items);
    }
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

/// Up to this many are compared with each other.
const FEW: usize = 16;

fn few(items: &dyn Items) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::with_capacity(items.count());
    for slot in (0..items.count()).filter_map(|at| items.item(at)) {
        let text = slot.key();
        let nth = keys.iter().filter(|key| key.text() == text).count();
        keys.push(Key::new(text, nth as u32));
    }
    keys
}
