//! The previous version of a document, kept as `NAME.bak` (more as `NAME.bak2`, …) when a save
//! replaces it. It is held under a temporary name before the new version takes the place of the old
//! one, and gets its name only after that: a save that fails leaves the versions as they were.
//!
//! A save never fails for the sake of the previous version. Where that cannot be kept the save is
//! done and the person is told.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::Content;
use super::disk::{self, Step};
use super::load::{read_limited, understand};
use super::save::{keep_owner_and_mode, second_name, temporary};
use crate::model::Document;

/// In more versions than that nothing is looked for.
const MOST: usize = 20;

/// The version that a save is about to replace, under a temporary name. Dropped, it is let go.
pub(super) struct Held(tempfile::TempPath);

/// Holds the file at `target` as it is now: as a second name of it, so that owner, mode and every
/// byte are those of the document, or as a copy where the file system has no second names.
pub(super) fn hold(target: &Path, old: &Metadata) -> io::Result<Held> {
    disk::step(Step::Create, &first(target))?;
    if let Ok(name) = second_name(target) {
        return Ok(Held(name));
    }
    let mut copy = temporary(target, false)?;
    io::copy(&mut fs::File::open(target)?, copy.as_file_mut())?;
    keep_owner_and_mode(copy.as_file(), old)?;
    disk::sync(copy.as_file(), &first(target))?;
    Ok(Held(copy.into_temp_path()))
}

impl Held {
    /// The version of a document was replaced: it gets its name, and those before it move up by one;
    /// `count` of them are kept. A link that stands in the place is replaced, never followed.
    pub fn keep(self, target: &Path, count: usize) -> io::Result<()> {
        for n in (1..count).rev() {
            disk::step(Step::Rename, &nth(target, n + 1))?;
            match fs::rename(nth(target, n), nth(target, n + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        disk::step(Step::Rename, &first(target))?;
        self.0.persist(first(target)).map_err(|failed| failed.error)
    }
}

/// The previous version of the document at `target` that has that content, where it is kept.
pub(super) fn version(target: &Path, content: Content) -> Option<Document> {
    // the numbers have no gap: a version moves up when the next one comes
    let versions = (1..).map(|n| read_limited(&nth(target, n))).map_while(Result::ok);
    let (bytes, _) = versions.take(MOST).find(|(bytes, _)| Content::of(bytes) == content)?;
    let (document, reading) = understand(target, &bytes).ok()?;
    (!reading.forbids_writing()).then_some(document)
}

fn first(target: &Path) -> PathBuf {
    nth(target, 1)
}

/// `NAME.bak` for the first, then `NAME.bak2`, …
fn nth(target: &Path, n: usize) -> PathBuf {
    let mut name = OsString::from(target);
    name.push(".bak");
    if n > 1 {
        name.push(n.to_string());
    }
    PathBuf::from(name)
}
