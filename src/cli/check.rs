//! `jixiao check`: what is wrong with files, for people (grouped, aligned over Chinese) and for
//! programs (one JSON array, ungrouped).

mod files;
mod report;

use std::path::PathBuf;

pub(super) use files::is_document;

use super::Outcome;
use super::print::{Style, complain, print};
use crate::check::{Checker, Counts, Named, NoRule, Selection};
use crate::model::{Document, Finding, Severity};
use crate::text::say;

/// Arguments of `jixiao check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 文件或文件夹，可以写多个；- 表示标准输入
    #[arg(value_name = "路径", required = true)]
    paths: Vec<PathBuf>,
    /// 输出形式：text 给人看，json 给程序用
    #[arg(
        long,
        value_name = "形式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    #[command(flatten)]
    rules: Rules,
}

/// Which rules count; what is said here goes before the settings.
#[derive(Debug, clap::Args)]
struct Rules {
    /// 只检查这些规则，如 IV 或 IV004，可以用逗号写多个
    #[arg(long, value_name = "编号", value_delimiter = ',', value_parser = named)]
    select: Vec<Named>,
    /// 不检查这些规则
    #[arg(long, value_name = "编号", value_delimiter = ',', value_parser = named)]
    ignore: Vec<Named>,
    /// 改变严重程度，如 IV004=info（error、warning、info）
    #[arg(long, value_name = "编号=程度", value_delimiter = ',', value_parser = judged)]
    severity: Vec<(Named, Severity)>,
}

fn named(text: &str) -> Result<Named, String> {
    text.parse().map_err(|error: NoRule| error.to_string())
}

fn judged(text: &str) -> Result<(Named, Severity), String> {
    let (name, severity) = text.split_once('=').ok_or(say::check::SEVERITY_FORM)?;
    let level = Severity::named(severity).ok_or_else(|| say::check::no_such_severity(severity))?;
    Ok((named(name)?, level))
}

impl Arguments {
    /// Takes into account what the command line says of rules.
    pub fn narrow(&self, selection: &mut Selection) {
        if !self.rules.select.is_empty() {
            selection.select(self.rules.select.clone());
        }
        selection.ignore(self.rules.ignore.iter().cloned());
        for (named, severity) in &self.rules.severity {
            selection.judge(named.clone(), *severity);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A file that was checked.
struct Checked {
    /// What it is called.
    name: String,
    document: Document,
    findings: Vec<Finding>,
    /// How many more are waived.
    waived: usize,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    let mut outcome = Outcome::Fine;
    let style = Style::of_stdout();
    let mut total = Counts::default();
    let (mut count, mut waived) = (0, 0);
    let mut array = Vec::new();
    for path in &arguments.paths {
        for source in files::sources(path) {
            let loaded = match source.and_then(|source| source.load()) {
                Ok(Some(loaded)) => loaded,
                // a file in a folder that is something else
                Ok(None) => continue,
                Err(failure) => {
                    complain(&failure.sentence);
                    outcome = Outcome::Failed;
                    continue;
                }
            };
            let checker = Checker::new(&loaded.document, &loaded.reading);
            let findings = checker.findings().to_vec();
            let own = checker.waived().count();
            let file = Checked { name: loaded.name, document: loaded.document, findings, waived: own };
            let counts = checker.counts();
            if counts.errors > 0 {
                outcome = outcome.max(Outcome::Found);
            }
            total += counts;
            waived += own;
            count += 1;
            match arguments.format {
                Format::Text => print(&report::text(&file, counts, style)),
                Format::Json => array.extend(report::json(&file)),
            }
        }
    }
    match arguments.format {
        Format::Json => print(&report::array(&array)),
        Format::Text if count > 0 => {
            let words = say::check_total(count, total.errors, total.warnings, total.infos);
            print(&format!("{}\n", say::with_waived(&words, waived)));
        }
        Format::Text => {}
    }
    outcome
}
