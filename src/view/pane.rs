//! The pane: the rows of a tab below each other, with their headings, scrolled so that the caret
//! is seen. Every row first says how many lines it takes; then only those on the screen are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::table::Columns;
use super::{Theme, field, overview, paint, table, whole};
use crate::app::form::{Row, RowKind, Tab};
use crate::app::mouse::{Spot, Target};
use crate::app::{App, Learned};
use crate::model::{Document, Slot, describe};
use crate::text::{say, width};

/// Columns left of every row: a blank, the mark of the worst finding, the bar of the caret, a
/// blank.
pub(super) const GUTTER: u16 = 4;

/// What stands on a run of lines.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Blank,
    Heading(String),
    /// A quiet sentence.
    Note(String),
    Rule,
    TableHead,
    OverviewHead,
    /// A group of the table, or a unit of the overview.
    Group(String),
    Row(usize),
    /// The bar below the plan, for the percents of that row.
    PlanBar(usize),
    /// Sums over the projects of these rows.
    Sum(String, Vec<usize>),
    /// What the typed value means, below the row.
    Hint,
}

/// The pane's window on its lines.
pub(super) struct Canvas<'a, 'b> {
    pub area: Rect,
    pub scroll: usize,
    pub app: &'a App,
    pub theme: &'a Theme,
    pub frame: &'a mut Frame<'b>,
    pub spots: Vec<Spot>,
}

impl Canvas<'_, '_> {
    /// The document that is drawn.
    pub fn document(&self) -> &Document {
        self.app.document()
    }

    /// The screen line of a line of the pane, where it is seen.
    pub fn y(&self, line: usize) -> Option<u16> {
        let below = line.checked_sub(self.scroll)?;
        (below < self.area.height as usize).then(|| self.area.y + below as u16)
    }

    /// Writes on a line of the pane, from a column of the pane.
    pub fn text(&mut self, (column, line): (u16, usize), columns: u16, text: &str, style: Style) -> u16 {
        let Some(y) = self.y(line) else { return 0 };
        let columns = columns.min(self.area.width.saturating_sub(column));
        paint::text(self.frame.buffer_mut(), (self.area.x + column, y), columns, text, style)
    }

    /// A cell is seen from that column and line of the pane, so wide and high.
    pub fn spot(
        &mut self,
        (column, line): (u16, usize),
        (columns, lines): (u16, usize),
        row: usize,
        cell: usize,
    ) {
        let seen = (line..line + lines).filter_map(|line| self.y(line));
        let (Some(first), lines) = (seen.clone().next(), paint::cells(seen.count())) else { return };
        if self.app.mouse_on() {
            let from = (self.area.x + column, first);
            self.spots.push(Spot { from, size: (columns, lines), what: Target::Cell(row, cell) });
        }
    }

    /// What a field shows.
    pub fn shown(&self, place: &crate::model::Place) -> String {
        place.find(self.document()).map(Slot::shown).unwrap_or_default()
    }
}

/// What all rows of a pane share.
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    /// Columns of the labels.
    pub labels: u16,
    /// Columns of the indicator table.
    pub columns: Columns,
    /// Digits before the decimal point of the amounts.
    pub whole_digits: usize,
    pub width: u16,
}

impl Sheet {
    fn new(app: &App, width: u16) -> Sheet {
        let rows = app.rows();
        let labelled = rows.iter().filter(|row| !matches!(row.kind, RowKind::Indicator | RowKind::Project));
        let labels = labelled.map(|row| width::width(&row.label)).max().unwrap_or(0).clamp(8, 18) as u16;
        let document = app.document();
        let amounts = rows.iter().flat_map(|row| &row.cells).filter(|cell| field::is_amount(cell));
        let whole = amounts.filter_map(|cell| cell.find(document)).map(|slot| {
            let text = slot.shown();
            text.split('.').next().map_or(0, width::width)
        });
        let whole_digits = whole.max().unwrap_or(0).min(20);
        let columns = Columns::new(document, &rows, width.saturating_sub(GUTTER));
        Sheet { labels: labels + 2, columns, whole_digits, width, rows }
    }

    /// The column at which values begin.
    pub fn value_at(&self) -> u16 {
        GUTTER + self.labels
    }

    /// How wide values are.
    pub fn value_width(&self) -> u16 {
        self.width.saturating_sub(self.value_at() + 1).max(2)
    }
}

/// Draws the pane; gives what was learned, and how many of its lines are hidden above and below.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> (Learned, (usize, usize)) {
    let sheet = Sheet::new(app, area.width);
    let lines = lines(app, &sheet);
    let pane = area;
    let (area, whole) = whole::split(app, &sheet, pane);
    let scroll = scroll(app, &lines, area.height as usize);
    let mut canvas = Canvas { area, scroll, app, theme, frame, spots: Vec::new() };
    let mut at = 0;
    for (content, height) in &lines {
        if at + height > scroll && at < scroll + area.height as usize {
            draw_content(&mut canvas, &sheet, content, at, *height);
        }
        at += height;
    }
    let mut at = 0;
    // the lines of the current cell are free while it is typed in
    canvas.area = pane;
    for (content, height) in &lines {
        if let Content::Row(n) = content
            && *n == app.caret().row
        {
            field::draw_over(&mut canvas, &sheet, *n, at);
        }
        at += height;
    }
    if let Some(room) = whole {
        whole::draw(&mut canvas, &sheet, room);
    }
    let hidden = hidden(&lines, scroll, area.height as usize);
    (Learned { page: area.height as usize, scroll, spots: canvas.spots, ..app.learned() }, hidden)
}

/// How many lines on which something stands lie above and below those that are seen.
fn hidden(lines: &[(Content, usize)], scroll: usize, page: usize) -> (usize, usize) {
    let (mut at, mut above, mut below) = (0, 0, 0);
    for (content, height) in lines {
        if !matches!(content, Content::Blank) {
            above += scroll.saturating_sub(at).min(*height);
            below += (at + height).saturating_sub(scroll + page).min(*height);
        }
        at += height;
    }
    (above, below)
}

/// Everything the pane holds, from top to bottom, with the lines each takes.
fn lines(app: &App, sheet: &Sheet) -> Vec<(Content, usize)> {
    let mut lines = Vec::new();
    if let Some(place) = app.opened() {
        lines.push((Content::Heading(say::opened_row(&describe(app.document(), place))), 1));
        lines.push((Content::Rule, 1));
    } else {
        lines.push((Content::Blank, 1));
    }
    let is_overview = *app.tab() == Tab::Overview && app.opened().is_none();
    for (n, row) in sheet.rows.iter().enumerate() {
        let first_of_kind = n == 0 || sheet.rows[n - 1].kind != row.kind;
        match row.kind {
            RowKind::Indicator => table::headings(app, sheet, n, first_of_kind, &mut lines),
            RowKind::Project => overview::headings(app, sheet, n, first_of_kind, &mut lines),
            _ if row.opens && n > 0 => lines.push((Content::Blank, 1)),
            _ => {}
        }
        lines.push((Content::Row(n), field::height(app, sheet, n)));
        if row.kind == RowKind::PlanPercents {
            lines.push((Content::PlanBar(n), 1));
        }
        if field::has_hint_below(app, sheet, n) {
            lines.push((Content::Hint, field::HINT_LINES));
        }
        if is_overview {
            overview::sums(app, sheet, n, &mut lines);
        }
    }
    lines
}

fn draw_content(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, content: &Content, at: usize, height: usize) {
    let (strong, dim) = (canvas.theme.strong, canvas.theme.dim);
    match content {
        Content::Blank => {}
        Content::Heading(text) => {
            canvas.text((GUTTER, at), sheet.width, text, strong);
        }
        Content::Note(text) => {
            canvas.text((0, at), sheet.width, text, dim);
        }
        Content::Rule => {
            if let Some(y) = canvas.y(at) {
                let area = Rect { x: canvas.area.x + 1, y, width: sheet.width.saturating_sub(2), height: 1 };
                paint::rule(canvas.frame.buffer_mut(), area, dim);
            }
        }
        Content::TableHead => table::head(canvas, sheet, at),
        Content::OverviewHead => overview::head(canvas, sheet, at),
        Content::Group(text) => {
            canvas.text((1, at), sheet.width, text, strong);
        }
        Content::Row(n) => field::draw(canvas, sheet, *n, at, height),
        Content::PlanBar(n) => field::plan_bar(canvas, sheet, *n, at),
        Content::Sum(label, rows) => overview::sum(canvas, sheet, label, rows, at),
        Content::Hint => field::hint(canvas, sheet.value_at(), at, sheet.value_width()),
    }
}

/// The first line shown: the caret's row is seen whole where it fits, and the last scroll is kept
/// where it can be.
fn scroll(app: &App, lines: &[(Content, usize)], page: usize) -> usize {
    let total: usize = lines.iter().map(|(_, height)| height).sum();
    let mut top = 0;
    let mut span = (0, 0);
    for (content, height) in lines {
        match content {
            Content::Row(n) if *n == app.caret().row => span = (top, top + height),
            // the hint belongs to the row above it
            Content::Hint if span.1 == top => span.1 += height,
            _ => {}
        }
        top += height;
    }
    let (first, mut last) = span;
    let is_last_row =
        !lines.iter().any(|(content, _)| matches!(content, Content::Row(n) if *n > app.caret().row));
    if is_last_row && total < first + page {
        // the sums below it
        last = total;
    }
    let mut scroll = app.learned().scroll;
    if app.caret().row == 0 {
        scroll = 0;
    }
    if last > scroll + page {
        scroll = last - page;
    }
    if first < scroll + usize::from(first > 0) {
        // with the heading above it
        scroll = first.saturating_sub(1);
    }
    scroll.min(total.saturating_sub(page.min(total)))
}
