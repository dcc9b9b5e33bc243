//! Excel: `.xlsx`. In front a sheet of all projects with their sums and the goals of the department;
//! then all indicators as one table to filter; then a sheet a project in the printed form.
//!
//! The first column of every sheet is hidden. It holds the id of the record that stands in its row;
//! on a sheet that only says again what others hold, [`AGAIN`] in its first row, so that an import
//! leaves it out, and says so where it was changed.

mod cells;
mod lists;

use std::collections::HashSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Refused;
use super::form::{self, Block, Cell, Down, Form, GRID, Look, Row};
use super::measure;
use crate::model::Document;
use crate::text::say::export as say;
use cells::{LEFT, LINE, Looks, Sheet, lines, percentage};

/// Stands out of sight on a sheet whose content stands on others too, before the mark of what was
/// written there.
pub const AGAIN: &str = "jixiao:again";
/// Excel takes no longer name for a sheet.
const LONGEST_NAME: usize = 31;
/// The width of a column that shows a millimetre on paper.
const PER_MM: f64 = 0.5;
/// Chinese characters of the cells' font in a millimetre.
const CHARACTERS: f64 = 0.29;

type Done = Result<(), XlsxError>;

/// Writes `document`.
pub fn write(document: &Document) -> Result<Vec<u8>, Refused> {
    let form = form::form(document);
    book(document, &form).map_err(|_| Refused)
}

fn book(document: &Document, form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // the same document always gives the same bytes
    let properties = DocProperties::new().set_title(&form.title);
    book.set_properties(&properties.set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let looks = Looks::new();
    let mut sheet = Sheet::new(book.add_worksheet(), &looks, say::SHEET_PROJECTS)?;
    sheet.projects(document, form)?;
    let mut sheet = Sheet::new(book.add_worksheet(), &looks, say::SHEET_GOALS)?;
    sheet.goals(form)?;
    let mut sheet = Sheet::new(book.add_worksheet(), &looks, say::SHEET_INDICATORS)?;
    sheet.indicators(document)?;
    let mut names: HashSet<String> =
        [say::SHEET_PROJECTS, say::SHEET_GOALS, say::SHEET_INDICATORS].map(str::to_string).into();
    let projects = document.projects().zip(form.blocks.iter().filter_map(|block| match block {
        Block::Project { title, id, upper, lower } => Some((title, id, upper, lower)),
        _ => None,
    }));
    for (number, (project, (title, id, upper, lower))) in projects.enumerate() {
        let name = name(number + 1, &form::line(&project.name), &mut names);
        let mut sheet = Sheet::new(book.add_worksheet(), &looks, &name)?;
        sheet.project(title, id, upper, lower)?;
    }
    book.save_to_buffer()
}

/// A name for a sheet that no other has: number and project, without what Excel forbids.
fn name(number: usize, project: &str, names: &mut HashSet<String>) -> String {
    let forbidden = |c| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let whole = format!("{number} {}", project.replace(forbidden, "_"));
    let mut name = String::new();
    let mut length = 0;
    for c in whole.trim().chars() {
        length += c.len_utf16();
        if length > LONGEST_NAME {
            break;
        }
        name.push(c);
    }
    // the number alone is a name of its own
    if !names.insert(name.to_lowercase()) { number.to_string() } else { name }
}

impl Sheet<'_> {
    /// Cover and first part, a row a paragraph.
    fn goals(&mut self, form: &Form) -> Done {
        let looks = self.looks;
        self.columns(&[72.0])?;
        let mut row = 0;
        for block in &form.blocks {
            let (texts, id, look): (Vec<&str>, &str, _) = match block {
                Block::Cover { title, org, date } => (vec![title, org, date], "", &looks.heading),
                Block::Part { .. } if is_second(form, block) => continue,
                Block::Part { number, title } => (vec![number, title], "", &looks.heading),
                Block::Section(text) => (vec![text], "", &looks.heading),
                Block::Item { text, id } => (vec![text.as_str()], *id, &looks.heading),
                Block::Paragraph { text, id } => (vec![text], *id, &looks.paragraph),
                Block::Project { .. } => continue,
            };
            for text in texts.into_iter().filter(|text| !text.is_empty()) {
                self.id(row, id)?;
                self.write(row, LEFT, text, look)?;
                self.height(row, lines(text, 72.0 * 10.0 / 12.0), 16.0)?;
                row += 1;
            }
        }
        Ok(())
    }

    /// A project in the printed form.
    fn project(&mut self, title: &str, id: &str, upper: &[Row], lower: &[Row]) -> Done {
        let looks = self.looks;
        for (column, mm) in (LEFT..).zip(GRID) {
            self.sheet.set_column_width(column, f64::from(mm) * PER_MM)?;
        }
        self.id(0, id)?;
        self.merged(0, LEFT, GRID.len() as u16, title, &looks.title)?;
        self.sheet.set_row_height(0, 16.0 * 1.6 * lines(title, 78.0 * 10.0 / 16.0) as f64)?;
        let header = 1 + upper.len() as u32;
        self.sheet.set_repeat_rows(header, header)?;
        for (row, printed) in (1..).zip(upper.iter().chain(lower)) {
            self.id(row, printed.id)?;
            let mut column = LEFT;
            for cell in &printed.cells {
                self.cell(row, column, cell)?;
                column += cell.across as u16;
            }
            self.height(row, measure::lines(printed, CHARACTERS), LINE)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Done {
        let look = self.looks.of(cell.look);
        let rows = match cell.down {
            Down::Alone => 1,
            Down::Opens(rows) => rows as u32,
            Down::GoesOn => return Ok(()),
        };
        let across = cell.across as u16;
        if rows > 1 || across > 1 {
            self.sheet.merge_range(row, column, row + rows - 1, column + across - 1, "", look)?;
        }
        match cell.look {
            Look::Amount => self.amount(row, column, &cell.text, 0),
            Look::Short => match percentage(&cell.text) {
                Some((value, format)) => {
                    self.sheet.write_number_with_format(
                        row,
                        column,
                        value,
                        &look.clone().set_num_format(format),
                    )?;
                    Ok(())
                }
                None => self.write(row, column, &cell.text, look),
            },
            _ => self.write(row, column, &cell.text, look),
        }
    }
}

/// Whether `block` is the heading of the second part.
fn is_second(form: &Form, block: &Block) -> bool {
    let mut parts = form.blocks.iter().filter(|block| matches!(block, Block::Part { .. }));
    parts.next_back().is_some_and(|last| std::ptr::eq(last, block))
}
