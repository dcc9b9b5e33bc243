//! The findings of a file as SARIF 2.1.0, the form in which checkers hand their results to other
//! programs: one run, its results written as they come.

use std::path::Path;

use serde_json::{Value, json};

use super::checked::Checked;
use super::machine::located;
use crate::check::{Rule, advice, message, page, rules};
use crate::cli::Outcome;
use crate::model::id::fingerprint;
use crate::model::{Finding, Json, Severity, describe};

/// What comes before the results in SARIF: the tool and its rules.
pub fn head() -> String {
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

/// What comes after them: how the run went. What could not be read is told there, too, for one who
/// has only this file: no result is no proof that all is well.
pub fn tail(outcome: Outcome, failures: &[String]) -> String {
    let mut invocation = json!({
        "executionSuccessful": outcome != Outcome::Failed,
        "exitCode": outcome as u8,
    });
    if !failures.is_empty() {
        let told = failures.iter().map(|text| json!({ "level": "error", "message": { "text": text } }));
        invocation["toolExecutionNotifications"] = told.collect();
    }
    format!("\n],\"invocations\":[{invocation}]}}]}}\n")
}

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
pub fn results(file: &Checked) -> Vec<String> {
    let all = || file.findings.iter().map(|finding| (finding, None));
    let all = || all().chain(file.waived.iter().map(|(finding, why)| (finding, Some(why))));
    let (pointers, lines) = located(file, all().map(|(finding, _)| finding));
    let uri = uri(file.path().unwrap_or(Path::new("stdin.json")));
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
        // of all results of a run, or of none (§3.27.23): empty says that it is not suppressed
        result["suppressions"] = match waived {
            Some(why) => json!([{ "kind": "inSource", "justification": why }]),
            None => json!([]),
        };
        result.to_string()
    };
    all().zip(&pointers).map(result).collect()
}

/// A path as a reference: relative ones stay relative, as those who read them want it.
fn uri(path: &Path) -> String {
    let mut bytes = path.as_os_str().as_encoded_bytes();
    while let Some(rest) = bytes.strip_prefix(b"./") {
        bytes = rest;
    }
    let mut out = if path.is_absolute() { "file://".to_string() } else { String::new() };
    for &byte in bytes {
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
    fn a_path_becomes_a_reference() {
        assert_eq!(uri(Path::new("./表 1.json")), "%E8%A1%A8%201.json");
        assert_eq!(uri(Path::new("/a/b#.json")), "file:///a/b%23.json");
    }
}
