//! `jixiao show`: a document in words, a line for each field, for reading, for `grep` and for
//! `git diff`.

use std::path::PathBuf;

use super::print::{complain, print};
use super::{Outcome, merge};
use crate::model::tell;
use crate::text::clean::visible;

/// Arguments of `jixiao show`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 要显示的文件（JSON），- 为标准输入
    #[arg(value_name = "文件")]
    file: PathBuf,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Outcome {
    let document = match merge::read(&arguments.file) {
        Ok(read) => read.document,
        Err(error) => {
            complain(&error.to_string());
            return Outcome::Failed;
        }
    };
    let line = |(place, value): (String, String)| format!("{}：{}\n", visible(&place), visible(&value));
    print(&tell(&document).into_iter().map(line).collect::<String>()).outcome()
}
