//! Blocks to a document, by structure and meaning. What the blocks say is taken as it is; what
//! only follows from them is taken where all sources agree, and said; what is not understood is
//! listed with its line.

mod flat;
mod form;
mod heads;
mod joined;
mod money;
mod part_one;
pub mod pasted;
mod rows;
mod upper;
mod whole;

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, Blocks, Cell, Row};
use super::labels::{self, Label, Section};
use super::report::{Doubt, Inferred, Repair, Report, Understood, Warning};
use crate::model::document::{Cover, FORMAT};
use crate::model::{Amount, Department, Document, Edition, Field, Project, Unit, Year, amount, code, id};
use crate::text::narrow::narrow_number;
use crate::text::say;
use form::Form;
pub(in crate::exchange) use money::convert;
use part_one::PartOne;

/// Makes a document of blocks; `None` when they hold no project table.
pub fn recognise(blocks: Blocks) -> Option<(Document, Report)> {
    let mut reader = Reader::default();
    reader.notes.report.repairs = blocks.repairs;
    reader.notes.report.lines = blocks.lines;
    for block in joined::joined(blocks.blocks, &mut reader.notes.report.repairs) {
        reader.notes.report.understood.characters += characters(&block);
        for cell in block.cells() {
            if let Some(line) = labels::residue(&cell.text) {
                reader.notes.doubt(Doubt::Residue, Some(cell.line), line);
            }
        }
        match block {
            Block::Paragraph(cell) => reader.paragraph(cell),
            Block::Table(rows) => reader.table(rows),
        }
    }
    let found = !reader.projects.is_empty() || reader.part_one.has_goal();
    found.then(|| reader.finish())
}

fn characters(block: &Block) -> usize {
    block.cells().map(|cell| cell.text.chars().count()).sum()
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

    /// Leaves out what was noted of tables that `stays` has no place for, and renumbers the others.
    fn left_out(&mut self, stays: impl Fn(usize) -> Option<usize>) {
        self.report.warnings.retain_mut(|warning| match warning.table {
            Some(table) => {
                warning.table = stays(table);
                warning.table.is_some()
            }
            None => true,
        });
        let moved = |path: &mut String| {
            let Some(rest) = path.strip_prefix("/projects/") else { return true };
            let (table, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let here = table.parse().ok().and_then(&stays);
            let here = here.map(|table: usize| format!("/projects/{table}{rest}"));
            let stays = here.is_some();
            *path = here.unwrap_or_default();
            stays
        };
        self.report.inferred.retain_mut(|item| moved(&mut item.path));
        self.report.origins.retain_mut(|(path, _)| moved(path));
    }

    fn repair(&mut self, repair: Repair, line: usize, text: &str) {
        self.report.repairs.add(repair, line, text);
    }

    fn inferred(&mut self, (path, label): (&str, &'static str), value: &str, because: String) {
        let path = self.path(path);
        self.report.inferred.push(Inferred { path, label, value: value.to_string(), because });
    }

    /// A field, or a record with all its fields, came from that line.
    fn origin(&mut self, path: &str, line: usize) {
        let path = self.path(path);
        self.report.origins.push((path, line));
    }

    /// The JSON pointer of a field of the table that is read, or of the document.
    fn path(&self, path: &str) -> String {
        match self.table {
            Some(table) => format!("/projects/{table}{path}"),
            None => path.to_string(),
        }
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
    /// The id that its format carries.
    title_id: Option<String>,
    /// Unit and currency, where they stand above the table.
    above: (Option<(String, String)>, Option<String>),
    /// In the order of the source.
    units: Vec<(String, String)>,
    unit_names: HashMap<String, String>,
    /// Departments and units that are named without a code, and by which project.
    organisations: Vec<(Option<usize>, (Label, String, Cell))>,
    /// Years that titles and tables name.
    years: Vec<u16>,
    projects: Vec<Project>,
    /// The unit of the amounts, of each project.
    currencies: Vec<Option<String>>,
    /// Which of the projects come from a list of several.
    listed: Vec<usize>,
}

impl Reader {
    fn paragraph(&mut self, cell: Cell) {
        if let Some(section) = labels::section(&cell.text) {
            self.section = Some(section);
            self.part_one.open(section);
            return;
        }
        if let Some(year) = labels::whole_year(&cell.text) {
            return self.years.push(year);
        }
        if let Some((number, name)) = labels::table_title(&cell.text) {
            if name.is_empty() {
                self.years.extend(labels::year_in(&cell.text).map(|(year, _)| year));
            }
            self.section = Some(Section::PartTwo);
            match number {
                Some(number) => self.titles.next(number, cell.line, &cell.text, &mut self.notes),
                None => self.titles.unnumbered(),
            }
            if let Some((line, title)) = self.title.replace((cell.line, name.to_string())) {
                self.notes.doubt(Doubt::Unplaced, Some(line), &title);
            }
            self.title_id = cell.id;
            return;
        }
        let placed = match self.section {
            Some(Section::PartTwo) => self.above(&cell),
            Some(section) => self.part_one.paragraph(section, &cell, &mut self.notes),
            None => self.above(&cell),
        };
        match (placed, self.section) {
            (true, _) => {}
            (false, None) if self.projects.is_empty() => {
                let titled = cell.text.contains("绩效") && cell.text.chars().count() <= 60;
                let year = titled.then(|| labels::year_in(&cell.text)).flatten();
                self.years.extend(year.map(|(year, _)| year));
                self.front.push(cell);
            }
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
        let mut rows = heads::joined(rows);
        if let Some((at, header)) = flat::header(&rows) {
            let below = rows.split_off(at + 1);
            rows.truncate(at);
            for cell in rows.into_iter().flatten().filter(|cell| !cell.text.is_empty()) {
                self.paragraph(cell);
            }
            return self.list(below, &header);
        }
        for rows in form::split(rows) {
            if whole::is_whole(&rows) {
                self.whole(rows);
            } else if form::is_project(&rows) {
                self.project(rows);
            } else {
                self.unknown(&rows);
            }
        }
    }

    /// A table of the whole department: its goals are those of part one.
    fn whole(&mut self, rows: Vec<Row>) {
        let (form, goals) = whole::read(rows, &mut self.notes);
        self.title = None;
        self.years.extend(form.year);
        self.organisations.extend(form.organisations.into_iter().map(|found| (None, found)));
        self.part_one.open(Section::Overall);
        for cell in goals {
            self.part_one.paragraph(Section::Overall, &cell, &mut self.notes);
        }
    }

    fn unknown(&mut self, rows: &[Row]) {
        let texts: Vec<&str> =
            rows.iter().flatten().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
        let line = rows.first().and_then(|row| row.first()).map(|cell| cell.line);
        if !texts.is_empty() {
            self.notes.doubt(Doubt::OtherTable, line, &texts.join("｜"));
        }
    }

    /// One table with several projects. What stands in tables of their own, too, is left out at the
    /// end.
    fn list(&mut self, rows: Vec<Row>, header: &flat::Header) {
        let (unit, currency) = std::mem::take(&mut self.above);
        self.title = None;
        let noted = self.notes.report.warnings.len();
        let line = rows.first().and_then(|row| row.first()).map(|cell| cell.line);
        for form in flat::read(rows, header, self.projects.len(), &mut self.notes) {
            self.notes.table = Some(self.projects.len());
            self.above = (unit.clone(), currency.clone());
            self.listed.push(self.projects.len());
            self.take(form, line, noted);
        }
    }

    fn project(&mut self, rows: Vec<Row>) {
        let line = rows.first().and_then(|row| row.first()).map(|cell| cell.line);
        let noted = self.notes.report.warnings.len();
        self.notes.table = Some(self.projects.len());
        let form = form::read(rows, &mut self.notes);
        self.take(form, line, noted);
    }

    /// Takes in what a table says; `noted` is how many doubts there were before it.
    fn take(&mut self, mut form: Form, line: Option<usize>, noted: usize) {
        let (unit, above) = std::mem::take(&mut self.above);
        let currency = money::unit_of(&form, above);
        form.project.budget = money::budget(&mut form, currency.as_deref(), &mut self.notes);
        self.currencies.push(currency);
        self.years.extend(form.year);
        let organisations = std::mem::take(&mut form.organisations);
        let unit =
            form.unit.take().or(unit).or_else(|| self.unit_by_code(form.unit_code.take(), &organisations));
        match unit {
            Some((code, name)) => {
                form.project.unit_code = Field::Value(code.clone());
                self.unit(code, name, line);
            }
            None => self.notes.doubt(Doubt::Missing(say::IMPORT_UNIT), line, ""),
        }
        let table = self.notes.table;
        self.organisations.extend(organisations.into_iter().map(|found| (table, found)));
        if let Some(line) = line {
            self.notes.origin("", line);
        }
        let project = &mut form.project;
        let above = self.title.take();
        if let Some((line, title)) = form.title.take().filter(|(_, title)| !title.is_empty()).or(above) {
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let same = plain(&title) == plain(project.name.text());
            if !same && !title.is_empty() {
                let doubt = Doubt::OtherName { heading: title };
                self.notes.doubt(doubt, Some(line), project.name.text());
            }
        }
        if let Some(id) = self.title_id.take().or(form.id.take()) {
            project.id = Field::Value(id);
        }
        form::missing(project, &mut self.notes);
        self.notes.table = None;
        for warning in self.notes.report.warnings.iter_mut().skip(noted) {
            if warning.table == table {
                warning.project = project.name.text().to_string();
                warning.line = warning.line.or(line);
            }
        }
        self.projects.push(form.project);
    }

    fn unit(&mut self, code: String, name: String, line: Option<usize>) {
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

    /// The unit whose code stands apart from its name; a code alone is that of a unit known already.
    fn unit_by_code(
        &self,
        code: Option<String>,
        organisations: &[(Label, String, Cell)],
    ) -> Option<(String, String)> {
        let code = code.filter(|code| code::is_six_digits(code))?;
        let named =
            organisations.iter().find(|(label, ..)| *label == Label::Unit).map(|(.., cell)| &cell.text);
        let name = named.or_else(|| self.unit_names.get(&code))?.clone();
        Some((code, name))
    }

    fn finish(mut self) -> (Document, Report) {
        let mut document = Document { format: Field::Value(FORMAT.to_string()), ..Document::default() };
        if let Some((line, title)) = self.title.take() {
            self.notes.doubt(Doubt::Unplaced, Some(line), &title);
        }
        self.leave_lists_out();
        self.infer(&mut document);
        self.other_organisations(&document);
        self.cover(&mut document);
        self.part_one.finish(&mut document, &mut self.notes);
        let unit = |(code, name): (String, String)| Unit {
            code: Field::Value(code),
            name: Field::Value(name),
            ..Unit::default()
        };
        document.units = Field::Value(self.units.into_iter().map(unit).collect());
        document.projects = Field::Value(self.projects.into_iter().collect());
        let carried = only_good_ids(&mut document);
        document.complete_ids();
        let mut report = self.notes.report;
        report.carried = carried;
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

    /// Leaves out what a list says of projects that have tables of their own.
    fn leave_lists_out(&mut self) {
        if self.listed.is_empty() || self.listed.len() == self.projects.len() {
            return;
        }
        let listed: HashSet<usize> = self.listed.drain(..).collect();
        let mut known: HashMap<(&str, &str), Vec<&Project>> = HashMap::new();
        for (_, project) in self.projects.iter().enumerate().filter(|(at, _)| !listed.contains(at)) {
            known.entry((project.code.text(), project.name.text())).or_default().push(project);
        }
        let repeats = |at: &usize| {
            let project = &self.projects[*at];
            let others = known.get(&(project.code.text(), project.name.text()));
            others.is_some_and(|others| others.iter().any(|other| flat::is_repeated(project, other)))
        };
        let out: HashSet<usize> = listed.iter().copied().filter(repeats).collect();
        let mut kept = 0;
        let position: Vec<Option<usize>> = (0..self.projects.len())
            .map(|at| {
                let here = (!out.contains(&at)).then_some(kept);
                kept += usize::from(here.is_some());
                here
            })
            .collect();
        for (_, project) in self.projects.iter().enumerate().filter(|(at, _)| out.contains(at)) {
            self.notes.report.repairs.add(Repair::Summary, 0, &flat::called(project));
        }
        let stays = |at: usize| position.get(at).copied().flatten();
        self.notes.left_out(stays);
        let mut at = 0;
        self.projects.retain(|_| {
            at += 1;
            stays(at - 1).is_some()
        });
        let mut at = 0;
        self.currencies.retain(|_| {
            at += 1;
            stays(at - 1).is_some()
        });
        self.organisations.retain_mut(|(table, _)| match table {
            Some(at) => {
                let here = stays(*at);
                *table = here;
                here.is_some()
            }
            None => true,
        });
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

        let by_codes =
            single(&years).filter(|year| year.len() == 2).and_then(|year| year.parse::<u16>().ok());
        let titles = distinct(self.years.iter().map(u16::to_string));
        let by_title = single(&titles).and_then(|year| year.parse::<u16>().ok());
        let by_codes = by_codes.map(|year| (2000 + year, say::import_by_codes(number, 7, 8)));
        // codes of projects that are carried on are older than the document
        let by_title = by_title.map(|year| (year, say::import::by_title()));
        if let Some((year, because)) = by_title.filter(|_| by_codes.is_none()).or(by_codes) {
            document.year = Field::Value(Year(year));
            self.notes.inferred(say::IMPORT_YEAR, &year.to_string(), because);
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
            Ok((name, because)) => {
                self.notes.inferred(say::IMPORT_DEPARTMENT, &name, because);
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

        self.currency(document);
    }

    /// The unit of all amounts; where the tables have several, 万元, and the others are converted.
    fn currency(&mut self, document: &mut Document) {
        let units = distinct(self.currencies.iter().flatten().cloned());
        let Some(unit) = units.iter().find(|unit| *unit == "万元" || units.len() == 1).or(units.first())
        else {
            let doubt = Doubt::Disagree { label: say::IMPORT_CURRENCY, values: units };
            return self.notes.doubt(doubt, None, "");
        };
        document.currency_unit = Field::Value(unit.clone());
        if units.len() > 1 {
            self.notes.inferred(say::import::CURRENCY, unit, say::import::units_of_money(&units));
        }
        for (at, (project, own)) in self.projects.iter_mut().zip(&self.currencies).enumerate() {
            if let Some(own) = own.as_ref().filter(|own| *own != unit) {
                self.notes.table = Some(at);
                money::in_unit(project, own, unit, &mut self.notes);
            }
        }
        self.notes.table = None;
    }

    /// The department is the unit that calls itself 本级; where none does, the first. Two that do,
    /// or one behind others, contradict each other. Where no unit has a code, it is the one that all
    /// tables name. Its name, and what it follows from.
    fn department(&self) -> Result<(String, String), Vec<String>> {
        let main: Vec<&(String, String)> =
            self.units.iter().filter(|(_, name)| without_level(name) != name).collect();
        match (self.units.first(), main.as_slice()) {
            (None, _) => {
                let named = |wanted: Label| {
                    let cells = self.organisations.iter().filter(move |(_, (label, ..))| *label == wanted);
                    distinct(cells.map(|(_, (.., cell))| without_code(&cell.text).to_string()))
                };
                let departments = named(Label::Department);
                let (label, names) = if departments.is_empty() {
                    (Label::Unit, named(Label::Unit))
                } else {
                    (Label::Department, departments)
                };
                let said = self.organisations.iter().find(|(_, (found, ..))| *found == label);
                match (single(&names), said) {
                    (Some(name), Some((_, (_, text, _)))) => {
                        Ok((name.to_string(), say::import::by_label(text)))
                    }
                    _ => Err(names),
                }
            }
            (Some((_, first)), []) => Ok((first.clone(), say::import_by_unit(first))),
            (Some(first), [only]) if *only == first => {
                Ok((without_level(&first.1).to_string(), say::import_by_unit(&first.1)))
            }
            _ => Err(self.units.iter().map(|(_, name)| name.clone()).collect()),
        }
    }

    /// Tells the departments and units that tables name and the document does not.
    fn other_organisations(&mut self, document: &Document) {
        for (table, (_, label, cell)) in std::mem::take(&mut self.organisations) {
            let name = without_code(&cell.text);
            let known = name == document.department_name() || self.units.iter().any(|(_, unit)| unit == name);
            if !known {
                self.notes.table = table;
                let text = say::import::labelled(&label, &cell.text);
                self.notes.doubt(Doubt::Unplaced, Some(cell.line), &text);
                if let (Some(warning), Some(project)) =
                    (self.notes.report.warnings.last_mut(), table.and_then(|table| self.projects.get(table)))
                {
                    warning.project = project.name.text().to_string();
                }
            }
        }
        self.notes.table = None;
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

/// The name of a department without the code around it: `[126]某部`, `126-某部`, `某部（126）`.
fn without_code(name: &str) -> &str {
    let is_code = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '[' | ']' | '【' | '】' | '-' | '—' | ' ' | '(' | ')' | '（' | '）' | '/')
    };
    let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let front = name.trim_start_matches(is_code);
    let bare = if digits(&name[..name.len() - front.len()]) { front } else { name };
    let back = bare.trim_end_matches(is_code);
    if digits(&bare[back.len()..]) { back } else { bare }
}

/// The sum of 预算数.
fn total<'a>(projects: impl Iterator<Item = &'a Project>) -> Option<rust_decimal::Decimal> {
    let amounts: Option<Vec<&Amount>> =
        projects.map(|project| project.budget.get().and_then(|budget| budget.total.get())).collect();
    amount::sum(amounts?)
}

/// Takes off the ids that no record of that kind has, and those that stand twice; gives the others.
fn only_good_ids(document: &mut Document) -> HashSet<String> {
    let mut seen = HashSet::new();
    let mut check = |id: &mut Field<String>, kind: char| {
        let good = id::is_well_formed(id.text(), kind) && seen.insert(id.text().to_string());
        if !good {
            *id = Field::Absent;
        }
    };
    if let Field::Value(goals) = &mut document.sub_goals {
        goals.vec_mut().iter_mut().filter_map(value).for_each(|goal| check(&mut goal.id, 's'));
    }
    if let Field::Value(measures) = &mut document.safeguards {
        measures.vec_mut().iter_mut().filter_map(value).for_each(|measure| check(&mut measure.id, 'm'));
    }
    if let Field::Value(projects) = &mut document.projects {
        for project in projects.vec_mut().iter_mut().filter_map(value) {
            check(&mut project.id, 'p');
            if let Field::Value(rows) = &mut project.indicators {
                rows.vec_mut().iter_mut().filter_map(value).for_each(|row| check(&mut row.id, 'i'));
            }
        }
    }
    seen
}

fn value<T>(field: &mut Field<T>) -> Option<&mut T> {
    match field {
        Field::Value(value) => Some(value),
        _ => None,
    }
}

/// The measure of what was placed, from what was noted as left over.
fn understood(report: &Report) -> Understood {
    let is_row = |doubt: &Doubt| matches!(doubt, Doubt::Row { .. } | Doubt::WholeIndicator);
    let left = |is: fn(&Doubt) -> bool| report.warnings.iter().filter(move |warning| is(&warning.doubt));
    let texts = left(|doubt| {
        matches!(doubt, Doubt::Unplaced | Doubt::OtherTable | Doubt::Row { .. } | Doubt::WholeIndicator)
    });
    Understood {
        tables: report.tables,
        tables_left: left(|doubt| matches!(doubt, Doubt::OtherTable)).count(),
        rows: report.indicators,
        rows_left: left(is_row).count(),
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
