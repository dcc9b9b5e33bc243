//! A spot is a place in a part of the document (the head, or one project) that is only written down
//! when somebody asks: a chain of hops on the stack while the part is judged, and in a finding that is
//! kept the few numbers by which it is ordered, which say nearly always where it is, too. Most
//! findings are counted and never looked at.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::check::mark::Quick;
use crate::model::{Arguments, Finding, Items, Key, Place, Severity, Slot, Step};

/// A place in the making.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    above: Option<&'a Spot<'a>>,
    hop: Hop<'a>,
}

#[derive(Clone, Copy)]
enum Hop<'a> {
    /// Where the part begins.
    Root,
    /// A field and its rank.
    Field(&'static str, u32),
    /// A field by a name that was read.
    Named(&'a str),
    /// An item of a list and its position.
    Item(&'a dyn Items, usize),
    /// An item that was named before.
    Keyed(&'a Key),
}

impl fmt::Debug for Hop<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hop::Root => f.write_str("root"),
            Hop::Field(name, _) => f.write_str(name),
            Hop::Named(name) => f.write_str(name),
            Hop::Item(_, at) => write!(f, "{at}"),
            Hop::Keyed(key) => write!(f, "{key:?}"),
        }
    }
}

/// What a rule found, in its part.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it stands among the others of its part; nearly always that says where it is.
    order: Order,
    /// The steps from the part on, where the order does not tell them.
    steps: Option<Box<[Step]>>,
    /// The code of its rule.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What its sentence speaks of.
    pub arguments: Arguments,
}

/// What findings of a part are written down with.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// The steps to the part.
    pub steps: &'a [Step],
    /// What the rows of its indicators are called.
    pub rows: &'a [Key],
}

impl Found {
    /// A finding of the rule `code` at a spot.
    pub fn new(code: &'static str, severity: Severity, spot: Spot<'_>, arguments: &[&str]) -> Found {
        let (order, tells_all) = spot.order();
        let steps = (!tells_all).then(|| spot.steps().into());
        Found { order, steps, code, severity, arguments: Arguments::new(arguments) }
    }

    /// The same about something equal, which stands at `spot`.
    pub fn at(&self, spot: Spot<'_>) -> Found {
        let (order, tells_all) = spot.order();
        let steps = (!tells_all).then(|| spot.steps().into());
        Found { order, steps, arguments: self.arguments.clone(), ..*self }
    }

    /// Whether it comes before `other`, which was found in the same part or row.
    pub fn compare(&self, other: &Found) -> Ordering {
        self.order.cmp(&other.order).then_with(|| self.code.cmp(other.code))
    }

    /// Where it stands among the others of its part, if it was found in the row at `row`.
    pub fn order(&self, row: Option<usize>) -> Order {
        let Some(row) = row else { return self.order };
        let mut order = [0; DEPTH];
        (order[0], order[1]) = (ROWS, number(row));
        order[2..].copy_from_slice(&self.order[..DEPTH - 2]);
        order
    }

    /// Writes it down, with the place if it was found in the row at `row`.
    pub fn write(&self, base: Base<'_>, row: Option<usize>) -> Finding {
        let mut steps = Vec::with_capacity(base.steps.len() + 4);
        steps.extend_from_slice(base.steps);
        if let Some(row) = row {
            steps.push(Step::Field(Cow::Borrowed("indicators")));
            steps.extend(base.rows.get(row).cloned().map(Step::Item));
        }
        match &self.steps {
            Some(below) => steps.extend_from_slice(below),
            None => {
                let told = self.order.iter().take_while(|number| **number > 0).enumerate();
                steps.extend(told.filter_map(|(depth, number)| {
                    let at = *number as usize - 1;
                    match is_row(&self.order, depth) {
                        true => base.rows.get(at).cloned().map(Step::Item),
                        false => ORDER.get(at).map(|name| Step::Field(Cow::Borrowed(name))),
                    }
                }));
            }
        }
        Finding {
            code: self.code,
            place: Place::of(steps),
            severity: self.severity,
            arguments: self.arguments.clone(),
        }
    }
}

/// Where a spot stands in the printed form: the number of each hop, from 1. What lies deeper, as in a
/// field of a wrong kind, keeps the order in which it was found.
pub type Order = [u32; DEPTH];

const DEPTH: usize = 4;

/// Whether the number at that depth is that of a row of the indicators of a project.
fn is_row(order: &Order, depth: usize) -> bool {
    depth == 1 && order[0] == ROWS
}

/// The number of the field `indicators`.
const ROWS: u32 = {
    let mut at = 0;
    while !matches!(ORDER[at].as_bytes(), b"indicators") {
        at += 1;
    }
    at as u32 + 1
};

/// What stands at that position.
fn number(position: usize) -> u32 {
    u32::try_from(position + 1).unwrap_or(u32::MAX)
}

macro_rules! order {
    ($($name:literal)*) => {
        /// The fields of all records in the order of the printed form, which is that of the screen too.
        const ORDER: &[&str] = &[$($name),*];

        /// Where a field stands in the form, from 1; behind all where it is none of these. Of a name that is
        /// written in the code the compiler knows it.
        #[inline(always)]
        fn rank(name: &str) -> u32 {
            // spelt out, each is one comparison of a few bytes
            let mut rank = 1;
            $(
                if name == $name {
                    return rank;
                }
                rank += 1;
            )*
            rank
        }
    };
}

order! {
    "format" "year" "edition" "department" "currency_unit" "cover" "units" "overall_goal" "sub_goals"
    "safeguards" "projects" "declared" "waivers" "actuals" "reviews" "conflicts" "level1" "level2"
    "code" "title" "name" "division_code" "unit_code" "budget" "total" "fiscal" "other" "purpose" "by"
    "percent" "spending_plan" "statement" "tasks" "goal" "goals" "indicators" "text" "description"
    "target" "operator" "value" "unit" "basis" "weight" "scoring" "source"
}

impl<'a> Spot<'a> {
    /// Where a part begins: the document, or a project.
    pub const ROOT: Spot<'static> = Spot { above: None, hop: Hop::Root };

    /// The field of that name.
    #[inline(always)]
    pub fn field(&'a self, name: &'static str) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Field(name, rank(name)) }
    }

    /// The field of a name that was read.
    pub fn named(&'a self, name: &'a str) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Named(name) }
    }

    /// The item at `position` of a list.
    pub fn item(&'a self, list: &'a dyn Items, position: usize) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Item(list, position) }
    }

    /// The item of that key.
    pub fn keyed(&'a self, key: &'a Key) -> Spot<'a> {
        Spot { above: Some(self), hop: Hop::Keyed(key) }
    }

    /// The steps from where the part begins.
    fn steps(&self) -> Vec<Step> {
        // all but the root is a step
        let mut steps = Vec::with_capacity(self.hops().count() - 1);
        steps.extend(self.hops().filter_map(|spot| match spot.hop {
            Hop::Root => None,
            Hop::Field(name, _) => Some(Step::Field(Cow::Borrowed(name))),
            Hop::Named(name) => Some(Step::Field(Cow::Owned(name.to_string()))),
            Hop::Item(list, position) => list.key_of(position).map(Step::Item),
            Hop::Keyed(key) => Some(Step::Item(key.clone())),
        }));
        steps.reverse();
        steps
    }

    /// How the place is ordered among others, and whether that tells all steps to it.
    fn order(&self) -> (Order, bool) {
        let mut order = Order::default();
        let mut tells_all = true;
        let depth = self.hops().count() - 1;
        for (up, spot) in self.hops().enumerate() {
            // what ends here comes before what goes on
            let (number, is_told) = match spot.hop {
                Hop::Root => break,
                Hop::Field(_, rank) => (rank, rank <= ORDER.len() as u32),
                Hop::Named(name) => (rank(name), false),
                Hop::Item(_, position) => (number(position), spot.above.is_some_and(Spot::is_rows)),
                Hop::Keyed(key) => (number(key.nth() as usize), false),
            };
            match order.get_mut(depth - up - 1) {
                Some(slot) => *slot = number,
                None => tells_all = false,
            }
            tells_all &= is_told;
        }
        (order, tells_all)
    }

    /// The list of the indicators of a project.
    fn is_rows(&self) -> bool {
        let begins = self.above.is_some_and(|above| matches!(above.hop, Hop::Root));
        begins && matches!(self.hop, Hop::Field(_, ROWS))
    }

    /// The spots from here up to where the part begins.
    fn hops(&'a self) -> impl Iterator<Item = &'a Spot<'a>> {
        std::iter::successors(Some(self), |spot| spot.above)
    }
}

/// The keys of all items of a list, in one walk.
pub fn keys(items: &dyn Items) -> Vec<Key> {
    let slots = (0..items.count()).filter_map(|at| items.item(at));
    keyed(slots.map(Slot::key), items.count())
}

/// The keys of so many items that are called by these texts.
pub fn keyed<'t>(texts: impl Iterator<Item = Cow<'t, str>>, count: usize) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::with_capacity(count);
    if count <= FEW {
        for text in texts {
            let nth = keys.iter().filter(|key| key.text() == text).count();
            keys.push(Key::new(text, nth as u32));
        }
        return keys;
    }
    let mut seen: HashMap<Cow<'t, str>, u32, Quick> =
        HashMap::with_capacity_and_hasher(count, Quick::default());
    keys.extend(texts.map(|text| {
        let nth = seen.entry(text.clone()).or_default();
        let key = Key::new(text, *nth);
        *nth += 1;
        key
    }));
    keys
}

/// Up to this many are compared with each other.
const FEW: usize = 16;

/// What the items of a list are called, kept in little room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Each comes after the one before, as numbered ids do: then no two are equal.
    is_rising: bool,
}

impl Names {
    /// These names.
    pub fn of<'t>(names: impl ExactSizeIterator<Item = Cow<'t, str>>) -> Names {
        // most are an id of eleven letters
        let (mut all, mut ends) = (String::with_capacity(names.len() * 11), Vec::with_capacity(names.len()));
        let (mut last, mut is_rising) = (Cow::Borrowed(""), true);
        for key in names {
            is_rising &= *last < *key;
            all.push_str(&key);
            ends.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
            last = key;
        }
        Names { all, ends, is_rising }
    }

    /// The names, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let name = |(start, end): (u32, &u32)| self.all.get(start as usize..*end as usize);
        starts.zip(&self.ends).map(move |range| name(range).unwrap_or_default())
    }

    /// The keys that they are.
    pub fn keys(&self) -> Vec<Key> {
        keyed(self.iter().map(Cow::Borrowed), self.ends.len())
    }

    /// Whether two of them are equal.
    pub fn repeat(&self) -> bool {
        if self.is_rising {
            return false;
        }
        if self.ends.len() > FEW {
            let mut seen = HashSet::with_capacity_and_hasher(self.ends.len(), Quick::default());
            return !self.iter().all(|name| seen.insert(name));
        }
        // of names that differ the last letters nearly always do
        let same = |one: &str, two: &str| one.as_bytes().last() == two.as_bytes().last() && one == two;
        self.iter().enumerate().any(|(at, name)| self.iter().take(at).any(|other| same(name, other)))
    }
}
