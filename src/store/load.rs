//! From a file to a document. Only what is no JSON object at all is refused; each reason has its
//! own sentence that says what, where and what to do.

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::source::{Layout, Source, Stamp, backups, locked, resolve};
use crate::model::{Document, ReadError, Reading, read};
use crate::text::decode::decode;
use crate::text::say;

/// How large a file may be: 256 MiB, far more than the texts of a whole province.
pub const MAX_BYTES: u64 = 256 << 20;

/// A document as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// The document.
    pub document: Document,
    /// What reading showed beside it.
    pub reading: Reading,
    /// The file it came from.
    pub source: Source,
}

impl Loaded {
    /// Why the document may only be looked at, for a person; `None` when it may be changed.
    pub fn read_only(&self) -> Option<String> {
        if let Some(format) = &self.reading.other_format {
            return Some(say::only_other_format(format));
        }
        if let Some(twice) = self.reading.duplicate_keys.first() {
            return Some(say::only_duplicate_key(&twice.key, twice.line));
        }
        self.source.locked().map(|locked| locked.to_string())
    }
}

/// Why a file could not be read as a document.
#[derive(Debug)]
pub struct LoadError {
    /// The file, as the person named it.
    pub path: PathBuf,
    /// What is the matter with it.
    pub reason: Unreadable,
}

/// What is the matter with a file.
#[derive(Debug)]
pub enum Unreadable {
    /// Nothing is there.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or the like.
    NotAFile,
    /// No permission to read it.
    Denied,
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Neither UTF-8 nor UTF-16 nor GB18030.
    UnknownEncoding,
    /// It is text, but no JSON object.
    Text(ReadError),
    /// Something else that the system reports.
    Other(io::Error),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &say::path(&self.path);
        f.write_str(&match &self.reason {
            Unreadable::Missing if self.path.is_symlink() => say::load_dangling(path),
            Unreadable::Missing => say::load_missing(path),
            Unreadable::Folder => say::load_folder(path),
            Unreadable::NotAFile => say::load_not_a_file(path),
            Unreadable::Denied => say::load_denied(path),
            Unreadable::TooLarge => say::load_too_large(path, MAX_BYTES >> 20),
            Unreadable::UnknownEncoding => say::load_unknown_encoding(path),
            Unreadable::Text(ReadError::Empty) => say::load_empty(path),
            Unreadable::Text(ReadError::Syntax { line, column, path: at, reason }) => {
                say::load_syntax(path, *line, *column, at, reason)
            }
            Unreadable::Text(ReadError::NotAnObject) => say::load_no_object(path),
            Unreadable::Text(ReadError::TooDeep(depth)) => {
                say::load_too_deep(path, *depth, crate::model::reading::MAX_DEPTH)
            }
            Unreadable::Text(ReadError::TooMany) => {
                say::share::load_too_many(path, crate::model::reading::MAX_VALUES)
            }
            Unreadable::Other(error) => say::load_other(path, &error.to_string()),
        })
    }
}

impl std::error::Error for LoadError {}

/// Reads the file at `path`.
///
/// # Errors
/// When there is no such file, it cannot be read, or it is no JSON object in an encoding we know.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let target = resolve(path).map_err(|error| failed(path, error))?;
    load_from(path, target)
}

/// Reads the file of `source` again, as it is now.
///
/// # Errors
/// As [`load`].
pub fn load_again(source: &Source) -> Result<Loaded, LoadError> {
    let loaded = load_from(&source.path, source.target.clone())?;
    Ok(Loaded { source: loaded.source.keeping(source.backups), ..loaded })
}

fn failed(path: &Path, error: io::Error) -> LoadError {
    LoadError { path: path.to_path_buf(), reason: why(error) }
}

fn load_from(path: &Path, target: PathBuf) -> Result<Loaded, LoadError> {
    let (bytes, metadata) = read_limited(&target).map_err(|error| failed(path, error))?;
    let Understood { document, reading, layout, encoding } = text_of(path, &bytes)?;
    let source = Source {
        path: path.to_path_buf(),
        layout,
        encoding,
        stamp: Stamp::new(&bytes, &metadata),
        locked: locked(&target),
        target,
        backups: backups(),
        no_backup: None,
    };
    Ok(Loaded { document, reading, source })
}

/// Reads a document from bytes that have no file, as from a pipe; `name` is what an error calls them.
///
/// # Errors
/// When they are no JSON object in an encoding we know.
pub fn understand(name: &Path, bytes: &[u8]) -> Result<(Document, Reading), LoadError> {
    text_of(name, bytes).map(|understood| (understood.document, understood.reading))
}

struct Understood {
    document: Document,
    reading: Reading,
    layout: Layout,
    encoding: &'static str,
}

fn text_of(path: &Path, bytes: &[u8]) -> Result<Understood, LoadError> {
    let fail = |reason| LoadError { path: path.to_path_buf(), reason };
    let decoded = decode(bytes).map_err(|_| fail(Unreadable::UnknownEncoding))?;
    let (document, reading) = read(&decoded.text).map_err(|error| fail(Unreadable::Text(error)))?;
    let encoding = decoded.encoding;
    // the mark of UTF-16 says which half comes first; written as UTF-8 it has nothing to say
    let layout = Layout { bom: decoded.bom && encoding == "UTF-8", crlf: decoded.crlf };
    Ok(Understood { document, reading, layout, encoding })
}

/// The bytes of the file at `path` and what the system says about it, both of one moment.
pub(super) fn read_limited(path: &Path) -> io::Result<(Vec<u8>, Metadata)> {
    // asked before it is opened: opening a pipe waits for somebody to write to it
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok((bytes, metadata))
}

fn why(error: io::Error) -> Unreadable {
    match error.kind() {
        // a file on the way where a folder should be
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Missing,
        io::ErrorKind::IsADirectory => Unreadable::Folder,
        io::ErrorKind::InvalidInput => Unreadable::NotAFile,
        io::ErrorKind::PermissionDenied => Unreadable::Denied,
        io::ErrorKind::FileTooLarge => Unreadable::TooLarge,
        _ => Unreadable::Other(error),
    }
}
