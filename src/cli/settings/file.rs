//! One file of settings, as it stands there.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::Text;
use crate::check::Named;
use crate::check::words::{Own, WordsError};
use crate::model::Severity;
use crate::text::say::{self, check as words};

/// How large a file of settings, a word list or an edition may be: 1 MiB.
const MAX_BYTES: u64 = 1 << 20;

/// More old versions than that are no backup but a heap.
const MAX_BACKUPS: u32 = 99;

/// What a file of settings says.
#[derive(Debug)]
pub struct Settings {
    pub select: Option<Vec<Named>>,
    pub ignore: Vec<Named>,
    pub severity: Vec<(Named, Severity)>,
    pub backups: Option<u32>,
    pub words: BTreeMap<String, Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    check: Check,
    words: BTreeMap<Spanned<String>, Spanned<String>>,
    save: Save,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Check {
    select: Option<Vec<Spanned<String>>>,
    ignore: Vec<Spanned<String>>,
    severity: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Save {
    backups: Option<Spanned<i64>>,
}

impl Settings {
    /// Reads the text of the file at `path`, and the word lists that it names.
    pub fn parse(path: &Path, text: &str) -> Result<Settings, String> {
        let at = |span: Option<Range<usize>>, what: &str| {
            let (line, column) = position(text, span.map_or(0, |span| span.start));
            words::settings_at(words::SETTINGS, &say::path(path), line, column, what)
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = toml::from_str(text).map_err(|error| at(error.span(), &reason(error.message())))?;
        let named = |names: &Spanned<String>| {
            let wrong = |error: crate::check::NoRule| at(Some(names.span()), &error.to_string());
            Named::several(names.get_ref()).map_err(wrong)
        };
        let all = |names: &[Spanned<String>]| {
            names.iter().map(named).collect::<Result<Vec<_>, _>>().map(|names| names.concat())
        };
        let severity = |(name, severity): (&Spanned<String>, &Spanned<String>)| {
            let level = Severity::named(severity.get_ref());
            let level =
                level.ok_or_else(|| at(Some(severity.span()), &words::no_such_severity(severity.get_ref())));
            let level = level?;
            Ok(named(name)?.into_iter().map(|name| (name, level)).collect::<Vec<_>>())
        };
        let backups = file.save.backups.map(|number| {
            let fits = u32::try_from(*number.get_ref()).ok().filter(|number| *number <= MAX_BACKUPS);
            fits.ok_or_else(|| at(Some(number.span()), &words::settings_range(MAX_BACKUPS)))
        });
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut lists = BTreeMap::new();
        for (name, list) in file.words {
            // that there is such a list can be told without its words, and with the line
            let unknown = |error: WordsError| at(Some(name.span()), &error.to_string());
            Own::default().replace(name.get_ref(), "").map_err(unknown)?;
            if list.get_ref().trim().is_empty() {
                return Err(at(Some(list.span()), words::WORDS_NO_PATH));
            }
            let path = folder.join(list.get_ref());
            let shown = say::path(&path);
            let missing = || at(Some(list.span()), &words::settings_missing(words::WORDS, &shown));
            let text = self::text(words::WORDS, &path)?.ok_or_else(missing)?;
            lists.insert(name.into_inner(), Text { path, text });
        }
        Ok(Settings {
            select: file.check.select.as_deref().map(all).transpose()?,
            ignore: all(&file.check.ignore)?,
            severity: file.check.severity.iter().map(severity).collect::<Result<Vec<_>, String>>()?.concat(),
            backups: backups.transpose()?,
            words: lists,
        })
    }
}

/// What the parser says, in the words of a person.
fn reason(message: &str) -> String {
    let quoted = |n: usize| message.split('`').nth(n).unwrap_or_default();
    if message.starts_with("unknown field") {
        let names: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return words::settings_unknown(quoted(1), &names.join("、"));
    }
    if message.starts_with("invalid type") || message.starts_with("invalid value") {
        return words::SETTINGS_WRONG_KIND.to_string();
    }
    if message.starts_with("duplicate key") {
        return words::SETTINGS_TWICE.to_string();
    }
    words::SETTINGS_SYNTAX.to_string()
}

/// Line and column, in characters, of the byte `at`; from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    // bytes that begin a character
    (line, before[start..].iter().filter(|byte| (**byte as i8) >= -0x40).count() + 1)
}

/// The text of the `file` so called; `None` where there is none.
pub fn text(file: &str, path: &Path) -> Result<Option<String>, String> {
    let shown = &say::path(path);
    let bytes = match std::fs::metadata(path) {
        Err(error) if is_absent(&error) => return Ok(None),
        Ok(metadata) if !metadata.is_file() => return Err(words::settings_no_file(file, shown)),
        Ok(metadata) if metadata.len() > MAX_BYTES => {
            return Err(words::settings_too_large(file, shown, MAX_BYTES >> 10));
        }
        _ => std::fs::read(path).map_err(|error| words::settings_unreadable(file, shown, &error))?,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let (line, column) = position(&String::from_utf8_lossy(error.as_bytes()), at);
            Err(words::settings_not_utf8(file, shown, line, column))
        }
    }
}

/// The files of that ending in `folder/name`, in a fixed order.
pub fn beside(folder: &Path, name: &str, ending: &str) -> Result<Vec<PathBuf>, String> {
    let folder = folder.join(name);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        Err(error) => {
            return Err(words::settings_unreadable(words::SETTINGS_FOLDER, &say::path(&folder), &error));
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == ending) && !stem(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

/// The name of a file without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
