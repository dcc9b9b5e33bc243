//! Taking in what another person changed, and choosing where both changed the same.

use super::App;
use crate::store::merge::Merged;
use crate::text::say::merge as say;

impl App {
    /// Takes in what a merge brings, as one step, its conflicts into the list of the document; and
    /// starts the choosing where there are any. Does nothing where the document may only be looked
    /// at.
    pub fn take_merged(&mut self, merged: &Merged) {
        self.take_in(say::STEP_MERGE, &merged.whole());
        if !merged.conflicts.is_empty() {
            self.choose_conflicts();
        }
    }

    /// Starts the choosing among the open conflicts of the document.
    pub fn choose_conflicts(&mut self) {}
}
