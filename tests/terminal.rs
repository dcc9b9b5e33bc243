//! The session with the terminal, as a program that holds one sees it: what keys, signals and the
//! end of the line do, and in what state the terminal is left. The program is [`program`] below,
//! run on a terminal of its own.

mod support;

use std::sync::mpsc::channel;

use jixiao::app::event::{Ending, Event, Key};
use jixiao::term::{Ambiguous, Session, is_hang_up};
use ratatui::Frame;
use ratatui::widgets::Paragraph;
use rustix::fs::{FileType, Mode};
use support::pty::{Pty, Signal, Start, ending};

/// A program that shows what happens to it. `q` ends it with code 0, `p` panics, `s` stops, `o`
/// gives the terminal to a shell that waits for a word from `JIXIAO_TEST_NOTE`, `c` copies. On a
/// hang-up it writes `JIXIAO_TEST_NOTE` and ends with code 7, on a signal with code 8.
#[test]
fn program() {
    let Some(note) = std::env::var_os("JIXIAO_TEST_NOTE") else { return };
    let (events, happened) = channel();
    let mut session = match Session::open(events, true) {
        Ok(session) => session,
        Err(refused) => {
            eprintln!("{refused}");
            std::process::exit(2);
        }
    };
    let mut lines = vec![match session.ambiguous() {
        Ambiguous::Narrow => "…窄".to_string(),
        other => format!("{other:?}"),
    }];
    let mut code = 0;
    loop {
        let size = session.size();
        let show = |frame: &mut Frame| {
            let text = format!("绩效 {}×{}\n{}", size.width, size.height, lines.join("\n"));
            frame.render_widget(Paragraph::new(text), frame.area());
            frame.set_cursor_position((0, lines.len() as u16));
        };
        if let Err(error) = session.draw(show) {
            assert!(is_hang_up(&error));
        }
        let event = happened.recv().unwrap();
        match event {
            Event::Key(key) if key == Key::from('q') => break,
            Event::Key(key) if key == Key::from('p') => panic!("出错了"),
            Event::Key(key) if key == Key::from('s') => {
                if let Err(error) = session.suspend() {
                    lines.push(error.to_string());
                }
            }
            Event::Stop => session.suspend().unwrap(),
            Event::Key(key) if key == Key::from('o') => {
                let script = "echo ready; read go <\"$JIXIAO_TEST_NOTE\"; read x; echo got $x; read y";
                let run = || std::process::Command::new("sh").args(["-c", script]).status();
                let status = session.outside(run).unwrap().unwrap();
                lines.push(format!("outside {:?}", status.code()));
            }
            Event::Key(key) if key == Key::from('c') => {
                session.copy("绩效").unwrap();
            }
            Event::Resumed => {
                if let Err(error) = session.resume() {
                    assert!(is_hang_up(&error));
                }
                lines.push("resumed".into());
            }
            Event::Resized => session.repaint(),
            Event::End(Ending::HangUp) => {
                std::fs::write(&note, "safe").unwrap();
                code = 7;
                break;
            }
            Event::End(Ending::Signal(_)) => {
                code = 8;
                break;
            }
            other => lines.push(format!("{other:?}")),
        }
    }
    drop(session);
    std::process::exit(code);
}

fn start() -> Start {
    Pty::test("program").env("JIXIAO_TEST_NOTE", "/dev/null")
}

fn opened() -> Pty {
    let pty = start().start();
    pty.wait_for_text("绩效 80×24");
    pty
}

/// The bytes that end a session are the last, once.
#[track_caller]
fn assert_given_back(pty: &Pty) {
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    assert_eq!(bytes.matches("\x1b[?1049h").count(), bytes.matches("\x1b[?1049l").count(), "{bytes:?}");
    assert_eq!(bytes.matches("\x1b[?2004h").count(), bytes.matches("\x1b[?2004l").count(), "{bytes:?}");
    assert!(
        !pty.screen(|screen| screen.alternate_screen() || screen.hide_cursor() || screen.bracketed_paste())
    );
    assert!(pty.is_as_before());
}

#[test]
fn the_harness_shows_what_a_program_prints_and_how_it_ends() {
    let mut pty = Pty::program("/bin/cat", [""; 0]).size(5, 20).start();
    pty.send("绩效\r");
    pty.wait_for("both lines", |screen| screen.contents().matches("绩效").count() == 2);
    assert_eq!(pty.text(), "绩效\n绩效\n\n\n");
    pty.send("\x04");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert!(pty.is_as_before());
}

#[test]
fn the_harness_has_a_session_and_a_terminal_of_its_own() {
    let mut pty = Pty::program("/bin/sh", ["-c", "cat </dev/tty"]).start();
    pty.send("a\r");
    pty.wait_for("the echo", |screen| screen.contents().matches('a').count() == 2);
    pty.send("\x03");
    let status = pty.wait_exit();
    assert!(ending(status).contains("signal 2") || status.code() == Some(130), "{}", ending(status));
}

#[test]
fn keys_and_pastes_arrive_and_the_end_leaves_no_trace() {
    let mut pty = opened();
    pty.wait_for_text("…窄");
    pty.send("绩\x1b[A\x13\x1b");
    pty.wait_for_text("code: Esc");
    let text = pty.text();
    assert!(
        text.contains("Char('绩')") && text.contains("code: Up") && text.contains("ctrl: true"),
        "{text}"
    );
    pty.send("\x1b[200~甲\r乙\x1b[201~");
    pty.wait_for_text("Paste(\"甲\\r乙\")");
    assert!(!pty.is_as_before());
    pty.send("q");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert_given_back(&pty);
}

#[test]
fn another_size_is_drawn() {
    let mut pty = opened();
    pty.resize(10, 40);
    pty.wait_for_text("绩效 40×10");
}

#[test]
fn a_signal_ends_it_and_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::INT, Signal::QUIT, Signal::HUP] {
        let mut pty = opened();
        pty.signal(signal);
        assert_eq!(pty.wait_exit().code(), Some(8), "{signal:?}");
        assert_given_back(&pty);
    }
}

#[test]
fn when_the_line_breaks_the_work_is_made_safe_and_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("note");
    let mut pty = start().env("JIXIAO_TEST_NOTE", &note).start();
    pty.wait_for_text("绩效");
    pty.hang_up();
    assert_eq!(pty.wait_exit().code(), Some(7));
    assert_eq!(std::fs::read_to_string(note).unwrap(), "safe");
}

#[test]
fn a_panic_gives_the_terminal_back_before_its_message() {
    let mut pty = opened();
    pty.send("p");
    assert!(!pty.wait_exit().success());
    assert_given_back(&pty);
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    let (_, after) = bytes.split_once("\x1b[?1049l").unwrap();
    assert!(after.contains("出错了"), "{after:?}");
}

#[test]
fn a_program_started_in_the_terminal_gets_every_key() {
    let folder = tempfile::tempdir().unwrap();
    let gate = folder.path().join("gate");
    rustix::fs::mknodat(rustix::fs::CWD, &gate, FileType::Fifo, Mode::RWXU, 0).unwrap();
    let mut pty = start().env("JIXIAO_TEST_NOTE", &gate).start();
    pty.wait_for_text("绩效");
    pty.send("o");
    pty.wait_for_text("ready");
    assert!(pty.is_as_before());
    // typed while the program does something else: nobody may read it before it does
    pty.send("qps\r");
    pty.wait_for_text("qps");
    std::fs::write(&gate, "go\n").unwrap();
    pty.wait_for_text("got qps");
    // meant for that program, not for us
    pty.signal(Signal::INT);
    pty.send("\r");
    pty.wait_for_text("outside Some(0)");
    pty.send("x");
    pty.wait_for_text("Char('x')");
    pty.send("q");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert_given_back(&pty);
}

#[test]
fn without_a_shell_above_it_does_not_stop_for_ever() {
    let mut pty = opened();
    pty.send("s");
    pty.wait_for_text("没有挂起");
}

/// What is typed while the terminal is given back is dropped: first the shell must have it.
fn shell_waits(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
}

#[test]
fn it_stops_under_a_shell_and_goes_on_as_before() {
    let program = std::env::current_exe().unwrap();
    let command = format!("{} --exact program --nocapture --test-threads=1", program.display());
    // started by itself, and by a script that must stop with it
    for command in [command.clone(), format!("sh -c '{command}; echo script ends'")] {
        let mut pty = Pty::program("/bin/sh", ["-i"])
            .env("JIXIAO_TEST_NOTE", "/dev/null")
            .env("PS1", "shell> ")
            .start();
        pty.wait_for("the shell", shell_waits);
        pty.send(format!("{command}\r"));
        pty.wait_for_text("绩效 80×24");
        pty.send("s");
        pty.wait_for("the shell again", shell_waits);
        pty.send("echo back${NOTHING}again; fg\r");
        pty.wait_for_bytes("backagain");
        pty.wait_for_text("resumed");
        pty.send("x");
        pty.wait_for_text("Char('x')");
        pty.send("q");
        pty.wait_for("the shell at last", shell_waits);
        pty.send("exit 3\r");
        assert_eq!(pty.wait_exit().code(), Some(3));
    }
}

#[test]
fn what_is_copied_goes_to_the_terminal() {
    let mut pty = opened();
    pty.send("c");
    pty.wait_for_bytes("\x1b]52;c;57up5pWI\x07");
}

#[test]
fn a_terminal_that_cannot_show_it_is_refused_in_words() {
    for term in ["dumb", ""] {
        let mut pty = start().env("TERM", term).start();
        assert_eq!(pty.wait_exit().code(), Some(2));
        assert!(pty.text().contains("TERM 为空或是 dumb"), "{}", pty.text());
        assert!(!String::from_utf8_lossy(&pty.bytes()).contains('\x1b'));
        assert!(pty.is_as_before());
    }
}
