//! What is wrong with a document. A rule is one file under `rules/` and one line in its table; the
//! engine (`checker`) runs the rules on the parts of a document and keeps what they found, so that
//! after an edit only what it can affect is judged again.
//!
//! A rule sees a view (`view`) and reports spots; a finding is a code, a place and arguments. Its
//! sentence, its advice and its proposal are made from these when somebody asks.

mod across;
mod checker;
mod cores;
mod counts;
mod findings;
mod gist;
mod glance;
mod lengths;
mod mark;
mod meaning;
mod mend;
mod numbering;
mod part;
mod preview;
mod proposal;
pub mod rule;
mod rules;
mod sample;
mod scopes;
mod search;
mod seen;
mod select;
mod spot;
mod stretch;
mod subject;
mod texts;
mod view;
mod waive;
mod whole;
pub mod words;

pub use checker::Checker;
pub use counts::Counts;
pub use findings::Findings;
pub use mend::{Mend, by_place, mends};
pub use preview::{alone, preview, preview_around};
pub use proposal::Proposal;
pub use rule::{Check, Fix, Page, Rule};
pub use rules::{rule, rules};
pub use sample::Sample;
pub use select::{Named, NoRule, Selection, is_comma};
pub use waive::{may_be_waived, value_hash, waiver_at};

use crate::model::{Document, Finding};
use crate::text::{clean, say};

/// What is wrong, with the value at hand; one sentence.
pub fn message(document: &Document, finding: &Finding) -> String {
    shown(rule(finding.code).map(|rule| (rule.message)(document, finding)))
}

/// What to do about it.
pub fn advice(document: &Document, finding: &Finding) -> String {
    shown(rule(finding.code).map(|rule| (rule.advice)(document, finding)))
}

/// A sentence speaks of what stands in the file, which may hold commands for a terminal.
fn shown(sentence: Option<String>) -> String {
    sentence.map_or_else(String::new, |sentence| clean::visible_lines(&sentence).into_owned())
}

/// The change that would mend it, where one exists that invents nothing.
pub fn proposal(document: &Document, finding: &Finding) -> Option<Proposal> {
    let propose = rule(finding.code)?.propose?;
    propose(document, finding).filter(|proposal| !proposal.edit.is_nothing())
}

/// The whole explanation of a rule, in paragraphs that are not yet wrapped.
pub fn page(rule: &Rule) -> String {
    let page = &rule.page;
    let mut out = format!("{}  {}\n", rule.code, rule.name);
    out.push_str(&say::rule_kind(rule.severity.word(), rule.dimension.name()));
    out.push('\n');
    let parts = [
        (say::PAGE_WHAT, page.what.to_string()),
        (say::PAGE_WHY, page.why.to_string()),
        (say::PAGE_BAD, page.bad.shown()),
        (say::PAGE_GOOD, page.good.shown()),
        (say::PAGE_DOUBT, page.doubt.to_string()),
        (say::PAGE_FIX, format!("{}{}", rule.fix.about(), page.safety)),
        (say::PAGE_WAIVE, waive_page(rule)),
    ];
    for (heading, text) in parts {
        out.push_str(&format!("\n{heading}\n"));
        for line in text.lines() {
            out.push_str(&format!("  {line}\n"));
        }
    }
    out
}

fn waive_page(rule: &Rule) -> String {
    if rule.checks.is_empty() {
        say::WAIVE_IMPORT.to_string()
    } else if rule.checks.iter().any(|check| matches!(check, Check::Waiver(_))) {
        say::WAIVE_WAIVER.to_string()
    } else if rule.code == "CF001" {
        say::WAIVE_CONFLICT.to_string()
    } else {
        say::waive_page(rule.code)
    }
}
