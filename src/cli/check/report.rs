//! The findings of a file as text and as JSON. For people, where one rule hits several places of a
//! section they are one entry with a count; for programs every place stands alone.

use serde_json::{Value, json};

use super::Checked;
use crate::check::{Counts, Fix, advice, message, proposal, rule};
use crate::cli::print::Style;
use crate::model::{Document, Finding, Place, describe, label};
use crate::text::{clean, say, width};

/// Where the text of an entry begins: after indent, sign and code.
const INDENT: usize = 13;

/// How many places of an entry are named.
const NAMED: usize = 20;

/// All findings of a file for people.
pub fn text(file: &Checked, counts: Counts, style: Style) -> String {
    let mut out = format!("{}\n", style.bold(&clean::visible(&file.name)));
    let (edition, is_named) = file.document.edition();
    if !is_named {
        let named = clean::visible(file.document.edition.text().trim());
        out.push_str(&format!("  {}\n", say::edition_chosen(&named, &edition.title)));
    }
    if file.findings.is_empty() {
        out.push_str(&format!("  {}\n\n", say::with_waived(say::ALL_FINE, file.waived)));
        return out;
    }
    let words = say::file_total(counts.errors, counts.warnings, counts.infos);
    out.push_str(&format!("  {}\n", say::with_waived(&words, file.waived)));
    let mut rest = file.findings.as_slice();
    while let Some(first) = rest.first() {
        let section = section(&first.place);
        let length = rest.iter().take_while(|finding| self::section(&finding.place) == section).count();
        let (own, after) = rest.split_at(length);
        rest = after;
        let title = section_title(&file.document, &section);
        out.push_str(&format!("\n  {}\n", style.bold(clean::visible(&title).trim_end())));
        for group in groups(own) {
            out.push_str(&entry(&file.document, &title, &group, style));
        }
    }
    out.push('\n');
    out
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
fn groups(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let same = |group: &&mut Vec<&Finding>| {
            group
                .first()
                .is_some_and(|first| first.code == finding.code && first.severity == finding.severity)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| group.first().map(|finding| finding.severity));
    groups
}

fn entry(document: &Document, title: &str, group: &[&Finding], style: Style) -> String {
    let Some(first) = group.first() else { return String::new() };
    let sentence = message(document, first);
    let alike = group.iter().all(|finding| message(document, finding) == sentence);
    let name = rule(first.code).map_or("", |rule| rule.name);
    let times = if group.len() > 1 { format!("  ×{}", group.len()) } else { String::new() };
    let sign = style.coloured(first.severity, first.severity.sign());
    let head = format!("    {sign} {}  ", first.code);
    let mut out = if alike {
        style.hanging(&head, INDENT, &format!("{sentence}{times}"))
    } else {
        style.hanging(&head, INDENT, &format!("{name}{times}"))
    };
    let blank = " ".repeat(INDENT);
    if let Some(places) = places(document, title, group) {
        out.push_str(&style.hanging(&blank, INDENT, &places));
    }
    if !alike {
        out.push_str(&style.hanging(&blank, INDENT, &say::for_example(&sentence)));
    }
    out.push_str(&style.hanging(&blank, INDENT, &say::advised(&advice(document, first))));
    out
}

/// The places of a group within its section. What all have in common at their end is said once.
fn places(document: &Document, title: &str, group: &[&Finding]) -> Option<String> {
    let within: Vec<String> = group
        .iter()
        .take(NAMED)
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
    let list: Vec<String> = within.iter().map(|p| width::clip(&short(p), 44).into_owned()).collect();
    let list = list.into_iter().filter(|place| !place.is_empty()).collect::<Vec<_>>().join("；");
    let list = if group.len() > NAMED { say::and_more(&list, group.len()) } else { list };
    (!list.is_empty()).then(|| say::located(shared.as_deref(), &list))
}

/// All findings of a file for programs, each as a line of JSON.
pub fn json(file: &Checked) -> Vec<String> {
    let document = &file.document;
    let line = |finding: &Finding| -> Value {
        let rule = rule(finding.code);
        let fix = match proposal(document, finding) {
            Some(proposal) if proposal.safe => Fix::Safe,
            Some(_) => Fix::Ask,
            None => Fix::None,
        };
        json!({
            "file": file.name,
            "code": finding.code,
            "name": rule.map_or("", |rule| rule.name),
            "severity": finding.severity.name(),
            "dimension": rule.map_or("", |rule| rule.dimension.name()),
            "path": finding.place.pointer(document),
            "place": describe(document, &finding.place),
            "message": message(document, finding),
            "advice": advice(document, finding),
            "fix": fix.name(),
        })
    };
    file.findings.iter().map(|finding| line(finding).to_string()).collect()
}

/// One array of lines.
pub fn array(lines: &[String]) -> String {
    if lines.is_empty() { "[]\n".to_string() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}
