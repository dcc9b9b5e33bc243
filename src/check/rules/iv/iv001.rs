//! IV001: a target is an operator, a number and a unit, or a range, a date, or a graded quality.

use super::prelude::*;
use crate::model::target::OPERATORS;
use crate::text::narrow;

pub static RULE: Rule = Rule {
    code: "IV001",
    name: "指标值不完整",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        let value = quoted(finding, 0);
        match argument(finding, 1) {
            "empty" => "没有填写指标值".to_string(),
            "operator" => format!("指标值{value}没有写符号，读作 {}", argument(finding, 2)),
            "unit" => format!("指标值{value}没有写单位，读作 {}", argument(finding, 2)),
            "both" => format!("指标值{value}没有写符号和单位，读作 {}", argument(finding, 2)),
            "sign" => format!("指标值{value}的符号{}不是 ≥ > = < ≤ 之一", quoted(finding, 2)),
            "number" => format!("指标值{value}里的{}不是数字", quoted(finding, 2)),
            "date" => format!("指标值{value}读不出是哪一天"),
            "order" => format!("指标值{value}的下限大于上限"),
            "reading" => format!("指标值{value}没有拆成符号、数和单位，读作 {}", argument(finding, 2)),
            _ => format!("指标值{value}不是“符号+数+单位”，也不是范围、日期或分档的定性描述"),
        }
    },
    advice: |document, finding| match argument(finding, 1) {
        "empty" => format!("填写指标值，如 ≥95%、=30人、{}。", date_of(document)),
        "operator" | "both" | "unit" => "补上缺少的部分，如 ≥95%、=30人。".to_string(),
        "date" => format!("写成日期，如 {}；还没有定的，定下来再填。", date_of(document)),
        "reading" | "sign" => "确认读法无误后采纳；不对的请改写。".to_string(),
        _ => "写成符号、数、单位，如 ≥95%；写不成数的，分档说明什么算优、良、中、差。".to_string(),
    },
    propose: Some(propose),
    page: Page {
        what: "指标值不是“符号+数+单位”，也不是范围、日期或分档的定性描述。只缺符号或单位的是警告，并给出读法；没有数字的可能是词表里没有的定性说法，也只是警告。周期性的期限（每月15日前）和起止时间不报。",
        why: "读不出数的指标值无法考核：年底说不清完成没有，自评也没法打分。",
        bad: Sample::Rows(r#"{"name":"保障人数","target":{"text":"约30人左右"}}"#),
        good: Sample::Rows(r#"{"name":"保障人数","target":{"operator":"=","value":"30","unit":"人"}}"#),
        doubt: "定性描述没有分档由 IV015 另报，这里不重复。名称以系数、指数、得分等结尾的没有单位，不报；词表里没有的纯数会报为警告。",
        safety: "只在文字本身写明时才给建议，不补写符号、数或单位。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let spot = row.field("target");
    if row.is_placeholder || is_empty(&row.row.name) {
        return;
    }
    let Some(aim) = &row.aim else {
        if row.row.target.is_absent() {
            out.found(spot, &["", "empty"]);
        }
        return;
    };
    let target = aim.target;
    let known = is_known(&target.operator)
        && is_known(&target.value)
        && is_known(&target.low)
        && is_known(&target.high)
        && is_known(&target.unit)
        && is_known(&target.date)
        && is_known(&target.text);
    if !known {
        return;
    }
    let (printed, read) = (aim.printed.as_str(), || target.read_as());
    match aim.form {
        Form::Empty => out.found(spot, &["", "empty"]),
        Form::Compare { operator, value, unit }
            if [operator, value.text(), unit].iter().all(|part| part.trim().is_empty()) =>
        {
            out.found(spot, &["", "empty"]);
        }
        Form::Compare { value, .. } if figure(value).is_none() => match reading(target) {
            // 95% as the number of ≥95%: all is said, in the wrong place
            Some(reading) if reading.value.get().is_some_and(|value| figure(value).is_some()) => {
                out.judged(Severity::Warning, spot, &[printed, "reading", &reading.read_as()]);
            }
            _ => out.found(spot, &[printed, "number", value.text()]),
        },
        Form::Compare { operator, unit, .. } => {
            let case = match (operator.trim(), unit.trim()) {
                ("", "") => "both",
                ("", _) => "operator",
                (sign, _) if !OPERATORS.contains(&sign) => {
                    return out.found(spot, &[printed, "sign", sign]);
                }
                (_, "") if row.name.ends(&words::UNITLESS) => return,
                (_, "") => "unit",
                _ => return,
            };
            out.judged(Severity::Warning, spot, &[printed, case, &read()]);
        }
        Form::Range { low, high, unit } => match (figure(low), figure(high)) {
            (None, _) => out.found(spot, &[printed, "number", low.text()]),
            (_, None) => out.found(spot, &[printed, "number", high.text()]),
            (Some(low), Some(high)) if low > high => out.found(spot, &[printed, "order"]),
            _ if unit.trim().is_empty() && !row.name.ends(&words::UNITLESS) => {
                out.judged(Severity::Warning, spot, &[printed, "unit", &read()]);
            }
            _ => {}
        },
        Form::Date { date, .. } if Target::is_date(date.trim()) || is_deadline(date) => {}
        // 待定 is no date; what has digits may be one in another form
        Form::Date { date, .. } => out.judged(doubted(date), spot, &[printed, "date"]),
        Form::Words(_) if target.grades.values().next().is_some() => {}
        Form::Words(text) => match reading(target) {
            Some(reading) => {
                out.judged(Severity::Warning, spot, &[printed, "reading", &reading.read_as()]);
            }
            None if is_quality(text) || is_deadline(text) || is_graded(text) => {}
            // a quality that the list does not know
            None => out.judged(severity(text), spot, &[printed, "words"]),
        },
    }
}

/// Whether it names grades: IV015 says what is missing.
fn is_graded(text: &str) -> bool {
    Target::is_scale(text) || Target::parse(text).grades.values().next().is_some()
}

/// Without a digit it may be a quality that no list knows.
fn severity(text: &str) -> Severity {
    if has_digit(text) { Severity::Error } else { Severity::Warning }
}

/// With a digit it may be a date that is not read.
fn doubted(date: &str) -> Severity {
    if has_digit(date) { Severity::Warning } else { Severity::Error }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|c| narrow::narrow_char(c).is_ascii_digit())
}

/// Whether it is a deadline that comes again (每月15日前), or a time from one date to another.
fn is_deadline(text: &str) -> bool {
    let text = narrow::trim(text);
    let is_span = |(from, to): (&str, &str)| Target::is_date(from.trim()) && Target::is_date(to.trim());
    let recurring = words::RECURRING.all().iter().find_map(|word| text.strip_prefix(word));
    recurring.is_some_and(is_end_of_time)
        || ["至", "到", "-", "—", "－", "~"].iter().any(|to| text.split_once(to).is_some_and(is_span))
}

/// What follows 每月 and the like in a deadline: 15日前, 度末, 5个工作日内; nothing else is counted in it.
fn is_end_of_time(text: &str) -> bool {
    let narrowed = narrow::narrow_number(text);
    let (digits, rest) = narrowed.split_at(narrowed.bytes().take_while(u8::is_ascii_digit).count());
    let is_day = digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    let rest = match is_day {
        true => {
            ["个工作日", "工作日", "日", "号", "天", "月"].iter().find_map(|unit| rest.strip_prefix(unit))
        }
        false => digits.is_empty().then(|| rest.strip_prefix("度").unwrap_or(rest)),
    };
    let ends = ["底", "末", "初", "上旬", "中旬", "下旬"];
    let rest = rest.map(|rest| ends.iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest));
    rest.is_some_and(|rest| {
        matches!(rest, "前" | "之前" | "以前" | "内" | "以内" | "之内")
            || (rest.is_empty() && !text.is_empty())
    })
}

/// What the text of the target says by itself, where that is more than words.
fn reading(target: &Target) -> Option<Target> {
    let mut printed = target.print();
    // the unit may stand behind the number, too
    let unit = target.unit.text().trim();
    if !unit.is_empty() && target.value.get().is_some_and(|value| value.text().trim().ends_with(unit)) {
        printed.truncate(printed.len() - target.unit.text().len());
    }
    let again = Target::parse(&printed);
    // of ≥30人且≤50人 only the half would be read, and 30人左右 is no number
    let is_whole = |unit: &str| {
        !unit.contains(['≥', '≤', '>', '<', '=', '且'])
            && !["左右", "上下"].iter().any(|word| unit.contains(word))
    };
    let is_read = match again.form() {
        Form::Words(_) | Form::Empty => false,
        Form::Compare { unit, .. } | Form::Range { unit, .. } => is_whole(unit),
        Form::Date { .. } => true,
    };
    is_read.then_some(again)
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    if !matches!(argument(finding, 1), "reading" | "sign") {
        return None;
    }
    let target = document.indicator(&finding.place)?.target.get()?;
    Proposal::target(document, &finding.place, &reading(target)?, false)
}
