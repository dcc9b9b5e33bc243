//! The terminal: the only room that touches the tty. A [`Session`] holds it, an input thread and a
//! signal thread turn what it sends into [`crate::app::event::Event`]s, a [`Screen`] writes frames.
//!
//! Keys are decoded here and not by crossterm: its reader cannot be paused while an editor runs in
//! the terminal, leaves bytes lying when more than a buffer full arrives, and burns a core once the
//! line is broken.

pub mod clipboard;
mod frame;
mod input;
mod keys;
pub mod probe;
mod screen;
mod session;
mod shift;
mod signals;
mod tty;

pub use frame::FrameWriter;
pub use keys::Decoder;
pub use probe::Ambiguous;
pub use screen::{Drawn, Screen};
pub use session::{Refused, Session};
pub use tty::{Tty, is_hang_up};
