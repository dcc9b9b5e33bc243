//! What tests share. Each test file uses a part of it.
#![allow(dead_code)]

pub mod editor;
pub mod pty;
pub mod shapes;
