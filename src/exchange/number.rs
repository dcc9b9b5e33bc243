//! The numbers before items: `（一）`, `1.`, `1、`, `一、`. Which of them are numbering and which
//! belong to the text follows from their form and from their order.

use crate::text::narrow::{is_blank, narrow_char};

/// An item with its number taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// The number.
    pub number: usize,
    /// What stands behind it.
    pub rest: &'a str,
}

/// Digits, or a Chinese numeral up to 九十九.
pub fn chinese(text: &str) -> Option<usize> {
    const DIGITS: &str = "一二三四五六七八九";
    if text.is_empty() || text.chars().nth(3).is_some() {
        return None;
    }
    let narrow: String = text.chars().map(narrow_char).collect();
    if narrow.bytes().all(|b| b.is_ascii_digit()) {
        return narrow.parse().ok();
    }
    let digit = |text: &str| match text.chars().count() {
        1 => DIGITS.chars().position(|c| text.starts_with(c)).map(|n| n + 1),
        _ => None,
    };
    match text.split_once('十') {
        Some(("", "")) => Some(10),
        Some(("", ones)) => Some(10 + digit(ones)?),
        Some((tens, "")) => Some(10 * digit(tens)?),
        Some((tens, ones)) => Some(10 * digit(tens)? + digit(ones)?),
        None => digit(text),
    }
}

/// `（一）title`, `(1) title`.
pub fn bracketed(text: &str) -> Option<Item<'_>> {
    let inside = text.strip_prefix(['（', '('])?;
    let (close, sign) = inside.char_indices().take(4).find(|(_, c)| matches!(c, '）' | ')'))?;
    let number = chinese(inside[..close].trim_matches(is_blank))?;
    Some(Item { number, rest: inside[close + sign.len_utf8()..].trim_start_matches(is_blank) })
}

/// `1.title`, `1、title`, `一、title`. A point between digits may be a decimal one: it numbers an
/// item only where another number or a year follows (`1.1、…`, `1.2021年…`).
pub fn plain(text: &str) -> Option<Item<'_>> {
    let (end, sign) = text
        .char_indices()
        .take(4)
        .find(|(_, c)| matches!(c, '.' | '．' | '、' | '，' | ',' | ')' | '）'))?;
    let number = chinese(text[..end].trim_end_matches(is_blank))?;
    let rest = text[end + sign.len_utf8()..].trim_start_matches(is_blank);
    let digits = rest.chars().map(narrow_char).take_while(char::is_ascii_digit).count();
    let year = digits == 4 && rest.chars().nth(4) == Some('年');
    let doubled = (rest.char_indices().take(4))
        .any(|(at, c)| matches!(c, '.' | '．' | '、') && chinese(&rest[..at]).is_some());
    let decimal = matches!(sign, '.' | '．' | ',' | '，') && digits > 0 && !year && !doubled;
    (!decimal && !rest.is_empty()).then_some(Item { number, rest })
}

/// `目标1：title`, `任务二：title`.
pub fn worded(text: &str) -> Option<Item<'_>> {
    let behind = text.strip_prefix("目标").or_else(|| text.strip_prefix("任务"))?;
    let (end, sign) = behind.char_indices().take(4).find(|(_, c)| matches!(c, '：' | ':' | '、' | '.'))?;
    let number = chinese(behind[..end].trim_matches(is_blank))?;
    let rest = behind[end + sign.len_utf8()..].trim_start_matches(is_blank);
    (!rest.is_empty()).then_some(Item { number, rest })
}

/// A running line taken apart at `（一）（二）…`: what stands before the first, and the items. A
/// number begins an item when it is the next one; a later one too, when a sentence ended before it.
pub fn running(text: &str) -> (&str, Vec<Item<'_>>) {
    let mut starts: Vec<(usize, Item<'_>)> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| matches!(c, '（' | '(')) {
        let Some(item) = bracketed(&text[at..]) else { continue };
        let last = starts.last().map_or(0, |(_, item)| item.number);
        let before = text[..at].trim_end_matches(is_blank);
        let fresh = before.is_empty() || before.ends_with(['。', '；', ';', '：', ':', '\n']);
        if item.number == last + 1 || (item.number > last && fresh) {
            starts.push((at, item));
        }
    }
    // one number in the middle of a sentence is a reference, not a list
    if starts.len() == 1 && starts[0].0 > 0 {
        starts.clear();
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let items = starts.iter().zip(ends).map(|((_, item), end)| {
        let from = text.len() - item.rest.len();
        Item { number: item.number, rest: text[from.min(end)..end].trim_matches(is_blank) }
    });
    let items = items.collect();
    (text[..starts.first().map_or(text.len(), |(at, _)| *at)].trim_matches(is_blank), items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_both_scripts() {
        let known = [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("１２", 12)];
        assert!(known.iter().all(|(text, n)| chinese(text) == Some(*n)));
        assert!(["", "百", "一二三四", "十十", "1a"].iter().all(|text| chinese(text).is_none()));
    }

    #[test]
    fn the_first_of_a_doubled_number_is_the_numbering() {
        let rest = |text| plain(text).map(|item| item.rest);
        assert_eq!(rest("1.1、保障财务工作"), Some("1、保障财务工作"));
        assert_eq!(rest("２．保障"), Some("保障"));
        assert_eq!(rest("一、总体"), Some("总体"));
        assert_eq!(rest("1.2021年完成"), Some("2021年完成"));
        assert_eq!(rest("2.5万亩"), None);
        assert_eq!(rest("1,200人"), None);
        assert_eq!(rest("保障、落实"), None);
    }

    #[test]
    fn a_running_line_is_cut_at_its_numbers_only() {
        let (before, items) = running("主要任务：（一）甲（含乙）。（二）见（一）。（四）丁。");
        assert_eq!(before, "主要任务：");
        let items: Vec<_> = items.iter().map(|item| (item.number, item.rest)).collect();
        assert_eq!(items, [(1, "甲（含乙）。"), (2, "见（一）。"), (4, "丁。")]);
        assert_eq!(running("按（一）办理"), ("按（一）办理", Vec::new()));
    }
}
