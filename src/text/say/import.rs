//! Taking documents in from other formats.
