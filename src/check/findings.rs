//! The findings of a document as one row, though each part of it keeps its own: a part that is
//! judged again moves none of the others.

use std::fmt;

use crate::check::checker::Checker;
use crate::model::Finding;

/// All findings in document order: the head first, then the projects, each as the form has it.
#[derive(Clone, Copy)]
pub struct Findings<'a>(pub(super) &'a Checker);

impl<'a> Findings<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.0.counts().by_severity().into_iter().sum()
    }

    /// Nothing is wrong.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = &'a Finding> + Clone {
        self.0.parts().flatten()
    }

    /// The one with that number, from 0.
    pub fn get(self, n: usize) -> Option<&'a Finding> {
        self.0.number(n)
    }

    /// Copies of all.
    pub fn to_vec(self) -> Vec<Finding> {
        self.iter().cloned().collect()
    }

    /// Whether `finding` is one of them.
    pub fn contains(self, finding: &Finding) -> bool {
        self.0.near(&finding.place).any(|other| other == finding)
    }
}

impl<'a> IntoIterator for Findings<'a> {
    type Item = &'a Finding;
    type IntoIter = Box<dyn Iterator<Item = &'a Finding> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl PartialEq for Findings<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Findings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
