//! IV002: a unit is a unit of measurement, not a clause that the form left no other place for.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV002",
    name: "单位不是计量单位",
    severity: Severity::Error,
    dimension: Dimension::Appropriate,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| match finding.severity {
        Severity::Info => format!("不认识单位{}", quoted(finding, 0)),
        _ => format!("{}不是计量单位", quoted(finding, 0)),
    },
    advice: |document, finding| match finding.severity {
        Severity::Info => "核对是否写错；确是计量单位的不用改。".to_string(),
        _ => format!(
            "写出能数的单位（人、次、%、个工作日）；有期限要求的写成日期，如“{}”；规定和要求写进指标描述。",
            date_of(document)
        ),
    },
    propose: Some(propose),
    page: Page {
        what: "指标值的单位是一句话（按规定执行、按规定时间发放……）而不是计量单位。不认识的短单位只作提示。",
        why: "“≥100按规定时间发放”里的 100 没有含义，年底无法判断完成没有。",
        bad: Sample::Rows(
            r#"{"name":"工资发放及时性","target":{"operator":"≥","value":"100","unit":"按规定时间发放"}}"#,
        ),
        good: Sample::Rows(
            r#"{"name":"工资发放时间","target":{"operator":"≤","value":"5","unit":"个工作日"}}"#,
        ),
        doubt: "少见的专业单位如果较长，可能被当作一句话；可把它加进单位词表。",
        safety: "单位里已写明百分比等含义时建议重新拆分，不补写别的内容。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = row.aim.as_ref().filter(|aim| aim.is_number()) else { return };
    let unit = aim.unit;
    if unit.is_empty() || aim.is_unit {
        return;
    }
    let spot = row.field("target");
    // of 吨/万元 and the like each part is one
    let is_clause = |part: &str| {
        let length = part.chars().count();
        (part == unit || !is_unit(part))
            && (length > 6 || (length > 3 && words::CLAUSES.within(part).is_some()))
    };
    if unit.split(['/', '／']).any(is_clause) {
        out.found(spot, &[unit]);
    } else {
        out.judged(Severity::Info, spot, &[unit]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let target = document.indicator(&finding.place)?.target.get()?;
    let again = Target::parse(&target.print());
    let unit = again.unit.text().to_string();
    (again != *target && is_unit(&unit)).then_some(())?;
    Proposal::target(document, &finding.place, &again, false)
}
