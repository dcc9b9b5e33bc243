//! A file that is no document: an export. It is written whole or not at all, as a document is saved.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{Access, access};

use super::disk::{self, PIECE, Step};
use super::save::{Obstacle, SaveError, keep_owner_and_mode, put, sweep, temporary};
use super::source::{folder_of, resolve};

/// Writes to the file at `path` what `fill` gives, piece by piece; `over` also where there is another
/// one. `false` when the file holds the same already.
///
/// # Errors
/// When there is another file and it is not to be replaced, when it cannot be made or replaced, and
/// with the error of `fill`. The file is then as it was.
pub fn write_file(
    path: &Path,
    over: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<bool, SaveError> {
    written(path, over, fill).map_err(|reason| SaveError { path: path.to_path_buf(), reason })
}

fn written(
    path: &Path,
    over: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<bool, Obstacle> {
    let target = &resolve(path)?;
    sweep(target);
    let old = match fs::metadata(target) {
        Ok(old) if !old.is_file() => return Err(Obstacle::NotAFile),
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    disk::step(Step::Create, target)?;
    let mut new = temporary(target, old.is_none())?;
    let mut pieces = BufWriter::with_capacity(PIECE, Pieces { file: new.as_file_mut(), target });
    fill(&mut pieces)?;
    pieces.flush()?;
    drop(pieces);
    if let Some(old) = &old {
        new.as_file_mut().rewind()?;
        if old.len() == new.as_file().metadata()?.len() && same(new.as_file(), &File::open(target)?)? {
            return Ok(false);
        }
        if !over {
            return Err(Obstacle::Exists);
        }
        if old.nlink() > 1 {
            return Err(Obstacle::HardLinks(old.nlink()));
        }
        access(target, Access::WRITE_OK).map_err(|error| match Obstacle::from(io::Error::from(error)) {
            Obstacle::FolderDenied => Obstacle::Denied,
            other => other,
        })?;
        keep_owner_and_mode(new.as_file(), old)?;
    }
    disk::sync(new.as_file(), target)?;
    put(new, target, old.is_none())?;
    let _ = disk::sync_folder(folder_of(target));
    Ok(true)
}

/// A file whose every write is a step on the disk.
struct Pieces<'a> {
    file: &'a mut File,
    target: &'a Path,
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        disk::write(self.file, self.target, bytes)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether both files hold the same from where they stand.
fn same(mut one: &File, mut other: &File) -> io::Result<bool> {
    let (mut here, mut there) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut here)?;
        if read == 0 {
            return Ok(other.read(&mut there)? == 0);
        }
        match other.read_exact(&mut there[..read]) {
            Ok(()) if here[..read] == there[..read] => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}
