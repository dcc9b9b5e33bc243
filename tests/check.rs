//! Checking a document: every rule finds what it must at the right place and is silent otherwise;
//! what an edit can affect is checked again, and nothing else differs from a full check.

use std::collections::HashSet;
use std::path::PathBuf;

use jixiao::check::{self, Checker, Fix, Rule, Sample};
use jixiao::edit::{Desk, Edit};
use jixiao::exchange;
use jixiao::model::{self, Document, Finding, Json, Key, Place, Reading, Severity, Slot, Step};
use proptest::prelude::*;
use serde_json::Value;

fn open(text: &str) -> (Document, Reading) {
    model::read(text).unwrap_or_else(|error| panic!("{error:?}: {text}"))
}

fn findings(text: &str) -> (Document, Vec<Finding>) {
    let (document, reading) = open(text);
    let found = Checker::new(&document, &reading).findings().to_vec();
    (document, found)
}

fn of_rule<'a>(found: &'a [Finding], rule: &Rule) -> Vec<&'a Finding> {
    found.iter().filter(|finding| finding.code == rule.code).collect()
}

fn fixture(code: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", "check", &format!("{code}.json")].iter().collect()
}

/// The doubts of an import about which a rule speaks.
fn doubts(text: &str, rule: &Rule) -> Vec<exchange::report::Warning> {
    let warnings = exchange::import("表.txt", text.as_bytes(), Default::default()).unwrap().report.warnings;
    warnings.into_iter().filter(|warning| warning.code() == rule.code).collect()
}

/// The text of a file: given whole, or as a part in a usual frame.
fn text_of(case: &Value) -> String {
    let frame = r#""year":2021,"edition":"cn-2015","currency_unit":"万元","department":{"name":"甲局","division_code":"130304"}"#;
    if let Some(text) = case["text"].as_str() {
        text.to_string()
    } else if let Some(members) = case["project"].as_object() {
        let mut project = serde_json::Map::from_iter([("id".to_string(), Value::from("p"))]);
        project.extend(members.clone());
        format!("{{{frame},\"projects\":[{}]}}", Value::from(project))
    } else if case["rows"].is_array() {
        format!("{{{frame},\"projects\":[{{\"id\":\"p\",\"indicators\":{}}}]}}", case["rows"])
    } else {
        case["document"].to_string()
    }
}

#[test]
fn every_rule_finds_its_fixtures_at_the_right_place_and_nothing_else() {
    for rule in check::rules() {
        let path = fixture(rule.code);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let cases: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", rule.code));
        let expected = |case: &Value| -> Vec<String> {
            let lines = case["found"].as_array().unwrap_or_else(|| panic!("{}: no found", rule.code));
            lines.iter().filter_map(Value::as_str).map(String::from).collect()
        };
        assert!(cases.iter().any(|case| !expected(case).is_empty()), "{}: nothing bad", rule.code);
        assert!(cases.iter().any(|case| expected(case).is_empty()), "{}: nothing good", rule.code);
        for (n, case) in cases.iter().enumerate() {
            if let Some(text) = case["import"].as_str() {
                let told: Vec<String> = doubts(text, rule).iter().map(|_| "W".to_string()).collect();
                assert_eq!(told, expected(case), "{} case {}", rule.code, n + 1);
                continue;
            }
            let (document, found) = findings(&text_of(case));
            let told = of_rule(&found, rule).into_iter().map(|finding| {
                let sentence = check::message(&document, finding);
                assert!(!sentence.is_empty() && !check::advice(&document, finding).is_empty());
                let letter = finding.severity.name()[..1].to_uppercase();
                format!("{letter} {}", finding.place)
            });
            let told: Vec<String> = told.collect();
            assert_eq!(told, expected(case), "{} case {}", rule.code, n + 1);
            if let Some(fixed) = case["fixed"].as_str() {
                let finding = of_rule(&found, rule)[0].clone();
                let proposal = check::proposal(&document, &finding).expect("a proposal");
                assert_eq!(proposal.after, fixed, "{} case {}", rule.code, n + 1);
                let mut desk = Desk::new(document);
                desk.commit(proposal.name, &proposal.edit).unwrap();
                let after = Checker::new(desk.document(), &Reading::default());
                let left = of_rule(&after.findings().to_vec(), rule).len();
                assert!(left < told.len(), "{} case {}: not mended", rule.code, n + 1);
            }
        }
    }
}

#[test]
fn on_the_document_of_a_careful_person_every_rule_is_silent() {
    // salaries, a purchase of equipment, a service for the public: each in both editions; then what
    // other departments and regions do
    let names = [
        "salaries-2021",
        "salaries-2023",
        "purchase-2020",
        "purchase-2023",
        "service-2021",
        "service-2024",
        "education-2021",
        "roads-2022",
        "culture-2024",
        "flood-2022",
        "elections-2022",
        "lights-2022",
        "water-2022",
        "weather-2019",
        "groundwater-2022",
        "sanitation-2024",
        "assets-2022",
        "farmland-2021",
        "court-2020",
        "market-2024",
        "premises-2022",
        "broadcast-2024",
        "grain-2022",
    ];
    for name in names {
        let text = std::fs::read_to_string(fixture(&format!("silent/{name}"))).unwrap();
        let (document, found) = findings(&text);
        let told = found.iter().map(|finding| {
            let place = model::describe(&document, &finding.place);
            format!("{} {place}: {}", finding.code, check::message(&document, finding))
        });
        assert_eq!(told.collect::<Vec<_>>(), [""; 0], "{name}");
    }
}

/// Documents as people hand them in, with mistakes that were put in on purpose: beside each stands
/// what is to be found, a line a place.
#[test]
fn in_a_faulty_document_its_mistakes_are_found_and_nothing_beside_them() {
    let names = [
        "agriculture-2019",
        "civil-2020",
        "health-2023",
        "environment-2021",
        "hospital-2019",
        "offices-2022",
    ];
    for name in names {
        let path = fixture(&format!("faulty/{name}"));
        let (document, found) = findings(&std::fs::read_to_string(&path).unwrap());
        let told = found.iter().map(|finding| {
            let letter = finding.severity.name()[..1].to_uppercase();
            format!("{letter} {} {}\n", finding.code, finding.place.pointer(&document))
        });
        let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap();
        assert_eq!(told.collect::<String>(), expected, "{name}");
    }
}

#[test]
fn targets_that_are_unusual_but_right_are_no_findings() {
    let text = std::fs::read_to_string(fixture("unusual")).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    for row in rows {
        // each alone, so that no row speaks for another
        let case = serde_json::json!({ "rows": [row] });
        let (document, found) = findings(&text_of(&case));
        let told = found.iter().filter(|finding| finding.place.indicator().is_some());
        let told = told.map(|finding| format!("{} {}", finding.code, check::message(&document, finding)));
        assert_eq!(told.collect::<Vec<_>>(), [""; 0], "{row}");
    }
}

#[test]
fn what_is_told_while_typing_is_what_is_found_afterwards() {
    // as after an edit that doubled an id: reading a file would have given a new one
    let (document, reading) = (Document::from_json(DESK).unwrap(), Reading::default());
    for (at, text) in [
        ("projects/#p/indicators/#i/target", "≥100按规定执行"),
        ("projects/#p/indicators/#i/level2", "数量"),
        ("projects/#p/budget/total", "3"),
        ("projects/#p/goals/#保障窗口运行", "1、保障经费"),
        ("projects/#p/spending_plan/#6月底/percent", "101"),
        ("projects/#p#1/name", " "),
        ("department/division_code", " 130304"),
    ] {
        let edit = Edit::typed(&document, &place(at), text);
        let before = check::preview(&document, &edit);
        assert!(!before.is_empty(), "{at}");
        let mut desk = Desk::new(document.clone());
        let change = desk.commit("", &edit).unwrap();
        let after = Checker::new(desk.document(), &reading);
        // comparing projects is left to the check after the edit
        let among = ["ID002", "ID003", "CX001", "CX002"];
        let own = |f: &&Finding| f.place.within(&change.place) && !among.contains(&f.code);
        let after: Vec<Finding> = after.findings().iter().filter(own).cloned().collect();
        assert_eq!(before, after, "{at}");
    }
}

#[test]
fn that_something_is_lost_is_never_taken_away_unasked() {
    for purpose in ["购置&nbsp;设备，见错误!未找到引用源。所列", "见错误！未定义书签[bookmark: a]"]
    {
        let case = serde_json::json!({ "project": { "purpose": purpose } });
        let (document, found) = findings(&text_of(&case));
        let found: Vec<&Finding> = found.iter().filter(|finding| finding.code == "TX007").collect();
        assert_eq!(found.len(), 1, "{purpose}");
        let proposal = check::proposal(&document, found[0]).unwrap();
        assert!(!proposal.safe, "{purpose}");
        assert!(check::mends(&document, found, &|finding| finding.code == "TX007").is_empty(), "{purpose}");
    }
}

#[test]
fn every_rule_is_explained_and_its_examples_are_true() {
    let mut codes = HashSet::new();
    for rule in check::rules() {
        assert!(codes.insert(rule.code), "{} twice", rule.code);
        assert_eq!(check::rule(rule.code).unwrap().code, rule.code);
        let page = check::page(rule);
        let parts = [rule.name, rule.page.what, rule.page.why, rule.page.doubt, rule.page.safety];
        for part in parts {
            assert!(!part.is_empty() && page.contains(part), "{}: {page}", rule.code);
        }
        let headings = ["查什么", "为什么", "不好的例子", "好的例子", "可能的误报", "修改", "豁免"];
        let positions = headings.map(|heading| page.find(&format!("\n{heading}\n")).unwrap_or(usize::MAX));
        assert!(positions.is_sorted() && positions[6] < page.len(), "{page}");
        assert!(rule.page.what.ends_with('。') && rule.page.why.ends_with('。'), "{}", rule.code);
        for (sample, is_bad) in [(&rule.page.bad, true), (&rule.page.good, false)] {
            if let Sample::Import(text) = sample {
                assert!(rule.checks.is_empty(), "{}", rule.code);
                assert_eq!(!doubts(text, rule).is_empty(), is_bad, "{}", rule.code);
                continue;
            }
            let (document, reading) = sample.read().unwrap_or_else(|e| panic!("{}: {e:?}", rule.code));
            let checker = Checker::new(&document, &reading);
            let found = checker.findings().to_vec();
            let found = of_rule(&found, rule);
            assert_eq!(!found.is_empty(), is_bad, "{}: bad {is_bad}: {found:?}", rule.code);
            assert!(page.contains(&sample.shown()) || sample.shown().contains('\n'), "{}", rule.code);
        }
        assert_eq!(rule.fix == Fix::None, rule.propose.is_none(), "{}", rule.code);
    }
    assert!(check::rule("XX999").is_none());
}

#[test]
fn findings_stand_in_the_order_of_the_form_and_are_counted() {
    let (document, reading) = open(
        r#"{"projects":[{"id":"b","indicators":[{"id":"2","name":""},{"id":"1","name":" 甲"}],"goals":["1、x"],"code":"1"},{"id":"a","code":""}],
        "units":[{"code":"1"}]}"#,
    );
    let checker = Checker::new(&document, &reading);
    let places: Vec<String> = checker.findings().iter().map(|f| f.place.to_string()).collect();
    let position =
        |place: &str| places.iter().position(|p| p == place).unwrap_or_else(|| panic!("{place}: {places:?}"));
    let order = [
        "year",
        "department/name",
        "units/#1/code",
        "projects/#b/code",
        "projects/#b/goals/#1、x",
        "projects/#b/indicators/#2/name",
        "projects/#b/indicators/#1/name",
        "projects/#a/code",
    ];
    let positions: Vec<usize> = order.iter().map(|place| position(place)).collect();
    assert!(positions.is_sorted(), "{places:?}");
    let whole = checker.counts();
    assert_eq!(whole.errors + whole.warnings + whole.infos, places.len());
    for place in ["projects/#a", "projects/#b", "projects/#b/indicators", "units", "year", ""] {
        let place: Place = place.parse().unwrap();
        let within = checker.findings().iter().filter(|finding| finding.place.within(&place));
        assert_eq!(
            checker.counts_within(&place),
            check::Counts::of(within.map(|finding| finding.severity)),
            "{place}"
        );
    }
}

#[test]
fn what_is_of_a_wrong_kind_is_told_once_and_judged_by_no_other_rule() {
    let (_, found) = findings(
        r#"{"year":[],"department":7,"units":"x","overall_goal":[],"sub_goals":[1],"safeguards":{},
        "projects":[5,{"id":"p","unit_code":1,"code":{},"name":null,"budget":[],"purpose":2,"spending_plan":"x","goals":{},
        "indicators":"none"},{"id":"q","indicators":[{"id":"i","level1":1,"level2":2,"name":3,"description":4,"target":5,"basis":6}]}]}"#,
    );
    for finding in &found {
        let is_missing = finding.place.name().is_some_and(|name| {
            finding.place.within(&"projects/#q".parse().unwrap())
                && finding.place.steps().len() == 3
                && name != "id"
        }) || finding.place.within(&"projects/#q/budget".parse().unwrap());
        assert!(finding.code == "ST007" || is_missing, "{finding:?}");
    }
    assert_eq!(found.iter().filter(|finding| finding.code == "ST007").count(), 21);
}

#[test]
fn whatever_is_missing_empty_or_absurd_nothing_panics() {
    let long = "甲".repeat(100_000);
    let row = r#"{"level1":"","level2":"","name":"","description":"","target":{"operator":"","value":"","unit":"","text":""},"basis":""}"#;
    let rows = vec![row; 3_000].join(",");
    for text in [
        "{}".to_string(),
        r#"{"projects":[]}"#.to_string(),
        r#"{"projects":[{},{},{"budget":{},"spending_plan":[{}],"goals":[""],"indicators":[{},{"target":{}}]}]}"#.to_string(),
        format!(r#"{{"projects":[{{"name":"{long}","purpose":"{long}","goals":["{long}"],"indicators":[{{"name":"{long}","target":{{"text":"{long}"}}}}]}}]}}"#),
        format!(r#"{{"projects":[{{"indicators":[{rows}]}}]}}"#),
        r#"{"projects":[{"budget":{"total":"79228162514264337593543950335","fiscal":"79228162514264337593543950335","other":"1"}}]}"#.to_string(),
    ] {
        let (document, found) = findings(&text);
        for finding in found.iter().take(500) {
            let sentence = check::message(&document, finding);
            assert!(!sentence.is_empty() && sentence.chars().count() < 400, "{finding:?}");
            check::advice(&document, finding);
            check::proposal(&document, finding);
            model::describe(&document, &finding.place);
        }
    }
}

const DESK: &str = r#"{"year":2021,"edition":"cn-2015","currency_unit":"万元","department":{"name":"甲局","division_code":"130304"},
    "units":[{"code":"630001","name":"本级"}],
    "projects":[
        {"id":"p","unit_code":"630001","code":"13030421516VGXXZYNQI3","name":"甲","budget":{"total":"2","fiscal":"1","other":"1"},
         "spending_plan":[{"by":"6月底","percent":"50"},{"by":"12月底","percent":"100"}],"goals":["保障窗口运行"],
         "indicators":[{"id":"i","level1":"产出指标","level2":"质量指标","name":"准确率","target":{"operator":"≥","value":"100","unit":"%"},"basis":"台账"}]},
        {"id":"q","unit_code":"630001","code":"13030421516VGXXZYNQI3","name":"甲","goals":["保障窗口运行"]},
        {"id":"p","unit_code":"630003","code":"13030421516VGXXZYNQI3","name":"乙"}]}"#;

fn place(text: &str) -> Place {
    text.parse().unwrap()
}

#[test]
fn while_typing_what_would_be_found_is_told_without_changing_anything() {
    let (document, _) = open(DESK);
    let target = place("projects/#p/indicators/#i/target");
    let codes = |text: &str| -> Vec<&str> {
        let edit = Edit::typed(&document, &target, text);
        check::preview(&document, &edit).iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes("≥100%"), ["IV004"]);
    assert_eq!(codes("=100%"), [""; 0]);
    assert_eq!(codes("95"), ["IV001"]);
    let year = Edit::typed(&document, &place("department/name"), " ");
    assert!(check::preview(&document, &year).iter().any(|finding| finding.code == "ST002"));
    let nowhere = Edit::typed(&document, &place("projects/#zz/name"), "x");
    assert_eq!(check::preview(&document, &nowhere), []);
}

#[test]
fn a_document_of_another_edition_is_judged_by_its_own_frame() {
    let rows = r#"[{"id":"i","level1":"成本指标","level2":"经济成本指标","name":"项目成本","target":{"operator":"≤","value":"1","unit":"万元"}}]"#;
    for (edition, expected) in [("cn-2015", true), ("cn-2021", false)] {
        let text = format!(r#"{{"edition":"{edition}","projects":[{{"id":"p","indicators":{rows}}}]}}"#);
        let (_, found) = findings(&text);
        assert_eq!(found.iter().any(|finding| finding.code == "ST004"), expected, "{edition}");
    }
}

#[test]
fn money_for_one_of_a_quantity_is_compared_however_it_was_written_and_more_than_three_times_is_far() {
    let row = |target: &str| format!(r#"{{"level2":"数量指标","name":"保障人数","target":{target}}}"#);
    let found = |budgets: [&str; 2], rows: [&str; 2]| {
        let project = |n: usize| {
            format!(
                r#"{{"id":"p-{n}","unit_code":"63000{n}","code":"A1","budget":{{"total":"{}"}},"indicators":[{}]}}"#,
                budgets[n], rows[n]
            )
        };
        let (document, reading) = open(&format!(r#"{{"projects":[{},{}]}}"#, project(0), project(1)));
        let checker = Checker::new(&document, &reading);
        checker.findings().iter().filter(|finding| finding.code == "AM005").count()
    };
    let ten = row(r#"{"operator":"≥","value":"10","unit":"人"}"#);
    for hundred in [
        r#"{"operator":"≥","value":"100","unit":"人"}"#,
        r#"{"operator":"≥","value":"100","unit":" 人 "}"#,
        r#"{"operator":"≥","value":"100人","unit":""}"#,
        r#"{"operator":"","value":"≥100","unit":"人"}"#,
        r#"{"text":"≥100人"}"#,
    ] {
        assert_eq!(found(["100", "100"], [&ten, &row(hundred)]), 2, "{hundred}");
    }
    let people = |number: &str| row(&format!(r#"{{"operator":"=","value":"{number}","unit":"人"}}"#));
    for (budgets, numbers, count) in [
        (["118.73", "118.73"], ["30", "90"], 0),
        (["100", "100"], ["7", "21"], 0),
        (["100", "100"], ["7", "22"], 2),
        (["100", "300.01"], ["30", "30"], 2),
    ] {
        let [one, other] = numbers.map(people);
        assert_eq!(found(budgets, [&one, &other]), count, "{budgets:?} {numbers:?}");
    }
    // two rows of one table are not two units
    let both = format!("{},{}", people("10"), people("100"));
    assert_eq!(found(["100", ""], [&both, ""]), 0);
}

/// The edit that waives one of the findings, chosen by number, for what stands there now.
fn waive(document: &Document, choice: usize) -> Option<Edit> {
    let found = Checker::new(document, &Reading::default()).findings().to_vec();
    let finding = found.get(choice % found.len().max(1))?;
    let hash = check::value_hash(document, &finding.place);
    let record = serde_json::json!({"rule": finding.code, "place": finding.place.to_string(), "reason": "另行说明", "value_hash": hash});
    Some(Edit::insert(&place("waivers"), None, Json::parse(&record.to_string()).ok()?))
}

#[test]
fn a_waived_finding_does_not_count_until_what_stands_there_changes() {
    let (document, reading) = open(DESK);
    let mut desk = Desk::new(document);
    let before = Checker::new(desk.document(), &reading);
    let n = before.findings().iter().position(|finding| finding.code == "IV004").unwrap();
    let finding = before.findings().get(n).unwrap().clone();
    let edit = waive(desk.document(), n).unwrap();
    desk.commit("豁免", &edit).unwrap();
    let mut checker = Checker::new(desk.document(), &reading);
    assert!(!checker.findings().contains(&finding));
    assert_eq!(checker.waived().collect::<Vec<_>>(), [&finding]);
    assert_eq!(checker.counts().warnings, before.counts().warnings - 1);
    let (at, waiver) = check::waiver_at(desk.document(), "IV004", &finding.place).unwrap();
    assert_eq!(waiver.reason.text(), "另行说明");
    let stale = |checker: &Checker| {
        checker.findings().iter().filter(|f| f.code == "WV001").cloned().collect::<Vec<_>>()
    };
    assert!(stale(&checker).is_empty());
    for (text, back) in [("≥100.0%", true), ("=100%", false)] {
        let edit = Edit::typed(desk.document(), &finding.place, text);
        let change = desk.commit("改", &edit).unwrap();
        checker.update(desk.document(), &change.touched);
        assert_eq!(checker.findings().iter().any(|f| f.code == "IV004"), back, "{text}");
        let told = stale(&checker);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].place, at);
        let sentence = check::message(desk.document(), &told[0]);
        assert!(sentence.contains(if back { "重新计入" } else { "没有对应的问题" }), "{sentence}");
        assert_eq!(checker.waived().count(), 0);
        let change = desk.undo().unwrap();
        checker.update(desk.document(), &change.touched);
        assert_eq!(checker.waived().count(), 1, "as it was, the waiver holds again");
    }
}

#[test]
fn a_conflict_counts_whatever_is_waived() {
    let text = r#"{"format":"jixiao/1","year":2021,"edition":"cn-2015","conflicts":[{"place":"year","base":2020,"ours":2021,"theirs":2022}]}"#;
    let (document, reading) = open(text);
    let codes = |document: &Document| {
        let checker = Checker::new(document, &reading);
        assert_eq!(checker.waived().count(), 0);
        checker.findings().iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    let before = codes(&document);
    let conflict = before.iter().position(|code| *code == "CF001").unwrap();
    let mut desk = Desk::new(document.clone());
    desk.commit("豁免", &waive(&document, conflict).unwrap()).unwrap();
    let after = codes(desk.document());
    assert!(after.contains(&"CF001") && after.contains(&"WV001"), "{after:?}");
}

/// Any edit that fits the document, chosen by numbers.
fn some_edit(document: &Document, (kind, one, two): (u8, usize, usize)) -> Option<Edit> {
    let lists = [
        "projects",
        "projects",
        "projects/#p/indicators",
        "projects/#q/goals",
        "units",
        "projects/#p/goals",
        "waivers",
    ];
    let fields = [
        "projects/#p/name",
        "projects/#q/code",
        "projects/#p#1/code",
        "projects/#q/unit_code",
        "projects/#q/id",
        "projects/#p/budget/total",
        "projects/#p/indicators/#i/target",
        "projects/#p/goals",
        "projects/#q/goals",
        "department/division_code",
        "department/name",
        "year",
        "edition",
        "projects/#q",
        "projects/#p/indicators",
        "units",
        "waivers",
    ];
    let values = [
        r#""甲""#,
        r#""13030421516VGXXZYNQI3""#,
        r#""630003""#,
        "null",
        "7",
        r#""q""#,
        r#""p""#,
        r#"["保障窗口运行"]"#,
        r#"{"id":"p","code":"A","goals":["甲"]}"#,
        r#"{"id":"r","unit_code":"630001","code":"13030421516VGXXZYNQI3"}"#,
        r#"{"operator":"≥","value":"5","unit":"%"}"#,
        r#""cn-2021""#,
        "2020",
        r#"[{"id":"i","level1":"产出指标","level2":"质量指标","name":"准确率","target":{"operator":"≥","value":"100","unit":"%"}}]"#,
    ];
    let list = place(lists[one % lists.len()]);
    let value = Json::parse(values[two % values.len()]).ok()?;
    let items = list.find(document).and_then(Slot::items);
    let count = items.map_or(0, |items| items.count());
    let key = |n: usize| -> Option<Key> { items.and_then(|items| items.key_of(n % count.max(1))) };
    let item = |n| Some(list.step(Step::Item(key(n)?)));
    match kind % 8 {
        0 => Some(Edit::set(document, &place(fields[one % fields.len()]), Some(value))),
        1 => Some(Edit::insert(&list, key(two), value)),
        2 => Edit::remove(document, &item(two)?),
        3 => Edit::shift(document, &item(two)?, one as isize % 5 - 2),
        4 => Some(Edit::set(document, &item(two)?, Some(value))),
        5 | 6 => waive(document, one * 5 + two),
        _ => Some(Edit::group(vec![
            Edit::set(document, &place(fields[one % fields.len()]), Some(value)),
            Edit::remove(document, &item(two)?)?,
        ])),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn checked_again_after_edits_it_is_as_if_checked_anew(
        choices in prop::collection::vec((any::<u8>(), 0usize..48, 0usize..42), 0..30),
    ) {
        let (document, reading) = open(DESK);
        let mut desk = Desk::new(document);
        let mut checker = Checker::new(desk.document(), &reading);
        for (n, choice) in choices.into_iter().enumerate() {
            let change = if n % 7 == 6 {
                desk.undo()
            } else {
                some_edit(desk.document(), choice).and_then(|edit| desk.commit("改", &edit).ok())
            };
            let Some(change) = change else { continue };
            checker.update(desk.document(), &change.touched);
            let anew = Checker::new(desk.document(), &reading);
            prop_assert_eq!(checker.findings(), anew.findings());
            prop_assert_eq!(checker.counts(), anew.counts());
            // one by one they are the same row
            let count = checker.findings().len();
            prop_assert!((0..count).map(|n| checker.findings().get(n)).eq(anew.findings().iter().map(Some)));
            prop_assert_eq!(checker.findings().get(count), None);
            prop_assert!(checker.waived().eq(anew.waived()));
        }
    }

    #[test]
    fn a_proposal_mends_its_finding_and_keeps_what_is_fixed(
        choices in prop::collection::vec((any::<u8>(), 0usize..48, 0usize..42), 0..12),
    ) {
        let (document, _) = open(DESK);
        let mut desk = Desk::new(document);
        for choice in choices {
            if let Some(edit) = some_edit(desk.document(), choice) {
                let _ = desk.commit("改", &edit);
            }
        }
        let found = Checker::new(desk.document(), &Reading::default()).findings().to_vec();
        for finding in &found {
            let Some(proposal) = check::proposal(desk.document(), finding) else { continue };
            if proposal.safe {
                let name = finding.place.name().unwrap_or_default();
                let is_key = finding.place.steps().len() == 3 && matches!(name, "code" | "unit_code" | "name");
                prop_assert!(!is_key, "{:?}", finding);
                prop_assert!(finding.severity != Severity::Error, "{:?}", finding);
            }
            prop_assert!(desk.commit(proposal.name, &proposal.edit).is_ok());
            let after = Checker::new(desk.document(), &Reading::default());
            // where an item is taken away, an equal one may stand at its place: then there are fewer
            let of_rule = |findings: &[Finding]| findings.iter().filter(|f| f.code == finding.code).count();
            let removed = matches!(proposal.edit, Edit::Remove { .. });
            let mended = match removed {
                true => of_rule(&after.findings().to_vec()) < of_rule(&found),
                false => !after.findings().contains(finding),
            };
            prop_assert!(mended, "{:?}", finding);
            desk.undo();
        }
    }
}

mod command {
    use std::io::{Read, Write};
    use std::path::Path;
    use std::process::{Command, Output, Stdio};
    use std::sync::LazyLock;

    use serde_json::Value;

    /// The sample.
    const SEED: &str = include_str!("fixtures/import/beidaihe-2021.json");

    /// A document in which nothing is wrong, and the same without its year.
    const GOOD: &str = include_str!("fixtures/check/silent/service-2021.json");
    static BAD: LazyLock<String> = LazyLock::new(|| GOOD.replacen("\"year\": 2021,", "", 1));

    fn jixiao(folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap()
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    #[test]
    fn the_exit_code_says_what_was_found() {
        let folder = folder(&[("good.json", GOOD.as_bytes()), ("bad.json", BAD.as_bytes())]);
        for (arguments, code) in [
            (&["check", "good.json"][..], 0),
            (&["check", "bad.json"], 1),
            (&["check", "good.json", "bad.json"], 1),
            (&["check", "bad.json", "absent.json", "good.json"], 2),
            (&["check"], 2),
            (&["check", "good.json", "--format", "xml"], 2),
            (&["explain", "am001"], 0),
            (&["explain"], 0),
            (&["explain", "ZZ001"], 2),
        ] {
            let output = jixiao(folder.path(), arguments);
            assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output.stderr));
            assert_eq!(code == 2, !output.stderr.is_empty(), "{arguments:?}");
        }
    }

    #[test]
    fn what_is_waived_is_counted_apart_and_is_no_error() {
        // the year is missing: an error, waived for nothing standing there
        let waived = BAD.replacen(
            '{',
            r#"{"waivers":[{"rule":"ST002","place":"year","reason":"另行公布","value_hash":"2032dd643620252e"}],"#,
            1,
        );
        let folder = folder(&[("a.json", waived.as_bytes())]);
        let output = jixiao(folder.path(), &["check", "a.json"]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{shown}");
        assert!(shown.contains("没有发现问题；已豁免 1 处。"), "{shown}");
        assert!(shown.ends_with("错误 0 处，警告 0 处，提示 0 处；已豁免 1 处。\n"), "{shown}");
        let output = jixiao(folder.path(), &["check", "--format", "json", "a.json"]);
        assert_eq!(text(&output.stdout), "[]\n");
    }

    #[test]
    fn every_file_that_cannot_be_read_has_its_own_sentence_and_the_others_are_done() {
        let folder = folder(&[
            ("empty.json", b"  \n"),
            ("broken.json", b"{\n  \"year\": trux\n}"),
            ("list.json", b"[]"),
            ("deep.json", "[".repeat(300).as_bytes()),
            ("image.json", b"\x89PNG\r\n\x1a\n\xff\xff\x00"),
            ("bad.json", BAD.as_bytes()),
            ("other/package.json", b"{\"name\":\"x\"}"),
        ]);
        let all = [
            "check",
            "empty.json",
            "broken.json",
            "list.json",
            "deep.json",
            "image.json",
            "absent.json",
            "other",
            "bad.json",
        ];
        let output = jixiao(folder.path(), &all);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        let lines: Vec<&str> = told.lines().collect();
        for (line, (name, sentence)) in lines.iter().zip([
            ("empty.json", "空文件"),
            ("broken.json", "第 2 行第 14 列（在 year 处）"),
            ("list.json", "不是对象"),
            ("deep.json", "300 层"),
            ("image.json", "编码"),
            ("absent.json", "找不到"),
            ("other", "没有绩效目标文档"),
        ]) {
            assert!(line.contains(name) && line.contains(sentence), "{line}");
        }
        assert_eq!(lines.len(), 7);
        assert!(text(&output.stdout).contains("ST002"));
    }

    #[test]
    fn nothing_from_a_file_reaches_the_terminal_as_a_command() {
        let evil = "\\u001b[31m\\u009b2J\\u202e";
        let json = SEED
            .replace("3月底", &format!("3月底{evil}"))
            .replace("\"630001\"", &format!("\"630001{evil}\""));
        let json = json
            .replace("人事代理人员经费", &format!("人事{evil}"))
            .replace("按规定", evil)
            .replace("25.00", evil);
        let folder = folder(&[("evil.json", json.as_bytes())]);
        let output = jixiao(folder.path(), &["check", "evil.json"]);
        let told = text(&output.stdout);
        assert!(told.contains("␛[31m"), "{told}");
        assert!(!told.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')));
    }

    #[test]
    fn a_folder_is_searched_for_documents_and_what_else_lies_there_is_passed_over() {
        let folder = folder(&[
            ("a/one.json", BAD.as_bytes()),
            ("a/b/two.JSON", GOOD.as_bytes()),
            ("a/package.json", b"{\"name\":\"x\"}"),
            ("a/notes.txt", b"x"),
            ("a/broken.json", b"{"),
            ("a/.git/hidden.json", BAD.as_bytes()),
        ]);
        let output = jixiao(folder.path(), &["check", "a"]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        let shown = text(&output.stdout);
        assert!(
            shown.contains("one.json") && shown.contains("two.JSON") && !shown.contains("hidden"),
            "{shown}"
        );
        assert!(shown.ends_with("共检查 2 个文件：错误 1 处，警告 0 处，提示 0 处。\n"), "{shown}");
    }

    #[test]
    fn a_document_that_was_cut_off_is_told_in_a_folder_even_where_a_character_is_cut() {
        let whole = r#"{"format":"jixiao/1","department":{"name":"甲区"#.as_bytes();
        for end in [whole.len(), whole.len() - 1] {
            let folder = folder(&[("a/cut.json", &whole[..end]), ("a/good.json", GOOD.as_bytes())]);
            let output = jixiao(folder.path(), &["check", "a"]);
            assert_eq!(output.status.code(), Some(2), "{end}");
            assert!(text(&output.stderr).contains("cut.json"), "{}", text(&output.stderr));
            assert!(text(&output.stdout).contains("共检查 1 个文件"), "{}", text(&output.stdout));
        }
    }

    #[test]
    fn json_is_one_array_with_every_place_by_itself() {
        let row = |id: &str| {
            format!(
                r#"{{"id":"{id}","level1":"产出指标","level2":"质量指标","name":"准确率{id}","description":"d","basis":"","target":{{"operator":"≥","value":"100","unit":"%"}}}}"#
            )
        };
        let rows = format!("{},{}", row("i"), row("j"));
        let document =
            format!(r#"{{"year":2021,"projects":[7,{{"id":"p","name":"甲","indicators":[{rows}]}}]}}"#);
        let folder = folder(&[("a.json", document.as_bytes()), ("b.json", GOOD.as_bytes())]);
        let output = jixiao(folder.path(), &["check", "--format", "json", "a.json", "b.json"]);
        let array: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let shares: Vec<&Value> = array.iter().filter(|finding| finding["code"] == "IV004").collect();
        assert_eq!(shares.len(), 2);
        let keys: Vec<&String> = shares[0].as_object().unwrap().keys().collect();
        let expected =
            ["file", "code", "name", "severity", "dimension", "path", "place", "message", "advice", "fix"];
        assert_eq!(keys, expected);
        assert_eq!(shares[1]["path"], "/projects/1/indicators/1/target");
        assert_eq!(shares[1]["place"], "2 甲 › 质量指标 准确率j › 指标值");
        assert_eq!((&shares[1]["severity"], &shares[1]["fix"]), (&"warning".into(), &"ask".into()));
        assert_eq!(shares[1]["dimension"], "适当");

        let output = jixiao(folder.path(), &["check", "--format", "json", "b.json"]);
        assert_eq!(text(&output.stdout), "[]\n");
        // for people the two are one entry
        let output = jixiao(folder.path(), &["check", "a.json"]);
        let shown = text(&output.stdout);
        assert!(
            shown.contains("IV004") && shown.matches("IV004").count() == 1 && shown.contains("×2"),
            "{shown}"
        );
        assert!(!shown.contains('\u{1b}'), "colour in a pipe");
    }

    #[test]
    fn standard_input_is_a_file_like_any_other() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["check", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(BAD.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stdout).starts_with("标准输入\n"));
    }

    #[test]
    fn a_reader_that_has_had_enough_is_no_mistake() {
        let rows = vec!["{}"; 400].join(",");
        let document = format!(r#"{{"year":2021,"projects":[{{"indicators":[{rows}]}}]}}"#);
        let folder = folder(&[("a.json", document.as_bytes())]);
        for format in ["text", "json"] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
                .current_dir(folder.path())
                .args(["check", "--format", format, "a.json"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut first = [0; 1];
            let mut stdout = child.stdout.take().unwrap();
            stdout.read_exact(&mut first).unwrap();
            drop(stdout);
            let output = child.wait_with_output().unwrap();
            assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), String::new()));
        }
    }
}
