//! The first part: the goals of the whole department, in paragraphs.

use super::{Notes, Numbers};
use crate::exchange::blocks::Cell;
use crate::exchange::labels::Section;
use crate::exchange::number;
use crate::exchange::report::Doubt;
use crate::model::{Document, Field, List, OverallGoal, Safeguard, SubGoal};

/// A title has no more characters than this.
const LONGEST_TITLE: usize = 24;

/// What has been read of it.
#[derive(Debug, Default)]
pub struct PartOne {
    statement: Vec<String>,
    tasks: Vec<String>,
    task_numbers: Numbers,
    sub_goals: Vec<SubGoal>,
    sub_goal_numbers: Numbers,
    safeguards: Vec<Safeguard>,
    safeguard_numbers: Numbers,
    seen: Vec<Section>,
}

impl PartOne {
    /// The heading of a section was read.
    pub fn open(&mut self, section: Section) {
        self.seen.push(section);
    }

    /// Whether it says what the whole department is to reach.
    pub fn has_goal(&self) -> bool {
        !self.statement.is_empty() || !self.tasks.is_empty()
    }

    /// Takes in a paragraph of `section`; `false` when it has no place there.
    pub fn paragraph(&mut self, section: Section, cell: &Cell, notes: &mut Notes) -> bool {
        match section {
            Section::Overall => self.overall(cell, notes),
            Section::SubGoals => self.sub_goal(cell, notes),
            Section::Safeguards => self.safeguard(cell, notes),
            Section::PartOne | Section::PartTwo => false,
        }
    }

    fn overall(&mut self, cell: &Cell, notes: &mut Notes) -> bool {
        let (before, items) = match number::bracketed(&cell.text) {
            // a paragraph each: the number need not be the first
            Some(item) if item.number > 1 && self.task_numbers.any() => ("", vec![item]),
            _ => number::running(&cell.text),
        };
        if !before.is_empty() {
            if self.task_numbers.any() {
                return false;
            }
            self.statement.push(before.to_string());
        }
        for item in items {
            self.task_numbers.next(item.number, cell.line, item.rest, notes);
            self.tasks.push(item.rest.to_string());
        }
        true
    }

    fn sub_goal(&mut self, cell: &Cell, notes: &mut Notes) -> bool {
        let text = cell.text.as_str();
        if let Some(item) = number::bracketed(text).or_else(|| number::plain(text)) {
            self.sub_goal_numbers.next(item.number, cell.line, text, notes);
            let id = cell.id.clone().map_or(Field::Absent, Field::Value);
            self.sub_goals.push(SubGoal {
                id,
                title: Field::Value(item.rest.to_string()),
                ..SubGoal::default()
            });
            return true;
        }
        let Some(current) = self.sub_goals.last_mut() else { return false };
        if let Some(goal) = labelled(text, "绩效目标").filter(|_| current.goal.is_absent()) {
            current.goal = Field::Value(goal.to_string());
        } else if let Some(line) = labelled(text, "绩效指标").filter(|_| current.indicators.is_absent()) {
            current.indicators = Field::Value(names(line));
        } else if !current.goal.is_absent() && current.indicators.is_absent() {
            current.goal = Field::Value(format!("{}\n{text}", current.goal.text()));
        } else {
            return false;
        }
        true
    }

    fn safeguard(&mut self, cell: &Cell, notes: &mut Notes) -> bool {
        let (before, items) = number::running(&cell.text);
        let items = if before.is_empty() { items } else { Vec::new() };
        let items = if items.is_empty() { number::plain(&cell.text).into_iter().collect() } else { items };
        for item in &items {
            self.safeguard_numbers.next(item.number, cell.line, item.rest, notes);
            self.safeguards.push(measure(item.rest, true));
        }
        let before = self.safeguards.len() - items.len();
        if items.is_empty() {
            match self.safeguards.last_mut() {
                // a numbered title on a line of its own, and now its text
                Some(open) if open.text.is_absent() => open.text = Field::Value(cell.text.clone()),
                _ => self.safeguards.push(measure(&cell.text, false)),
            }
        }
        if let (Some(id), Some(first)) = (&cell.id, self.safeguards.get_mut(before)) {
            first.id = Field::Value(id.clone());
        }
        true
    }

    /// Puts it into the document; sections that the source does not have stay absent.
    pub fn finish(self, document: &mut Document, notes: &mut Notes) {
        let seen = |section| self.seen.contains(&section);
        if seen(Section::Overall) {
            let statement = match self.statement.is_empty() {
                true => Field::Absent,
                false => Field::Value(self.statement.join("\n")),
            };
            let tasks = Field::Value(self.tasks.into_iter().collect());
            document.overall_goal = Field::Value(OverallGoal { statement, tasks, ..OverallGoal::default() });
        }
        if seen(Section::SubGoals) {
            document.sub_goals = Field::Value(self.sub_goals.into_iter().collect());
        }
        if seen(Section::Safeguards) {
            let whole = |mut measure: Safeguard| {
                if measure.text.is_absent() {
                    measure.text = Field::Value(String::new());
                }
                measure
            };
            document.safeguards = Field::Value(self.safeguards.into_iter().map(whole).collect());
        }
        for (section, name) in [
            (Section::Overall, "总体绩效目标"),
            (Section::SubGoals, "分项绩效目标"),
            (Section::Safeguards, "工作保障措施"),
        ] {
            if !self.seen.contains(&section) {
                notes.doubt(Doubt::Missing(name), None, "");
            }
        }
    }
}

/// What stands behind `绩效目标：`.
fn labelled<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    Some(text.strip_prefix(label)?.strip_prefix(['：', ':'])?.trim())
}

/// The names of a sub-goal. Only what separates them goes; `、` separates where nothing else does,
/// for it may stand inside a name.
fn names(line: &str) -> List<String> {
    let strong = ['，', ',', '；', ';', '。', '\n'];
    let parts = |signs: &[char]| -> Vec<String> {
        let (mut parts, mut depth) = (vec![String::new()], 0usize);
        for c in line.chars() {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            match parts.last_mut() {
                Some(last) if depth > 0 || !signs.contains(&c) => last.push(c),
                _ => parts.push(String::new()),
            }
        }
        let parts = parts.iter().map(|part| part.trim().to_string());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let mut names = parts(&strong);
    if names.len() == 1 {
        names = parts(&['，', ',', '；', ';', '。', '\n', '、']);
    }
    names.into_iter().collect()
}

/// A measure: a short first sentence is its title, with its full stop. A numbered paragraph that
/// is nothing but a title waits for its text.
fn measure(text: &str, numbered: bool) -> Safeguard {
    let is_title = |title: &str| {
        title.chars().nth(LONGEST_TITLE).is_none() && !title.contains(['，', '；', '：', '、', '\n'])
    };
    let (title, rest) = match text.split_once('。') {
        Some((title, rest)) if is_title(title) && !rest.is_empty() => {
            (&text[..title.len() + '。'.len_utf8()], Field::Value(rest.trim().to_string()))
        }
        None if numbered && is_title(text) => (text, Field::Absent),
        _ => ("", Field::Value(text.to_string())),
    };
    Safeguard { title: Field::Value(title.to_string()), text: rest, ..Safeguard::default() }
}
