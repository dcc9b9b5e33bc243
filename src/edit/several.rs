//! Edits of several items of one list, made as one group. The items of a list of texts are named by
//! their text and which one among equals they are, so the order of the parts matters: none of them
//! may change the name that a later one uses.

use super::{Edit, before};
use crate::model::{Document, Json, Key, Place, Slot};

impl Edit {
    /// Puts `records`, in their order, after the item of key `after` or first.
    pub fn insert_all(list: &Place, after: Option<&Key>, records: &[Json]) -> Edit {
        // the last first: each goes right after the same item, before which nothing changes
        let insert = |record: &Json| Edit::insert(list, after.cloned(), record.clone());
        Edit::group(records.iter().rev().map(insert).collect())
    }

    /// Takes the items at `places`, all of one list and in its order, out of it.
    pub fn remove_all(document: &Document, places: &[Place]) -> Option<Edit> {
        // the last first: which one among equals an item is depends on those before it
        let removed: Option<Vec<Edit>> =
            places.iter().rev().map(|place| Edit::remove(document, place)).collect();
        removed.filter(|edits| !edits.is_empty()).map(Edit::group)
    }

    /// Brings a list into another order: `order` holds the present position of each item. As few
    /// items as possible are moved; `None` when none is, or when `order` is no order of the list.
    pub fn reorder(document: &Document, list: &Place, order: &[usize]) -> Option<Edit> {
        let items = list.find(document)?.items()?;
        let names: Vec<String> =
            (0..items.count()).map(|at| Some(items.item(at)?.key().into_owned())).collect::<Option<_>>()?;
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        if !sorted.iter().copied().eq(0..names.len()) {
            return None;
        }
        let mut now: Vec<usize> = (0..names.len()).collect();
        let key = |now: &[usize], at: usize| {
            let name = &names[now[at]];
            let nth = now[..at].iter().filter(|&&item| names[item] == *name).count();
            Key::new(name, nth as u32)
        };
        let stays = longest_rise(order);
        let mut edits = Vec::new();
        let mut above: Option<usize> = None;
        for (&item, stays) in order.iter().zip(stays) {
            if !stays {
                let start = now.iter().position(|&other| other == item)?;
                let spot = above.and_then(|above| now.iter().position(|&other| other == above));
                edits.push(Edit::Move {
                    list: list.clone(),
                    item: key(&now, start),
                    from: start.checked_sub(1).map(|at| key(&now, at)),
                    to: spot.map(|at| key(&now, at)),
                });
                now.remove(start);
                let end = spot.map_or(0, |at| if at > start { at } else { at + 1 });
                now.insert(end, item);
            }
            above = Some(item);
        }
        (!edits.is_empty()).then(|| Edit::group(edits))
    }

    /// The key of the last item of the list at `list`.
    pub fn last_key(document: &Document, list: &Place) -> Option<Key> {
        let items = list.find(document).and_then(Slot::items)?;
        before(items, items.count())
    }
}

/// Which elements of `order` belong to a longest run of rising ones: these can stay where they are.
pub fn longest_rise(order: &[usize]) -> Vec<bool> {
    // `ends[k]` is where the best run of length k + 1 ends
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; order.len()];
    for (at, value) in order.iter().enumerate() {
        let length = ends.partition_point(|&end| order[end] < *value);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut stays = vec![false; order.len()];
    let mut at = ends.last().copied();
    while let Some(here) = at {
        stays[here] = true;
        at = previous[here];
    }
    stays
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Desk;
    use super::*;

    fn tasks() -> Place {
        "overall_goal/tasks".parse().unwrap()
    }

    fn desk(lines: &[&str]) -> Desk {
        let lines: Vec<String> = lines.iter().map(|line| format!("{line:?}")).collect();
        let text = format!(r#"{{"overall_goal":{{"tasks":[{}]}}}}"#, lines.join(","));
        Desk::new(Document::from_json(&text).unwrap())
    }

    fn lines(desk: &Desk) -> Vec<String> {
        let goal = desk.document().overall_goal.get();
        goal.map(|goal| goal.tasks.values().cloned().collect()).unwrap_or_default()
    }

    #[test]
    fn only_what_has_to_move_is_moved() {
        assert_eq!(longest_rise(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(longest_rise(&[]), [false; 0]);
        let desk = desk(&["a", "b", "c", "d"]);
        let Some(Edit::Group { edits }) = Edit::reorder(desk.document(), &tasks(), &[3, 0, 1, 2]) else {
            panic!()
        };
        assert_eq!(edits.len(), 1);
        assert_eq!(Edit::reorder(desk.document(), &tasks(), &[0, 1, 2, 3]), None);
        assert_eq!(Edit::reorder(desk.document(), &tasks(), &[0, 0, 1, 2]), None);
    }

    proptest! {
        #[test]
        fn equal_lines_are_reordered_removed_and_inserted_and_it_is_taken_back(
            texts in prop::collection::vec("[ab]", 1..9),
            seed in any::<prop::sample::Index>(),
            keys in prop::collection::vec(any::<u8>(), 9),
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut desk = desk(&texts);
            let before = desk.document().clone();

            let mut order: Vec<usize> = (0..texts.len()).collect();
            order.sort_by_key(|&at| keys[at]);
            let wanted: Vec<String> = order.iter().map(|&at| texts[at].to_string()).collect();
            if let Some(edit) = Edit::reorder(desk.document(), &tasks(), &order) {
                desk.commit("x", &edit).unwrap();
                prop_assert_eq!(lines(&desk), wanted);
                desk.undo();
                prop_assert_eq!(desk.document(), &before);
            }

            let items = tasks().find(desk.document()).and_then(Slot::items).unwrap();
            let place = |at: usize| tasks().step(crate::model::Step::Item(items.key_of(at).unwrap()));
            let gone: Vec<usize> = (0..texts.len()).filter(|&at| keys[at] % 2 == 0).collect();
            let places: Vec<Place> = gone.iter().map(|&at| place(at)).collect();
            let after = items.key_of(seed.index(texts.len()));
            if let Some(edit) = Edit::remove_all(&before, &places) {
                desk.commit("x", &edit).unwrap();
                let left = (0..texts.len()).filter(|at| !gone.contains(at));
                prop_assert_eq!(lines(&desk), left.map(|at| texts[at]).collect::<Vec<_>>());
                desk.undo();
                prop_assert_eq!(desk.document(), &before);
            }

            let new = [Json::text("a"), Json::text("c"), Json::text("a")];
            desk.commit("x", &Edit::insert_all(&tasks(), after.as_ref(), &new)).unwrap();
            let mut wanted = texts.clone();
            let at = seed.index(texts.len()) + 1;
            wanted.splice(at..at, ["a", "c", "a"]);
            prop_assert_eq!(lines(&desk), wanted);
            desk.undo();
            prop_assert_eq!(desk.document(), &before);
        }
    }
}
