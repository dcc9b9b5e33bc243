//! What is pasted is a piece: rows of indicators without the table around them, a table without its
//! document, or lines of a list. The rows are read as those of a whole table are; only what the
//! missing header would have said has to be found otherwise.

use super::{Notes, form};
use crate::exchange::blocks::{Block, Cell, Row};
use crate::exchange::labels::{self, COLUMNS, Column, Label};
use crate::exchange::report::{Doubt, Report};
use crate::exchange::{Imported, number, text};
use crate::model::{Indicator, Target};
use crate::text::clean;

/// More is no piece of a table.
const MOST_BYTES: usize = 1 << 20;
/// More rows than that are no form.
const MOST_LINES: usize = 2000;

/// Rows of indicators.
#[derive(Debug, Clone)]
pub struct Pasted {
    /// The rows.
    pub rows: Vec<Indicator>,
    /// What each column of the source was read as.
    pub columns: Vec<Column>,
    /// How the columns were told.
    pub told_by: ToldBy,
    /// What could not be placed, and what was inferred.
    pub report: Report,
}

/// How the columns of pasted rows were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// By their headings.
    Headings,
    /// By the names of levels in them.
    Levels,
    /// By nothing in them: they follow each other from the column of the caret on.
    Caret,
}

/// Whether a text has cells: tabs inside a line, or bars.
pub fn has_cells(text: &str) -> bool {
    let bars = |line: &str| line.chars().filter(|c| matches!(c, '|' | '｜' | '│')).count();
    let cells = |line: &str| line.trim().contains('\t') || line.starts_with('\t') || bars(line) >= 2;
    let lines = || text.split(['\n', '\r']);
    text.len() <= MOST_BYTES && lines().any(cells) && lines().nth(MOST_LINES).is_none()
}

/// Whether a text holds the upper half of a project table, too.
pub fn is_project_table(text: &str) -> bool {
    let cells = text.split(['\t', '|', '｜', '│', '\n', '\r']);
    has_cells(text)
        && cells
            .map(|cell| labels::label(cell.trim()))
            .any(|label| matches!(label, Some(Label::Code | Label::Name)))
}

/// The lines of a list, without their numbers; none when they are too many to be one.
pub fn lines(text: &str) -> Vec<String> {
    if text.len() > MOST_BYTES || text.split(['\n', '\r']).nth(MOST_LINES).is_some() {
        return Vec::new();
    }
    let text = clean::typed(text).into_owned();
    let line = |line: &str| {
        let line = line.trim();
        let item = number::plain(line).or_else(|| number::bracketed(line));
        item.map_or(line, |item| item.rest).to_string()
    };
    text.split('\n').map(line).filter(|line| !line.is_empty()).collect()
}

/// Reads project tables; `None` when there are none.
pub fn projects(text: &str) -> Option<Imported> {
    crate::exchange::understood(text::blocks(&unquoted(text))).ok()
}

/// Reads rows of indicators; `caret` is the column in which cells without any name begin. `None`
/// when there are no cells.
pub fn indicators(text: &str, caret: Column) -> Option<Pasted> {
    let mut notes = Notes::default();
    let blocks = text::blocks(&unquoted(text));
    notes.report.repairs = blocks.repairs;
    let mut found: Vec<Row> = Vec::new();
    for block in blocks.blocks {
        match block {
            Block::Table(rows) => found.extend(rows),
            Block::Paragraph(cell) => notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text),
        }
    }
    found.retain(|row| !row.is_empty());
    let (mut columns, told_by) = match heading(&found) {
        Some((at, columns)) => {
            for cell in found.drain(..=at).take(at).flatten().filter(|cell| !cell.text.is_empty()) {
                notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
            }
            (columns, ToldBy::Headings)
        }
        None => match by_levels(&found) {
            Some(columns) => (columns, ToldBy::Levels),
            None => (by_caret(&found, caret), ToldBy::Caret),
        },
    };
    if columns.first() == Some(&Column::Level2) {
        // as below a first level that goes on
        columns.insert(0, Column::Level1);
        for row in &mut found {
            let line = row.first().map_or(0, |cell| cell.line);
            row.insert(0, Cell::new(line, ""));
        }
    }
    // where every line has its level, or nothing but the lines could tell, a line is a row
    let levels_first = columns.starts_with(&[Column::Level1, Column::Level2]);
    let has_level = |row: &Row| row.get(1).is_some_and(|cell| labels::is_level2(&cell.text));
    if !levels_first || found.iter().all(has_level) {
        let width = found.iter().map(Vec::len).chain([columns.len()]).max().unwrap_or(0);
        columns.resize(width, Column::Other);
        found.iter_mut().for_each(|row| row.resize(width, Cell::default()));
    }
    let rows: Vec<Indicator> =
        form::listed(found, &columns, &mut notes).as_slice().iter().cloned().filter_map(into_value).collect();
    notes.report.indicators = rows.len();
    (!rows.is_empty()).then_some(Pasted { rows, columns, told_by, report: notes.report })
}

fn into_value(field: crate::model::Field<Indicator>) -> Option<Indicator> {
    match field {
        crate::model::Field::Value(row) => Some(row),
        _ => None,
    }
}

/// The row of headings among the first ones, and what they head.
fn heading(rows: &[Row]) -> Option<(usize, Vec<Column>)> {
    rows.iter().take(3).enumerate().find_map(|(at, row)| {
        let columns: Vec<Option<Column>> = row.iter().map(|cell| labels::column(&cell.text)).collect();
        let known = columns.iter().flatten().count();
        (known >= 2 && 2 * known > columns.len())
            .then(|| (at, columns.into_iter().map(|column| column.unwrap_or(Column::Other)).collect()))
    })
}

/// The columns as they stand around the one that holds second levels.
fn by_levels(rows: &[Row]) -> Option<Vec<Column>> {
    let width = rows.iter().map(Vec::len).max()?;
    let count = |at: usize, is: &dyn Fn(&str) -> bool| {
        rows.iter().filter(|row| row.get(at).is_some_and(|cell| is(&cell.text))).count()
    };
    // where as many are found in two columns, the first of them
    let level2 = (0..width.min(40)).rev().max_by_key(|at| count(*at, &labels::is_level2))?;
    if count(level2, &labels::is_level2) == 0 {
        return None;
    }
    let mut columns = vec![Column::Other; width];
    columns[level2] = Column::Level2;
    if let Some(before) = level2.checked_sub(1) {
        columns[before] = Column::Level1;
    }
    let is_value = |text: &str| !text.is_empty() && Target::parse(text).text.is_absent();
    // a table without 绩效指标描述 has the values right behind the names
    let values_follow = 2 * count(level2 + 2, &is_value) > rows.len();
    let rest: &[Column] = if values_follow && count(level2 + 3, &is_value) == 0 {
        &[Column::Name, Column::Target, Column::Basis]
    } else {
        &[Column::Name, Column::Description, Column::Target, Column::Basis]
    };
    for (column, meaning) in columns[level2 + 1..].iter_mut().zip(rest) {
        *column = *meaning;
    }
    Some(columns)
}

fn by_caret(rows: &[Row], caret: Column) -> Vec<Column> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let from = COLUMNS.iter().position(|column| *column == caret).unwrap_or(0);
    (from..from + width).map(|at| COLUMNS.get(at).copied().unwrap_or(Column::Other)).collect()
}

/// A cell of several lines comes from Excel and WPS in quotes; its breaks become those of Word,
/// which stay within a cell.
fn unquoted(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut begins = true;
    while let Some(c) = rest.chars().next() {
        if begins
            && c == '"'
            && let Some((cell, length)) = quoted(&rest[1..])
        {
            out.push_str(&cell.replace('\n', "\u{b}"));
            rest = &rest[1 + length..];
            begins = false;
            continue;
        }
        begins = matches!(c, '\t' | '\n');
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The cell behind an opening quote, when it is closed at the end of a cell and has several lines;
/// and how long it is with its closing quote.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('"')?;
        match text[at + 1..].chars().next() {
            Some('"') => at += 2,
            None | Some('\t' | '\n') => break,
            Some(_) => return None,
        }
    }
    let cell = &text[..at];
    // a quote at the start of one cell and one at the end of another are only signs
    let one_cell = cell.contains('\n') && !cell.contains('\t');
    one_cell.then(|| (cell.replace("\"\"", "\""), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn read(text: &str) -> Vec<String> {
        let pasted = indicators(text, Column::Name).unwrap();
        let row = |row: &Indicator| {
            let target = row.target.get().map(Kind::shown).unwrap_or_default();
            let texts = [&row.level1, &row.level2, &row.name, &row.description];
            let texts: Vec<&str> = texts.into_iter().map(|field| field.text()).collect();
            format!("{}/{target}/{}", texts.join("/"), row.basis.text())
        };
        pasted.rows.iter().map(row).collect()
    }

    #[test]
    fn columns_are_told_by_headings_levels_or_the_caret() {
        let whole = "产出指标/数量指标/人数/在职人数/≥30人/计划";
        assert_eq!(read("产出指标\t数量指标\t人数\t在职人数\t≥30人\t计划"), [whole]);
        assert_eq!(read("| 产出指标 | 数量指标 | 人数 | 在职人数 | ≥30人 | 计划 |"), [whole]);
        assert_eq!(read("指标值\t三级指标\t二级指标\n≥30人\t人数\t数量指标\n"), ["/数量指标/人数//≥30人/"]);
        assert_eq!(read("数量指标\t人数\t≥30人\n质量指标\t率\t95%")[1], "/质量指标/率//95%/");
        assert_eq!(read("人数\t在职人数\t≥30人"), ["//人数/在职人数/≥30人/"]);
        let pasted = indicators("人数\t在职人数\t≥30人\t计划\t多余", Column::Name).unwrap();
        assert_eq!(pasted.told_by, ToldBy::Caret);
        assert_eq!(pasted.report.warnings.len(), 1, "the cell too many is named");
    }

    #[test]
    fn a_merged_level_goes_on_and_rows_broken_in_a_cell_are_whole() {
        let text = "产出指标\t数量指标\t人数\t描述\t≥30人\t计划\r\n\t质量指标\t率\t\"一行\n二行\"\t95%\t\r\n";
        assert_eq!(
            read(text),
            ["产出指标/数量指标/人数/描述/≥30人/计划", "产出指标/质量指标/率/一行\n二行/95%/"]
        );
    }

    #[test]
    fn a_cell_too_many_in_one_row_is_named_and_the_others_are_whole() {
        let text = "产出指标\t数量指标\t人数\t描述\t≥30人\t计划\t多余\n\t质量指标\t率\t描述\t95%";
        let pasted = indicators(text, Column::Name).unwrap();
        assert_eq!(read(text)[1], "产出指标/质量指标/率/描述/95%/");
        let doubts: Vec<&Doubt> = pasted.report.warnings.iter().map(|warning| &warning.doubt).collect();
        assert_eq!(doubts, [&Doubt::Unplaced]);
        let text = "别的\t数量指标\t人数\t描述\t≥30人\t计划\t多余\n产出指标\t质量指标\t率\t描述\t95%";
        assert_eq!(read(text)[1], "产出指标/质量指标/率/描述/95%/");
        let text = "三级指标\t指标值\n人数\t≥30人\t多余\n率\t95%";
        assert_eq!(read(text), ["//人数//≥30人/", "//率//95%/"]);
    }

    #[test]
    fn what_has_cells_is_told_from_text() {
        assert!(has_cells("甲\t乙") && has_cells("|甲|乙|"));
        assert!(!has_cells("甲\n乙") && !has_cells("甲|乙") && !has_cells("甲\t"));
        assert!(is_project_table("项目编码\tX\n") && !is_project_table("数量指标\t人数"));
        assert_eq!(lines("1.第一项\r\n（二）第二项\r\r\n2021年做完"), ["第一项", "第二项", "2021年做完"]);
    }

    #[test]
    fn quotes_that_are_no_frame_stay() {
        assert_eq!(unquoted("\"甲\"\t乙"), "\"甲\"\t乙");
        assert_eq!(unquoted("\"甲\n\"\"乙\"\"\"\t丙"), "甲\u{b}\"乙\"\t丙");
        assert_eq!(unquoted("\"甲\n乙"), "\"甲\n乙");
    }
}
