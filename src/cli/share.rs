//! Two people at one file: who writes, who looks and waits, and what happens when the file changes
//! outside. The lock says who may write; the content of the file says what is to be brought in.
//!
//! Another state of the file is brought in when nobody types and nothing is asked. Where nothing was
//! changed here it takes the place of the old one, as a step that can be undone; where both changed
//! it is merged with what was read or saved last as the common ground.

use std::path::Path;
use std::time::SystemTime;

use super::open::Open;
use super::signature;
use crate::app::Effect;
use crate::app::event::{Event, Outside};
use crate::app::share::Share;
use crate::store::lock::{self, Holder, Lock, NoLock};
use crate::store::merge::merge;
use crate::store::watch::Watched;
use crate::store::{self, Loaded, Unreadable};
use crate::text::say;
use crate::text::say::share as words;

/// Who may write to the file.
#[derive(Debug)]
pub(super) enum Hold {
    /// Nobody here: it is only looked at.
    Nobody,
    /// This program, as long as it has the lock.
    Ours(Lock),
    /// Somebody else; it is waited for, or not.
    Theirs { by: Holder, waiting: bool },
    /// There are no locks, and this program as any other.
    Anybody { why: String },
}

impl Hold {
    /// Takes the lock of the file of `loaded`, unless it is only looked at anyway.
    pub fn take(loaded: &Loaded, only_look: bool, name: &str) -> Hold {
        if only_look || loaded.read_only().is_some() {
            return Hold::Nobody;
        }
        Hold::of(Lock::take(loaded.source.target(), &Holder::here(name)))
    }

    fn of(taken: Result<Lock, NoLock>) -> Hold {
        match taken {
            Ok(lock) => Hold::Ours(lock),
            Err(NoLock::Held(by)) => Hold::Theirs { by, waiting: false },
            Err(NoLock::Impossible(error)) => Hold::Anybody { why: error.to_string() },
        }
    }

    /// Why the document may only be looked at.
    pub fn read_only(&self) -> Option<String> {
        match self {
            Hold::Theirs { by, .. } => Some(words::only_held(&called(by))),
            Hold::Nobody | Hold::Ours(_) | Hold::Anybody { .. } => None,
        }
    }
}

/// What the one is called who has the file at `target` open for writing.
pub(super) fn held_by(target: &Path) -> Option<String> {
    lock::holder(target).ok().flatten().map(|by| called(&by))
}

/// Lets a command write to the file at `path` unless somebody has it open: what is on their screen
/// is not changed behind their back.
///
/// # Errors
/// Who has it, in a sentence.
pub(super) fn may_write(path: &Path) -> Result<(), String> {
    let who = path.canonicalize().ok().and_then(|target| held_by(&target));
    who.map_or(Ok(()), |who| Err(words::written_is_held(&say::path(path), &who)))
}

/// What to call somebody: by the name, else the account.
fn called(by: &Holder) -> String {
    let name = [&by.name, &by.user].into_iter().map(|name| name.trim()).find(|name| !name.is_empty());
    short(name.unwrap_or(words::SOMEBODY))
}

/// A lock file can say anything at any length.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Who has it, in a sentence.
fn introduced(by: &Holder) -> String {
    let user = if by.name.trim().is_empty() { String::new() } else { short(by.user.trim()) };
    let since = signature::time(by.since, SystemTime::now());
    words::holder(&called(by), &user, &short(by.from.trim()), &short(by.host.trim()), &since)
}

impl Open {
    /// Takes in what happened. What others did waits until nobody types and nothing is asked. Gives
    /// whether a question has come up by it: nobody has seen that yet.
    pub fn event(&mut self, event: Event) -> bool {
        match event {
            Event::Outside(Outside::File) => self.heard_of_file = true,
            Event::Outside(Outside::Lock) => self.heard_of_lock = true,
            event => self.app.event(event),
        }
        if self.app.typing().is_some() || self.app.popup().is_some() {
            return false;
        }
        if std::mem::take(&mut self.heard_of_file) {
            self.look_outside();
        }
        if std::mem::take(&mut self.heard_of_lock) {
            self.is_free();
        }
        self.app.popup().is_some()
    }

    /// What a [`store::watch::Watch`] should look at.
    pub fn watched(&self) -> Watched {
        let lock = matches!(self.hold, Hold::Theirs { .. });
        Watched { source: self.source.clone(), lock }
    }

    /// Whether this program has the lock of the file.
    pub fn has_lock(&self) -> bool {
        matches!(self.hold, Hold::Ours(_))
    }

    /// What the person at the keyboard is called; empty where that is not known.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// The person at the keyboard is called `name`.
    pub fn introduce(&mut self, name: &str) {
        self.person = name.to_string();
        if let Hold::Ours(lock) = &mut self.hold {
            // who cannot read it sees the account, or nothing: the lock itself holds
            let _ = lock.introduce(name);
        }
    }

    /// Says how it was opened, where there is something to say: somebody else has it, or locks
    /// cannot be had.
    pub(super) fn tell_hold(&mut self) {
        match &self.hold {
            Hold::Theirs { .. } => self.tell_who(),
            Hold::Anybody { why } => self.app.complain(words::no_locks(why)),
            Hold::Nobody | Hold::Ours(_) => {}
        }
    }

    fn tell_who(&mut self) {
        let Hold::Theirs { by, waiting } = &self.hold else { return };
        let gone = by.is_gone();
        let mut lines = vec![introduced(by), words::HELD_CHOICES.to_string()];
        if gone {
            lines.push(words::SEEMS_GONE.to_string());
        }
        self.app.ask_share(lines, *waiting, gone);
    }

    /// What is wanted of a file that somebody else has open for writing.
    pub(super) fn share(&mut self, share: Share) -> Option<Effect> {
        match (share, &mut self.hold) {
            (Share::TakeOver, Hold::Theirs { .. }) => self.begin_writing(words::NOW_YOURS.to_string()),
            (Share::Copy, _) => return self.carry_out(Effect::SaveCopy { then_quit: false }),
            (Share::Who, Hold::Theirs { by, .. }) => match lock::holder(self.source.target()) {
                Ok(None) => self.app.ask_begin(),
                Ok(Some(now)) => {
                    *by = now;
                    self.tell_who();
                }
                Err(error) => self.app.complain(words::no_locks(&error.to_string())),
            },
            (Share::Wait, Hold::Theirs { waiting, .. }) => {
                *waiting = true;
                self.app.wait(true);
                self.app.tell(words::WILL_WAIT);
            }
            (Share::Look, Hold::Theirs { waiting, .. }) => {
                *waiting = false;
                self.app.wait(false);
                self.app.tell(words::WILL_LOOK);
            }
            _ => self.app.tell(words::NOBODY_ELSE),
        }
        None
    }

    /// Nobody has it open for writing any more.
    fn is_free(&mut self) {
        match &self.hold {
            Hold::Theirs { by, waiting: true } => {
                let sentence = words::now_ours(&called(by));
                self.begin_writing(sentence);
            }
            Hold::Theirs { by, waiting: false } => self.app.tell(words::is_free(&called(by))),
            Hold::Nobody | Hold::Ours(_) | Hold::Anybody { .. } => {}
        }
    }

    /// Takes the lock, and shows the file as it is now, for writing. Where somebody was quicker it
    /// is waited on.
    fn begin_writing(&mut self, sentence: String) {
        let waiting = matches!(self.hold, Hold::Theirs { waiting: true, .. });
        let here = Holder::here(&self.person);
        self.hold = match Hold::of(Lock::take_from_gone(self.source.target(), &here)) {
            Hold::Theirs { by, .. } => Hold::Theirs { by, waiting },
            other => other,
        };
        self.app.wait(waiting && !self.has_lock());
        match store::load_again(&self.source) {
            Ok(loaded) => self.show(loaded),
            Err(error) => return self.app.complain(words::unreadable(&error.to_string())),
        }
        match &self.hold {
            Hold::Theirs { by, .. } => self.app.complain(introduced(by)),
            Hold::Anybody { why } => self.app.complain(words::no_locks(why)),
            Hold::Nobody | Hold::Ours(_) => self.app.tell(sentence),
        }
        // the one who had it may have been torn away
        if self.app.read_only().is_none() {
            self.look_for_left();
        }
    }

    /// Shows what was read anew in the place of what was shown.
    fn show(&mut self, loaded: Loaded) {
        let why = self.read_only(&loaded);
        let Loaded { document, reading, source } = loaded;
        self.app.may_be_copied(!self.only_look && !reading.forbids_writing());
        self.base = document.clone();
        self.source = source;
        self.app.show_anew(document, &reading, why);
    }

    /// Why what was read may only be looked at here.
    pub(super) fn read_only(&self, loaded: &Loaded) -> Option<String> {
        let look = self.only_look.then(|| say::OPENED_TO_LOOK.to_string());
        look.or_else(|| loaded.read_only()).or_else(|| self.hold.read_only())
    }

    /// The file may have another content.
    fn look_outside(&mut self) {
        let loaded = match store::load_again(&self.source) {
            Ok(loaded) => loaded,
            Err(error) if matches!(error.reason, Unreadable::Missing) => {
                return self.app.complain(words::GONE);
            }
            Err(error) => return self.app.complain(words::unreadable(&error.to_string())),
        };
        if loaded.source.is_same_content(&self.source) {
            // touched, or replaced by the same
            self.source = loaded.source;
            return;
        }
        let only_look = loaded.read_only();
        match (self.app.is_changed(), only_look) {
            _ if self.app.read_only().is_some() => {
                self.show(loaded);
                self.app.tell(words::FOLLOWED);
            }
            (false, Some(why)) => {
                self.show(loaded);
                self.journal_from_here("", None);
                self.app.complain(words::followed_read_only(&why));
            }
            (false, None) => self.follow(loaded),
            (true, Some(why)) => self.app.complain(words::unreadable(&why)),
            (true, None) => {
                if let Some(Merging { taken, conflicts: false }) = self.bring_in(loaded) {
                    self.app.tell(words::merged(taken));
                }
            }
        }
    }

    /// Nothing was changed here: the new state takes the place of the old one, as a step that can be
    /// undone where edits lead to it exactly.
    fn follow(&mut self, loaded: Loaded) {
        let merged = merge(&self.base, self.app.document(), &loaded.document);
        let exact = self.app.follow(words::STEP_FOLLOW, &merged.whole(), &loaded.document);
        self.app.tell(words::FOLLOWED);
        if exact {
            self.base = loaded.document;
            self.source = loaded.source;
        } else {
            self.show(loaded);
        }
        self.journal_from_here("", None);
    }

    /// Both changed: what others wrote comes into what is here, as one step. From now on a save
    /// replaces what they wrote. `None`: it did not fit, and nothing is as if it had been brought in.
    fn bring_in(&mut self, loaded: Loaded) -> Option<Merging> {
        let merged = merge(&self.base, self.app.document(), &loaded.document);
        let conflicts = !merged.conflicts.is_empty();
        let spot = self.app.spot();
        let before = self.app.revision();
        self.app.take_merged(&merged);
        if self.app.revision() == before && !merged.whole().is_nothing() {
            return None;
        }
        if !conflicts {
            self.app.return_to(&spot);
        }
        self.base = loaded.document;
        self.source = loaded.source;
        let beyond = merge(&self.base, &self.base, self.app.document()).whole();
        self.journal_from_here(say::merge::STEP_MERGE, Some(beyond));
        Some(Merging { taken: merged.taken, conflicts })
    }

    /// A save found another content in the file than it was read with: that is brought in, and
    /// where nothing is left to decide the result is saved. Gives whether that was the answer;
    /// else the person is to be asked.
    pub(super) fn merge_and_save(&mut self) -> bool {
        let Ok(loaded) = store::load_again(&self.source) else { return false };
        if loaded.read_only().is_some() {
            return false;
        }
        let Some(Merging { taken, conflicts }) = self.bring_in(loaded) else { return false };
        if !conflicts {
            self.before_save();
            // not left even if that was asked for: what came in is to be seen first
            let saved = store::save(self.app.document(), &self.source);
            self.settle(saved, None, false);
            if !self.app.is_changed() {
                self.app.tell(words::merged_and_saved(taken));
            }
        }
        true
    }

    /// The document has just become another file: the lock is that of the new one, and what was
    /// only looked at may be written to.
    pub(super) fn moved(&mut self) {
        let reading = self.app.read_only().is_some();
        self.app.wait(false);
        self.hold = Hold::of(Lock::take(self.source.target(), &Holder::here(&self.person)));
        if reading && let Ok(loaded) = store::load_again(&self.source) {
            self.show(loaded);
        }
    }
}

/// What came of bringing in what others wrote.
struct Merging {
    taken: usize,
    /// Something is left to be chosen.
    conflicts: bool,
}
