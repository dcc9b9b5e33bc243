//! ST002: without a year and a department nothing can be judged; codes of another year are told.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST002",
    name: "缺少年度或部门",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head), Check::Table(table)],
    message: |_, finding| match (argument(finding, 0), argument(finding, 1)) {
        ("year", _) => "没有写预算年度".to_string(),
        ("odd", year) => format!("预算年度 {year} 不像是年份"),
        ("department", _) => "没有写部门名称".to_string(),
        (code, year) if finding.severity == Severity::Warning => {
            format!("项目编码{}的年份是 {year}，晚于预算年度 {}", quote(code), argument(finding, 2))
        }
        (code, year) => {
            format!("项目编码{}的年份是 {year}，早于预算年度 {}", quote(code), argument(finding, 2))
        }
    },
    advice: |_, finding| {
        let advice = match argument(finding, 0) {
            "year" | "odd" => "填写四位年份，如 2021。年度决定按哪个版本的指标框架检查。",
            "department" => "填写部门的规范全称。",
            _ if finding.severity == Severity::Warning => "核对预算年度与项目编码，改正写错的一个。",
            _ => "以前年度立项、延续到今年的项目不用改；不是延续项目的，请核对编码。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "文档没有预算年度（或写的不像年份）或部门名称；项目编码里的年份与预算年度不一致（晚于为警告，早于为提示）。",
        why: "年度和部门说明目标是谁的、哪一年的，也决定采用哪个版本的指标框架。编码年份晚于预算年度，多半是年度或编码写错了。",
        bad: Sample::Head(r#""department":{"name":""},"projects":[]"#),
        good: Sample::Head(r#""year":2021,"department":{"name":"甲区行政审批局"},"projects":[]"#),
        doubt: "延续项目沿用立项当年的编码，年份早于预算年度是正常的，所以只作提示。",
        safety: "年度和部门只有编制人知道。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    let document = head.document;
    match document.year.get() {
        Some(year) if !is_likely(year.0) => {
            out.found(Spot::ROOT.field("year"), &["odd", &year.0.to_string()]);
        }
        None if document.year.is_absent() => out.found(Spot::ROOT.field("year"), &["year"]),
        _ => {}
    }
    let nameless = match &document.department {
        Field::Absent => true,
        Field::Value(department) => is_empty(&department.name),
        Field::Raw(_) => false,
    };
    if nameless {
        out.found(Spot::ROOT.field("department").field("name"), &["department"]);
    }
}

/// Whether somebody may have made a budget for that year by this form.
fn is_likely(year: u16) -> bool {
    (1990..2200).contains(&year)
}

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let code = trimmed(&table.project.code);
    let form = table.frame.edition().code_form(&table.frame.division);
    let of_code = form.and_then(|form| form.read(code)?.year);
    let year = table.frame.year.filter(|year| is_likely(*year));
    let (Some(year), Some(of_code)) = (year, of_code) else { return };
    let severity = match of_code.cmp(&year) {
        std::cmp::Ordering::Greater => Severity::Warning,
        std::cmp::Ordering::Less => Severity::Info,
        std::cmp::Ordering::Equal => return,
    };
    let arguments = [code, &of_code.to_string(), &year.to_string()];
    out.judged(severity, table.field("code"), &arguments);
}
