//! What is remembered of a document while it is open: that it was, and where the caret was left.

use super::open::Open;
use crate::app::spot::Spot;
use crate::store::{Memory, Visited};
use crate::text::say;

/// A document was opened: the caret goes to where it was left, the file is the most recent one, and
/// the very first time a person is told how to find all commands.
pub fn take_up(open: &mut Open, memory: &Memory) {
    let state = memory.recall();
    if let Some(visited) = state.visited(open.path()) {
        let place = |text: &str| text.parse().unwrap_or_default();
        open.app.return_to(&Spot { tab: place(&visited.tab), place: place(&visited.place) });
    }
    // what there is to say about this file goes first; the hint can wait for another day
    let hint = !state.hint_shown && open.app.message().is_none();
    if hint {
        open.app.tell(say::FIRST_HINT);
    }
    remember(open, memory, hint);
}

/// The document is left.
pub fn put_down(open: &Open, memory: &Memory) {
    remember(open, memory, false);
}

fn remember(open: &Open, memory: &Memory, hint: bool) {
    let spot = open.app.spot();
    let visited =
        Visited { path: open.path().to_path_buf(), tab: spot.tab.to_string(), place: spot.place.to_string() };
    memory.change(|state| {
        state.hint_shown |= hint;
        state.visit(visited);
    });
}
