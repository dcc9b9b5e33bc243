//! ST008: a key that stands twice in one object, or an id that two records share: which one is
//! meant cannot be known.

use super::prelude::*;
use crate::check::spot::keys;
use crate::model::json::{DuplicateKey, duplicate_keys};
use crate::model::{Indicator, Kind, List, Reading, Safeguard, Step, SubGoal};

pub static RULE: Rule = Rule {
    code: "ST008",
    name: "键或标识重复",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head), Check::Table(table), Check::Table(rows)],
    message: |_, finding| match (argument(finding, 1), argument(finding, 2)) {
        ("key", "") => format!("键{}在同一个对象里写了两次", quoted(finding, 0)),
        ("key", line) => format!("键{}在同一个对象里写了两次，第二次在第 {line} 行", quoted(finding, 0)),
        _ => format!("标识{}与另一条记录相同", quoted(finding, 0)),
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "key" => "用文本编辑器打开文件，删去多余的一个；在此之前文件只能查看。",
            "renamed" => "这条记录已改用新标识，保存后生效；如有别处引用旧标识，请核对。",
            _ => "删去重复的记录，或者重新插入一条，由程序给出新标识。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "同一个 JSON 对象里一个键出现两次，或者两条记录的标识（id）相同。",
        why: "键重复时不知道以哪个值为准，保存可能丢掉一个，所以文件只读打开。标识相同会使批注和修改落到错误的记录上。",
        bad: Sample::Head(r#""year":2021,"year":2022"#),
        good: Sample::Head(r#""year":2021"#),
        doubt: "没有已知的误报。",
        safety: "重复的键由人取舍；重复的标识打开时已另给新的，随下次修改保存。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    for (place, key, line) in &head.origin.doubled_keys {
        if place.project().is_none() {
            doubled_key(place, key, line, out);
        }
    }
    let ids = |goal: &SubGoal| goal.id.text().to_string();
    shared_ids(&head.document.sub_goals, "sub_goals", ids, head.origin, out);
    let ids = |measure: &Safeguard| measure.id.text().to_string();
    shared_ids(&head.document.safeguards, "safeguards", ids, head.origin, out);
}

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    for (place, key, line) in &table.origin.doubled_keys {
        if place.project().is_some_and(|project| project.key() == Some(table.key)) {
            doubled_key(place, key, line, out);
        }
    }
    shared_id(table.key.nth(), table.project.id.text(), Spot::ROOT, table.origin, out);
}

fn rows(table: &Table<'_>, out: &mut Out<'_>) {
    // nearly always they have each their own
    if table.row_names.repeat() || !table.origin.doubled_ids.is_empty() {
        let id = |row: &Indicator| row.id.text().to_string();
        shared_ids(&table.project.indicators, "indicators", id, table.origin, out);
    }
}

/// The records of a list that share their id with another.
fn shared_ids<T: Kind>(
    list: &Field<List<T>>,
    name: &'static str,
    id: fn(&T) -> String,
    origin: &Origin,
    out: &mut Out<'_>,
) {
    let Some(records) = list.get() else { return };
    let keys = keys(records);
    for (at, record) in items(list) {
        let nth = keys.get(at).map_or(0, Key::nth);
        shared_id(nth, &id(record), Spot::ROOT.field(name).item(records, at), origin, out);
    }
}

fn shared_id(nth: u32, id: &str, spot: Spot<'_>, origin: &Origin, out: &mut Out<'_>) {
    if let Some(old) = origin.doubled_ids.get(id) {
        out.found(spot.field("id"), &[old, "renamed"]);
    } else if nth > 0 && !id.is_empty() {
        out.found(spot.field("id"), &[id, "shared"]);
    }
}

/// The spot of a place that was written down before.
fn doubled_key(place: &Place, key: &str, line: &str, out: &mut Out<'_>) {
    fn follow(steps: &[Step], spot: Spot<'_>, then: &mut dyn FnMut(Spot<'_>)) {
        match steps.split_first() {
            None => then(spot),
            Some((Step::Field(name), rest)) => follow(rest, spot.named(name), then),
            Some((Step::Item(key), rest)) => follow(rest, spot.keyed(key), then),
        }
    }
    // in a project a spot begins at the project
    let from = if place.project().is_some() { 2 } else { 0 };
    follow(&place.steps()[from..], Spot::ROOT, &mut |spot| out.found(spot, &[key, "key", line]));
}

/// Where the keys stand that reading found twice. Reading knows the lines, the document the
/// places; both are in the order of the file.
pub fn doubled_keys(document: &Document, reading: &Reading) -> Vec<(Place, String, String)> {
    if reading.duplicate_keys.is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    members(document.members(), &Place::root(), &mut places);
    let mut lines: Vec<Option<&DuplicateKey>> = reading.duplicate_keys.iter().map(Some).collect();
    let found = places.into_iter().map(|(place, key)| {
        let line = lines.iter_mut().find(|line| line.is_some_and(|line| line.key == key));
        let line = line.and_then(Option::take).map_or_else(String::new, |line| line.line.to_string());
        (place, key, line)
    });
    let mut found: Vec<_> = found.collect();
    // what stands where no place leads is told at the document itself
    found.extend(lines.into_iter().flatten().map(|d| (Place::root(), d.key.clone(), d.line.to_string())));
    found
}

fn members(members: Vec<(&str, &dyn Slot)>, place: &Place, found: &mut Vec<(Place, String)>) {
    for (at, (name, slot)) in members.iter().enumerate() {
        let here = place.step(Step::Field(name.to_string().into()));
        if members[..at].iter().any(|(other, slot)| other == name && !slot.absent()) {
            found.push((here, name.to_string()));
            continue;
        }
        inside(*slot, &here, found);
    }
}

fn inside(slot: &dyn Slot, place: &Place, found: &mut Vec<(Place, String)>) {
    if let Some(items) = slot.items() {
        for (at, key) in keys(items).into_iter().enumerate() {
            if let Some(item) = items.item(at) {
                inside(item, &place.step(Step::Item(key)), found);
            }
        }
    } else if slot.members().is_empty() {
        let text = slot.json().filter(|json| json.as_str().starts_with(['{', '[']));
        let keys = text.map_or_else(Vec::new, |json| duplicate_keys(json.as_str()));
        found.extend(keys.into_iter().map(|double| (place.clone(), double.key)));
    } else {
        members(slot.members(), place, found);
    }
}
