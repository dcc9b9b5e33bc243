//! ST004: level names are those of the edition, and each second level stands below its own first.

use super::prelude::*;
use crate::edit::Edit;
use crate::model::Json;
use crate::text::narrow::is_blank;

pub static RULE: Rule = Rule {
    code: "ST004",
    name: "指标级别不在框架内",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        let (level1, level2) = (quoted(finding, 0), quoted(finding, 1));
        match (argument(finding, 2), argument(finding, 0), argument(finding, 1)) {
            ("both", "", "") => "没有填写一级指标和二级指标".to_string(),
            ("both", "", _) => format!("没有填写一级指标，二级指标{level2}不在本版本的指标框架里"),
            ("both", _, "") => format!("一级指标{level1}不在本版本的指标框架里，没有填写二级指标"),
            ("both", ..) => format!("一级指标{level1}、二级指标{level2}都不在本版本的指标框架里"),
            ("first", "", _) => "没有填写一级指标".to_string(),
            ("first", ..) => format!("一级指标{level1}不在本版本的指标框架里"),
            ("second", _, "") => "没有填写二级指标".to_string(),
            ("second", ..) => format!("二级指标{level2}不在本版本的指标框架里"),
            (right, ..) => format!("二级指标{level2}属于“{right}”，不属于{level1}"),
        }
    },
    advice: |document, finding| {
        let edition = document.edition().0;
        let first = || edition.levels.iter().map(|level| level.name.as_str());
        let second = || edition.levels.iter().flat_map(|level| &level.level2).map(String::as_str);
        let listed = |names: Vec<&str>| names.join("、");
        match argument(finding, 2) {
            "first" => format!("改为其中之一：{}。", listed(first().collect())),
            "second" => format!("改为其中之一：{}。", listed(second().collect())),
            "both" => format!(
                "一级指标改为其中之一：{}；二级指标改为其中之一：{}。",
                listed(first().collect()),
                listed(second().collect())
            ),
            right => format!("把一级指标改为“{right}”，或者改选二级指标。"),
        }
    },
    propose: Some(propose),
    page: Page {
        what: "一级指标或二级指标的名称不在文档所用版本的框架里，或者二级指标放错了一级指标。一行只报一处。",
        why: "审核、汇总和自评都按三级框架进行，级别不对的指标会被漏掉或算错类。",
        bad: Sample::Rows(r#"{"level1":"产出指标","level2":"社会效益指标","name":"办件提速率"}"#),
        good: Sample::Rows(r#"{"level1":"效益指标","level2":"社会效益指标","name":"办件提速率"}"#),
        doubt: "文档选错了版本时，按另一版本编写的指标会全部报出，此时应改“指标版本”。",
        safety: "二级指标的归属明确时，建议改一级指标；少写“指标”二字、夹了空格、两级写颠倒的，建议写成框架里的名称。也可能是选错了，所以须确认。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let (edition, level1, level2) = (row.edition(), row.level1, row.level2);
    let (first, second) = (edition.level(level1), edition.level_of(level2));
    let is_first_wrong = first.is_none() && is_known(&row.row.level1);
    let is_second_wrong = second.is_none() && is_known(&row.row.level2);
    // a pair is wrong once, however much of it is
    let case = match (is_first_wrong, is_second_wrong, first, second) {
        (true, true, ..) => "both",
        (true, ..) => "first",
        (_, true, ..) => "second",
        (.., Some(first), Some((right, _))) if right.name != first.name => &right.name,
        _ => return,
    };
    let at = if is_first_wrong { "level1" } else { "level2" };
    out.found(row.field(at), &[level1, level2, case]);
}

/// The one of `names` that was meant: 产出, 产出 指标, or as much of its end as no other one has.
fn meant<'e>(text: &str, names: impl Iterator<Item = &'e String> + Clone) -> Option<&'e String> {
    let stem = |text: &str| {
        let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
        text.strip_suffix("指标").unwrap_or(&text).to_string()
    };
    let text = stem(text);
    if text.is_empty() {
        return None;
    }
    names.clone().find(|name| stem(name) == text).or_else(|| {
        let mut ending = names.filter(|name| stem(name).ends_with(&text));
        ending.next().filter(|_| ending.next().is_none())
    })
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let edition = document.edition().0;
    let place = finding.place.indicator()?;
    let row = document.indicator(&place)?;
    let (old1, old2) = (trimmed(&row.level1), trimmed(&row.level2));
    let first = |text: &str| meant(text, edition.levels.iter().map(|level| &level.name));
    let second = |text: &str| meant(text, edition.levels.iter().flat_map(|level| &level.level2));
    // one that is written as it should be tells most; what was swapped is told by the other one
    let is_swapped = edition.level(old2).is_some() && edition.level_of(old1).is_some();
    let level2 = if is_swapped { second(old1) } else { second(old2) };
    let (new1, new2) = match level2 {
        Some(level2) => (&edition.level_of(level2)?.0.name, level2.as_str()),
        None => {
            let level1 = first(old1)?;
            match edition.level(level1)?.level2.as_slice() {
                [only] if old2.is_empty() => (level1, only.as_str()),
                _ => (level1, old2),
            }
        }
    };
    let (at1, at2) = (place.field("level1"), place.field("level2"));
    match (new1 != old1, new2 != old2) {
        (true, true) => Some(Proposal {
            edit: Edit::group(vec![
                Edit::set(document, &at1, Some(Json::text(new1))),
                Edit::set(document, &at2, Some(Json::text(new2))),
            ]),
            name: crate::text::say::fix_named(crate::model::label(&finding.place)),
            before: format!("{old1} {old2}"),
            after: format!("{new1} {new2}"),
            safe: false,
        }),
        (true, false) => Proposal::text(document, &at1, new1, false),
        (false, true) => Proposal::text(document, &at2, new2, false),
        (false, false) => None,
    }
}
