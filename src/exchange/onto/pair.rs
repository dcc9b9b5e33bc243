//! Which record of one list is which of another.

use std::collections::HashMap;

/// What matched a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// An id that came along.
    Id,
    /// What it is called.
    Name,
}

/// What a record is matched by.
#[derive(Debug)]
pub struct Record<'a> {
    /// Its id.
    pub id: &'a str,
    /// The id says more than what the record is called: it was not derived from that.
    pub carried: bool,
    /// What it is called, the most certain first. Empty ones match nothing.
    pub names: &'a [String],
}

/// For each record of `new` the position of the one in `old` that it is. Among equals the first
/// matches the first.
pub fn pairs(old: &[Record<'_>], new: &[Record<'_>]) -> Vec<Option<(usize, How)>> {
    let mut found: Vec<Option<(usize, How)>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let ids: HashMap<&str, usize> =
        old.iter().enumerate().rev().map(|(at, record)| (record.id, at)).collect();
    let mut take = |found: &mut Option<(usize, How)>, at: usize, how: How| {
        if found.is_none() && !std::mem::replace(&mut taken[at], true) {
            *found = Some((at, how));
        }
    };
    let by_id = |record: &Record<'_>| ids.get(record.id).copied().filter(|_| !record.id.is_empty());
    for (found, record) in found.iter_mut().zip(new).filter(|(_, record)| record.carried) {
        if let Some(at) = by_id(record) {
            take(found, at, How::Id);
        }
    }
    let levels = old.iter().chain(new).map(|record| record.names.len()).max().unwrap_or(0);
    for level in 0..levels {
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, record) in old.iter().enumerate().rev() {
            if let Some(name) = record.names.get(level).filter(|name| !name.is_empty()) {
                named.entry(name).or_default().push(at);
            }
        }
        for (found, record) in found.iter_mut().zip(new) {
            let Some(list) = record.names.get(level).and_then(|name| named.get_mut(name.as_str())) else {
                continue;
            };
            while found.is_none()
                && let Some(at) = list.pop()
            {
                take(found, at, How::Name);
            }
        }
    }
    // an id that could be derived is one all the same where the record was renamed meanwhile
    for (found, record) in found.iter_mut().zip(new) {
        if let Some(at) = by_id(record) {
            take(found, at, How::Id);
        }
    }
    found
}

/// Which elements of `order` can stay where they are when the others are moved: a longest run of
/// rising ones.
pub fn stays(order: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(order.len());
    for (at, value) in order.iter().enumerate() {
        let length = ends.partition_point(|end| order[*end] < *value);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; order.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stays[at] = true;
        next = before[at];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_go_before_names_and_equals_match_in_order() {
        let names = ["甲", "乙", "丁", "改名", "另名", "新"].map(|name| vec![name.to_string()]);
        let of = |name: &str| names.iter().find(|names| names[0] == name).unwrap().as_slice();
        let record = |id, carried, name: &str| Record { id, carried, names: of(name) };
        let old = [
            record("a", false, "甲"),
            record("b", false, "乙"),
            record("c", false, "乙"),
            record("d", false, "丁"),
        ];
        let new = [
            record("b", true, "改名"),
            record("x", false, "乙"),
            record("a", false, "另名"),
            record("y", false, "新"),
        ];
        let found = pairs(&old, &new);
        assert_eq!(found, [Some((1, How::Id)), Some((2, How::Name)), Some((0, How::Id)), None]);
    }

    #[test]
    fn as_few_as_possible_are_moved() {
        assert_eq!(stays(&[0, 2, 1, 3]).iter().filter(|stays| **stays).count(), 3);
        assert_eq!(stays(&[]), Vec::<bool>::new());
        assert_eq!(stays(&[2, 1, 0]).iter().filter(|stays| **stays).count(), 1);
    }
}
