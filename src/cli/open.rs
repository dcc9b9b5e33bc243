//! An open document: the editor's state and the file it came from. The effects that concern the
//! disk are carried out here; those that concern the terminal are left to the run loop.

use std::path::{Path, PathBuf};

use super::take_in;
use crate::app::{App, Effect};
use crate::store::{self, LoadError, Loaded, Obstacle, SaveError, Source};
use crate::text::say;

/// A document that is open.
#[derive(Debug)]
pub struct Open {
    /// The editor.
    pub app: App,
    source: Source,
}

impl Open {
    /// Opens the file at `path`; `only_look` as a reader does.
    ///
    /// # Errors
    /// When it cannot be read as a document.
    pub fn file(path: &Path, only_look: bool) -> Result<Open, LoadError> {
        let loaded = store::load(path)?;
        let why = if only_look { Some(say::OPENED_TO_LOOK.to_string()) } else { loaded.read_only() };
        let Loaded { document, reading, source } = loaded;
        let mut app = App::new(name(&source), document, &reading, why);
        if source.encoding() != "UTF-8" && app.read_only().is_none() {
            app.tell(say::other_encoding(source.encoding()));
        }
        Ok(Open { app, source })
    }

    /// The file itself, behind every symbolic link.
    pub fn path(&self) -> &Path {
        self.source.target()
    }

    /// Carries out what concerns the disk; gives back what does not.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Save { over, then_quit } => {
                let save = if over { store::save_over } else { store::save };
                let saved = save(self.app.document(), &self.source);
                self.settle(saved, None, then_quit)
            }
            Effect::SaveCopy { then_quit } => {
                let path = copy_path(self.source.path());
                let saved = store::save_as(self.app.document(), &path);
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                self.settle(saved, name, then_quit)
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

    /// What is not saved is put beside the file, when the program must end without asking. `None`
    /// when everything is saved.
    pub fn rescue(&mut self) -> Option<Result<PathBuf, SaveError>> {
        self.app.close_field();
        if !self.app.is_changed() {
            return None;
        }
        let path = copy_path(self.source.path());
        Some(store::save_as(self.app.document(), &path).map(|_| path))
    }

    fn settle(
        &mut self,
        saved: Result<Source, SaveError>,
        name: Option<String>,
        then_quit: bool,
    ) -> Option<Effect> {
        match saved {
            Ok(source) => {
                self.source = source;
                self.app.saved(name);
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
    source.path().file_name().unwrap_or_default().to_string_lossy().into_owned()
}
