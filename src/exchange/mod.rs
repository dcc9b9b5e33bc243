//! Other formats in, one file a format. Reading has two stages, so that every format shares the
//! second: a format makes [`blocks`] (headings, paragraphs, tables), and [`recognise`] makes a
//! document of them with an account of what it did.
//!
//! | file         | what it knows                                             |
//! |--------------|-----------------------------------------------------------|
//! | `text`       | plain text: tabs, bars, blank lines, residue of Word       |
//! | `blocks`     | what a format hands over                                  |
//! | `recognise/` | parts, project tables, rows, what follows from the text    |
//! | `labels`     | the words of the printed form                             |
//! | `recognise/pasted` | a piece of a table, or lines, as they are pasted    |
//! | `number`     | `（一）`, `1.`: numbering and what only looks like it       |
//! | `report`     | counted, inferred, put right, doubtful                    |

pub mod blocks;
pub mod labels;
mod number;
pub mod recognise;
pub mod report;
pub mod text;

pub use recognise::pasted;
pub use report::Report;

use crate::model::Document;
use crate::text::decode::decode;

/// Larger files are no such document: the real ones have some ten kilobytes.
pub const MOST_BYTES: usize = 32 << 20;

/// A document and the account of its import.
#[derive(Debug, Clone)]
pub struct Imported {
    /// With ids that follow from what its records are called: the same text gives the same bytes.
    pub document: Document,
    /// What the import counted, inferred, put right and doubted.
    pub report: Report,
}

/// Why nothing was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing but blanks.
    Empty,
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// Bytes of no known encoding.
    UnknownEncoding,
    /// A text without a project table.
    NoTable,
}

/// Imports plain text in UTF-8, UTF-16 or GB18030.
///
/// # Errors
/// When the bytes are no text or the text holds no project table. A text that is only half
/// understood is imported, and the report says what is doubtful.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    let decoded = decode(bytes).map_err(|_| ImportError::UnknownEncoding)?;
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let (document, report) = recognise::recognise(text::blocks(&decoded.text)).ok_or(ImportError::NoTable)?;
    Ok(Imported { document, report })
}
