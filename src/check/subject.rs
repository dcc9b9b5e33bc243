//! What a text is about. The names of projects end alike (经费, 专项) and their purposes begin alike
//! (保障, 用于); what is left without these is their subject, and two texts speak of the same when
//! they share pairs of characters of it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::check::mark::Quick;
use crate::check::search::Search;
use crate::check::words;
use crate::text::narrow::is_han;

/// What the name of a project is about: without brackets, and without what many names end with. Of
/// a name of absurd length only the beginning counts.
pub fn subject(name: &str) -> Cow<'_, str> {
    match without_brackets(name) {
        Cow::Borrowed(outside) => Cow::Borrowed(without_suffixes(outside)),
        Cow::Owned(outside) => Cow::Owned(without_suffixes(&outside).to_string()),
    }
}

fn without_suffixes(name: &str) -> &str {
    let is_absurd = name.len() > 40;
    let end = is_absurd.then(|| name.char_indices().nth(40)).flatten().map_or(name.len(), |(at, _)| at);
    let mut subject = &name[..end];
    while let Some(end) = words::SUFFIXES.at_end(subject) {
        let rest = &subject[..subject.len() - end.len()];
        // 费 alone is no subject
        if rest.chars().nth(1).is_none() {
            break;
        }
        subject = rest.trim_end_matches(is_mark);
    }
    subject
}

/// What a purpose is about: without what every purpose says, and without punctuation.
pub fn matter(text: &str) -> String {
    static FILLERS: LazyLock<Search> = LazyLock::new(|| Search::of(words::FILLERS.all().to_vec()));
    let mut matter = text.to_string();
    let mut from = 0;
    // what is left may come together to another one, but only to a later one
    loop {
        let mut next = usize::MAX;
        FILLERS.tell(&matter, |word, _| next = if word >= from { next.min(word) } else { next });
        let Some(filler) = words::FILLERS.all().get(next) else { break };
        matter = matter.replace(filler, "");
        from = next + 1;
    }
    matter.retain(|c| !is_mark(c) && !c.is_whitespace());
    matter
}

/// The subjects of [`words::SUBJECTS`] that a text names, as lines of the list, in order.
pub fn subjects(text: &str) -> Vec<&'static str> {
    static SUBJECTS: LazyLock<Lines> = LazyLock::new(|| Lines::of(1));
    SUBJECTS.met(text)
}

/// The subjects that a text speaks of: it names them, or where they are at home.
pub fn spoken_of(text: &str) -> Vec<&'static str> {
    static HOMES: LazyLock<Lines> = LazyLock::new(|| Lines::of(usize::MAX));
    HOMES.met(text)
}

/// Looks for words of the list of subjects: the first word of a line is the subject, the others are
/// where it is at home.
struct Lines {
    search: Search,
    /// The line of each word.
    of_word: Vec<usize>,
}

impl Lines {
    /// For so many words of each line.
    fn of(many: usize) -> Lines {
        let lines = words::SUBJECTS.all().iter().enumerate();
        let words =
            lines.flat_map(|(at, line)| line.split_whitespace().take(many).map(move |word| (word, at)));
        let (words, of_word) = words.unzip();
        Lines { search: Search::of(words), of_word }
    }

    /// The lines of which a word occurs in the text, each once.
    fn met(&self, text: &str) -> Vec<&'static str> {
        let mut met: Vec<usize> = Vec::new();
        self.search.tell(text, |word, _| met.extend(self.of_word.get(word)));
        met.sort_unstable();
        met.dedup();
        met.into_iter().filter_map(|line| words::SUBJECTS.all().get(line).copied()).collect()
    }
}

/// Two Chinese characters that follow each other, as a number.
pub type Pair = u32;

/// The pairs of Chinese characters that follow each other in a text.
pub fn pairs(text: &str) -> impl Iterator<Item = Pair> {
    let mut last = None;
    text.chars().filter_map(move |c| {
        // they are numbered below 2¹⁶
        let second = is_han(c).then_some(u32::from(c));
        let first = std::mem::replace(&mut last, second);
        Some(first? << 16 | second?)
    })
}

/// Some pairs.
pub type Pairs = HashSet<Pair, Quick>;

/// A bit for each of some pairs, which tells nearly all others apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sketch([u64; 8]);

impl Sketch {
    /// Of these pairs.
    pub fn of(pairs: impl Iterator<Item = Pair>) -> Sketch {
        let mut sketch = Sketch::default();
        for (at, bit) in pairs.map(place) {
            sketch.0[at] |= bit;
        }
        sketch
    }

    /// Whether the pair may be one of them; what is denied is not.
    pub fn may_have(&self, pair: Pair) -> bool {
        let (at, bit) = place(pair);
        self.0[at] & bit != 0
    }

    /// Whether they may share a pair; what is denied is not shared.
    pub fn may_share(&self, other: &Sketch) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }
}

/// Where the bit of a pair stands.
fn place(pair: Pair) -> (usize, u64) {
    let mixed = pair.wrapping_mul(0x9e37_79b9) >> 23;
    ((mixed >> 6) as usize, 1 << (mixed & 63))
}

/// Whether these two follow each other in the text.
pub fn has_pair(text: &str, pair: Pair) -> bool {
    let [first, second] = [pair >> 16, pair & 0xffff].map(char::from_u32);
    let mut letters = [0; 8];
    let (Some(first), Some(second)) = (first, second) else { return false };
    let length = first.encode_utf8(&mut letters).len();
    let length = length + second.encode_utf8(&mut letters[length..]).len();
    str::from_utf8(&letters[..length]).is_ok_and(|pair| text.contains(pair))
}

/// Whether at least a third of the pairs of `subject` occur according to `occurs`, or two of them:
/// of a long name many pairs lie across two words and occur nowhere. A subject without pairs says
/// nothing, so it is shared by all.
pub fn is_shared(subject: &str, occurs: impl Fn(Pair) -> bool) -> bool {
    let (mut all, mut met) = (0, 0);
    for pair in pairs(subject) {
        all += 1;
        met += usize::from(occurs(pair));
        if met == 2 {
            return true;
        }
    }
    3 * met >= all
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '、' | '，'
            | '。'
            | '；'
            | '：'
            | ','
            | '.'
            | ';'
            | ':'
            | '（'
            | '）'
            | '('
            | ')'
            | '“'
            | '”'
            | '《'
            | '》'
            | '-'
            | '—'
    )
}

fn without_brackets(text: &str) -> Cow<'_, str> {
    let is_bracket = |c| matches!(c, '（' | '(' | '）' | ')');
    let Some((before, rest)) = text.find(is_bracket).map(|at| text.split_at(at)) else {
        return Cow::Borrowed(text);
    };
    // nearly always one note stands at the end
    let note = rest.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    if note.is_some_and(|note| !note.contains(is_bracket)) {
        return Cow::Borrowed(before);
    }
    let mut depth = 0usize;
    let outside = text.chars().filter(|c| match c {
        '（' | '(' => {
            depth += 1;
            false
        }
        '）' | ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    Cow::Owned(outside.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_is_about_is_left() {
        for (name, about) in [
            ("刻章费", "刻章"),
            ("审批业务专项经费", "审批业务"),
            ("人事代理人员经费（在编）", "人事代理人员"),
            ("经费", "经费"),
            ("", ""),
        ] {
            assert_eq!(subject(name), about);
        }
        assert_eq!(matter("保障审批业务专项经费。"), "审批业务");
        let pair = |text| pairs(text).next().unwrap();
        assert_eq!(pairs("刻章、ab印章").collect::<Vec<_>>(), [pair("刻章"), pair("印章")]);
        assert_ne!(pair("刻章"), pair("章刻"));
        assert!(has_pair("免费刻章", pair("刻章")) && !has_pair("刻、章刻", pair("刻章")));
        assert!(is_shared("刻章", |other| other == pair("刻章")) && !is_shared("刻章", |_| false));
        assert!(is_shared("", |_| false));
        let sketch = |text| Sketch::of(pairs(text));
        assert!(sketch("刻章费").may_have(pair("章费")) && !sketch("刻章费").may_have(pair("印章")));
        assert!(
            sketch("刻章费").may_share(&sketch("免费刻章")) && !sketch("刻章").may_share(&sketch("印章"))
        );
        assert!(!sketch("").may_share(&sketch("印章")));
    }
}
