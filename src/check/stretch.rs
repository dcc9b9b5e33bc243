//! What lies between: two lists that begin alike and end alike differ only in the stretch between, so
//! after a project has moved, come or gone the others are left as they are.

use std::ops::Range;

/// The stretch of a list that is another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// In the list as it was.
    pub old: Range<usize>,
    /// In the list as it is.
    pub new: Range<usize>,
}

impl Stretch {
    /// Between what two lists of these lengths begin with and what they end with, where `is_same`
    /// compares an item of the old one with one of the new one.
    pub fn between(old: usize, new: usize, is_same: impl Fn(usize, usize) -> bool) -> Stretch {
        let shorter = old.min(new);
        let start = (0..shorter).take_while(|&at| is_same(at, at)).count();
        let end = (1..=shorter - start).take_while(|back| is_same(old - back, new - back)).count();
        Stretch { old: start..old - end, new: start..new - end }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn between(old: &[char], new: &[char]) -> Stretch {
        Stretch::between(old.len(), new.len(), |one, other| old[one] == new[other])
    }

    #[test]
    fn what_begins_and_ends_alike_is_left_out() {
        let stretch = |old: &str, new: &str| {
            let [old, new] = [old, new].map(|text| text.chars().collect::<Vec<_>>());
            let Stretch { old, new } = between(&old, &new);
            (old, new)
        };
        assert_eq!(stretch("abcd", "acbd"), (1..3, 1..3));
        assert_eq!(stretch("abcd", "abd"), (2..3, 2..2));
        assert_eq!(stretch("abc", "abxc"), (2..2, 2..3));
        assert_eq!(stretch("aa", "aaa"), (2..2, 2..3));
        assert_eq!(stretch("abc", "abc"), (3..3, 3..3));
        assert_eq!(stretch("", "a"), (0..0, 0..1));
    }

    proptest! {
        #[test]
        fn with_the_stretch_exchanged_the_old_list_is_the_new_one(
            old in prop::collection::vec(prop::char::range('a', 'd'), 0..8),
            new in prop::collection::vec(prop::char::range('a', 'd'), 0..8),
        ) {
            let stretch = between(&old, &new);
            let mut made = old.clone();
            made.splice(stretch.old, new[stretch.new].iter().copied());
            prop_assert_eq!(made, new);
        }
    }
}
