//! Word lists: what the words of the field mean to the rules is data under `data/words/`, a word a
//! line; an empty line or one that begins with `#` says nothing. A site may put its own lists in
//! the place of these ([`Own`]), once, before anything is checked.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::OnceLock;

use crate::check::mark::Quick;
use crate::check::search::Search;
use crate::text::narrow;
use crate::text::say::site as say;

/// One list.
#[derive(Debug)]
pub struct Words {
    nth: Nth,
    text: &'static str,
    /// What of a line is looked for in a text.
    looks_for: Part,
    words: OnceLock<Vec<&'static str>>,
    search: OnceLock<Search>,
    set: OnceLock<HashSet<&'static str, Quick>>,
    /// The words by their last byte, which tells nearly all apart.
    ends: OnceLock<Vec<Vec<&'static str>>>,
}

/// What of a line is looked for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The line, which is one word.
    Line,
    /// Its first word; the others say what goes with it.
    First,
    /// Each of its words.
    Each,
    /// Nothing: a text is one of the words or not.
    Nothing,
}

impl Words {
    const fn new(nth: Nth, text: &'static str, looks_for: Part) -> Words {
        Words {
            nth,
            text,
            looks_for,
            words: OnceLock::new(),
            search: OnceLock::new(),
            set: OnceLock::new(),
            ends: OnceLock::new(),
        }
    }

    /// The list as one of several.
    pub fn as_lists(&self) -> Lists {
        Lists(1 << self.nth as u32)
    }

    /// All lines, in the order of the file.
    pub fn all(&self) -> &[&'static str] {
        self.words.get_or_init(|| match own().0.get(ALL[self.nth as usize].0) {
            Some(text) => lines(text)
                .flat_map(|(_, word)| match word {
                    BUILT_IN => lines(self.text).map(|(_, word)| word).collect(),
                    word => vec![word],
                })
                .collect(),
            None => lines(self.text).map(|(_, word)| word).collect(),
        })
    }

    /// What is looked for in a text.
    pub fn looked_for(&self) -> impl Iterator<Item = &'static str> {
        let looks_for = self.looks_for;
        self.all().iter().flat_map(move |line| {
            let many = match looks_for {
                Part::Line | Part::Nothing => 0,
                Part::First => 1,
                Part::Each => usize::MAX,
            };
            let whole = (looks_for == Part::Line).then_some(*line);
            whole.into_iter().chain(line.split_whitespace().take(many))
        })
    }

    /// Whether `text` is one of the words.
    pub fn has(&self, text: &str) -> bool {
        self.set.get_or_init(|| self.all().iter().copied().collect()).contains(text)
    }

    /// The first word that occurs in `text`.
    pub fn within(&self, text: &str) -> Option<&'static str> {
        let mut first = usize::MAX;
        let search = self.search.get_or_init(|| Search::of(self.all().to_vec()));
        search.tell(text, |word, _| first = first.min(word));
        self.all().get(first).copied()
    }

    /// The first word that `text` ends with.
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        let ends = self.ends.get_or_init(|| {
            let mut ends = vec![Vec::new(); 256];
            for word in self.all() {
                ends[usize::from(*word.as_bytes().last().unwrap_or(&0))].push(*word);
            }
            ends
        });
        let last = usize::from(*text.as_bytes().last()?);
        ends[last].iter().find(|word| text.ends_with(**word)).copied()
    }
}

/// Some of the lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lists(u64);

impl Lists {
    /// Whether that one is among them.
    pub fn has(self, words: &Words) -> bool {
        self.0 & words.as_lists().0 != 0
    }

    /// Those of `other`, too.
    pub fn add(&mut self, other: Lists) {
        self.0 |= other.0;
    }
}

/// All lists.
pub fn all_lists() -> impl Iterator<Item = &'static Words> {
    ALL.iter().map(|(_, words)| *words)
}

/// The line of a site's list that stands for all words of the built-in one.
const BUILT_IN: &str = "@内置";

/// The words of a list and their line numbers, from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, narrow::trim(line)));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

static OWN: OnceLock<Own> = OnceLock::new();

/// The first word that is looked up closes the door for [`Own::install`].
fn own() -> &'static Own {
    OWN.get_or_init(Own::default)
}

/// The lists that a site has of its own; the others are built in.
#[derive(Debug, Default)]
pub struct Own(HashMap<&'static str, String>);

impl Own {
    /// Puts `text` in the place of the list `name` (a file of `data/words/` without its ending). A
    /// line `@内置` stands for all words of the built-in list, so that words can be added to it.
    ///
    /// # Errors
    /// When there is no such list, or a line that this list cannot have.
    pub fn replace(&mut self, name: &str, text: &str) -> Result<(), WordsError> {
        let error = |line, column, wrong| WordsError { list: name.to_string(), line, column, wrong };
        let (name, _) = ALL.iter().find(|(own, _)| *own == name).ok_or(error(0, 0, Wrong::NoSuchList))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (line, word) in lines(text) {
            if let Some(at) = word.chars().position(char::is_control) {
                return Err(error(line, at + 1, Wrong::Control));
            }
            if PAIRS.contains(name) && word != BUILT_IN {
                let mut parts = word.split_whitespace();
                if parts.by_ref().take(2).count() < 2 || parts.next().is_some() {
                    return Err(error(line, 1, Wrong::NoPair));
                }
            }
        }
        self.0.insert(name, text.to_string());
        Ok(())
    }

    /// Makes these lists those of the whole program. It must happen before anything is checked;
    /// answers whether it did.
    pub fn install(self) -> bool {
        OWN.set(self).is_ok()
    }
}

/// Why a text is no word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsError {
    /// The list it should have been.
    pub list: String,
    /// The line, from 1; 0 where it is not about a line.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    wrong: Wrong,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    NoSuchList,
    Control,
    NoPair,
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (list, at) = (self.list.as_str(), say::line_and_column(self.line, self.column));
        match self.wrong {
            Wrong::NoSuchList => {
                let names: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
                f.write_str(&say::words_no_list(list, nearest(list, &names), &names.join("、")))
            }
            Wrong::Control => f.write_str(&say::words_control(list, &at)),
            Wrong::NoPair => f.write_str(&say::words_no_pair(list, &at)),
        }
    }
}

impl std::error::Error for WordsError {}

/// The one of `names` that was meant by `name`, where one is near enough.
fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    const NEAR: f64 = 0.8;
    let name = name.to_lowercase();
    let likeness = |other: &str| strsim::jaro_winkler(&name, other);
    let best = names.iter().map(|other| (likeness(other), *other)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness > NEAR).map(|(_, name)| name)
}

/// The lists whose lines hold two words.
const PAIRS: [&str; 2] = ["look_alikes", "other_things"];

macro_rules! lists {
    ($($(#[$about:meta])* $name:ident = $file:literal $part:ident;)*) => {
        /// The lists by number.
        #[derive(Debug, Clone, Copy)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Nth { $($name),* }

        $($(#[$about])*
        pub static $name: Words = Words::new(
            Nth::$name,
            include_str!(concat!("../../data/words/", $file, ".txt")),
            Part::$part,
        );)*

        /// All lists by name.
        const ALL: &[(&str, &Words)] = &[$(($file, &$name)),*];

        // each is one of the 64 that fit into `Lists`
        const _: () = assert!(ALL.len() <= 64);
    };
}

lists! {
    /// Units of measurement.
    UNITS = "units" Nothing;
    /// Ends of names of a number without a unit.
    UNITLESS = "unitless" Line;
    /// What a clause holds and a unit does not.
    CLAUSES = "clauses" Line;
    /// Ways to write percent in words.
    PERCENT = "percent" Nothing;
    /// Words that stand for "nothing".
    PLACEHOLDERS = "placeholders" Nothing;
    /// Shares of a whole, never above 100 %.
    SHARES = "shares" Line;
    /// Rates that may be above 100 %.
    OPEN_RATES = "open_rates" Line;
    /// Rates that are common among quantities.
    COMMON_RATES = "common_rates" Line;
    /// Satisfaction.
    SATISFACTION = "satisfaction" Line;
    /// What may stand for satisfaction.
    ACCEPTED = "accepted" Line;
    /// Costs of which more is better.
    SAVINGS = "savings" Line;
    /// Qualities without a measure.
    QUALITIES = "qualities" Line;
    /// Of these less is better.
    LESS = "less_is_better" Line;
    /// After these, more of the above is better again.
    LESS_UNLESS = "less_unless" Line;
    /// Of these more is better.
    MORE = "more_is_better" Line;
    /// Names of something that is counted or dated.
    COUNTS = "counts" Line;
    /// Names of a date or a span of time.
    TIMES = "times" Line;
    /// Ends of names that cannot be measured.
    UNMEASURED = "unmeasured" Line;
    /// What an output is about, not a benefit.
    OUTPUTS = "outputs" Line;
    /// Names of projects that say nothing.
    VAGUE_NAMES = "vague_names" Line;
    /// Results that can be tested.
    RESULTS = "results" Line;
    /// Words that are repeated on purpose.
    REPEATED = "repeated" Nothing;
    /// Goals with these are measured by quality.
    QUALITY_GOALS = "quality_goals" Line;
    /// What says by when something is done.
    DATED = "dated" Line;
    /// What a description that only says the name again begins with.
    LEAD_INS = "lead_ins" Nothing;
    /// What a description that only says the name again ends with.
    TAILS = "tails" Nothing;
    /// What a goal that only asks for money begins with.
    FUNDING = "funding" Nothing;
    /// What a goal that only asks for money ends with.
    MONEY_ENDS = "money_ends" Line;
    /// Numbers in words that count nothing.
    NOT_COUNTED = "not_counted" Nothing;
    /// What a conversion left.
    RESIDUES = "residues" Line;
    /// Rates of how often something is in time.
    PUNCTUAL = "punctual" Line;
    /// What recurs, in a deadline.
    RECURRING = "recurring" Line;
    /// Names of when something is done.
    DEADLINES = "deadlines" Line;
    /// Names of how long somebody must wait.
    SPEEDS = "speeds" Line;
    /// Names of how much sooner something is done, or how much time is spared.
    AHEAD = "ahead" Line;
    /// Units of a span of time.
    TIME_UNITS = "time_units" Nothing;
    /// Units of what comes only whole.
    WHOLE_UNITS = "whole_units" Nothing;
    /// Units of what is measured and never below zero.
    EXTENTS = "extents" Nothing;
    /// Names of what may be a fraction or below zero.
    BALANCES = "balances" Line;
    /// What turns the sense of a name round.
    NEGATIONS = "negations" Line;
    /// Names of what one of something costs.
    PER_ONE = "per_one" Line;
    /// What of a cost is a rate and no money.
    COST_RATES = "cost_rates" Line;
    /// Names of how much less something has become.
    REDUCTIONS = "reductions" Line;
    /// Surveys of satisfaction, which are not satisfaction.
    SURVEYS = "surveys" Line;
    /// Units of money.
    MONEY = "money" Nothing;
    /// `wrong right`: words that look alike.
    LOOK_ALIKES = "look_alikes" First;
    /// What names of projects end with beside their subject.
    SUFFIXES = "suffixes" Line;
    /// What purposes say beside their matter.
    FILLERS = "fillers" Line;
    /// Slogans.
    SLOGANS = "slogans" Line;
    /// What a description says of how something is measured.
    MEASURES = "measures" Line;
    /// `name description`: what a name and a description do not say of the same thing.
    OTHER_THINGS = "other_things" Each;
    /// Special things that an indicator does not speak of by accident.
    SUBJECTS = "subjects" First;
    /// Names of indicators that fit any project.
    TEMPLATES = "templates" Nothing;
    /// The end of a name, and the units it can have.
    NAME_UNITS = "name_units" First;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_empty_and_no_word_stands_twice() {
        for (name, words) in ALL {
            let all = words.all();
            assert!(!all.is_empty(), "{name}");
            for (at, word) in all.iter().enumerate() {
                assert!(!all[..at].contains(word), "{name}: {word}");
            }
        }
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_line() {
        let mut own = Own::default();
        let error = |own: &mut Own, name, text| own.replace(name, text).unwrap_err();
        assert_eq!(error(&mut own, "unit", "人").line, 0);
        for (name, meant) in [
            ("unit", "units"),
            ("Slogan", "slogans"),
            ("name-units", "name_units"),
            ("lookalike", "look_alikes"),
        ] {
            let told = error(&mut own, name, "").to_string();
            assert!(told.contains(&format!("“{name}”的词表，最接近的是“{meant}”。")), "{told}");
        }
        assert!(!error(&mut own, "单位", "").to_string().contains("最接近"));
        let control = error(&mut own, "units", "人\n次\u{1}");
        assert_eq!((control.line, control.column), (2, 2));
        let pair = error(&mut own, "look_alikes", "# 形近\n布署 部署\n按装安装\n");
        assert_eq!((pair.line, pair.column), (3, 1));
        assert!(pair.to_string().contains("第 3 行第 1 列"), "{pair}");
        assert_eq!(own.replace("units", "\u{feff}标箱\r\n@内置\r\n"), Ok(()));
        assert_eq!(own.0["units"], "标箱\r\n@内置\r\n");
    }
}
