//! The common ground of all formats that are read: a document as headings, paragraphs and tables,
//! each with the line of its source. A reader of a format makes blocks; `recognise` makes a
//! document of them.
//!
//! A row here is what the source shows as one. Whether it is a whole row is told by what it means,
//! which is `recognise`'s to know.

use super::report::Repairs;

/// A source, taken apart.
#[derive(Debug, Default)]
pub struct Blocks {
    /// In the order of the source.
    pub blocks: Vec<Block>,
    /// What was put right or left out on the way.
    pub repairs: Repairs,
}

/// One part of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph outside of tables; a heading is one too.
    Paragraph(Cell),
    /// A table.
    Table(Vec<Row>),
}

/// The cells of a row, the empty ones too: an empty first cell continues a merged one above. A cell
/// that spans several columns is one cell; one that spans several rows stands in the first, and in
/// each of the others there is one empty cell.
pub type Row = Vec<Cell>;

/// A text and where it stood: a cell, or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The line in the source, from 1.
    pub line: usize,
    /// Without blanks at its edges and without empty paragraphs; `\n` between paragraphs.
    pub text: String,
    /// The id of the record it belongs to, where the format carries ids out of sight (a bookmark, a
    /// hidden column): of the row, the project, or the paragraph. Taken when it is well formed and
    /// stands once.
    pub id: Option<String>,
}

impl Cell {
    /// A cell that stood at `line`.
    pub fn new(line: usize, text: impl Into<String>) -> Cell {
        Cell { line, text: text.into(), id: None }
    }

    /// The same, with the id of the record it belongs to.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Cell {
        Cell { id: Some(id.into()), ..self }
    }
}
