//! Web pages, and the pages that Word and Excel save: paragraphs and tables as they are seen.
//!
//! Only the tokens of the page are read (tags, texts, entities), not its tree: a page that leaves
//! out or mixes up its closing tags is read all the same, in one pass, however deep it nests. A
//! cell ends where the next one begins; a table in a cell of a project table is text of that cell;
//! a table in any other cell makes the outer one mere layout.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::blocks::{Blocks, carried};
use super::builder::Builder;
use super::format::{Format, Source};
use super::labels;
use super::refusal::{ImportError, Limit};
use super::report::Repair;
use crate::text::decode::{Encoding, decode_as};

/// A page, whatever its name ends in: Excel files of some systems are pages, too.
pub const FORMAT: Format = Format { endings: &["html", "htm", "mht"], is: is_page, read };

/// Where an export writes the id of a row, heading or paragraph.
const ID: &str = "data-id";
/// Tables within tables; deeper ones are text.
const MOST_DEPTH: usize = 32;
/// No form has so many columns.
const MOST_COLUMNS: usize = 200;
/// As far as the beginning of a page is looked at.
const HEAD: usize = 2048;

fn is_page(source: &Source) -> bool {
    let head = source.bytes.get(..HEAD).unwrap_or(source.bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase().replace('\0', "");
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"];
    let begins = opens.iter().any(|tag| start.starts_with(tag));
    let named = source.ends_in(&["html", "htm", "xls"]) && start.starts_with('<');
    begins || named || (start.starts_with("<!--") || start.starts_with("<?xml")) && head.contains("<html")
}

fn read(source: &Source) -> Result<Blocks, ImportError> {
    match source.text() {
        Ok(text) => blocks(text),
        // neither UTF-8 nor GB18030: what the page says it is
        Err(error) => {
            let encoding = declared(source.bytes).ok_or(error)?;
            blocks(&decode_as(source.bytes, encoding).map_err(|_| error)?.text)
        }
    }
}

/// The encoding that the page declares: `charset=…`.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let name = head.split_once("charset=")?.1.trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(name.len());
    Encoding::named(&name[..end])
}

/// Takes a page apart.
///
/// # Errors
/// When it is empty, or larger than any such document.
pub fn blocks(page: &str) -> Result<Blocks, ImportError> {
    let sink = Sink(RefCell::new(Page::default()));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    while !page.tables.is_empty() {
        page.close_table();
    }
    page.paragraph();
    match page.error {
        Some(error) => Err(error),
        None => page.out.finish(),
    }
}

struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.text(&text),
            Token::TagToken(tag) => return page.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A page as far as it was read.
#[derive(Default)]
struct Page {
    out: Builder,
    /// Text outside of tables.
    text: String,
    tables: Vec<Table>,
    /// A hidden element, and how many of its name are open within.
    hidden: Option<(String, usize)>,
    what_is_hidden: String,
    /// The numbers of the lists that are open; none for a list without.
    lists: Vec<Option<usize>>,
    preformatted: bool,
    error: Option<ImportError>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    row: Option<Vec<String>>,
    cell: Option<String>,
    /// Cells that reach down into the next rows: their first column, how many columns they have and
    /// how many rows are left.
    spans: Vec<(usize, usize, usize)>,
    /// The column behind the last cell.
    column: usize,
    /// How far the cell that is open reaches: columns, rows.
    reach: (usize, usize),
    /// It stands in a cell of a project table.
    inner: bool,
    /// The id of the row that is open, as it travels.
    id: Option<String>,
}

impl Page {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if let Some((hidden, depth)) = &mut self.hidden {
            if *hidden == name && !tag.self_closing {
                *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
                if *depth == 0 {
                    self.reveal();
                }
            }
            return raw(name, opens);
        }
        match name {
            "script" | "style" | "title" | "textarea" | "noscript" | "iframe" | "xmp" | "noembed"
                if opens =>
            {
                self.hidden = Some((name.to_string(), 1));
                return raw(name, opens);
            }
            _ if opens && !tag.self_closing && !is_void(name) && is_hidden(tag) => {
                self.hidden = Some((name.to_string(), 1));
            }
            "table" if opens => self.open_table(),
            "table" => self.close_table(),
            "tr" if opens => {
                self.open_row();
                if let Some(table) = self.tables.last_mut() {
                    table.id = attribute(tag, ID).map(carried);
                }
            }
            "tr" => self.close_row(),
            "td" | "th" if opens => self.open_cell(tag),
            "td" | "th" => self.close_cell(),
            "ol" | "ul" => self.list(tag, opens),
            "li" if opens => self.item(),
            "pre" => {
                self.preformatted = opens;
                self.end_of_block();
            }
            "br" => self.line_break(),
            "img" if opens => self.out.beside(Repair::Picture, ""),
            _ if is_block(name) => {
                self.end_of_block();
                if let Some(id) = attribute(tag, ID) {
                    self.target().push_str(&carried(id));
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn reveal(&mut self) {
        let text = std::mem::take(&mut self.what_is_hidden);
        let silent =
            self.hidden.take().is_some_and(|(name, _)| raw(&name, true) != TokenSinkResult::Continue);
        if !silent && !text.trim().is_empty() {
            self.out.beside(Repair::Hidden, &text);
        }
    }

    fn text(&mut self, text: &str) {
        let count = self.out.count(0, text.len());
        self.error = self.error.take().or(count.err());
        if self.error.is_some() {
            return;
        }
        if self.hidden.is_some() {
            self.what_is_hidden.push_str(text);
            return;
        }
        let preformatted = self.preformatted;
        let target = self.target();
        if preformatted {
            target.push_str(text);
        } else {
            flow(target, text);
        }
    }

    /// Where text goes: into the cell that is open, or outside of tables.
    fn target(&mut self) -> &mut String {
        match self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()) {
            Some(cell) => cell,
            None => &mut self.text,
        }
    }

    fn line_break(&mut self) {
        if self.tables.iter().any(|table| table.cell.is_some()) {
            self.target().push('\n');
        } else {
            self.paragraph();
        }
    }

    fn end_of_block(&mut self) {
        let target = self.target();
        if !target.is_empty() && !target.ends_with('\n') {
            self.line_break();
        }
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.out.paragraph(&text);
        }
    }

    fn list(&mut self, tag: &Tag, opens: bool) {
        self.end_of_block();
        if opens && self.lists.len() < MOST_DEPTH {
            let start = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
            self.lists.push((&*tag.name == "ol").then_some(start));
        } else if !opens {
            self.lists.pop();
        }
    }

    fn item(&mut self) {
        self.end_of_block();
        if let Some(Some(number)) = self.lists.last_mut() {
            let words = format!("{number}.");
            *number = number.saturating_add(1);
            self.target().push_str(&words);
        }
    }

    fn open_table(&mut self) {
        let known = |cell: &String| labels::label(cell).is_some() || labels::column(cell).is_some();
        if self.tables.len() >= MOST_DEPTH {
            self.error = Some(ImportError::TooMuch(Limit::Depth));
            return;
        }
        let mut inner = false;
        if let Some(outer) = self.tables.last_mut() {
            let cells = outer.rows.iter().rev().take(4).flatten().chain(outer.row.iter().flatten());
            inner = outer.inner || cells.into_iter().any(known);
            if !inner {
                // a table that only lays the page out: what it holds so far stands for itself
                let mut texts: Vec<String> = outer.rows.drain(..).flatten().collect();
                texts.extend(outer.row.iter_mut().flat_map(|row| row.drain(..)));
                texts.extend(outer.cell.as_mut().map(std::mem::take));
                texts.iter().for_each(|text| self.out.paragraph(text));
            } else {
                self.out.note(0, Repair::NestedTable, "");
            }
        } else {
            self.paragraph();
        }
        self.tables.push(Table { inner, ..Table::default() });
    }

    fn close_table(&mut self) {
        self.close_row();
        let Some(table) = self.tables.pop() else { return };
        if table.inner {
            let rows: Vec<String> = table.rows.into_iter().map(|row| row.join(" ")).collect();
            self.end_of_block();
            self.target().push_str(&rows.join("\n"));
        } else if table.rows.iter().flatten().any(|cell| !cell.trim().is_empty()) {
            // a table with one cell frames a paragraph
            match table.rows.as_slice() {
                rows if rows.iter().all(|row| row.len() <= 1)
                    && !rows.iter().flatten().any(|c| labels::label(c).is_some()) =>
                {
                    rows.iter().flatten().for_each(|text| self.out.paragraph(text));
                }
                _ => self.out.table(table.rows),
            }
        }
    }

    fn open_row(&mut self) {
        self.close_row();
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(Vec::new());
            table.column = 0;
            self.reach_down();
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        let Some(table) = self.tables.last_mut() else { return };
        if let Some(mut row) = table.row.take() {
            // behind the labels, which stand first
            if let Some((id, last)) = table.id.take().zip(row.last_mut()) {
                last.push_str(&id);
            }
            table.spans.retain(|(.., rows)| *rows > 0);
            table.rows.push(row);
        }
    }

    /// Puts the empty cells that merged ones above leave in this row.
    fn reach_down(&mut self) {
        let mut cells = 0;
        if let Some(table) = self.tables.last_mut() {
            let Some(row) = &mut table.row else { return };
            while let Some(span) =
                table.spans.iter_mut().find(|(first, _, rows)| *first == table.column && *rows > 0)
            {
                span.2 -= 1;
                table.column += span.1;
                row.push(String::new());
                cells += 1;
            }
        }
        let count = self.out.count(cells, 0);
        self.error = self.error.take().or(count.err());
    }

    fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        if self.tables.last().is_some_and(|table| table.row.is_none()) {
            self.open_row();
        }
        let number = |name| attribute(tag, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1).max(1);
        let count = self.out.count(1, 0);
        self.error = self.error.take().or(count.err());
        if let Some(table) = self.tables.last_mut() {
            table.reach = (number("colspan").min(MOST_COLUMNS), number("rowspan").min(100_000));
            table.cell = Some(String::new());
        }
    }

    fn close_cell(&mut self) {
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = table.cell.take()
            && let Some(row) = &mut table.row
        {
            let (columns, rows) = table.reach;
            if rows > 1 && table.spans.len() < MOST_COLUMNS {
                table.spans.push((table.column, columns, rows - 1));
            }
            table.column = table.column.saturating_add(columns);
            row.push(cell);
            self.reach_down();
        }
    }
}

/// Text as it flows: blanks of the source are one blank, and none where a line of Chinese was
/// broken.
fn flow(target: &mut String, text: &str) {
    let mut pieces = text.split(|c: char| c.is_ascii_whitespace());
    let mut blank = false;
    let mut broken = false;
    let mut at = 0;
    if let Some(first) = pieces.next() {
        target.push_str(first);
        at += first.len();
    }
    for piece in pieces {
        blank = true;
        broken |= text.as_bytes().get(at) == Some(&b'\n');
        at += 1 + piece.len();
        if piece.is_empty() {
            continue;
        }
        let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let seam = broken && wide(target.chars().next_back()) && wide(piece.chars().next());
        if !seam && !target.is_empty() && !target.ends_with(['\n', ' ']) {
            target.push(' ');
        }
        target.push_str(piece);
        (blank, broken) = (false, false);
    }
    if blank && !broken && !target.is_empty() && !target.ends_with(['\n', ' ']) {
        target.push(' ');
    }
}

/// What follows a tag as it stands, without tags of its own.
fn raw(name: &str, opens: bool) -> TokenSinkResult<()> {
    match name {
        _ if !opens => TokenSinkResult::Continue,
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "iframe" | "noscript" | "xmp" | "noembed" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn is_hidden(tag: &Tag) -> bool {
    let style = attribute(tag, "style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    attribute(tag, "hidden").is_some()
        || ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|word| style.contains(word))
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "meta" | "link" | "col" | "area" | "base" | "wbr" | "source"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "hr"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "blockquote"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "address"
            | "caption"
            | "body"
            | "html"
            | "center"
            | "details"
            | "summary"
            | "option"
            | "legend"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::blocks::Block;

    /// Paragraphs as they are, the cells of a row between bars.
    fn seen(page: &str) -> Vec<String> {
        let blocks = blocks(page).unwrap().blocks;
        let block = |block: Block| match block {
            Block::Paragraph(cell) => vec![cell.text],
            Block::Table(rows) => rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
                .collect(),
        };
        blocks.into_iter().flat_map(block).collect()
    }

    #[test]
    fn merged_cells_are_those_of_the_blocks() {
        let page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<td rowspan='3'>丙</tr>\
                    <tr><td>丁<td>戊<tr><td>己<td>庚<td>辛</table>";
        assert_eq!(seen(page), ["甲|乙|丙", "|丁|戊|", "己|庚|辛|"]);
    }

    #[test]
    fn what_is_seen_is_read_and_nothing_else() {
        let page = "<html><head><title>题</title><style>p{}</style></head><body>\
                    <p>认真贯彻&nbsp;落\n实&lt;精神&gt;&#12290;</p><p style='display: none'>藏<b>着</b></p>\
                    <script>var a = '<p>x</p>';</script>一<br>二<div hidden>藏</div><ol><li>甲<li>乙</ol>";
        assert_eq!(seen(page), ["认真贯彻\u{a0}落实<精神>。", "一", "二", "1.甲", "2.乙"]);
        let repairs = blocks(page).unwrap().repairs;
        assert_eq!(repairs.count(Repair::Hidden), 2);
    }

    #[test]
    fn tables_within_tables() {
        let layout = "<table><tr><td>页眉<td><table><tr><td>甲<td>乙</table>页脚</table>";
        assert_eq!(seen(layout), ["页眉", "甲|乙", "页脚"]);
        let inner =
            "<table><tr><td>项目名称<td>甲<tr><td>绩效目标<td>一<table><tr><td>二<td>三</table></table>";
        assert_eq!(seen(inner), ["项目名称|甲", "绩效目标|一\n二 三"]);
    }

    #[test]
    fn hostile_pages_come_to_an_end() {
        for page in [
            "<table><tr><td>".repeat(10_000),
            "<div>".repeat(100_000),
            "</td></tr></table>".repeat(50_000),
            format!("<table>{}", "<tr><td rowspan=99999>x".repeat(3_000)),
            "<p hidden>".repeat(50_000),
            "&".repeat(100_000),
        ] {
            let _ = blocks(&page);
        }
        assert_eq!(blocks("").unwrap_err(), ImportError::Empty);
    }
}
