//! What the start screen lists: the files that were open and those of the folder. Listing only asks
//! for names; a thread reads the files one after the other and tells what each of them is.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use super::check::is_document;
use crate::app::event::Event;
use crate::app::shelf::{About, Entry, Found, Part, Shelf, Summary};
use crate::check::Checker;
use crate::exchange::{self, format::FORMATS};
use crate::model::amount;
use crate::store::{self, Memory};
use crate::text::say;

/// How many files that were open are listed.
const MOST_RECENT: usize = 8;
/// How many files of a folder are listed, of each kind.
const MOST_FILES: usize = 300;
/// Larger files are not read for a line of the list.
const MOST_BYTES: u64 = 16 << 20;

/// What there is to open: files that were open and are still there, and those in `folder`.
pub fn shelf(folder: &Path, memory: &Memory) -> Shelf {
    let recent = memory.recall().files.into_iter().map(|file| file.path);
    let recent = recent.filter(|path| path.is_file()).take(MOST_RECENT);
    let mut entries: Vec<Entry> = recent.map(|path| entry(Part::Recent, path)).collect();
    let mut left_out = 0;
    let files = files(folder);
    let with_ending = |endings: &[&str]| -> Vec<PathBuf> {
        let fits = |path: &&PathBuf| {
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            ending.is_some_and(|ending| endings.contains(&ending.as_str()))
        };
        files.iter().filter(fits).cloned().collect()
    };
    let others: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings).copied().collect();
    for (part, paths) in [(Part::Here, with_ending(&["json"])), (Part::Text, with_ending(&others))] {
        left_out += paths.len().saturating_sub(MOST_FILES);
        entries.extend(paths.into_iter().take(MOST_FILES).map(|path| entry(part, path)));
    }
    let shown = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    Shelf { folder: at_home(&shown), entries, left_out }
}

/// The files of a folder that are not hidden, by name. A folder that cannot be read has none.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_hidden =
        |path: &Path| path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    // what lies in the current folder is called by its name alone
    let plain = |path: PathBuf| path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path);
    let mut files: Vec<PathBuf> =
        entries.map(|entry| plain(entry.path())).filter(|path| !is_hidden(path) && path.is_file()).collect();
    files.sort();
    files
}

fn entry(part: Part, path: PathBuf) -> Entry {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = match part {
        Part::Recent => path.parent().map(at_home).unwrap_or_default(),
        _ => String::new(),
    };
    Entry { part, path, name, folder, about: None }
}

/// A path as people write it: `~` for the home.
fn at_home(path: &Path) -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.parent().is_some());
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_string(),
        Some(rest) => format!("~/{}", say::path(&rest)),
        None => say::path(path),
    }
}

/// Reads files in a thread of its own, until this is dropped.
pub struct Reader {
    over: Arc<AtomicBool>,
}

impl Reader {
    /// Tells what each of `paths` is, in that order.
    pub fn start(paths: Vec<PathBuf>, events: Sender<Event>) -> Reader {
        let over = Arc::new(AtomicBool::new(false));
        let stop = over.clone();
        let read = move || {
            for path in paths {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let about = look(&path);
                if events.send(Event::Found(Found { path, about })).is_err() {
                    return;
                }
            }
        };
        // without the thread the lines stand without figures
        let _ = thread::Builder::new().name("shelf".into()).spawn(read);
        Reader { over }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// What the file at `path` is.
pub fn look(path: &Path) -> About {
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > MOST_BYTES) {
        return About::Unread(say::START_LARGE);
    }
    let loaded = match store::load(path) {
        Ok(loaded) if is_document(&loaded.document) => loaded,
        Ok(_) => return About::Other,
        Err(_) if claims_to_be_ours(path) => return About::Unread(say::START_BROKEN),
        Err(_) => return About::Other,
    };
    let document = &loaded.document;
    let totals = document.projects().map(|project| project.budget.get().and_then(|b| b.total.get()));
    // an amount that is missing or no number leaves no honest sum
    let total = totals.collect::<Option<Vec<_>>>().and_then(amount::sum);
    About::Document(Box::new(Summary {
        department: document.department_name().to_string(),
        year: document.year.get().map(|year| year.0.to_string()).unwrap_or_default(),
        total: total.map(|total| total.to_string()).unwrap_or_default(),
        currency: document.currency_unit.text().to_string(),
        counts: Checker::new(document, &loaded.reading).counts(),
    }))
}

/// Whether a file that cannot be read as JSON was meant to be a document.
fn claims_to_be_ours(path: &Path) -> bool {
    let head = b"\"jixiao/";
    path.is_file()
        && std::fs::read(path).is_ok_and(|bytes| bytes.windows(head.len()).any(|part| part == head))
}

/// Whether `bytes` could be an import: what begins as JSON does is JSON, broken or not. A rich text
/// does not, though it begins with the same sign.
pub fn may_be_imported(bytes: &[u8]) -> bool {
    let is_json = |text: &str| text.trim_start().starts_with(['{', '[']) && !text.starts_with("{\\rtf");
    bytes.len() <= exchange::MOST_BYTES
        && crate::text::decode::decode(bytes).map_or(true, |decoded| !is_json(&decoded.text))
}
