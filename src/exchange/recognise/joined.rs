//! A project table in several pieces: cut at the end of a page, with its header once more, or drawn
//! as two tables, the indicators below the upper half. Its pieces stand one behind the other with
//! nothing between them but 续表; what opens a table of its own is no piece.

use super::form;
use super::rows;
use crate::exchange::blocks::{Block, Row};
use crate::exchange::labels::{self, Column, Label};
use crate::exchange::report::{Repair, Repairs};
use crate::text::narrow::is_blank;

/// The blocks, with the pieces of a table in one.
pub fn joined(blocks: Vec<Block>, repairs: &mut Repairs) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (block, all.last_mut()) {
            (Block::Paragraph(cell), Some(Block::Table(_))) if is_continued(&cell.text) => {
                repairs.add(Repair::Continued, cell.line, &cell.text);
            }
            (Block::Table(piece), Some(Block::Table(table))) if goes_on(table, &piece) => {
                repairs.add(
                    Repair::Joined,
                    piece.first().and_then(|row| row.first()).map_or(0, |c| c.line),
                    "",
                );
                table.extend(piece);
            }
            (block, _) => all.push(block),
        }
    }
    all
}

/// `续表`, `（续表）`, `续表 2`.
fn is_continued(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !is_blank(*c) && !"（）()：:".contains(*c)).collect();
    let rest = bare.strip_prefix('续').map(|rest| rest.strip_prefix('表').unwrap_or(rest));
    rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))
}

/// Whether `piece` belongs to the project table before it.
fn goes_on(table: &[Row], piece: &[Row]) -> bool {
    let cells = || piece.iter().take(4).flatten();
    let opens = cells().any(|cell| {
        let is = |label: Label| labels::label(&cell.text) == Some(label);
        is(Label::Code) || is(Label::Name) || labels::opens_table(&cell.text)
    });
    if opens || !form::is_project(table) {
        return false;
    }
    let known = cells().any(|cell| {
        labels::column(&cell.text) == Some(Column::Level1) || labels::label(&cell.text).is_some()
    });
    known || piece.first().is_some_and(|row| rows::begins(row))
}
