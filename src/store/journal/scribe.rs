//! Keeps one journal, without a thread and without a clock of its own: what is told to it is on the
//! disk at latest [`LATEST`] after it was told, if it is woken when it is [`due`](Scribe::due).
//!
//! Edits are written at once and brought to the disk together; of what is typed only the last state
//! is written, and of that only what differs. A file that fails is left, and the whole journal begun
//! anew: beside the document, else in the state folder. It gets its name only once all of it is on
//! the disk, so under that name there never is less than there was.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::nest::{Nest, Nests};
use super::record::{self, Opening, Record};
use crate::edit::Logged;
use crate::model::{Place, id};
use crate::store::Content;
use crate::store::disk;

/// Nothing waits longer for the disk. Less than the second that is promised.
pub const LATEST: Duration = Duration::from_millis(700);

/// How well the work is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// In the journal beside the document; or there is nothing to keep.
    Kept,
    /// In the journal at that path: beside the document there could be none.
    Elsewhere(PathBuf),
    /// Nowhere. What the system says, of the place beside the document; nothing where the fault is
    /// ours.
    Lost(io::ErrorKind, String),
}

/// Keeps a journal.
#[derive(Debug)]
pub struct Scribe {
    nests: Nests,
    opening: Opening,
    /// A journal that this one takes the place of.
    takes: Option<PathBuf>,
    /// The edits since the file was read or saved, as bodies of records.
    bodies: Vec<String>,
    /// The open field and what is typed in it.
    typing: Option<(Place, String)>,
    file: Option<Written>,
    /// Since when something is not on the disk.
    waiting: Option<Instant>,
    standing: Standing,
}

/// The file, and what stands in it.
#[derive(Debug)]
struct Written {
    file: File,
    path: PathBuf,
    beside: bool,
    sum: u64,
    bodies: usize,
    typing: Option<(Place, String)>,
}

impl Scribe {
    /// For a document that was read as `opening` says. There is no file before there is an edit.
    pub fn new(nests: Nests, opening: Opening, takes: Option<PathBuf>) -> Scribe {
        Scribe {
            nests,
            opening,
            takes,
            bodies: Vec::new(),
            typing: None,
            file: None,
            waiting: None,
            standing: Standing::Kept,
        }
    }

    /// How well everything is kept that was told so far.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Where the journal lies, when there is one.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|written| written.path.as_path())
    }

    /// When it is to be woken.
    pub fn due(&self) -> Option<Instant> {
        self.waiting.map(|since| since + LATEST)
    }

    /// A step was done or taken back, at `time` (seconds since 1970).
    pub fn edit(&mut self, logged: &Logged, time: u64, now: Instant) {
        let changes = record::changes(&logged.edit);
        self.bodies.push(record::body(&Record::Edit { name: logged.name.clone(), time, changes }));
        self.write(false);
        self.wait(now);
    }

    /// What stands in the open field; `None` when none is open.
    pub fn typing(&mut self, typing: Option<(Place, String)>, now: Instant) {
        if self.typing == typing {
            return;
        }
        self.typing = typing;
        self.wait(now);
    }

    /// It is time: brings to the disk what has waited long enough.
    pub fn tick(&mut self, now: Instant) {
        if self.due().is_some_and(|due| due <= now) {
            self.settle();
        }
    }

    /// Brings everything to the disk.
    pub fn settle(&mut self) {
        self.write(true);
        if let Some(written) = &self.file
            && self.waiting.is_some()
            && disk::sync(&written.file, &written.path).is_err()
        {
            self.fail();
            self.begin();
        }
        self.waiting = None;
    }

    /// All that was told is about to be saved as a file of that content.
    pub fn saving(&mut self, content: Content, now: Instant) {
        // without a journal there is nothing to tell apart
        if self.bodies.is_empty() && self.file.is_none() {
            return;
        }
        self.bodies.push(record::body(&Record::Saving { content: content.to_string() }));
        self.wait(now);
        self.settle();
    }

    /// Everything is saved, or nothing of it is wanted any more: the journal goes.
    pub fn discard(&mut self) {
        self.bodies.clear();
        self.typing = None;
        self.waiting = None;
        self.standing = Standing::Kept;
        let gone = self.file.take().map(|written| written.path).or_else(|| self.takes.take());
        if let Some(path) = gone {
            // what cannot be removed says by its last record that it was saved
            let _ = disk::remove(&path);
        }
    }

    fn wait(&mut self, now: Instant) {
        self.waiting.get_or_insert(now);
    }

    /// Appends what is not written yet; what is typed only when `all` is asked for.
    fn write(&mut self, all: bool) {
        let wanted = !self.bodies.is_empty() || all && self.typing.is_some();
        if let Some(written) = &mut self.file {
            match written.append(&self.bodies, self.typing.as_ref().filter(|_| all), all) {
                Ok(()) => return,
                Err(_) => self.fail(),
            }
        } else if !wanted {
            return;
        }
        self.begin();
    }

    /// The file cannot be relied on any more. What is whole of it stays until a new one is there.
    fn fail(&mut self) {
        if let Some(written) = self.file.take() {
            self.takes = Some(written.path);
        }
    }

    /// Begins the journal anew with everything there is, in the first nest that takes it.
    fn begin(&mut self) {
        let mut first = None;
        for nest in self.nests.iter() {
            match self.begin_in(nest) {
                Ok(written) => {
                    // one that lies elsewhere could not be replaced in one step
                    if let Some(old) = self.takes.take().filter(|old| *old != written.path) {
                        let _ = disk::remove(&old);
                    }
                    self.standing = match written.beside {
                        true => Standing::Kept,
                        false => Standing::Elsewhere(written.path.clone()),
                    };
                    self.file = Some(written);
                    return;
                }
                Err(error) => {
                    first.get_or_insert(error);
                }
            }
        }
        let error = first.unwrap_or_else(|| io::ErrorKind::NotFound.into());
        self.standing = Standing::Lost(error.kind(), error.to_string());
    }

    fn begin_in(&self, nest: &Nest) -> io::Result<Written> {
        let mut new = nest.begin()?;
        let path = new.path().to_path_buf();
        let mut sum = id::NOTHING;
        let opening = record::line(&record::body(&Record::Open(self.opening.clone())), &mut sum);
        disk::write(new.as_file_mut(), &path, opening.as_bytes())?;
        let file = new.as_file().try_clone()?;
        let beside = nest.is_beside();
        let mut written = Written { file, path: path.clone(), beside, sum, bodies: 0, typing: None };
        written.append(&self.bodies, self.typing.as_ref(), true)?;
        disk::sync(&written.file, &path)?;
        let takes = self.takes.as_deref().filter(|old| nest.holds(old));
        (written.file, written.path) = nest.settle(new, takes)?;
        Ok(written)
    }
}

impl Written {
    /// Appends those of `bodies` that are not in it, and, when it is to be `told`, what is typed.
    fn append(&mut self, bodies: &[String], typing: Option<&(Place, String)>, told: bool) -> io::Result<()> {
        let (mut sum, mut lines) = (self.sum, String::new());
        let mut known = self.typing.as_ref();
        for body in bodies.iter().skip(self.bodies) {
            lines += &record::line(body, &mut sum);
            // every other record closes the field
            known = None;
        }
        let typing = if told { typing } else { known };
        if let Some(record) = typed(known, typing) {
            lines += &record::line(&record::body(&record), &mut sum);
        }
        if !lines.is_empty() {
            disk::write(&mut self.file, &self.path, lines.as_bytes())?;
        }
        (self.sum, self.bodies, self.typing) = (sum, bodies.len(), typing.cloned());
        Ok(())
    }
}

/// The record that leads from one state of the open field to the next.
fn typed(before: Option<&(Place, String)>, after: Option<&(Place, String)>) -> Option<Record> {
    if before == after {
        return None;
    }
    let Some((place, text)) = after else { return Some(Record::Closed) };
    let known = before.filter(|(other, _)| other == place).map_or("", |(_, text)| text.as_str());
    let head: usize =
        known.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (&known[head..], &text[head..]);
    let tail: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let text = new[..new.len() - tail].to_string();
    Some(Record::Typing { place: place.to_string(), from: head, to: known.len() - tail, text })
}
