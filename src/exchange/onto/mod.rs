//! A document that was read from elsewhere, brought onto one that is there: what it says differently
//! becomes edits at their fields, and its records keep the ids of those they match. What it does not
//! say (weights, waivers, sources, fields nobody knows) stays as it is.
//!
//! Records are matched by an id that came along, then by what they are called. A project that the
//! other document does not have stays; within a project and within a part, what it does not have is
//! removed, because there it says everything.

mod edits;
mod pair;

use std::collections::HashSet;

use crate::edit::Edit;
use crate::model::json::Writer;
use crate::model::{Document, Json, Place, describe};
use crate::text::say;
use edits::Edits;

/// What bringing one document onto another comes to.
#[derive(Debug, Clone)]
pub struct Onto {
    /// The edit, a group; it leaves everything as it is where nothing differs.
    pub edit: Edit,
    /// How the records of the new document were matched.
    pub matches: Matches,
    /// What changes, in the order of the edit.
    pub changes: Vec<Changed>,
}

/// How records were matched: those of the new document by their kind and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// By an id that came along.
    pub by_id: Vec<Named>,
    /// By what they are called.
    pub by_name: Vec<Named>,
    /// Not at all: they are new.
    pub new: Vec<Named>,
    /// Projects that only the old document has; they stay.
    pub only_old: Vec<Named>,
}

/// A record: its kind and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The kind, as people call it.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where, in the old document; for something new, its list.
    pub place: Place,
    /// What stands there; empty for something new.
    pub before: String,
    /// What will stand there; empty for something that goes.
    pub after: String,
}

impl Changed {
    /// The change in one line: where in `old`, before and after.
    pub fn in_words(&self, old: &Document) -> String {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = describe(old, &self.place);
        say::import::change(&place, &one_line(&self.before), &one_line(&self.after), self.is_move())
    }

    /// Nothing but its position changes.
    pub fn is_move(&self) -> bool {
        self.before == self.after
    }
}

/// What brings `old` to what `new` says.
pub fn onto(old: &Document, new: &Document) -> Onto {
    onto_knowing(old, new, &HashSet::new())
}

/// The same, where it is known that the ids in `carried` came along and were not derived.
pub(super) fn onto_knowing(old: &Document, new: &Document, carried: &HashSet<String>) -> Onto {
    let mut edits = Edits::new(old, new, carried);
    edits.document();
    edits.finish()
}

impl Matches {
    /// The account in words, a line a sentence; the names below each.
    pub fn in_words(&self) -> Vec<String> {
        let mut lines = vec![say::import::matched(self.by_id.len(), self.by_name.len(), self.new.len())];
        for (title, named) in
            [(say::import::MATCHED_NEW, &self.new), (say::import::MATCHED_ONLY_OLD, &self.only_old)]
        {
            if !named.is_empty() {
                lines.push(title.to_string());
                lines.extend(named.iter().map(|named| format!("  {}：{}", named.kind, named.name)));
            }
        }
        lines
    }

    /// The account for scripts: `{"by_id": [{"kind", "name"}], "by_name", "new", "only_old"}`.
    pub fn as_json(&self) -> Json {
        let mut out = Writer::default();
        let lists = [
            ("by_id", &self.by_id),
            ("by_name", &self.by_name),
            ("new", &self.new),
            ("only_old", &self.only_old),
        ];
        out.object(lists, |out, list| {
            out.list(list.iter(), |out, named| {
                out.object([("kind", &named.kind), ("name", &named.name)], |out, text| out.string(text));
            });
        });
        out.finish()
    }
}
