//! The findings of a file for programs, each place alone: JSON and annotations of GitHub.

use serde_json::{Value, json};

use super::checked::Checked;
use super::lines::Lines;
use crate::check::{Fix, advice, message, proposal, rule};
use crate::model::{Finding, Severity, describe};
use crate::text::clean;

/// Each finding as a line of JSON.
pub fn json(file: &Checked) -> Vec<String> {
    let document = &file.document;
    let line = |finding: &Finding| -> Value {
        let rule = rule(finding.code);
        let fix = match proposal(document, finding) {
            Some(proposal) if proposal.safe => Fix::Safe,
            Some(_) => Fix::Ask,
            None => Fix::None,
        };
        json!({
            "file": file.name,
            "code": finding.code,
            "name": rule.map_or("", |rule| rule.name),
            "severity": finding.severity.name(),
            "dimension": rule.map_or("", |rule| rule.dimension.name()),
            "path": finding.place.pointer(document),
            "place": describe(document, &finding.place),
            "message": message(document, finding),
            "advice": advice(document, finding),
            "fix": fix.name(),
        })
    };
    file.findings.iter().map(|finding| line(finding).to_string()).collect()
}

/// Each finding as a workflow command that makes an annotation in GitHub.
pub fn github(file: &Checked) -> String {
    let (pointers, lines) = located(file, file.findings.iter());
    let mut out = String::new();
    for (finding, pointer) in file.findings.iter().zip(&pointers) {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (line, column) = lines.get(pointer);
        let title = format!("{} {}", finding.code, rule(finding.code).map_or("", |rule| rule.name));
        let place = describe(&file.document, &finding.place);
        let text =
            format!("{place}：{}。{}", message(&file.document, finding), advice(&file.document, finding));
        out.push_str(&format!(
            "::{level} file={},line={line},col={column},title={}::{}\n",
            property(&file.name),
            property(&title),
            data(&text)
        ));
    }
    out
}

/// Text after the `::` of a workflow command. It is on one line; what could command a terminal, where
/// a person looks at the log, is shown instead.
fn data(text: &str) -> String {
    clean::visible(text).replace('%', "%25")
}

/// Text before it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The JSON pointers of these findings, and where in the text they stand.
pub fn located<'a>(file: &Checked, findings: impl Iterator<Item = &'a Finding>) -> (Vec<String>, Lines) {
    let pointers: Vec<String> = findings.map(|finding| finding.place.pointer(&file.document)).collect();
    let lines = match pointers.is_empty() {
        true => Lines::of("", []),
        false => Lines::of(&file.text(), pointers.iter().map(String::as_str)),
    };
    (pointers, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_an_annotation_is_escaped() {
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25⏎");
        assert_eq!(data("50%：a,b\r\nc\u{1b}"), "50%25：a,b␍⏎c␛");
    }
}
