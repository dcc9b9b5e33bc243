//! A colleague sends the document back, or a part of it: what differs comes in as edits at its
//! fields, and everything else stays.

use jixiao::edit::Desk;
use jixiao::exchange::{self, Onto, Options, onto};
use jixiao::model::{Document, Field, Kind, List};
use proptest::prelude::*;

const SAMPLE: &str = include_str!("fixtures/import/beidaihe-2021.json");
const TEXT: &str = include_str!("fixtures/import/beidaihe-2021.txt");

fn sample() -> Document {
    Document::from_json(SAMPLE).unwrap()
}

fn imported(text: &str) -> Document {
    exchange::import("文本.txt", text.as_bytes(), Options::default()).unwrap().document
}

fn applied(old: &Document, onto: &Onto) -> Document {
    let mut desk = Desk::new(old.clone());
    desk.commit("并入", &onto.edit).unwrap();
    desk.document().clone()
}

/// The places that change, as they are printed.
fn changes(onto: &Onto) -> Vec<String> {
    onto.changes
        .iter()
        .map(|change| format!("{}: {} → {}", change.place, change.before, change.after))
        .collect()
}

#[test]
fn the_same_document_changes_nothing() {
    let onto = onto(&sample(), &imported(TEXT));
    assert!(onto.edit.is_nothing(), "{:?}", changes(&onto));
    assert_eq!((onto.matches.by_id.len(), onto.matches.by_name.len(), onto.matches.new.len()), (0, 142, 0));
}

#[test]
fn what_differs_is_an_edit_at_its_field_and_all_else_stays() {
    // weights, a waiver and an unknown field, of which the text knows nothing
    let old = SAMPLE.replacen(
        "\"basis\": \"\"",
        "\"basis\": \"\",\n          \"weight\": \"10\",\n          \"ours\": 1",
        1,
    );
    let old = Document::from_json(&old).unwrap();
    let new = imported(&TEXT.replacen("≥30人", "≥31人", 1).replacen("118.73", "120.00", 1));
    let onto = onto(&old, &new);
    let project = old.projects().next().unwrap();
    let (id, row) = (project.id.text(), project.indicators.values().next().unwrap().id.text());
    assert_eq!(
        changes(&onto),
        [
            format!("projects/#{id}/budget/total: 118.73 → 120.00"),
            format!("projects/#{id}/indicators/#{row}/target: ≥30人 → ≥31人"),
        ]
    );
    let after = applied(&old, &onto).to_json();
    assert!(
        after.contains("\"weight\": \"10\"") && after.contains("\"ours\": 1") && after.contains("\"31\"")
    );
}

#[test]
fn a_renamed_record_is_found_by_the_id_that_came_along_and_otherwise_by_its_code() {
    let old = sample();
    let mut new = sample();
    let Field::Value(projects) = &mut new.projects else { panic!() };
    let Field::Value(first) = &mut projects.vec_mut()[0] else { panic!() };
    first.name = "改了名的项目".to_string().into();
    let Field::Value(rows) = &mut first.indicators else { panic!() };
    let Field::Value(row) = &mut rows.vec_mut()[2] else { panic!() };
    row.name = "改了名的指标".to_string().into();
    let first = onto(&old, &new);
    assert_eq!(changes(&first).len(), 2, "{:?}", changes(&first));
    assert_eq!(first.matches.new, []);
    // the indicator's id says more than its name now: that is how it was found
    assert_eq!(
        first.matches.by_id.iter().map(|named| named.name.as_str()).collect::<Vec<_>>(),
        ["改了名的指标"]
    );
    assert_eq!(applied(&old, &first), new);
}

#[test]
fn one_table_alone_leaves_the_other_projects_where_they_are() {
    let mut new = imported(TEXT);
    let only = new.projects().nth(2).unwrap().clone();
    new.sub_goals = Field::Absent;
    new.safeguards = Field::Absent;
    new.overall_goal = Field::Absent;
    let mut other = only.clone();
    (other.id, other.code) = (Field::Absent, "13030421516VGXXZYNQ99".to_string().into());
    other.name = "新增项目".to_string().into();
    new.projects = [only, other].into_iter().collect::<List<_>>().into();
    new.complete_ids();
    let old = sample();
    let onto = onto(&old, &new);
    assert_eq!(onto.matches.only_old.len(), 11);
    assert_eq!(onto.matches.new.first().map(|named| named.name.as_str()), Some("新增项目"));
    let after = applied(&old, &onto);
    let names: Vec<&str> = after.projects().map(|project| project.name.text()).collect();
    assert_eq!(names[3], "新增项目", "behind the one it stands behind in the file");
    assert_eq!(names.len(), 13);
    let ids: std::collections::HashSet<&str> = after.all_ids().collect();
    assert_eq!(ids.len(), after.all_ids().count(), "ids are unique");
    assert_eq!(after.sub_goals, old.sub_goals);
}

#[test]
fn amounts_in_another_unit_are_the_same_amounts() {
    let yuan = TEXT.replace("单位：万元", "单位：元").replace("118.73", "1,187,300.00");
    let mut new = imported(&yuan);
    assert_eq!(new.currency_unit.text(), "元");
    let keep = new.projects().next().unwrap().clone();
    new.projects = [keep].into_iter().collect::<List<_>>().into();
    let onto = onto(&sample(), &new);
    assert_eq!(changes(&onto), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    /// What was done to the records of a table by a colleague is done by the edit.
    #[test]
    fn any_change_of_the_rows_comes_in(order in prop::collection::vec(0..9usize, 0..9), table in 0..12usize) {
        let old = sample();
        let mut new = sample();
        let Field::Value(projects) = &mut new.projects else { panic!() };
        let Field::Value(project) = &mut projects.vec_mut()[table] else { panic!() };
        let rows: Vec<_> = project.indicators.values().cloned().collect();
        let mut seen = Vec::new();
        let mut picked = Vec::new();
        for at in order {
            let mut row = rows[at].clone();
            if seen.contains(&at) {
                row.id = Field::Absent;
                row.name = format!("新的{}", picked.len()).into();
            }
            seen.push(at);
            picked.push(row);
        }
        project.indicators = picked.into_iter().collect::<List<_>>().into();
        new.complete_ids();
        let onto = onto(&old, &new);
        prop_assert_eq!(applied(&old, &onto).to_json(), new.to_json());
    }
}

#[test]
fn a_point_of_the_plan_keeps_what_else_is_known_of_it() {
    let old = SAMPLE.replacen("\"by\": \"3月底\",", "\"by\": \"3月底\",\n          \"note\": \"x\",", 1);
    let old = Document::from_json(&old).unwrap();
    let new = imported(&TEXT.replacen("25.00%", "20.00%", 1));
    let onto = onto(&old, &new);
    assert_eq!(changes(&onto).len(), 1);
    let after = applied(&old, &onto);
    let plan = after.projects().next().unwrap().spending_plan.clone();
    assert!(plan.shown_json().contains("\"note\": \"x\"") && plan.shown_json().contains("20.00"));
}

trait ShownJson {
    fn shown_json(&self) -> String;
}

impl<T: Kind> ShownJson for Field<T> {
    fn shown_json(&self) -> String {
        use jixiao::model::Slot;
        self.json().unwrap().as_str().to_string()
    }
}
