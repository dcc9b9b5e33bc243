//! What a short text means to a person: an amount, a unit, a quality, nothing at all; however it is
//! written.

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::check::mark::Quick;
use crate::check::words;
use crate::model::Amount;
use crate::text::narrow;

/// The value of an amount as a person means it: full-width digits and separators of thousands are
/// a matter of writing (AM002), not of value.
pub fn figure(amount: &Amount) -> Option<Decimal> {
    if let Some(value) = amount.decimal() {
        return Some(value);
    }
    let narrow = narrow::narrow_number(amount.text());
    let text = narrow.trim();
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let groups: Vec<&str> = whole.trim_start_matches('-').split(',').collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3)
        && groups
            .first()
            .is_some_and(|first| (groups.len() == 1 && !first.is_empty()) || (1..=3).contains(&first.len()));
    if !grouped || fraction.is_some_and(|digits| digits.contains(',')) {
        return None;
    }
    Amount::new(text.replace(',', "")).decimal()
}

/// Whether the unit means percent.
pub fn is_percent(unit: &str) -> bool {
    let unit = narrow::trim(unit);
    unit == "%" || words::PERCENT.has(unit)
}

/// Whether the unit is a known unit of measurement, or several: `次/年`, `台（套）`, `元/人·月`.
pub fn is_unit(unit: &str) -> bool {
    // 工作日 for 个工作日
    static WITHOUT_GE: LazyLock<HashSet<&str, Quick>> =
        LazyLock::new(|| words::UNITS.all().iter().filter_map(|unit| unit.strip_prefix('个')).collect());
    let known = |part: &str| {
        let part = part.trim();
        // 万页, 千册: a number word before a unit
        let whole = part.strip_prefix(['十', '百', '千', '万', '亿']).filter(|rest| !rest.is_empty());
        let is_listed = |part: &str| words::UNITS.has(part) || WITHOUT_GE.contains(part);
        !part.is_empty() && (is_listed(part) || whole.is_some_and(is_listed))
    };
    if known(unit) {
        return true;
    }
    let parts: Vec<&str> = unit.split(['/', '／', '（', '）', '(', ')', '·', '每', '、']).collect();
    let mut named = parts.iter().filter(|part| !part.is_empty()).peekable();
    parts.len() > 1 && named.peek().is_some() && named.all(|part| known(part))
}

/// Whether the text only says that there is nothing.
pub fn is_placeholder(text: &str) -> bool {
    words::PLACEHOLDERS.has(narrow::trim(text))
}

/// Whether a text speaks of a quality without a number.
pub fn is_quality(text: &str) -> bool {
    let text = narrow::trim(text);
    let mut long = words::QUALITIES.all().iter().filter(|word| word.chars().count() > 1);
    words::QUALITIES.has(text) || long.any(|word| text.contains(word))
}

/// The number of a text that ends with one of the units, and which.
pub fn number_of<'a>(text: &'a str, units: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let text = narrow::trim(text);
    let units = units.iter().filter(|unit| !unit.is_empty());
    let (number, unit) = units.clone().find_map(|unit| Some((text.strip_suffix(unit)?, *unit)))?;
    let number = narrow::trim(number);
    figure(&Amount::new(number)).map(|_| (number, unit))
}

/// Whether the name of an indicator is cut by a mark in the wrong place: something follows a 率 that
/// ends a name, a single character (综), or after a bracket that closes its unit a second name.
pub fn is_broken(name: &str) -> bool {
    let mut chars = name.chars().rev();
    let (last, before) = (chars.next(), chars.next());
    let cut = matches!(before, Some('率')) && last.is_some_and(narrow::is_han);
    let joined = name.split_once("（%）").or_else(|| name.split_once("(%)"));
    cut || joined.is_some_and(|(_, rest)| rest.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_means_the_same_however_it_is_written() {
        let read = |text: &str| figure(&Amount::new(text)).map(|value| value.to_string());
        for (text, value) in
            [("118.73", "118.73"), ("1,187.3", "1187.3"), ("-1,000", "-1000"), ("１１８．７３", "118.73")]
        {
            assert_eq!(read(text).as_deref(), Some(value), "{text}");
        }
        for text in ["", "1,18.7", "1187,300", ",000", "1.187,300", "118.73元", "1e3", "--1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn units_may_be_put_together() {
        for unit in ["次/年", "台（套）", "元/人·月", "工作日", "个工作日", "%", "万页"] {
            assert!(is_unit(unit), "{unit}");
        }
        for unit in ["按规定执行", "次/随便", "（）", "万随便", ""] {
            assert!(!is_unit(unit), "{unit}");
        }
    }
}
