//! A finding: what is wrong, where. Its sentence is made when it is shown, by the rule of its code.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use super::place::Place;

/// How bad it is. Errors are wrong without doubt, and only they make `check` exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 错误.
    Error,
    /// 警告.
    Warning,
    /// 提示.
    Info,
}

impl Severity {
    /// All, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The one that is called `name`: as [`Severity::name`] or [`Severity::word`] has it.
    pub fn named(name: &str) -> Option<Severity> {
        let name = name.trim();
        Severity::ALL.into_iter().find(|severity| severity.name() == name || severity.word() == name)
    }

    /// As `check --format json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// As people call it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Info => "提示",
        }
    }

    /// The sign that says it without colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Severity::Error => "✗",
            Severity::Warning => "▲",
            Severity::Info => "·",
        }
    }
}

/// What a reviewer (审核) looks at: 完整性、相关性、适当性、可行性 (财预〔2015〕88号), and the text
/// itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// 完整.
    Complete,
    /// 相关.
    Relevant,
    /// 适当.
    Appropriate,
    /// 可行.
    Feasible,
    /// 文本.
    Text,
}

impl Dimension {
    /// All, as a reviewer goes through them.
    pub const ALL: [Dimension; 5] = [
        Dimension::Complete,
        Dimension::Relevant,
        Dimension::Appropriate,
        Dimension::Feasible,
        Dimension::Text,
    ];

    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Complete => "完整",
            Dimension::Relevant => "相关",
            Dimension::Appropriate => "适当",
            Dimension::Feasible => "可行",
            Dimension::Text => "文本",
        }
    }
}

/// One thing that is wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of its rule: `AM001`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// How bad; a rule may judge its cases differently.
    pub severity: Severity,
    /// What the sentence of the rule speaks of: the value at hand first.
    pub arguments: Arguments,
}

/// What a sentence speaks of: texts, one after the other. There are many findings, and most are only
/// counted; so the texts lie in one piece, and copies share it.
#[derive(Clone, PartialEq, Eq)]
pub struct Arguments(Arc<[u8]>);

impl Arguments {
    /// These texts.
    pub fn new(texts: &[&str]) -> Arguments {
        thread_local! {
            static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        ROOM.with_borrow_mut(|desk| {
            desk.clear();
            for text in texts {
                desk.extend_from_slice(&text.len().to_le_bytes());
                desk.extend_from_slice(text.as_bytes());
            }
            let arguments = Arguments(Arc::from(desk.as_slice()));
            desk.shrink_to(DESK);
            arguments
        })
    }

    /// The texts, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let (length, after) = rest.split_first_chunk::<LENGTH>()?;
            let (text, after) = after.split_at_checked(usize::from_le_bytes(*length))?;
            rest = after;
            std::str::from_utf8(text).ok()
        })
    }

    /// The text number `n`, from 0.
    pub fn get(&self, n: usize) -> Option<&str> {
        self.iter().nth(n)
    }

    /// All of them, with `between` between them.
    pub fn join(&self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }
}

/// So much room is kept for the next ones.
const DESK: usize = 4096;

/// Before each text stands its length.
const LENGTH: usize = size_of::<usize>();

impl fmt::Debug for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_the_texts_they_were_made_of() {
        for texts in [&[][..], &[""], &["≥95%", "", "甲\0乙"]] {
            let arguments = Arguments::new(texts);
            assert_eq!(arguments.iter().collect::<Vec<_>>(), texts);
            assert_eq!(arguments.join("、"), texts.join("、"));
            assert_eq!(arguments.get(texts.len()), None);
        }
    }
}
