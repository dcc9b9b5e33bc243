//! A place names a spot in a document: field names, and for the items of lists their keys. It
//! stays right when other items come and go, so findings, the caret, edits, waivers and merging all
//! speak in places. Indices appear only where a JSON pointer is printed.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::record::{Kind, Slot};

/// What names an item among those of its list: the id of a record, the date of a plan point, the
/// code of a unit, the text of a line; and which one among equals, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Shared: findings and edits write places down again and again.
    text: Arc<str>,
    nth: u32,
}

impl Key {
    /// The key of the item number `nth` (from 0) among those called `text`.
    pub fn new(text: impl AsRef<str>, nth: u32) -> Key {
        Key { text: text.as_ref().into(), nth }
    }
    /// What the item is called.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// Which one among equals.
    pub fn nth(&self) -> u32 {
        self.nth
    }
}

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Into a field of a record.
    Field(Cow<'static, str>),
    /// To an item of a list.
    Item(Key),
}

/// A spot in a document; the empty place is the document itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place(Vec<Step>);

impl Place {
    /// The document itself.
    pub fn root() -> Place {
        Place::default()
    }

    /// The field of that name in the record at this place.
    #[must_use]
    pub fn field(&self, name: &'static str) -> Place {
        self.step(Step::Field(Cow::Borrowed(name)))
    }

    /// The only item of that key in the list at this place.
    #[must_use]
    pub fn item(&self, key: impl AsRef<str>) -> Place {
        self.step(Step::Item(Key::new(key, 0)))
    }

    /// One step further down.
    #[must_use]
    pub fn step(&self, step: Step) -> Place {
        let mut steps = self.0.clone();
        steps.push(step);
        Place(steps)
    }

    /// The place that these steps lead to, from the root down.
    pub fn of(steps: Vec<Step>) -> Place {
        Place(steps)
    }

    /// The steps from the root down.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The place above; `None` for the root.
    pub fn parent(&self) -> Option<Place> {
        let (_, up) = self.0.split_last()?;
        Some(Place(up.to_vec()))
    }

    /// The last step as the name of a field.
    pub fn name(&self) -> Option<&str> {
        match self.0.last()? {
            Step::Field(name) => Some(name),
            Step::Item(_) => None,
        }
    }

    /// The last step as the key of an item.
    pub fn key(&self) -> Option<&Key> {
        match self.0.last()? {
            Step::Item(key) => Some(key),
            Step::Field(_) => None,
        }
    }

    /// Whether this place is `other` or lies below it.
    pub fn within(&self, other: &Place) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The first `n` steps.
    #[must_use]
    pub fn prefix(&self, n: usize) -> Place {
        Place(self.0[..n.min(self.0.len())].to_vec())
    }

    /// The project this place lies in: `projects/<id>`.
    pub fn project(&self) -> Option<Place> {
        match self.0.as_slice() {
            [Step::Field(list), Step::Item(_), ..] if list == "projects" => Some(self.prefix(2)),
            _ => None,
        }
    }

    /// The indicator this place lies in: `projects/<id>/indicators/<id>`.
    pub fn indicator(&self) -> Option<Place> {
        match self.0.as_slice() {
            [Step::Field(list), Step::Item(_), Step::Field(rows), Step::Item(_), ..]
                if list == "projects" && rows == "indicators" =>
            {
                Some(self.prefix(4))
            }
            _ => None,
        }
    }

    /// What stands at this place in `root`.
    pub fn find<'a, R: Kind>(&self, root: &'a R) -> Option<&'a dyn Slot> {
        let (first, rest) = self.0.split_first()?;
        let mut slot = root.child(first)?;
        for step in rest {
            slot = slot.child(step)?;
        }
        Some(slot)
    }

    /// The JSON pointer (RFC 6901) of this place in `root`, as far as it leads.
    pub fn pointer<R: Kind>(&self, root: &R) -> String {
        let mut out = String::new();
        let mut at: Option<&dyn Slot> = None;
        for (depth, step) in self.0.iter().enumerate() {
            out.push('/');
            match step {
                Step::Field(name) => out.push_str(&escape(name)),
                Step::Item(key) => {
                    let index = at.and_then(|slot| slot.items()).and_then(|list| list.find(key));
                    out.push_str(&index.map_or_else(|| "-".to_string(), |n| n.to_string()));
                }
            }
            at = if depth == 0 { root.child(step) } else { at.and_then(|slot| slot.child(step)) };
        }
        out
    }
}

fn escape(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

fn unescape(text: &str) -> String {
    text.replace("~1", "/").replace("~2", "#").replace("~0", "~")
}

/// `projects/#p-7k3m/name`: an item is `#key`, one of several equals `#key#1`, a field without a name
/// `~3`. This is the form in which places are stored, in waivers and journals for example.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("/")?;
            }
            match step {
                Step::Field(name) if name.is_empty() => f.write_str(NAMELESS)?,
                Step::Field(name) => f.write_str(&escape(name).replace('#', "~2"))?,
                Step::Item(key) => {
                    write!(f, "#{}", escape(&key.text).replace('#', "~2"))?;
                    if key.nth > 0 {
                        write!(f, "#{}", key.nth)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A field whose name is empty.
const NAMELESS: &str = "~3";

/// A text that names no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Place, NoPlace> {
        if text.is_empty() {
            return Ok(Place::root());
        }
        let step = |part: &str| match part.strip_prefix('#') {
            None if part == NAMELESS => Ok(Step::Field(Cow::Borrowed(""))),
            None if part.is_empty() || part.contains('#') => Err(NoPlace),
            None => Ok(Step::Field(Cow::Owned(unescape(part)))),
            Some(key) => match key.split_once('#') {
                None => Ok(Step::Item(Key::new(unescape(key), 0))),
                Some((key, nth)) => {
                    Ok(Step::Item(Key::new(unescape(key), nth.parse().map_err(|_| NoPlace)?)))
                }
            },
        };
        text.split('/').map(step).collect::<Result<_, _>>().map(Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_printed_and_read_again() {
        let lists = Place::root().field("projects").item("p-1").field("goals");
        for place in [
            Place::root(),
            lists.clone(),
            lists.item("1/2 a#b~c"),
            lists.step(Step::Item(Key::new("", 3))),
            Place::root().step(Step::Field("a#/b".into())),
            Place::root().step(Step::Field("".into())).step(Step::Field("~3".into())),
        ] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert_eq!("a//b".parse::<Place>(), Err(NoPlace));
    }
}
