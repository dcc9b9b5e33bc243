//! Other formats in, one file a format. Reading has two stages, so that every format shares the
//! second: a format makes [`blocks`] (headings, paragraphs, tables), and [`recognise`] makes a
//! document of them with an account of what it did.
//!
//! | file         | what it knows                                             |
//! |--------------|-----------------------------------------------------------|
//! | `format`     | the formats, and which of them a source is in              |
//! | `package`, `xml` | the zip and the XML of office files, within limits      |
//! | `refusal`    | why nothing was imported                                   |
//! | `text`       | plain text: tabs, bars, blank lines, residue of Word       |
//! | `gaps`       | cells that only wide blanks part                           |
//! | `html`, `markdown` | web pages; headings, lists and tables of Markdown      |
//! | `docx`, `numbering` | Word: its tables, its numbers, its tracked changes      |
//! | `xlsx`, `sheets` | Excel: merged regions, formats of numbers, what is hidden     |
//! | `xls`, `biff`, `odf` | old Excel; OpenDocument                              |
//! | `converted` | old Word, RTF and PDF, by a program that is installed          |
//! | `unread`     | what is known and not read                                   |
//! | `blocks`, `builder` | what a format hands over                                  |
//! | `recognise/` | parts, project tables, rows, what follows from the text    |
//! | `labels`     | the words of the printed form                             |
//! | `recognise/pasted` | a piece of a table, or lines, as they are pasted    |
//! | `number`     | `（一）`, `1.`: numbering and what only looks like it       |
//! | `onto/`      | what was read, as edits of a document that is there         |
//! | `write/`      | other formats out, one file a format                       |
//! | `report`     | counted, inferred, put right, doubtful                    |

mod biff;
pub mod blocks;
mod builder;
mod converted;
pub mod docx;
pub mod format;
mod gaps;
mod grid;
pub mod html;
pub mod labels;
pub mod markdown;
mod number;
mod numbering;
pub mod odf;
pub mod onto;
mod package;
pub mod recognise;
mod refusal;
pub mod report;
mod sheets;
pub mod text;
mod unread;
pub mod write;
pub mod xls;
pub mod xlsx;
mod xml;

pub use format::Options;
pub use onto::{Onto, onto};
pub use recognise::pasted;
pub use refusal::{ImportError, Limit};
pub use report::Report;

use crate::model::Document;
use blocks::{Blocks, Passage};
use format::Source;

/// Larger files are no such document: the real ones have some ten kilobytes.
pub const MOST_BYTES: usize = 32 << 20;

/// A document and the account of its import.
#[derive(Debug, Clone)]
pub struct Imported {
    /// With ids that follow from what its records are called: the same text gives the same bytes.
    pub document: Document,
    /// What the import counted, inferred, put right and doubted.
    pub report: Report,
    /// The source as it was taken apart.
    pub source: Vec<Passage>,
}

impl Imported {
    /// What brings `old` to what was imported; records whose ids came along are found by these.
    pub fn onto(&self, old: &Document) -> Onto {
        onto::onto_knowing(old, &self.document, &self.report.carried)
    }
}

/// Imports the content of the file `name`, in whatever format it is.
///
/// # Errors
/// When the bytes are of no format that is read, are damaged or too large, or hold no project
/// table. What is only half understood is imported, and the report says what is doubtful.
pub fn import(name: &str, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    understood(blocks_of(name, bytes, options)?)
}

/// Imports several files as the parts of one document: each with its name and content.
///
/// # Errors
/// As [`import`] does, with the name of the file that is to blame; it is empty where none of them
/// alone is.
pub fn import_all(files: &[(String, Vec<u8>)], options: Options) -> Result<Imported, (String, ImportError)> {
    let mut parts = Vec::new();
    for (name, bytes) in files {
        let blocks = blocks_of(name, bytes, options).map_err(|error| (name.clone(), error))?;
        parts.push((name.clone(), blocks));
    }
    let blocks = match parts.len() {
        1 => parts.remove(0).1,
        _ => Blocks::joined(parts),
    };
    understood(blocks).map_err(|error| (String::new(), error))
}

/// The first stage.
fn blocks_of(name: &str, bytes: &[u8], options: Options) -> Result<Blocks, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    let source = Source::new(name, bytes, options);
    let format = format::of(&source).ok_or(ImportError::UnknownEncoding)?;
    (format.read)(&source)
}

/// The second stage.
fn understood(blocks: Blocks) -> Result<Imported, ImportError> {
    let source = blocks.passages();
    let (document, report) = recognise::recognise(blocks).ok_or(ImportError::NoTable)?;
    Ok(Imported { document, report, source })
}
