//! What would be found if an edit were applied. It is asked for on every key while a person types,
//! so it works on a scratch document: the head, and only the projects that the edit names.

use std::collections::HashSet;

use crate::check::checker::Checker;
use crate::edit::{Change, Desk, Edit};
use crate::model::{Document, Finding, Key, Place, Step};
use crate::model::{Field, List};

/// What would be found at the place of `edit` or below it, if it were applied to `document`. Empty
/// where it does not fit. The other projects are not there to compare with, so what shows only
/// among projects is found once the edit is applied.
pub fn preview(document: &Document, edit: &Edit) -> Vec<Finding> {
    applied(scratch(document, edit), edit).map(|(after, change)| own(&after, &change)).unwrap_or_default()
}

/// As [`preview`], and behind that what would be found because of it at what the place is a part of: a
/// list that lacks what was renamed. What is found there already is not told again.
pub fn preview_around(document: &Document, edit: &Edit) -> Vec<Finding> {
    let scratch = scratch(document, edit);
    let Some((after, change)) = applied(scratch.clone(), edit) else { return Vec::new() };
    let is_around = |found: &Place| change.touched.iter().any(|place| place.within(found) && place != found);
    let around: Vec<&Finding> = after.findings().iter().filter(|found| is_around(&found.place)).collect();
    let mut findings = own(&after, &change);
    if !around.is_empty() {
        let before = Checker::of_part(&scratch);
        findings.extend(around.into_iter().filter(|found| !before.findings().contains(found)).cloned());
    }
    findings
}

fn own(after: &Checker, change: &Change) -> Vec<Finding> {
    let is_touched = |finding: &&Finding| change.touched.iter().any(|place| finding.place.within(place));
    after.findings().iter().filter(is_touched).cloned().collect()
}

fn applied(scratch: Document, edit: &Edit) -> Option<(Checker, Change)> {
    let mut desk = Desk::new(scratch);
    let change = desk.commit("", edit).ok()?;
    Some((Checker::of_part(desk.document()), change))
}

fn scratch(document: &Document, edit: &Edit) -> Document {
    let mut names = HashSet::new();
    projects_of(edit, &mut names);
    with_only(document, &names)
}

/// A document of the head, and of the project at `place` where it lies in one: enough to judge what
/// does not show among projects.
pub fn alone(document: &Document, place: &Place) -> Document {
    let project = place.project();
    let name = project.as_ref().and_then(Place::key).map(|key| key.text().to_string());
    with_only(document, &name.into_iter().collect())
}

fn with_only(document: &Document, names: &HashSet<String>) -> Document {
    // of equal ids all are taken, so that the first stays the first
    let named = |item: &&Field<_>| names.contains(crate::model::Slot::key(*item).as_ref());
    let projects = match &document.projects {
        Field::Value(list) => {
            Field::Value(List::from(list.as_slice().iter().filter(named).cloned().collect::<Vec<_>>()))
        }
        other => other.clone(),
    };
    Document {
        format: document.format.clone(),
        year: document.year.clone(),
        edition: document.edition.clone(),
        department: document.department.clone(),
        currency_unit: document.currency_unit.clone(),
        cover: document.cover.clone(),
        units: document.units.clone(),
        overall_goal: document.overall_goal.clone(),
        sub_goals: document.sub_goals.clone(),
        safeguards: document.safeguards.clone(),
        projects,
        declared: document.declared.clone(),
        waivers: document.waivers.clone(),
        actuals: document.actuals.clone(),
        reviews: document.reviews.clone(),
        conflicts: document.conflicts.clone(),
        rest: document.rest.clone(),
    }
}

fn projects_of(edit: &Edit, names: &mut HashSet<String>) {
    let mut at = |place: &Place, keys: &[Option<&Key>]| match place.steps() {
        [Step::Field(list), Step::Item(key), ..] if list == "projects" => {
            names.insert(key.text().to_string());
        }
        [Step::Field(list)] if list == "projects" => {
            names.extend(keys.iter().flatten().map(|key| key.text().to_string()));
        }
        _ => {}
    };
    match edit {
        Edit::Set { place, .. } => at(place, &[]),
        Edit::Insert { list, after, .. } => at(list, &[after.as_ref()]),
        Edit::Remove { list, item, after, .. } => at(list, &[Some(item), after.as_ref()]),
        Edit::Move { list, item, from, to } => at(list, &[Some(item), from.as_ref(), to.as_ref()]),
        Edit::Group { edits } => edits.iter().for_each(|edit| projects_of(edit, names)),
    }
}
