//! What the printed form calls its parts and fields, as far as an edition does not say it already
//! (its columns and funds). The usual names stand in `data/printed.json`; an edition whose form has
//! other ones brings them as its `printed`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The names of the printed form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// 第一部分.
    pub part_one: Part,
    /// 总体绩效目标, with its number.
    pub overall_goal: String,
    /// 分项绩效目标, with its number.
    pub sub_goals: String,
    /// What stands before the goal of a 分项绩效目标.
    pub sub_goal: String,
    /// What stands before its indicators.
    pub sub_goal_indicators: String,
    /// 工作保障措施, with its number.
    pub safeguards: String,
    /// 第二部分.
    pub part_two: Part,
    /// What ends the heading of a project table.
    pub table: String,
    /// What stands before the unit of the amounts.
    pub currency: String,
    /// 项目编码.
    pub code: String,
    /// 项目名称.
    pub name: String,
    /// 预算规模及资金用途.
    pub budget: String,
    /// 资金支出计划.
    pub plan: String,
    /// 绩效目标.
    pub goals: String,
}

/// A part of the document: its number and its title.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// 第一部分.
    pub number: String,
    /// 部门整体绩效目标.
    pub title: String,
}

static USUAL: LazyLock<Printed> = LazyLock::new(|| {
    // a test reads it
    serde_json::from_str(include_str!("../../data/printed.json")).unwrap_or_default()
});

impl Printed {
    /// The usual names.
    pub fn usual() -> Printed {
        USUAL.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edition;

    #[test]
    fn the_built_in_editions_have_the_usual_names() {
        assert_eq!(Printed::usual().part_one.number, "第一部分");
        assert!(Edition::all().iter().all(|edition| edition.printed == Printed::usual()));
    }
}
