//! IC006: a name stands once in a table.

use super::prelude::*;
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
        what: "一张表里几条指标的三级指标名称相同（从第二处起报出）。",
        why: "同一个名称填在成本、效益等多处，多半是凑数，自评时同一件事会重复得分。",
        bad: Sample::Rows(
            r#"{"level2":"成本指标","name":"发放标准"},{"level2":"经济效益指标","name":"发放标准"}"#,
        ),
        good: Sample::Rows(
            r#"{"level2":"成本指标","name":"人均发放标准"},{"level2":"经济效益指标","name":"节约代发手续费"}"#,
        ),
        doubt: "名称相同而对象不同的指标（应在名称里写明对象）。占位的行不算。",
        safety: "保留哪一处要由人判断。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let mut seen: HashMap<&str, Vec<usize>, Quick> = HashMap::default();
    for (at, row) in table.rows() {
        let name = trimmed(&row.name);
        if !name.is_empty() && !is_placeholder(name) {
            match seen.entry(name) {
                Entry::Vacant(first) => drop(first.insert(Vec::new())),
                Entry::Occupied(again) => again.into_mut().push(at),
            }
        }
    }
    for (name, again) in seen.iter().filter(|(_, again)| !again.is_empty()) {
        let count = (again.len() + 1).to_string();
        for at in again {
            table.at_row(*at, |spot| out.found(spot.field("name"), &[name, &count]));
        }
    }
}
