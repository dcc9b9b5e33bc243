//! Every text of a document, in the order of the form, with what sort of text it is.

use crate::check::spot::Spot;
use crate::check::view::{Sort, items};
use crate::model::{Document, Field, Indicator, Kind, List, Project};

/// Is told a text, where it stands, and what sort of text it is.
type Visit<'v> = dyn FnMut(&str, Spot<'_>, Sort) + 'v;

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
    each(&document.units, root.field("units"), &mut |unit, spot| {
        one(&unit.code, spot.field("code"), Sort::Key, visit);
        one(&unit.name, spot.field("name"), Sort::Key, visit);
    });
    if let Some(goal) = document.overall_goal.get() {
        let spot = root.field("overall_goal");
        one(&goal.statement, spot.field("statement"), Sort::Prose, visit);
        each(&goal.tasks, spot.field("tasks"), &mut |task, spot| visit(task, spot, Sort::Numbered));
    }
    each(&document.sub_goals, root.field("sub_goals"), &mut |goal, spot| {
        one(&goal.title, spot.field("title"), Sort::Numbered, visit);
        one(&goal.goal, spot.field("goal"), Sort::Prose, visit);
        each(&goal.indicators, spot.field("indicators"), &mut |name, spot| visit(name, spot, Sort::Name));
    });
    each(&document.safeguards, root.field("safeguards"), &mut |measure, spot| {
        one(&measure.title, spot.field("title"), Sort::Line, visit);
        one(&measure.text, spot.field("text"), Sort::Prose, visit);
    });
}

/// The texts of one project, but for its rows.
pub fn of_project(project: &Project, visit: &mut Visit<'_>) {
    let spot = Spot::ROOT;
    one(&project.code, spot.field("code"), Sort::Key, visit);
    one(&project.name, spot.field("name"), Sort::Key, visit);
    one(&project.unit_code, spot.field("unit_code"), Sort::Key, visit);
    one(&project.purpose, spot.field("purpose"), Sort::Prose, visit);
    each(&project.goals, spot.field("goals"), &mut |goal, spot| visit(goal, spot, Sort::Goal));
}

/// The texts of one row.
pub fn of_row(row: &Indicator, visit: &mut Visit<'_>) {
    let spot = Spot::ROOT;
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
        visit(text, spot, sort);
    }
}

/// Tells the items of a list, each with where it stands.
fn each<T: Kind>(list: &Field<List<T>>, spot: Spot<'_>, tell: &mut dyn FnMut(&T, Spot<'_>)) {
    let Some(whole) = list.get() else { return };
    for (at, item) in items(list) {
        tell(item, spot.item(whole, at));
    }
}
