//! A text over the panes, to be read: a rule explained, a list before it is agreed to, and the plain
//! view of what is at the caret, which has no frame at all so that the terminal's own selection
//! takes nothing but the text.

use super::event::{Code, Key};
use super::popup::{Answer, Chosen, Next, Popup};
use super::{App, Effect, Row};
use crate::check;
use crate::model::{Finding, Place, Slot, describe, label};
use crate::text::say;

/// A text that can be scrolled.
#[derive(Debug)]
pub struct Page {
    /// What stands in its frame; `None` has no frame and fills the screen.
    pub title: Option<String>,
    /// The texts that Tab goes through, each with what it is called.
    pub texts: Vec<(&'static str, String)>,
    /// The one that is shown.
    pub at: usize,
    /// The first line that is shown.
    pub top: usize,
    /// What Enter does.
    pub enter: Option<(&'static str, Answer)>,
    /// What is done when it is closed.
    pub back: Option<Effect>,
}

impl Page {
    /// A framed text.
    pub fn framed(title: String, text: String, enter: Option<(&'static str, Answer)>) -> Page {
        Page { title: Some(title), texts: vec![("", text)], at: 0, top: 0, enter, back: None }
    }

    /// The text that is shown.
    pub fn text(&self) -> &str {
        self.texts.get(self.at).map_or("", |(_, text)| text)
    }

    pub(super) fn key(&mut self, app: &App, key: Key) -> Next {
        let (end, page) = (app.learned().page_end, app.learned().page_lines.max(2) - 1);
        self.top = self.top.min(end);
        let down = |by: usize| self.top.saturating_add(by).min(end);
        match key.code {
            Code::Esc | Code::Char('q') => {
                return match self.back.take() {
                    Some(effect) => Next::Do(Chosen::Answer(Answer::Do(effect))),
                    None => Next::Close,
                };
            }
            Code::Enter => {
                return match self.enter.take() {
                    Some((_, answer)) => Next::Do(Chosen::Answer(answer)),
                    None => Next::Close,
                };
            }
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            Code::Down | Code::Char('j') => self.top = down(1),
            Code::PageUp => self.top = self.top.saturating_sub(page),
            Code::PageDown | Code::Char(' ') => self.top = down(page),
            Code::Home | Code::Char('g') => self.top = 0,
            Code::End | Code::Char('G') => self.top = end,
            Code::Tab => self.turn(1),
            Code::BackTab => self.turn(self.texts.len().saturating_sub(1)),
            _ => {}
        }
        Next::Stay
    }

    fn turn(&mut self, by: usize) {
        self.at = (self.at + by) % self.texts.len().max(1);
        self.top = 0;
    }
}

impl App {
    pub(super) fn open_page(&mut self, page: Page) {
        // how long it is, is known once it was drawn
        self.learned.page_end = usize::MAX;
        self.popup = Some(Popup::Page(page));
    }

    /// The current finding and the whole page of its rule.
    pub(super) fn explain(&mut self) {
        let Some(finding) = self.current_finding() else { return };
        let Some(rule) = check::rule(finding.code) else { return };
        let page = check::page(rule);
        // its first line is the title
        let rest = page.split_once('\n').map_or("", |(_, rest)| rest);
        let text = format!("{}\n\n{rest}", self.told(finding));
        self.open_page(Page::framed(format!("{}  {}", rule.code, rule.name), text, None));
    }

    /// Without frames: the field, its row, its table, the current finding.
    pub(super) fn plain(&mut self) {
        let mut texts = Vec::new();
        if let Some(slot) = self.caret.place.find(self.document()) {
            texts.push((say::PLAIN_FIELD, slot.shown()));
        }
        let rows = self.rows();
        if let Some(row) = rows.get(self.caret.row) {
            texts.push((say::PLAIN_ROW, self.row_in_full(row)));
        }
        let table: Vec<String> = rows.iter().map(|row| self.in_one_line(row)).collect();
        texts.push((say::PLAIN_TABLE, table.join("\n")));
        let mut at = 0;
        if let Some(finding) = self.current_finding() {
            let name = check::rule(finding.code).map_or("", |rule| rule.name);
            if self.panel.focused {
                at = texts.len();
            }
            texts.push((say::PLAIN_FINDING, format!("{} {name}\n{}", finding.code, self.told(finding))));
        }
        self.open_page(Page { title: None, texts, at, top: 0, enter: None, back: None });
    }

    /// A finding in words: where, what, what to do, before and after, and why it is waived.
    fn told(&self, finding: &Finding) -> String {
        let document = self.document();
        let mut parts = vec![
            describe(document, &finding.place),
            String::new(),
            check::message(document, finding),
            format!("{}  {}", say::ADVICE, check::advice(document, finding)),
        ];
        if let Some(proposal) = check::proposal(document, finding) {
            parts.extend([say::before(&proposal.before), say::after(&proposal.after)]);
        }
        if let Some((_, waiver)) = check::waiver_at(document, finding.code, &finding.place) {
            let [reason, by, date] = [&waiver.reason, &waiver.by, &waiver.date].map(|field| field.text());
            parts.push(say::waived(reason, by, date));
        }
        parts.join("\n")
    }

    /// Every field of the record around the caret, a line each; or the row itself where there is
    /// no record.
    fn row_in_full(&self, row: &Row) -> String {
        let item = row.item(self.caret.cell);
        let slot = item.as_ref().and_then(|item| item.find(self.document()).map(|slot| (item, slot)));
        match slot {
            Some((item, slot)) if !slot.members().is_empty() => {
                let there = slot.members().into_iter().filter(|(name, slot)| !slot.absent() && *name != "id");
                let lines = there.map(|(name, slot)| {
                    let place = item.step(crate::model::Step::Field(name.to_string().into()));
                    format!("{}：{}", label(&place), slot.shown())
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            _ => self.in_one_line(row),
        }
    }

    fn in_one_line(&self, row: &Row) -> String {
        let shown = |place: &Place| place.find(self.document()).map(Slot::shown).unwrap_or_default();
        let cells: Vec<String> = row.cells.iter().map(shown).collect();
        match row.label.is_empty() {
            true => cells.join("  "),
            false => format!("{}：{}", row.label, cells.join("  ")),
        }
    }
}
