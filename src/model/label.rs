//! What people call the fields and places of a document: the labels of the printed form.

use super::document::Document;
use super::place::{Place, Step};
use super::record::Slot;
use crate::text::say;

/// The label of the field at `place`, or of the list whose item stands there.
pub fn label(place: &Place) -> &str {
    let names: Vec<&str> = place
        .steps()
        .iter()
        .filter_map(|step| match step {
            Step::Field(name) => Some(name.as_ref()),
            Step::Item(_) => None,
        })
        .collect();
    let last = names.last().copied().unwrap_or_default();
    match names.as_slice() {
        ["department", "name"] => "部门名称",
        ["department", ..] if last == "division_code" => "行政区划代码",
        ["units"] => "预算单位",
        ["units", "code"] => "单位编码",
        ["units", "name"] => "单位名称",
        ["cover", "title"] => "封面标题",
        ["cover", "org"] => "编制单位",
        ["cover", "date"] => "封面日期",
        ["overall_goal", "statement"] => "总体目标",
        ["overall_goal", "tasks"] => "重点工作",
        ["sub_goals"] => "分项绩效目标",
        ["sub_goals", "title"] => "标题",
        ["sub_goals", "goal"] => "绩效目标",
        ["sub_goals", "indicators"] => "绩效指标",
        ["safeguards"] => "工作保障措施",
        ["safeguards", "title"] => "标题",
        ["safeguards", "text"] => "内容",
        ["declared", "total"] => "部门合计",
        ["declared", "units"] => "单位合计",
        ["waivers", "rule"] => "规则编号",
        ["waivers", "place"] => "位置",
        ["waivers", "reason"] => "理由",
        ["waivers", "by"] => "豁免人",
        ["waivers", "date"] => "日期",
        ["waivers", "value_hash"] => "当时内容的校验值",
        ["conflicts"] => "冲突",
        ["conflicts", "place"] => "位置",
        ["conflicts", "base"] => "原来",
        ["conflicts", "ours"] => "我的",
        ["conflicts", "theirs"] => "对方的",
        ["conflicts", "after"] => "原在此项之后",
        ["projects"] => "项目",
        ["projects", "code"] => "项目编码",
        ["projects", "name"] => "项目名称",
        ["projects", "goals"] => "绩效目标",
        ["projects", "indicators"] => "绩效指标",
        ["projects", "indicators", "name"] => "三级指标",
        ["projects", "indicators", "target"] => "指标值",
        ["projects", "indicators", "target", part] => match *part {
            "operator" => "运算符",
            "value" => "数值",
            "low" => "下限",
            "high" => "上限",
            "date" => "时间",
            "unit" => "计量单位",
            "text" => "文字",
            "grades" => "分档",
            other => other_name(other, place),
        },
        _ => match last {
            "format" => "文件格式",
            "year" => "预算年度",
            "edition" => "指标版本",
            "department" => "部门",
            "currency_unit" => "金额单位",
            "cover" => "封面",
            "overall_goal" => "总体绩效目标",
            "declared" => "公布的合计数",
            "waivers" => "豁免",
            "id" => "标识",
            "unit_code" => "预算单位",
            "budget" => "预算规模",
            "total" => "预算数",
            "fiscal" => "财政资金",
            "other" => "其他资金",
            "purpose" => "资金用途",
            "spending_plan" => "支出计划",
            "by" => "时点",
            "percent" => "累计支出",
            "level1" => "一级指标",
            "level2" => "二级指标",
            "description" => "绩效指标描述",
            "basis" => "指标值确定依据",
            "weight" => "权重",
            "scoring" => "评分规则",
            "source" => "数据来源",
            "previous" => "上年情况",
            "copied_from" => "复制自",
            other => other_name(other, place),
        },
    }
}

/// The name of an unknown field is its key.
fn other_name<'a>(name: &str, place: &'a Place) -> &'a str {
    let is = |step: &&'a Step| matches!(step, Step::Field(field) if field.as_ref() == name);
    match place.steps().iter().rev().find(is) {
        Some(Step::Field(field)) => field,
        _ => "文档",
    }
}

/// `place` in words, from the outside in: `1 人事代理人员经费 › 时效指标 工资发放及时性 › 指标值`.
/// Numbers are those of the printed form.
pub fn describe(document: &Document, place: &Place) -> String {
    let mut parts: Vec<String> = Vec::new();
    for depth in 1..=place.steps().len() {
        let at = place.prefix(depth);
        match &place.steps()[depth - 1] {
            Step::Field(name) => {
                let is_list_of_tabs = depth == 1 && matches!(name.as_ref(), "projects" | "indicators");
                let goes_on = depth < place.steps().len();
                // the row of the table says enough by itself
                let above_rows = goes_on && name == "indicators" && place.indicator().is_some();
                if !(is_list_of_tabs && goes_on || above_rows) {
                    parts.push(label(&at).to_string());
                }
            }
            Step::Item(key) => {
                let list = at.parent().unwrap_or_default();
                let index = list.find(document).and_then(Slot::items).and_then(|items| items.find(key));
                let number = index.map_or_else(String::new, |n| (n + 1).to_string());
                let name = match document.indicator(&at) {
                    Some(row) => format!("{} {}", row.level2.text(), row.name.text()).trim().to_string(),
                    None => match document.project(&at) {
                        Some(project) if depth == 2 => match project.name.text() {
                            name if name.trim().is_empty() => format!("{number}{}", say::NAMELESS),
                            name => format!("{number} {name}"),
                        },
                        _ => name_of_item(document, &at, &number),
                    },
                };
                parts.push(if name.is_empty() { format!("第 {number} 项") } else { name });
            }
        }
    }
    if parts.is_empty() { "文档".to_string() } else { parts.join(" › ") }
}

fn name_of_item(document: &Document, at: &Place, number: &str) -> String {
    let Some(slot) = at.find(document) else { return number.to_string() };
    let is_line = slot.members().is_empty();
    if is_line { number.to_string() } else { format!("{number} {}", slot.shown()).trim_end().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_words() {
        let text = r#"{"units":[{"code":"630001","name":"本级"}],"overall_goal":{"tasks":["一","二"]},
            "sub_goals":[{"id":"s","title":"审批","indicators":["乙"]}],"projects":[{"id":"p","name":"刻章费","budget":{"total":"1"},"goals":["甲"],
            "indicators":[{"id":"i","level2":"数量指标","name":"保障人数"}]}]}"#;
        let document = Document::from_json(text).unwrap();
        for (place, words) in [
            ("projects/#p/indicators/#i/target", "1 刻章费 › 数量指标 保障人数 › 指标值"),
            ("projects/#p/budget/total", "1 刻章费 › 预算规模 › 预算数"),
            ("projects/#p/goals/#甲", "1 刻章费 › 绩效目标 › 1"),
            ("sub_goals/#s/indicators/#乙", "分项绩效目标 › 1 审批 › 绩效指标 › 1"),
            ("projects/#p/indicators", "1 刻章费 › 绩效指标"),
            ("overall_goal/tasks/#二", "总体绩效目标 › 重点工作 › 2"),
            ("units/#630001/name", "预算单位 › 1 本级 › 单位名称"),
            ("department/name", "部门 › 部门名称"),
            ("note", "note"),
            ("", "文档"),
        ] {
            assert_eq!(describe(&document, &place.parse().unwrap()), words);
        }
    }

    #[test]
    fn what_has_no_name_is_told_by_its_number_and_no_word_is_said_twice() {
        let text = r#"{"declared":{"units":{"630001":"1"}},"sub_goals":[{"id":"s","title":" "}],
            "safeguards":[{"id":"m","text":"制度"}],"units":[{"code":"1","name":""}],
            "projects":[{"id":"p"},{"id":"q","name":" ","indicators":[{"id":"i","target":{"unit":"人"}}]}]}"#;
        let document = Document::from_json(text).unwrap();
        for (place, words) in [
            ("projects/#p", "1（没有名称）"),
            ("projects/#p/name", "1（没有名称） › 项目名称"),
            ("projects/#q/indicators/#i/target", "2（没有名称） › 第 1 项 › 指标值"),
            ("projects/#q/indicators/#i/target/unit", "2（没有名称） › 第 1 项 › 指标值 › 计量单位"),
            ("projects/#q/indicators/#i/target/x", "2（没有名称） › 第 1 项 › 指标值 › x"),
            ("sub_goals/#s/goal", "分项绩效目标 › 1 › 绩效目标"),
            ("safeguards/#m/text", "工作保障措施 › 1 制度 › 内容"),
            ("declared/units/630001", "公布的合计数 › 单位合计 › 630001"),
        ] {
            assert_eq!(describe(&document, &place.parse().unwrap()), words);
        }
    }
}
