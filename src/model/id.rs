//! Ids: short, unique within the file, stable. Derived ones come from what a record is called, so
//! that the same document read twice, or by two people, gets the same ids.

use std::collections::{HashMap, HashSet};

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The ids that are taken in one document, and the way to new ones.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// By the hash of their parts: the first ordinal that may still be free. Ids are never given
    /// back, so those before it need no second look.
    next: HashMap<u64, u64>,
}

impl Ids {
    /// Marks `id` as taken; `false` when it was already.
    pub fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_string())
    }

    /// A free id `<prefix>-<8 letters>` derived from `parts`, and takes it. The same parts asked
    /// for again give the next one of a fixed sequence: the ordinal among equals.
    pub fn derive(&mut self, prefix: char, parts: &[&str]) -> String {
        let kind = hash(parts, u64::from(prefix));
        let mut ordinal = self.next.get(&kind).copied().unwrap_or(0);
        loop {
            let id = format!("{prefix}-{}", letters(hash(parts, ordinal)));
            ordinal += 1;
            if self.take(&id) {
                self.next.insert(kind, ordinal);
                return id;
            }
        }
    }
}

/// Whether `id` has the form that ids of that kind are given: `p-7k3m9q2x`, of any length.
pub fn is_well_formed(id: &str, kind: char) -> bool {
    let rest = id.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-'));
    rest.is_some_and(|rest| {
        (1..=40).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// FNV-1a over the parts, each closed by a byte that no text holds: a hash whose value is part of
/// the format and must not change with a library.
fn hash(parts: &[&str], ordinal: u64) -> u64 {
    let ordinal = ordinal.to_le_bytes();
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff])).chain(ordinal);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A short name for what a JSON text says: the same in every release, whatever blanks and breaks
/// stand between its parts. 16 hexadecimal digits.
pub fn fingerprint(json: &str) -> String {
    let (mut string, mut escaped) = (false, false);
    let says = |c: &char| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = string,
            '"' => string = !string,
            _ => {}
        }
        string || !matches!(c, ' ' | '\n' | '\r' | '\t')
    };
    let text: String = json.chars().filter(says).collect();
    format!("{:016x}", hash(&[&text], 0))
}

fn letters(hash: u64) -> String {
    (0..8).map(|n| LETTERS[(hash >> (59 - 5 * n)) as usize & 31] as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_and_differ_among_equals() {
        let mut ids = Ids::default();
        let first = ids.derive('p', &["630001", "13030421516VGXXZYNQI3"]);
        let second = ids.derive('p', &["630001", "13030421516VGXXZYNQI3"]);
        assert_eq!(first.len(), 10);
        assert_ne!(first, second);
        assert_eq!(first, Ids::default().derive('p', &["630001", "13030421516VGXXZYNQI3"]));
        assert_ne!(hash(&["ab", "c"], 0), hash(&["a", "bc"], 0));
    }

    #[test]
    fn a_fingerprint_is_that_of_what_is_said() {
        assert_eq!(fingerprint(r#"{"a": [1, "x \" y"]}"#), fingerprint("{\n\"a\":[1,\"x \\\" y\"] }"));
        assert_ne!(fingerprint(r#""x y""#), fingerprint(r#""xy""#));
        // part of the format: it must never change
        assert_eq!(fingerprint("\"≥100%\""), "cc39dc4909601d2a");
    }
}
