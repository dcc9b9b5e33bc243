//! A person has the document as Word, Excel or OpenDocument: what `jixiao import` makes of it. The
//! files under `fixtures/import` came out of other programs: Word and Excel files of Python's
//! libraries, OpenDocument of LibreOffice. Those that are broken on purpose are made here.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jixiao::exchange::blocks::{Block, Blocks};
use jixiao::exchange::format::{self, Source};
use jixiao::exchange::report::{Repair, Report};
use jixiao::exchange::{ImportError, Imported, Limit, Options, docx, import, import_all, odf, xlsx};
use jixiao::model::Document;
use jixiao::text::decode::Encoding;
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)).unwrap()
}

fn imported(name: &str, bytes: &[u8]) -> Imported {
    import(name, bytes, Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn refused(bytes: &[u8]) -> ImportError {
    import("文件", bytes, Options::default()).unwrap_err()
}

fn sample() -> String {
    String::from_utf8(fixture("beidaihe-2021.json")).unwrap()
}

// ---- the real document, out of other programs ----

#[test]
fn the_sample_out_of_every_format_is_the_same_document() {
    for name in
        ["beidaihe-2021.docx", "beidaihe-2021.xlsx", "beidaihe-2021-one-sheet.xlsx", "beidaihe-2021.odt"]
    {
        let Imported { document, report } = imported(name, &fixture(name));
        assert_eq!(report.warnings, [], "{name}");
        assert!(document.to_json() == sample(), "{name} gives another document");
    }
}

#[test]
fn the_content_decides_and_not_the_ending() {
    for (name, as_name) in [("beidaihe-2021.docx", "表.xls"), ("beidaihe-2021.xlsx", "文.txt")] {
        assert!(imported(as_name, &fixture(name)).document.to_json() == sample(), "{name} as {as_name}");
    }
    let text = fixture("beidaihe-2021.txt");
    assert!(imported("其实是文本.docx", &text).document.to_json() == sample());
}

#[test]
fn old_excel_has_the_numbers_without_their_last_zeros() {
    let Imported { document, report } = imported("旧.xls", &fixture("beidaihe-2021.xls"));
    assert_eq!((report.tables, report.indicators, report.warnings.len()), (12, 116, 0));
    assert_eq!(report.total.unwrap().normalize().to_string(), "294.98");
    let first = document.projects().next().unwrap();
    assert_eq!(first.budget.get().unwrap().total.get().unwrap().text(), "118.73");
}

// ---- Word ----

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// A zip of parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An office file whose main part is `main`.
fn office(kind: &str, name: &str, main: &[u8]) -> Vec<u8> {
    let types = format!(r#"<Types><Override PartName="/{name}" ContentType="{kind}"/></Types>"#);
    zipped(&[("[Content_Types].xml", types.as_bytes()), (name, main)])
}

fn word(body: &str) -> Vec<u8> {
    office(WORD, "word/document.xml", document(body).as_bytes())
}

fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn texts(blocks: &Blocks) -> Vec<String> {
    let row = |row: &Vec<_>| {
        row.iter()
            .map(|cell: &jixiao::exchange::blocks::Cell| cell.text.as_str())
            .collect::<Vec<_>>()
            .join("|")
    };
    let block = |block: &Block| match block {
        Block::Paragraph(cell) => cell.text.clone(),
        Block::Table(rows) => rows.iter().map(row).collect::<Vec<_>>().join(" / "),
    };
    blocks.blocks.iter().map(block).collect()
}

fn of_word(body: &str) -> Blocks {
    docx::of_xml(&document(body), "", "").unwrap_or_else(|error| panic!("{error}"))
}

fn dropped(blocks: &Blocks, repair: Repair) -> Vec<(String, String)> {
    let found = blocks.repairs.iter().find(|(kind, _)| *kind == repair);
    let say = |(line, text): &(usize, String)| (blocks.lines.say(*line), text.clone());
    found.map_or_else(Vec::new, |(_, spots)| spots.iter().map(say).collect())
}

#[test]
fn merged_cells_of_word_are_one_cell_across_and_empty_below() {
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        tc(r#"<w:vMerge w:val="restart"/>"#, "甲"),
        tc(r#"<w:gridSpan w:val="2"/>"#, "乙"),
        tc("<w:vMerge/>", "看不见"),
        tc("", "丙"),
        tc("", "丁"),
    );
    assert_eq!(texts(&of_word(&table)), ["甲|乙 / |丙|丁"]);
}

#[test]
fn what_word_shows_is_taken_and_what_it_does_not_show_is_told() {
    let body = concat!(
        r#"<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧字</w:delText></w:r></w:del>"#,
        r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:fldChar/><w:instrText> DATE </w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"#,
        r#"<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t><w:noBreakHyphen/><w:t>8</w:t><w:sym w:font="Webdings" w:char="F021"/></w:r></w:p>"#,
        r#"<w:p><w:r><w:drawing><wp:inline><a:blip/></wp:inline></w:drawing></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"#,
        r#"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处</w:t></w:r></w:p></w:sdtContent></w:sdt>"#,
        r#"<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>"#,
        r#"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p><w:p><w:r><w:t>下半</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:t>一、总体绩效目标</w:t><w:tab/><w:t>3</w:t></w:r></w:p>"#,
        "<w:altChunk/>",
    );
    let blocks = of_word(body);
    assert_eq!(texts(&blocks), ["新增显", "链接", "≥95-8", "控件里的字", "上半下半"]);
    let told = [
        (Repair::Deleted, "第 1 段", "旧字"),
        (Repair::Hidden, "第 1 段", "藏"),
        (Repair::Symbol, "第 3 段", "Webdings F021"),
        (Repair::TextBox, "第 4 段", "框里的字"),
        (Repair::Placeholder, "第 4 段", "单击此处"),
        (Repair::Contents, "第 6 段", "一、总体绩效目标 3"),
    ];
    for (repair, place, text) in told {
        let text = text.replace(' ', if repair == Repair::Contents { "\t" } else { " " });
        assert_eq!(dropped(&blocks, repair), [(place.to_string(), text)], "{repair:?}");
    }
    let counted =
        [Repair::Inserted, Repair::Picture, Repair::Embedded].map(|kind| blocks.repairs.count(kind));
    assert_eq!(counted, [1, 1, 1]);
}

#[test]
fn numbers_that_word_makes_stand_before_their_paragraphs() {
    let lists = r#"<w:numbering><w:abstractNum w:abstractNumId="1">
        <w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let styles = r#"<w:styles><w:style w:styleId="标题"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let numbered = |properties: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let own = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>"#;
    let body = numbered(own, "甲") + &numbered(r#"<w:pStyle w:val="标题"/>"#, "乙") + &numbered("", "丙");
    let blocks = docx::of_xml(&document(&body), lists, styles).unwrap();
    assert_eq!(texts(&blocks), ["（一）甲", "（二）乙", "丙"]);
}

#[test]
fn tables_in_tables_give_their_rows_or_cells() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "3月底"), tc("", "6月底"));
    let beside = format!("<w:tbl><w:tr>{}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>", tc("", "计划"));
    assert_eq!(texts(&of_word(&beside)), ["计划|3月底|6月底"]);
    let alone = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>",
        tc("", "甲"),
        tc("", "乙")
    );
    assert_eq!(texts(&of_word(&alone)), ["甲|乙 / 3月底|6月底"]);
    let frame = format!("<w:tbl><w:tr><w:tc>{}{inner}</w:tc></w:tr></w:tbl>", p("标题"));
    assert_eq!(texts(&of_word(&frame)), ["标题", "3月底|6月底"]);
}

#[test]
fn a_table_cut_by_pages_is_one_table() {
    let json = sample();
    let whole = fixture("beidaihe-2021.docx");
    // the fixture has the upper half and the indicators in two tables each
    let Imported { document, report } = imported("文.docx", &whole);
    assert_eq!(report.repairs.count(Repair::Joined), 12);
    assert!(document.to_json() == json);
}

#[test]
fn a_text_that_was_only_pasted_into_word_is_read_as_text() {
    let text = String::from_utf8(fixture("beidaihe-2021.txt")).unwrap();
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines = escaped.lines().map(|line| {
        let runs = line.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
        format!(r#"<w:p><w:r><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>"#)
    });
    let pasted = word(&lines.collect::<String>());
    assert!(imported("粘贴.docx", &pasted).document.to_json() == sample());
}

// ---- Excel ----

fn of_sheet(rows: &str) -> Blocks {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.00%"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs></styleSheet>"#;
    let strings = r#"<sst><si><t>项目编码</t></si><si><r><t>指标</t></r><r><t>值</t></r><rPh><t>ピン</t></rPh></si></sst>"#;
    let sheet = format!("<worksheet>{rows}</worksheet>");
    xlsx::of_xml(&sheet, strings, styles).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_cell_of_a_sheet_is_what_a_person_sees() {
    let blocks = of_sheet(concat!(
        r#"<sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" s="1"><v>0.25</v></c>"#,
        r#"<c r="E3"><v>118.72999999999999</v></c><c r="F3" s="3"><v>5</v></c><c r="G3" s="2"><v>44286</v></c></row>"#,
        r#"<row r="4"><c r="B4" t="inlineStr"><is><t>甲&amp;乙</t></is></c><c r="C4"><f>SUM(A1)</f><v>3.5</v></c>"#,
        r#"<c r="D4" t="e"><f>A9</f><v>#REF!</v></c><c r="E4"><f>NOW()</f></c><c r="F4" t="b"><v>1</v></c><c r="G4" t="str"><f>A1</f><v>字</v></c></row></sheetData>"#,
    ));
    assert_eq!(texts(&blocks), ["项目编码|指标值|25.00%|118.73|5.00|2021年3月31日 / 甲&乙|3.5|||TRUE|字"]);
    let place = || "工作表“表”第 4 行".to_string();
    assert_eq!(dropped(&blocks, Repair::NoValue), [(place(), "#REF!".into()), (place(), "=NOW()".into())]);
    assert_eq!(blocks.repairs.count(Repair::Date), 1);
}

#[test]
fn merged_regions_titles_and_empty_rows_of_a_sheet() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = [
        (1, cell("A1", "1.甲绩效目标表")),
        (2, cell("A2", "项目编码") + &cell("C2", "X")),
        (3, cell("C3", "乙") + &cell("D3", "丙")),
        (4, cell("A4", "2.丁绩效目标表")),
        (5, cell("A5", "项目编码") + &cell("C5", "Y")),
        (7, cell("B7", "表外") + &cell("D7", "的字")),
        (8, cell("A8", "藏起来") + &cell("B8", "的行")),
    ];
    let rows: String = rows
        .iter()
        .map(|(n, cells)| {
            format!(r#"<row r="{n}"{}>{cells}</row>"#, if *n == 8 { r#" hidden="1""# } else { "" })
        })
        .collect();
    let merged = r#"<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:B3"/><mergeCell ref="C2:D2"/>
        <mergeCell ref="A5:B5"/><mergeCell ref="C5:XFD5"/></mergeCells>"#;
    let blocks = of_sheet(&format!("<sheetData>{rows}</sheetData>{merged}"));
    assert_eq!(
        texts(&blocks),
        ["1.甲绩效目标表", "项目编码|X / |乙|丙", "2.丁绩效目标表", "项目编码|Y", "表外||的字"]
    );
    assert_eq!(dropped(&blocks, Repair::Hidden), [("工作表“表”第 8 行".into(), "藏起来｜的行".into())]);
}

// ---- OpenDocument ----

#[test]
fn covered_cells_of_opendocument_are_those_of_word() {
    let blocks = odf::of_xml(
        r#"<office:body xmlns:office="o"><office:text><text:h>标<text:span>题</text:span><text:s text:c="2"/>字</text:h>
        <table:table><table:table-row><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2"><text:p>甲</text:p></table:table-cell>
        <table:covered-table-cell/><table:table-cell><text:p>乙</text:p><text:p>丙</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>丁<text:note><text:p>注</text:p></text:note></text:p></table:table-cell></table:table-row>
        </table:table></office:text></office:body>"#,
    )
    .unwrap();
    assert_eq!(texts(&blocks), ["标题  字", "甲|乙\n丙 / |丁"]);
    assert_eq!(dropped(&blocks, Repair::Note), [("表 1 第 2 行".into(), "注".into())]);
}

// ---- bad input ----

#[test]
fn a_file_that_unpacks_to_far_more_is_not_read_on() {
    // in one text: its length alone is too much
    let mut bomb = document("").into_bytes();
    bomb.resize(20 << 20, b' ');
    assert_eq!(refused(&office(WORD, "word/document.xml", &bomb)), ImportError::TooMuch(Limit::Unpacked));
}

#[test]
fn more_cells_or_levels_than_any_document_has_are_refused() {
    let row = "<w:tr>".to_string() + &"<w:tc><w:p/></w:tc>".repeat(1000) + "</w:tr>";
    let cells = format!("<w:tbl>{}</w:tbl>", row.repeat(1000));
    assert_eq!(refused(&word(&cells)), ImportError::TooMuch(Limit::Cells));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(1000) + &"</w:tc></w:tr></w:tbl>".repeat(1000);
    assert_eq!(refused(&word(&deep)), ImportError::TooMuch(Limit::Depth));
    let far =
        r#"<worksheet><sheetData><row r="1"><c r="XFD1" t="str"><v>远</v></c></row></sheetData></worksheet>"#;
    assert_eq!(texts(&xlsx::of_xml(far, "", "").unwrap()), ["远"]);
    let wide: String = (1..=100)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="str"><v>近</v></c><c r="XFD{row}" t="str"><v>远</v></c></row>"#))
        .collect();
    let wide = format!("<worksheet><sheetData>{wide}</sheetData></worksheet>");
    assert_eq!(xlsx::of_xml(&wide, "", "").unwrap_err(), ImportError::TooMuch(Limit::Cells));
    let merged = r#"<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    let merged = format!(
        r#"<worksheet><sheetData><row r="1048576"><c r="A1048576" t="str"><v>底</v></c></row></sheetData>{merged}</worksheet>"#
    );
    assert_eq!(xlsx::of_xml(&merged, "", "").unwrap_err(), ImportError::TooMuch(Limit::Cells));
    let repeated = r#"<office:spreadsheet><table:table><table:table-row table:number-rows-repeated="9">
        <table:table-cell table:number-columns-repeated="16384"><text:p>多</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"#;
    assert_eq!(odf::of_xml(repeated).unwrap_err(), ImportError::TooMuch(Limit::Cells));
}

#[test]
fn a_table_of_256_columns_is_no_project_table() {
    let row = |text: &str| format!("|{}\n", format!("{text}|").repeat(256));
    let text = row("项目编码") + &row("---") + &row("X").repeat(50);
    let ended = import("宽.md", text.as_bytes(), Options::default());
    assert!(!ended.is_ok_and(|imported| imported.report.indicators > 0));
}

#[test]
fn every_way_to_be_cut_off_is_said_and_none_panics() {
    let whole = fixture("beidaihe-2021.docx");
    for length in [5, 30, 1000, 20_000, whole.len() - 100, whole.len() - 1] {
        assert_eq!(refused(&whole[..length]), ImportError::Damaged, "{length}");
    }
    let mut broken = whole.clone();
    for at in (0..whole.len()).step_by(997) {
        broken[at] ^= 0x55;
        // whatever it is now, it comes to an end
        let _ = import("文.docx", &broken, Options::default());
        broken[at] ^= 0x55;
    }
    let cut = word("").len();
    assert_eq!(refused(&word("")[..cut / 2]), ImportError::Damaged);
    assert_eq!(
        refused(&office(WORD, "word/document.xml", b"<w:document><w:body><w:p>")),
        ImportError::Damaged
    );
    assert_eq!(refused(&office(EXCEL, "xl/workbook.xml", b"<workbook/>")), ImportError::Damaged);
}

/// The directory entries of an OLE file, as far as anybody looks at them.
fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(512, 0);
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        bytes.extend(entry);
    }
    bytes
}

#[test]
fn what_is_encrypted_a_picture_or_of_another_program_is_named() {
    assert_eq!(
        refused(&compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"])),
        ImportError::Encrypted
    );
    let mut locked = word(&p("字"));
    // the flag of encryption in both headers of each entry
    for head in [b"PK\x03\x04", b"PK\x01\x02"] {
        let flag = if head[2] == 3 { 6 } else { 8 };
        let heads: Vec<usize> = (0..locked.len() - 4).filter(|at| &locked[*at..at + 4] == head).collect();
        heads.iter().for_each(|at| locked[at + flag] |= 1);
    }
    assert_eq!(refused(&locked), ImportError::Encrypted);
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0"), ImportError::OnlyPictures);
    let scanned = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>".repeat(3);
    assert_eq!(refused(&word(&scanned)), ImportError::OnlyPictures);
    assert_eq!(refused(&word("<w:p/>")), ImportError::Empty);
    assert!(matches!(refused(&zipped(&[("ppt/presentation.xml", b"<a/>")])), ImportError::OtherFormat(_)));
    assert!(matches!(refused(&compound(&["PowerPoint Document"])), ImportError::OtherFormat(_)));
    assert!(matches!(refused(b"Rar!\x1a\x07\x01\0"), ImportError::OtherFormat(_)));
    let days =
        r#"<worksheet><sheetData><row><c><v>1</v></c><c><f>NOW()</f></c></row></sheetData></worksheet>"#;
    assert_eq!(xlsx::of_xml(days, "", "").unwrap_err(), ImportError::NoWords);
    assert_eq!(refused(&compound(&["Root Entry", "Workbook"])), ImportError::Damaged);
}

// ---- the command ----

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            fs::write(folder.path(name), bytes).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str], path: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.args(arguments).current_dir(self.0.path()).env("PATH", path).output().unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn each_bad_file_has_its_own_sentence_and_nothing_is_written() {
    let whole = fixture("beidaihe-2021.docx");
    let mut bomb = document("").into_bytes();
    bomb.resize(20 << 20, b' ');
    let files: [(&str, Vec<u8>, &str); 10] = [
        ("密码.docx", compound(&["EncryptedPackage"]), "有密码"),
        ("半截.docx", whole[..9000].to_vec(), "不完整或已损坏"),
        ("炸弹.docx", office(WORD, "word/document.xml", &bomb), "解压后大得不像"),
        ("扫描.docx", word("<w:p><w:r><w:drawing/></w:r></w:p>"), "只有图片"),
        ("空白.docx", word(""), "是空的"),
        ("演示.pptx", zipped(&[("ppt/a.xml", b"<a/>")]), "不能导入"),
        ("旧.doc", compound(&["WordDocument"]), "LibreOffice，这台机器上没有"),
        ("旧.rtf", b"{\\rtf1 a}".to_vec(), "另存为 .docx"),
        ("文.pdf", b"%PDF-1.4 ".to_vec(), "pdftotext，这台机器上没有"),
        ("别的.docx", word(&p("会议通知")), "没有项目绩效目标表"),
    ];
    let folder =
        Folder::new(&files.iter().map(|(name, bytes, _)| (*name, bytes.as_slice())).collect::<Vec<_>>());
    let before = folder.names();
    for (name, _, words) in &files {
        let output = folder.run(&["import", name, "-o", "out.json"], "");
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(said(&output).contains(words) && said(&output).contains(name), "{name}: {}", said(&output));
        assert!(output.stdout.is_empty() && said(&output).lines().count() == 1, "{name}");
    }
    assert_eq!(folder.names(), before);
}

#[test]
fn several_files_are_parts_of_one_document_and_doubts_name_their_file() {
    let text = String::from_utf8(fixture("beidaihe-2021.txt")).unwrap();
    let cut = text.find("第二部分").unwrap();
    let files = [
        ("一.txt".to_string(), text[..cut].as_bytes().to_vec()),
        ("二.txt".to_string(), text[cut..].as_bytes().to_vec()),
    ];
    let Imported { document, .. } = import_all(&files, Options::default()).unwrap();
    assert!(document.to_json() == sample());
    let spoilt = text[cut..].replacen("\t118.73", "\t约118", 1);
    let files = [files[0].clone(), ("二.txt".to_string(), spoilt.into_bytes())];
    let Report { warnings, lines, .. } = import_all(&files, Options::default()).unwrap().report;
    assert!(warnings[0].place(&lines).starts_with("“二.txt”第 "), "{}", warnings[0].place(&lines));
    let bad = [files[0].clone(), ("坏.docx".to_string(), fixture("beidaihe-2021.docx")[..5000].to_vec())];
    assert_eq!(
        import_all(&bad, Options::default()).unwrap_err(),
        ("坏.docx".to_string(), ImportError::Damaged)
    );

    let folder = Folder::new(&[("一.txt", &files[0].1), ("二.xlsx", &fixture("beidaihe-2021.xlsx"))]);
    let output = folder.run(&["import", "一.txt", "二.xlsx", "-o", "合.json"], "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let whole = Document::default();
    assert!(folder.names().contains(&"合.json".to_string()) && whole.projects().count() == 0);
}

#[test]
fn an_encoding_that_a_person_names_goes_before_the_one_that_is_found() {
    let text = String::from_utf8(fixture("beidaihe-2021.txt")).unwrap();
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    let options = |name: &str| Options { encoding: Encoding::named(name) };
    let imported = import("文.txt", &bytes, options("gbk")).unwrap();
    assert!(imported.document.to_json() == sample());
    assert_eq!(import("文.txt", &bytes, options("utf-8")).unwrap_err(), ImportError::UnknownEncoding);
    let folder = Folder::new(&[("文.txt", &bytes)]);
    let output = folder.run(&["import", "文.txt", "-o", "out.json", "--encoding", "火星文"], "");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(folder.names(), ["文.txt"]);
    let output = folder.run(&["import", "文.txt", "-o", "out.json", "--encoding", "gb18030"], "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn when_too_little_is_understood_nothing_is_written_unless_forced() {
    let text =
        "项目编码\t13030421516VGXXZYNQI3\t项目名称\t人员经费\n".to_string() + &"其他说明文字。".repeat(50);
    let folder = Folder::new(&[("少.txt", text.as_bytes())]);
    let output = folder.run(&["import", "少.txt", "-o", "out.json"], "");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("没有写入") && said(&output).contains("--force"), "{}", said(&output));
    assert_eq!(folder.names(), ["少.txt"]);
    let output = folder.run(&["import", "少.txt", "-o", "out.json", "--force"], "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(folder.names(), ["out.json", "少.txt"]);
}

#[test]
#[cfg(unix)]
fn old_word_goes_through_the_program_that_is_installed() {
    use std::os::unix::fs::PermissionsExt;
    let tool = |name: &str, script: &str| {
        let folder = Folder::new(&[(name, script.as_bytes()), ("made.docx", &fixture("beidaihe-2021.docx"))]);
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(0o755)).unwrap();
        folder
    };
    let folder = Folder::new(&[("旧; rm -rf.doc", &compound(&["WordDocument"])), ("扫.pdf", b"%PDF-1.4 ")]);
    // stands in for LibreOffice: takes only a name that is not the file's own
    let office = tool("soffice", "#!/bin/sh\n[ -f in.doc ] && /bin/cp \"${0%/*}/made.docx\" in.docx\n");
    let path = office.0.path().display().to_string();
    let output = folder.run(&["import", "旧; rm -rf.doc", "-o", "out.json"], &path);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(fs::read_to_string(folder.path("out.json")).unwrap() == sample());

    let broken = tool("soffice", "#!/bin/sh\nexit 1\n");
    let path = broken.0.path().display().to_string();
    let output = folder.run(&["import", "旧; rm -rf.doc", "-o", "no.json"], &path);
    assert!(said(&output).contains("LibreOffice 没有读出"), "{}", said(&output));

    let pages = tool("pdftotext", "#!/bin/sh\nprintf '\\f\\f' > out.txt\n");
    let path = pages.0.path().display().to_string();
    let output = folder.run(&["import", "扫.pdf", "-o", "no.json"], &path);
    assert!(said(&output).contains("只有图片"), "{}", said(&output));
    assert_eq!(folder.names(), ["out.json", "扫.pdf", "旧; rm -rf.doc"]);
}

#[test]
fn every_ending_of_a_format_is_said_once() {
    let mut endings: Vec<&str> = format::FORMATS.iter().flat_map(|format| format.endings).copied().collect();
    let all = endings.len();
    endings.sort_unstable();
    endings.dedup();
    assert_eq!(endings.len(), all);
    assert!(
        ["docx", "xlsx", "xls", "odt", "doc", "rtf", "pdf"].iter().all(|ending| endings.contains(ending))
    );
    let bytes = fixture("beidaihe-2021.docx");
    let source = Source::new("文.docx", &bytes, Options::default());
    assert!(format::of(&source).is_some_and(|format| format.endings.contains(&"docx")));
}
