//! What frames look like on a terminal, and how many bytes they take. The terminal is vt100, which
//! understands what a real one does.

use std::num::NonZeroU16;

use jixiao::term::{Drawn, Screen};
use proptest::prelude::*;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

const SIZE: Size = Size::new(20, 4);

/// A screen and the terminal that its bytes reach.
struct Pair {
    screen: Screen<Vec<u8>>,
    terminal: vt100::Parser,
    /// What ratatui laid out last.
    frame: Buffer,
}

fn terminal(size: Size) -> vt100::Parser {
    let side = |n| NonZeroU16::new(n).unwrap();
    vt100::Parser::new(side(size.height), side(size.width), 0)
}

impl Pair {
    fn new(colours: bool) -> Pair {
        Pair {
            screen: Screen::new(Vec::new(), SIZE, colours),
            terminal: terminal(SIZE),
            frame: Buffer::default(),
        }
    }

    /// Draws and gives the bytes.
    fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> String {
        let frame = &mut self.frame;
        let drawn = self.screen.draw(|f| {
            render(f);
            *frame = f.buffer_mut().clone();
            blank_cut(frame);
        });
        let bytes = std::mem::take(self.screen.out());
        assert_eq!(drawn.unwrap(), Drawn { bytes: bytes.len() });
        self.terminal.process(&bytes);
        String::from_utf8(bytes).unwrap()
    }

    /// The terminal shows exactly what was laid out.
    #[track_caller]
    fn agrees(&self) {
        let screen = self.terminal.screen();
        for y in 0..SIZE.height {
            let mut x = 0;
            while x < SIZE.width {
                let (laid, cell) = (&self.frame[(x, y)], screen.cell(y, x).unwrap());
                let shown = if cell.contents().is_empty() { " " } else { cell.contents() };
                assert_eq!(shown, laid.symbol(), "at {x},{y}");
                let blank = shown == " ";
                if !blank || laid.modifier.contains(Modifier::REVERSED) {
                    assert_eq!(cell.fgcolor(), colour(laid.fg), "fg at {x},{y}");
                }
                assert_eq!(cell.bgcolor(), colour(laid.bg), "bg at {x},{y}");
                assert_eq!(cell.inverse(), laid.modifier.contains(Modifier::REVERSED), "at {x},{y}");
                assert_eq!(cell.underline(), laid.modifier.contains(Modifier::UNDERLINED), "at {x},{y}");
                assert!(blank || cell.bold() == laid.modifier.contains(Modifier::BOLD), "at {x},{y}");
                x += if cell.is_wide() { 2 } else { 1 };
            }
        }
    }
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

fn put(frame: &mut Frame, x: u16, y: u16, text: &str, style: Style) {
    frame.buffer_mut().set_stringn(x, y, text, usize::from(SIZE.width - x), style);
}

#[test]
fn a_frame_is_one_bracket_and_the_caret_comes_last() {
    let mut pair = Pair::new(true);
    let bytes = pair.draw(|f| {
        put(f, 0, 0, "绩效", Style::new().fg(Color::Red));
        f.set_cursor_position((4, 2));
    });
    assert_eq!(bytes, "\x1b[?2026h\x1b[m\x1b[2J\x1b[1H\x1b[31m绩效\x1b[m\x1b[3;5H\x1b[?25h\x1b[?2026l");
    pair.agrees();
    assert_eq!(pair.terminal.screen().cursor_position(), (2, 4));
}

#[test]
fn no_change_no_output() {
    let mut pair = Pair::new(true);
    let render = |f: &mut Frame| {
        put(f, 3, 1, "人事代理", Style::new().add_modifier(Modifier::REVERSED));
        f.set_cursor_position((3, 1));
    };
    assert!(!pair.draw(render).is_empty());
    assert_eq!(pair.draw(render), "");
}

#[test]
fn a_caret_that_moves_is_all_that_is_sent() {
    let mut pair = Pair::new(true);
    pair.draw(|f| f.set_cursor_position((3, 1)));
    assert_eq!(pair.draw(|f| f.set_cursor_position((5, 1))), "\x1b[6G");
    assert_eq!(pair.draw(|f| f.set_cursor_position((5, 2))), "\x1b[3;6H");
    assert_eq!(pair.draw(|_| {}), "\x1b[?25l");
    assert!(pair.terminal.screen().hide_cursor());
    assert_eq!(pair.draw(|_| {}), "");
    assert_eq!(pair.draw(|f| f.set_cursor_position((0, 0))), "\x1b[1H\x1b[?25h");
    // beside the screen there is no caret
    assert_eq!(pair.draw(|f| f.set_cursor_position((20, 0))), "\x1b[?25l");
}

#[test]
fn typing_at_the_caret_costs_the_character_alone() {
    let mut pair = Pair::new(true);
    pair.draw(|f| {
        put(f, 0, 0, "绩", Style::new());
        f.set_cursor_position((2, 0));
    });
    let bytes = pair.draw(|f| {
        put(f, 0, 0, "绩效", Style::new());
        f.set_cursor_position((4, 0));
    });
    assert_eq!(bytes, "\x1b[?2026h效\x1b[?2026l");
}

#[test]
fn the_cursor_is_not_moved_between_wide_characters_and_is_after_doubtful_ones() {
    let mut pair = Pair::new(true);
    pair.draw(|_| {});
    let bytes = pair.draw(|f| put(f, 0, 0, "指标值≥95％万元", Style::new()));
    assert_eq!(bytes, "\x1b[?2026h\x1b[1H指标值≥\x1b[1;8H95％万元\x1b[?2026l");
    pair.agrees();
}

#[test]
fn the_blank_rest_of_a_line_is_erased() {
    let mut pair = Pair::new(true);
    pair.draw(|f| put(f, 0, 1, "保障落实机关人员", Style::new()));
    let bytes = pair.draw(|f| put(f, 0, 1, "保障", Style::new()));
    assert_eq!(bytes, "\x1b[?2026h\x1b[5G\x1b[K\x1b[?2026l");
    pair.agrees();
}

#[test]
fn a_popup_over_half_a_character_leaves_nothing_of_it() {
    let mut pair = Pair::new(true);
    pair.draw(|f| put(f, 0, 1, "保障落实机关", Style::new().bg(Color::Indexed(4))));
    pair.draw(|f| {
        put(f, 0, 1, "保障落实机关", Style::new().bg(Color::Indexed(4)));
        put(f, 3, 1, "│ab│", Style::new());
    });
    assert!(pair.terminal.screen().contents().contains("保 │ab│ 机关"));
    pair.agrees();
    pair.draw(|f| put(f, 0, 1, "保障落实机关", Style::new().bg(Color::Indexed(4))));
    pair.agrees();
}

#[test]
fn without_colours_no_colour_is_sent_and_the_rest_remains() {
    let mut pair = Pair::new(false);
    let red = Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3));
    let bytes = pair.draw(|f| {
        put(f, 0, 0, "甲", red.add_modifier(Modifier::BOLD));
        put(f, 0, 1, "乙", red.add_modifier(Modifier::REVERSED | Modifier::UNDERLINED));
        put(f, 0, 2, "丙", red);
    });
    assert_eq!(
        bytes,
        "\x1b[?2026h\x1b[?25l\x1b[m\x1b[2J\x1b[1H\x1b[1m甲\x1b[2H\x1b[0;4;7m乙\x1b[3H\x1b[m丙\x1b[?2026l"
    );
}

#[test]
fn nothing_that_commands_a_terminal_passes() {
    let mut pair = Pair::new(true);
    let bytes = pair.draw(|f| {
        f.buffer_mut()[(0, 0)].set_symbol("a\u{1b}");
        f.buffer_mut()[(1, 0)].set_symbol("\u{202e}");
        f.buffer_mut()[(2, 0)].set_symbol("\u{9b}b\r\n");
    });
    assert_eq!(bytes, "\x1b[?2026h\x1b[?25l\x1b[m\x1b[2J\x1b[1Ha b\x1b[?2026l");
}

#[test]
fn another_size_and_a_cleared_screen_are_drawn_whole() {
    let mut pair = Pair::new(true);
    let render = |f: &mut Frame| put(f, 0, 0, "绩效", Style::new());
    pair.draw(render);
    pair.screen.clear();
    assert!(pair.draw(render).contains("\x1b[2J"));
    pair.screen.resize(SIZE);
    assert_eq!(pair.draw(render), "");
    pair.screen.resize(Size::new(10, 2));
    let mut area = Rect::default();
    let bytes = pair.draw(|f| {
        area = f.area();
        render(f);
    });
    assert!(bytes.contains("\x1b[2J") && bytes.contains("绩效"));
    assert_eq!(area.as_size(), Size::new(10, 2));
    pair.screen.resize(Size::ZERO);
    pair.draw(|_| {});
}

#[test]
fn after_a_failed_write_the_next_frame_is_whole() {
    struct Failing(bool, Vec<u8>);
    impl std::io::Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if self.0 {
                return Err(std::io::ErrorKind::BrokenPipe.into());
            }
            self.1.write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut screen = Screen::new(Failing(false, Vec::new()), SIZE, true);
    screen.draw(|f| put(f, 0, 0, "甲", Style::new())).unwrap();
    screen.out().0 = true;
    assert!(screen.draw(|f| put(f, 0, 0, "乙", Style::new())).is_err());
    screen.out().0 = false;
    screen.out().1.clear();
    screen.draw(|f| put(f, 0, 0, "乙", Style::new())).unwrap();
    assert!(String::from_utf8_lossy(&screen.out().1).contains("\x1b[2J"));
}

/// Texts at places in styles, as a view lays them over each other.
fn any_frame() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
    let style = (0usize..6, 0usize..5, any::<u8>()).prop_map(|(fg, bg, bits)| {
        let colours = [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(200), Color::Rgb(1, 2, 3)];
        let on = |bit: u8, modifier| if bits & bit == bit { modifier } else { Modifier::empty() };
        Style::new()
            .fg(colours[fg % colours.len()])
            .bg(colours[if bg < 3 { 0 } else { bg }])
            .add_modifier(on(3, Modifier::REVERSED) | on(12, Modifier::BOLD) | on(48, Modifier::UNDERLINED))
    });
    let text = "[一-龥a-c ≥…─“①，％]{0,10}";
    prop::collection::vec((0..SIZE.width, 0..SIZE.height, text, style), 0..8)
}

/// A character that something was laid over the second half of is a blank.
fn blank_cut(buffer: &mut Buffer) {
    use unicode_width::UnicodeWidthStr;
    let area = buffer.area;
    for y in area.rows().map(|row| row.y) {
        for x in 0..area.width {
            let wide = buffer[(x, y)].symbol().width() == 2;
            if wide && (x + 1 == area.width || !matches!(buffer[(x + 1, y)].symbol(), " " | "")) {
                buffer[(x, y)].set_symbol(" ");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_follows_whatever_the_terminal_shows_what_was_laid_out(
        frames in prop::collection::vec((any_frame(), prop::option::of((0..SIZE.width, 0..SIZE.height))), 1..6),
        clear_before in prop::option::of(0usize..6),
    ) {
        let mut pair = Pair::new(true);
        for (n, (texts, caret)) in frames.into_iter().enumerate() {
            if clear_before == Some(n) {
                pair.screen.clear();
            }
            pair.draw(|f| {
                for (x, y, text, style) in &texts {
                    put(f, *x, *y, text, *style);
                }
                if let Some(caret) = caret {
                    f.set_cursor_position(Position::from(caret));
                }
            });
            pair.agrees();
            let screen = pair.terminal.screen();
            prop_assert_eq!(screen.hide_cursor(), caret.is_none());
            if let Some((x, y)) = caret {
                prop_assert_eq!(screen.cursor_position(), (y, x));
            }
        }
    }
}

/// A taller screen, on which rows can move.
const TALL: Size = Size::new(24, 16);

/// Lines of a document, some of which lie beside something that stands still.
fn draw_lines(frame: &mut Frame, first: usize, marked: usize, beside: bool) {
    for y in 1..TALL.height - 1 {
        let n = first + usize::from(y);
        let style = if n == marked { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
        let text = format!("第{n}行{}", "绩效".repeat(n % 4));
        frame.buffer_mut().set_stringn(0, y, text, 20, style);
        if beside {
            frame.buffer_mut().set_stringn(20, y, format!("│{y}"), 4, Style::new().fg(Color::Red));
        }
    }
    frame.buffer_mut().set_string(0, TALL.height - 1, "页脚", Style::new());
}

#[test]
fn rows_that_move_as_a_whole_are_moved_by_the_terminal() {
    let mut screen = Screen::new(Vec::new(), TALL, true);
    screen.draw(|f| draw_lines(f, 0, 3, false)).unwrap();
    screen.out().clear();
    let drawn = screen.draw(|f| draw_lines(f, 1, 4, false)).unwrap();
    assert!(drawn.bytes < 120, "{} bytes: {:?}", drawn.bytes, String::from_utf8_lossy(screen.out()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_scroll_the_terminal_shows_what_was_laid_out(
        steps in prop::collection::vec((0usize..12, 0usize..20, any::<bool>()), 2..6),
    ) {
        let mut screen = Screen::new(Vec::new(), TALL, true);
        let mut terminal = terminal(TALL);
        for (first, marked, beside) in steps {
            let mut laid_out = Buffer::default();
            screen.draw(|f| {
                draw_lines(f, first, marked, beside);
                laid_out = f.buffer_mut().clone();
            }).unwrap();
            terminal.process(&std::mem::take(screen.out()));
            let shown = terminal.screen();
            for y in 0..TALL.height {
                for x in 0..TALL.width {
                    let (laid, cell) = (&laid_out[(x, y)], shown.cell(y, x).unwrap());
                    if cell.is_wide_continuation() {
                        continue;
                    }
                    let symbol = if cell.contents().is_empty() { " " } else { cell.contents() };
                    prop_assert_eq!(symbol, laid.symbol(), "at {},{}", x, y);
                    prop_assert_eq!(cell.inverse(), laid.modifier.contains(Modifier::REVERSED));
                }
            }
        }
    }
}
