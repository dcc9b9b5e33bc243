//! The journal, what a broken session left behind, and taking it back.
