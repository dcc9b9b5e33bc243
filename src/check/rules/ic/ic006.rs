//! IC006: a name stands once in a table.

use super::prelude::*;
use crate::check::rules::iv::iv013;

pub static RULE: Rule = Rule {
    code: "IC006",
    name: "三级指标重复",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("{}在本表出现 {} 次", quoted(finding, 0), argument(finding, 1)),
    advice: |_, _| "只保留最合适的一处；其余各行写出该级别自己的指标，不适用的删去。".to_string(),
    propose: None,
    page: Page {
        what: "一张表里几条指标的三级指标名称相同（从第二处起报出）。效益指标与产出指标同名由 IV013 报出，这里不重复。",
        why: "同一个名称填在质量、成本等多处，多半是凑数，自评时同一件事会重复得分。",
        bad: Sample::Rows(
            r#"{"level1":"产出指标","level2":"质量指标","name":"发放标准"},{"level1":"产出指标","level2":"成本指标","name":"发放标准"}"#,
        ),
        good: Sample::Rows(
            r#"{"level1":"产出指标","level2":"质量指标","name":"发放标准执行率"},{"level1":"产出指标","level2":"成本指标","name":"人均发放标准"}"#,
        ),
        doubt: "名称相同而对象不同的指标（应在名称里写明对象）。占位的行不算。",
        safety: "保留哪一处要由人判断。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let named = || table.real_rows().filter(|row| !row.gist.name.is_empty());
    let mark = |row: &TableRow<'_>| row.gist.name_mark;
    let mut marks: Vec<u64> = Vec::with_capacity(table.rows.len());
    marks.extend(named().map(mark));
    marks.sort_unstable();
    if marks.is_sorted_by(|one, next| one < next) {
        return;
    }
    let outputs = iv013::outputs(table);
    let mut met = vec![false; marks.len()];
    for row in named() {
        let gist = row.gist;
        let is_output = || outputs.binary_search(&gist.name_mark).is_ok();
        let from = marks.partition_point(|mark| *mark < gist.name_mark);
        let is_first = !std::mem::replace(&mut met[from], true);
        // the first one may stand; a benefit that has the name of an output is told by IV013
        if is_first || (gist.stands.is_benefit && is_output()) {
            continue;
        }
        let to = marks.partition_point(|mark| *mark <= gist.name_mark);
        let count = (to - from).to_string();
        table.at_row(row.at, |spot| out.found(spot.field("name"), &[&gist.name, &count]));
    }
}
