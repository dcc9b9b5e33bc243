//! From the paths of the command line to documents. In a folder every `*.json` below that is a
//! document counts; what is something else is passed over. A file that was named is read, whatever
//! it is.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::{Document, Reading};
use crate::store::{self, LoadError, Unreadable};
use crate::text::decode::decode;
use crate::text::say;

/// Where a document may come from.
pub struct Source {
    what: What,
    /// The numbers of the paths it stands behind.
    nths: Vec<usize>,
}

enum What {
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A file that was met in a folder.
    Met(PathBuf),
    /// A folder that cannot be read, in a sentence.
    Unreadable(String),
}

/// A document that was read.
pub struct Loaded {
    /// What its file is called.
    pub name: String,
    pub document: Document,
    pub reading: Reading,
    pub origin: Origin,
}

/// Where it came from, and what can be done there.
pub enum Origin {
    /// A file, and why it may not be changed.
    File(store::Source, Option<String>),
    /// Bytes that are gone from where they were.
    Bytes(Vec<u8>),
}

impl Origin {
    /// The text as it stands there now, for telling lines.
    pub fn text(&self) -> String {
        let bytes = match self {
            Origin::File(source, _) => std::fs::read(source.target()).unwrap_or_default(),
            Origin::Bytes(bytes) => bytes.clone(),
        };
        decode(&bytes).map_or_else(|_| String::new(), |decoded| decoded.text)
    }
}

/// What stands behind the paths, in a fixed order. A file that stands behind several, or that a link
/// leads to, is one source: it is counted once, and never mended twice at the same time.
pub fn sources(paths: &[PathBuf]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut known: HashMap<PathBuf, usize> = HashMap::new();
    for (nth, path) in paths.iter().enumerate() {
        for what in behind(path) {
            match known.entry(what.place()) {
                Entry::Vacant(new) => {
                    new.insert(sources.len());
                    sources.push(Source { what, nths: vec![nth] });
                }
                Entry::Occupied(at) => {
                    let Some(source) = sources.get_mut(*at.get()) else { continue };
                    source.nths.push(nth);
                    // what was named counts, whatever it is
                    if let (What::Met(path), What::Named(_)) = (&source.what, &what) {
                        source.what = What::Named(path.clone());
                    }
                }
            }
        }
    }
    sources
}

fn behind(path: &Path) -> Vec<What> {
    if path == Path::new("-") {
        return vec![What::Stdin];
    }
    if !path.is_dir() {
        return vec![What::Named(path.to_path_buf())];
    }
    let mut found = Vec::new();
    walk(path, &mut found);
    found
}

impl What {
    /// What is the same for all names of one file.
    fn place(&self) -> PathBuf {
        match self {
            What::Stdin => PathBuf::from("-"),
            What::Unreadable(sentence) => PathBuf::from(sentence),
            What::Named(path) | What::Met(path) => path.canonicalize().unwrap_or_else(|_| absent(path)),
        }
    }
}

/// The place of a file that is not there.
fn absent(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    folder.join(path.file_name().unwrap_or_default())
}

fn walk(folder: &Path, found: &mut Vec<What>) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => {
            return found.push(What::Unreadable(say::check::folder_unreadable(&say::path(folder), &error)));
        }
    };
    let mut paths: Vec<_> = entries.into_iter().map(|entry| (entry.path(), entry.file_type())).collect();
    paths.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (path, kind) in paths {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        // a link to a folder is not followed: it could lead back
        let is_folder = kind.is_ok_and(|kind| kind.is_dir());
        if is_hidden {
            continue;
        }
        if is_folder {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            // a link that leads to nothing cannot be read, and that is told
            if path.metadata().map_or(true, |metadata| metadata.is_file()) {
                found.push(What::Met(path));
            }
        }
    }
}

impl Source {
    /// The numbers of the paths it stands behind.
    pub fn nths(&self) -> &[usize] {
        &self.nths
    }

    /// Reads it; `None` for a file met in a folder that is no document.
    ///
    /// # Errors
    /// In a sentence, when it cannot be read or understood.
    pub fn load(&self) -> Result<Option<Loaded>, String> {
        let path = match &self.what {
            What::Unreadable(sentence) => return Err(sentence.clone()),
            What::Stdin => return stdin().map(Some),
            What::Named(path) | What::Met(path) => path,
        };
        let is_met = matches!(self.what, What::Met(_));
        match store::load(path) {
            Ok(loaded) if is_met && !is_document(&loaded.document) => Ok(None),
            Ok(loaded) => {
                let why = loaded.read_only();
                let store::Loaded { document, reading, source } = loaded;
                let name = path.display().to_string();
                Ok(Some(Loaded { name, document, reading, origin: Origin::File(source, why) }))
            }
            // what is broken and was never one of ours is nobody's business here
            Err(error) if is_met && is_strange(path, &error.reason) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn stdin() -> Result<Loaded, String> {
    let mut bytes = Vec::new();
    let name = Path::new(say::STDIN);
    let read = io::stdin().lock().take(store::MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| failure(name, &error.to_string()))?;
    let understood = store::understand(name, &bytes).map_err(|error: LoadError| error.to_string())?;
    let (document, reading) = understood;
    Ok(Loaded { name: say::STDIN.to_string(), document, reading, origin: Origin::Bytes(bytes) })
}

/// Whether it is one of ours and not any other JSON.
pub fn is_document(document: &Document) -> bool {
    document.format.text().starts_with("jixiao/") || !document.projects.is_absent()
}

/// No text, or a text that does not name our format.
fn is_strange(path: &Path, reason: &Unreadable) -> bool {
    let names_format = |bytes: Vec<u8>| bytes.windows(8).any(|window| window == b"\"jixiao/");
    match reason {
        // a copy that ends within a character is in no encoding
        Unreadable::UnknownEncoding | Unreadable::Text(_) => !std::fs::read(path).is_ok_and(names_format),
        _ => false,
    }
}

/// What is the matter with a path.
pub fn failure(path: &Path, what: &str) -> String {
    format!("{}：{what}", say::path(path))
}
