//! What a broken session left behind: a journal is read as far as it is whole, and each of its steps
//! is tried on the document as the file has it now. A step that does not fit is told and kept; none
//! is ever applied to something else than it was made for. Where the file has changed and a save has
//! kept the version that the steps were made to, they are merged as the work of another person is.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::nest::{self, Held, Nests};
use super::record::{self, Change, NoRecord, Opening, Record};
use crate::edit::{Desk, Edit};
use crate::model::{Difference, Document, Place, Slot, differences, id};
use crate::store::merge::merge;
use crate::store::{Content, MAX_BYTES, backup};
use crate::text::say::recover as say;

/// A journal that was found.
#[derive(Debug)]
pub enum Found {
    /// An editor that has ended left it.
    Left(Box<Left>),
    /// An editor that runs writes to it.
    Busy(PathBuf, Option<Opening>),
    /// It cannot be read, or not by this release.
    Unreadable(PathBuf, Unreadable),
}

/// Why a journal cannot be read.
#[derive(Debug)]
pub enum Unreadable {
    /// Not even its first record is whole.
    Broken,
    /// A later release has written it.
    Newer,
    /// The system does not let us.
    Denied(io::Error),
}

/// What stands in a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// What it starts from.
    pub opening: Opening,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The text in the field that was open, and its place.
    pub typing: Option<(Place, String)>,
    /// After how many steps a save of which content began.
    saving: Vec<(usize, Content)>,
    /// Something after the last good record was torn or altered, and is left out.
    pub torn: bool,
}

/// A step of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// When it was done, in seconds since 1970.
    pub time: u64,
    /// What it did.
    pub edit: Edit,
}

/// A journal that nobody writes to any more. While this lives no other editor offers it.
#[derive(Debug)]
pub struct Left {
    /// Where it lies.
    pub path: PathBuf,
    /// What stands in it.
    pub replay: Replay,
    /// Held, so that two who open the file do not both take it in.
    _held: File,
}

/// What a journal would do to a document.
#[derive(Debug, Clone)]
pub struct Fit {
    /// All that fits, as one edit.
    pub edit: Edit,
    /// What it changes, place by place.
    pub changes: Vec<Difference>,
    /// The steps that do not fit what stands there now.
    pub misfits: Vec<Step>,
    /// The file is the one that the steps were made to.
    pub same: bool,
    /// It is another one, and all of it was merged: what the steps were made to is still there.
    pub merged: bool,
}

impl Fit {
    /// Whether the document has everything already.
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty() && self.misfits.is_empty()
    }
}

/// Reads the text of a journal as far as it is whole.
///
/// # Errors
/// When not even the first record is.
pub fn replay(bytes: &[u8]) -> Result<Replay, Unreadable> {
    let mut sum = id::NOTHING;
    let mut found: Option<Replay> = None;
    let mut torn = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
        let record = text.ok_or(NoRecord::Broken).and_then(|text| record::parse(text, &mut sum));
        let taken = match (&mut found, record) {
            (None, Ok(Record::Open(opening))) => {
                let none = (Vec::new(), Vec::new());
                found = Some(Replay { opening, steps: none.0, typing: None, saving: none.1, torn: false });
                true
            }
            (Some(replay), Ok(record)) => replay.take(record),
            (None, Err(NoRecord::Newer)) => return Err(Unreadable::Newer),
            _ => false,
        };
        if !taken {
            torn = true;
            break;
        }
    }
    let replay = found.map(|replay| Replay { torn, ..replay });
    replay.ok_or(Unreadable::Broken)
}

impl Replay {
    /// Adds a record; `false` when it says nothing that can be.
    fn take(&mut self, record: Record) -> bool {
        match record {
            Record::Open(_) => return false,
            Record::Edit { name, time, changes } => {
                let Some(edit) = record::edit(&changes) else { return false };
                self.steps.push(Step { name, time, edit });
                self.typing = None;
            }
            Record::Typing { place, from, to, text } => {
                let Ok(place) = place.parse::<Place>() else { return false };
                let known = self.typing.take().filter(|(before, _)| *before == place);
                let mut typed = known.map(|(_, text)| text).unwrap_or_default();
                if typed.get(from..to).is_none() {
                    return false;
                }
                typed.replace_range(from..to, &text);
                self.typing = Some((place, typed));
            }
            Record::Closed => self.typing = None,
            Record::Saving { content } => {
                let Some(content) = Content::parse(&content) else { return false };
                self.saving.push((self.steps.len(), content));
                self.typing = None;
            }
        }
        true
    }

    /// When the last thing was done, in seconds since 1970.
    pub fn time(&self) -> u64 {
        self.steps.last().map_or(0, |step| step.time).max(self.opening.time)
    }

    /// What the journal would do to `document`, which is what a file of that content holds; `None`:
    /// it was changed since. Where that is not what the steps were made to, and one of the versions
    /// that saves of the file at `target` kept is, all of it is merged, if nothing conflicts; else
    /// step by step what fits is taken.
    pub fn fit(&self, document: &Document, content: Option<Content>, target: &Path) -> Fit {
        // a save that came through has brought what was done before it into the file
        let made_to = self.starts().find(|(_, start)| content.is_some() && *start == content);
        if made_to.is_none()
            && let Some(fit) = self.merged(document, target)
        {
            return fit;
        }
        let same = made_to.is_some();
        let (desk, edits, misfits) = self.play(document, made_to.map_or(0, |(steps, _)| steps), same);
        let changes = differences(document, desk.document());
        Fit { edit: Edit::group(edits), changes, misfits, same, merged: false }
    }

    /// After how many steps the file held what, the latest first.
    fn starts(&self) -> impl Iterator<Item = (usize, Option<Content>)> {
        let saved = self.saving.iter().rev().map(|(steps, content)| (*steps, Some(*content)));
        saved.chain(std::iter::once((0, self.opening.content())))
    }

    /// The steps merged into `document`, where a kept version is what they were made to.
    fn merged(&self, document: &Document, target: &Path) -> Option<Fit> {
        let kept =
            |(steps, content): (usize, Option<Content>)| Some((steps, backup::version(target, content?)?));
        let (from, base) = self.starts().find_map(kept)?;
        let (desk, _, misfits) = self.play(&base, from, true);
        let merged = merge(&base, document, desk.document());
        if !misfits.is_empty() || !merged.conflicts.is_empty() {
            return None;
        }
        let mut desk = Desk::new(document.clone());
        desk.commit("", &merged.edit).ok()?;
        let changes = differences(document, desk.document());
        Some(Fit { edit: merged.edit, changes, misfits, same: false, merged: true })
    }

    /// Does the steps from that number on to `document`, and what is typed; gives those that fitted,
    /// and those that did not.
    fn play(&self, document: &Document, from: usize, same: bool) -> (Desk, Vec<Edit>, Vec<Step>) {
        let mut desk = Desk::new(document.clone());
        let (mut edits, mut misfits) = (Vec::new(), Vec::new());
        for step in self.steps.iter().skip(from) {
            if try_on(&mut desk, &step.edit, same) {
                edits.push(step.edit.clone());
            } else if same || !stands(desk.document(), &step.edit) {
                misfits.push(step.clone());
            }
        }
        if let Some((place, text)) = &self.typing {
            match typed(desk.document(), place, text) {
                Some(edit) if edit.is_nothing() => {}
                Some(edit) if desk.commit("", &edit).is_ok() => edits.push(edit),
                _ => misfits.push(Step {
                    name: say::STEP_TYPING.to_string(),
                    time: self.time(),
                    edit: Edit::Set {
                        place: place.clone(),
                        old: None,
                        new: Some(crate::model::Json::text(text)),
                    },
                }),
            }
        }
        (desk, edits, misfits)
    }
}

/// Applies `edit`; `false`, and nothing changed, when it does not fit. To another file than it was
/// made for no record is added that stands there already.
fn try_on(desk: &mut Desk, edit: &Edit, same: bool) -> bool {
    let twice = !same && doubles(desk.document(), edit);
    !twice && desk.commit("", edit).is_ok()
}

/// Whether what `edit` sets stands there already: somebody else has done the same.
fn stands(document: &Document, edit: &Edit) -> bool {
    match edit {
        Edit::Set { place, new, .. } => place.find(document).and_then(Slot::json) == *new,
        Edit::Group { edits } => edits.iter().all(|edit| stands(document, edit)),
        _ => false,
    }
}

/// Whether `edit` puts in an item whose id is taken.
fn doubles(document: &Document, edit: &Edit) -> bool {
    match edit {
        Edit::Insert { list, record, .. } => {
            let items = list.find(document).and_then(Slot::items);
            let mut id = None;
            record.cursor().members(|key, _, value| {
                if key == "id" {
                    id = value.string().map(std::borrow::Cow::into_owned);
                }
            });
            let taken =
                |id: String| items.is_some_and(|items| items.find(&crate::model::Key::new(id, 0)).is_some());
            id.is_some_and(taken)
        }
        Edit::Group { edits } => edits.iter().any(|edit| doubles(document, edit)),
        _ => false,
    }
}

/// What was typed, as the edit that closing the field would have made.
fn typed(document: &Document, place: &Place, text: &str) -> Option<Edit> {
    let parent = place.parent()?;
    let there = place.find(document).is_some() || parent.find(document).is_some();
    let edit = there.then(|| Edit::typed(document, place, text))?;
    // the text of the field as it is shown may differ from what it holds by signs nobody sees
    let shown = place.find(document).map(Slot::shown).unwrap_or_default();
    let same = crate::text::clean::typed(&shown) == text;
    Some(if same { Edit::group(Vec::new()) } else { edit })
}

/// The journals of a file: those that were left, in use, or unreadable, the latest of each first.
/// Those that were left are held.
pub fn found(nests: &Nests) -> Vec<Found> {
    sorted(nests.journals().iter().filter_map(|path| look(path)).collect())
}

/// As [`found`], those that were set aside.
pub fn found_aside(nests: &Nests) -> Vec<Found> {
    sorted(nests.aside().iter().filter_map(|path| look(path)).collect())
}

fn sorted(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| match found {
        Found::Left(left) => u64::MAX - left.replay.time(),
        _ => u64::MAX,
    });
    found
}

/// `None`: it is gone.
fn look(path: &Path) -> Option<Found> {
    let denied = |error| Some(Found::Unreadable(path.to_path_buf(), Unreadable::Denied(error)));
    let file = match nest::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return denied(error),
        Ok(file) => file,
    };
    let held = nest::hold(&file);
    let mut bytes = Vec::new();
    if let Err(error) = (&file).take(MAX_BYTES).read_to_end(&mut bytes) {
        return denied(error);
    }
    let read = replay(&bytes);
    let opening = read.as_ref().ok().map(|replay| &replay.opening);
    let works = |opening: &Opening| opening.host == nest::host() && nest::runs(opening.pid);
    if held == Held::BySomebody || held == Held::Unknown && opening.is_some_and(works) {
        return Some(Found::Busy(path.to_path_buf(), opening.cloned()));
    }
    Some(match read {
        Ok(replay) => Found::Left(Box::new(Left { path: path.to_path_buf(), replay, _held: file })),
        Err(why) => Found::Unreadable(path.to_path_buf(), why),
    })
}

impl Step {
    /// What it would have changed, for a person: place, what stood there, what should.
    pub fn told(&self) -> Vec<(String, Option<String>, Option<String>)> {
        let shown = |json: &str| {
            let json = crate::model::Json::parse(json).ok();
            json.map(|json| {
                let text = json.cursor().string().map(std::borrow::Cow::into_owned);
                text.unwrap_or_else(|| json.as_str().to_string())
            })
        };
        let of = |text: &Option<String>| text.as_deref().and_then(shown);
        record::changes(&self.edit)
            .iter()
            .map(|change| match change {
                Change::Set { place, old, new } => (place.clone(), of(old), of(new)),
                Change::Insert { list, record, .. } => (list.clone(), None, shown(record)),
                Change::Remove { list, record, .. } => (list.clone(), shown(record), None),
                Change::Move { list, .. } => (list.clone(), None, None),
            })
            .collect()
    }
}
