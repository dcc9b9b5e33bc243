//! A thread that looks at the open file now and then, and says so when others did something to it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::event::{Event, Outside};
use crate::store::watch::{News, Watch, Watched};

/// How long it waits between two looks; a change is told when it is the same at two of them.
pub const EVERY: Duration = Duration::from_secs(1);

/// The thread, until this is dropped.
pub struct Watcher {
    wanted: Sender<Watched>,
}

impl Watcher {
    /// Starts the thread; what it finds is sent to `events`. Without the thread others are noticed
    /// when saving.
    pub fn start(every: Duration, events: Sender<Event>) -> Watcher {
        let (wanted, wants) = channel();
        let _ = thread::Builder::new().name("watch".into()).spawn(move || run(every, &events, &wants));
        Watcher { wanted }
    }

    /// Looks at that from now on.
    pub fn watch(&self, watched: Watched) {
        let _ = self.wanted.send(watched);
    }
}

fn run(every: Duration, events: &Sender<Event>, wants: &Receiver<Watched>) {
    let mut watch: Option<Watch> = None;
    loop {
        match wants.recv_timeout(every) {
            Ok(watched) => watch = Some(Watch::new(watched)),
            Err(RecvTimeoutError::Timeout) => {
                for news in watch.as_mut().map(Watch::look).unwrap_or_default() {
                    if events.send(Event::Outside(event(news))).is_err() {
                        return;
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// What the editor hears of it.
pub fn event(news: News) -> Outside {
    match news {
        News::File => Outside::File,
        News::Lock => Outside::Lock,
    }
}
