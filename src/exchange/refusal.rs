//! Why nothing was imported. Each reason is a sentence that says what is the matter and what to do.

use std::fmt;

use crate::text::say;

/// Why nothing was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing but blanks.
    Empty,
    /// More than [`MOST_BYTES`](super::MOST_BYTES).
    TooLarge,
    /// Bytes of no known encoding.
    UnknownEncoding,
    /// A source without a project table.
    NoTable,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ImportError::Empty => say::IMPORT_EMPTY,
            ImportError::TooLarge => say::IMPORT_TOO_LARGE,
            ImportError::UnknownEncoding => say::IMPORT_UNKNOWN_ENCODING,
            ImportError::NoTable => say::IMPORT_NO_TABLE,
        })
    }
}

impl std::error::Error for ImportError {}
