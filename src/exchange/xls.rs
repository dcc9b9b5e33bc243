//! Old Excel: `.xls`, also that of WPS (`.et`). Read by `calamine`, which knows the values and not
//! how a number is shown: a share arrives as 0.25.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls, XlsError};

use super::ImportError;
use super::blocks::Blocks;
use super::builder::Builder;
use super::format;
use super::package::Kind;
use super::report::Repair;
use super::sheets::{Format, Sheet};
use crate::text::say;

/// Excel up to 2003.
pub const FORMAT: format::Format =
    format::Format { endings: &["xls", "et"], is: |source| source.kind() == Some(Kind::OldExcel), read };

fn read(source: &format::Source) -> Result<Blocks, ImportError> {
    let mut book = Xls::new(Cursor::new(source.bytes)).map_err(|error| match error {
        XlsError::Password => ImportError::Encrypted,
        _ => ImportError::Damaged,
    })?;
    let mut out = Builder::default();
    let (mut words, mut others) = (0, 0);
    for tab in book.sheets_metadata().to_vec() {
        let Ok(range) = book.worksheet_range(&tab.name) else { continue };
        if tab.visible != SheetVisible::Visible {
            if !range.is_empty() {
                out.beside(Repair::Hidden, &say::import::sheet(&tab.name));
            }
            continue;
        }
        let mut sheet = Sheet { name: tab.name.clone(), ..Sheet::default() };
        let (top, first) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top + row as u32, first + column as u32);
            let is_word = matches!(value, Data::String(_));
            *if is_word { &mut words } else { &mut others } += 1;
            let text = match value {
                Data::Empty => continue,
                Data::String(text) => text.clone(),
                Data::Int(number) => number.to_string(),
                Data::Float(number) => Format::default().shown(*number, false),
                Data::Bool(value) => value.to_string().to_uppercase(),
                Data::DateTime(day) => {
                    out.note(row as usize, Repair::Date, "");
                    let format = Format { date: true, ..Format::default() };
                    // calamine has counted from 1900 already
                    format.shown(day.as_f64(), false)
                }
                Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
                Data::Error(error) => {
                    out.note(row as usize, Repair::NoValue, &error.to_string());
                    continue;
                }
            };
            if !text.trim().is_empty() {
                out.count(1, text.len())?;
                sheet.cells.entry(row).or_default().insert(column, text);
            }
        }
        let merged = book.merge_cells_by_sheet_name(&tab.name).unwrap_or_default();
        sheet.merged = merged.iter().map(|at| [at.start.0, at.end.0, at.start.1, at.end.1]).collect();
        sheet.build(&mut out)?;
    }
    if words == 0 && others > 0 {
        return Err(ImportError::NoWords);
    }
    out.finish()
}
