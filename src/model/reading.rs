//! From the text of a file to a document: what is refused, with line, column and path, and what is
//! read but must be said (keys that stand twice, a newer format, ids that were missing).

use super::document::{Completed, Document, FORMAT};
use super::json::{DuplicateKey, duplicate_keys, extent};

/// How deep a file may nest.
pub const MAX_DEPTH: usize = 128;
/// How many values a file may hold: those of some ten thousand projects.
pub const MAX_VALUES: usize = 2_000_000;

/// What reading showed beside the document itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Keys that stand twice in one object: which value is meant cannot be known.
    pub duplicate_keys: Vec<DuplicateKey>,
    /// The format, where it is not the one this program writes.
    pub other_format: Option<String>,
    /// Ids that were missing or stood twice; new ones stand in memory and are written with the
    /// first change.
    pub ids: Completed,
}

impl Reading {
    /// Whether saving could lose something, so that the document may only be looked at.
    pub fn forbids_writing(&self) -> bool {
        !self.duplicate_keys.is_empty() || self.other_format.is_some()
    }
}

/// Why a text is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing but blanks.
    Empty,
    /// No valid JSON: where, the path that leads there, and what the parser says.
    Syntax { line: usize, column: usize, path: String, reason: String },
    /// JSON, but its root is no object.
    NotAnObject,
    /// It nests deeper than [`MAX_DEPTH`].
    TooDeep(usize),
    /// It holds more than [`MAX_VALUES`] values.
    TooMany,
}

/// Reads the text of a file.
///
/// # Errors
/// When it is no JSON object at all. Whatever is wrong inside is kept, and is for `check` to find.
pub fn read(text: &str) -> Result<(Document, Reading), ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let (depth, values) = extent(text);
    if depth > MAX_DEPTH {
        return Err(ReadError::TooDeep(depth));
    }
    if values > MAX_VALUES {
        return Err(ReadError::TooMany);
    }
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        return Err(syntax(text, &error));
    }
    let mut document = Document::from_json(text).ok_or(ReadError::NotAnObject)?;
    let duplicate_keys = duplicate_keys(text);
    let format = document.format.text();
    let other_format = (format != FORMAT && format.starts_with("jixiao/")).then(|| format.to_string());
    let ids = document.complete_ids();
    Ok((document, Reading { duplicate_keys, other_format, ids }))
}

/// The error with the path to it; parsing again with paths is slow and only done once it failed.
fn syntax(text: &str, error: &serde_json::Error) -> ReadError {
    let deserializer = &mut serde_json::Deserializer::from_str(text);
    let path = serde_path_to_error::deserialize::<_, serde_json::Value>(deserializer)
        .err()
        .map_or_else(String::new, |error| error.path().to_string());
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default().to_string();
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default().as_bytes();
    // the parser counts bytes, a person characters
    let before = &line[..error.column().min(line.len())];
    let column = before.iter().filter(|byte| (**byte as i8) >= -0x40).count();
    ReadError::Syntax { line: error.line(), column, path, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_document_is_refused_with_its_place() {
        assert_eq!(read("  \n"), Err(ReadError::Empty));
        assert_eq!(read("[]"), Err(ReadError::NotAnObject));
        assert_eq!(read(&"[".repeat(200)), Err(ReadError::TooDeep(200)));
        let many = format!("[{}]", vec!["{}"; MAX_VALUES / 2].join(","));
        assert_eq!(read(&many), Err(ReadError::TooMany));
        let error = read("{\n  \"projects\": [{\"name\": tru}]\n}").unwrap_err();
        let ReadError::Syntax { line, path, .. } = error else { panic!("{error:?}") };
        assert_eq!((line, path.as_str()), (2, "projects[0].name"));
        let error = read("{\"department\": \"审批局\" x}").unwrap_err();
        assert!(matches!(error, ReadError::Syntax { line: 1, column: 22, .. }), "{error:?}");
    }

    #[test]
    fn a_newer_format_and_doubled_keys_may_only_be_looked_at() {
        assert!(read("{\"format\":\"jixiao/2\"}").unwrap().1.forbids_writing());
        assert!(read("{\"year\":1,\"year\":2}").unwrap().1.forbids_writing());
        assert!(!read("{\"format\":\"jixiao/1\"}").unwrap().1.forbids_writing());
    }
}
