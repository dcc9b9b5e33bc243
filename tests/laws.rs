//! Laws over random documents: what is checked again is as if checked anew; a proposal mends, a safe
//! one keeps keys and facts; all safe ones together leave less and nothing new, and doing it twice
//! does no more. And whatever stands in a file, check comes to an end with sentences of bounded length.

mod support;

use std::collections::{BTreeSet, HashMap};

use jixiao::check::{self, Check, Checker, preview};
use jixiao::edit::{Desk, Edit};
use jixiao::model::{self, Document, Finding, Place, Reading, Severity, read};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::documents::{choice, document, edit, places};
use support::editor::open;

fn checked(document: &Document) -> Vec<Finding> {
    Checker::new(document, &Reading::default()).findings().to_vec()
}

/// How often each rule speaks in each project, and in the head.
fn counts(findings: &[Finding]) -> HashMap<(Option<Place>, &'static str), usize> {
    let mut counts = HashMap::new();
    for finding in findings {
        *counts.entry((finding.place.project(), finding.code)).or_default() += 1;
    }
    counts
}

/// What a safe change must leave as it is: the keys of the budget system, and what each amount and
/// each number of a target is worth.
fn facts(document: &Document) -> Vec<String> {
    let mut facts = Vec::new();
    for project in document.projects() {
        facts.extend([&project.unit_code, &project.code, &project.name].map(|field| format!("{field:?}")));
        let amount = |amount: &model::Amount| {
            let narrow: String = amount.text().chars().map(jixiao::text::narrow::narrow_char).collect();
            let plain = narrow.trim().replace(',', "");
            let value = model::Amount::new(plain.as_str()).decimal();
            value.map_or(plain, |value| value.normalize().to_string())
        };
        if let Some(budget) = project.budget.get() {
            facts.extend(
                [&budget.total, &budget.fiscal, &budget.other]
                    .map(|field| field.get().map_or_else(|| format!("{field:?}"), amount)),
            );
        }
        for row in project.indicators.values() {
            facts.extend([&row.level1, &row.level2].map(|field| field.text().trim().to_string()));
            if let Some(target) = row.target.get() {
                facts.push(format!("{:?} {:?}", target.operator, target.date));
                facts.extend([&target.value, &target.low, &target.high].map(|field| format!("{field:?}")));
            }
        }
        let percents = project.spending_plan.values().map(|point| format!("{:?}", point.percent));
        facts.extend(percents);
    }
    facts
}

/// A runner that does the same every time.
fn steady() -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config::default(), rng)
}

#[test]
fn after_thousands_of_random_edits_it_is_as_if_checked_anew() {
    let mut runner = steady();
    let mut seen: HashMap<&'static str, (bool, bool)> = HashMap::new();
    for _ in 0..60 {
        let text = document().new_tree(&mut runner).unwrap().current();
        let (start, reading) = read(&text).unwrap();
        let mut desk = Desk::new(start);
        let mut checker = Checker::new(desk.document(), &reading);
        for n in 0..40 {
            let choice = choice().new_tree(&mut runner).unwrap().current();
            let change = match n % 9 {
                8 => desk.undo(),
                _ => edit(desk.document(), choice).and_then(|edit| desk.commit("改", &edit).ok()),
            };
            let Some(change) = change else { continue };
            checker.update(desk.document(), &change.touched);
            let anew = Checker::new(desk.document(), &reading);
            if checker.findings() != anew.findings() {
                let only = |a: &[Finding], b: &[Finding]| -> Vec<Finding> {
                    a.iter().filter(|finding| !b.contains(finding)).cloned().collect()
                };
                let (mine, new) = (checker.findings(), anew.findings());
                panic!(
                    "{:?}\nnow {:#?}\nanew {:#?}",
                    change.touched,
                    only(&mine.to_vec(), &new.to_vec()),
                    only(&new.to_vec(), &mine.to_vec())
                );
            }
            assert_eq!(checker.counts(), anew.counts());
            let codes: BTreeSet<&str> = checker.findings().iter().map(|finding| finding.code).collect();
            for rule in check::rules() {
                let (found, not) = seen.entry(rule.code).or_default();
                *found |= codes.contains(rule.code);
                *not |= !codes.contains(rule.code);
            }
        }
    }
    // the walk has seen every rule that compares, with and without a finding
    for rule in check::rules() {
        let compares = rule.checks.iter().any(|check| matches!(check, Check::Across(_) | Check::Whole(_)));
        assert!(!compares || seen[rule.code] == (true, true), "{}: {:?}", rule.code, seen[rule.code]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_proposal_mends_and_a_safe_one_keeps_keys_and_facts(text in document()) {
        let (document, _) = read(&text).unwrap();
        let found = checked(&document);
        for finding in &found {
            let Some(proposal) = check::proposal(&document, finding) else { continue };
            let mut desk = Desk::new(document.clone());
            prop_assert!(desk.commit("", &proposal.edit).is_ok(), "{:?}", finding);
            let after = checked(desk.document());
            let of_rule = |all: &[Finding]| all.iter().filter(|other| other.code == finding.code).count();
            prop_assert!(of_rule(&after) < of_rule(&found) || !after.contains(finding), "{:?}", finding);
            if proposal.safe {
                prop_assert_eq!(facts(desk.document()), facts(&document), "{:?}", finding);
                prop_assert!(finding.severity != Severity::Error, "{:?}", finding);
                let rule = check::rule(finding.code).unwrap();
                prop_assert_eq!(rule.fix, check::Fix::Safe, "{:?}", finding);
            }
            desk.undo();
            prop_assert_eq!(desk.document().to_json(), document.to_json());
        }
    }

    #[test]
    fn all_safe_proposals_leave_less_and_nothing_new_and_twice_is_once(text in document()) {
        let editor = open(&text);
        let before = checked(editor.app().document());
        let old = facts(editor.app().document());
        let editor = editor.keys("vs<enter><esc*3>");
        let after = checked(editor.app().document());
        let (was, now) = (counts(&before), counts(&after));
        for (what, count) in &now {
            prop_assert!(*count <= was.get(what).copied().unwrap_or(0), "{:?} is new", what);
        }
        if editor.app().is_changed() {
            prop_assert!(after.len() < before.len());
        }
        prop_assert_eq!(facts(editor.app().document()), old);
        let once = editor.json();
        let editor = editor.keys("s<enter><esc*3>");
        prop_assert_eq!(editor.json(), once);
    }

    #[test]
    fn what_is_told_while_typing_is_found_afterwards(text in document(), choices in prop::collection::vec(choice(), 8)) {
        let (document, _) = read(&text).unwrap();
        for choice in choices {
            let Some(edit @ Edit::Set { .. }) = edit(&document, choice) else { continue };
            let told = preview(&document, &edit);
            let mut desk = Desk::new(document.clone());
            if desk.commit("", &edit).is_ok() {
                let after = checked(desk.document());
                for finding in told {
                    prop_assert!(after.contains(&finding), "{:?}", finding);
                }
            }
        }
    }
}

const CAREFUL: &str = include_str!("fixtures/check/silent/purchase-2023.json");

/// Sentences for every finding, none of them empty or endless.
fn speak(document: &Document, findings: &[Finding]) {
    for finding in findings.iter().take(300) {
        let sentence = check::message(document, finding);
        assert!(!sentence.is_empty() && sentence.chars().count() < 420, "{finding:?}: {sentence}");
        assert!(!check::advice(document, finding).is_empty());
        check::proposal(document, finding);
        model::describe(document, &finding.place);
    }
}

#[test]
fn every_field_may_be_empty_absent_endless_or_of_another_kind() {
    let (careful, _) = read(CAREFUL).unwrap();
    let endless = format!("\"{}\"", "甲、9".repeat(700));
    let digits = format!("\"{}\"", "9".repeat(2_000));
    for place in places(&careful) {
        for value in ["", "\" \\n\"", "7", "[[],{},7,\"\"]", "{}", &endless, &digits] {
            let new = (!value.is_empty()).then(|| model::Json::parse(value).unwrap());
            let mut desk = Desk::new(careful.clone());
            if desk.commit("", &Edit::set(&careful, &place, new)).is_ok() {
                let found = checked(desk.document());
                speak(desk.document(), &found);
            }
        }
    }
}

#[test]
fn ten_thousand_of_anything_is_only_ten_thousand_times_as_much() {
    let row = |n: usize| {
        format!(
            r#"{{"level1":"产出指标","level2":"数量指标","name":"实验室{}","description":"公积金缴纳的时效","target":{{"operator":"≥","value":"{n}","unit":"人"}}}}"#,
            n % 3
        )
    };
    let rows: Vec<String> = (0..10_000).map(row).collect();
    let goals: Vec<String> = (0..2_000).map(|n| format!("\"{n}、保障实验室经费\"")).collect();
    let one_table = format!(
        r#"{{"year":2021,"projects":[{{"id":"p","name":"刻章费","code":"A","unit_code":"630001","budget":{{"total":"1"}},"goals":[{}],"indicators":[{}]}}]}}"#,
        goals.join(","),
        rows.join(",")
    );
    // all in one group of each rule that compares
    let project = |n: usize| {
        format!(
            r#"{{"id":"p{n}","code":"A","unit_code":"63000{}","name":"刻章{}","budget":{{"total":"{n}"}},"purpose":"保障审批业务经费","goals":["保障"],"indicators":[{}]}}"#,
            n % 7,
            n % 3,
            row(7)
        )
    };
    let projects: Vec<String> = (0..2_000).map(project).collect();
    let subs: Vec<String> = (0..2_000)
        .map(|n| format!(r#"{{"id":"s{n}","title":"甲{n}","indicators":["乙{n}","完成率"]}}"#))
        .collect();
    let many = format!(
        r#"{{"year":2021,"units":[{{"code":"630001"}}],"sub_goals":[{}],"projects":[{}]}}"#,
        subs.join(","),
        projects.join(",")
    );
    let plan = vec![r#"{"by":"3月底","percent":"5"}"#; 10_000].join(",");
    let points = format!(r#"{{"projects":[{{"id":"p","spending_plan":[{plan}]}}]}}"#);
    for text in [one_table, many, points, "{}".into(), r#"{"projects":[]}"#.into()] {
        let (document, reading) = read(&text).unwrap();
        let checker = Checker::new(&document, &reading);
        assert!(!checker.findings().is_empty());
        speak(&document, &checker.findings().to_vec());
    }
}
