//! IV012: satisfaction belongs to the first level of satisfaction.

use super::prelude::*;
use crate::edit::Edit;
use crate::model::Json;

pub static RULE: Rule = Rule {
    code: "IV012",
    name: "满意度指标放错了位置",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("{}说的是满意度，却放在{}下", quoted(finding, 0), quoted(finding, 1)),
    advice: |document, _| {
        format!("把这一行移到“{}”下，原处另写产出或效益指标。", document.edition().0.satisfaction)
    },
    propose: Some(propose),
    page: Page {
        what: "名称里有“满意”的指标不在满意度指标下。说的是满意度调查本身的不报。",
        why: "满意度单独计分，放在效益里会重复计算，原来的效益却没有说明。",
        bad: Sample::Rows(r#"{"level1":"效益指标","level2":"社会效益指标","name":"群众满意率"}"#),
        good: Sample::Rows(r#"{"level1":"满意度指标","level2":"服务对象满意度指标","name":"群众满意率"}"#),
        doubt: "说的是满意度调查本身（次数、份数）的产出指标。",
        safety: "建议改一级、二级指标；移走后原来的一级指标若没有别的指标，就不给建议。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let edition = row.edition();
    let level1 = row.level1;
    if level1 != edition.satisfaction
        && edition.level(level1).is_some()
        && row.name.has(&words::SATISFACTION)
        && !row.name.ends(&words::COUNTS)
        && !row.name.has(&words::SURVEYS)
    {
        out.found(row.field("name"), &[row.name.text, level1]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let edition = document.edition().0;
    let place = finding.place.indicator()?;
    let row = document.indicator(&place)?;
    let [level2] = edition.level(&edition.satisfaction)?.level2.as_slice() else { return None };
    let project = document.project(&place)?;
    let (old1, old2) = (trimmed(&row.level1), trimmed(&row.level2));
    let alone = |same: &dyn Fn(&crate::model::Indicator) -> bool| {
        project.indicators.values().filter(|row| same(row)).count() < 2
    };
    let is_required = edition.required.iter().any(|level| level == old2);
    if alone(&|row| trimmed(&row.level1) == old1)
        || (is_required && alone(&|row| trimmed(&row.level2) == old2))
    {
        return None;
    }
    let (first, second) = (place.field("level1"), place.field("level2"));
    let edits = vec![
        Edit::set(document, &first, Some(Json::text(&edition.satisfaction))),
        Edit::set(document, &second, Some(Json::text(level2))),
    ];
    Some(Proposal {
        edit: Edit::group(edits),
        name: crate::text::say::fix_named(crate::model::label(&second)),
        before: format!("{old1} {old2}"),
        after: format!("{} {level2}", edition.satisfaction),
        safe: false,
    })
}
