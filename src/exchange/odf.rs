//! OpenDocument: `.odt` and `.ods`, as LibreOffice and WPS for Linux write them. A cell is read as
//! it is shown: its paragraphs hold the text that the program last displayed.

use std::io::BufRead;

use super::ImportError;
use super::blocks::{Blocks, carried};
use super::builder::Builder;
use super::format::{Format, Source};
use super::grid::{Cell, Piece, Table};
use super::package::{Kind, Package};
use super::refusal::Limit;
use super::report::Repair;
use super::sheets::Sheet;
use super::write;
use super::xml::{Node, Tag, Xml};

/// Text documents and spreadsheets of OpenDocument.
pub const FORMAT: Format =
    Format { endings: &["odt", "ods", "ott"], is: |source| source.kind() == Some(Kind::OpenDocument), read };

/// A row or cell with a text is not repeated more often.
const MOST_REPEATED: usize = 1000;

fn read(source: &Source) -> Result<Blocks, ImportError> {
    let mut package = Package::open(source.bytes)?;
    if package.has("META-INF/manifest.xml") {
        let mut encrypted = false;
        let mut xml = package.xml("META-INF/manifest.xml")?;
        loop {
            match xml.next()? {
                Node::Open(tag) => encrypted |= tag.name() == "encryption-data",
                Node::End => break,
                _ => {}
            }
        }
        drop(xml);
        if encrypted {
            return Err(ImportError::Encrypted);
        }
    }
    content(&mut package.xml("content.xml")?)
}

/// Takes the XML of a content apart: what fuzzing feeds.
///
/// # Errors
/// When it is no XML, holds no text or goes beyond a limit.
pub fn of_xml(xml: &str) -> Result<Blocks, ImportError> {
    content(&mut Xml::new(xml.as_bytes()))
}

fn content<R: BufRead>(xml: &mut Xml<R>) -> Result<Blocks, ImportError> {
    let mut reader = Reader::default();
    reader.read(xml)?;
    reader.out.finish()
}

#[derive(Default)]
struct Reader {
    out: Builder,
    /// The tables that are open, the innermost last.
    tables: Vec<Open>,
    text: String,
    /// Paragraphs within paragraphs: those of frames.
    paragraphs: usize,
    /// The sheet that is open, of a spreadsheet.
    sheet: Option<(Sheet, u32)>,
}

#[derive(Default)]
struct Open {
    table: Table,
    /// Of the cell that is open: how many rows and columns it spans, how often it is repeated.
    cell: (usize, usize, usize),
    /// The column that comes next.
    column: usize,
    /// Where a region goes on below: its first column, its width, the rows it still has.
    below: Vec<(usize, usize, usize)>,
    /// How often the row is repeated.
    repeated: usize,
    /// The row is not shown.
    hidden: bool,
    /// How many columns were described.
    columns: u32,
    /// How many covered cells should follow the last one.
    pending: usize,
}

impl Open {
    /// The region from above that covers the column that comes next: its first column and width.
    fn region(&self) -> Option<(usize, usize)> {
        let covers =
            |(first, width, _): &&(usize, usize, usize)| (*first..first + width).contains(&self.column);
        self.below.iter().find(covers).map(|(first, width, _)| (*first, *width))
    }

    /// Some programs leave covered cells out: the column goes on behind them, and each region from
    /// above gives its empty cell.
    fn catch_up(&mut self) {
        self.column += std::mem::take(&mut self.pending);
        while let Some((first, width)) = self.region() {
            if let Some(row) = self.table.rows.last_mut() {
                row.push(Cell { below: true, ..Cell::default() });
            }
            self.column = first + width;
        }
    }
}

impl Reader {
    fn read<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let mut is_sheets = false;
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "spreadsheet" => is_sheets = true,
                    "p" | "h" => self.paragraphs += 1,
                    "s" => {
                        let blanks = tag.number("c").unwrap_or(1).min(MOST_REPEATED);
                        self.write(&" ".repeat(blanks))?;
                    }
                    "tab" => self.write("\t")?,
                    "line-break" => self.write("\n")?,
                    "table" => {
                        let name = tag.attribute("name").unwrap_or_default().into_owned();
                        if is_sheets && self.sheet.is_none() {
                            self.sheet = Some((Sheet { name, ..Sheet::default() }, 0));
                        }
                        self.tables.push(Open::default());
                    }
                    "table-column" => self.column(&tag),
                    "table-row" => {
                        if let Some(open) = self.tables.last_mut() {
                            open.repeated = tag.number("number-rows-repeated").unwrap_or(1);
                            open.hidden = is_hidden(&tag);
                            open.column = 0;
                            open.table.rows.push(Vec::new());
                        }
                    }
                    "table-cell" | "covered-table-cell" => self.open_cell(&tag)?,
                    "bookmark" | "bookmark-start" => {
                        // as an export to Word writes them, and another program keeps them
                        let name = tag.attribute("name").unwrap_or_default();
                        if let Some(id) = name.strip_prefix(write::BOOKMARK) {
                            self.text.push_str(&carried(&id.replacen('_', "-", 1)));
                        }
                    }
                    "note" => self.leave_out(xml, Repair::Note)?,
                    "annotation" => self.leave_out(xml, Repair::Comment)?,
                    "table-of-content" => self.leave_out(xml, Repair::Contents)?,
                    "text-box" => self.leave_out(xml, Repair::TextBox)?,
                    "deletion" => self.leave_out(xml, Repair::Deleted)?,
                    "insertion" => self.note(Repair::Inserted, ""),
                    "image" | "object" => {
                        xml.skip()?;
                        self.note(Repair::Picture, "");
                    }
                    "sequence-decls" | "ruby-text" | "automatic-styles" | "font-face-decls" | "forms"
                    | "shapes" => xml.skip()?,
                    _ => {}
                },
                Node::Text(text) if self.paragraphs > 0 => {
                    // blanks of the file are no blanks of the text
                    let text = if text.contains(['\n', '\r']) {
                        text.replace(['\n', '\r'], " ")
                    } else {
                        text.into_owned()
                    };
                    self.write(&text)?;
                }
                Node::Text(_) => {}
                Node::Close(tag) => match tag.name() {
                    "p" | "h" => self.end_paragraph(),
                    "table-cell" | "covered-table-cell" => self.end_cell()?,
                    "table-row" => self.end_row()?,
                    "table" => self.end_table()?,
                    _ => {}
                },
                Node::End => return Ok(()),
            }
        }
    }

    fn write(&mut self, text: &str) -> Result<(), ImportError> {
        self.out.count(0, text.len())?;
        self.text.push_str(text);
        Ok(())
    }

    fn note(&mut self, repair: Repair, text: &str) {
        let rows = match &self.sheet {
            Some((_, row)) => *row as usize,
            None => self.tables.first().map_or(0, |open| open.table.rows.len().saturating_sub(1)),
        };
        self.out.note(rows, repair, text);
    }

    fn leave_out<R: BufRead>(&mut self, xml: &mut Xml<R>, repair: Repair) -> Result<(), ImportError> {
        let text = xml.text("p")?;
        self.note(repair, &text);
        Ok(())
    }

    fn end_paragraph(&mut self) {
        self.paragraphs = self.paragraphs.saturating_sub(1);
        let text = std::mem::take(&mut self.text);
        let cell = self.tables.last_mut().and_then(|open| open.table.rows.last_mut()?.last_mut());
        match cell {
            Some(cell) => cell.pieces.push(Piece::Text(text)),
            None => self.out.paragraph(&text),
        }
    }

    /// A column of a sheet, or several alike.
    fn column(&mut self, tag: &Tag<'_>) {
        if let [open] = self.tables.as_mut_slice()
            && let Some((sheet, _)) = &mut self.sheet
        {
            let count = tag.number("number-columns-repeated").unwrap_or(1).max(1);
            let first = open.columns;
            open.columns = first.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
            if is_hidden(tag) {
                sheet.hidden_columns.push((first, open.columns - 1));
            }
        }
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), ImportError> {
        self.out.count(1, 0)?;
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        let number = |name| tag.number(name).unwrap_or(1).max(1);
        let covered = tag.name() == "covered-table-cell";
        open.cell = (
            number("number-rows-spanned"),
            number("number-columns-spanned"),
            number("number-columns-repeated"),
        );
        if covered {
            open.pending = open.pending.saturating_sub(open.cell.2);
        } else {
            open.catch_up();
        }
        let region = open.region();
        // the first of those that are covered from above is the empty cell; all others are beside it
        let cell = Cell {
            below: covered && region.is_some(),
            beside: covered && region.is_none_or(|(first, _)| first != open.column),
            ..Cell::default()
        };
        if let Some(row) = open.table.rows.last_mut() {
            row.push(cell);
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        let (rows, columns, repeated) = open.cell;
        let covered = open.table.rows.last().and_then(|row| row.last()).is_some_and(|c| c.below || c.beside);
        if !covered {
            open.pending = columns - 1;
        }
        if rows > 1 && !covered {
            open.below.push((open.column, columns, rows));
        }
        if let Some((sheet, row)) = &mut self.sheet {
            let cell = open.table.rows.last_mut().and_then(Vec::pop);
            let texts: Vec<String> =
                cell.into_iter().flat_map(|cell| cell.pieces).filter_map(text_of).collect();
            let text = texts.join("\n");
            let column = u32::try_from(open.column).unwrap_or(u32::MAX);
            if !text.trim().is_empty() && !covered {
                if repeated > MOST_REPEATED {
                    return Err(ImportError::TooMuch(Limit::Cells));
                }
                self.out.count(repeated, text.len() * repeated)?;
                let cells = sheet.cells.entry(*row).or_default();
                cells.extend((0..repeated as u32).map(|n| (column.saturating_add(n), text.clone())));
            }
            if (rows > 1 || columns > 1) && !covered {
                let last = |from: u32, count: usize| {
                    from.saturating_add(u32::try_from(count - 1).unwrap_or(u32::MAX))
                };
                sheet.merged.push([*row, last(*row, rows), column, last(column, columns)]);
            }
        } else if repeated > 1 {
            let beside = open.table.rows.last().and_then(|row| row.last()).is_some_and(|cell| cell.beside);
            let more = if beside || covered { 0 } else { repeated.min(MOST_REPEATED) - 1 };
            self.out.count(more, 0)?;
            if let Some(row) = open.table.rows.last_mut() {
                row.extend((0..more).map(|_| Cell::default()));
            }
        }
        open.column += repeated;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        let outermost = self.tables.len() == 1;
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        open.catch_up();
        for (.., left) in &mut open.below {
            *left -= 1;
        }
        open.below.retain(|(.., left)| *left > 0);
        if let Some((sheet, row)) = &mut self.sheet {
            if outermost {
                // a row that is repeated with its text is only met in a made-up file
                if open.repeated > MOST_REPEATED && sheet.cells.contains_key(row) {
                    return Err(ImportError::TooMuch(Limit::Cells));
                }
                if open.hidden && sheet.cells.contains_key(row) {
                    sheet.hidden_rows.insert(*row);
                }
                *row = row.saturating_add(u32::try_from(open.repeated).unwrap_or(u32::MAX));
            }
            open.table.rows.clear();
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ImportError> {
        let Some(open) = self.tables.pop() else { return Ok(()) };
        if !self.tables.is_empty() {
            let cell = self.tables.last_mut().and_then(|open| open.table.rows.last_mut()?.last_mut());
            if let Some(cell) = cell {
                cell.pieces.push(Piece::Table(open.table));
            }
            return Ok(());
        }
        match self.sheet.take() {
            Some((sheet, _)) => sheet.build(&mut self.out),
            None => {
                self.out.place(open.table);
                Ok(())
            }
        }
    }
}

/// Whether a row or column of a sheet is not shown.
fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute("visibility").as_deref(), Some("collapse" | "filter"))
}

fn text_of(piece: Piece) -> Option<String> {
    match piece {
        Piece::Text(text) => Some(text),
        Piece::Table(_) => None,
    }
}
