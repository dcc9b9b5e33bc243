//! The lines of the start screen: files, and what is known of them so far.

use std::path::PathBuf;

use super::find::folded;
use crate::check::Counts;

/// What is found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// What it is.
    pub about: About,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A document.
    Document(Box<Summary>),
    /// One that was not or cannot be read, and why in a few words.
    Unread(&'static str),
    /// Something else.
    Other,
}

/// What there is to know of a document before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The name of the department.
    pub department: String,
    /// 预算年度.
    pub year: String,
    /// The sum of the budgets; empty where there is no honest one.
    pub total: String,
    /// 万元.
    pub currency: String,
    /// What the check finds.
    pub counts: Counts,
}

/// Where a line of the list belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Files that were open.
    Recent,
    /// Documents of the folder.
    Here,
    /// Texts of the folder, to import.
    Text,
    /// A new document.
    New,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it belongs.
    pub part: Part,
    /// The file; none for a new one.
    pub path: PathBuf,
    /// What it is called.
    pub name: String,
    /// The folder it lies in, where that has to be said.
    pub folder: String,
    /// What it holds, once that is known.
    pub about: Option<About>,
}

/// What is listed, before any of it is read.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// The folder, as it is shown.
    pub folder: String,
    /// The lines, in order, but for the new document.
    pub entries: Vec<Entry>,
    /// Files of the folder that are not listed, because there are too many.
    pub left_out: usize,
}

impl Entry {
    /// Whether nobody has read the file yet, and somebody will.
    pub fn is_unread(&self) -> bool {
        matches!(self.part, Part::Recent | Part::Here) && self.about.is_none()
    }

    /// Whether it stands in the list narrowed down to `wanted`, which is folded: a file of the
    /// folder only once it is known to be ours.
    pub(super) fn is_shown(&self, wanted: &str) -> bool {
        let is_ours = match self.part {
            Part::Here => matches!(self.about, Some(About::Document(_) | About::Unread(_))),
            _ => true,
        };
        let fits = |text: &str| folded(text).contains(wanted);
        let about = match &self.about {
            Some(About::Document(summary)) => fits(&summary.department) || fits(&summary.year),
            _ => false,
        };
        is_ours && (about || fits(&self.name) || fits(&self.folder))
    }
}
