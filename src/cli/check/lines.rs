//! Where in the text of a file the value at a JSON pointer stands, for programs that mark lines.

use std::collections::HashMap;

use crate::model::json::Cursor;

/// Line and column, from 1, of the values in a text.
pub struct Lines(HashMap<String, (usize, usize)>);

impl Lines {
    /// Finds the values at these pointers, and what lies above them, in one walk.
    pub fn of<'a>(text: &str, pointers: impl IntoIterator<Item = &'a str>) -> Lines {
        let mut wanted: HashMap<String, (usize, usize)> = HashMap::new();
        for pointer in pointers {
            let mut pointer = pointer;
            while !wanted.contains_key(pointer) {
                wanted.insert(pointer.to_string(), (0, 0));
                pointer = above(pointer).unwrap_or_default();
            }
        }
        let mut offsets = Vec::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        visit(&mut Cursor::new(text), &mut String::new(), &wanted, &mut offsets);
        let (mut line, mut start, mut seen) = (1, 0, 0);
        for (pointer, offset) in offsets {
            for (at, _) in text[seen..offset].match_indices('\n') {
                (line, start) = (line + 1, seen + at + 1);
            }
            seen = offset;
            let column = text[start..offset].chars().count() + 1;
            // of a key that stands twice the first is the field
            wanted.entry(pointer).and_modify(|at| {
                if at.0 == 0 {
                    *at = (line, column);
                }
            });
        }
        Lines(wanted)
    }

    /// Where the value stands; what is missing is told where it should be.
    pub fn get(&self, pointer: &str) -> (usize, usize) {
        match self.0.get(pointer) {
            Some(&(line, column)) if line > 0 => (line, column),
            _ => above(pointer).map_or((1, 1), |above| self.get(above)),
        }
    }
}

fn above(pointer: &str) -> Option<&str> {
    pointer.rfind('/').map(|at| &pointer[..at])
}

/// The offsets of the wanted values, in the order of the text.
fn visit(
    cursor: &mut Cursor<'_>,
    pointer: &mut String,
    wanted: &HashMap<String, (usize, usize)>,
    found: &mut Vec<(String, usize)>,
) {
    if !wanted.contains_key(pointer.as_str()) {
        return;
    }
    found.push((pointer.clone(), cursor.offset()));
    let length = pointer.len();
    let is_object = cursor.members(|key, _, value| {
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        visit(value, pointer, wanted, found);
        pointer.truncate(length);
    });
    if !is_object {
        let mut at = 0;
        cursor.items(|item| {
            pointer.push_str(&format!("/{at}"));
            at += 1;
            visit(item, pointer, wanted, found);
            pointer.truncate(length);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_and_what_is_missing_is_told_above_it() {
        let text = "{\n \"年\": 1,\n \"projects\": [\n  {\"a/b\": \"x\"},\n  {\"name\": [1, 2]}]\n}";
        let pointers = ["/年", "/projects/0/a~1b", "/projects/1/name/1", "/projects/1/code", "/none/x", ""];
        let lines = Lines::of(text, pointers);
        let found: Vec<_> = pointers.iter().map(|pointer| lines.get(pointer)).collect();
        assert_eq!(found, [(2, 7), (4, 11), (5, 16), (5, 3), (1, 1), (1, 1)]);
    }
}
