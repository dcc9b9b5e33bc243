//! Help in Chinese, in lines that fit into the terminal: clap breaks lines at blanks only, and Chinese
//! has none.

use super::print::Style;
use crate::text::{width, wrap};

/// Blanks before and after what is explained.
const SPACE: usize = 2;

/// In fewer columns than that no text is read; the terminal breaks the line then.
const LEAST: usize = 16;

/// Help in Chinese throughout: headings, usage, and the help and version options too.
pub fn chinese(command: clap::Command) -> clap::Command {
    let columns = Style::of_stdout().columns;
    let subcommands = command.get_subcommands();
    // every subcommand has the global ones, too
    let global = subcommands.chain([&command]).map(column).max().unwrap_or(0);
    translated(command, columns, global)
}

/// `global`: the column where the help of an option begins that all subcommands have.
fn translated(command: clap::Command, columns: Option<usize>, global: usize) -> clap::Command {
    let flag = |name: &'static str, short, action, help| {
        clap::Arg::new(name).short(short).long(name).action(action).help(help)
    };
    let is_top = command.get_version().is_some();
    let mut command = command
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', clap::ArgAction::Help, "显示帮助"));
    if is_top {
        command = command.arg(flag("version", 'V', clap::ArgAction::Version, "显示版本"));
    }
    // clap writes its own words into the usage line; a copy, as it closes the list of options
    let usage = command.clone().render_usage().to_string().replace("[OPTIONS]", "[选项]");
    let usage = usage.trim_start_matches("Usage: ");
    let name = if is_top { "" } else { "jixiao " };
    command = command.override_usage(format!("{name}{usage}"));
    let mut template = "{about}\n\n用法：{usage}\n".to_string();
    let has_positionals = command.get_positionals().next().is_some();
    for (there, part) in [
        (command.has_subcommands(), "命令：\n{subcommands}"),
        (has_positionals, "参数：\n{positionals}"),
        (true, "选项：\n{options}"),
    ] {
        if there {
            template.push_str(&format!("\n{part}\n"));
        }
    }
    if let Some(columns) = columns {
        let own = column(&command);
        let before = command.get_positionals().map(room).max().unwrap_or(0);
        command = command.mut_args(|arg| {
            let at = match (arg.is_positional(), arg.is_global_set()) {
                (true, _) => SPACE + before + SPACE,
                (_, true) => global.max(own),
                _ => own,
            };
            let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let lines = wrap::lines(&text, columns.saturating_sub(at).max(LEAST));
            arg.help(lines.join("\n"))
        });
    }
    command.help_template(template).mut_subcommands(|command| translated(command, columns, global))
}

/// Where the help of the options of a command begins: after `-x, `, the longest of them and blanks.
fn column(command: &clap::Command) -> usize {
    let options = command.get_arguments().filter(|arg| !arg.is_positional());
    SPACE + "-x, ".len() + options.map(room).max().unwrap_or(0) + SPACE
}

/// How much room an argument takes: `--select <编号>`, `<路径>...`. (clap tells it only of a command
/// that is complete.)
fn room(arg: &clap::Arg) -> usize {
    let names = arg.get_value_names().unwrap_or_default().iter().map(|name| width::width(name) + "<>".len());
    let name = match arg.get_long() {
        Some(long) => "--".len() + long.len(),
        None => "...".len(),
    };
    let takes_values = arg.is_positional() || arg.get_action().takes_values();
    name + if takes_values { names.map(|name| name + 1).sum() } else { 0 }
}
