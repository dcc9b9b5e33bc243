//! Handing a document out: the printed form and its formats.

use crate::text::clean::visible;

/// The heading of the table of contents.
pub const CONTENTS: &str = "目录";
/// What stands there until Word has made it.
pub const CONTENTS_HINT: &str = "在此处单击右键，选“更新域”，即生成目录。";
/// A document too large for a format.
pub const TOO_LARGE: &str = "内容太多，超出了这种格式的限度。";
/// Behind a text that Excel does not take whole.
pub const CUT: &str = "……（文字过长，Excel 单元格放不下，以下略）";

pub const SHEET_PROJECTS: &str = "总表";
pub const SHEET_GOALS: &str = "部门目标";
pub const SHEET_INDICATORS: &str = "指标";
pub const SHEET_PROJECTS_TITLE: &str = "预算项目总表";
pub const NUMBER: &str = "序号";
pub const UNIT: &str = "预算单位";
pub const INDICATORS: &str = "指标数";
pub const WEIGHT: &str = "权重";
pub const SCORING: &str = "评分规则";
pub const SOURCE: &str = "数据来源";

/// The sum of the projects of a unit.
pub fn subtotal(projects: usize) -> String {
    format!("小计（{projects} 个项目）")
}
/// The sum of all projects.
pub fn total(projects: usize) -> String {
    format!("合计（{projects} 个项目）")
}
/// Amounts that are no number Excel can add.
pub fn not_summed(amounts: usize) -> String {
    format!("有 {amounts} 处金额不是可以计算的数字，按文字写出，没有计入小计和合计。")
}

// ---- the command ----

/// `--format` names none.
pub fn unknown_format(name: &str, known: &str) -> String {
    format!("没有“{}”这种格式。可用的格式：{known}。", visible(name))
}
/// The ending of the output names none.
pub fn unknown_ending(ending: &str, known: &str) -> String {
    if ending.is_empty() {
        return no_format(known);
    }
    format!("不能导出为“.{}”文件。文件名的结尾可以是：{known}。", visible(ending))
}
/// Nothing says the format.
pub fn no_format(known: &str) -> String {
    format!("不知道要什么格式。请写明文件名的结尾，或用 --format 指明：{known}。")
}
pub fn to_terminal(format: &str) -> String {
    format!("{format} 不是文本，不写到终端。请用 -o 写明文件名，或接到管道、转存到文件。")
}
pub fn only_one(format: &str) -> String {
    format!("一个 {format} 文件只放一个文档。多个文件请用 -o 写明文件夹，并用 --format 指明格式。")
}
/// Two files of one name in different folders.
pub fn same_name(source: &str, path: &str) -> String {
    format!("{source}：没有导出，{path} 已由前面的同名文件写出。")
}
pub fn refused(source: &str, why: &str) -> String {
    format!("{source}：没有导出。{why}")
}
/// Another file is there.
pub fn differs(path: &str) -> String {
    format!("{path} 已经存在，内容不同，没有覆盖。要覆盖请加 --force。")
}
/// Where it was written.
pub fn written(path: &str, written: bool, documents: usize) -> String {
    match (written, documents) {
        (true, 1) => format!("已写到 {path}"),
        (true, _) => format!("{documents} 个文件已写到 {path}"),
        (false, _) => format!("{path} 的内容相同，没有改动"),
    }
}

// ---- the editor ----

pub const PROMPT: &str = "导出为：";
pub const PROMPT_KEYS: &str = "结尾 .docx .xlsx .html .md .txt .csv .ndjson  Enter 导出  Esc 返回";
pub const REPLACE: &str = "已有这个文件";
pub const ANSWER_REPLACE: &str = "覆盖";
pub const ANSWER_OTHER_NAME: &str = "换个名字";

/// There is a file of that name.
pub fn replace(name: &str) -> String {
    format!("“{}”已经存在，内容不同。", visible(name))
}
/// The document was written there.
pub fn exported(path: &str, written: bool) -> String {
    if written { format!("已导出到 {path}") } else { format!("{path} 的内容相同，没有改动") }
}
