//! What the printed form calls its parts, rows and columns. All that an import recognises it
//! recognises by these words: they are data in `data/labels.json`, and the names of levels, funds
//! and columns come from the editions besides.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::number;
use crate::model::Edition;
use crate::text::narrow::{is_blank, narrow_char};

/// A part of the document, opened by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 第一部分, 部门整体绩效目标.
    PartOne,
    /// 总体绩效目标.
    Overall,
    /// 分项绩效目标.
    SubGoals,
    /// 工作保障措施.
    Safeguards,
    /// 第二部分, 预算项目绩效目标.
    PartTwo,
}

/// The label of a cell in the upper half of a project table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// 项目编码.
    Code,
    /// 项目名称.
    Name,
    /// 预算单位, in a cell of its own before the unit.
    Unit,
    /// 单位编码, apart from the name of the unit.
    UnitCode,
    /// 主管部门.
    Department,
    /// 预算规模及资金用途: stands before the funds and the purpose.
    Budget,
    /// 预算数.
    Total,
    /// 其中：财政资金.
    Fiscal,
    /// 其他资金.
    Other,
    /// 中期资金总额: the funds of several years, which the format has no field for.
    LongerTotal,
    /// 资金用途 with a cell of its own.
    Purpose,
    /// 资金支出计划.
    Plan,
    /// 绩效目标.
    Goals,
    /// 实施期目标: the goals of several years; those of the year go before them.
    LongerGoals,
    /// 绩效指标: stands beside the table of indicators.
    Side,
    /// 序号: the numbers of the rows of a list.
    Number,
    /// Something that the form of others says and the format has no field for.
    Elsewhere,
}

/// A column of the indicator table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 绩效指标描述.
    Description,
    /// 指标值.
    Target,
    /// 指标性质: the operator of a target that stands in three columns.
    Operator,
    /// 计量单位: the unit of a target that stands in three columns.
    Unit,
    /// 指标值确定依据.
    Basis,
    /// 权重.
    Weight,
    /// 评分规则.
    Scoring,
    /// 数据来源.
    Source,
    /// 指标属性: 定性 or 定量, which the value itself says.
    Kind,
    /// A column that the format does not know.
    #[serde(skip)]
    Other,
}

/// The columns that every edition has, in its order.
pub const COLUMNS: [Column; 6] =
    [Column::Level1, Column::Level2, Column::Name, Column::Description, Column::Target, Column::Basis];

/// The words, from `data/labels.json`, and what the editions print.
struct Words {
    labels: HashMap<String, Label>,
    columns: HashMap<String, Column>,
    level1: HashSet<String>,
    level2: HashSet<String>,
    /// What ends the heading of a project table.
    table: Vec<String>,
    /// What stands before that where a table is called after no project.
    of_all: HashSet<String>,
    /// Signs of other programs that are no text.
    residue: Vec<String>,
    /// What these begin with: few texts hold one of them.
    residue_begins: Vec<char>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        labels: HashMap<Label, Vec<String>>,
        columns: HashMap<Column, Vec<String>>,
        titles: Titles,
        residue: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Titles {
        table: Vec<String>,
        of_all: HashSet<String>,
    }
    let text = include_str!("../../data/labels.json");
    let file: File = serde_json::from_str(text).expect("data/labels.json is read by a test");
    let mut labels: HashMap<String, Label> = by_word(file.labels);
    let mut columns: HashMap<String, Column> = by_word(file.columns);
    for edition in Edition::all() {
        for (fund, label) in edition.funds.iter().zip([Label::Total, Label::Fiscal, Label::Other]) {
            labels.insert(bare(&fund.label).into_owned(), label);
        }
        columns.extend(edition.columns.iter().map(|label| bare(label).into_owned()).zip(COLUMNS));
    }
    let levels = || Edition::all().iter().flat_map(|edition| edition.levels.iter());
    Words {
        labels,
        columns,
        level1: levels().map(|level| level.name.clone()).collect(),
        level2: levels().flat_map(|level| level.level2.iter().cloned()).collect(),
        table: file.titles.table,
        of_all: file.titles.of_all,
        residue_begins: file.residue.iter().filter_map(|sign| sign.chars().next()).collect(),
        residue: file.residue,
    }
});

fn by_word<T: Copy>(words: HashMap<T, Vec<String>>) -> HashMap<String, T> {
    let pairs = words.into_iter().flat_map(|(meaning, words)| words.into_iter().map(move |w| (w, meaning)));
    pairs.collect()
}

/// The words of `text` that carry its meaning as a label: no blanks, no colon at the end, no
/// `其中：` before and no `（%）` behind.
fn bare(text: &str) -> Cow<'_, str> {
    // longer than any label: not worth cleaning
    if text.len() > 120 {
        return Cow::Borrowed("");
    }
    if text.chars().all(|c| narrow_char(c) == c && !is_blank(c)) {
        return Cow::Borrowed(core(text));
    }
    let narrow: String = text.chars().map(narrow_char).filter(|c| !is_blank(*c)).collect();
    Cow::Owned(core(&narrow).to_string())
}

fn core(narrow: &str) -> &str {
    let narrow = narrow.trim_end_matches(':');
    let narrow = narrow.strip_prefix("其中:").or_else(|| narrow.strip_prefix("其中")).unwrap_or(narrow);
    match narrow.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((before, inside)) if inside.ends_with(['%', '元']) || inside.contains('年') => before,
        _ => narrow,
    }
}

/// The label that `text` is.
pub fn label(text: &str) -> Option<Label> {
    let bare = bare(text);
    (!bare.is_empty()).then(|| WORDS.labels.get(&*bare).copied()).flatten()
}

/// The column that `text` heads. What it says in brackets is an explanation.
pub fn column(text: &str) -> Option<Column> {
    let bare = bare(text);
    let known = |text: &str| WORDS.columns.get(text).copied();
    let before = || known(bare.strip_suffix(')')?.split_once('(')?.0);
    (!bare.is_empty()).then(|| known(&bare).or_else(before)).flatten()
}

/// The unit of money that a label names in brackets: 项目资金（万元）.
pub fn money(text: &str) -> Option<&str> {
    let open = text.trim_end_matches([':', '：']).strip_suffix([')', '）'])?;
    let (_, inside) = open.rsplit_once(['(', '（'])?;
    is_money(inside).then_some(inside)
}

/// Whether `text` is a unit of money.
pub fn is_money(text: &str) -> bool {
    text.ends_with('元') && text.chars().count() <= 3
}

/// The name of a level as the editions have it, where `text` is one: breaks and blanks within come
/// from a narrow column, points in brackets from its weight.
fn level<'a>(text: &str, names: &'a HashSet<String>) -> Option<&'a str> {
    if let Some(name) = names.get(text) {
        return Some(name);
    }
    if text.is_empty() || text.len() > 90 {
        return None;
    }
    let squeezed: String = text.chars().filter(|c| !is_blank(*c)).collect();
    names.get(&squeezed).map(String::as_str)
}

/// The first level that `text` names, in some edition.
pub fn level1(text: &str) -> Option<&'static str> {
    level(text, &WORDS.level1)
}

/// The second level that `text` names, in some edition.
pub fn level2(text: &str) -> Option<&'static str> {
    level(text, &WORDS.level2)
}

/// The first levels under which a second one stands, over all editions.
pub fn levels_of(level2: &str) -> Vec<&'static str> {
    let above = Edition::all().iter().filter_map(|edition| Some(edition.level_of(level2)?.0.name.as_str()));
    let mut found: Vec<&str> = Vec::new();
    above.for_each(|name| {
        if !found.contains(&name) {
            found.push(name);
        }
    });
    found
}

/// Whether a first level of that name is in some edition.
pub fn is_level1(text: &str) -> bool {
    level1(text).is_some()
}

/// Whether a second level of that name is in some edition.
pub fn is_level2(text: &str) -> bool {
    level2(text).is_some()
}

/// The line of a text that holds what a conversion left there: a sign of another program, or a
/// number alone between the paragraphs of a cell, as of a page.
pub fn residue(text: &str) -> Option<&str> {
    let number = |line: &str| line.len() <= 3 && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    let holds = |line: &&str| WORDS.residue.iter().any(|sign| line.contains(sign.as_str()));
    let between = || {
        let mut lines = text.split('\n').skip(1).peekable();
        std::iter::from_fn(move || lines.next().filter(|_| lines.peek().is_some())).find(|line| number(line))
    };
    let may_hold = text.contains(&WORDS.residue_begins[..]);
    may_hold.then(|| text.split('\n').find(holds)).flatten().or_else(between)
}

/// The section that the heading `text` opens. A number before it may be missing.
pub fn section(text: &str) -> Option<Section> {
    if text.chars().count() > 30 || text.contains(['，', '。', '；', '：', '\n', '（']) {
        return None;
    }
    let part = text.strip_prefix('第').and_then(|rest| rest.split_once("部分"));
    if let Some((number, title)) = part {
        let by_number = match number::chinese(number.trim()) {
            Some(1) => Section::PartOne,
            Some(2) => Section::PartTwo,
            _ => return None,
        };
        return Some(section(title.trim()).unwrap_or(by_number));
    }
    let title = number::plain(text).map_or(text, |item| item.rest).trim();
    let short = title.chars().count() <= 14;
    if title.ends_with("措施") {
        return (short && title.contains("保障")).then_some(Section::Safeguards);
    }
    if !short || !title.ends_with("目标") {
        return None;
    }
    let named = [
        ("总体", Section::Overall),
        ("分项", Section::SubGoals),
        ("整体", Section::PartOne),
        ("预算项目", Section::PartTwo),
    ];
    named.iter().find(|(word, _)| title.contains(word)).map(|(_, section)| *section)
}

/// The heading of a project table: its number, where it has one, and the name of the project.
pub fn table_title(text: &str) -> Option<(Option<usize>, &str)> {
    if text.len() > 600 || text.contains('\n') {
        return None;
    }
    let item = number::plain(text).or_else(|| number::bracketed(text));
    let (number, title) = item.map_or((None, text), |item| (Some(item.number), item.rest));
    let name = WORDS.table.iter().find_map(|end| title.trim().strip_suffix(end.as_str()))?.trim();
    let bare = year_in(name).map_or(name, |(_, behind)| behind);
    Some((number, if WORDS.of_all.contains(bare) { "" } else { name }))
}

/// The year that a text names, and what stands behind it: `某局2022年度项目支出`.
pub fn year_in(text: &str) -> Option<(u16, &str)> {
    let at =
        text.match_indices('年').find_map(|(at, _)| at.checked_sub(4).filter(|at| year_at(text, *at)))?;
    let behind = text.get(at + 4 + '年'.len_utf8()..)?;
    let behind = behind.strip_prefix('度').unwrap_or(behind).trim_start_matches([')', '）']);
    Some((year(text.get(at..)?)?, behind.trim_matches(is_blank)))
}

fn year_at(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|text| year(text).is_some())
}

/// The year that a text begins with, where it is said to be one: `2022年…`.
pub fn year(text: &str) -> Option<u16> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    text[4..].starts_with('年').then(|| digits.parse().ok()).flatten().filter(|y| (2000..2100).contains(y))
}

/// A unit: six digits and its name, with or without `预算单位：` before and a sign between.
pub fn unit(text: &str) -> Option<(String, String)> {
    if text.len() > 600 {
        return None;
    }
    let text = text.trim_matches(is_blank);
    let named = ["预算单位", "单位名称", "部门", "单位"].iter().find_map(|word| text.strip_prefix(word));
    let text = named.map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']));
    let code: String = text.chars().map(narrow_char).take_while(char::is_ascii_digit).take(7).collect();
    if code.len() != 6 {
        return None;
    }
    let name: usize = text.chars().take(6).map(char::len_utf8).sum();
    let name =
        text[name..].trim_start_matches(|c| is_blank(c) || matches!(c, '-' | '—' | '－' | '_' | ':' | '：'));
    let is_name = name.chars().count() >= 2
        && !name.starts_with(|c: char| {
            narrow_char(c).is_ascii_alphanumeric() || matches!(narrow_char(c), '.' | ',' | '%')
        });
    is_name.then(|| (code, name.to_string()))
}

/// A text that is nothing but a year: `（2022年度）`, `2022年`.
pub fn whole_year(text: &str) -> Option<u16> {
    let inner = text.trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
    let year = year(inner)?;
    matches!(&inner[4..], "年" | "年度").then_some(year)
}

/// Code and name of a project in one cell: `12000022P10000210006W-信息化运维`.
pub fn code_and_name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !narrow_char(c).is_ascii_alphanumeric())?;
    let (code, rest) = text.split_at(end);
    let name =
        rest.trim_start_matches(|c| is_blank(c) || matches!(c, '-' | '—' | '－' | '_' | ':' | '：' | '/'));
    let six = code.chars().map(narrow_char).take(8).filter(char::is_ascii_digit).count() == 8;
    (six && (15..=30).contains(&code.chars().count()) && name.len() < rest.len() && !name.is_empty())
        .then_some((code, name))
}

/// The unit of the amounts: what stands behind `单位：`.
pub fn currency(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("金额").unwrap_or(text).strip_prefix("单位")?;
    let unit = rest.strip_prefix(['：', ':'])?.trim_matches(is_blank);
    (unit.ends_with('元') && unit.chars().count() <= 4).then_some(unit)
}

/// Whether a project table begins at a cell of that text.
pub fn opens_table(text: &str) -> bool {
    unit(text).is_some() || currency(text).is_some() || label(text) == Some(Label::Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_the_ways_they_are_printed() {
        assert_eq!(label("其中：财政资金"), Some(Label::Fiscal));
        assert_eq!(label("财政资金："), Some(Label::Fiscal));
        assert_eq!(label("资金支出计划（%）"), Some(Label::Plan));
        assert_eq!(label("预算数（万元）"), Some(Label::Total));
        assert_eq!(label("项 目 名 称"), Some(Label::Name));
        assert_eq!(label("保障人数"), None);
        assert_eq!(column("指标值"), Some(Column::Target));
        assert_eq!(column("备注"), None);
    }

    #[test]
    fn headings_open_sections_with_and_without_numbers() {
        for text in ["一、总体绩效目标", "总体绩效目标", "（总体目标", "1.部门总体绩效目标"]
        {
            let expected = (!text.starts_with('（')).then_some(Section::Overall);
            assert_eq!(section(text), expected, "{text}");
        }
        assert_eq!(section("第一部分"), Some(Section::PartOne));
        assert_eq!(section("第二部分 预算项目绩效目标"), Some(Section::PartTwo));
        assert_eq!(section("三、工作保障措施"), Some(Section::Safeguards));
        assert_eq!(section("围绕总体绩效目标，做好工作"), None);
        assert_eq!(table_title("2.审批业务专项经费绩效目标表"), Some((Some(2), "审批业务专项经费")));
        assert_eq!(table_title("2021年春检绩效目标表"), Some((None, "2021年春检")));
    }

    #[test]
    fn a_unit_is_six_digits_and_a_name() {
        let pair = |code: &str, name: &str| Some((code.to_string(), name.to_string()));
        assert_eq!(unit("630001秦皇岛市(本级)"), pair("630001", "秦皇岛市(本级)"));
        assert_eq!(unit("预算单位：６３０００１－某局"), pair("630001", "某局"));
        assert_eq!(unit("13030421516VGXXZYNQI3"), None);
        assert_eq!(unit("630001"), None);
        assert_eq!(currency("单位：万元"), Some("万元"));
        assert_eq!(currency("单位人员满意度"), None);
    }
}
