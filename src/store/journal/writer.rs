//! The thread that writes a journal, so that no key ever waits for a disk.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use super::nest::Nests;
use super::record::Opening;
use super::scribe::{Scribe, Standing};
use crate::edit::Logged;
use crate::model::Place;
use crate::store::Content;

/// What is told to the thread.
enum Task {
    Edit(Logged, u64),
    Typing(Option<(Place, String)>),
    Saving(Content),
    Discard,
    /// Bring everything to the disk.
    Settle,
    /// Say how things stand, after everything before.
    Answer(Sender<(Standing, Option<PathBuf>)>),
}

/// The journal of an open document, as the main thread sees it. Dropped, it brings everything to the
/// disk and lets go of the file, which stays.
#[derive(Debug)]
pub struct Journal {
    /// `None` only while it is dropped.
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            // one that panicked has nothing more to write
            let _ = thread.join();
        }
    }
}

impl Journal {
    /// A journal for the document that was read as `opening` says; one at `takes` gives way to it.
    /// Whenever it stands otherwise than before, `tell` is called, on the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        nests: Nests,
        opening: Opening,
        takes: Option<PathBuf>,
        tell: impl Fn(Standing) + Send + 'static,
    ) -> io::Result<Journal> {
        let (tasks, told) = channel();
        let scribe = Scribe::new(nests, opening, takes);
        let write = move || {
            // after a fault of ours nothing is written any more: that is to be known at once
            if catch_unwind(AssertUnwindSafe(|| run(scribe, &told, &tell))).is_err() {
                tell(Standing::Lost(io::ErrorKind::Other, String::new()));
            }
        };
        let thread = thread::Builder::new().name("journal".into()).spawn(write)?;
        Ok(Journal { tasks: Some(tasks), thread: Some(thread) })
    }

    /// A step was done or taken back, at `time` (seconds since 1970).
    pub fn edit(&self, logged: Logged, time: u64) {
        self.tell(Task::Edit(logged, time));
    }

    /// What stands in the open field, where it is changed. To be told before the edits that were
    /// made since.
    pub fn typing(&self, typing: Option<(Place, String)>) {
        self.tell(Task::Typing(typing));
    }

    /// Everything is about to be saved as a file of that content. Returns when the disk knows.
    pub fn saving(&self, content: Content) {
        self.tell(Task::Saving(content));
        self.answer();
    }

    /// Everything is saved, or nothing of it is wanted any more. Returns when it is gone.
    pub fn discard(&self) {
        self.tell(Task::Discard);
        self.answer();
    }

    /// Brings everything to the disk; gives how that went, and where the journal lies. `None` when
    /// the thread is gone.
    pub fn settle(&self) -> Option<(Standing, Option<PathBuf>)> {
        self.tell(Task::Settle);
        self.answer()
    }

    /// How it stands, after everything that was told.
    fn answer(&self) -> Option<(Standing, Option<PathBuf>)> {
        let (sender, answer) = channel();
        self.tell(Task::Answer(sender));
        answer.recv().ok()
    }

    fn tell(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // a thread that is gone shows in the next answer
            let _ = tasks.send(task);
        }
    }
}

fn run(mut scribe: Scribe, tasks: &Receiver<Task>, tell: impl Fn(Standing)) {
    let mut told = Standing::Kept;
    loop {
        let task = match scribe.due() {
            None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => tasks.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        let now = Instant::now();
        let mut asked = None;
        match task {
            Ok(Task::Edit(logged, time)) => scribe.edit(&logged, time, now),
            Ok(Task::Typing(typing)) => scribe.typing(typing, now),
            Ok(Task::Saving(content)) => scribe.saving(content, now),
            Ok(Task::Discard) => scribe.discard(),
            Ok(Task::Settle) => scribe.settle(),
            Ok(Task::Answer(sender)) => asked = Some(sender),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return scribe.settle(),
        }
        scribe.tick(now);
        if *scribe.standing() != told {
            told = scribe.standing().clone();
            tell(told.clone());
        }
        if let Some(sender) = asked {
            // who asked may not wait any more
            let _ = sender.send((told.clone(), scribe.path().map(PathBuf::from)));
        }
    }
}
