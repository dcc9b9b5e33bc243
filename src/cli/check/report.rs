//! The findings of a file for people. Where one rule hits several places of a section they are one
//! entry with a count; what nearly every project has is told once for all of them.

use std::collections::{HashMap, HashSet};

use super::checked::Checked;
use crate::check::{advice, message, rule};
use crate::cli::print::Style;
use crate::model::{Document, Finding, Place, describe, label};
use crate::text::{clean, say, width};

/// Where the text of an entry begins: after indent, sign and code.
fn indent() -> usize {
    13 + Style::wide_sign()
}

/// How many places of an entry are named.
const NAMED: usize = 20;

/// Fewer projects than that are told one by one.
const MANY: usize = 4;

/// All findings of a file.
pub fn text(file: &Checked, style: Style) -> String {
    let document = &file.document;
    let mut out = style.heading(0, &clean::visible(&file.name));
    // that the one it names is not known is a finding
    if document.edition.text().trim().is_empty() {
        out.push_str(&style.item("  ", &say::edition_chosen(&document.edition().0.title)));
    }
    if let Some(fixed) = &file.fixed {
        out.push_str(&style.item("  ", fixed));
    }
    if file.findings.is_empty() {
        out.push_str(&style.item("  ", &say::with_waived(say::ALL_FINE, file.waived.len())));
    } else {
        let [errors, warnings, infos] = file.counts.by_severity();
        let words = say::file_total(errors, warnings, infos);
        out.push_str(&style.item("  ", &say::with_waived(&words, file.waived.len())));
    }
    let everywhere = everywhere(file);
    let (all, rest): (Vec<&Finding>, Vec<&Finding>) =
        file.findings.iter().partition(|finding| everywhere.contains(&kind(finding)));
    if !all.is_empty() {
        out.push_str(&format!("\n{}", style.heading(2, say::check::EVERYWHERE)));
        for group in groups(&all) {
            let projects: HashSet<Option<Place>> =
                group.iter().map(|finding| finding.place.project()).collect();
            out.push_str(&entry(document, "", &group, Some(projects.len()), style));
        }
    }
    for own in rest.chunk_by(|one, other| section(&one.place) == section(&other.place)) {
        let title = section_title(document, &section(&own[0].place));
        out.push_str(&format!("\n{}", style.heading(2, clean::visible(&title).trim_end())));
        for group in groups(own) {
            out.push_str(&entry(document, &title, &group, None, style));
        }
    }
    if !file.waived.is_empty() {
        out.push_str(&format!("\n{}", style.heading(2, say::check::WAIVED)));
        for (finding, why) in &file.waived {
            let place = clean::visible(&describe(document, &finding.place)).into_owned();
            let head = format!("    {} {}  ", width::pad("·", 1 + Style::wide_sign()), finding.code);
            out.push_str(&style.hanging(&head, indent(), &say::check::waived(&place, why)));
        }
    }
    out.push('\n');
    out
}

/// What makes findings entries of one group.
fn kind(finding: &Finding) -> (&'static str, crate::model::Severity) {
    (finding.code, finding.severity)
}

/// What three of four projects have, where there are many.
fn everywhere(file: &Checked) -> HashSet<(&'static str, crate::model::Severity)> {
    let count = file.document.projects().count();
    let mut last: HashMap<_, (Option<Place>, usize)> = HashMap::new();
    if count >= MANY {
        for finding in &file.findings {
            let project = finding.place.project();
            let (seen, projects) = last.entry(kind(finding)).or_default();
            // those of a project stand together
            if project.is_some() && *seen != project {
                (*seen, *projects) = (project, *projects + 1);
            }
        }
    }
    last.into_iter()
        .filter(|(_, (_, projects))| projects * 4 >= count * 3)
        .filter(|(_, (_, n))| *n > 0)
        .map(|(kind, _)| kind)
        .collect()
}

/// The tab a place belongs to: a project, or a field of the head.
fn section(place: &Place) -> Place {
    place.project().unwrap_or_else(|| place.prefix(1))
}

fn section_title(document: &Document, section: &Place) -> String {
    if section.project().is_some() { describe(document, section) } else { label(section).to_string() }
}

/// The findings of a section by rule, in the order in which each rule is first met, the worst
/// first.
fn groups<'a>(findings: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|group| kind(group[0]) == kind(finding)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| group.first().map(|finding| finding.severity));
    groups
}

/// `projects`: in how many projects it is told at once.
fn entry(
    document: &Document,
    title: &str,
    group: &[&Finding],
    projects: Option<usize>,
    style: Style,
) -> String {
    let Some(first) = group.first() else { return String::new() };
    let sentence = message(document, first);
    let alike = projects.is_none() && group.iter().all(|finding| message(document, finding) == sentence);
    let name = rule(first.code).map_or("", |rule| rule.name);
    let times = match projects {
        Some(projects) => say::check::in_projects(group.len(), projects),
        None if group.len() > 1 => format!("  ×{}", group.len()),
        None => String::new(),
    };
    let sign = style.sign(first.severity);
    let head = format!("    {sign} {}  ", first.code);
    let mut out = if alike {
        style.hanging(&head, indent(), &format!("{sentence}{times}"))
    } else {
        style.hanging(&head, indent(), &format!("{name}{times}"))
    };
    let blank = " ".repeat(indent());
    let few = if projects.is_some() { 3 } else { NAMED };
    if let Some(places) = places(document, title, group, few) {
        out.push_str(&style.hanging(&blank, indent(), &places));
    }
    if !alike {
        out.push_str(&style.hanging(&blank, indent(), &say::for_example(&sentence)));
    }
    out.push_str(&style.hanging(&blank, indent(), &say::advised(&advice(document, first))));
    out
}

/// A place in not too many columns: of a long one what it begins with, and what it ends with.
fn clipped(place: &str) -> String {
    const LONG: usize = 44;
    match place.split_once(" › ") {
        Some((head, tail)) if width::width_up_to(place, LONG + 1) > LONG => {
            let tail = width::clip(tail, LONG / 2 + 2);
            let head = width::clip(head, LONG - 3 - width::width(&tail));
            format!("{head} › {tail}")
        }
        _ => width::clip(place, LONG).into_owned(),
    }
}

/// The places of a group within its section. What all have in common at their end is said once.
fn places(document: &Document, title: &str, group: &[&Finding], few: usize) -> Option<String> {
    let within: Vec<String> = group
        .iter()
        .take(few)
        .map(|finding| {
            let whole = describe(document, &finding.place);
            let rest = whole.strip_prefix(title).unwrap_or(&whole);
            clean::visible(rest.trim_start_matches(" › ")).into_owned()
        })
        .collect();
    let tail = within.first().and_then(|place| Some(place.rsplit_once(" › ")?.1.to_string()));
    let shared = tail.filter(|tail| {
        within.len() > 1
            && within.iter().all(|place| place.rsplit_once(" › ").is_some_and(|(_, t)| t == tail))
    });
    let short = |place: &String| match &shared {
        Some(_) => place.rsplit_once(" › ").map_or(place.clone(), |(row, _)| row.to_string()),
        None => place.clone(),
    };
    let list: Vec<String> = within.iter().map(|place| clipped(&short(place))).collect();
    let list = list.into_iter().filter(|place| !place.is_empty()).collect::<Vec<_>>().join("；");
    let list = if group.len() > few { say::and_more(&list, group.len()) } else { list };
    (!list.is_empty()).then(|| say::located(shared.as_deref(), &list))
}
