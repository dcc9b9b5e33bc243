//! Taking documents in from other formats.

// ---- where something stood in the source ----

/// A line of a text.
pub fn line(line: usize) -> String {
    format!("第 {line} 行")
}
/// A line of a page.
pub fn line_of_page(page: usize, line: usize) -> String {
    format!("第 {page} 页第 {line} 行")
}
/// A paragraph behind a table; table 0 is before the first.
pub fn paragraph_behind(table: usize, paragraph: usize) -> String {
    match table {
        0 => format!("第 {paragraph} 段"),
        _ => format!("表 {table} 后第 {paragraph} 段"),
    }
}
/// A row of a table.
pub fn row_of_table(table: usize, row: usize) -> String {
    format!("表 {table} 第 {row} 行")
}
/// A row of a sheet.
pub fn row_of_sheet(sheet: &str, row: usize) -> String {
    format!("工作表“{sheet}”第 {row} 行")
}
/// One of several files.
pub fn in_file(file: &str, place: &str) -> String {
    format!("“{file}”{place}")
}

// ---- why nothing was imported ----

/// `--encoding` with a name that nobody knows.
pub const NO_ENCODING: &str = "没有这种编码，请写 utf-8、gb18030、utf-16 等";
pub const ENCRYPTED: &str = "文件有密码，读不了。请在 Word、Excel 或 WPS 中打开，取消密码后另存，再导入。";
pub const DAMAGED: &str = "文件不完整或已损坏，读不下去。请重新传一次，或在 Word、WPS 中打开后另存，再导入。";
pub const ONLY_PICTURES: &str =
    "里面只有图片，没有文字，可能是扫描件。请用有文字的原稿，或先做文字识别（OCR）。";
pub const NO_WORDS: &str =
    "表里只有数字、日期或没有结果的公式，没有文字。请在 Excel 或 WPS 中打开，重新计算并保存，再导入。";
pub const TOO_MANY_ENTRIES: &str = "压缩包里的条目太多，不像是 Word 或 Excel 文件，没有再读。";
pub const TOO_MUCH_UNPACKED: &str = "解压后大得不像是绩效文本，没有再读。请确认文件来源。";
pub const TOO_DEEP: &str = "内容嵌套得太深，不像是绩效文本，没有再读。";
pub const TOO_MANY_CELLS: &str =
    "单元格太多（超过 50 万个），不像是绩效文本，没有再读。请删去空白的行和列后另存，再导入。";
pub const TOO_MUCH_TEXT: &str = "文字太多（超过 64 MB），不像是绩效文本，没有再读。";

/// A format that is known and not read.
pub fn other_format(name: &str) -> String {
    format!("这是{name}，不能导入。请给出 Word（.docx）、Excel（.xlsx）、网页或文本文件。")
}
pub fn no_converter(name: &str) -> String {
    let (with, by_hand) = converted_by(name);
    format!("读{name}要用 {with}，这台机器上没有。{by_hand}")
}
pub fn not_converted(name: &str) -> String {
    let (with, by_hand) = converted_by(name);
    format!("{with} 没有读出这个{name}，文件可能已损坏或有密码。{by_hand}")
}
pub fn slow_converter(name: &str) -> String {
    let (with, by_hand) = converted_by(name);
    format!("{with} 读这个{name}用的时间太长，已停止。{by_hand}")
}
/// The program that reads a format, and what a person can do without it.
fn converted_by(name: &str) -> (&'static str, &'static str) {
    if name == PDF {
        ("pdftotext", "请用文件的 Word 原稿，或在 Word、WPS 中打开后另存为 .docx，再导入。")
    } else {
        ("LibreOffice", "请在 Word 或 WPS 中打开，另存为 .docx，再导入。")
    }
}
pub const BINARY_EXCEL: &str = "二进制的 Excel 文件（.xlsb）";
pub const OTHER_CONTAINER: &str = "别的程序的文件或压缩包";
pub const ARCHIVE: &str = "压缩包";
pub const OLDEST_EXCEL: &str = "很早的 Excel 文件（Excel 95 或更早）";
pub const PDF: &str = " PDF 文件";
pub const OLD_WORD: &str = "旧版 Word 文件（.doc）";
pub const RICH_TEXT: &str = " RTF 文件";

// ---- the account ----

/// What a source holds besides the document.
pub const LEFT_OUT: &str = "没有导入的内容，需要的请在编辑器中补录：";
/// One of it: where it stood in the text, and its own text.
pub fn left_out(place: Option<&str>, text: &str) -> String {
    match place {
        Some(place) => format!("    {place}：“{text}”"),
        None => format!("    “{text}”"),
    }
}
/// A sheet that is not shown.
pub fn sheet(name: &str) -> String {
    format!("工作表“{name}”")
}

// ---- the preview ----

/// The source, beside what became of it.
pub const SOURCE: &str = "原文";
/// What became of the source.
pub const RESULT: &str = "导入为";
/// F8 at the last doubtful spot.
pub const LAST_DOUBT: &str = "已经是最后一处疑问";
/// F7 at the first doubtful spot.
pub const FIRST_DOUBT: &str = "已经是第一处疑问";

// ---- what follows from other layouts ----

/// A field that an import infers: JSON pointer and name.
pub const CODE: (&str, &str) = ("/code", "项目编码");
/// A field that an import infers.
pub const CURRENCY: (&str, &str) = ("/currency_unit", "金额单位");
/// A field that an import infers.
pub const LEVEL1: (&str, &str) = ("/indicators", "一级指标");
/// The goals of several years.
pub const LONGER_GOALS: &str = "实施期目标";

/// A text with the label it stood behind.
pub fn labelled(label: &str, text: &str) -> String {
    format!("{label}：{text}")
}
/// The code stood before the name of the project.
pub fn code_before_name() -> String {
    "取自项目名称前的编码".to_string()
}
/// An amount in another unit.
pub fn converted(text: &str, from: &str) -> String {
    if text.contains(from) {
        format!("原文为“{text}”，按金额单位换算")
    } else {
        format!("原文为“{text}”{from}，按金额单位换算")
    }
}
/// Tables in several units of money.
pub fn units_of_money(units: &[String]) -> String {
    format!("各表单位不一（{}），统一换算", units.join("、"))
}
/// A first level that an empty cell does not continue.
pub fn level_by_second(line: &str, level2: &str) -> String {
    format!("{line}的一级指标为空，按“{level2}”所属补上")
}
/// The year as the tables say it.
pub fn by_title() -> String {
    "依据标题中的年度".to_string()
}
/// The department as the tables say it.
pub fn by_label(label: &str) -> String {
    format!("依据各表的“{label}”")
}
/// An indicator of the whole department.
pub fn whole_indicator(text: &str) -> String {
    format!("部门整体的指标在本程序中没有对应的栏目，没有导入：“{text}”")
}

/// A conversion left something in a text.
pub fn residue(text: &str) -> String {
    format!("文字里像有转换留下的标记或页码：“{text}”")
}
/// What to do about it.
pub const ADVICE_RESIDUE: &str = "请对照原文，多余的在编辑器中删去。";

// ---- onto a document that is there ----

/// How many records were matched by an id, by what they are called, not at all.
pub fn matched(by_id: usize, by_name: usize, new: usize) -> String {
    format!("对应上的：按标识 {by_id} 条，按编码和名称 {by_name} 条；新增 {new} 条。")
}
/// What only the new document has.
pub const MATCHED_NEW: &str = "原文件里没有的，作为新增：";
/// What only the old document has.
pub const MATCHED_ONLY_OLD: &str = "新文件里没有的，保留不动：";
/// The name of the step in the history.
pub const STEP_ONTO: &str = "导入并入";
/// How many places change.
pub fn changes(number: usize) -> String {
    if number == 0 {
        "内容都一样，没有改动。".to_string()
    } else {
        format!("改动 {number} 处：")
    }
}
/// A change: where, before and after.
pub fn change(place: &str, before: &str, after: &str, moved: bool) -> String {
    match (before, after) {
        _ if moved => format!("{place}：位置移动"),
        ("", after) => format!("{place}：新增“{after}”"),
        (before, "") => format!("{place}：删去“{before}”"),
        (before, after) => format!("{place}：“{before}”改为“{after}”"),
    }
}
/// The line that asks for a file.
pub const FILE_PROMPT: &str = "并入哪个文件：";
/// What can be done in that line.
pub const FILE_KEYS: &str = "Enter 读取  Tab 补全  Esc 返回";
/// The page that shows what would change.
pub fn onto_title(name: &str, changes: usize) -> String {
    format!("并入“{name}”：改动 {changes} 处")
}
/// Something that goes.
pub fn removed(text: &str) -> String {
    format!("删去  {text}")
}
/// The document that is there cannot be changed.
pub fn onto_read_only(file: &str, why: &str) -> String {
    format!("“{file}”不能修改：{why}。没有写入。")
}

/// What helps with pages whose cells are lost.
pub const PDF_HOW: &str = "PDF 里没有单元格，请用 Word 或 WPS 打开它，另存为 .docx 再导入。";
/// So little was understood that nothing was written: rows taken and left, share of the text left.
pub fn too_little(file: &str, rows: usize, rows_left: usize, left: usize) -> String {
    let rows = match (rows, rows_left) {
        (0, 0) => "没有认出一条指标".to_string(),
        (rows, 0) => format!("认出 {rows} 条指标"),
        (rows, left) => format!("认出 {rows} 条指标，另有 {left} 行分不清各格"),
    };
    format!(
        "“{file}”{rows}，{left}% 的文字没有归位，认出的太少，没有写入。请核对以上疑问；确实要写入请加 --force。"
    )
}
