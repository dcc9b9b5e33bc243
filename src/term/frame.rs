//! From a frame to the fewest bytes that bring it onto the screen. The unit is the glyph: a
//! character with the columns it takes. A glyph is written whole when anything about it differs,
//! and every column of the new frame belongs to exactly one glyph; so a wide one that was half
//! covered is always written over on both sides, and no half of it stays behind.
//!
//! The column of the terminal's cursor is tracked through wide glyphs, so that it is moved only
//! where something is skipped. Where terminals disagree on a width (`≥ … ─ “ ”`, emoji) the column
//! after the glyph is not known, and the cursor is moved.

use std::borrow::Cow;
use std::io::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::shift::Shift;
use crate::text::clean::is_unsafe;
use crate::text::width::{cell_width, is_certain};

/// From this many blanks on, the rest of a line is erased instead of written.
const WORTH_ERASING: usize = 4;

/// Collects the bytes of one frame.
#[derive(Debug, Clone)]
pub struct FrameWriter {
    out: Vec<u8>,
    /// Where the terminal's cursor is, where that is known.
    at: Option<Position>,
    pen: Pen,
    colours: bool,
}

/// What a glyph is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// What can be seen of a modifier on a blank.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

#[derive(Debug, PartialEq)]
struct Glyph<'a> {
    symbol: Cow<'a, str>,
    columns: u16,
    pen: Pen,
}

impl Glyph<'_> {
    fn is_blank(&self) -> bool {
        self.symbol == " " && self.pen == PLAIN
    }
}

impl FrameWriter {
    /// An empty frame; without `colours` no colour is ever written.
    pub fn new(colours: bool) -> FrameWriter {
        FrameWriter { out: Vec::new(), at: None, pen: PLAIN, colours }
    }

    /// What was written so far.
    pub fn bytes(&self) -> &[u8] {
        &self.out
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// The cursor is at `at` as far as the terminal has told or was told.
    pub fn starts_at(&mut self, at: Option<Position>) {
        self.at = at;
    }

    /// Where the cursor is now.
    pub fn at(&self) -> Option<Position> {
        self.at
    }

    /// Erases the whole screen.
    pub fn erase(&mut self) {
        self.out.extend_from_slice(b"\x1b[m\x1b[2J");
        self.pen = PLAIN;
        self.at = None;
    }

    /// What leads from the screen `old` to the screen `new`, which must be of the same size.
    pub fn turn(&mut self, old: &Buffer, new: &Buffer) {
        if new.area.width == 0 || old.area != new.area {
            return;
        }
        let shifted = Shift::find(old, new).map(|shift| {
            let mut frame = self.clone();
            frame.shift(&shift);
            frame.rows(&shift.applied(old), new);
            frame
        });
        self.rows(old, new);
        if let Some(shifted) = shifted.filter(|shifted| shifted.out.len() < self.out.len()) {
            *self = shifted;
        }
    }

    /// Has the terminal move rows.
    fn shift(&mut self, shift: &Shift) {
        // a line that comes in has the colour behind the pen
        self.dip(PLAIN);
        self.out.extend_from_slice(shift.command().as_bytes());
        self.at = None;
    }

    fn rows(&mut self, old: &Buffer, new: &Buffer) {
        let width = usize::from(new.area.width);
        let rows = old.content.chunks_exact(width).zip(new.content.chunks_exact(width));
        for (y, (old, new)) in (0..).zip(rows) {
            // most rows of most frames are as they were
            if old != new {
                self.row(y, old, new);
            }
        }
        self.dip(PLAIN);
    }

    fn row(&mut self, y: u16, old: &[Cell], new: &[Cell]) {
        let was = glyphs(old, self.colours);
        let now = glyphs(new, self.colours);
        let text_end = now.iter().rposition(|g| g.as_ref().is_some_and(|g| !g.is_blank()));
        let blank_from = text_end.map_or(0, |x| x + now[x].as_ref().map_or(1, |g| usize::from(g.columns)));
        for (x, (was_here, glyph)) in was.iter().zip(&now).enumerate() {
            let Some(glyph) = glyph else { continue };
            if was_here.as_ref() == Some(glyph) {
                continue;
            }
            let differing = || was[x..].iter().filter(|g| g.as_ref().is_none_or(|g| !g.is_blank())).count();
            if x >= blank_from && differing() >= WORTH_ERASING {
                self.go(Position::new(x as u16, y));
                self.dip_for_blank(PLAIN);
                self.out.extend_from_slice(b"\x1b[K");
                break;
            }
            if let Some(gap) = self.bridge(Position::new(x as u16, y), &now) {
                self.out.extend_from_slice(gap.as_bytes());
                self.at = Some(Position::new(x as u16, y));
            }
            self.go(Position::new(x as u16, y));
            if glyph.symbol == " " {
                self.dip_for_blank(glyph.pen)
            } else {
                self.dip(glyph.pen)
            }
            self.out.extend_from_slice(glyph.symbol.as_bytes());
            let next = x as u16 + glyph.columns;
            // at the right edge the cursor waits for the next character, some terminals elsewhere
            let known = is_certain(&glyph.symbol) && usize::from(next) < new.len();
            self.at = known.then_some(Position::new(next, y));
        }
    }

    /// The glyphs between the cursor and `to` in its row, where to write them again takes fewer bytes
    /// than to move over them: a blank between two words that changed.
    fn bridge(&self, to: Position, row: &[Option<Glyph<'_>>]) -> Option<String> {
        let from = self.at.filter(|at| at.y == to.y && at.x < to.x)?;
        let skipped = row.get(usize::from(from.x)..usize::from(to.x))?;
        let mut gap = String::new();
        for (n, glyph) in skipped.iter().enumerate() {
            match glyph {
                Some(glyph) if self.suits(glyph) && is_certain(&glyph.symbol) => gap.push_str(&glyph.symbol),
                // the second half of the glyph before
                None if n > 0 => {}
                _ => return None,
            }
        }
        (gap.len() < move_in_row(to).len()).then_some(gap)
    }

    /// Whether the glyph would look the same painted with the pen as it is.
    fn suits(&self, glyph: &Glyph<'_>) -> bool {
        glyph.pen == self.pen || glyph.symbol == " " && self.suits_blank(glyph.pen)
    }

    /// Whether a blank of `pen` would look the same painted with the pen as it is.
    fn suits_blank(&self, pen: Pen) -> bool {
        let seen = pen.modifier | self.pen.modifier & SEEN_ON_BLANK;
        seen.is_empty() && self.pen.bg == pen.bg
    }

    /// Moves the cursor, unless it is there already.
    pub fn go(&mut self, to: Position) {
        // positions count from 1 on the wire; writing to a Vec cannot fail
        let (column, row) = (to.x + 1, to.y + 1);
        let _ = match self.at {
            Some(at) if at == to => Ok(()),
            Some(at) if at.y == to.y => self.out.write_all(move_in_row(to).as_bytes()),
            _ if column == 1 => write!(self.out, "\x1b[{row}H"),
            _ => write!(self.out, "\x1b[{row};{column}H"),
        };
        self.at = Some(to);
    }

    /// As [`FrameWriter::dip`], for a blank: the pen stays where nobody could see the difference, so
    /// that a dim or bold text need not be left and entered again at every blank.
    fn dip_for_blank(&mut self, pen: Pen) {
        if !self.suits_blank(pen) {
            self.dip(pen);
        }
    }

    /// Makes `pen` the one that is painted with.
    fn dip(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let mut codes = Vec::new();
        let mut from = self.pen;
        if !(from.modifier - pen.modifier).is_empty() || pen == PLAIN {
            // the codes that end a single modifier are not understood everywhere
            codes.push(0);
            from = PLAIN;
        }
        codes.extend((pen.modifier - from.modifier).iter().map(modifier_code));
        if pen.fg != from.fg {
            colour_codes(pen.fg, 30, &mut codes);
        }
        if pen.bg != from.bg {
            colour_codes(pen.bg, 40, &mut codes);
        }
        self.out.extend_from_slice(b"\x1b[");
        if codes != [0] {
            let codes: Vec<String> = codes.iter().map(u16::to_string).collect();
            self.out.extend_from_slice(codes.join(";").as_bytes());
        }
        self.out.push(b'm');
        self.pen = pen;
    }
}

/// What moves the cursor to `to` from elsewhere in its row.
fn move_in_row(to: Position) -> String {
    format!("\x1b[{}G", to.x + 1)
}

/// The glyphs of a row, each at its first column; the columns it covers beside hold none.
fn glyphs(row: &[Cell], colours: bool) -> Vec<Option<Glyph<'_>>> {
    let mut glyphs = Vec::with_capacity(row.len());
    for (x, cell) in row.iter().enumerate() {
        if x < glyphs.len() {
            continue;
        }
        let glyph = glyph(cell, &row[x + 1..], colours);
        let covered = usize::from(glyph.columns) - 1;
        glyphs.push(Some(glyph));
        glyphs.extend((0..covered).map(|_| None));
    }
    glyphs
}

/// The glyph of a cell. One that something else was laid over, as the edge of a popup over the
/// second half of a character, is a blank; ratatui itself would show it whole and the popup cut.
fn glyph<'a>(cell: &'a Cell, right: &[Cell], colours: bool) -> Glyph<'a> {
    let mut symbol = Cow::Borrowed(cell.symbol());
    if symbol.chars().any(is_unsafe) {
        // the last of the gates that no command for the terminal may pass
        symbol = symbol.chars().filter(|c| !is_unsafe(*c)).collect();
    }
    let mut columns = cell_width(&symbol);
    let is_whole = |cells: &[Cell]| cells.iter().all(|cell| matches!(cell.symbol(), " " | ""));
    if columns == 0 || !right.get(..columns - 1).is_some_and(is_whole) {
        (symbol, columns) = (Cow::Borrowed(" "), 1);
    }
    let mut pen = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
    if !colours {
        (pen.fg, pen.bg) = (Color::Reset, Color::Reset);
    }
    if symbol == " " {
        pen.modifier &= SEEN_ON_BLANK;
        if pen.modifier.is_empty() {
            pen.fg = Color::Reset;
        }
    }
    Glyph { symbol, columns: columns as u16, pen }
}

fn modifier_code(modifier: Modifier) -> u16 {
    match modifier {
        Modifier::BOLD => 1,
        Modifier::DIM => 2,
        Modifier::ITALIC => 3,
        Modifier::UNDERLINED => 4,
        Modifier::SLOW_BLINK => 5,
        Modifier::RAPID_BLINK => 6,
        Modifier::REVERSED => 7,
        Modifier::HIDDEN => 8,
        _ => 9, // crossed out
    }
}

/// `base` is 30 for what is painted, 40 for what is behind it.
fn colour_codes(colour: Color, base: u16, codes: &mut Vec<u16>) {
    let bright = base + 60;
    codes.push(match colour {
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(n) => return codes.extend([base + 8, 5, n.into()]),
        Color::Rgb(r, g, b) => return codes.extend([base + 8, 2, r.into(), g.into(), b.into()]),
        Color::Reset => base + 9,
    });
}
