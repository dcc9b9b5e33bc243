//! Other formats out, one file and one line of [`FORMATS`] each. What shows a document (`docx`,
//! `xlsx`, `html`, `md`, `txt`) is made of one description of the printed form ([`form`]); what goes on
//! to a table or database (`csv`, `ndjson`) of its indicators as rows ([`rows`]).
//!
//! Reading a printed form back gives the same facts. What has no place in it does not come back:
//! - optional fields beside the form: weight, scoring, source, previous values, grades, waivers, stated
//!   totals, unknown fields; the year, the edition and the department follow from codes and units;
//! - a unit without a project, an empty list or target, empty goals, tasks and lines, blanks at the ends of a
//!   text, empty paragraphs, control characters and hidden marks;
//! - where a measure's title ends and its text begins, unless the title is a short first sentence;
//!   commas inside the indicators of a sub-goal; line breaks inside a measure, except in `txt`;
//! - an empty first level below another one, which is a merged cell that goes on;
//! - text that looks like the number of an item, a heading or a label of the form itself; in `txt` text
//!   with several bars;
//! - of what is of a wrong kind only the text, and of a text that Excel does not take whole, its
//!   beginning.
//!
//! `docx`, `xlsx` and `html` carry the ids out of sight; the others do not. `xlsx` holds an amount as a
//! number, shown with its own digits, where Excel can calculate with it exactly; others stay text.

mod docx;
pub mod form;
mod html;
mod md;
mod measure;
mod rows;
mod txt;
mod xlsx;

use std::fmt;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::model::Document;
use crate::text::say::export as say;
pub use docx::BOOKMARK;
pub use xlsx::AGAIN;

/// A format that is written.
pub struct Format {
    /// What it is called, and the ending of its files.
    pub name: &'static str,
    /// Not to be shown in a terminal.
    pub binary: bool,
    /// How it is written.
    pub writer: Writer,
}

/// How a format is written.
#[derive(Clone, Copy)]
pub enum Writer {
    /// A file is one document.
    Document(fn(&Document) -> Result<Vec<u8>, Refused>),
    /// A file is rows, those of any number of documents behind one head.
    Rows {
        /// What stands at the beginning of the file.
        head: fn() -> Vec<u8>,
        /// The rows of a document from the file of that name.
        rows: fn(&Document, &str) -> Vec<u8>,
    },
}

/// All formats that are written.
pub const FORMATS: [Format; 7] = [
    Format { name: "docx", binary: true, writer: Writer::Document(docx::write) },
    Format { name: "xlsx", binary: true, writer: Writer::Document(xlsx::write) },
    Format { name: "html", binary: false, writer: Writer::Document(html::write) },
    Format { name: "md", binary: false, writer: Writer::Document(md::write) },
    Format { name: "txt", binary: false, writer: Writer::Document(txt::write) },
    Format { name: "csv", binary: false, writer: Writer::Rows { head: rows::csv_head, rows: rows::csv } },
    Format { name: "ndjson", binary: false, writer: Writer::Rows { head: Vec::new, rows: rows::ndjson } },
];

/// Other endings that people give the same formats.
const ALSO: [(&str, &str); 4] = [("htm", "html"), ("markdown", "md"), ("jsonl", "ndjson"), ("text", "txt")];

/// The format of that name or ending, in whatever case.
pub fn named(name: &str) -> Option<&'static Format> {
    let name = name.trim_start_matches('.').to_ascii_lowercase();
    let name = ALSO.iter().find(|(also, _)| *also == name).map_or(name.as_str(), |(_, name)| name);
    FORMATS.iter().find(|format| format.name == name)
}

/// The names of all formats, for a sentence.
pub fn names() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join("、")
}

impl Format {
    /// The bytes of a file of this format that holds `document`, which was read from a file of that
    /// name.
    ///
    /// # Errors
    /// When the document is too large for the format.
    pub fn write(&self, document: &Document, name: &str) -> Result<Vec<u8>, Refused> {
        match self.writer {
            Writer::Document(write) => write(document),
            Writer::Rows { head, rows } => Ok([head(), rows(document, name)].concat()),
        }
    }
}

/// A document that goes beyond what a format can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(say::TOO_LARGE)
    }
}

impl std::error::Error for Refused {}

/// A zip of these files. The same files always give the same bytes.
fn package(files: &[(&str, &str)]) -> Result<Vec<u8>, Refused> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        // only sizes beyond 4 GB are refused
        zip.start_file(*name, SimpleFileOptions::default()).map_err(|_| Refused)?;
        zip.write_all(content.as_bytes()).map_err(|_| Refused)?;
    }
    Ok(zip.finish().map_err(|_| Refused)?.into_inner())
}
