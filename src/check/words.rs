//! Word lists: what the words of the field mean to the rules is data under `data/words/`, a word a
//! line; an empty line or one that begins with `#` says nothing.

use std::sync::OnceLock;

/// One list.
#[derive(Debug)]
pub struct Words {
    text: &'static str,
    words: OnceLock<Vec<&'static str>>,
}

impl Words {
    const fn new(text: &'static str) -> Words {
        Words { text, words: OnceLock::new() }
    }

    /// All words, in the order of the file.
    pub fn all(&self) -> &[&'static str] {
        self.words.get_or_init(|| {
            let lines = self.text.lines().map(str::trim);
            lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
        })
    }

    /// Whether `text` is one of the words.
    pub fn has(&self, text: &str) -> bool {
        self.all().contains(&text)
    }

    /// The first word that occurs in `text`.
    pub fn within(&self, text: &str) -> Option<&'static str> {
        self.all().iter().find(|word| text.contains(**word)).copied()
    }

    /// The first word that `text` ends with.
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        self.all().iter().find(|word| text.ends_with(**word)).copied()
    }
}

macro_rules! lists {
    ($($(#[$about:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$about])*
        pub static $name: Words = Words::new(include_str!(concat!("../../data/words/", $file, ".txt")));)*

        #[cfg(test)]
        const ALL: &[(&str, &Words)] = &[$(($file, &$name)),*];
    };
}

lists! {
    /// Units of measurement.
    UNITS = "units";
    /// What a clause holds and a unit does not.
    CLAUSES = "clauses";
    /// Ways to write percent in words.
    PERCENT = "percent";
    /// Words that stand for "nothing".
    PLACEHOLDERS = "placeholders";
    /// Shares of a whole, never above 100 %.
    SHARES = "shares";
    /// Rates that may be above 100 %.
    OPEN_RATES = "open_rates";
    /// Satisfaction.
    SATISFACTION = "satisfaction";
    /// What may stand for satisfaction.
    ACCEPTED = "accepted";
    /// Costs of which more is better.
    SAVINGS = "savings";
    /// Qualities without a measure.
    QUALITIES = "qualities";
    /// Of these less is better.
    LESS = "less_is_better";
    /// After these, more of the above is better again.
    LESS_UNLESS = "less_unless";
    /// Of these more is better.
    MORE = "more_is_better";
    /// Names of something that is counted or dated.
    COUNTS = "counts";
    /// Names of a date or a span of time.
    TIMES = "times";
    /// Ends of names that cannot be measured.
    UNMEASURED = "unmeasured";
    /// What an output is about, not a benefit.
    OUTPUTS = "outputs";
    /// Names of projects that say nothing.
    VAGUE_NAMES = "vague_names";
    /// Results that can be tested.
    RESULTS = "results";
    /// Words that are repeated on purpose.
    REPEATED = "repeated";
    /// Units of money.
    MONEY = "money";
    /// `wrong right`: words that look alike.
    LOOK_ALIKES = "look_alikes";
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
}
