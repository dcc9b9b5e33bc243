//! One line of text that is asked for at the foot of the screen.

use super::Effect;
use super::event::{Code, Key};
use super::popup::{Chosen, Next, type_into};
use crate::check;
use crate::model::Finding;
use crate::text::{clean, say, width};

/// A question that is answered by a line of text.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked.
    pub asks: Asks,
    /// What was typed.
    pub text: String,
    /// The text is a proposal that nobody touched yet: what is typed or pasted takes its place.
    pub proposed: bool,
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum Asks {
    /// What to search.
    Search,
    /// Why findings of one rule are waived.
    Reason(Vec<Finding>),
    /// The name of the file to save to.
    SaveAs {
        /// Quit once it is saved.
        then_quit: bool,
    },
    /// The name of a file to bring onto the document; Tab completes it.
    Import,
    /// The name of the file to export to.
    Export,
    /// What the person is called.
    Name {
        /// What is known; Esc leaves it.
        known: String,
    },
}

impl Prompt {
    /// Asks that, with `text` to begin with.
    pub fn new(asks: Asks, text: impl Into<String>) -> Prompt {
        let text = text.into();
        Prompt { asks, proposed: !text.is_empty(), text }
    }

    /// A paste is text for the line.
    pub(super) fn paste(&mut self, text: &str) {
        self.touch(true);
        self.text.push_str(&clean::one_line(text));
    }

    /// The text is the person's from now on; a proposal goes where they `write` another.
    fn touch(&mut self, write: bool) {
        if std::mem::take(&mut self.proposed) && write {
            self.text.clear();
        }
    }

    /// What stands before the line, as long as `columns` allow.
    pub fn words(&self, columns: usize) -> String {
        let words = match &self.asks {
            Asks::Search => say::SEARCH_PROMPT,
            Asks::Reason(findings) => {
                let code = findings.first().map_or("", |finding| finding.code);
                let name = check::rule(code).map_or("", |rule| rule.name);
                let words = say::reason_prompt(code, name, findings.len());
                let fits = width::width(&words) <= columns;
                return if fits { words } else { say::reason_prompt(code, "", findings.len()) };
            }
            Asks::SaveAs { .. } => say::share::SAVE_AS_PROMPT,
            Asks::Import => say::import::FILE_PROMPT,
            Asks::Export => say::export::PROMPT,
            Asks::Name { .. } => say::share::NAME_PROMPT,
        };
        words.to_string()
    }

    /// What stands behind it, where there is room: its keys.
    pub fn keys(&self) -> &'static str {
        match self.asks {
            Asks::Search => "",
            Asks::Reason(_) => say::REASON_KEYS,
            Asks::SaveAs { .. } => say::share::SAVE_AS_KEYS,
            Asks::Import => say::import::FILE_KEYS,
            Asks::Export => say::export::PROMPT_KEYS,
            Asks::Name { .. } => say::share::NAME_KEYS,
        }
    }

    pub(super) fn key(&mut self, key: Key) -> Next {
        match (key.code, &self.asks) {
            // one who does not say it is not asked again
            (Code::Esc, Asks::Name { known }) => Next::Do(Chosen::Typed(self.asks.clone(), known.clone())),
            (Code::Esc, _) => Next::Close,
            (Code::Enter, Asks::Search) => Next::Do(Chosen::Typed(self.asks.clone(), self.text.clone())),
            // without a reason there is nothing to judge it by, without a name no file
            (Code::Enter, Asks::Reason(_) | Asks::SaveAs { .. } | Asks::Import | Asks::Export)
                if self.text.trim().is_empty() =>
            {
                Next::Stay
            }
            (Code::Enter, _) => Next::Do(Chosen::Typed(self.asks.clone(), self.text.trim().to_string())),
            (Code::Tab, Asks::Import) => Next::Ask(Effect::CompleteFile(self.text.clone())),
            _ => {
                self.touch(matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt);
                type_into(&mut self.text, key);
                Next::Stay
            }
        }
    }
}
