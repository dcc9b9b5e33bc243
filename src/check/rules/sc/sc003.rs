//! SC003: the plan has the points that the edition asks for, in the order of the year.

use super::prelude::*;
use crate::model::PlanPoint;
use crate::text::narrow::{is_blank, narrow_char};

pub static RULE: Rule = Rule {
    code: "SC003",
    name: "支出计划时点不对",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| match argument(finding, 0) {
        "twice" => format!("支出计划的时点{}写了两次", quoted(finding, 1)),
        "order" => format!("支出计划的时点次序不对：{}", quoted(finding, 1)),
        _ => format!("支出计划缺少时点：{}", quoted(finding, 1)),
    },
    advice: |document, _| {
        format!("按表样的时点填写累计进度：{}。", document.edition().0.plan_points.join("、"))
    },
    propose: None,
    page: Page {
        what: "支出计划缺少表样要求的时点，同一时点写了两次，或者时点没有按先后排列。哪些时点由指标版本给出；3月末、3月份、一季度与3月底是同一时点。",
        why: "双监控按统一的时点对照进度，缺了的时点无法对照。",
        bad: Sample::Project(
            r#""spending_plan":[{"by":"3月底","percent":"10"},{"by":"6月底","percent":"50"},{"by":"12月底","percent":"100"}]"#,
        ),
        good: Sample::Project(
            r#""spending_plan":[{"by":"3月底","percent":"10"},{"by":"6月底","percent":"50"},{"by":"10月底","percent":"80"},{"by":"12月底","percent":"100"}]"#,
        ),
        doubt: "所在地区的表样用别的时点（如四个季度）时，应选用或另加相应的指标版本。",
        safety: "进度只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let points = &table.frame.edition().plan_points;
    let plan = table.project.spending_plan.all();
    let is_usual = |(point, name): (&String, &Field<PlanPoint>)| {
        name.get().is_some_and(|of_plan| of_plan.by.get() == Some(point))
    };
    if plan.len() == points.len() && points.iter().zip(plan).all(is_usual) {
        return;
    }
    let names: Option<Vec<&str>> = plan
        .iter()
        .map(|point| point.get().filter(|point| is_known(&point.by)).map(|point| trimmed(&point.by)))
        .collect();
    let Some(names) = names.filter(|names| !names.is_empty()) else { return };
    let spot = table.field("spending_plan");
    let times: Vec<Time<'_>> = names.iter().map(|name| Time::of(name)).collect();
    let points: Vec<(Time<'_>, &str)> =
        points.iter().map(|point| (Time::of(point), point.as_str())).collect();
    let missing: Vec<&str> =
        points.iter().filter(|(time, _)| !times.contains(time)).map(|(_, point)| *point).collect();
    if !missing.is_empty() {
        return out.found(spot, &["missing", &missing.join("、")]);
    }
    let twice = |at: &usize| !names[*at].is_empty() && times[..*at].contains(&times[*at]);
    if let Some(at) = (0..times.len()).find(twice) {
        return out.found(spot, &["twice", names[at]]);
    }
    let ranks = times.iter().filter_map(|time| points.iter().position(|(point, _)| point == time));
    if !ranks.is_sorted() {
        out.found(spot, &["order", &names.join("、")]);
    }
}

/// A time of the year, as a plan names it.
#[derive(Debug, PartialEq, Eq)]
enum Time<'a> {
    /// The end of a month.
    Month(u8),
    /// A name that is no month.
    Other(&'a str),
}

impl Time<'_> {
    /// What `name` says: 3月底, 3月末, 三月份, 3月31日前 and 一季度 are the same.
    fn of(name: &str) -> Time<'_> {
        Time::month(name).map_or(Time::Other(name), Time::Month)
    }

    fn month(name: &str) -> Option<u8> {
        let narrow: String = name.chars().filter(|c| !is_blank(*c)).map(narrow_char).collect();
        let year = narrow.find('年').filter(|at| narrow[..*at].bytes().all(|byte| byte.is_ascii_digit()));
        let text = year.filter(|at| *at > 0).map_or(&*narrow, |at| &narrow[at + '年'.len_utf8()..]);
        let text = ["前", "累计"].iter().fold(text, |text, end| text.strip_suffix(end).unwrap_or(text));
        if let Some((quarter, "" | "末" | "底")) = text.split_once("季度") {
            return number(quarter.strip_prefix('第').unwrap_or(quarter)).filter(|n| *n <= 4).map(|n| n * 3);
        }
        match text {
            "上半年" | "半年" => return Some(6),
            "年底" | "年末" | "全年" | "下半年" => return Some(12),
            _ => {}
        }
        let (month, rest) = text.split_once('月')?;
        let is_end = matches!(rest, "" | "底" | "末" | "份" | "份底" | "份末")
            || rest.strip_suffix(['日', '号']).is_some_and(|day| matches!(day, "28" | "29" | "30" | "31"));
        number(month).filter(|month| *month <= 12 && is_end)
    }
}

/// A number from 1 to 12 in digits or in Chinese.
fn number(text: &str) -> Option<u8> {
    const CHINESE: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let chinese = CHINESE.iter().position(|number| *number == text).and_then(|at| u8::try_from(at + 1).ok());
    chinese.or_else(|| text.parse().ok()).filter(|number| (1..=12).contains(number))
}
