//! 总览: every project on a line, amounts at their decimal point, sums by unit and in all.

use rust_decimal::Decimal;

use super::pane::{Canvas, Content, GUTTER, Sheet};
use super::signs::signs;
use super::{header, paint};
use crate::app::App;
use crate::app::copies::copies_in;
use crate::app::form::{Row, RowKind, Tab};
use crate::check::Counts;
use crate::model::{Amount, Budget, Project, amount};
use crate::text::{say, width};

/// Where the columns stand.
struct Layout {
    /// Columns of the number before the name, the gap counted.
    number: u16,
    name: u16,
    bar: Option<(u16, u16)>,
    /// Right ends of total, fiscal, other.
    amounts: [u16; 3],
    /// Right end of the count of indicators.
    count: u16,
    problems: u16,
}

fn layout(app: &App, sheet: &Sheet) -> Layout {
    let room = sheet.width.saturating_sub(GUTTER + 1);
    // as wide as the largest amount, which the sum of all hardly exceeds
    let digits = app.document().projects().take(500).flat_map(|p| funds(p.budget.get())).flatten();
    let digits = digits.map(|amount| width::width(amount.text())).max().unwrap_or(0);
    let amount = (digits as u16 + 3).clamp(10, 22);
    let problems_width = 14.min(room / 4);
    let count_width = if room >= 66 { 6 } else { 0 };
    let number = number_columns(sheet);
    let fixed = problems_width + count_width + 2 + number;
    // the name keeps its room before the second and third amount do
    let shown = (1..=3).rev().find(|n| room >= fixed + amount * n + 20).unwrap_or(1);
    let left = room.saturating_sub(fixed + amount * shown);
    let names = app.document().projects().take(500).map(|project| {
        let copies = width::width(&copies(project));
        width::width_up_to(project.name.text(), 50) + copies + if copies > 0 { 2 } else { 0 }
    });
    let name = (names.max().unwrap_or(0) as u16 + 2).clamp(12, 46).min(left);
    let bar = (left >= name + 12).then_some(12);
    let start = GUTTER + number + name;
    let after_bar = start + bar.unwrap_or(0);
    let amounts =
        std::array::from_fn(|n| if n < shown as usize { after_bar + amount * (n as u16 + 1) } else { 0 });
    let last = after_bar + amount * shown;
    Layout {
        number,
        name,
        bar: bar.map(|columns| (start, columns - 2)),
        amounts,
        count: if count_width > 0 { last + count_width } else { 0 },
        problems: last + count_width + 2,
    }
}

/// As wide as the largest number, which stands in the last row.
fn number_columns(sheet: &Sheet) -> u16 {
    let last = sheet.rows.last().filter(|row| row.kind == RowKind::Project);
    last.map_or(0, |row| width::width(&row.label)).max(3) as u16 + 2
}

fn project<'a>(app: &'a App, sheet: &Sheet, n: usize) -> Option<&'a Project> {
    app.document().project(sheet.rows.get(n)?.cells.first()?)
}

/// The heading above the first project, and the unit where it changes.
pub(super) fn headings(app: &App, sheet: &Sheet, n: usize, first: bool, lines: &mut Vec<(Content, usize)>) {
    let unit = |n: usize| Some(project(app, sheet, n)?.unit_code.text().to_string());
    if first {
        lines.extend([(Content::Blank, 1), (Content::OverviewHead, 1), (Content::Rule, 1)]);
    }
    let now = unit(n).unwrap_or_default();
    if first || n.checked_sub(1).and_then(unit).unwrap_or_default() != now {
        let name = app.document().unit_name(&now).unwrap_or_default();
        lines.push((Content::Group(format!("{now} {name}").trim().to_string()), 1));
    }
}

/// The sum below the last project of a unit, and the one below all.
pub(super) fn sums(app: &App, sheet: &Sheet, n: usize, lines: &mut Vec<(Content, usize)>) {
    let is_project = |row: &Row| row.kind == RowKind::Project;
    if !sheet.rows.get(n).is_some_and(is_project) {
        return;
    }
    let unit = |n: usize| project(app, sheet, n).map(|project| project.unit_code.text());
    let next = sheet.rows.get(n + 1).filter(|row| is_project(row)).and_then(|_| unit(n + 1));
    if next.is_some() && next == unit(n) {
        return;
    }
    let first =
        (0..=n).rev().take_while(|&k| is_project(&sheet.rows[k]) && unit(k) == unit(n)).last().unwrap_or(n);
    // the sum of a single project is its own line
    if first < n {
        lines.push((Content::Sum(say::subtotal(n + 1 - first), (first..=n).collect()), 1));
    }
    if sheet.rows.get(n + 1).is_none_or(|row| !is_project(row)) {
        let all: Vec<usize> = (0..=n).filter(|&k| is_project(&sheet.rows[k])).collect();
        lines.push((Content::Rule, 1));
        lines.push((Content::Sum(say::grand_total(all.len()), all), 1));
    }
}

pub(super) fn head(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, at: usize) {
    let layout = layout(canvas.app, sheet);
    let dim = canvas.theme.dim;
    canvas.text((GUTTER, at), 4, say::COLUMN_NUMBER, dim);
    canvas.text((GUTTER + layout.number, at), layout.name, crate::model::label(&name_place()), dim);
    let (edition, _) = canvas.document().edition();
    for (right, fund) in layout.amounts.into_iter().zip(&edition.funds) {
        let label = fund.label.rsplit('：').next().unwrap_or(&fund.label);
        right_text(canvas, right, at, label, dim);
    }
    right_text(canvas, layout.count, at, say::COLUMN_INDICATORS, dim);
    canvas.text((layout.problems, at), 14, say::COLUMN_FINDINGS, dim);
}

fn name_place() -> crate::model::Place {
    crate::model::Place::root().field("projects").item("").field("name")
}

fn right_text(canvas: &mut Canvas<'_, '_>, right: u16, at: usize, text: &str, style: ratatui::style::Style) {
    if right == 0 {
        return;
    }
    if let Some(y) = canvas.y(at) {
        let right = canvas.area.x + right;
        paint::text_right(canvas.frame.buffer_mut(), (right, y), 22, text, style);
    }
}

pub(super) fn row(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, n: usize, at: usize) {
    let layout = layout(canvas.app, sheet);
    let Some(row) = sheet.rows.get(n) else { return };
    let here = canvas.app.caret().row == n && !canvas.app.panel().focused;
    let style = if here { canvas.theme.cursor } else { Default::default() };
    let dim = canvas.theme.dim;
    let digits = layout.number - 2;
    canvas.text((GUTTER, at), digits, &width::pad_left(&row.label, digits as usize), dim);
    let Some(project) = project(canvas.app, sheet, n).cloned() else {
        // an entry that is no object, as it is
        let text = canvas.shown(&row.cells[0]);
        canvas.text((GUTTER + layout.number, at), layout.name, &text, style);
        return;
    };
    // behind the name, how many of its indicators were copied and not yet adapted
    let copies = copies(&project);
    let room = layout.name.saturating_sub(2);
    let aside = width::width(&copies) as u16;
    let named = if copies.is_empty() { room } else { room.saturating_sub(aside + 2) };
    let name = width::pad(&crate::text::clean::visible(project.name.text()), named as usize);
    canvas.text((GUTTER + layout.number, at), named, &name, style);
    canvas.text((GUTTER + layout.number + room.saturating_sub(aside), at), aside, &copies, dim);
    if let Some((column, columns)) = layout.bar {
        let bar = bar(canvas.app, &project, columns as usize);
        let accent = canvas.theme.dim;
        canvas.text((column, at), columns, &bar, accent);
    }
    let budget = project.budget.get();
    for (right, field) in layout.amounts.into_iter().zip(funds(budget)) {
        match field.map(Amount::text).filter(|text| !text.is_empty()) {
            Some(text) => right_text(canvas, right, at, text, Default::default()),
            None => right_text(canvas, right, at, signs().nothing, dim),
        }
    }
    let count = project.indicators.all().len().to_string();
    right_text(canvas, layout.count, at, &count, Default::default());
    problems(canvas, layout.problems, at, &[n], sheet);
}

/// How many indicators were copied and not yet adapted; nothing when there are none.
fn copies(project: &Project) -> String {
    match copies_in(project) {
        0 => String::new(),
        copies => say::copies(copies),
    }
}

fn funds(budget: Option<&Budget>) -> [Option<&Amount>; 3] {
    let get = |field: fn(&Budget) -> Option<&Amount>| budget.and_then(field);
    [get(|b| b.total.get()), get(|b| b.fiscal.get()), get(|b| b.other.get())]
}

/// The share of the project in the largest budget, as a bar.
fn bar(app: &App, project: &Project, columns: usize) -> String {
    let value = |project: &Project| project.budget.get()?.total.get()?.decimal();
    let most = app.document().projects().filter_map(value).max().filter(|most| *most > Decimal::ZERO);
    let share = most.zip(value(project)).and_then(|(most, value)| value.checked_div(most));
    let cells = share.and_then(|share| share.checked_mul(Decimal::from(columns as u64)));
    let cells = cells.and_then(|cells| usize::try_from(cells.round()).ok()).unwrap_or(0);
    let there = share.is_some_and(|share| share > Decimal::ZERO);
    signs().share.repeat(cells.clamp(usize::from(there), columns))
}

fn problems(canvas: &mut Canvas<'_, '_>, column: u16, at: usize, rows: &[usize], sheet: &Sheet) {
    let mut counts = Counts::default();
    for place in rows.iter().filter_map(|n| sheet.rows.get(*n)?.cells.first()) {
        counts += canvas.app.tab_counts(&Tab::Project(place.clone()));
    }
    let mut x = column;
    for (severity, words) in header::counted([counts.errors, counts.warnings, 0]) {
        let style = canvas.theme.severity(severity);
        x += canvas.text((x, at), 14, &words, style) + 2;
    }
}

pub(super) fn sum(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, label: &str, rows: &[usize], at: usize) {
    let layout = layout(canvas.app, sheet);
    let strong = canvas.theme.strong;
    canvas.text((GUTTER + layout.number, at), layout.name, label, strong);
    let projects: Vec<&Project> = rows.iter().filter_map(|n| project(canvas.app, sheet, *n)).collect();
    let mut sums: Vec<String> = Vec::new();
    for n in 0..3 {
        let amounts = projects.iter().map(|project| funds(project.budget.get())[n]);
        // an amount that is missing or no number leaves no honest sum
        let known: Option<Vec<&Amount>> = amounts.collect();
        let total = known.and_then(amount::sum);
        sums.push(total.map_or_else(|| signs().nothing.to_string(), |total| total.to_string()));
    }
    let count: usize = projects.iter().map(|project| project.indicators.all().len()).sum();
    for (right, text) in layout.amounts.into_iter().zip(&sums) {
        right_text(canvas, right, at, text, strong);
    }
    right_text(canvas, layout.count, at, &count.to_string(), strong);
    problems(canvas, layout.problems, at, rows, sheet);
}
