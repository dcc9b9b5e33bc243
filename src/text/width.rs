//! How many terminal columns a text takes. The unit is the grapheme: what a person deletes with
//! one key and what the screen library paints as one cell, so both always agree.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns taken by `text` on one line. Control characters take none: they are never painted.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    graphemes(text).map(cell_width).sum()
}

/// Columns of one grapheme.
pub fn cell_width(grapheme: &str) -> usize {
    if grapheme.chars().any(char::is_control) {
        return 0;
    }
    if is_wide() { grapheme.width_cjk() } else { grapheme.width() }
}

/// Whether the terminal draws characters of ambiguous width (`“ ≥ …`) two columns wide.
static WIDE: AtomicBool = AtomicBool::new(false);

/// From now on text is measured as a terminal draws it that makes characters of ambiguous width two
/// columns wide. To be said once, before anything is measured.
pub fn ambiguous_is_wide() {
    WIDE.store(true, Ordering::Relaxed);
}

/// Whether [`ambiguous_is_wide`] was said.
pub fn is_wide() -> bool {
    WIDE.load(Ordering::Relaxed)
}

/// Whether every terminal agrees on the width of a grapheme: a single character, as wide in an East
/// Asian context as elsewhere, and no emoji.
pub fn is_certain(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    let is_emoji = matches!(c, '\u{2300}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}');
    c.width() == c.width_cjk() && !is_emoji
}

/// What a person sees as single characters.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// Graphemes with their byte offsets.
pub fn grapheme_indices(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// What stands for the rest of a text that does not fit.
pub fn ellipsis() -> &'static str {
    if is_wide() { ".." } else { "…" }
}

/// `text` in at most `max` columns; what does not fit is replaced by `…`. A text that is far too long
/// is read no further than it is shown.
pub fn clip(text: &str, max: usize) -> Cow<'_, str> {
    let sign = ellipsis();
    let room = max.saturating_sub(width(sign));
    let (mut used, mut end) = (0, 0);
    for (at, grapheme) in grapheme_indices(text) {
        used += cell_width(grapheme);
        if used > max {
            let sign = if width(sign) <= max { sign } else { "" };
            return Cow::Owned(format!("{}{sign}", &text[..end]));
        }
        if used <= room {
            end = at + grapheme.len();
        }
    }
    Cow::Borrowed(text)
}

/// As [`width`], and no more than `max`: of a long text only that much is measured.
pub fn width_up_to(text: &str, max: usize) -> usize {
    let mut used = 0;
    for grapheme in graphemes(text) {
        used += cell_width(grapheme);
        if used >= max {
            return max;
        }
    }
    used
}

/// `text` clipped to `columns` and filled with blanks on the right.
pub fn pad(text: &str, columns: usize) -> String {
    let text = clip(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    format!("{text}{}", " ".repeat(blanks))
}

/// `text` clipped to `columns` and filled with blanks on the left.
pub fn pad_left(text: &str, columns: usize) -> String {
    let text = clip(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    format!("{}{text}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_and_signs_one() {
        assert_eq!(width("绩效"), 4);
        assert_eq!(width("≥95%"), 4);
        assert_eq!(width("a\u{7}b"), 2);
    }

    #[test]
    fn clipping_never_halves_a_glyph() {
        assert_eq!(clip("绩效目标", 8), "绩效目标");
        assert_eq!(clip("绩效目标", 7), "绩效目…");
        assert_eq!(clip("绩效目标", 6), "绩效…");
        assert_eq!(clip("绩效", 1), "…");
        assert_eq!(clip("绩效", 0), "");
        assert_eq!(pad("绩效", 6), "绩效  ");
        assert_eq!(pad_left("10.00", 7), "  10.00");
    }
}
