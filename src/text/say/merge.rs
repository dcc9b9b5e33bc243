//! Merging two versions of a document, and choosing where they conflict.

/// A step of the history.
pub const STEP_MERGE: &str = "合并他人的修改";
