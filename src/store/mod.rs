//! A document from and to a file. What is read is remembered as a [`Source`]: where it came from,
//! how it was written, and what its bytes were, so that a save keeps all of that and never replaces
//! something nobody has looked at. A [`lock`] lets one person at a time write, a [`watch`] notices
//! what others do. What is not saved yet stands in a [`journal`]. Beside that, a small [`Memory`] of
//! what was open.

mod backup;
pub mod disk;
pub mod journal;
mod load;
pub mod lock;
pub mod merge;
mod output;
mod save;
mod source;
mod state;
pub mod watch;

pub use load::{LoadError, Loaded, MAX_BYTES, Unreadable, load, load_again, understand};
pub use output::write_file;
pub use save::{Obstacle, SaveError, content_of, save, save_as, save_as_over, save_over};
pub use source::{Content, Locked, Source, keep_backups};
pub use state::{Memory, State, Visited};
