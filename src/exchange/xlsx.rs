//! Excel: `.xlsx`. Read as a stream, with the cached results of formulas, and with the formats of
//! numbers: a person who wrote 25% sees 25%, the file holds 0.25.

use std::collections::HashMap;
use std::io::BufRead;

use super::ImportError;
use super::blocks::Blocks;
use super::builder::Builder;
use super::format;
use super::package::{Kind, Package};
use super::report::Repair;
use super::sheets::{Format, Sheet};
use super::xml::{Node, Xml};

/// Excel, from 2007 on; WPS writes it too.
pub const FORMAT: format::Format = format::Format {
    endings: &["xlsx", "xlsm", "xltx"],
    is: |source| source.kind() == Some(Kind::Excel),
    read,
};

fn read(source: &format::Source) -> Result<Blocks, ImportError> {
    let contents = source.contents().ok_or(ImportError::Damaged)?;
    let main = contents.main().ok_or(ImportError::OtherFormat(crate::text::say::import::BINARY_EXCEL))?;
    let mut package = Package::open(source.bytes)?;
    let mut book = Book::default();
    if let Some(part) = contents.parts("sharedStrings").next() {
        book.strings(&mut package.xml(part)?)?;
    }
    if let Some(part) = contents.parts("styles").next() {
        book.styles(&mut package.xml(part)?)?;
    }
    let tabs = book.tabs(&mut package.xml(main)?)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let targets = targets(&mut package.xml(&format!("{folder}/_rels/{file}.rels"))?)?;
    for tab in tabs {
        let Some(target) = targets.get(&tab.target) else { continue };
        let part = match target.strip_prefix('/') {
            Some(whole) => whole.to_string(),
            None => format!("{folder}/{target}"),
        };
        if !package.has(&part) || !part.contains("sheet") || part.contains("chartsheet") {
            continue;
        }
        let sheet = book.sheet(tab.name, &mut package.xml(&part)?)?;
        book.place(sheet, tab.hidden)?;
    }
    book.finish()
}

/// Takes the XML of one sheet apart, with that of the strings and styles: what fuzzing feeds.
///
/// # Errors
/// When it is no XML, holds no text or goes beyond a limit.
pub fn of_xml(sheet: &str, strings: &str, styles: &str) -> Result<Blocks, ImportError> {
    let mut book = Book::default();
    book.strings(&mut Xml::new(strings.as_bytes()))?;
    book.styles(&mut Xml::new(styles.as_bytes()))?;
    let sheet = book.sheet("表".to_string(), &mut Xml::new(sheet.as_bytes()))?;
    book.place(sheet, false)?;
    book.finish()
}

/// A tab of the workbook.
struct Tab {
    name: String,
    target: String,
    hidden: bool,
}

#[derive(Default)]
struct Book {
    out: Builder,
    strings: Vec<String>,
    formats: Vec<Format>,
    from_1904: bool,
    /// Those of the sheet that is being read.
    without_value: Vec<(u32, String)>,
    /// Cells that are words, and cells that are anything else.
    words: usize,
    others: usize,
}

impl Book {
    fn strings<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "si" => {
                    let text = rich(xml)?;
                    self.out.count(0, text.len())?;
                    self.strings.push(text);
                }
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn styles<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let mut own: HashMap<usize, Format> = HashMap::new();
        let mut of_cells = false;
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "numFmt" => {
                        let code = tag.attribute("formatCode").unwrap_or_default();
                        own.extend(tag.number("numFmtId").map(|id| (id, Format::of(&code))));
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => {
                        let id = tag.number("numFmtId").unwrap_or(0);
                        self.formats.push(own.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
                    }
                    _ => {}
                },
                Node::Close(tag) if tag.name() == "cellXfs" => of_cells = false,
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn tabs<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<Vec<Tab>, ImportError> {
        let mut tabs = Vec::new();
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "workbookPr" => {
                        self.from_1904 = matches!(tag.attribute("date1904").as_deref(), Some("1" | "true"));
                    }
                    "sheet" => tabs.push(Tab {
                        name: tag.attribute("name").unwrap_or_default().into_owned(),
                        target: tag.attribute("id").unwrap_or_default().into_owned(),
                        hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                    }),
                    _ => {}
                },
                Node::End => return Ok(tabs),
                _ => {}
            }
        }
    }

    fn sheet<R: BufRead>(&mut self, name: String, xml: &mut Xml<R>) -> Result<Sheet, ImportError> {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let (mut row, mut column) = (0u32, 0u32);
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "col" if tag.attribute("hidden").is_some() => {
                        let at = |name| tag.number(name).and_then(|n| u32::try_from(n.checked_sub(1)?).ok());
                        let hidden = matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"));
                        let range = at("min").zip(at("max")).filter(|_| hidden);
                        sheet.hidden_columns.extend(range);
                    }
                    "row" => {
                        row = tag
                            .number("r")
                            .and_then(|n| u32::try_from(n.checked_sub(1)?).ok())
                            .unwrap_or(row);
                        column = 0;
                        if matches!(tag.attribute("hidden").as_deref(), Some("1" | "true")) {
                            sheet.hidden_rows.insert(row);
                        }
                    }
                    "c" => {
                        let place = tag.attribute("r").and_then(|r| place(&r));
                        (row, column) = place.unwrap_or((row, column));
                        let kind = tag.attribute("t").unwrap_or_default().into_owned();
                        let format = tag.number("s").and_then(|at| self.formats.get(at)).copied();
                        let text = self.cell(xml, row, &kind, format.unwrap_or_default())?;
                        if !text.trim().is_empty() {
                            self.out.count(1, text.len())?;
                            sheet.cells.entry(row).or_default().insert(column, text);
                        }
                        column += 1;
                    }
                    "mergeCell" => {
                        self.out.count(1, 0)?;
                        let region = tag.attribute("ref").and_then(|region| {
                            let (from, to) = region.split_once(':')?;
                            let ((top, first), (bottom, last)) = (place(from)?, place(to)?);
                            (top <= bottom && first <= last).then_some([top, bottom, first, last])
                        });
                        sheet.merged.extend(region);
                    }
                    "drawing" | "picture" => self.out.beside(Repair::Picture, ""),
                    _ => {}
                },
                Node::Close(tag) if tag.name() == "row" => row += 1,
                Node::End => {
                    sheet.without_value = std::mem::take(&mut self.without_value);
                    return Ok(sheet);
                }
                _ => {}
            }
        }
    }

    /// What a cell shows. What is no value is told, and not taken.
    fn cell<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        row: u32,
        kind: &str,
        format: Format,
    ) -> Result<String, ImportError> {
        let (mut value, mut formula) = (String::new(), None);
        let inside = xml.depth();
        while xml.depth() >= inside {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "v" => value = xml.text("")?,
                    "f" => formula = Some(xml.text("")?),
                    "is" => value = rich(xml)?,
                    _ => {}
                },
                Node::End => return Err(ImportError::Damaged),
                _ => {}
            }
        }
        let is_word = matches!(kind, "s" | "str" | "inlineStr");
        if value.is_empty() && formula.is_none() {
            return Ok(value);
        }
        *if is_word { &mut self.words } else { &mut self.others } += 1;
        Ok(match kind {
            "s" => {
                let at = value.trim().parse::<usize>().ok();
                at.and_then(|at| self.strings.get(at)).cloned().unwrap_or_default()
            }
            "str" | "inlineStr" => value,
            "e" => {
                self.without_value.push((row, value));
                String::new()
            }
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(),
            "d" => {
                self.out.note(row as usize, Repair::Date, "");
                value
            }
            _ => match (value.trim().parse::<f64>(), formula) {
                (Ok(number), _) => {
                    if format.date {
                        self.out.note(row as usize, Repair::Date, "");
                    }
                    format.shown(number, self.from_1904)
                }
                (Err(_), Some(formula)) if value.is_empty() => {
                    self.without_value.push((row, format!("={formula}")));
                    String::new()
                }
                (Err(_), _) => value,
            },
        })
    }

    /// The blocks of a sheet; of a hidden one only its name is told.
    fn place(&mut self, sheet: Sheet, hidden: bool) -> Result<(), ImportError> {
        if !hidden {
            return sheet.build(&mut self.out);
        }
        if !sheet.cells.is_empty() {
            self.out.beside(Repair::Hidden, &crate::text::say::import::sheet(&sheet.name));
        }
        Ok(())
    }

    fn finish(self) -> Result<Blocks, ImportError> {
        if self.words == 0 && self.others > 0 {
            return Err(ImportError::NoWords);
        }
        self.out.finish()
    }
}

/// A text that may be in pieces of different fonts; not how it is pronounced.
fn rich<R: BufRead>(xml: &mut Xml<R>) -> Result<String, ImportError> {
    let inside = xml.depth();
    let mut text = String::new();
    while xml.depth() >= inside {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "rPh" => xml.skip()?,
            Node::Text(more) => text.push_str(&more),
            Node::End => return Err(ImportError::Damaged),
            _ => {}
        }
    }
    // Excel writes control characters so
    Ok(if text.contains("_x") { text.replace("_x000D_", "").replace("_x000B_", "\n") } else { text })
}

/// What the ids of relations lead to.
fn targets<R: BufRead>(xml: &mut Xml<R>) -> Result<HashMap<String, String>, ImportError> {
    let mut targets = HashMap::new();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "Relationship" => {
                let text = |name| tag.attribute(name).unwrap_or_default().into_owned();
                targets.insert(text("Id"), text("Target"));
            }
            Node::End => return Ok(targets),
            _ => {}
        }
    }
}

/// Row and column of `C7`, from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    let column = letters.bytes().try_fold(0u32, |column, byte| {
        let letter = byte.to_ascii_uppercase().checked_sub(b'A').filter(|letter| *letter < 26)?;
        column.checked_mul(26)?.checked_add(u32::from(letter) + 1)
    })?;
    let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
    let column = column.checked_sub(1)?;
    (row < 1 << 20 && column < 1 << 14).then_some((row, column))
}
