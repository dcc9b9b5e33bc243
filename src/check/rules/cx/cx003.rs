//! CX003: an indicator speaks of something the project has nothing to do with.

use super::prelude::*;
use crate::check::subject::subjects;

pub static RULE: Rule = Rule {
    code: "CX003",
    name: "指标说的是别处的事",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::RowIn { keep, check: row }],
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

fn keep(row: &Row<'_>) -> Option<Kept> {
    let lines = |said: &Said<'_>| match said.has(&words::SUBJECTS) {
        true => subjects(said.text),
        false => Vec::new(),
    };
    let kept = Kept { of_name: lines(&row.name), of_description: lines(&row.description) };
    (!kept.of_name.is_empty() || !kept.of_description.is_empty()).then_some(kept)
}

fn row(table: &Table<'_>, row: &TableRow<'_>, kept: &Kept, out: &mut Out<'_>) {
    let project = table.project;
    // nothing is told at all: ST003 speaks
    if is_empty(&project.purpose) && project.goals.all().is_empty() {
        return;
    }
    let told = table.told();
    let is_foreign = |line: &&&str| !told.contains(line);
    let name = (&kept.of_name, &*row.gist.name, "name");
    let description = (&kept.of_description, trimmed(&row.row.description), "description");
    for (lines, text, field) in [name, description] {
        if let Some(line) = lines.iter().find(is_foreign) {
            let subject = line.split_whitespace().next().unwrap_or_default();
            return table.at_row(row.at, |spot| out.found(spot.field(field), &[text, subject]));
        }
    }
}
