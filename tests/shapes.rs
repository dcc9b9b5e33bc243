//! The same document in whatever shape its text arrives in gives the same facts.

mod support;

use jixiao::exchange::{self, Options};
use jixiao::model::{Document, Indicator, Project, Target};
use proptest::prelude::*;
use support::shapes::{Cut, Shape, print};

fn read(text: &str) -> exchange::Imported {
    exchange::import("文本.txt", text.as_bytes(), Options::default())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn seed() -> Document {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import/beidaihe-2021.json");
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn shape() -> impl Strategy<Value = Shape> {
    let cuts = [Cut::Line, Cut::Tab, Cut::Bar, Cut::Blank, Cut::FullWidth];
    let flags = prop::array::uniform7(any::<bool>());
    (prop::sample::select(cuts.to_vec()), flags).prop_map(
        |(cut, [repeated, airy, pages, bookmarks, numbered, wide, crlf])| Shape {
            cut,
            repeated,
            airy,
            pages,
            bookmarks,
            numbered,
            wide,
            crlf,
        },
    )
}

/// Words as such documents are made of, none of which is a word of the form.
fn words(most: usize) -> impl Strategy<Value = String> {
    let words = [
        "保障",
        "落实",
        "机关",
        "人员",
        "工资",
        "（含乙）",
        "2021年",
        "12公里",
        "完成",
        "审批",
        "A类",
        "窗口",
        "、",
        "“一网通办”",
        "3次",
        "服务",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 1..most)
        .prop_map(|words| format!("甲{}乙", words.concat()))
}

fn target() -> impl Strategy<Value = Target> {
    let texts = [
        "≥30人",
        "≥95%",
        "=100%",
        "≤0.50万元",
        "2021年10月底前",
        "10-12套",
        "≥100按规定时间发放",
        "明显提高",
    ];
    prop::sample::select(texts.to_vec()).prop_map(Target::parse)
}

fn indicators() -> impl Strategy<Value = Vec<Indicator>> {
    let levels = [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ];
    let bases = prop::sample::select(vec!["", "历史标准", "计划标准"]);
    prop::collection::vec((words(3), words(5), target(), bases), levels.len()).prop_map(move |rows| {
        let rows = rows.into_iter().zip(levels);
        rows.map(|((name, description, target, basis), (level1, level2))| Indicator {
            level1: level1.to_string().into(),
            level2: level2.to_string().into(),
            name: name.into(),
            description: description.into(),
            target: target.into(),
            basis: basis.to_string().into(),
            ..Indicator::default()
        })
        .collect()
    })
}

/// The seed with three tables of its own, their texts random.
fn document() -> impl Strategy<Value = Quiet> {
    let project = (words(4), words(9), prop::collection::vec(words(6), 1..4), indicators(), 0..100_000u32);
    prop::collection::vec(project, 1..4).prop_map(|projects| {
        let mut document = seed();
        let template: Vec<Project> = document.projects().cloned().collect();
        let projects = projects.into_iter().zip(template).map(|(random, mut project)| {
            let (name, purpose, goals, indicators, money) = random;
            project.id = jixiao::model::Field::Absent;
            project.name = name.into();
            project.purpose = purpose.into();
            project.goals = goals.into_iter().collect::<jixiao::model::List<String>>().into();
            project.indicators = indicators.into_iter().collect::<jixiao::model::List<Indicator>>().into();
            if let jixiao::model::Field::Value(budget) = &mut project.budget {
                let amount = jixiao::model::Amount::new(format!("{}.{:02}", money / 100, money % 100));
                (budget.total, budget.fiscal) = (amount.clone().into(), amount.into());
            }
            project
        });
        document.projects = projects.collect::<jixiao::model::List<Project>>().into();
        document.units = document.units.values().take(1).cloned().collect::<jixiao::model::List<_>>().into();
        document.complete_ids();
        Quiet(document)
    })
}

/// A document that a failing test does not print whole.
#[derive(Clone)]
struct Quiet(Document);

impl std::fmt::Debug for Quiet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a document")
    }
}

fn assert_same(document: &Document, shape: Shape) -> Result<(), TestCaseError> {
    let text = print(document, shape);
    let read = read(&text);
    let (found, expected) = (read.document.to_json(), document.to_json());
    if found != expected {
        let differs = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
        let report = read.report.in_words("").join("\n");
        return Err(TestCaseError::fail(format!("{differs:?}\n{report}\n{text}")));
    }
    // nothing is in doubt
    prop_assert_eq!(read.report.warnings, []);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_document_in_any_shape(document in document(), shape in shape()) {
        assert_same(&document.0, shape)?;
    }

    #[test]
    fn the_real_document_in_any_shape(shape in shape()) {
        assert_same(&seed(), shape)?;
    }
}
