//! How long it takes to read, check and draw the sample, and how many bytes a key sends to the
//! terminal. Times are to be read as ratios within one run: reading against `serde_json`, a frame
//! against a bare ratatui list of the same size.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao::app::App;
use jixiao::app::event::{Code, Event, Key};
use jixiao::check::Checker;
use jixiao::model::read;
use jixiao::term::Screen;
use jixiao::view::{self, Theme};
use ratatui::layout::Size;
use ratatui::widgets::List;

const SAMPLE: &str = include_str!("../data/beidaihe-2021.json");
const SIZE: Size = Size { width: 120, height: 40 };

/// An editor on the sample, with a screen that counts.
struct Desk {
    app: App,
    screen: Screen<std::io::Sink>,
}

impl Desk {
    fn new() -> Desk {
        let (document, reading) = read(SAMPLE).expect("the sample is a document");
        let app = App::new("beidaihe-2021.json", document, &reading, None);
        let mut desk = Desk { app, screen: Screen::new(std::io::sink(), SIZE, true) };
        desk.draw();
        desk.draw();
        desk
    }

    fn draw(&mut self) -> usize {
        let mut learned = self.app.learned();
        let (app, theme) = (&self.app, Theme::coloured());
        let drawn =
            self.screen.draw(|frame| learned = view::draw(app, &theme, frame)).expect("a sink takes all");
        self.app.learn(learned);
        drawn.bytes
    }

    /// Sends a key; gives the bytes of the frame that follows.
    fn key(&mut self, key: Key) -> usize {
        self.app.event(Event::Key(key));
        self.draw()
    }

    fn keys(&mut self, keys: &[Key]) {
        for key in keys {
            self.key(*key);
        }
    }
}

fn times(criterion: &mut Criterion) {
    let (document, reading) = read(SAMPLE).expect("the sample is a document");
    let mut group = criterion.benchmark_group("sample");
    group.bench_function("read", |b| b.iter(|| read(black_box(SAMPLE))));
    group.bench_function("read by serde_json::Value", |b| {
        b.iter(|| serde_json::from_str::<serde_json::Value>(black_box(SAMPLE)));
    });
    group.bench_function("check", |b| b.iter(|| Checker::new(black_box(&document), &reading)));
    let place = "projects/#0/name".parse().unwrap_or_default();
    let touched = document
        .projects()
        .next()
        .map(|p| jixiao::model::Place::root().field("projects").item(p.id.text()).field("name"));
    let touched = [touched.unwrap_or(place)];
    let mut checker = Checker::new(&document, &reading);
    group.bench_function("check again after one edit", |b| {
        b.iter(|| checker.update(&document, black_box(&touched)))
    });
    group.bench_function("write", |b| b.iter(|| document.to_json()));
    group.finish();

    let mut group = criterion.benchmark_group("frame 120x40");
    let mut desk = Desk::new();
    desk.keys(&[Key::from(']'); 4]);
    group.bench_function("project", |b| {
        b.iter(|| {
            desk.screen.clear();
            desk.draw()
        });
    });
    let mut screen = Screen::new(std::io::sink(), SIZE, true);
    let lines: Vec<String> = SAMPLE.lines().take(40).map(str::to_string).collect();
    group.bench_function("bare ratatui list", |b| {
        b.iter(|| {
            screen.clear();
            screen
                .draw(|frame| frame.render_widget(List::new(lines.iter().map(String::as_str)), frame.area()))
        });
    });
    group.finish();
}

/// Not timed: printed once, so that a change that sends more is seen.
fn bytes(_: &mut Criterion) {
    let plain = Key::plain;
    let mut desk = Desk::new();
    println!("bytes of a frame at 120×40, synchronized output counted");
    desk.screen.clear();
    println!("  the whole screen                          {:>6}", desk.draw());
    println!("  nothing changed                           {:>6}", desk.draw());
    println!("  caret one row down, overview              {:>6}", desk.key(plain(Code::Down)));
    desk.keys(&[Key::from(']'); 4]);
    desk.keys(&[plain(Code::Down); 16]);
    println!("  caret one row down, table, panel open     {:>6}", desk.key(plain(Code::Down)));
    println!("  caret one cell to the right               {:>6}", desk.key(plain(Code::Right)));
    desk.keys(&[plain(Code::F(6)), plain(Code::F(6))]);
    println!("  caret one row down, table, panel closed   {:>6}", desk.key(plain(Code::Down)));
    desk.keys(&[Key::from('['); 3]);
    desk.keys(&[plain(Code::Enter)]);
    println!("  a character typed at the end of a text    {:>6}", desk.key(Key::from('保')));
    println!("  caret one to the left in a text           {:>6}", desk.key(plain(Code::Left)));
    desk.keys(&[plain(Code::Home)]);
    println!("  a character typed at the start of a text  {:>6}", desk.key(Key::from('保')));
}

criterion_group!(benches, times, bytes);
criterion_main!(benches);
