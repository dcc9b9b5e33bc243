//! ST004: level names are those of the edition, and each second level stands below its own first.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST004",
    name: "指标级别不在框架内",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| match (argument(finding, 0), argument(finding, 1), argument(finding, 2)) {
        ("", level, _) => format!("没有填写{level}"),
        (_, level, "") => format!("{level}{}不在本版本的指标框架里", quoted(finding, 0)),
        (_, _, right) => {
            format!("二级指标{}属于“{right}”，不属于{}", quoted(finding, 0), quoted(finding, 1))
        }
    },
    advice: |document, finding| {
        let edition = document.edition().0;
        match (argument(finding, 1), argument(finding, 2)) {
            ("一级指标", "") => {
                let names: Vec<&str> = edition.levels.iter().map(|level| level.name.as_str()).collect();
                format!("改为其中之一：{}。", names.join("、"))
            }
            (_, "") => {
                let names = edition.levels.iter().flat_map(|level| &level.level2);
                format!("改为其中之一：{}。", names.map(String::as_str).collect::<Vec<_>>().join("、"))
            }
            (_, right) => format!("把一级指标改为“{right}”，或者改选二级指标。"),
        }
    },
    propose: Some(propose),
    page: Page {
        what: "一级指标或二级指标的名称不在文档所用版本的框架里，或者二级指标放错了一级指标。",
        why: "审核、汇总和自评都按三级框架进行，级别不对的指标会被漏掉或算错类。",
        bad: Sample::Rows(r#"{"level1":"产出指标","level2":"社会效益指标","name":"办件提速率"}"#),
        good: Sample::Rows(r#"{"level1":"效益指标","level2":"社会效益指标","name":"办件提速率"}"#),
        doubt: "文档选错了版本时，按另一版本编写的指标会全部报出，此时应改“指标版本”。",
        safety: "二级指标的归属明确时，建议改一级指标；也可能是二级指标选错了，所以须确认。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let (edition, level1, level2) = (row.edition(), row.level1, row.level2);
    let first = edition.level(level1);
    if first.is_none() && is_known(&row.row.level1) {
        out.found(row.field("level1"), &[level1, "一级指标"]);
    }
    if !is_known(&row.row.level2) {
        return;
    }
    match (edition.level_of(level2), first) {
        (None, _) => out.found(row.field("level2"), &[level2, "二级指标"]),
        (Some((right, _)), Some(first)) if right.name != first.name => {
            out.found(row.field("level2"), &[level2, level1, &right.name]);
        }
        _ => {}
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let row = document.indicator(&finding.place)?;
    let (right, _) = document.edition().0.level_of(trimmed(&row.level2))?;
    let place = finding.place.indicator()?.field("level1");
    Proposal::text(document, &place, &right.name, false)
}
