//! Lines for text that is shown. Chinese may break between any two characters, except that a line
//! does not start with closing punctuation nor end with an opening one or with what belongs to a number
//! (`≥100%`); a run of Latin letters or digits stays together while it fits.

use std::ops::Range;

use super::width::{cell_width, grapheme_indices};

const NOT_AT_START: &str = "，。、；：？！）》〉】〕」』”’％%,.;:?!)]}…—·°℃";
const NOT_AT_END: &str = "（《〈【〔「『“‘([{￥$≥≤><=×";

/// Byte ranges of the lines of `text`, each at most `columns` wide. A newline ends a line and
/// belongs to none. Blanks at a break stay with the line before it as far as they fit.
///
/// `columns` below 2 counts as 2, the width of one ideograph.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(text, start..start + paragraph.len(), columns, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// The lines of `text` as strings, for showing.
pub fn lines(text: &str, columns: usize) -> Vec<&str> {
    wrap(text, columns).into_iter().map(|r| &text[r]).collect()
}

fn wrap_paragraph(text: &str, range: Range<usize>, columns: usize, out: &mut Vec<Range<usize>>) {
    let mut line = range.start;
    let mut used = 0;
    // the last place where the line may break, and the columns used up to it
    let mut chance: Option<(usize, usize)> = None;
    let mut before: Option<&str> = None;
    for (offset, grapheme) in grapheme_indices(&text[range.clone()]) {
        let at = range.start + offset;
        let w = cell_width(grapheme);
        if let Some(before) = before
            && may_break(before, grapheme)
        {
            chance = Some((at, used));
        }
        if used + w > columns && at > line {
            let (cut, taken) = chance.filter(|(cut, _)| *cut > line).unwrap_or((at, used));
            out.push(line..cut);
            line = cut;
            used -= taken;
            chance = None;
            // what moved down may itself be too wide when it was one long run
            if used + w > columns && at > line {
                out.push(line..at);
                line = at;
                used = 0;
            }
        }
        used += w;
        before = Some(grapheme);
    }
    out.push(line..range.end);
}

fn may_break(before: &str, after: &str) -> bool {
    let (b, a) = (before.chars().next(), after.chars().next());
    let (Some(b), Some(a)) = (b, a) else { return false };
    if NOT_AT_START.contains(a) || NOT_AT_END.contains(b) {
        return false;
    }
    if a.is_whitespace() {
        return false;
    }
    !(is_word(b) && is_word(a))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '_' | '-' | '+' | '–' | '/' | '%')
}

#[cfg(test)]
mod tests {
    use super::super::width::width;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn closing_punctuation_does_not_start_a_line() {
        assert_eq!(lines("保障绩效，完成。", 8), ["保障绩", "效，完", "成。"]);
        assert_eq!(lines("一二三四（五", 10), ["一二三四", "（五"]);
    }

    #[test]
    fn numbers_and_words_stay_whole_while_they_fit() {
        assert_eq!(lines("预算118.73万元", 8), ["预算", "118.73万", "元"]);
        assert_eq!(lines("ABCDEFGHIJ", 4), ["ABCD", "EFGH", "IJ"]);
        assert_eq!(lines("指标值：≥100%", 10), ["指标值：", "≥100%"]);
        assert_eq!(lines("超出0–100%", 8), ["超出", "0–100%"]);
    }

    #[test]
    fn newlines_and_empty_text_keep_their_lines() {
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("甲\n\n乙", 10), ["甲", "", "乙"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[一-龥，。（）a-z0-9 \\n]{0,60}", columns in 2usize..30) {
            let ranges = wrap(&text, columns);
            for r in &ranges {
                prop_assert!(width(&text[r.clone()]) <= columns);
            }
            let joined: String = ranges.iter().map(|r| &text[r.clone()]).collect();
            prop_assert_eq!(joined, text.replace('\n', ""));
        }
    }
}
