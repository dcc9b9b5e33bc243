//! Every step by which the store changes the disk passes here, one after the other, so that a test
//! can make any one of them fail, or be the last thing the program does.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;

/// What is about to be done to a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A file is made.
    Create,
    /// Bytes are written to a file, at most [`PIECE`] of them.
    Write,
    /// What was written is brought to the disk.
    Sync,
    /// A file gets the name of another.
    Rename,
    /// The names in a folder are brought to the disk.
    SyncFolder,
    /// A file is removed.
    Remove,
}

/// More than that is written in several steps.
pub const PIECE: usize = 4096;

type Witness = Box<dyn Fn(Step, &Path) -> io::Result<()> + Send + Sync>;

static WITNESS: OnceLock<Witness> = OnceLock::new();

/// Has `witness` asked before every step, for the rest of this process; where it gives an error the
/// step fails with that, undone. Only the first witness counts. This is for tests of what happens
/// when a disk fails or a process is killed; nothing in the program calls it.
pub fn witness(witness: impl Fn(Step, &Path) -> io::Result<()> + Send + Sync + 'static) {
    let _ = WITNESS.set(Box::new(witness));
}

/// To be called before each step.
pub(super) fn step(step: Step, path: &Path) -> io::Result<()> {
    WITNESS.get().map_or(Ok(()), |witness| witness(step, path))
}

/// Writes all of `bytes` to `file`, which has the name `path`.
pub(super) fn write(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    bytes.chunks(PIECE).try_for_each(|piece| {
        step(Step::Write, path)?;
        file.write_all(piece)
    })
}

/// Brings what was written to `file` to the disk.
pub(super) fn sync(file: &File, path: &Path) -> io::Result<()> {
    step(Step::Sync, path)?;
    file.sync_all()
}

/// Brings the names in `folder` to the disk; not every file system can do that for a folder.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    step(Step::SyncFolder, folder)?;
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Removes the file at `path`.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    step(Step::Remove, path)?;
    std::fs::remove_file(path)
}
