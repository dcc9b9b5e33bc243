//! An open document: the editor's state and the file it came from. The effects that concern the
//! disk are carried out here; those that concern the terminal are left to the run loop.

use std::path::{Path, PathBuf};

use super::journal::Keeper;
use super::share::{Hold, held_by};
use super::take_in;
use crate::app::{App, Effect};
use crate::model::Document;
use crate::store::{self, LoadError, Memory, Obstacle, SaveError, Source};
use crate::text::say;

/// A document that is open.
#[derive(Debug)]
pub struct Open {
    /// The editor.
    pub app: App,
    pub(super) source: Source,
    /// The document as the file had it when it was read or saved last: where a merge begins.
    pub(super) base: Document,
    pub(super) hold: Hold,
    /// It was asked for only to look.
    pub(super) only_look: bool,
    /// What the person at the keyboard is called.
    pub(super) person: String,
    /// Others did something to the file, and it was not looked up yet.
    pub(super) heard_of_file: bool,
    pub(super) heard_of_lock: bool,
    pub(super) keeper: Keeper,
    pub(super) memory: Memory,
}

/// Where what is not saved lies, after the program had to end.
#[derive(Debug, PartialEq, Eq)]
pub enum Rescued {
    /// In the journal: the next time it is offered.
    Journal(PathBuf),
    /// In a copy beside the file, because it could not be journaled.
    Copy(PathBuf),
}

impl Open {
    /// Opens the file at `path`; `only_look` as a reader does. For writing it is locked; where
    /// somebody else has it, it is opened for looking and the person is asked what to do.
    ///
    /// # Errors
    /// When it cannot be read as a document.
    pub fn file(path: &Path, only_look: bool) -> Result<Open, LoadError> {
        Open::with(path, only_look, Memory::of_user())
    }

    /// As [`Open::file`], with a memory of its own.
    ///
    /// # Errors
    /// As there.
    pub fn with(path: &Path, only_look: bool, memory: Memory) -> Result<Open, LoadError> {
        let loaded = store::load(path)?;
        let hold = Hold::take(&loaded, only_look, "");
        let document = loaded.document.clone();
        let look = only_look.then(|| say::OPENED_TO_LOOK.to_string());
        let why = look.or_else(|| loaded.read_only()).or_else(|| hold.read_only());
        let mut app = App::new(name(&loaded.source), loaded.document, &loaded.reading, why);
        app.may_be_copied(!only_look && !loaded.reading.forbids_writing());
        let source = loaded.source;
        if source.encoding() != "UTF-8" && app.read_only().is_none() {
            app.tell(say::other_encoding(source.encoding()));
        }
        let keeper = Keeper::new(&source, &memory);
        let mut open = Open {
            app,
            source,
            base: document,
            hold,
            only_look,
            person: String::new(),
            heard_of_file: false,
            heard_of_lock: false,
            keeper,
            memory,
        };
        open.tell_hold();
        open.look_for_left();
        Ok(open)
    }

    /// The file itself, behind every symbolic link.
    pub fn path(&self) -> &Path {
        self.source.target()
    }

    /// Carries out what concerns the disk; gives back what does not.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Save { over, then_quit } => {
                self.before_save();
                let save = if over { store::save_over } else { store::save };
                match save(self.app.document(), &self.source) {
                    Err(error)
                        if matches!(error.reason, Obstacle::ChangedOutside) && self.merge_and_save() =>
                    {
                        None
                    }
                    saved => self.settle(saved, None, then_quit),
                }
            }
            Effect::SaveCopy { then_quit } => {
                let path = copy_path(self.source.path());
                let saved = store::save_as(self.app.document(), &path);
                self.settle(saved, Some(path), then_quit)
            }
            Effect::SaveAs { name, over, then_quit } => self.save_as(&name, over, then_quit),
            Effect::AskSaveAs { name, then_quit } => {
                let free = || name_of(&copy_path(self.source.path()));
                self.app.ask_save_as(&name.unwrap_or_else(free), then_quit);
                None
            }
            Effect::Export { name, over } => {
                super::export::from_editor(self, &name, over);
                None
            }
            Effect::AskExport { name } => {
                self.app.ask_export_again(&name);
                None
            }
            Effect::Share(share) => self.share(share),
            Effect::Recovery(choice) => {
                self.recovery(choice);
                None
            }
            Effect::Import(path) => {
                take_in::take_in(&mut self.app, self.source.path(), &path);
                None
            }
            Effect::CompleteFile(path) => {
                self.app.complete_file(take_in::complete(self.source.path(), &path));
                None
            }
            other => Some(other),
        }
    }

    /// Saves to the file of that name, which lies beside the one that is open unless the name says
    /// otherwise.
    fn save_as(&mut self, name: &str, over: bool, then_quit: bool) -> Option<Effect> {
        let path = named(self.source.path(), name);
        let there = path.canonicalize().ok();
        if there.as_deref() == Some(self.source.target()) && self.app.read_only().is_none() {
            return self.carry_out(Effect::Save { over: false, then_quit });
        }
        if let Some(who) = there.as_deref().and_then(held_by) {
            self.app.not_saved(say::share::replaced_is_held(&say::path(&path), &who), false, then_quit);
            return None;
        }
        let save = if over { store::save_as_over } else { store::save_as };
        match save(self.app.document(), &path) {
            Err(error) if matches!(error.reason, Obstacle::Exists) => {
                self.app.ask_replace(name, then_quit);
                None
            }
            saved => self.settle(saved, Some(path), then_quit),
        }
    }

    /// What is not saved is made safe, when the program must end without asking: in the journal, or,
    /// where that cannot be, in a copy beside the file. `None` when everything is saved.
    pub fn rescue(&mut self) -> Option<Result<Rescued, SaveError>> {
        if !self.app.is_changed() {
            self.leave();
            return None;
        }
        if let Some(path) = self.settle_journal() {
            return Some(Ok(Rescued::Journal(path)));
        }
        self.app.close_field();
        let path = copy_path(self.source.path());
        Some(store::save_as(self.app.document(), &path).map(|_| Rescued::Copy(path)))
    }

    /// A save was tried; to `path`, where that is another file than the one that was open.
    pub(super) fn settle(
        &mut self,
        saved: Result<Source, SaveError>,
        path: Option<PathBuf>,
        then_quit: bool,
    ) -> Option<Effect> {
        match saved {
            Ok(source) => {
                self.source = source;
                self.base = self.app.document().clone();
                self.after_save();
                if path.is_some() {
                    self.moved();
                }
                self.app.saved(path.as_deref().map(name_of));
                if let Some(why) = self.source.no_backup() {
                    let why = why.to_string();
                    self.app.saved_without_backup(&why);
                }
                then_quit.then_some(Effect::Quit)
            }
            Err(error) => {
                let changed = matches!(error.reason, Obstacle::ChangedOutside | Obstacle::Gone);
                self.app.not_saved(error.to_string(), changed, then_quit);
                None
            }
        }
    }
}

/// The file that a person means who is at the file `beside` and types `name`. A name without an
/// ending is that of a document.
fn named(at: &Path, name: &str) -> PathBuf {
    let path = beside(at, name);
    if path.extension().is_none() { path.with_extension("json") } else { path }
}

/// The path that a person means who is at the file `at` and types `name`.
pub(super) fn beside(at: &Path, name: &str) -> PathBuf {
    let home = || std::env::var_os("HOME").map(PathBuf::from);
    match name.strip_prefix("~/").zip(home()) {
        Some((rest, home)) => home.join(rest),
        None => at.with_file_name(name),
    }
}

/// The first free name `文件.副本1.json` beside the file at `path`.
pub fn copy_path(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    let mut number = 1;
    loop {
        let copy = path.with_file_name(format!("{stem}.{}{number}{ending}", say::COPY));
        // a link to nowhere is taken, too
        if std::fs::symlink_metadata(&copy).is_err() || number == u32::MAX {
            return copy;
        }
        number += 1;
    }
}

fn name(source: &Source) -> String {
    name_of(source.path())
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
