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
    /// It opens with a password only.
    Encrypted,
    /// Cut off, or not what it says it is.
    Damaged,
    /// More of something than any such document has.
    TooMuch(Limit),
    /// Numbers, days or formulas, and no words.
    NoWords,
    /// Pictures and no text.
    OnlyPictures,
    /// A format that is known and not read: what people call it.
    OtherFormat(&'static str),
    /// Only another program can read it, and none is installed: what people call the format.
    NoConverter(&'static str),
    /// The other program failed at it.
    NotConverted(&'static str),
    /// The other program took too long.
    SlowConverter(&'static str),
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Entries of a zip.
    Entries,
    /// Bytes, once unpacked.
    Unpacked,
    /// Elements within elements.
    Depth,
    /// Cells of tables.
    Cells,
    /// Text.
    Text,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ImportError::Encrypted => say::import::ENCRYPTED,
            ImportError::Damaged => say::import::DAMAGED,
            ImportError::NoWords => say::import::NO_WORDS,
            ImportError::OnlyPictures => say::import::ONLY_PICTURES,
            ImportError::TooMuch(limit) => match limit {
                Limit::Entries => say::import::TOO_MANY_ENTRIES,
                Limit::Unpacked => say::import::TOO_MUCH_UNPACKED,
                Limit::Depth => say::import::TOO_DEEP,
                Limit::Cells => say::import::TOO_MANY_CELLS,
                Limit::Text => say::import::TOO_MUCH_TEXT,
            },
            ImportError::OtherFormat(name) => return f.write_str(&say::import::other_format(name)),
            ImportError::NoConverter(name) => return f.write_str(&say::import::no_converter(name)),
            ImportError::NotConverted(name) => return f.write_str(&say::import::not_converted(name)),
            ImportError::SlowConverter(name) => return f.write_str(&say::import::slow_converter(name)),
            ImportError::Empty => say::IMPORT_EMPTY,
            ImportError::TooLarge => say::IMPORT_TOO_LARGE,
            ImportError::UnknownEncoding => say::IMPORT_UNKNOWN_ENCODING,
            ImportError::NoTable => say::IMPORT_NO_TABLE,
        })
    }
}

impl std::error::Error for ImportError {}
