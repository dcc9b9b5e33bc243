//! Formats that only another program reads: old Word and PDF. The program that is installed makes a
//! format of them that is read here; where none is, a sentence says what to do. It gets a folder of
//! its own, a fixed name for the file, and a limit of time; no shell is between.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use super::blocks::{Blocks, Part};
use super::format::{Format, Source};
use super::package::Kind;
use super::{ImportError, MOST_BYTES, docx, text};
use crate::text::say::import::{OLD_WORD, PDF, RICH_TEXT};

/// Word up to 2003, and WPS.
pub const WORD: Format = Format {
    endings: &["doc", "wps"],
    is: |source| source.kind() == Some(Kind::OldWord),
    read: |source| by_office(source, OLD_WORD, "doc"),
};

/// Rich text.
pub const RTF: Format = Format {
    endings: &["rtf"],
    is: |source| source.bytes.starts_with(b"{\\rtf"),
    read: |source| by_office(source, RICH_TEXT, "rtf"),
};

/// PDF: its text, line by line as it is printed.
pub const PAGES: Format =
    Format { endings: &["pdf"], is: |source| source.bytes.starts_with(b"%PDF-"), read: by_pdftotext };

/// LibreOffice needs some seconds to start on a slow machine.
const LONGEST: Duration = Duration::from_secs(120);

/// Lets LibreOffice make a `.docx` of it.
fn by_office(source: &Source, format: &'static str, ending: &str) -> Result<Blocks, ImportError> {
    let failed = |_| ImportError::NotConverted(format);
    let folder = tempfile::tempdir().map_err(failed)?;
    let input = folder.path().join(format!("in.{ending}"));
    fs::write(&input, source.bytes).map_err(failed)?;
    // a profile of its own: one that is open elsewhere would refuse to work
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut arguments =
        vec![profile.as_str(), "--headless", "--norestore", "--convert-to", "docx", "--outdir", "."];
    arguments.push(if ending == "doc" { "in.doc" } else { "in.rtf" });
    let known = ["soffice", "libreoffice"];
    run(&known, &arguments, folder.path(), format)?;
    let made = limited(&folder.path().join("in.docx")).map_err(failed)?;
    let made = Source::new("in.docx", &made, source.options());
    match (made.kind(), (docx::FORMAT.read)) {
        (Some(Kind::Word), read) => read(&made),
        _ => Err(ImportError::NotConverted(format)),
    }
}

/// Lets pdftotext write the text as it stands on the pages.
fn by_pdftotext(source: &Source) -> Result<Blocks, ImportError> {
    let failed = |_| ImportError::NotConverted(PDF);
    let folder = tempfile::tempdir().map_err(failed)?;
    fs::write(folder.path().join("in.pdf"), source.bytes).map_err(failed)?;
    let arguments = ["-layout", "-enc", "UTF-8", "in.pdf", "out.txt"];
    run(&["pdftotext"], &arguments, folder.path(), PDF)?;
    let bytes = limited(&folder.path().join("out.txt")).map_err(failed)?;
    let pages = String::from_utf8_lossy(&bytes);
    if pages.trim_matches(|c: char| c.is_whitespace() || c == '\u{c}').is_empty() {
        return Err(ImportError::OnlyPictures);
    }
    let mut blocks = text::blocks(&pages);
    let (mut line, mut page) = (1, 1);
    for text in pages.split('\u{c}') {
        blocks.lines.begin(line, Part::Page(page));
        line += text.matches('\n').count();
        page += 1;
    }
    Ok(blocks)
}

/// What another program made, as far as a document may be large.
fn limited(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Runs the first of `programs` that there is.
fn run(
    programs: &[&str],
    arguments: &[&str],
    folder: &Path,
    format: &'static str,
) -> Result<(), ImportError> {
    let start = |program: &&str| {
        Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()
    };
    let mut child = programs.iter().find_map(start).ok_or(ImportError::NoConverter(format))?;
    match wait(&mut child) {
        Some(true) => Ok(()),
        Some(false) => Err(ImportError::NotConverted(format)),
        None => Err(ImportError::SlowConverter(format)),
    }
}

/// Whether it ended well; `None` when it had to be stopped.
fn wait(child: &mut Child) -> Option<bool> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if begun.elapsed() < LONGEST => thread::sleep(Duration::from_millis(50)),
            _ => {
                // it may have ended by itself meanwhile
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}
