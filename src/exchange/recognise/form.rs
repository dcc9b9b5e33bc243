//! One project table: labels and their values above, indicators below.

use super::{Notes, Numbers, rows};
use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, COLUMNS, Column, Label};
use crate::exchange::report::{Doubt, Repair};
use crate::model::{Amount, Budget, Field, Indicator, Kind, List, PlanPoint, Project, Target};
use crate::text::narrow::{is_blank, narrow_number};
use crate::text::say;

/// What a table says.
#[derive(Debug, Default)]
pub struct Form {
    /// The project.
    pub project: Project,
    /// The cell of the unit: code and name.
    pub unit: Option<(String, String)>,
    /// The unit of its amounts.
    pub currency: Option<String>,
}

/// The rows of each project table in a table: a second one begins with another unit or code.
pub fn split(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut forms: Vec<Vec<Row>> = Vec::new();
    let (mut has_unit, mut has_code) = (false, false);
    for row in rows {
        let unit = row.iter().any(|cell| labels::unit(&cell.text).is_some() && cell.text.len() < 200);
        let code = row.iter().any(|cell| labels::label(&cell.text) == Some(Label::Code));
        if forms.is_empty() || (code && has_code) || (unit && has_unit && has_code && row.len() <= 3) {
            forms.push(Vec::new());
            (has_unit, has_code) = (false, false);
        }
        has_unit |= unit;
        has_code |= code;
        if let Some(form) = forms.last_mut() {
            form.push(row);
        }
    }
    forms
}

/// Whether these rows are a project table at all.
pub fn is_project(rows: &[Row]) -> bool {
    let label = |cell: &Cell| matches!(labels::label(&cell.text), Some(Label::Code | Label::Name));
    let level = |cell: &Cell| labels::column(&cell.text) == Some(Column::Level1);
    rows.iter().flatten().any(|cell| label(cell) || level(cell))
}

/// Reads the table; what is doubtful goes to `notes`.
pub fn read(rows: Vec<Row>, notes: &mut Notes) -> Form {
    // the header may share a row with what stands before it
    let found = rows.iter().enumerate().find_map(|(at, row)| {
        let fits = |cell: usize| match rows::header(&row[cell..], row.len() - cell) {
            Some(columns) => Some((at, cell, Some(columns))),
            None => {
                (cell == 0 && row.len() >= COLUMNS.len() - 1 && rows::begins(row)).then_some((at, cell, None))
            }
        };
        (0..row.len()).find_map(fits)
    });
    let (above, below, columns) = match found {
        Some((at, cell, columns)) => {
            let mut above = rows;
            let mut below = above.split_off(at);
            let rest = below.first_mut().map(|row| row.split_off(cell)).unwrap_or_default();
            let before = below.first_mut().map(|row| std::mem::replace(row, rest)).unwrap_or_default();
            above.push(before);
            (above, below, columns)
        }
        None => (rows, Vec::new(), None),
    };
    let has_rows = !below.is_empty();
    let mut form = Form::default();
    upper(above, has_rows, &mut form, notes);
    if has_rows {
        form.project.indicators = Field::Value(indicators(below, columns, notes));
    } else {
        notes.doubt(Doubt::NoRows, None, "");
    }
    form
}

/// The upper half: labels, each followed by its value.
fn upper(rows: Vec<Row>, has_rows: bool, form: &mut Form, notes: &mut Notes) {
    let cells: Vec<Cell> = rows.into_iter().flatten().collect();
    let labels: Vec<Option<Label>> = cells.iter().map(|cell| labels::label(&cell.text)).collect();
    // the cells that belong to the label before `at`: up to the next label
    let run = |at: usize| &cells[at..at + labels[at..].iter().take_while(|label| label.is_none()).count()];
    let mut budget = Budget::default();
    let mut goals: Option<Vec<String>> = None;
    let (mut after_funds, mut empties) = (false, 0);
    let mut at = 0;
    while let (Some(cell), Some(label)) = (cells.get(at), labels.get(at)) {
        at += 1;
        let own = if label.is_some() { run(at) } else { &[] };
        let project = &mut form.project;
        match label {
            Some(Label::Budget) => after_funds = true,
            Some(Label::Code | Label::Name | Label::Purpose) => {
                let field = match label {
                    Some(Label::Code) => &mut project.code,
                    Some(Label::Name) => &mut project.name,
                    _ => &mut project.purpose,
                };
                let Some(value) = own.first() else { continue };
                at += 1;
                if !field.text().is_empty() {
                    if field.text() != value.text {
                        notes.doubt(Doubt::Unplaced, Some(value.line), &value.text);
                    }
                    continue;
                }
                let code = *label == Some(Label::Code);
                *field = Field::Value(if code { notes.narrow(value) } else { value.text.clone() });
            }
            Some(Label::Fund(fund)) => {
                after_funds = true;
                empties = 0;
                let (field, name) = match fund {
                    0 => (&mut budget.total, say::IMPORT_TOTAL),
                    1 => (&mut budget.fiscal, say::IMPORT_FISCAL),
                    _ => (&mut budget.other, say::IMPORT_OTHER),
                };
                let Some(value) = own.first() else { continue };
                at += 1;
                if field.is_absent() && !value.text.is_empty() {
                    *field = Field::Value(notes.amount(value, &value.text, name));
                } else if !value.text.is_empty() {
                    notes.doubt(Doubt::Unplaced, Some(value.line), &value.text);
                }
            }
            Some(Label::Plan) => {
                after_funds = false;
                // a label that is repeated where it was merged is one more empty cell
                let mut plan = Vec::new();
                while let Some(cell) = cells.get(at) {
                    match labels[at] {
                        None => plan.push(cell.clone()),
                        Some(Label::Plan) => plan.push(Cell::new(cell.line, "")),
                        Some(_) => break,
                    }
                    at += 1;
                }
                project.spending_plan = spending_plan(&plan, notes);
            }
            Some(Label::Goals) => {
                after_funds = false;
                let mut texts = own.iter().filter(|cell| !cell.text.is_empty());
                // without rows below nobody knows where the goals end
                let lines: Vec<&Cell> = texts.by_ref().take(if has_rows { own.len() } else { 1 }).collect();
                for cell in texts {
                    notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
                }
                at += own.len();
                goals.get_or_insert_default().extend(goals_of(&lines, notes));
            }
            None if cell.text.is_empty() => empties += usize::from(after_funds),
            None => {
                if let Some(unit) = labels::unit(&cell.text).filter(|_| form.unit.is_none()) {
                    notes.full_width(cell, &unit.0);
                    form.unit = Some(unit);
                } else if let Some(unit) = labels::currency(&cell.text).filter(|_| form.currency.is_none()) {
                    form.currency = Some(unit.to_string());
                } else if after_funds && project.purpose.text().is_empty() {
                    project.purpose = Field::Value(cell.text.clone());
                } else {
                    notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
                }
            }
        }
        // the merged cell and an empty one beside it: a purpose that nobody wrote
        if after_funds && empties >= 2 && form.project.purpose.is_absent() {
            form.project.purpose = Field::Value(String::new());
        }
    }
    form.project.goals = goals.map_or(Field::Absent, |goals| Field::Value(goals.into_iter().collect()));
    for (missing, name) in [
        (form.project.code.is_absent(), say::IMPORT_CODE),
        (form.project.name.is_absent(), say::IMPORT_NAME),
        (budget.total.is_absent(), say::IMPORT_TOTAL),
        (budget.fiscal.is_absent(), say::IMPORT_FISCAL),
        (budget.other.is_absent(), say::IMPORT_OTHER),
        (form.project.purpose.is_absent(), say::IMPORT_PURPOSE),
        (form.project.spending_plan.is_absent(), say::IMPORT_PLAN),
        (form.project.goals.is_absent(), say::IMPORT_GOALS),
    ] {
        if missing {
            notes.doubt(Doubt::Missing(name), None, "");
        }
    }
    if !(budget.total.is_absent() && budget.fiscal.is_absent() && budget.other.is_absent()) {
        form.project.budget = Field::Value(budget);
    }
}

/// The points, and the percentages below or beside them.
fn spending_plan(cells: &[Cell], notes: &mut Notes) -> Field<List<PlanPoint>> {
    let percent = |cell: &Cell| {
        let narrow = narrow_number(&cell.text);
        let number =
            narrow.trim_matches(is_blank).trim_end_matches('%').trim_end_matches(is_blank).to_string();
        Amount::new(number.as_str()).decimal().map(|_| number)
    };
    let is_point = |cell: &&Cell| !cell.text.is_empty() && percent(cell).is_none();
    let points: Vec<&Cell> = cells.iter().filter(is_point).collect();
    let all: Vec<&Cell> = cells.iter().filter(|cell| percent(cell).is_some()).collect();
    if points.is_empty() && all.is_empty() {
        return Field::Absent;
    }
    // where one is missing, the cells below the points still pair by column
    let below = cells.get(cells.len().saturating_sub(points.len())..).unwrap_or(&[]);
    let below_only = below.iter().all(|cell| !is_point(&cell));
    let percents: Vec<&Cell> = if points.len() == all.len() {
        all
    } else if below_only && cells.len() >= 2 * points.len() && all.len() < points.len() {
        below.iter().collect()
    } else {
        Vec::new()
    };
    if percents.iter().filter(|cell| !cell.text.is_empty()).count() != points.len() {
        let text: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        notes.doubt(Doubt::Plan, cells.first().map(|cell| cell.line), &text.join("｜"));
    }
    let point = |(at, by): (usize, &&Cell)| PlanPoint {
        by: Field::Value(by.text.clone()),
        percent: match percents.get(at).and_then(|cell| Some((cell, percent(cell)?))) {
            Some((cell, number)) => {
                notes.full_width(cell, &number);
                Field::Value(Amount::new(number))
            }
            None => Field::Absent,
        },
        ..PlanPoint::default()
    };
    Field::Value(points.iter().enumerate().map(point).collect())
}

/// The goals, a paragraph each, without their numbers. A paragraph without a number goes on with
/// the numbered one before it.
fn goals_of(cells: &[&Cell], notes: &mut Notes) -> Vec<String> {
    let mut goals: Vec<String> = Vec::new();
    let mut numbers = Numbers::default();
    for cell in cells {
        for (nth, text) in cell.text.split('\n').enumerate() {
            let item =
                crate::exchange::number::plain(text).or_else(|| crate::exchange::number::bracketed(text));
            match (item, goals.last_mut()) {
                (Some(item), _) => {
                    numbers.next(item.number, cell.line, text, notes);
                    goals.push(item.rest.to_string());
                }
                (None, Some(last)) if numbers.any() && nth > 0 => {
                    last.push('\n');
                    last.push_str(text);
                }
                (None, _) => goals.push(text.to_string()),
            }
        }
    }
    goals
}

fn indicators(mut rows: Vec<Row>, columns: Option<Vec<Column>>, notes: &mut Notes) -> List<Indicator> {
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
    listed(rows, &columns, notes)
}

/// The indicators of rows below their header, whose columns are known.
pub fn listed(mut rows: Vec<Row>, columns: &[Column], notes: &mut Notes) -> List<Indicator> {
    rows.retain(|row| {
        let header = rows::header(row, row.len()).is_some();
        if header {
            let text: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            notes.repair(Repair::RepeatedHeader, row.first().map_or(0, |cell| cell.line), &text.join("｜"));
        }
        !header && !row.is_empty()
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
            // an empty cell continues the merged one above it
            if indicator.level1.text().is_empty() {
                if indicator.level2.text().is_empty() && !level2.is_empty() {
                    notes.inferred(
                        say::IMPORT_LEVEL2,
                        &level2,
                        say::import_merged(&notes.report.lines.say(line)),
                    );
                    indicator.level2 = Field::Value(level2.clone());
                }
                indicator.level1 = Field::Value(level1.clone());
            }
            level1 = indicator.level1.text().to_string();
            level2 = indicator.level2.text().to_string();
            list.vec_mut().push(Field::Value(indicator));
        }
    }
    list
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
    for (cell, column) in row.iter().take(taken).zip(columns) {
        let text = || Field::Value(cell.text.clone());
        match column {
            Column::Level1 => indicator.level1 = text(),
            Column::Level2 => indicator.level2 = text(),
            Column::Name => indicator.name = text(),
            Column::Description => indicator.description = text(),
            Column::Basis => indicator.basis = text(),
            _ if cell.text.is_empty() => {}
            Column::Target => indicator.target = Field::Value(Target::parse(&cell.text)),
            Column::Weight => {
                indicator.weight = Amount::typed(&cell.text, None).map_or(Field::Absent, Field::Value)
            }
            Column::Scoring => indicator.scoring = text(),
            Column::Source => indicator.source = text(),
            Column::Other => notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text),
        }
    }
    Some(indicator)
}
