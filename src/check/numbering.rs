//! The numbering that a line begins with: `1、`, `（一）`. The form numbers the lines itself, so what is
//! written there is told by TX003, and to other rules it says nothing.

/// How many numberings stand at the start, and their length: `1、`, `1.1、`, `（一）`, `一、`, `①`.
pub fn numbering(text: &str) -> (usize, usize) {
    let (mut count, mut end) = (0, 0);
    // up to the last one that stands by itself
    let mut sure = (0, 0);
    while let Some(one) = one(&text[end..]) {
        count += 1;
        end += one.length;
        if !one.goes_on {
            sure = (count, end);
        }
    }
    sure
}

/// What looks like one numbering.
struct One {
    /// With the blanks after it.
    length: usize,
    /// It is one only if another one follows: 3.5万人次 and 三、四季度 are none, 1.1、 is.
    goes_on: bool,
}

fn one(text: &str) -> Option<One> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        let length = first.len_utf8() + blanks(&text[first.len_utf8()..]);
        return Some(One { length, goes_on: false });
    }
    let is_ordinal = |c: char| {
        let is_chinese = matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
        is_chinese || c.is_ascii_digit()
    };
    let is_open = matches!(first, '（' | '(');
    let start = if is_open { first.len_utf8() } else { 0 };
    let body = &text[start..];
    let ordinals = body.chars().take(4).take_while(|c| is_ordinal(*c)).map(char::len_utf8);
    let (count, digits) = ordinals.fold((0, 0), |(count, digits), length| (count + 1, digits + length));
    let sign = body[digits..].chars().next().filter(|_| (1..=3).contains(&count))?;
    let is_sign = match is_open {
        true => matches!(sign, '）' | ')'),
        false => matches!(sign, '、' | '.' | '．' | '）' | ')'),
    };
    let end = start + digits + sign.len_utf8();
    let rest = &text[end..];
    let goes_on = !is_open && rest.starts_with(is_ordinal);
    is_sign.then(|| One { length: end + blanks(rest), goes_on })
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbering_ends_where_something_is_said() {
        for (text, told) in [
            ("1.1、甲", (2, "1.1、".len())),
            ("1、 甲", (1, "1、 ".len())),
            ("（一）1.甲", (2, "（一）1.".len())),
            ("①一、甲", (2, "①一、".len())),
            ("3.5万人次", (0, 0)),
            ("三、四季度", (0, 0)),
            // the first one stands by itself only before something else than a number
            ("1、三、四季度", (0, 0)),
            ("1、 3.5万人次", (1, "1、 ".len())),
            ("1234.甲", (0, 0)),
            ("甲1、", (0, 0)),
            ("", (0, 0)),
        ] {
            assert_eq!(numbering(text), told, "{text}");
        }
        // however long
        for one in ["1.", "3人", "1、", "一、", "（1）", "\n12", "1234"] {
            numbering(&one.repeat(200_000));
        }
    }
}
