//! AL001: the indicators speak of what the project is for.

use super::prelude::*;
use crate::check::subject::{has_pair, is_shared, subject};

pub static RULE: Rule = Rule {
    code: "AL001",
    name: "指标没提项目的事",
    severity: Severity::Info,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("没有一条指标提到“{}”", argument(finding, 0)),
    advice: |_, _| "写出本项目自己的数量和质量，如“刻制公章套数”；从别处抄来的指标换掉。".to_string(),
    propose: None,
    page: Page {
        what: "项目名称去掉“经费”“专项”等结尾之后是项目的事（刻章费的“刻章”），它的相邻两字在各指标的名称和描述里出现得不到三分之一，也不到两处。",
        why: "指标里没有项目的事，多半是套用或照抄的，衡量不了这笔钱。",
        bad: Sample::Project(
            r#""name":"刻章费","indicators":[{"name":"综合事务保障率"},{"name":"群众满意率"}]"#,
        ),
        good: Sample::Project(
            r#""name":"刻章费","indicators":[{"name":"免费刻章套数"},{"name":"群众满意率"}]"#,
        ),
        doubt: "指标用另一个说法说同一件事（印章、刻章），所以只作提示。",
        safety: "指标要由人来写。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    if !table.rows_are_known() || table.rows.is_empty() {
        return;
    }
    let subject = subject(trimmed(&table.project.name));
    let has = |row: &TableRow<'_>, pair| {
        let texts = [&row.row.name, &row.row.description];
        row.gist.sketch.may_have(pair) && texts.iter().any(|text| has_pair(text.text(), pair))
    };
    if !is_shared(&subject, |pair| table.rows.iter().any(|row| has(row, pair))) {
        out.found(table.field("indicators"), &[&subject]);
    }
}
