//! The journal: every edit of a document that is not saved yet, and what is being typed, in a file of
//! its own, so that a broken line, a killed process or a power cut loses at most a second of typing.
//!
//! A journal starts from what the file held ([`record::Opening`]) and goes on with a line for each
//! step ([`record`]); a thread writes it ([`Journal`], [`scribe`]) where there is room ([`nest`]). Once
//! everything is saved it is gone. One that is found when a file is opened was left behind ([`left`]).

mod left;
mod nest;
mod record;
mod scribe;
mod writer;

pub use left::{Fit, Found, Left, Replay, Step, Unreadable, found, found_aside, replay};
pub use nest::{Nests, host, remove, set_aside};
pub use record::{Opening, close};
pub use scribe::{LATEST, Scribe, Standing};
pub use writer::Journal;
