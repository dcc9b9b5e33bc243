//! Excel: `.xlsx`. In front a sheet of all projects with their sums and the goals of the department;
//! then all indicators as one table to filter; then a sheet a project in the printed form.
//!
//! The first column of every sheet is hidden. It holds the id of the record that stands in its row;
//! on a sheet that only says again what others hold, [`AGAIN`] in its first row, so that an import
//! leaves it out.

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::Refused;
use super::form::{self, Block, Cell, Down, Form, GRID, Look, Row};
use super::measure;
use crate::model::{Amount, Document, Field, Project};
use crate::text::say::export as say;
use crate::text::wrap;

/// Stands out of sight on a sheet whose content stands on others too.
pub const AGAIN: &str = "jixiao:again";
/// Excel takes no longer text into a cell, counted in UTF-16.
const LONGEST: usize = 32_000;
/// Excel makes no row higher.
const HIGHEST: f64 = 409.0;
/// Excel takes no longer name for a sheet.
const LONGEST_NAME: usize = 31;
/// The width of a column that shows a millimetre on paper, and the points of a line.
const PER_MM: f64 = 0.5;
const LINE: f64 = 13.0;
/// Chinese characters of the cells' font in a millimetre.
const CHARACTERS: f64 = 0.29;
/// The first column that is seen.
const LEFT: u16 = 1;

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

/// How cells look.
struct Looks {
    title: Format,
    heading: Format,
    paragraph: Format,
    label: Format,
    short: Format,
    words: Format,
    amount: Format,
    above: Format,
    above_right: Format,
    bold: Format,
}

impl Looks {
    fn new() -> Looks {
        let plain = Format::new()
            .set_font_name("宋体")
            .set_font_size(10)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let framed = plain.clone().set_border(FormatBorder::Thin);
        Looks {
            title: plain
                .clone()
                .set_font_name("方正小标宋简体")
                .set_font_size(16)
                .set_align(FormatAlign::Center),
            heading: plain.clone().set_font_name("黑体").set_font_size(12),
            paragraph: plain.clone().set_font_name("仿宋").set_font_size(12),
            label: framed.clone().set_font_name("黑体").set_align(FormatAlign::Center),
            short: framed.clone().set_align(FormatAlign::Center),
            words: framed.clone().set_align(FormatAlign::Left),
            amount: framed.clone().set_align(FormatAlign::Right),
            above: plain.clone().set_align(FormatAlign::Left),
            above_right: plain.set_align(FormatAlign::Right),
            bold: framed.set_bold().set_align(FormatAlign::Center),
        }
    }

    fn of(&self, look: Look) -> &Format {
        match look {
            Look::Label => &self.label,
            Look::Short => &self.short,
            Look::Words => &self.words,
            Look::Amount => &self.amount,
            Look::Above => &self.above,
            Look::AboveRight => &self.above_right,
        }
    }
}

struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
}

impl<'a> Sheet<'a> {
    fn new(sheet: &'a mut Worksheet, looks: &'a Looks, name: &str) -> Result<Sheet<'a>, XlsxError> {
        sheet.set_name(name)?;
        sheet.set_column_hidden(0)?;
        sheet
            .set_paper_size(9)
            .set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3)
            .set_footer("&C- &P -")
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true);
        Ok(Sheet { sheet, looks })
    }

    /// All projects, a row each, a sum behind those of a unit, and one behind all.
    fn projects(&mut self, document: &Document, form: &Form) -> Done {
        let looks = self.looks;
        self.again()?;
        let currency = form::line(&document.currency_unit);
        self.columns(&[8.0, 26.0, 24.0, 34.0, 13.0, 13.0, 13.0, 9.0])?;
        self.sheet.set_landscape();
        self.merged(0, 1, 8, &format!("{}{}", form.title, say::SHEET_PROJECTS_TITLE), &looks.title)?;
        self.sheet.set_row_height(0, 30)?;
        let edition = document.edition().0;
        let of_unit = if currency.is_empty() {
            String::new()
        } else {
            format!("{}{currency}", edition.printed.currency)
        };
        self.merged(1, 1, 8, &of_unit, &looks.above_right)?;
        let fund = |field: &str| {
            let fund = edition.funds.iter().find(|fund| fund.field == field);
            fund.map_or("", |fund| fund.label.as_str()).to_string()
        };
        let words = &edition.printed;
        let headings = [
            say::NUMBER.to_string(),
            say::UNIT.to_string(),
            words.code.clone(),
            words.name.clone(),
            fund("total"),
            fund("fiscal"),
            fund("other"),
            say::INDICATORS.to_string(),
        ];
        for (column, text) in (LEFT..).zip(&headings) {
            self.write(2, column, text, &looks.label)?;
        }
        self.sheet.set_freeze_panes(3, 0)?.set_repeat_rows(0, 2)?;
        let projects: Vec<&Project> = document.projects().collect();
        let several = projects.windows(2).any(|pair| pair[0].unit_code != pair[1].unit_code);
        let mut row = 3;
        let mut number = 0;
        for of_unit in projects.chunk_by(|one, other| one.unit_code == other.unit_code) {
            let first = row;
            for project in of_unit {
                number += 1;
                self.project_row(row, number, document, project)?;
                row += 1;
            }
            if several {
                self.sums(row, first, &say::subtotal(of_unit.len()), of_unit)?;
                row += 1;
            }
        }
        self.sums(row, 3, &say::total(projects.len()), &projects)?;
        let uncounted = projects
            .iter()
            .flat_map(|project| amounts(project))
            .filter(|amount| !amount.is_absent() && amount.get().and_then(number_of).is_none());
        match uncounted.count() {
            0 => Ok(()),
            n => self.merged(row + 1, 1, 8, &say::not_summed(n), &looks.above),
        }
    }

    fn project_row(&mut self, row: u32, number: usize, document: &Document, project: &Project) -> Done {
        let looks = self.looks;
        self.id(row, form::id(&project.id))?;
        let unit = form::unit(document, project);
        self.sheet.write_number_with_format(row, 1, number as f64, &looks.short)?;
        for (column, text) in
            (2..).zip([unit.as_str(), &form::line(&project.code), &form::line(&project.name)])
        {
            self.write(row, column, text, &looks.words)?;
        }
        for (column, amount) in (5..).zip(amounts(project)) {
            self.amount(row, column, &form::amount(amount), 2)?;
        }
        let indicators = project.indicators.values().count();
        self.sheet.write_number_with_format(row, 8, indicators as f64, &looks.short)?;
        let lines =
            [(26.0, unit.as_str()), (34.0, project.name.text())].map(|(width, text)| lines(text, width));
        self.height(row, lines.into_iter().max().unwrap_or(1), LINE)
    }

    /// The sums of the rows from `first` to the one before `row`. A sum among them counts no second
    /// time.
    fn sums(&mut self, row: u32, first: u32, text: &str, projects: &[&Project]) -> Done {
        let looks = self.looks;
        for column in LEFT..=8 {
            self.sheet.write_blank(row, column, &looks.bold)?;
        }
        self.write(row, 4, text, &looks.bold)?;
        let bold = looks.amount.clone().set_bold().set_num_format("0.00");
        let whole = looks.bold.clone().set_num_format("0");
        for (nth, letter) in ["F", "G", "H"].into_iter().enumerate() {
            let known = projects.iter().filter_map(|project| number_of(amounts(project)[nth].get()?));
            let sum: Decimal = known.fold(Decimal::ZERO, Decimal::saturating_add);
            self.sum(row, 5 + nth as u16, first, letter, &sum.to_string(), &bold)?;
        }
        let indicators: usize = projects.iter().map(|project| project.indicators.values().count()).sum();
        self.sum(row, 8, first, "I", &indicators.to_string(), &whole)?;
        self.height(row, 1, LINE)
    }

    fn sum(&mut self, row: u32, column: u16, first: u32, letter: &str, result: &str, look: &Format) -> Done {
        if row == first {
            return self.write(row, column, "", look);
        }
        let formula = format!("=SUBTOTAL(9,{letter}{}:{letter}{row})", first + 1);
        self.sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), look)?;
        Ok(())
    }

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

    /// All indicators, a row each, to be filtered.
    fn indicators(&mut self, document: &Document) -> Done {
        let looks = self.looks;
        self.again()?;
        self.sheet.set_landscape();
        let widths = [18.0, 23.0, 20.0, 12.0, 15.0, 22.0, 28.0, 16.0, 18.0, 8.0, 16.0, 16.0];
        let optional: [fn(&crate::model::Indicator) -> String; 3] = [
            |row| form::amount(&row.weight),
            |row| form::text(&row.scoring).into_owned(),
            |row| form::text(&row.source).into_owned(),
        ];
        let rows = || document.projects().flat_map(|project| project.indicators.values());
        // what the form has no place for is a column where somebody wrote it
        let used: Vec<usize> = (0..3).filter(|at| rows().any(|row| !optional[*at](row).is_empty())).collect();
        let shown: Vec<f64> = (0..9).chain(used.iter().map(|at| 9 + at)).map(|at| widths[at]).collect();
        self.columns(&shown)?;
        let edition = document.edition().0;
        let optional_names = [say::WEIGHT, say::SCORING, say::SOURCE];
        let headings = [say::UNIT, edition.printed.code.as_str(), edition.printed.name.as_str()]
            .into_iter()
            .chain(edition.columns.iter().map(String::as_str))
            .chain(used.iter().map(|at| optional_names[*at]));
        let mut last = 0;
        for (column, text) in (LEFT..).zip(headings) {
            self.write(0, column, text, &looks.label)?;
            last = column;
        }
        let mut row = 1;
        for project in document.projects() {
            let of_project = [
                form::unit(document, project),
                form::line(&project.code).into_owned(),
                form::line(&project.name).into_owned(),
            ];
            for indicator in project.indicators.values() {
                self.id(row, form::id(&indicator.id))?;
                let target = form::target(indicator);
                let own = [&indicator.level1, &indicator.level2, &indicator.name, &indicator.description];
                let texts = of_project
                    .iter()
                    .cloned()
                    .chain(own.map(|field| form::text(field).into_owned()))
                    .chain([target.into_owned(), form::text(&indicator.basis).into_owned()])
                    .chain(used.iter().map(|at| optional[*at](indicator)));
                let mut tallest = 1;
                for ((column, text), width) in (LEFT..).zip(texts).zip(&shown) {
                    self.write(row, column, &text, &looks.words)?;
                    tallest = tallest.max(lines(&text, *width));
                }
                self.height(row, tallest, LINE)?;
                row += 1;
            }
        }
        self.sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        self.sheet.autofilter(0, LEFT, row.saturating_sub(1).max(1), last)?;
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

    /// An amount as a number, where Excel can keep it; with its digits, and at least `digits` of them.
    fn amount(&mut self, row: u32, column: u16, text: &str, digits: u32) -> Done {
        let look = &self.looks.amount;
        let exact = decimal(text).and_then(|value| Some((exact(value)?, value.scale())));
        match exact {
            Some((value, scale)) => {
                let look = look.clone().set_num_format(places(scale.max(digits)));
                self.sheet.write_number_with_format(row, column, value, &look)?;
                Ok(())
            }
            None => self.write(row, column, text, look),
        }
    }

    /// Text stays text, whatever it begins with.
    fn write(&mut self, row: u32, column: u16, text: &str, look: &Format) -> Done {
        if text.is_empty() {
            self.sheet.write_blank(row, column, look)?;
        } else {
            self.sheet.write_string_with_format(row, column, cut(text), look)?;
        }
        Ok(())
    }

    fn merged(&mut self, row: u32, first: u16, last: u16, text: &str, look: &Format) -> Done {
        self.sheet.merge_range(row, first, row, last, "", look)?;
        self.write(row, first, text, look)
    }

    /// The id of the record in that row.
    fn id(&mut self, row: u32, id: &str) -> Done {
        if !id.is_empty() {
            self.sheet.write_string(row, 0, id)?;
        }
        Ok(())
    }

    /// What stands here stands on other sheets, too.
    fn again(&mut self) -> Done {
        self.sheet.write_string(0, 0, AGAIN)?;
        Ok(())
    }

    fn columns(&mut self, widths: &[f64]) -> Done {
        for (column, width) in (LEFT..).zip(widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(())
    }

    /// Excel does not measure merged cells, and other programs none at all.
    fn height(&mut self, row: u32, lines: usize, line: f64) -> Done {
        self.sheet.set_row_height(row, (lines.max(1) as f64 * line + 6.0).min(HIGHEST))?;
        Ok(())
    }
}

/// Whether `block` is the heading of the second part.
fn is_second(form: &Form, block: &Block) -> bool {
    let mut parts = form.blocks.iter().filter(|block| matches!(block, Block::Part { .. }));
    parts.next_back().is_some_and(|last| std::ptr::eq(last, block))
}

/// The three amounts of a project.
fn amounts(project: &Project) -> [&Field<Amount>; 3] {
    static NONE: Field<Amount> = Field::Absent;
    match project.budget.get() {
        Some(budget) => [&budget.total, &budget.fiscal, &budget.other],
        None => [&NONE, &NONE, &NONE],
    }
}

/// The value of an amount that stands in a cell as a number.
fn number_of(amount: &Amount) -> Option<Decimal> {
    amount.decimal().filter(|value| exact(*value).is_some())
}

fn decimal(text: &str) -> Option<Decimal> {
    Amount::new(text).decimal()
}

/// `value` as Excel counts, where that loses nothing: it knows fifteen digits.
fn exact(value: Decimal) -> Option<f64> {
    let number = value.to_f64()?;
    let digits = value.normalize().mantissa().unsigned_abs().to_string().len();
    (digits <= 15 && Decimal::from_str_exact(&number.to_string()).ok()? == value).then_some(number)
}

/// A number format with that many digits behind the point.
fn places(digits: u32) -> String {
    match digits {
        0 => "0".to_string(),
        digits => format!("0.{}", "0".repeat(digits as usize)),
    }
}

/// `25.00%` as Excel keeps it.
fn percentage(text: &str) -> Option<(f64, String)> {
    let value = decimal(text.strip_suffix('%')?)?;
    let share = exact(value.checked_div(Decimal::ONE_HUNDRED)?)?;
    Some((share, format!("{}%", places(value.scale()))))
}

/// Lines in a column of that width.
fn lines(text: &str, width: f64) -> usize {
    let columns = (width - 2.0).max(2.0) as usize;
    text.split('\n').map(|line| wrap::wrap(line, columns).len()).sum()
}

/// As much of `text` as Excel takes.
fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_string();
    }
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= LONGEST
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() < text.len() { kept + say::CUT } else { kept }
}
