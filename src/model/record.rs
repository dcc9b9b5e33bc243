//! Records: the one mechanism that reads, keeps and writes every object of the file.
//!
//! A field is absent, a value of its kind, or the raw JSON it was: what is wrong in a file is shown
//! and marked, never refused and never lost. A record also keeps the fields it does not know, as
//! text and in their place, and the order of its keys where that is not the usual one. Reading and
//! writing back therefore gives the same members with the same texts.
//!
//! The [`record!`] macro lists the fields of a record once, in the order of the format. Everything
//! that works on any field (edits, merging, findings about wrong kinds) goes through [`Slot`].

use std::borrow::Cow;
use std::fmt::Debug;
use std::hash::Hasher;

use super::json::{Cursor, Json, Name, Writer};
use super::list::{Items, List};
use super::place::Step;

/// One field of a record, or one item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Field<T> {
    /// The key is not there; it is not written either.
    #[default]
    Absent,
    /// What the format asks for.
    Value(T),
    /// Something of another kind, kept as it was.
    Raw(Json),
}

impl<T> Field<T> {
    /// The value, where there is one of the right kind.
    pub fn get(&self) -> Option<&T> {
        match self {
            Field::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Absent, a value, or something of another kind: as a number below 4.
    pub fn standing(&self) -> u64 {
        match self {
            Field::Absent => 0,
            Field::Value(_) => 1,
            Field::Raw(_) => 2,
        }
    }

    /// Neither a value nor something of another kind.
    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Field::Value(value)
    }
}

impl Field<String> {
    /// The text; empty where there is none.
    pub fn text(&self) -> &str {
        self.get().map_or("", String::as_str)
    }
}

impl<T> Field<List<T>> {
    /// The items of the list that are of the right kind.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.all().iter().filter_map(Field::get)
    }

    /// All items, those of a wrong kind too.
    pub fn all(&self) -> &[Field<T>] {
        self.get().map_or(&[], List::as_slice)
    }
}

/// What a field can hold.
pub trait Kind: Clone + PartialEq + Debug + 'static {
    /// What people call it ("文本"), for the finding about a wrong kind.
    const NAME: &'static str;

    /// Whether a person types it as one text; records and lists are filled part by part.
    const IS_TEXT: bool = true;

    /// Reads a value; consumes nothing when something of another kind comes next.
    fn read(cursor: &mut Cursor<'_>) -> Option<Self>;
    /// Writes it back.
    fn write(&self, out: &mut Writer);
    /// As a person sees it in one field.
    fn shown(&self) -> String;
    /// What a person means who typed `text` over `old`; `None` where the kind is not typed as a
    /// text, or this text is none of it.
    fn typed(_text: &str, _old: Option<&Self>) -> Option<Self> {
        None
    }
    /// What names it among the items of a list.
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
    /// Tells `hasher` all that it says: what is equal tells the same.
    fn say<H: Hasher>(&self, hasher: &mut H);
    /// Nothing in it is of a wrong kind.
    fn is_sound(&self) -> bool {
        true
    }
    /// The field or item one step further down.
    fn child(&self, _step: &Step) -> Option<&dyn Slot> {
        None
    }
    /// As [`Kind::child`], for changing; an unknown field is made, absent.
    fn child_mut(&mut self, _step: &Step) -> Option<&mut dyn Slot> {
        None
    }
    /// As a list, where it is one.
    fn items(&self) -> Option<&dyn Items> {
        None
    }
    /// As a list, for changing.
    fn items_mut(&mut self) -> Option<&mut dyn Items> {
        None
    }
    /// The fields of a record by name, unknown ones too.
    fn members(&self) -> Vec<(&str, &dyn Slot)> {
        Vec::new()
    }
}

/// A field of any kind.
pub trait Slot: Debug {
    /// The JSON it would be written as; `None` while absent.
    fn json(&self) -> Option<Json>;
    /// Takes `json` in: as a value where it is of the field's kind, raw otherwise.
    fn put(&mut self, json: Option<&Json>);
    /// As a person sees it; empty while absent.
    fn shown(&self) -> String;
    /// The JSON that a person means who typed `text` here; `None` who emptied what cannot be an empty
    /// text, as a year: it is not there any more.
    fn typed(&self, text: &str) -> Option<Json>;
    /// The name of the kind that belongs here, where something else stands.
    fn wrong_kind(&self) -> Option<&'static str>;
    /// Whether a person types it as one text; what is of a wrong kind is shown as one.
    fn is_text(&self) -> bool;
    /// The key is not there.
    fn absent(&self) -> bool;
    /// One step further down.
    fn child(&self, step: &Step) -> Option<&dyn Slot>;
    /// One step further down, for changing.
    fn child_mut(&mut self, step: &Step) -> Option<&mut dyn Slot>;
    /// As a list.
    fn items(&self) -> Option<&dyn Items>;
    /// As a list, for changing.
    fn items_mut(&mut self) -> Option<&mut dyn Items>;
    /// The fields of a record.
    fn members(&self) -> Vec<(&str, &dyn Slot)>;
    /// What names it among the items of a list.
    fn key(&self) -> Cow<'_, str>;
    /// Neither it nor anything in it is of a wrong kind.
    fn is_sound(&self) -> bool;
    /// Takes in what comes next.
    fn read(&mut self, cursor: &mut Cursor<'_>);
    /// Writes it; `null` while absent.
    fn write(&self, out: &mut Writer);
}

impl<T: Kind> Slot for Field<T> {
    fn json(&self) -> Option<Json> {
        if self.is_absent() {
            return None;
        }
        let mut out = Writer::default();
        self.write(&mut out);
        Some(out.finish())
    }

    fn put(&mut self, json: Option<&Json>) {
        *self = json.map_or(Field::Absent, |json| Field::from_json(&mut json.cursor()));
    }

    fn shown(&self) -> String {
        match self {
            Field::Absent => String::new(),
            Field::Value(value) => value.shown(),
            // a text in quotes is read as the text; anything else as the JSON it is
            Field::Raw(json) => json.cursor().string().map_or(json.as_str().into(), Cow::into_owned),
        }
    }

    fn typed(&self, text: &str) -> Option<Json> {
        let mut out = Writer::default();
        // what was of another kind may have been put right as the JSON it was shown as
        let as_json = |json: Json| T::read(&mut json.cursor());
        let of_raw =
            || matches!(self, Field::Raw(_)).then(|| Json::parse(text).ok().and_then(as_json)).flatten();
        match of_raw().or_else(|| T::typed(text, self.get())) {
            Some(value) => value.write(&mut out),
            None if text.trim().is_empty() => return None,
            None => out.string(text),
        }
        Some(out.finish())
    }

    fn wrong_kind(&self) -> Option<&'static str> {
        matches!(self, Field::Raw(_)).then_some(T::NAME)
    }

    fn is_text(&self) -> bool {
        T::IS_TEXT || self.wrong_kind().is_some()
    }

    fn absent(&self) -> bool {
        self.is_absent()
    }

    fn child(&self, step: &Step) -> Option<&dyn Slot> {
        self.get()?.child(step)
    }

    fn child_mut(&mut self, step: &Step) -> Option<&mut dyn Slot> {
        match self {
            Field::Value(value) => value.child_mut(step),
            _ => None,
        }
    }

    fn items(&self) -> Option<&dyn Items> {
        self.get()?.items()
    }

    fn items_mut(&mut self) -> Option<&mut dyn Items> {
        match self {
            Field::Value(value) => value.items_mut(),
            _ => None,
        }
    }

    fn members(&self) -> Vec<(&str, &dyn Slot)> {
        self.get().map_or_else(Vec::new, Kind::members)
    }

    fn key(&self) -> Cow<'_, str> {
        match self {
            Field::Absent => Cow::Borrowed(""),
            Field::Value(value) => value.key(),
            Field::Raw(json) => Cow::Borrowed(json.as_str()),
        }
    }

    fn is_sound(&self) -> bool {
        match self {
            Field::Absent => true,
            Field::Value(value) => value.is_sound(),
            Field::Raw(_) => false,
        }
    }

    fn read(&mut self, cursor: &mut Cursor<'_>) {
        *self = Field::from_json(cursor);
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Field::Absent => out.raw("null"),
            Field::Value(value) => value.write(out),
            Field::Raw(json) => out.raw(json.as_str()),
        }
    }
}

impl<T: Kind> Field<T> {
    /// Tells `hasher` all that it says beside its [standing](Field::standing).
    #[inline(always)]
    pub fn say<H: Hasher>(&self, hasher: &mut H) {
        match self {
            Field::Absent => {}
            Field::Value(value) => value.say(hasher),
            Field::Raw(json) => say_text(json.as_str(), hasher),
        }
    }

    /// Reads what comes next, of whatever kind it is.
    pub fn from_json(cursor: &mut Cursor<'_>) -> Self {
        match T::read(cursor) {
            Some(value) => Field::Value(value),
            None => Field::Raw(raw(cursor)),
        }
    }
}

/// Tells `hasher` a text, and where it ends.
#[inline]
pub(super) fn say_text(text: &str, hasher: &mut impl Hasher) {
    hasher.write(text.as_bytes());
    hasher.write_u8(0xff);
}

fn raw(cursor: &mut Cursor<'_>) -> Json {
    let mut out = Writer::default();
    out.raw(cursor.raw());
    out.finish()
}

impl Kind for String {
    const NAME: &'static str = "文本";

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        cursor.string().map(Cow::into_owned)
    }
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }
    fn shown(&self) -> String {
        self.clone()
    }
    fn typed(text: &str, _: Option<&Self>) -> Option<Self> {
        Some(text.to_string())
    }
    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
    #[inline]
    fn say<H: Hasher>(&self, hasher: &mut H) {
        say_text(self, hasher);
    }
}

/// Any JSON: an unknown field, or one that is kept for a later stage of the life cycle.
impl Kind for Json {
    const NAME: &'static str = "JSON";

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        Some(raw(cursor))
    }
    fn write(&self, out: &mut Writer) {
        out.raw(self.as_str());
    }
    fn shown(&self) -> String {
        self.as_str().to_string()
    }
    fn typed(text: &str, _: Option<&Self>) -> Option<Self> {
        Json::parse(text).ok()
    }
    fn say<H: Hasher>(&self, hasher: &mut H) {
        say_text(self.as_str(), hasher);
    }
}

/// A year, 0 to 9999, written as a bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(pub u16);

impl Kind for Year {
    const NAME: &'static str = "不加引号的四位年份（如 2021）";

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let start = cursor.clone();
        let year = cursor.raw().parse().ok().filter(|year| *year <= 9999);
        if year.is_none() {
            *cursor = start;
        }
        year.map(Year)
    }
    fn write(&self, out: &mut Writer) {
        out.raw(&self.0.to_string());
    }
    fn shown(&self) -> String {
        self.0.to_string()
    }
    fn typed(text: &str, _: Option<&Self>) -> Option<Self> {
        let text = crate::text::narrow::narrow_number(text);
        let text = text.trim().trim_end_matches('年');
        text.parse().ok().filter(|year| *year <= 9999).map(Year)
    }
    fn say<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u16(self.0);
    }
}

/// The members of a record that the format does not know, and the order of all where it is not
/// that of the format.
#[derive(Debug, Clone, Default)]
pub struct Rest(Vec<Member>);

#[derive(Debug, Clone, PartialEq)]
enum Member {
    Known(usize),
    /// The key as it means, its text in the file, and the value.
    Unknown(Box<str>, Json, Field<Json>),
}

impl PartialEq for Rest {
    /// Records are equal when their fields are; in which order the file has them says nothing.
    fn eq(&self, other: &Self) -> bool {
        let sorted = |rest: &Self| {
            let mut members: Vec<(String, Field<Json>)> =
                rest.unknown().map(|(key, value)| (key.to_string(), value.clone())).collect();
            // of a key that stands twice the first is the field: these keep their order
            members.sort_by(|one, two| one.0.cmp(&two.0));
            members
        };
        (self.0.is_empty() && other.0.is_empty()) || sorted(self) == sorted(other)
    }
}

impl Rest {
    /// The unknown fields that are there.
    pub fn unknown(&self) -> impl Iterator<Item = (&str, &Field<Json>)> {
        self.0.iter().filter_map(|member| match member {
            Member::Unknown(key, _, value) if !value.is_absent() => Some((&**key, value)),
            _ => None,
        })
    }
}

/// The fields of a record; the [`record!`] macro writes this.
pub trait Members: Clone + PartialEq + Debug + Default + 'static {
    /// The names of the fields, in the order of the format.
    const FIELDS: &'static [&'static str];
    /// The field at that position.
    fn slot(&self, at: usize) -> Option<&dyn Slot>;
    /// The field at that position, for changing.
    fn slot_mut(&mut self, at: usize) -> Option<&mut dyn Slot>;
    /// Tells `hasher` what its fields say, but for the one of that name.
    fn say_all_but<H: Hasher>(&self, name: &str, hasher: &mut H);
    /// The field that names the record in a list.
    fn named_by(&self) -> Option<&dyn Slot>;
    /// The fields beside the known ones.
    fn rest(&self) -> &Rest;
    /// The fields beside the known ones, for changing.
    fn rest_mut(&mut self) -> &mut Rest;
}

/// An object of the file with named fields.
pub trait Record: Members {
    /// Whether a person types it as one text.
    const IS_TEXT: bool = false;

    /// The record as a person sees it in one field.
    fn summary(&self) -> String;
    /// The record that a person means who typed `text` over `old`, where it is typed as a text.
    /// What `old` holds beside that text stays.
    fn from_typed(_text: &str, _old: Option<&Self>) -> Option<Self> {
        None
    }
}

/// All members in the order they are written: as they were read, each new field after those that
/// come before it in the format. Those that have gone keep their place.
fn order<R: Record>(record: &R) -> Vec<Cow<'_, Member>> {
    let there = |at: usize| record.slot(at).is_some_and(|slot| !slot.absent());
    let mut members: Vec<Cow<'_, Member>> = record.rest().0.iter().map(Cow::Borrowed).collect();
    for at in (0..R::FIELDS.len()).filter(|&at| there(at)) {
        let is =
            |m: &Cow<'_, Member>, test: &dyn Fn(usize) -> bool| matches!(**m, Member::Known(k) if test(k));
        if !members.iter().any(|m| is(m, &|k| k == at)) {
            let after = members.iter().rposition(|m| is(m, &|k| k < at)).map_or(0, |p| p + 1);
            members.insert(after, Cow::Owned(Member::Known(at)));
        }
    }
    members
}

impl<R: Record> Kind for R {
    const NAME: &'static str = "对象";
    const IS_TEXT: bool = R::IS_TEXT;

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut record = R::default();
        let mut members = Vec::new();
        let mut seen = vec![false; R::FIELDS.len()];
        let mut usual = true;
        let mut next = 0;
        let is_object = cursor.members(|key, text, value| {
            let known = R::FIELDS[next..]
                .iter()
                .position(|name| *name == key)
                .map(|at| at + next)
                .or_else(|| R::FIELDS.iter().position(|name| *name == key));
            match known {
                // of a key that stands twice the first is the field, the others are kept
                Some(at) if !seen[at] => {
                    seen[at] = true;
                    usual &= at >= next;
                    next = at;
                    if let Some(slot) = record.slot_mut(at) {
                        slot.read(value);
                    }
                    members.push(Member::Known(at));
                }
                _ => {
                    usual = false;
                    members.push(Member::Unknown(key.into(), text.clone(), Field::Value(raw(value))));
                }
            }
        });
        if !usual {
            *record.rest_mut() = Rest(members);
        }
        is_object.then_some(record)
    }

    fn write(&self, out: &mut Writer) {
        let members = if self.rest().0.is_empty() {
            None // the usual case, without a list of members
        } else {
            Some(order(self))
        };
        match members {
            None => {
                let there = (0..R::FIELDS.len()).filter(|&at| self.slot(at).is_some_and(|s| !s.absent()));
                let named = there.filter_map(|at| Some((Name::Plain(R::FIELDS[at]), self.slot(at)?)));
                out.object(named, |out, slot| slot.write(out));
            }
            Some(members) => {
                let named = members.iter().filter_map(|member| match &**member {
                    Member::Known(at) => Some((Name::Plain(R::FIELDS[*at]), self.slot(*at)?)),
                    Member::Unknown(_, text, value) => Some((Name::Text(text.as_str()), value as &dyn Slot)),
                });
                let there = named.filter(|(_, slot)| !slot.absent());
                out.object(there, |out, slot| slot.write(out));
            }
        }
    }

    fn shown(&self) -> String {
        self.summary()
    }

    fn typed(text: &str, old: Option<&Self>) -> Option<Self> {
        R::from_typed(text, old)
    }

    fn key(&self) -> Cow<'_, str> {
        self.named_by().map_or(Cow::Borrowed(""), |slot| slot.key())
    }

    fn say<H: Hasher>(&self, hasher: &mut H) {
        self.say_all_but("", hasher);
        for (key, value) in self.rest().unknown() {
            say_text(key, hasher);
            hasher.write_u64(value.standing());
            value.say(hasher);
        }
    }

    fn is_sound(&self) -> bool {
        let mut known = (0..R::FIELDS.len()).filter_map(|at| self.slot(at));
        known.all(Slot::is_sound)
    }

    fn child(&self, step: &Step) -> Option<&dyn Slot> {
        let Step::Field(name) = step else { return None };
        match R::FIELDS.iter().position(|field| field == name) {
            Some(at) => self.slot(at),
            None => self.rest().0.iter().find_map(|member| match member {
                Member::Unknown(key, _, value) if **key == **name => Some(value as &dyn Slot),
                _ => None,
            }),
        }
    }

    fn child_mut(&mut self, step: &Step) -> Option<&mut dyn Slot> {
        let Step::Field(name) = step else { return None };
        if let Some(at) = R::FIELDS.iter().position(|field| field == name) {
            return self.slot_mut(at);
        }
        let is = |m: &Member| matches!(m, Member::Unknown(key, ..) if **key == **name);
        if !self.rest().0.iter().any(is) {
            let mut members: Vec<Member> = order(self).into_iter().map(Cow::into_owned).collect();
            members.push(Member::Unknown(name.as_ref().into(), Json::text(name), Field::Absent));
            self.rest_mut().0 = members;
        }
        self.rest_mut().0.iter_mut().find_map(|member| match member {
            Member::Unknown(key, _, value) if **key == **name => Some(value as &mut dyn Slot),
            _ => None,
        })
    }

    fn members(&self) -> Vec<(&str, &dyn Slot)> {
        let known = (0..R::FIELDS.len()).filter_map(|at| Some((R::FIELDS[at], self.slot(at)?)));
        let unknown = self.rest().unknown().map(|(key, value)| (key, value as &dyn Slot));
        known.chain(unknown).collect()
    }
}

/// Defines a record: its fields in the order of the format, each with its kind, and after `by` the
/// field that names it in a list.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident $(by $key:ident)? {
            $( $(#[$about:meta])* $field:ident: $kind:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $( $(#[$about])* pub $field: $crate::model::record::Field<$kind>, )*
            /// Fields that the format does not know, kept as they are.
            pub rest: $crate::model::record::Rest,
        }

        impl $crate::model::record::Members for $name {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn slot(&self, at: usize) -> Option<&dyn $crate::model::record::Slot> {
                let all: [&dyn $crate::model::record::Slot; Self::FIELDS.len()] =
                    [$(&self.$field),*];
                all.get(at).copied()
            }
            fn slot_mut(&mut self, at: usize) -> Option<&mut dyn $crate::model::record::Slot> {
                let all: [&mut dyn $crate::model::record::Slot; Self::FIELDS.len()] =
                    [$(&mut self.$field),*];
                all.into_iter().nth(at)
            }
            fn say_all_but<H: std::hash::Hasher>(&self, name: &str, hasher: &mut H) {
                // which of them are there is told at once
                let mut there = 0_u64;
                $(there = there << 2 | self.$field.standing();)*
                hasher.write_u64(there);
                $(if stringify!($field) != name {
                    self.$field.say(hasher);
                })*
            }
            fn named_by(&self) -> Option<&dyn $crate::model::record::Slot> {
                $(if true { return Some(&self.$key); })?
                #[allow(unreachable_code)]
                None
            }
            fn rest(&self) -> &$crate::model::record::Rest {
                &self.rest
            }
            fn rest_mut(&mut self) -> &mut $crate::model::record::Rest {
                &mut self.rest
            }
        }
    };
}
pub(crate) use record;
