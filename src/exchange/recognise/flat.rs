//! One table with several projects: a header names the fields of projects and, mostly, the columns
//! of indicators; a row is an indicator with its project before it, repeated or merged. Such a
//! table may also be no more than a list of projects, with a row each.

use super::form::{self, Form};
use super::{Notes, upper};
use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, Column, Label};
use crate::exchange::report::{Doubt, Repair};
use crate::model::{Field, Project};
use crate::text::say;

/// What a column of such a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Project(Label),
    Indicator(Column),
}

/// The header of such a table.
#[derive(Debug)]
pub struct Header {
    heads: Vec<Head>,
    /// The labels as they are printed.
    labels: Vec<String>,
    has_levels: bool,
}

/// The row of the header among the first ones, and what it says; `None` where the rows are no such
/// table.
pub fn header(rows: &[Row]) -> Option<(usize, Header)> {
    rows.iter().take(6).enumerate().find_map(|(at, row)| Some((at, of_row(row)?)))
}

fn of_row(row: &Row) -> Option<Header> {
    let labels = row.iter().map(|cell| labels::label(&cell.text));
    let mut columns: Vec<Option<Column>> = row.iter().map(|cell| labels::column(&cell.text)).collect();
    // 单位 is that of a value only behind the levels
    let levels = columns.iter().position(|column| *column == Some(Column::Level1)).unwrap_or(0);
    columns[..levels]
        .iter_mut()
        .filter(|column| **column == Some(Column::Unit))
        .for_each(|column| *column = None);
    let unit = |at: usize| (at < levels && row[at].text == UNIT).then_some(Label::Unit);
    let labels = labels.enumerate().map(|(at, label)| label.or_else(|| unit(at)));
    let has_levels = columns.contains(&Some(Column::Level1)) || columns.contains(&Some(Column::Level2));
    let heads: Vec<Option<Head>> = labels
        .zip(&columns)
        .map(|(label, column)| match (label, column) {
            (_, Some(column)) if has_levels => Some(Head::Indicator(*column)),
            (label, _) => label.map(Head::Project),
        })
        .collect();
    let is = |label| heads.contains(&Some(Head::Project(label)));
    let known = heads.iter().flatten().count();
    let names = is(Label::Name) || is(Label::Code);
    let enough =
        if has_levels { columns.contains(&Some(Column::Target)) } else { is(Label::Total) && known >= 3 };
    // the row of a form has its values between the labels
    if !names || !enough || 2 * known <= row.len() {
        return None;
    }
    let column = |head: &Option<Head>| match head {
        Some(Head::Indicator(column)) => Some(*column),
        _ => None,
    };
    let mut meanings = super::rows::meanings(heads.iter().map(column).collect()).into_iter();
    let heads = heads.into_iter().map(|head| {
        let meaning = meanings.next().unwrap_or(Column::Other);
        match head {
            Some(Head::Project(label)) => Head::Project(label),
            _ => Head::Indicator(meaning),
        }
    });
    let heads = heads.collect();
    let labels = row.iter().map(|cell| if cell.text == UNIT { UNIT_IN_FULL } else { &cell.text }.to_string());
    Some(Header { heads, labels: labels.collect(), has_levels })
}

/// What the column of the units of projects is headed by, too.
const UNIT: &str = "单位";
const UNIT_IN_FULL: &str = "预算单位";

/// The projects of the rows below the header.
pub fn read(rows: Vec<Row>, header: &Header, mut first: usize, notes: &mut Notes) -> Vec<Form> {
    let is_project = |head: &Head| matches!(head, Head::Project(_));
    let columns: Vec<Column> = header
        .heads
        .iter()
        .filter_map(|head| match head {
            Head::Indicator(column) => Some(*column),
            Head::Project(_) => None,
        })
        .collect();
    let mut groups: Vec<(Vec<Cell>, Vec<Row>)> = Vec::new();
    for mut row in rows {
        let line = row.first().map_or(0, |cell| cell.line);
        if of_row(&row).is_some() {
            notes.repair(Repair::RepeatedHeader, line, &texts(&row));
            continue;
        }
        if row.iter().all(|cell| cell.text.is_empty()) {
            notes.repair(Repair::EmptyRow, line, "");
            continue;
        }
        if is_sum(&row, header) {
            notes.repair(Repair::Summary, line, &texts(&row));
            continue;
        }
        if row.len() > header.heads.len() {
            let rest: Vec<Cell> = row.split_off(header.heads.len());
            rest.iter().filter(|cell| !cell.text.is_empty()).for_each(|cell| {
                notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
            });
        }
        // cells at the end of a row may be missing; they are empty
        row.resize(header.heads.len(), Cell::new(line, ""));
        let mut own = Vec::new();
        let mut indicator = Vec::new();
        for (cell, head) in row.into_iter().zip(&header.heads) {
            if is_project(head) { own.push(cell) } else { indicator.push(cell) }
        }
        // the id of the row may stand before it
        let id = own.iter().find_map(|cell| cell.id.clone().filter(|id| id.starts_with('i')));
        if let (Some(id), Some(first)) = (id, indicator.first_mut()) {
            first.id.get_or_insert(id);
        }
        match groups.last_mut().filter(|(open, _)| goes_on(open, &own, header)) {
            Some((open, rows)) => {
                // a merged field may begin later than its project
                for (open, cell) in open.iter_mut().zip(own).filter(|(open, _)| open.text.is_empty()) {
                    *open = cell;
                }
                rows.push(indicator);
            }
            None => groups.push((own, vec![indicator])),
        }
    }
    let mut forms = Vec::new();
    for (own, rows) in groups {
        notes.table = Some(first);
        first += 1;
        let labels = header.labels.iter().zip(&header.heads).filter(|(_, head)| is_project(head));
        let pairs =
            labels.zip(own).flat_map(|((label, _), cell)| [Cell::new(cell.line, label.as_str()), cell]);
        let mut form = Form::default();
        upper::read(vec![pairs.collect()], true, &mut form, notes);
        if header.has_levels {
            form.project.indicators = Field::Value(form::listed(rows, &columns, notes));
        } else {
            for cell in rows.into_iter().flatten().filter(|cell| !cell.text.is_empty()) {
                notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
            }
        }
        forms.push(form);
    }
    forms
}

/// Whether a row belongs to the project before it: its code and name are empty or the same.
fn goes_on(open: &[Cell], own: &[Cell], header: &Header) -> bool {
    let heads = header.heads.iter().filter(|head| matches!(head, Head::Project(_)));
    heads.zip(open.iter().zip(own)).all(|(head, (open, cell))| {
        let key = matches!(head, Head::Project(Label::Name | Label::Code | Label::Unit | Label::UnitCode));
        !key || cell.text.is_empty() || cell.text == open.text
    })
}

/// A row of sums: 合计, 小计.
fn is_sum(row: &Row, header: &Header) -> bool {
    let texts = row.iter().zip(&header.heads).filter(|(_, head)| matches!(head, Head::Project(_)));
    let mut texts =
        texts.map(|(cell, _)| cell.text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    texts.any(|text| matches!(text.as_str(), "合计" | "总计" | "小计" | "共计"))
}

fn texts(row: &Row) -> String {
    row.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("｜")
}

/// Whether all that a project of a list says stands in another, which has the same key.
pub fn is_repeated(project: &Project, other: &Project) -> bool {
    let same = |a: &Field<String>, b: &Field<String>| a.text().is_empty() || a.text() == b.text();
    let budget = |project: &Project| project.budget.get().and_then(|budget| budget.total.get()?.decimal());
    same(&project.code, &other.code)
        && same(&project.name, &other.name)
        && same(&project.unit_code, &other.unit_code)
        && (budget(project).is_none() || budget(project) == budget(other))
        && project
            .indicators
            .values()
            .zip(other.indicators.values())
            .all(|(a, b)| same(&a.level2, &b.level2) && same(&a.name, &b.name))
        && project.indicators.values().count() <= other.indicators.values().count()
}

/// What a repeated project is called in the report.
pub fn called(project: &Project) -> String {
    say::import::labelled(project.code.text(), project.name.text())
}
