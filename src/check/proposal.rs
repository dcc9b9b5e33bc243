//! A proposal: the edit that would mend a finding, shown with what stands there before and after.
//! It is made when asked for, from the document as it is then, and never invents a value.

use crate::edit::Edit;
use crate::model::{Document, Field, Json, Place, Slot, Target};

/// A change that a person may accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The change.
    pub edit: Edit,
    /// What the step is called in the history.
    pub name: String,
    /// What stands there now.
    pub before: String,
    /// What would stand there.
    pub after: String,
    /// The meaning stays the same, so that nobody needs to be asked.
    pub safe: bool,
}

impl Proposal {
    /// Another text for the field at `place`.
    pub fn text(document: &Document, place: &Place, after: &str, safe: bool) -> Option<Proposal> {
        Proposal::json(document, place, Some(Json::text(after)), after, safe)
    }

    /// Another target at `place`.
    pub fn target(document: &Document, place: &Place, after: &Target, safe: bool) -> Option<Proposal> {
        Proposal::json(document, place, Field::Value(after.clone()).json(), &after.read_as(), safe)
    }

    /// Something else, shown as `after`, at `place`.
    pub fn json(
        document: &Document,
        place: &Place,
        new: Option<Json>,
        after: &str,
        safe: bool,
    ) -> Option<Proposal> {
        let before = place.find(document)?.shown();
        Some(Proposal {
            edit: Edit::set(document, place, new),
            name: crate::text::say::fix_named(crate::model::label(place)),
            before,
            after: after.to_string(),
            safe,
        })
    }
}
