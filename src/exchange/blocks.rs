//! The common ground of all formats that are read: a document as headings, paragraphs and tables,
//! each with the line of its source. A reader of a format makes blocks; `recognise` makes a
//! document of them.
//!
//! A row here is what the source shows as one. Whether it is a whole row is told by what it means,
//! which is `recognise`'s to know. A cell merged across is one cell; one merged down is followed
//! below by empty cells.
//!
//! A line is a number that only counts up: what the source counts by (lines, rows of a table, rows
//! of a sheet) is known to [`Lines`], which says a place in its words.

use super::report::{Repair, Repairs};
use crate::text::narrow::is_blank;
use crate::text::{clean, say};

/// A source, taken apart.
#[derive(Debug, Default)]
pub struct Blocks {
    /// In the order of the source.
    pub blocks: Vec<Block>,
    /// What was put right or left out on the way.
    pub repairs: Repairs,
    /// What its lines are called.
    pub lines: Lines,
}

impl Blocks {
    /// The sources of several files as one, one behind the other; each place then names its file.
    pub fn joined(files: impl IntoIterator<Item = (String, Blocks)>) -> Blocks {
        let mut all = Blocks::default();
        for (file, mut next) in files {
            let before = all.last_line();
            for cell in next.blocks.iter_mut().flat_map(Block::cells_mut) {
                cell.line += before;
            }
            all.blocks.append(&mut next.blocks);
            all.repairs.append(next.repairs, before);
            all.lines.append(next.lines, before, file);
        }
        all
    }

    /// The source as it was taken apart, for people: a paragraph or a row of a table each.
    pub fn passages(&self) -> Vec<Passage> {
        let row = |row: &Row| {
            let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            Passage { line: row.first().map_or(0, |cell| cell.line), text: texts.join(" ｜ ") }
        };
        let block = |block: &Block| match block {
            Block::Paragraph(cell) => vec![Passage { line: cell.line, text: cell.text.clone() }],
            Block::Table(rows) => rows.iter().filter(|row| !row.is_empty()).map(row).collect(),
        };
        self.blocks.iter().flat_map(block).collect()
    }

    fn last_line(&self) -> usize {
        let cells = self.blocks.iter().rev().find_map(|block| match block {
            Block::Paragraph(cell) => Some(cell.line),
            Block::Table(rows) => rows.iter().rev().flatten().map(|cell| cell.line).max(),
        });
        let begun = self.lines.0.last().map_or(0, |stretch| stretch.from);
        cells.unwrap_or(0).max(self.repairs.last_line()).max(begun)
    }
}

/// A piece of a source, as a person is shown it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The line where it begins.
    pub line: usize,
    /// Its text; bars part the cells of a row.
    pub text: String,
}

/// One part of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph outside of tables; a heading is one too.
    Paragraph(Cell),
    /// A table.
    Table(Vec<Row>),
}

impl Block {
    /// Its cells, or its only text.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let (one, rows) = match self {
            Block::Paragraph(cell) => (Some(cell), None),
            Block::Table(rows) => (None, Some(rows)),
        };
        one.into_iter().chain(rows.into_iter().flatten().flatten())
    }

    pub(super) fn cells_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        let (one, rows) = match self {
            Block::Paragraph(cell) => (Some(cell), None),
            Block::Table(rows) => (None, Some(rows)),
        };
        one.into_iter().chain(rows.into_iter().flatten().flatten())
    }
}

/// The cells of a row, the empty ones too: an empty first cell continues a merged one above.
pub type Row = Vec<Cell>;

/// A text and where it stood: a cell, or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The line or row in the source, from 1, counted through all its parts.
    pub line: usize,
    /// Without blanks at its edges and without empty paragraphs; `\n` between paragraphs.
    pub text: String,
    /// The id of the record it belongs to, where the format carries ids out of sight (a bookmark, a
    /// hidden column): of the row, the project, or the paragraph. Taken when it is well formed and
    /// stands once.
    pub id: Option<String>,
}

impl Cell {
    /// A cell that stood at `line`.
    pub fn new(line: usize, text: impl Into<String>) -> Cell {
        Cell { line, text: text.into(), id: None }
    }

    /// The same, with the id of the record it belongs to.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Cell {
        Cell { id: Some(id.into()), ..self }
    }

    /// A cell or paragraph without what the page left in it. An id that travels in its text
    /// ([`carried`]) becomes that of the cell.
    pub fn tidied(line: usize, text: &str, repairs: &mut Repairs) -> Cell {
        // one line of plain text, as nearly all are
        if !text.chars().any(clean::is_unsafe) {
            let trimmed = text.trim_matches(is_blank);
            if trimmed.len() < text.len() {
                repairs.add(Repair::Trimmed, line, "");
            }
            return Cell::new(line, trimmed);
        }
        if let Some((before, rest)) = text.split_once(CARRIED.0)
            && let Some((id, behind)) = rest.split_once(CARRIED.1)
        {
            let cell = Cell::tidied(line, &format!("{before}{behind}"), repairs);
            return Cell { id: Some(id.to_string()), ..cell };
        }
        // Word's own breaks of line and page
        let broken = text.replace(['\u{b}', '\u{c}'], "\n");
        let clean = clean::typed(&broken);
        if clean.chars().count() < broken.chars().count() {
            repairs.add(Repair::Control, line, "");
        }
        let trimmed = clean.trim_matches(is_blank);
        if trimmed.len() < clean.len() {
            repairs.add(Repair::Trimmed, line, "");
        }
        let paragraphs = trimmed.split('\n').map(|part| part.trim_matches(is_blank));
        let paragraphs: Vec<&str> = paragraphs.filter(|part| !part.is_empty()).collect();
        Cell::new(line, paragraphs.join("\n"))
    }
}

/// Two signs that no text of a document holds: an id between them travels in a text.
const CARRIED: (char, char) = ('\u{2}', '\u{3}');

/// The id of a record as it travels in the text of a cell or paragraph, from a format that carries
/// ids out of sight to [`Cell::tidied`].
pub fn carried(id: &str) -> String {
    format!("{}{id}{}", CARRIED.0, CARRIED.1)
}

/// What people count a part of a source by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Part {
    /// Lines of a text.
    #[default]
    Text,
    /// Lines of a page, from 1.
    Page(usize),
    /// Paragraphs behind the table of that number; behind none it is 0.
    Behind(usize),
    /// Rows of the table of that number, from 1.
    Table(usize),
    /// Rows of a sheet.
    Sheet(String),
}

/// What the lines of a source are called: where each of its parts begins. Without parts they are
/// lines of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(Vec<Stretch>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    /// The line that is its first.
    from: usize,
    part: Part,
    /// The file, where there are several.
    file: Option<String>,
}

impl Lines {
    /// A part begins at `from`, behind all others.
    pub fn begin(&mut self, from: usize, part: Part) {
        self.0.push(Stretch { from, part, file: None });
    }

    /// The number of a line within its part, from 1: what a person counts.
    pub fn within(&self, line: usize) -> usize {
        self.stretch(line).map_or(line, |stretch| line + 1 - stretch.from)
    }

    /// A line in words: file, part and number.
    pub fn say(&self, line: usize) -> String {
        let number = self.within(line);
        let Some(stretch) = self.stretch(line) else { return say::import::line(number) };
        let place = match &stretch.part {
            Part::Text => say::import::line(number),
            Part::Page(page) => say::import::line_of_page(*page, number),
            Part::Behind(table) => say::import::paragraph_behind(*table, number),
            Part::Table(table) => say::import::row_of_table(*table, number),
            Part::Sheet(name) => say::import::row_of_sheet(name, number),
        };
        match &stretch.file {
            Some(file) => say::import::in_file(file, &place),
            None => place,
        }
    }

    fn stretch(&self, line: usize) -> Option<&Stretch> {
        let behind = self.0.partition_point(|stretch| stretch.from <= line);
        self.0.get(behind.checked_sub(1)?)
    }

    fn append(&mut self, other: Lines, before: usize, file: String) {
        let named = |stretch: Stretch| Stretch { file: Some(file.clone()), ..stretch };
        if other.0.first().is_none_or(|stretch| stretch.from > 1) {
            self.0.push(Stretch { from: before + 1, part: Part::Text, file: Some(file.clone()) });
        }
        let moved = other.0.into_iter().map(|stretch| Stretch { from: stretch.from + before, ..stretch });
        self.0.extend(moved.map(named));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_said_as_its_part_counts() {
        let mut lines = Lines::default();
        assert_eq!(lines.say(7), "第 7 行");
        lines.begin(1, Part::Behind(0));
        lines.begin(4, Part::Table(1));
        lines.begin(9, Part::Behind(1));
        lines.begin(11, Part::Sheet("人员经费".into()));
        let said: Vec<String> = [2, 4, 8, 10, 17].map(|line| lines.say(line)).into();
        let words = ["第 2 段", "表 1 第 1 行", "表 1 第 5 行", "表 1 后第 2 段", "工作表“人员经费”第 7 行"];
        assert_eq!(said, words);
        assert_eq!(lines.within(17), 7);
    }

    #[test]
    fn files_one_behind_the_other_keep_their_own_numbers() {
        let file = |line, text: &str| Blocks {
            blocks: vec![Block::Paragraph(Cell::new(line, text))],
            ..Blocks::default()
        };
        let all = Blocks::joined([("甲.txt".into(), file(5, "甲")), ("乙.txt".into(), file(2, "乙"))]);
        let Block::Paragraph(second) = &all.blocks[1] else { panic!("a paragraph") };
        assert_eq!((second.line, all.lines.say(second.line).as_str()), (7, "“乙.txt”第 2 行"));
        assert_eq!(all.lines.say(5), "“甲.txt”第 5 行");
    }
}
