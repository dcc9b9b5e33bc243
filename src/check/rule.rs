//! What a rule is: a code that never changes, a pure check, the sentences, and the page that
//! explains it. Everything about one rule stands in its own file under `rules/`.

use crate::check::across::Across;
use crate::check::gist::Kept;
use crate::check::proposal::Proposal;
use crate::check::sample::Sample;
use crate::check::spot::{Found, Spot};
use crate::check::view::{Head, Row, Table, TableRow, Text};
use crate::check::waive::Waived;
use crate::check::whole::Whole;
use crate::model::{Dimension, Document, Finding, Severity, Slot};
use crate::text::{clean, say, width};

/// One rule of the catalogue.
#[derive(Debug)]
pub struct Rule {
    /// `AM001`; stable once published.
    pub code: &'static str,
    /// What it finds, in a few words.
    pub name: &'static str,
    /// How bad its usual case is; a finding carries the severity of its own case.
    pub severity: Severity,
    /// What a reviewer reports it under.
    pub dimension: Dimension,
    /// Whether it can be mended by a change.
    pub fix: Fix,
    /// The checks, each with its scope.
    pub checks: &'static [Check],
    /// What is wrong, with the value at hand.
    pub message: fn(&Document, &Finding) -> String,
    /// What to do.
    pub advice: fn(&Document, &Finding) -> String,
    /// The change that would mend a finding, where one exists.
    pub propose: Option<fn(&Document, &Finding) -> Option<Proposal>>,
    /// The explanation.
    pub page: Page,
}

/// Whether a rule comes with a change that mends what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fix {
    /// The meaning stays: may be applied without asking.
    Safe,
    /// The meaning may change: applied only by consent.
    Ask,
    /// Only a person can mend it.
    None,
}

impl Fix {
    /// As `check --format json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Fix::Safe => "safe",
            Fix::Ask => "ask",
            Fix::None => "none",
        }
    }

    /// In words, for the page of a rule.
    pub fn about(self) -> &'static str {
        match self {
            Fix::Safe => say::FIX_SAFE,
            Fix::Ask => say::FIX_ASK,
            Fix::None => say::FIX_NONE,
        }
    }
}

/// A pure function from what it may see to what it finds. What a check may see says what an edit
/// must touch for it to be run again: the head, or one project, beside the
/// [`Frame`](crate::check::view::Frame).
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Everything but the projects.
    Head(fn(&Head<'_>, &mut Out<'_>)),
    /// One project table.
    Table(fn(&Table<'_>, &mut Out<'_>)),
    /// One row of its indicators, whatever table it stands in.
    Row(fn(&Row<'_>, &mut Out<'_>)),
    /// One row as a part of its table.
    RowIn {
        /// What it keeps of the row; `None` where it finds nothing whatever the table is.
        keep: fn(&Row<'_>) -> Option<Kept>,
        check: fn(&Table<'_>, &TableRow<'_>, &Kept, &mut Out<'_>),
    },
    /// One text, wherever it stands: what is found in it stands at the text itself.
    Text(fn(&Text<'_>, &mut Out<'_>)),
    /// One field of the head or one whole project, in which something is of a wrong kind.
    Slot(fn(&dyn Slot, Spot<'_>, &mut Out<'_>)),
    /// Facts that projects declare, compared among all.
    Across(Across),
    /// The head and all projects together.
    Whole(Whole),
    /// One waiver, and what became of it.
    Waiver(fn(&Waived<'_>, &mut Out<'_>)),
}

/// The explanation of a rule, in Chinese.
#[derive(Debug)]
pub struct Page {
    /// What it finds.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A document, or a part, in which it is found.
    pub bad: Sample,
    /// The same, mended.
    pub good: Sample,
    /// What it may take for a mistake that is none.
    pub doubt: &'static str,
    /// How safe its change is.
    pub safety: &'static str,
}

/// Takes what one rule finds.
#[derive(Debug)]
pub struct Out<'a> {
    rule: Counted,
    found: &'a mut Vec<Found>,
}

/// A rule that counts, and how bad what it finds is where the site decides that.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// The rule.
    pub rule: &'static Rule,
    /// Whatever the rule itself says.
    pub severity: Option<Severity>,
}

impl<'a> Out<'a> {
    /// For the findings of `rule`.
    pub(super) fn new(rule: Counted, found: &'a mut Vec<Found>) -> Self {
        Out { rule, found }
    }

    /// A finding of the rule's usual severity, with the arguments of its sentence.
    pub fn found(&mut self, spot: Spot<'_>, arguments: &[&str]) {
        self.judged(self.rule.rule.severity, spot, arguments);
    }

    /// A finding of a severity of its own.
    pub fn judged(&mut self, severity: Severity, spot: Spot<'_>, arguments: &[&str]) {
        let severity = self.rule.severity.unwrap_or(severity);
        self.found.push(Found::new(self.rule.rule.code, severity, spot, arguments));
    }
}

/// The argument number `n` of a finding, from 0; empty where there is none.
pub fn argument(finding: &Finding, n: usize) -> &str {
    finding.arguments.get(n).unwrap_or_default()
}

/// The argument number `n` in quotation marks, clean and not too long for a sentence.
pub fn quoted(finding: &Finding, n: usize) -> String {
    quote(argument(finding, n))
}

/// The argument number `n`, clean and not too long for a sentence, where it stands without marks.
pub fn short(finding: &Finding, n: usize) -> String {
    let quoted = quoted(finding, n);
    quoted.trim_start_matches('“').trim_end_matches('”').to_string()
}

/// `text` in quotation marks, clean and not too long for a sentence.
pub fn quote(text: &str) -> String {
    // a value of absurd length is cut before it is cleaned
    let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    format!("“{}”", width::clip(&clean::visible(&text[..end]), 48))
}
