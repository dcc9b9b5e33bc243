//! `jixiao [FILE]` and `jixiao view FILE`.

use std::path::{Path, PathBuf};

use super::Outcome;

/// Arguments of `jixiao view`.
#[derive(Debug, clap::Args)]
pub struct ViewArguments {
    /// 要查看的文件（JSON）
    #[arg(value_name = "文件")]
    file: PathBuf,
}

/// Opens the editor.
pub fn run(_file: Option<&Path>) -> Outcome {
    Outcome::Failed
}

/// Opens a file for looking only.
pub fn view(_arguments: &ViewArguments) -> Outcome {
    Outcome::Failed
}
