//! An import before it is taken over: the account of what was understood, the document as it would
//! be, and the source beside what became of it, each to be looked through; and the question. Nothing
//! is written before the answer.

use super::Message;
use super::abreast::{self, Pair};
use super::event::{Code, Event, Key};
use super::form::{self, Row, RowKind, Tab, short_name};
use super::popup::{Answer, Chosen, Next, Question};
use super::start::notice;
use crate::exchange::Imported;
use crate::model::{Document, Place, Slot, Target};
use crate::text::say;

/// A line of what is looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// It opens a part.
    pub heading: bool,
    /// What stands before the text, in a column of its own.
    pub label: String,
    /// The text, to be wrapped.
    pub text: String,
}

/// What drawing learned: of the account, the document, and the source with what became of it, how
/// many lines each has and how many fit; and how far the last is scrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Learned {
    /// Lines, and how many fit; zeros for what was not drawn.
    pub sizes: [(usize, usize); 3],
    /// The first line that is shown of the source with what became of it.
    pub scroll: usize,
}

/// One of the two sides.
#[derive(Debug, Default)]
pub struct Side {
    /// What stands on it.
    pub lines: Vec<Line>,
    /// The first line of the screen that is shown, counted after wrapping.
    pub scroll: usize,
    /// How many lines of the screen it has and how many it shows; drawing tells.
    pub size: (usize, usize),
}

impl Side {
    fn new(mut lines: Vec<Line>) -> Side {
        let more = lines.len().saturating_sub(MOST_LINES);
        if more > 0 {
            lines.truncate(MOST_LINES);
            lines.push(Line { heading: true, label: String::new(), text: say::preview_more(more) });
        }
        Side { lines, ..Side::default() }
    }
}

/// What the import wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Write the document and open it; `over` also over a file that is there.
    Take { over: bool },
    /// The same, to the next free name.
    TakeCopy,
    /// Leave everything as it is.
    Leave,
    /// Paint everything again.
    Repaint,
    /// End.
    Quit,
}

/// The state of the preview.
#[derive(Debug)]
pub struct Preview {
    /// The name of the text.
    pub source: String,
    /// The name of the file that would be written; none when it may only be looked at.
    pub target: Option<String>,
    /// The document as it would be.
    pub document: Document,
    /// How many doubts the account holds.
    pub doubts: usize,
    /// The account, and the document.
    pub sides: [Side; 2],
    /// What the keys move: one of the sides, or, as 2, the source with what became of it.
    pub focus: usize,
    /// The source with what became of it.
    pub pairs: Vec<Pair>,
    /// How far that is scrolled, and how long it is; drawing tells.
    pub abreast: Side,
    /// Which of the doubtful pairs was gone to last.
    pub spot: Option<usize>,
    /// That pair is to be shown: drawing knows where it stands.
    pub jump: bool,
    /// What is asked before a file is replaced.
    pub question: Option<Question>,
    /// What just happened.
    pub message: Option<Message>,
    wishes: Vec<Wish>,
}

/// More lines of a side are not shown: a hostile text makes a great many doubts.
const MOST_LINES: usize = 5000;

impl Preview {
    /// A preview of what was imported from `source`.
    pub fn new(source: String, target: Option<String>, imported: Imported) -> Preview {
        let pairs = abreast::pairs(&imported);
        let Imported { document, report, .. } = imported;
        let doubts = report.warnings.len();
        let account = report.in_words(document.currency_unit.text());
        let account = account.into_iter().map(|line| Line {
            heading: !line.starts_with(' '),
            label: String::new(),
            text: line,
        });
        let outline = outline(&document).into_iter().map(|(line, _)| line);
        let sides = [account.collect(), outline.collect()].map(Side::new);
        Preview {
            source,
            target,
            document,
            doubts,
            sides,
            focus: 0,
            pairs,
            abreast: Side::default(),
            spot: None,
            jump: false,
            question: None,
            message: None,
            wishes: Vec::new(),
        }
    }

    /// Takes in what happened.
    pub fn event(&mut self, event: Event) {
        if let Event::Key(key) = event {
            self.key(key);
        }
    }

    /// What is to be done, since this was last asked.
    pub fn take_wishes(&mut self) -> Vec<Wish> {
        std::mem::take(&mut self.wishes)
    }

    /// Remembers what drawing learned.
    pub fn learn(&mut self, learned: Learned) {
        let sides = self.sides.iter_mut().chain([&mut self.abreast]);
        for (side, size) in sides.zip(learned.sizes).filter(|(_, size)| *size != (0, 0)) {
            side.size = size;
            side.scroll = side.scroll.min(size.0.saturating_sub(size.1));
        }
        if self.focus == 2 {
            self.abreast.scroll = learned.scroll;
            self.jump = false;
        }
    }

    /// Taking it over went wrong, and why.
    pub fn failed(&mut self, sentence: impl Into<String>) {
        self.question = Some(notice(sentence.into()));
    }

    /// A word in the footer about what cannot be done.
    pub fn complain(&mut self, sentence: impl Into<String>) {
        self.message = Some(Message { text: sentence.into(), bad: true });
    }

    /// There is another file of that name already: what now?
    pub fn ask_over(&mut self) {
        let Some(target) = &self.target else { return };
        let answer = |key: Key, words: &str, answer| (key, words.to_string(), answer);
        self.question = Some(Question {
            title: say::PREVIEW_EXISTS.to_string(),
            lines: vec![say::preview_exists(target)],
            answers: vec![
                answer(Key::from('c'), say::ANSWER_COPY, Answer::SaveCopy { then_quit: false }),
                answer(Key::from('o'), say::PREVIEW_OVER, Answer::Save { over: true, then_quit: false }),
                answer(Key::plain(Code::Esc), say::ANSWER_CANCEL, Answer::Nothing),
            ],
        });
    }

    fn key(&mut self, key: Key) {
        self.message = None;
        if let Some(question) = self.question.take() {
            match question.key(key) {
                Next::Stay => self.question = Some(question),
                Next::Do(Chosen::Answer(Answer::SaveCopy { .. })) => self.wishes.push(Wish::TakeCopy),
                Next::Do(Chosen::Answer(Answer::Save { over, .. })) => self.wishes.push(Wish::Take { over }),
                Next::Do(_) | Next::Ask(_) | Next::Close => {}
            }
            return;
        }
        let page = self.side().size.1.max(2) as isize - 1;
        match key.code {
            Code::Char('q') if key.ctrl => self.wishes.push(Wish::Quit),
            Code::F(10) => self.wishes.push(Wish::Quit),
            Code::Char('l') if key.ctrl => self.wishes.push(Wish::Repaint),
            Code::Char('c') if key.ctrl => self.complain(say::PREVIEW_LEAVE),
            Code::Esc => self.wishes.push(Wish::Leave),
            Code::Enter if self.target.is_none() => self.complain(say::PREVIEW_ONLY_LOOK),
            Code::Enter => self.wishes.push(Wish::Take { over: false }),
            Code::Tab | Code::Right | Code::F(6) => self.focus = (self.focus + 1) % 3,
            Code::BackTab | Code::Left => self.focus = (self.focus + 2) % 3,
            Code::F(8) => self.step_doubt(true),
            Code::F(7) => self.step_doubt(false),
            Code::Up | Code::Char('k') => self.scroll(-1),
            Code::Down | Code::Char('j') => self.scroll(1),
            Code::PageUp => self.scroll(-page),
            Code::PageDown | Code::Char(' ') => self.scroll(page),
            Code::Home | Code::Char('g') => self.scroll(isize::MIN / 2),
            Code::End | Code::Char('G') => self.scroll(isize::MAX / 2),
            _ => {}
        }
    }

    /// What the keys move.
    fn side(&mut self) -> &mut Side {
        self.sides.get_mut(self.focus).unwrap_or(&mut self.abreast)
    }

    fn scroll(&mut self, by: isize) {
        let side = self.side();
        let (lines, page) = side.size;
        side.scroll = side.scroll.saturating_add_signed(by).min(lines.saturating_sub(page));
    }

    /// To the next doubtful spot of the source, or the previous one.
    fn step_doubt(&mut self, forward: bool) {
        if !self.pairs.iter().any(|pair| !pair.doubts.is_empty()) {
            return self.complain(say::IMPORT_NO_WARNINGS);
        }
        let last = self.pairs.iter().filter(|pair| !pair.doubts.is_empty()).count() - 1;
        let next = match (self.spot, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(now), true) if now >= last => return self.complain(say::import::LAST_DOUBT),
            (Some(0), false) => return self.complain(say::import::FIRST_DOUBT),
            (Some(now), true) => now + 1,
            (Some(now), false) => now - 1,
        };
        (self.focus, self.spot, self.jump) = (2, Some(next), true);
    }
}

/// The whole document in the order of the form, a row of the form a line, with the place of it.
pub(super) fn outline(document: &Document) -> Vec<(Line, Option<Place>)> {
    let mut lines = Vec::new();
    for (n, tab) in form::tabs(document).iter().enumerate() {
        let title = match tab {
            Tab::Overview => say::TAB_OVERVIEW.to_string(),
            Tab::Goal => say::TAB_GOAL.to_string(),
            Tab::SubGoals => say::TAB_SUB_GOALS.to_string(),
            Tab::Safeguards => say::TAB_SAFEGUARDS.to_string(),
            Tab::Project(place) => {
                format!("{} {}", n - 3, document.project(place).map_or("", short_name))
            }
        };
        lines.push((Line { heading: true, label: String::new(), text: title }, None));
        let rows = form::rows(document, tab);
        // the projects have parts of their own below
        let rows = rows.iter().filter(|row| row.kind != RowKind::Project);
        lines.extend(rows.map(|row| (line(document, row), row.cells.first().cloned())));
    }
    lines
}

fn line(document: &Document, row: &Row) -> Line {
    let shown = |place: &crate::model::Place| {
        let slot = place.find(document);
        match place.name() {
            Some("target") => {
                let target = document.indicator(place).and_then(|row| row.target.get());
                target.map_or_else(|| slot.map(Slot::shown).unwrap_or_default(), Target::read_as)
            }
            Some("percent") => slot.map(|slot| format!("{}%", slot.shown())).unwrap_or_default(),
            _ => slot.map(Slot::shown).unwrap_or_default(),
        }
    };
    // 二级指标 stands where the labels are, the rest of the table's row beside it
    let (label, cells) = match (row.kind, row.cells.split_first()) {
        (RowKind::Indicator, Some((level2, rest))) if !rest.is_empty() => (shown(level2), rest),
        _ => (row.label.clone(), row.cells.as_slice()),
    };
    let between = if row.kind == RowKind::Indicator { " │ " } else { "  " };
    let cells: Vec<String> = cells.iter().map(shown).filter(|text| !text.is_empty()).collect();
    let text = if cells.is_empty() { say::EMPTY.to_string() } else { cells.join(between) };
    Line { heading: false, label, text }
}
