//! Random documents that are as faulty as real ones, and random edits of them: for every field the
//! values that people write there, right and wrong, and now and then something of another kind.

use jixiao::edit::Edit;
use jixiao::model::{Document, Json, Key, Kind, Place, Slot, Step};
use proptest::prelude::*;

/// What may stand in the field of that name, as JSON.
fn values(field: &str) -> &'static [&'static str] {
    match field {
        "year" => &["2021", "2022", "\"2021\""],
        "edition" => &["\"cn-2015\"", "\"cn-2015\"", "\"cn-2021\"", "\"x\""],
        "currency_unit" => &["\"万元\"", "\"元\""],
        "division_code" => &["\"130304\"", "\"130304 \"", "\"1303\""],
        "unit_code" => &["\"630001\"", "\"630003\"", "\"63\"", "\"\""],
        "code" => {
            &["\"13030421516VGXXZYNQI3\"", "\"13030421EGZEOHRQT2VKG\"", "\"13030420EGZEOHRQT2VKG\"", "\"A\""]
        }
        "statement" | "purpose" | "goal" | "text" | "scoring" | "basis" | "source" => &[
            "\"保障审批业务专项经费\"",
            "\"保障审批业务其他经费\"",
            "\" 免费刻章,每套200元 \"",
            "\"第一段\\n— 12 —\\n第二段\"",
            "\"[bookmark: _Toc]1.1、意见意见\"",
            "\"3.5万人次，2021年10月底前\"",
            "\"\"",
        ],
        "description" => &[
            "\"保障日常事务高效运转\"",
            "\"公积金缴纳的时效情况\"",
            "\"办结数÷受理数\"",
            "\"办件数\"",
            "\"\"",
        ],
        "title" => &["\"窗口服务\"", "\"1、刻章服务\"", "\"\""],
        "name" => &[
            "\"办件数\"",
            "\"办件合格率\"",
            "\"资源消耗\"",
            "\"群众满意率（%）\"",
            "\"实验室建设任务完成情况\"",
            "\"刻章费\"",
            "\"审批业务专项经费\"",
            "\"审批业务其他经费 \"",
            "\"不涉及\"",
            "\"完成率\"",
            "\"\"",
        ],
        "total" | "fiscal" | "other" | "weight" => &[
            "\"10.00\"",
            "\"118.73\"",
            "\"0\"",
            "\"1,187.3\"",
            "\"１0\"",
            "\"-5\"",
            "\"90\"",
            "80.12",
            "\"约五万\"",
        ],
        "by" => &["\"3月底\"", "\"6月底\"", "\"10月底\"", "\"12月底\""],
        "percent" => &["\"25.00\"", "\"50\"", "\"75\"", "\"100.00\"", "\"1e9\"", "\"\""],
        "level1" => &["\"产出指标\"", "\"效益指标\"", "\"满意度指标\"", "\"成本指标\"", "\"效益 指标\""],
        "level2" => &[
            "\"数量指标\"",
            "\"质量指标\"",
            "\"成本指标\"",
            "\"社会效益指标\"",
            "\"服务对象满意度指标\"",
            "\"经济成本指标\"",
        ],
        "target" => &[
            r#"{"operator":"≥","value":"100","unit":"百分比"}"#,
            r#"{"operator":"≥","value":"30","unit":"人"}"#,
            r#"{"operator":"≥","value":"100","unit":"按规定时间发放"}"#,
            r#"{"operator":"≤","value":"12","unit":"万元"}"#,
            r#"{"operator":"≤","date":"2020年10月底"}"#,
            r#"{"low":"5","high":"3","unit":"天 "}"#,
            r#"{"text":"约95%左右"}"#,
            r#"{"text":"≥95%"}"#,
            r#"{"text":"显著改善"}"#,
            r#"{"value":"95"}"#,
            "\"≥95\"",
        ],
        "declared" => &[r#"{"total":"22.00","units":{"630001":"12"}}"#, r#"{"total":"20.00"}"#, "[]"],
        "goals" | "tasks" | "indicators_of_goal" => &[
            "\"保障审批刻章经费\"",
            "\"1、保障财务工作顺利进行\"",
            "\"全年办件3000件\\n\"",
            "\"办件数\"",
            "\"完成率综\"",
            "\"事物活动完成率,\"",
            "\"\"",
        ],
        _ => &["\"a\"", "\"b\""],
    }
}

/// What stands nowhere, wherever it is put.
const ODD: [&str; 6] = ["null", "7", "[]", "{}", "true", "\"\\u001b[2J\\u202e\""];

/// A value for the field at `place`.
fn value(place: &Place, choice: usize) -> Option<Json> {
    let in_goal = place.steps().first() == Some(&Step::Field("sub_goals".into()));
    let last_field = place.steps().iter().rev().find_map(|step| match step {
        Step::Field(name) => Some(name.as_ref()),
        Step::Item(_) => None,
    });
    let field = match last_field {
        Some("indicators") if in_goal => "indicators_of_goal",
        Some(name) => name,
        None => "",
    };
    let pool = if choice.is_multiple_of(23) { &ODD[..] } else { values(field) };
    Json::parse(pool[(choice / 23) % pool.len()]).ok()
}

fn text(field: &'static str) -> impl Strategy<Value = String> {
    prop::sample::select(values(field).to_vec()).prop_map(str::to_string)
}

fn list(item: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(item, 0..=most).prop_map(|items| format!("[{}]", items.join(",")))
}

fn row() -> impl Strategy<Value = String> {
    let fields = ("level1", "level2", "name", "description", "target", "basis");
    let weight = prop::option::weighted(0.2, text("weight"));
    let texts =
        (text(fields.0), text(fields.1), text(fields.2), text(fields.3), text(fields.4), text(fields.5));
    let any = (texts, weight).prop_map(|((a, b, c, d, e, f), weight)| {
        let weight = weight.map_or_else(String::new, |weight| format!(",\"weight\":{weight}"));
        format!(
            r#"{{"level1":{a},"level2":{b},"name":{c},"description":{d},"target":{e},"basis":{f}{weight}}}"#
        )
    });
    // one that many projects have
    let common = r#"{"level1":"产出指标","level2":"数量指标","name":"保障人数","description":"","target":{"operator":"=","value":"30","unit":"人"},"basis":""}"#;
    prop_oneof![2 => any, 1 => Just(common.to_string())]
}

fn project() -> impl Strategy<Value = String> {
    let budget = (text("total"), text("fiscal"), text("other"))
        .prop_map(|(a, b, c)| format!(r#"{{"total":{a},"fiscal":{b},"other":{c}}}"#));
    let point = (text("by"), text("percent")).prop_map(|(by, p)| format!(r#"{{"by":{by},"percent":{p}}}"#));
    let heads = (text("unit_code"), text("code"), text("name"), text("purpose"));
    (heads, budget, list(point, 4), list(text("goals"), 3), list(row(), 4)).prop_map(
        |((unit, code, name, purpose), budget, plan, goals, rows)| {
            format!(
                r#"{{"unit_code":{unit},"code":{code},"name":{name},"budget":{budget},"purpose":{purpose},"spending_plan":{plan},"goals":{goals},"indicators":{rows}}}"#
            )
        },
    )
}

/// The text of a document.
pub fn document() -> impl Strategy<Value = String> {
    let goal = (text("title"), text("goal"), list(text("indicators_of_goal"), 3))
        .prop_map(|(a, b, c)| format!(r#"{{"title":{a},"goal":{b},"indicators":{c}}}"#));
    let measure = (text("title"), text("text")).prop_map(|(a, b)| format!(r#"{{"title":{a},"text":{b}}}"#));
    let head = (text("year"), text("edition"), text("division_code"), text("statement"), text("declared"));
    (head, list(text("tasks"), 3), list(goal, 3), list(measure, 2), list(project(), 4)).prop_map(
        |((year, edition, division, statement, declared), tasks, goals, measures, projects)| {
            format!(
                r#"{{"format":"jixiao/1","year":{year},"edition":{edition},"currency_unit":"万元","department":{{"name":"甲局","division_code":{division}}},"units":[{{"code":"630001","name":"本级"}},{{"code":"630003","name":"中心"}}],"overall_goal":{{"statement":{statement},"tasks":{tasks}}},"sub_goals":{goals},"safeguards":{measures},"projects":{projects},"declared":{declared}}}"#
            )
        },
    )
}

/// All places of a document: fields, records and items.
pub fn places(document: &Document) -> Vec<Place> {
    fn below(slot: &dyn Slot, place: &Place, all: &mut Vec<Place>) {
        all.push(place.clone());
        if let Some(items) = slot.items() {
            for at in 0..items.count() {
                if let (Some(item), Some(key)) = (items.item(at), items.key_of(at)) {
                    below(item, &place.step(Step::Item(key)), all);
                }
            }
        }
        for (name, member) in slot.members() {
            below(member, &place.step(Step::Field(name.to_string().into())), all);
        }
    }
    let mut all = Vec::new();
    for (name, slot) in Kind::members(document) {
        below(slot, &Place::root().step(Step::Field(name.to_string().into())), &mut all);
    }
    all
}

/// Numbers from which [`edit`] makes an edit.
pub fn choice() -> impl Strategy<Value = (u8, usize, usize)> {
    (any::<u8>(), 0usize..100_000, 0usize..100_000)
}

/// Some edit that fits the document: a field set, an item put in, taken out, moved, copied.
pub fn edit(document: &Document, (kind, one, two): (u8, usize, usize)) -> Option<Edit> {
    let all = places(document);
    let place = all.get(one % all.len().max(1))?;
    let of_list = |list: &Place| -> Option<Option<Key>> {
        let items = list.find(document)?.items()?;
        Some(items.key_of(two % items.count().max(1)))
    };
    match kind % 10 {
        0..=5 => Some(Edit::set(document, place, Some(value(place, two)?))),
        6 => {
            let lists: Vec<&Place> = all.iter().filter(|place| of_list(place).is_some()).collect();
            let list = lists.get(one % lists.len().max(1))?;
            // a copy of one of its items, so that equal ids and equal texts come about
            let after = of_list(list)?;
            let copy = after.clone().and_then(|key| list.step(Step::Item(key)).find(document)?.json());
            Some(Edit::insert(list, after, copy.or_else(|| value(list, two))?))
        }
        7 => Edit::remove(document, place),
        8 => Edit::shift(document, place, two as isize % 5 - 2),
        _ => {
            let other = all.get(two % all.len())?;
            let edits = [(place, one), (other, two)];
            let edits = edits.iter().filter_map(|(p, n)| Some(Edit::set(document, p, Some(value(p, *n)?))));
            Some(Edit::group(edits.collect()))
        }
    }
}
