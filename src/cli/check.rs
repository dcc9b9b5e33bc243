//! `jixiao check`: what is wrong with files, for people (grouped, aligned over Chinese) and for
//! programs (one JSON array, ungrouped).

pub(super) mod files;
mod report;

use std::path::PathBuf;

pub(super) use files::is_document;

use super::Outcome;
use super::print::{Style, complain, print};
use crate::check::{Checker, Counts};
use crate::model::{Document, Finding};
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
