//! `jixiao export`: documents in, another format out; and the same from the editor.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::check::files::{self, Loaded, Source};
use super::open::Open;
use super::print::complain;
use crate::exchange::write::{self as formats, Format, Writer};
use crate::store::{self, Obstacle, SaveError};
use crate::text::say::{self, export as words};

/// Arguments of `jixiao export`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 要导出的文件或文件夹（JSON），可以写多个；- 为标准输入
    #[arg(value_name = "路径", required = true)]
    paths: Vec<PathBuf>,
    /// 写到哪里：文件（由结尾决定格式）、文件夹（每个文件各写一个），- 为标准输出
    #[arg(short, long, value_name = "文件")]
    output: PathBuf,
    /// 格式：docx、xlsx、html、md、txt、csv、ndjson；不写则看输出文件的结尾
    #[arg(long, value_name = "格式")]
    format: Option<String>,
    /// 输出文件已有别的内容时也覆盖
    #[arg(long)]
    force: bool,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    match export(arguments) {
        Ok(outcome) => outcome,
        Err(sentence) => {
            complain(&sentence);
            Outcome::Failed
        }
    }
}

fn export(arguments: &Arguments) -> Result<Outcome, String> {
    let output = &arguments.output;
    let to_stdout = output.as_os_str() == "-";
    let to_folder = !to_stdout && (output.is_dir() || output.as_os_str().as_encoded_bytes().ends_with(b"/"));
    let format = format(arguments, to_stdout || to_folder)?;
    let mut sources = files::sources(&arguments.paths);
    if to_folder {
        let pass = each(&sources, output, format, arguments.force);
        return Ok(pass.end(&arguments.paths));
    }
    if to_stdout && format.binary && io::stdout().is_terminal() {
        return Err(words::to_terminal(format.name));
    }
    match format.writer {
        Writer::Rows { head, rows } => {
            let mut pass = Pass::default();
            let fill = |out: &mut dyn Write| {
                out.write_all(&head())?;
                for source in &sources {
                    if let Some(loaded) = pass.load(source) {
                        out.write_all(&rows(&loaded.document, &loaded.name))?;
                    }
                }
                // nothing to say is no file
                if pass.documents == 0 { Err(io::ErrorKind::NotFound.into()) } else { Ok(()) }
            };
            let written = if to_stdout {
                stdout(fill).map(|()| None)
            } else {
                file(output, arguments.force, fill).map(Some)
            };
            match written {
                _ if pass.documents == 0 => {}
                Ok(Some(written)) => tell(output, written, pass.documents),
                Ok(None) => {}
                Err(sentence) => return Err(sentence),
            }
            Ok(pass.end(&arguments.paths))
        }
        Writer::Document(_) => {
            if sources.len() > 1 {
                return Err(words::only_one(format.name));
            }
            let mut pass = Pass::default();
            let loaded = sources.pop().and_then(|source| pass.load(&source));
            let Some(loaded) = loaded else { return Ok(pass.end(&arguments.paths).max(Outcome::Failed)) };
            let bytes = bytes(format, &loaded)?;
            if to_stdout {
                stdout(|out| out.write_all(&bytes))?;
            } else {
                let written = file(output, arguments.force, |out| out.write_all(&bytes))?;
                tell(output, written, 1);
            }
            Ok(pass.outcome)
        }
    }
}

/// The format that is asked for, or that the ending of the output says.
fn format(arguments: &Arguments, must_be_named: bool) -> Result<&'static Format, String> {
    let known = formats::names();
    match (&arguments.format, arguments.output.extension()) {
        (Some(name), _) => formats::named(name).ok_or_else(|| words::unknown_format(name, &known)),
        (None, _) if must_be_named => Err(words::no_format(&known)),
        (None, Some(ending)) => {
            let ending = ending.to_string_lossy();
            formats::named(&ending).ok_or_else(|| words::unknown_ending(&ending, &known))
        }
        (None, None) => Err(words::no_format(&known)),
    }
}

/// Documents that are read one after the other; what fails is told, and the others are still done.
struct Pass {
    outcome: Outcome,
    documents: usize,
    /// The numbers of the paths from which something came, a failure too.
    held: HashSet<usize>,
}

impl Default for Pass {
    fn default() -> Pass {
        Pass { outcome: Outcome::Fine, documents: 0, held: HashSet::new() }
    }
}

impl Pass {
    fn load(&mut self, source: &Source) -> Option<Loaded> {
        let loaded = source.load();
        if !matches!(loaded, Ok(None)) {
            self.held.extend(source.nths());
        }
        match loaded {
            Ok(loaded) => {
                self.documents += usize::from(loaded.is_some());
                loaded
            }
            Err(sentence) => {
                self.fail(&sentence);
                None
            }
        }
    }

    fn fail(&mut self, sentence: &str) {
        complain(sentence);
        self.outcome = Outcome::Failed;
    }

    /// After the last one: a folder in which there was none is named.
    fn end(mut self, paths: &[PathBuf]) -> Outcome {
        for (nth, path) in paths.iter().enumerate() {
            if path.is_dir() && !self.held.contains(&nth) {
                self.fail(&files::failure(path, say::FOLDER_WITHOUT_DOCUMENTS));
            }
        }
        self.outcome
    }
}

/// A file in `folder` for each document.
fn each(sources: &[Source], folder: &Path, format: &Format, force: bool) -> Pass {
    let mut pass = Pass::default();
    let mut names: HashSet<OsString> = HashSet::new();
    for source in sources {
        let Some(loaded) = pass.load(source) else { continue };
        let stem = Path::new(&loaded.name).file_stem().unwrap_or_default();
        let mut name = stem.to_os_string();
        name.push(".");
        name.push(format.name);
        let path = folder.join(&name);
        let done = if names.insert(name) {
            bytes(format, &loaded).and_then(|bytes| file(&path, force, |out| out.write_all(&bytes)))
        } else {
            Err(words::same_name(&say::path(Path::new(&loaded.name)), &say::path(&path)))
        };
        match done {
            Ok(written) => tell(&path, written, 1),
            Err(sentence) => pass.fail(&sentence),
        }
    }
    pass
}

fn bytes(format: &Format, loaded: &Loaded) -> Result<Vec<u8>, String> {
    let written = format.write(&loaded.document, &loaded.name);
    written.map_err(|refused| words::refused(&say::path(Path::new(&loaded.name)), &refused.to_string()))
}

/// Writes the whole file or nothing; `false` when it holds this already.
fn file(
    path: &Path,
    force: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<bool, String> {
    store::write_file(path, force, fill).map_err(|error| match error {
        SaveError { reason: Obstacle::Exists, .. } => words::differs(&say::path(path)),
        error => error.to_string(),
    })
}

fn stdout(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), String> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match fill(&mut out).and_then(|()| out.flush()) {
        // who closes the pipe had enough
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(say::stdout_failed(&error)),
        _ => Ok(()),
    }
}

fn tell(path: &Path, written: bool, documents: usize) {
    let _ = writeln!(io::stderr(), "{}", words::written(&say::path(path), written, documents));
}

/// Carries out an export of the open document to the file of that name, which lies beside the one
/// that is open unless the name says otherwise.
pub(super) fn from_editor(open: &mut Open, name: &str, over: bool) {
    let path = super::open::beside(open.path(), name);
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let Some(format) = formats::named(&ending) else {
        open.app.ask_export_again(name);
        return open.app.complain(words::unknown_ending(&ending, &formats::names()));
    };
    let document = open.app.document();
    let bytes = match format.write(document, &super::open::name_of(open.path())) {
        Ok(bytes) => bytes,
        Err(refused) => return open.app.complain(refused.to_string()),
    };
    match store::write_file(&path, over, |out| out.write_all(&bytes)) {
        Ok(written) => open.app.exported(&path.display().to_string(), written),
        Err(SaveError { reason: Obstacle::Exists, .. }) => open.app.ask_replace_export(name),
        Err(error) => open.app.complain(error.to_string()),
    }
}
