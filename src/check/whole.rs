//! Checks that need the projects and the rest of the document together. They are judged in the head
//! and stand there. Each says what of a project it looks at, its *traces*: texts, and amounts with
//! them. The engine keeps how often each trace occurs and what its amounts add up to, and judges such
//! a check again only when traces or its fields of the head have changed. So such a check never walks
//! the projects, and after one edit costs the same however many there are.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use crate::check::mark::{Marked, mark};
use crate::check::rule::Out;
use crate::check::spot::Found;
use crate::check::subject::{Pairs, Sketch, pairs};
use crate::check::view::{Row, Table};
use crate::model::Document;

/// A check of the head that looks at all projects.
#[derive(Debug, Clone, Copy)]
pub struct Whole {
    /// The fields of the head it looks at.
    pub fields: &'static [&'static str],
    /// Tells what of a project it looks at, beside the rows.
    pub traces: fn(&Table<'_>, &mut Trace<'_>),
    /// Tells what of a row it looks at.
    pub row_traces: fn(&Row<'_>, &mut Trace<'_>),
    /// Makes from the head what tells the traces that stand out, where the check names such.
    pub sieve: Option<fn(&Document) -> Sieve>,
    /// Judges.
    pub judge: fn(&All<'_>, &mut Out<'_>),
}

/// Takes one trace, and the amount that goes with it.
pub type Trace<'a> = dyn FnMut(&str, Option<Decimal>) + 'a;

/// Tells which traces stand out.
pub enum Sieve {
    /// Those of which this says so.
    Any(Box<dyn Fn(&str) -> bool + Send + Sync>),
    /// Those of which this says so; it asks only which pairs of the trace are among these.
    Pairs(Pairs, fn(&str, &Pairs) -> bool),
}

impl Sieve {
    /// Whether the trace stands out.
    fn tells(&self, trace: &str) -> bool {
        match self {
            Sieve::Any(tells) => tells(trace),
            Sieve::Pairs(told, tells) => tells(trace, told),
        }
    }

    /// A trace of which `old` tells something else has one of these pairs; `None` where it may have
    /// any, or none.
    fn differs(&self, old: &Sieve) -> Option<Sketch> {
        match (self, old) {
            (Sieve::Pairs(now, _), Sieve::Pairs(old, _)) => {
                Some(Sketch::of(now.symmetric_difference(old).copied()))
            }
            _ => None,
        }
    }
}

/// How often a trace occurs, and what its amounts add up to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// How often.
    pub count: usize,
    /// How many of them came without an amount.
    unknown: usize,
    sum: i128,
}

impl Tally {
    /// The sum; `None` where an amount is missing.
    pub fn sum(self) -> Option<Decimal> {
        let sum = Decimal::try_from_i128_with_scale(self.sum, SCALE).ok().filter(|_| self.unknown == 0)?;
        let mut sum = sum.normalize();
        sum.rescale(sum.scale().max(2));
        Some(sum)
    }

    fn add(&mut self, amount: Option<i128>) {
        self.count += 1;
        self.unknown += usize::from(amount.is_none());
        self.sum += amount.unwrap_or(0);
    }

    fn take(&mut self, amount: Option<i128>) {
        self.count -= 1;
        self.unknown -= usize::from(amount.is_none());
        self.sum -= amount.unwrap_or(0);
    }
}

/// Amounts are added up in units of 10⁻⁸, those below 10²⁰: so no sum of them is too large, and what
/// comes out does not depend on the order in which they came and went.
const SCALE: u32 = 8;

fn units(amount: Decimal) -> Option<i128> {
    let amount = amount.normalize();
    let power = 10_i128.pow(SCALE.checked_sub(amount.scale())?);
    amount.mantissa().checked_mul(power).filter(|units| units.unsigned_abs() < 10_u128.pow(20 + SCALE))
}

/// The whole document, as a [`Whole`] check sees it.
pub struct All<'a> {
    /// The document.
    pub document: &'a Document,
    state: &'a State,
}

impl All<'_> {
    /// Whether some project left this trace.
    pub fn has(&self, trace: &str) -> bool {
        self.state.tallies.contains_key(&mark(trace))
    }

    /// What is known of this trace.
    pub fn of(&self, trace: &str) -> Tally {
        self.state.tallies.get(&mark(trace)).copied().unwrap_or_default()
    }

    /// All traces together.
    pub fn total(&self) -> Tally {
        self.state.total
    }

    /// The traces that stand out, in the order of texts, and how often each occurs.
    pub fn outstanding(&self) -> impl Iterator<Item = (&str, usize)> {
        self.state.outstanding.0.iter().map(|(text, count)| (text.as_ref(), *count))
    }

    /// How many there are of them in all.
    pub fn outstanding_count(&self) -> usize {
        self.state.outstanding.1
    }
}

/// What one [`Whole`] check knows of the projects, and what it found last.
#[derive(Default)]
pub struct State {
    tallies: Marked<Tally>,
    total: Tally,
    sieve: Option<Sieve>,
    /// Those that stand out, and the sum of their numbers.
    outstanding: (BTreeMap<Box<str>, usize>, usize),
    is_stale: bool,
    found: Vec<Found>,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("found", &self.found).finish_non_exhaustive()
    }
}

/// One trace of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    mark: u64,
    amount: Option<i128>,
    /// What it says, where the check has a sieve, with its pairs, and whether it stands out.
    text: Option<Box<str>>,
    pairs: Sketch,
    stands_out: bool,
}

impl Left {
    /// What is left of a trace of a row. It does not stand out: rows are shared by many projects.
    pub fn of_row(trace: &str, amount: Option<Decimal>) -> Left {
        Left { mark: mark(trace), amount: amount.and_then(units), ..Left::default() }
    }
}

impl State {
    /// Starts anew, without traces, with what the head says.
    pub fn begin(whole: &Whole, document: &Document) -> State {
        State { sieve: whole.sieve.map(|sieve| sieve(document)), is_stale: true, ..State::default() }
    }

    /// What is left of a trace of a project.
    pub fn left(&self, trace: &str, amount: Option<Decimal>) -> Left {
        let left = Left::of_row(trace, amount);
        match &self.sieve {
            Some(sieve) => Left {
                text: Some(trace.into()),
                pairs: Sketch::of(pairs(trace)),
                stands_out: sieve.tells(trace),
                ..left
            },
            None => left,
        }
    }

    /// A field of the head that it looks at has changed; `all` are the traces there are.
    pub fn renew<'t>(&mut self, whole: &Whole, document: &Document, all: impl Iterator<Item = &'t mut Left>) {
        self.is_stale = true;
        let Some(sieve) = whole.sieve.map(|sieve| sieve(document)) else { return };
        let differs = self.sieve.as_ref().and_then(|old| sieve.differs(old));
        let may_differ = |left: &Left| differs.is_none_or(|pairs| left.pairs.may_share(&pairs));
        for left in all.filter(|left| may_differ(left)) {
            let stands_out = left.text.as_ref().is_some_and(|text| sieve.tells(text));
            if left.stands_out != stands_out {
                self.sift(left, false);
                left.stands_out = stands_out;
                self.sift(left, true);
            }
        }
        self.sieve = Some(sieve);
    }

    /// A trace comes.
    pub fn add(&mut self, left: &Left) {
        self.is_stale = true;
        self.tallies.entry(left.mark).or_default().add(left.amount);
        self.total.add(left.amount);
        self.sift(left, true);
    }

    /// A trace that came before goes.
    pub fn take(&mut self, left: &Left) {
        self.is_stale = true;
        if let Some(tally) = self.tallies.get_mut(&left.mark) {
            tally.take(left.amount);
            self.total.take(left.amount);
            if tally.count == 0 {
                self.tallies.remove(&left.mark);
            }
            self.sift(left, false);
        }
    }

    /// A trace comes or goes: is it one that stands out?
    fn sift(&mut self, left: &Left, comes: bool) {
        let Some(text) = left.text.as_ref().filter(|_| left.stands_out) else { return };
        let (texts, all) = &mut self.outstanding;
        let count = texts.entry(text.clone()).or_default();
        if comes {
            (*count, *all) = (*count + 1, *all + 1);
        } else {
            (*count, *all) = (*count - 1, *all - 1);
            if *count == 0 {
                texts.remove(text);
            }
        }
    }

    /// What it looks at may have changed.
    pub fn touch(&mut self) {
        self.is_stale = true;
    }

    /// Whether it must be judged again.
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// What is found now; judged only where something has changed.
    pub fn found(&mut self, document: &Document, judge: impl FnOnce(&All<'_>) -> Vec<Found>) -> &[Found] {
        if self.is_stale {
            self.found = judge(&All { document, state: self });
            self.is_stale = false;
        }
        &self.found
    }
}
