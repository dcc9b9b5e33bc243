//! Cells of a sheet: how they look, and how text, numbers and ids get into them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{AGAIN, Done};
use crate::exchange::sheets::{self, Seen};
use crate::exchange::write::form::Look;
use crate::model::Amount;
use crate::text::say::export as say;
use crate::text::wrap;

/// Excel takes no longer text into a cell, counted in UTF-16.
const LONGEST: usize = 32_000;
/// Excel makes no row higher.
const HIGHEST: f64 = 409.0;
/// The points of a line, also where another font stands in for 宋体.
pub const LINE: f64 = 14.5;
/// The first column that is seen.
pub const LEFT: u16 = 1;

/// How cells look.
pub struct Looks {
    pub title: Format,
    pub heading: Format,
    pub paragraph: Format,
    pub label: Format,
    pub short: Format,
    pub words: Format,
    pub amount: Format,
    pub above: Format,
    pub above_right: Format,
    pub bold: Format,
}

impl Looks {
    pub fn new() -> Looks {
        let plain = Format::new()
            .set_font_name("宋体")
            .set_font_size(10)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let framed = plain.clone().set_border(FormatBorder::Thin);
        Looks {
            title: plain
                .clone()
                .set_font_name("方正小标宋简体")
                .set_font_size(16)
                .set_align(FormatAlign::Center),
            heading: plain.clone().set_font_name("黑体").set_font_size(12),
            paragraph: plain.clone().set_font_name("仿宋").set_font_size(12),
            label: framed.clone().set_font_name("黑体").set_align(FormatAlign::Center),
            short: framed.clone().set_align(FormatAlign::Center),
            words: framed.clone().set_align(FormatAlign::Left),
            amount: framed.clone().set_align(FormatAlign::Right),
            above: plain.clone().set_align(FormatAlign::Left),
            above_right: plain.set_align(FormatAlign::Right),
            bold: framed.set_bold().set_align(FormatAlign::Center),
        }
    }

    pub fn of(&self, look: Look) -> &Format {
        match look {
            Look::Label => &self.label,
            Look::Short => &self.short,
            Look::Words => &self.words,
            Look::Amount => &self.amount,
            Look::Above => &self.above,
            Look::AboveRight => &self.above_right,
        }
    }
}

/// A sheet that is being written.
pub struct Sheet<'a> {
    pub sheet: &'a mut Worksheet,
    pub looks: &'a Looks,
    /// What was written so far, as a reader will see it.
    pub seen: Seen,
}

impl<'a> Sheet<'a> {
    pub fn new(sheet: &'a mut Worksheet, looks: &'a Looks, name: &str) -> Result<Sheet<'a>, XlsxError> {
        sheet.set_name(name)?;
        sheet.set_column_hidden(0)?;
        sheet
            .set_paper_size(9)
            .set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3)
            .set_footer("&C- &P -")
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true);
        Ok(Sheet { sheet, looks, seen: Seen::default() })
    }

    /// An amount as a number, where Excel can keep it; with its digits, and at least `digits` of them.
    pub fn amount(&mut self, row: u32, column: u16, text: &str, digits: u32) -> Done {
        let look = &self.looks.amount;
        let exact = decimal(text).and_then(|value| Some((exact(value)?, value.scale())));
        match exact {
            Some((value, scale)) => {
                let places = places(scale.max(digits));
                self.seen.cell(row, column.into(), &sheets::Format::of(&places).shown(value, false));
                let look = look.clone().set_num_format(places);
                self.sheet.write_number_with_format(row, column, value, &look)?;
                Ok(())
            }
            None => self.write(row, column, text, look),
        }
    }

    /// Text stays text, whatever it begins with.
    pub fn write(&mut self, row: u32, column: u16, text: &str, look: &Format) -> Done {
        if text.is_empty() {
            self.sheet.write_blank(row, column, look)?;
        } else {
            let text = cut(text);
            self.seen.cell(row, column.into(), &text);
            self.sheet.write_string_with_format(row, column, text, look)?;
        }
        Ok(())
    }

    pub fn merged(&mut self, row: u32, first: u16, last: u16, text: &str, look: &Format) -> Done {
        self.sheet.merge_range(row, first, row, last, "", look)?;
        self.write(row, first, text, look)
    }

    /// The id of the record in that row.
    pub fn id(&mut self, row: u32, id: &str) -> Done {
        if !id.is_empty() {
            self.seen.record(row);
            self.sheet.write_string(row, 0, id)?;
        }
        Ok(())
    }

    /// A whole number.
    pub fn count(&mut self, row: u32, column: u16, number: usize, look: &Format) -> Done {
        self.seen.cell(row, column.into(), &number.to_string());
        self.sheet.write_number_with_format(row, column, number as f64, look)?;
        Ok(())
    }

    /// What was written here stands on other sheets, too.
    pub fn again(&mut self) -> Done {
        self.sheet.write_string(0, 0, format!("{AGAIN}{}", self.seen.mark()))?;
        Ok(())
    }

    pub fn columns(&mut self, widths: &[f64]) -> Done {
        for (column, width) in (LEFT..).zip(widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(())
    }

    /// Excel does not measure merged cells, and other programs none at all.
    pub fn height(&mut self, row: u32, lines: usize, line: f64) -> Done {
        self.sheet.set_row_height(row, (lines.max(1) as f64 * line + 6.0).min(HIGHEST))?;
        Ok(())
    }
}

/// The number that a text is.
fn decimal(text: &str) -> Option<Decimal> {
    Amount::new(text).decimal()
}

/// `value` as Excel counts, where that loses nothing: it knows fifteen digits.
pub fn exact(value: Decimal) -> Option<f64> {
    let number = value.to_f64()?;
    let digits = value.normalize().mantissa().unsigned_abs().to_string().len();
    (digits <= 15 && Decimal::from_str_exact(&number.to_string()).ok()? == value).then_some(number)
}

/// A number format with that many digits behind the point.
fn places(digits: u32) -> String {
    match digits {
        0 => "0".to_string(),
        digits => format!("0.{}", "0".repeat(digits as usize)),
    }
}

/// `25.00%` as Excel keeps it.
pub fn percentage(text: &str) -> Option<(f64, String)> {
    let value = decimal(text.strip_suffix('%')?)?;
    let share = exact(value.checked_div(Decimal::ONE_HUNDRED)?)?;
    Some((share, format!("{}%", places(value.scale()))))
}

/// Lines in a column of that width.
pub fn lines(text: &str, width: f64) -> usize {
    let columns = (width - 2.0).max(2.0) as usize;
    text.split('\n').map(|line| wrap::wrap(line, columns).len()).sum()
}

/// As much of `text` as Excel takes.
fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_string();
    }
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= LONGEST
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() < text.len() { kept + say::CUT } else { kept }
}
