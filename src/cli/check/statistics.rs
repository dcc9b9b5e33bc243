//! How often each rule found something, over all files.

use std::collections::BTreeMap;

use serde_json::json;

use super::checked::Checked;
use crate::check::{Fix, rule};
use crate::cli::print::Style;
use crate::model::Severity;
use crate::text::{say, width};

/// Counts by rule and severity.
#[derive(Debug, Default)]
pub struct Statistics(BTreeMap<(Severity, &'static str), Count>);

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    places: usize,
    files: usize,
}

impl Statistics {
    /// Those of one file.
    pub fn of(file: &Checked) -> Statistics {
        let mut statistics = Statistics::default();
        for finding in &file.findings {
            let count = statistics.0.entry((finding.severity, finding.code)).or_default();
            count.places += 1;
            count.files = 1;
        }
        statistics
    }

    /// Those of another file beside these.
    pub fn add(&mut self, other: &Statistics) {
        for (kind, more) in &other.0 {
            let count = self.0.entry(*kind).or_default();
            count.places += more.places;
            count.files += more.files;
        }
    }

    /// The most frequent first.
    fn sorted(&self) -> Vec<(Severity, &'static str, Count)> {
        let mut all: Vec<_> =
            self.0.iter().map(|((severity, code), count)| (*severity, *code, *count)).collect();
        all.sort_by_key(|(severity, code, count)| (std::cmp::Reverse(count.places), *severity, *code));
        all
    }

    /// As a table.
    pub fn text(&self, style: Style) -> String {
        let all = self.sorted();
        let digits = |number: usize| number.to_string().len();
        let room = all.iter().map(|(_, _, count)| digits(count.places)).max().unwrap_or(1);
        let mut out = String::new();
        for (severity, code, count) in all {
            let sign = style.sign(severity);
            let blank = " ".repeat(room - digits(count.places));
            let rule = rule(code);
            let (name, dimension) = rule.map_or(("", ""), |rule| (rule.name, rule.dimension.name()));
            let safe = if rule.is_some_and(|rule| rule.fix == Fix::Safe) { say::check::MENDABLE } else { "" };
            let files = say::check::in_files(count.files);
            let head = format!("{blank}{}  {sign} {code}  {}  ", count.places, width::pad(dimension, 4));
            out.push_str(&style.hanging(
                &head,
                room + 17 + Style::wide_sign(),
                &format!("{name}{safe}　{files}"),
            ));
        }
        out
    }

    /// For programs.
    pub fn json(&self) -> Vec<String> {
        let line = |(severity, code, count): (Severity, &str, Count)| {
            let rule = rule(code);
            json!({
                "code": code,
                "name": rule.map_or("", |rule| rule.name),
                "severity": severity.name(),
                "dimension": rule.map_or("", |rule| rule.dimension.name()),
                "count": count.places,
                "files": count.files,
                "fix": rule.map_or("none", |rule| rule.fix.name()),
            })
            .to_string()
        };
        self.sorted().into_iter().map(line).collect()
    }
}
