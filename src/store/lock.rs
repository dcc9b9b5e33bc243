//! One person at a time writes to a document. Whoever does holds a lock file beside it, hidden and
//! with the name `.jixiao-NAME.lock`: the system locks that file for as long as the program lives,
//! however it ends, and in it stands who holds it. Beside the document, because a lock on the
//! document itself is void once a save has put a new file in its place.
//!
//! A lock file comes into its place whole and already locked, and goes while it is locked. So one
//! that is not locked was left by a program that is gone, and what stands in a locked one is true.
//! What somebody else planted there is read as far as [`MOST_BYTES`], never followed and never
//! written to.

use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::disk::{self, Step};
use super::save::{hidden, temporary};

/// No lock file of ours is larger.
const MOST_BYTES: u64 = 4096;
/// How often a lock file may change hands while it is looked at.
const TRIES: usize = 5;

/// Who has a document open for writing. All of it is told by whoever wrote the lock file: it is
/// shown, never relied on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The person's name, where known: accounts are often shared.
    pub name: String,
    /// The account.
    pub user: String,
    /// The computer the program runs on.
    pub host: String,
    /// The process.
    pub pid: i32,
    /// Since when, in seconds since 1970.
    pub since: u64,
    /// The address the person came from over SSH; empty for one who sits at the computer.
    pub from: String,
}

impl Holder {
    /// This program, now, in the hands of the person of that name.
    pub fn here(name: &str) -> Holder {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let user = ["USER", "LOGNAME"].into_iter().find_map(variable);
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Holder {
            name: name.to_string(),
            user: user.unwrap_or_default(),
            host: host(),
            pid: std::process::id() as i32,
            since: since.map_or(0, |since| since.as_secs()),
            from: origin(),
        }
    }

    /// Whether the program that wrote this is gone, as far as this computer can tell: a lock that
    /// still holds then was forgotten by a file server.
    pub fn is_gone(&self) -> bool {
        let pid = rustix::process::Pid::from_raw(self.pid).filter(|_| self.pid > 0);
        let is_dead = |pid| rustix::process::test_kill_process(pid) == Err(Errno::SRCH);
        self.host == host() && pid.is_some_and(is_dead)
    }
}

/// The address a person came from over SSH; empty for one who sits at the computer.
pub fn origin() -> String {
    let first = |name| std::env::var(name).ok()?.split_whitespace().next().map(str::to_string);
    ["SSH_CONNECTION", "SSH_CLIENT"].into_iter().find_map(first).unwrap_or_default()
}

fn host() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim().to_string()
}

/// The lock of a document. Dropped, it is free.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    holder: Holder,
}

/// Why there is no lock.
#[derive(Debug)]
pub enum NoLock {
    /// Somebody has it: who, where that can be read.
    Held(Holder),
    /// Locks cannot be had there.
    Impossible(io::Error),
}

impl Lock {
    /// Locks the document at `target` for `holder`.
    ///
    /// # Errors
    /// When somebody else has it, or the file system knows no locks.
    pub fn take(target: &Path, holder: &Holder) -> Result<Lock, NoLock> {
        let path = path_of(target);
        for _ in 0..TRIES {
            match look(&path).map_err(NoLock::Impossible)? {
                Found::Held(by) => return Err(NoLock::Held(by)),
                Found::Free => {}
            }
            match put(target, &path, holder) {
                Ok(lock) => return Ok(lock),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(NoLock::Impossible(error)),
            }
        }
        Err(NoLock::Held(Holder::default()))
    }

    /// As [`Lock::take`], also from a holder who is gone but whose lock the system still keeps.
    ///
    /// # Errors
    /// As [`Lock::take`].
    pub fn take_from_gone(target: &Path, holder: &Holder) -> Result<Lock, NoLock> {
        match Lock::take(target, holder) {
            Err(NoLock::Held(by)) if by.is_gone() => {
                disk::remove(&path_of(target)).map_err(NoLock::Impossible)?;
                Lock::take(target, holder)
            }
            other => other,
        }
    }

    /// Tells those who ask that the person of that name has it.
    ///
    /// # Errors
    /// When that cannot be written; the lock stays.
    pub fn introduce(&mut self, name: &str) -> io::Result<()> {
        self.holder.name = name.to_string();
        let text = serde_json::to_vec(&self.holder)?;
        disk::step(Step::Write, &self.path)?;
        self.file.set_len(0)?;
        self.file.write_all_at(&text, 0)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if is_at(&self.file, &self.path) {
            let _ = disk::remove(&self.path);
        }
    }
}

/// Who has the document at `target` open for writing. A lock file that a program left behind is
/// removed.
///
/// # Errors
/// When that cannot be found out.
pub fn holder(target: &Path) -> io::Result<Option<Holder>> {
    match look(&path_of(target))? {
        Found::Held(by) => Ok(Some(by)),
        Found::Free => Ok(None),
    }
}

fn path_of(target: &Path) -> PathBuf {
    target.with_file_name(format!("{}.lock", hidden(target)))
}

enum Found {
    Free,
    Held(Holder),
}

/// Whether there is a lock file that somebody holds; one that nobody holds is removed.
fn look(path: &Path) -> io::Result<Found> {
    for _ in 0..TRIES {
        // a pipe or a device in its place must not keep us waiting
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT) => return Ok(Found::Free),
            Err(error) => return Err(error.into()),
        };
        if !file.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        match file.try_lock() {
            // nobody can put another one there as long as this one is locked
            Ok(()) if is_at(&file, path) => {
                disk::remove(path)?;
                return Ok(Found::Free);
            }
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let by = read(&file);
                if is_at(&file, path) {
                    return Ok(Found::Held(by));
                }
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(Found::Held(Holder::default()))
}

fn read(file: &File) -> Holder {
    let mut text = Vec::new();
    let read = file.take(MOST_BYTES).read_to_end(&mut text);
    read.ok().and_then(|_| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// Whether the file that is open is the one that has that name.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    (open.dev(), open.ino()) == (named.dev(), named.ino())
}

/// Puts a lock file at `path`, which must be free.
fn put(target: &Path, path: &Path, holder: &Holder) -> io::Result<Lock> {
    disk::step(Step::Create, path)?;
    let mut new = temporary(target, false)?;
    new.as_file().try_lock().map_err(io::Error::from)?;
    disk::step(Step::Write, path)?;
    new.write_all(&serde_json::to_vec(holder)?)?;
    // who may read the document may see who has it
    let document = fs::metadata(target)?;
    let _ = fchown(new.as_file(), None, Some(document.gid()));
    new.as_file().set_permissions(Permissions::from_mode(document.mode() & 0o666 | 0o600))?;
    disk::step(Step::Rename, path)?;
    let file = new.persist_noclobber(path)?;
    Ok(Lock { file, path: path.to_path_buf(), holder: holder.clone() })
}
