//! What a check may look at. A view holds a piece of the document together with the spot it stands
//! at; the frame holds the few facts of the head that the projects are judged by.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::check::across::Value;
use crate::check::gist::Gist;
use crate::check::glance::Glance;
use crate::check::meaning::{figure, is_percent, is_placeholder, is_unit};
use crate::check::rule::argument;
use crate::check::seen::Seen;
use crate::check::spot::{Names, Spot};
use crate::check::subject::{matter, spoken_of};
use crate::check::words::{self, Words};
use crate::model::target::{Form, OPERATORS};
use crate::model::{
    Amount, Budget, Document, Edition, Finding, Indicator, Key, Place, Project, Reading, Step, Target,
};
use crate::model::{Field, Kind, List};
use crate::text::narrow;
use rust_decimal::Decimal;

/// What the projects are judged by. When it changes, everything is checked again.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The edition.
    edition: &'static Edition,
    /// The budget year.
    pub year: Option<u16>,
    /// 行政区划代码 of the department.
    pub division: String,
    /// 部门名称.
    pub department: String,
    /// 金额单位.
    pub currency: String,
}

impl Frame {
    /// The frame of a document.
    pub fn of(document: &Document) -> Frame {
        Frame {
            edition: document.edition().0,
            year: document.year.get().map(|year| year.0),
            division: document.division_code().trim().to_string(),
            department: document.department_name().to_string(),
            currency: document.currency_unit.text().trim().to_string(),
        }
    }

    /// The edition.
    pub fn edition(&self) -> &'static Edition {
        self.edition
    }
}

/// What is known of the file beside the document, from when it was read.
#[derive(Debug, Default)]
pub struct Origin {
    /// Keys that stand twice in one object: where, the key, the line (empty where not known).
    pub doubled_keys: Vec<(Place, String, String)>,
    /// Ids that stood twice in the file, by the id that the second record has now.
    pub doubled_ids: HashMap<String, String>,
}

impl Origin {
    /// What reading told.
    pub fn of(document: &Document, reading: &Reading) -> Origin {
        let doubled_keys = super::rules::doubled_keys(document, reading);
        let doubled_ids = reading.ids.doubled.iter().map(|(old, new)| (new.clone(), old.clone()));
        Origin { doubled_keys, doubled_ids: doubled_ids.collect() }
    }
}

/// Everything but the projects.
#[derive(Debug)]
pub struct Head<'a> {
    /// The document; a check of the head does not look at its projects.
    pub document: &'a Document,
    /// What is known of the file.
    pub origin: &'a Origin,
}

/// One project. Spots in it begin at the project.
#[derive(Debug)]
pub struct Table<'a> {
    /// The project.
    pub project: &'a Project,
    /// What it is called in the list of projects.
    pub key: &'a Key,
    /// What it is judged by.
    pub frame: &'a Frame,
    /// What is known of the file.
    pub origin: &'a Origin,
    /// Its indicators; those of a wrong kind are left out.
    pub rows: &'a [TableRow<'a>],
    /// What all its indicators are called.
    pub row_names: &'a Names,
    /// What was made of it, once somebody asked.
    pub made: Made,
}

/// What several rules ask of a project, and is made only once.
#[derive(Debug, Default)]
pub struct Made {
    /// What the purpose is about.
    pub matter: OnceCell<Arc<str>>,
    /// What a glance at each goal shows.
    pub goals: OnceCell<Vec<Glance>>,
    /// The subjects that it speaks of.
    pub told: OnceCell<Vec<&'static str>>,
    code: OnceCell<Value>,
    funds: OnceCell<[Option<Decimal>; 3]>,
    plan: OnceCell<Vec<Option<Decimal>>>,
}

/// One indicator in its table.
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    /// Where it stands.
    pub at: usize,
    /// The row.
    pub row: &'a Indicator,
    /// What is known of it by itself.
    pub gist: &'a Gist,
}

/// What a project says it is about: the name of the department and its own, the purpose, the goals.
pub fn said<'a>(project: &'a Project, frame: &'a Frame) -> impl Iterator<Item = &'a str> {
    let own = [&*frame.department, project.name.text(), project.purpose.text()];
    own.into_iter().chain(project.goals.values().map(String::as_str))
}

impl<'a> Table<'a> {
    /// A field of the project.
    #[inline(always)]
    pub fn field(&self, name: &'static str) -> Spot<'static> {
        Spot::ROOT.field(name)
    }

    /// The item at `at` of a list.
    pub fn at_item(
        &self,
        list: &'static str,
        items: &Field<List<impl Kind>>,
        at: usize,
        tell: impl FnOnce(Spot<'_>),
    ) {
        if let Some(items) = items.get() {
            tell(Spot::ROOT.field(list).item(items, at));
        }
    }

    /// Calls `tell` with the spot of the row at `position`.
    pub fn at_row(&self, position: usize, tell: impl FnOnce(Spot<'_>)) {
        if let Some(rows) = self.project.indicators.get() {
            tell(Spot::ROOT.field("indicators").item(rows, position));
        }
    }

    /// Whether every row can be read, so that what is not there is missing.
    pub fn rows_are_known(&self) -> bool {
        !matches!(self.project.indicators, Field::Raw(_))
            && self.rows.len() == self.project.indicators.all().len()
            && self.rows.iter().all(|row| row.gist.has_levels)
    }

    /// The code of the project, or where it has none something that no other project has.
    pub fn code(&self) -> Value {
        let code = || match trimmed(&self.project.code) {
            "" => Value::Text(format!("#{}#{}", self.key.text(), self.key.nth()).into()),
            code => Value::Text(code.into()),
        };
        self.made.code.get_or_init(code).clone()
    }

    /// What the purpose is about.
    pub fn matter(&self) -> &str {
        self.made.matter.get_or_init(|| matter(trimmed(&self.project.purpose)).into())
    }

    /// The subjects that it speaks of: in the name of the department or in its own, in the purpose or
    /// in a goal.
    pub fn told(&self) -> &[&'static str] {
        self.made.told.get_or_init(|| said(self.project, self.frame).flat_map(spoken_of).collect())
    }

    /// Its goals, each with what a glance at it shows.
    pub fn goals(&self) -> impl Iterator<Item = (&String, Glance)> {
        let goals = || self.project.goals.values();
        let glances = self.made.goals.get_or_init(|| goals().map(|goal| Glance::at(goal)).collect());
        goals().zip(glances.iter().copied())
    }

    /// The value of 预算数, 财政性资金 and 其他资金; `None` where it is no number.
    pub fn funds(&self) -> [Option<Decimal>; 3] {
        *self.made.funds.get_or_init(|| {
            let value = |amount: &Field<Amount>| figure(amount.get()?);
            let funds = |budget: &Budget| [&budget.total, &budget.fiscal, &budget.other].map(value);
            self.project.budget.get().map_or([None; 3], funds)
        })
    }

    /// The shares of the spending plan, point by point; `None` where it is no number.
    pub fn plan(&self) -> &[Option<Decimal>] {
        self.made.plan.get_or_init(|| {
            let points = self.project.spending_plan.all().iter();
            points.map(|point| figure(point.get()?.percent.get()?)).collect()
        })
    }

    /// Its rows that say more than that there is nothing.
    pub fn real_rows(&self) -> impl Iterator<Item = &TableRow<'a>> {
        self.rows.iter().filter(|row| !row.gist.is_placeholder)
    }
}

/// One indicator by itself. A check of it sees nothing of the table around it, so that equal rows are
/// judged alike. Spots in it begin at the row.
#[derive(Debug)]
pub struct Row<'a> {
    /// The row.
    pub row: &'a Indicator,
    /// What it is judged by.
    pub frame: &'a Frame,
    /// 一级指标, without blanks at its ends.
    pub level1: &'a str,
    /// 二级指标, without blanks at its ends.
    pub level2: &'a str,
    /// 三级指标.
    pub name: Said<'a>,
    /// The name only says that there is nothing.
    pub is_placeholder: bool,
    /// 绩效指标描述.
    pub description: Said<'a>,
    /// 指标值, where there is one that could be read.
    pub aim: Option<Aim<'a>>,
}

/// A text, and what a glance at it shows.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The text, without blanks at its ends.
    pub text: &'a str,
    /// What a glance shows.
    pub glance: Glance,
}

impl<'a> Said<'a> {
    /// What a field says.
    fn of(field: &'a Field<String>, sort: Sort, seen: &mut Seen<'_>) -> Said<'a> {
        Said { text: trimmed(field), glance: seen.text(field.text(), sort).glance }
    }

    /// Whether a word of the list occurs in it.
    pub fn has(&self, words: &Words) -> bool {
        self.glance.has(words)
    }

    /// Whether it ends with a word of the list.
    pub fn ends(&self, words: &Words) -> bool {
        self.glance.ends(words)
    }
}

/// A target (指标值), read once.
#[derive(Debug)]
pub struct Aim<'a> {
    /// The target.
    pub target: &'a Target,
    /// The form it has.
    pub form: Form<'a>,
    /// As it is printed.
    pub printed: String,
    /// The unit, without blanks at its ends.
    pub unit: &'a str,
    /// The unit is a known unit of measurement.
    pub is_unit: bool,
    /// The unit means percent.
    pub is_percent: bool,
}

impl<'a> Aim<'a> {
    fn of(target: &'a Target) -> Aim<'a> {
        let unit = trimmed(&target.unit);
        Aim {
            target,
            form: target.form(),
            printed: target.print(),
            unit,
            is_unit: is_unit(unit),
            is_percent: is_percent(unit),
        }
    }

    /// It is surely taken apart as a person reads it: a plain number behind a sign, and a known unit.
    pub fn is_taken_apart(&self) -> bool {
        let Form::Compare { operator, value, unit } = self.form else { return false };
        let digits = value.text();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = unit == self.unit && unit.starts_with(|c: char| c.is_alphabetic() || c == '%');
        is_number && is_plain && self.is_unit && OPERATORS.contains(&operator)
    }

    /// It is one number, or lies between two.
    pub fn is_number(&self) -> bool {
        matches!(self.form, Form::Compare { .. } | Form::Range { .. })
    }
}

impl<'a> Row<'a> {
    /// Reads a row.
    pub fn of(row: &'a Indicator, frame: &'a Frame, seen: &mut Seen<'_>) -> Row<'a> {
        let name = Said::of(&row.name, Sort::Line, seen);
        Row {
            row,
            frame,
            level1: trimmed(&row.level1),
            level2: trimmed(&row.level2),
            name,
            is_placeholder: is_placeholder(name.text),
            description: Said::of(&row.description, Sort::Prose, seen),
            aim: row.target.get().map(Aim::of),
        }
    }

    /// What it is judged by.
    pub fn edition(&self) -> &'static Edition {
        self.frame.edition()
    }

    /// Whether its name says something of which less is better.
    pub fn is_less(&self) -> bool {
        self.name.has(&words::LESS) && !self.name.has(&words::LESS_UNLESS)
    }

    /// A field of the row.
    #[inline(always)]
    pub fn field(&self, name: &'static str) -> Spot<'static> {
        Spot::ROOT.field(name)
    }

    /// Whether the second level is one of these.
    pub fn stands_below(&self, levels: &[String]) -> bool {
        levels.iter().any(|level| level == self.level2)
    }
}

/// One text.
#[derive(Debug)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands.
    pub spot: Spot<'a>,
    /// What sort of text it is.
    pub sort: Sort,
    /// What a glance at it shows.
    pub glance: Glance,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A unit, a code, the name of a project: fixed by the budget system.
    Key,
    /// One line: a name, a title.
    Line,
    /// The name of an indicator of a sub-goal.
    Name,
    /// A line of a list that the form numbers.
    Numbered,
    /// A goal of a project: a line, too.
    Goal,
    /// Prose of any length.
    Prose,
}

/// Whether the field is there in its kind, or absent: nothing that could not be understood.
pub fn is_known<T>(field: &Field<T>) -> bool {
    !matches!(field, Field::Raw(_))
}

/// Whether the field is absent or holds nothing but blanks. What could not be understood is not
/// empty.
pub fn is_empty(field: &Field<String>) -> bool {
    is_known(field) && trimmed(field).is_empty()
}

/// Whether a list is absent or has no items.
pub fn is_bare<T>(list: &Field<List<T>>) -> bool {
    is_known(list) && list.all().is_empty()
}

/// The text without blanks at its ends.
pub fn trimmed(field: &Field<String>) -> &str {
    narrow::trim(field.text())
}

/// The items of a list that are of the right kind, each with its position.
pub fn items<T: Kind>(list: &Field<List<T>>) -> impl Iterator<Item = (usize, &T)> {
    list.all().iter().enumerate().filter_map(|(at, item)| Some((at, item.get()?)))
}

/// The mark of what these rows ask for, in whatever order they stand.
pub fn asked_for<'a>(rows: impl Iterator<Item = &'a TableRow<'a>>) -> u64 {
    // marks are as good as random, so that their sum stands for all of them
    rows.fold(0, |sum: u64, row| sum.wrapping_add(row.gist.asks))
}

/// A date of the year of the document, for an example: 2021年10月底前.
pub fn date_of(document: &Document) -> String {
    match document.year.get() {
        Some(year) => format!("{}年10月底前", year.0),
        None => "10月底前".to_string(),
    }
}

/// An amount with 金额单位, where there is one; not too long for a sentence.
pub fn with_currency(document: &Document, amount: &str) -> String {
    let currency: String = trimmed(&document.currency_unit).chars().take(8).collect();
    format!("{amount} {currency}").trim_end().to_string()
}

/// Which one among equals the key names; nothing for the first, as nearly all are.
pub fn nth(key: &Key) -> String {
    match key.nth() {
        0 => String::new(),
        nth => nth.to_string(),
    }
}

/// The name of the project whose key a finding holds.
pub fn other_project(document: &Document, finding: &Finding) -> String {
    let nth = argument(finding, 1).parse().unwrap_or_default();
    let key = Key::new(argument(finding, 0), nth);
    let place = Place::root().field("projects").step(Step::Item(key));
    document.project(&place).map_or_else(String::new, |project| trimmed(&project.name).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_told_with_its_unit_where_there_is_one() {
        for (currency, told) in [(r#","currency_unit":"万元""#, "1.20 万元"), ("", "1.20")] {
            let document = Document::from_json(&format!(r#"{{"year":2021{currency}}}"#)).unwrap();
            assert_eq!(with_currency(&document, "1.20"), told);
        }
    }

    #[test]
    fn what_is_taken_apart_is_read_so() {
        for unit in words::UNITS.all().iter().copied().chain(["次/年", "台（套）", "/年", "工作日内"])
        {
            for number in ["5", "12", "2021", "", "5."] {
                let target = Target::compare("≥", number, unit);
                let read = Target::parse(&target.print());
                if Aim::of(&target).is_taken_apart() {
                    assert_eq!(read, target, "{target:?}");
                }
            }
        }
    }
}
