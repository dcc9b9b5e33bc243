//! The document goes to a colleague as Word or Excel and comes back changed: the ids that went along
//! out of sight bring each change to its field, and everything the form does not show stays.

use std::io::{Cursor, Read, Write};

use jixiao::edit::Desk;
use jixiao::exchange::report::Repair;
use jixiao::exchange::{Imported, Onto, Options, import, onto, write};
use jixiao::model::{Document, Field, List};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

const SAMPLE: &str = include_str!("fixtures/import/beidaihe-2021.json");

/// The sample with ids that no import would derive, and what no form shows.
fn old() -> Document {
    let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
    let mut next = 0;
    let mut rename = |records: &mut Value| {
        for record in records.as_array_mut().unwrap() {
            next += 1;
            let kind = record["id"].as_str().unwrap()[..1].to_string();
            record["id"] = format!("{kind}-{next:08}").into();
        }
    };
    rename(&mut json["sub_goals"]);
    rename(&mut json["safeguards"]);
    rename(&mut json["projects"]);
    json["projects"].as_array_mut().unwrap().iter_mut().for_each(|p| rename(&mut p["indicators"]));
    let first = &mut json["projects"][0];
    first["ours"] = json!({"a": [1, 2.50]});
    first["spending_plan"][0]["note"] = "x".into();
    for (key, value) in [("weight", "10"), ("scoring", "按比例"), ("source", "台账"), ("ours", "y")] {
        first["indicators"][0][key] = value.into();
    }
    json["waivers"] = json!([{"rule": "IC003", "place": "/projects/p-00000015", "reason": "已批复"}]);
    json["declared"] = json!({"total": "294.98"});
    Document::from_json(&json.to_string()).unwrap()
}

fn imported(name: &str, bytes: &[u8]) -> Imported {
    import(name, bytes, Options::default()).unwrap()
}

/// `old` as a file, with each of its parts changed by a colleague.
fn sent(format: &str, change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let bytes = write::named(format).unwrap().write(&old(), "a.json").unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        out.start_file(&name, SimpleFileOptions::default()).unwrap();
        out.write_all(change(&name, text).as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn changes(onto: &Onto) -> Vec<String> {
    let lines = onto.changes.iter().map(|change| match change.is_move() {
        true => format!("{} moves", change.place),
        false => format!("{}: {} → {}", change.place, change.before, change.after),
    });
    lines.collect()
}

/// What `old` becomes.
fn applied(onto: &Onto) -> Value {
    let mut desk = Desk::new(old());
    desk.commit("并入", &onto.edit).unwrap();
    serde_json::from_str(&desk.document().to_json()).unwrap()
}

fn expected(change: impl FnOnce(&mut Value)) -> Value {
    let mut json = serde_json::from_str(&old().to_json()).unwrap();
    change(&mut json);
    json
}

/// The row of Word in which `text` stands: where it begins and ends.
fn row(body: &str, text: &str) -> (usize, usize) {
    let at = body.find(text).unwrap_or_else(|| panic!("{text}"));
    let end = body[at..].find("</w:tr>").unwrap() + at + "</w:tr>".len();
    (body[..at].rfind("<w:tr>").unwrap(), end)
}

fn by_word(mut body: String) -> String {
    // a target, an amount, a description
    body = body.replacen("≥30人", "≥31人", 1).replacen(">118.73<", ">120.00<", 2);
    body = body.replacen("工资福利等发放人员范围的精准性和发放数据的准确性", "新的描述", 1);
    // a project and a sub-goal get other names, the heading with them
    body = body.replacen("2.审批业务专项经费绩效目标表", "2.改名项目绩效目标表", 1);
    body = body.replacen(">审批业务专项经费<", ">改名项目<", 1);
    body = body.replacen("（一）协助领导", "（一）一起协助领导", 1);
    // one more goal, as a paragraph of its cell
    let goal = "<w:p><w:r><w:t>3.新增的目标</w:t></w:r></w:p>";
    let (_, end) = row(&body, "2.保障落实机关人事代理工作人员的公用经费的管理");
    body.insert_str(end - "</w:tc></w:tr>".len(), goal);
    // a row goes, one changes its place, one is new
    let (from, to) = row(&body, "w:name=\"jx_i_00000046\"");
    body.replace_range(from..to, "");
    let (from, to) = row(&body, "w:name=\"jx_i_00000049\"");
    let moved = body[from..to].to_string();
    body.replace_range(from..to, "");
    let (before, _) = row(&body, "w:name=\"jx_i_00000048\"");
    body.insert_str(before, &moved);
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let cells = ["数量指标", "新增指标", "新增描述", "≥5次", ""].map(cell).concat();
    let (_, end) = row(&body, "w:name=\"jx_i_00000027\"");
    body.insert_str(end, &format!("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>{cells}</w:tr>"));
    body
}

#[test]
fn what_a_colleague_did_in_word_comes_in_at_its_fields() {
    let sent = sent("docx", |name, text| if name == "word/document.xml" { by_word(text) } else { text });
    let Imported { document, report, .. } = imported("a.docx", &sent);
    assert_eq!(report.warnings, []);
    let onto = onto(&old(), &document);
    let (p1, p2, p3) = ("projects/#p-00000015", "projects/#p-00000016", "projects/#p-00000017");
    let goals = "保障落实机关人事代理工作人员的工资补贴待遇，保障落实机关人事代理工作人员的公用经费的管理";
    let title = "协助领导协调处理日常工作和全区政务公开工作日常事务";
    assert_eq!(
        changes(&onto),
        [
            format!("sub_goals/#s-00000001/title: {title} → 一起{title}"),
            format!("{p1}/budget/total: 118.73 → 120.00"),
            format!("{p1}/budget/fiscal: 118.73 → 120.00"),
            format!("{p1}/goals: {goals} → {goals}，新增的目标"),
            format!("{p1}/indicators/#i-00000027/target: ≥30人 → ≥31人"),
            format!(
                "{p1}/indicators/#i-00000028/description: 工资福利等发放人员范围的精准性和发放数据的准确性 → 新的描述"
            ),
            format!("{p1}/indicators:  → 新增指标"),
            format!("{p2}/name: 审批业务专项经费 → 改名项目"),
            format!("{p2}/indicators/#i-00000046: 活动完成率 → "),
            format!("{p3}/indicators/#i-00000049 moves"),
        ]
    );
    let counts = (onto.matches.by_id.len(), onto.matches.by_name.len(), onto.matches.new.len());
    assert_eq!(counts, (141, 0, 1));
    let after = applied(&onto);
    let new = after["projects"][0]["indicators"][1].clone();
    assert_eq!(new["name"], "新增指标");
    let expected = expected(|json| {
        json["sub_goals"][0]["title"] = format!("一起{title}").into();
        json["projects"][1]["name"] = "改名项目".into();
        json["projects"][1]["indicators"].as_array_mut().unwrap().pop();
        json["projects"][2]["indicators"].as_array_mut().unwrap().swap(1, 2);
        let first = &mut json["projects"][0];
        first["budget"]["total"] = "120.00".into();
        first["budget"]["fiscal"] = "120.00".into();
        first["goals"].as_array_mut().unwrap().push("新增的目标".into());
        let rows = first["indicators"].as_array_mut().unwrap();
        rows[0]["target"]["value"] = "31".into();
        rows[1]["description"] = "新的描述".into();
        rows.insert(1, new);
    });
    assert_eq!(after, expected);
}

#[test]
fn a_row_put_in_in_excel_has_no_merged_cells_and_is_read_all_the_same() {
    let insert = |text: String| {
        let rows = text.matches("<row ").count() + 1;
        let cell = |(column, text): (&str, &str)| {
            format!("<c r=\"{column}{rows}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let cells = [
            ("B", "满意度指标"),
            ("C", "服务对象满意度指标"),
            ("E", "新增指标"),
            ("I", "新增描述"),
            ("K", "≥90%"),
        ];
        let row = format!("<row r=\"{rows}\">{}</row></sheetData>", cells.map(cell).concat());
        text.replacen("</sheetData>", &row, 1)
    };
    let sent =
        sent("xlsx", |name, text| if name == "xl/worksheets/sheet4.xml" { insert(text) } else { text });
    let onto = onto(&old(), &imported("a.xlsx", &sent).document);
    assert_eq!(changes(&onto), ["projects/#p-00000015/indicators:  → 新增指标"]);
    let after = applied(&onto);
    let new = after["projects"][0]["indicators"].as_array().unwrap().last().unwrap();
    assert_eq!((&new["description"], &new["target"]["value"]), (&json!("新增描述"), &json!("90")));
}

#[test]
fn a_change_on_a_list_of_excel_is_told_and_nothing_else_is_taken_for_one() {
    let untouched = imported("a.xlsx", &sent("xlsx", |_, text| text));
    assert_eq!(untouched.report.repairs.count(Repair::Again), 0);
    // the number of indicators of the first project, on the list of projects
    let edit = |text: String| text.replacen("<v>118.73</v>", "<v>119</v>", 1);
    let on = |sheet: &'static str| {
        let sent = sent("xlsx", |name, text| if name.ends_with(sheet) { edit(text) } else { text });
        imported("a.xlsx", &sent)
    };
    assert_eq!(on("sheet1.xml").report.repairs.count(Repair::Again), 1);
    assert!(onto(&old(), &on("sheet1.xml").document).edit.is_nothing());
    assert_eq!(on("sheet4.xml").report.repairs.count(Repair::Again), 0);
    // a list sorted the other way, and sums without their results, are no changes
    let unsummed = |text: String| text.replacen("<v>257.89</v>", "", 1);
    let sent = sent("xlsx", |name, text| if name.ends_with("sheet1.xml") { unsummed(text) } else { text });
    let report = imported("a.xlsx", &sent).report;
    assert_eq!((report.repairs.count(Repair::Again), report.repairs.count(Repair::NoValue)), (0, 0));
}

#[test]
fn a_text_that_excel_cannot_hold_whole_stays_whole() {
    let mut old = old();
    let Field::Value(projects) = &mut old.projects else { panic!() };
    let Field::Value(first) = &mut projects.vec_mut()[0] else { panic!() };
    first.purpose = "用途".repeat(20_000).into();
    first.goals = ["目标".to_string(), "长".repeat(40_000)].into_iter().collect::<List<_>>().into();
    let bytes = write::named("xlsx").unwrap().write(&old, "a.json").unwrap();
    let document = imported("a.xlsx", &bytes).document;
    assert!(document.projects().next().unwrap().purpose.text().len() < 100_000);
    assert_eq!(changes(&onto(&old, &document)), Vec::<String>::new());
    // another beginning is a change
    let Field::Value(projects) = &mut old.projects else { panic!() };
    let Field::Value(first) = &mut projects.vec_mut()[0] else { panic!() };
    first.purpose = "別".repeat(40_000).into();
    assert_eq!(changes(&onto(&old, &document)).len(), 1);
}

#[test]
fn opendocument_keeps_bookmarks_and_hidden_columns() {
    let text = |body: &str| {
        format!(
            "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body>\
            {body}</office:body></office:document-content>"
        )
    };
    let paragraph = "<office:text><text:p>工作保障措施</text:p>\
        <text:p><text:bookmark text:name=\"jx_m_00000007\"/>完善制度。</text:p></office:text>";
    let read = |body: &str| jixiao::exchange::odf::of_xml(&text(body)).unwrap();
    let ids = |blocks: &jixiao::exchange::blocks::Blocks| -> Vec<(String, Option<String>)> {
        use jixiao::exchange::blocks::Block;
        let cells = blocks.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(cell) => vec![cell.clone()],
            Block::Table(rows) => rows.concat(),
        });
        cells.map(|cell| (cell.text, cell.id)).collect()
    };
    assert_eq!(
        ids(&read(paragraph)),
        [("工作保障措施".into(), None), ("完善制度。".into(), Some("m-00000007".into()))]
    );
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let sheet = format!(
        "<office:spreadsheet><table:table table:name=\"表\">\
        <table:table-column table:visibility=\"collapse\"/><table:table-column table:number-columns-repeated=\"9\"/>\
        <table:table-row>{}</table:table-row><table:table-row table:visibility=\"collapse\">{}</table:table-row>\
        </table:table></office:spreadsheet>",
        [cell("i-00000001"), cell("产出指标"), cell("数量指标")].concat(),
        [cell(""), cell("藏"), cell("起来")].concat(),
    );
    assert_eq!(
        ids(&read(&sheet)),
        [("产出指标".into(), Some("i-00000001".into())), ("数量指标".into(), None)]
    );
    let again = sheet.replace("i-00000001", "jixiao:again");
    assert!(jixiao::exchange::odf::of_xml(&text(&again)).is_err(), "nothing but what others hold");
}

#[test]
fn ids_that_came_along_are_what_records_are_found_by_even_where_they_could_be_derived() {
    let sample = Document::from_json(SAMPLE).unwrap();
    for format in ["docx", "xlsx", "html"] {
        let bytes = write::named(format).unwrap().write(&sample, "a.json").unwrap();
        let matches = imported(&format!("a.{format}"), &bytes).onto(&sample).matches;
        assert_eq!((matches.by_id.len(), matches.by_name.len()), (142, 0), "{format}");
    }
    let bytes = write::named("txt").unwrap().write(&sample, "a.json").unwrap();
    let matches = imported("a.txt", &bytes).onto(&sample).matches;
    assert_eq!((matches.by_id.len(), matches.by_name.len()), (0, 142), "a text carries none");
}
