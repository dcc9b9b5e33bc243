//! `jixiao import FILE --onto OLD.json`: what was read, brought onto a document that is there.

use std::path::Path;

use crate::edit::Desk;
use crate::exchange::{Imported, Onto};
use crate::model::Document;
use crate::store;
use crate::text::say;

/// A document that was brought onto another.
pub struct Brought {
    /// The other, as it was.
    pub old: Document,
    /// What came out.
    pub document: Document,
    /// How that came about.
    pub onto: Onto,
}

/// Brings what was imported onto the document at `old`.
///
/// # Errors
/// In a sentence, when there is no such document or it may not be changed.
pub fn bring(old: &Path, imported: &Imported) -> Result<Brought, String> {
    let loaded = store::load(old).map_err(|error| error.to_string())?;
    if let Some(why) = loaded.read_only() {
        return Err(say::import::onto_read_only(&say::path(old), &why));
    }
    let onto = imported.onto(&loaded.document);
    let mut desk = Desk::new(loaded.document.clone());
    desk.commit(say::import::STEP_ONTO, &onto.edit).map_err(|error| error.to_string())?;
    Ok(Brought { old: loaded.document, document: desk.document().clone(), onto })
}

impl Brought {
    /// The account for people: how records were matched, and each change.
    pub fn in_words(&self) -> Vec<String> {
        let mut lines = self.onto.matches.in_words();
        lines.push(say::import::changes(self.onto.changes.len()));
        // what goes has a place in the old document alone
        lines.extend(self.onto.changes.iter().map(|change| format!("  {}", change.in_words(&self.old))));
        lines
    }
}
