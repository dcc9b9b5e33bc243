//! What is remembered of a file that was read: enough to write it back the way it came, and to
//! notice that somebody else has written to it since.

use std::fmt;
use std::hash::Hasher;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::io::Errno;

use super::load::read_limited;
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
    /// How many previous versions a save keeps.
    pub(super) backups: usize,
    /// Why the last save could not keep the previous version.
    pub(super) no_backup: Option<String>,
}

/// What a save keeps beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub bom: bool,
    pub crlf: bool,
}

/// How many previous versions a save keeps unless it is told otherwise.
pub const BACKUPS: usize = 1;

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

    /// Why it could not be saved when it was read, by permission.
    pub fn locked(&self) -> Option<Locked> {
        self.locked
    }

    /// The same file, of which a save keeps that many previous versions: `NAME.bak`, `NAME.bak2`, …
    pub fn keeping(self, backups: usize) -> Source {
        Source { backups, ..self }
    }

    /// Why the save that led to this could not keep the previous version; the save itself is done.
    pub fn no_backup(&self) -> Option<&str> {
        self.no_backup.as_deref()
    }

    /// Whether both were read from a file of the same content.
    pub fn is_same_content(&self, other: &Source) -> bool {
        self.stamp.is_same_content(&other.stamp)
    }

    /// Whether the file looks other than when it was read, by size, time and inode only: cheap, for
    /// a look now and then. A save compares the content.
    pub fn looks_changed(&self) -> bool {
        std::fs::metadata(&self.target).map_or(true, |now| Seen::of(&now) != self.stamp.seen)
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
    hash: u64,
    pub seen: Seen,
}

/// What the system says about a file without reading it: another content shows in it, but for one
/// that was meant not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    length: u64,
    /// Seconds and nanoseconds of the last change.
    changed: (i64, i64),
    inode: u64,
}

impl Seen {
    pub fn of(metadata: &std::fs::Metadata) -> Seen {
        let changed = (metadata.mtime(), metadata.mtime_nsec());
        Seen { length: metadata.len(), changed, inode: metadata.ino() }
    }
}

impl Stamp {
    pub fn new(bytes: &[u8], metadata: &std::fs::Metadata) -> Stamp {
        let seen = Seen { length: bytes.len() as u64, ..Seen::of(metadata) };
        Stamp { hash: hash(bytes), seen }
    }

    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.seen.length == bytes.len() as u64 && self.hash == hash(bytes)
    }

    pub fn is_same_content(&self, other: &Stamp) -> bool {
        self.seen.length == other.seen.length && self.hash == other.hash
    }
}

/// Only ever compared with one of the same run.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
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
