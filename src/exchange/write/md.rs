//! Markdown: headings and tables of bars. Such a table merges no cells, so a merged one is empty
//! where it goes on, and rows end with empty cells.

use super::Refused;
use super::form::{self, Block, Row, Text};
use crate::model::Document;

/// Writes `document`.
pub fn write(document: &Document) -> Result<Vec<u8>, Refused> {
    let mut out = String::new();
    for block in form::form(document).blocks {
        match block {
            Block::Cover { title, org, date } => {
                for text in [title, org, date].iter().filter(|text| !text.is_empty()) {
                    paragraph(&mut out, text);
                }
            }
            Block::Part { number, title } => heading(&mut out, 1, &format!("{number} {title}")),
            Block::Section(text) => heading(&mut out, 2, text),
            Block::Item { text, .. } => heading(&mut out, 3, &text),
            Block::Paragraph { text, .. } => paragraph(&mut out, &text),
            Block::Project { title, upper, lower, .. } => {
                heading(&mut out, 2, &title);
                table(&mut out, &upper);
                table(&mut out, &lower);
            }
        }
    }
    Ok(out.into_bytes())
}

fn heading(out: &mut String, level: usize, text: &str) {
    out.push_str(&"#".repeat(level));
    out.push(' ');
    out.push_str(&escaped(text));
    out.push_str("\n\n");
}

fn paragraph(out: &mut String, text: &str) {
    let lines: Vec<Text> = text.split('\n').map(|line| escaped(line.trim())).collect();
    // a backslash at the end of a line breaks it
    out.push_str(&lines.join("\\\n"));
    out.push_str("\n\n");
}

/// The first row is the header, as it must be.
fn table(out: &mut String, rows: &[Row]) {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for (n, row) in rows.iter().enumerate() {
        let cells = row.cells.iter().map(|cell| {
            let lines: Vec<Text> = cell.lines().map(|line| escaped(line.trim())).collect();
            lines.join("<br>")
        });
        let cells: Vec<String> = cells.chain(std::iter::repeat(String::new())).take(columns).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if n == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(columns)));
        }
    }
    out.push('\n');
}

/// `text` with a backslash before what Markdown would take for its own.
fn escaped(text: &str) -> Text<'_> {
    let is_sign =
        |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#' | '$');
    // a list begins with one of these at the start of a line, or with a number and a point
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && text[digits..].starts_with(['.', ')']);
    if !text.contains(is_sign) && !numbered && !text.starts_with(['-', '+', '=', ':']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let first = at == 0 && matches!(c, '-' | '+' | '=' | ':');
        if is_sign(c) || first || (numbered && at == digits) {
            out.push('\\');
        }
        out.push(c);
    }
    out.into()
}
