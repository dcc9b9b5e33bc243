//! What was looked at before. Documents repeat themselves: levels, units, whole rows that were copied
//! from one project to the next. A check of a text knows only the text, and a check of a row only the
//! row and the frame, so what such a check said of equal ones it will say again. Here stands what was
//! found in each that was met; for the next one like it that is said again at its own spot.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::check::mark::{mark, marker};
use crate::check::spot::Found;
use crate::check::view::Text;
use crate::model::Indicator;
use crate::model::record::Members;

/// Some of the checks of one scope, by their numbers. Those beyond the 64th are always asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which(u64);

impl Which {
    /// Whether that one is among them.
    pub fn has(self, check: usize) -> bool {
        check >= 64 || self.0 & (1 << check) != 0
    }

    /// That one, too.
    pub fn add(&mut self, check: usize) {
        if check < 64 {
            self.0 |= 1 << check;
        }
    }
}

/// What is known of a row.
#[derive(Debug, Default)]
pub struct OfRow {
    /// What the checks of rows and of texts found in it.
    pub found: Vec<Found>,
    /// The checks that look at the table, too, and may find something.
    pub row_in: Which,
}

/// What was looked at since the frame is what it is.
#[derive(Debug, Default)]
pub struct Seen {
    /// What the checks of texts found in each.
    pub texts: Marked<Vec<Found>>,
    pub rows: Marked<OfRow>,
}

/// A table by marks.
pub type Marked<T> = HashMap<u64, T, BuildHasherDefault<Hashed>>;

/// The mark of a text.
pub fn of_text(text: &Text<'_>) -> u64 {
    mark((text.sort, text.text))
}

/// The mark of a row: of all that it says, but for what it is called.
pub fn of_row(row: &Indicator) -> u64 {
    let mut hasher = marker();
    for (at, _) in Indicator::FIELDS.iter().enumerate().filter(|(_, name)| **name != "id") {
        if let Some(slot) = row.slot(at) {
            slot.say(&mut hasher);
        }
    }
    hasher.finish()
}

/// Numbers that are hashes already.
#[derive(Debug, Default)]
pub struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
