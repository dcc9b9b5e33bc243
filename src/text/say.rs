//! The program's own words for people, in one place. The text of a rule stands in its rule's file.

// ---- import ----

/// The fields of the form, as the import names them.
pub const IMPORT_UNIT: &str = "预算单位";
pub const IMPORT_CODE: &str = "项目编码";
pub const IMPORT_NAME: &str = "项目名称";
pub const IMPORT_TOTAL: &str = "预算数";
pub const IMPORT_FISCAL: &str = "财政资金";
pub const IMPORT_OTHER: &str = "其他资金";
pub const IMPORT_PURPOSE: &str = "资金用途";
pub const IMPORT_PLAN: &str = "资金支出计划";
pub const IMPORT_GOALS: &str = "绩效目标";
pub const IMPORT_CURRENCY: &str = "金额单位";
/// Fields that an import infers: JSON pointer and name.
pub const IMPORT_YEAR: (&str, &str) = ("/year", "预算年度");
pub const IMPORT_EDITION: (&str, &str) = ("/edition", "指标版本");
pub const IMPORT_DEPARTMENT: (&str, &str) = ("/department/name", "部门名称");
pub const IMPORT_DIVISION: (&str, &str) = ("/department/division_code", "行政区划代码");
pub const IMPORT_LEVEL2: (&str, &str) = ("/indicators", "二级指标");
pub const IMPORT_COLUMNS: (&str, &str) = ("/indicators", "指标表的列");
pub const IMPORT_COLUMNS_VALUE: &str = "按规定的六列";

pub fn import_by_codes(codes: usize, from: usize, to: usize) -> String {
    format!("{codes} 个项目编码的第 {from} 至 {to} 位一致")
}
pub fn import_by_year(year: u16, title: &str) -> String {
    format!("{year} 年适用{title}")
}
pub fn import_by_unit(unit: &str) -> String {
    format!("首个预算单位为“{unit}”")
}
pub fn import_merged(line: usize) -> String {
    format!("第 {line} 行的一级、二级指标都空着，按合并单元格沿用上一行")
}
pub fn import_no_header() -> String {
    "指标行上方没有表头".to_string()
}

pub fn import_unplaced(text: &str) -> String {
    format!("不知道这段文字该放在哪里，没有导入：“{text}”")
}
pub fn import_other_table(text: &str) -> String {
    format!("这张表不是项目绩效目标表，没有导入：“{text}”")
}
pub fn import_row(cells: usize, columns: usize, text: &str) -> String {
    format!("这一行有 {cells} 格，表头有 {columns} 列，分不清各格属于哪一列，只取能确定的部分：“{text}”")
}
pub fn import_short_row(cells: usize, columns: usize, text: &str) -> String {
    format!("这一行有 {cells} 格，表头有 {columns} 列，缺少的末尾各列留空：“{text}”")
}
pub const IMPORT_NO_ROWS: &str = "没有找到指标行，这张表的指标没有导入";
pub fn import_plan(text: &str) -> String {
    format!("支出计划的时点和百分比对不上：“{text}”")
}
pub fn import_missing(label: &str) -> String {
    format!("没有找到“{label}”，留空")
}
pub fn import_other_name(heading: &str, name: &str) -> String {
    format!("标题里的项目是“{heading}”，表里的项目名称是“{name}”，以表为准")
}
pub fn import_numbering(expected: usize, found: usize, text: &str) -> String {
    format!("编号应为 {expected}，原文为 {found}：“{text}”")
}
pub fn import_disagree(label: &str, values: &[String]) -> String {
    if values.is_empty() {
        return format!("原文中没有能确定{label}的内容，留空");
    }
    let more = if values.len() > 5 { "等" } else { "" };
    let shown: Vec<String> = values.iter().take(5).map(|value| format!("“{value}”")).collect();
    format!("{label}的依据不一致或不明确（{}{more}），留空", shown.join("、"))
}
pub fn import_second_name(code: &str, known: &str, name: &str) -> String {
    format!("单位编码 {code} 前面叫“{known}”，这里叫“{name}”，沿用前面的名称")
}
pub fn import_not_a_number(label: &str, text: &str) -> String {
    format!("“{label}”不是数字，照原样保留：“{text}”")
}
pub const IMPORT_ADVICE_PLACE: &str = "请对照原文，需要的内容在编辑器中补录。";
pub const IMPORT_ADVICE_ROW: &str = "请对照原文核对这张表，补全缺少的各格。";
pub const IMPORT_ADVICE_FILL: &str = "请在编辑器中填写。";
pub const IMPORT_ADVICE_NAME: &str = "请核对哪一个名称正确。";
pub const IMPORT_ADVICE_NUMBER: &str = "请对照原文，看是否漏了一项。";
pub const IMPORT_ADVICE_AMOUNT: &str = "请改为以金额单位计的数字，如 10.00。";

/// Where in the source: line, number of the table, name of the project.
pub fn import_place(line: Option<usize>, table: Option<usize>, name: &str) -> String {
    let line = line.map(|line| format!("第 {line} 行"));
    let table = table.map(|table| format!("{table} {name}").trim_end().to_string());
    let parts: Vec<String> = line.into_iter().chain(table).collect();
    if parts.is_empty() { "全文".to_string() } else { parts.join("，") }
}

pub fn import_cannot_read(file: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => format!("没有文件“{file}”。请检查路径。"),
        ErrorKind::IsADirectory => format!("“{file}”是文件夹，不是文件。请给出要导入的文本文件。"),
        ErrorKind::PermissionDenied => format!("没有读取“{file}”的权限。请向管理员申请，或换一个文件。"),
        _ => format!("读取“{file}”失败：{error}。"),
    }
}
pub fn import_cannot_write(file: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => format!("写入“{file}”失败：所在的文件夹不存在。"),
        ErrorKind::IsADirectory => format!("“{file}”是文件夹，请给出文件名。"),
        ErrorKind::PermissionDenied => format!("没有写入“{file}”的权限。请换一个位置。"),
        ErrorKind::StorageFull => format!("写入“{file}”失败：磁盘已满。"),
        _ => format!("写入“{file}”失败：{error}。"),
    }
}
pub fn import_differs(file: &str) -> String {
    format!("“{file}”已有别的内容，没有写入。确实要覆盖请加 --force。")
}
pub fn import_refused(file: &str, because: &str) -> String {
    format!("没有导入“{file}”：{because}")
}
pub const IMPORT_EMPTY: &str = "文件是空的。";
pub const IMPORT_TOO_LARGE: &str = "文件超过 32 MB，不像是绩效文本。";
pub const IMPORT_UNKNOWN_ENCODING: &str =
    "不是文本，或编码无法识别。请在 Word 中另存为“纯文本”，编码选 UTF-8。";
pub const IMPORT_NO_TABLE: &str =
    "里面没有项目绩效目标表（找不到“项目编码”“项目名称”或指标表头）。请确认是否给错了文件。";
pub fn import_counted(tables: usize, indicators: usize) -> String {
    format!("导入 {tables} 张项目表，{indicators} 条指标。")
}
pub const IMPORT_NO_SUM: &str = "有预算数缺失或不是数字，没有合计";
pub fn import_sum(total: Option<&str>, currency: &str) -> String {
    match total {
        Some(total) => format!("预算数合计：{total} {currency}").trim_end().to_string(),
        None => format!("预算数合计：{IMPORT_NO_SUM}"),
    }
}
pub const IMPORT_INFERRED: &str = "推断的内容，请核对：";
pub const IMPORT_REPAIRED: &str = "整理的版面，文字未动：";
pub const IMPORT_NO_WARNINGS: &str = "没有疑问。";
pub fn import_warnings(number: usize) -> String {
    format!("疑问 {number} 处，请对照原文：")
}
pub fn import_written(file: &str, written: bool) -> String {
    if written {
        format!("已写入“{file}”。")
    } else {
        format!("“{file}”内容相同，没有改动。")
    }
}
