//! `jixiao explain`.

use super::Outcome;

/// Arguments of `jixiao explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs it.
pub fn run(_arguments: &Arguments) -> Outcome {
    Outcome::Failed
}
