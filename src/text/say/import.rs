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
/// One row for a table of the whole department.
pub const WHOLE_INDICATOR: &str = "部门整体指标";
