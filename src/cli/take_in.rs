//! The disk behind 导入并入: the file that is named, and the names that could be meant.

use std::path::{Path, PathBuf};

use super::import;
use crate::app::App;
use crate::exchange::{self, Imported, Options, Report};
use crate::store;
use crate::text::say;

/// More entries of a folder are not looked at.
const MOST_ENTRIES: usize = 10_000;

/// Reads the file that was named, from the folder of the open document on, and shows what it would
/// change.
pub fn take_in(app: &mut App, beside: &Path, typed: &str) {
    let path = resolved(beside, typed);
    match read(&path) {
        Ok(imported) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            app.bring(&name, &imported);
        }
        Err(sentence) => app.no_file(sentence),
    }
}

/// A document, or whatever can be imported.
fn read(path: &Path) -> Result<Imported, String> {
    let name = say::path(path);
    if let Ok(loaded) = store::load(path) {
        return Ok(Imported { document: loaded.document, report: Report::default(), source: Vec::new() });
    }
    let bytes = import::read(path).map_err(|error| say::import_cannot_read(&name, &error))?;
    exchange::import(&name, &bytes, Options::default())
        .map_err(|error| say::import_refused(&name, &error.to_string()))
}

fn resolved(beside: &Path, typed: &str) -> PathBuf {
    match typed.strip_prefix("~/").zip(std::env::var_os("HOME")) {
        Some((rest, home)) => Path::new(&home).join(rest),
        None => beside.parent().unwrap_or(Path::new("")).join(typed),
    }
}

/// What was typed, as far as all names that begin so go on alike.
pub fn complete(beside: &Path, typed: &str) -> String {
    let cut = typed.rfind('/').map_or(0, |at| at + 1);
    let (folder, begun) = typed.split_at(cut);
    let folder_path = resolved(beside, if folder.is_empty() { "." } else { folder });
    let Ok(entries) = std::fs::read_dir(folder_path) else { return typed.to_string() };
    let names = entries.take(MOST_ENTRIES).flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let hidden = name.starts_with('.') && !begun.starts_with('.');
        let is_folder = entry.path().is_dir();
        (name.starts_with(begun) && !hidden).then(|| if is_folder { name + "/" } else { name })
    });
    let common = names.reduce(|a, b| {
        let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
        same.map(|(a, _)| a).collect()
    });
    common.map_or_else(|| typed.to_string(), |name| format!("{folder}{name}"))
}
