//! The findings of a file for programs, each place alone: JSON, annotations of GitHub, SARIF.

use serde_json::{Value, json};

use super::checked::Checked;
use super::lines::Lines;
use crate::check::{Fix, Rule, advice, message, page, proposal, rule, rules};
use crate::model::id::fingerprint;
use crate::model::{Finding, Json, Severity, describe};
use crate::text::say;

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

/// Text after the `::` of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text before it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// What comes before the results in SARIF: the tool and its rules.
pub fn sarif_head() -> String {
    let rules: Vec<Value> = rules().iter().map(|rule| descriptor(rule)).collect();
    let driver = json!({
        "name": "jixiao",
        "version": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": rules,
    });
    format!(
        "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{{\
         \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// What comes after them.
pub const SARIF_TAIL: &str = "\n]}]}\n";

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.name },
        "fullDescription": { "text": rule.page.what },
        "help": { "text": page(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.dimension.name()] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Each finding as a line of SARIF; the waived ones too, as suppressed.
pub fn sarif(file: &Checked) -> Vec<String> {
    let all = || file.findings.iter().map(|finding| (finding, None));
    let all = || all().chain(file.waived.iter().map(|(finding, why)| (finding, Some(why))));
    let (pointers, lines) = located(file, all().map(|(finding, _)| finding));
    let uri = uri(&file.name);
    let result = |((finding, waived), pointer): ((&Finding, Option<&String>), &String)| {
        let document = &file.document;
        let (line, column) = lines.get(pointer);
        let text = format!("{}。{}", message(document, finding), advice(document, finding));
        let mut result = json!({
            "ruleId": finding.code,
            "ruleIndex": rules().iter().position(|rule| rule.code == finding.code),
            "level": level(finding.severity),
            "message": { "text": text },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": uri },
                    "region": { "startLine": line, "startColumn": column },
                },
                "logicalLocations": [{
                    "fullyQualifiedName": pointer,
                    "name": describe(document, &finding.place),
                }],
            }],
            // stays when lines move and rows change their order
            "partialFingerprints": {
                "jixiaoPlace/v1": fingerprint(Json::text(&format!("{} {}", finding.code, finding.place)).as_str()),
            },
        });
        if let Some(why) = waived {
            result["suppressions"] = json!([{ "kind": "inSource", "justification": why }]);
        }
        result.to_string()
    };
    all().zip(&pointers).map(result).collect()
}

/// The JSON pointers of these findings, and where in the text they stand.
fn located<'a>(file: &Checked, findings: impl Iterator<Item = &'a Finding>) -> (Vec<String>, Lines) {
    let pointers: Vec<String> = findings.map(|finding| finding.place.pointer(&file.document)).collect();
    let lines = match pointers.is_empty() {
        true => Lines::of("", []),
        false => Lines::of(&file.text(), pointers.iter().map(String::as_str)),
    };
    (pointers, lines)
}

/// A path as a reference: relative ones stay relative, as those who read them want it.
fn uri(name: &str) -> String {
    let path = if name == say::STDIN { "stdin.json" } else { name.trim_start_matches("./") };
    let mut out = if path.starts_with('/') { "file://".to_string() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_an_annotation_is_escaped() {
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        assert_eq!(data("50%：a,b\r\nc"), "50%25：a,b%0D%0Ac");
        assert_eq!(uri("./表 1.json"), "%E8%A1%A8%201.json");
        assert_eq!(uri("/a/b#.json"), "file:///a/b%23.json");
    }
}
