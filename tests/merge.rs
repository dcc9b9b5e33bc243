//! Merging what two people made of one document: what each of them did is in the result, what they
//! did differently is told, and it does not matter who of them merges.

mod support;

use std::collections::HashMap;

use jixiao::edit::{Desk, Edit};
use jixiao::model::{self, Document, Json, Key, Kind, Place, Slot, Step, read};
use jixiao::store::merge::{Merged, merge};
use proptest::prelude::*;
use proptest::sample::Index;

const SMALL: &str = include_str!("fixtures/editor/small.json");

/// With every kind of list, unknown fields, and things of a wrong kind.
const ODD: &str = r#"{"format":"jixiao/1","year":2021,"x":{"a": 1},"department":{"name":"甲局"},
    "units":[{"code":"1","name":"一"},{"code":"2","name":"二"},{"code":"3","name":"三","z":1}],
    "overall_goal":{"statement":"总","tasks":["一","二","三","四","一",5]},
    "sub_goals":[{"id":"s-1","title":"甲","indicators":["a","b","c"]},{"id":"s-2","title":"乙"}],
    "projects":[
      {"id":"p-1","name":"甲","unit_code":"1","budget":{"total":"1","fiscal":"1"},"goals":["a","b"],
       "spending_plan":[{"by":"3月底","percent":"25"},{"by":"6月底","percent":"50"},{"by":"9月底"}],
       "indicators":[{"id":"i-1","name":"一","target":{"operator":"≥","value":"1","unit":"人"}},{"id":"i-2","name":"二","target":"95%"},
         {"id":"i-3","name":"三"},{"id":"i-4","y":[1]}]},
      {"id":"p-2","name":"乙","indicators":[{"id":"i-5"},7,{"id":"i-6","name":"六"}]},
      {"id":"p-3"}],
    "waivers":[{"rule":"ST002","place":"year","reason":"甲"},{"rule":"AM001","place":"year","reason":"乙"}],
    "conflicts":[{"place":"year","base":1},{"place":"x","theirs":2},{"place":"x","theirs":3}]}"#;

fn document(text: &str) -> Document {
    read(text).unwrap_or_else(|error| panic!("{error:?}: {text}")).0
}

fn at(place: &str) -> Place {
    place.parse().unwrap()
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

/// `document` after the edits that `make` gives, one after the other.
fn after(document: &Document, make: &[&dyn Fn(&Document) -> Edit]) -> Document {
    let mut desk = Desk::new(document.clone());
    for make in make {
        let edit = make(desk.document());
        desk.commit("", &edit).unwrap();
    }
    desk.document().clone()
}

fn set(place: &str, value: &str) -> impl Fn(&Document) -> Edit {
    move |document| Edit::set(document, &at(place), (!value.is_empty()).then(|| json(value)))
}

fn put(list: &str, after: &str, record: &str) -> impl Fn(&Document) -> Edit {
    move |_| Edit::insert(&at(list), at(&format!("{list}/#{after}")).key().cloned(), json(record))
}

fn first(list: &str, record: &str) -> impl Fn(&Document) -> Edit {
    move |_| Edit::insert(&at(list), None, json(record))
}

fn remove(place: &str) -> impl Fn(&Document) -> Edit {
    move |document| Edit::remove(document, &at(place)).unwrap()
}

fn shift(place: &str, by: isize) -> impl Fn(&Document) -> Edit {
    move |document| Edit::shift(document, &at(place), by).unwrap()
}

/// The result, with its conflicts listed in it; what holds for every merge is asserted.
fn result(ours: &Document, merged: &Merged) -> Document {
    let mut desk = Desk::new(ours.clone());
    desk.commit("", &merged.edit).unwrap();
    let open = desk.document().conflicts.values().count();
    desk.undo().unwrap();
    desk.commit("", &merged.whole()).unwrap();
    let result = desk.document().clone();
    let text = result.to_json();
    let (again, reading) = read(&text).unwrap();
    assert_eq!((again.to_json(), reading.ids.doubled), (text, vec![]));
    assert_eq!(result.conflicts.values().count(), merged.conflicts.len() + open);
    desk.undo().unwrap();
    assert_eq!(desk.document().to_json(), ours.to_json());
    result
}

/// What the merge makes of `ours`, without the conflicts.
fn plain(base: &Document, ours: &Document, theirs: &Document) -> (Document, Merged) {
    let merged = merge(base, ours, theirs);
    result(ours, &merged);
    let mut desk = Desk::new(ours.clone());
    desk.commit("", &merged.edit).unwrap();
    (desk.document().clone(), merged)
}

/// Merges both ways: the same comes out. Gives it.
fn agreed(base: &Document, ours: &Document, theirs: &Document) -> Document {
    let (one, merged) = plain(base, ours, theirs);
    assert_eq!(merged.conflicts, []);
    let (two, merged) = plain(base, theirs, ours);
    assert_eq!(merged.conflicts, []);
    assert_eq!(one, two);
    one
}

fn shown(document: &Document, place: &str) -> String {
    at(place).find(document).map(Slot::shown).unwrap_or_else(|| panic!("nothing at {place}"))
}

fn keys(document: &Document, list: &str) -> Vec<String> {
    let items = at(list).find(document).and_then(Slot::items).unwrap();
    (0..items.count()).map(|n| items.key_of(n).unwrap().text().to_string()).collect()
}

/// The conflicts as `place: base / ours / theirs`.
fn conflicts(merged: &Merged) -> Vec<String> {
    let told = |conflict: &model::Conflict| {
        let [base, ours, theirs] = [&conflict.base, &conflict.ours, &conflict.theirs]
            .map(|field| field.shown().replace(['\n', ' '], ""));
        format!("{}: {base} / {ours} / {theirs}", conflict.place.text())
    };
    merged.conflicts.iter().map(told).collect()
}

#[test]
fn fields_of_different_rows_and_of_one_row_come_together() {
    let base = document(ODD);
    let ours = after(&base, &[&set("projects/#p-1/indicators/#i-1/name", "\"甲\""), &set("year", "2022")]);
    let theirs = after(
        &base,
        &[
            &set("projects/#p-1/indicators/#i-1/target", "\"≥2人\""),
            &set("x", "{\"b\":2}"),
            &set("year", "2022"),
        ],
    );
    let both = agreed(&base, &ours, &theirs);
    assert_eq!(shown(&both, "projects/#p-1/indicators/#i-1/name"), "甲");
    assert_eq!(shown(&both, "projects/#p-1/indicators/#i-1/target"), "≥2人");
    assert_eq!((shown(&both, "x"), shown(&both, "year")), ("{\"b\":2}".into(), "2022".into()));
    assert_eq!(merge(&base, &ours, &theirs).taken, 2);
}

#[test]
fn what_both_changed_differently_stays_ours_and_is_told() {
    let base = document(ODD);
    let target = "projects/#p-1/indicators/#i-1/target";
    let ours = after(&base, &[&set(target, r#"{"operator":"≥","value":"2","unit":"人"}"#), &set("x", "")]);
    let theirs = after(&base, &[&set(target, r#"{"operator":"=","value":"1","unit":"人"}"#), &set("x", "3")]);
    let (kept, merged) = plain(&base, &ours, &theirs);
    assert_eq!(kept, ours);
    let objects = [("≥", "1"), ("≥", "2"), ("=", "1")]
        .map(|(operator, value)| format!(r#"{{"operator":"{operator}","value":"{value}","unit":"人"}}"#));
    let [old, mine, other] = objects;
    assert_eq!(
        conflicts(&merged),
        [format!("{target}: {old} / {mine} / {other}"), "x: {\"a\":1} /  / 3".to_string()]
    );
}

#[test]
fn an_edit_against_a_deletion_is_told_and_one_against_a_move_is_not() {
    let base = document(ODD);
    let row = "projects/#p-1/indicators/#i-2";
    let edited = after(&base, &[&set(&format!("{row}/name"), "\"改\"")]);
    let deleted = after(&base, &[&remove(row)]);
    let moved = after(&base, &[&shift(row, 2)]);

    let (kept, merged) = plain(&base, &edited, &deleted);
    assert_eq!(kept, edited);
    assert_eq!(merged.conflicts.len(), 1);
    assert!(merged.conflicts[0].theirs.is_absent());
    let (kept, merged) = plain(&base, &deleted, &edited);
    assert_eq!(kept, deleted);
    let conflict = &merged.conflicts[0];
    assert_eq!((conflict.place.text(), conflict.after.text()), (row, "projects/#p-1/indicators/#i-1"));
    assert!(conflict.ours.is_absent());

    let both = agreed(&base, &edited, &moved);
    assert_eq!(keys(&both, "projects/#p-1/indicators"), ["i-1", "i-3", "i-4", "i-2"]);
    assert_eq!(shown(&both, &format!("{row}/name")), "改");
    // and a deletion against a move is a deletion of something that says the same
    assert_eq!(keys(&agreed(&base, &deleted, &moved), "projects/#p-1/indicators"), ["i-1", "i-3", "i-4"]);
}

#[test]
fn two_inserts_at_one_spot_both_stay_in_the_order_of_their_ids() {
    let base = document(ODD);
    let list = "projects/#p-1/indicators";
    let ours = after(&base, &[&put(list, "i-2", r#"{"id":"i-9","name":"九"}"#)]);
    let theirs = after(&base, &[&put(list, "i-2", r#"{"id":"i-8","name":"八"}"#)]);
    assert_eq!(keys(&agreed(&base, &ours, &theirs), list), ["i-1", "i-2", "i-8", "i-9", "i-3", "i-4"]);
}

#[test]
fn two_new_rows_of_one_id_are_two_unless_they_bear_one_name() {
    let base = document(ODD);
    // each added an empty row, which the program calls the same, and filled it in; in two projects too
    let (one, two) = ("projects/#p-1/indicators", "projects/#p-3/indicators");
    let ours = after(&base, &[&put(one, "i-2", r#"{"id":"i-9","name":"人数"}"#)]);
    let theirs = after(&base, &[&put(one, "i-2", r#"{"id":"i-9","name":"次数"}"#)]);
    let both = agreed(&base, &ours, &theirs);
    let names: Vec<String> =
        keys(&both, one).iter().map(|id| shown(&both, &format!("{one}/#{id}/name"))).collect();
    assert_eq!(names, ["一", "二", "人数", "次数", "三", ""]);
    let elsewhere = after(&base, &[&first(two, r#"{"id":"i-9","name":"次数"}"#)]);
    let both = agreed(&base, &ours, &elsewhere);
    assert_eq!((keys(&both, one).len(), keys(&both, two).len()), (5, 1));

    let same = after(&base, &[&put(one, "i-2", r#"{"id":"i-9","name":"人数","basis":"文件"}"#)]);
    let both = agreed(&base, &ours, &same);
    assert_eq!((keys(&both, one).len(), shown(&both, &format!("{one}/#i-9/basis"))), (5, "文件".into()));
}

#[test]
fn lines_are_found_by_what_they_say() {
    let base = document(ODD);
    let tasks = "overall_goal/tasks";
    let lines = |document: &Document| keys(document, tasks).join(" ");
    let ours = after(&base, &[&set("overall_goal/tasks/#二", "\"贰\""), &first(tasks, "\"零\"")]);
    let theirs = after(&base, &[&remove("overall_goal/tasks/#四"), &put(tasks, "三", "\"新\"")]);
    assert_eq!(lines(&agreed(&base, &ours, &theirs)), "零 一 贰 三 新 一 5");
    let moved = after(&base, &[&shift("overall_goal/tasks/#三", -2)]);
    assert_eq!(lines(&agreed(&base, &ours, &moved)), "三 零 一 贰 四 一 5");
    let other = after(&base, &[&set("overall_goal/tasks/#二", "\"Ⅱ\"")]);
    let (kept, merged) = plain(&base, &ours, &other);
    assert_eq!(lines(&kept), "零 一 贰 三 四 一 5");
    assert_eq!(conflicts(&merged), ["overall_goal/tasks/#贰: \"二\" / \"贰\" / \"Ⅱ\""]);
    // of lines that read the same each is still the one it was
    let last = after(&base, &[&set("overall_goal/tasks/#一#1", "\"末\"")]);
    let first = after(&base, &[&set("overall_goal/tasks/#一", "\"首\"")]);
    assert_eq!(lines(&agreed(&base, &last, &first)), "首 二 三 四 末 5");
}

#[test]
fn units_points_and_waivers_are_found_by_code_date_and_rule() {
    let base = document(ODD);
    let ours = after(
        &base,
        &[&set("units/#2/code", "\"20\""), &set("projects/#p-1/spending_plan/#3月底/percent", "\"30\"")],
    );
    let theirs = after(
        &base,
        &[&set("units/#2/name", "\"贰\""), &set("projects/#p-1/spending_plan/#6月底/percent", "\"60\"")],
    );
    let (both, _) = plain(&base, &ours, &theirs);
    assert_eq!(
        (
            shown(&both, "projects/#p-1/spending_plan/#3月底/percent"),
            shown(&both, "projects/#p-1/spending_plan/#6月底/percent")
        ),
        ("30".into(), "60".into())
    );
    assert_eq!(shown(&both, "units/#20/code"), "20");
    let ours = after(&base, &[&remove("waivers/#year")]);
    let theirs = after(&base, &[&set("waivers/#year#1/reason", "\"丙\"")]);
    let both = agreed(&base, &ours, &theirs);
    assert_eq!((keys(&both, "waivers").len(), shown(&both, "waivers/#year/reason")), (1, "丙".into()));
    // two waivers for one place, by two people
    let bare = after(&base, &[&set("waivers", "")]);
    let ours = after(&bare, &[&first("waivers", r#"{"rule":"A","place":"year"}"#)]);
    let theirs = after(&bare, &[&first("waivers", r#"{"rule":"B","place":"year"}"#)]);
    assert_eq!(keys(&agreed(&bare, &ours, &theirs), "waivers").len(), 2);
}

#[test]
fn conflicts_that_were_left_open_are_merged_as_they_are_decided() {
    let base = document(ODD);
    let ours = after(&base, &[&set("conflicts", "")]);
    let theirs = after(&base, &[&remove("conflicts/#x")]);
    assert!(agreed(&base, &ours, &theirs).conflicts.is_absent());
    let ours = after(&base, &[&remove("conflicts/#year")]);
    assert_eq!(keys(&agreed(&base, &ours, &theirs), "conflicts"), ["x"]);
    let new = after(&base, &[&set("conflicts", ""), &first("conflicts", r#"{"place":"format"}"#)]);
    assert_eq!(keys(&agreed(&base, &new, &theirs), "conflicts"), ["format"]);
}

#[test]
fn a_list_of_thousands_of_lines_is_one_value() {
    let lines = |word: &str| {
        let lines: Vec<String> = (0..3000).map(|n| format!("{:?}", format!("{word}{n}"))).collect();
        document(&format!(r#"{{"overall_goal":{{"tasks":[{}]}}}}"#, lines.join(",")))
    };
    let (base, ours, theirs) = (lines("a"), lines("b"), lines("c"));
    assert_eq!(agreed(&base, &base, &theirs), theirs);
    let (kept, merged) = plain(&base, &ours, &theirs);
    assert_eq!((kept, merged.conflicts.len()), (ours, 1));
}

#[test]
fn files_without_ids_match_because_they_get_the_same() {
    let text = |rows: &str| format!(r#"{{"projects":[{{"code":"1","indicators":[{rows}]}}]}}"#);
    let base = document(&text(r#"{"name":"甲"},{"name":"乙"}"#));
    let ours = document(&text(r#"{"name":"甲","basis":"文件"},{"name":"乙"}"#));
    let theirs = document(&text(r#"{"name":"甲"},{"name":"乙","basis":"会议"}"#));
    let both = agreed(&base, &ours, &theirs);
    let bases: Vec<String> =
        both.projects().flat_map(|p| p.indicators.values().map(|row| row.basis.text().to_string())).collect();
    assert_eq!(bases, ["文件", "会议"]);
}

/// Every place of a document.
fn places(document: &Document) -> Vec<Place> {
    fn below(slot: &dyn Slot, place: &Place, all: &mut Vec<Place>) {
        all.push(place.clone());
        if let Some(items) = slot.items() {
            for at in 0..items.count() {
                let (item, key) = (items.item(at).unwrap(), items.key_of(at).unwrap());
                below(item, &place.step(Step::Item(key)), all);
            }
        } else if !slot.is_text() {
            for (name, slot) in slot.members() {
                below(slot, &place.step(Step::Field(name.to_string().into())), all);
            }
        }
    }
    let mut all = Vec::new();
    for (name, slot) in document.members() {
        below(slot, &Place::root().step(Step::Field(name.to_string().into())), &mut all);
    }
    all
}

/// What somebody does: which, where, with what.
type Deed = (u8, Index, Index, u8);

const VALUES: [&str; 8] = [r#""甲""#, r#""乙""#, r#""一""#, "5", r#"{"z":1}"#, "[]", r#""""#, r#"["a"]"#];

/// The edit for a deed, where the document has room for it.
fn edit(document: &Document, (which, place, spot, value): Deed) -> Option<Edit> {
    let places = places(document);
    let text = json(VALUES[value as usize % VALUES.len()]);
    let lists: Vec<&Place> = places
        .iter()
        .filter(|place| place.find(document).is_some_and(|slot| slot.items().is_some()))
        .collect();
    let items: Vec<&Place> = places.iter().filter(|place| place.key().is_some()).collect();
    let leaves: Vec<&Place> = places.iter().filter(|place| place.find(document).unwrap().is_text()).collect();
    Some(match which % 8 {
        0..=2 => Edit::set(document, leaves.get(place.index(leaves.len().max(1)))?, Some(text)),
        3 => {
            let field = leaves[place.index(leaves.len())];
            field.name()?;
            Edit::set(document, field, None)
        }
        4 => {
            let list = *lists.get(place.index(lists.len().max(1)))?;
            let items = list.find(document)?.items()?;
            let at = spot.index(items.count() + 1);
            let record = match (items.are_texts(), value % 3) {
                (true, _) => text,
                // an id that is free, or that others will take too
                (false, 0) => json(&format!(r#"{{"id":"n-{}","name":"甲"}}"#, value % 4)),
                (false, _) => json(&format!(
                    r#"{{"id":"n-{value}","name":"{value}","by":"{value}月","code":"{value}","place":"{value}"}}"#
                )),
            };
            Edit::insert(list, at.checked_sub(1).and_then(|at| items.key_of(at)), record)
        }
        5 => Edit::remove(document, items.get(place.index(items.len().max(1)))?)?,
        6 => Edit::shift(
            document,
            items.get(place.index(items.len().max(1)))?,
            if value % 2 == 0 { 1 } else { -1 },
        )?,
        _ => {
            let list = *lists.get(place.index(lists.len().max(1)))?;
            let mut order: Vec<usize> = (0..list.find(document)?.items()?.count()).collect();
            let count = order.len().max(1);
            let by = spot.index(count).min(order.len());
            order.rotate_left(by);
            Edit::reorder(document, list, &order)?
        }
    })
}

/// What came of the deeds, as it would be read from a file.
fn done(start: &Document, deeds: &[Deed]) -> Document {
    let mut desk = Desk::new(start.clone());
    for deed in deeds {
        if let Some(edit) = edit(desk.document(), *deed) {
            desk.commit("", &edit).unwrap();
        }
    }
    document(&desk.document().to_json())
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec((any::<u8>(), any::<Index>(), any::<Index>(), any::<u8>()), 0..8)
}

/// Whether one of the records on the way to `record` bears the name of another one in its list.
fn has_namesake(document: &Document, record: &Place) -> bool {
    (1..=record.steps().len()).map(|n| record.prefix(n)).any(|place| {
        let list = place.parent().and_then(|list| list.find(document));
        let key = place.key().zip(list.and_then(|list| list.items()));
        key.is_some_and(|(key, items)| items.find(&Key::new(key.text(), 1)).is_some())
    })
}

/// The texts of all lines and fields, how often each.
fn texts(document: &Document) -> HashMap<String, isize> {
    let mut all = HashMap::new();
    for place in places(document) {
        let slot = place.find(document).unwrap();
        let is_id = place.name().is_some_and(|name| name == "id");
        if slot.is_text() && !slot.absent() && !is_id {
            *all.entry(slot.shown()).or_default() += 1;
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_of_merging_hold(
        start in prop::sample::select(vec![SMALL, ODD]),
        before in deeds(),
        mine in deeds(),
        other in deeds(),
    ) {
        let base = done(&document(start), &before);
        let (ours, theirs) = (done(&base, &mine), done(&base, &other));
        for (base, ours, theirs, expected) in [
            (&base, &ours, &base, &ours),
            (&base, &base, &ours, &ours),
            (&base, &ours, &ours, &ours),
        ] {
            let (result, merged) = plain(base, ours, theirs);
            prop_assert_eq!(&result, expected);
            prop_assert_eq!(merged.conflicts.len(), 0);
        }
        let (one, merged) = plain(&base, &ours, &theirs);
        let (two, back) = plain(&base, &theirs, &ours);
        prop_assert_eq!(merged.conflicts.len(), back.conflicts.len());
        if merged.conflicts.is_empty() {
            prop_assert_eq!(&one, &two);
        }
        // a field that only one side changed has the value it was given
        let value = |document: &Document, place: &Place| place.find(document).and_then(Slot::json);
        let fields = places(&base).into_iter().filter(|place| {
            // which of several waivers for one place it is changes when one goes
            let is_one = !place.within(&at("waivers")) && !place.within(&at("conflicts"));
            is_one && place.name().is_some() && place.find(&base).is_some_and(Slot::is_text)
        });
        for place in fields {
            let (old, a, b) = (value(&base, &place), value(&ours, &place), value(&theirs, &place));
            let record = place.parent().unwrap_or_default();
            let there = |document: &Document| record == Place::root() || record.find(document).is_some();
            if !there(&ours) || !there(&theirs) {
                continue;
            }
            // which of several without a code it is changes when another one loses its code
            if [&base, &ours, &theirs].iter().any(|document| has_namesake(document, &record)) {
                continue;
            }
            if place.name().is_some_and(|name| ["id", "code", "by", "place", "rule"].contains(&name)) {
                continue;
            }
            let expected = if a == old { &b } else { &a };
            prop_assert_eq!(&value(&one, &place), expected, "{}", place);
        }
        // no text that is new on one side is gone, but where a conflict keeps it
        let (was, made, got) = (texts(&base), texts(&theirs), texts(&one));
        let kept: String = merged.conflicts.iter().map(|conflict| conflict.theirs.shown()).collect();
        for (text, count) in made {
            let before = was.get(&text).copied().unwrap_or(0);
            let now = got.get(&text).copied().unwrap_or(0);
            let in_conflict = kept.contains(text.trim_matches('"'));
            prop_assert!(before > 0 || count == 0 || now > 0 || in_conflict, "{} is lost", text);
        }
    }
}
