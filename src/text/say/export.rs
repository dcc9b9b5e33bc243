//! Handing a document out: the printed form and its formats.

/// The heading of the table of contents.
pub const CONTENTS: &str = "目录";
/// What stands there until Word has made it.
pub const CONTENTS_HINT: &str = "在此处单击右键，选“更新域”，即生成目录。";
/// A document too large for a format.
pub const TOO_LARGE: &str = "内容太多，超出了这种格式的限度。";
/// Behind a text that Excel does not take whole.
pub const CUT: &str = "……（文字过长，Excel 单元格放不下，以下略）";

pub const SHEET_PROJECTS: &str = "总表";
pub const SHEET_GOALS: &str = "部门目标";
pub const SHEET_INDICATORS: &str = "指标";
pub const SHEET_PROJECTS_TITLE: &str = "预算项目总表";
pub const NUMBER: &str = "序号";
pub const UNIT: &str = "预算单位";
pub const INDICATORS: &str = "指标数";
pub const WEIGHT: &str = "权重";
pub const SCORING: &str = "评分规则";
pub const SOURCE: &str = "数据来源";

/// The sum of the projects of a unit.
pub fn subtotal(projects: usize) -> String {
    format!("小计（{projects} 个项目）")
}
/// The sum of all projects.
pub fn total(projects: usize) -> String {
    format!("合计（{projects} 个项目）")
}
/// Amounts that are no number Excel can add.
pub fn not_summed(amounts: usize) -> String {
    format!("有 {amounts} 处金额不是可以计算的数字，按文字写出，没有计入小计和合计。")
}
