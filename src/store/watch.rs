//! Looking now and then at an open file, for what others do to it. A look asks the system for size,
//! time and inode; the content is read and compared only when those changed and have come to rest.

use std::fs;

use super::load::read_limited;
use super::lock;
use super::source::{Content, Seen, Source};

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The file, as it was read or saved last.
    pub source: Source,
    /// Whether to tell when nobody has it open for writing any more.
    pub lock: bool,
}

/// What others did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// The file has another content, or is gone.
    File,
    /// Nobody has the file open for writing any more.
    Lock,
}

/// Looks at a file. It keeps no time: every step is a look.
#[derive(Debug)]
pub struct Watch {
    watched: Watched,
    /// What the system said at the last look: only what is the same at two looks has come to rest.
    seen: Option<Option<Seen>>,
    /// What the system said when the content was compared last.
    compared: Option<Seen>,
    /// The content that is known: read, saved or told. `None`: the file is gone, and that was told.
    known: Option<Content>,
    /// Nobody had it open for writing at the last look.
    freed: bool,
}

impl Watch {
    /// Looks at that from now on.
    pub fn new(watched: Watched) -> Watch {
        let (seen, content) = (watched.source.stamp.seen, watched.source.content());
        Watch { watched, seen: None, compared: Some(seen), known: Some(content), freed: false }
    }

    /// A look: what is new since the last one. Nothing is told twice.
    pub fn look(&mut self) -> Vec<News> {
        let mut news = Vec::new();
        if self.is_other_content() {
            news.push(News::File);
        }
        // where it cannot be found out, nothing is told
        let is_free = || matches!(lock::holder(self.watched.source.target()), Ok(None));
        if self.watched.lock {
            let free = is_free();
            if free && !self.freed {
                news.push(News::Lock);
            }
            self.freed = free;
        }
        news
    }

    fn is_other_content(&mut self) -> bool {
        let target = self.watched.source.target();
        // a folder that took its name has taken the file away
        let file = fs::metadata(target).ok().filter(fs::Metadata::is_file);
        let now = file.map(|metadata| Seen::of(&metadata));
        let at_rest = self.seen.replace(now) == Some(now);
        if !at_rest || self.compared == now {
            return false;
        }
        self.compared = now;
        let content = match now {
            None => None,
            Some(_) => match read_limited(target) {
                Ok((bytes, _)) => Some(Content::of(&bytes)),
                // it cannot be read now: the next look at another state will tell
                Err(_) => return false,
            },
        };
        let is_same = content == self.known;
        self.known = content;
        !is_same
    }
}
