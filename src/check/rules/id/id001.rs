//! ID001: a project code has the form of its region and names the department's division.

use super::prelude::*;
use crate::model::code::{is_six_digits, is_upper_division};

pub static RULE: Rule = Rule {
    code: "ID001",
    name: "项目编码不规范",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| match argument(finding, 1) {
        "empty" => "没有填写项目编码".to_string(),
        "form" => format!(
            "项目编码{}（{} 位）不是“{}”的形式",
            quoted(finding, 0),
            argument(finding, 0).chars().count(),
            argument(finding, 2)
        ),
        "upper" => format!("项目编码{}是上级（{}）的编码", quoted(finding, 0), argument(finding, 2)),
        _ => format!(
            "项目编码{}的区划 {} 不是本部门的 {}",
            quoted(finding, 0),
            argument(finding, 2),
            argument(finding, 3)
        ),
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "empty" | "form" => "从预算管理系统复制完整的项目编码，不要手工改写。",
            "upper" => "上级转移支付项目沿用上级编码，不用改；不是转移支付的，请核对。",
            _ => "核对项目编码与部门的行政区划代码；转移支付项目沿用上级编码，可以保留。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "项目编码为空，不符合本地区的编码形式（由指标版本给出；没有给出本地区形式的，按通行形式，作警告），或者其中的区划不是本部门的（警告；上级区划为提示）。",
        why: "编码是项目在预算系统里的唯一依据，错一位就对不上预算和支付。",
        bad: Sample::Project(r#""code":"13030421516VGXXZYNQI","name":"甲""#),
        good: Sample::Project(r#""code":"13030421516VGXXZYNQI3","name":"甲""#),
        doubt: "上级转移支付项目保留上级的编码，区划与部门不同是正常的，所以不作错误。",
        safety: "编码由预算系统给出，不作自动修改。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    if !is_known(&table.project.code) {
        return;
    }
    let code = trimmed(&table.project.code);
    let spot = table.field("code");
    if code.is_empty() {
        out.found(spot, &["", "empty"]);
        return;
    }
    let division = table.frame.division.as_str();
    let Some(form) = table.frame.edition().code_form(division) else { return };
    let Some(read) = form.read(code) else {
        // a form that is said of no region is only what is usual
        let is_certain = !form.division.is_empty();
        let severity = if is_certain { Severity::Error } else { Severity::Warning };
        return out.judged(severity, spot, &[code, "form", &form.about]);
    };
    match read.division {
        Some(own) if own != division && is_six_digits(division) => {
            if is_upper_division(own, division) {
                out.judged(Severity::Info, spot, &[code, "upper", own]);
            } else {
                out.judged(Severity::Warning, spot, &[code, "division", own, division]);
            }
        }
        _ => {}
    }
}
