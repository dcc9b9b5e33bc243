//! A number in the place of a text: what repeats itself is compared, counted and looked up by its
//! mark. Marks are made with keys that differ from run to run, so that no file can be made whose
//! texts meet; they are never stored.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};
use std::sync::LazyLock;

use foldhash::quality::{FoldHasher, RandomState};

/// For tables within a check: several times as quick as the usual one, and with such keys too.
pub type Quick = foldhash::fast::RandomState;

static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// The mark of what is hashed.
pub fn mark(what: impl Hash) -> u64 {
    STATE.hash_one(what)
}

/// For the mark of something that is told piece by piece.
pub fn marker() -> FoldHasher<'static> {
    STATE.build_hasher()
}

/// A table by marks.
pub type Marked<T> = HashMap<u64, T, BuildHasherDefault<Hashed>>;

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
