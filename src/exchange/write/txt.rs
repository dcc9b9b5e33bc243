//! Plain text as Word saves it: a cell a line behind a tab, a blank line behind each row, an empty
//! cell where a merged one goes on. Importing it gives the same document.

use super::Refused;
use super::form::{self, Block, Row};
use crate::model::Document;

/// Writes `document`.
pub fn write(document: &Document) -> Result<Vec<u8>, Refused> {
    let mut out = String::new();
    for block in form::form(document).blocks {
        match block {
            Block::Cover { title, org, date } => {
                for text in [title, org, date].iter().filter(|text| !text.is_empty()) {
                    line(&mut out, text);
                }
                out.push('\n');
            }
            Block::Part { number, title } => {
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
                line(&mut out, number);
                line(&mut out, title);
                out.push('\n');
            }
            Block::Section(text) => line(&mut out, text),
            Block::Item { text, .. } => line(&mut out, &text),
            // a break inside of a paragraph is a vertical tab, as in Word
            Block::Paragraph { text, .. } => line(&mut out, &text.replace('\n', "\u{b}")),
            Block::Project { title, upper, lower, .. } => {
                out.push_str("\n\n");
                line(&mut out, &title);
                for row in upper.iter().chain(&lower) {
                    cells(&mut out, row);
                }
            }
        }
    }
    Ok(out.into_bytes())
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn cells(out: &mut String, row: &Row) {
    for cell in &row.cells {
        out.push('\t');
        let lines: Vec<&str> = cell.lines().collect();
        line(out, &lines.join("\n"));
    }
    out.push('\n');
}
