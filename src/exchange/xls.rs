//! Old Excel: `.xls`, also that of WPS (`.et`): the values, how numbers are shown, what is merged and
//! hidden. Own code, because a file that was spoilt on the way must not end the program: `calamine`
//! indexes by numbers of the file, holds a sheet as a rectangle, and keeps formats to itself.

use std::collections::HashMap;

use super::ImportError;
use super::biff::{BEGIN, Records, Texts, u16_at, u32_at, workbook};
use super::blocks::Blocks;
use super::builder::Builder;
use super::format;
use super::package::Kind;
use super::report::Repair;
use super::sheets::{Format, Sheet};
use crate::text::say;

/// Excel from 97 to 2003.
pub const FORMAT: format::Format =
    format::Format { endings: &["xls", "et"], is: |source| source.kind() == Some(Kind::OldExcel), read };

fn read(source: &format::Source) -> Result<Blocks, ImportError> {
    of_stream(&workbook(source.bytes).ok_or(ImportError::Damaged)?)
}

/// What the stream of a workbook holds, taken out of its file.
///
/// # Errors
/// When it is of another version, encrypted, damaged, too large, or holds no words.
pub fn of_stream(stream: &[u8]) -> Result<Blocks, ImportError> {
    let mut book = Book::default();
    for tab in book.globals(stream)? {
        let part = stream.get(tab.at..).unwrap_or_default();
        let mut sheet = Sheet { name: tab.name, ..Sheet::default() };
        if tab.hidden {
            if Records::new(part).any(|(kind, _)| kind == LABEL_SST || kind == NUMBER) {
                book.out.beside(Repair::Hidden, &say::import::sheet(&sheet.name));
            }
            continue;
        }
        book.sheet(part, &mut sheet)?;
        sheet.build(&mut book.out)?;
    }
    if book.words == 0 && book.others > 0 {
        return Err(ImportError::NoWords);
    }
    book.out.finish()
}

const CONTINUE: u16 = 0x003c;
const LABEL_SST: u16 = 0x00fd;
const NUMBER: u16 = 0x0203;

/// A sheet: its name, where it begins, whether it is hidden.
struct Tab {
    name: String,
    at: usize,
    hidden: bool,
}

#[derive(Default)]
struct Book {
    out: Builder,
    strings: Vec<String>,
    formats: Vec<Format>,
    from_1904: bool,
    words: usize,
    others: usize,
}

impl Book {
    /// What stands before the sheets.
    fn globals(&mut self, stream: &[u8]) -> Result<Vec<Tab>, ImportError> {
        let (mut tabs, mut codes) = (Vec::new(), HashMap::new());
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut in_strings = false;
        for (kind, data) in Records::new(stream) {
            match kind {
                BEGIN if u16_at(data, 0) != Some(0x0600) => {
                    return Err(ImportError::OtherFormat(say::import::OLDEST_EXCEL));
                }
                // a password
                0x002f => return Err(ImportError::Encrypted),
                0x0022 => self.from_1904 = u16_at(data, 0) == Some(1),
                // number formats, and which of them a cell has
                0x041e => {
                    let id = u16_at(data, 0).map(usize::from);
                    let code = data.get(2..).and_then(|data| Texts::new(vec![data]).text());
                    codes.extend(id.zip(code.map(|code| Format::of(&code))));
                }
                0x00e0 => {
                    let id = u16_at(data, 2).map_or(0, usize::from);
                    self.formats.push(codes.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
                }
                // a sheet; of charts and macros the kind is another
                0x0085 if data.get(5) == Some(&0) => {
                    let length = data.get(6).copied().unwrap_or(0);
                    let name = data.get(7..).and_then(|data| Texts::new(vec![data]).text_of(length.into()));
                    let hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                    let at = u32_at(data, 0).map_or(usize::MAX, |at| at as usize);
                    tabs.push(Tab { name: name.unwrap_or_default(), at, hidden });
                }
                0x00fc => strings.push(data),
                CONTINUE if in_strings => strings.push(data),
                _ => {}
            }
            in_strings = kind == 0x00fc || (kind == CONTINUE && in_strings);
        }
        let mut texts = Texts::new(strings);
        // how many there are in all, twice
        if texts.skip(8).is_some() {
            while let Some(text) = texts.text() {
                self.out.count(0, text.len())?;
                self.strings.push(text);
            }
        }
        Ok(tabs)
    }

    fn sheet(&mut self, stream: &[u8], sheet: &mut Sheet) -> Result<(), ImportError> {
        // the cell whose formula has a text, which stands in the next record
        let mut awaits: Option<(u32, u32)> = None;
        for (kind, data) in Records::new(stream) {
            let at = |offset| u16_at(data, offset).unwrap_or(0);
            let (row, column) = (u32::from(at(0)), u32::from(at(2)));
            let format = || self.formats.get(usize::from(at(4))).copied().unwrap_or_default();
            match kind {
                0x0208 if at(12) & 0x20 != 0 => {
                    sheet.hidden_rows.insert(row);
                }
                0x007d if at(8) & 1 != 0 => sheet.hidden_columns.push((row, column)),
                0x00e5 => {
                    for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let at = |offset| u16_at(region, offset).map_or(0, u32::from);
                        self.out.count(1, 0)?;
                        if at(0) <= at(2) && at(4) <= at(6) {
                            sheet.merged.push([at(0), at(2), at(4), at(6)]);
                        }
                    }
                }
                LABEL_SST => {
                    let text = u32_at(data, 6).and_then(|n| self.strings.get(n as usize)).cloned();
                    self.word(sheet, (row, column), text)?;
                }
                // a text of its own
                0x0204 | 0x00d6 => {
                    let text = data.get(6..).and_then(|data| Texts::new(vec![data]).text());
                    self.word(sheet, (row, column), text)?;
                }
                0x0207 => {
                    let text = Texts::new(vec![data]).text();
                    if let Some(cell) = awaits.take() {
                        self.word(sheet, cell, text)?;
                    }
                }
                NUMBER => {
                    let number =
                        data.get(6..14).and_then(|bytes| bytes.try_into().ok()).map(f64::from_le_bytes);
                    self.number(sheet, (row, column), number, format())?;
                }
                0x027e => self.number(sheet, (row, column), u32_at(data, 6).map(short), format())?,
                // several numbers side by side
                0x00bd => {
                    for (n, cell) in data.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
                        let format =
                            u16_at(cell, 0).and_then(|at| self.formats.get(usize::from(at))).copied();
                        let place = (row, column + n as u32);
                        let number = u32_at(cell, 2).map(short);
                        self.number(sheet, place, number, format.unwrap_or_default())?;
                    }
                }
                0x0205 => {
                    let (value, is_error) = (at(6) as u8, at(6) >> 8 != 0);
                    self.other(sheet, (row, column), value, is_error)?;
                }
                // the result of a formula
                0x0006 => match data.get(6..14) {
                    Some([0, .., 0xff, 0xff]) => awaits = Some((row, column)),
                    Some([1, _, value, .., 0xff, 0xff]) => self.other(sheet, (row, column), *value, false)?,
                    Some([2, _, value, .., 0xff, 0xff]) => self.other(sheet, (row, column), *value, true)?,
                    Some([3, .., 0xff, 0xff]) => {}
                    Some(bytes) => {
                        let number = bytes.try_into().ok().map(f64::from_le_bytes);
                        self.number(sheet, (row, column), number, format())?;
                    }
                    None => {}
                },
                _ => {}
            }
        }
        Ok(())
    }

    fn place(
        &mut self,
        sheet: &mut Sheet,
        (row, column): (u32, u32),
        text: String,
    ) -> Result<(), ImportError> {
        if !text.trim().is_empty() {
            self.out.count(1, text.len())?;
            sheet.cells.entry(row).or_default().insert(column, text);
        }
        Ok(())
    }

    fn word(&mut self, sheet: &mut Sheet, cell: (u32, u32), text: Option<String>) -> Result<(), ImportError> {
        self.words += 1;
        self.place(sheet, cell, text.unwrap_or_default())
    }

    fn number(
        &mut self,
        sheet: &mut Sheet,
        cell: (u32, u32),
        number: Option<f64>,
        format: Format,
    ) -> Result<(), ImportError> {
        self.others += 1;
        let Some(number) = number.filter(|number| number.is_finite()) else { return Ok(()) };
        if format.date {
            self.out.note(cell.0 as usize, Repair::Date, "");
        }
        self.place(sheet, cell, format.shown(number, self.from_1904))
    }

    /// A truth value or an error.
    fn other(
        &mut self,
        sheet: &mut Sheet,
        cell: (u32, u32),
        value: u8,
        is_error: bool,
    ) -> Result<(), ImportError> {
        self.others += 1;
        if !is_error {
            return self.place(sheet, cell, if value == 1 { "TRUE" } else { "FALSE" }.to_string());
        }
        let name = match value {
            0x07 => "#DIV/0!",
            0x0f => "#VALUE!",
            0x17 => "#REF!",
            0x1d => "#NAME?",
            0x24 => "#NUM!",
            0x2a => "#N/A",
            _ => "#NULL!",
        };
        self.out.note(cell.0 as usize, Repair::NoValue, name);
        Ok(())
    }
}

/// A number in four bytes: a whole one, or the upper half of a real one, either perhaps in hundredths.
fn short(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from((bits as i32) >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}
