//! Markdown: headings, paragraphs, lists with their numbers, tables with bars, and tables written
//! as HTML.
//!
//! The rows of a table are cut here and not by the parser, which drops the cells that a row has
//! beyond its header: a project table has rows of two cells and of six.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Block, Blocks, Cell};
use super::format::{Format, Source};
use super::report::{Repair, Repairs};
use super::{ImportError, html, text};

/// Told by its ending: to anything else it is plain text.
pub const FORMAT: Format =
    Format { endings: &["md", "markdown"], is: |source| source.ends_in(&["md", "markdown"]), read };

fn read(source: &Source) -> Result<Blocks, ImportError> {
    let text = source.text()?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    blocks(text)
}

/// Takes a text apart.
///
/// # Errors
/// When a table of it is larger than any such document.
pub fn blocks(source: &str) -> Result<Blocks, ImportError> {
    let source = &source.replace('\r', "\n");
    let mut reader =
        Reader { source, line: 1, at: 0, out: Blocks::default(), text: String::new(), from: None };
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut page: Option<Range<usize>> = None;
    let mut events = Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Table(_)) => {
                reader.paragraph();
                // the table is cut from its lines
                for (event, _) in events.by_ref() {
                    if event == Event::End(TagEnd::Table) {
                        break;
                    }
                }
                reader.table(range);
            }
            Event::Start(Tag::HtmlBlock) => page = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                reader.paragraph();
                if let Some(range) = page.take() {
                    reader.page(range)?;
                }
            }
            Event::Html(_) => {}
            Event::Start(Tag::List(first)) => {
                reader.paragraph();
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                reader.begin(range.start);
                if let Some(Some(number)) = lists.last_mut() {
                    reader.text.push_str(&format!("{number}."));
                    *number += 1;
                }
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => reader.begin(range.start),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => reader.paragraph(),
            event => {
                reader.begin(range.start);
                inline(&event, &mut reader.text);
            }
        }
    }
    reader.paragraph();
    // bars without the line under the header are no table here
    let tables = reader.out.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    Ok(if tables { reader.out } else { text::blocks(source) })
}

/// What an event within a paragraph says.
fn inline(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) | Event::Code(part) => text.push_str(part),
        Event::SoftBreak | Event::HardBreak => text.push('\n'),
        Event::InlineHtml(tag) | Event::Html(tag) => {
            let name = tag.trim_matches(|c: char| matches!(c, '<' | '>' | '/') || c.is_whitespace());
            if name.eq_ignore_ascii_case("br") {
                text.push('\n');
            }
        }
        _ => {}
    }
}

struct Reader<'a> {
    source: &'a str,
    /// The line at `at`.
    line: usize,
    at: usize,
    out: Blocks,
    /// The paragraph that is open, and where it began.
    text: String,
    from: Option<usize>,
}

impl Reader<'_> {
    fn repairs(&mut self) -> &mut Repairs {
        &mut self.out.repairs
    }

    /// The line at an offset. Offsets only rise, so the text is counted once.
    fn line_at(&mut self, offset: usize) -> usize {
        if let Some(between) = self.source.get(self.at..offset) {
            self.line += between.bytes().filter(|b| *b == b'\n').count();
            self.at = offset;
        }
        self.line
    }

    fn begin(&mut self, offset: usize) {
        if self.from.is_none() {
            self.from = Some(self.line_at(offset));
        }
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let Some(line) = self.from.take() else { return };
        for (nth, part) in text.split('\n').enumerate() {
            if text::is_contents(part.trim()) {
                self.repairs().add(Repair::Contents, line + nth, part);
                continue;
            }
            let cell = Cell::tidied(line + nth, part, &mut self.out.repairs);
            if !cell.text.is_empty() {
                self.out.blocks.push(Block::Paragraph(cell));
            }
        }
    }

    fn table(&mut self, range: Range<usize>) {
        let first = self.line_at(range.start);
        let mut rows = Vec::new();
        for (nth, line) in self.source.get(range).unwrap_or_default().lines().enumerate() {
            let cells = cells(line);
            if !cells.is_empty() && cells.iter().all(|cell| is_ruler(cell)) {
                self.repairs().add(Repair::Ruler, first + nth, line);
                continue;
            }
            let repairs = &mut self.out.repairs;
            rows.push(cells.iter().map(|cell| Cell::tidied(first + nth, &plain(cell), repairs)).collect());
        }
        self.out.blocks.push(Block::Table(rows));
    }

    /// HTML between the paragraphs: its tables stand at the line where it begins.
    fn page(&mut self, range: Range<usize>) -> Result<(), ImportError> {
        let line = self.line_at(range.start);
        let page = match html::blocks(self.source.get(range).unwrap_or_default()) {
            Ok(page) => page,
            Err(ImportError::TooMuch(limit)) => return Err(ImportError::TooMuch(limit)),
            // a comment, a picture
            Err(_) => return Ok(()),
        };
        self.out.repairs.append(page.repairs, line);
        for mut block in page.blocks {
            block.cells_mut().for_each(|cell| cell.line = line);
            self.out.blocks.push(block);
        }
        Ok(())
    }
}

/// The cells of a row of a table: between bars that are not escaped.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match (c, escaped) {
            ('|', false) => cells.push(String::new()),
            ('|', true) => {
                cells.last_mut().into_iter().for_each(|cell| {
                    cell.pop();
                    cell.push('|');
                });
            }
            (c, _) => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells
}

fn is_ruler(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'))
}

/// The text of a cell without its marks.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    if !cell.contains(['*', '_', '`', '<', '&', '\\', '[', '~']) {
        return cell.to_string();
    }
    let mut text = String::new();
    // a sign before it keeps `1.` and `#` what they are: text
    for event in Parser::new_ext(&format!("\u{2060}{cell}"), Options::empty()) {
        inline(&event, &mut text);
    }
    text.trim_start_matches('\u{2060}').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(source: &str) -> Vec<(usize, String)> {
        let block = |block: Block| match block {
            Block::Paragraph(cell) => vec![(cell.line, cell.text)],
            Block::Table(rows) => rows
                .iter()
                .map(|row| {
                    let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                    (row[0].line, texts.join("|"))
                })
                .collect(),
        };
        blocks(source).unwrap().blocks.into_iter().flat_map(block).collect()
    }

    #[test]
    fn paragraphs_lists_and_tables_with_their_lines() {
        let source = "# 第一部分\n\n一段\n两行\n\n1. 甲\n2. **乙**\n\n| 甲 | 乙 |\n|---|:-:|\n| 1. a<br>b | c\\|d | 多 |\n| | *e* |\n";
        let texts: Vec<(usize, &str)> = vec![
            (1, "第一部分"),
            (3, "一段"),
            (4, "两行"),
            (6, "1.甲"),
            (7, "2.乙"),
            (9, "甲|乙"),
            (11, "1. a\nb|c|d|多"),
            (12, "|e"),
        ];
        let expected: Vec<(usize, String)> =
            texts.into_iter().map(|(n, text)| (n, text.to_string())).collect();
        assert_eq!(seen(source), expected);
    }

    #[test]
    fn tables_in_html_are_tables() {
        let source = "前\n\n<table>\n<tr><td rowspan=2>甲</td><td>乙</td></tr>\n<tr><td>丙</td></tr>\n</table>\n\n后\n";
        let texts: Vec<String> = seen(source).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["前", "甲|乙", "|丙", "后"]);
    }
}
