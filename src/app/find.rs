//! Finding: through the whole text, and projects and fields by what they are called.

use super::{App, Tab, form};
use crate::model::{Place, Slot, describe};
use crate::text::narrow::narrow_number;
use crate::text::{pinyin, say};

/// The search and its hits.
#[derive(Debug, Default)]
pub struct Search {
    /// What is searched.
    pub query: String,
    /// Where it stands.
    pub hits: Vec<Place>,
    /// The hit that is shown.
    pub at: usize,
}

/// How texts are compared: case and full width do not matter.
pub fn folded(text: &str) -> String {
    narrow_number(text).to_lowercase()
}

/// `text` from a little before what was searched.
fn around(text: &str, query: &str) -> String {
    const BEFORE: usize = 6;
    let folded_text = folded(text);
    let start = folded_text.find(&folded(query)).unwrap_or(0);
    let glyphs = folded_text[..start].chars().count().saturating_sub(BEFORE);
    let rest: String = text.chars().skip(glyphs).collect();
    if glyphs > 0 { format!("…{rest}") } else { rest }
}

impl App {
    /// Searches every field of the document and goes to the first hit at or after the caret.
    pub(super) fn start_search(&mut self, query: String) {
        let wanted = folded(&query);
        self.search = Search { query, ..Search::default() };
        if wanted.is_empty() {
            return;
        }
        let mut here = 0;
        let mut hits = Vec::new();
        for tab in self.tabs() {
            let is_here = tab == self.tab;
            for (n, row) in form::rows(self.document(), &tab).into_iter().enumerate() {
                // what is before the caret comes last
                if is_here && n == self.caret.row {
                    here = hits.len();
                }
                let cells = row.cells.into_iter().filter(|place| {
                    let project_row = place.project().as_ref() == Some(place);
                    !project_row
                        && place
                            .find(self.document())
                            .is_some_and(|slot| folded(&slot.shown()).contains(&wanted))
                });
                hits.extend(cells);
            }
        }
        let count = hits.len();
        self.search.hits = hits;
        self.search.at = if here < count { here } else { 0 };
        if count == 0 {
            let text = say::not_found(&self.search.query);
            self.complain(text);
        } else {
            self.hit(0);
        }
    }

    /// The hits: the text around what was searched, where it stands, and its number.
    pub(super) fn hits(&self) -> impl Iterator<Item = (String, String, usize)> {
        self.search.hits.iter().enumerate().map(|(at, place)| {
            let text = place.find(self.document()).map(Slot::shown).unwrap_or_default();
            (around(&text, &self.search.query), describe(self.document(), place), at)
        })
    }

    /// Goes to another hit.
    pub(super) fn hit(&mut self, by: isize) {
        let count = self.search.hits.len();
        if count == 0 {
            return;
        }
        self.search.at = (self.search.at as isize + by).rem_euclid(count as isize) as usize;
        let place = self.search.hits[self.search.at].clone();
        self.panel.focused = false;
        self.go_to(&place);
        self.say(say::hit(self.search.at + 1, count));
    }

    /// The field at the caret, where what was typed may have been meant for it: a digit that is typed
    /// right away looks for a project, but a number, a date or a percentage begins with one, too.
    pub(super) fn field_for(&self, typed: &str) -> Option<Place> {
        let begins = narrow_number(typed).starts_with(|c: char| c.is_ascii_digit());
        let row = self.row().filter(|row| self.is_typed_in(row))?;
        let may = begins && self.read_only().is_none() && !self.panel.focused;
        may.then(|| row.cells.get(self.caret.cell).cloned()).flatten()
    }

    /// Pages by name, projects by number, name, its pinyin or initials, and code, then fields of this
    /// tab by name. A page is the place that all of it lies within.
    pub(super) fn matches(&self, query: &str) -> Vec<(String, Place)> {
        let wanted = folded(query.trim());
        let document = self.document();
        let list = Place::root().field("projects");
        let sounds = pinyin::sounds(&wanted);
        let mut found: Vec<(u8, String, Place)> = Vec::new();
        for (n, place) in form::items(document, &list).into_iter().enumerate() {
            let Some(project) = document.project(&place) else { continue };
            let (name, code) = (project.name.text(), project.code.text());
            let number = (n + 1).to_string();
            let rank = if number == wanted {
                0
            } else if folded(name).starts_with(&wanted) {
                1
            } else if folded(name).contains(&wanted) || sounds(name) {
                2
            } else if folded(code).contains(&wanted) || number.starts_with(&wanted) {
                3
            } else {
                continue;
            };
            // two units may have a project of the same name and code
            let unit = project.unit_code.text();
            found.push((rank, format!("{number:>3}  {name}  {code}  {unit}"), place));
        }
        for (name, place) in form::pages() {
            let rank = if wanted.is_empty() {
                // behind the projects, which are looked for more often
                4
            } else if folded(name).starts_with(&wanted) {
                1
            } else if folded(name).contains(&wanted) || sounds(name) {
                2
            } else {
                continue;
            };
            found.push((rank, format!("     {name}"), place));
        }
        if !wanted.is_empty() {
            // they are all of the project on the screen
            let project = match &self.tab {
                Tab::Project(project) => format!("{} › ", describe(document, project)),
                _ => String::new(),
            };
            for place in self.rows().into_iter().flat_map(|row| row.cells) {
                let words = describe(document, &place);
                let words = words.strip_prefix(&project).unwrap_or(&words);
                if folded(words).contains(&wanted) && place.project().as_ref() != Some(&place) {
                    found.push((4, format!("     {words}"), place));
                }
            }
        }
        found.sort_by_key(|(rank, ..)| *rank);
        found.into_iter().map(|(_, words, place)| (words, place)).collect()
    }
}
