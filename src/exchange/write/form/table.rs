//! The table of a project: unit, code, funds, plan and goals above, the indicators below.

use std::borrow::Cow;

use super::fields::{amount, clean_owned, id, line, target, text, unit};
use super::{Block, Cell, Down, GRID, Look, Row, Text};
use crate::exchange::number;
use crate::model::{Amount, Document, Edition, Field, Indicator, List, PlanPoint, Project, Slot};

/// How many columns of the grid each column of the indicators takes: 20, 22, 33, 33, 22, 26 mm.
const COLUMNS: [usize; 6] = [1, 2, 3, 3, 2, 2];

/// Columns beside the labels.
const BESIDE: usize = GRID.len() - 1;

/// A project with its heading.
pub fn project<'a>(
    document: &'a Document,
    edition: &'a Edition,
    project: &'a Project,
    number: usize,
) -> Block<'a> {
    let words = &edition.printed;
    Block::Project {
        title: format!("{number}.{}{}", line(&project.name), words.table),
        id: id(&project.id),
        upper: upper(document, edition, project),
        lower: lower(edition, project),
    }
}

fn upper<'a>(document: &'a Document, edition: &'a Edition, project: &'a Project) -> Vec<Row<'a>> {
    let words = &edition.printed;
    let label = |text: &'a str, across| Cell::new(text, across, Look::Label);
    let row = |cells: Vec<Cell<'a>>| Row { cells, id: "" };
    let currency = line(&document.currency_unit);
    let currency = if currency.is_empty() { String::new() } else { format!("{}{currency}", words.currency) };
    let mut rows = vec![
        row(vec![
            Cell::new(unit(document, project), 10, Look::Above),
            Cell::new(currency, 3, Look::AboveRight),
        ]),
        row(vec![
            label(&words.code, 1),
            Cell::new(line(&project.code), 5, Look::Short),
            label(&words.name, 2),
            Cell::new(line(&project.name), 5, Look::Short),
        ]),
    ];
    let mut shares = shares(2 * edition.funds.len());
    let mut share = || shares.next().unwrap_or(1);
    let mut funds = vec![label(&words.budget, 1).opens(2)];
    for fund in &edition.funds {
        let amount = project.budget.get().map_or_else(String::new, |budget| match fund.field.as_str() {
            "total" => amount(&budget.total),
            "fiscal" => amount(&budget.fiscal),
            _ => amount(&budget.other),
        });
        funds.push(label(&fund.label, share()));
        funds.push(Cell::new(amount, share(), Look::Amount));
    }
    // a budget that is no object is shown where its sum would stand
    if let (Some(_), Some(cell)) = (project.budget.wrong_kind(), funds.get_mut(2)) {
        cell.text = clean_owned(project.budget.shown());
    }
    rows.push(row(funds));
    rows.push(row(vec![goes_on(), Cell::new(text(&project.purpose), BESIDE, Look::Words)]));
    plan(&words.plan, &project.spending_plan, &mut rows);
    let goals = goals(project);
    rows.push(row(vec![label(&words.goals, 1), Cell::new(goals, BESIDE, Look::Words)]));
    rows
}

/// What the funds share evenly: so many cells of a row beside the label.
fn shares(cells: usize) -> impl Iterator<Item = usize> {
    let cells = cells.clamp(1, BESIDE);
    (0..cells).map(move |n| BESIDE / cells + usize::from(n < BESIDE % cells))
}

fn goes_on<'a>() -> Cell<'a> {
    Cell { down: Down::GoesOn, ..Cell::new("", 1, Look::Label) }
}

/// The points above, the percentages below them; more than fit into a row go on in further rows.
fn plan<'a>(label: &'a str, plan: &'a Field<List<PlanPoint>>, rows: &mut Vec<Row<'a>>) {
    let points: Vec<&PlanPoint> = plan.values().collect();
    let pieces: Vec<&[&PlanPoint]> =
        if points.is_empty() { vec![&[]] } else { points.chunks(BESIDE).collect() };
    let mut first = Some(Cell::new(label, 1, Look::Label).opens(2 * pieces.len()));
    for piece in pieces {
        let (mut above, mut below) = (vec![first.take().unwrap_or_else(goes_on)], vec![goes_on()]);
        for (point, across) in piece.iter().zip(shares(piece.len())) {
            above.push(Cell::new(line(&point.by), across, Look::Label));
            below.push(Cell::new(percent(&point.percent), across, Look::Short));
        }
        if piece.is_empty() {
            let wrong = plan.wrong_kind().map(|_| clean_owned(plan.shown())).unwrap_or_default();
            above.push(Cell::new("", BESIDE, Look::Label));
            below.push(Cell::new(wrong, BESIDE, Look::Short));
        }
        rows.extend([above, below].map(|cells| Row { cells, id: "" }));
    }
}

fn lower<'a>(edition: &'a Edition, project: &'a Project) -> Vec<Row<'a>> {
    let header = edition.columns.iter().zip(COLUMNS);
    let header = header.map(|(name, across)| Cell::new(name.as_str(), across, Look::Label)).collect();
    let mut rows = vec![Row { cells: header, id: "" }];
    let indicators: Vec<&Indicator> = project.indicators.values().collect();
    let mut at = 0;
    while let Some(first) = indicators.get(at) {
        let level1 = line(&first.level1);
        // equal first levels below each other are one cell
        let more = indicators[at + 1..].iter().take_while(|row| line(&row.level1) == level1).count();
        let merged = if level1.is_empty() { 1 } else { more + 1 };
        for (nth, row) in indicators[at..at + merged].iter().enumerate() {
            let level1 = match nth {
                0 if merged > 1 => Cell::new(level1.clone(), 1, Look::Short).opens(merged),
                0 => Cell::new(level1.clone(), 1, Look::Short),
                _ => Cell { look: Look::Short, ..goes_on() },
            };
            rows.push(Row { cells: indicator(level1, row), id: id(&row.id) });
        }
        at += merged;
    }
    let all = project.indicators.all().iter().map(|item| item as &dyn Slot);
    let whole = [&project.indicators as &dyn Slot];
    for wrong in all.chain(whole).filter(|slot| slot.wrong_kind().is_some()) {
        let mut cells: Vec<Cell> = COLUMNS.map(|across| Cell::new("", across, Look::Words)).into();
        if let Some(name) = cells.get_mut(2) {
            name.text = clean_owned(wrong.shown());
        }
        rows.push(Row { cells, id: "" });
    }
    rows
}

fn indicator<'a>(level1: Cell<'a>, row: &'a Indicator) -> Vec<Cell<'a>> {
    let cell = |text: Text<'a>, column: usize, look| Cell::new(text, COLUMNS[column], look);
    vec![
        level1,
        cell(line(&row.level2), 1, Look::Short),
        cell(text(&row.name), 2, Look::Words),
        cell(text(&row.description), 3, Look::Words),
        cell(target(row), 4, Look::Short),
        cell(text(&row.basis), 5, Look::Words),
    ]
}

fn percent(field: &Field<Amount>) -> String {
    let is_number = field.get().is_some_and(|amount| amount.decimal().is_some());
    format!("{}{}", amount(field), if is_number { "%" } else { "" })
}

/// The goals, numbered. Where a point would be taken for a decimal one, `、` stands behind the
/// number.
fn goals(project: &Project) -> Text<'_> {
    if project.goals.wrong_kind().is_some() {
        return clean_owned(project.goals.shown());
    }
    let goals = project.goals.all().iter().map(text).filter(|goal| !goal.trim().is_empty());
    let numbered = goals.enumerate().map(|(n, goal)| {
        let first = goal.split('\n').next().unwrap_or_default();
        let pointed = format!("{}.{first}", n + 1);
        let is_read = number::plain(&pointed).is_some_and(|item| item.rest == first);
        format!("{}{}{goal}", n + 1, if is_read { "." } else { "、" })
    });
    Cow::Owned(numbered.collect::<Vec<_>>().join("\n"))
}
