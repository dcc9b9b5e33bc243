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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_mean_digits() {
        assert_eq!(narrow_number("１１８．７３％"), "118.73%");
        assert_eq!(narrow_number("保障"), "保障");
    }
}
