//! The printed form: a document as the cover, headings, paragraphs and tables that stand on paper, in
//! their order. All formats that show a document are made of this one description; its labels and
//! columns come from the edition. What is of a wrong kind is shown as the text it is; control
//! characters and hidden marks are left out everywhere.
//!
//! Upper and lower half of a project table stand on one [`GRID`]: a column for the labels and twelve
//! narrow ones, so that two, three, four or six cells share a row evenly.

use std::borrow::Cow;

use crate::exchange::number;
use crate::model::{
    Amount, Document, Edition, Field, Indicator, List, PlanPoint, Printed, Project, Safeguard, Slot, SubGoal,
};
use crate::text::clean;

/// The width of each column of the grid in millimetres: 156 in all, what A4 leaves between the
/// margins of an official document.
pub const GRID: [u16; 13] = [24, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11];

/// How many columns of the grid each column of the indicators takes: 24, 22, 33, 33, 22, 22 mm.
const COLUMNS: [usize; 6] = [1, 2, 3, 3, 2, 2];

/// With what stands before it, it can be the name of a bookmark in Word.
const LONGEST_ID: usize = 37;

/// Columns beside the labels.
const BESIDE: usize = GRID.len() - 1;

/// A text without what no paper shows.
pub type Text<'a> = Cow<'a, str>;

/// A document as it is printed.
#[derive(Debug)]
pub struct Form<'a> {
    /// What it is called, for the title of a page or file.
    pub title: String,
    /// In their order.
    pub blocks: Vec<Block<'a>>,
}

/// A piece of the printed form.
#[derive(Debug)]
pub enum Block<'a> {
    /// The cover, where the document has one: title, department and date, each possibly empty.
    Cover {
        /// 标题.
        title: Text<'a>,
        /// 编制单位.
        org: Text<'a>,
        /// 日期.
        date: Text<'a>,
    },
    /// The heading of a part.
    Part {
        /// 第一部分.
        number: &'a str,
        /// 部门整体绩效目标.
        title: &'a str,
    },
    /// The heading of a section: 一、总体绩效目标.
    Section(&'a str),
    /// The heading of a 分项绩效目标.
    Item {
        /// With its number.
        text: String,
        /// The id of the record.
        id: &'a str,
    },
    /// A paragraph.
    Paragraph {
        /// It may hold several lines.
        text: Text<'a>,
        /// The id of the record it is; empty for others.
        id: &'a str,
    },
    /// A project: its heading, and the two halves of its table.
    Project {
        /// 1.人事代理人员经费绩效目标表.
        title: String,
        /// The id of the record.
        id: &'a str,
        /// Unit, code, funds, plan, goals.
        upper: Vec<Row<'a>>,
        /// The indicators below their header, which is the first row.
        lower: Vec<Row<'a>>,
    },
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row<'a> {
    /// Its cells take all columns of the grid.
    pub cells: Vec<Cell<'a>>,
    /// The id of the indicator it is; empty for others.
    pub id: &'a str,
}

/// A cell of a table.
#[derive(Debug)]
pub struct Cell<'a> {
    /// Empty where the cell above goes on.
    pub text: Text<'a>,
    /// How many columns of the grid it takes.
    pub across: usize,
    /// How it stands to the cells above and below it.
    pub down: Down,
    /// What it is.
    pub look: Look,
}

/// Whether a cell is merged with those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Down {
    /// It stands alone.
    Alone,
    /// It is the first of so many.
    Opens(usize),
    /// It goes on with the one above.
    GoesOn,
}

/// What a cell is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The heading of a column or row.
    Label,
    /// A few words, in the middle.
    Short,
    /// A text.
    Words,
    /// Money.
    Amount,
    /// Above the frame: the unit, at the left.
    Above,
    /// Above the frame, at the right.
    AboveRight,
}

impl<'a> Cell<'a> {
    fn new(text: impl Into<Text<'a>>, across: usize, look: Look) -> Cell<'a> {
        Cell { text: text.into(), across, down: Down::Alone, look }
    }

    /// Makes it the first of `rows` merged ones.
    fn opens(self, rows: usize) -> Cell<'a> {
        Cell { down: Down::Opens(rows), ..self }
    }

    /// Its lines, without empty ones; at least one.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = || self.text.split('\n').filter(|line| !line.trim().is_empty());
        let none = lines().next().is_none().then_some("");
        none.into_iter().chain(lines())
    }
}

/// `document` as it is printed.
pub fn form(document: &Document) -> Form<'_> {
    let edition = document.edition().0;
    let mut blocks = Vec::new();
    if let Some(cover) = document.cover.get() {
        let (title, org, date) = (line(&cover.title), line(&cover.org), line(&cover.date));
        if !(title.is_empty() && org.is_empty() && date.is_empty()) {
            blocks.push(Block::Cover { title, org, date });
        }
    }
    part_one(document, &edition.printed, &mut blocks);
    let part = &edition.printed.part_two;
    blocks.push(Block::Part { number: &part.number, title: &part.title });
    let projects = document.projects.all().iter().enumerate();
    blocks.extend(projects.map(|(at, project)| match project.get() {
        Some(project) => block(document, edition, project, at + 1),
        None => wrong(project),
    }));
    if document.projects.wrong_kind().is_some() {
        blocks.push(wrong(&document.projects));
    }
    Form { title: title(document), blocks }
}

/// What is of a wrong kind, as the text it is.
fn wrong(slot: &dyn Slot) -> Block<'static> {
    Block::Paragraph { text: clean_owned(slot.shown()), id: "" }
}

/// Department and year, or what there is of them.
fn title(document: &Document) -> String {
    let year = document.year.get().map_or_else(String::new, |year| format!("{}年", year.0));
    format!("{}{year}", clean::one_line(document.department_name()))
}

fn part_one<'a>(document: &'a Document, words: &'a Printed, blocks: &mut Vec<Block<'a>>) {
    blocks.push(Block::Part { number: &words.part_one.number, title: &words.part_one.title });
    let paragraph = |blocks: &mut Vec<Block<'a>>, text: Text<'a>, id| {
        if !text.trim().is_empty() {
            blocks.push(Block::Paragraph { text, id });
        }
    };
    if !document.overall_goal.is_absent() {
        blocks.push(Block::Section(&words.overall_goal));
        if let Some(goal) = document.overall_goal.get() {
            for part in split(text(&goal.statement)) {
                paragraph(blocks, part, "");
            }
            let tasks = lines(&goal.tasks);
            let numbered = tasks.iter().enumerate().map(|(n, task)| format!("（{}）{task}", numeral(n + 1)));
            paragraph(blocks, Cow::Owned(numbered.collect()), "");
        } else {
            blocks.push(wrong(&document.overall_goal));
        }
    }
    if !document.sub_goals.is_absent() {
        blocks.push(Block::Section(&words.sub_goals));
        for (n, goal) in document.sub_goals.all().iter().enumerate() {
            match goal.get() {
                Some(goal) => sub_goal(goal, n + 1, words, blocks),
                None => blocks.push(wrong(goal)),
            }
        }
        if document.sub_goals.wrong_kind().is_some() {
            blocks.push(wrong(&document.sub_goals));
        }
    }
    if !document.safeguards.is_absent() {
        blocks.push(Block::Section(&words.safeguards));
        for measure in document.safeguards.all() {
            match measure.get() {
                Some(measure) => paragraph(blocks, safeguard(measure), id(&measure.id)),
                None => blocks.push(wrong(measure)),
            }
        }
        if document.safeguards.wrong_kind().is_some() {
            blocks.push(wrong(&document.safeguards));
        }
    }
}

fn sub_goal<'a>(goal: &'a SubGoal, number: usize, words: &Printed, blocks: &mut Vec<Block<'a>>) {
    let text_of =
        |words: &str, text: &str| Block::Paragraph { text: format!("{words}{text}").into(), id: "" };
    let heading = format!("（{}）{}", numeral(number), line(&goal.title));
    blocks.push(Block::Item { text: heading, id: id(&goal.id) });
    if !goal.goal.is_absent() {
        let all = text(&goal.goal);
        let mut parts = split(all).into_iter();
        blocks.push(text_of(&words.sub_goal, &parts.next().unwrap_or_default()));
        blocks.extend(parts.map(|text| Block::Paragraph { text, id: "" }));
    }
    let names = lines(&goal.indicators);
    if !names.is_empty() {
        blocks.push(text_of(&words.sub_goal_indicators, &(names.join("，") + "。")));
    }
}

fn safeguard(measure: &Safeguard) -> Text<'_> {
    match (line(&measure.title), text(&measure.text)) {
        (title, text) if title.is_empty() => text,
        (title, text) => Cow::Owned(format!("{title}{text}")),
    }
}

fn block<'a>(document: &'a Document, edition: &'a Edition, project: &'a Project, number: usize) -> Block<'a> {
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

/// 指标值 as it is printed.
pub fn target(row: &Indicator) -> Text<'static> {
    match row.target.get() {
        Some(target) => clean_owned(target.print()),
        None => clean_owned(row.target.shown()),
    }
}

/// The unit of a project: code and name.
pub fn unit(document: &Document, project: &Project) -> String {
    let code = line(&project.unit_code);
    let name = document.unit_name(project.unit_code.text()).unwrap_or_default();
    format!("{code}{}", clean::one_line(name))
}

/// An amount as it was written; one that has no plain form in full.
pub fn amount(field: &Field<Amount>) -> String {
    let Some(amount) = field.get() else { return clean::one_line(&field.shown()) };
    match amount.decimal() {
        Some(value) if amount.text().contains(['e', 'E']) => value.to_string(),
        _ => clean::one_line(amount.text()),
    }
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

/// 一 to 九十九, and digits from there on.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_string(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

/// What a list of lines holds, without empty ones.
fn lines(list: &Field<List<String>>) -> Vec<Text<'_>> {
    let mut lines: Vec<Text> = list.all().iter().map(line).filter(|line| !line.trim().is_empty()).collect();
    if list.wrong_kind().is_some() {
        lines.push(clean_owned(list.shown()));
    }
    lines
}

/// The paragraphs of a text, without empty ones.
fn split(text: Text<'_>) -> Vec<Text<'_>> {
    let is_empty = |part: &&str| !part.trim().is_empty();
    match text {
        Cow::Borrowed(text) => text.split('\n').filter(is_empty).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => {
            text.split('\n').filter(is_empty).map(|part| Cow::Owned(part.to_string())).collect()
        }
    }
}

/// An id that can go along; empty for others.
pub fn id(field: &Field<String>) -> &str {
    let id = field.text();
    let is_good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if id.len() <= LONGEST_ID && id.chars().all(is_good) { id } else { "" }
}

/// The text of a field, whatever is in it.
pub fn text(field: &Field<String>) -> Text<'_> {
    match field {
        Field::Value(text) => clean(text),
        other => clean_owned(other.shown()),
    }
}

/// As [`text`], in one line.
pub fn line(field: &Field<String>) -> Text<'_> {
    match text(field) {
        text if text.contains('\n') => Cow::Owned(clean::one_line(&text)),
        text => text,
    }
}

/// `text` without control characters, hidden marks and what no XML may hold; line breaks stay.
pub fn clean(text: &str) -> Text<'_> {
    let is_none = |c| matches!(c, '\u{fffe}' | '\u{ffff}');
    match clean::typed(text) {
        text if text.contains(is_none) => Cow::Owned(text.replace(is_none, "")),
        text => text,
    }
}

fn clean_owned(text: String) -> Text<'static> {
    Cow::Owned(clean(&text).into_owned())
}
