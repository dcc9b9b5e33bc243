//! Amounts and percentages: exact decimals that keep the digits they were written with.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::json::{Cursor, Writer};
use super::record::Kind;
use crate::text::narrow::narrow_number;

/// A decimal as text. `10.00` stays `10.00`; a text that is no number is kept and has no
/// [`decimal`](Amount::decimal). The unit is that of its field: 万元 for money, % for the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amount {
    text: String,
    /// It stood in the file as a JSON number and is written so again.
    bare: bool,
}

impl Amount {
    /// An amount that is written as `text`.
    pub fn new(text: impl Into<String>) -> Amount {
        Amount { text: text.into(), bare: false }
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its value; `None` when the text is no plain decimal or has more than 28 digits.
    pub fn decimal(&self) -> Option<Decimal> {
        if let Some(plain) = plain(&self.text) {
            return Some(plain);
        }
        let text = self.text.trim();
        if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')) {
            let scientific = self.bare.then(|| Decimal::from_scientific(text).ok());
            return scientific.flatten();
        }
        Decimal::from_str_exact(text).ok()
    }
}

/// The value of `118.73`, as nearly all amounts are written: digits, perhaps with a point among them.
fn plain(text: &str) -> Option<Decimal> {
    // so many digits are never too large a number
    let is_short = (1..=18).contains(&text.len());
    let (mut number, mut scale) = (0_i64, None);
    for byte in text.bytes().filter(|_| is_short) {
        match byte {
            b'0'..=b'9' => number = number * 10 + i64::from(byte - b'0'),
            b'.' if scale.is_none() => {
                scale = Some(0);
                continue;
            }
            _ => return None,
        }
        scale = scale.map(|scale| scale + 1);
    }
    let has_ends = text.starts_with(|c: char| c.is_ascii_digit()) && scale != Some(0);
    (is_short && has_ends).then(|| Decimal::new(number, scale.unwrap_or(0)))
}

impl FromStr for Amount {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Amount::new(text))
    }
}

impl Kind for Amount {
    const NAME: &'static str = "数字";

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        match cursor.peek() {
            b'"' => cursor.string().map(Amount::new),
            b'-' | b'0'..=b'9' => Some(Amount { text: cursor.raw().to_string(), bare: true }),
            _ => None,
        }
    }
    fn write(&self, out: &mut Writer) {
        if self.bare { out.raw(&self.text) } else { out.string(&self.text) }
    }
    fn shown(&self) -> String {
        self.text.clone()
    }
    fn typed(text: &str, _: Option<&Self>) -> Option<Self> {
        let narrow = narrow_number(text);
        let number = narrow.trim();
        Some(Amount::new(if Amount::new(number).decimal().is_some() { number } else { text }))
    }
    fn say<H: std::hash::Hasher>(&self, hasher: &mut H) {
        super::record::say_text(self.text(), hasher);
    }
}

/// The exact sum of amounts. `None` where one of them is no number or the sum has no exact value.
pub fn sum<'a>(amounts: impl IntoIterator<Item = &'a Amount>) -> Option<Decimal> {
    amounts.into_iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount.decimal()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::Json;

    fn read(json: &str) -> Option<Amount> {
        Amount::read(&mut Json::parse(json).unwrap().cursor())
    }

    #[test]
    fn digits_are_kept_and_sums_are_exact() {
        let json = |a: &Amount| {
            let mut out = Writer::default();
            a.write(&mut out);
            out.finish().as_str().to_string()
        };
        for text in ["\"10.00\"", "2.50", "12345678901234567890123.10", "\"1,187.3\"", "1e3"] {
            assert_eq!(json(&read(text).unwrap()), text);
        }
        assert_eq!(read("null"), None);
        assert_eq!(read("\"1,187.3\"").unwrap().decimal(), None);
        assert_eq!(read("1e3").unwrap().decimal(), Some(Decimal::from(1000)));
        let amounts = ["80.12", "6.2"].map(Amount::new);
        assert_eq!(sum(&amounts), Some(Decimal::new(8632, 2)));
        assert_eq!(Amount::typed("１１８．７３", None).unwrap().text(), "118.73");
    }
}
