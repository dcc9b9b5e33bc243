//! A table as a text document holds it, with paragraphs and other tables in its cells, and how it
//! becomes rows of texts: what is merged across is one cell, what goes on below is empty.

use super::builder::Builder;
use super::report::Repair;

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    /// Its rows, from above.
    pub rows: Vec<Vec<Cell>>,
    /// The row that is open was deleted.
    pub deleted: bool,
}

/// A cell.
#[derive(Debug, Default)]
pub struct Cell {
    /// What stands in it.
    pub pieces: Vec<Piece>,
    /// It goes on with the one above.
    pub below: bool,
    /// It goes on with the one before it.
    pub beside: bool,
}

/// A part of a cell.
#[derive(Debug)]
pub enum Piece {
    /// A paragraph.
    Text(String),
    /// A table of its own.
    Table(Table),
}

impl Builder {
    /// A table that stands in none. One that only frames others is no table.
    pub fn place(&mut self, table: Table) {
        let has_tables = |cell: &Cell| cell.pieces.iter().any(|piece| matches!(piece, Piece::Table(_)));
        let frames =
            table.rows.iter().flatten().any(has_tables) && table.rows.iter().all(|row| row.len() <= 1);
        if !frames {
            let mut rows = Vec::new();
            self.flatten(table, &mut rows);
            return self.table(rows);
        }
        for piece in table.rows.into_iter().flatten().flat_map(|cell| cell.pieces) {
            match piece {
                Piece::Text(text) => self.paragraph(&text),
                Piece::Table(table) => self.place(table),
            }
        }
    }

    /// The texts of a table. A table in a cell that has its row for itself gives its rows; one
    /// beside others gives its cells to the row.
    fn flatten(&mut self, table: Table, out: &mut Vec<Vec<String>>) {
        for row in table.rows {
            let alone = row.len() == 1;
            let mut texts: Vec<String> = Vec::with_capacity(row.len());
            for cell in row {
                if !cell.beside || texts.is_empty() {
                    texts.push(String::new());
                }
                for piece in cell.pieces.into_iter().filter(|_| !cell.below) {
                    match piece {
                        Piece::Text(text) => {
                            let Some(last) = texts.last_mut() else { continue };
                            if !last.is_empty() {
                                last.push('\n');
                            }
                            last.push_str(&text);
                        }
                        Piece::Table(table) => {
                            self.note(0, Repair::NestedTable, "");
                            let mut inner = Vec::new();
                            self.flatten(table, &mut inner);
                            let blank = |text: &String| text.trim().is_empty();
                            if texts.last().is_some_and(blank) {
                                texts.pop();
                            }
                            if alone {
                                out.extend((!texts.is_empty()).then(|| std::mem::take(&mut texts)));
                                out.append(&mut inner);
                            } else {
                                texts.extend(inner.into_iter().flatten());
                            }
                        }
                    }
                }
            }
            if !(alone && texts.is_empty()) {
                out.push(texts);
            }
        }
    }
}
