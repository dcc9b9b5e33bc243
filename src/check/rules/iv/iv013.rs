//! IV013: a benefit is what comes of an output, not the output again.

use std::collections::HashSet;

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV013",
    name: "效益指标重复了产出",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| match argument(finding, 1) {
        "" => format!("效益指标{}与本表的产出指标同名", quoted(finding, 0)),
        word => format!("效益指标{}说的是“{word}”，像是产出", quoted(finding, 0)),
    },
    advice: |_, _| {
        "写明办成之后带来的变化：少跑几次、少花多少、谁因此受益；没有该类效益的不必凑。".to_string()
    },
    propose: None,
    page: Page {
        what: "效益指标与产出指标同名，或者名称说的是发放、缴纳、完成率等产出。",
        why: "产出与效益混用，就说不清花钱带来了什么改变。",
        bad: Sample::Rows(r#"{"level1":"效益指标","level2":"社会效益指标","name":"工资发放标准"}"#),
        good: Sample::Rows(r#"{"level1":"效益指标","level2":"社会效益指标","name":"窗口人员流失率"}"#),
        doubt: "按词表判断；名称里有“发放”但说的确是效益的指标。",
        safety: "效益要由人来写。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let edition = table.frame.edition();
    let outputs = outputs(table);
    for (at, row) in table.rows().filter(|(_, row)| trimmed(&row.level1) == edition.benefit) {
        let name = trimmed(&row.name);
        if name.is_empty() || is_placeholder(name) {
            continue;
        }
        let word = words::OUTPUTS.within(name);
        if outputs.contains(name) {
            table.at_row(at, |spot| out.found(spot.field("name"), &[name, ""]));
        } else if let Some(word) = word {
            table.at_row(at, |spot| out.found(spot.field("name"), &[name, word]));
        }
    }
}

/// The names of what is neither benefit nor satisfaction.
pub fn outputs<'a>(table: &Table<'a>) -> HashSet<&'a str, Quick> {
    let edition = table.frame.edition();
    let others = [edition.benefit.as_str(), edition.satisfaction.as_str()];
    let rows = table.rows().filter(|(_, row)| !others.contains(&trimmed(&row.level1)));
    rows.map(|(_, row)| trimmed(&row.name)).collect()
}
