//! A block that is pasted while browsing: rows of a table, a whole project table, several lines of a
//! list. It is not put anywhere before a person has seen how it was read.

use super::App;
use super::event::{Code, Key};
use super::form::{RowKind, Tab};
use super::popup::{Answer, Chosen, Next};
use super::rows::{Rows, json};
use crate::edit::Edit;
use crate::exchange::blocks::Lines;
use crate::exchange::labels::Column;
use crate::exchange::pasted::{self, ToldBy};
use crate::exchange::report::{Doubt, Warning};
use crate::model::{Field, Indicator, Json, Kind, Place, Project, Slot, Target, label};
use crate::text::narrow::narrow_char;
use crate::text::say;

/// What a pasted block would become.
#[derive(Debug)]
pub struct Offer {
    /// What is offered.
    pub title: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows as they were read, a text a column.
    pub rows: Vec<Vec<String>>,
    /// What could not be placed, what was inferred.
    pub notes: Vec<String>,
    /// The row that is shown whole.
    pub at: usize,
    put: Rows,
    text: String,
}

impl Offer {
    pub(super) fn key(&mut self, key: Key) -> Next {
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            Code::Esc => return Next::Close,
            Code::Enter => return Next::Do(Chosen::Answer(Answer::Insert(Box::new(self.put.clone())))),
            Code::Char(c) if narrow_char(c).eq_ignore_ascii_case(&'t') => {
                return Next::Do(Chosen::Answer(Answer::Text(self.text.clone())));
            }
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => {}
        }
        Next::Stay
    }
}

impl App {
    /// What `text` can become here beside the text of a field.
    pub(super) fn offer(&self, text: &str) -> Option<Offer> {
        if self.read_only().is_some() {
            return None;
        }
        let in_tables = matches!(self.tab, Tab::Overview | Tab::Project(_));
        let projects = || pasted::is_project_table(text).then(|| self.offer_projects(text)).flatten();
        let indicators = || pasted::has_cells(text).then(|| self.offer_indicators(text)).flatten();
        let table = if in_tables { projects().or_else(indicators) } else { None };
        table.or_else(|| self.offer_lines(text))
    }

    fn offer_indicators(&self, text: &str) -> Option<Offer> {
        let Tab::Project(project) = &self.tab else { return None };
        let list = project.field("indicators");
        let here = self.caret.place.indicator();
        let column = match self.caret.place.name().filter(|_| here.is_some()) {
            Some("level1") => Column::Level1,
            Some("level2") => Column::Level2,
            Some("description") => Column::Description,
            Some("target") => Column::Target,
            Some("basis") => Column::Basis,
            _ => Column::Name,
        };
        let read = pasted::indicators(text, column)?;
        // numbered paragraphs hold tabs, too: without any name only the table itself takes cells
        let in_table = here.is_some() || self.caret.place == list;
        if read.told_by == ToldBy::Caret && !in_table {
            return None;
        }
        let mut notes = Vec::new();
        if read.told_by == ToldBy::Caret {
            notes.push(say::block_by_caret(&heading(self, column)));
        }
        notes.extend(
            read.report
                .inferred
                .iter()
                .map(|inferred| say::block_inferred(inferred.label, &inferred.value, &inferred.because)),
        );
        notes.extend(doubts(&read.report.warnings));
        let beside = self.levels_beside(here.as_ref());
        let mut borrowed = false;
        let rows: Vec<Indicator> =
            (read.rows.into_iter()).map(|row| self.completed(row, &beside, &mut borrowed)).collect();
        if borrowed {
            notes.push(say::block_borrowed(&beside.0, &beside.1));
        }
        let more = [Column::Weight, Column::Scoring, Column::Source];
        let more: Vec<Column> = more.into_iter().filter(|column| read.columns.contains(column)).collect();
        let (edition, _) = self.document().edition();
        let mut head = edition.columns.clone();
        head.extend(more.iter().map(|column| heading(self, *column)));
        let shown = rows.iter().map(|row| texts_of(row, &more)).collect();
        let after = match here {
            Some(row) => row.key().cloned(),
            None => Edit::last_key(self.document(), &list),
        };
        let records: Vec<Json> = rows.into_iter().filter_map(json).collect();
        let records = self.with_new_ids(&list, records, false);
        let several = say::several(records.len(), label(&list));
        Some(Offer {
            title: say::block_title(&several),
            head,
            rows: shown,
            notes,
            at: 0,
            put: Rows { name: say::step_paste(&several), list, after, records },
            text: text.to_string(),
        })
    }

    /// A pasted indicator with all the fields of the form. Levels that it lacks are those that its
    /// second level stands under, or those of its neighbour.
    fn completed(&self, mut row: Indicator, beside: &(String, String), borrowed: &mut bool) -> Indicator {
        if row.level1.text().is_empty() && row.level2.text().is_empty() {
            *borrowed = true;
            row.level1 = Field::Value(beside.0.clone());
            row.level2 = Field::Value(beside.1.clone());
        } else if row.level1.text().is_empty() {
            let (edition, _) = self.document().edition();
            let level1 = edition.level_of(row.level2.text()).map(|(level, _)| level.name.clone());
            row.level1 = Field::Value(level1.unwrap_or_default());
        }
        for field in [&mut row.level2, &mut row.name, &mut row.description, &mut row.basis] {
            if field.is_absent() {
                *field = Field::Value(String::new());
            }
        }
        if row.target.is_absent() {
            row.target = Field::Value(Target::words(""));
        }
        row
    }

    fn offer_projects(&self, text: &str) -> Option<Offer> {
        let read = pasted::projects(text)?;
        let document = self.document();
        let list = Place::root().field("projects");
        let mut notes = doubts(&read.report.warnings);
        let projects: Vec<&Project> = read.document.projects().collect();
        let mut unknown: Vec<&str> = Vec::new();
        for code in projects.iter().map(|project| project.unit_code.text()) {
            if !code.is_empty() && document.unit_name(code).is_none() && !unknown.contains(&code) {
                unknown.push(code);
                let name = read.document.unit_name(code).unwrap_or_default();
                notes.push(say::block_unknown_unit(code, name));
            }
        }
        let shown = |project: &&Project| {
            vec![
                project.name.text().to_string(),
                project.code.text().to_string(),
                project.unit_code.text().to_string(),
                project.budget.get().map(Kind::shown).unwrap_or_default(),
                project.indicators.all().len().to_string(),
            ]
        };
        let rows = projects.iter().map(shown).collect();
        let beside = self.caret.place.project().and_then(|project| project.key().cloned());
        let after = beside.or_else(|| Edit::last_key(document, &list));
        let records: Vec<Json> = projects.into_iter().cloned().filter_map(json).collect();
        let records = self.with_new_ids(&list, records, false);
        let several = say::several_projects(records.len());
        let at = list.item("");
        let fields =
            [at.field("name"), at.field("code"), at.field("unit_code"), at.field("budget").field("total")];
        let mut head: Vec<String> = fields.iter().map(|field| label(field).to_string()).collect();
        head.push(label(&at.field("indicators")).to_string());
        Some(Offer {
            title: say::block_title(&several),
            head,
            rows,
            notes,
            at: 0,
            put: Rows { name: say::step_paste(&several), list, after, records },
            text: text.to_string(),
        })
    }

    /// Several lines for a list of texts.
    fn offer_lines(&self, text: &str) -> Option<Offer> {
        let row = self.row()?;
        let in_list = matches!(row.kind, RowKind::Line | RowKind::Names | RowKind::EmptyList);
        let list = row.list(self.caret.cell).filter(|_| in_list)?;
        let takes = list.find(self.document()).is_none_or(|slot| slot.wrong_kind().is_none());
        if !takes || !self.holds_texts(&list) {
            return None;
        }
        let lines = pasted::lines(text);
        if lines.len() < 2 {
            return None;
        }
        let after = row.item(self.caret.cell).and_then(|item| item.key().cloned());
        let several = say::several(lines.len(), label(&list));
        let records = lines.iter().map(|line| Json::text(line)).collect();
        Some(Offer {
            title: say::block_title(&several),
            head: vec![label(&list).to_string()],
            rows: lines.into_iter().map(|line| vec![line]).collect(),
            notes: Vec::new(),
            at: 0,
            put: Rows { name: say::step_paste(&several), list, after, records },
            text: text.to_string(),
        })
    }
}

/// The heading of a column.
fn heading(app: &App, column: Column) -> String {
    let (edition, _) = app.document().edition();
    let at = crate::exchange::labels::COLUMNS.iter().position(|known| *known == column);
    let name = match column {
        Column::Weight => "weight",
        Column::Scoring => "scoring",
        _ => "source",
    };
    let of_edition = at.and_then(|at| edition.columns.get(at).cloned());
    of_edition.unwrap_or_else(|| label(&Place::root().field(name)).to_string())
}

/// A row as it was read, a text a column.
fn texts_of(row: &Indicator, more: &[Column]) -> Vec<String> {
    let target = row.target.get().map(Target::read_as).filter(|text| !text.is_empty());
    let mut texts: Vec<String> = vec![
        row.level1.shown(),
        row.level2.shown(),
        row.name.shown(),
        row.description.shown(),
        target.unwrap_or_else(|| row.target.shown()),
        row.basis.shown(),
    ];
    texts.extend(more.iter().map(|column| match column {
        Column::Weight => row.weight.shown(),
        Column::Scoring => row.scoring.shown(),
        _ => row.source.shown(),
    }));
    texts
}

/// The doubts that concern a piece: where a whole document would have its year is none.
fn doubts(warnings: &[Warning]) -> Vec<String> {
    let ours = warnings.iter().filter(|warning| !matches!(warning.doubt, Doubt::Disagree { .. }));
    ours.map(|warning| say::block_doubt(&warning.place(&Lines::default()), &warning.message())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::form;
    use super::*;

    #[test]
    fn a_row_is_shown_as_it_was_read() {
        let row =
            pasted::indicators("数量指标\t人数\t在职\t≥30人\t计划", Column::Name).unwrap().rows.remove(0);
        assert_eq!(texts_of(&row, &[]), ["", "数量指标", "人数", "在职", "≥ 30 人", "计划"]);
        assert_eq!(form::INDICATOR_CELLS.len() + 1, texts_of(&row, &[]).len());
    }
}
