//! One file, checked, and mended where that is asked for: all that a report needs of it.

use std::path::Path;

use super::super::share;
use super::diff;
use super::ending;
use super::files::{Loaded, Origin};
use crate::check::{self, Checker, Counts, Mend, by_place, mends};
use crate::edit::Desk;
use crate::model::{Document, Finding};
use crate::store;
use crate::text::say;

/// A file that was checked.
pub struct Checked {
    /// What it is called.
    pub name: String,
    pub document: Document,
    /// What counts, in the order of the form.
    pub findings: Vec<Finding>,
    /// What is waived, and why: the reason, the name, the day.
    pub waived: Vec<(Finding, String)>,
    pub counts: Counts,
    /// What was mended, in a sentence.
    pub fixed: Option<String>,
    /// What stood in the way of mending it.
    pub failure: Option<String>,
    /// What would be mended, where only that is asked for.
    pub diff: String,
    origin: Origin,
}

/// What is done beside looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// Nothing.
    No,
    /// Everything safe is mended in the file.
    Write,
    /// Everything safe is shown as it would be.
    Show,
}

impl Checked {
    /// Checks what was read.
    pub fn of(loaded: Loaded, mending: Mending) -> Checked {
        let Loaded { name, document, reading, origin } = loaded;
        let checker = Checker::new(&document, &reading);
        let mut file = Checked {
            name,
            document,
            findings: Vec::new(),
            waived: Vec::new(),
            counts: Counts::default(),
            fixed: None,
            failure: None,
            diff: String::new(),
            origin,
        };
        file.take(&checker);
        if mending != Mending::No {
            let steps = mends(&file.document, &file.findings, &|_| true);
            match mending {
                _ if steps.is_empty() => {}
                Mending::Show => file.diff = diff::diff(&file.name, &file.document, &steps),
                _ => match file.mend(&steps) {
                    Ok(()) => {
                        // what is saved is what the file says now: nothing is left to tell of reading it
                        let reading = crate::model::Reading { ids: Default::default(), ..reading };
                        file.take(&Checker::new(&file.document, &reading));
                        file.fixed = Some(say::check::fixed(by_place(&steps).len(), &by_rule(&steps)));
                    }
                    Err(sentence) => file.failure = Some(sentence),
                },
            }
        }
        file
    }

    fn take(&mut self, checker: &Checker) {
        self.findings = checker.findings().to_vec();
        self.counts = checker.counts();
        let why = |finding: &Finding| {
            let waiver = check::waiver_at(&self.document, finding.code, &finding.place);
            waiver.map_or_else(String::new, |(_, waiver)| {
                let parts = [waiver.reason.text(), waiver.by.text(), waiver.date.text()];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
                parts.join("，")
            })
        };
        self.waived = checker.waived().map(|finding| (finding.clone(), why(finding))).collect();
    }

    /// Applies the steps and saves, or leaves file and document as they are.
    fn mend(&mut self, steps: &[Mend]) -> Result<(), String> {
        let source = match &self.origin {
            Origin::Bytes(_) => return Err(say::check::fix_stdin()),
            Origin::File(_, Some(why)) => return Err(say::check::not_fixed(&self.name, why)),
            Origin::File(source, None) => source,
        };
        let mut desk = Desk::new(self.document.clone());
        for step in steps {
            // each was tried in this order; where one does not fit after all nothing is written
            let name = step.proposal.name.clone();
            if desk.commit(name, &step.proposal.edit).is_err() {
                return Err(say::check::not_fixed(&self.name, say::check::FIX_DOES_NOT_FIT));
            }
        }
        share::may_write(source.path())?;
        let saved = ending::saving(|| store::save(desk.document(), source));
        saved.map_err(|error| error.to_string())?;
        self.document = desk.document().clone();
        Ok(())
    }

    /// Where the file is; nowhere when it came through a pipe.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(source, _) => Some(source.path()),
            Origin::Bytes(_) => None,
        }
    }

    /// The text of the file as it is now.
    pub fn text(&self) -> String {
        self.origin.text()
    }
}

/// `IV003 ×10，TX001 ×2`.
fn by_rule(steps: &[Mend]) -> String {
    let mut counts: std::collections::BTreeMap<&str, usize> = Default::default();
    for (_, _, codes) in by_place(steps) {
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let counts: Vec<String> = counts.into_iter().map(|(code, count)| format!("{code} ×{count}")).collect();
    counts.join("，")
}
