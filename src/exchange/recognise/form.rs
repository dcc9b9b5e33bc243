//! One project table: labels and their values above, indicators below.

use super::{Notes, rows, upper};
use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, COLUMNS, Column, Label};
use crate::exchange::report::{Doubt, Repair};
use crate::model::{Amount, Budget, Field, Indicator, Kind, List, Project, Target};
use crate::text::narrow::is_blank;
use crate::text::say;

/// What a table says.
#[derive(Debug, Default)]
pub struct Form {
    /// The project.
    pub project: Project,
    /// The id of the project, where the source carries one.
    pub id: Option<String>,
    /// The cell of the unit: code and name.
    pub unit: Option<(String, String)>,
    /// The code of the unit, where it stands apart from its name.
    pub unit_code: Option<String>,
    /// Departments and units without a code: which of the two, its label, and the cell.
    pub organisations: Vec<(Label, String, Cell)>,
    /// The title of the table, where it stands inside.
    pub title: Option<(usize, String)>,
    /// The year, where the table says it.
    pub year: Option<u16>,
    /// The unit of its amounts, where it is said for the whole table.
    pub currency: Option<String>,
    /// 预算数, 财政资金, 其他资金: the cell, and the unit that its label names.
    pub funds: [Option<(Cell, Option<String>)>; 3],
    /// The unit that the label of all funds names.
    pub funds_unit: Option<String>,
}

/// The rows of each project table in a table: a second one begins with another unit or code, or,
/// where tables have no codes, with another name.
pub fn split(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut forms: Vec<Vec<Row>> = Vec::new();
    let (mut has_unit, mut has_code, mut has_name) = (false, false, false);
    let mut rows_of_title: Vec<Row> = Vec::new();
    for row in rows {
        let is = |label| row.iter().any(|cell| labels::label(&cell.text) == Some(label));
        let unit = row.iter().any(|cell| labels::unit(&cell.text).is_some() && cell.text.len() < 200);
        let (code, name) = (is(Label::Code), is(Label::Name));
        let known = has_code || has_name;
        let again = (code && has_code) || (name && has_name) || (unit && has_unit && known && row.len() <= 3);
        if forms.is_empty() || again {
            forms.push(std::mem::take(&mut rows_of_title));
            (has_unit, has_code, has_name) = (false, false, false);
        }
        // what stands above a table inside the same one belongs to it: its title, the unit of money
        if (has_code || has_name) && heads(&row) {
            rows_of_title.push(row);
            continue;
        }
        has_unit |= unit;
        has_code |= code;
        has_name |= name;
        if let Some(form) = forms.last_mut() {
            form.append(&mut rows_of_title);
            form.push(row);
        }
    }
    if let Some(form) = forms.last_mut() {
        form.append(&mut rows_of_title);
    }
    forms
}

/// Whether a row stands above a table: a title, a year, the unit of money, nothing else.
fn heads(row: &Row) -> bool {
    let is_head = |text: &str| {
        labels::table_title(text).is_some()
            || labels::currency(text).is_some()
            || labels::whole_year(text).is_some()
    };
    row.iter().any(|cell| is_head(&cell.text))
        && row.iter().all(|cell| cell.text.is_empty() || is_head(&cell.text))
}

/// Whether these rows are a project table at all.
pub fn is_project(rows: &[Row]) -> bool {
    let label = |cell: &Cell| matches!(labels::label(&cell.text), Some(Label::Code | Label::Name));
    let level = |cell: &Cell| labels::column(&cell.text) == Some(Column::Level1);
    rows.iter().flatten().any(|cell| label(cell) || level(cell))
}

/// Names the fields of the form that a table does not have.
pub fn missing(project: &Project, notes: &mut Notes) {
    let budget = project.budget.get();
    let fund = |fund: fn(&Budget) -> &Field<Amount>| budget.is_none_or(|budget| fund(budget).is_absent());
    for (missing, name) in [
        (project.code.is_absent(), say::IMPORT_CODE),
        (project.name.is_absent(), say::IMPORT_NAME),
        (fund(|budget| &budget.total), say::IMPORT_TOTAL),
        (fund(|budget| &budget.fiscal), say::IMPORT_FISCAL),
        (fund(|budget| &budget.other), say::IMPORT_OTHER),
        (project.purpose.is_absent(), say::IMPORT_PURPOSE),
        (project.spending_plan.is_absent(), say::IMPORT_PLAN),
        (project.goals.is_absent(), say::IMPORT_GOALS),
    ] {
        if missing {
            notes.doubt(Doubt::Missing(name), None, "");
        }
    }
}

/// Reads the table; what is doubtful goes to `notes`.
pub fn read(rows: Vec<Row>, notes: &mut Notes) -> Form {
    // the header may share a row with what stands before it
    let found = rows.iter().enumerate().find_map(|(at, row)| {
        let begins = |cell: usize| labels::column(&row[cell].text) == Some(Column::Level1);
        let fits = |cell: usize| match begins(cell).then(|| header(&rows, at, cell)).flatten() {
            Some(columns) => Some((at, cell, Some(columns))),
            None => {
                (cell == 0 && row.len() >= COLUMNS.len() - 1 && rows::begins(row)).then_some((at, cell, None))
            }
        };
        (0..row.len()).find_map(fits)
    });
    let (above, below, side, columns) = match found {
        Some((at, cell, columns)) => {
            let mut above = rows;
            let mut below = above.split_off(at);
            let rest = below.first_mut().map(|row| row.split_off(cell)).unwrap_or_default();
            let before = below.first_mut().map(|row| std::mem::replace(row, rest)).unwrap_or_default();
            above.push(before);
            (above, below, cell, columns)
        }
        None => (rows, Vec::new(), 0, None),
    };
    let has_rows = !below.is_empty();
    let mut form = Form::default();
    upper::read(above, has_rows, &mut form, notes);
    if has_rows {
        form.project.indicators = Field::Value(indicators(below, side, columns, notes));
    } else {
        notes.doubt(Doubt::NoRows, None, "");
    }
    form
}

/// The header that begins in a cell. The end of a page may have cut its row.
fn header(rows: &[Row], at: usize, cell: usize) -> Option<Vec<Column>> {
    let row = rows.get(at)?.get(cell..)?;
    let mut cells = row.to_vec();
    for next in rows.iter().skip(at + 1).take(COLUMNS.len()) {
        let known = next.iter().take_while(|cell| labels::column(&cell.text).is_some()).count();
        cells.extend(next.iter().take(known).cloned());
        if known < next.len() {
            break;
        }
    }
    rows::header(&cells, row.len())
}

fn indicators(
    mut rows: Vec<Row>,
    side: usize,
    columns: Option<Vec<Column>>,
    notes: &mut Notes,
) -> List<Indicator> {
    let columns = match columns {
        Some(columns) => {
            let mut left = columns.len();
            for row in &mut rows {
                let take = left.min(row.len());
                row.drain(..take);
                left -= take;
                if left == 0 {
                    break;
                }
            }
            columns
        }
        None => {
            notes.inferred(say::IMPORT_COLUMNS, say::IMPORT_COLUMNS_VALUE, say::import_no_header());
            COLUMNS.to_vec()
        }
    };
    if side > 0 {
        rows.iter_mut().for_each(|row| beside(row, side, columns.len(), notes));
    }
    listed(rows, &columns, notes)
}

/// Takes the cells that stand beside the table of indicators, as 绩效指标 and the numbers of its rows
/// do, off a row.
fn beside(row: &mut Row, side: usize, columns: usize, notes: &mut Notes) {
    let is_number = |text: &str| text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let is_side = |cell: &Cell| is_number(&cell.text) || labels::label(&cell.text) == Some(Label::Side);
    let whole = row.len() == columns + side
        || (!rows::begins(row) && rows::begins(row.get(side..).unwrap_or_default()));
    let header = row.len() > side && rows::header(&row[side..], row.len() - side).is_some();
    if row.len() < side || !(whole || header) {
        return;
    }
    for cell in row.drain(..side).filter(|cell| !is_side(cell)) {
        notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
    }
}

/// The indicators of rows below their header, whose columns are known.
pub fn listed(mut rows: Vec<Row>, columns: &[Column], notes: &mut Notes) -> List<Indicator> {
    let mut cut: &[Column] = &[];
    rows.retain_mut(|row| {
        let text = |row: &[Cell]| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("｜");
        let line = row.first().map_or(0, |cell| cell.line);
        // the end of a page may have cut the repeated header, too
        let rest =
            row.iter().zip(cut).take_while(|(cell, column)| labels::column(&cell.text) == Some(**column));
        let rest = rest.count();
        if rest > 0 {
            notes.repair(Repair::RepeatedHeader, line, &text(&row[..rest]));
            row.drain(..rest);
        }
        cut = &cut[rest..];
        if rows::header(row, row.len()).is_some() || row.len() == 1 && rows::is_first(row) {
            notes.repair(Repair::RepeatedHeader, line, &text(row));
            cut = columns.get(row.len()..).unwrap_or_default();
            row.clear();
        }
        !row.is_empty()
    });
    let rows = rows::whole(rows, columns.len(), |line| {
        notes.repair(Repair::Rejoined, line, "");
        notes.repair(Repair::EmptyParagraph, line, "");
    });
    let mut list = List::default();
    let (mut level1, mut level2) = (String::new(), String::new());
    for row in rows {
        let line = row.first().map_or(0, |cell| cell.line);
        if row.iter().all(|cell| cell.text.is_empty()) {
            notes.repair(Repair::EmptyRow, line, "");
            continue;
        }
        if let Some(mut indicator) = indicator(&row, columns, notes) {
            continued(&mut indicator, &level1, &level2, line, notes);
            level1 = indicator.level1.text().to_string();
            level2 = indicator.level2.text().to_string();
            notes.origin(&format!("/indicators/{}", list.as_slice().len()), line);
            list.vec_mut().push(Field::Value(indicator));
        }
    }
    list
}

/// An empty cell continues the merged one above it, unless the level in it cannot stand there: in
/// a text the name of a merged cell may stand in any of its rows.
fn continued(indicator: &mut Indicator, level1: &str, level2: &str, line: usize, notes: &mut Notes) {
    let first = indicator.level1.text();
    if indicator.level2.text().is_empty() && !level2.is_empty() && (first.is_empty() || first == level1) {
        notes.inferred(say::IMPORT_LEVEL2, level2, say::import_merged(&notes.report.lines.say(line)));
        indicator.level2 = Field::Value(level2.to_string());
    }
    if !first.is_empty() {
        return;
    }
    indicator.level1 = Field::Value(level1.to_string());
    let second = indicator.level2.text();
    if let [only] = labels::levels_of(second)[..]
        && only != level1
        // rows without their table have no row above them that could be continued
        && notes.table.is_some()
    {
        let because = say::import::level_by_second(&notes.report.lines.say(line), second);
        notes.inferred(say::import::LEVEL1, only, because);
        indicator.level1 = Field::Value(only.to_string());
    }
}

/// One row. Of a row with too few or too many cells only what is certain is taken.
fn indicator(row: &Row, columns: &[Column], notes: &mut Notes) -> Option<Indicator> {
    let line = row.first().map(|cell| cell.line);
    let text = || row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("｜");
    let (cells, wanted) = (row.len(), columns.len());
    let mut taken = row.len();
    if cells != wanted {
        let target = columns.iter().position(|column| *column == Column::Target);
        let is_value = |at: usize| row.get(at).is_some_and(|cell| Target::parse(&cell.text).text.is_absent());
        let certain = cells < wanted && rows::begins(row) && target.is_some_and(is_value);
        if certain {
            notes.doubt(Doubt::ShortRow { cells, columns: wanted }, line, &text());
        } else {
            notes.doubt(Doubt::Row { cells, columns: wanted }, line, &text());
            taken = 2;
            if !rows::begins(row) {
                return None;
            }
        }
    }
    let mut indicator = Indicator::default();
    let mut target = Parts::default();
    for (cell, column) in row.iter().take(taken).zip(columns) {
        let text = || Field::Value(cell.text.clone());
        if let Some(id) = cell.id.as_ref().filter(|id| id.starts_with('i')) {
            indicator.id = Field::Value(id.clone());
        }
        match column {
            Column::Level1 => indicator.level1 = level(cell, labels::level1(&cell.text), notes),
            Column::Level2 => indicator.level2 = level(cell, labels::level2(&cell.text), notes),
            Column::Name => indicator.name = text(),
            Column::Description => indicator.description = text(),
            Column::Basis => indicator.basis = text(),
            _ if cell.text.is_empty() => {}
            Column::Target => target.value = Some(cell),
            Column::Operator => target.operator = Some(cell),
            Column::Unit => target.unit = Some(cell),
            Column::Weight => {
                let digits = cell.text.trim_end_matches(['分', '%']);
                indicator.weight = Amount::typed(digits, None).map_or(Field::Absent, Field::Value)
            }
            Column::Kind if is_kind(&cell.text) => notes.repair(Repair::TargetKind, cell.line, &cell.text),
            Column::Scoring => indicator.scoring = text(),
            Column::Source => indicator.source = text(),
            Column::Kind | Column::Other => notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text),
        }
    }
    indicator.target = target.read(notes);
    Some(indicator)
}

/// The name of a level, as it is called where it was only broken.
fn level(cell: &Cell, known: Option<&'static str>, notes: &mut Notes) -> Field<String> {
    let name = known.unwrap_or(&cell.text);
    if name != cell.text {
        notes.repair(Repair::BrokenName, cell.line, "");
    }
    Field::Value(name.to_string())
}

/// 定性, 定量指标: what a value is by itself.
fn is_kind(text: &str) -> bool {
    matches!(text.strip_suffix("指标").unwrap_or(text), "定性" | "定量" | "/" | "—")
}

/// A target that stands in up to three columns: 指标性质, 指标值, 计量单位.
#[derive(Default)]
struct Parts<'a> {
    operator: Option<&'a Cell>,
    value: Option<&'a Cell>,
    unit: Option<&'a Cell>,
}

impl Parts<'_> {
    fn read(&self, notes: &mut Notes) -> Field<Target> {
        let text = |cell: Option<&Cell>| cell.map_or("", |cell| cell.text.as_str()).to_string();
        let (operator, value, unit) = (text(self.operator), text(self.value), text(self.unit));
        let kind = is_kind(&operator);
        if let Some(cell) = self.operator.filter(|_| kind) {
            notes.repair(Repair::TargetKind, cell.line, &operator);
        }
        let sign = Target::parse(&format!("{operator}1")).form() != Target::parse("1").form()
            && Target::parse(&format!("{operator}1")).text.is_absent();
        let before = match &operator {
            _ if operator.is_empty() || kind => "",
            operator if sign => operator.as_str(),
            // 正向 and the like: nobody knows what they mean for the value
            operator => {
                let line = self.operator.map(|cell| cell.line);
                notes.doubt(Doubt::Unplaced, line, operator);
                ""
            }
        };
        // a value that brings its unit along does not need it twice
        let behind =
            if value.ends_with(&unit) || matches!(unit.as_str(), "/" | "—" | "无") { "" } else { &unit };
        let whole = format!("{before}{value}{behind}");
        if whole.is_empty() {
            return Field::Absent;
        }
        let target = Target::parse(&whole);
        let bare = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<String>();
        if let Some(cell) = self.value.filter(|_| bare(&target.print()) != bare(&whole)) {
            notes.repair(Repair::Sign, cell.line, "");
        }
        Field::Value(target)
    }
}
