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
