//! Indicators as rows, each with the facts of its project, for tables and databases: `csv` for Excel,
//! `ndjson` for DuckDB, Spark or ClickHouse. A project without indicators is one row in which theirs
//! are empty. The columns are stable; amounts are texts with all their digits.
//!
//! A program for tables takes a cell that begins with `= + - @` for a formula. In `csv` such a text
//! gets an apostrophe before it, unless it is a number.

use serde_json::{Map, Value};

use super::form;
use crate::model::{Amount, Document, Field, Indicator, Kind, PlanPoint, Project, Slot};

/// A column: its key in `ndjson`, its heading in `csv`.
type Column = (&'static str, &'static str);

const COLUMNS: [Column; 37] = [
    ("file", "文件"),
    ("year", "预算年度"),
    ("edition", "指标版本"),
    ("department", "部门名称"),
    ("division_code", "行政区划代码"),
    ("currency_unit", "金额单位"),
    ("unit_code", "单位编码"),
    ("unit_name", "单位名称"),
    ("project_id", "项目标识"),
    ("project_code", "项目编码"),
    ("project_name", "项目名称"),
    ("budget_total", "预算数"),
    ("budget_fiscal", "财政资金"),
    ("budget_other", "其他资金"),
    ("purpose", "资金用途"),
    ("spending_plan", "资金支出计划"),
    ("goals", "绩效目标"),
    ("indicator_id", "指标标识"),
    ("indicator_number", "指标序号"),
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("description", "绩效指标描述"),
    ("target", "指标值"),
    ("operator", "运算符"),
    ("value", "数值"),
    ("low", "下限"),
    ("high", "上限"),
    ("date", "时间"),
    ("target_unit", "计量单位"),
    ("target_text", "定性指标值"),
    ("grades", "分档"),
    ("basis", "指标值确定依据"),
    ("weight", "权重"),
    ("scoring", "评分规则"),
    ("source", "数据来源"),
    ("copied_from", "复制自"),
];

/// The byte order mark by which Excel knows UTF-8, and the headings.
pub fn csv_head() -> Vec<u8> {
    let head = line(COLUMNS.iter().map(|(_, heading)| heading.to_string()));
    ["\u{feff}".as_bytes(), &head].concat()
}

/// The rows of a document for Excel.
pub fn csv(document: &Document, file: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows(document, file) {
        out.extend(line(row.into_iter().map(|value| safe(in_words(&value)))));
    }
    out
}

/// The rows of a document, each a JSON object on a line.
pub fn ndjson(document: &Document, file: &str) -> Vec<u8> {
    let mut out = String::new();
    for row in rows(document, file) {
        let members = COLUMNS.iter().map(|(key, _)| key.to_string()).zip(row);
        let object: Map<String, Value> = members.collect();
        out.push_str(&Value::Object(object).to_string());
        out.push('\n');
    }
    out.into_bytes()
}

/// The rows, in the order of [`COLUMNS`].
fn rows<'a>(document: &'a Document, file: &'a str) -> impl Iterator<Item = Vec<Value>> + 'a {
    document.projects().flat_map(move |project| {
        let of_project = facts(document, project, file);
        let indicators: Vec<Option<&Indicator>> = match project.indicators.values().count() {
            0 => vec![None],
            _ => project.indicators.values().map(Some).collect(),
        };
        let row = move |(n, indicator): (usize, Option<&Indicator>)| {
            let mut row = of_project.clone();
            match indicator {
                Some(indicator) => row.extend(own(indicator, n + 1)),
                None => row.resize(COLUMNS.len(), Value::Null),
            }
            row
        };
        indicators.into_iter().enumerate().map(row)
    })
}

/// What is the same in all rows of a project.
fn facts(document: &Document, project: &Project, file: &str) -> Vec<Value> {
    let budget = project.budget.get();
    let department = document.department.get();
    let year = document.year.get().map(|year| year.0);
    let unit = document.unit_name(project.unit_code.text()).map(Value::from).unwrap_or_default();
    let edition = document.edition().0.name.as_str();
    let amount = |field: Option<&Field<Amount>>| field.map(exact).unwrap_or_default();
    vec![
        file.into(),
        year.map(Value::from).unwrap_or_default(),
        edition.into(),
        department.map(|department| shown(&department.name)).unwrap_or_default(),
        department.map(|department| shown(&department.division_code)).unwrap_or_default(),
        shown(&document.currency_unit),
        shown(&project.unit_code),
        unit,
        shown(&project.id),
        shown(&project.code),
        shown(&project.name),
        amount(budget.map(|budget| &budget.total)),
        amount(budget.map(|budget| &budget.fiscal)),
        amount(budget.map(|budget| &budget.other)),
        shown(&project.purpose),
        project.spending_plan.values().map(point).collect(),
        project.goals.all().iter().map(shown).collect(),
    ]
}

fn point(point: &PlanPoint) -> Value {
    let members = [("by", shown(&point.by)), ("percent", exact(&point.percent))];
    members.map(|(key, value)| (key.to_string(), value)).into_iter().collect::<Map<_, _>>().into()
}

/// What is an indicator's own.
fn own(row: &Indicator, number: usize) -> Vec<Value> {
    let target = row.target.get().cloned().unwrap_or_default();
    let grades: Vec<Value> = target.grades.all().iter().map(shown).collect();
    vec![
        shown(&row.id),
        number.into(),
        shown(&row.level1),
        shown(&row.level2),
        shown(&row.name),
        shown(&row.description),
        if row.target.is_absent() { Value::Null } else { form::target(row).into_owned().into() },
        shown(&target.operator),
        exact(&target.value),
        exact(&target.low),
        exact(&target.high),
        shown(&target.date),
        shown(&target.unit),
        shown(&target.text),
        if target.grades.is_absent() { Value::Null } else { grades.into() },
        shown(&row.basis),
        exact(&row.weight),
        shown(&row.scoring),
        shown(&row.source),
        shown(&row.copied_from),
    ]
}

/// A field as its text; null where it is absent.
fn shown<T: Kind>(field: &Field<T>) -> Value {
    if field.is_absent() { Value::Null } else { Slot::shown(field).into() }
}

/// An amount with the digits it was written with.
fn exact(field: &Field<Amount>) -> Value {
    if field.is_absent() { Value::Null } else { form::amount(field).into() }
}

/// A value in one cell: lines and points below each other.
fn in_words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => form::clean(text).into_owned(),
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join("\n"),
        Value::Object(members) => members.values().map(in_words).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// `text` as no program takes it for a formula.
fn safe(text: String) -> String {
    let is_number = || Amount::new(text.as_str()).decimal().is_some();
    let begins = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins && !is_number() { format!("'{text}") } else { text }
}

/// A line of cells, quoted where they must be.
fn line(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // writing to memory cannot fail
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}
