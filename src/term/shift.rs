//! Rows that moved up or down as a whole: the terminal can move them itself, for a few bytes
//! instead of thousands. Lines are deleted at one end and inserted at the other, which every
//! terminal since the VT102 understands and which leaves no state behind when a frame is broken
//! off, as margins would.

use ratatui::buffer::{Buffer, Cell};

/// How far rows are looked for: a row with its heading, or a text of a few lines.
const FARTHEST: usize = 8;

/// With fewer rows on the move it is not worth a look.
const FEWEST: usize = 5;

/// The rows `top..bottom` move by `by` rows, `up` or down; what they leave is blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    top: usize,
    bottom: usize,
    by: usize,
    up: bool,
}

impl Shift {
    /// The shift that brings most rows of `old` to where they are in `new`, where one brings
    /// several. The left half of a row decides: a pane may move while another beside it stands.
    pub fn find(old: &Buffer, new: &Buffer) -> Option<Shift> {
        let half = usize::from(new.area.width) / 2;
        let (old, new) = (rows(old), rows(new));
        let left = |row: &[Cell]| row.get(..half).is_some_and(|left| left.iter().any(|c| c.symbol() != " "));
        let moved: Vec<usize> = (0..new.len()).filter(|&y| new[y] != old[y] && left(new[y])).collect();
        if moved.len() < FEWEST {
            return None;
        }
        let candidates = (1..=FARTHEST).flat_map(|by| [(by, true), (by, false)]);
        let fitting = candidates.filter_map(|(by, up)| {
            let from = |y: usize| if up { y.checked_add(by) } else { y.checked_sub(by) };
            let fits = |y: &&usize| {
                from(**y)
                    .and_then(|from| old.get(from))
                    .is_some_and(|old_row| old_row[..half] == new[**y][..half])
            };
            let rows: Vec<usize> = moved.iter().filter(fits).copied().collect();
            let (first, last) = (*rows.first()?, *rows.last()?);
            let (top, bottom) = if up { (first, last + by + 1) } else { (first - by, last + 1) };
            (rows.len() >= FEWEST).then_some((rows.len(), Shift { top, bottom, by, up }))
        });
        fitting.max_by_key(|(rows, _)| *rows).map(|(_, shift)| shift)
    }

    /// What the screen shows once its rows were moved.
    pub fn applied(&self, screen: &Buffer) -> Buffer {
        let mut moved = screen.clone();
        let width = usize::from(screen.area.width);
        for y in self.top..self.bottom {
            let from = if self.up { y.checked_add(self.by) } else { y.checked_sub(self.by) };
            let from = from.filter(|from| (self.top..self.bottom).contains(from));
            for x in 0..width {
                let cell = from.and_then(|from| screen.content.get(from * width + x));
                if let Some(to) = moved.content.get_mut(y * width + x) {
                    *to = cell.cloned().unwrap_or_default();
                }
            }
        }
        moved
    }

    /// What makes the terminal do it; the pen must be plain, and the cursor is anywhere afterwards.
    pub fn command(&self) -> String {
        let Shift { top, bottom, by, up } = *self;
        // lines count from 1 on the wire
        let (first, last) = (top + 1, bottom - by + 1);
        if up {
            format!("\x1b[{first}H\x1b[{by}M\x1b[{last}H\x1b[{by}L")
        } else {
            format!("\x1b[{last}H\x1b[{by}M\x1b[{first}H\x1b[{by}L")
        }
    }
}

fn rows(screen: &Buffer) -> Vec<&[Cell]> {
    screen.content.chunks_exact(usize::from(screen.area.width).max(1)).collect()
}
