//! IC005: a description says how its indicator is measured, not how good everything will be.

use super::prelude::*;
use crate::check::search::Search;
use std::sync::LazyLock;

pub static RULE: Rule = Rule {
    code: "IC005",
    name: "指标描述没有口径",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| match argument(finding, 2) {
        "" => {
            format!("绩效指标描述{}是口号（“{}”），没有说怎样衡量", quoted(finding, 0), argument(finding, 1))
        }
        name => format!(
            "名称说的是“{name}”，绩效指标描述{}说的却是“{}”",
            quoted(finding, 0),
            argument(finding, 1)
        ),
    },
    advice: |_, _| "写明口径：分子分母各是什么，统计哪个时段、哪个范围，数据从哪里来。".to_string(),
    propose: None,
    page: Page {
        what: "绩效指标描述是“高效运转”“顺利完成”一类的口号，没有说数、率、时间或标准；或者描述的是另一件事（名称是标准，描述是时效）。",
        why: "没有口径的指标谁都可以说完成了；描述与名称不符，填报时会填错数。",
        bad: Sample::Rows(r#"{"name":"综合事务保障率","description":"保障日常事务高效运转"}"#),
        good: Sample::Rows(r#"{"name":"综合事务保障率","description":"按时办结的事务件数÷应办的事务件数"}"#),
        doubt: "按词表判断。描述里有口号但也说明了口径的，说的是哪些东西（正常运行的站点、影响运行的故障）的，不报；名称与描述用词不同而意思相通的可能误报。",
        safety: "口径只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let (name, description) = (row.name.text, row.description.text);
    // an empty one, or one that repeats the name, is told by IC004
    if description.is_empty() || description == name || row.is_placeholder {
        return;
    }
    let spot = row.field("description");
    if row.description.has(&words::SLOGANS)
        && let Some(slogan) = slogan(description)
        && !row.description.glance.shows(Sign::Digit)
        && !(row.description.has(&words::MEASURES) && measures(description))
    {
        return out.found(spot, &[description, slogan]);
    }
    if !row.name.has(&words::OTHER_THINGS) || !row.description.has(&words::OTHER_THINGS) {
        return;
    }
    let (of_name, of_description) = (things(name), things(description));
    let is_other = |(mine, other): &&(usize, usize)| {
        of_name.contains(mine)
            && !of_name.contains(other)
            && of_description.contains(other)
            && !of_description.contains(mine)
    };
    if let Some((mine, other)) = THINGS.pairs.iter().find(is_other) {
        out.found(spot, &[description, THINGS.words[*other], THINGS.words[*mine]]);
    }
}

/// Whether a description with a word of the list has one that measures: the 率 of 效率 does not.
fn measures(description: &str) -> bool {
    !description.contains("效率") || words::MEASURES.within(&description.replace("效率", "")).is_some()
}

/// The first slogan of a description, where it is more than a condition: 正常运行的站点 and
/// 影响正常运行的故障 say which ones are counted.
fn slogan(description: &str) -> Option<&'static str> {
    let clauses = description.split(['，', '；', '。', '、', ',', ';', '\n']);
    clauses
        .filter_map(|clause| {
            let slogan = words::SLOGANS.within(clause)?;
            let (before, after) = clause.split_once(slogan)?;
            let is_denied = DENIALS.iter().any(|denial| before.contains(denial));
            let thing = after.strip_prefix('的').unwrap_or_default();
            let is_which = !thing.is_empty()
                && words::UNMEASURED.at_end(thing).is_none()
                && !AIMS.iter().any(|aim| thing.ends_with(aim));
            (!is_denied && !is_which).then_some(slogan)
        })
        .next()
}

/// What makes a failure of a slogan.
const DENIALS: [&str; 6] = ["影响", "不能", "无法", "未能", "未得到", "没有"];

/// What is said of a slogan and counts nothing.
const AIMS: [&str; 5] = ["需要", "需求", "要求", "目标", "目的"];

/// The list of pairs of things: what the name says, and what the description says instead.
struct Things {
    /// Each once.
    words: Vec<&'static str>,
    /// The pairs, by the numbers of their words.
    pairs: Vec<(usize, usize)>,
    search: Search,
}

static THINGS: LazyLock<Things> = LazyLock::new(|| {
    let mut words: Vec<&str> = words::OTHER_THINGS.looked_for().collect();
    words.sort_unstable();
    words.dedup();
    let number = |word| words.binary_search(&word).ok();
    let pairs = words::OTHER_THINGS.all().iter().filter_map(|line| {
        let mut line = line.split_whitespace();
        Some((number(line.next()?)?, number(line.next()?)?))
    });
    Things { pairs: pairs.collect(), search: Search::of(words.clone()), words }
});

/// The numbers of the things that occur in `text`.
fn things(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    THINGS.search.tell(text, |word, _| found.push(word));
    found
}
