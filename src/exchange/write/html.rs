//! A page for the web: one file with its style inside, without scripts, for screens light and dark,
//! for paper, and for those who have it read out.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Refused;
use super::form::{self, Block, Cell, Down, Form, Look, Row};
use crate::model::Document;

const STYLE: &str = include_str!("html/style.css");

/// Writes `document`.
pub fn write(document: &Document) -> Result<Vec<u8>, Refused> {
    let form = form::form(document);
    Ok(page(&form).into_string().into_bytes())
}

fn page(form: &Form) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (form.title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { @for piece in &form.blocks { (block(piece)) } } }
        }
    }
}

fn block(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Cover { title, org, date } => header {
                @if !title.is_empty() { p.title { (title) } }
                @if !org.is_empty() { p { (org) } }
                @if !date.is_empty() { p { (date) } }
            },
            Block::Part { number, title } => h1 { (number) " " (title) },
            Block::Section(text) => h2 { (text) },
            Block::Item { text, id } => h3 data-id=[some(id)] { (text) },
            Block::Paragraph { text, id } => p data-id=[some(id)] { (lines(text.split('\n'))) },
            Block::Project { title, id, upper, lower } => section {
                table {
                    caption { h2 data-id=[some(id)] { (title) } }
                    (columns())
                    tbody { @for row in upper { (tr(row, false)) } }
                }
                table aria-label=(title) {
                    (columns())
                    @if let Some((header, rows)) = lower.split_first() {
                        thead { (tr(header, true)) }
                        tbody { @for row in rows { (tr(row, false)) } }
                    }
                }
            },
        }
    }
}

fn columns() -> Markup {
    html! { colgroup { col.labels; @for _ in 1..form::GRID.len() { col; } } }
}

fn tr(row: &Row, header: bool) -> Markup {
    // a label stands beside its value, or above it
    let above = row.cells.iter().skip(1).all(|cell| cell.look == Look::Label);
    html! {
        tr data-id=[some(row.id)] {
            @for (n, cell) in row.cells.iter().enumerate() {
                (td(cell, if header || (above && n > 0) { "col" } else { "row" }))
            }
        }
    }
}

fn td(cell: &Cell, scope: &str) -> Markup {
    let across = (cell.across > 1).then_some(cell.across);
    let down = match cell.down {
        Down::Alone => None,
        Down::Opens(rows) => Some(rows),
        Down::GoesOn => return html! {},
    };
    let class = match cell.look {
        Look::Label => None,
        Look::Short => Some("short"),
        Look::Words => Some("words"),
        Look::Amount => Some("amount"),
        Look::Above => Some("above"),
        Look::AboveRight => Some("above amount"),
    };
    html! {
        @if cell.look == Look::Label && !cell.text.is_empty() {
            th scope=(scope) colspan=[across] rowspan=[down] { (lines(cell.lines())) }
        } @else {
            td class=[class] colspan=[across] rowspan=[down] { (lines(cell.lines())) }
        }
    }
}

fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> Markup {
    html! { @for (n, line) in lines.enumerate() { @if n > 0 { br; } (line) } }
}

fn some(id: &str) -> Option<&str> {
    Some(id).filter(|id| !id.is_empty())
}
