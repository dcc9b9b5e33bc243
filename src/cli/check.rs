//! `jixiao check`: what is wrong with files, for people (grouped, aligned over Chinese) and for
//! programs (every place alone), and everything safe mended where that is asked for. Files are read,
//! checked and reported on all cores; what is printed stands in the order of the paths.

mod checked;
mod crew;
mod diff;
mod ending;
pub(super) mod files;
mod lines;
mod machine;
mod markdown;
mod progress;
mod report;
mod sarif;
mod statistics;
mod summary;

use std::path::PathBuf;

use checked::{Checked, Mending};
use files::Source;
pub(super) use files::is_document;
use statistics::Statistics;
use summary::Summary;

use super::Outcome;
use super::print::{Style, complain};
use crate::check::{Counts, Named, NoRule, Selection, is_comma};
use crate::model::Severity;
use crate::text::say;

/// Arguments of `jixiao check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 文件或文件夹，可以写多个；- 表示标准输入
    #[arg(value_name = "路径", required = true)]
    paths: Vec<PathBuf>,
    /// 输出形式：text 给人看，markdown 作审核报告，json、sarif、github 给程序用
    #[arg(
        long,
        value_name = "形式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 只列出每条规则的次数（text 或 json）
    #[arg(long, conflicts_with = "diff")]
    statistics: bool,
    /// 自动修改含义不变的问题，写回文件
    #[arg(long)]
    fix: bool,
    /// 只显示 --fix 会改什么，不写文件
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    rules: Rules,
}

/// Which rules count; what is said here goes before the settings.
#[derive(Debug, clap::Args)]
struct Rules {
    /// 只检查这些规则，如 IV 或 IV004，可以用逗号写多个
    #[arg(long, value_name = "编号", value_parser = named)]
    select: Vec<Several>,
    /// 不检查这些规则
    #[arg(long, value_name = "编号", value_parser = named)]
    ignore: Vec<Several>,
    /// 改变严重程度，如 IV004=提示（错误、警告、提示，或 error、warning、info）
    #[arg(long, value_name = "编号=程度", value_parser = judged)]
    severity: Vec<Judged>,
}

/// What one value of an option names.
type Several = Vec<Named>;
type Judged = Vec<(Named, Severity)>;

fn named(text: &str) -> Result<Several, String> {
    Named::several(text).map_err(|error| error.to_string())
}

fn judged(text: &str) -> Result<Judged, String> {
    let judged = |text: &str| {
        let (name, severity) = text.split_once(['=', '＝']).ok_or(say::check::SEVERITY_FORM)?;
        let level = Severity::named(severity).ok_or_else(|| say::check::no_such_severity(severity))?;
        Ok((name.parse().map_err(|error: NoRule| error.to_string())?, level))
    };
    text.split(is_comma).map(judged).collect()
}

impl Arguments {
    /// Takes into account what the command line says of rules.
    pub fn narrow(&self, selection: &mut Selection) {
        if !self.rules.select.is_empty() {
            selection.select(self.rules.select.concat());
        }
        selection.ignore(self.rules.ignore.concat());
        for (named, severity) in self.rules.severity.iter().flatten() {
            selection.judge(named.clone(), *severity);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Github,
    Markdown,
}

/// What is left of a file once it was reported on.
struct Reported {
    /// What is printed; commas may stand between the parts.
    parts: Vec<String>,
    counts: Counts,
    waived: usize,
    statistics: Statistics,
    /// What was mended, where the report does not say it.
    fixed: Option<String>,
    /// What stood in the way of mending it.
    failure: Option<String>,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    let format = arguments.format;
    if arguments.statistics && !matches!(format, Format::Text | Format::Json) {
        complain(say::check::STATISTICS_FORM);
        return Outcome::Failed;
    }
    if arguments.diff && format != Format::Text {
        complain(say::check::DIFF_FORM);
        return Outcome::Failed;
    }
    let sources = files::sources(&arguments.paths);
    let style = Style::of_stdout();
    let mut summary = Summary::new(arguments, sources.len());
    let report = |source: &Source| report(source, arguments, style);
    crew::in_order(&sources, report, |source, reported| summary.take(source, reported));
    summary.end(style)
}

/// Reads, checks and reports on one file; `None` where it is no document.
fn report(source: &Source, arguments: &Arguments, style: Style) -> Result<Option<Reported>, String> {
    let Some(loaded) = source.load()? else { return Ok(None) };
    let mending = match (arguments.diff, arguments.fix) {
        (true, _) => Mending::Show,
        (false, true) => Mending::Write,
        (false, false) => Mending::No,
    };
    let file = Checked::of(loaded, mending);
    let parts = match arguments.format {
        _ if mending == Mending::Show => vec![diff::coloured(&file.diff, style)],
        _ if arguments.statistics => Vec::new(),
        Format::Text => vec![report::text(&file, style)],
        Format::Json => machine::json(&file),
        Format::Sarif => sarif::results(&file),
        Format::Github => vec![machine::github(&file)],
        Format::Markdown => vec![markdown::markdown(&file)],
    };
    // in a report for programs there is no room for it
    let is_beside = arguments.statistics || !matches!(arguments.format, Format::Text | Format::Markdown);
    let fixed = file.fixed.as_ref().filter(|_| is_beside);
    let fixed = fixed.map(|words| say::check::fixed_in(&file.name, words));
    Ok(Some(Reported {
        parts,
        counts: file.counts,
        waived: file.waived.len(),
        statistics: Statistics::of(&file),
        fixed,
        failure: file.failure,
    }))
}
