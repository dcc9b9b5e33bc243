//! ST006: the projects stand unit by unit, in the order of the units.

use super::prelude::*;
use std::collections::HashMap;

use crate::edit::Edit;
use crate::model::Step;
use crate::text::say;

pub static RULE: Rule = Rule {
    code: "ST006",
    name: "编号或次序不对",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Whole(Whole { fields: &["units"], traces, row_traces: |_, _| {}, sieve: None, judge })],
    message: |document, finding| {
        let at = argument(finding, 0).parse().unwrap_or(0_usize).saturating_sub(1);
        let project = document.projects.all().get(at).and_then(Field::get);
        let name = project.map_or("", |project| trimmed(&project.name));
        let unit = project.map_or("", |project| trimmed(&project.unit_code));
        let unit = quote(unit);
        let unit = unit.trim_start_matches('“').trim_end_matches('”');
        format!("第 {} 个项目{}属于单位 {unit}，却排在后面单位的项目之后", at + 1, quote(name))
    },
    advice: |_, _| "项目按预算单位的次序排列，同一单位的排在一起；或者调整预算单位的次序。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "项目没有按预算单位的次序排列，或者同一单位的项目没有排在一起。导入时还会报出标题编号不连续。",
        why: "绩效文本按单位汇编，次序乱了容易漏项，也对不上预算公开表。",
        bad: Sample::Head(
            r#""units":[{"code":"630001","name":"本级"},{"code":"630003","name":"中心"}],"projects":[{"unit_code":"630003","name":"甲"},{"unit_code":"630001","name":"乙"}]"#,
        ),
        good: Sample::Head(
            r#""units":[{"code":"630001","name":"本级"},{"code":"630003","name":"中心"}],"projects":[{"unit_code":"630001","name":"乙"},{"unit_code":"630003","name":"甲"}]"#,
        ),
        doubt: "本部门习惯按重要程度排列的。单位编码不在“预算单位”里的项目不判断。",
        safety: "建议按单位的次序重排，同一单位内的先后不变；次序是编制人的选择，所以须确认。",
    },
};

fn traces(table: &Table<'_>, trace: &mut Trace<'_>) {
    trace(trimmed(&table.project.unit_code), None);
}

/// Where the unit of each project stands among the units; `None` where it is not there.
fn ranks(document: &Document) -> impl Iterator<Item = Option<usize>> {
    let mut units: HashMap<&str, usize, Quick> = HashMap::default();
    for (at, unit) in document.units.values().enumerate() {
        units.entry(trimmed(&unit.code)).or_insert(at);
    }
    // nearly always the unit is that of the project before
    let mut last = ("", units.get("").copied());
    document.projects.all().iter().map(move |project| {
        let code = trimmed(&project.get()?.unit_code);
        if code != last.0 {
            last = (code, units.get(code).copied());
        }
        last.1
    })
}

fn judge(all: &All<'_>, out: &mut Out<'_>) {
    let mut highest = 0;
    for (at, rank) in ranks(all.document).enumerate() {
        let Some(rank) = rank else { continue };
        if rank < highest {
            return out.found(Spot::ROOT.field("projects"), &[&(at + 1).to_string()]);
        }
        highest = rank;
    }
}

/// Moves each project that is to stand elsewhere, from the first to the last.
fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let ranks: Vec<usize> = ranks(document).collect::<Option<_>>()?;
    let mut right: Vec<usize> = (0..ranks.len()).collect();
    right.sort_by_key(|&at| ranks[at]);
    let list = &finding.place;
    let keys = crate::check::spot::keys(document.projects.get()?);
    // a person can only consent to what can be overlooked
    if keys.len() > 1000 {
        return None;
    }
    // equal ids would be called otherwise once they have moved
    if keys.iter().any(|key| key.nth() > 0) {
        return None;
    }
    let mut edits = Vec::new();
    let mut now: Vec<usize> = (0..ranks.len()).collect();
    for (to, &item) in right.iter().enumerate() {
        let from = now.iter().position(|&at| at == item)?;
        if from != to {
            let before = |now: &[usize], at: usize| Some(keys[*now.get(at.checked_sub(1)?)?].clone());
            let was = before(&now, from);
            now.remove(from);
            now.insert(to, item);
            edits.push(Edit::Move {
                list: list.clone(),
                item: keys[item].clone(),
                from: was,
                to: before(&now, to),
            });
        }
    }
    let shown = |order: &[usize]| {
        let name = |at: &usize| {
            let place = list.step(Step::Item(keys[*at].clone()));
            document.project(&place).map_or_else(String::new, |project| trimmed(&project.name).to_string())
        };
        order.iter().map(name).collect::<Vec<_>>().join("、")
    };
    Some(Proposal {
        edit: Edit::group(edits),
        name: say::step_order(crate::model::label(list)),
        before: shown(&(0..ranks.len()).collect::<Vec<_>>()),
        after: shown(&right),
        safe: false,
    })
}
