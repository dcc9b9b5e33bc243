//! A document in words, a line for each field: what `git diff` compares and what people read. Places
//! are told by names and not by numbers, so that a new row changes no other line. Ids are left out.

use super::document::{
    Budget, Cover, Department, Document, Indicator, OverallGoal, PlanPoint, Project, Safeguard, SubGoal,
    Unit, Waiver,
};
use super::json::Json;
use super::label::{describe, label};
use super::place::{Place, Step};
use super::record::{Field, Kind, Slot};
use super::target::Target;

/// Every field of `document` that is there: where, and what it holds.
pub fn tell(document: &Document) -> Vec<(String, String)> {
    let mut told = Vec::new();
    members(document.members(), &Place::root(), "", &mut told);
    told
}

/// What `json` would say at `place`: a text as it is, a record a line for each of its fields.
pub fn tell_value(place: &Place, json: &Json) -> String {
    let slot = slot_for(place, json);
    if slot.is_text() {
        return slot.shown();
    }
    let mut told = Vec::new();
    below(slot.as_ref(), place, "", &mut told);
    let lines = told
        .into_iter()
        .map(|(name, value)| if name.is_empty() { value } else { format!("{name}：{value}") });
    lines.collect::<Vec<_>>().join("\n")
}

/// `place` in words, also where the item is gone that it speaks of, which was `json`.
pub fn tell_place(document: &Document, place: &Place, json: Option<&Json>) -> String {
    match (place.find(document), place.parent(), json) {
        (None, Some(list), Some(json)) if place.key().is_some() => {
            let list = describe(document, &list);
            let name = name(slot_for(place, json).as_ref());
            if name.is_empty() { list } else { format!("{list} › {name}") }
        }
        _ => describe(document, place),
    }
}

fn members(members: Vec<(&str, &dyn Slot)>, place: &Place, words: &str, told: &mut Vec<(String, String)>) {
    for (name, slot) in members.into_iter().filter(|(name, slot)| !slot.absent() && *name != "id") {
        let at = place.step(Step::Field(name.to_string().into()));
        // a table and a row of it say enough by their names
        let is_table =
            slot.items().is_some_and(|items| !items.are_texts()) && matches!(name, "projects" | "indicators");
        let words = if is_table { words.to_string() } else { join(words, label(&at)) };
        below(slot, &at, &words, told);
    }
}

fn below(slot: &dyn Slot, place: &Place, words: &str, told: &mut Vec<(String, String)>) {
    if slot.is_text() {
        told.push((words.to_string(), slot.shown()));
        return;
    }
    let Some(items) = slot.items() else { return members(slot.members(), place, words, told) };
    for at in 0..items.count() {
        let (Some(item), Some(key)) = (items.item(at), items.key_of(at)) else { continue };
        let words = if items.are_texts() { words.to_string() } else { join(words, &name(item)) };
        below(item, &place.step(Step::Item(key)), &words, told);
    }
}

/// What an item of a list is called.
fn name(item: &dyn Slot) -> String {
    let level = item.child(&Step::Field("level2".into())).map(Slot::shown).unwrap_or_default();
    format!("{level} {}", item.shown()).trim().to_string()
}

fn join(words: &str, more: &str) -> String {
    if words.is_empty() { more.to_string() } else { format!("{words} › {more}") }
}

/// `json` as what belongs at `place`.
fn slot_for(place: &Place, json: &Json) -> Box<dyn Slot> {
    fn of<T: Kind>(json: &Json) -> Box<dyn Slot> {
        Box::new(Field::<T>::from_json(&mut json.cursor()))
    }
    let names: Vec<&str> = place
        .steps()
        .iter()
        .filter_map(|step| match step {
            Step::Field(name) => Some(name.as_ref()),
            Step::Item(_) => None,
        })
        .collect();
    match (names.as_slice(), place.key().is_some()) {
        (["units"], true) => of::<Unit>(json),
        (["sub_goals"], true) => of::<SubGoal>(json),
        (["safeguards"], true) => of::<Safeguard>(json),
        (["projects"], true) => of::<Project>(json),
        (["waivers"], true) => of::<Waiver>(json),
        (["projects", "spending_plan"], true) => of::<PlanPoint>(json),
        (["projects", "indicators"], true) => of::<Indicator>(json),
        (["projects", "indicators", "target"], false) => of::<Target>(json),
        (["projects", "budget"], false) => of::<Budget>(json),
        (["department"], false) => of::<Department>(json),
        (["cover"], false) => of::<Cover>(json),
        (["overall_goal"], false) => of::<OverallGoal>(json),
        _ if json.as_str().starts_with('"') => of::<String>(json),
        _ => of::<Json>(json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_and_its_parts_are_told_in_words() {
        let text = r#"{"year":2021,"overall_goal":{"tasks":["一","二"]},"x":{"y":1},"projects":[{"id":"p","name":"刻章费",
            "budget":{"total":"1"},"indicators":[{"id":"i","level2":"数量指标","name":"人数","target":{"operator":"≥","value":"3","unit":"人"}}]}]}"#;
        let document = Document::from_json(text).unwrap();
        let told: Vec<String> =
            tell(&document).into_iter().map(|(place, value)| format!("{place}：{value}")).collect();
        assert_eq!(
            told,
            [
                "预算年度：2021",
                "总体绩效目标 › 重点工作：一",
                "总体绩效目标 › 重点工作：二",
                "刻章费 › 项目名称：刻章费",
                "刻章费 › 预算规模 › 预算数：1",
                "刻章费 › 数量指标 人数 › 二级指标：数量指标",
                "刻章费 › 数量指标 人数 › 三级指标：人数",
                "刻章费 › 数量指标 人数 › 指标值：≥3人",
                "x：{\"y\":1}",
            ]
        );
        let row: Place = "projects/#p/indicators/#gone".parse().unwrap();
        let json = Json::parse(r#"{"id":"gone","name":"次数","target":{"value":"2"}}"#).unwrap();
        assert_eq!(tell_value(&row, &json), "三级指标：次数\n指标值：2");
        assert_eq!(tell_place(&document, &row, Some(&json)), "1 刻章费 › 绩效指标 › 次数");
        assert_eq!(tell_value(&row.field("name"), &Json::text("次数")), "次数");
    }
}
