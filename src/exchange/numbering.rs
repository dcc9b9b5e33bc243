//! Numbers that Word writes before paragraphs: `（一）`, `1.`, `第一部分`. They stand in no text, but
//! follow from the list a paragraph belongs to and from those before it.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use super::ImportError;
use super::xml::{Node, Tag, Xml};

/// Word knows nine levels.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Definitions of levels by the id of their abstract list.
    lists: HashMap<String, [Level; LEVELS]>,
    /// The lists that paragraphs name: the abstract one behind, and other starts.
    numbers: HashMap<String, (String, HashMap<usize, usize>)>,
    styles: HashMap<String, Style>,
    counts: HashMap<String, [Option<usize>; LEVELS]>,
    begun: HashSet<String>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<usize>,
    format: String,
    /// `（%1）`.
    text: String,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
    /// All numbers in digits, whatever their own format.
    legal: bool,
}

#[derive(Debug, Clone, Default)]
struct Style {
    list: Option<String>,
    level: Option<usize>,
    based_on: Option<String>,
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Default)]
pub struct Numbered {
    /// The style of the paragraph.
    pub style: Option<String>,
    /// The list it names.
    pub list: Option<String>,
    /// The level it names, from 0.
    pub level: Option<usize>,
}

impl Numbering {
    /// Reads the definitions of lists.
    ///
    /// # Errors
    /// When it is no XML or goes beyond a limit.
    pub fn lists<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let (mut list, mut number, mut level) = (None, None, 0);
        loop {
            let tag = match xml.next()? {
                Node::Open(tag) => tag,
                Node::End => return Ok(()),
                _ => continue,
            };
            let value = || tag.attribute("val").unwrap_or_default().into_owned();
            match tag.name() {
                "abstractNum" => {
                    list = tag.attribute("abstractNumId").map(|id| id.into_owned());
                    level = 0;
                }
                "num" => (list, number) = (None, tag.attribute("numId").map(|id| id.into_owned())),
                "abstractNumId" => {
                    if let Some(number) = &number {
                        self.numbers.entry(number.clone()).or_default().0 = value();
                    }
                }
                "lvl" | "lvlOverride" => level = tag.number("ilvl").unwrap_or(0).min(LEVELS - 1),
                "startOverride" => {
                    if let (Some(number), Some(start)) = (&number, tag.number("val")) {
                        self.numbers.entry(number.clone()).or_default().1.insert(level, start);
                    }
                }
                name => {
                    if let Some(list) = &list {
                        let levels = self.lists.entry(list.clone()).or_default();
                        define(&mut levels[level], name, &tag);
                    }
                }
            }
        }
    }

    /// Reads the styles, of which some belong to a list.
    ///
    /// # Errors
    /// As [`Numbering::lists`].
    pub fn styles<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let mut id = None;
        loop {
            let tag = match xml.next()? {
                Node::Open(tag) => tag,
                Node::End => return Ok(()),
                _ => continue,
            };
            let value = tag.attribute("val").map(|value| value.into_owned());
            if tag.name() == "style" {
                id = tag.attribute("styleId").map(|id| id.into_owned());
            }
            let Some(id) = &id else { continue };
            let style = self.styles.entry(id.clone()).or_default();
            match tag.name() {
                "numId" => style.list = value,
                "ilvl" => style.level = tag.number("val"),
                "basedOn" => style.based_on = value,
                _ => {}
            }
        }
    }

    /// What stands before the next paragraph that is `numbered` so; counts on.
    pub fn label(&mut self, numbered: &Numbered) -> Option<String> {
        let (number, level) = self.place(numbered)?;
        let (list, starts) = self.numbers.get(&number)?;
        let levels = self.lists.get(list)?;
        let counts = self.counts.entry(list.clone()).or_default();
        if self.begun.insert(number) {
            for (level, start) in starts {
                // counting goes up by one before it is said
                counts[*level] = start.checked_sub(1);
            }
        }
        let start = |level: usize| levels[level].start.unwrap_or(1);
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        for below in &mut counts[level + 1..] {
            *below = None;
        }
        let own = &levels[level];
        if matches!(own.format.as_str(), "bullet" | "none") {
            return None;
        }
        let mut label = String::new();
        let mut rest = own.text.chars().peekable();
        while let Some(c) = rest.next() {
            let of = rest.peek().and_then(|c| c.to_digit(10)).filter(|n| c == '%' && (1..=9).contains(n));
            let Some(of) = of.map(|n| n as usize - 1) else {
                label.push(c);
                continue;
            };
            rest.next();
            let format = if own.legal { "decimal" } else { &levels[of].format };
            label.push_str(&written(counts[of].unwrap_or_else(|| start(of)), format));
        }
        // a bare number would run into the text
        if label.ends_with(char::is_alphanumeric) {
            label.push(' ');
        }
        (!label.trim().is_empty()).then_some(label)
    }

    /// The list and level of a paragraph: its own, or those of its style.
    fn place(&self, numbered: &Numbered) -> Option<(String, usize)> {
        let mut list = numbered.list.clone();
        let mut level = numbered.level;
        let mut next = numbered.style.as_ref();
        for _ in 0..12 {
            let Some((id, style)) = next.and_then(|id| Some((id, self.styles.get(id)?))) else { break };
            if list.is_none() && style.list.is_some() {
                list = style.list.clone();
                let levels = list.as_ref().and_then(|list| self.lists.get(&self.numbers.get(list)?.0));
                let by_style = levels.and_then(|l| l.iter().position(|l| l.style.as_ref() == Some(id)));
                level = level.or(style.level).or(by_style);
            }
            next = style.based_on.as_ref();
        }
        // list 0 takes a paragraph out of the list of its style
        let list = list.filter(|list| list != "0")?;
        Some((list, level.unwrap_or(0).min(LEVELS - 1)))
    }
}

fn define(level: &mut Level, name: &str, tag: &Tag<'_>) {
    let value = || tag.attribute("val").unwrap_or_default().into_owned();
    match name {
        "start" => level.start = tag.number("val"),
        "numFmt" => level.format = value(),
        "lvlText" => level.text = value(),
        "pStyle" => level.style = Some(value()),
        "isLgl" => level.legal = tag.is_on(),
        _ => {}
    }
}

/// A number in one of Word's formats; digits in those that no such document uses.
fn written(number: usize, format: &str) -> String {
    let of = |signs: &str| number.checked_sub(1).and_then(|at| signs.chars().nth(at)).map(String::from);
    let from = |first: u32, most: usize| {
        let sign = u32::try_from(number).ok().and_then(|n| char::from_u32(first + n - 1));
        sign.filter(|_| number <= most && number > 0).map(String::from)
    };
    let said = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital" => Some(counted(number, "零一二三四五六七八九", "十百千")),
        "chineseLegalSimplified" => Some(counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from(0x2460, 20),
        "decimalEnclosedParen" => from(0x2474, 20),
        "decimalEnclosedFullstop" => from(0x2488, 20),
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(number.to_string().bytes().filter_map(|b| char::from_u32(0xfee0 + u32::from(b))).collect())
        }
        "decimalZero" => Some(format!("{number:02}")),
        "upperLetter" => of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter" => of("abcdefghijklmnopqrstuvwxyz"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|text| text.to_lowercase()),
        _ => None,
    };
    said.unwrap_or_else(|| number.to_string())
}

/// A number below ten thousand as it is said: 十二, 一百零五.
fn counted(number: usize, digits: &str, units: &str) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let digits: Vec<char> = digits.chars().collect();
    let mut said = String::new();
    let mut zero = false;
    for place in (0..4u32).rev() {
        let digit = number / 10usize.pow(place) % 10;
        if digit == 0 {
            zero = !said.is_empty();
            continue;
        }
        if zero {
            said.push(digits[0]);
            zero = false;
        }
        // ten is 十, not 一十
        if !(place == 1 && digit == 1 && said.is_empty()) {
            said.push(digits[digit]);
        }
        said.extend(place.checked_sub(1).and_then(|unit| units.chars().nth(unit as usize)));
    }
    said
}

fn roman(number: usize) -> Option<String> {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_does() {
        let said = |number| written(number, "chineseCounting");
        assert_eq!(
            [1, 10, 12, 20, 105, 110, 1001].map(said),
            ["一", "十", "十二", "二十", "一百零五", "一百一十", "一千零一"]
        );
        assert_eq!(written(3, "decimalEnclosedCircle"), "③");
        assert_eq!(written(21, "decimalEnclosedCircle"), "21");
        assert_eq!(written(12, "decimalFullWidth"), "１２");
        assert_eq!((written(14, "lowerRoman"), written(0, "upperLetter")), ("xiv".into(), "0".into()));
    }

    #[test]
    fn a_list_counts_through_and_a_level_begins_anew() {
        let lists = r#"<w:numbering xmlns:w="w">
            <w:abstractNum w:abstractNumId="7">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>
              <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/>
              <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
          </w:numbering>"#;
        let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
        let mut numbering = Numbering::default();
        numbering.lists(&mut Xml::new(lists.as_bytes())).unwrap();
        numbering.styles(&mut Xml::new(styles.as_bytes())).unwrap();
        let mut label = |list: &str, level, style: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
            let numbered = Numbered { style: some(style), list: some(list), level: Some(level) };
            numbering.label(&numbered).unwrap_or_default()
        };
        assert_eq!(label("1", 0, ""), "（一）");
        assert_eq!(label("1", 1, ""), "1.1 ");
        assert_eq!(label("1", 1, ""), "1.2 ");
        assert_eq!(label("", 0, "b"), "（二）");
        assert_eq!(label("1", 1, ""), "2.1 ");
        assert_eq!(label("2", 0, ""), "（五）");
        assert_eq!(label("0", 0, "a"), "");
        assert_eq!(label("9", 0, ""), "");
    }
}
