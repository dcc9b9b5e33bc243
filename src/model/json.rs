//! JSON as text. `serde_json` checks the syntax and says where it is broken; after that the file is
//! known to be good, and a [`Cursor`] walks it once, handing out values and the exact text of what
//! a field does not want. No parser of values can do that: the text of a number is gone once it is
//! a number, and a field of the wrong kind is only known after it was consumed.

use std::borrow::Cow;
use std::fmt;

/// One JSON value as its text. Always valid JSON: it is only made by [`Json::parse`], by a
/// [`Cursor`] or by a [`Writer`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// The JSON string that holds `text`.
    pub fn text(text: &str) -> Json {
        let mut out = Writer::default();
        out.string(text);
        out.finish()
    }

    /// The JSON string array that holds `lines`.
    pub fn lines<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> Json {
        let mut out = Writer::default();
        out.list(lines, |out, line| out.string(line.as_ref()));
        out.finish()
    }

    /// The array that holds only `item`.
    pub fn array(item: &Json) -> Json {
        let mut out = Writer::default();
        out.list([item], |out, item| out.raw(item.as_str()));
        out.finish()
    }

    /// The object whose only member is `value`, called `name`.
    pub fn object(name: &str, value: &Json) -> Json {
        let mut out = Writer::default();
        out.object([(name, value)], |out, value| out.raw(value.as_str()));
        out.finish()
    }

    /// `text` if it is one valid JSON value.
    ///
    /// # Errors
    /// As `serde_json` finds them, with line and column.
    pub fn parse(text: &str) -> Result<Json, serde_json::Error> {
        serde_json::from_str::<serde::de::IgnoredAny>(text)?;
        Ok(Json(text.trim().into()))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A cursor at the start of the value.
    pub fn cursor(&self) -> Cursor<'_> {
        Cursor::new(&self.0)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Walks JSON text that is known to be valid. On text that is not, it ends early; it never panics
/// and always comes to an end.
#[derive(Debug, Clone)]
pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    /// The first byte of the value that comes next, 0 at the end.
    pub fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The byte offset of the value that comes next.
    pub fn offset(&mut self) -> usize {
        self.peek();
        self.at
    }

    /// The text of the value that comes next.
    pub fn raw(&mut self) -> &'a str {
        let first = self.peek();
        let start = self.at;
        match first {
            b'"' => self.skip_string(),
            b'{' | b'[' => {
                let mut depth = 0usize;
                loop {
                    match self.peek() {
                        0 => break,
                        b'"' => {
                            self.skip_string();
                            continue;
                        }
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                    self.step();
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => {
                while !matches!(
                    self.text.as_bytes().get(self.at),
                    None | Some(b',' | b'}' | b']' | b':' | b' ' | b'\n' | b'\t' | b'\r')
                ) {
                    self.step();
                }
            }
        }
        &self.text[start..self.at]
    }

    /// The value that comes next as a Rust string; nothing is consumed when it is no string or
    /// holds an escape that means no character.
    pub fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != b'"' {
            return None;
        }
        let start = self.at;
        let raw = self.raw();
        let inner = raw.get(1..raw.len().saturating_sub(1))?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        match serde_json::from_str::<String>(raw) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(_) => {
                self.at = start;
                None
            }
        }
    }

    /// Calls `member` for each member of the object that comes next: with its key, the text of the
    /// key, and the cursor at its value; what `member` leaves is skipped. `false`, and nothing
    /// consumed, when no object comes next.
    pub fn members(&mut self, mut member: impl FnMut(Cow<'a, str>, &Json, &mut Self)) -> bool {
        if self.peek() != b'{' {
            return false;
        }
        self.step();
        while self.peek() == b'"' {
            let text = Json(self.clone().raw().into());
            // a key that means no text is called by its own
            let key = match self.string() {
                Some(key) => key,
                None => Cow::Borrowed(self.raw()),
            };
            if self.peek() == b':' {
                self.step();
            }
            let before = self.offset();
            member(key, &text, self);
            if self.at == before {
                self.raw();
            }
            if self.peek() == b',' {
                self.step();
            }
        }
        if self.peek() == b'}' {
            self.step();
        }
        true
    }

    /// As [`Cursor::members`], for the items of an array.
    pub fn items(&mut self, mut item: impl FnMut(&mut Self)) -> bool {
        if self.peek() != b'[' {
            return false;
        }
        self.step();
        while !matches!(self.peek(), b']' | 0) {
            let before = self.at;
            item(self);
            if self.at == before {
                self.raw();
            }
            if self.peek() == b',' {
                self.step();
            }
            if self.at == before {
                break;
            }
        }
        if self.peek() == b']' {
            self.step();
        }
        true
    }

    fn step(&mut self) {
        self.at += 1;
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        self.at = self.at.min(self.text.len());
    }

    fn skip_string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(&b) = bytes.get(self.at) {
            self.at += 1;
            match b {
                b'"' => break,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at = self.at.min(bytes.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }
}

/// The key of a member that is written.
#[derive(Debug, Clone, Copy)]
pub enum Name<'a> {
    /// What it is called.
    Plain(&'a str),
    /// Its text in the file, a JSON string.
    Text(&'a str),
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(name: &'a str) -> Self {
        Name::Plain(name)
    }
}

/// Writes JSON the way the format wants it: two-space indent, one member a line, so that a
/// line-based diff reads well.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    indent: usize,
}

impl Writer {
    /// A JSON string.
    pub fn string(&mut self, text: &str) {
        // serde_json leaves every character above U+001F as it is
        match serde_json::to_string(text) {
            Ok(quoted) => self.out.push_str(&quoted),
            Err(_) => self.out.push_str("\"\""),
        }
    }

    /// Text that is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// An object; `member` writes the value of each key.
    pub fn object<'k, K: Into<Name<'k>>, V>(
        &mut self,
        members: impl IntoIterator<Item = (K, V)>,
        mut member: impl FnMut(&mut Self, V),
    ) {
        self.block(('{', '}'), members, |out, (key, value)| {
            match key.into() {
                Name::Plain(name) => out.string(name),
                Name::Text(text) => out.raw(text),
            }
            out.out.push_str(": ");
            member(out, value);
        });
    }

    /// An array; `item` writes each.
    pub fn list<V>(&mut self, items: impl IntoIterator<Item = V>, item: impl FnMut(&mut Self, V)) {
        self.block(('[', ']'), items, item);
    }

    /// What was written.
    pub fn finish(self) -> Json {
        Json(self.out.into_boxed_str())
    }

    fn block<V>(
        &mut self,
        (open, close): (char, char),
        entries: impl IntoIterator<Item = V>,
        mut entry: impl FnMut(&mut Self, V),
    ) {
        self.out.push(open);
        self.indent += 1;
        let mut empty = true;
        for value in entries {
            if !empty {
                self.out.push(',');
            }
            empty = false;
            self.line();
            entry(self, value);
        }
        self.indent -= 1;
        if !empty {
            self.line();
        }
        self.out.push(close);
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }
}

/// A key that stands twice in one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// The line of the second one, from 1.
    pub line: usize,
}

/// Every key that stands twice in one object anywhere in `text`, which must be valid JSON and no
/// deeper than the reader allows.
pub fn duplicate_keys(text: &str) -> Vec<DuplicateKey> {
    fn visit(cursor: &mut Cursor<'_>, found: &mut Vec<(String, usize)>) {
        let mut seen: Vec<Cow<'_, str>> = Vec::new();
        let mut many = std::collections::HashSet::new();
        let is_object = cursor.members(|key, _, value| {
            let offset = value.offset();
            // a short list beats a set for the few keys of a record; long objects get the set
            let again = if seen.len() < 24 {
                seen.contains(&key)
            } else {
                many.extend(seen.iter().cloned());
                many.contains(&key)
            };
            if again {
                found.push((key.to_string(), offset));
            } else if seen.len() < 24 {
                seen.push(key);
            } else {
                many.insert(key);
            }
            visit(value, found);
        });
        if !is_object && !cursor.items(|item| visit(item, found)) {
            cursor.raw();
        }
    }
    let mut found = Vec::new();
    visit(&mut Cursor::new(text), &mut found);
    // found in the order of the text: the lines are counted once
    let (mut line, mut counted) = (1, 0);
    let told = found.into_iter().map(|(key, offset)| {
        line += text[counted..offset].matches('\n').count();
        counted = offset;
        DuplicateKey { key, line }
    });
    told.collect()
}

/// How deep `text` nests, in objects and arrays, and how many values it holds at most.
pub fn extent(text: &str) -> (usize, usize) {
    let (mut now, mut most, mut string, mut escaped) = (0usize, 0, false, false);
    let mut values = 1usize;
    for b in text.bytes() {
        if string {
            match b {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => string = false,
                _ => {}
            }
            continue;
        }
        match b {
            b'"' => string = true,
            b'{' | b'[' => {
                now += 1;
                most = most.max(now);
                values += 1;
            }
            b',' => values += 1,
            b'}' | b']' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    (most, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_hands_out_the_exact_text() {
        let mut c = Cursor::new(r#" {"a": 2.50, "b" : ["x\"}", {"c":null}], "a\n": true} "#);
        let mut seen = Vec::new();
        assert!(c.members(|k, _, v| seen.push((k.into_owned(), v.raw().to_string()))));
        assert_eq!(
            seen,
            [
                ("a".into(), "2.50".into()),
                ("b".into(), r#"["x\"}", {"c":null}]"#.into()),
                ("a\n".to_string(), "true".to_string())
            ]
        );
        assert_eq!(c.peek(), 0);
    }

    #[test]
    fn broken_text_ends_the_walk() {
        for text in ["{", "{\"a\"", "[1,", "\"", "{\"a\":]", "[}", "\"\\", "{\"é", "[\"\\é"] {
            let mut c = Cursor::new(text);
            if !c.members(|_, _, _| {}) {
                c.items(|_| {});
            }
            duplicate_keys(text);
        }
    }

    #[test]
    fn twice_is_found_at_any_depth() {
        let found = duplicate_keys("{\"a\": [{\"b\": 1,\n\"b\": 2}], \"c\": 0}");
        assert_eq!(found, [DuplicateKey { key: "b".into(), line: 2 }]);
        let many: String = (0..100).map(|i| format!("\"k{i}\":0,")).collect();
        assert_eq!(duplicate_keys(&format!("{{{many}\"k3\":1,\"k70\":1}}")).len(), 2);
    }
}
