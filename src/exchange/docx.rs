//! Word: `.docx`. The body is read as a stream of paragraphs and tables. What Word shows is taken
//! (numbers it makes, insertions, results of fields); what it does not show or shows beside the
//! text (deletions, hidden text, text boxes, notes) is left out and told.

use std::io::BufRead;

use super::blocks::{Block, Blocks, carried};
use super::builder::Builder;
use super::format::{Format, Source};
use super::grid::{Cell, Piece, Table};
use super::numbering::{Numbered, Numbering};
use super::package::{Kind, Package};
use super::report::Repair;
use super::xml::{Node, Tag, Xml};
use super::{ImportError, text, write};

/// Word, from 2007 on; WPS writes it too.
pub const FORMAT: Format =
    Format { endings: &["docx", "docm", "dotx"], is: |source| source.kind() == Some(Kind::Word), read };

fn read(source: &Source) -> Result<Blocks, ImportError> {
    let contents = source.contents().ok_or(ImportError::Damaged)?;
    let mut package = Package::open(source.bytes)?;
    let mut reader = Reader::default();
    if let Some(part) = contents.parts("numbering").next() {
        reader.numbering.lists(&mut package.xml(part)?)?;
    }
    if let Some(part) = contents.parts("styles").next() {
        reader.numbering.styles(&mut package.xml(part)?)?;
    }
    reader.body(&mut package.xml(contents.main().ok_or(ImportError::Damaged)?)?)?;
    let beside = [
        ("header", Repair::Margin),
        ("footer", Repair::Margin),
        ("footnotes", Repair::Note),
        ("endnotes", Repair::Note),
        ("comments", Repair::Comment),
    ];
    for (kind, repair) in beside {
        for part in contents.parts(kind).filter(|part| package.has(part)).collect::<Vec<_>>() {
            reader.beside(&mut package.xml(part)?, repair)?;
        }
    }
    reader.finish()
}

/// Takes the XML of a document apart, with that of its lists and styles: what fuzzing feeds.
///
/// # Errors
/// When it is no XML, holds no text or goes beyond a limit.
pub fn of_xml(document: &str, lists: &str, styles: &str) -> Result<Blocks, ImportError> {
    let mut reader = Reader::default();
    reader.numbering.lists(&mut Xml::new(lists.as_bytes()))?;
    reader.numbering.styles(&mut Xml::new(styles.as_bytes()))?;
    reader.body(&mut Xml::new(document.as_bytes()))?;
    reader.finish()
}

#[derive(Default)]
struct Reader {
    out: Builder,
    numbering: Numbering,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    paragraph: Paragraph,
    /// The run is hidden.
    hidden: bool,
    /// What comes next is a hint in place of a text that nobody wrote.
    hint: bool,
    /// The paragraphs as plain text, as long as there is no table: it may hold tables of its own.
    plain: String,
    has_tables: bool,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    numbered: Numbered,
    /// Its end was deleted: the next one goes on with it.
    joined: bool,
}

impl Reader {
    fn body<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "pPr" => self.paragraph_properties(xml)?,
                    "r" => self.hidden = false,
                    "rPr" => {
                        let hidden = &mut self.hidden;
                        properties(xml, |tag| *hidden |= tag.name() == "vanish" && tag.is_on())?;
                    }
                    "t" => {
                        let kept = tag.attribute("space").as_deref() == Some("preserve");
                        let text = xml.text("")?;
                        self.write(if kept { &text } else { text.trim_matches([' ', '\n', '\t', '\r']) })?;
                    }
                    "tab" | "ptab" => self.write("\t")?,
                    "br" | "cr" => self.write("\n")?,
                    "noBreakHyphen" => self.write("-")?,
                    "sym" => match symbol(&tag) {
                        Ok(sign) => self.write(sign)?,
                        Err(sign) => self.note(Repair::Symbol, &sign),
                    },
                    "tbl" => {
                        self.has_tables = true;
                        self.tables.push(Table::default());
                    }
                    "tr" => self.row(|table| table.rows.push(Vec::new())),
                    "trPr" => {
                        let mut deleted = false;
                        properties(xml, |tag| deleted |= tag.name() == "del")?;
                        self.row(|table| table.deleted |= deleted);
                    }
                    "tc" => {
                        self.out.count(1, 0)?;
                        if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                            row.push(Cell::default());
                        }
                    }
                    "tcPr" => self.cell_properties(xml)?,
                    "bookmarkStart" => {
                        // as an export writes them
                        let name = tag.attribute("name").unwrap_or_default();
                        if let Some(id) = name.strip_prefix(write::BOOKMARK) {
                            self.paragraph.text.push_str(&carried(&id.replacen('_', "-", 1)));
                        }
                    }
                    "ins" | "moveTo" => self.note(Repair::Inserted, ""),
                    "del" | "moveFrom" => {
                        let text = xml.text("p")?;
                        self.note(Repair::Deleted, &text);
                    }
                    "drawing" | "pict" | "object" => self.picture(xml)?,
                    "altChunk" => self.note(Repair::Embedded, ""),
                    "sdtPr" => {
                        let hint = &mut self.hint;
                        xml.each(|tag| *hint |= tag.name() == "showingPlcHdr" && tag.is_on())?;
                    }
                    "sdtContent" if std::mem::take(&mut self.hint) => {
                        let text = xml.text("p")?;
                        self.note(Repair::Placeholder, &text);
                    }
                    // the same again for older programs; what no text is
                    "Fallback" | "instrText" | "delInstrText" | "fldData" | "sectPr" | "tblPr"
                    | "tblGrid" | "tblPrEx" | "sdtEndPr" | "rt" | "rubyPr" => xml.skip()?,
                    _ => {}
                },
                Node::Close(tag) => match tag.name() {
                    "p" => self.end_paragraph()?,
                    "tr" => self.row(|table| {
                        if std::mem::take(&mut table.deleted) {
                            table.rows.pop();
                        }
                    }),
                    "tbl" => self.end_table(),
                    _ => {}
                },
                Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// Something of the innermost table; what only belongs into one is nothing outside of it.
    fn row(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.rows.last_mut()?.last_mut()
    }

    /// Notes something in the row or paragraph that is being read.
    fn note(&mut self, repair: Repair, text: &str) {
        let rows = self.tables.first().map_or(0, |table| table.rows.len().saturating_sub(1));
        self.out.note(rows, repair, text);
    }

    fn write(&mut self, text: &str) -> Result<(), ImportError> {
        if self.hidden {
            self.note(Repair::Hidden, text);
            return Ok(());
        }
        self.out.count(0, text.len())?;
        self.paragraph.text.push_str(text);
        Ok(())
    }

    fn paragraph_properties<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let paragraph = &mut self.paragraph;
        properties(xml, |tag| {
            let value = || tag.attribute("val").map(|value| value.into_owned());
            match tag.name() {
                "pStyle" => paragraph.numbered.style = value(),
                "numId" => paragraph.numbered.list = value(),
                "ilvl" => paragraph.numbered.level = tag.number("val"),
                "del" => paragraph.joined = true,
                _ => {}
            }
        })
    }

    fn cell_properties<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let (mut below, mut beside) = (false, false);
        properties(xml, |tag| {
            let goes_on = || tag.attribute("val").is_none_or(|value| value == "continue");
            match tag.name() {
                "vMerge" => below = goes_on(),
                "hMerge" => beside = goes_on(),
                _ => {}
            }
        })?;
        if let Some(cell) = self.cell() {
            (cell.below, cell.beside) = (below, beside);
        }
        Ok(())
    }

    /// A drawing: a text box, or a picture.
    fn picture<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ImportError> {
        let inside = xml.depth();
        let mut boxes = 0;
        while xml.depth() >= inside {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "txbxContent" => {
                    let text = xml.text("p")?;
                    if !text.trim().is_empty() {
                        boxes += 1;
                        self.note(Repair::TextBox, &text);
                    }
                }
                Node::End => return Err(ImportError::Damaged),
                _ => {}
            }
        }
        if boxes == 0 {
            self.note(Repair::Picture, "");
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ImportError> {
        if self.paragraph.joined {
            self.paragraph.joined = false;
            return Ok(());
        }
        let Paragraph { mut text, numbered, .. } = std::mem::take(&mut self.paragraph);
        if numbered.list.is_some() || numbered.style.is_some() {
            let label = self.numbering.label(&numbered).filter(|_| !text.trim().is_empty());
            if let Some(label) = label {
                self.out.count(0, label.len())?;
                text.insert_str(0, &label);
            }
        }
        if let Some(cell) = self.cell() {
            cell.pieces.push(Piece::Text(text));
        } else {
            if !self.has_tables {
                self.plain.push_str(&text);
                self.plain.push('\n');
            }
            self.out.paragraph(&text);
        }
        Ok(())
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        match self.cell() {
            Some(cell) => cell.pieces.push(Piece::Table(table)),
            None => self.out.place(table),
        }
    }

    /// A part that Word shows beside the text.
    fn beside<R: BufRead>(&mut self, xml: &mut Xml<R>, repair: Repair) -> Result<(), ImportError> {
        let mut text = String::new();
        let mut pictures = 0;
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "t" => text.push_str(&xml.text("")?),
                Node::Open(tag) if matches!(tag.name(), "instrText" | "delText") => xml.skip()?,
                Node::Open(tag) if matches!(tag.name(), "drawing" | "pict") => pictures += 1,
                Node::Close(tag) if tag.name() == "p" => text.push('\n'),
                Node::End => break,
                _ => {}
            }
            self.out.count(0, 0)?;
        }
        // the number of the page is nobody's text
        let is_number = text.chars().all(|c| c.is_ascii_digit() || "第共页/-— \n".contains(c));
        if !is_number || pictures > 0 {
            self.out.beside(repair, &text);
        }
        Ok(())
    }

    fn finish(self) -> Result<Blocks, ImportError> {
        if !self.has_tables && self.plain.contains(['\t', '|', '｜']) {
            // a text that was only pasted into Word
            let mut pasted = text::blocks(&self.plain);
            if pasted.blocks.iter().any(|block| matches!(block, Block::Table(_))) {
                let own = self.out.finish()?;
                pasted.repairs.append(own.repairs, 0);
                return Ok(pasted);
            }
        }
        self.out.finish()
    }
}

/// The properties of the element that was just opened; not how they were before a tracked change,
/// which stands behind them.
fn properties<R: BufRead>(xml: &mut Xml<R>, mut each: impl FnMut(&Tag<'_>)) -> Result<(), ImportError> {
    let mut before = false;
    xml.each(|tag| {
        before |= tag.name().ends_with("Change");
        if !before {
            each(tag);
        }
    })
}

/// A sign of the fonts Symbol and Wingdings as one that every font has; else its font and code.
fn symbol(tag: &Tag<'_>) -> Result<&'static str, String> {
    let font = tag.attribute("font").unwrap_or_default();
    let code = tag.attribute("char").unwrap_or_default();
    let known = [
        ("Symbol", "A3", "≤"),
        ("Symbol", "B3", "≥"),
        ("Symbol", "B1", "±"),
        ("Symbol", "B4", "×"),
        ("Symbol", "B8", "÷"),
        ("Symbol", "B9", "≠"),
        ("Symbol", "B0", "°"),
        ("Wingdings", "FC", "√"),
        ("Wingdings", "FE", "√"),
        ("Wingdings 2", "52", "√"),
        ("Wingdings", "A8", "□"),
    ];
    let code = code.to_ascii_uppercase();
    let short = code.strip_prefix("F0").unwrap_or(&code).trim_start_matches('0');
    let found = known.iter().find(|(of, at, _)| *of == font && *at == short);
    found.map(|(.., sign)| *sign).ok_or_else(|| format!("{font} {code}"))
}
