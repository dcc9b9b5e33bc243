//! The subcommands, one file each. Exit codes: 0 fine (warnings included), 1 errors found by
//! `check` or conflicts left by `merge`, 2 wrong use or a file that could not be read or understood.
//! Results go to stdout, messages to stderr.

pub mod check;
pub mod edit;
pub mod explain;
pub mod export;
mod help;
pub mod import;
pub mod journal;
pub mod memory;
pub mod merge;
mod onto;
pub mod open;
pub mod person;
pub mod recover;
pub mod settings;
pub mod share;
pub mod shelf;
pub mod show;
pub mod start;
mod take_in;
pub mod watcher;

mod print;
mod signature;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use self::settings::Settings;
use crate::text::say::usage as words;

/// 预算绩效目标的编写、检查与审核
#[derive(Debug, Parser)]
#[command(name = "jixiao", version, disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 要编辑的文件（JSON）；Word、Excel、文本等先预览再导入；不写则列出最近和本文件夹的文件
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    /// 设置文件；不写则用本机和个人的设置
    #[arg(long, value_name = "文件", global = true)]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 只读查看
    View(edit::ViewArguments),
    /// 检查一个或多个文件
    Check(check::Arguments),
    /// 说明一条检查规则，不给编号则列出全部
    Explain(explain::Arguments),
    /// 把 Word、Excel、网页、文本等转换成 JSON，并报告推断、整理和疑问
    Import(import::Arguments),
    /// 写成 Word、Excel、网页、Markdown、文本或数据文件
    Export(export::Arguments),
    /// 合并两人对同一文件的修改，冲突处保留我的并列出
    Merge(merge::Arguments),
    /// 以文字逐栏显示文件内容，便于阅读、查找和比较
    Show(show::Arguments),
    /// 列出或取回意外中断时没有保存的修改
    Recover(recover::Arguments),
}

/// What a run of a subcommand ends with, as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Fine, warnings included.
    Fine = 0,
    /// `check` found errors, or `merge` left conflicts.
    Found = 1,
    /// Wrong use, or a file that could not be read or understood.
    Failed = 2,
}

/// Runs the program with `arguments`, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = match help::chinese(Arguments::command()).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage(&error),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    ExitCode::from(carry_out(arguments) as u8)
}

fn carry_out(arguments: Arguments) -> Outcome {
    let config = arguments.config.as_deref();
    let mut settings = match &arguments.command {
        None | Some(Command::View(_)) => Settings::of_editor(config),
        Some(Command::Explain(_)) => Settings::default(),
        Some(_) => match Settings::read(config) {
            Ok(settings) => settings,
            Err(sentence) => return refuse(&sentence),
        },
    };
    if let Some(Command::Check(check)) = &arguments.command {
        check.narrow(&mut settings.selection);
    }
    if let Err(sentence) = settings.install() {
        return refuse(&sentence);
    }
    match arguments.command {
        None => edit::run(arguments.file.as_deref(), &settings),
        Some(Command::View(view)) => edit::view(&view, &settings),
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Import(import)) => import::run(&import),
        Some(Command::Export(export)) => export::run(&export),
        Some(Command::Merge(merge)) => merge::run(&merge),
        Some(Command::Show(show)) => show::run(&show),
        Some(Command::Recover(recover)) => recover::run(&recover),
    }
}

fn refuse(sentence: &str) -> Outcome {
    print::complain(sentence);
    Outcome::Failed
}

/// Wrong use, or help asked for.
fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    if !error.use_stderr() {
        // a closed pipe is the reader's choice
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let named = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = named(ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => words::unknown_argument(&argument),
        ErrorKind::InvalidSubcommand => words::unknown_command(&named(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            // what a parser of ours said
            if let Some(why) = std::error::Error::source(error) {
                print::complain(&why.to_string());
                return ExitCode::from(Outcome::Failed as u8);
            }
            let valid = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(valid)) => valid.as_slice(),
                _ => &[],
            };
            words::invalid_value(&argument, &named(ContextKind::InvalidValue), valid)
        }
        ErrorKind::TooManyValues => words::no_value_wanted(&argument, &named(ContextKind::InvalidValue)),
        ErrorKind::MissingRequiredArgument => words::missing(&argument),
        ErrorKind::ArgumentConflict => words::conflict(&argument, &named(ContextKind::PriorArg)),
        _ => words::WRONG.to_string(),
    };
    print::complain(&format!("{sentence}{}", words::SEE_HELP));
    ExitCode::from(Outcome::Failed as u8)
}
