//! A record of a journal: one line of JSON that closes with a checksum over itself and all lines
//! before it, so that a line that is torn, altered or missing is noticed, and nothing after it is
//! taken for good.
//!
//! ```text
//! {"v":1,"kind":"open","base":"4096 0123456789abcdef","path":"…","user":"…","host":"…","pid":7,"time":1700000000,"sum":"…"}
//! {"v":1,"kind":"edit","name":"修改 指标值","time":1700000001,"changes":[{"set":{"place":"…","old":"\"甲\"","new":"\"乙\""}}],"sum":"…"}
//! {"v":1,"kind":"typing","place":"…","from":0,"to":0,"text":"保障","sum":"…"}
//! {"v":1,"kind":"closed","sum":"…"}
//! {"v":1,"kind":"saving","content":"4100 fedcba9876543210","sum":"…"}
//! ```
//!
//! The values of a document are texts here, which hold their JSON: they come back byte by byte, their
//! line breaks and the digits of their numbers too. Every later release reads what this one writes.

use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::model::json::depth;
use crate::model::reading::MAX_DEPTH;
use crate::model::{Json, Key, Place, id};
use crate::store::Content;

/// The version of the records that this release writes.
pub const VERSION: u32 = 1;

/// How deep a value may nest: with the records around it still less than a file may.
const DEEPEST: usize = MAX_DEPTH - 16;

/// How the line of a record ends, without the sum itself.
const SUM: &str = ",\"sum\":\"";
/// The digits of a sum.
const DIGITS: usize = 16;

/// A record, as it stands in the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Record {
    /// The first one: what the edits start from, and who made them.
    Open(Opening),
    /// A step was done, or taken back.
    Edit {
        /// What the step is called.
        name: String,
        /// When, in seconds since 1970.
        time: u64,
        /// What it changed, in order.
        changes: Vec<Change>,
    },
    /// What is typed in an open field: the bytes `from..to` of what was last known of it became
    /// `text`. Every other record closes the field; of one that was not open nothing is known.
    Typing { place: String, from: usize, to: usize, text: String },
    /// The field was left as it was.
    Closed,
    /// All that stands above is about to be saved, as a file of that content.
    Saving { content: String },
}

/// What a journal starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// What the file held that the edits were made to, as a [`Content`].
    pub base: String,
    /// The file, for people: it may have been moved since.
    pub path: String,
    /// Who, as the system calls them.
    pub user: String,
    /// On which machine.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// When, in seconds since 1970.
    pub time: u64,
}

impl Opening {
    /// What the file held.
    pub fn content(&self) -> Option<Content> {
        Content::parse(&self.base)
    }
}

/// One operation of an [`Edit`]. A key is its text, and which one among equals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Set {
        place: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<String>,
    },
    Insert {
        list: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<(String, u32)>,
        record: String,
    },
    Remove {
        list: String,
        item: (String, u32),
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<(String, u32)>,
        record: String,
    },
    Move {
        list: String,
        item: (String, u32),
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<(String, u32)>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<(String, u32)>,
    },
}

/// Why a line is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRecord {
    /// It is torn or altered, or a line before it is missing.
    Broken,
    /// A later release has written it.
    Newer,
}

/// The line of a record, but for its sum.
pub fn body(record: &Record) -> String {
    // a record holds nothing that could not be written
    let json = serde_json::to_string(record).unwrap_or_else(|_| "{}".to_string());
    format!("{{\"v\":{VERSION},{}", json.trim_start_matches('{').trim_end_matches('\n'))
}

/// The line with its line break, where `sum` is that of the lines before it; `sum` becomes its own.
pub fn line(body: &str, sum: &mut u64) -> String {
    let body = body.strip_suffix('}').unwrap_or(body);
    *sum = id::add(*sum, body.bytes());
    format!("{body}{SUM}{sum:016x}\"}}\n")
}

/// Bodies of records, a line each, as the lines of a journal. Tests and fuzzing write journals so.
pub fn close(bodies: &str) -> String {
    let mut sum = id::NOTHING;
    bodies.lines().map(|body| line(body, &mut sum)).collect()
}

/// The record of a line without its break. `sum` is as for [`line()`].
///
/// # Errors
/// When it is none that this release can read.
pub fn parse(line: &str, sum: &mut u64) -> Result<Record, NoRecord> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    let (body, found) = split(line).ok_or(NoRecord::Broken)?;
    let own = id::add(*sum, body.bytes());
    if found != format!("{own:016x}") {
        return Err(NoRecord::Broken);
    }
    let json = format!("{body}}}");
    let version: Version = serde_json::from_str(&json).map_err(|_| NoRecord::Broken)?;
    if version.v > VERSION {
        return Err(NoRecord::Newer);
    }
    let record = serde_json::from_str(&json).map_err(|_| NoRecord::Broken)?;
    *sum = own;
    Ok(record)
}

/// A line without the end that holds its sum, and the sum.
fn split(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_suffix("\"}")?;
    let at = rest.len().checked_sub(DIGITS)?;
    let (body, digits) = (rest.get(..at)?, rest.get(at..)?);
    Some((body.strip_suffix(SUM)?, digits))
}

/// What an edit changes, in order: groups within groups have no meaning of their own.
pub fn changes(edit: &Edit) -> Vec<Change> {
    let text = |json: &Option<Json>| json.as_ref().map(|json| json.as_str().to_string());
    let key = |key: &Key| (key.text().to_string(), key.nth());
    let place = |key_of: &Option<Key>| key_of.as_ref().map(key);
    match edit {
        Edit::Set { place, old, new } => {
            vec![Change::Set { place: place.to_string(), old: text(old), new: text(new) }]
        }
        Edit::Insert { list, after, record } => vec![Change::Insert {
            list: list.to_string(),
            after: place(after),
            record: record.as_str().to_string(),
        }],
        Edit::Remove { list, item, after, record } => vec![Change::Remove {
            list: list.to_string(),
            item: key(item),
            after: place(after),
            record: record.as_str().to_string(),
        }],
        Edit::Move { list, item, from, to } => {
            vec![Change::Move { list: list.to_string(), item: key(item), from: place(from), to: place(to) }]
        }
        Edit::Group { edits } => edits.iter().flat_map(changes).collect(),
    }
}

/// The edit that makes these changes; `None` when one of them holds no JSON or names no place.
pub fn edit(changes: &[Change]) -> Option<Edit> {
    let edits: Option<Vec<Edit>> = changes.iter().map(one).collect();
    let mut edits = edits?;
    if edits.len() == 1 { edits.pop() } else { Some(Edit::group(edits)) }
}

fn one(change: &Change) -> Option<Edit> {
    let place = |text: &String| text.parse::<Place>().ok();
    let key = |(text, nth): &(String, u32)| Key::new(text, *nth);
    // what is put into a document must leave it one that can be read again
    let json = |text: &String| Json::parse(text).ok().filter(|json| depth(json.as_str()) <= DEEPEST);
    let value = |text: &Option<String>| match text {
        Some(text) => json(text).map(Some),
        None => Some(None),
    };
    Some(match change {
        Change::Set { place: at, old, new } => {
            Edit::Set { place: place(at)?, old: value(old)?, new: value(new)? }
        }
        Change::Insert { list, after, record } => {
            Edit::Insert { list: place(list)?, after: after.as_ref().map(key), record: json(record)? }
        }
        Change::Remove { list, item, after, record } => Edit::Remove {
            list: place(list)?,
            item: key(item),
            after: after.as_ref().map(key),
            record: json(record)?,
        },
        Change::Move { list, item, from, to } => Edit::Move {
            list: place(list)?,
            item: key(item),
            from: from.as_ref().map(key),
            to: to.as_ref().map(key),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(records: &[Record]) -> Vec<String> {
        let mut sum = id::NOTHING;
        records.iter().map(|record| line(&body(record), &mut sum)).collect()
    }

    #[test]
    fn an_edit_comes_back_byte_by_byte() {
        let json = |text: &str| Json::parse(text).unwrap();
        let list: Place = "projects/#p~1/goals/#x~2#2/~3".parse().unwrap();
        let set = Edit::Set { place: list.clone(), old: None, new: Some(json("{\n  \"a\": [1,  2.50]\n}")) };
        let insert = Edit::Insert { list: list.clone(), after: None, record: json("\"\\u0007\"") };
        let remove = Edit::Remove {
            list: list.clone(),
            item: Key::new("一", 2),
            after: Some(Key::new("", 0)),
            record: json("null"),
        };
        let shift = Edit::Move { list, item: Key::new("#", 0), from: None, to: Some(Key::new("a", 1)) };
        for one in [&set, &insert, &remove, &shift] {
            assert_eq!(edit(&changes(one)).as_ref(), Some(one));
        }
        let nested = Edit::group(vec![set.clone(), Edit::group(vec![insert.clone(), Edit::group(vec![])])]);
        assert_eq!(edit(&changes(&nested)), Some(Edit::group(vec![set, insert])));
    }

    #[test]
    fn a_line_that_is_torn_altered_or_out_of_order_is_no_record() {
        let closed = lines(&[Record::Closed, Record::Closed, Record::Saving { content: "1 0".into() }]);
        let mut sum = id::NOTHING;
        for line in &closed {
            assert!(line.starts_with("{\"v\":1,\"kind\":\"") && line.ends_with("\"}\n"), "{line}");
            parse(line.trim_end(), &mut sum).unwrap();
        }
        let broken = |line: &str| parse(line, &mut id::NOTHING.clone());
        assert_eq!(broken(closed[1].trim_end()), Err(NoRecord::Broken));
        assert_eq!(broken(&closed[0].replace("closed", "Closed")), Err(NoRecord::Broken));
        for end in 0..closed[0].len() - 1 {
            assert_eq!(broken(&closed[0][..end]), Err(NoRecord::Broken));
        }
        let newer = line("{\"v\":2,\"kind\":\"song\"}", &mut id::NOTHING.clone());
        assert_eq!(broken(newer.trim_end()), Err(NoRecord::Newer));
    }
}
