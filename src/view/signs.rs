//! The signs the screen is drawn with, beside words: borders, marks, bars. This is the one place
//! that decides them. A terminal that draws characters of ambiguous width two columns wide gets
//! plain ones of ASCII.

use crate::model::Severity;
use crate::text::width;

/// A sign for each role; each is one column wide.
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// Of a rule, and of what is left of a bar.
    pub across: &'static str,
    /// Of a border between what stands side by side.
    pub down: &'static str,
    /// Where a border begins below a rule, and where it ends on one.
    pub joint_above: &'static str,
    pub joint_below: &'static str,
    /// Where a rule ends at a border, and where one begins at it.
    pub joint_left: &'static str,
    pub joint_right: &'static str,
    /// Top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The bar of the caret beside its row.
    pub caret: &'static str,
    /// The filled part of a bar.
    pub filled: &'static str,
    /// A share among others.
    pub share: &'static str,
    /// The chosen line.
    pub chosen: &'static str,
    /// There is more to the left, to the right.
    pub before: &'static str,
    pub behind: &'static str,
    /// Nothing to show.
    pub nothing: &'static str,
    /// Between a name and its year.
    pub dot: &'static str,
    /// How often.
    pub times: &'static str,
    /// Not saved.
    pub unsaved: &'static str,
    /// A group that is closed, and one that is open.
    pub closed: &'static str,
    pub open: &'static str,
    /// Of a list, what is hidden above and below.
    pub above: &'static str,
    pub under: &'static str,
    /// What stands here concerns what stands above.
    pub below: &'static str,
    severities: [&'static str; 3],
}

const FINE: Signs = Signs {
    across: "─",
    down: "│",
    joint_above: "┬",
    joint_below: "┴",
    joint_left: "┤",
    joint_right: "├",
    corners: ["╭", "╮", "╰", "╯"],
    caret: "▌",
    filled: "━",
    share: "▇",
    chosen: "◂",
    before: "‹",
    behind: "›",
    nothing: "—",
    dot: "·",
    times: "×",
    unsaved: "●",
    closed: "▸",
    open: "▾",
    above: "↑",
    under: "↓",
    below: "└",
    severities: [Severity::Error.sign(), Severity::Warning.sign(), Severity::Info.sign()],
};

const PLAIN: Signs = Signs {
    across: "-",
    down: "|",
    joint_above: "+",
    joint_below: "+",
    joint_left: "+",
    joint_right: "+",
    corners: ["+"; 4],
    caret: "|",
    filled: "=",
    share: "#",
    chosen: "<",
    before: "<",
    behind: ">",
    nothing: "-",
    dot: "-",
    times: "x",
    unsaved: "*",
    closed: "+",
    open: "-",
    above: "^",
    under: "v",
    below: ">",
    severities: ["x", "!", "."],
};

/// Those that suit the terminal.
pub fn signs() -> &'static Signs {
    if width::is_wide() { &PLAIN } else { &FINE }
}

impl Signs {
    /// Of a finding.
    pub fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.severities[0],
            Severity::Warning => self.severities[1],
            Severity::Info => self.severities[2],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_signs_are_certain_and_all_take_one_column() {
        let of = |s: &Signs| {
            let joints = [s.joint_above, s.joint_below, s.joint_left, s.joint_right];
            let rest = [s.across, s.down, s.caret, s.filled, s.share, s.chosen, s.before, s.behind];
            let words = [s.nothing, s.dot, s.times, s.unsaved, s.below, s.closed, s.open, s.above, s.under];
            [&joints[..], &rest[..], &words[..], &s.corners[..], &s.severities[..]].concat()
        };
        assert!(of(&FINE).iter().all(|sign| width::width(sign) == 1));
        assert!(of(&PLAIN).iter().all(|sign| sign.len() == 1));
    }
}
