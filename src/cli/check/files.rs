//! From the paths of the command line to documents. In a folder every `*.json` below that is a
//! document counts; what is something else is passed over. A file that was named is read, whatever
//! it is.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::{Document, Reading, read};
use crate::text::{decode, say};

/// A file that could not be checked, and why.
pub struct Failure {
    /// What it is called.
    pub name: String,
    /// What a person is told.
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
        found.push(Err(failure(path, say::FOLDER_WITHOUT_DOCUMENTS.to_string())));
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<Result<Source, Failure>>) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(failure(folder, sentence(&error)))),
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
        let (path, is_met) = match self {
            Source::Stdin => (Path::new(say::STDIN), false),
            Source::Named(path) => (path.as_path(), false),
            Source::Met(path) => (path.as_path(), true),
        };
        let bytes = match self {
            Source::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Source::Named(path) | Source::Met(path) => std::fs::read(path),
        };
        let bytes = bytes.map_err(|error| failure(path, sentence(&error)))?;
        let text = match decode::decode(&bytes) {
            Ok(decoded) => decoded.text,
            Err(_) if is_met => return Ok(None),
            Err(_) => return Err(failure(path, say::UNKNOWN_ENCODING.to_string())),
        };
        match read(&text) {
            Ok((document, _)) if is_met && !is_document(&document) => Ok(None),
            Ok((document, reading)) => {
                Ok(Some(Loaded { name: path.display().to_string(), document, reading }))
            }
            // what is broken and was never one of ours is nobody's business here
            Err(_) if is_met && !text.contains("\"jixiao/") => Ok(None),
            Err(error) => Err(failure(path, say::read_error(&error))),
        }
    }
}

/// Whether it is one of ours and not any other JSON.
pub fn is_document(document: &Document) -> bool {
    document.format.text().starts_with("jixiao/") || !document.projects.is_absent()
}

fn failure(path: &Path, sentence: String) -> Failure {
    Failure { name: path.display().to_string(), sentence }
}

fn sentence(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => say::FILE_ABSENT.to_string(),
        io::ErrorKind::PermissionDenied => say::FILE_FORBIDDEN.to_string(),
        _ => say::file_unreadable(error),
    }
}
