//! `jixiao import`.

use super::Outcome;

/// Arguments of `jixiao import`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs it.
pub fn run(_arguments: &Arguments) -> Outcome {
    Outcome::Failed
}
