//! What is remembered of a file that was read: enough to write it back the way it came, and to
//! notice that somebody else has written to it since.

use std::fmt;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::io::Errno;

use super::load::read_limited;
use crate::model::id;
use crate::text::say;

/// Where a document came from, and how its file was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As the person named it.
    pub(super) path: PathBuf,
    /// The file itself, behind every symbolic link.
    pub(super) target: PathBuf,
    /// How its bytes are written.
    pub(super) layout: Layout,
    pub(super) encoding: &'static str,
    pub(super) stamp: Stamp,
    pub(super) locked: Option<Locked>,
}

/// What a save keeps beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub bom: bool,
    pub crlf: bool,
}

/// Why a file cannot be replaced, found out without trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// No permission to write to the file.
    File,
    /// No permission to write to its folder; a save puts a new file there.
    Folder,
    /// The file system is mounted read-only.
    FileSystem,
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Locked::File => say::LOCKED_FILE,
            Locked::Folder => say::LOCKED_FOLDER,
            Locked::FileSystem => say::LOCKED_FILE_SYSTEM,
        })
    }
}

impl Source {
    /// The path as the person named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself, behind every symbolic link: what a save replaces.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The encoding it was read in, as people call it. A save writes UTF-8.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// What it held when it was read or last saved.
    pub fn content(&self) -> Content {
        Content { length: self.stamp.length, hash: self.stamp.hash }
    }

    /// Why it could not be saved when it was read, by permission.
    pub fn locked(&self) -> Option<Locked> {
        self.locked
    }

    /// Whether the file looks other than when it was read, by size, time and inode only: cheap, for
    /// a look now and then. A save compares the content.
    pub fn looks_changed(&self) -> bool {
        std::fs::metadata(&self.target).map_or(true, |now| !self.stamp.looks_like(&now))
    }

    /// Whether the file has another content than when it was read; a file that is gone has.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn is_changed_outside(&self) -> io::Result<bool> {
        match read_limited(&self.target) {
            Ok((bytes, _)) => Ok(!self.stamp.is_of(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }
}

/// The bytes of a file at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    hash: u64,
    /// Seconds and nanoseconds of the last change, and the inode.
    seen: (i64, i64, u64),
}

impl Stamp {
    pub fn new(bytes: &[u8], metadata: &std::fs::Metadata) -> Stamp {
        let seen = (metadata.mtime(), metadata.mtime_nsec(), metadata.ino());
        Stamp { length: bytes.len() as u64, hash: hash(bytes), seen }
    }

    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.length == bytes.len() as u64 && self.hash == hash(bytes)
    }

    fn looks_like(&self, now: &std::fs::Metadata) -> bool {
        self.length == now.len() && self.seen == (now.mtime(), now.mtime_nsec(), now.ino())
    }
}

/// What a file holds, told by its length and hash: the same in every release, so that it can be
/// written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    length: u64,
    hash: u64,
}

impl Content {
    /// Of a file that holds `bytes`.
    pub fn of(bytes: &[u8]) -> Content {
        Content { length: bytes.len() as u64, hash: hash(bytes) }
    }

    /// As it was written down; `None` when that is none.
    pub fn parse(text: &str) -> Option<Content> {
        let (length, hash) = text.split_once(' ')?;
        Some(Content { length: length.parse().ok()?, hash: u64::from_str_radix(hash, 16).ok()? })
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:016x}", self.length, self.hash)
    }
}

fn hash(bytes: &[u8]) -> u64 {
    id::add(id::NOTHING, bytes.iter().copied())
}

/// The file behind `path`. Of a file that is not there yet the folder must be; a link that points
/// nowhere yet is followed to where it points.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    // as many links in a row as Linux itself follows
    for _ in 0..40 {
        match path.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => return done,
        }
        let folder = folder_of(&path);
        match path.read_link() {
            Ok(link) => path = folder.join(link),
            Err(_) => {
                let name = path.file_name().ok_or(io::ErrorKind::NotFound)?;
                return Ok(folder.canonicalize()?.join(name));
            }
        }
    }
    Err(io::Error::from(Errno::LOOP))
}

/// The folder a file stands in; a bare name stands in the current one.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether permissions forbid replacing the file at `target`.
pub(super) fn locked(target: &Path) -> Option<Locked> {
    let denied = |path: &Path, what: Access, which: Locked| match access(path, what) {
        Err(Errno::ROFS) => Some(Locked::FileSystem),
        Err(Errno::ACCESS | Errno::PERM) => Some(which),
        _ => None,
    };
    denied(target, Access::WRITE_OK, Locked::File)
        .or_else(|| denied(folder_of(target), Access::WRITE_OK | Access::EXEC_OK, Locked::Folder))
}
