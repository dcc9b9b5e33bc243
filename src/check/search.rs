//! Many words looked for in a text at once.

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, dfa::DFA};

/// Looks for a number of words in one pass over a text.
#[derive(Debug)]
pub enum Search {
    /// A step a byte; for many words its table is too large to stay near the processor.
    Quick(DFA),
    /// It takes little room and is made at once, however many words there are.
    Small(NFA),
    /// There is no such thing for these words: each is looked for by itself.
    Single(Vec<&'static str>),
}

/// Up to so many bytes of words have the quick one.
const QUICK: usize = 2_000;

impl Search {
    /// For these words.
    pub fn of(words: Vec<&'static str>) -> Search {
        let size: usize = words.iter().map(|word| word.len()).sum();
        let quick = (size <= QUICK).then(|| DFA::new(&words).ok()).flatten();
        match quick {
            Some(dfa) => Search::Quick(dfa),
            None => Search::small(words),
        }
    }

    fn small(words: Vec<&'static str>) -> Search {
        NFA::new(&words).map_or(Search::Single(words), Search::Small)
    }

    /// Tells each word that occurs in `text` by its number, wherever it does, and whether it ends the
    /// text; in no order.
    pub fn tell(&self, text: &str, tell: impl FnMut(usize, bool)) {
        match self {
            Search::Quick(dfa) => run(dfa, text, tell),
            Search::Small(nfa) => run(nfa, text, tell),
            Search::Single(words) => one_by_one(words, text, tell),
        }
    }
}

fn run(search: &impl Automaton, text: &str, mut tell: impl FnMut(usize, bool)) {
    // it was made for searches that are not anchored
    let Ok(mut state) = search.start_state(Anchored::No) else { return };
    let end = text.len();
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        state = search.next_state(Anchored::No, state, byte);
        if search.is_special(state) && search.is_match(state) {
            for n in 0..search.match_len(state) {
                tell(search.match_pattern(state, n).as_usize(), at + 1 == end);
            }
        }
    }
}

fn one_by_one(words: &[&str], text: &str, mut tell: impl FnMut(usize, bool)) {
    for (n, word) in words.iter().enumerate().filter(|(_, word)| text.contains(**word)) {
        tell(n, text.ends_with(word));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::check::words::{self, all_lists};

    fn told(search: &Search, text: &str) -> [BTreeSet<usize>; 2] {
        let mut told = [BTreeSet::new(), BTreeSet::new()];
        search.tell(text, |word, ends| {
            told[0].insert(word);
            if ends {
                told[1].insert(word);
            }
        });
        told
    }

    proptest! {
        #[test]
        fn all_ways_to_look_see_the_same(
            parts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
            between in "[率 ,1\n]{0,2}",
        ) {
            let words: Vec<&str> = all_lists().flat_map(|list| list.looked_for()).collect();
            let text: String = parts.iter().flat_map(|at| [*at.get(&words), between.as_str()]).collect();
            let single = told(&Search::Single(words.clone()), &text);
            prop_assert_eq!(&told(&Search::of(words.clone()), &text), &single);
            prop_assert_eq!(&told(&Search::small(words), &text), &single);
        }
    }

    #[test]
    fn one_list_is_looked_for_quickly_and_all_of_them_in_little_room() {
        let of = |words: Vec<&'static str>| Search::of(words);
        assert!(matches!(of(words::SLOGANS.looked_for().collect()), Search::Quick(_)));
        assert!(matches!(of(all_lists().flat_map(|list| list.looked_for()).collect()), Search::Small(_)));
    }
}
