//! A text to the clipboard of the person's own machine, through the terminal (OSC 52). Nobody
//! answers: it can only be said that it was sent. Inside tmux, whose default drops what an
//! application sends, tmux is asked too.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crate::text::clean;

/// Where a text was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// tmux has it in its buffer as well.
    pub tmux: bool,
}

/// Sends `text`, without what could command whatever it is pasted into, to the clipboard of the
/// terminal behind `out`.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn copy(text: &str, out: &mut impl Write) -> io::Result<Copied> {
    let text = &*clean::copied(text);
    out.write_all(sequence(text).as_bytes())?;
    out.flush()?;
    Ok(Copied { tmux: std::env::var_os("TMUX").is_some() && to_tmux(text) })
}

/// OSC 52 for the clipboard (`c`). What is between is base64: no text can end it early.
fn sequence(text: &str) -> String {
    format!("\x1b]52;c;{}\x07", base64(text.as_bytes()))
}

/// `-w`, to the outer terminal too, is known from tmux 3.2 on.
fn to_tmux(text: &str) -> bool {
    load_buffer(&["load-buffer", "-w", "-"], text) || load_buffer(&["load-buffer", "-"], text)
}

fn load_buffer(arguments: &[&str], text: &str) -> bool {
    let tmux = Command::new("tmux")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut tmux) = tmux else { return false };
    let sent = tmux.stdin.take().is_some_and(|mut pipe| pipe.write_all(text.as_bytes()).is_ok());
    tmux.wait().is_ok_and(|status| status.success()) && sent
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            out.push(if digit <= chunk.len() { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (text, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("绩效", "57up5pWI"),
        ] {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn what_is_pasted_commands_nothing_either() {
        let mut out = Vec::new();
        copy("甲\u{1b}[2J\u{9b}\u{202e}", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), sequence("甲[2J"));
    }

    #[test]
    fn no_text_commands_the_terminal() {
        let sent = sequence("a\u{7}\u{1b}[2J");
        assert_eq!(sent, "\u{1b}]52;c;YQcbWzJK\u{7}");
    }
}
