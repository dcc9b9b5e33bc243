//! IC006: a name stands once in a table.

use super::prelude::*;
use crate::check::rules::iv::iv013;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

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
    // where each name stands again, and under which first level
    let mut seen: HashMap<&str, Vec<(usize, &str)>, Quick> = HashMap::default();
    for (at, row) in table.rows() {
        let name = trimmed(&row.name);
        if !name.is_empty() && !is_placeholder(name) {
            match seen.entry(name) {
                Entry::Vacant(first) => drop(first.insert(Vec::new())),
                Entry::Occupied(again) => again.into_mut().push((at, trimmed(&row.level1))),
            }
        }
    }
    seen.retain(|_, again| !again.is_empty());
    if seen.is_empty() {
        return;
    }
    // a benefit that has the name of an output is told by IV013
    let outputs = iv013::outputs(table);
    let benefit = table.frame.edition().benefit.as_str();
    for (name, again) in seen {
        let count = (again.len() + 1).to_string();
        let told = outputs.contains(name);
        for (at, _) in again.into_iter().filter(|(_, level1)| !told || *level1 != benefit) {
            table.at_row(at, |spot| out.found(spot.field("name"), &[name, &count]));
        }
    }
}
