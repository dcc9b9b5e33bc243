//! Keys of the browsing state to commands. Full-width signs, as a Chinese input method sends them,
//! count as the narrow ones they stand for.

use super::action::{Action, COMMANDS};
use super::event::{Code, Key};
use crate::text::narrow::narrow_char;

/// The command of a key while browsing.
pub fn command(key: Key) -> Option<Action> {
    let find = |key: Key| COMMANDS.iter().find(|c| c.keys.contains(&key)).map(|c| c.action);
    find(key).or_else(|| find(narrow(key)))
}

/// The digit a key stands for.
pub fn digit(key: Key) -> Option<usize> {
    match narrow(key).code {
        Code::Char(c) if !key.ctrl && !key.alt => c.to_digit(10).map(|digit| digit as usize),
        _ => None,
    }
}

/// Whether a key opens the field and is its first character: a Chinese character is no command.
pub fn opens_field(key: Key) -> Option<char> {
    match key.code {
        Code::Char(c) if !key.ctrl && !key.alt && command(key).is_none() && !narrow_char(c).is_ascii() => {
            Some(c)
        }
        _ => None,
    }
}

fn narrow(key: Key) -> Key {
    match key.code {
        Code::Char(c) => Key { code: Code::Char(narrow_char(c)), ..key },
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::{Change, Look};
    use super::*;

    #[test]
    fn full_width_signs_are_commands_and_characters_are_text() {
        for (c, action) in [
            ('？', Action::Look(Look::Help)),
            ('／', Action::Look(Look::Search)),
            ('、', Action::Look(Look::Search)),
            ('。', Action::Change(Change::ApplyFix)),
            ('【', Action::Look(Look::PreviousTab)),
            ('ａ', Action::Change(Change::Add)),
        ] {
            assert_eq!(command(Key::from(c)), Some(action), "{c}");
            assert_eq!(opens_field(Key::from(c)), None);
        }
        assert_eq!(command(Key::from('保')), None);
        assert_eq!(opens_field(Key::from('保')), Some('保'));
        assert_eq!(digit(Key::from('１')), Some(1));
        assert_eq!(opens_field(Key::from('w')), None);
    }

    #[test]
    fn every_key_leads_to_its_command() {
        for row in COMMANDS {
            for key in row.keys {
                assert_eq!(command(*key), Some(row.action));
            }
        }
    }
}
