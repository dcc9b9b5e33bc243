//! The program's own words for people, in one place. The text of a rule stands in its rule's file.
