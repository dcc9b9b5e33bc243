//! From a document to its file. The new text is written beside the old one, brought to the disk and
//! then put in its place in one step, so that at every moment the file is either the old one or the
//! new one, whole.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{Access, access};
use tempfile::{NamedTempFile, TempPath};

use super::backup;
use super::disk::{self, Step};
use super::load::read_limited;
use super::source::{Content, Layout, Source, Stamp, backups, folder_of, locked, resolve};
use crate::model::{Document, id};
use crate::text::say;

/// Why a document was not saved. The file is then as it was.
#[derive(Debug)]
pub struct SaveError {
    /// The file, as the person named it.
    pub path: PathBuf,
    /// What stood in the way.
    pub reason: Obstacle,
}

/// What stood in the way of a save.
#[derive(Debug)]
pub enum Obstacle {
    /// Somebody else has written to the file since it was read. [`save_over`] replaces it.
    ChangedOutside,
    /// The file is no longer there. [`save_over`] writes it anew.
    Gone,
    /// [`save_as`]: there is such a file already. [`save_as_over`] replaces it.
    Exists,
    /// A folder or a device has that name.
    NotAFile,
    /// The file has other names (hard links), which would keep the old content.
    HardLinks(u64),
    /// No permission to write to the file.
    Denied,
    /// No permission to write to the folder.
    FolderDenied,
    /// The folder is not there.
    FolderGone,
    /// The file system is read-only.
    ReadOnly,
    /// No space left, or the quota is used up.
    Full,
    /// Something else that the system reports.
    Other(io::Error),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &say::path(&self.path);
        f.write_str(&match &self.reason {
            Obstacle::ChangedOutside => say::save_changed_outside(path),
            Obstacle::Gone => say::save_gone(path),
            Obstacle::Exists => say::save_exists(path),
            Obstacle::NotAFile => say::save_not_a_file(path),
            Obstacle::HardLinks(names) => say::save_hard_links(path, *names),
            Obstacle::Denied => say::save_denied(path),
            Obstacle::FolderDenied => say::save_folder_denied(path),
            Obstacle::FolderGone => say::save_folder_gone(path),
            Obstacle::ReadOnly => say::save_read_only(path),
            Obstacle::Full => say::save_full(path),
            Obstacle::Other(error) => say::save_other(path, &error.to_string()),
        })
    }
}

impl std::error::Error for SaveError {}

impl From<io::Error> for Obstacle {
    fn from(error: io::Error) -> Obstacle {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Obstacle::FolderDenied,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Obstacle::FolderGone,
            io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => Obstacle::NotAFile,
            io::ErrorKind::AlreadyExists => Obstacle::Exists,
            io::ErrorKind::ReadOnlyFilesystem => Obstacle::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Obstacle::Full,
            _ => Obstacle::Other(error),
        }
    }
}

/// Saves `document` to the file it was read from and gives what is there now. Byte order mark, line
/// breaks, mode and, as far as permitted, owner stay; nothing is written when nothing differs. The
/// previous version is kept beside it, where that can be done ([`Source::no_backup`]).
///
/// # Errors
/// When the file has another content than when it was read, or cannot be replaced.
pub fn save(document: &Document, source: &Source) -> Result<Source, SaveError> {
    write(document, source, Existing::AsRead)
}

/// As [`save`], whatever somebody else has written there in the meantime.
///
/// # Errors
/// When the file cannot be replaced.
pub fn save_over(document: &Document, source: &Source) -> Result<Source, SaveError> {
    write(document, source, Existing::Any)
}

/// Saves `document` to a new file.
///
/// # Errors
/// When there is such a file already, or it cannot be made.
pub fn save_as(document: &Document, path: &Path) -> Result<Source, SaveError> {
    write(document, &unread(path)?, Existing::None)
}

/// As [`save_as`]; a file that is there is replaced and keeps its mode.
///
/// # Errors
/// When the file can neither be made nor replaced.
pub fn save_as_over(document: &Document, path: &Path) -> Result<Source, SaveError> {
    write(document, &unread(path)?, Existing::Any)
}

/// What the file will hold once `document` is saved to `source`.
pub fn content_of(document: &Document, source: &Source) -> Content {
    Content::of(&bytes_of(document, source.layout))
}

/// Which file may be replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Existing {
    None,
    AsRead,
    Any,
}

/// Where a document goes that was not read from there.
fn unread(path: &Path) -> Result<Source, SaveError> {
    let fail = |error: io::Error| SaveError { path: path.to_path_buf(), reason: error.into() };
    let target = resolve(path).map_err(fail)?;
    let metadata = fs::metadata(folder_of(&target)).map_err(fail)?;
    Ok(Source {
        path: path.to_path_buf(),
        target,
        layout: Layout::default(),
        encoding: "UTF-8",
        stamp: Stamp::new(&[], &metadata),
        locked: None,
        backups: backups(),
        no_backup: None,
    })
}

fn write(document: &Document, source: &Source, existing: Existing) -> Result<Source, SaveError> {
    let fail = |reason| SaveError { path: source.path.clone(), reason };
    let bytes = bytes_of(document, source.layout);
    let (metadata, no_backup) = replace(source, &bytes, existing).map_err(fail)?;
    Ok(Source {
        no_backup,
        encoding: "UTF-8",
        stamp: Stamp::new(&bytes, &metadata),
        locked: locked(&source.target),
        ..source.clone()
    })
}

fn bytes_of(document: &Document, layout: Layout) -> Vec<u8> {
    let mut text = document.to_json();
    if layout.crlf {
        // inside a JSON string a line break is always escaped: this only touches the layout
        text = text.replace('\n', "\r\n");
    }
    if layout.bom {
        text.insert(0, '\u{feff}');
    }
    text.into_bytes()
}

/// Gives what the system says about the new file, and why the previous version could not be kept.
fn replace(
    source: &Source,
    bytes: &[u8],
    existing: Existing,
) -> Result<(Metadata, Option<String>), Obstacle> {
    let target = &source.target;
    sweep(target);
    let old = match read_limited(target) {
        Ok((now, metadata)) if now == bytes && existing != Existing::None => return Ok((metadata, None)),
        Ok(_) if existing == Existing::None => return Err(Obstacle::Exists),
        Ok((now, _)) if existing == Existing::AsRead && !source.stamp.is_of(&now) => {
            return Err(Obstacle::ChangedOutside);
        }
        Ok((_, metadata)) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::metadata(folder_of(target))?;
            if existing == Existing::AsRead {
                return Err(Obstacle::Gone);
            }
            None
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(Obstacle::Denied),
        Err(error) => return Err(error.into()),
    };
    if let Some(old) = &old {
        if old.nlink() > 1 {
            return Err(Obstacle::HardLinks(old.nlink()));
        }
        access(target, Access::WRITE_OK).map_err(|error| match Obstacle::from(io::Error::from(error)) {
            Obstacle::FolderDenied => Obstacle::Denied,
            other => other,
        })?;
    }
    let new = write_beside(target, bytes, old.as_ref())?;
    let held = match &old {
        Some(old) if source.backups > 0 => Some(backup::hold(target, old)),
        _ => None,
    };
    let metadata = put(new, target, old.is_none())?;
    let kept = held.map_or(Ok(()), |held| held.and_then(|held| held.keep(target, source.backups)));
    // the new file is in its place: that its name is on the disk, too, cannot be promised everywhere
    let _ = disk::sync_folder(folder_of(target));
    Ok((metadata, kept.err().map(|error| error.to_string())))
}

/// Writes `bytes` beside `target`, whole and on the disk.
fn write_beside(target: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    disk::step(Step::Create, target)?;
    let mut new = temporary(target, old.is_none())?;
    disk::write(new.as_file_mut(), target, bytes)?;
    if let Some(old) = old {
        keep_owner_and_mode(new.as_file(), old)?;
    }
    disk::sync(new.as_file(), target)?;
    Ok(new)
}

/// Gives what was written beside `target` that name; a `fresh` one must be free.
pub(super) fn put(new: NamedTempFile, target: &Path, fresh: bool) -> io::Result<Metadata> {
    let metadata = new.as_file().metadata()?;
    disk::step(Step::Rename, target)?;
    if fresh {
        new.persist_noclobber(target)?
    } else {
        new.persist(target)?
    };
    Ok(metadata)
}

pub(super) fn keep_owner_and_mode(new: &File, old: &Metadata) -> io::Result<()> {
    let mut mode = old.mode() & 0o7777;
    let kept = fchown(new, Some(old.uid()), Some(old.gid()));
    if kept.is_err() && fchown(new, None, Some(old.gid())).is_err() {
        // another group than before gets no more than everybody has
        mode = mode & !0o070 | (mode & 0o007) << 3;
    }
    // after the owner: changing that one takes bits of the mode away
    new.set_permissions(Permissions::from_mode(mode))
}

const SUFFIX: &str = ".tmp";
/// How many random characters `tempfile` puts between.
const RANDOM: usize = 6;
/// A file that old was left behind by a save that was killed, not by one that is under way.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

pub(super) fn temporary(target: &Path, fresh: bool) -> io::Result<NamedTempFile> {
    let prefix = prefix(target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM);
    if fresh {
        // less what the umask takes away, as for any new file
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(target))
}

/// Another name of the file at `target`, as a temporary file has it.
pub(super) fn second_name(target: &Path) -> io::Result<TempPath> {
    let prefix = prefix(target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM);
    let named = builder.make_in(folder_of(target), |path| fs::hard_link(target, path))?;
    Ok(named.into_temp_path())
}

/// `.jixiao-<file name>`.
pub(super) fn hidden(target: &Path) -> String {
    format!(".jixiao-{}", name_of(target))
}

/// More bytes of a file's name would not leave room for what is added to it.
const LONGEST: usize = 180;

/// The name of a file as a part of another name.
pub(super) fn name_of(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    let text = name.to_string_lossy().into_owned();
    if text.len() <= LONGEST && name.to_str().is_some() {
        return text;
    }
    // what is cut off or is no text still makes a difference
    let hash = id::add(id::NOTHING, name.as_encoded_bytes().iter().copied());
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= LONGEST - 17).last().unwrap_or(0);
    format!("{}-{hash:016x}", &text[..end])
}

fn prefix(target: &Path) -> OsString {
    format!("{}-", hidden(target)).into()
}

/// Removes what killed saves of this file left behind. Whatever goes wrong here can wait.
pub(super) fn sweep(target: &Path) {
    let prefix = prefix(target);
    let is_ours = |name: &OsStr| {
        let random = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        let random = random.and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()));
        random.is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric))
    };
    // a second name of the document itself was to become its previous version
    let document = fs::metadata(target).ok();
    let is_second_name = |other: &Metadata| {
        document.as_ref().is_some_and(|d| (d.dev(), d.ino()) == (other.dev(), other.ino()))
    };
    let now = SystemTime::now();
    let is_old = |metadata: &Metadata| {
        let modified = metadata.modified().ok();
        modified.and_then(|then| now.duration_since(then).ok()).is_some_and(|age| age > LEFT_BEHIND)
    };
    for entry in fs::read_dir(folder_of(target)).into_iter().flatten().flatten() {
        if is_ours(&entry.file_name()) && entry.metadata().is_ok_and(|m| is_second_name(&m) || is_old(&m)) {
            let _ = disk::remove(&entry.path());
        }
    }
}
