//! The only hand that changes a document. An [`Edit`] is one of four operations on a place, or a
//! named group of them; applying it yields its inverse. Undo, fixes, journals and merging all stand
//! on this.

mod desk;
mod several;

use std::fmt;

pub use desk::{Change, Desk, Logged};
pub use several::longest_rise;

use crate::model::{Document, Items, Json, Key, Kind, Place, Slot, Step};

/// One change of a document, as it is journaled: with what was there before, so that it can never
/// be applied to something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Another value for a field or a line; `None` is absent.
    Set { place: Place, old: Option<Json>, new: Option<Json> },
    /// A new item after the one of that key (`None`: first).
    Insert { list: Place, after: Option<Key>, record: Json },
    /// An item goes; `after` says where it stood.
    Remove { list: Place, item: Key, after: Option<Key>, record: Json },
    /// An item goes to another spot of its list.
    Move { list: Place, item: Key, from: Option<Key>, to: Option<Key> },
    /// Several edits that are one step for a person, in order.
    Group { edits: Vec<Edit> },
}

/// Why an edit does not fit the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// Nothing is at that place, or nothing that can take it.
    NoPlace(Place),
    /// Something else stands there than the edit was made for.
    Stale(Place),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NoPlace(place) => write!(f, "找不到要修改的位置：{place}"),
            EditError::Stale(place) => write!(f, "此处内容已经变了，没有修改：{place}"),
        }
    }
}

impl std::error::Error for EditError {}

impl Edit {
    /// Sets what stands at `place` of `document` to `new`.
    pub fn set(document: &Document, place: &Place, new: Option<Json>) -> Edit {
        let old = place.find(document).and_then(Slot::json);
        Edit::Set { place: place.clone(), old, new }
    }

    /// Sets the field at `place` to what a person means who typed `text`.
    pub fn typed(document: &Document, place: &Place, text: &str) -> Edit {
        let field = place.find(document);
        let new = field.map_or_else(|| Some(Json::text(text)), |field| field.typed(text));
        Edit::set(document, place, new)
    }

    /// Puts `record` into the list at `list`, after the item of key `after` or first.
    pub fn insert(list: &Place, after: Option<Key>, record: Json) -> Edit {
        Edit::Insert { list: list.clone(), after, record }
    }

    /// Takes the item at `place` out of its list.
    pub fn remove(document: &Document, place: &Place) -> Option<Edit> {
        let (list, items, item, at) = item_of(document, place)?;
        let record = items.item(at)?.json()?;
        Some(Edit::Remove { list, item, after: before(items, at), record })
    }

    /// Moves the item at `place` by `by` positions; `None` when it cannot go that far.
    pub fn shift(document: &Document, place: &Place, by: isize) -> Option<Edit> {
        let (list, items, item, at) = item_of(document, place)?;
        let to = at.checked_add_signed(by).filter(|to| *to < items.count() && *to != at)?;
        let to = if to > at { items.key_of(to) } else { before(items, to) };
        Some(Edit::Move { list, item, from: before(items, at), to })
    }

    /// Several edits as one step.
    pub fn group(edits: Vec<Edit>) -> Edit {
        Edit::Group { edits }
    }

    /// The place a person looks at for this edit.
    pub fn place(&self) -> Place {
        match self {
            Edit::Set { place, .. } => place.clone(),
            Edit::Insert { list, .. } => list.clone(),
            Edit::Remove { list, item, .. } | Edit::Move { list, item, .. } => {
                list.step(Step::Item(item.clone()))
            }
            Edit::Group { edits } => edits.first().map_or_else(Place::root, Edit::place),
        }
    }

    /// Tells the places that it changes: fields, and records as a whole.
    fn tell_places(&self, tell: &mut dyn FnMut(Place)) {
        match self {
            Edit::Set { place, .. } => tell(place.clone()),
            Edit::Insert { list, record, .. } => tell(list.item(record.as_str())),
            Edit::Remove { list, item, .. } | Edit::Move { list, item, .. } => {
                tell(list.step(Step::Item(item.clone())));
            }
            Edit::Group { edits } => edits.iter().for_each(|edit| edit.tell_places(tell)),
        }
    }

    /// Whether it leaves everything as it is.
    pub fn is_nothing(&self) -> bool {
        match self {
            Edit::Set { old, new, .. } => old == new,
            Edit::Group { edits } => edits.iter().all(Edit::is_nothing),
            _ => false,
        }
    }
}

/// Applies `edit` and gives its inverse. On an error the document is as it was.
fn apply(document: &mut Document, edit: &Edit) -> Result<Applied, EditError> {
    match edit {
        Edit::Set { place, old, new } => set(document, place, old.as_ref(), new.as_ref()),
        Edit::Insert { list, after, record } => insert(document, list, after.as_ref(), record),
        Edit::Remove { list, item, record, .. } => remove(document, list, item, record),
        Edit::Move { list, item, to, .. } => shift(document, list, item, to.as_ref()),
        Edit::Group { edits } => {
            let mut inverses = Vec::new();
            let mut places = Vec::new();
            for edit in edits {
                match apply(document, edit) {
                    Ok(applied) => {
                        inverses.push(applied.inverse);
                        places.extend(applied.places);
                    }
                    Err(error) => {
                        for inverse in inverses.iter().rev() {
                            let undone = apply(document, inverse);
                            debug_assert!(undone.is_ok(), "the inverse of an applied edit applies");
                        }
                        return Err(error);
                    }
                }
            }
            inverses.reverse();
            Ok(Applied { inverse: Edit::group(inverses), places })
        }
    }
}

/// What applying an edit did.
struct Applied {
    inverse: Edit,
    /// What it touched, by the names it has now; the first is where a person looks.
    places: Vec<Place>,
}

fn set(
    document: &mut Document,
    place: &Place,
    old: Option<&Json>,
    new: Option<&Json>,
) -> Result<Applied, EditError> {
    let missing = || EditError::NoPlace(place.clone());
    if let Some(new) = new
        && let Some((parent, record)) = within_absent(document, place, new)
    {
        return set(document, &parent, None, Some(&record));
    }
    let slot = slot_mut(document, place).ok_or_else(missing)?;
    let now = slot.json();
    if now.as_ref() != old {
        return Err(EditError::Stale(place.clone()));
    }
    // an item of a list cannot be absent
    if new.is_none() && place.key().is_some() {
        return Err(missing());
    }
    // the new value may be what the item is called by: it is found again by where it stands
    let path = path(document, place);
    let slot = slot_mut(document, place).ok_or_else(missing)?;
    slot.put(new);
    let new = slot.json();
    let place = path.and_then(|path| place_at(document, &path)).unwrap_or_else(|| place.clone());
    let inverse = Edit::Set { place: place.clone(), old: new, new: now };
    Ok(Applied { inverse, places: vec![place] })
}

/// Where a record around `place` is absent: its place, and the record that holds only `new`.
fn within_absent(document: &Document, place: &Place, new: &Json) -> Option<(Place, Json)> {
    let steps = place.steps();
    let depth =
        (1..steps.len()).find(|&depth| place.prefix(depth).find(document).is_some_and(Slot::absent))?;
    let record = steps[depth..].iter().rev().try_fold(new.clone(), |inner, step| match step {
        Step::Field(name) => Some(Json::object(name, &inner)),
        Step::Item(_) => None,
    })?;
    Some((place.prefix(depth), record))
}

fn insert(
    document: &mut Document,
    list: &Place,
    after: Option<&Key>,
    record: &Json,
) -> Result<Applied, EditError> {
    if list.find(document).is_none_or(Slot::absent) {
        let mut applied = set(document, list, None, Some(&Json::array(record)))?;
        let items = list.find(document).and_then(Slot::items);
        let Some(first) = items.and_then(|items| items.key_of(0)) else {
            // a field that the format does not know is no list, whatever is put into it
            let undone = apply(document, &applied.inverse);
            debug_assert!(undone.is_ok(), "the inverse of an applied edit applies");
            return Err(EditError::NoPlace(list.clone()));
        };
        applied.places = vec![list.step(Step::Item(first))];
        return Ok(applied);
    }
    let items = items_mut(document, list)?;
    let at = spot(items, list, after)?;
    items.insert(at, record);
    let item = items.key_of(at).ok_or_else(|| EditError::NoPlace(list.clone()))?;
    let place = list.step(Step::Item(item.clone()));
    let record = items.item(at).and_then(Slot::json).unwrap_or_else(|| record.clone());
    let inverse = Edit::Remove { list: list.clone(), item, after: after.cloned(), record };
    Ok(Applied { inverse, places: vec![place] })
}

fn remove(document: &mut Document, list: &Place, item: &Key, record: &Json) -> Result<Applied, EditError> {
    let place = list.step(Step::Item(item.clone()));
    let items = items_mut(document, list)?;
    let at = items.find(item).ok_or_else(|| EditError::NoPlace(place.clone()))?;
    if items.item(at).and_then(Slot::json).as_ref() != Some(record) {
        return Err(EditError::Stale(place));
    }
    let after = before(items, at);
    items.remove(at);
    // a person then looks at the item that moved up, or the last one, or the empty list
    let next = items.key_of(at).or_else(|| before(items, at));
    let shown = next.map_or_else(|| list.clone(), |key| list.step(Step::Item(key)));
    let inverse = Edit::Insert { list: list.clone(), after, record: record.clone() };
    Ok(Applied { inverse, places: vec![shown, place] })
}

fn shift(document: &mut Document, list: &Place, item: &Key, to: Option<&Key>) -> Result<Applied, EditError> {
    let place = list.step(Step::Item(item.clone()));
    let items = items_mut(document, list)?;
    let start = items.find(item).ok_or_else(|| EditError::NoPlace(place.clone()))?;
    let spot = spot(items, list, to)?;
    let end = if spot > start { spot - 1 } else { spot };
    items.shift(start, end);
    // who is first among equals may have changed: the keys are taken anew
    let item = items.key_of(end).ok_or(EditError::NoPlace(place))?;
    let from = before(items, end);
    // the one that stood before it: everything between start and end moved by one
    let back = start.checked_sub(1).map(|was| if end <= was { was + 1 } else { was });
    let to = back.and_then(|at| items.key_of(at));
    let place = list.step(Step::Item(item.clone()));
    Ok(Applied { inverse: Edit::Move { list: list.clone(), item, from, to }, places: vec![place] })
}

/// The position right after the item of that key.
fn spot(items: &dyn Items, list: &Place, after: Option<&Key>) -> Result<usize, EditError> {
    match after {
        None => Ok(0),
        Some(key) => match items.find(key) {
            Some(at) => Ok(at + 1),
            None => Err(EditError::NoPlace(list.step(Step::Item(key.clone())))),
        },
    }
}

fn before(items: &dyn Items, at: usize) -> Option<Key> {
    items.key_of(at.checked_sub(1)?)
}

fn item_of<'a>(document: &'a Document, place: &Place) -> Option<(Place, &'a dyn Items, Key, usize)> {
    let key = place.key()?.clone();
    let list = place.parent()?;
    let items = list.find(document)?.items()?;
    let at = items.find(&key)?;
    Some((list, items, key, at))
}

fn slot_mut<'a>(document: &'a mut Document, place: &Place) -> Option<&'a mut dyn Slot> {
    let (first, rest) = place.steps().split_first()?;
    rest.iter().try_fold(document.child_mut(first)?, |slot, step| slot.child_mut(step))
}

fn items_mut<'a>(document: &'a mut Document, list: &Place) -> Result<&'a mut dyn Items, EditError> {
    let items = slot_mut(document, list).and_then(|slot| slot.items_mut());
    items.ok_or_else(|| EditError::NoPlace(list.clone()))
}

/// A place by positions, for the moment in which the keys on the way change.
enum Hop {
    Field(Step),
    At(usize),
}

fn path(document: &Document, place: &Place) -> Option<Vec<Hop>> {
    let hops = place.steps().iter().enumerate().map(|(depth, step)| match step {
        Step::Field(_) => Some(Hop::Field(step.clone())),
        Step::Item(key) => Some(Hop::At(place.prefix(depth).find(document)?.items()?.find(key)?)),
    });
    hops.collect()
}

fn place_at(document: &Document, path: &[Hop]) -> Option<Place> {
    path.iter().try_fold(Place::root(), |place, hop| match hop {
        Hop::Field(step) => Some(place.step(step.clone())),
        Hop::At(at) => {
            let key = place.find(document)?.items()?.key_of(*at)?;
            Some(place.step(Step::Item(key)))
        }
    })
}
