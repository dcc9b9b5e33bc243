//! Editions (版本): what a document of a year and a region must look like. They are data under
//! `data/editions/`; nothing in the code knows a level name. To judge a document by another
//! edition's frame would be wrong, so the one named in the file wins, and only where none is named
//! it is chosen by the year and the division. A site may add editions of its own, once, before a
//! document is read.

use std::collections::HashSet;
use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;

use super::code::CodeForm;
use super::printed::Printed;
use crate::text::say::site as say;

/// One edition.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// `cn-2015`.
    pub name: String,
    /// The regulation behind it.
    pub title: String,
    /// First and last budget year it is chosen for.
    pub years: (u16, u16),
    /// What the division codes begin with that it is chosen for; none for all.
    #[serde(default)]
    pub divisions: Vec<String>,
    /// The parts of a document that must be there, by their field.
    pub parts: Vec<String>,
    /// 一级指标 with their 二级指标, in the order of the form.
    pub levels: Vec<Level>,
    /// 二级指标 that a table must have.
    pub required: Vec<String>,
    /// 二级指标 about cost, where less is better.
    pub cost_level2: Vec<String>,
    /// 二级指标 that are counted.
    pub quantity_level2: Vec<String>,
    /// 二级指标 of timeliness.
    pub timeliness_level2: Vec<String>,
    /// 二级指标 of cost that are money.
    pub money_level2: Vec<String>,
    /// The 一级指标 of satisfaction.
    pub satisfaction: String,
    /// The 一级指标 of benefits.
    pub benefit: String,
    /// The points of the spending plan.
    pub plan_points: Vec<String>,
    /// The rows of the funds, the sum first.
    pub funds: Vec<Fund>,
    /// The headings of the six columns of the indicator table.
    pub columns: Vec<String>,
    /// What the weights add up to.
    pub weights: Weights,
    /// The forms of a project code, the most special division first.
    pub project_codes: Vec<CodeForm>,
    /// The names of the printed form, where they are not the usual ones.
    #[serde(default = "Printed::usual")]
    pub printed: Printed,
}

/// 一级指标 and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// Its 二级指标, in order.
    pub level2: Vec<String>,
}

/// A row of the funds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fund {
    /// The field of `budget`.
    pub field: String,
    /// Its label in the printed form.
    pub label: String,
}

/// Points of the self-evaluation, 100 in all (财预〔2020〕10号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// For the execution of the budget.
    pub execution: u32,
    /// For all indicators together.
    pub indicators: u32,
}

static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();

fn built_in() -> Vec<Edition> {
    let texts =
        [include_str!("../../data/editions/cn-2015.json"), include_str!("../../data/editions/cn-2021.json")];
    // a test reads them, so that none is missing
    texts.iter().filter_map(|text| Edition::from_json(text).ok()).collect()
}

impl Edition {
    /// Reads an edition.
    ///
    /// # Errors
    /// When it is no JSON, or not what an edition is made of: where, and what is wrong.
    pub fn from_json(text: &str) -> Result<Edition, EditionError> {
        let deserializer = &mut serde_json::Deserializer::from_str(text);
        let edition: Edition = serde_path_to_error::deserialize(deserializer).map_err(|error| {
            let path = error.path().to_string();
            EditionError::of(error.inner(), path)
        })?;
        match edition.wrong() {
            None => Ok(edition),
            Some((named, wrong)) => Err(EditionError::at(text, named, wrong)),
        }
    }

    /// Adds the editions of a site; one of the same name takes the place of a built-in one. It must
    /// happen before a document is read; answers whether it did.
    pub fn install(own: Vec<Edition>) -> bool {
        let mut all = built_in();
        all.retain(|edition| own.iter().all(|other| other.name != edition.name));
        all.extend(own);
        EDITIONS.set(all).is_ok()
    }

    /// All editions: the built-in ones, the oldest first, then those of the site.
    pub fn all() -> &'static [Edition] {
        EDITIONS.get_or_init(built_in)
    }

    /// The edition of that name.
    pub fn named(name: &str) -> Option<&'static Edition> {
        Self::all().iter().find(|edition| edition.name == name)
    }

    /// The edition for documents of that year in that division: the one made for the most special
    /// region, of several the last. The first of all where no year is known or none fits.
    pub fn fitting(year: Option<u16>, division: &str) -> &'static Edition {
        let region = |e: &Edition| match e.divisions.as_slice() {
            [] => Some(0),
            all => all.iter().filter(|part| division.starts_with(*part)).map(String::len).max(),
        };
        let of_year = |e: &&Edition| year.is_some_and(|year| e.years.0 <= year && year <= e.years.1);
        let fits = Self::all().iter().filter(of_year).filter_map(|e| Some((region(e)?, e)));
        fits.max_by_key(|(region, _)| *region).map_or(&Self::all()[0], |(_, edition)| edition)
    }

    /// The 一级指标 of that name.
    pub fn level(&self, name: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.name == name)
    }

    /// The 一级指标 under which a 二级指标 stands, and its position in the form.
    pub fn level_of(&self, level2: &str) -> Option<(&Level, usize)> {
        let all = self.levels.iter().flat_map(|l| l.level2.iter().map(move |name| (l, name)));
        all.enumerate().find(|(_, (_, name))| *name == level2).map(|(n, (level, _))| (level, n))
    }

    /// The form of project codes in that division.
    pub fn code_form(&self, division: &str) -> Option<&CodeForm> {
        self.project_codes.iter().find(|form| division.starts_with(&form.division))
    }

    /// What in it contradicts itself, and the text that names it.
    fn wrong(&self) -> Option<(&str, Wrong)> {
        let empty = [
            ("name", self.name.is_empty()),
            ("levels", self.levels.is_empty()),
            ("funds", self.funds.is_empty()),
        ];
        if let Some((name, _)) = empty.into_iter().find(|(_, is_empty)| *is_empty) {
            return Some((name, Wrong::Empty(name)));
        }
        let levels: Vec<&String> = self.levels.iter().map(|level| &level.name).collect();
        for (name, all) in [("levels", levels), ("required", self.required.iter().collect())] {
            if all.len() > MOST {
                return Some((name, Wrong::Many(name)));
            }
            let mut seen = HashSet::new();
            if let Some(twice) = all.into_iter().find(|one| !seen.insert(*one)) {
                return Some((twice, Wrong::Twice(name, twice.clone())));
            }
        }
        if self.years.0 > self.years.1 {
            return Some(("years", Wrong::Years));
        }
        if self.columns.len() != 6 {
            return Some(("columns", Wrong::Columns(self.columns.len())));
        }
        let is_fund = |(n, fund): &(usize, &Fund)| {
            matches!((n, fund.field.as_str()), (0, "total") | (1.., "fiscal" | "other"))
        };
        if let Some((_, fund)) = self.funds.iter().enumerate().find(|fund| !is_fund(fund)) {
            return Some((&fund.field, Wrong::Fund(fund.field.clone())));
        }
        if let Some(form) = self.project_codes.iter().find(|form| !form.is_whole()) {
            return Some((&form.form, Wrong::Form(form.form.clone())));
        }
        let lists = [
            &self.required,
            &self.cost_level2,
            &self.quantity_level2,
            &self.timeliness_level2,
            &self.money_level2,
        ];
        let first = [&self.satisfaction, &self.benefit].into_iter().filter(|n| self.level(n).is_none());
        let second = lists.into_iter().flatten().filter(|name| self.level_of(name).is_none());
        let name = first.chain(second).next()?;
        Some((name, Wrong::NoLevel(name.clone())))
    }
}

/// So many first levels, and so many required second ones, an edition may have; real ones have a few.
const MOST: usize = 64;

/// Why a text is no edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionError {
    /// The line, from 1.
    pub line: usize,
    /// The character or byte in that line, from 1.
    pub column: usize,
    wrong: Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wrong {
    Syntax(String),
    Missing(String),
    Unknown { name: String, names: String },
    Kind(String),
    Empty(&'static str),
    Years,
    Columns(usize),
    Fund(String),
    Form(String),
    NoLevel(String),
    Twice(&'static str, String),
    Many(&'static str),
}

impl EditionError {
    fn of(error: &serde_json::Error, path: String) -> EditionError {
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
        let quoted = |n: usize| text.split('`').nth(n).unwrap_or_default().to_string();
        let wrong = if !error.is_data() {
            Wrong::Syntax(text.to_string())
        } else if text.starts_with("missing field") {
            Wrong::Missing(quoted(1))
        } else if text.starts_with("unknown field") {
            let names: Vec<&str> = text.split('`').skip(3).step_by(2).collect();
            Wrong::Unknown { name: quoted(1), names: names.join("、") }
        } else {
            Wrong::Kind(path)
        };
        EditionError { line: error.line(), column: error.column(), wrong }
    }

    /// An error about what `named` names, at its first place in the text; of what stands twice in a
    /// list at the second one there.
    fn at(text: &str, named: &str, wrong: Wrong) -> EditionError {
        let quoted = format!("\"{named}\"");
        let at = match &wrong {
            Wrong::Twice(list, _) => {
                let start = text.find(&format!("\"{list}\"")).unwrap_or_default();
                text[start..].match_indices(&quoted).nth(1).map(|(at, _)| start + at)
            }
            _ => text.find(&quoted),
        };
        let before = at.map_or("", |at| &text[..at]);
        let (line, start) =
            (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |at| at + '\n'.len_utf8()));
        EditionError { line, column: before[start..].chars().count() + 1, wrong }
    }
}

impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = say::line_and_column(self.line, self.column);
        let sentence = match &self.wrong {
            Wrong::Syntax(reason) => say::edition_syntax(&at, reason),
            Wrong::Missing(name) => say::edition_missing(&at, name),
            Wrong::Unknown { name, names } => say::edition_unknown(&at, name, names),
            Wrong::Kind(path) => say::edition_wrong(&at, path),
            Wrong::Empty(name) => say::edition_empty(&at, name),
            Wrong::Years => say::edition_years(&at),
            Wrong::Columns(number) => say::edition_columns(&at, *number),
            Wrong::Fund(name) => say::edition_fund(&at, name),
            Wrong::Form(form) => say::edition_form(&at, form),
            Wrong::NoLevel(name) => say::edition_no_level(&at, name),
            Wrong::Twice(list, name) => say::edition_twice(&at, list, name),
            Wrong::Many(list) => say::edition_many(&at, list, MOST),
        };
        f.write_str(&sentence)
    }
}

impl std::error::Error for EditionError {}

#[cfg(test)]
mod tests {
    use super::*;

    const CN_2015: &str = include_str!("../../data/editions/cn-2015.json");

    #[test]
    fn every_edition_is_read_and_chosen_by_its_years() {
        assert_eq!(Edition::all().len(), 2);
        assert_eq!(Edition::fitting(Some(2021), "130304").name, "cn-2015");
        assert_eq!(Edition::fitting(Some(2024), "").name, "cn-2021");
        assert_eq!(Edition::fitting(None, "130304").name, "cn-2015");
    }

    #[test]
    fn what_is_no_edition_is_refused_with_its_line() {
        let change = |from: &str, to: &str| {
            assert!(CN_2015.contains(from), "{from}");
            Edition::from_json(&CN_2015.replacen(from, to, 1)).unwrap_err()
        };
        for (from, to, words) in [
            ("\"columns\": [", "\"columns\" [", "不是有效的 JSON"),
            ("\"required\"", "\"requird\"", "“requird”不认识"),
            ("[2015, 2021]", "[2021, 2015]", "years"),
            ("[2015, 2021]", "2015", "“years”不是应有的类型"),
            ("\"money_level2\": [\"成本指标\"]", "\"money_level2\": [\"成木指标\"]", "“成木指标”"),
            ("\"field\": \"total\"", "\"field\": \"sum\"", "“sum”"),
            ("DDDDDDYYPXX", "DD区", "编码形式"),
            ("\"name\": \"效益指标\"", "\"name\": \"产出指标\"", "“levels”把“产出指标”写了两次"),
        ] {
            let error = change(from, to);
            let line = CN_2015.lines().position(|line| line.contains(from)).unwrap() + 1;
            assert!(error.to_string().contains(words), "{error}");
            assert!(error.to_string().contains(&format!("第 {line} 行")), "{from}: {error}");
        }
        let missing = change("  \"benefit\": \"效益指标\",\n", "");
        assert!(missing.to_string().contains("缺少“benefit”"), "{missing}");
    }
}
