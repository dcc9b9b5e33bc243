//! IV013: a benefit is what comes of an output, not the output again.

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
    let benefits = table.real_rows().filter(|row| row.gist.stands.is_benefit);
    let mut benefits = benefits.filter(|row| !row.gist.name.is_empty()).peekable();
    if benefits.peek().is_none() {
        return;
    }
    let outputs = outputs(table);
    for row in benefits {
        let gist = row.gist;
        let word = match outputs.binary_search(&gist.name_mark) {
            Ok(_) => "",
            Err(_) if gist.name_glance.has(&words::OUTPUTS) => {
                words::OUTPUTS.within(&gist.name).unwrap_or_default()
            }
            Err(_) => continue,
        };
        table.at_row(row.at, |spot| out.found(spot.field("name"), &[&gist.name, word]));
    }
}

/// The marks of the names of what is neither benefit nor satisfaction, in order.
pub fn outputs(table: &Table<'_>) -> Vec<u64> {
    let mut marks = Vec::with_capacity(table.rows.len());
    let outputs = table.rows.iter().map(|row| row.gist);
    let outputs = outputs.filter(|gist| !gist.stands.is_benefit && !gist.stands.is_satisfaction);
    marks.extend(outputs.map(|gist| gist.name_mark));
    marks.sort_unstable();
    marks
}
