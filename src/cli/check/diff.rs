//! What mending a file would change, by place: what stands there and what would.

use crate::check::{Mend, by_place};
use crate::cli::print::Style;
use crate::model::{Document, describe};
use crate::text::{clean, say};

/// The steps as a diff that people read.
pub fn diff(name: &str, document: &Document, steps: &[Mend]) -> String {
    let name = clean::visible(name);
    let mut out = format!("--- {name}\n+++ {name}{}\n", say::check::MENDED);
    for (step, after, codes) in by_place(steps) {
        let place = describe(document, &step.place);
        out.push_str(&format!("@@ {} @@ {}\n", clean::visible(&place), codes.join(" ")));
        for (sign, text) in [('-', step.proposal.before.as_str()), ('+', after)] {
            for line in text.split('\n') {
                out.push_str(&format!("{sign} {}\n", clean::visible(line)));
            }
        }
    }
    out
}

/// The same in the colours of `git diff`. Lines stay as long as they are, so that before and after
/// stand one below the other.
pub fn coloured(diff: &str, style: Style) -> String {
    let colour = |line: &str| match line.as_bytes() {
        [b'-', b'-', ..] | [b'+', b'+', ..] => style.bold(line),
        [b'@', ..] => style.cyan(line),
        [b'-', ..] => style.red(line),
        _ => style.green(line),
    };
    diff.lines().map(|line| colour(line) + "\n").collect()
}
