//! Plain text, as it comes out of Word or is pasted: lines to blocks.
//!
//! A table reaches us in one of four layouts, told by the majority of its lines:
//! - a cell a line, each behind a tab; a blank line ends a row (what Word saves);
//! - a row a line, cells separated by tabs;
//! - a row a line, cells separated by bars;
//! - a row a line, cells separated by wide blanks, in a text that has no tabs and bars at all.
//!
//! In the first three of them a line without tab or bar is one more paragraph of the cell before it, even
//! after a blank line, because a cell may hold empty paragraphs. It is outside of the table only
//! when it is a heading, when a new project table begins right behind it, or when no cell follows.

use std::borrow::Cow;

use super::blocks::{Block, Blocks, Cell, Row};
use super::format::{Format, Source};
use super::report::{Repair, Repairs};
use super::{ImportError, gaps, labels, number};
use crate::text::narrow::{is_blank, narrow_number};

const BARS: [char; 3] = ['|', '｜', '│'];
const BOOKMARK: &str = "[bookmark:";
/// No form has so many columns: such a line is no row.
const MOST_CELLS: usize = 200;

/// Every text that is nothing else.
pub const FORMAT: Format = Format { endings: &["txt", "text", "csv", "tsv"], is: |_| true, read };

fn read(source: &Source) -> Result<Blocks, ImportError> {
    let text = source.text()?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(blocks(text))
}

/// Takes `text` apart.
pub fn blocks(text: &str) -> Blocks {
    let text = if text.contains('\r') { Cow::Owned(text.replace('\r', "\n")) } else { Cow::Borrowed(text) };
    let source: Vec<&str> = text.split('\n').collect();
    let has_cells =
        |line: &&str| separator(line.trim_matches('\u{c}'), false).is_some() && !is_contents(line.trim());
    let gaps = !source.iter().any(has_cells) && source.iter().any(|line| gaps::opens(line));
    let mut reader = Reader { gaps, ..Reader::default() };
    let lines = reader.lines(&source);
    for region in regions(&lines, gaps) {
        if region.iter().any(|line| matches!(line, Line::Cells { .. })) {
            reader.table(region);
        } else {
            reader.paragraphs(region);
        }
    }
    reader.out
}

/// A line of the source, by its form alone.
#[derive(Debug)]
enum Line<'a> {
    /// Nothing, or residue.
    Blank,
    /// Text without cells.
    Text { line: usize, text: &'a str, heading: Heading },
    /// Cells; `bars` when bars separate them.
    Cells { line: usize, text: &'a str, bars: bool },
}

/// Whether a line opens a part of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    No,
    /// It may also be a paragraph of a cell.
    Weak,
    /// It ends a table wherever it stands.
    Strong,
}

/// Runs of lines, each either holding one table or none.
fn regions<'l, 'a>(lines: &'l [Line<'a>], gaps: bool) -> Vec<&'l [Line<'a>]> {
    let any = |text: &str, is: fn(&str) -> bool| match gaps {
        true => gaps::cells(text).any(is),
        false => cells_of(text).any(is),
    };
    // whether a new project table begins with the next cells
    let mut opening = vec![false; lines.len()];
    let mut opens = false;
    for (at, line) in lines.iter().enumerate().rev() {
        if let Line::Cells { text, .. } = line {
            opens = any(text, labels::opens_table);
        }
        opening[at] = opens;
    }
    let mut regions = Vec::new();
    let (mut start, mut in_table, mut after_blank) = (0, false, true);
    for (at, line) in lines.iter().enumerate() {
        let ends = match line {
            Line::Blank => false,
            Line::Text { heading: Heading::Strong, .. } => true,
            Line::Text { heading: Heading::Weak, .. } => !in_table || after_blank,
            Line::Text { heading: Heading::No, .. } => in_table && after_blank && opening[at],
            Line::Cells { text, .. } => {
                !in_table || (after_blank && any(text, |cell| labels::unit(cell).is_some()))
            }
        };
        if ends && at > start {
            regions.push(&lines[start..at]);
            start = at;
        }
        in_table = matches!(line, Line::Cells { .. }) || (in_table && !ends);
        after_blank = matches!(line, Line::Blank);
    }
    regions.push(&lines[start..]);
    regions
}

/// The cells of a line, whatever parts them.
fn cells_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\t', '|', '｜', '│']).map(|cell| cell.trim_matches(is_blank))
}

#[derive(Default)]
struct Reader {
    out: Blocks,
    /// Wide blanks part cells.
    gaps: bool,
}

impl Reader {
    fn repairs(&mut self) -> &mut Repairs {
        &mut self.out.repairs
    }

    /// The lines by their form; residue is left out and counted.
    fn lines<'a>(&mut self, source: &[&'a str]) -> Vec<Line<'a>> {
        let blank = |at: Option<usize>| {
            at.and_then(|at| source.get(at)).is_none_or(|line| is_empty(line) && !line.contains('\t'))
        };
        // a page ends behind a line, or the next one begins a page
        let ends_page = |at: usize| {
            source.get(at).is_some_and(|line| line.ends_with('\u{c}'))
                || source.get(at + 1).is_some_and(|line| line.starts_with('\u{c}'))
        };
        let mut in_gaps = false;
        let mut lines: Vec<Line<'a>> = Vec::with_capacity(source.len());
        for (at, whole) in source.iter().enumerate() {
            let line = at + 1;
            let (rest, marked) = self.without_bookmarks(line, whole.trim_matches('\u{c}'));
            let trimmed = rest.trim_matches(is_blank);
            let in_bars = matches!(lines.last(), Some(Line::Cells { bars: true, .. }));
            let edge = ends_page(at) || at.checked_sub(1).is_some_and(ends_page);
            let alone = edge || blank(at.checked_sub(1)) && blank(Some(at + 1));
            let residue = match trimmed {
                text if is_contents(text) => Some(Repair::Contents),
                _ if rest.is_empty() || rest.contains('\t') => None,
                "" => Some(Repair::BlankLine),
                "续表" | "（续）" | "（续表）" | "(续)" | "(续表)" => Some(Repair::Continued),
                text if is_page(text, alone) => Some(Repair::PageNumber),
                text if is_ruler(text) => Some(Repair::Ruler),
                _ => None,
            };
            lines.push(if let Some(repair) = residue {
                self.repairs().add(repair, line, trimmed);
                // a ruler or a mark of the page between two rows does not part them
                if in_bars && repair != Repair::BlankLine {
                    continue;
                }
                Line::Blank
            } else if rest.is_empty() {
                Line::Blank
            } else if self.gaps && (gaps::opens(rest) || in_gaps && gaps::cells(rest).nth(1).is_some()) {
                in_gaps = true;
                Line::Cells { line, text: rest, bars: false }
            } else if let Some(bars) = separator(rest, in_bars) {
                Line::Cells { line, text: rest, bars }
            } else if trimmed.is_empty() {
                Line::Blank
            } else {
                let heading = match labels::section(trimmed) {
                    _ if marked || labels::table_title(trimmed).is_some() => Heading::Strong,
                    Some(_) => Heading::Weak,
                    None => Heading::No,
                };
                in_gaps &= heading == Heading::No;
                Line::Text { line, text: rest, heading }
            });
        }
        lines
    }

    /// `text` behind its bookmarks.
    fn without_bookmarks<'a>(&mut self, line: usize, text: &'a str) -> (&'a str, bool) {
        let mut rest = text;
        while let Some(mark) = rest.trim_start_matches(is_blank).strip_prefix(BOOKMARK) {
            let Some((mark, behind)) = mark.split_once(']') else { break };
            self.repairs().add(Repair::Bookmark, line, &format!("{BOOKMARK}{mark}]"));
            rest = behind;
        }
        (rest, rest.len() < text.len())
    }

    fn paragraphs(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            if let Line::Text { line, text, .. } | Line::Cells { line, text, .. } = line {
                let cell = self.cell(*line, text);
                if !cell.text.is_empty() {
                    self.out.blocks.push(Block::Paragraph(cell));
                }
            }
        }
    }

    /// A table whose cells are parted by wide blanks.
    fn table_of_gaps(&mut self, lines: &[Line<'_>]) {
        let lines = lines.iter().filter_map(|line| match line {
            Line::Text { line, text, .. } | Line::Cells { line, text, .. } => {
                Some(gaps::Line { number: *line, text })
            }
            Line::Blank => None,
        });
        let rows = gaps::rows(&lines.collect::<Vec<_>>(), &mut self.out.repairs);
        let tidied = |cell: Cell, repairs: &mut Repairs| Cell::tidied(cell.line, &cell.text, repairs);
        let rows =
            rows.into_iter().map(|row| row.into_iter().map(|c| tidied(c, &mut self.out.repairs)).collect());
        let rows = rows.collect();
        self.out.blocks.push(Block::Table(rows));
    }

    fn table(&mut self, lines: &[Line<'_>]) {
        if self.gaps {
            return self.table_of_gaps(lines);
        }
        let layout = Layout::of(lines);
        // what stands behind the last cell and a blank line is outside
        let last = lines.iter().rposition(|line| matches!(line, Line::Cells { .. })).unwrap_or(0);
        let inside = lines[last..].iter().position(|line| matches!(line, Line::Blank));
        let (lines, outside) = lines.split_at(inside.map_or(lines.len(), |n| last + n));
        let mut rows: Vec<Vec<Raw>> = Vec::new();
        let (mut open, mut blank) = (false, false);
        for line in lines {
            match line {
                Line::Blank => {
                    (open, blank) = (false, true);
                }
                Line::Text { line, text, .. } => {
                    let cell = rows.last_mut().and_then(|row| row.last_mut());
                    if let Some(cell) = cell {
                        if blank {
                            self.repairs().add(Repair::EmptyParagraph, *line, "");
                        }
                        cell.text.push('\n');
                        cell.text.push_str(text);
                    }
                    // the row goes on behind a cell of several paragraphs
                    (open, blank) = (true, false);
                }
                Line::Cells { line, text, .. } => {
                    let cells = layout.cells(text).map(|text| Raw { line: *line, text: text.to_string() });
                    match rows.last_mut() {
                        Some(row) if open && layout == Layout::CellALine => row.extend(cells),
                        _ => rows.push(cells.collect()),
                    }
                    (open, blank) = (true, false);
                }
            }
        }
        let indented = rows.iter().all(|row| row.len() == 1)
            && !rows.iter().flatten().any(|cell| labels::label(&cell.text).is_some());
        let rows = rows.into_iter().map(|row| row.iter().map(|raw| self.cell(raw.line, &raw.text)).collect());
        let rows: Vec<Row> = rows.collect();
        if indented {
            // paragraphs that begin with a tab
            let cells = rows.into_iter().flatten().filter(|cell| !cell.text.is_empty());
            for cell in cells {
                let lines = cell.text.split('\n').enumerate();
                let paragraphs = lines.map(|(n, text)| Block::Paragraph(Cell::new(cell.line + n, text)));
                self.out.blocks.extend(paragraphs);
            }
        } else {
            self.out.blocks.push(Block::Table(rows));
        }
        self.paragraphs(outside);
    }

    fn cell(&mut self, line: usize, text: &str) -> Cell {
        Cell::tidied(line, text, self.repairs())
    }
}

struct Raw {
    line: usize,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    CellALine,
    /// Separated by tabs; `indented` when a tab stands before the first cell too.
    Tabs {
        indented: bool,
    },
    Bars,
}

impl Layout {
    fn of(lines: &[Line<'_>]) -> Layout {
        let (mut single, mut rows, mut bare, mut barred) = (0, 0, 0, 0);
        for line in lines {
            match line {
                Line::Cells { bars: true, .. } => barred += 1,
                Line::Cells { text, .. } => {
                    let tabs = text.bytes().filter(|b| *b == b'\t').count();
                    let leads = text.starts_with('\t');
                    bare += usize::from(!leads);
                    if leads && tabs == 1 { single += 1 } else { rows += 1 }
                }
                _ => {}
            }
        }
        if barred > single + rows {
            Layout::Bars
        } else if single >= rows {
            Layout::CellALine
        } else {
            Layout::Tabs { indented: bare == 0 }
        }
    }

    /// The cells of a line.
    fn cells(self, text: &str) -> std::vec::IntoIter<&str> {
        let cells: Vec<&str> = match self {
            Layout::Bars => {
                let text = text.trim_matches(is_blank);
                let text = text.strip_prefix(BARS).unwrap_or(text);
                text.strip_suffix(BARS).unwrap_or(text).split(BARS).collect()
            }
            Layout::Tabs { indented: false } => text.split('\t').collect(),
            Layout::Tabs { indented: true } | Layout::CellALine => {
                let (before, cells) = text.split_once('\t').unwrap_or(("", text));
                let before = Some(before).filter(|text| !is_empty(text));
                before.into_iter().chain(cells.split('\t')).collect()
            }
        };
        cells.into_iter()
    }
}

/// Whether the line holds cells, and whether bars separate them. One bar alone may be a sign of
/// prose, except under a row.
fn separator(text: &str, in_bars: bool) -> Option<bool> {
    let bars = text.chars().filter(|c| BARS.contains(c)).take(MOST_CELLS + 1).count();
    let tabs = text.bytes().filter(|b| *b == b'\t').take(MOST_CELLS + 1).count();
    if bars > MOST_CELLS || tabs > MOST_CELLS {
        return None;
    }
    if bars >= 2 || (bars == 1 && in_bars) {
        return Some(true);
    }
    (tabs > 0).then_some(false)
}

fn is_empty(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// `10`, `- 10 -`, `第10页`: digits without dashes only when they stand alone between blank lines.
fn is_page(text: &str, alone: bool) -> bool {
    if text.len() > 60 {
        return false;
    }
    let is_dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '·');
    let inner = text.trim_matches(|c| is_blank(c) || is_dash(c));
    let between_dashes = text.starts_with(is_dash) && text.ends_with(is_dash);
    let digits = narrow_number(inner);
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let words: String = digits.chars().filter(|c| !c.is_ascii_digit() && !is_blank(*c)).collect();
    ((alone || between_dashes) && is_number)
        || matches!(words.as_str(), "第页" | "第页共页" | "第页/共页" | "第页,共页")
}

/// 目录 itself, or a heading, then dots or a tab, then the number of its page.
pub(super) fn is_contents(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    if text.chars().filter(|c| !is_blank(*c)).eq("目录".chars()) {
        return true;
    }
    let title = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let heading = title.trim_end_matches(|c| is_blank(c) || matches!(c, '.' | '…' | '·' | '．' | '-'));
    let led = title.len() - heading.len() >= 2 || title.ends_with('\t');
    let opens = labels::section(heading).is_some()
        || labels::table_title(heading).is_some()
        || number::plain(heading).is_some_and(|item| labels::section(item.rest).is_some());
    text.len() > title.len() && led && opens
}

/// `|---|:--:|`, `+----+`.
fn is_ruler(text: &str) -> bool {
    text.starts_with(['|', '+', '├', '┌', '└', '｜'])
        && text.contains(['-', '─', '═'])
        && text.chars().all(|c| is_blank(c) || "|+-:=─═├┼┤┌┬┐└┴┘│｜".contains(c))
}
