//! A person must hand a document in as Word, Excel, a web page or text: what `jixiao export` and the
//! editor write, and that it comes back as the same document.

mod support;

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output};

use jixiao::exchange::write::{self, FORMATS};
use jixiao::exchange::{Options, import};
use jixiao::model::Document;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::editor::{SAMPLE, look, open};

const SEED: &str = include_str!("fixtures/import/beidaihe-2021.txt");
/// The formats that show a document, and can be read back.
const PRINTED: [&str; 5] = ["txt", "docx", "xlsx", "html", "md"];

fn document(json: &str) -> Document {
    let mut document = jixiao::model::read(json).unwrap().0;
    document.complete_ids();
    document
}

fn written(document: &Document, format: &str) -> Vec<u8> {
    write::named(format).unwrap().write(document, "文件.json").unwrap()
}

fn text(document: &Document, format: &str) -> String {
    String::from_utf8(written(document, format)).unwrap()
}

/// A document that was written and read again.
fn back(document: &Document, format: &str) -> Document {
    let bytes = written(document, format);
    let imported = import(&format!("文件.{format}"), &bytes, Options::default());
    imported.unwrap_or_else(|error| panic!("{format}: {error}")).document
}

/// The parts of a zip by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let all = zip.len();
    let part = |at| {
        let mut file = zip.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..all).map(part).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(part, _)| part == name);
    found.unwrap_or_else(|| panic!("no {name}")).1
}

// ---- the same document comes back ----

#[test]
fn the_real_document_comes_back_from_every_printed_form() {
    let sample = document(SAMPLE);
    for format in PRINTED {
        assert!(back(&sample, format).to_json() == SAMPLE, "{format}");
    }
}

#[test]
fn the_text_of_the_real_document_is_written_again() {
    let once = import("a.txt", SEED.as_bytes(), Options::default()).unwrap().document;
    let again = text(&once, "txt");
    assert_eq!(import("a.txt", again.as_bytes(), Options::default()).unwrap().document, once);
    // but for what the page left in it, and one full stop that the source forgot
    let lines = |text: &str| -> Vec<String> {
        let without_mark = |line: &str| match line.split_once(']') {
            Some((mark, rest)) if mark.starts_with("[bookmark") => rest.to_string(),
            _ => line.to_string(),
        };
        let blank = |c: char| c == ' ' || c == '\u{3000}';
        let bare = |line: String| match line.strip_prefix('\t') {
            Some(cell) => format!("\t{}", cell.trim_matches(blank)),
            None => line.trim_matches(blank).to_string(),
        };
        let lines = text.lines().map(without_mark).map(bare);
        lines.filter(|line| !line.is_empty() && line != "10").collect()
    };
    let source =
        SEED.replace("群众满意率\n绩效指标", "绩效指标").replacen("，群众满意率\n", "，群众满意率。\n", 1);
    assert_eq!(lines(&again), lines(&source));
}

#[test]
fn ids_go_along_out_of_sight() {
    let mut other: Value = serde_json::from_str(SAMPLE).unwrap();
    let mut next = 0;
    let mut rename = |records: &mut Value| {
        for record in records.as_array_mut().unwrap() {
            next += 1;
            let kind = record["id"].as_str().unwrap()[..1].to_string();
            record["id"] = format!("{kind}-{next:08}").into();
        }
    };
    rename(&mut other["sub_goals"]);
    rename(&mut other["safeguards"]);
    rename(&mut other["projects"]);
    other["projects"].as_array_mut().unwrap().iter_mut().for_each(|p| rename(&mut p["indicators"]));
    let other = document(&other.to_string());
    for format in ["docx", "xlsx", "html"] {
        assert_eq!(back(&other, format), other, "{format}");
    }
    // nobody sees them
    assert!(!text(&other, "md").contains("i-00000020") && !text(&other, "txt").contains("i-00000020"));
    let word = part(&written(&other, "docx"), "word/document.xml");
    assert!(word.contains("w:name=\"jx_p_00000015\"") && !word.contains("i-00000020"));
}

/// A text of a few characters that is no label, heading or number.
fn words() -> impl Strategy<Value = String> {
    let text = "[保障落实审批人员经费培训服务大厅][保障落实审批人员经费培训服务大厅及时率甲乙0-9０-９A-Za-z（）+=@&<>\"'“”‘’*_#]{1,14}"
        .prop_map(|text| text.replace('（', "(").replace('）', ")"));
    let sign = prop::sample::select(vec!["", "", "", "", "=", "+", "-", "@", "\"", "“", "'"]);
    (sign, text).prop_map(|(sign, text)| format!("{sign}{text}"))
}

/// As [`words`], or nothing, or several lines, or a long text.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => words(),
        1 => Just(String::new()),
        2 => (words(), words()).prop_map(|(a, b)| format!("{a}\n{b}")),
        1 => (words(), 20usize..60).prop_map(|(words, n)| words.repeat(n)),
    ]
}

fn amount() -> impl Strategy<Value = String> {
    (0u32..10_000_000, 0u32..3).prop_map(|(n, digits)| {
        let scale = 10u32.pow(digits);
        match digits {
            0 => n.to_string(),
            digits => format!("{}.{:0width$}", n / scale, n % scale, width = digits as usize),
        }
    })
}

fn target() -> impl Strategy<Value = Value> {
    let texts = [
        "≥30人",
        "≤5.5天",
        "=100%",
        "10-12套",
        "0.5-1.5%",
        "2021年10月底前",
        "≤2021年6月30日",
        "明显改善",
        "≥0.50万元/次",
        ">3",
        "-3%",
        "≥100按规定时间发放",
    ];
    prop::sample::select(texts.to_vec()).prop_map(target_json)
}

/// A target as the file holds it.
fn target_json(text: &str) -> Value {
    use jixiao::model::{Field, Slot, Target};
    let json = Field::Value(Target::parse(text)).json().unwrap();
    serde_json::from_str(json.as_str()).unwrap()
}

const LEVELS_2015: [(&str, &str); 6] = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
];
const LEVELS_2021: [(&str, &str); 6] = [
    ("成本指标", "经济成本指标"),
    ("成本指标", "生态环境成本指标"),
    ("产出指标", "数量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
];

/// Indicators of an edition; among them the first of its levels.
fn indicators(levels: [(&'static str, &'static str); 6]) -> impl Strategy<Value = Vec<Value>> {
    let row = || (words(), texts(), target(), texts(), 0usize..6);
    let rows =
        prop_oneof![4 => prop::collection::vec(row(), 1..9), 1 => prop::collection::vec(row(), 30..45)];
    rows.prop_map(move |rows| {
        let indicator = |(n, (name, description, target, basis, level))| {
            let (level1, level2) = levels[if n == 0 { 0 } else { level }];
            json!({"level1": level1, "level2": level2, "name": name, "description": description,
                "target": target, "basis": basis})
        };
        rows.into_iter().enumerate().map(indicator).collect()
    })
}

/// A project of the edition from 2021 on, or of the one before.
fn project(late: bool) -> impl Strategy<Value = Value> {
    let budget = (amount(), amount(), amount());
    let goals = prop::collection::vec(prop_oneof![words(), words().prop_map(|w| format!("2.5{w}"))], 0..4);
    let plan =
        prop::collection::vec((0u32..10_000).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)), 1..7);
    let name = prop_oneof![3 => words(), 1 => Just("培训经费".to_string())];
    let levels = if late { LEVELS_2021 } else { LEVELS_2015 };
    (name, "[0-9A-Z]{13}", budget, texts(), plan, goals, indicators(levels)).prop_map(
        move |(name, tail, (total, fiscal, other), purpose, plan, goals, indicators)| {
            let point = |(n, percent)| json!({"by": format!("{}月底", n + 1), "percent": percent});
            let plan: Vec<Value> = plan.into_iter().enumerate().map(point).collect();
            let code = if late { "13030423" } else { "13030421" };
            json!({"unit_code": "630001", "code": format!("{code}{tail}"), "name": name,
                "budget": {"total": total, "fiscal": fiscal, "other": other}, "purpose": purpose,
                "spending_plan": plan, "goals": goals, "indicators": indicators})
        },
    )
}

/// A document that has a place for all it says in the printed form.
fn whole() -> impl Strategy<Value = Document> {
    let sub_goal = (words(), words(), prop::collection::vec("[审批服务率甲乙]{2,8}", 1..4))
        .prop_map(|(title, goal, names)| json!({"title": title, "goal": goal, "indicators": names}));
    let measure = ("[保障落实]{2,8}", words())
        .prop_map(|(title, text)| json!({"title": format!("{title}。"), "text": format!("{text}。")}));
    let goal = (words(), prop::collection::vec(words().prop_map(|task| task + "。"), 0..14));
    let goal = goal.prop_map(|(statement, tasks)| json!({"statement": statement, "tasks": tasks}));
    let late = any::<bool>().prop_flat_map(|late| (Just(late), prop::collection::vec(project(late), 1..4)));
    let parts = (
        goal,
        prop::collection::vec(sub_goal, 0..4),
        prop::collection::vec(measure, 0..4),
        late,
        any::<bool>(),
        0usize..4,
    );
    parts.prop_map(|(goal, sub_goals, safeguards, (late, mut projects), cover, of_second)| {
        let (year, edition) = if late { (2023, "cn-2021") } else { (2021, "cn-2015") };
        let mut units = vec![json!({"code": "630001", "name": "某市审批局(本级)"})];
        for project in projects.iter_mut().skip(1).skip(of_second) {
            project["unit_code"] = "630003".into();
        }
        if projects.last().unwrap()["unit_code"] == "630003" {
            units.push(json!({"code": "630003", "name": "某市服务中心"}));
        }
        let mut all = json!({"format": "jixiao/1", "year": year, "edition": edition,
            "department": {"name": "某市审批局", "division_code": "130304"}, "currency_unit": "万元",
            "cover": {"title": "预算绩效文本", "org": "某市审批局", "date": "2021年2月"}, "units": units,
            "overall_goal": goal, "sub_goals": sub_goals, "safeguards": safeguards, "projects": projects});
        if !cover {
            all.as_object_mut().unwrap().shift_remove("cover");
        }
        document(&all.to_string())
    })
}

// ---- whatever is in a document, the file is a whole one ----

/// Texts as no form expects them.
fn wild() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => "[\\PC\u{0}-\u{1f}\u{7f}-\u{9f}\u{202e}\u{fffe}\u{ffff}]{0,12}".prop_map(Value::from),
        2 => prop::sample::select(vec!["=1+1", "+cmd|' /C calc'!A0", "-1", "@SUM(A1)", "\t=1", "]]>", "<script>alert(1)</script>",
            "&amp;", "`a`|b|", "# 1", "1e400", "12345678901234567890.123456789012", "118.73", "\u{1b}[2J", "a\r\nb"]).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(json!([1, {"a": []}])),
        1 => Just(json!({"text": 5, "operator": []})),
        1 => (1usize..300).prop_map(|n| Value::from("长".repeat(n * 40))),
    ]
}

fn wild_document() -> impl Strategy<Value = String> {
    let texts = prop::collection::vec(wild(), 40);
    (texts, 0usize..4, 0usize..4, 0usize..30).prop_map(|(texts, projects, rows, points)| {
        let mut texts = texts.into_iter().cycle();
        let mut next = || texts.next().unwrap_or_default();
        let mut record = |keys: &[&str]| -> Value {
            keys.iter().map(|key| (key.to_string(), next())).collect::<serde_json::Map<_, _>>().into()
        };
        let row = ["id", "level1", "level2", "name", "description", "target", "basis", "weight", "scoring"];
        let project = |record: &mut dyn FnMut(&[&str]) -> Value| {
            let mut project = record(&["id", "unit_code", "code", "name", "purpose", "goals"]);
            project["budget"] = record(&["total", "fiscal", "other"]);
            project["spending_plan"] = (0..points).map(|_| record(&["by", "percent"])).collect();
            project["indicators"] = (0..rows).map(|_| record(&row)).collect();
            project
        };
        let mut all = record(&["format", "year", "edition", "currency_unit", "declared"]);
        all["department"] = record(&["name", "division_code"]);
        all["cover"] = record(&["title", "org", "date"]);
        all["units"] = json!([record(&["code", "name"]), 7]);
        all["overall_goal"] = record(&["statement", "tasks"]);
        all["sub_goals"] = json!([record(&["id", "title", "goal", "indicators"]), "文字"]);
        all["safeguards"] = json!([record(&["id", "title", "text"]), null]);
        all["projects"] = (0..projects).map(|_| project(&mut record)).chain([json!("不是表")]).collect();
        all.to_string()
    })
}

/// Every format writes `json` as a whole file.
fn assert_whole(json: &str) {
    let document = jixiao::model::read(json).unwrap().0;
    for format in ["docx", "xlsx"] {
        let bytes = written(&document, format);
        for (name, xml) in parts(&bytes) {
            let mut reader = quick_xml::Reader::from_str(&xml);
            let mut names = HashSet::new();
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{format} {name}: {error}")) {
                    quick_xml::events::Event::Eof => break,
                    quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == "w:bookmarkStart" => {
                        let mark = tag.try_get_attribute("w:name").unwrap().unwrap().value.into_owned();
                        assert!(names.insert(mark), "a bookmark stands once");
                    }
                    _ => {}
                }
            }
            let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\t' | '\r');
            assert!(xml.chars().all(|c| allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')), "{name}");
        }
    }
    let page = text(&document, "html");
    assert!(!page.contains("<script") && page.matches("<table").count().is_multiple_of(2));
    for format in ["html", "md", "txt"] {
        let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\u{b}');
        assert!(!text(&document, format).contains(hidden), "{format}");
    }
    let table = text(&document, "csv");
    let mut reader = csv::Reader::from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    for row in reader.records().map(Result::unwrap) {
        for cell in &row {
            let formula = cell.starts_with(['=', '+', '@', '-']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{cell:?}");
        }
    }
    for line in text(&document, "ndjson").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(row.as_object().unwrap().len(), 37);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_that_fits_the_form_comes_back(document in whole()) {
        for format in PRINTED {
            let again = back(&document, format);
            let (left, right) = (again.to_json(), document.to_json());
            let lines = || left.lines().zip(right.lines()).filter(|(left, right)| left != right);
            let differs: Vec<(&str, &str)> = lines().filter(|(left, _)| !left.contains("\"id\"")).take(2).collect();
            prop_assert!(again == document, "{}: {:?}", format, differs);
        }
    }

    #[test]
    fn whatever_is_in_it_every_file_is_whole(json in wild_document()) {
        assert_whole(&json);
    }
}

#[test]
fn empty_and_half_documents_are_written_too() {
    for json in [
        "{}",
        "{\"projects\": 5, \"sub_goals\": {}, \"safeguards\": \"x\", \"overall_goal\": []}",
        "{\"projects\": [{}, {\"budget\": 3, \"spending_plan\": 4, \"indicators\": 5, \"goals\": 6}]}",
    ] {
        assert_whole(json);
    }
    // what is of a wrong kind is shown as the text it is
    let odd = document(
        "{\"projects\": [{\"budget\": {\"total\": true}, \"indicators\": [\"一行\"]}], \"sub_goals\": [\"文字\"]}",
    );
    for format in ["txt", "md", "html"] {
        for words in ["true", "一行", "文字"] {
            assert!(text(&odd, format).contains(words), "{format}: {words}");
        }
    }
}

// ---- what the files hold ----

#[test]
fn word_finds_headings_repeats_headers_and_keeps_rows_whole() {
    let bytes = written(&document(SAMPLE), "docx");
    let body = part(&bytes, "word/document.xml");
    let count = |what: &str| body.matches(what).count();
    assert_eq!(count("<w:tblHeader/>"), 12);
    assert_eq!(count("<w:cantSplit/>"), 12 * 7 + 12 + 116);
    assert_eq!(count("w:val=\"Heading1\""), 2);
    assert_eq!(count("w:val=\"Heading2\""), 3);
    assert_eq!(count("w:val=\"TableTitle\""), 12);
    assert_eq!(count("<w:pageBreakBefore/>"), 11, "the first table stands below its part");
    assert_eq!(count("w:name=\"jx_p_"), 12);
    assert_eq!(count("w:name=\"jx_i_"), 116);
    assert!(body.contains("TOC \\o") && body.contains("w:w=\"11906\" w:h=\"16838\""));
    // first levels, the funds with the purpose, and the plan are merged downwards
    assert_eq!(count("<w:vMerge w:val=\"restart\"/>"), 12 * 2 + 12 * 2);
    let styles = part(&bytes, "word/styles.xml");
    for font in ["方正小标宋简体", "仿宋_GB2312", "宋体"] {
        assert!(styles.contains(&format!("w:eastAsia=\"{font}\"")), "{font}");
        assert!(
            part(&bytes, "word/fontTable.xml").contains(&format!("w:name=\"{font}\"><w:altName")),
            "{font}"
        );
    }
}

#[test]
fn excel_sums_by_formula_and_takes_text_for_text() {
    let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
    json["projects"][0]["name"] = "=HYPERLINK(\"x\")[a]:*?/\\".into();
    json["projects"][1]["budget"]["other"] = "12345678901234567.25".into();
    let bytes = written(&document(&json.to_string()), "xlsx");
    let book = part(&bytes, "xl/workbook.xml");
    for name in ["总表", "部门目标", "指标", "1 =HYPERLINK(&quot;x&quot;)_a______", "12 政务服务专项经费"]
    {
        assert!(book.contains(&format!("name=\"{name}\"")), "{name}: {book}");
    }
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<f>SUBTOTAL(9,F4:F17)</f><v>294.98</v>"), "{sheet}");
    assert!(sheet.contains("<f>SUBTOTAL(9,F4:F10)</f><v>257.89</v>"));
    assert!(
        sheet.contains("<v>118.73</v>") && !sheet.contains("12345678901234567"),
        "as text, with all digits"
    );
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("12345678901234567.25") && strings.contains("=HYPERLINK"));
    assert!(strings.contains("有 1 处金额"));
    let indicators = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(indicators.contains("<autoFilter ref=\"B1:J117\"/>") && indicators.contains("state=\"frozen\""));
    for sheet in [&sheet, &indicators, &part(&bytes, "xl/worksheets/sheet4.xml")] {
        assert!(
            sheet.contains("<col min=\"1\" max=\"1\" width=\"0\" hidden=\"1\"")
                && sheet.contains("paperSize=\"9\"")
        );
    }
    assert!(book.contains("_xlnm.Print_Titles"));
}

#[test]
fn rows_for_programs_are_exact_and_safe() {
    let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
    json["projects"][0]["name"] = "=1+1".into();
    json["projects"][0]["budget"]["other"] = "-5.00".into();
    json["projects"][0]["indicators"][0]["weight"] = "10".into();
    json["projects"].as_array_mut().unwrap().push(json!({"id": "p-1", "name": "没有指标"}));
    let document = document(&json.to_string());
    let table = text(&document, "csv");
    let mut reader = csv::Reader::from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    assert_eq!(&reader.headers().unwrap()[11], "预算数");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 117);
    assert_eq!((&rows[0][10], &rows[0][11], &rows[0][13], &rows[0][33]), ("'=1+1", "118.73", "-5.00", "10"));
    assert_eq!((&rows[0][24], &rows[0][25], &rows[0][29]), ("≥", "30", "人"));
    assert_eq!((&rows[116][10], &rows[116][17]), ("没有指标", ""));
    let lines: Vec<Value> =
        text(&document, "ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["budget_total"], "118.73");
    assert_eq!(lines[0]["project_name"], "=1+1");
    assert_eq!(lines[0]["spending_plan"][0], json!({"by": "3月底", "percent": "25.00"}));
    assert_eq!(lines[116]["indicator_id"], Value::Null);
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert!(
        keys.iter().all(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
    );
}

#[test]
fn a_page_is_whole_in_itself_and_can_be_read_out() {
    let page = text(&document(SAMPLE), "html");
    assert!(!page.contains("<script") && !page.contains("http") && !page.contains("<link"));
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    assert_eq!(page.matches("<caption>").count(), 12);
    assert_eq!(page.matches("<thead>").count(), 12);
    assert_eq!(page.matches("scope=\"col\"").count(), 12 * (6 + 4));
    assert!(page.contains("rowspan=\"6\">产出指标</td>"));
}

// ---- the command ----

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        fs::write(folder.path("a.json"), SAMPLE).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.arg("export").args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    /// Its exit code, and what it said.
    fn says(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.run(arguments);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn the_ending_decides_the_format() {
    let folder = Folder::new();
    for format in &FORMATS {
        let name = format!("out.{}", format.name);
        let (code, said) = folder.says(&["a.json", "-o", &name]);
        assert_eq!((code, said.trim()), (Some(0), format!("已写到 {name}").as_str()));
        assert_eq!(fs::read(folder.path(&name)).unwrap(), format.write(&document(SAMPLE), "a.json").unwrap());
    }
    assert_eq!(folder.names().len(), 1 + FORMATS.len(), "no temporary file stays behind");
    // once more: the same bytes, nothing is written
    assert!(folder.says(&["a.json", "-o", "out.docx"]).1.contains("没有改动"));
    let piped = folder.run(&["a.json", "-o", "-", "--format", "TXT"]);
    assert_eq!(piped.stdout, fs::read(folder.path("out.txt")).unwrap());
    assert_eq!(folder.run(&["a.json", "-o", "-", "--format", "docx"]).stdout.get(..2), Some(&b"PK"[..]));
}

#[test]
fn another_file_is_only_replaced_by_force() {
    let folder = Folder::new();
    fs::write(folder.path("out.docx"), "旧的").unwrap();
    let (code, said) = folder.says(&["a.json", "-o", "out.docx"]);
    assert!(code == Some(2) && said.contains("--force"), "{said}");
    assert_eq!(fs::read(folder.path("out.docx")).unwrap(), "旧的".as_bytes());
    assert_eq!(folder.says(&["a.json", "-o", "out.docx", "--force"]).0, Some(0));
    assert!(fs::read(folder.path("out.docx")).unwrap().starts_with(b"PK"));
    assert_eq!(folder.names(), ["a.json", "out.docx"]);
}

#[test]
fn several_files_go_into_one_table_or_into_a_folder() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("in/sub")).unwrap();
    for (name, department) in [("in/b.json", "乙局"), ("in/sub/a.json", "甲局")] {
        fs::write(
            folder.path(name),
            SAMPLE.replace("秦皇岛市北戴河区行政审批局\",", &format!("{department}\",")),
        )
        .unwrap();
    }
    fs::write(folder.path("broken.json"), "{").unwrap();
    let (code, said) = folder.says(&["broken.json", "a.json", "in", "-o", "all.ndjson"]);
    assert!(code == Some(2) && said.contains("broken.json") && said.contains("3 个文件"), "{said}");
    let rows: Vec<Value> = fs::read_to_string(folder.path("all.ndjson"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let files: Vec<&str> = [0, 116, 232].map(|at| rows[at]["file"].as_str().unwrap()).into();
    assert_eq!((rows.len(), files), (348, vec!["a.json", "in/b.json", "in/sub/a.json"]));
    assert_eq!(rows[232]["department"], "甲局");

    fs::create_dir(folder.path("out")).unwrap();
    let (code, said) =
        folder.says(&["a.json", "in/b.json", "in/sub/a.json", "-o", "out", "--format", "docx"]);
    assert!(
        code == Some(2) && said.contains("同名文件"),
        "the second a.json would replace the first: {said}"
    );
    let names = fs::read_dir(folder.path("out")).unwrap().count();
    assert_eq!(names, 2);

    let before = folder.names();
    assert!(folder.says(&["broken.json", "-o", "none.csv"]).0 == Some(2), "nothing to say is no file");
    let (code, said) = folder.says(&["a.json", "in/b.json", "-o", "two.docx"]);
    assert!(code == Some(2) && said.contains("文件夹"), "{said}");
    assert_eq!(folder.names(), before);
}

#[test]
fn each_wrong_use_has_its_sentence_and_nothing_is_written() {
    let folder = Folder::new();
    fs::write(folder.path("list.json"), "[]").unwrap();
    fs::create_dir(folder.path("dir.docx")).unwrap();
    let before = folder.names();
    for (arguments, words) in [
        (&["a.json", "-o", "out.doc"][..], "“.doc”"),
        (&["a.json", "-o", "out.pdf"], "docx、xlsx、html"),
        (&["a.json", "-o", "out"], "--format"),
        (&["a.json", "-o", "out.docx", "--format", "odt"], "“odt”"),
        (&["a.json", "-o", "-"], "--format"),
        (&["none.json", "-o", "out.docx"], "找不到文件"),
        (&["list.json", "-o", "out.docx"], "list.json"),
        (&["a.json", "-o", "nowhere/out.docx"], "nowhere"),
        (&["a.json", "-o", "dir.docx"], "--format"),
    ] {
        let (code, said) = folder.says(arguments);
        assert!(code == Some(2) && said.contains(words), "{arguments:?}: {said}");
    }
    assert_eq!(folder.names(), before);
}

// ---- the editor ----

#[test]
fn the_editor_exports_what_is_shown_beside_the_file() {
    let editor = open(SAMPLE).keys("?导出<enter>");
    assert!(editor.screen().contains("导出为：文件.docx"), "{}", editor.screen());
    let editor = editor.keys("<enter>");
    assert!(editor.message().contains("已导出到") && editor.message().contains("文件.docx"));
    let path = editor.folder().join("文件.docx");
    assert_eq!(fs::read(&path).unwrap(), written(&document(SAMPLE), "docx"));
    // what was typed since is in the next one; it replaces the first only when that is wanted
    let editor = editor.keys("]]]]<down><enter>新名称<enter>?导出<enter><enter>");
    assert!(editor.screen().contains("已有这个文件"), "{}", editor.screen());
    let editor = editor.keys("o");
    assert!(part(&fs::read(&path).unwrap(), "word/document.xml").contains("新名称"));
    assert_eq!(editor.file(), SAMPLE, "the document itself is not saved by that");
}

#[test]
fn a_reader_exports_too_and_a_wrong_ending_is_told() {
    let editor = look(SAMPLE).keys("?导出<enter><bs*4>doc<enter>");
    assert!(editor.message().contains("“.doc”"), "{}", editor.message());
    let editor = editor.keys("<bs*3>html<enter>");
    assert!(editor.message().contains("已导出到"), "{}", editor.message());
    assert!(editor.folder().join("文件.html").exists());
}
