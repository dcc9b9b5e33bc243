//! The source of an import and what it became, beside each other: pairs of a passage and the lines
//! of the document that came from it, in the order of the source. Both sides of a pair begin on the
//! same line of the screen, so scrolling keeps them in step.

use std::collections::HashMap;

use super::preview::{Line, outline};
use crate::exchange::Imported;
use crate::text::say;

/// A passage and what it became.
#[derive(Debug, Default)]
pub struct Pair {
    /// Where the passage stands, in words, and its text; none for what only follows from the text.
    pub source: Option<Line>,
    /// What became of it.
    pub result: Vec<Line>,
    /// What is doubtful about it.
    pub doubts: Vec<String>,
}

/// More passages are not shown: a hostile text makes a great many.
const MOST_PAIRS: usize = 5000;

/// The pairs of an import.
pub fn pairs(imported: &Imported) -> Vec<Pair> {
    let Imported { document, report, source } = imported;
    // the first pair is what has no place in the source
    let mut pairs = vec![Pair::default()];
    let passages = source.iter().take(MOST_PAIRS);
    pairs.extend(passages.map(|passage| {
        let label = report.lines.within(passage.line).to_string();
        let source = Line { heading: false, label, text: passage.text.clone() };
        Pair { source: Some(source), ..Pair::default() }
    }));
    let lines: Vec<usize> = source.iter().take(MOST_PAIRS).map(|passage| passage.line).collect();
    // the pair of the passage that holds the line, or begins it
    let holding = |line: usize| lines.partition_point(|begins| *begins <= line);
    let origins: HashMap<&str, usize> =
        report.origins.iter().rev().map(|(path, line)| (path.as_str(), *line)).collect();
    let origin = |pointer: &str| {
        let mut path = pointer;
        loop {
            if let Some(line) = origins.get(path) {
                return Some(*line);
            }
            path = &path[..path.rfind('/')?];
        }
    };
    let mut waiting: Vec<Line> = Vec::new();
    let mut at = 0;
    for (line, place) in outline(document) {
        let found = place.and_then(|place| origin(&place.pointer(document)));
        match found {
            // a heading belongs to what follows it
            None if line.heading => waiting.push(line),
            None => pairs[at].result.extend(waiting.drain(..).chain([line])),
            Some(origin) => {
                at = holding(origin).min(pairs.len() - 1);
                pairs[at].result.extend(waiting.drain(..).chain([line]));
            }
        }
    }
    pairs[at].result.append(&mut waiting);
    for warning in &report.warnings {
        let at = warning.line.map_or(0, holding).min(pairs.len() - 1);
        pairs[at].doubts.push(warning.message());
    }
    if source.len() > MOST_PAIRS {
        let text = say::preview_more(source.len() - MOST_PAIRS);
        let source = Some(Line { heading: true, label: String::new(), text });
        pairs.push(Pair { source, ..Pair::default() });
    }
    pairs.retain(|pair| pair.source.is_some() || !pair.result.is_empty() || !pair.doubts.is_empty());
    pairs
}
