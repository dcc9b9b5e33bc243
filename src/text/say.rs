//! The program's own words for people, in one place. The text of a rule stands in its rule's file.

use crate::model::{ReadError, Severity};

// Checks: the words around the sentences of the rules.

/// Heading on the page of a rule: what it finds.
pub const PAGE_WHAT: &str = "查什么";
/// Heading: why that matters.
pub const PAGE_WHY: &str = "为什么";
/// Heading: an example in which it is found.
pub const PAGE_BAD: &str = "不好的例子";
/// Heading: the same, mended.
pub const PAGE_GOOD: &str = "好的例子";
/// Heading: known false alarms.
pub const PAGE_DOUBT: &str = "可能的误报";
/// Heading: how it is mended.
pub const PAGE_FIX: &str = "修改";
/// A fix that keeps the meaning.
pub const FIX_SAFE: &str = "可以自动修改，含义不变。";
/// A fix that needs consent.
pub const FIX_ASK: &str = "能给出修改建议，须由人确认。";
/// No fix.
pub const FIX_NONE: &str = "只能由人修改。";

/// What a severity is called.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Info => "提示",
    }
}

/// The line below the name of a rule: how bad, and what a reviewer reports it under.
pub fn rule_kind(usual: Severity, dimension: &str) -> String {
    let dimension = if dimension == "文本" { dimension.to_string() } else { format!("{dimension}性") };
    format!("{} · {dimension}", severity(usual))
}

/// The name of the step that applies a proposal.
pub fn fix_named(label: &str) -> String {
    format!("采纳建议：{label}")
}

/// Why a text is no document.
pub fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::Empty => "文件是空的。".to_string(),
        ReadError::Syntax { line, column, path, reason } => {
            let path = if path.is_empty() || path == "." { String::new() } else { format!("（{path}）") };
            format!("不是有效的 JSON：第 {line} 行第 {column} 列{path}有语法错误：{reason}。")
        }
        ReadError::NotAnObject => "JSON 的最外层不是对象（{ … }），不是绩效目标文档。".to_string(),
        ReadError::TooDeep(depth) => format!("JSON 嵌套了 {depth} 层，超过了上限，无法读取。"),
    }
}

/// `check`: the path leads nowhere.
pub const FILE_ABSENT: &str = "文件不存在，请核对路径。";
/// `check`: the file may not be read.
pub const FILE_FORBIDDEN: &str = "没有读取权限，请向文件的所有者或管理员申请。";
/// `check`: a folder without documents.
pub const FOLDER_WITHOUT_DOCUMENTS: &str = "文件夹里没有绩效目标文档（*.json）。";
/// `check`: the bytes mean no text.
pub const UNKNOWN_ENCODING: &str = "认不出文件的编码（支持 UTF-8、UTF-16、GB18030）。";
/// `check`: nothing found.
pub const ALL_FINE: &str = "没有发现问题。";
/// What stdin is called.
pub const STDIN: &str = "标准输入";

/// `check`: the system gave another reason.
pub fn file_unreadable(reason: &dyn std::fmt::Display) -> String {
    format!("读取失败：{reason}。")
}

/// `check`: the closing line.
pub fn check_total(files: usize, errors: usize, warnings: usize, infos: usize) -> String {
    format!("共检查 {files} 个文件：错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处。")
}

/// `check`: the counts of one file.
pub fn file_total(errors: usize, warnings: usize, infos: usize) -> String {
    format!("错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处")
}

/// `check`: the file names no edition that there is, so one was chosen.
pub fn edition_chosen(named: &str, title: &str) -> String {
    match named {
        "" => format!("没有写明指标版本，按年度选用：{title}"),
        named => format!("没有“{named}”这个指标版本，按年度选用：{title}"),
    }
}

/// `check`: the places of an entry, and the field where all are the same field.
pub fn located(field: Option<&str>, places: &str) -> String {
    match field {
        Some(field) => format!("位置（{field}）：{places}"),
        None => format!("位置：{places}"),
    }
}

/// `check`: some places of many.
pub fn and_more(places: &str, count: usize) -> String {
    format!("{places}……等 {count} 处")
}

/// `check`: one of several sentences.
pub fn for_example(sentence: &str) -> String {
    format!("例如：{sentence}")
}

/// `explain`: below the list of rules.
pub const EXPLAIN_LEGEND: &str = "✗ 错误　▲ 警告　· 提示。用 jixiao explain 编号 看一条规则的说明。";

/// `check`: before the advice.
pub fn advised(advice: &str) -> String {
    format!("建议：{advice}")
}

/// `explain`: no rule of that code.
pub fn no_rule(code: &str) -> String {
    format!("没有编号为“{code}”的规则。用 jixiao explain 查看全部规则。")
}
