//! What was looked at since the frame is what it is. Documents repeat themselves: levels, units, whole
//! rows that were copied from one project to the next. A check of a text knows only the text, and a
//! check of a row only the row and the frame, so what such a check said of equal ones it says again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::check::across::Fact;
use crate::check::gist::{Gist, mark_of};
use crate::check::glance::Glance;
use crate::check::mark::{Marked, mark};
use crate::check::rule::Out;
use crate::check::rules::by_scope;
use crate::check::spot::{Found, Spot};
use crate::check::subject::{matter, spoken_of};
use crate::check::view::{Frame, Sort, Text};
use crate::check::whole::Left;
use crate::model::Indicator;

/// What was looked at before, by one thread.
#[derive(Debug, Default)]
pub struct Seen<'s> {
    rows: Marked<Arc<Gist>>,
    /// What the others looked at.
    shared: Option<&'s Shared>,
    texts: Marked<Known>,
    matters: Marked<Arc<str>>,
    spoken: Marked<Vec<&'static str>>,
    /// What one project after the other is written on.
    pub sheet: Sheet,
}

/// What is said of one project: room that is used again and again.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What was found.
    pub found: Vec<Found>,
    /// What it declares.
    pub facts: Vec<(usize, Fact)>,
    /// What it leaves.
    pub traces: Vec<(usize, Left)>,
}

/// What is known of a text.
#[derive(Debug)]
pub struct Known {
    /// What a glance shows.
    pub glance: Glance,
    /// What the checks of texts found in it, wherever it stands.
    pub found: Box<[Found]>,
}

/// The gists that all threads have made. A thread that needs one copies it and keeps the copy, so that
/// they need not meet for every row.
pub type Shared = Mutex<Marked<Arc<Gist>>>;

impl<'s> Seen<'s> {
    /// Nothing was looked at yet, by this thread.
    pub fn with(shared: &'s Shared) -> Seen<'s> {
        // a table that grows is made anew each time
        let (rows, texts) = (
            Marked::with_capacity_and_hasher(256, Default::default()),
            Marked::with_capacity_and_hasher(256, Default::default()),
        );
        Seen { rows, texts, shared: Some(shared), ..Seen::default() }
    }

    /// What is known of a text.
    pub fn text(&mut self, text: &str, sort: Sort) -> &Known {
        self.texts.entry(mark((sort, text))).or_insert_with(|| {
            let mut found = Vec::new();
            let glance = find_in_text(text, Spot::ROOT, sort, &mut found);
            Known { glance, found: found.into() }
        })
    }

    /// The gist of a row.
    pub fn row(&mut self, row: &Indicator, frame: &Frame) -> Arc<Gist> {
        let mark = mark_of(row);
        if let Some(known) = self.rows.get(&mark) {
            return Arc::clone(known);
        }
        let made = self.shared().and_then(|shared| shared.get(&mark).cloned());
        let gist = match made {
            Some(made) => Arc::new(Gist::clone(&made)),
            None => {
                let gist = Arc::new(Gist::of(row, mark, frame, self));
                self.shared().map(|mut shared| shared.insert(mark, Arc::clone(&gist)));
                gist
            }
        };
        self.rows.insert(mark, Arc::clone(&gist));
        gist
    }

    fn shared(&self) -> Option<MutexGuard<'s, Marked<Arc<Gist>>>> {
        Some(self.shared?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The gist of a row was made before.
    pub fn keep(&mut self, gist: &Arc<Gist>) {
        self.rows.insert(gist.mark, Arc::clone(gist));
    }

    /// The subjects that a text speaks of.
    pub fn spoken_of(&mut self, text: &str) -> &[&'static str] {
        self.spoken.entry(mark(text)).or_insert_with(|| spoken_of(text))
    }

    /// What a purpose is about.
    pub fn matter(&mut self, purpose: &str) -> Arc<str> {
        Arc::clone(self.matters.entry(mark(purpose)).or_insert_with(|| matter(purpose).into()))
    }
}

/// What the checks of texts find in a text; gives what a glance at it shows.
pub fn find_in_text(text: &str, spot: Spot<'_>, sort: Sort, found: &mut Vec<Found>) -> Glance {
    // no words are looked for in codes and names of the budget system
    let glance = if sort == Sort::Key { Glance::at_signs(text) } else { Glance::at(text) };
    let text = Text { text, spot, sort, glance };
    for (rule, check) in &by_scope().text {
        check(&text, &mut Out::new(*rule, found));
    }
    glance
}
