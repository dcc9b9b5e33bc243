//! What the printed form calls its parts, rows and columns. All that an import recognises it
//! recognises by these words; level names, funds and columns come from the editions.

use std::sync::LazyLock;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// 项目编码.
    Code,
    /// 项目名称.
    Name,
    /// 预算规模及资金用途: stands before the funds and the purpose.
    Budget,
    /// A row of the funds: its number in the edition.
    Fund(usize),
    /// 资金用途 with a cell of its own.
    Purpose,
    /// 资金支出计划.
    Plan,
    /// 绩效目标.
    Goals,
}

/// A column of the indicator table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// 指标值确定依据.
    Basis,
    /// 权重.
    Weight,
    /// 评分规则.
    Scoring,
    /// 数据来源.
    Source,
    /// A column that the format does not know.
    Other,
}

/// The columns that every edition has, in its order.
pub const COLUMNS: [Column; 6] =
    [Column::Level1, Column::Level2, Column::Name, Column::Description, Column::Target, Column::Basis];

/// What ends the heading of a project table.
const TABLE: &str = "绩效目标表";

/// The words of `text` that carry its meaning as a label: no blanks, no colon at the end, no
/// `其中：` before and no `（%）` behind.
fn bare(text: &str) -> String {
    // longer than any label: not worth cleaning
    if text.len() > 120 {
        return String::new();
    }
    let narrow: String = text.chars().map(narrow_char).filter(|c| !is_blank(*c)).collect();
    let narrow = narrow.trim_end_matches(':');
    let narrow = narrow.strip_prefix("其中:").unwrap_or(narrow);
    match narrow.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((before, inside)) if inside.ends_with('%') || inside.ends_with('元') => before.to_string(),
        _ => narrow.to_string(),
    }
}

static FUNDS: LazyLock<Vec<(String, usize)>> = LazyLock::new(|| {
    let funds = Edition::all().iter().flat_map(|edition| edition.funds.iter().enumerate());
    funds.map(|(n, fund)| (bare(&fund.label), n)).collect()
});

/// The label that `text` is.
pub fn label(text: &str) -> Option<Label> {
    let bare = bare(text);
    Some(match bare.as_str() {
        "" => return None,
        "项目编码" | "项目代码" => Label::Code,
        "项目名称" => Label::Name,
        "预算规模及资金用途" | "预算规模" => Label::Budget,
        "资金用途" | "项目资金用途" => Label::Purpose,
        "资金支出计划" | "支出计划" => Label::Plan,
        "绩效目标" | "项目绩效目标" | "年度绩效目标" => Label::Goals,
        fund => Label::Fund(FUNDS.iter().find(|(label, _)| label == fund)?.1),
    })
}

/// The column that `text` heads.
pub fn column(text: &str) -> Option<Column> {
    let bare = bare(text);
    if bare.is_empty() {
        return None;
    }
    let of_edition = |edition: &Edition| edition.columns.iter().position(|label| *label == bare);
    if let Some(at) = Edition::all().iter().find_map(of_edition) {
        return COLUMNS.get(at).copied();
    }
    Some(match bare.as_str() {
        "指标描述" | "指标说明" => Column::Description,
        "目标值" | "绩效指标值" => Column::Target,
        "确定依据" | "指标值依据" => Column::Basis,
        "权重" | "分值" => Column::Weight,
        "评分规则" | "评分标准" => Column::Scoring,
        "数据来源" => Column::Source,
        _ => return None,
    })
}

/// Whether a first level of that name is in some edition.
pub fn is_level1(text: &str) -> bool {
    Edition::all().iter().any(|edition| edition.level(text).is_some())
}

/// Whether a second level of that name is in some edition.
pub fn is_level2(text: &str) -> bool {
    Edition::all().iter().any(|edition| edition.level_of(text).is_some())
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
    Some((number, title.trim().strip_suffix(TABLE)?.trim()))
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
    let is_name =
        name.chars().count() >= 2 && !name.starts_with(|c: char| narrow_char(c).is_ascii_alphanumeric());
    is_name.then(|| (code, name.to_string()))
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
        assert_eq!(label("其中：财政资金"), Some(Label::Fund(1)));
        assert_eq!(label("财政资金："), Some(Label::Fund(1)));
        assert_eq!(label("资金支出计划（%）"), Some(Label::Plan));
        assert_eq!(label("预算数（万元）"), Some(Label::Fund(0)));
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
