//! `jixiao recover`: what a broken session left behind, without the editor.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Outcome;
use super::journal::{about, aside, because, change, misfits};
use super::print::{Style, complain, print};
use super::share::may_write;
use super::signature::moment;
use crate::edit::Desk;
use crate::model::Document;
use crate::store::journal::{self, Fit, Found, Left, Nests, found, found_aside};
use crate::store::{self, Content, Loaded, Memory};
use crate::text::clean::{self, visible_lines};
use crate::text::say::{self, recover};

/// Arguments of `jixiao recover`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 意外中断时正在编辑的文件（JSON）
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 恢复：把没有保存的修改写进文件，或写到 -o 指定的文件
    #[arg(long, conflicts_with_all = ["aside", "discard"])]
    apply: bool,
    /// 恢复后写到哪里，原文件不动
    #[arg(short, long, value_name = "文件", requires = "apply")]
    output: Option<PathBuf>,
    /// 搁置：恢复日志改名保留，打开文件时不再询问
    #[arg(long, conflicts_with = "discard")]
    aside: bool,
    /// 丢弃：删除恢复日志，须同时加 --yes
    #[arg(long)]
    discard: bool,
    /// 确实要丢弃
    #[arg(long, requires = "discard")]
    yes: bool,
    /// 第几份恢复日志，按列出的顺序
    #[arg(long, value_name = "序号")]
    number: Option<usize>,
    /// 输出形式：text 给人看，json 给程序用
    #[arg(
        long,
        value_name = "形式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The document as the file has it, and the journals of it.
struct Case {
    /// `None`: the file cannot be read, the reason was said.
    loaded: Option<Loaded>,
    nests: Nests,
    /// Each with whether it was set aside.
    found: Vec<(Found, bool)>,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    let loaded = match store::load(&arguments.file) {
        Ok(loaded) => Some(loaded),
        Err(error) => {
            complain(&error.to_string());
            None
        }
    };
    let target = match &loaded {
        Some(loaded) => loaded.source.target().to_path_buf(),
        None => whole(&arguments.file),
    };
    let nests = Nests::at(&target, &Memory::of_user());
    let found = found(&nests).into_iter().map(|found| (found, false));
    let found: Vec<(Found, bool)> =
        found.chain(found_aside(&nests).into_iter().map(|found| (found, true))).collect();
    let case = Case { loaded, nests, found };
    let done = if arguments.apply || arguments.aside || arguments.discard {
        act(arguments, &case)
    } else {
        let told = match arguments.format {
            Format::Text => text(&case, &arguments.file),
            Format::Json => array(&case),
        };
        print(&told).outcome()
    };
    if case.loaded.is_none() { Outcome::Failed } else { done }
}

/// The path of a file that is not there, as far as its folder is.
fn whole(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    folder.join(path.file_name().unwrap_or_default())
}

impl Case {
    /// What a journal would do to the file; to a file that cannot be read nothing.
    fn fit(&self, left: &Left) -> Fit {
        match &self.loaded {
            Some(Loaded { document, source, .. }) => {
                left.replay.fit(document, Some(source.content()), source.target())
            }
            None => left.replay.fit(&Document::default(), None::<Content>, Path::new("")),
        }
    }
}

fn act(arguments: &Arguments, case: &Case) -> Outcome {
    let failed = |sentence: String| {
        complain(&sentence);
        Outcome::Failed
    };
    let found = match (arguments.number, case.found.as_slice()) {
        (_, []) => {
            complain(&recover::recover_nothing(&say::path(&arguments.file)));
            return Outcome::Fine;
        }
        (None, [only]) => only,
        (None, several) => return failed(recover::recover_which(several.len())),
        (Some(number), all) => match number.checked_sub(1).and_then(|at| all.get(at)) {
            Some(found) => found,
            None => return failed(recover::recover_no_number(number)),
        },
    };
    let path = match &found.0 {
        Found::Left(left) => &left.path,
        Found::Unreadable(path, _) => path,
        Found::Busy(..) => return failed(line(&found.0)),
    };
    if arguments.aside {
        complain(&aside(path, &case.nests));
        return Outcome::Fine;
    }
    if arguments.discard {
        if !arguments.yes {
            return failed(recover::RECOVER_SURE.to_string());
        }
        return match journal::remove(path) {
            Ok(()) => {
                complain(&recover::recover_discarded(&say::path(path)));
                Outcome::Fine
            }
            Err(error) => failed(recover::recover_not_discarded(&say::path(path), &error.to_string())),
        };
    }
    match (&found.0, &case.loaded) {
        (Found::Left(left), Some(loaded)) => apply(arguments, case, left, loaded, found.1),
        (Found::Left(_), None) => Outcome::Failed,
        (other, _) => failed(line(other)),
    }
}

/// Takes what fits into the file, or into another one.
fn apply(arguments: &Arguments, case: &Case, left: &Left, loaded: &Loaded, is_aside: bool) -> Outcome {
    let failed = |sentence: String| {
        complain(&sentence);
        Outcome::Failed
    };
    let fit = case.fit(left);
    let mut desk = Desk::new(loaded.document.clone());
    if let Err(error) = desk.commit(recover::STEP_TAKE_IN, &fit.edit) {
        return failed(error.to_string());
    }
    let saved = match &arguments.output {
        Some(output) => store::save_as(desk.document(), output),
        None => match loaded.read_only() {
            Some(why) => return failed(recover::recover_read_only(&why)),
            None => {
                if let Err(held) = may_write(loaded.source.path()) {
                    return failed(held);
                }
                store::save(desk.document(), &loaded.source)
            }
        },
    };
    let saved = match saved {
        Ok(saved) => saved,
        Err(error) => return failed(error.to_string()),
    };
    complain(&recover::recover_applied(fit.changes.len(), &say::path(saved.path())));
    // what is in the file need not be asked about again; everything else stays
    match (fit.misfits.is_empty(), &arguments.output) {
        (true, None) => {
            if let Err(error) = journal::remove(&left.path) {
                complain(&recover::recover_not_discarded(&say::path(&left.path), &error.to_string()));
            }
            return Outcome::Fine;
        }
        (false, None) if !is_aside => complain(&aside(&left.path, &case.nests)),
        _ => complain(&recover::recover_kept(&say::path(&left.path))),
    }
    if fit.misfits.is_empty() {
        return Outcome::Fine;
    }
    complain(&recover::recover_misfits(fit.misfits.len()));
    Outcome::Found
}

/// A journal that cannot be taken, in a line.
fn line(found: &Found) -> String {
    match found {
        Found::Left(left) => say::path(&left.path),
        Found::Busy(path, opening) => {
            let of =
                |part: fn(&journal::Opening) -> &String| opening.as_ref().map_or("", |o| part(o).as_str());
            recover::recover_busy(&say::path(path), of(|o| &o.user), of(|o| &o.host))
        }
        Found::Unreadable(path, why) => recover::left_unreadable(&say::path(path), &because(why)),
    }
}

fn text(case: &Case, file: &Path) -> String {
    if case.found.is_empty() {
        return format!("{}\n", recover::recover_nothing(&say::path(file)));
    }
    let style = Style::of_stdout();
    let mut out = String::new();
    for (n, (found, is_aside)) in case.found.iter().enumerate() {
        let Found::Left(left) = found else {
            out += &style.item(&format!("{}. ", n + 1), &line(found));
            continue;
        };
        let head = recover::recover_entry(n + 1, &say::path(&left.path), *is_aside);
        out += &format!("{}\n", style.bold(&head));
        let fit = case.fit(left);
        for line in about(left, &fit) {
            out += &style.item("   ", &line);
        }
        for difference in &fit.changes {
            out += &style.item("   · ", &shown(&difference.words));
            let change = change(difference.before.as_deref(), difference.after.as_deref());
            out += &style.item("     ", &shown(&change));
        }
        if !fit.misfits.is_empty() {
            out += &style.item("   ", recover::MISFITS);
            for line in misfits(&fit.misfits).iter().flat_map(|entry| entry.split('\n')) {
                out += &style.item("   · ", &shown(line));
            }
        }
    }
    out + recover::RECOVER_HOW + "\n"
}

/// A text in one line of the output.
fn shown(text: &str) -> String {
    visible_lines(text).replace('\n', "⏎")
}

fn array(case: &Case) -> String {
    let entry = |(found, is_aside): &(Found, bool)| -> Value {
        let Found::Left(left) = found else {
            let (state, path) = match found {
                Found::Busy(path, _) => ("busy", path),
                Found::Unreadable(path, _) => ("unreadable", path),
                Found::Left(left) => ("left", &left.path),
            };
            return json!({ "journal": path.to_string_lossy(), "state": state, "message": line(found) });
        };
        let fit = case.fit(left);
        let opening = &left.replay.opening;
        let changes: Vec<Value> = fit
            .changes
            .iter()
            .map(|d| {
                json!({ "place": d.place.to_string(), "words": d.words, "before": d.before, "after": d.after })
            })
            .collect();
        let steps = fit.misfits.iter().flat_map(|step| {
            let told = step.told().into_iter();
            told.map(|(place, before, after)| {
                json!({ "step": step.name, "place": place, "before": before, "after": after })
            })
        });
        json!({
            "journal": left.path.to_string_lossy(),
            "state": if *is_aside { "aside" } else { "left" },
            "user": opening.user,
            "host": opening.host,
            "time": moment(left.replay.time()),
            "same": fit.same,
            "torn": left.replay.torn,
            "changes": changes,
            "misfits": steps.collect::<Vec<Value>>(),
        })
    };
    let entries: Vec<Value> = case.found.iter().map(entry).collect();
    // as JSON writes a sign that would command a terminal
    format!("{}\n", clean::json(&format!("{:#}", Value::Array(entries))))
}
