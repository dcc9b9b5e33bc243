//! IV014: a table in which every value is the same was filled in one go.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV014",
    name: "指标值全部相同",
    severity: Severity::Warning,
    dimension: Dimension::Feasible,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("本表 {} 条指标的指标值都是{}", argument(finding, 1), quoted(finding, 0)),
    advice: |_, _| "逐条按实际情况填写指标值，并写明依据。".to_string(),
    propose: None,
    page: Page {
        what: "一张表里所有指标（三条以上）的指标值完全相同。",
        why: "数量、时限、成本和满意度不可能是同一个数，多半是照抄，没有压力也没有意义。",
        bad: Sample::Rows(
            r#"{"name":"甲","target":{"text":"≥95%"}},{"name":"乙","target":{"text":"≥95%"}},{"name":"丙","target":{"text":"≥95%"}}"#,
        ),
        good: Sample::Rows(
            r#"{"name":"甲","target":{"text":"≥95%"}},{"name":"乙","target":{"text":"≥95%"}},{"name":"丙","target":{"text":"30人"}}"#,
        ),
        doubt: "全部是比率的小表恰好同值。",
        safety: "实际的值只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let values = table.rows.iter().filter_map(|row| row.gist.target.as_deref());
    let mut values = values.filter(|value| !value.is_empty());
    let Some(first) = values.next() else { return };
    let count = values.try_fold(1, |count, value| (value == first).then_some(count + 1));
    if let Some(count) = count.filter(|count| *count > 2) {
        out.found(table.field("indicators"), &[first, &count.to_string()]);
    }
}
