//! From the paths of the command line to documents. In a folder every `*.json` below that is a
//! document counts; what is something else is passed over. A file that was named is read, whatever
//! it is.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::{Document, Reading};
use crate::store::{self, LoadError, Unreadable};
use crate::text::say;

/// A file that could not be checked, and why.
pub struct Failure {
    /// What a person is told, with its name.
    pub sentence: String,
}

/// Where a document may come from.
pub enum Source {
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A file that was met in a folder.
    Met(PathBuf),
}

/// A document that was read.
pub struct Loaded {
    /// What its file is called.
    pub name: String,
    pub document: Document,
    pub reading: Reading,
}

/// What stands behind a path, in a fixed order.
pub fn sources(path: &Path) -> Vec<Result<Source, Failure>> {
    if path == Path::new("-") {
        return vec![Ok(Source::Stdin)];
    }
    if !path.is_dir() {
        return vec![Ok(Source::Named(path.to_path_buf()))];
    }
    let mut found = Vec::new();
    walk(path, &mut found);
    let is_document = |source: &Result<Source, Failure>| match source {
        Ok(source) => !matches!(source.load(), Ok(None)),
        Err(_) => true,
    };
    if !found.iter().any(is_document) {
        found.push(Err(failure(path, say::FOLDER_WITHOUT_DOCUMENTS)));
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<Result<Source, Failure>>) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(failure(folder, &error.to_string()))),
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
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) && path.is_file()
        {
            found.push(Ok(Source::Met(path)));
        }
    }
}

impl Source {
    /// Reads it; `None` for a file met in a folder that is no document.
    ///
    /// # Errors
    /// When it cannot be read or understood.
    pub fn load(&self) -> Result<Option<Loaded>, Failure> {
        let (path, read) = match self {
            Source::Stdin => (Path::new(say::STDIN), stdin()?),
            Source::Named(path) | Source::Met(path) => {
                let loaded = store::load(path);
                (path.as_path(), loaded.map(|loaded| (loaded.document, loaded.reading)))
            }
        };
        match (read, self) {
            (Ok((document, _)), Source::Met(_)) if !is_document(&document) => Ok(None),
            (Ok((document, reading)), _) => {
                Ok(Some(Loaded { name: path.display().to_string(), document, reading }))
            }
            // what is broken and was never one of ours is nobody's business here
            (Err(error), Source::Met(_)) if is_strange(path, &error.reason) => Ok(None),
            (Err(error), _) => Err(Failure { sentence: error.to_string() }),
        }
    }
}

fn stdin() -> Result<Result<(Document, Reading), LoadError>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(store::MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| failure(Path::new(say::STDIN), &error.to_string()))?;
    Ok(store::understand(Path::new(say::STDIN), &bytes))
}

/// Whether it is one of ours and not any other JSON.
pub fn is_document(document: &Document) -> bool {
    document.format.text().starts_with("jixiao/") || !document.projects.is_absent()
}

/// No text, or a text that does not name our format.
fn is_strange(path: &Path, reason: &Unreadable) -> bool {
    let names_format = |bytes: Vec<u8>| bytes.windows(8).any(|window| window == b"\"jixiao/");
    match reason {
        Unreadable::UnknownEncoding => true,
        Unreadable::Text(_) => !std::fs::read(path).is_ok_and(names_format),
        _ => false,
    }
}

fn failure(path: &Path, what: &str) -> Failure {
    Failure { sentence: format!("{}：{what}", say::path(path)) }
}
