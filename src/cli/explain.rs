//! `jixiao explain`: the page of one rule, or a list: of all, or of those that begin alike.

use super::Outcome;
use super::print::{Style, complain, print};
use crate::check::{self, Named, Rule};
use crate::text::{say, width};

/// Arguments of `jixiao explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 规则编号，如 IV004；写开头几个字母（如 IV）则列出这一类，不写则列出全部规则
    #[arg(value_name = "编号")]
    code: Option<String>,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    let style = Style::of_stdout();
    let Some(code) = &arguments.code else {
        return print(&list("", style)).outcome();
    };
    let code = code.trim().to_ascii_uppercase();
    if let Some(rule) = check::rule(&code) {
        return print(&page(rule, style)).outcome();
    }
    match code.parse::<Named>() {
        Ok(_) => print(&list(&code, style)).outcome(),
        Err(error) => {
            complain(&error.to_string());
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

/// The rules whose codes begin so.
fn list(beginning: &str, style: Style) -> String {
    let mut out = String::new();
    for rule in check::rules().iter().filter(|rule| rule.code.starts_with(beginning)) {
        let sign = style.sign(rule.severity);
        let kind = width::pad(rule.dimension.name(), 6);
        let head = format!("{sign} {}  {kind}", rule.code);
        out.push_str(&style.hanging(&head, 15 + Style::wide_sign(), rule.name));
    }
    out.push('\n');
    out.push_str(&style.item("", say::EXPLAIN_LEGEND));
    out
}
