//! The editor without terminal and disk: events in, state and effects out.

pub mod event;
