//! What one glance at a text shows: which word lists have a word in it, and the few things about its
//! characters that make a closer look worth while. Rules ask the glance first, and nearly always that
//! is all; so each text is read once, whatever the number of rules and words.

use std::sync::LazyLock;

use crate::check::search::Search;
use crate::check::words::{Lists, Words, all_lists};
use crate::text::narrow::trim;

/// What is seen of a text without the blanks at its ends.
#[derive(Debug, Clone, Copy, Default)]
pub struct Glance {
    within: Lists,
    at_end: Lists,
    signs: u8,
}

/// Signs in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Blanks at the ends.
    Blank = 1,
    /// Something that may break the line, perhaps at the ends.
    Break = 2,
    /// A digit of ASCII.
    Digit = 4,
    /// A half-width mark of a sentence.
    Mark = 8,
    /// A square bracket.
    Bracket = 16,
}

impl Glance {
    /// Glances at a text.
    pub fn at(text: &str) -> Glance {
        let inner = trim(text);
        let mut glance = Glance::at_signs(text);
        let (search, lists) = &*ALL;
        search.tell(inner, |word, ends| {
            let lists = lists.get(word).copied().unwrap_or_default();
            glance.within.add(lists);
            if ends {
                glance.at_end.add(lists);
            }
        });
        glance
    }

    /// Glances only for signs.
    pub fn at_signs(text: &str) -> Glance {
        let inner = trim(text);
        let signs = inner.bytes().fold(0, |signs, byte| signs | SIGNS[usize::from(byte)]);
        let mut glance = Glance { signs, ..Glance::default() };
        if inner.len() < text.len() {
            glance.signs |= Sign::Blank as u8 | Sign::Break as u8;
        }
        glance
    }

    /// Whether a word of the list occurs in the text.
    pub fn has(self, words: &Words) -> bool {
        self.within.has(words)
    }

    /// Whether the text ends with a word of the list.
    pub fn ends(self, words: &Words) -> bool {
        self.at_end.has(words)
    }

    /// Whether there may be such a sign; what is denied is not there.
    pub fn shows(self, sign: Sign) -> bool {
        self.signs & sign as u8 != 0
    }
}

/// What looks for the words of all lists; by the number of a word the lists that it stands in.
static ALL: LazyLock<(Search, Vec<Lists>)> = LazyLock::new(|| {
    let all = all_lists().flat_map(|words| words.looked_for().map(|word| (word, words.as_lists())));
    let (words, lists) = all.unzip();
    (Search::of(words), lists)
});

/// The signs by byte. U+2028 and U+2029 begin with E2, as much else does.
static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = match byte as u8 {
            b'\n' | b'\r' | 0xe2 => Sign::Break as u8,
            b'0'..=b'9' => Sign::Digit as u8,
            b',' | b';' | b':' | b'?' | b'!' => Sign::Mark as u8,
            b'[' => Sign::Bracket as u8,
            _ => 0,
        };
        byte += 1;
    }
    signs
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::words;

    #[test]
    fn a_glance_sees_words_and_signs() {
        let glance = Glance::at(" 群众满意度≥95%, ");
        assert!(glance.has(&words::SATISFACTION) && !glance.has(&words::LOOK_ALIKES));
        assert!(!glance.ends(&words::SATISFACTION) && Glance::at("群众满意度\n").ends(&words::NAME_UNITS));
        for (sign, shows) in
            [(Sign::Blank, true), (Sign::Digit, true), (Sign::Mark, true), (Sign::Bracket, false)]
        {
            assert_eq!(glance.shows(sign), shows, "{sign:?}");
        }
        assert!(Glance::at("一\u{2028}二").shows(Sign::Break) && !Glance::at("一二").shows(Sign::Break));
    }
}
