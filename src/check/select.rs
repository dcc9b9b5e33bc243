//! Which rules count, and how bad what they find is: a site decides that once, before anything is
//! checked, so that the command, the panel and the counts of the editor agree. Rules are named by
//! their code or by its beginning (`IV` for all of that family), as in other checkers; where several
//! names fit a rule, the longest decides.

use std::fmt;
use std::sync::OnceLock;

use crate::check::rules::rules;
use crate::model::Severity;
use crate::text::narrow::{is_blank, narrow_char};
use crate::text::say::check as say;

/// What stands for all rules.
const ALL: &str = "ALL";

/// The rules that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// These only; all where there are none.
    select: Vec<Named>,
    /// But not these.
    ignore: Vec<Named>,
    severity: Vec<(Named, Severity)>,
}

/// A rule, or all whose code begins so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named(String);

/// A name that no rule has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRule(String);

impl fmt::Display for NoRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say::no_such_rules(&self.0))
    }
}

impl std::error::Error for NoRule {}

impl std::str::FromStr for Named {
    type Err = NoRule;

    fn from_str(text: &str) -> Result<Named, NoRule> {
        let code: String = text.trim().chars().map(|c| narrow_char(c).to_ascii_uppercase()).collect();
        if code == ALL {
            return Ok(Named(String::new()));
        }
        let is_there = !code.is_empty() && rules().iter().any(|rule| rule.code.starts_with(&code));
        if is_there { Ok(Named(code)) } else { Err(NoRule(text.to_string())) }
    }
}

/// Whether `c` is a comma; who types Chinese has others than `,`.
pub fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、')
}

static CURRENT: OnceLock<Selection> = OnceLock::new();

impl Selection {
    /// Only these; what was left out before counts no longer.
    pub fn select(&mut self, only: Vec<Named>) {
        self.select = only;
        self.ignore.clear();
    }

    /// Not these either.
    pub fn ignore(&mut self, without: impl IntoIterator<Item = Named>) {
        self.ignore.extend(without);
    }

    /// What these rules find is that bad.
    pub fn judge(&mut self, named: Named, severity: Severity) {
        self.severity.retain(|(other, _)| *other != named);
        self.severity.push((named, severity));
    }

    /// Whether the rule of that code counts.
    pub fn counts(&self, code: &str) -> bool {
        let longest = |list: &[Named]| list.iter().filter_map(|named| named.fits(code)).max();
        let selected = if self.select.is_empty() { Some(0) } else { longest(&self.select) };
        // of two names as long as each other the one that leaves out decides
        selected.is_some_and(|length| longest(&self.ignore).is_none_or(|other| other < length))
    }

    /// How bad what that rule finds is, where that has been decided.
    pub fn severity(&self, code: &str) -> Option<Severity> {
        let fitting =
            self.severity.iter().filter_map(|(named, severity)| Some((named.fits(code)?, *severity)));
        fitting.max_by_key(|(length, _)| *length).map(|(_, severity)| severity)
    }

    /// Makes it that of the whole program. It must happen before anything is checked; answers
    /// whether it did.
    pub fn install(self) -> bool {
        CURRENT.set(self).is_ok()
    }

    /// That of the whole program. The first look closes the door for [`Selection::install`].
    pub(super) fn current() -> &'static Selection {
        CURRENT.get_or_init(Selection::default)
    }
}

impl Named {
    /// Those named one after the other, with commas of any keyboard or blanks between them:
    /// `IV003,TX`, `IV003，TX`, `IV003、TX`.
    ///
    /// # Errors
    /// When one of them is no rule, or there is none.
    pub fn several(text: &str) -> Result<Vec<Named>, NoRule> {
        let names = text.split(|c| is_comma(c) || is_blank(c)).filter(|name| !name.is_empty());
        let named = names.map(str::parse).collect::<Result<Vec<Named>, NoRule>>()?;
        if named.is_empty() { Err(NoRule(text.to_string())) } else { Ok(named) }
    }

    /// Whether the rule of that code is one of them.
    pub fn names(&self, code: &str) -> bool {
        self.fits(code).is_some()
    }

    /// How much of the code it names, where it names the rule.
    fn fits(&self, code: &str) -> Option<usize> {
        code.starts_with(&self.0).then_some(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<Named> {
        text.split_whitespace().map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn the_longest_name_decides() {
        let mut selection = Selection::default();
        assert!(selection.counts("IV004"));
        for (select, ignore, counted, not) in [
            ("", "SC002", "SC001 IV004", "SC002"),
            ("IV", "", "IV004 IV001", "SC001"),
            ("IV", "IV00", "IV010", "IV004 AM001"),
            ("IV004", "IV", "IV004", "IV001"),
            ("IV004", "IV004", "", "IV004"),
            ("ALL", "iv", "SC001", "IV004"),
        ] {
            selection.select(named(select));
            selection.ignore(named(ignore));
            for code in counted.split_whitespace() {
                assert!(selection.counts(code), "{select} - {ignore}: {code}");
            }
            for code in not.split_whitespace() {
                assert!(!selection.counts(code), "{select} - {ignore}: {code}");
            }
        }
        selection.judge("IV".parse().unwrap(), Severity::Info);
        selection.judge("IV004".parse().unwrap(), Severity::Error);
        assert_eq!(selection.severity("IV001"), Some(Severity::Info));
        assert_eq!(selection.severity("IV004"), Some(Severity::Error));
        assert_eq!(selection.severity("AM001"), None);
        for text in ["", "ZZ", "IV004x", "甲", "IV TX"] {
            assert!(text.parse::<Named>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_stands_between_names_is_that_of_any_keyboard() {
        for text in ["IV003,TX", "IV003，TX", "iv003、tx", " IV003 TX ", "ＩＶ００３，\u{3000}ｔｘ，"]
        {
            assert_eq!(Named::several(text), Ok(named("IV003 TX")), "{text}");
        }
        assert_eq!(Named::several("IV，QQ").unwrap_err().0, "QQ");
        assert_eq!(Named::several(" ， ").unwrap_err().0, " ， ");
    }
}
