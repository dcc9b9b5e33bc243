//! Where the journals of a file lie: beside it, as `.jixiao-<name>.journal`, or, where its folder
//! takes no file, in the user's state folder. A second editor at the same file has the next number:
//! `.journal2`. One that was set aside is seen by everybody who lists the folder:
//! `<name>.搁置1.journal`.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;
use tempfile::NamedTempFile;

use crate::model::id;
use crate::store::disk::{self, Step};
use crate::store::source::folder_of;
use crate::store::{Memory, Source, save};
use crate::text::say::recover as say;

const PREFIX: &str = ".jixiao-";
const SUFFIX: &str = ".journal";
/// How many editors of one file have a journal each.
const MOST: u32 = 20;

/// The places for the journals of one file, the first that can be written to is taken.
#[derive(Debug, Clone)]
pub struct Nests(Vec<Nest>);

/// One of them: a folder, and what the file is called there.
#[derive(Debug, Clone)]
pub struct Nest {
    folder: PathBuf,
    name: String,
    /// It is the user's own, and made when it is first needed.
    own: bool,
}

impl Nests {
    /// Those of the file that `source` saves to.
    pub fn of(source: &Source, memory: &Memory) -> Nests {
        Nests::at(source.target(), memory)
    }

    /// Those of the file at `target`, a path behind every symbolic link.
    pub fn at(target: &Path, memory: &Memory) -> Nests {
        let name = save::name_of(target);
        let beside = Nest { folder: folder_of(target).to_path_buf(), name: name.clone(), own: false };
        let hash = id::add(id::NOTHING, target.as_os_str().as_encoded_bytes().iter().copied());
        let own = |folder: &Path| Nest {
            folder: folder.join("journals"),
            name: format!("{hash:016x}-{name}"),
            own: true,
        };
        Nests(std::iter::once(beside).chain(memory.folder().map(own)).collect())
    }

    /// The nests, the better first.
    pub fn iter(&self) -> impl Iterator<Item = &Nest> {
        self.0.iter()
    }

    /// The journals that lie in them, those in use too.
    pub fn journals(&self) -> Vec<PathBuf> {
        self.listed(|nest, name| {
            let number = name.strip_prefix(PREFIX)?.strip_prefix(&nest.name)?.strip_prefix(SUFFIX)?;
            number.is_empty().then_some(1).or_else(|| number.parse().ok())
        })
    }

    /// The journals that were set aside.
    pub fn aside(&self) -> Vec<PathBuf> {
        self.listed(|nest, name| {
            let rest = name.strip_prefix(&nest.name)?.strip_prefix('.')?.strip_prefix(say::ASIDE)?;
            rest.strip_suffix(SUFFIX)?.parse().ok()
        })
    }

    fn listed(&self, number: impl Fn(&Nest, &str) -> Option<u32>) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for (n, nest) in self.0.iter().enumerate() {
            for entry in fs::read_dir(&nest.folder).into_iter().flatten().flatten() {
                if let Some(number) = entry.file_name().to_str().and_then(|name| number(nest, name)) {
                    found.push(((n, number), entry.path()));
                }
            }
        }
        found.sort();
        found.into_iter().map(|(_, path)| path).collect()
    }
}

impl Nest {
    /// Whether it lies beside the file.
    pub fn is_beside(&self) -> bool {
        !self.own
    }

    /// Whether the file at `path` lies in it.
    pub fn holds(&self, path: &Path) -> bool {
        path.parent() == Some(&self.folder)
    }

    /// A file of no lasting name for a journal that is begun: readable by its owner alone, and held
    /// as long as it is open.
    pub fn begin(&self) -> io::Result<NamedTempFile> {
        if self.own {
            DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        }
        let path = self.path(1);
        disk::step(Step::Create, &path)?;
        let new = save::temporary(&self.folder.join(&self.name), false)?;
        hold(new.as_file());
        Ok(new)
    }

    /// Gives a journal its name: that of `takes`, which it replaces, or the first that is free. A name
    /// that somebody planted is not followed: it is taken.
    pub fn settle(&self, new: NamedTempFile, takes: Option<&Path>) -> io::Result<(File, PathBuf)> {
        let done = |file, path: PathBuf| {
            let _ = disk::sync_folder(&self.folder);
            Ok((file, path))
        };
        if let Some(path) = takes {
            disk::step(Step::Rename, path)?;
            return done(new.persist(path)?, path.to_path_buf());
        }
        let mut new = new;
        for number in 1..=MOST {
            let path = self.path(number);
            disk::step(Step::Rename, &path)?;
            match new.persist_noclobber(&path) {
                Ok(file) => return done(file, path),
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => new = error.file,
                Err(error) => return Err(error.error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    fn path(&self, number: u32) -> PathBuf {
        let number = if number == 1 { String::new() } else { number.to_string() };
        self.folder.join(format!("{PREFIX}{}{SUFFIX}{number}", self.name))
    }

    /// The first free name for a journal that is set aside.
    fn aside(&self) -> PathBuf {
        let path = |number: u32| self.folder.join(format!("{}.{}{number}{SUFFIX}", self.name, say::ASIDE));
        let free = (1..u32::MAX).map(path).find(|path| fs::symlink_metadata(path).is_err());
        free.unwrap_or_else(|| path(u32::MAX))
    }
}

/// Sets the journal at `path` aside; gives its new name.
///
/// # Errors
/// When it cannot be renamed.
pub fn set_aside(path: &Path, nests: &Nests) -> io::Result<PathBuf> {
    let nest = nests.iter().find(|nest| nest.holds(path)).ok_or(io::ErrorKind::NotFound)?;
    let aside = nest.aside();
    disk::step(Step::Rename, path)?;
    fs::rename(path, &aside)?;
    let _ = disk::sync_folder(&nest.folder);
    Ok(aside)
}

/// Removes the journal at `path`, of which nothing is wanted any more.
///
/// # Errors
/// When the system does not let us.
pub fn remove(path: &Path) -> io::Result<()> {
    disk::remove(path)
}

/// Opens a journal for reading: a file itself, never what a link points to, and never waiting.
pub fn open(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(file)
}

/// Who holds a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// We do, from now on, as long as the file is open.
    Now,
    /// An editor that runs.
    BySomebody,
    /// The file system cannot tell.
    Unknown,
}

/// Holds a journal, which every editor does that writes to one: the system lets go of it when the
/// program ends, however it ends.
pub fn hold(file: &File) -> Held {
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Held::Now,
        Err(Errno::WOULDBLOCK) => Held::BySomebody,
        Err(_) => Held::Unknown,
    }
}

/// Whether a process of that number runs on this machine.
pub fn runs(pid: u32) -> bool {
    Path::new("/proc").join(pid.to_string()).exists()
}

/// What this machine is called; empty where it does not say.
pub fn host() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_string()
}
