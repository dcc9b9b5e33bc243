//! `jixiao explain`: the page of one rule, or the list of all.

use super::Outcome;
use super::print::{Style, complain, print};
use crate::check::{self, Rule};
use crate::text::{say, width};

/// Arguments of `jixiao explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 规则编号，如 IV004；不给则列出全部规则
    #[arg(value_name = "编号")]
    code: Option<String>,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    let style = Style::of_stdout();
    let Some(code) = &arguments.code else {
        return print(&list(style)).outcome();
    };
    match check::rule(&code.trim().to_ascii_uppercase()) {
        Some(rule) => print(&page(rule, style)).outcome(),
        None => {
            complain(&say::no_rule(&crate::text::clean::visible(code)));
            Outcome::Failed
        }
    }
}

fn page(rule: &Rule, style: Style) -> String {
    let mut out = String::new();
    for line in check::page(rule).lines() {
        let text = line.trim_start();
        let indent = &line[..line.len() - text.len()];
        out.push_str(&style.item(indent, text));
    }
    out
}

fn list(style: Style) -> String {
    let mut out = String::new();
    for rule in check::rules() {
        let sign = style.coloured(rule.severity, rule.severity.sign());
        let kind = width::pad(rule.dimension.name(), 6);
        let head = format!("{sign} {}  {kind}", rule.code);
        out.push_str(&style.hanging(&head, 15, rule.name));
    }
    out.push_str(&format!("\n{}\n", say::EXPLAIN_LEGEND));
    out
}
