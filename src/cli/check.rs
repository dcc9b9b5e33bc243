//! `jixiao check`.

use super::Outcome;

/// Arguments of `jixiao check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs it.
pub fn run(_arguments: &Arguments) -> Outcome {
    Outcome::Failed
}
