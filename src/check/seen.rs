//! What was looked at before. Documents repeat themselves: levels, units, whole rows that were copied
//! from one project to the next. A check of a text knows only the text, and a check of a row only the
//! row and the frame, so what such a check said of equal ones it will say again. Here stands, for
//! each that was met, which checks found something; for the next one like it only these are asked.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

use crate::check::view::Text;
use crate::model::Indicator;
use crate::model::record::Members;

/// Some of the checks of one scope, by their numbers. Those beyond the 64th are always asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which(u64);

impl Which {
    /// All of them.
    pub const ALL: Which = Which(u64::MAX);

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

    /// Those of both.
    pub fn and(&mut self, other: Which) {
        self.0 |= other.0;
    }
}

/// What is known of a row: the checks of rows, and the checks of texts, that find something in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfRow {
    pub row: Which,
    /// Those that look at the table, too, and may find something.
    pub row_in: Which,
    pub texts: Which,
}

/// What was looked at since the frame is what it is.
#[derive(Debug, Default)]
pub struct Seen {
    /// With keys of its own, so that no file can be made to meet itself.
    state: RandomState,
    texts: HashMap<u64, Which, BuildHasherDefault<Hashed>>,
    rows: HashMap<u64, OfRow, BuildHasherDefault<Hashed>>,
}

impl Seen {
    /// The number of a text.
    pub fn text(&self, text: &Text<'_>) -> u64 {
        self.state.hash_one((text.sort, text.text))
    }

    /// The number of a row: of all that it says, but for what it is called.
    pub fn row(&self, row: &Indicator) -> u64 {
        let mut hasher = self.state.build_hasher();
        for (at, _) in Indicator::FIELDS.iter().enumerate().filter(|(_, name)| **name != "id") {
            if let Some(slot) = row.slot(at) {
                slot.say(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// What is known of a text.
    pub fn of_text(&self, number: u64) -> Option<Which> {
        self.texts.get(&number).copied()
    }

    /// Takes note of a text.
    pub fn note_text(&mut self, number: u64, which: Which) {
        self.texts.insert(number, which);
    }

    /// What is known of a row.
    pub fn of_row(&self, number: u64) -> Option<OfRow> {
        self.rows.get(&number).copied()
    }

    /// Takes note of a row.
    pub fn note_row(&mut self, number: u64, of_row: OfRow) {
        self.rows.insert(number, of_row);
    }
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
