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

// ---- the choosing ----

/// What the three versions are called.
pub const SIDES: [&str; 3] = ["原来", "我的", "对方的"];
/// The keys of the choosing.
pub const CHOOSE_KEYS: &str = "1 2 3 选用  ← → 上一处、下一处  Esc 以后再说";
/// Nothing to choose.
pub const NO_CONFLICTS: &str = "没有未处理的合并冲突";
/// What the conflict speaks of is gone.
pub const NO_SUCH_PLACE: &str = "这一处已不在文件中，无法选用；可选“我的”保持现状";

/// The title of the choosing.
pub fn choose_title(number: usize, of: usize) -> String {
    format!("合并冲突 {number}/{of}：两人的修改不同，用哪一个？")
}
/// A step of the history: a side was chosen.
pub fn step_choose(side: &str) -> String {
    format!("冲突处选用{side}")
}
/// A side was chosen, and so many are left.
pub fn chosen(side: &str, left: usize) -> String {
    match left {
        0 => format!("已选用{side}，冲突已全部处理，Ctrl-Z 撤销"),
        _ => format!("已选用{side}，还有 {left} 处，Ctrl-Z 撤销"),
    }
}
/// What another person changed was taken in.
pub fn taken_in(taken: usize) -> String {
    format!("已合并他人的 {taken} 处修改，Ctrl-Z 撤销")
}
/// The same, and some has to be chosen.
pub fn taken_in_with_conflicts(taken: usize, left: usize) -> String {
    format!("已合并他人的 {taken} 处修改；{left} 处两人改得不同，按 C 逐处选择")
}
/// How much of a long conflict is seen.
pub fn scrolled(seen: usize, of: usize) -> String {
    format!("PgDn {seen}/{of}")
}
