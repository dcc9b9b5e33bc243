//! A list over the panes: all commands, what is found, the values of a field.

use super::App;
use super::action::COMMANDS;
use super::event::{Code, Key};
use super::popup::{Chosen, Next, type_into};
use crate::model::{Place, label};
use crate::text::say;

/// A list that is narrowed down by typing.
#[derive(Debug)]
pub struct List {
    /// What is listed.
    pub kind: ListKind,
    /// What was typed.
    pub query: String,
    /// The chosen entry.
    pub at: usize,
}

/// What is listed.
#[derive(Debug)]
pub enum ListKind {
    /// All commands.
    Help,
    /// Projects and fields.
    Find,
    /// Where the searched text stands.
    Hits,
    /// The values of the field at that place: the value, and a word beside it.
    Pick(Place, Vec<(String, String)>),
}

/// A line of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// What stands beside it.
    pub aside: String,
    /// At the right end: keys.
    pub right: String,
    /// It cannot be chosen now.
    pub dim: bool,
    chosen: Chosen,
}

impl List {
    pub(super) fn key(&mut self, app: &App, key: Key) -> Next {
        let entries = self.entries(app);
        let last = entries.len().saturating_sub(1);
        match key.code {
            Code::Esc => return Next::Close,
            Code::Enter => {
                return match entries.into_iter().nth(self.at) {
                    Some(entry) => Next::Do(entry.chosen),
                    None => Next::Stay,
                };
            }
            Code::Up | Code::BackTab => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Tab => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => {
                if type_into(&mut self.query, key) {
                    self.at = 0;
                }
            }
        }
        Next::Stay
    }

    /// The lines that fit what was typed.
    pub fn entries(&self, app: &App) -> Vec<Entry> {
        let wanted = super::find::folded(self.query.trim());
        let fits = |text: &str| super::find::folded(text).contains(&wanted);
        match &self.kind {
            ListKind::Hits => app
                .hits()
                .map(|(text, place, at)| Entry {
                    name: text,
                    aside: place,
                    right: String::new(),
                    dim: false,
                    chosen: Chosen::Hit(at),
                })
                .filter(|entry| fits(&entry.name) || fits(&entry.aside))
                .collect(),
            ListKind::Find => {
                let entry = |name: String, chosen: Chosen| Entry {
                    name,
                    aside: String::new(),
                    right: String::new(),
                    dim: false,
                    chosen,
                };
                let found = app.matches(&self.query).into_iter();
                let found = found.map(|(name, place)| entry(name, Chosen::Go(place)));
                let typed = self.query.trim().to_string();
                let filled = app.field_for(&typed).map(|place| {
                    entry(say::fill_in(&typed, label(&place)), Chosen::Value(place, typed.clone()))
                });
                found.chain(filled).collect()
            }
            ListKind::Help => {
                let mut entries: Vec<Entry> = COMMANDS
                    .iter()
                    .map(|command| {
                        let keys: Vec<String> = command.keys.iter().map(|key| key.shown()).collect();
                        let refusal = app.refusal(command.action);
                        Entry {
                            name: command.name.to_string(),
                            dim: refusal.is_some(),
                            aside: refusal.unwrap_or_else(|| command.help.to_string()),
                            right: keys.join(" "),
                            chosen: Chosen::Run(command.action),
                        }
                    })
                    .filter(|entry| fits(&entry.name) || fits(&entry.aside) || fits(&entry.right))
                    .collect();
                // what is called so goes before what only speaks of it
                entries.sort_by_key(|entry| !fits(&entry.name));
                entries
            }
            ListKind::Pick(place, choices) => {
                let choice = |name: &str, aside: &str| Entry {
                    name: name.to_string(),
                    aside: aside.to_string(),
                    right: String::new(),
                    dim: false,
                    chosen: Chosen::Value(place.clone(), name.to_string()),
                };
                let mut entries: Vec<Entry> = choices
                    .iter()
                    .filter(|(name, aside)| fits(name) || fits(aside))
                    .map(|(name, aside)| choice(name, aside))
                    .collect();
                let typed = self.query.trim();
                if !typed.is_empty() && !choices.iter().any(|(name, _)| name == typed) {
                    entries.push(choice(typed, say::FREE_TEXT));
                }
                entries
            }
        }
    }
}
