//! Amounts as cells hold them: with separators of thousands, with a unit of their own, in another
//! unit than the document's. What they are in another unit is computed exactly or not at all.

use rust_decimal::Decimal;

use super::Notes;
use super::form::Form;
use crate::exchange::report::{Doubt, Repair};
use crate::model::{Amount, Budget, Field, Project};
use crate::text::narrow::{is_blank, narrow_number};
use crate::text::say;

/// Units of money and how many 元 they are, as a power of ten. Longer names first.
const UNITS: [(&str, u32); 5] = [("百万元", 6), ("万元", 4), ("千元", 3), ("亿元", 8), ("元", 0)];

/// What a cell says.
#[derive(Debug, PartialEq, Eq)]
pub struct Sum {
    /// The number, as it is written, without separators of thousands.
    pub digits: String,
    /// The unit that stands behind it.
    pub unit: Option<&'static str>,
    /// Separators were left out.
    pub separated: bool,
}

/// Reads a cell; `None` when it holds no amount.
pub fn read(text: &str) -> Option<Sum> {
    if text.len() > 200 {
        return None;
    }
    let narrow = narrow_number(text);
    let number = narrow.trim_matches(is_blank).trim_start_matches(['¥', '￥']).trim_matches(is_blank);
    let unit = UNITS.iter().find(|(unit, _)| number.ends_with(unit)).map(|(unit, _)| *unit);
    let number = unit.and_then(|unit| number.strip_suffix(unit)).unwrap_or(number).trim_matches(is_blank);
    let separated = is_separated(number);
    let digits = if separated { number.replace(',', "") } else { number.to_string() };
    Amount::new(digits.as_str()).decimal()?;
    Some(Sum { digits, unit, separated })
}

/// `1,187,300.00`: groups of three behind the first.
fn is_separated(number: &str) -> bool {
    let whole = number.trim_start_matches('-').split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    let rest: Vec<&str> = groups.collect();
    first && !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group))
}

/// What `digits` of one unit are in another: exactly, with at least the two decimals that amounts
/// are written with. `None` for units that nobody knows and numbers that would not be exact.
pub fn convert(digits: &str, from: &str, to: &str) -> Option<String> {
    let power = |unit: &str| UNITS.iter().find(|(name, _)| *name == unit).map(|(_, power)| *power);
    let (from, to) = (power(from)?, power(to)?);
    let value = Amount::new(digits).decimal()?;
    let ten = |power: u32| Decimal::from(10u64.pow(power));
    let mut converted = if from >= to {
        value.checked_mul(ten(from - to))?
    } else {
        Decimal::try_from_i128_with_scale(value.mantissa(), value.scale() + (to - from)).ok()?
    };
    while converted.scale() > 2 && converted.mantissa() % 10 == 0 {
        let scale = converted.scale() - 1;
        converted = Decimal::try_from_i128_with_scale(converted.mantissa() / 10, scale).ok()?;
    }
    if converted.is_zero() {
        return Some("0".to_string());
    }
    if converted.scale() < 2 {
        converted = converted.checked_mul(Decimal::new(100, 2))?;
        converted.rescale(2);
    }
    Some(converted.to_string())
}

/// The unit of all amounts of a table: what it says itself, then what stands above it, then what
/// its labels and cells say.
pub fn unit_of(form: &Form, above: Option<String>) -> Option<String> {
    let labels = || form.funds.iter().flatten().find_map(|(_, unit)| unit.clone());
    let cells =
        || form.funds.iter().flatten().find_map(|(cell, _)| Some(read(&cell.text)?.unit?.to_string()));
    form.currency.clone().or(above).or_else(|| form.funds_unit.clone()).or_else(labels).or_else(cells)
}

/// The funds of a table in its unit.
pub fn budget(form: &mut Form, unit: Option<&str>, notes: &mut Notes) -> Field<Budget> {
    let funds = std::mem::take(&mut form.funds);
    let names = [say::IMPORT_TOTAL, say::IMPORT_FISCAL, say::IMPORT_OTHER];
    let amounts = funds.into_iter().zip(names).map(|(fund, name)| {
        let (cell, own) = fund?;
        let Some(sum) = read(&cell.text) else {
            notes.doubt(Doubt::NotANumber(name), Some(cell.line), &cell.text);
            return Some(Amount::new(cell.text));
        };
        if sum.separated {
            notes.repair(Repair::Separators, cell.line, "");
        }
        if narrow_number(&cell.text) != cell.text {
            notes.repair(Repair::FullWidth, cell.line, "");
        }
        // in another unit it is computed, and told as that
        if sum.unit.is_some() && (sum.unit == unit || unit.is_none()) {
            notes.repair(Repair::Unit, cell.line, "");
        }
        let said = sum.unit.map(str::to_string).or(own).or_else(|| form.funds_unit.clone());
        let (Some(from), Some(to)) = (said.as_deref(), unit) else { return Some(Amount::new(sum.digits)) };
        if from == to {
            return Some(Amount::new(sum.digits));
        }
        Some(match convert(&sum.digits, from, to) {
            Some(digits) => {
                let because = say::import::converted(&cell.text, from);
                notes.inferred(("/budget", name), &digits, because);
                Amount::new(digits)
            }
            None => {
                notes.doubt(Doubt::NotANumber(name), Some(cell.line), &cell.text);
                Amount::new(cell.text)
            }
        })
    });
    let mut amounts = amounts.map(|amount| amount.map_or(Field::Absent, Field::Value));
    let mut next = || amounts.next().unwrap_or_default();
    let budget = Budget { total: next(), fiscal: next(), other: next(), ..Budget::default() };
    if budget == Budget::default() { Field::Absent } else { Field::Value(budget) }
}

/// The same project in the unit of the document.
pub fn in_unit(project: &mut Project, from: &str, to: &str, notes: &mut Notes) {
    let Field::Value(budget) = &mut project.budget else { return };
    for (field, name) in [
        (&mut budget.total, say::IMPORT_TOTAL),
        (&mut budget.fiscal, say::IMPORT_FISCAL),
        (&mut budget.other, say::IMPORT_OTHER),
    ] {
        let Field::Value(amount) = field else { continue };
        match convert(amount.text(), from, to) {
            Some(digits) => {
                notes.inferred(("/budget", name), &digits, say::import::converted(amount.text(), from));
                *amount = Amount::new(digits);
            }
            None => notes.doubt(Doubt::NotANumber(name), None, amount.text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_say_its_unit_and_separate_thousands() {
        let sum = |text| read(text).map(|sum| (sum.digits, sum.unit, sum.separated));
        assert_eq!(sum("１１９．５０"), Some(("119.50".into(), None, false)));
        assert_eq!(sum("1,195,000.00元"), Some(("1195000.00".into(), Some("元"), true)));
        assert_eq!(sum("￥ 119.5 万元"), Some(("119.5".into(), Some("万元"), false)));
        assert_eq!(sum("11,95"), None);
        assert_eq!(sum("若干"), None);
    }

    #[test]
    fn another_unit_is_exact_or_nothing() {
        let of = |digits, from, to| convert(digits, from, to);
        assert_eq!(of("1195000.00", "元", "万元").as_deref(), Some("119.50"));
        assert_eq!(of("1234567.89", "元", "万元").as_deref(), Some("123.456789"));
        assert_eq!(of("119.5", "万元", "元").as_deref(), Some("1195000.00"));
        assert_eq!(of("1", "亿元", "万元").as_deref(), Some("10000.00"));
        assert_eq!(of("0.00", "元", "万元").as_deref(), Some("0"));
        assert_eq!(of("1", "美元", "元"), None);
        assert_eq!(of("79228162514264337593543950335", "万元", "元"), None, "too long to be exact");
    }
}
