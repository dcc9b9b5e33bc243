//! Merging two versions of a document, and choosing where they conflict.
