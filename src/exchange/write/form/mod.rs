//! The printed form: a document as the cover, headings, paragraphs and tables that stand on paper, in
//! their order. All formats that show a document are made of this one description; its labels and
//! columns come from the edition. What is of a wrong kind is shown as the text it is; control
//! characters and hidden marks are left out everywhere.
//!
//! Upper and lower half of a project table stand on one [`GRID`]: a column for the labels and twelve
//! narrow ones, so that two, three, four or six cells share a row evenly.

mod fields;
mod part_one;
mod table;

use std::borrow::Cow;

use crate::model::{Document, Slot};
use crate::text::clean;
use fields::clean_owned;
pub use fields::{amount, clean, id, line, target, text, unit};

/// The width of each column of the grid in millimetres: 156 in all, what A4 leaves between the
/// margins of an official document. 指标值确定依据 needs the wider ones at the right.
pub const GRID: [u16; 13] = [20, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 13, 13];

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
    part_one::blocks(document, &edition.printed, &mut blocks);
    let part = &edition.printed.part_two;
    blocks.push(Block::Part { number: &part.number, title: &part.title });
    let projects = document.projects.all().iter().enumerate();
    blocks.extend(projects.map(|(at, project)| match project.get() {
        Some(project) => table::project(document, edition, project, at + 1),
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
