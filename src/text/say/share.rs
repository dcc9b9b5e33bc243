//! Two people at one document: who has it open, and what changed outside.
