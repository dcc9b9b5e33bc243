//! The order of a merged list. Items that neither side moved keep their order and are what the
//! others hold on to: an item that one side moved or put in stands after the same item as on that
//! side, one that both sides did stands at the earlier of both spots. Where each side put something
//! at one spot, the one whose first item is called by the smaller name comes first.
//!
//! Nothing here asks which side is `ours`: both people get the same order.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::edit::longest_rise;

/// The items that stay, by any numbers, in the orders of the three versions: each is in `ours` or in
/// `theirs`.
pub(super) struct Sides {
    pub(super) base: Vec<usize>,
    pub(super) ours: Vec<usize>,
    pub(super) theirs: Vec<usize>,
}

/// All items, each once; `compare` decides where nothing else does.
pub(super) fn order(sides: &Sides, compare: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let in_ours: HashSet<usize> = sides.ours.iter().copied().collect();
    let in_both: HashSet<usize> = sides.theirs.iter().copied().filter(|n| in_ours.contains(n)).collect();
    let old: Vec<usize> = sides.base.iter().copied().filter(|n| in_both.contains(n)).collect();
    let (still_ours, still_theirs) = (still(&old, &sides.ours), still(&old, &sides.theirs));
    let is_old: HashSet<usize> = old.iter().copied().collect();
    let fixed: Vec<usize> =
        old.iter().copied().filter(|n| still_ours.contains(n) && still_theirs.contains(n)).collect();
    let is_fixed: HashSet<usize> = fixed.iter().copied().collect();
    // placed by both sides: new on both, or moved by both
    let by_both = |n: &usize| {
        let moved_once = is_old.contains(n) && (still_ours.contains(n) || still_theirs.contains(n));
        in_both.contains(n) && !is_fixed.contains(n) && !moved_once
    };
    let anchors =
        anchors(&fixed, [&sides.ours, &sides.theirs].map(|side| gaps(side, &is_fixed, by_both)), &compare);
    let is_anchor: HashSet<usize> = anchors.iter().copied().collect();
    let own = |side: &[usize], still: &HashSet<usize>| {
        let mut after: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut anchor = None;
        for &n in side {
            if is_anchor.contains(&n) {
                anchor = Some(n);
            } else if !still.contains(&n) {
                after.entry(anchor).or_default().push(n);
            }
        }
        after
    };
    let mut ours = own(&sides.ours, &still_ours);
    let mut theirs = own(&sides.theirs, &still_theirs);
    let mut merged = Vec::new();
    for anchor in std::iter::once(None).chain(anchors.into_iter().map(Some)) {
        merged.extend(anchor);
        let mut runs = [ours.remove(&anchor).unwrap_or_default(), theirs.remove(&anchor).unwrap_or_default()];
        runs.sort_by(|one, two| match (one.first(), two.first()) {
            (Some(one), Some(two)) => compare(*one, *two),
            _ => Ordering::Equal,
        });
        merged.extend(runs.into_iter().flatten());
    }
    merged
}

/// Those of `old` that a side did not move.
fn still(old: &[usize], side: &[usize]) -> HashSet<usize> {
    let rank: HashMap<usize, usize> = old.iter().enumerate().map(|(at, n)| (*n, at)).collect();
    let there: Vec<usize> = side.iter().copied().filter(|n| rank.contains_key(n)).collect();
    let ranks: Vec<usize> = there.iter().map(|n| rank[n]).collect();
    there.into_iter().zip(longest_rise(&ranks)).filter(|(_, stays)| *stays).map(|(n, _)| n).collect()
}

/// The wanted items of a side, in its order, each with the number of fixed ones before it.
fn gaps(side: &[usize], fixed: &HashSet<usize>, wanted: impl Fn(&usize) -> bool) -> Vec<(usize, usize)> {
    let mut gap = 0;
    let mut found = Vec::new();
    for n in side {
        gap += usize::from(fixed.contains(n));
        if wanted(n) {
            found.push((*n, gap));
        }
    }
    found
}

/// The fixed items, and between them those that both sides placed.
fn anchors(
    fixed: &[usize],
    placed: [Vec<(usize, usize)>; 2],
    compare: &impl Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let mut gap: HashMap<usize, usize> = HashMap::new();
    for (n, at) in placed.iter().flatten() {
        let earlier = gap.get(n).map_or(*at, |other| *at.min(other));
        gap.insert(*n, earlier);
    }
    let mut orders = placed.map(|side| {
        let mut spots: Vec<Vec<usize>> = vec![Vec::new(); fixed.len() + 1];
        side.iter().for_each(|(n, _)| spots[gap[n]].push(*n));
        spots
    });
    let mut anchors = Vec::new();
    for at in 0..=fixed.len() {
        anchors.extend(at.checked_sub(1).map(|at| fixed[at]));
        let [one, two] = orders.each_mut().map(|spots| std::mem::take(&mut spots[at]));
        let differ = one.iter().zip(&two).map(|(one, two)| compare(*one, *two)).find(|order| order.is_ne());
        anchors.extend(if differ == Some(Ordering::Greater) { two } else { one });
    }
    anchors
}
