//! The journal, what a broken session left behind, and taking it back.

use super::super::clean::visible;

/// Between the name of a file and the number of a journal of it that was set aside.
pub const ASIDE: &str = "搁置";
/// A text in an open field that was never closed.
pub const STEP_TYPING: &str = "正在输入的内容";

// ---- the journal cannot be written ----

/// In the header, as long as nothing keeps what is not saved.
pub const JOURNAL_LOST: &str = "恢复日志写不了";

/// The journal is written nowhere.
pub fn journal_lost(because: &str) -> String {
    format!(
        "恢复日志写不了（{because}）：断线或死机会丢掉没有保存的修改。请尽快保存（Ctrl-S）或另存到别处（S）。"
    )
}
const JOURNAL_STOPPED: &str = "程序内部出错";
/// The journal is not beside the file.
pub fn journal_elsewhere(path: &str) -> String {
    format!("文件旁边写不了恢复日志，改写到 {path}")
}
/// Why, as far as the system's error says it plainly.
pub fn journal_because(kind: std::io::ErrorKind, system: &str) -> String {
    use std::io::ErrorKind;
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满或超出配额".to_string(),
        ErrorKind::PermissionDenied => "没有写文件的权限".to_string(),
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_string(),
        ErrorKind::NotFound => "文件夹不在了".to_string(),
        _ if system.is_empty() => JOURNAL_STOPPED.to_string(),
        _ => format!("系统报告：{}", visible(system)),
    }
}
/// The program ended, and the journal has what is not saved.
pub fn journal_keeps(path: &str) -> String {
    format!("未保存的修改记在恢复日志 {path}，再次打开文件时可以恢复。")
}

// ---- a journal was found ----

pub const LEFT_TITLE: &str = "上次有修改没有保存";
pub const STEP_TAKE_IN: &str = "恢复上次未保存的修改";
pub const ANSWER_TAKE_IN: &str = "恢复";
pub const ANSWER_LOOK: &str = "先看全部";
pub const ANSWER_ASIDE: &str = "不恢复，搁置";
pub const ANSWER_LEAVE: &str = "退出";
pub const LEFT_CHANGED: &str = "文件后来有过改动，只能恢复与现在的内容对得上的修改：";
pub const LEFT_MERGED: &str = "文件后来有过改动，与这些修改没有冲突，恢复时并入现在的内容：";
pub const LEFT_TORN: &str = "恢复日志的末尾不完整，不完整的部分没有算在内。";
pub const MISFITS: &str = "对不上现在的内容，不能恢复（会保留在搁置的恢复日志里）：";
pub const NOTHING_THERE: &str = "（无）";
pub const NEW_ORDER: &str = "顺序有变";

/// When it was, and who.
pub fn left_by(time: &str, user: &str, host: &str) -> String {
    let user = if user.is_empty() { "不知名的用户" } else { user };
    let host = if host.is_empty() { String::new() } else { format!("，在 {}", visible(host)) };
    format!("{}{host}，最后修改于 {time}。", visible(user))
}
/// How much it was.
pub fn left_count(changes: usize, misfits: usize) -> String {
    match misfits {
        0 => format!("编辑意外中断，有 {changes} 处修改没有保存："),
        _ => format!("编辑意外中断，有 {changes} 处修改可以恢复，另有 {misfits} 步对不上："),
    }
}
/// More places than are shown.
pub fn left_more(changes: usize) -> String {
    format!("……共 {changes} 处，按 l 看全部")
}
/// What stood there and what stands there after.
pub fn left_change(before: &str, after: &str) -> String {
    format!("{before} → {after}")
}
/// It was taken in.
pub fn taken_in(changes: usize) -> String {
    format!("已恢复 {changes} 处修改，还没有保存。Ctrl-Z 可以一步撤销")
}
/// It was taken in as far as it fits; the rest lies in that file.
pub fn taken_in_partly(changes: usize, path: &str) -> String {
    format!("已恢复 {changes} 处修改，还没有保存。对不上的留在 {path}")
}
/// It was set aside.
pub fn set_aside(path: &str) -> String {
    format!("没有恢复。恢复日志已搁置为 {path}，jixiao recover 可以再取回")
}
/// What was taken in was not saved: it is kept all the same.
pub fn taken_in_kept(path: &str) -> String {
    format!("恢复的修改没有保存，仍搁置在 {path}，jixiao recover 可以再取回")
}
/// It could not be set aside.
pub fn not_set_aside(path: &str, system: &str) -> String {
    format!("恢复日志 {path} 不能改名搁置，留在原处：{}", visible(system))
}
/// It cannot be read.
pub fn left_unreadable(path: &str, because: &str) -> String {
    format!("有一份读不了的恢复日志 {path}：{because}")
}
pub const BROKEN_JOURNAL: &str = "内容损坏";
pub const NEWER_JOURNAL: &str = "由新版本的 jixiao 写成，请用新版本打开";
/// In a document that is only looked at.
pub fn left_to_look(changes: usize, time: &str) -> String {
    format!("此文件有 {changes} 处未保存的修改（{time}），用 jixiao 打开编辑时可以恢复")
}

// ---- recover ----

/// No journal.
pub fn recover_nothing(file: &str) -> String {
    format!("“{file}”没有留下未保存的修改。")
}
/// An editor is open.
pub fn recover_busy(path: &str, user: &str, host: &str) -> String {
    format!("恢复日志 {path} 正在使用：{} 在 {} 打开着这个文件。", visible(user), visible(host))
}
/// Heading of a journal.
pub fn recover_entry(number: usize, path: &str, aside: bool) -> String {
    let aside = if aside { "（已搁置）" } else { "" };
    format!("{number}. {path}{aside}")
}
/// What can be done.
pub const RECOVER_HOW: &str =
    "恢复：--apply（可加 -o 另存）　搁置：--aside　丢弃：--discard --yes　多份时用 --number 选一份。";
pub const RECOVER_SURE: &str =
    "丢弃后这些修改再也找不回来，没有丢弃。确实要丢弃请加 --yes；只想不再询问请用 --aside。";
/// Which one is meant?
pub fn recover_which(count: usize) -> String {
    format!("有 {count} 份恢复日志，请用 --number 指明一份（不加选项先列出来看）。")
}
/// There is none of that number.
pub fn recover_no_number(number: usize) -> String {
    format!("没有第 {number} 份恢复日志。")
}
/// It was written.
pub fn recover_applied(changes: usize, file: &str) -> String {
    format!("已恢复 {changes} 处修改，写入“{file}”。")
}
/// Where the journal is now.
pub fn recover_kept(path: &str) -> String {
    format!("恢复日志保留在 {path}。")
}
/// Something does not fit.
pub fn recover_misfits(steps: usize) -> String {
    format!("有 {steps} 步对不上文件现在的内容，没有恢复。")
}
/// It is gone.
pub fn recover_discarded(path: &str) -> String {
    format!("已丢弃 {path}。")
}
/// It could not be removed.
pub fn recover_not_discarded(path: &str, system: &str) -> String {
    format!("不能删除 {path}：{}", visible(system))
}
/// It cannot be changed.
pub fn recover_read_only(why: &str) -> String {
    format!("文件不能修改：{why}可以用 -o 另存。")
}
