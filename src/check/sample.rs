//! The examples on the page of a rule: small pieces of JSON, so that the page shows what the test
//! checks. They are shown as a person sees a document, with the labels of the form.

use crate::model::{Document, Place, ReadError, Reading, Slot, Step, label, read};
use crate::text::clean;

/// A piece of a document.
#[derive(Debug, Clone, Copy)]
pub enum Sample {
    /// Members of the document.
    Head(&'static str),
    /// Members of one project, in a document of 2021 in 130304.
    Project(&'static str),
    /// Rows of the indicators of one project, objects with commas between them.
    Rows(&'static str),
    /// A text that is imported: what shows only there.
    Import(&'static str),
}

const FRAME: &str = r#""year":2021,"edition":"cn-2015","currency_unit":"万元","department":{"name":"甲局","division_code":"130304"}"#;

impl Sample {
    /// The whole document, as a file would hold it, or the text to import.
    pub fn text(&self) -> String {
        match self {
            Sample::Head(members) => format!("{{{members}}}"),
            Sample::Project(members) => format!("{{{FRAME},\"projects\":[{{{members}}}]}}"),
            Sample::Rows(rows) => format!("{{{FRAME},\"projects\":[{{\"indicators\":[{rows}]}}]}}"),
            Sample::Import(text) => text.to_string(),
        }
    }

    /// The document and what reading it showed.
    ///
    /// # Errors
    /// When the sample is no JSON; the test of all rules says so.
    pub fn read(&self) -> Result<(Document, Reading), ReadError> {
        read(&self.text())
    }

    /// As a person sees it: the fields by their labels, a row a line.
    pub fn shown(&self) -> String {
        if let Sample::Import(text) = self {
            return text.replace('\t', "  ").trim_end().to_string();
        }
        // ids are made up while reading and say nothing here
        let Some(document) = Document::from_json(&self.text()) else { return String::new() };
        let from = match self {
            Sample::Head(_) => Place::root(),
            Sample::Project(_) | Sample::Rows(_) | Sample::Import(_) => Place::root().field("projects"),
        };
        let mut lines = Vec::new();
        match from.find(&document) {
            Some(slot) => show(slot, &from, &mut lines),
            None => members(crate::model::Kind::members(&document), &from, &mut lines),
        }
        lines.join("\n")
    }
}

fn show(slot: &dyn Slot, place: &Place, lines: &mut Vec<String>) {
    let is_target = place.name() == Some("target");
    if let Some(items) = slot.items() {
        for at in 0..items.count() {
            let (Some(item), Some(key)) = (items.item(at), items.key_of(at)) else { continue };
            show(item, &place.step(Step::Item(key)), lines);
        }
    } else if slot.members().is_empty() || is_target {
        lines.push(field(slot, place));
    } else {
        members(slot.members(), place, lines);
    }
}

/// Fields that hold one thing stand on one line together, the others below.
fn members(members: Vec<(&str, &dyn Slot)>, place: &Place, lines: &mut Vec<String>) {
    let mut line = Vec::new();
    let mut below = Vec::new();
    for (name, slot) in members.into_iter().filter(|(_, slot)| !slot.absent()) {
        let at = place.step(Step::Field(name.to_string().into()));
        let is_one = slot.members().is_empty() || name == "target";
        if slot.items().is_none() && is_one {
            line.push(field(slot, &at));
            // a target is shown as it is printed, without its grades
            let grades = slot.child(&Step::Field("grades".into())).filter(|grades| !grades.absent());
            if let Some(grades) = grades {
                show(grades, &at.step(Step::Field("grades".into())), &mut below);
            }
        } else {
            show(slot, &at, &mut below);
        }
    }
    if !line.is_empty() {
        lines.push(line.join("  "));
    }
    lines.append(&mut below);
}

fn field(slot: &dyn Slot, place: &Place) -> String {
    format!("{}：{}", label(place), clean::visible(&slot.shown()))
}
