//! Puts blocks together, for formats whose paragraphs, rows and cells are told by their structure:
//! counts lines and tables, tidies texts, and holds the limits.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::blocks::{Block, Blocks, Cell, Part, Row};
use super::refusal::{ImportError, Limit};
use super::report::Repair;
use super::text;
use crate::text::say;

/// 2,400 project tables have half of that.
const MOST_CELLS: usize = 500_000;
/// Bytes of text in all.
const MOST_TEXT: usize = 64 << 20;

/// Blocks in the making.
#[derive(Debug, Default)]
pub struct Builder {
    out: Blocks,
    /// The last line that was given out.
    line: usize,
    tables: usize,
    /// Paragraphs go on behind the same table.
    behind: bool,
    cells: usize,
    text: usize,
    /// Of the rows of the sheet that is being read.
    ids: BTreeMap<u32, String>,
}

impl Builder {
    /// Notes something at the line that comes next, or so many lines `behind` it.
    pub fn note(&mut self, behind: usize, repair: Repair, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.out.repairs.add(repair, self.line + 1 + behind, &text);
    }

    /// Notes something that stands beside the text.
    pub fn beside(&mut self, repair: Repair, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.out.repairs.add(repair, 0, &text);
    }

    /// Counts a cell or text that is held.
    ///
    /// # Errors
    /// When it is one too many.
    pub fn count(&mut self, cells: usize, text: usize) -> Result<(), ImportError> {
        self.cells += cells;
        self.text += text;
        if self.cells > MOST_CELLS {
            Err(ImportError::TooMuch(Limit::Cells))
        } else if self.text > MOST_TEXT {
            Err(ImportError::TooMuch(Limit::Text))
        } else {
            Ok(())
        }
    }

    /// A paragraph outside of tables. Each of its lines is one of its own; a line of a table of
    /// contents is left out.
    pub fn paragraph(&mut self, text: &str) {
        for text in text.split(['\n', '\u{b}', '\u{c}']) {
            if text.trim().is_empty() {
                continue;
            }
            if !self.behind {
                self.out.lines.begin(self.line + 1, Part::Behind(self.tables));
                self.behind = true;
            }
            self.line += 1;
            if text::is_contents(text.trim()) || text.trim() == say::export::CONTENTS_HINT {
                self.out.repairs.add(Repair::Contents, self.line, text);
                continue;
            }
            let cell = Cell::tidied(self.line, &without_tabs(text), &mut self.out.repairs);
            if !cell.text.is_empty() {
                self.out.blocks.push(Block::Paragraph(cell));
            }
        }
    }

    /// A table of a text.
    pub fn table(&mut self, rows: Vec<Vec<String>>) {
        self.tables += 1;
        self.behind = false;
        self.out.lines.begin(self.line + 1, Part::Table(self.tables));
        let rows = rows.into_iter().map(|row| self.row(row)).collect();
        self.out.blocks.push(Block::Table(rows));
    }

    /// A sheet begins: its lines are its rows.
    pub fn begin_sheet(&mut self, name: &str) {
        self.behind = false;
        self.out.lines.begin(self.line + 1, Part::Sheet(name.to_string()));
    }

    /// The ids of the records in the rows of the sheet, counted from 0.
    pub fn ids_of_rows(&mut self, ids: BTreeMap<u32, String>) {
        self.ids = ids;
    }

    /// The sheet ends with its row `last`, from 0.
    pub fn end_sheet(&mut self, last: u32) {
        self.line += last as usize + 1;
    }

    /// A row of the sheet, from 0, that is a paragraph.
    pub fn sheet_paragraph(&mut self, row: u32, text: &str) {
        let cell = Cell::tidied(self.line + 1 + row as usize, text, &mut self.out.repairs);
        let id = self.ids.remove(&row);
        self.out.blocks.push(Block::Paragraph(Cell { id, ..cell }));
    }

    /// Rows of the sheet, each with its number from 0, that are a table.
    pub fn sheet_table(&mut self, rows: Vec<(u32, Vec<String>)>) {
        let (line, repairs) = (self.line + 1, &mut self.out.repairs);
        let ids = &mut self.ids;
        let tidied = |(row, cells): (u32, Vec<String>)| {
            let mut id = ids.remove(&row);
            let cell = |text: &String| Cell::tidied(line + row as usize, text, repairs);
            cells.iter().map(cell).map(|cell| Cell { id: id.take(), ..cell }).collect()
        };
        let rows = rows.into_iter().map(tidied).collect();
        self.out.blocks.push(Block::Table(rows));
    }

    fn row(&mut self, cells: Vec<String>) -> Row {
        self.line += 1;
        let (line, repairs) = (self.line, &mut self.out.repairs);
        cells.iter().map(|text| Cell::tidied(line, &without_tabs(text), repairs)).collect()
    }

    /// What was put together.
    ///
    /// # Errors
    /// When there is no text at all.
    pub fn finish(self) -> Result<Blocks, ImportError> {
        let empty = |block: &Block| matches!(block, Block::Table(rows) if rows.iter().flatten().all(|c| c.text.is_empty()));
        if !self.out.blocks.iter().all(empty) {
            return Ok(self.out);
        }
        let pictures = self.out.repairs.count(Repair::Picture) > 0;
        Err(if pictures { ImportError::OnlyPictures } else { ImportError::Empty })
    }
}

/// A tab within a text is a blank.
fn without_tabs(text: &str) -> Cow<'_, str> {
    if text.contains('\t') { Cow::Owned(text.replace('\t', " ")) } else { Cow::Borrowed(text) }
}
