//! Two people at one document: who has it open, and what changed outside.

use super::super::clean::visible;

// ---- limits ----

/// A file holds more values than a document can have.
pub fn load_too_many(path: &str, most: usize) -> String {
    format!("“{path}”的内容超过 {} 万项，没有打开。请检查是不是选错了文件，或拆成几个文件。", most / 10_000)
}

// ---- saving ----

pub const SAVE_AS_PROMPT: &str = "另存为：";
pub const SAVE_AS_KEYS: &str = "Enter 保存  Esc 返回";
pub const ANSWER_SAVE_AS: &str = "另存为…";
pub const REPLACE: &str = "已有同名文件";
pub const ANSWER_OTHER_NAME: &str = "换个名字";
pub const ANSWER_REPLACE: &str = "覆盖它";

/// There is a file of the name to save to.
pub fn replace(name: &str) -> String {
    format!("“{}”已经存在。覆盖后原来的内容留在同名的 .bak 文件里。", visible(name))
}

/// Somebody else has the file open that was to be replaced.
pub fn replaced_is_held(path: &str, who: &str) -> String {
    let who = visible(who);
    format!("没有保存：{who}正在编辑“{path}”。请换一个文件名。")
}

/// A command was to write to a file that somebody has open.
pub fn written_is_held(path: &str, who: &str) -> String {
    format!("没有写入：{}正在编辑“{path}”。请等对方关闭文件后再试。", visible(who))
}

/// The document was saved; that the version before is not kept must be known.
pub fn no_backup(name: &str, why: &str) -> String {
    format!("已保存 {name}；上一版没有留成 .bak：{}", visible(why))
}

// ---- names ----

pub const NAME_PROMPT: &str = "您的姓名：";
pub const NAME_KEYS: &str = "同事打开同一文件时看到  Enter 确定  Esc 不填";

/// The person said what they are called, or nothing. That is what they see first, so it also tells
/// where everything else is.
pub fn name_kept(name: &str) -> String {
    let name = visible(name);
    let kept = if name.is_empty() {
        "没有填写姓名，以账号名显示".into()
    } else {
        format!("记住了：{name}")
    };
    format!("{kept}；? 列出全部命令")
}

// ---- somebody else has it ----

pub const HELD: &str = "文件正由别人编辑";
/// In the header.
pub const WAITS: &str = "等候编辑";
pub const WAITING: &str = "正在等候编辑";
pub const ANSWER_LOOK: &str = "只看";
pub const ANSWER_WAIT: &str = "等候";
pub const ANSWER_EDIT_COPY: &str = "编辑副本";
pub const ANSWER_TAKE_OVER: &str = "接手编辑";
pub const SOMEBODY: &str = "有人";
pub const NOBODY_ELSE: &str = "没有别人在编辑这个文件";
pub const WILL_WAIT: &str = "对方关闭后自动转为编辑，在此之前随对方的保存更新";
pub const WILL_LOOK: &str = "只读查看，随对方的保存更新";
pub const HELD_CHOICES: &str =
    "只看：只读，随对方的保存更新。等候：对方关闭后自动转为编辑。编辑副本：另存一份来改。";
pub const SEEMS_GONE: &str = "对方的程序似乎已经不在运行，可以接手编辑。";

/// Who has the file open: the person, the account, where they came from, the computer, since when.
pub fn holder(name: &str, user: &str, from: &str, host: &str, since: &str) -> String {
    let user = visible(user);
    let account = if user.is_empty() { String::new() } else { format!("账号 {user}") };
    let from = visible(from);
    let from = if from.is_empty() { String::new() } else { format!("从 {from} 登录") };
    let host = visible(host);
    let host = if host.is_empty() { String::new() } else { format!("在 {host} 上") };
    let known: Vec<String> = [account, from, host].into_iter().filter(|part| !part.is_empty()).collect();
    let known = if known.is_empty() { String::new() } else { format!("（{}）", known.join("，")) };
    let since = if since.is_empty() { String::new() } else { format!("，{since} 起") };
    format!("{}{known}打开着这个文件{since}。", visible(name))
}

/// Why the document can only be looked at.
pub fn only_held(name: &str) -> String {
    format!("{}正在编辑；“谁在编辑”中可以等候或编辑副本", visible(name))
}

/// It was waited for, and now it can be edited.
pub fn now_ours(name: &str) -> String {
    format!("{}已关闭文件，现在可以编辑了", visible(name))
}

/// The one who had it is done; nobody waits here.
pub fn is_free(name: &str) -> String {
    format!("{}已关闭文件；在“谁在编辑”中可以转为编辑", visible(name))
}

pub const NOW_YOURS: &str = "现在由您编辑";
pub const FREE: &str = "文件现在没有人编辑";
pub const ANSWER_BEGIN: &str = "开始编辑";

/// No locks can be had there.
pub fn no_locks(system: &str) -> String {
    format!("此处不能加锁（{}），别人同时编辑时看不出来；保存前会核对文件是否被改过", visible(system))
}

// ---- changes from outside ----

pub const FOLLOWED: &str = "文件已由他人更新，已载入";
pub const STEP_FOLLOW: &str = "载入他人的更新";
pub const GONE: &str = "文件已被删除或移走；这里的内容还在，保存时可以重新写到原处或另存";

/// The file that is there now cannot be read as a document.
pub fn unreadable(why: &str) -> String {
    format!("文件已被改动，但读不出来，没有载入：{why}")
}

/// What is there now may not be changed by this program.
pub fn followed_read_only(why: &str) -> String {
    format!("文件已由他人更新，已载入，转为只读：{why}")
}

/// Both changed it, nothing at the same place.
pub fn merged(taken: usize) -> String {
    format!("文件已由他人更新：对方的 {taken} 处修改已并入，可以撤销")
}

/// Both changed it; the result was saved at once.
pub fn merged_and_saved(taken: usize) -> String {
    format!("已保存。对方的 {taken} 处修改已并入，可以撤销")
}
