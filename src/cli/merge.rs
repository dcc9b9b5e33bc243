//! `jixiao merge`: three versions in, one out, with the conflicts listed in it. Made to be called by
//! git as the merge driver of these files.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::print::complain;
use super::share;
use crate::edit::Desk;
use crate::model::{Conflict, Document, ReadError, Reading, tell_value};
use crate::store::merge::merge;
use crate::store::{self, LoadError, Source, Unreadable};
use crate::text::clean::visible;
use crate::text::say;
use crate::text::say::merge as words;
use crate::text::width;

/// Arguments of `jixiao merge`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 两人修改之前的文件；空文件表示没有
    #[arg(value_name = "原来")]
    base: PathBuf,
    /// 我的文件
    #[arg(value_name = "我的")]
    ours: PathBuf,
    /// 对方的文件
    #[arg(value_name = "对方的")]
    theirs: PathBuf,
    /// 写到哪里，- 为标准输出
    #[arg(short, long, value_name = "文件")]
    output: PathBuf,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    match merge_files(arguments) {
        Ok(0) => Outcome::Fine,
        Ok(_) => Outcome::Found,
        Err(sentence) => {
            complain(&sentence);
            Outcome::Failed
        }
    }
}

/// How many conflicts are left.
fn merge_files(arguments: &Arguments) -> Result<usize, String> {
    let base = match read(&arguments.base) {
        // git gives an empty file where both sides added one
        Err(LoadError { reason: Unreadable::Text(ReadError::Empty), .. }) => Document::default(),
        read => writable(&arguments.base, read)?.document,
    };
    let ours = writable(&arguments.ours, read(&arguments.ours))?;
    let theirs = writable(&arguments.theirs, read(&arguments.theirs))?.document;
    let merged = merge(&base, &ours.document, &theirs);
    let mut desk = Desk::new(ours.document);
    desk.commit(words::STEP_MERGE, &merged.whole()).map_err(|error| error.to_string())?;
    let document = desk.document();
    write(document, ours.source.as_ref(), &arguments.output, !merged.whole().is_nothing())?;
    for conflict in document.conflicts.values() {
        complain(&told(document, conflict));
    }
    let left = document.conflicts.all().len();
    complain(&words::merged(merged.taken, left));
    Ok(left)
}

/// A document that was read, and its file where it has one.
pub(super) struct Input {
    pub(super) document: Document,
    reading: Reading,
    source: Option<Source>,
}

/// Reads the file at `path`, or stdin.
pub(super) fn read(path: &Path) -> Result<Input, LoadError> {
    if path.as_os_str() != "-" {
        let loaded = store::load(path)?;
        return Ok(Input { document: loaded.document, reading: loaded.reading, source: Some(loaded.source) });
    }
    let name = Path::new(say::STDIN);
    let mut bytes = Vec::new();
    let taken = io::stdin().lock().take(store::MAX_BYTES + 1).read_to_end(&mut bytes);
    taken.map_err(|error| LoadError { path: name.to_path_buf(), reason: Unreadable::Other(error) })?;
    let (document, reading) = store::understand(name, &bytes)?;
    Ok(Input { document, reading, source: None })
}

/// What may be merged: of a key that stands twice, or a format of another release, something could
/// be lost.
fn writable(path: &Path, read: Result<Input, LoadError>) -> Result<Input, String> {
    let input = read.map_err(|error| error.to_string())?;
    match (input.reading.duplicate_keys.first(), &input.reading.other_format) {
        (Some(twice), _) => Err(words::key_twice(&say::path(path), &visible(&twice.key), twice.line)),
        (None, Some(format)) => Err(words::other_format(&say::path(path), &visible(format))),
        (None, None) => Ok(input),
    }
}

/// Writes the whole file or nothing. Where `ours` is written to and nothing changed, it keeps every
/// byte.
fn write(document: &Document, ours: Option<&Source>, path: &Path, changed: bool) -> Result<(), String> {
    if path.as_os_str() == "-" {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(document.to_json().as_bytes()).and_then(|()| stdout.flush());
        return written.map_err(|error| say::stdout_failed(&error));
    }
    share::may_write(path)?;
    let is_ours = |ours: &&Source| std::fs::canonicalize(path).is_ok_and(|path| path == ours.target());
    let saved = match ours.filter(is_ours) {
        Some(_) if !changed => return Ok(()),
        // whoever merges into its own file has the previous version, and git wants nothing beside it
        Some(ours) => store::save_over(document, &ours.clone().keeping(0)),
        None => store::save_as_over(document, path),
    };
    saved.map(|_| ()).map_err(|error| error.to_string())
}

/// Long texts from a little before where they part.
fn apart(texts: [String; 3]) -> [String; 3] {
    let chars = texts.each_ref().map(|text| text.chars().collect::<Vec<char>>());
    let [one, two, three] = &chars;
    let common = one.iter().zip(two).zip(three).take_while(|((one, two), three)| one == two && two == three);
    let skip = common.count().saturating_sub(8);
    chars.map(|text| {
        let rest: String = text.iter().skip(skip).collect();
        let rest = if skip > 0 { format!("…{rest}") } else { rest };
        width::clip(&rest, 60).into_owned()
    })
}

/// A conflict in a line.
fn told(document: &Document, conflict: &Conflict) -> String {
    let Some(place) = conflict.spot() else {
        return words::conflict_nowhere(&visible(conflict.place.text()));
    };
    let texts = [&conflict.base, &conflict.ours, &conflict.theirs].map(|value| {
        let text = value.get().map_or_else(|| words::NOTHING.to_string(), |json| tell_value(&place, json));
        visible(&text).into_owned()
    });
    let [base, ours, theirs] = apart(texts);
    words::conflict(&visible(&conflict.in_words(document)), &base, &ours, &theirs)
}
