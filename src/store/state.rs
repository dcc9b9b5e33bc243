//! What the program remembers from one run to the next: which files were open, where the caret was
//! left in each, what the people here are called, and whether the hint of the first start was shown. It is a convenience and nothing
//! more: whatever is wrong with it, the editor works and says nothing.
//!
//! It lies in one small JSON file below `$XDG_STATE_HOME` that only its owner can read. Every change
//! reads it anew and puts a whole new file in its place, so two programs at once never tear it. One
//! that is broken is replaced; one that a later release has written is left alone.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The version of the file that this program writes.
const VERSION: u32 = 1;
/// How many files are remembered.
const MOST_FILES: usize = 50;
/// How many people are remembered.
const MOST_PEOPLE: usize = 50;
/// No state is larger; what is larger is not ours.
const MOST_BYTES: u64 = 1 << 20;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    version: u32,
    /// The hint of the first start was shown.
    pub hint_shown: bool,
    /// The files that were open, the most recent first.
    pub files: Vec<Visited>,
    /// The people at this account, the one named last first.
    people: Vec<Person>,
}

/// A person at this account. One account may be used by several people, each at a computer of
/// their own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Person {
    /// The address they come from over SSH.
    from: String,
    /// What they are called; empty when they did not say.
    name: String,
}

/// A file that was open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Visited {
    /// Where it lies, absolutely.
    pub path: PathBuf,
    /// The tab that was shown, as a place; empty for the overview.
    pub tab: String,
    /// The place of the caret.
    pub place: String,
}

impl Default for State {
    fn default() -> State {
        State { version: VERSION, hint_shown: false, files: Vec::new(), people: Vec::new() }
    }
}

impl State {
    /// What is known of the file at `path`.
    pub fn visited(&self, path: &Path) -> Option<&Visited> {
        self.files.iter().find(|file| file.path == path)
    }

    /// What the person is called who comes from that address; empty when they were asked and did not
    /// say, `None` when they were not asked.
    pub fn person(&self, from: &str) -> Option<&str> {
        self.people.iter().find(|person| person.from == from).map(|person| person.name.as_str())
    }

    /// The person who comes from that address is called `name`.
    pub fn introduce(&mut self, from: &str, name: &str) {
        self.people.retain(|person| person.from != from);
        self.people.insert(0, Person { from: from.to_string(), name: name.to_string() });
        self.people.truncate(MOST_PEOPLE);
    }

    /// Puts the file first. A name that is no text cannot be written down and is not remembered.
    pub fn visit(&mut self, visited: Visited) {
        if visited.path.to_str().is_none() {
            return;
        }
        self.files.retain(|file| file.path != visited.path);
        self.files.insert(0, visited);
        self.files.truncate(MOST_FILES);
    }
}

/// A later release has written the state.
struct Newer;

/// Where the state is kept.
#[derive(Debug, Clone)]
pub struct Memory {
    file: Option<PathBuf>,
}

impl Memory {
    /// Below `$XDG_STATE_HOME`, else `~/.local/state`; nowhere when there is no home.
    pub fn of_user() -> Memory {
        let folder = |name: &str| {
            let folder = PathBuf::from(std::env::var_os(name)?);
            // a relative one counts as none, as the XDG specification has it
            folder.is_absolute().then_some(folder)
        };
        let home = || folder("HOME").map(|home| home.join(".local/state"));
        match folder("XDG_STATE_HOME").or_else(home) {
            Some(folder) => Memory::below(&folder),
            None => Memory { file: None },
        }
    }

    /// Below that folder, which is made when something is first written.
    pub fn below(folder: &Path) -> Memory {
        Memory { file: Some(folder.join("jixiao").join("state.json")) }
    }

    /// What is remembered; nothing where that cannot be read.
    pub fn recall(&self) -> State {
        self.read().and_then(Result::ok).unwrap_or_default()
    }

    /// Remembers something. When that fails, it is forgotten.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        let before = match self.read() {
            Some(Err(Newer)) => return,
            Some(Ok(state)) => Some(state),
            None => None,
        };
        let mut state = before.clone().unwrap_or_default();
        change(&mut state);
        if before.as_ref() != Some(&state) {
            // a full disk or a home that cannot be written to is no reason to bother anybody
            let _ = self.write(&state);
        }
    }

    /// The state; `None` where there is none, or none that can be understood.
    fn read(&self) -> Option<Result<State, Newer>> {
        let path = self.file.as_ref()?;
        // opening a pipe would wait for somebody to write to it
        if !fs::metadata(path).ok()?.is_file() {
            return None;
        }
        let mut text = String::new();
        File::open(path).ok()?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
        let json: serde_json::Value = serde_json::from_str(&text).ok()?;
        if json.get("version").and_then(|version| version.as_u64()).is_some_and(|v| v > VERSION.into()) {
            return Some(Err(Newer));
        }
        serde_json::from_value(json).ok().map(Ok)
    }

    fn write(&self, state: &State) -> io::Result<()> {
        let Some(path) = &self.file else { return Ok(()) };
        let Some(folder) = path.parent() else { return Ok(()) };
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        // a temporary file is readable for its owner alone, and stays so
        let mut new = tempfile::Builder::new().prefix(".state-").tempfile_in(folder)?;
        serde_json::to_writer_pretty(&mut new, state)?;
        new.write_all(b"\n")?;
        new.persist(path)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn visited(path: &str, place: &str) -> Visited {
        Visited { path: path.into(), tab: String::new(), place: place.into() }
    }

    fn memory() -> (tempfile::TempDir, Memory, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::below(folder.path());
        let file = folder.path().join("jixiao/state.json");
        (folder, memory, file)
    }

    #[test]
    fn the_most_recent_file_is_first_and_keeps_its_place() {
        let (_folder, memory, file) = memory();
        assert_eq!(memory.recall(), State::default());
        for (path, place) in [("/a", "year"), ("/b", ""), ("/a", "department/name")] {
            memory.change(|state| state.visit(visited(path, place)));
        }
        let state = memory.recall();
        let paths: Vec<&Path> = state.files.iter().map(|file| file.path.as_path()).collect();
        assert_eq!(paths, [Path::new("/a"), Path::new("/b")]);
        assert_eq!(state.visited(Path::new("/a")).unwrap().place, "department/name");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let left = fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1, "no temporary file is left");
    }

    #[test]
    fn old_ones_fall_off_the_end() {
        let mut state = State::default();
        (0..MOST_FILES + 5).for_each(|n| state.visit(visited(&format!("/{n}"), "")));
        assert_eq!(state.files.len(), MOST_FILES);
        assert_eq!(state.visited(Path::new("/4")), None);
        assert!(state.visited(Path::new("/5")).is_some());
    }

    #[test]
    fn a_broken_state_is_ignored_and_replaced_a_newer_one_is_left_alone() {
        let (_folder, memory, file) = memory();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        for broken in ["", "{", "[1]", "{\"files\": 7}", "\u{0}"] {
            fs::write(&file, broken).unwrap();
            assert_eq!(memory.recall(), State::default(), "{broken:?}");
            memory.change(|state| state.hint_shown = true);
            assert!(memory.recall().hint_shown, "{broken:?}");
        }
        let newer = "{\"version\": 2, \"files\": {}}";
        fs::write(&file, newer).unwrap();
        memory.change(|state| state.hint_shown = true);
        assert_eq!(memory.recall(), State::default());
        assert_eq!(fs::read_to_string(&file).unwrap(), newer);
    }

    #[test]
    fn nothing_is_wrong_where_nothing_can_be_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        for memory in [Memory { file: None }, Memory::below(&file)] {
            memory.change(|state| state.hint_shown = true);
            assert_eq!(memory.recall(), State::default());
        }
    }

    #[test]
    fn two_programs_at_once_leave_a_whole_state() {
        let (_folder, memory, _) = memory();
        std::thread::scope(|scope| {
            for program in 0..4 {
                let memory = memory.clone();
                scope.spawn(move || {
                    for n in 0..20 {
                        memory.change(|state| state.visit(visited(&format!("/{program}-{n}"), "year")));
                        assert!(!memory.recall().files.is_empty(), "it is never torn");
                    }
                });
            }
        });
    }
}
