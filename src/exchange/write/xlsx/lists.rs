//! The sheets that say again, as lists, what stands in the tables of the projects: all projects with
//! their sums, and all indicators to be filtered.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula};

use super::Done;
use super::cells::{LEFT, LINE, Sheet, exact, lines};
use crate::exchange::write::form::{self, Form};
use crate::model::{Amount, Document, Field, Project};
use crate::text::say::export as say;

impl Sheet<'_> {
    /// All projects, a row each, a sum behind those of a unit, and one behind all.
    pub fn projects(&mut self, document: &Document, form: &Form) -> Done {
        let looks = self.looks;
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
            0 => {}
            n => self.merged(row + 1, 1, 8, &say::not_summed(n), &looks.above)?,
        }
        self.again()
    }

    fn project_row(&mut self, row: u32, number: usize, document: &Document, project: &Project) -> Done {
        let looks = self.looks;
        self.id(row, form::id(&project.id))?;
        let unit = form::unit(document, project);
        self.count(row, 1, number, &looks.short)?;
        for (column, text) in
            (2..).zip([unit.as_str(), &form::line(&project.code), &form::line(&project.name)])
        {
            self.write(row, column, text, &looks.words)?;
        }
        for (column, amount) in (5..).zip(amounts(project)) {
            self.amount(row, column, &form::amount(amount), 2)?;
        }
        let indicators = project.indicators.values().count();
        self.count(row, 8, indicators, &looks.short)?;
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

    /// All indicators, a row each, to be filtered.
    pub fn indicators(&mut self, document: &Document) -> Done {
        let looks = self.looks;
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
        self.again()
    }
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
