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
    for row in benefits.filter(|row| !row.gist.name.is_empty()) {
        let name = &*row.gist.name;
        let word = match is_output(table, row) {
            true => "",
            false if row.gist.name_glance.has(&words::OUTPUTS) => {
                words::OUTPUTS.within(name).unwrap_or_default()
            }
            false => continue,
        };
        table.at_row(row.at, |spot| out.found(spot.field("name"), &[name, word]));
    }
}

/// Whether something that is neither benefit nor satisfaction has the name of this row.
pub fn is_output(table: &Table<'_>, row: &TableRow<'_>) -> bool {
    let mut same = table.rows.iter().filter(|other| other.gist.name_mark == row.gist.name_mark);
    same.any(|other| !other.gist.stands.is_benefit && !other.gist.stands.is_satisfaction)
}
