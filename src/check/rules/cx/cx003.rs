//! CX003: an indicator speaks of something the project has nothing to do with.

use super::prelude::*;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

pub static RULE: Rule = Rule {
    code: "CX003",
    name: "指标说的是别处的事",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::RowIn { may, check: row }],
    message: |_, finding| {
        format!("{}提到“{}”，本项目的名称、用途和目标里都没有", quoted(finding, 0), argument(finding, 1))
    },
    advice: |_, _| "确属本项目的，在用途或目标里写明；从别处抄来的，换成本项目自己的指标。".to_string(),
    propose: None,
    page: Page {
        what: "指标的名称或描述提到一件专门的事物（实验室、研究任务、网络数据平台等，见词表），而部门名称、项目名称、资金用途和绩效目标里既没有它，也没有与它相关的词（学生与学校、教育）。",
        why: "这样的指标多半是从别的部门或别的项目抄来的，衡量不了本项目。",
        bad: Sample::Project(
            r#""name":"政务大厅疫情防控经费","purpose":"购置防疫物资","goals":["全年无疫情"],"indicators":[{"name":"实验室突发新发疫情鉴别准确率"}]"#,
        ),
        good: Sample::Project(
            r#""name":"政务大厅疫情防控经费","purpose":"购置防疫物资","goals":["全年无疫情"],"indicators":[{"name":"疫情防控物资到位率"}]"#,
        ),
        doubt: "按词表判断；用途和目标写得太简，或者用了另一个说法的。",
        safety: "指标要由人来写。",
    },
};

fn may(row: &Row<'_>) -> bool {
    subjects(row.name()).next().is_some() || subjects(row.row.description.text()).next().is_some()
}

/// The lines of the list whose first word, the subject, occurs in `text`.
fn subjects(text: &str) -> impl Iterator<Item = &'static &'static str> {
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let firsts = words::SUBJECTS.all().iter().map(|line| line.split_whitespace().next());
        AhoCorasick::new(firsts.map(Option::unwrap_or_default)).ok()
    });
    let all = words::SUBJECTS.all();
    let mut found: Vec<usize> = SEARCH.as_ref().map_or_else(
        || (0..all.len()).collect(),
        |search| search.find_overlapping_iter(text).map(|found| found.pattern().as_usize()).collect(),
    );
    found.sort_unstable();
    found.into_iter().filter_map(|at| all.get(at))
}

fn row(table: &Table<'_>, row: &Row<'_>, out: &mut Out<'_>) {
    let project = table.project;
    let is_told = |word: &str| {
        table.frame.department.contains(word)
            || project.name.text().contains(word)
            || project.purpose.text().contains(word)
            || project.goals.values().any(|goal| goal.contains(word))
    };
    // nothing is told at all: ST003 speaks
    if is_empty(&project.purpose) && project.goals.all().is_empty() {
        return;
    }
    // the first word of a line is the subject, the others are where it is at home
    let is_foreign = |line: &&&str, text: &str| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(|subject| text.contains(subject) && !is_told(subject)) && !words.any(is_told)
    };
    for (text, field) in [(row.name(), "name"), (trimmed(&row.row.description), "description")] {
        if let Some(line) = subjects(text).find(|line| is_foreign(line, text)) {
            let subject = line.split_whitespace().next().unwrap_or_default();
            return out.found(row.spot.field(field), &[text, subject]);
        }
    }
}
