//! ID006: the units of the document are those of its projects.

use super::prelude::*;
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    code: "ID006",
    name: "预算单位与项目对不上",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Whole(Whole {
        fields: &["units", "projects"],
        traces,
        row_traces: |_, _| {},
        sieve: Some(sieve),
        judge,
    })],
    message: |_, finding| match argument(finding, 1) {
        "unused" => format!("单位{}没有任何项目", quoted(finding, 0)),
        _ => format!("有项目的单位编码{}不在预算单位里", quoted(finding, 0)),
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "unused" => "补上它的项目；没有项目的单位从预算单位里删去。",
            _ => "在预算单位里补上这个单位的编码和名称，或者改正项目里写错的编码。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "项目的单位编码不在“预算单位”里；或者“预算单位”里有的单位没有项目（提示）。",
        why: "对不上的项目印不出单位名称，也汇总不到任何单位。",
        bad: Sample::Head(
            r#""units":[{"code":"630001","name":"本级"}],"projects":[{"unit_code":"630005","name":"甲"}]"#,
        ),
        good: Sample::Head(
            r#""units":[{"code":"630001","name":"本级"}],"projects":[{"unit_code":"630001","name":"甲"}]"#,
        ),
        doubt: "没有预算项目、只有基本支出的单位，列在预算单位里也可以，所以只作提示。",
        safety: "编码由预算系统给出，不作自动修改。",
    },
};

fn traces(table: &Table<'_>, trace: &mut Trace<'_>) {
    trace(trimmed(&table.project.unit_code), None);
}

/// The codes that are not among the units.
fn sieve(document: &Document) -> Sieve {
    let known: HashSet<String, Quick> =
        document.units.values().map(|unit| trimmed(&unit.code).to_string()).collect();
    Sieve::Any(Box::new(move |code| !code.is_empty() && !known.contains(code)))
}

fn judge(all: &All<'_>, out: &mut Out<'_>) {
    let document = all.document;
    if !is_known(&document.units) || !is_known(&document.projects) {
        return;
    }
    let list = Spot::ROOT.field("units");
    let missing: Vec<&str> = all.outstanding().map(|(code, _)| code).take(6).collect();
    if !missing.is_empty() {
        out.found(list, &[&missing.join("、"), "missing"]);
    }
    let mut told = HashSet::new();
    for (at, unit) in items(&document.units) {
        let Some(units) = document.units.get() else { break };
        let code = trimmed(&unit.code);
        let is_empty = document.projects.all().is_empty();
        if !is_empty && !code.is_empty() && !all.has(code) && told.insert(code) {
            out.judged(Severity::Info, list.item(units, at), &[code, "unused"]);
        }
    }
}
