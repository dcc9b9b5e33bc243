//! Text from files and pastes may hold terminal commands, invisible marks and marks that reorder
//! what is shown. The document keeps what it was given; only [`visible`] text reaches the screen
//! and only [`typed`] text reaches a field.

use std::borrow::Cow;

/// A control character (C0, C1, DEL) or a mark that is invisible or reorders text.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{061c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// `text` for one line of the screen: control characters and hidden marks become visible signs
/// (`␛`, `‹202E›`), line breaks `⏎`, tabs a blank.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('␦')),
            '\u{7f}' => out.push('␡'),
            c if is_unsafe(c) => out.push_str(&format!("‹{:04X}›", c as u32)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// As [`visible`], for text that is shown in several lines: line breaks stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(visible).collect::<Vec<_>>().join("\n"))
}

/// `text` as it may enter a field: every kind of line break becomes `\n`, a tab a blank, control
/// characters and hidden marks are dropped. Zero-width joiners of emoji stay.
pub fn typed(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    Cow::Owned(
        unified
            .chars()
            .map(|c| if c == '\t' { ' ' } else { c })
            .filter(|&c| c == '\n' || !is_unsafe(c))
            .collect(),
    )
}

/// `text` for a clipboard: lines and tabs stay, control characters and hidden marks are dropped.
/// Whatever it is pasted into gets no command.
pub fn copied(text: &str) -> Cow<'_, str> {
    let goes = |c: char| is_unsafe(c) && !matches!(c, '\n' | '\t');
    if !text.chars().any(goes) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|&c| !goes(c)).collect())
}

/// `json` as it may be printed: what could command a terminal stands in strings alone, and is
/// written there as `\u….`; it says the same.
pub fn json(json: &str) -> Cow<'_, str> {
    let goes = |c: char| is_unsafe(c) && !matches!(c, '\n' | '\r' | '\t');
    if !json.chars().any(goes) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if goes(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// `text` for a field of one line: as [`typed`], and breaks with the blanks around them vanish
/// between Chinese characters and become one blank elsewhere.
pub fn one_line(text: &str) -> String {
    let text = typed(text);
    let mut out = String::with_capacity(text.len());
    for part in text.split('\n') {
        let part = if out.is_empty() { part } else { part.trim_start() };
        if part.is_empty() {
            continue;
        }
        let kept = out.trim_end().len();
        if !out.is_empty() {
            out.truncate(kept);
            let joins = |c: char| c.is_ascii_alphanumeric();
            if out.ends_with(joins) && part.starts_with(joins) {
                out.push(' ');
            }
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_command_a_terminal_is_shown_instead() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(visible("甲\u{202e}乙"), "甲‹202E›乙");
        assert_eq!(visible("甲\u{9b}乙"), "甲‹009B›乙");
        assert_eq!(visible("甲\n乙"), "甲⏎乙");
        assert_eq!(visible_lines("甲\n\u{7}乙"), "甲\n␇乙");
    }

    #[test]
    fn what_is_copied_or_printed_as_json_commands_nothing_either() {
        assert_eq!(copied("甲\t乙\r\n丙\u{1b}[2J\u{9b}\u{202e}"), "甲\t乙\n丙[2J");
        let said = json("{\n\t\"a\": \"\u{9b}\u{202e}\u{e0041}\u{7f}\"}");
        assert_eq!(said, "{\n\t\"a\": \"\\u009b\\u202e\\udb40\\udc41\\u007f\"}");
        let value: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(value["a"], "\u{9b}\u{202e}\u{e0041}\u{7f}");
    }

    #[test]
    fn a_paste_loses_controls_and_keeps_its_lines() {
        assert_eq!(typed("甲\r\n乙\r丙\u{1b}[31m"), "甲\n乙\n丙[31m");
        assert_eq!(typed("👨\u{200d}👩"), "👨\u{200d}👩");
        assert_eq!(one_line("保障\n 工资"), "保障工资");
        assert_eq!(one_line("word\r\nnext"), "word next");
    }
}
