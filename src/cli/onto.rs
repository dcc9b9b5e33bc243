//! `jixiao import FILE --onto OLD.json`: what was read, brought onto a document that is there.

use std::path::Path;

use crate::edit::Desk;
use crate::exchange::{self, Onto};
use crate::model::Document;
use crate::store;
use crate::text::say;

/// The document at `old` with what `new` says, and how that came about.
///
/// # Errors
/// In a sentence, when there is no such document or it may not be changed.
pub fn bring(old: &Path, new: &Document) -> Result<(Document, Onto), String> {
    let loaded = store::load(old).map_err(|error| error.to_string())?;
    if let Some(why) = loaded.read_only() {
        return Err(say::import::onto_read_only(&say::path(old), &why));
    }
    let onto = exchange::onto(&loaded.document, new);
    let mut desk = Desk::new(loaded.document);
    desk.commit(say::import::STEP_ONTO, &onto.edit).map_err(|error| error.to_string())?;
    Ok((desk.document().clone(), onto))
}

/// The account for people: how records were matched, and each change.
pub fn in_words(onto: &Onto, old: &Document) -> Vec<String> {
    let mut lines = onto.matches.in_words();
    lines.push(say::import::changes(onto.changes.len()));
    lines.extend(onto.changes.iter().map(|change| format!("  {}", change.in_words(old))));
    lines
}
