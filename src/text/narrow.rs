//! Full-width digits, letters and signs as the narrow ones they stand for.

/// `１` → `1`, `Ａ` → `A`, `．` → `.`, `％` → `%`; anything else stays.
pub fn narrow_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Digits, the decimal point, the comma between digits, signs and blanks of a number made narrow.
pub fn narrow_number(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

/// Whether `c` separates nothing but space: ASCII blanks, no-break and ideographic ones.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Whether it is a Chinese character.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The text without blanks at its ends. Nearly always there are none, and a look at its first and
/// its last character is enough to see that.
pub fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_han = |byte: u8| (0xe4..=0xe9).contains(&byte);
    let starts = bytes.first().is_some_and(|byte| byte.is_ascii_graphic() || is_han(*byte));
    let ends = match bytes {
        [.., lead, second, third] if *second >= 0x80 && *third >= 0x80 => is_han(*lead),
        [.., last] => last.is_ascii_graphic(),
        [] => false,
    };
    if starts && ends { text } else { text.trim_matches(is_blank) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_quick_look_trims_as_a_long_one(text in "[ a1。保障一\u{9fff}\u{e000}\u{3000}\u{feff}\u{a0}\u{2028}\n]{0,5}") {
            prop_assert_eq!(trim(&text), text.trim_matches(is_blank));
        }
    }

    #[test]
    fn full_width_digits_mean_digits() {
        assert_eq!(narrow_number("１１８．７３％"), "118.73%");
        assert_eq!(narrow_number("保障"), "保障");
    }
}
