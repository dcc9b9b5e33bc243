//! jixiao (绩效): the budget performance targets of a government department in the terminal.
//!
//! The map of the house. Each floor uses only the floors below it (and `model` uses `text`);
//! `tests/house.rs` holds us to it.
//!
//! | floor | room       | what it is for                                                            |
//! |-------|------------|---------------------------------------------------------------------------|
//! | 6     | `cli`      | one file a subcommand: arguments in, exit code out                        |
//! | 5     | `term`     | the terminal: session, input thread, signals, frame writer                |
//! | 4     | `view`     | draws the state of the editor; one file a pane                            |
//! | 3     | `app`      | state, actions, keys, effects: knows no terminal and no disk              |
//! | 2     | `store`    | a document from and to a file; its lock, its journal, versions merged     |
//! | 2     | `exchange` | other formats in and out, one file a format                               |
//! | 2     | `check`    | what is wrong with a document, one file a rule                            |
//! | 1     | `edit`     | the only hand that changes a document: edits, their inverse, history      |
//! | 0     | `model`    | the document as data: records, places, amounts, targets, codes, editions  |
//! | 0     | `text`     | width, wrapping, cleaning, decoding of text, and the program's own words  |
//!
//! Three ideas carry the rest:
//!
//! - A **record** (`model::record`) keeps each field as absent, value or the raw JSON it was, and
//!   unknown fields in their place, so that nothing read is refused and nothing saved is altered.
//! - A **place** (`model::place`) names a spot in a document by field names and keys, never by
//!   index. Findings, the caret, edits and undo all speak in places.
//! - An **edit** (`edit`) is one of four operations on a place and yields its inverse.
//!
//! The way of a key: terminal bytes → `term::input` → event → `app::keymap` → `Action` →
//! `App::apply` → `Edit` → document and history → `check` (only what the edit touched) →
//! `view::draw` → `term::FrameWriter` → one write.

pub mod app;
pub mod check;
pub mod cli;
pub mod edit;
pub mod exchange;
pub mod model;
pub mod store;
pub mod term;
pub mod text;
pub mod view;
