//! 导入并入: a file that somebody sent is brought onto the open document. Its name is asked in a
//! line, the disk reads it, and what would change is shown before it is one step of the history.

use super::plain::Page;
use super::popup::{Answer, Popup};
use super::prompt::{Asks, Prompt};
use super::{App, Effect};
use crate::exchange::{Imported, Onto};
use crate::text::{clean, say};

/// More changes are not listed; all of them are made.
const MOST_LISTED: usize = 2000;

impl App {
    /// Asks which file.
    pub(super) fn ask_file(&mut self) {
        self.popup = Some(Popup::Prompt(Prompt::new(Asks::Import, "")));
    }

    /// A file was named: the run loop reads it, and answers by [`App::bring`] or [`App::no_file`].
    pub(super) fn file_named(&mut self, path: &str) {
        self.effects.push(Effect::Import(path.trim().to_string()));
    }

    /// The name goes on as far as the disk knows it, while it is still asked for.
    pub fn complete_file(&mut self, path: String) {
        if let Some(Popup::Prompt(Prompt { asks: Asks::Import, text: line, .. })) = &mut self.popup {
            *line = clean::one_line(&path);
        }
    }

    /// The file could not be read, and why.
    pub fn no_file(&mut self, sentence: impl Into<String>) {
        self.ask(super::start::notice(sentence.into()));
    }

    /// Shows what bringing `imported` onto the document would change, and offers it as one step.
    pub fn bring(&mut self, name: &str, imported: &Imported) {
        let document = self.document();
        let onto = imported.onto(document);
        let text = account(&onto, imported, document);
        let title = say::import::onto_title(name, onto.changes.len());
        let apply = Answer::Apply { name: say::import::STEP_ONTO.to_string(), edit: onto.edit, safe: false };
        let enter = (!onto.changes.is_empty()).then_some((say::ANSWER_APPLY, apply));
        self.open_page(Page::framed(title, text, enter));
    }
}

/// What would change, how records were matched, and what of the file is doubtful.
fn account(onto: &Onto, imported: &Imported, document: &crate::model::Document) -> String {
    let mut parts: Vec<String> = Vec::new();
    let matched = onto.matches.in_words().join("\n");
    parts.push(matched);
    if onto.changes.is_empty() {
        parts.push(say::import::changes(0));
    }
    for change in onto.changes.iter().take(MOST_LISTED) {
        let (before, after) = (say::before(&change.before), say::after(&change.after));
        let place = crate::model::describe(document, &change.place);
        parts.push(if change.is_move() {
            change.in_words(document)
        } else if change.before.is_empty() {
            format!("{place}\n  {after}")
        } else if change.after.is_empty() {
            format!("{place}\n  {}", say::import::removed(&change.before))
        } else {
            format!("{place}\n  {before}\n  {after}")
        });
    }
    if onto.changes.len() > MOST_LISTED {
        parts.push(say::preview_more(onto.changes.len() - MOST_LISTED));
    }
    let doubts = imported.report.warnings.iter().take(MOST_LISTED);
    let doubts: Vec<String> = doubts
        .map(|warning| format!("  {}：{}", warning.place(&imported.report.lines), warning.message()))
        .collect();
    if !doubts.is_empty() {
        parts.push(format!(
            "{}\n{}",
            say::import_warnings(imported.report.warnings.len()),
            doubts.join("\n")
        ));
    }
    parts.join("\n\n")
}
