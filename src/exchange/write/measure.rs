//! How many lines a row of the printed form takes on paper, by the width of its cells. Every
//! character counts as the page will show it: a Chinese one as wide as it is high, others half that.

use super::form::{GRID, Row};
use crate::text::wrap;

/// What the borders and the space beside them take of a cell, in millimetres.
const MARGIN: f64 = 2.5;

/// The lines of the tallest cell of `row`, where a millimetre holds so many Chinese characters.
pub fn lines(row: &Row, per_mm: f64) -> usize {
    let mut at = 0;
    let lines = row.cells.iter().map(|cell| {
        let mm: u16 = GRID[at..].iter().take(cell.across).sum();
        at = (at + cell.across).min(GRID.len());
        let columns = ((f64::from(mm) - MARGIN) * per_mm * 2.0).floor().max(2.0) as usize;
        cell.lines().map(|line| wrap::wrap(line, columns).len()).sum()
    });
    lines.max().unwrap_or(1)
}
