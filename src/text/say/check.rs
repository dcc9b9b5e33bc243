//! The command `check`: its options, settings and output.

use super::site::line_and_column;
use crate::text::clean::visible;

// ---- which rules count ----

/// No rule is called so, nor begins so.
pub fn no_such_rules(name: &str) -> String {
    format!("没有编号为“{0}”或以“{0}”开头的规则。用 jixiao explain 查看全部规则。", visible(name))
}
/// A severity that there is none of.
pub fn no_such_severity(name: &str) -> String {
    format!("“{}”不是严重程度。可以写：错误、警告、提示，或 error、warning、info。", visible(name))
}

/// How a severity is given on the command line.
pub const SEVERITY_FORM: &str = "应写成 编号=程度，如 IV004=提示。";

// ---- reports ----

/// Findings that nearly every project has.
pub const EVERYWHERE: &str = "多数项目都有";
/// How often, and in how many projects.
pub fn in_projects(places: usize, projects: usize) -> String {
    format!("  ×{places}（{projects} 个项目）")
}
/// The heading of what is waived.
pub const WAIVED: &str = "已豁免";
/// One finding that is waived.
pub fn waived(place: &str, why: &str) -> String {
    if why.is_empty() {
        format!("{place}（没有写理由）")
    } else {
        format!("{place}（{}）", visible(why))
    }
}
/// The title of a report by what a reviewer looks at.
pub const REPORT: &str = "绩效目标审核情况";
/// What a reviewer looks at: 完整性.
pub fn dimension(name: &str) -> String {
    if name == "文本" { name.to_string() } else { format!("{name}性") }
}
/// Places that are not named.
pub fn more(count: usize) -> String {
    format!("另有 {count} 处")
}
/// How far it is.
pub fn progress(done: usize, total: usize) -> String {
    format!("{done}/{total} 个文件")
}
/// Statistics in a form that has none.
pub const STATISTICS_FORM: &str = "--statistics 只有 text 和 json 两种输出形式。";
/// A diff in a form that has none.
pub const DIFF_FORM: &str = "--diff 只有 text 一种输出形式。";
/// A folder that cannot be looked into.
pub fn folder_unreadable(path: &str, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => format!("没有读取文件夹“{path}”的权限。请向管理员申请。"),
        std::io::ErrorKind::NotFound => format!("文件夹“{path}”不见了，可能刚被移走或删除。"),
        _ => format!("读取文件夹“{path}”失败：{error}。"),
    }
}
/// In how many files.
pub fn in_files(files: usize) -> String {
    format!("{files} 个文件")
}
/// What `--fix` can mend.
pub const MENDABLE: &str = "（可用 --fix 修改）";

// ---- mending ----

/// What was mended in a file.
pub fn fixed(steps: usize, by_rule: &str) -> String {
    format!("已自动修改 {steps} 处：{by_rule}")
}
/// The same with the name of the file.
pub fn fixed_in(name: &str, words: &str) -> String {
    format!("{}：{words}", visible(name))
}
/// Why a file was not mended.
pub fn not_fixed(name: &str, why: &str) -> String {
    format!("没有修改“{}”：{why}", visible(name))
}
/// What came from stdin has no file.
pub fn fix_stdin() -> String {
    "标准输入的内容不能写回，没有修改。请写出文件名，或者用 --diff 查看会改什么。".to_string()
}
/// What should not happen.
pub const FIX_DOES_NOT_FIT: &str = "修改与内容对不上，请用编辑器打开修改。";
/// After the name of a file: as it would be.
pub const MENDED: &str = "（修改后）";

// ---- the settings ----

/// What a file of a site or a person is called: the settings themselves.
pub const SETTINGS: &str = "设置文件";
/// A list of words.
pub const WORDS: &str = "词表文件";
/// An edition.
pub const EDITION: &str = "指标版本文件";
/// A folder with lists or editions.
pub const SETTINGS_FOLDER: &str = "设置文件夹";

/// Something in a `file` so called is wrong, with the place where.
pub fn settings_at(file: &str, path: &str, line: usize, column: usize, what: &str) -> String {
    format!("{file} {path} {}：{what}", line_and_column(line, column))
}
/// It cannot be read.
pub fn settings_unreadable(file: &str, path: &str, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => format!("没有读取{file} {path} 的权限。"),
        _ => format!("读取{file} {path} 失败：{error}。"),
    }
}
/// Something that is no file.
pub fn settings_no_file(file: &str, path: &str) -> String {
    format!("{file} {path} 不是普通文件。")
}
/// Larger than it can be.
pub fn settings_too_large(file: &str, path: &str, kib: u64) -> String {
    format!("{file} {path} 超过 {kib} KiB，不像是{file}。")
}
/// It was named, or linked to, and is not there.
pub fn settings_missing(file: &str, path: &str) -> String {
    format!("找不到{file} {path}。")
}
/// It is no UTF-8.
pub fn settings_not_utf8(file: &str, path: &str, line: usize, column: usize) -> String {
    settings_at(file, path, line, column, "不是 UTF-8 文字，请另存为 UTF-8。")
}
/// A list of words without a path.
pub const WORDS_NO_PATH: &str = "这里要写词表文件的路径，如 \"单位.txt\"。";
/// No TOML.
pub const SETTINGS_SYNTAX: &str = "写法不合 TOML 格式：每行一个“名称 = 值”，文字用英文双引号括起来。";
/// A key that says nothing to the program.
pub fn settings_unknown(name: &str, names: &str) -> String {
    format!("不认识“{}”。这里可以写：{}。", visible(name), visible(names))
}
/// A value of another kind than it should be.
pub const SETTINGS_WRONG_KIND: &str = "取值的类型不对：编号写成 [\"IV\", \"ST002\"]，程度写成 \"提示\"，词表写成 \"单位.txt\"，份数写成不加引号的数。";
/// A key that stands twice.
pub const SETTINGS_TWICE: &str = "这个名称写了两次，请删去一个。";
/// A number out of its range.
pub fn settings_range(most: u32) -> String {
    format!("份数应在 0 到 {most} 之间。")
}
/// What is the matter with a `file` so called, which tells where by itself.
pub fn settings_file(file: &str, path: &str, what: &str) -> String {
    format!("{file} {path}：{what}")
}
/// The editor opened without the settings.
pub fn settings_left_out(why: &str) -> String {
    format!("未采用自己的设置：{why}")
}
