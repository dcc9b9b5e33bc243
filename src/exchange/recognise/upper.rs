//! The upper half of a project table: labels, each followed by its value. Where a row of labels
//! stands above a row of values, they pair by column. Which rows the source had says nothing more.

use super::form::Form;
use super::{Notes, Numbers};
use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, Label};
use crate::exchange::number;
use crate::exchange::report::{Doubt, Repair};
use crate::model::{Amount, Field, List, PlanPoint};
use crate::text::narrow::{is_blank, narrow_number};
use crate::text::say;

/// Reads the rows above the indicators into `form`; `has_rows` tells whether there are any below.
pub fn read(rows: Vec<Row>, has_rows: bool, form: &mut Form, notes: &mut Notes) {
    let cells: Vec<Cell> = paired(rows).into_iter().flatten().collect();
    let labels = cells.iter().map(|cell| labels::label(&cell.text)).collect();
    let mut upper = Upper {
        labels,
        has_rows,
        form,
        notes,
        at: 0,
        longer: false,
        goals: None,
        longer_goals: Vec::new(),
        funds_go_on: false,
        after_funds: false,
        empties: 0,
        cells: &cells,
    };
    upper.cells();
    upper.finish();
}

/// Rows in which each value follows its label.
fn paired(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match out.last_mut() {
            Some(above) if stands_above(above, &row) => {
                let merged = goes_on(above, &row);
                let pairs = std::mem::take(above).into_iter().zip(row).enumerate();
                let cells = pairs.flat_map(|(at, (label, value))| {
                    let value = (at > 0 || !merged).then_some(value);
                    [Some(label), value].into_iter().flatten()
                });
                *above = cells.collect();
            }
            _ => out.push(row),
        }
    }
    out
}

fn is_label(cell: &Cell) -> bool {
    labels::label(&cell.text).is_some()
}

/// Whether `above` holds nothing but labels and `row` a value below each of them.
fn stands_above(above: &Row, row: &Row) -> bool {
    let merged = usize::from(goes_on(above, row));
    let alike = above.len() == row.len() && above.len() >= 2 + merged;
    alike && above.iter().all(is_label) && !row.iter().skip(merged).any(is_label)
}

/// Whether the first cell goes on from the row above: empty, or repeated.
fn goes_on(above: &Row, row: &Row) -> bool {
    let first = row.first().map_or("", |cell| cell.text.as_str());
    first.is_empty() || above.first().is_some_and(|label| label.text == first)
}

struct Upper<'a> {
    cells: &'a [Cell],
    labels: Vec<Option<Label>>,
    has_rows: bool,
    form: &'a mut Form,
    notes: &'a mut Notes,
    at: usize,
    /// Funds of several years were named: those of the year follow them.
    longer: bool,
    /// The cells of the goals; the label may be repeated where it was merged.
    goals: Option<Vec<Cell>>,
    longer_goals: Vec<Cell>,
    /// 预算规模及资金用途 was read: a cell without a label is the purpose.
    funds_go_on: bool,
    /// Behind the funds and before the next label.
    after_funds: bool,
    empties: usize,
}

impl<'a> Upper<'a> {
    /// The cells that belong to the label before `at`: up to the next label.
    fn own(&self) -> &'a [Cell] {
        let rest = self.labels.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|label| label.is_none()).count();
        self.cells.get(self.at..self.at + length).unwrap_or_default()
    }

    /// The cell behind a label, which is then read.
    fn value(&mut self) -> Option<&'a Cell> {
        let value = self.own().first();
        self.at += usize::from(value.is_some());
        value
    }

    fn cells(&mut self) {
        while let (Some(cell), Some(label)) = (self.cells.get(self.at), self.labels.get(self.at).copied()) {
            self.at += 1;
            if let Some(id) = cell.id.as_ref().filter(|id| id.starts_with('p')) {
                self.form.id.get_or_insert_with(|| id.clone());
            }
            match label {
                None => self.unlabelled(cell),
                Some(label) => self.labelled(label, cell),
            }
            // the merged cell and an empty one beside it: a purpose that nobody wrote
            let purpose = &mut self.form.project.purpose;
            if self.after_funds && self.funds_go_on && self.empties >= 2 && purpose.is_absent() {
                *purpose = Field::Value(String::new());
            }
        }
    }

    fn labelled(&mut self, label: Label, cell: &Cell) {
        match label {
            Label::Budget => {
                (self.after_funds, self.funds_go_on) = (true, true);
                let unit = labels::money(&cell.text).map(str::to_string);
                self.form.funds_unit = unit.or(self.form.funds_unit.take());
            }
            Label::Code | Label::Name | Label::Purpose => self.text(label),
            Label::Total => self.fund(0, cell),
            Label::Fiscal => self.fund(1, cell),
            Label::Other => self.fund(2, cell),
            Label::LongerTotal => {
                self.longer = true;
                self.elsewhere(cell);
            }
            Label::Plan => self.plan(),
            Label::Goals => self.goals(),
            Label::LongerGoals => {
                self.after_funds = false;
                let own = self.own();
                self.at += own.len();
                self.longer_goals.extend(own.iter().filter(|cell| !cell.text.is_empty()).cloned());
            }
            Label::Unit | Label::Department => self.organisation(label, cell),
            Label::UnitCode => {
                if let Some(value) = self.value() {
                    self.form.unit_code = Some(self.notes.narrow(value));
                }
            }
            Label::Side => {}
            Label::Number => {
                let is_number = |cell: &Cell| cell.text.bytes().all(|b| b.is_ascii_digit());
                self.at += usize::from(self.own().first().is_some_and(is_number));
            }
            Label::Elsewhere => self.elsewhere(cell),
        }
    }

    /// What the format has no field for is told with its label.
    fn elsewhere(&mut self, label: &Cell) {
        if let Some(value) = self.value().filter(|value| !value.text.is_empty()) {
            let text = say::import::labelled(label.text.trim_end_matches(['：', ':']), &value.text);
            self.notes.doubt(Doubt::Unplaced, Some(value.line), &text);
        }
    }

    fn text(&mut self, label: Label) {
        // where merged cells come as empty ones, the value stands behind some of these
        let own = self.own();
        let mut filled = (0..own.len()).filter(|at| !own[*at].text.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            self.at += only;
        }
        let Some(value) = self.value() else { return };
        let path = match label {
            Label::Code => "/code",
            Label::Name => "/name",
            _ => "/purpose",
        };
        self.notes.origin(path, value.line);
        let project = &mut self.form.project;
        let mut text = if label == Label::Code { self.notes.narrow(value) } else { value.text.clone() };
        if label == Label::Name
            && let Some((code, name)) = labels::code_and_name(&value.text)
        {
            let code = narrow_number(code);
            if project.code.text().is_empty() {
                self.notes.inferred(say::import::CODE, &code, say::import::code_before_name());
                project.code = Field::Value(code.clone());
            }
            // the code of the table and the one before the name may differ: then both are told
            if project.code.text() == code {
                text = name.to_string();
            }
        }
        let field = match label {
            Label::Code => &mut project.code,
            Label::Name => &mut project.name,
            _ => &mut project.purpose,
        };
        if field.text().is_empty() {
            *field = Field::Value(text);
        } else if field.text() != text {
            self.notes.doubt(Doubt::Unplaced, Some(value.line), &value.text);
        }
    }

    fn fund(&mut self, fund: usize, label: &Cell) {
        self.after_funds = true;
        self.empties = 0;
        let unit = labels::money(&label.text).map(str::to_string);
        let Some(value) = self.value().filter(|value| !value.text.is_empty()) else {
            // 项目资金（万元） above the rows of the funds speaks of all of them
            self.form.funds_unit = unit.or(self.form.funds_unit.take());
            return;
        };
        let Some(slot) = self.form.funds.get_mut(fund) else { return };
        self.notes.origin("/budget", value.line);
        let sum = (value.clone(), unit);
        let left = match slot {
            None => {
                *slot = Some(sum);
                return;
            }
            // behind the funds of several years come those of this year
            Some(_) if self.longer => slot.replace(sum).map_or_else(Cell::default, |(cell, _)| cell),
            Some(_) => sum.0,
        };
        let text = say::import::labelled(label.text.trim_end_matches(['：', ':']), &left.text);
        self.notes.doubt(Doubt::Unplaced, Some(left.line), &text);
    }

    fn plan(&mut self) {
        self.after_funds = false;
        // a label that is repeated where it was merged is one more empty cell
        let mut plan = Vec::new();
        while let (Some(cell), Some(label)) = (self.cells.get(self.at), self.labels.get(self.at)) {
            match label {
                None => plan.push(cell.clone()),
                Some(Label::Plan) => plan.push(Cell::new(cell.line, "")),
                Some(_) => break,
            }
            self.at += 1;
        }
        if let Some(first) = plan.first() {
            self.notes.origin("/spending_plan", first.line);
        }
        self.form.project.spending_plan = spending_plan(&plan, self.notes);
    }

    fn goals(&mut self) {
        self.after_funds = false;
        let own = self.own();
        if own.is_empty() {
            return;
        }
        let mut texts = own.iter().filter(|cell| !cell.text.is_empty());
        // without rows below nobody knows where the goals end
        let lines: Vec<Cell> =
            texts.by_ref().take(if self.has_rows { own.len() } else { 1 }).cloned().collect();
        for cell in texts {
            self.notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
        }
        self.at += own.len();
        self.goals.get_or_insert_default().extend(lines);
    }

    fn organisation(&mut self, label: Label, cell: &Cell) {
        let Some(value) = self.value().filter(|value| !value.text.is_empty()) else { return };
        if let Some(unit) = labels::unit(&value.text).filter(|_| self.form.unit.is_none()) {
            self.notes.full_width(value, &unit.0);
            self.form.unit = Some(unit);
        } else {
            let label_text = cell.text.trim_end_matches(['：', ':']).to_string();
            let organisation = (label, label_text, value.clone());
            self.form.organisations.push(organisation);
        }
    }

    fn unlabelled(&mut self, cell: &Cell) {
        if cell.text.is_empty() {
            self.empties += usize::from(self.after_funds);
        } else if let Some(unit) = labels::unit(&cell.text).filter(|_| self.form.unit.is_none()) {
            self.notes.full_width(cell, &unit.0);
            self.form.unit = Some(unit);
        } else if let Some(unit) = labels::currency(&cell.text).filter(|_| self.form.currency.is_none()) {
            self.form.currency = Some(unit.to_string());
        } else if let Some((_, name)) = labels::table_title(&cell.text).filter(|_| self.form.title.is_none())
        {
            self.form.title = Some((cell.line, name.to_string()));
        } else if let Some(year) = labels::whole_year(&cell.text) {
            self.form.year = Some(year);
        } else if self.after_funds && self.funds_go_on && self.form.project.purpose.text().is_empty() {
            self.notes.origin("/purpose", cell.line);
            self.form.project.purpose = Field::Value(cell.text.clone());
        } else {
            self.notes.doubt(Doubt::Unplaced, Some(cell.line), &cell.text);
        }
    }

    fn finish(mut self) {
        self.longer_goals();
        if let Some(cells) = &self.goals {
            let goals = goals_of(cells, self.notes);
            self.form.project.goals = Field::Value(goals.into_iter().collect());
        }
    }

    /// The goals of several years are told, unless there are no others.
    fn longer_goals(&mut self) {
        let cells = std::mem::take(&mut self.longer_goals);
        if self.goals.as_ref().is_none_or(Vec::is_empty) && !cells.is_empty() {
            self.goals = Some(cells);
            return;
        }
        for cell in cells {
            let text = say::import::labelled(say::import::LONGER_GOALS, &cell.text);
            self.notes.doubt(Doubt::Unplaced, Some(cell.line), &text);
        }
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
                if cell.text.contains(['%', '％']) {
                    notes.repair(Repair::Unit, cell.line, "");
                }
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
fn goals_of(cells: &[Cell], notes: &mut Notes) -> Vec<String> {
    let mut goals: Vec<String> = Vec::new();
    let mut numbers = Numbers::default();
    for cell in cells {
        for (nth, text) in cell.text.split('\n').enumerate() {
            let item =
                number::plain(text).or_else(|| number::bracketed(text)).or_else(|| number::worded(text));
            match (item, goals.last_mut()) {
                (Some(item), _) => {
                    numbers.next(item.number, cell.line, text, notes);
                    notes.origin(&format!("/goals/{}", goals.len()), cell.line);
                    goals.push(item.rest.to_string());
                }
                (None, Some(last)) if numbers.any() && nth > 0 => {
                    last.push('\n');
                    last.push_str(text);
                }
                (None, _) => {
                    notes.origin(&format!("/goals/{}", goals.len()), cell.line);
                    goals.push(text.to_string());
                }
            }
        }
    }
    goals
}
