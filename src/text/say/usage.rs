//! Wrong use of the command line. Arguments are called as they are written: `--select <编号>`.

use crate::text::clean::visible;

/// An argument that there is none of.
pub fn unknown_argument(name: &str) -> String {
    format!("不认识参数“{}”。", visible(name))
}
/// A command that there is none of.
pub fn unknown_command(name: &str) -> String {
    format!("没有命令“{}”。", visible(name))
}
/// A value that it cannot have, and those that it can.
pub fn invalid_value(argument: &str, value: &str, valid: &[String]) -> String {
    let argument = visible(argument);
    if value.is_empty() {
        return match argument.starts_with('-') {
            true => format!("参数“{argument}”后面没有内容。"),
            false => format!("“{argument}”不能为空。"),
        };
    }
    let valid = if valid.is_empty() { String::new() } else { format!("可用：{}。", valid.join("、")) };
    format!("“{argument}”不能是“{}”。{valid}", visible(value))
}
/// A value after an option that has none.
pub fn no_value_wanted(argument: &str, value: &str) -> String {
    format!("参数“{}”后面不能写“{}”。", visible(argument), visible(value))
}
/// Something that must be there.
pub fn missing(argument: &str) -> String {
    format!("缺少参数：{}。", visible(argument))
}
/// Two that exclude each other, or one that stands twice.
pub fn conflict(argument: &str, other: &str) -> String {
    let (argument, other) = (visible(argument), visible(other));
    if other.is_empty() {
        format!("参数“{argument}”与其他参数不能同时使用。")
    } else if argument == other {
        format!("参数“{argument}”写了两次。")
    } else {
        format!("参数“{argument}”与“{other}”不能同时使用。")
    }
}
/// Anything else.
pub const WRONG: &str = "参数有误。";
/// Where to read on.
pub const SEE_HELP: &str = "用 jixiao --help 查看用法。";
