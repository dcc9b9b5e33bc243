//! The gist of a row: all that is known of an indicator by itself. Documents repeat themselves, row
//! after row is copied from one project to the next; so a row is read and judged once, and all that
//! are equal to it share its gist. What is found in a row is kept here and written down, with the
//! place of one row, when somebody asks.

use std::borrow::Cow;
use std::hash::Hasher;

use rust_decimal::Decimal;

use crate::check::counts::Counts;
use crate::check::glance::Glance;
use crate::check::mark::{mark, marker};
use crate::check::meaning::{figure, is_percent, is_unit};
use crate::check::rule::Out;
use crate::check::rules::by_scope;
use crate::check::seen::Seen;
use crate::check::spot::Found;
use crate::check::subject::{Sketch, pairs};
use crate::check::texts;
use crate::check::view::{Aim, Frame, Row, is_known};
use crate::check::whole::Left;
use crate::model::record::Members;
use crate::model::target::Form;
use crate::model::{Indicator, Kind, Target};

/// What is known of a row by itself.
#[derive(Debug, Clone, Default)]
pub struct Gist {
    /// What it was known by: all that the row says, but for what it is called.
    pub mark: u64,
    /// What the checks of rows and of texts found, in order.
    pub found: Vec<Found>,
    /// How many that are.
    pub counts: Counts,
    /// What the checks keep of it that look at the table, too, where they may find something; each
    /// with its number.
    pub kept: Vec<(usize, Kept)>,
    /// What it leaves for the checks of the whole document, each with the number of its check.
    pub traces: Vec<(usize, Left)>,
    /// Nothing in it is of a wrong kind.
    pub is_sound: bool,
    /// Both its levels are of the right kind.
    pub has_levels: bool,
    /// The name only says that there is nothing.
    pub is_placeholder: bool,
    /// Where it stands in the frame of the edition.
    pub stands: Stands,
    /// The mark of 二级指标.
    pub level2_mark: u64,
    /// 三级指标, without blanks at its ends.
    pub name: Box<str>,
    /// The mark of the name.
    pub name_mark: u64,
    /// What a glance at the name shows.
    pub name_glance: Glance,
    /// 指标值 as it is printed; `None` where there is none that could be read.
    pub target: Option<Box<str>>,
    /// The mark of what is asked for: the second level, the name and the target.
    pub asks: u64,
    /// Nothing is asked for.
    pub is_blank: bool,
    /// The target of a quantity is so much of a unit, where that can be counted.
    pub count: Option<(Decimal, Box<str>)>,
    /// The pairs of the name and the description.
    pub sketch: Sketch,
}

/// Where a row stands in the frame of the edition. Levels are told by bits, so that many rows are
/// looked at together; an edition has at most 64 of each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stands {
    /// Its 一级指标 among those of the edition.
    pub level1: u64,
    /// Its 二级指标 among those that the edition requires.
    pub required: u64,
    /// Its 二级指标 is counted.
    pub is_quantity: bool,
    /// Its 一级指标 is that of the benefits.
    pub is_benefit: bool,
    /// Its 一级指标 is that of satisfaction.
    pub is_satisfaction: bool,
}

impl Stands {
    fn of(row: &Row<'_>) -> Stands {
        let edition = row.edition();
        Stands {
            level1: bit(edition.levels.iter().position(|level| level.name == row.level1)),
            required: bit(edition.required.iter().position(|level| level == row.level2)),
            is_quantity: row.stands_below(&edition.quantity_level2),
            is_benefit: row.level1 == edition.benefit,
            is_satisfaction: row.level1 == edition.satisfaction,
        }
    }
}

/// The bit of what stands at that position; none for nothing.
pub fn bit(position: Option<usize>) -> u64 {
    position.map_or(0, |position| 1 << position.min(63))
}

/// What a check keeps of a row for the table: words it met in the name and in the description.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// In the name.
    pub of_name: Vec<&'static str>,
    /// In the description.
    pub of_description: Vec<&'static str>,
}

impl Gist {
    /// Reads and judges a row.
    pub fn of(indicator: &Indicator, mark: u64, frame: &Frame, seen: &mut Seen<'_>) -> Gist {
        let row = Row::of(indicator, frame, seen);
        let scopes = by_scope();
        let mut found = Vec::new();
        for (rule, check) in &scopes.row {
            check(&row, &mut Out::new(*rule, &mut found));
        }
        texts::of_row(indicator, &mut |text, spot, sort| {
            found.extend(seen.text(text, sort).found.iter().map(|known| known.at(spot)));
        });
        found.sort_by(Found::compare);
        let checks = scopes.row_in.iter().enumerate();
        let kept = checks.filter_map(|(n, (_, check))| Some((n, (check.keep)(&row)?))).collect();
        let mut traces = Vec::new();
        for (n, (_, check)) in scopes.whole.iter().enumerate() {
            (check.row_traces)(&row, &mut |trace, amount| traces.push((n, Left::of_row(trace, amount))));
        }
        let is_quantity = row.stands_below(&row.edition().quantity_level2);
        let target = row.aim.as_ref().map(|aim| aim.printed.as_str());
        Gist {
            mark,
            counts: Counts::of(found.iter().map(|found| found.severity)),
            found,
            kept,
            traces,
            is_sound: indicator.is_sound(),
            has_levels: is_known(&indicator.level1) && is_known(&indicator.level2),
            is_placeholder: row.is_placeholder,
            stands: Stands::of(&row),
            level2_mark: self::mark(row.level2),
            name: row.name.text.into(),
            name_mark: self::mark(row.name.text),
            name_glance: row.name.glance,
            target: target.map(Into::into),
            asks: self::mark((row.level2, row.name.text, &*asked(&row))),
            count: row.aim.as_ref().filter(|_| is_quantity).and_then(count),
            is_blank: row.level2.is_empty()
                && row.name.text.is_empty()
                && target.unwrap_or_default().trim().is_empty(),
            sketch: Sketch::of(
                [&indicator.name, &indicator.description].into_iter().flat_map(|text| pairs(text.text())),
            ),
        }
    }
}

/// What a row is known by: the mark of all that it says, but for what it is called.
pub fn mark_of(row: &Indicator) -> u64 {
    let mut hasher = marker();
    row.say_all_but("id", &mut hasher);
    hasher.finish()
}

/// The target as it is compared with others: 百分比 is %.
fn asked<'r>(row: &'r Row<'_>) -> Cow<'r, str> {
    let Some(aim) = &row.aim else { return Cow::Borrowed("") };
    let printed = aim.printed.trim();
    match printed.strip_suffix(aim.unit).filter(|_| aim.is_percent) {
        Some(number) => Cow::Owned(format!("{}%", number.trim_end())),
        None => Cow::Borrowed(printed),
    }
}

/// The number and the unit, where the target is so much of something that can be counted.
fn count(aim: &Aim<'_>) -> Option<(Decimal, Box<str>)> {
    let of = |form: Form<'_>| {
        let Form::Compare { value, unit, .. } = form else { return None };
        let count = figure(value).filter(|count| *count > Decimal::ZERO)?;
        (!is_percent(unit) && is_unit(unit)).then(|| (count, unit.into()))
    };
    // however it was taken apart, it is read as a person reads it
    match aim.is_taken_apart() {
        true => of(aim.form),
        false => of(Target::parse(&aim.printed).form()),
    }
}
