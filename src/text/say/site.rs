//! What a site gives of its own: word lists and editions.

use crate::text::clean::visible;

/// Where in a file; empty where it is not about a line.
pub fn line_and_column(line: usize, column: usize) -> String {
    if line == 0 { String::new() } else { format!("第 {line} 行第 {} 列", column.max(1)) }
}

/// There is no word list of that name; which one may have been meant, and which there are.
pub fn words_no_list(list: &str, nearest: Option<&str>, names: &str) -> String {
    let nearest = nearest.map_or_else(String::new, |name| format!("，最接近的是“{name}”"));
    format!("没有名为“{}”的词表{nearest}。可以替换的词表有：{names}。", visible(list))
}
/// A control character in a word.
pub fn words_control(list: &str, at: &str) -> String {
    format!("词表“{}”{at}有看不见的控制字符，请删去。", visible(list))
}
/// A line of pairs that is none.
pub fn words_no_pair(list: &str, at: &str) -> String {
    format!("词表“{}”{at}应当是两个词，中间一个空格。", visible(list))
}

/// The text of an edition is no JSON.
pub fn edition_syntax(at: &str, reason: &str) -> String {
    format!("指标版本不是有效的 JSON：{at}，{}。", super::syntax(reason))
}
/// A member of an edition that must be there.
pub fn edition_missing(at: &str, name: &str) -> String {
    format!("指标版本{at}缺少“{}”。", visible(name))
}
/// A member that editions do not have.
pub fn edition_unknown(at: &str, name: &str, names: &str) -> String {
    format!("指标版本{at}的“{}”不认识。可以写的有：{}。", visible(name), visible(names))
}
/// A member of the wrong kind, or one that cannot be so.
pub fn edition_wrong(at: &str, path: &str) -> String {
    format!("指标版本{at}的“{}”不是应有的类型或取值，请对照内置的版本改正。", visible(path))
}
/// A level that is named without being there.
pub fn edition_no_level(at: &str, name: &str) -> String {
    format!("指标版本{at}提到“{}”，但“levels”里没有这一级。", visible(name))
}
/// A name that stands twice in a list.
pub fn edition_twice(at: &str, list: &str, name: &str) -> String {
    format!("指标版本{at}的“{list}”把“{}”写了两次，请删去一个。", visible(name))
}
/// A list that is too long.
pub fn edition_many(at: &str, list: &str, most: usize) -> String {
    format!("指标版本{at}的“{list}”太长，最多 {most} 个。")
}
/// A member that must not be empty.
pub fn edition_empty(at: &str, name: &str) -> String {
    format!("指标版本{at}的“{name}”不能为空。")
}
/// The number of columns.
pub fn edition_columns(at: &str, number: usize) -> String {
    format!("指标版本{at}的“columns”应有 6 个栏名，现有 {number} 个。")
}
/// The rows of the funds.
pub fn edition_fund(at: &str, name: &str) -> String {
    format!("指标版本{at}的资金行“{}”不认识：只能是 total、fiscal、other，total 在最前。", visible(name))
}
/// The form of the codes.
pub fn edition_form(at: &str, form: &str) -> String {
    format!(
        "指标版本{at}的编码形式“{}”不成立：D 是区划、Y 是年份（两位或四位）、X 是数字或大写字母，其余照写，不用汉字和空格。",
        visible(form)
    )
}
/// The years turned round.
pub fn edition_years(at: &str) -> String {
    format!("指标版本{at}的“years”应当是起止年份，前一个不大于后一个。")
}
