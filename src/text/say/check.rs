//! The command `check`: its options, settings and output.
