//! The findings of a file as a reviewer reports them: by what is looked at (完整性、相关性、适当性、
//! 可行性, and the text), the worst first, in Markdown.

use super::checked::Checked;
use crate::check::{advice, message, rule};
use crate::model::{Dimension, Finding, describe};
use crate::text::{clean, say};

/// How many places of a rule are named.
const NAMED: usize = 10;

/// The report on a file.
pub fn markdown(file: &Checked) -> String {
    let document = &file.document;
    let mut out = format!("## {}\n\n", escape(&file.name));
    let department = document.department.get().map(|department| department.name.text()).unwrap_or_default();
    let title =
        [department.to_string(), document.year.get().map_or_else(String::new, |year| year.0.to_string())];
    let title: Vec<String> = title.into_iter().filter(|part| !part.trim().is_empty()).collect();
    if !title.is_empty() {
        out.push_str(&format!("{}\n\n", escape(&title.join("，"))));
    }
    if let Some(fixed) = &file.fixed {
        out.push_str(&format!("{}\n\n", escape(fixed)));
    }
    let [errors, warnings, infos] = file.counts.by_severity();
    let words = match file.findings.is_empty() {
        true => say::ALL_FINE.to_string(),
        false => format!("{}。", say::file_total(errors, warnings, infos)),
    };
    out.push_str(&format!("{}\n", say::with_waived(&words, file.waived.len())));
    for dimension in Dimension::ALL {
        let mut own: Vec<&Finding> = file.findings.iter().filter(|f| of(f) == Some(dimension)).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|finding| (finding.severity, finding.code));
        out.push_str(&format!("\n### {}（{}）\n\n", say::check::dimension(dimension.name()), own.len()));
        for group in own.chunk_by(|one, other| one.code == other.code && one.severity == other.severity) {
            let first = group[0];
            let name = rule(first.code).map_or("", |rule| rule.name);
            let head = format!("{} {} {}", first.severity.word(), first.code, name);
            let advice = advice(document, first);
            out.push_str(&format!("- **{}** ×{}　{}\n", escape(&head), group.len(), escape(&advice)));
            for finding in group.iter().take(NAMED) {
                let (place, sentence) = (describe(document, &finding.place), message(document, finding));
                out.push_str(&format!("  - {}：{}\n", escape(&place), escape(&sentence)));
            }
            if group.len() > NAMED {
                out.push_str(&format!("  - {}\n", say::check::more(group.len() - NAMED)));
            }
        }
    }
    if !file.waived.is_empty() {
        out.push_str(&format!("\n### {}（{}）\n\n", say::check::WAIVED, file.waived.len()));
        for (finding, why) in &file.waived {
            let place = describe(document, &finding.place);
            out.push_str(&format!("- {} {}\n", finding.code, escape(&say::check::waived(&place, why))));
        }
    }
    out.push('\n');
    out
}

fn of(finding: &Finding) -> Option<Dimension> {
    rule(finding.code).map(|rule| rule.dimension)
}

/// Text that stays text in Markdown, on one line, also where it begins that.
fn escape(text: &str) -> String {
    let mut out = String::new();
    // `- a`, `+ a`, `1. a` and `1) a` would be lists, `---` a rule
    let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let (digits, text) = text.split_at(text.len() - after_digits.len());
    out.push_str(digits);
    if text.starts_with(['-', '+', '=']) || (!digits.is_empty() && text.starts_with(['.', ')'])) {
        out.push('\\');
    }
    for c in clean::visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                out.extend(['\\', c])
            }
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_is_escaped() {
        assert_eq!(["- a", "12. a", "1) a", "3年"].map(escape), ["\\- a", "12\\. a", "1\\) a", "3年"]);
        assert_eq!(escape("a|b <i>*x*\n#1"), "a\\|b \\<i\\>\\*x\\*␊\\#1".replace('␊', &escape("\n")));
    }
}
