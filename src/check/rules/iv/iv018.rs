//! IV018: a number is one that what is counted can have.

use super::prelude::*;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "IV018",
    name: "数量不成立",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        let value = quoted(finding, 0);
        match argument(finding, 1) {
            "negative" => format!("指标值{value}小于零，数不出来"),
            "zero" => format!("指标值{value}怎样都能达到"),
            _ => format!("指标值{value}不是整数，“{}”只能整个数", argument(finding, 2)),
        }
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "negative" => "填写要完成的数；说的是减少多少的，在名称里写明。",
            "zero" => "写出至少要做到多少；不允许发生的写 =0。",
            _ => "填写整数；说的是平均数的，在名称里写明“人均”“月均”等。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "人、次、台等只能整个数的，指标值是小数；数出来的东西指标值小于零（错误）；或者写成 ≥0，怎样都能达到。",
        why: "这样的数年底无法填报实际完成值，≥0 则等于没有目标。",
        bad: Sample::Rows(r#"{"name":"培训人数","target":{"operator":"≥","value":"2.5","unit":"人"}}"#),
        good: Sample::Rows(r#"{"name":"培训人数","target":{"operator":"≥","value":"2.5","unit":"万人"}}"#),
        doubt: "平均数、比值和增减变化按名称排除（均、每、比、率、增、减等），可能还有没列到的。越少越好的写成 ≥0 由 IV010 报出。",
        safety: "真正的数只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = row.aim.as_ref().filter(|aim| aim.is_number() && aim.is_unit && !aim.is_percent) else {
        return;
    };
    let is_whole = words::WHOLE_UNITS.has(aim.unit);
    let (low, high, operator) = match aim.form {
        Form::Compare { operator, value, .. } => (figure(value), None, operator.trim()),
        Form::Range { low, high, .. } => (figure(low), figure(high), ""),
        _ => return,
    };
    let Some(low) = low else { return };
    let is_fraction = |value: Decimal| is_whole && !value.fract().is_zero();
    let (severity, case) = if low < Decimal::ZERO && (is_whole || words::EXTENTS.has(aim.unit)) {
        (Severity::Error, "negative")
    } else if is_fraction(low) || high.is_some_and(is_fraction) {
        (Severity::Warning, "fraction")
    } else if low.is_zero() && operator == "≥" && !row.is_less() {
        (Severity::Warning, "zero")
    } else {
        return;
    };
    if !row.name.has(&words::BALANCES) {
        out.judged(severity, row.field("target"), &[&aim.printed, case, aim.unit]);
    }
}
