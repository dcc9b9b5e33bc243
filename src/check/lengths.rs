//! How long each of many parts is, so that the n-th finding of all is found, and a part changes its
//! length, without going through the others: a tree of sums (Fenwick).

/// The lengths of parts.
#[derive(Debug, Default)]
pub struct Lengths {
    /// `sums[i - 1]` is that of the `i & -i` parts before and with part `i - 1`.
    sums: Vec<usize>,
}

impl FromIterator<usize> for Lengths {
    fn from_iter<I: IntoIterator<Item = usize>>(lengths: I) -> Self {
        let mut sums: Vec<usize> = lengths.into_iter().collect();
        for one in 1..=sums.len() {
            let above = one + (one & one.wrapping_neg());
            if above <= sums.len() {
                sums[above - 1] += sums[one - 1];
            }
        }
        Lengths { sums }
    }
}

impl Lengths {
    /// The part `at` changed its length.
    pub fn change(&mut self, at: usize, old: usize, new: usize) {
        let mut one = at + 1;
        while let Some(sum) = self.sums.get_mut(one - 1) {
            *sum = (*sum + new).saturating_sub(old);
            one += one & one.wrapping_neg();
        }
    }

    /// The part in which number `n` of all lies, and its number there.
    pub fn find(&self, mut n: usize) -> Option<(usize, usize)> {
        let mut at = 0;
        let mut step = self.sums.len().checked_next_power_of_two()?;
        while step > 0 {
            if let Some(sum) = self.sums.get((at + step).wrapping_sub(1)).filter(|sum| **sum <= n) {
                n -= sum;
                at += step;
            }
            step /= 2;
        }
        (at < self.sums.len()).then_some((at, n))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_finds_what_going_through_all_would_find(
            mut lengths in prop::collection::vec(0usize..5, 0..40),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..5), 0..40),
        ) {
            let mut tree: Lengths = lengths.iter().copied().collect();
            for (at, new) in changes {
                if lengths.is_empty() {
                    break;
                }
                let at = at.index(lengths.len());
                tree.change(at, lengths[at], new);
                lengths[at] = new;
            }
            let all = lengths.iter().enumerate().flat_map(|(at, length)| (0..*length).map(move |n| (at, n)));
            let all: Vec<_> = all.collect();
            for n in 0..all.len() + 3 {
                prop_assert_eq!(tree.find(n), all.get(n).copied());
            }
        }
    }
}
