//! ID004: a unit code has six digits and one name.

use super::prelude::*;
use crate::model::code::is_six_digits;
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    code: "ID004",
    name: "单位编码不规范",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head), Check::Table(table)],
    message: |_, finding| match (argument(finding, 0), argument(finding, 1)) {
        ("", "") => "没有填写单位编码".to_string(),
        (_, "") => format!("单位编码{}不是 6 位数字", quoted(finding, 0)),
        (code, _) => {
            format!("单位编码 {code} 有两个名称：{}和{}", quoted(finding, 1), quoted(finding, 2))
        }
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "" if finding.severity == Severity::Warning => {
                "从预算管理系统复制单位编码；所在地区的编码就是这样的，不用改。"
            }
            "" => "从预算管理系统复制 6 位单位编码。",
            _ => "一个编码是一个单位：统一名称，或者改正写错的编码。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "预算单位编码不是 6 位数字，或者一个编码有两个单位名称。3 位、9 位、12 位数字的是警告。",
        why: "项目按单位汇总，编码不对的项目会落到别的单位或无处可归。",
        bad: Sample::Head(r#""units":[{"code":"63001","name":"本级"}]"#),
        good: Sample::Head(r#""units":[{"code":"630001","name":"本级"}]"#),
        doubt: "有的地区单位编码是 3 位（只到部门）或 9 位、12 位（还有下级单位），所以只作警告。",
        safety: "编码由预算系统给出，不作自动修改。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    let list = Spot::ROOT.field("units");
    let mut names: HashMap<&str, &str> = HashMap::new();
    for (at, unit) in items(&head.document.units) {
        let Some(units) = head.document.units.get() else { break };
        let (code, name) = (trimmed(&unit.code), trimmed(&unit.name));
        let spot = list.item(units, at);
        if is_known(&unit.code) && !is_six_digits(code) {
            out.judged(severity(code), spot.field("code"), &[code]);
        }
        if code.is_empty() || name.is_empty() {
            continue;
        }
        let first = *names.entry(code).or_insert(name);
        if first != name {
            out.found(spot.field("name"), &[code, name, first]);
        }
    }
}

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let code = trimmed(&table.project.unit_code);
    if is_known(&table.project.unit_code) && !is_six_digits(code) {
        out.judged(severity(code), table.field("unit_code"), &[code]);
    }
}

/// Some regions number in other steps of three digits.
fn severity(code: &str) -> Severity {
    let is_other = matches!(code.len(), 3 | 9 | 12) && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_other { Severity::Warning } else { Severity::Error }
}
