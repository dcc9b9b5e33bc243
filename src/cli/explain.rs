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
    let named = match arguments.code.as_deref().unwrap_or("ALL").parse::<Named>() {
        Ok(named) => named,
        Err(error) => {
            complain(&error.to_string());
            return Outcome::Failed;
        }
    };
    let rules: Vec<&Rule> = check::rules().iter().copied().filter(|rule| named.names(rule.code)).collect();
    match (rules.as_slice(), &arguments.code) {
        ([rule], Some(_)) => print(&page(rule, style)).outcome(),
        _ => print(&list(&rules, style)).outcome(),
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

fn list(rules: &[&Rule], style: Style) -> String {
    let mut out = String::new();
    for rule in rules {
        let sign = style.sign(rule.severity);
        let kind = width::pad(rule.dimension.name(), 6);
        let head = format!("{sign} {}  {kind}", rule.code);
        out.push_str(&style.hanging(&head, 15 + Style::wide_sign(), rule.name));
    }
    out.push('\n');
    out.push_str(&style.item("", say::EXPLAIN_LEGEND));
    out
}
