//! What the tests stand on.
#![allow(dead_code)]

pub mod editor;
