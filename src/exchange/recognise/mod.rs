//! Blocks to a document, by structure and meaning. What the blocks say is taken as it is; what
//! only follows from them is taken where all sources agree, and said; what is not understood is
//! listed with its line.

mod form;
mod joined;
mod part_one;
pub mod pasted;
mod rows;

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, Blocks, Cell, Row};
use super::labels::{self, Section};
use super::report::{Doubt, Inferred, Repair, Report, Understood, Warning};
use crate::model::document::{Cover, FORMAT};
use crate::model::{Amount, Department, Document, Edition, Field, Kind, Project, Unit, Year, amount, code};
use crate::text::narrow::narrow_number;
use crate::text::say;
use part_one::PartOne;

/// Makes a document of blocks; `None` when they hold no project table.
pub fn recognise(blocks: Blocks) -> Option<(Document, Report)> {
    let mut reader = Reader::default();
    reader.notes.report.repairs = blocks.repairs;
    reader.notes.report.lines = blocks.lines;
    for block in joined::joined(blocks.blocks, &mut reader.notes.report.repairs) {
        reader.notes.report.understood.characters += characters(&block);
        match block {
            Block::Paragraph(cell) => reader.paragraph(cell),
            Block::Table(rows) => reader.table(rows),
        }
    }
    (!reader.projects.is_empty()).then(|| reader.finish())
}

fn characters(block: &Block) -> usize {
    let of = |cell: &Cell| cell.text.chars().count();
    match block {
        Block::Paragraph(cell) => of(cell),
        Block::Table(rows) => rows.iter().flatten().map(of).sum(),
    }
}

/// What is written down while reading.
#[derive(Debug, Default)]
pub struct Notes {
    report: Report,
    table: Option<usize>,
}

impl Notes {
    fn doubt(&mut self, doubt: Doubt, line: Option<usize>, text: &str) {
        let warning = Warning { table: self.table, ..Warning::new(doubt, line, text) };
        self.report.warnings.push(warning);
    }

    fn repair(&mut self, repair: Repair, line: usize, text: &str) {
        self.report.repairs.add(repair, line, text);
    }

    fn inferred(&mut self, (path, label): (&str, &'static str), value: &str, because: String) {
        let path = match self.table {
            Some(table) => format!("/projects/{table}{path}"),
            None => path.to_string(),
        };
        self.report.inferred.push(Inferred { path, label, value: value.to_string(), because });
    }

    /// Counts a cell whose digits were made narrow.
    fn full_width(&mut self, cell: &Cell, read: &str) {
        if !cell.text.contains(read) {
            self.repair(Repair::FullWidth, cell.line, "");
        }
    }

    /// The text of a code with narrow digits and letters.
    fn narrow(&mut self, cell: &Cell) -> String {
        let narrow = narrow_number(&cell.text);
        self.full_width(cell, &narrow);
        narrow
    }

    fn amount(&mut self, cell: &Cell, text: &str, name: &'static str) -> Amount {
        let amount = Amount::typed(text, None).unwrap_or_else(|| Amount::new(text));
        match amount.decimal() {
            Some(_) => self.full_width(cell, amount.text()),
            None => self.doubt(Doubt::NotANumber(name), Some(cell.line), text),
        }
        amount
    }
}

/// The numbers of a list, which should count up from one.
#[derive(Debug, Default)]
pub struct Numbers(Option<usize>);

impl Numbers {
    /// Whether there were any.
    fn any(&self) -> bool {
        self.0.is_some()
    }

    /// An item without a number counts all the same.
    fn unnumbered(&mut self) {
        self.0 = Some(self.0.map_or(1, |last| last + 1));
    }

    /// The next one; a gap is noted.
    fn next(&mut self, found: usize, line: usize, text: &str, notes: &mut Notes) {
        let expected = self.0.map_or(1, |last| last + 1);
        if found != expected {
            notes.doubt(Doubt::Numbering { expected, found }, Some(line), text);
        }
        self.0 = Some(found);
    }
}

#[derive(Default)]
struct Reader {
    notes: Notes,
    section: Option<Section>,
    /// Paragraphs before the first heading.
    front: Vec<Cell>,
    part_one: PartOne,
    titles: Numbers,
    /// The heading of the next table.
    title: Option<(usize, String)>,
    /// Unit and currency, where they stand above the table.
    above: (Option<(String, String)>, Option<String>),
    /// In the order of the source.
    units: Vec<(String, String)>,
    unit_names: HashMap<String, String>,
    currencies: Vec<String>,
    projects: Vec<Project>,
}

impl Reader {
    fn paragraph(&mut self, cell: Cell) {
        if let Some(section) = labels::section(&cell.text) {
            self.section = Some(section);
            self.part_one.open(section);
            return;
        }
        if let Some((number, name)) = labels::table_title(&cell.text) {
            self.section = Some(Section::PartTwo);
            match number {
                Some(number) => self.titles.next(number, cell.line, &cell.text, &mut self.notes),
                None => self.titles.unnumbered(),
            }
            if let Some((line, title)) = self.title.replace((cell.line, name.to_string())) {
                self.notes.doubt(Doubt::Unplaced, Some(line), &title);
            }
            return;
        }
        let placed = match self.section {
            Some(Section::PartTwo) => self.above(&cell),
            Some(section) => self.part_one.paragraph(section, &cell, &mut self.notes),
            None => self.above(&cell),
        };
        match (placed, self.section) {
            (true, _) => {}
            (false, None) if self.projects.is_empty() => self.front.push(cell),
            (false, _) => self.notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text),
        }
    }

    /// Takes unit and currency from a paragraph above a table: `630001某局　单位：万元`.
    fn above(&mut self, cell: &Cell) -> bool {
        let money = cell.text.rfind("单位").filter(|at| labels::currency(&cell.text[*at..]).is_some());
        let (unit, money) = cell.text.split_at(money.unwrap_or(cell.text.len()));
        let unit = unit.trim().trim_end_matches("金额");
        let found = labels::unit(unit);
        if found.is_none() && !unit.is_empty() {
            return false;
        }
        self.above.0 = found.or(self.above.0.take());
        self.above.1 = labels::currency(money).map(str::to_string).or(self.above.1.take());
        true
    }

    fn table(&mut self, rows: Vec<Row>) {
        for rows in form::split(rows) {
            if !form::is_project(&rows) {
                let texts: Vec<&str> = rows
                    .iter()
                    .flatten()
                    .map(|cell| cell.text.as_str())
                    .filter(|text| !text.is_empty())
                    .collect();
                let line = rows.first().and_then(|row| row.first()).map(|cell| cell.line);
                if !texts.is_empty() {
                    self.notes.doubt(Doubt::OtherTable, line, &texts.join("｜"));
                }
                continue;
            }
            self.project(rows);
        }
    }

    fn project(&mut self, rows: Vec<Row>) {
        let line = rows.first().and_then(|row| row.first()).map(|cell| cell.line);
        let noted = self.notes.report.warnings.len();
        self.notes.table = Some(self.projects.len());
        let mut form = form::read(rows, &mut self.notes);
        let (unit, currency) = std::mem::take(&mut self.above);
        let project = &mut form.project;
        match form.unit.or(unit) {
            Some((code, name)) => {
                project.unit_code = Field::Value(code.clone());
                match self.unit_names.get(&code) {
                    Some(known) if *known != name => {
                        let doubt = Doubt::SecondName { code, name: known.clone() };
                        self.notes.doubt(doubt, line, &name);
                    }
                    Some(_) => {}
                    None => {
                        self.unit_names.insert(code.clone(), name.clone());
                        self.units.push((code, name));
                    }
                }
            }
            None => self.notes.doubt(Doubt::Missing(say::IMPORT_UNIT), line, ""),
        }
        self.currencies.extend(form.currency.or(currency));
        if let Some((line, title)) = self.title.take() {
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let same = plain(&title) == plain(project.name.text());
            if !same && !title.is_empty() {
                let doubt = Doubt::OtherName { heading: title };
                self.notes.doubt(doubt, Some(line), project.name.text());
            }
        }
        self.notes.table = None;
        for warning in self.notes.report.warnings.iter_mut().skip(noted) {
            warning.project = project.name.text().to_string();
            warning.line = warning.line.or(line);
        }
        self.projects.push(form.project);
    }

    fn finish(mut self) -> (Document, Report) {
        let mut document = Document { format: Field::Value(FORMAT.to_string()), ..Document::default() };
        if let Some((line, title)) = self.title.take() {
            self.notes.doubt(Doubt::Unplaced, Some(line), &title);
        }
        self.infer(&mut document);
        self.cover(&mut document);
        self.part_one.finish(&mut document, &mut self.notes);
        let unit = |(code, name): (String, String)| Unit {
            code: Field::Value(code),
            name: Field::Value(name),
            ..Unit::default()
        };
        document.units = Field::Value(self.units.into_iter().map(unit).collect());
        document.projects = Field::Value(self.projects.into_iter().collect());
        document.complete_ids();
        let mut report = self.notes.report;
        report.tables = document.projects().count();
        report.indicators = document.projects().map(|project| project.indicators.values().count()).sum();
        report.total = total(document.projects());
        let mut by_unit: HashMap<&str, Vec<&Project>> = HashMap::new();
        for project in document.projects() {
            by_unit.entry(project.unit_code.text()).or_default().push(project);
        }
        for code in document.units.values().map(|unit| unit.code.text()) {
            let projects = by_unit.remove(code).unwrap_or_default();
            report.by_unit.push((code.to_string(), total(projects.into_iter())));
        }
        report.understood = understood(&report);
        // in the order of the source; what is about the whole document last
        report.warnings.sort_by_key(|warning| warning.line.unwrap_or(usize::MAX));
        (document, report)
    }

    /// Year, edition, department, division and currency, where all sources agree.
    fn infer(&mut self, document: &mut Document) {
        let codes: Vec<&str> =
            self.projects.iter().map(|project| project.code.text()).filter(|c| !c.is_empty()).collect();
        let digits = |from: usize, to: usize| {
            let part = |code: &&str| {
                let part = code.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
                part.unwrap_or(code).to_string()
            };
            distinct(codes.iter().map(part))
        };
        let (years, divisions) = (digits(6, 8), digits(0, 6));
        let number = codes.len();

        let year = single(&years).filter(|year| year.len() == 2).and_then(|year| year.parse::<u16>().ok());
        if let Some(year) = year {
            let year = 2000 + year;
            document.year = Field::Value(Year(year));
            self.notes.inferred(say::IMPORT_YEAR, &year.to_string(), say::import_by_codes(number, 7, 8));
            let edition = Edition::fitting(Some(year), single(&divisions).unwrap_or_default());
            document.edition = Field::Value(edition.name.clone());
            self.notes.inferred(
                say::IMPORT_EDITION,
                &edition.name,
                say::import_by_year(year, &edition.title),
            );
        } else {
            self.notes.doubt(Doubt::Disagree { label: say::IMPORT_YEAR.1, values: years }, None, "");
        }

        let division = single(&divisions).filter(|division| code::is_six_digits(division));
        let mut department = Department::default();
        match self.department() {
            Ok((name, unit)) => {
                self.notes.inferred(say::IMPORT_DEPARTMENT, &name, say::import_by_unit(&unit));
                department.name = Field::Value(name);
            }
            Err(values) => {
                self.notes.doubt(Doubt::Disagree { label: say::IMPORT_DEPARTMENT.1, values }, None, "");
            }
        }
        if let Some(division) = division {
            self.notes.inferred(say::IMPORT_DIVISION, division, say::import_by_codes(number, 1, 6));
            department.division_code = Field::Value(division.to_string());
        } else {
            let doubt = Doubt::Disagree { label: say::IMPORT_DIVISION.1, values: divisions };
            self.notes.doubt(doubt, None, "");
        }
        if !(department.name.is_absent() && department.division_code.is_absent()) {
            document.department = Field::Value(department);
        }

        let currencies = distinct(self.currencies.iter().cloned());
        match single(&currencies) {
            Some(unit) => document.currency_unit = Field::Value(unit.to_string()),
            None => {
                let doubt = Doubt::Disagree { label: say::IMPORT_CURRENCY, values: currencies };
                self.notes.doubt(doubt, None, "");
            }
        }
    }

    /// The department is the unit that calls itself 本级; where none does, the first. Two that do,
    /// or one behind others, contradict each other.
    fn department(&self) -> Result<(String, String), Vec<String>> {
        let main: Vec<&(String, String)> =
            self.units.iter().filter(|(_, name)| without_level(name) != name).collect();
        match (self.units.first(), main.as_slice()) {
            (Some((_, first)), []) => Ok((first.clone(), first.clone())),
            (Some(first), [only]) if *only == first => {
                Ok((without_level(&first.1).to_string(), first.1.clone()))
            }
            _ => Err(self.units.iter().map(|(_, name)| name.clone()).collect()),
        }
    }

    /// What stands before the first heading: title, department and date of the cover.
    fn cover(&mut self, document: &mut Document) {
        let mut cover = Cover::default();
        for cell in std::mem::take(&mut self.front) {
            let text = cell.text.as_str();
            let is_date = text.contains('年') && text.ends_with(['月', '日']) && text.chars().count() <= 12;
            let is_org = !text.is_empty()
                && (text == document.department_name() || self.units.iter().any(|(_, name)| name == text));
            let field = if is_date {
                &mut cover.date
            } else if is_org {
                &mut cover.org
            } else if text.contains("绩效") && text.chars().count() <= 60 {
                &mut cover.title
            } else {
                self.notes.doubt(Doubt::Unplaced, Some(cell.line), text);
                continue;
            };
            if field.is_absent() {
                *field = Field::Value(text.to_string());
            } else {
                self.notes.doubt(Doubt::Unplaced, Some(cell.line), text);
            }
        }
        if cover != Cover::default() {
            document.cover = Field::Value(cover);
        }
    }
}

/// The name of a unit without its （本级）.
fn without_level(name: &str) -> &str {
    let marks = ["（本级）", "(本级)", "（本级)", "(本级）", "本级"];
    marks.iter().find_map(|mark| name.strip_suffix(mark)).unwrap_or(name).trim()
}

/// The sum of 预算数.
fn total<'a>(projects: impl Iterator<Item = &'a Project>) -> Option<rust_decimal::Decimal> {
    let amounts: Option<Vec<&Amount>> =
        projects.map(|project| project.budget.get().and_then(|budget| budget.total.get())).collect();
    amount::sum(amounts?)
}

/// The measure of what was placed, from what was noted as left over.
fn understood(report: &Report) -> Understood {
    let left = |is: fn(&Doubt) -> bool| report.warnings.iter().filter(move |warning| is(&warning.doubt));
    let texts = left(|doubt| matches!(doubt, Doubt::Unplaced | Doubt::OtherTable | Doubt::Row { .. }));
    Understood {
        tables: report.tables,
        tables_left: left(|doubt| matches!(doubt, Doubt::OtherTable)).count(),
        rows: report.indicators,
        rows_left: left(|doubt| matches!(doubt, Doubt::Row { .. })).count(),
        characters: report.understood.characters,
        characters_left: texts.map(|warning| warning.text.chars().count()).sum(),
    }
}

/// The different values, in order.
fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}

fn single(values: &[String]) -> Option<&str> {
    match values {
        [only] => Some(only),
        _ => None,
    }
}
