//! Merging two versions of a document, and choosing where they conflict.

/// A step of the history.
pub const STEP_MERGE: &str = "合并他人的修改";
/// A version in which nothing stands there.
pub const NOTHING: &str = "（没有）";

// ---- the command ----

/// What came of a merge.
pub fn merged(taken: usize, left: usize) -> String {
    match left {
        0 => format!("已合并对方的 {taken} 处修改，没有冲突。"),
        _ => format!(
            "已合并对方的 {taken} 处修改，有 {left} 处冲突：文件中暂留“我的”，并列在 conflicts 中，用 jixiao 打开即可逐处选择。"
        ),
    }
}
/// What both changed differently.
pub fn conflict(place: &str, base: &str, ours: &str, theirs: &str) -> String {
    format!("冲突：{place}（原来：{base}；我的：{ours}；对方的：{theirs}）")
}
/// An entry of the list of conflicts that names no place.
pub fn conflict_nowhere(place: &str) -> String {
    format!("冲突：位置“{place}”无法识别")
}
/// A file of which something could be lost.
pub fn key_twice(path: &str, key: &str, line: usize) -> String {
    format!(
        "“{path}”第 {line} 行的键“{key}”在同一对象里出现了两次，不知以哪个为准，没有合并。请先用文本编辑器删去一个。"
    )
}
/// A file of another release.
pub fn other_format(path: &str, format: &str) -> String {
    format!("“{path}”的格式是 {format}，本程序写的是 jixiao/1，为免丢失内容没有合并。请用新版本的 jixiao。")
}
