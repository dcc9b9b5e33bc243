//! Editions (版本): what a document of a year and a region must look like. They are data under
//! `data/editions/`; nothing in the code knows a level name. To judge a document by another
//! edition's frame would be wrong, so the one named in the file wins, and only where none is named
//! it is chosen by the year.

use std::sync::LazyLock;

use serde::Deserialize;

use super::code::CodeForm;

/// One edition.
#[derive(Debug, Clone, Deserialize)]
pub struct Edition {
    /// `cn-2015`.
    pub name: String,
    /// The regulation behind it.
    pub title: String,
    /// First and last budget year it is chosen for.
    pub years: (u16, u16),
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
}

/// 一级指标 and what stands below it.
#[derive(Debug, Clone, Deserialize)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// Its 二级指标, in order.
    pub level2: Vec<String>,
}

/// A row of the funds.
#[derive(Debug, Clone, Deserialize)]
pub struct Fund {
    /// The field of `budget`.
    pub field: String,
    /// Its label in the printed form.
    pub label: String,
}

/// Points of the self-evaluation, 100 in all (财预〔2020〕10号).
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Weights {
    /// For the execution of the budget.
    pub execution: u32,
    /// For all indicators together.
    pub indicators: u32,
}

static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    [include_str!("../../data/editions/cn-2015.json"), include_str!("../../data/editions/cn-2021.json")]
        .iter()
        .map(|text| serde_json::from_str(text).expect("the editions in data/editions are read by a test"))
        .collect()
});

impl Edition {
    /// All editions, the oldest first.
    pub fn all() -> &'static [Edition] {
        &EDITIONS
    }

    /// The edition of that name.
    pub fn named(name: &str) -> Option<&'static Edition> {
        Self::all().iter().find(|edition| edition.name == name)
    }

    /// The edition for documents of that year; the oldest where no year is known.
    pub fn of_year(year: Option<u16>) -> &'static Edition {
        let fits = |e: &&Edition| year.is_some_and(|year| e.years.0 <= year && year <= e.years.1);
        Self::all().iter().find(fits).unwrap_or(&Self::all()[0])
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edition_is_read_and_whole() {
        assert_eq!(Edition::all().len(), 2);
        for edition in Edition::all() {
            assert_eq!(edition.columns.len(), 6);
            assert!(edition.level(&edition.satisfaction).is_some());
            assert!(edition.level(&edition.benefit).is_some());
            let lists = [
                &edition.required,
                &edition.cost_level2,
                &edition.quantity_level2,
                &edition.timeliness_level2,
                &edition.money_level2,
            ];
            for name in lists.into_iter().flatten() {
                assert!(edition.level_of(name).is_some(), "{name}");
            }
        }
        assert_eq!(Edition::of_year(Some(2021)).name, "cn-2015");
        assert_eq!(Edition::of_year(Some(2024)).name, "cn-2021");
        assert_eq!(Edition::of_year(None).name, "cn-2015");
    }
}
