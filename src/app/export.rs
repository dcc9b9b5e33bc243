//! Handing the document out in another format. It changes nothing here, so a reader may do it too; the
//! file is written where the effects are carried out.

use std::path::Path;

use super::popup::{Answer, Popup};
use super::prompt::{Asks, Prompt};
use super::{App, Effect};
use crate::app::event::Key;
use crate::text::say::{self, export as words};

impl App {
    /// Asks for the name of the file, whose ending says the format.
    pub(super) fn ask_export(&mut self) {
        let stem = Path::new(&self.file_name).file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}.docx");
        self.ask_export_again(&name);
    }

    /// Asks for the name once more.
    pub fn ask_export_again(&mut self, name: &str) {
        self.popup = Some(Popup::Prompt(Prompt::new(Asks::Export, name)));
    }

    /// There is a file of the name to export to.
    pub fn ask_replace_export(&mut self, name: &str) {
        let name = name.to_string();
        let over = Effect::Export { name: name.clone(), over: true };
        let another = Effect::AskExport { name: name.clone() };
        self.popup = Some(Popup::ask(
            words::REPLACE.to_string(),
            vec![words::replace(&name)],
            vec![
                (Key::from('o'), words::ANSWER_REPLACE, Answer::Do(over)),
                (Key::from('a'), words::ANSWER_OTHER_NAME, Answer::Do(another)),
            ],
        ));
    }

    /// The document was written to the file of that name.
    pub fn exported(&mut self, name: &str, written: bool) {
        self.say(words::exported(&say::path(Path::new(name)), written));
    }
}
