//! Checks that need the projects and the rest of the document together. They are judged in the head
//! and stand there. Each says what of a project it looks at, its *traces*; the engine keeps how often
//! each trace occurs, and judges such a check again only when traces or its fields of the head have
//! changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::check::rule::Out;
use crate::check::spot::Found;
use crate::check::view::Table;
use crate::model::Document;

/// A check of the head that looks at all projects.
#[derive(Debug, Clone, Copy)]
pub struct Whole {
    /// The fields of the head it looks at.
    pub fields: &'static [&'static str],
    /// Tells what of a project it looks at.
    pub traces: fn(&Table<'_>, &mut Trace<'_>),
    /// Judges.
    pub judge: fn(&All<'_>, &mut Out<'_>),
}

/// Takes one trace.
pub type Trace<'a> = dyn FnMut(&str) + 'a;

/// The whole document, as a [`Whole`] check sees it.
pub struct All<'a> {
    /// The document.
    pub document: &'a Document,
    counts: &'a HashMap<u64, u32>,
}

impl All<'_> {
    /// Whether some project left this trace.
    pub fn has(&self, trace: &str) -> bool {
        self.counts.contains_key(&number(trace))
    }
}

/// What one [`Whole`] check knows of the projects, and what it found last.
#[derive(Debug, Default)]
pub struct State {
    counts: HashMap<u64, u32>,
    is_stale: bool,
    found: Vec<Found>,
}

/// What a project left for one check.
pub type Traces = Vec<u64>;

/// The traces of a project for one check.
pub fn traces(whole: &Whole, table: &Table<'_>) -> Traces {
    let mut all = Vec::new();
    (whole.traces)(table, &mut |trace| all.push(number(trace)));
    all
}

impl State {
    /// A project had the traces `old` and has now the traces `new`.
    pub fn exchange(&mut self, old: &[u64], new: &[u64]) {
        if old == new {
            return;
        }
        self.is_stale = true;
        for trace in new {
            *self.counts.entry(*trace).or_default() += 1;
        }
        for trace in old {
            if let Some(count) = self.counts.get_mut(trace) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(trace);
                }
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
            self.found = judge(&All { document, counts: &self.counts });
            self.is_stale = false;
        }
        &self.found
    }
}

fn number(trace: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    trace.hash(&mut hasher);
    hasher.finish()
}
