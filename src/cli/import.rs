//! `jixiao import`: a text in, a document out, and an account of what happened between.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use super::onto::{self, Brought};
use super::{Outcome, share};
use crate::exchange::report::Report;
use crate::exchange::{self, Imported, Onto, Options};
use crate::model::json::Writer;
use crate::model::{Dimension, Document, Json, Severity};
use crate::store::{self, Obstacle, SaveError};
use crate::text::clean::{self, visible};
use crate::text::decode::Encoding;
use crate::text::{say, width};

/// Arguments of `jixiao import`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 要导入的文件（Word、Excel、文本等），- 为标准输入；几个文件按顺序合成一份
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 写到哪里（JSON），- 为标准输出
    #[arg(short, long, value_name = "文件")]
    output: PathBuf,
    /// 报告的形式：text 写到标准错误，json 写到标准输出
    #[arg(long, value_name = "形式", value_enum, default_value_t = Form::Text, hide_default_value = true, hide_possible_values = true)]
    report: Form,
    /// 文本的编码（如 gb18030、utf-8、utf-16），不写则自动识别
    #[arg(long, value_name = "编码", value_parser = encoding)]
    encoding: Option<Encoding>,
    /// 并入这份已有的文件（JSON）：对应的记录保留标识，不同之处逐处修改，文中没有的内容保留
    #[arg(long, value_name = "文件")]
    onto: Option<PathBuf>,
    /// 认出的内容太少也写；输出文件已有别的内容时也覆盖
    #[arg(long)]
    force: bool,
}

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Text,
    Json,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    match import(arguments) {
        Ok(()) => Outcome::Fine,
        Err(sentence) => {
            let _ = writeln!(io::stderr(), "jixiao：{sentence}");
            Outcome::Failed
        }
    }
}

fn import(arguments: &Arguments) -> Result<(), String> {
    let name = |path: &Path| visible(&path.display().to_string()).into_owned();
    let output = &arguments.output;
    let mut files = Vec::new();
    for file in &arguments.files {
        let bytes = read(file).map_err(|error| say::import_cannot_read(&name(file), &error))?;
        files.push((name(file), bytes));
    }
    let all = files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、");
    let options = Options { encoding: arguments.encoding };
    let imported = exchange::import_all(&files, options).map_err(|(file, error)| {
        say::import_refused(if file.is_empty() { &all } else { &file }, &error.to_string())
    })?;
    let to_stdout = is_dash(output);
    if imported.report.is_little() && !arguments.force {
        // who closes the pipe of the report learns of the refusal all the same
        let _ = tell(arguments.report, &imported, None, &all, false, None);
        let of = &imported.report.understood;
        let left = 100 * of.characters_left / of.characters.max(1);
        let mut sentence = say::import::too_little(&all, of.rows, of.rows_left, left.min(100));
        if files.iter().any(|(_, bytes)| bytes.starts_with(b"%PDF")) {
            sentence.push_str(say::import::PDF_HOW);
        }
        return Err(sentence);
    }
    let brought = match &arguments.onto {
        Some(old) => Some(onto::bring(old, &imported)?),
        None => None,
    };
    let document = brought.as_ref().map_or(&imported.document, |brought| &brought.document);
    let text = document.to_json();
    let written = if to_stdout {
        // a terminal gets no command from it; a pipe gets every byte as it is
        let shown = if io::stdout().is_terminal() { clean::json(&text) } else { (&*text).into() };
        io::stdout().write_all(shown.as_bytes()).map_err(|error| say::stdout_failed(&error))?;
        true
    } else {
        write(document, &text, output, arguments.force)?
    };
    let written = (!to_stdout).then(|| say::import_written(&name(output), written));
    // who closes the pipe of the report has the document all the same
    let brought = brought.as_ref();
    let _ = tell(arguments.report, &imported, brought, &all, to_stdout, written.as_deref());
    Ok(())
}

/// The report, and a last word for people; a report for scripts makes way for a document on stdout.
fn tell(
    form: Form,
    imported: &Imported,
    brought: Option<&Brought>,
    file: &str,
    document: bool,
    last: Option<&str>,
) -> io::Result<()> {
    match form {
        Form::Text => {
            let mut told = imported.report.in_words(imported.document.currency_unit.text());
            told.extend(brought.iter().flat_map(|brought| brought.in_words()));
            let told = told.iter().map(|line| width::clip(line, 2000)).chain(last.map(Into::into));
            let lines: String = told.map(|line| line.into_owned() + "\n").collect();
            io::stderr().write_all(lines.as_bytes())
        }
        Form::Json => {
            let text = format!(
                "{}\n",
                as_json(&imported.report, brought.map(|brought| &brought.onto), file).as_str()
            );
            match document {
                true => io::stderr().write_all(text.as_bytes()),
                false => io::stdout().write_all(text.as_bytes()),
            }
        }
    }
}

/// An encoding as a person names it.
fn encoding(name: &str) -> Result<Encoding, &'static str> {
    Encoding::named(name).ok_or(say::import::NO_ENCODING)
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a file, not many more than an import takes.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = exchange::MOST_BYTES as u64 + 1;
    if is_dash(path) {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        if fs::metadata(path)?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Writes the whole file or nothing; `false` when it holds this text already.
fn write(document: &Document, text: &str, path: &Path, force: bool) -> Result<bool, String> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(false);
    }
    if force {
        share::may_write(path)?;
    }
    let save = if force { store::save_as_over } else { store::save_as };
    match save(document, path) {
        Ok(_) => Ok(true),
        Err(SaveError { reason: Obstacle::Exists, .. }) => Err(say::import_differs(&say::path(path))),
        Err(error) => Err(error.to_string()),
    }
}

/// The report for scripts. Written as it goes: a hostile text makes a great many warnings.
fn as_json(report: &Report, onto: Option<&Onto>, file: &str) -> Json {
    let number = |number: usize| number.to_string();
    let text = |text: &str| Json::text(text).as_str().to_string();
    let optional = |value: Option<String>| value.unwrap_or_else(|| "null".to_string());
    let mut out = Writer::default();
    let object = |out: &mut Writer, members: &[(&str, String)]| {
        out.object(members.iter().map(|(key, json)| (*key, json)), |out, json| out.raw(json));
    };
    let keys = ["tables", "indicators", "total", "inferred", "repaired", "warnings"];
    let keys = keys.into_iter().chain(onto.map(|_| "onto"));
    out.object(keys.map(|key| (key, key)), |out, key| match key {
        "onto" => out.raw(onto.map_or_else(|| Json::text(""), |onto| onto.matches.as_json()).as_str()),
        "tables" => out.raw(&number(report.tables)),
        "indicators" => out.raw(&number(report.indicators)),
        "total" => out.raw(&optional(report.total.map(|total| text(&total.to_string())))),
        "inferred" => out.list(&report.inferred, |out, item| {
            let members = [
                ("path", text(&item.path)),
                ("label", text(item.label)),
                ("value", text(&item.value)),
                ("because", text(&item.because)),
            ];
            object(out, &members);
        }),
        "repaired" => out.list(report.repairs.iter(), |out, (repair, spots)| {
            let lines: Vec<String> =
                spots.iter().map(|(line, _)| number(report.lines.within(*line))).collect();
            let texts: Vec<String> = spots
                .iter()
                .filter(|(_, dropped)| !dropped.is_empty())
                .map(|(_, dropped)| text(dropped))
                .collect();
            let members = [
                ("kind", text(repair.name())),
                ("label", text(repair.label())),
                ("count", number(spots.len())),
                ("lines", format!("[{}]", lines.join(", "))),
                ("texts", format!("[{}]", texts.join(", "))),
            ];
            object(out, &members);
        }),
        _ => out.list(&report.warnings, |out, warning| {
            let path = warning.table.map_or_else(String::new, |table| format!("/projects/{table}"));
            let members = [
                ("file", text(file)),
                ("code", text(warning.code())),
                ("name", text(warning.name())),
                ("severity", text(Severity::Warning.name())),
                ("dimension", text(Dimension::Complete.name())),
                ("path", text(&path)),
                ("place", text(&warning.place(&report.lines))),
                ("message", text(&warning.message())),
                ("advice", text(warning.advice())),
                ("fix", text("none")),
                ("line", optional(warning.line.map(|line| number(report.lines.within(line))))),
                ("text", text(&warning.text)),
            ];
            object(out, &members);
        }),
    });
    out.finish()
}
