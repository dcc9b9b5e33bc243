//! From the bytes of a terminal to keys and pastes. A sequence may arrive in pieces and a lone Esc
//! looks like the start of one: what is not finished waits, for as long as [`Decoder::patience`]
//! says, and is then settled.

use std::time::Duration;

use crate::app::event::{Code, Event, Key, Mouse, MouseAct};

/// How long Esc waits for a sequence that it may have begun.
const ESC: Duration = Duration::from_millis(50);
/// How long a sequence that certainly began waits for its end on a slow line.
const SEQUENCE: Duration = Duration::from_millis(500);
/// After how long a silence the part of a paste that came is handed on.
const PASTE: Duration = Duration::from_millis(1000);

const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal sent and is not yet an event.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    /// Between the marks of a paste.
    pasting: bool,
    /// How much of a paste is known to hold no end mark.
    searched: usize,
}

/// What stands at the start of some bytes.
enum Found {
    /// A key, and how many bytes it takes.
    Key(Key, usize),
    /// The mouse, and how many bytes it takes.
    Mouse(Mouse, usize),
    /// The mark that a paste begins.
    Paste(usize),
    /// Bytes that mean nothing to us.
    Nothing(usize),
    /// The end is still to come.
    Unfinished,
}

impl Decoder {
    /// Takes in `bytes` and gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.bytes.extend_from_slice(bytes);
        self.take(false)
    }

    /// How long to wait for more before [`Decoder::settle`]; `None` when nothing is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        match self.bytes.as_slice() {
            [] => None,
            _ if self.pasting => Some(PASTE),
            [0x1b] => Some(ESC),
            _ => Some(SEQUENCE),
        }
    }

    /// Nothing more came: a lone Esc is the key, the part of a paste that came is handed on, and
    /// what else began is dropped.
    pub fn settle(&mut self) -> Vec<Event> {
        self.take(true)
    }

    fn take(&mut self, settled: bool) -> Vec<Event> {
        let mut events = Vec::new();
        let mut at = 0;
        while at < self.bytes.len() {
            let rest = &self.bytes[at..];
            if self.pasting {
                let found = find(rest, PASTE_END, self.searched);
                self.searched = 0;
                let (text, taken) = match found {
                    Some(end) => {
                        self.pasting = false;
                        (end, end + PASTE_END.len())
                    }
                    // an end mark may have begun: only what cannot belong to it is handed on
                    None if settled => (unmarked(rest), unmarked(rest)),
                    None => {
                        self.searched = rest.len().saturating_sub(PASTE_END.len());
                        break;
                    }
                };
                if text > 0 {
                    events.push(Event::Paste(String::from_utf8_lossy(&rest[..text]).into_owned()));
                }
                at += taken;
                if settled {
                    break;
                }
                continue;
            }
            match next(rest) {
                Found::Key(key, length) => {
                    events.push(Event::Key(key));
                    at += length;
                }
                Found::Mouse(mouse, length) => {
                    events.push(Event::Mouse(mouse));
                    at += length;
                }
                Found::Paste(length) => {
                    self.pasting = true;
                    at += length;
                }
                Found::Nothing(length) => at += length,
                Found::Unfinished if settled => {
                    if rest == [0x1b] {
                        events.push(Event::Key(Key::plain(Code::Esc)));
                    }
                    at = self.bytes.len();
                }
                Found::Unfinished => break,
            }
        }
        self.bytes.drain(..at);
        events
    }
}

fn find(bytes: &[u8], mark: &[u8], from: usize) -> Option<usize> {
    let found = bytes.get(from..)?.windows(mark.len()).position(|window| window == mark)?;
    Some(from + found)
}

/// How much of `bytes` is neither the start of an end mark nor of a character.
fn unmarked(bytes: &[u8]) -> usize {
    let begun = (1..PASTE_END.len()).rev().find(|&n| bytes.ends_with(&PASTE_END[..n])).unwrap_or(0);
    let text = &bytes[..bytes.len() - begun];
    match std::str::from_utf8(text) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => text.len(),
    }
}

fn next(bytes: &[u8]) -> Found {
    match bytes {
        [0x1b] | [0x1b, b'[' | b'O'] => Found::Unfinished,
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', last, ..] => match finished_by(*last) {
            Some(code) => Found::Key(Key::plain(code), 3),
            None => Found::Nothing(3),
        },
        // Esc twice is Esc twice, and Esc before a sequence that follows closely is Esc
        [0x1b, 0x1b, ..] => Found::Key(Key::plain(Code::Esc), 1),
        [0x1b, rest @ ..] => match next(rest) {
            Found::Key(key, length) => Found::Key(Key { alt: true, ..key }, length + 1),
            Found::Nothing(length) => Found::Nothing(length + 1),
            other => other,
        },
        [first @ 0..=0x7f, ..] => control(*first),
        _ => character(bytes),
    }
}

fn control(byte: u8) -> Found {
    let key = match byte {
        // some terminals have a line feed for Enter in what is pasted, and ^H for the key 退格
        b'\r' | b'\n' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        0 => Key::ctrl(Code::Char(' ')),
        1..=26 => Key::ctrl(Code::Char(char::from(byte - 1 + b'a'))),
        0x1c..=0x1f => Key::ctrl(Code::Char(char::from(byte - 0x1c + b'4'))),
        _ => Key::from(char::from(byte)),
    };
    Found::Key(key, 1)
}

/// The character at the start. What is no UTF-8 becomes U+FFFD, so that a person sees that the
/// terminal is set to another encoding.
fn character(bytes: &[u8]) -> Found {
    let start = &bytes[..bytes.len().min(4)];
    let (text, bad) = match std::str::from_utf8(start) {
        Ok(text) => (text, 0),
        Err(error) => {
            let text = std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default();
            match error.error_len() {
                None if text.is_empty() && bytes.len() < 4 => return Found::Unfinished,
                bad => (text, bad.unwrap_or(1)),
            }
        }
    };
    match text.chars().next() {
        Some(c) if c.is_control() => Found::Nothing(c.len_utf8()),
        Some(c) => Found::Key(Key::from(c), c.len_utf8()),
        None => Found::Key(Key::from(char::REPLACEMENT_CHARACTER), bad),
    }
}

/// What follows `ESC [`: parameters (0x30–0x3F), intermediate bytes (0x20–0x2F), a final byte.
fn control_sequence(rest: &[u8]) -> Found {
    // the Linux console sends ESC [ [ A for F1
    if let [b'[', tail @ ..] = rest {
        return match tail {
            [] => Found::Unfinished,
            [n @ b'A'..=b'E', ..] => Found::Key(Key::plain(Code::F(n - b'A' + 1)), 4),
            _ => Found::Nothing(4),
        };
    }
    let Some(end) = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return Found::Unfinished;
    };
    let (parameters, last) = (&rest[..end], rest[end]);
    let length = end + 3;
    if !(0x40..=0x7e).contains(&last) {
        // broken off by something that is no part of it
        return Found::Nothing(length - 1);
    }
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(report, last).map_or(Found::Nothing(length), |mouse| Found::Mouse(mouse, length));
    }
    let numbers: Vec<u32> = parameters
        .split(|byte| *byte == b';')
        .map(|digits| std::str::from_utf8(digits).ok().and_then(|d| d.parse().ok()).unwrap_or(0))
        .collect();
    let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
    let (code, modifiers) = match last {
        b'~' if number(0) == 200 => return Found::Paste(length),
        // xterm's modifyOtherKeys: 27;modifiers;code
        b'~' if number(0) == 27 => (by_character(number(2)), number(1)),
        b'~' => (by_number(number(0)), number(1)),
        b'u' => (by_character(number(0)), number(1)),
        b'Z' => (Some(Code::BackTab), 0),
        // with parameters it is the answer to where the cursor is
        b'R' if !parameters.is_empty() => (None, 0),
        last => (finished_by(last), number(1)),
    };
    let Some(code) = code else { return Found::Nothing(length) };
    let held = modifiers.saturating_sub(1);
    let is_char = matches!(code, Code::Char(_));
    Found::Key(
        Key { code, shift: held & 1 != 0 && !is_char, alt: held & 2 != 0, ctrl: held & 4 != 0 },
        length,
    )
}

/// A report of the mouse (SGR, mode 1006): button, column and line from 1; `M` is a button that goes
/// down, `m` one that comes up again.
fn mouse(report: &[u8], last: u8) -> Option<Mouse> {
    let mut numbers = std::str::from_utf8(report).ok()?.split(';').map(|digits| digits.parse::<u16>().ok());
    let (button, column, line) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let act = match (last, button) {
        (b'M', 0) => MouseAct::Click,
        (b'M', 64) => MouseAct::WheelUp,
        (b'M', 65) => MouseAct::WheelDown,
        _ => return None,
    };
    Some(Mouse { act, x: column.checked_sub(1)?, y: line.checked_sub(1)? })
}

/// The keys that end in a letter, after `ESC [` or `ESC O`.
fn finished_by(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter, // of the number pad
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The keys of `ESC [ number ~`, as VT220, xterm, rxvt and PuTTY number them.
fn by_number(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F((number - 10) as u8),
        17..=21 => Code::F((number - 11) as u8),
        23..=24 => Code::F((number - 12) as u8),
        _ => return None,
    })
}

/// The keys that are sent as the number of a character.
fn by_character(number: u32) -> Option<Code> {
    Some(match number {
        8 | 127 => Code::Backspace,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        _ => Code::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(code: Code) -> Event {
        Event::Key(Key::plain(code))
    }

    fn all(bytes: &[u8]) -> Vec<Event> {
        let mut decoder = Decoder::default();
        let mut events = decoder.feed(bytes);
        events.extend(decoder.settle());
        events
    }

    #[test]
    fn keys_are_told_as_terminals_send_them() {
        let alt = |c| Event::Key(Key { alt: true, ..Key::from(c) });
        let ctrl = |code| Event::Key(Key::ctrl(code));
        let shift = |code| Event::Key(Key { shift: true, ..Key::plain(code) });
        let cases: &[(&[u8], Event)] = &[
            (b"a", key(Code::Char('a'))),
            (b"A", key(Code::Char('A'))),
            ("绩".as_bytes(), key(Code::Char('绩'))),
            ("😀".as_bytes(), key(Code::Char('😀'))),
            (b"\r", key(Code::Enter)),
            (b"\n", key(Code::Enter)),
            (b"\t", key(Code::Tab)),
            (b"\x1b[Z", key(Code::BackTab)),
            (b"\x7f", key(Code::Backspace)),
            (b"\x08", key(Code::Backspace)),
            (b"\x1b", key(Code::Esc)),
            (b"\x13", ctrl(Code::Char('s'))),
            (b"\x1a", ctrl(Code::Char('z'))),
            (b"\0", ctrl(Code::Char(' '))),
            (b"\x1b[A", key(Code::Up)),
            (b"\x1bOA", key(Code::Up)),
            (b"\x1b[1;5C", ctrl(Code::Right)),
            (b"\x1b[1;2D", shift(Code::Left)),
            (b"\x1b[H", key(Code::Home)),
            (b"\x1b[1~", key(Code::Home)),
            (b"\x1b[4~", key(Code::End)),
            (b"\x1b[8~", key(Code::End)),
            (b"\x1b[3~", key(Code::Delete)),
            (b"\x1b[5~", key(Code::PageUp)),
            (b"\x1b[5;5~", ctrl(Code::PageUp)),
            (b"\x1bOP", key(Code::F(1))),
            (b"\x1b[[A", key(Code::F(1))),
            (b"\x1b[11~", key(Code::F(1))),
            (b"\x1b[15~", key(Code::F(5))),
            (b"\x1b[17~", key(Code::F(6))),
            (b"\x1b[21~", key(Code::F(10))),
            (b"\x1b[24~", key(Code::F(12))),
            (b"\x1bx", alt('x')),
            (b"\x1b[115;5u", ctrl(Code::Char('s'))),
            (b"\x1b[27;5;13~", ctrl(Code::Enter)),
        ];
        for (bytes, event) in cases {
            assert_eq!(all(bytes), std::slice::from_ref(event), "{bytes:?}");
        }
    }

    #[test]
    fn the_mouse_tells_what_it_did_and_where() {
        let at = |act, x, y| Event::Mouse(Mouse { act, x, y });
        assert_eq!(all(b"\x1b[<0;1;1M\x1b[<0;1;1m"), [at(MouseAct::Click, 0, 0)]);
        assert_eq!(all(b"\x1b[<64;120;40M"), [at(MouseAct::WheelUp, 119, 39)]);
        assert_eq!(all(b"\x1b[<65;7;9Ma"), [at(MouseAct::WheelDown, 6, 8), key(Code::Char('a'))]);
        // other buttons, nonsense
        for other in ["\x1b[<2;1;1M", "\x1b[<0;0;1M", "\x1b[<0;1M", "\x1b[<0;99999;1M", "\x1b[<;;M"] {
            assert_eq!(all(format!("{other}x").as_bytes()), [key(Code::Char('x'))], "{other:?}");
        }
    }

    #[test]
    fn what_is_no_key_is_swallowed_whole() {
        for answer in ["\x1b[12;40R", "\x1b[?64;1;2c", "\x1b[?2026;2$y", "\x1b[I", "\x1b[99~", "\x1bOz"] {
            assert_eq!(all(format!("{answer}x").as_bytes()), [key(Code::Char('x'))], "{answer:?}");
        }
        assert_eq!(all(b"\x1b[1\x1b[A"), [key(Code::Up)]);
        assert_eq!(all(b"\x1b[1;"), []);
    }

    #[test]
    fn esc_closely_followed_stays_esc() {
        assert_eq!(all(b"\x1b\x1b[A"), [key(Code::Esc), key(Code::Up)]);
        assert_eq!(all(b"\x1b\x1b"), [key(Code::Esc), key(Code::Esc)]);
    }

    #[test]
    fn a_terminal_of_another_encoding_is_seen() {
        let unreadable = key(Code::Char(char::REPLACEMENT_CHARACTER));
        assert_eq!(all(b"\xbc\xa8a"), [unreadable.clone(), unreadable, key(Code::Char('a'))]);
    }

    #[test]
    fn a_paste_is_one_event_with_its_text_as_it_came() {
        assert_eq!(
            all("a\x1b[200~甲\r乙\x1b[31m\x1b[201~b".as_bytes()),
            [key(Code::Char('a')), Event::Paste("甲\r乙\u{1b}[31m".into()), key(Code::Char('b'))]
        );
        assert_eq!(all(b"\x1b[200~\x1b[201~"), []);
    }

    #[test]
    fn a_paste_that_stalls_is_handed_on_and_remains_a_paste() {
        let mut decoder = Decoder::default();
        let mut bytes = b"\x1b[200~q".to_vec();
        bytes.extend_from_slice(&"绩".as_bytes()[..2]);
        assert_eq!(decoder.feed(&bytes), []);
        assert_eq!(decoder.patience(), Some(PASTE));
        assert_eq!(decoder.settle(), [Event::Paste("q".into())]);
        bytes = "绩".as_bytes()[2..].to_vec();
        bytes.extend_from_slice(b"\x1b[201~q");
        assert_eq!(decoder.feed(&bytes), [Event::Paste("绩".into()), key(Code::Char('q'))]);
        assert_eq!(decoder.patience(), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn in_whatever_pieces_it_comes_it_means_the_same(
            parts in prop::collection::vec(prop::sample::select(vec![
                "a", "绩", "😀", "\x1b[A", "\x1b[1;5C", "\x1b[15~", "\x1bOP", "\r", "\x1b[200~甲\x1b[B\x1b[201~", "\x1bx",
                "\x1b[[B", "\x1b[5;9R",
            ]), 0..12),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let bytes = parts.concat().into_bytes();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            cuts.sort_unstable();
            let mut decoder = Decoder::default();
            let mut events = Vec::new();
            let mut start = 0;
            for cut in cuts.into_iter().chain([bytes.len()]) {
                events.extend(decoder.feed(&bytes[start..cut]));
                start = cut;
            }
            events.extend(decoder.settle());
            prop_assert_eq!(events, all(&bytes));
        }

        #[test]
        fn any_bytes_are_taken_in_without_a_hitch(bytes in prop::collection::vec(
            prop_oneof![any::<u8>(), prop::sample::select(b"\x1b[O0;~?200201".to_vec())], 0..60,
        )) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.settle();
            prop_assert!(decoder.bytes.len() < PASTE_END.len() + 4);
        }
    }
}
