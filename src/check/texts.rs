//! Every text of a document, in the order of the form, with what sort of text it is.

use crate::check::spot::Spot;
use crate::check::view::{Row, Sort, Table, Text, items};
use crate::model::Document;
use crate::model::{Field, List};

type Visit<'v> = dyn FnMut(&Text<'_>) + 'v;

/// The texts of everything but the projects.
pub fn of_head(document: &Document, visit: &mut Visit<'_>) {
    let root = Spot::ROOT;
    if let Some(department) = document.department.get() {
        let spot = root.field("department");
        one(&department.name, spot.field("name"), Sort::Key, visit);
        one(&department.division_code, spot.field("division_code"), Sort::Key, visit);
    }
    if let Some(cover) = document.cover.get() {
        let spot = root.field("cover");
        one(&cover.title, spot.field("title"), Sort::Line, visit);
        one(&cover.org, spot.field("org"), Sort::Key, visit);
        one(&cover.date, spot.field("date"), Sort::Line, visit);
    }
    let list = root.field("units");
    for (key, at, unit) in items(&document.units) {
        let spot = list.item(&key, at);
        one(&unit.code, spot.field("code"), Sort::Key, visit);
        one(&unit.name, spot.field("name"), Sort::Key, visit);
    }
    if let Some(goal) = document.overall_goal.get() {
        let spot = root.field("overall_goal");
        one(&goal.statement, spot.field("statement"), Sort::Prose, visit);
        each(&goal.tasks, spot.field("tasks"), Sort::Numbered, visit);
    }
    let list = root.field("sub_goals");
    for (key, at, goal) in items(&document.sub_goals) {
        let spot = list.item(&key, at);
        one(&goal.title, spot.field("title"), Sort::Numbered, visit);
        one(&goal.goal, spot.field("goal"), Sort::Prose, visit);
        each(&goal.indicators, spot.field("indicators"), Sort::Name, visit);
    }
    let list = root.field("safeguards");
    for (key, at, measure) in items(&document.safeguards) {
        let spot = list.item(&key, at);
        one(&measure.title, spot.field("title"), Sort::Line, visit);
        one(&measure.text, spot.field("text"), Sort::Prose, visit);
    }
}

/// The texts of one project, but for its rows.
pub fn of_table(table: &Table<'_>, visit: &mut Visit<'_>) {
    let (project, spot) = (table.project, table.spot);
    one(&project.code, spot.field("code"), Sort::Key, visit);
    one(&project.name, spot.field("name"), Sort::Key, visit);
    one(&project.unit_code, spot.field("unit_code"), Sort::Key, visit);
    one(&project.purpose, spot.field("purpose"), Sort::Prose, visit);
    each(&project.goals, spot.field("goals"), Sort::Numbered, visit);
}

/// The texts of one row.
pub fn of_row(row: &Row<'_>, visit: &mut Visit<'_>) {
    let (row, spot) = (row.row, row.spot);
    one(&row.level1, spot.field("level1"), Sort::Line, visit);
    one(&row.level2, spot.field("level2"), Sort::Line, visit);
    one(&row.name, spot.field("name"), Sort::Line, visit);
    one(&row.description, spot.field("description"), Sort::Prose, visit);
    if let Some(target) = row.target.get() {
        let at = spot.field("target");
        one(&target.unit, at.field("unit"), Sort::Line, visit);
        one(&target.text, at.field("text"), Sort::Line, visit);
    }
    one(&row.basis, spot.field("basis"), Sort::Prose, visit);
}

fn one(field: &Field<String>, spot: Spot<'_>, sort: Sort, visit: &mut Visit<'_>) {
    if let Some(text) = field.get() {
        visit(&Text { text, spot, sort });
    }
}

fn each(list: &Field<List<String>>, spot: Spot<'_>, sort: Sort, visit: &mut Visit<'_>) {
    for (key, at, text) in items(list) {
        visit(&Text { text, spot: spot.item(&key, at), sort });
    }
}
