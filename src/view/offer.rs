//! What a pasted block would become: its rows in columns, the chosen one whole, what is doubtful.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, paint};
use crate::app::blocks::Offer;
use crate::model::Severity;
use crate::text::{clean, say, width, wrap};

/// Columns between two columns.
const GAP: u16 = 2;

/// The widest that is still read at a glance.
const WIDEST: u16 = 110;

pub(super) fn draw(theme: &Theme, offer: &Offer, area: Rect, frame: &mut Frame<'_>) {
    let columns = WIDEST.min(area.width.saturating_sub(4));
    let room = columns.saturating_sub(4).max(1) as usize;
    let whole = chosen(offer, room);
    let notes: Vec<String> = offer
        .notes
        .iter()
        .flat_map(|note| wrapped(&format!("{} {note}", signs().severity(Severity::Warning)), room))
        .collect();
    let most = area.height.saturating_sub(2);
    // borders, headings, blank lines and the keys
    let fixed = 6 + paint::cells(whole.len());
    // the rows come first, then the doubts
    let notes_room = (notes.len() as u16).min((most.saturating_sub(fixed) / 2).max(1));
    let gap = u16::from(!notes.is_empty());
    let wanted = fixed + notes_room + gap + paint::cells(offer.rows.len());
    let box_area = paint::middle(area, columns, wanted.min(most));
    let buffer = frame.buffer_mut();
    let inside = paint::boxed(buffer, box_area, &offer.title, theme.dim, theme.strong);
    let widths = shares(offer, inside.width);
    let mut line = |y: u16, texts: &[String], style: Style| {
        let mut x = inside.x;
        for (text, columns) in texts.iter().zip(&widths) {
            let text = width::pad(&clean::visible(text), *columns as usize);
            x += paint::text(buffer, (x, y), *columns, &text, style);
            x += paint::text(buffer, (x, y), GAP.min(inside.right().saturating_sub(x)), "  ", style);
        }
    };
    line(inside.y, &offer.head, theme.dim);
    let below = paint::cells(whole.len()) + notes_room + gap + 3;
    let rows = inside.height.saturating_sub(below + 1).max(1) as usize;
    let first = offer.at.saturating_sub(rows / 2).min(offer.rows.len().saturating_sub(rows));
    for (n, row) in offer.rows.iter().enumerate().skip(first).take(rows) {
        let style = if n == offer.at { theme.cursor } else { Style::new() };
        line(inside.y + 1 + (n - first) as u16, row, style);
    }
    let mut y = inside.y + 1 + rows.min(offer.rows.len()) as u16 + 1;
    let last = inside.bottom().saturating_sub(1);
    let mut put = |y: &mut u16, text: &str, style: Style| {
        if *y < last {
            paint::text(buffer, (inside.x, *y), inside.width, text, style);
            *y += 1;
        }
    };
    whole.iter().for_each(|text| put(&mut y, text, Style::new()));
    y += gap;
    let style = theme.severity(crate::model::Severity::Warning);
    let hidden = notes.len().saturating_sub(notes_room as usize);
    notes.iter().take(notes_room as usize - usize::from(hidden > 0 && notes_room > 0)).for_each(|note| {
        put(&mut y, note, style);
    });
    if hidden > 0 {
        put(&mut y, &say::block_more_notes(hidden + 1), style);
    }
    paint::text(buffer, (inside.x, last), inside.width, say::BLOCK_KEYS, theme.accent);
}

/// The chosen row with all its cells, whole.
fn chosen(offer: &Offer, room: usize) -> Vec<String> {
    let Some(row) = offer.rows.get(offer.at) else { return Vec::new() };
    let cells = offer.head.iter().zip(row).map(|(head, text)| say::block_cell(head, text));
    let text = say::block_row(offer.at + 1, offer.rows.len(), &cells.collect::<Vec<_>>());
    wrapped(&text, room).into_iter().take(5).collect()
}

fn wrapped(text: &str, room: usize) -> Vec<String> {
    wrap::lines(&clean::visible(text), room).into_iter().map(str::to_string).collect()
}

/// The width of each column: by need, and where that is too much the widest gives way.
fn shares(offer: &Offer, room: u16) -> Vec<u16> {
    let need = |n: usize| {
        let texts = offer.rows.iter().take(200).filter_map(|row| row.get(n)).chain(offer.head.get(n));
        texts.map(|text| width::width(&clean::visible(text)).min(200) as u16).max().unwrap_or(0).max(2)
    };
    let mut widths: Vec<u16> = (0..offer.head.len()).map(need).collect();
    let room = room.saturating_sub(GAP * widths.len() as u16);
    while widths.iter().sum::<u16>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 2) else { break };
        *widest -= 1;
    }
    widths
}
