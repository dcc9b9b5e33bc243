//! A target (指标值): what people type and print as one text, kept as operator, number and unit
//! apart, as a range, as a date, or, where it cannot be taken apart, as the text it is.

use super::amount::Amount;
use super::list::List;
use super::record::{Field, Record, record};
use crate::text::narrow::{is_blank, narrow_char};

record! {
    /// 指标值. Which fields are there makes the [`Form`].
    Target {
        /// `≥ > = < ≤`, or empty: a missing operator is never assumed.
        operator: String,
        /// The number of a comparison.
        value: Amount,
        /// The lower end of a range.
        low: Amount,
        /// The upper end of a range.
        high: Amount,
        /// A day, month or year, as written.
        date: String,
        /// The unit of the numbers; `%` among them.
        unit: String,
        /// A target in words.
        text: String,
        /// What each grade of a target in words means.
        grades: List<String>,
    }
}

/// The four forms of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form<'a> {
    /// Operator, number, unit.
    Compare { operator: &'a str, value: &'a Amount, unit: &'a str },
    /// From, to, unit.
    Range { low: &'a Amount, high: &'a Amount, unit: &'a str },
    /// By when.
    Date { operator: &'a str, date: &'a str },
    /// In words.
    Words(&'a str),
    /// Nothing is there.
    Empty,
}

/// Operators in their normal form.
pub const OPERATORS: [&str; 5] = ["≥", ">", "=", "<", "≤"];

// Longer ones first: the first that fits is taken.
const BEFORE: [(&str, &str); 38] = [
    (">=", "≥"),
    ("=>", "≥"),
    ("<=", "≤"),
    ("=<", "≤"),
    ("==", "="),
    ("≥", "≥"),
    ("≧", "≥"),
    ("⩾", "≥"),
    ("≤", "≤"),
    ("≦", "≤"),
    ("⩽", "≤"),
    (">", ">"),
    ("﹥", ">"),
    ("〉", ">"),
    ("<", "<"),
    ("﹤", "<"),
    ("〈", "<"),
    ("=", "="),
    ("﹦", "="),
    ("大于或等于", "≥"),
    ("小于或等于", "≤"),
    ("大于等于", "≥"),
    ("小于等于", "≤"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("至少", "≥"),
    ("不超过", "≤"),
    ("不高于", "≤"),
    ("不多于", "≤"),
    ("不大于", "≤"),
    ("至多", "≤"),
    ("等于", "="),
    ("大于", ">"),
    ("超过", ">"),
    ("高于", ">"),
    ("小于", "<"),
    ("低于", "<"),
];

// 以上、以下、以内 include the number itself (民法典, on the counting of periods and amounts).
const AFTER: [(&str, &str); 6] =
    [("及以上", "≥"), ("及以下", "≤"), ("以上", "≥"), ("以下", "≤"), ("以内", "≤"), ("之内", "≤")];

const BETWEEN: [&str; 8] = ["-", "–", "—", "−", "~", "～", "至", "到"];

impl Target {
    /// A target in words.
    pub fn words(text: &str) -> Target {
        Target { text: Field::Value(text.to_string()), ..Target::default() }
    }

    /// Operator, number and unit.
    pub fn compare(operator: &str, value: &str, unit: &str) -> Target {
        Target {
            operator: operator.to_string().into(),
            value: Amount::new(value).into(),
            unit: unit.to_string().into(),
            ..Target::default()
        }
    }

    /// Reads what a person typed or printed. Nothing is lost: what is not one of the other forms,
    /// and what would not be read the same once printed, is a target in words; with grades where the
    /// text itself explains them: 优：…；良：….
    pub fn parse(text: &str) -> Target {
        let text = text.trim_matches(is_blank);
        // 90分以上为优，80分以上为良 begins with a number, and is none
        let grades = explained_grades(text);
        if !grades.is_empty() {
            let grades = Field::Value(grades.into_iter().map(str::to_string).collect());
            return Target { grades, ..Target::words(text) };
        }
        // blanks between the parts say nothing; full-width signs mean the narrow ones
        let narrow: String = text.chars().map(narrow_sign).collect();
        let again = |target: &Target| parse_comparison(&target.print()).as_ref() == Some(target);
        parse_comparison(&narrow).filter(again).unwrap_or_else(|| Target::words(text))
    }

    /// Whether `text` only names the grades there are, and neither says which one is the aim nor what
    /// they mean: 优/良/中/差.
    pub fn is_scale(text: &str) -> bool {
        let mut rest = text.trim_matches(is_blank);
        let mut seen: Vec<&str> = Vec::new();
        let mut is_apart = false;
        while let Some(grade) = GRADES.iter().find(|grade| rest.starts_with(**grade)) {
            if seen.contains(grade) {
                return false;
            }
            seen.push(grade);
            let after = &rest[grade.len()..];
            let next = after.trim_start_matches(|c: char| is_blank(c) || "/／、，,|｜;；或".contains(c));
            is_apart |= !next.is_empty() && next.len() < after.len();
            rest = next;
        }
        let last = seen.last().copied().unwrap_or_default();
        // 优良 is a quality, 好坏 is not
        rest.is_empty() && (seen.len() > 2 || (seen.len() == 2 && (is_apart || LOWEST.contains(&last))))
    }

    /// The form it has.
    pub fn form(&self) -> Form<'_> {
        let unit = self.unit.text();
        if let Some(value) = self.value.get() {
            Form::Compare { operator: self.operator.text(), value, unit }
        } else if let (Some(low), Some(high)) = (self.low.get(), self.high.get()) {
            Form::Range { low, high, unit }
        } else if !self.date.text().is_empty() {
            Form::Date { operator: self.operator.text(), date: self.date.text() }
        } else {
            match (self.text.text(), self.operator.text(), unit) {
                ("", "", "") => Form::Empty,
                ("", _, _) => Form::Words(unit),
                (words, _, _) => Form::Words(words),
            }
        }
    }

    /// The normal form of the text, as it is printed.
    pub fn print(&self) -> String {
        match self.form() {
            Form::Compare { operator, value, unit } => [operator, value.text(), unit].concat(),
            Form::Range { low, high, unit } => [low.text(), "-", high.text(), unit].concat(),
            Form::Date { operator: "≤", date } => [date, "前"].concat(),
            Form::Date { operator: "≥", date } => [date, "起"].concat(),
            Form::Date { operator: ">", date } => [date, "后"].concat(),
            Form::Date { operator, date } => [operator, date].concat(),
            Form::Words(_) => [self.operator.text(), self.text.text(), self.unit.text()].concat(),
            Form::Empty => String::new(),
        }
    }

    /// How it was understood, its parts apart: `≥ 95 %`.
    pub fn read_as(&self) -> String {
        match self.form() {
            Form::Compare { operator, value, unit } => {
                [operator, value.text(), unit].iter().filter(|p| !p.is_empty()).fold(
                    String::new(),
                    |line, part| if line.is_empty() { part.to_string() } else { line + " " + part },
                )
            }
            Form::Range { low, high, unit } => {
                format!("{} 至 {} {unit}", low.text(), high.text()).trim_end().to_string()
            }
            _ => self.print(),
        }
    }
}

/// Names of grades, the longer ones first.
const GRADES: [&str; 28] = [
    "部分达成",
    "基本达成",
    "未达成",
    "基本合格",
    "不合格",
    "不达标",
    "基本达标",
    "不满意",
    "基本满意",
    "优秀",
    "良好",
    "中等",
    "一般",
    "合格",
    "达标",
    "较好",
    "较差",
    "达成",
    "优",
    "良",
    "中",
    "差",
    "好",
    "坏",
    "高",
    "低",
    "是",
    "否",
];

/// The grades that nobody aims at.
const LOWEST: [&str; 7] = ["差", "坏", "低", "否", "不合格", "不达标", "未达成"];

/// The parts of `text` that say what a grade means, where all of them do: 优：…；良：…, or 90分以上为优，….
fn explained_grades(text: &str) -> Vec<&str> {
    const BETWEEN_GRADES: [char; 5] = ['；', ';', '\n', '，', ','];
    // nearly all targets are one part
    if !text.contains(BETWEEN_GRADES) {
        return Vec::new();
    }
    let is_explained = |part: &&str| {
        let before = GRADES.iter().find_map(|grade| part.strip_prefix(grade));
        let after = || GRADES.iter().find_map(|grade| part.strip_suffix(grade)?.strip_suffix('为'));
        before
            .and_then(|rest| rest.strip_prefix(['：', ':', '=']))
            .or_else(after)
            .is_some_and(|said| !said.trim_matches(is_blank).is_empty())
    };
    let parts = |marks: &[char]| -> Vec<_> {
        let parts = text.split(marks).map(|part| part.trim_matches(|c| is_blank(c) || c == '。'));
        parts.filter(|part| !part.is_empty()).collect()
    };
    [&BETWEEN_GRADES[..3], &BETWEEN_GRADES]
        .into_iter()
        .map(parts)
        .find(|parts| parts.len() > 1 && parts.iter().all(is_explained))
        .unwrap_or_default()
}

impl Record for Target {
    const IS_TEXT: bool = true;

    fn summary(&self) -> String {
        self.print()
    }

    /// Fields the format does not know stay, and the grades as long as it is a target in words; but for
    /// those that the old text explained.
    fn from_typed(text: &str, old: Option<&Self>) -> Option<Self> {
        let mut target = Target::parse(text);
        if let Some(old) = old {
            target.rest = old.rest.clone();
            let stood_in_text = || Target::parse(old.text.text()).grades == old.grades;
            let is_ungraded = matches!(target.form(), Form::Words(_)) && target.grades.is_absent();
            if is_ungraded && !stood_in_text() {
                target.grades = old.grades.clone();
            }
        }
        Some(target)
    }
}

/// Signs and digits as narrow ones; punctuation of prose stays.
fn narrow_sign(c: char) -> char {
    match c {
        '（' | '）' | '，' | '：' | '；' | '！' | '？' => c,
        c => narrow_char(c),
    }
}

fn parse_comparison(text: &str) -> Option<Target> {
    let (operator, rest) = operator_before(text);
    if operator.is_none()
        && let Some(target) = parse_date(rest)
    {
        return Some(target);
    }
    if let Some(op) = operator
        && date_length(rest) == Some(rest.len())
        && is_certain_date(rest)
    {
        return Some(date(op, rest));
    }
    let (value, rest) = number(rest)?;
    let rest = rest.trim_start_matches(is_blank);
    if operator.is_none()
        && let Some(range) = parse_range(&value, rest)
    {
        return Some(range);
    }
    let (after, unit) = operator_after(rest);
    let operator = match (operator, after) {
        (Some(before), Some(after)) if before != after => return None,
        (before, after) => before.or(after).unwrap_or(""),
    };
    is_unit(unit).then(|| Target::compare(operator, &value, unit))
}

fn operator_before(text: &str) -> (Option<&'static str>, &str) {
    // blanks may stand inside: "> = 95"
    for (sign, operator) in BEFORE {
        let mut rest = text;
        let fits = sign.chars().all(|c| {
            let trimmed = rest.trim_start_matches(is_blank);
            match trimmed.strip_prefix(c) {
                Some(more) => {
                    rest = more;
                    true
                }
                None => false,
            }
        });
        if fits {
            return (Some(operator), rest.trim_start_matches(is_blank));
        }
    }
    (None, text)
}

fn operator_after(text: &str) -> (Option<&'static str>, &str) {
    for (word, operator) in AFTER {
        if let Some(unit) = text.strip_suffix(word) {
            return (Some(operator), unit.trim_end_matches(is_blank));
        }
    }
    if let Some(unit) = text.strip_suffix('内')
        && ["日", "天", "月", "年", "时", "分钟", "周", "星期", "季度"].iter().any(|t| unit.ends_with(t))
    {
        return (Some("≤"), unit);
    }
    (None, text)
}

/// A decimal at the start, without its separators of thousands, and what follows.
fn number(text: &str) -> Option<(String, &str)> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    if whole == 0 {
        return None;
    }
    let mut value = format!("{sign}{}", &digits[..whole]);
    let mut end = whole;
    while let Some(group) = digits[end..].strip_prefix(',')
        && (1..=3).contains(&whole)
        && group.len() >= 3
        && group.bytes().take_while(u8::is_ascii_digit).count() == 3
    {
        value.push_str(&group[..3]);
        end += 4;
    }
    if let Some(fraction) = digits[end..].strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if length > 0 {
            value.push('.');
            value.push_str(&fraction[..length]);
            end += 1 + length;
        }
    }
    Some((value, &digits[end..]))
}

/// `10-12套`, `10%至12%`: the part after the first number.
fn parse_range(low: &str, rest: &str) -> Option<Target> {
    let cut = rest.find(|c: char| BETWEEN.iter().any(|b| b.starts_with(c)))?;
    let (unit_of_low, after) = rest.split_at(cut);
    let separator = after.chars().next()?;
    let after = after[separator.len_utf8()..].trim_start_matches(is_blank);
    let (high, unit) = number(after)?;
    let unit = unit.trim_start_matches(is_blank);
    let unit_of_low = unit_of_low.trim_end_matches(is_blank);
    if !(unit_of_low.is_empty() || unit_of_low == unit) || !is_unit(unit) || high.starts_with('-') {
        return None;
    }
    // what follows must be a unit, no second range, no operator in words
    if unit.contains(|c: char| c.is_ascii_digit()) || operator_after(unit).0.is_some() {
        return None;
    }
    // a first number above the second is an invoice number, a quotient, anything but a range
    // "10月底-12月底" is two dates
    if ["月底", "月末", "月初", "日", "号"].iter().any(|day| unit.starts_with(day)) {
        return None;
    }
    let order = Amount::new(low).decimal()? <= Amount::new(high.as_str()).decimal()?;
    order.then(|| Target {
        low: Amount::new(low).into(),
        high: Amount::new(high).into(),
        unit: unit.to_string().into(),
        ..Target::default()
    })
}

/// Whether the rest of a text can be the unit: not when it goes on as a number, a date, a range, a
/// quotient, or on another line.
fn is_unit(unit: &str) -> bool {
    let Some(first) = unit.chars().next() else { return true };
    let digit = |c: char| c.is_ascii_digit();
    let goes_on = digit(first)
        || "./,:：，、。-+±*×÷".contains(first)
        || OPERATORS.iter().any(|operator| operator.starts_with(first));
    let is_range = unit.char_indices().any(|(at, c)| {
        let rest = unit[at + c.len_utf8()..].trim_start();
        rest.starts_with(digit) && BETWEEN.iter().any(|sign| sign.starts_with(c))
    });
    let is_date = unit.strip_prefix('年').is_some_and(|rest| rest.starts_with(digit));
    !(goes_on || is_range || is_date || unit.contains('\n'))
}

impl Target {
    /// Whether `text` is a day, a month, a quarter or the like, as targets write it: `2021年10月底`.
    pub fn is_date(text: &str) -> bool {
        date_length(text) == Some(text.len())
    }
}

fn date(operator: &str, text: &str) -> Target {
    Target { operator: operator.to_string().into(), date: text.to_string().into(), ..Target::default() }
}

fn parse_date(text: &str) -> Option<Target> {
    let end = date_length(text)?;
    let (day, rest) = text.split_at(end);
    match rest.trim_matches(is_blank) {
        "" => is_certain_date(day).then(|| date("", day)),
        "前" | "之前" | "以前" => Some(date("≤", day)),
        "起" => Some(date("≥", day)),
        "后" | "之后" | "以后" => Some(date(">", day)),
        _ => None,
    }
}

/// A bare `10月` or `2021年` may be a length of time; a day, 底 or both year and month make a date.
fn is_certain_date(day: &str) -> bool {
    day.contains(['底', '末', '初', '中', '日', '号', '旬', '季', '-', '/', '.'])
        || (day.contains('年') && day.contains('月'))
        || day.contains("半年")
}

/// Whether that month has such a day, in a leap year at least.
fn is_day(month: u32, day: u32) -> bool {
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=last).contains(&day)
}

/// The length of a date at the start: `2021年10月底`, `10月31日`, `年底`, `2021-10-31`.
fn date_length(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let value = |text: &str, length: usize| text[..length].parse::<u32>().unwrap_or(u32::MAX);
    let is_year = |text: &str, length: usize| length == 4 && (1900..=2199).contains(&value(text, 4));
    let mut at = 0;
    let n = digits(text);
    if is_year(text, n) {
        let sign = text[4..].chars().next();
        if let Some(sign @ ('-' | '/' | '.')) = sign {
            let month = digits(&text[5..]);
            if !(1..=2).contains(&month) || !(1..=12).contains(&value(&text[5..], month)) {
                return None;
            }
            at = 5 + month;
            if let Some(rest) = text[at..].strip_prefix(sign) {
                let day = digits(rest);
                if (1..=2).contains(&day) && is_day(value(&text[5..], month), value(rest, day)) {
                    return Some(at + 1 + day);
                }
            }
            return (sign != '.').then_some(at);
        }
        if sign == Some('年') {
            at = 4 + '年'.len_utf8();
        } else {
            return None;
        }
    } else if let Some(rest) = text.strip_prefix("年") {
        return ["底", "末", "初", "中"]
            .iter()
            .find(|word| rest.starts_with(**word))
            .map(|word| "年".len() + word.len());
    }
    let rest = &text[at..];
    for word in ["底", "末", "初", "上半年", "下半年"] {
        if at > 0 && rest.starts_with(word) {
            return Some(at + word.len());
        }
    }
    if let Some(season) = rest.strip_prefix('第')
        && let Some(word) = ["一季度", "二季度", "三季度", "四季度"].iter().find(|w| season.starts_with(**w))
    {
        let end = at + '第'.len_utf8() + word.len();
        let part = ["底", "末", "初"].iter().find(|part| text[end..].starts_with(**part));
        return Some(end + part.map_or(0, |part| part.len()));
    }
    let n = digits(rest);
    if !(1..=2).contains(&n) || !(1..=12).contains(&value(rest, n)) || !rest[n..].starts_with('月') {
        return (at > 0).then_some(at);
    }
    let month = value(rest, n);
    at += n + '月'.len_utf8();
    let rest = &text[at..];
    for word in ["底", "末", "初", "上旬", "中旬", "下旬"] {
        if rest.starts_with(word) {
            return Some(at + word.len());
        }
    }
    let n = digits(rest);
    if (1..=2).contains(&n) && is_day(month, value(rest, n)) {
        for word in ["日", "号"] {
            if rest[n..].starts_with(word) {
                return Some(at + n + word.len());
            }
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_is_taken_apart() {
        let cases = [
            ("≥95%", "≥ 95 %", "≥95%"),
            (">=95 %", "≥ 95 %", "≥95%"),
            ("> = 95 %", "≥ 95 %", "≥95%"),
            ("＞＝９５％", "≥ 95 %", "≥95%"),
            ("≥100按规定执行", "≥ 100 按规定执行", "≥100按规定执行"),
            ("95百分比以上", "≥ 95 百分比", "≥95百分比"),
            ("不低于90%", "≥ 90 %", "≥90%"),
            ("95", "95", "95"),
            ("95.50 %", "95.50 %", "95.50%"),
            ("10-12套", "10 至 12 套", "10-12套"),
            ("10%～12%", "10 至 12 %", "10-12%"),
            ("≤0.5万元", "≤ 0.5 万元", "≤0.5万元"),
            ("≥1,200人次", "≥ 1200 人次", "≥1200人次"),
            ("=0起", "= 0 起", "=0起"),
            ("≥-5%", "≥ -5 %", "≥-5%"),
            ("5个工作日内", "≤ 5 个工作日", "≤5个工作日"),
            ("≥2次/年", "≥ 2 次/年", "≥2次/年"),
            ("≥12月", "≥ 12 月", "≥12月"),
            ("≥30年", "≥ 30 年", "≥30年"),
        ];
        for (typed, read, printed) in cases {
            let target = Target::parse(typed);
            assert_eq!(target.read_as(), read, "{typed}");
            assert_eq!(target.print(), printed, "{typed}");
        }
    }

    #[test]
    fn dates_are_dates() {
        for (typed, operator, day, printed) in [
            ("2021年10月底前", "≤", "2021年10月底", "2021年10月底前"),
            ("２０２１年１０月底前", "≤", "2021年10月底", "2021年10月底前"),
            ("10月31日前", "≤", "10月31日", "10月31日前"),
            ("≤2021年10月", "≤", "2021年10月", "2021年10月前"),
            ("2021-10-31", "", "2021-10-31", "2021-10-31"),
            ("年底前", "≤", "年底", "年底前"),
            ("10月前", "≤", "10月", "10月前"),
            ("10月起", "≥", "10月", "10月起"),
        ] {
            let target = Target::parse(typed);
            assert_eq!(target.form(), Form::Date { operator, date: day }, "{typed}");
            assert_eq!(target.print(), printed);
        }
    }

    #[test]
    fn grades_that_a_text_explains_are_grades() {
        for (typed, grades) in [
            ("优：一次办结；良：两次办结；差：其他", &["优：一次办结", "良：两次办结", "差：其他"][..]),
            ("优秀:甲，乙;良好:丙。", &["优秀:甲，乙", "良好:丙"]),
            ("90分以上为优，80至89分为良", &["90分以上为优", "80至89分为良"]),
            ("90分以上为优，80分以上为良", &["90分以上为优", "80分以上为良"]),
            ("≥90分为优；≥80分为良；其余为差", &["≥90分为优", "≥80分为良", "其余为差"]),
            ("5日内为优，10日内为良", &["5日内为优", "10日内为良"]),
            ("优：甲", &[]),
            ("优：；良：", &[]),
            ("优：甲；其他：乙", &[]),
            ("优/良/中/差", &[]),
        ] {
            let target = Target::parse(typed);
            assert_eq!(target.text.text(), typed);
            assert_eq!(target.grades.values().collect::<Vec<_>>(), grades, "{typed}");
            assert_eq!(Target::parse(&target.print()), target, "{typed}");
        }
        let old =
            Target { grades: Target::parse("优：甲；良：乙").grades, ..Target::words("显著提升") };
        for (typed, grades) in [("显著改善", "优：甲"), ("优：丙；良：丁", "优：丙"), ("≥95%", "")]
        {
            let target = Target::from_typed(typed, Some(&old)).unwrap();
            assert_eq!(target.grades.values().next().map_or("", String::as_str), grades, "{typed}");
        }
        // what the old text explained goes with it
        let old = Target::parse("优：甲；良：乙");
        for (typed, grades) in
            [("显著改善", None), ("优：丙；良：乙", Some("优：丙")), ("优：甲；良：", None)]
        {
            let target = Target::from_typed(typed, Some(&old)).unwrap();
            assert_eq!(target.grades.values().next().map(String::as_str), grades, "{typed}");
        }
    }

    #[test]
    fn a_scale_names_grades_and_nothing_else() {
        for scale in
            ["优/良/中/差", "优良中低差", "好、较好、一般、差", "好坏", "高中低", "合格／不合格", "是/否"]
        {
            assert!(Target::is_scale(scale), "{scale}");
        }
        for text in ["优良", "良好", "优", "优优优", "", "优良率", "中高级", "高低压", "优、", "较好"]
        {
            assert!(!Target::is_scale(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_taken_apart_stays_as_it_is() {
        for words in [
            "显著提升",
            "约30人",
            "第1名",
            "2.5.1",
            "1：2",
            "≥",
            "±5%",
            "1-2-3",
            "不低于90%以下",
            "≥90以上以上",
            "≥2021年10月底前",
            "100%-95%",
            "1万-2万元",
            "1/2",
            "50*2",
            "≥95%\n说明",
            "10月底-12月底",
        ] {
            assert_eq!(Target::parse(words), Target::words(words));
        }
        assert_eq!(Target::parse("  "), Target::words(""));
        assert_eq!(Target::default().form(), Form::Empty);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn printed_and_read_again_it_is_the_same(
            text in "([≥≤=<>＞＝]|>=|不低于|至少|)[ ]?[0-9０-９]{0,5}([.．,-][0-9]{0,4})?(%|％|百分比|人|万元|年|月|日|月底|以上|以内|内|前|按规定|-3|至){0,3}"
        ) {
            let once = Target::parse(&text);
            prop_assert_eq!(&Target::parse(&once.print()), &once);
        }

        #[test]
        fn any_text_at_all(text in "\\PC{0,20}") {
            let once = Target::parse(&text);
            prop_assert_eq!(&Target::parse(&once.print()), &once);
        }
    }
}
