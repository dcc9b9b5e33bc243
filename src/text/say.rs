//! The program's own words for people, in one place. The text of a rule stands in its rule's file.

use std::path::Path;

use super::clean::visible;

// ---- store: files ----

/// A path as it is shown: whatever a file name holds, it does not command the terminal.
pub fn path(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

pub const LOCKED_FILE: &str = "没有写入此文件的权限，以只读方式打开。需要修改时请另存，或请管理员授权。";
pub const LOCKED_FOLDER: &str =
    "没有写入所在文件夹的权限，以只读方式打开。需要修改时请另存到别处，或请管理员授权。";
pub const LOCKED_FILE_SYSTEM: &str = "文件所在的磁盘是只读的，以只读方式打开。需要修改时请另存到别处。";

pub fn only_other_format(format: &str) -> String {
    format!(
        "文件格式是 {}，本程序写的是 jixiao/1，为免丢失内容以只读方式打开。请用新版本的 jixiao 修改。",
        visible(format)
    )
}
pub fn only_duplicate_key(key: &str, line: usize) -> String {
    format!(
        "第 {line} 行的键“{}”在同一对象里出现了两次，不知以哪个为准，以只读方式打开。请先用文本编辑器删去一个。",
        visible(key)
    )
}

pub fn load_missing(path: &str) -> String {
    format!("找不到文件“{path}”。请检查路径和文件名。")
}
pub fn load_folder(path: &str) -> String {
    format!("“{path}”是文件夹，不是文件。请指定其中的一个 JSON 文件。")
}
pub fn load_not_a_file(path: &str) -> String {
    format!("“{path}”不是普通文件。请指定一个 JSON 文件。")
}
pub fn load_denied(path: &str) -> String {
    format!("没有读取“{path}”的权限。请向文件所有者或管理员申请。")
}
pub fn load_too_large(path: &str, mebibytes: u64) -> String {
    format!("“{path}”超过 {mebibytes} MB，没有打开。绩效文本不会这么大，请检查是不是选错了文件。")
}
pub fn load_unknown_encoding(path: &str) -> String {
    format!(
        "“{path}”不是文本文件，或者编码不是 UTF-8、UTF-16、GB18030（GBK）。请另存为 UTF-8 后再打开；Word 和 Excel 文件不能直接打开。"
    )
}
pub fn load_empty(path: &str) -> String {
    format!("“{path}”是空文件。请检查是不是选错了文件，或从备份恢复。")
}
pub fn load_no_object(path: &str) -> String {
    format!("“{path}”是 JSON，但最外层不是对象（{{…}}），不是绩效文本。请检查是不是选错了文件。")
}
pub fn load_too_deep(path: &str, depth: usize, most: usize) -> String {
    format!("“{path}”的括号嵌套了 {depth} 层，最多 {most} 层，没有打开。请检查是不是选错了文件。")
}
pub fn load_other(path: &str, system: &str) -> String {
    format!("“{path}”读取失败，系统报告：{system}。请稍后再试，或请管理员检查磁盘。")
}
pub fn load_syntax(path: &str, line: usize, column: usize, at: &str, reason: &str) -> String {
    // the parser writes `.` for the root and `?` for what it could not name
    let at = visible(at.trim_end_matches('?').trim_end_matches('.'));
    let at = if at.is_empty() { String::new() } else { format!("（在 {at} 处）") };
    let reason = syntax(reason);
    let column = column.max(1);
    format!(
        "“{path}”不是有效的 JSON：第 {line} 行第 {column} 列{at}，{reason}。请用文本编辑器改正，或从备份恢复。"
    )
}

/// What the JSON parser says, in Chinese.
fn syntax(reason: &str) -> String {
    let known = match reason {
        "EOF while parsing a value" | "EOF while parsing an object" | "EOF while parsing a list" => {
            "文件在这里中断了，后面缺内容"
        }
        "EOF while parsing a string" => "文件在一段文本中间中断了，缺结尾的引号",
        "expected value" => "这里应当是一个值",
        "expected ident" => "这里的词不是 true、false 或 null",
        "expected `:`" => "键的后面缺冒号",
        "expected `,` or `}`" => "这里缺逗号或右花括号",
        "expected `,` or `]`" => "这里缺逗号或右方括号",
        "key must be a string" => "这里应当是双引号括起来的键，最后一项后面也不能有逗号",
        "trailing comma" => "最后一项的后面多了一个逗号",
        "trailing characters" => "最外层的对象之后还有内容",
        "invalid number" => "数字的写法不对",
        "invalid escape" => "反斜杠后面的字符不对",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => "\\u 转义不完整",
        _ if reason.starts_with("control character") => "文本里有没转义的换行或控制字符",
        _ => return format!("解析器报告：{}", visible(reason)),
    };
    known.to_string()
}

pub fn save_changed_outside(path: &str) -> String {
    format!("没有保存：“{path}”打开之后被别人或别的程序改过。可以另存为新文件，或者确认后覆盖。")
}
pub fn save_gone(path: &str) -> String {
    format!("没有保存：“{path}”已被删除或移走。可以确认后重新写到原处，或者另存。")
}
pub fn save_exists(path: &str) -> String {
    format!("没有保存：“{path}”已经存在。请换一个文件名，或者确认后覆盖。")
}
pub fn save_not_a_file(path: &str) -> String {
    format!("没有保存：“{path}”是文件夹或设备，不是文件。请另存为别的文件名。")
}
pub fn save_hard_links(path: &str, names: u64) -> String {
    format!("没有保存：“{path}”有 {names} 个硬链接名，替换后其他名字仍是旧内容。请另存为新文件。")
}
pub fn save_denied(path: &str) -> String {
    format!("没有保存：没有写入“{path}”的权限。请另存到别处，或请管理员授权后再保存。")
}
pub fn save_folder_denied(path: &str) -> String {
    format!("没有保存：没有在“{path}”所在文件夹里写文件的权限。请另存到别处，或请管理员授权后再保存。")
}
pub fn save_folder_gone(path: &str) -> String {
    format!("没有保存：“{path}”所在的文件夹不存在了。请另存到别处，或重建文件夹后再保存。")
}
pub fn save_read_only(path: &str) -> String {
    format!("没有保存：“{path}”所在的磁盘是只读的。请另存到别处。")
}
pub fn save_full(path: &str) -> String {
    format!("没有保存：“{path}”所在的磁盘已满或超出配额，原文件没有动。请腾出空间后再保存，或另存到别处。")
}
pub fn save_other(path: &str, system: &str) -> String {
    format!("没有保存“{path}”，原文件没有动。系统报告：{system}。请稍后再试，或另存到别处。")
}

// ---- term: the terminal ----

pub const TERM_DUMB: &str = "环境变量 TERM 为空或是 dumb，终端不能显示编辑界面。请在普通终端里运行，或先执行 export TERM=xterm-256color；只做检查请用 jixiao check。";
pub const TERM_NO_INPUT: &str =
    "标准输入不是终端，不能打开编辑界面。请直接在终端里运行，不要用管道；只做检查请用 jixiao check。";
pub const TERM_NO_OUTPUT: &str =
    "标准输出不是终端，不能打开编辑界面。请不要重定向输出；只做检查请用 jixiao check。";
pub const TERM_CANNOT_STOP: &str = "不是从交互式 shell 启动的，挂起后无法恢复，没有挂起。";
pub fn term_failed(system: &str) -> String {
    format!("终端设置失败，系统报告：{system}。请重新登录后再试。")
}
