//! What is printed, file by file in the order of the paths, and what all of it comes to.

use std::ops::ControlFlow;

use super::files::Source;
use super::progress::{self, Progress};
use super::statistics::Statistics;
use super::{Arguments, Format, Reported, ending, files, sarif};
use crate::check::Counts;
use crate::cli::Outcome;
use crate::cli::print::{self, Printed, Style, complain};
use crate::text::{clean, say};

/// All files together, as they come.
pub struct Summary<'a> {
    arguments: &'a Arguments,
    progress: Progress<std::io::Stderr>,
    clock: Box<dyn Fn() -> std::time::Duration>,
    outcome: Outcome,
    total: Counts,
    waived: usize,
    /// How many documents.
    count: usize,
    statistics: Statistics,
    /// A part was printed, so that a separator must come before the next.
    begun: bool,
    /// Of each path, whether a document, or a failure, came from it.
    held: Vec<bool>,
    /// What went wrong, in sentences.
    failures: Vec<String>,
    /// Whether somebody reads what is printed.
    printed: Printed,
}

impl<'a> Summary<'a> {
    /// Before the first of so many files.
    pub fn new(arguments: &'a Arguments, files: usize) -> Self {
        let mut summary = Summary {
            arguments,
            progress: Progress::on_stderr(files),
            clock: Box::new(progress::clock()),
            outcome: Outcome::Fine,
            total: Counts::default(),
            waived: 0,
            count: 0,
            statistics: Statistics::default(),
            begun: false,
            held: vec![false; arguments.paths.len()],
            failures: Vec::new(),
            printed: Printed::Fine,
        };
        let seen = summary.progress.seen();
        if seen.is_some() || summary.mends() {
            ending::catch(seen);
        }
        summary.print(&head(arguments));
        summary
    }

    fn mends(&self) -> bool {
        self.arguments.fix && !self.arguments.diff
    }

    /// Takes what became of one file. No more is wanted when nobody reads it, unless it is to be
    /// mended.
    pub fn take(&mut self, source: &Source, reported: Result<Option<Reported>, String>) -> ControlFlow<()> {
        let is_something = !matches!(reported, Ok(None));
        for nth in source.nths() {
            if let (true, Some(held)) = (is_something, self.held.get_mut(*nth)) {
                *held = true;
            }
        }
        match reported {
            Ok(None) => {}
            Ok(Some(file)) => self.add(file),
            Err(sentence) => self.complain(&sentence),
        }
        self.progress.step((self.clock)());
        if self.printed == Printed::Fine || self.mends() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    fn print(&mut self, text: &str) {
        if self.printed == Printed::Fine && !text.is_empty() {
            self.progress.clear();
            self.printed = print::print(text);
        }
        if self.printed == Printed::Failed {
            self.outcome = Outcome::Failed;
        }
    }

    fn add(&mut self, file: Reported) {
        self.count += 1;
        self.total += file.counts;
        self.waived += file.waived;
        self.statistics.add(&file.statistics);
        if file.counts.errors > 0 {
            self.outcome = self.outcome.max(Outcome::Found);
        }
        let parts: Vec<&str> =
            file.parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if is_list(self.arguments) {
            let mut out = String::new();
            for part in parts {
                out.push_str(if self.begun { ",\n" } else { "\n" });
                out.push_str(part);
                self.begun = true;
            }
            self.print(&clean::json(&out));
        } else {
            self.print(&parts.concat());
        }
        if let Some(sentence) = &file.fixed {
            self.progress.clear();
            complain(sentence);
        }
        if let Some(sentence) = &file.failure {
            self.complain(sentence);
        }
    }

    fn complain(&mut self, sentence: &str) {
        self.progress.clear();
        complain(sentence);
        self.failures.push(sentence.to_string());
        self.outcome = Outcome::Failed;
    }

    /// After the last file.
    pub fn end(mut self, style: Style) -> Outcome {
        self.progress.clear();
        if self.printed != Printed::Fine {
            return self.outcome;
        }
        for (path, held) in self.arguments.paths.iter().zip(std::mem::take(&mut self.held)) {
            if !held && path.is_dir() {
                self.complain(&files::failure(path, say::FOLDER_WITHOUT_DOCUMENTS));
            }
        }
        if self.arguments.statistics {
            self.print_statistics(style);
        }
        let is_for_people = matches!(self.arguments.format, Format::Text | Format::Markdown);
        match self.arguments.format {
            Format::Sarif if !self.arguments.diff => {
                self.print(&clean::json(&sarif::tail(self.outcome, &self.failures)))
            }
            Format::Json if is_list(self.arguments) => self.print(if self.begun { "\n]\n" } else { "]\n" }),
            _ if is_for_people && !self.arguments.diff && self.count > 0 => {
                let words =
                    say::check_total(self.count, self.total.errors, self.total.warnings, self.total.infos);
                self.print(&style.item("", &say::with_waived(&words, self.waived)));
            }
            _ => {}
        }
        self.outcome
    }

    fn print_statistics(&mut self, style: Style) {
        if !is_list(self.arguments) {
            return self.print(&self.statistics.text(style));
        }
        let lines = self.statistics.json();
        self.begun = !lines.is_empty();
        let out: Vec<String> = lines.iter().map(|line| format!("\n{line}")).collect();
        self.print(&clean::json(&out.join(",")));
    }
}

fn head(arguments: &Arguments) -> String {
    match arguments.format {
        Format::Json if is_list(arguments) => "[".to_string(),
        Format::Sarif if is_list(arguments) => sarif::head(),
        Format::Markdown if !arguments.diff => format!("# {}\n\n", say::check::REPORT),
        _ => String::new(),
    }
}

/// Whether commas stand between the parts.
fn is_list(arguments: &Arguments) -> bool {
    !arguments.diff && matches!(arguments.format, Format::Json | Format::Sarif)
}
