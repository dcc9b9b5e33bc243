//! The forms: which fields stand in a tab, in the order of the printed form. Moving, editing and
//! drawing all read the same rows, so the caret can only stand where something is drawn.

use crate::model::{Document, Kind, Place, Project, Record, Slot, Step, label};
use crate::text::say;

/// A tab of the editor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 总览: the facts of the document, all projects, the sums.
    Overview,
    /// 总体目标
    Goal,
    /// 分项目标
    SubGoals,
    /// 保障措施
    Safeguards,
    /// A project table: the place of the project.
    Project(Place),
}

/// The tabs of a document, in order.
pub fn tabs(document: &Document) -> Vec<Tab> {
    let projects = items(document, &Place::root().field("projects"));
    let fixed = [Tab::Overview, Tab::Goal, Tab::SubGoals, Tab::Safeguards];
    fixed.into_iter().chain(projects.into_iter().map(Tab::Project)).collect()
}

/// The tabs before the first project: what they are called, and the place that is seen there.
pub fn pages() -> [(&'static str, Place); 4] {
    let root = Place::root();
    [
        (say::TAB_OVERVIEW, root.clone()),
        (say::TAB_GOAL, root.field("overall_goal")),
        (say::TAB_SUB_GOALS, root.field("sub_goals")),
        (say::TAB_SAFEGUARDS, root.field("safeguards")),
    ]
}

/// The tab in which `place` is seen.
pub fn tab_of(place: &Place) -> Tab {
    let first = place.steps().first();
    match first {
        Some(Step::Field(name)) if name == "overall_goal" => Tab::Goal,
        Some(Step::Field(name)) if name == "sub_goals" => Tab::SubGoals,
        Some(Step::Field(name)) if name == "safeguards" => Tab::Safeguards,
        _ => place.project().map_or(Tab::Overview, Tab::Project),
    }
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A label and a field.
    Field,
    /// A line of a numbered list: tasks, goals.
    Line,
    /// Names that follow each other.
    Names,
    /// 资金支出计划: by when.
    PlanDates,
    /// 资金支出计划: how much.
    PlanPercents,
    /// A row of the indicator table.
    Indicator,
    /// A project in the overview; Enter opens its tab.
    Project,
    /// A list without items: `a` makes the first.
    EmptyList,
}

/// One row that the caret can stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// How it is drawn.
    pub kind: RowKind,
    /// What is written before it.
    pub label: String,
    /// Its fields, from left to right; never empty.
    pub cells: Vec<Place>,
    /// It begins a part: a blank line or a heading stands above it.
    pub opens: bool,
}

impl Row {
    fn field(place: Place) -> Row {
        Row { kind: RowKind::Field, label: label(&place).to_string(), cells: vec![place], opens: false }
    }

    fn opening(mut self) -> Row {
        self.opens = true;
        self
    }

    /// The item of a list that adding, deleting and moving act on when the caret is in `cell`.
    pub fn item(&self, cell: usize) -> Option<Place> {
        let place = self.cells.get(cell)?;
        match self.kind {
            RowKind::EmptyList => None,
            // a field of a project is no row of a list: whole projects come and go in the overview
            RowKind::Field => {
                item_around(place).filter(|item| place.project().as_ref() != Some(item) || item == place)
            }
            _ => item_around(place),
        }
    }

    /// The record that is opened from the cell: the item around it, else the record it is a field
    /// of.
    pub fn record(&self, cell: usize) -> Option<Place> {
        let place = self.cells.get(cell)?;
        item_around(place).or_else(|| place.parent())
    }

    /// The list that `a` adds to.
    pub fn list(&self, cell: usize) -> Option<Place> {
        match self.kind {
            RowKind::EmptyList => self.cells.first().cloned(),
            _ => self.item(cell)?.parent(),
        }
    }
}

/// The innermost item of a list around `place`.
pub fn item_around(place: &Place) -> Option<Place> {
    let steps = place.steps();
    let depth = steps.iter().rposition(|step| matches!(step, Step::Item(_)))?;
    Some(place.prefix(depth + 1))
}

/// The columns of the indicator table after 一级指标, which is a group line.
pub const INDICATOR_CELLS: [&str; 5] = ["level2", "name", "description", "target", "basis"];

/// The rows of a tab.
pub fn rows(document: &Document, tab: &Tab) -> Vec<Row> {
    let root = Place::root();
    match tab {
        Tab::Overview => overview(document),
        Tab::Goal => {
            let goal = root.field("overall_goal");
            let mut rows = vec![Row::field(goal.field("statement"))];
            rows.extend(lines(document, &goal.field("tasks")));
            rows
        }
        Tab::SubGoals => each(document, &root.field("sub_goals"), |goal| {
            let mut rows = vec![Row::field(goal.field("title")).opening(), Row::field(goal.field("goal"))];
            rows.push(names(document, &goal.field("indicators")));
            rows
        }),
        Tab::Safeguards => each(document, &root.field("safeguards"), |measure| {
            vec![Row::field(measure.field("title")).opening(), Row::field(measure.field("text"))]
        }),
        Tab::Project(place) => match place.find(document) {
            None => Vec::new(),
            // an entry that is no object is seen, and can be deleted, as it is
            Some(slot) if slot.wrong_kind().is_some() => vec![Row::field(place.clone())],
            Some(_) => project(document, place),
        },
    }
}

/// The rows of one record: every field of it, whole, those of the records within it too. This is
/// what opening a row shows. Lists have rows of their own where they are seen.
pub fn record(document: &Document, place: &Place) -> Vec<Row> {
    let slot = place.find(document);
    let members = match slot {
        Some(slot) => slot.members(),
        None if place.steps().is_empty() => document.members(),
        None => return Vec::new(),
    };
    if members.is_empty() && slot.is_some_and(Slot::is_text) {
        return vec![Row::field(place.clone())];
    }
    let shown = members.iter().filter(|(name, slot)| !slot.absent() || is_asked_for(place, name));
    let fields = shown.filter(|(name, slot)| *name != "id" && slot.items().is_none());
    let rows = fields.flat_map(|(name, slot)| {
        let at = place.step(Step::Field(name.to_string().into()));
        if slot.is_text() { vec![Row::field(at)] } else { record(document, &at) }
    });
    rows.collect()
}

/// Fields that are offered although they are absent.
fn is_asked_for(place: &Place, name: &str) -> bool {
    place.indicator().is_none() || !matches!(name, "previous" | "copied_from")
}

fn overview(document: &Document) -> Vec<Row> {
    let root = Place::root();
    let department = root.field("department");
    let mut rows = vec![
        Row::field(department.field("name")),
        Row::field(department.field("division_code")),
        Row::field(root.field("year")),
        Row::field(root.field("edition")),
        Row::field(root.field("currency_unit")),
    ];
    if let Some(cover) = document.cover.get() {
        let fields = cover.members().into_iter().map(|(name, _)| name.to_string());
        let cover = root.field("cover");
        rows.extend(fields.map(|name| Row::field(cover.step(Step::Field(name.into())))));
    }
    let units = root.field("units");
    let of_units = each(document, &units, |unit| {
        vec![Row {
            kind: RowKind::Field,
            label: label(&units).to_string(),
            cells: vec![unit.field("code"), unit.field("name")],
            opens: false,
        }]
    });
    rows.extend(of_units);
    let list = root.field("projects");
    let projects = items(document, &list);
    if projects.is_empty() {
        rows.push(empty(&list).opening());
    }
    rows.extend(projects.into_iter().enumerate().map(|(n, place)| Row {
        kind: RowKind::Project,
        label: (n + 1).to_string(),
        cells: vec![place],
        opens: n == 0,
    }));
    rows
}

fn project(document: &Document, place: &Place) -> Vec<Row> {
    let budget = place.field("budget");
    let mut rows = vec![
        Row::field(place.field("code")),
        Row::field(place.field("name")),
        Row::field(place.field("unit_code")),
        Row::field(place.field("purpose")),
    ];
    let (edition, _) = document.edition();
    for (n, fund) in edition.funds.iter().enumerate() {
        let field = budget.step(Step::Field(fund.field.clone().into()));
        let mut row = Row::field(field);
        row.label = if n == 0 { fund.label.clone() } else { format!("  {}", row.label) };
        row.opens = n == 0;
        rows.push(row);
    }
    rows.extend(plan(document, &place.field("spending_plan")));
    rows.extend(lines(document, &place.field("goals")));
    let list = place.field("indicators");
    let indicators = items(document, &list);
    if indicators.is_empty() {
        rows.push(empty(&list).opening());
    }
    rows.extend(indicators.into_iter().enumerate().map(|(n, row)| Row {
        kind: RowKind::Indicator,
        label: String::new(),
        cells: match row.find(document).and_then(Slot::wrong_kind) {
            Some(_) => vec![row],
            None => INDICATOR_CELLS.iter().map(|name| row.field(name)).collect(),
        },
        opens: n == 0,
    }));
    rows
}

fn plan(document: &Document, list: &Place) -> Vec<Row> {
    let points = items(document, list);
    if points.is_empty() {
        return vec![empty(list).opening()];
    }
    let cells = |name: &'static str| points.iter().map(|point| point.field(name)).collect();
    let label = label(list).to_string();
    vec![
        Row { kind: RowKind::PlanDates, label, cells: cells("by"), opens: true },
        Row { kind: RowKind::PlanPercents, label: String::new(), cells: cells("percent"), opens: false },
    ]
}

/// A row for each line of a list of texts.
fn lines(document: &Document, list: &Place) -> Vec<Row> {
    let places = items(document, list);
    if places.is_empty() {
        return vec![empty(list).opening()];
    }
    let row = |(n, place): (usize, Place)| Row {
        kind: RowKind::Line,
        label: if n == 0 { label(list).to_string() } else { String::new() },
        cells: vec![place],
        opens: n == 0,
    };
    places.into_iter().enumerate().map(row).collect()
}

fn names(document: &Document, list: &Place) -> Row {
    let cells = items(document, list);
    if cells.is_empty() {
        return empty(list);
    }
    Row { kind: RowKind::Names, label: label(list).to_string(), cells, opens: false }
}

/// The rows of every item of a list, or the one that offers to make the first.
fn each(document: &Document, list: &Place, rows: impl Fn(&Place) -> Vec<Row>) -> Vec<Row> {
    let places = items(document, list);
    if places.is_empty() {
        return vec![empty(list)];
    }
    let of_item = |place: &Place| match place.find(document).and_then(Slot::wrong_kind) {
        Some(_) => vec![Row::field(place.clone()).opening()],
        None => rows(place),
    };
    places.iter().flat_map(of_item).collect()
}

/// A list that is absent or empty; one of a wrong kind is shown as the text it is.
fn empty(list: &Place) -> Row {
    Row { kind: RowKind::EmptyList, label: label(list).to_string(), cells: vec![list.clone()], opens: false }
}

/// The places of the items of a list.
pub fn items(document: &Document, list: &Place) -> Vec<Place> {
    let Some(items) = list.find(document).and_then(Slot::items) else { return Vec::new() };
    let mut seen: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    let keyed = (0..items.count()).filter_map(|at| {
        let text = items.item(at)?.key().into_owned();
        let nth = seen.entry(text.clone()).or_insert(0);
        let key = crate::model::Key::new(text, *nth);
        *nth += 1;
        Some(list.step(Step::Item(key)))
    });
    keyed.collect()
}

/// What a project is called on its tab: its name without the words that every name has.
pub fn short_name(project: &Project) -> &str {
    let name = project.name.text();
    let short = ["专项经费", "项目经费", "经费", "项目"].iter().find_map(|tail| name.strip_suffix(tail));
    short.filter(|short| !short.is_empty()).unwrap_or(name)
}

/// Whether the field at `place` is chosen from a list first.
pub fn is_choice(place: &Place) -> bool {
    match place.name() {
        Some("level1" | "level2") => place.indicator().is_some(),
        Some("unit_code") => place.project().is_some(),
        Some("edition") => place.steps().len() == 1,
        _ => false,
    }
}

/// What the field at `place` can be chosen from: the value, and a word beside it.
pub fn choices(document: &Document, place: &Place) -> Vec<(String, String)> {
    let (edition, _) = document.edition();
    match place.name() {
        Some("level1") => edition.levels.iter().map(|level| (level.name.clone(), String::new())).collect(),
        Some("level2") => edition
            .levels
            .iter()
            .flat_map(|level| level.level2.iter().map(|name| (name.clone(), level.name.clone())))
            .collect(),
        Some("unit_code") => {
            let unit = |unit: &crate::model::Unit| (unit.code.text().to_string(), unit.summary());
            document.units.values().map(unit).collect()
        }
        Some("edition") => {
            let all = crate::model::Edition::all().iter();
            all.map(|edition| (edition.name.clone(), edition.title.clone())).collect()
        }
        _ => Vec::new(),
    }
}
