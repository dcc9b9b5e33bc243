//! A finding: what is wrong, where. Its sentence is made when it is shown, by the rule of its code.

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

    /// The one that is called `name`, as [`Severity::name`] has it.
    pub fn named(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name.trim())
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
    /// Shared: equal things are told of in equal words.
    pub arguments: Arc<[String]>,
}
