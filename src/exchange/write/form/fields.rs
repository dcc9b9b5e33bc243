//! Fields as the text that stands on paper, whatever is in them.

use std::borrow::Cow;

use super::Text;
use crate::model::{Amount, Document, Field, Indicator, Project, Slot};
use crate::text::clean;

/// With what stands before it, it can be the name of a bookmark in Word.
const LONGEST_ID: usize = 37;

/// 指标值 as it is printed.
pub fn target(row: &Indicator) -> Text<'static> {
    match row.target.get() {
        Some(target) => clean_owned(target.print()),
        None => clean_owned(row.target.shown()),
    }
}

/// The unit of a project: code and name.
pub fn unit(document: &Document, project: &Project) -> String {
    let code = line(&project.unit_code);
    let name = document.unit_name(project.unit_code.text()).unwrap_or_default();
    format!("{code}{}", clean::one_line(name))
}

/// An amount as it was written; one that has no plain form in full.
pub fn amount(field: &Field<Amount>) -> String {
    let Some(amount) = field.get() else { return clean::one_line(&field.shown()) };
    match amount.decimal() {
        Some(value) if amount.text().contains(['e', 'E']) => value.to_string(),
        _ => clean::one_line(amount.text()),
    }
}

/// An id that can go along; empty for others.
pub fn id(field: &Field<String>) -> &str {
    let id = field.text();
    let is_good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if id.len() <= LONGEST_ID && id.chars().all(is_good) { id } else { "" }
}

/// The text of a field, whatever is in it.
pub fn text(field: &Field<String>) -> Text<'_> {
    match field {
        Field::Value(text) => clean(text),
        other => clean_owned(other.shown()),
    }
}

/// As [`text`], in one line.
pub fn line(field: &Field<String>) -> Text<'_> {
    match text(field) {
        text if text.contains('\n') => Cow::Owned(clean::one_line(&text)),
        text => text,
    }
}

/// `text` without control characters, hidden marks and what no XML may hold; line breaks stay.
pub fn clean(text: &str) -> Text<'_> {
    let is_none = |c| matches!(c, '\u{fffe}' | '\u{ffff}');
    match clean::typed(text) {
        text if text.contains(is_none) => Cow::Owned(text.replace(is_none, "")),
        text => text,
    }
}

/// As [`clean`], of a text that nobody else has.
pub fn clean_owned(text: String) -> Text<'static> {
    Cow::Owned(clean(&text).into_owned())
}
