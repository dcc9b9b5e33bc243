//! IV017: a date lies in the budget year.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV017",
    name: "期限不在预算年度内",
    severity: Severity::Warning,
    dimension: Dimension::Feasible,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        let (year, budget) = (argument(finding, 1), argument(finding, 2));
        let side = if finding.severity == Severity::Info { "晚于" } else { "早于" };
        format!("期限{}在 {year} 年，{side}预算年度 {budget}", quoted(finding, 0))
    },
    advice: |_, finding| {
        let advice = match finding.severity {
            Severity::Info => "跨年度项目的最终期限不用改；当年的目标应写当年的期限。",
            _ => "多半是照抄上年的指标，改为今年的期限。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "日期形式的指标值写明的年份早于预算年度（警告）或晚于预算年度（提示）。",
        why: "绩效目标管的是当年的钱；上年的期限是照抄留下的，今年无从完成。",
        bad: Sample::Rows(r#"{"name":"上线时间","target":{"operator":"≤","date":"2020年10月底"}}"#),
        good: Sample::Rows(r#"{"name":"上线时间","target":{"operator":"≤","date":"2021年10月底"}}"#),
        doubt: "跨年度项目的最终期限晚于本年是正常的，所以只作提示；没有写年份的日期不判断。",
        safety: "期限只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    let Form::Date { operator, date } = aim.form else { return };
    // from a day on: that may have been long ago
    if matches!(operator, "≥" | ">") {
        return;
    }
    let digits: String = date.chars().take_while(char::is_ascii_digit).collect();
    let (Ok(year), Some(budget), 4) = (digits.parse::<u16>(), row.frame.year, digits.len()) else {
        return;
    };
    let severity = match year.cmp(&budget) {
        std::cmp::Ordering::Less => Severity::Warning,
        std::cmp::Ordering::Greater => Severity::Info,
        std::cmp::Ordering::Equal => return,
    };
    out.judged(severity, row.field("target"), &[&aim.printed, &digits, &budget.to_string()]);
}
