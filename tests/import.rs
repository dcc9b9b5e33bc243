//! A person has last year's text from Word and wants the document: what `jixiao import` makes of
//! it, and what it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jixiao::exchange::report::{Doubt, Repair};
use jixiao::exchange::{ImportError, Imported, Options};
use jixiao::model::{Document, Kind, Project};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(fixture(name)).unwrap()
}

fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    jixiao::exchange::import("来源", bytes, Options::default())
}

fn imported(text: &str) -> Imported {
    import(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn projects(document: &Document) -> Vec<&Project> {
    document.projects().collect()
}

// ---- the real document ----

#[test]
fn the_real_document_is_imported_whole() {
    let Imported { document, report, .. } = imported(&text("beidaihe-2021.txt"));
    assert_eq!((report.tables, report.indicators), (12, 116));
    assert_eq!(report.total.unwrap().to_string(), "294.98");
    let sums: Vec<String> = report.by_unit.iter().map(|(_, sum)| sum.unwrap().to_string()).collect();
    assert_eq!(sums, ["257.89", "37.09"]);
    assert_eq!(report.warnings, []);

    let goal = document.overall_goal.get().unwrap();
    assert!(
        goal.statement.text().starts_with("认真贯彻落实") && goal.statement.text().ends_with("逐步增强。")
    );
    assert_eq!(goal.tasks.values().count(), 8);
    assert_eq!(document.sub_goals.values().count(), 6);
    assert!(document.sub_goals.values().all(|goal| goal.indicators.values().count() >= 3));
    let measures: Vec<_> = document.safeguards.values().collect();
    assert_eq!(measures.len(), 8);
    assert_eq!(measures[0].title.text(), "");
    assert!(measures[1..].iter().all(|measure| measure.title.text().ends_with('。')));
    for project in document.projects() {
        let plan: Vec<_> =
            project.spending_plan.values().map(|point| point.percent.get().unwrap().text()).collect();
        assert_eq!(plan, ["25.00", "50.00", "75.00", "100.00"]);
        assert!(matches!(project.indicators.values().count(), 9 | 11));
    }
    let goals: Vec<_> = projects(&document)[5].goals.values().cloned().collect();
    assert_eq!(goals, ["1、保障财务工作顺利进行", "2、保障专网工作顺利进行"]);
}

#[test]
fn the_wording_of_names_is_kept_however_odd() {
    let document = imported(&text("beidaihe-2021.txt")).document;
    let names: Vec<&String> = document.sub_goals.values().flat_map(|goal| goal.indicators.values()).collect();
    assert_eq!(names[..3], ["活动完成率综", "合事务保障率", "群众满意率"]);
    assert!(names.iter().any(|name| *name == "人事代理工作完成率（%）人事代理人员工作待遇保障率（%）"));
}

#[test]
fn what_is_inferred_and_repaired_is_told() {
    let report = imported(&text("beidaihe-2021.txt")).report;
    let inferred: Vec<_> =
        report.inferred.iter().map(|item| (item.path.as_str(), item.value.as_str())).collect();
    assert_eq!(
        inferred,
        [
            ("/year", "2021"),
            ("/edition", "cn-2015"),
            ("/department/name", "秦皇岛市北戴河区行政审批局"),
            ("/department/division_code", "130304"),
        ]
    );
    assert_eq!(report.repairs.count(Repair::Rejoined), 11);
    assert_eq!(report.repairs.count(Repair::Bookmark), 15);
    assert!(report.repairs.dropped().any(|spot| spot == (37, "10")));
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let expected = text("beidaihe-2021.json");
    let first = imported(&text("beidaihe-2021.txt")).document.to_json();
    let second = imported(&text("beidaihe-2021.txt")).document.to_json();
    assert!(first == second && first == expected, "the import of the sample has changed");
}

/// Each line of `source` without its numbering and layout must stand in the document, or be told.
fn assert_nothing_lost(source: &str, imported: &Imported) {
    let squeeze = |text: &str| -> String {
        let narrow = jixiao::text::narrow::narrow_number(text);
        narrow.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let told: String = imported.report.warnings.iter().map(|w| format!("{}\n", w.text)).collect();
    let told =
        told + &imported.report.repairs.dropped().map(|(_, text)| format!("{text}\n")).collect::<String>();
    let mut all = String::new();
    fn collect(slot: &dyn jixiao::model::Slot, out: &mut String) {
        let members = slot.members();
        for (_, member) in &members {
            collect(*member, out);
        }
        let items = slot.items().map_or(0, |items| items.count());
        for at in 0..items {
            if let Some(item) = slot.items().and_then(|items| items.item(at)) {
                collect(item, out);
            }
        }
        if items == 0 {
            out.push_str(&slot.shown());
            out.push('\n');
        }
    }
    for (_, slot) in Kind::members(&imported.document) {
        collect(slot, &mut all);
    }
    let (all, told) = (squeeze(&all), squeeze(&told));
    let printed = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "权重"];
    let labels = [
        "项目编码",
        "项目名称",
        "预算规模及资金用途",
        "预算数",
        "其中：财政资金",
        "其他资金",
        "资金支出计划（%）",
        "绩效目标",
        "第一部分",
        "第二部分",
        "部门整体绩效目标",
        "预算项目绩效目标",
        "一、总体绩效目标",
        "二、分项绩效目标",
        "三、工作保障措施",
    ];
    for (at, line) in source.lines().enumerate() {
        for cell in line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()) {
            let cell = cell.rsplit(']').next().unwrap().trim();
            if printed.contains(&cell) || labels.contains(&cell) || cell.is_empty() {
                continue;
            }
            // parts of a line that became fields of their own, less what only divides them
            let cut = cell
                .replace("绩效目标：", "")
                .replace("绩效指标：", "")
                .replace("单位：", "")
                .replace("绩效目标表", "");
            for part in
                cut.split(['，', '。', '（', '）', '、', '%', '；']).filter(|part| !part.trim().is_empty())
            {
                let whole = squeeze(part);
                let bare = whole.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('.');
                let unit = whole.trim_start_matches(|c: char| c.is_ascii_digit());
                let number = whole.len() <= 3 * 3 && "一二三四五六七八九十".contains(part);
                let found =
                    [whole.as_str(), bare, unit].iter().any(|text| all.contains(text) || told.contains(text));
                assert!(found || number, "line {}: {part:?} of {cell:?} is lost", at + 1);
            }
        }
    }
}

#[test]
fn every_text_of_the_source_is_found_again() {
    let source = text("beidaihe-2021.txt");
    assert_nothing_lost(&source, &imported(&source));
}

// ---- other documents, other layouts ----

#[test]
fn another_department_year_and_layout_is_understood_too() {
    let Imported { document, report, .. } = imported(&text("yunxi-2023.txt"));
    assert_eq!(document.edition.text(), "cn-2021");
    assert_eq!(document.department_name(), "云溪县水利局");
    assert_eq!(document.division_code(), "339901");
    assert_eq!(document.currency_unit.text(), "元");
    assert_eq!(document.cover.get().unwrap().date.text(), "2023年1月");
    let [river, dam] = projects(&document)[..] else { panic!("two projects") };
    assert_eq!(river.code.text(), "33990123A00K7M2P9Q4Z1");
    let goals: Vec<&String> = river.goals.values().collect();
    assert_eq!(goals, ["2023年6月底前完成12公里河道清淤", "2.5万亩农田受益\n（此项含下游两个乡镇）"]);
    let rows: Vec<_> = river.indicators.values().collect();
    assert_eq!(rows.len(), 8);
    assert_eq!((rows[0].level1.text(), rows[0].level2.text()), ("成本指标", "经济成本指标"));
    assert_eq!(
        (rows[3].level1.text(), rows[3].level2.text()),
        ("产出指标", "数量指标"),
        "merged cells go on"
    );
    assert_eq!(rows[4].level1.text(), "产出指标", "a header in the middle of a table changes nothing");
    assert_eq!(rows[0].weight.get().unwrap().text(), "10");
    assert_eq!(dam.unit_code.text(), "412002");
    assert_eq!(dam.spending_plan.values().count(), 2);
    assert_eq!(report.repairs.count(Repair::RepeatedHeader), 1);
    assert_eq!(report.repairs.count(Repair::Contents), 3);
    let doubts: Vec<_> = report.warnings.iter().map(|warning| (warning.code(), warning.line)).collect();
    assert_eq!(doubts, [("IM003", Some(66))]);
    assert_eq!(river.budget.get().unwrap().total.get().unwrap().text(), "1200000.00");
    assert_eq!(report.repairs.count(Repair::Separators), 1);
    assert_eq!(document.to_json(), text("yunxi-2023.json"));
}

/// The tables of a document printed a row a line.
fn a_row_a_line(document: &Document, separator: &str) -> String {
    let mut out = String::new();
    let mut line = |cells: &[&str]| {
        let inner = cells.join(separator);
        out += &if separator == "|" { format!("|{inner}|\n") } else { format!("{inner}\n") };
    };
    for project in document.projects() {
        let unit = document.unit_name(project.unit_code.text()).unwrap();
        line(&[&format!("{}{unit}", project.unit_code.text()), "单位：万元"]);
        line(&["项目编码", project.code.text(), "项目名称", project.name.text()]);
        let budget = project.budget.get().unwrap();
        let amounts =
            [&budget.total, &budget.fiscal, &budget.other].map(|amount| amount.get().unwrap().text());
        let [total, fiscal, other] = amounts;
        line(&["预算规模及资金用途", "预算数", total, "其中：财政资金", fiscal, "其他资金", other]);
        line(&["", project.purpose.text()]);
        let points: Vec<&str> = project.spending_plan.values().map(|point| point.by.text()).collect();
        let percents: Vec<String> = project
            .spending_plan
            .values()
            .map(|point| format!("{}%", point.percent.get().unwrap().text()))
            .collect();
        let percents: Vec<&str> = percents.iter().map(String::as_str).collect();
        line(&[&["资金支出计划（%）"], points.as_slice()].concat());
        line(&[&[""], percents.as_slice()].concat());
        for (at, goal) in project.goals.values().enumerate() {
            line(&[if at == 0 { "绩效目标" } else { "" }, &format!("{}.{goal}", at + 1)]);
        }
        line(&["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]);
        let mut last = "";
        for row in project.indicators.values() {
            let level1 = if row.level1.text() == last { "" } else { row.level1.text() };
            last = row.level1.text();
            let target = row.target.get().unwrap().print();
            line(&[
                level1,
                row.level2.text(),
                row.name.text(),
                row.description.text(),
                &target,
                row.basis.text(),
            ]);
        }
    }
    out
}

#[test]
fn the_same_tables_in_tabs_or_bars_give_the_same_projects() {
    let seed = imported(&text("beidaihe-2021.txt")).document;
    for separator in ["\t", "|"] {
        let again = imported(&a_row_a_line(&seed, separator)).document;
        assert_eq!(again.projects, seed.projects, "{separator:?}");
        assert_eq!(again.units, seed.units);
    }
}

#[test]
fn the_encoding_and_the_line_ends_do_not_matter() {
    let source = text("beidaihe-2021.txt");
    let expected = text("beidaihe-2021.json");
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(source.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&source);
    let crlf = source.replace('\n', "\r\n");
    let marked = format!("\u{feff}{source}");
    for bytes in [utf16.as_slice(), gb18030.as_ref(), crlf.as_bytes(), marked.as_bytes()] {
        assert!(import(bytes).unwrap().document.to_json() == expected);
    }
}

#[test]
fn bookmarks_and_numbers_of_headings_may_be_missing() {
    let mut bare = String::new();
    for line in text("beidaihe-2021.txt").lines() {
        let line = line.split_once(']').map_or(line, |(_, rest)| rest);
        let is_title = line.ends_with("绩效目标表") || (line.contains('、') && line.ends_with("绩效目标"));
        let line = if is_title {
            line.trim_start_matches(|c: char| c.is_ascii_digit() || ".一二、".contains(c))
        } else {
            line
        };
        bare += &format!("{line}\n");
    }
    assert_eq!(imported(&bare).document.to_json(), text("beidaihe-2021.json"));
}

// ---- half understood ----

/// The first table of the real document with a change.
fn changed(from: &str, to: &str) -> Imported {
    let source = text("beidaihe-2021.txt");
    assert!(source.contains(from), "{from:?}");
    imported(&source.replacen(from, to, 1))
}

#[test]
fn a_row_that_cannot_be_told_is_named_and_nothing_is_invented() {
    let Imported { document, report, .. } = changed("\t保障人数\n\t保障人数\n", "\t保障人数\n");
    let [warning] = &report.warnings[..] else { panic!("{:?}", report.warnings) };
    assert_eq!(warning.doubt, Doubt::Row { cells: 5, columns: 6 });
    assert_eq!((warning.table, warning.line), (Some(0), Some(93)));
    assert!(warning.text.contains("保障人数") && warning.text.contains("≥30人"));
    let row = projects(&document)[0].indicators.values().next().unwrap();
    assert_eq!((row.level1.text(), row.level2.text()), ("产出指标", "数量指标"));
    assert!(row.name.is_absent() && row.description.is_absent() && row.target.is_absent());
    assert_eq!(report.indicators, 116);
}

#[test]
fn sources_that_disagree_leave_the_field_empty() {
    let Imported { document, report, .. } = changed("13030421516VGXXZYNQI3", "13030420516VGXXZYNQI3");
    assert!(document.year.is_absent() && document.edition.is_absent());
    assert_eq!(document.division_code(), "130304");
    assert!(
        report
            .warnings
            .iter()
            .any(|w| matches!(&w.doubt, Doubt::Disagree { values, .. } if values.len() == 2))
    );
}

#[test]
fn text_without_a_place_is_listed() {
    let Imported { report, .. } = changed("第二部分\n", "第二部分\n\n以下各表由财务科填报。\n");
    let [warning] = &report.warnings[..] else { panic!("{:?}", report.warnings) };
    assert_eq!((&warning.doubt, warning.text.as_str()), (&Doubt::Unplaced, "以下各表由财务科填报。"));
}

#[test]
fn a_heading_that_names_another_project_and_a_gap_are_told() {
    let Imported { report, .. } = changed("4.刻章费绩效目标表", "5.制章费绩效目标表");
    let codes: Vec<_> = report.warnings.iter().map(|w| (w.code(), w.line)).collect();
    assert_eq!(codes, [("ST006", Some(410)), ("ST005", Some(410)), ("ST006", Some(522))]);
}

#[test]
fn text_without_tables_and_bytes_without_meaning_are_refused() {
    assert_eq!(import(b" \n\t\n").unwrap_err(), ImportError::Empty);
    assert_eq!(import("绩效目标很重要。\n".as_bytes()).unwrap_err(), ImportError::NoTable);
    assert_eq!(import(b"\xff\xff\x00").unwrap_err(), ImportError::UnknownEncoding);
}

#[test]
fn hostile_text_comes_to_an_end() {
    let head = "\t630001某某局\n\t单位：万元\n\n\t项目编码\n\t13030421516VGXXZYNQI3\n\n";
    let columns = "\t一级指标\n\t二级指标\n\t三级指标\n\t绩效指标描述\n\t指标值\n\t指标值确定依据\n\n";
    for body in [
        "|".repeat(100_000),
        "\t".repeat(100_000),
        "甲".repeat(1_000_000),
        "（一）".repeat(100_000),
        "1.".repeat(100_000),
        "[bookmark:".repeat(50_000),
        "\t\n".repeat(50_000),
        "\t绩效目标\n".repeat(20_000),
        format!("{columns}{}", "\t产出指标\n\t数量指标\n".repeat(20_000)),
        "\t项目编码\n\n".repeat(3_000),
    ] {
        let imported = imported(&format!("{head}{body}"));
        assert!(imported.report.tables >= 1);
    }
}

// ---- the command ----

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_command_writes_the_file_and_reports() {
    let folder = Folder::new();
    fs::write(folder.path("seed.txt"), fixture("beidaihe-2021.txt")).unwrap();
    let output = folder.run(&["import", "seed.txt", "-o", "out.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    for words in ["12 张项目表", "116 条指标", "294.98 万元", "630003：37.09", "预算年度：2021", "没有疑问"]
    {
        assert!(stderr(&output).contains(words), "{words}: {}", stderr(&output));
    }
    assert_eq!(fs::read(folder.path("out.json")).unwrap(), fixture("beidaihe-2021.json"));
    assert_eq!(folder.names(), ["out.json", "seed.txt"], "no temporary file stays behind");
    // once more: the content is the same
    let again = folder.run(&["import", "seed.txt", "-o", "out.json"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(stderr(&again).contains("没有改动"));
}

#[test]
fn another_content_is_only_overwritten_by_force() {
    let folder = Folder::new();
    fs::write(folder.path("seed.txt"), fixture("beidaihe-2021.txt")).unwrap();
    fs::write(folder.path("out.json"), "{}\n").unwrap();
    let refused = folder.run(&["import", "seed.txt", "-o", "out.json"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--force"));
    assert_eq!(fs::read(folder.path("out.json")).unwrap(), b"{}\n");
    let forced = folder.run(&["import", "seed.txt", "-o", "out.json", "--force"]);
    assert_eq!(forced.status.code(), Some(0));
    assert_eq!(fs::read(folder.path("out.json")).unwrap(), fixture("beidaihe-2021.json"));
}

#[test]
fn scripts_get_the_report_as_json_and_the_document_on_stdout() {
    let folder = Folder::new();
    let source = text("yunxi-2023.txt").replace("１,２００,０００.00", "约120万元");
    fs::write(folder.path("y.txt"), &source).unwrap();
    let output = folder.run(&["import", "y.txt", "-o", "y.json", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["tables"], 2);
    assert_eq!(report["total"], serde_json::Value::Null);
    let warning = &report["warnings"][0];
    assert_eq!((warning["code"].as_str(), warning["path"].as_str()), (Some("AM003"), Some("/projects/0")));
    assert_eq!((warning["severity"].as_str(), warning["line"].as_u64()), (Some("warning"), Some(36)));

    let output = folder.run(&["import", "y.txt", "-o", "-", "--report", "json"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), imported(&source).document.to_json());
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stderr).is_ok());
}

#[test]
fn each_bad_input_has_its_sentence_and_nothing_is_written() {
    let folder = Folder::new();
    fs::write(folder.path("empty.txt"), "").unwrap();
    fs::write(folder.path("bytes.txt"), b"\xff\xff\x00").unwrap();
    fs::write(folder.path("letter.txt"), "各位同事：\n请报送绩效目标。\n").unwrap();
    fs::create_dir(folder.path("folder")).unwrap();
    let before = folder.names();
    let mut sentences = Vec::new();
    for (file, words) in [
        ("none.txt", "没有文件"),
        ("folder", "是文件夹"),
        ("empty.txt", "是空的"),
        ("bytes.txt", "编码无法识别"),
        ("letter.txt", "没有项目绩效目标表"),
    ] {
        let output = folder.run(&["import", file, "-o", "out.json"]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(stderr(&output).contains(words), "{file}: {}", stderr(&output));
        sentences.push(stderr(&output));
    }
    assert_eq!(folder.names(), before);
    sentences.dedup();
    assert_eq!(sentences.len(), 5);
}

#[test]
fn every_value_that_is_written_in_another_way_is_told() {
    let text = "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n\
        预算数\t１８．５０\t其中：财政资金\t18.50万元\t其他资金\t0\n\
        资金支出计划（%）\t3月底\t6月底\t10月底\t12月底\n25%\t50\t75\t100 ％\n\
        一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n\
        产出指标\t数量指标\t刻章套数\t全年套数\t不低于600套\t上年583套\n\
        产出指标\t质量指标\t合格率\t合格套数\t≥ 95%\t上年95%\n";
    let report = jixiao::exchange::import("表.txt", text.as_bytes(), Default::default()).unwrap().report;
    let counts = [Repair::Unit, Repair::Sign, Repair::FullWidth].map(|repair| report.repairs.count(repair));
    assert_eq!(counts, [3, 1, 1]);
    let words = report.in_words("万元").join("\n");
    assert!(words.contains("不低于 → ≥"), "{words}");
}
