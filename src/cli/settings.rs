//! The settings of a site and of a person: which rules count, own word lists and editions, how many
//! old versions a save keeps. They stand in `config.toml`, with `words/*.txt` and `editions/*.json`
//! beside it; those of the site in `/etc/jixiao/`, those of the person in `$XDG_CONFIG_HOME/jixiao/`
//! (`~/.config/jixiao/`), which win key by key. `--config FILE` is read instead of both.
//!
//! What cannot be understood is refused with line and column, and nothing of it is taken over.

mod file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::check::Selection;
use crate::check::words::Own;
use crate::model::Edition;
use crate::store;
use crate::text::say;

/// Where the settings of the site stand.
const OF_SITE: &str = "/etc/jixiao/config.toml";

/// What a site and a person have decided.
#[derive(Debug, Default)]
pub struct Settings {
    /// Which rules count.
    pub selection: Selection,
    /// How many old versions of a file a save keeps; `None` where nobody has decided that.
    pub backups: Option<u32>,
    /// Why the editor works without them.
    pub trouble: Option<String>,
    words: BTreeMap<String, Text>,
    editions: Vec<Edition>,
}

/// A text and the file it came from.
#[derive(Debug)]
struct Text {
    path: PathBuf,
    text: String,
}

impl Settings {
    /// Reads those of `named`, or of the site and the person.
    ///
    /// # Errors
    /// In a sentence, when a file that is there cannot be read or understood.
    pub fn read(named: Option<&Path>) -> Result<Settings, String> {
        match named {
            Some(path) => Settings::of([(path, true)]),
            None => {
                let own = of_person();
                Settings::of(
                    std::iter::once((Path::new(OF_SITE), false))
                        .chain(own.as_deref().map(|own| (own, false))),
                )
            }
        }
    }

    /// Reads them and makes them those of the program. Where that fails there are none, and the
    /// trouble is told: nobody is kept from a document by a file of settings.
    pub fn of_editor(named: Option<&Path>) -> Settings {
        let installed = Settings::read(named).and_then(|mut settings| settings.install().map(|()| settings));
        installed.unwrap_or_else(|why| Settings {
            trouble: Some(say::check::settings_left_out(&why)),
            ..Settings::default()
        })
    }

    /// Reads one after the other; later ones win. `true`: the file must be there.
    fn of<'a>(files: impl IntoIterator<Item = (&'a Path, bool)>) -> Result<Settings, String> {
        let mut settings = Settings::default();
        for (path, must_be) in files {
            settings.add(path, must_be)?;
        }
        Ok(settings)
    }

    fn add(&mut self, path: &Path, must_be: bool) -> Result<(), String> {
        let text = file::text(say::check::SETTINGS, path)?;
        if text.is_none() && must_be {
            return Err(say::check::settings_missing(say::check::SETTINGS, &say::path(path)));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        for path in file::beside(folder, "words", "txt")? {
            let text = listed(say::check::WORDS, &path)?;
            self.words.insert(file::stem(&path), Text { path, text });
        }
        for path in file::beside(folder, "editions", "json")? {
            let text = listed(say::check::EDITION, &path)?;
            let wrong = |error: &dyn std::fmt::Display| {
                say::check::settings_file(say::check::EDITION, &say::path(&path), &error.to_string())
            };
            let edition = Edition::from_json(&text).map_err(|error| wrong(&error))?;
            self.editions.retain(|other| other.name != edition.name);
            self.editions.push(edition);
        }
        let Some(text) = text else { return Ok(()) };
        let file = file::Settings::parse(path, &text)?;
        if let Some(select) = file.select {
            self.selection.select(select);
        }
        self.selection.ignore(file.ignore);
        for (named, severity) in file.severity {
            self.selection.judge(named, severity);
        }
        self.backups = file.backups.or(self.backups);
        self.words.extend(file.words);
        Ok(())
    }

    /// Makes them those of the whole program, before anything is read or checked.
    ///
    /// # Errors
    /// In a sentence, when a word list is none.
    pub fn install(&mut self) -> Result<(), String> {
        let mut own = Own::default();
        for (name, Text { path, text }) in &self.words {
            let wrong = |error: crate::check::words::WordsError| {
                say::check::settings_file(say::check::WORDS, &say::path(path), &error.to_string())
            };
            own.replace(name, text).map_err(wrong)?;
        }
        own.install();
        Edition::install(std::mem::take(&mut self.editions));
        self.selection.clone().install();
        if let Some(backups) = self.backups {
            store::keep_backups(backups as usize);
        }
        Ok(())
    }
}

/// The text of a file that its folder lists; what it links to may be missing all the same.
fn listed(file: &str, path: &Path) -> Result<String, String> {
    let missing = || say::check::settings_missing(file, &say::path(path));
    file::text(file, path)?.ok_or_else(missing)
}

/// Where the settings of the person stand; nowhere when there is no home.
fn of_person() -> Option<PathBuf> {
    // a relative one counts as none, as the XDG specification has it
    let folder = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(base.join("jixiao").join("config.toml"))
}
