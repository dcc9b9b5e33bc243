//! The first part of the printed form: headings and paragraphs, numbered as people number them.

use std::borrow::Cow;

use super::fields::{clean_owned, id, line, text};
use super::{Block, Text, wrong};
use crate::model::{Document, Field, List, Printed, Safeguard, Slot, SubGoal};

/// Puts the first part of `document` behind `blocks`.
pub fn blocks<'a>(document: &'a Document, words: &'a Printed, blocks: &mut Vec<Block<'a>>) {
    blocks.push(Block::Part { number: &words.part_one.number, title: &words.part_one.title });
    let paragraph = |blocks: &mut Vec<Block<'a>>, text: Text<'a>, id| {
        if !text.trim().is_empty() {
            blocks.push(Block::Paragraph { text, id });
        }
    };
    if !document.overall_goal.is_absent() {
        blocks.push(Block::Section(&words.overall_goal));
        if let Some(goal) = document.overall_goal.get() {
            for part in split(text(&goal.statement)) {
                paragraph(blocks, part, "");
            }
            let tasks = lines(&goal.tasks);
            let numbered = tasks.iter().enumerate().map(|(n, task)| format!("（{}）{task}", numeral(n + 1)));
            paragraph(blocks, Cow::Owned(numbered.collect()), "");
        } else {
            blocks.push(wrong(&document.overall_goal));
        }
    }
    if !document.sub_goals.is_absent() {
        blocks.push(Block::Section(&words.sub_goals));
        for (n, goal) in document.sub_goals.all().iter().enumerate() {
            match goal.get() {
                Some(goal) => sub_goal(goal, n + 1, words, blocks),
                None => blocks.push(wrong(goal)),
            }
        }
        if document.sub_goals.wrong_kind().is_some() {
            blocks.push(wrong(&document.sub_goals));
        }
    }
    if !document.safeguards.is_absent() {
        blocks.push(Block::Section(&words.safeguards));
        for measure in document.safeguards.all() {
            match measure.get() {
                Some(measure) => paragraph(blocks, safeguard(measure), id(&measure.id)),
                None => blocks.push(wrong(measure)),
            }
        }
        if document.safeguards.wrong_kind().is_some() {
            blocks.push(wrong(&document.safeguards));
        }
    }
}

fn sub_goal<'a>(goal: &'a SubGoal, number: usize, words: &Printed, blocks: &mut Vec<Block<'a>>) {
    let text_of =
        |words: &str, text: &str| Block::Paragraph { text: format!("{words}{text}").into(), id: "" };
    let heading = format!("（{}）{}", numeral(number), line(&goal.title));
    blocks.push(Block::Item { text: heading, id: id(&goal.id) });
    if !goal.goal.is_absent() {
        let all = text(&goal.goal);
        let mut parts = split(all).into_iter();
        blocks.push(text_of(&words.sub_goal, &parts.next().unwrap_or_default()));
        blocks.extend(parts.map(|text| Block::Paragraph { text, id: "" }));
    }
    let names = lines(&goal.indicators);
    if !names.is_empty() {
        blocks.push(text_of(&words.sub_goal_indicators, &(names.join("，") + "。")));
    }
}

fn safeguard(measure: &Safeguard) -> Text<'_> {
    match (line(&measure.title), text(&measure.text)) {
        (title, text) if title.is_empty() => text,
        (title, text) => Cow::Owned(format!("{title}{text}")),
    }
}

/// 一 to 九十九, and digits from there on.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_string(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

/// What a list of lines holds, without empty ones.
fn lines(list: &Field<List<String>>) -> Vec<Text<'_>> {
    let mut lines: Vec<Text> = list.all().iter().map(line).filter(|line| !line.trim().is_empty()).collect();
    if list.wrong_kind().is_some() {
        lines.push(clean_owned(list.shown()));
    }
    lines
}

/// The paragraphs of a text, without empty ones.
fn split(text: Text<'_>) -> Vec<Text<'_>> {
    let is_empty = |part: &&str| !part.trim().is_empty();
    match text {
        Cow::Borrowed(text) => text.split('\n').filter(is_empty).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => {
            text.split('\n').filter(is_empty).map(|part| Cow::Owned(part.to_string())).collect()
        }
    }
}
