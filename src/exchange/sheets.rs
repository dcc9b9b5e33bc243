//! A sheet of a workbook as blocks. A sheet has no tables and no paragraphs of its own: an empty row
//! parts tables; a row of one cell is a paragraph where a table has not begun, and a heading
//! wherever its words make it one. What a person sees in a cell is its text.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::builder::Builder;
use super::report::Repair;
use super::{ImportError, labels, write};
use crate::model::id;
use crate::text::say;

/// A sheet as its file holds it.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What stands on its tab.
    pub name: String,
    /// The texts by row and column, from 0.
    pub cells: BTreeMap<u32, BTreeMap<u32, String>>,
    /// The merged regions: first and last row, first and last column.
    pub merged: Vec<[u32; 4]>,
    /// Rows that are not shown.
    pub hidden_rows: HashSet<u32>,
    /// Columns that are not shown, first and last.
    pub hidden_columns: Vec<(u32, u32)>,
    /// What stands in place of a value, by row: a formula without a result, an error.
    pub without_value: Vec<(u32, String)>,
}

/// What stands on a sheet, in whatever order of its rows. Numbers count in the rows of records alone:
/// elsewhere they are sums, which change when somebody filters.
#[derive(Debug, Default)]
pub struct Seen {
    record: Option<u32>,
    sum: u64,
}

impl Seen {
    /// The cells of that row, which come next, are those of a record.
    pub fn record(&mut self, row: u32) {
        self.record = Some(row);
    }

    /// The text of a cell; the blanks in it do not count.
    pub fn cell(&mut self, row: u32, column: u32, text: &str) {
        let is_number = || text.trim().parse::<f64>().is_ok();
        if self.record == Some(row) || !is_number() {
            let letters = text.split_whitespace().flat_map(str::bytes);
            let hash = id::add(id::NOTHING, column.to_le_bytes().into_iter().chain(letters));
            self.sum = self.sum.wrapping_add(hash);
        }
    }

    /// The same for the same cells.
    pub fn mark(&self) -> String {
        format!(":{:016x}", self.sum)
    }
}

/// A merged region where it crosses a row.
#[derive(Clone, Copy)]
struct Span {
    first: u32,
    last: u32,
    /// It began in a row above.
    below: bool,
    /// It has a text.
    filled: bool,
}

impl Span {
    /// Whether a text of a row above goes on.
    fn continues(&self) -> bool {
        self.below && self.filled
    }
}

impl Sheet {
    /// Puts its blocks behind those in `out`.
    ///
    /// # Errors
    /// When it has more cells or text than any such document.
    pub fn build(mut self, out: &mut Builder) -> Result<(), ImportError> {
        out.begin_sheet(&self.name);
        if let Some(mark) = self.says_again() {
            // an older export left no mark
            if !mark.is_empty() && mark != self.seen() {
                out.beside(Repair::Again, &say::import::sheet(&self.name));
            }
            return Ok(());
        }
        for (row, text) in std::mem::take(&mut self.without_value) {
            out.note(row as usize, Repair::NoValue, &text);
        }
        out.ids_of_rows(self.take_ids());
        self.drop_hidden(out);
        let last_row = self.cells.keys().next_back().copied().unwrap_or(0);
        let spans = self.spans(last_row, out)?;
        let mut region: Vec<(u32, Vec<Option<String>>)> = Vec::new();
        let mut next = 0;
        let rows: BTreeSet<u32> = self.cells.keys().chain(spans.keys()).copied().collect();
        for row in rows {
            if row != next {
                flush(&mut region, out);
            }
            next = row + 1;
            let texts = self.cells.remove(&row).unwrap_or_default();
            let own = spans.get(&row).map(Vec::as_slice).unwrap_or_default();
            let shown = cells(texts, own, out)?;
            if shown.iter().flatten().all(|text| text.is_empty()) && !own.iter().any(Span::continues) {
                flush(&mut region, out);
                continue;
            }
            region.push((row, shown));
        }
        flush(&mut region, out);
        out.end_sheet(last_row);
        Ok(())
    }

    /// The texts that are not shown, of the first hidden columns.
    fn hidden(&self) -> Option<u32> {
        self.hidden_columns.iter().map(|(first, _)| *first).min()
    }

    /// The mark of what an export wrote here, where that stands on other sheets, too.
    fn says_again(&self) -> Option<&str> {
        self.cells.get(&0)?.get(&self.hidden()?)?.strip_prefix(write::AGAIN)
    }

    /// The mark of what stands here now.
    fn seen(&self) -> String {
        let mut seen = Seen::default();
        let hidden = self.hidden().unwrap_or(u32::MAX);
        for (row, cells) in &self.cells {
            if *row > 0 && cells.contains_key(&hidden) {
                seen.record(*row);
            }
            cells.iter().filter(|(column, _)| **column != hidden).for_each(|(column, text)| {
                seen.cell(*row, *column, text);
            });
        }
        seen.mark()
    }

    /// The ids that an export wrote into its hidden column, by row.
    fn take_ids(&mut self) -> BTreeMap<u32, String> {
        let Some(column) = self.hidden() else { return BTreeMap::new() };
        let is_id = |text: &mut String| {
            let kind = text.chars().next().unwrap_or_default();
            "psmi".contains(kind) && id::is_well_formed(text, kind)
        };
        let mut ids = BTreeMap::new();
        for (row, cells) in &mut self.cells {
            if cells.get_mut(&column).is_some_and(is_id) {
                ids.extend(cells.remove(&column).map(|id| (*row, id)));
            }
        }
        ids
    }

    /// Takes out what is not shown.
    fn drop_hidden(&mut self, out: &mut Builder) {
        for row in &self.hidden_rows {
            if let Some(cells) = self.cells.remove(row) {
                let texts: Vec<String> = cells.into_values().collect();
                out.note(*row as usize, Repair::Hidden, &texts.join("｜"));
            }
        }
        for (first, last) in self.hidden_columns.iter().filter(|(first, last)| first <= last) {
            for (row, cells) in &mut self.cells {
                let hidden: Vec<u32> = cells.range(first..=last).map(|(column, _)| *column).collect();
                for text in hidden.iter().filter_map(|column| cells.remove(column)) {
                    out.note(*row as usize, Repair::Hidden, &text);
                }
            }
        }
        self.cells.retain(|_, cells| !cells.is_empty());
    }

    /// The merged regions by row, as far as there are cells.
    fn spans(&self, last_row: u32, out: &mut Builder) -> Result<BTreeMap<u32, Vec<Span>>, ImportError> {
        let most =
            self.cells.values().filter_map(|cells| cells.keys().next_back()).max().copied().unwrap_or(0);
        let mut spans: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        for [top, bottom, first, last] in self.merged.iter().filter(|[.., first, _]| *first <= most) {
            let filled = self.cells.get(top).is_some_and(|cells| cells.contains_key(first));
            for row in *top..=(*bottom).min(last_row) {
                out.count(1, 0)?;
                let span = Span { first: *first, last: *last.min(&most), below: row > *top, filled };
                spans.entry(row).or_default().push(span);
            }
        }
        for spans in spans.values_mut() {
            spans.sort_by_key(|span| span.first);
        }
        spans.retain(|row, spans| self.cells.contains_key(row) || spans.iter().any(Span::continues));
        Ok(spans)
    }
}

/// The cells of a row up to its last one: a merged region is one cell, `None` what it covers.
fn cells(
    mut texts: BTreeMap<u32, String>,
    spans: &[Span],
    out: &mut Builder,
) -> Result<Vec<Option<String>>, ImportError> {
    let last = texts.iter().rev().find(|(_, text)| !text.trim().is_empty()).map(|(column, _)| *column);
    let framed = spans.iter().map(|span| span.last).max();
    let Some(last) = last.max(framed) else { return Ok(Vec::new()) };
    out.count(last as usize + 1, 0)?;
    let mut cells = Vec::with_capacity(last as usize + 1);
    let mut spans = spans.iter().peekable();
    while cells.len() <= last as usize {
        let column = cells.len() as u32;
        // regions may overlap in a broken file
        while spans.peek().is_some_and(|span| span.first < column) {
            spans.next();
        }
        let text = texts.remove(&column).unwrap_or_default();
        match spans.next_if(|span| span.first == column) {
            Some(span) => {
                cells.push(Some(if span.below { String::new() } else { text }));
                cells.resize((span.last.min(last) + 1) as usize, None);
            }
            None => cells.push(Some(text)),
        }
    }
    Ok(cells)
}

/// A row that somebody put in has none of the merged cells of the row above it: what stands below one
/// of those is one cell, too. Where two texts would share it, another kind of rows begins.
fn in_shape(rows: &mut [(u32, Vec<Option<String>>)]) {
    // which columns are covered; none where there is nothing to follow
    let mut shape: Vec<bool> = Vec::new();
    for (_, cells) in rows {
        if cells.iter().any(Option::is_none) {
            shape = cells.iter().map(Option::is_none).collect();
            // a title or a line above the frame is no row of a table
            if shape.iter().filter(|covered| !**covered).count() < 4 {
                shape.clear();
            }
            continue;
        }
        match shaped(cells, &shape) {
            Some(shaped) => *cells = shaped,
            None => shape.clear(),
        }
    }
}

/// The texts of a row without merged cells in cells of that shape.
fn shaped(texts: &[Option<String>], shape: &[bool]) -> Option<Vec<Option<String>>> {
    let mut cells: Vec<Option<String>> = Vec::with_capacity(shape.len());
    let mut first = 0;
    for at in 0..texts.len().max(shape.len()) {
        let text = texts.get(at).and_then(Option::as_deref).unwrap_or_default();
        if !shape.get(at).copied().unwrap_or(false) {
            first = at;
            cells.push(Some(text.to_string()));
            continue;
        }
        cells.push(None);
        if let Some(Some(held)) = cells.get_mut(first).filter(|_| !text.is_empty()) {
            if !held.is_empty() {
                return None;
            }
            held.push_str(text);
        }
    }
    Some(cells)
}

/// Hands a run of rows over: what stands alone in its row at its start, and the table.
fn flush(region: &mut Vec<(u32, Vec<Option<String>>)>, out: &mut Builder) {
    let mut rows = std::mem::take(region);
    in_shape(&mut rows);
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    // columns that are empty before all others are only a margin
    let is_empty = |cell: &Option<String>| cell.as_ref().is_none_or(|text| text.trim().is_empty());
    let margin = rows.iter().map(|(_, cells)| cells.iter().take_while(|cell| is_empty(cell)).count());
    let framed = |at: usize| rows.iter().any(|(_, cells)| cells.get(at).is_some_and(Option::is_none));
    let margin = margin.min().unwrap_or(0);
    let margin = (0..margin).rev().find(|at| !framed(*at + 1)).map_or(0, |at| at + 1).min(margin);
    let mut table: Vec<(u32, Vec<String>)> = Vec::new();
    let end = |table: &mut Vec<(u32, Vec<String>)>, out: &mut Builder| {
        if !table.is_empty() {
            out.sheet_table(std::mem::take(table));
        }
    };
    for (row, mut cells) in rows {
        let alone = {
            let mut filled = cells.iter().flatten().filter(|text| !text.trim().is_empty());
            filled.next().filter(|_| filled.next().is_none()).cloned()
        };
        let heading = |text: &str| {
            let text = text.trim();
            labels::table_title(text).is_some() || labels::section(text).is_some()
        };
        match alone {
            Some(text) if labels::label(&text).is_none() && (table.is_empty() || heading(&text)) => {
                end(&mut table, out);
                out.sheet_paragraph(row, &text);
            }
            _ => {
                cells.resize(width, Some(String::new()));
                table.push((row, cells.into_iter().skip(margin).flatten().collect()));
            }
        }
    }
    end(&mut table, out);
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Format {
    /// As a share of 100.
    pub percent: bool,
    /// Digits behind the point that are shown even where they are zero.
    pub decimals: usize,
    /// It is a day.
    pub date: bool,
}

impl Format {
    /// Reads the code of a number format, `0.00%`.
    pub fn of(code: &str) -> Format {
        let mut plain = String::new();
        let mut rest = code.split(';').next().unwrap_or_default().chars();
        while let Some(c) = rest.next() {
            match c {
                '"' => drop(rest.by_ref().find(|c| *c == '"')),
                '\\' | '_' | '*' => drop(rest.next()),
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    // [h] counts hours: a time, not a day
                    plain.push_str(if inside.starts_with('$') { "" } else { "?" });
                }
                c => plain.push(c),
            }
        }
        let behind = plain.split_once('.').map_or("", |(_, behind)| behind);
        Format {
            percent: plain.contains('%'),
            decimals: behind.chars().take_while(|c| *c == '0').count(),
            date: plain.contains(['y', 'Y', 'd', 'D']) && !plain.contains(['0', '#']),
        }
    }

    /// One of the formats that every Excel knows by number.
    pub fn built_in(id: usize) -> Format {
        let code = match id {
            2 | 4 | 39 | 40 => "0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-m-d",
            _ => "General",
        };
        Format::of(code)
    }

    /// A number as it is shown: never with fewer digits than it has.
    pub fn shown(self, value: f64, from_1904: bool) -> String {
        if self.date
            && let Some(day) = day(value, from_1904)
        {
            return day;
        }
        // Excel itself counts on fifteen digits
        let exact = |value: f64| format!("{value:.14e}").parse().unwrap_or(value);
        let value: f64 = exact(if self.percent { exact(value) * 100.0 } else { value });
        let mut text = value.to_string();
        let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        if digits < self.decimals && value.is_finite() {
            if digits == 0 {
                text.push('.');
            }
            text.extend(std::iter::repeat_n('0', self.decimals.min(30) - digits));
        }
        if self.percent {
            text.push('%');
        }
        text
    }
}

/// `2021年3月31日` from the number of days since 1900, or 1904.
fn day(value: f64, from_1904: bool) -> Option<String> {
    let days = if from_1904 { value + 1462.0 } else { value };
    if !(61.0..2_958_466.0).contains(&days) {
        return None;
    }
    // civil from days, counted from 0000-03-01; day 61 is 1900-03-01
    let z = days.floor() as i64 - 25_569 + 719_468;
    let era = z / 146_097;
    let of_era = z % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    Some(format!("{year}年{month}月{day}日"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_it_is_shown() {
        let shown = |code: &str, value| Format::of(code).shown(value, false);
        assert_eq!(shown("General", 118.73), "118.73");
        assert_eq!(shown("General", 118.729_999_999_999_99), "118.73");
        assert_eq!(shown("#,##0.00_ ;[Red]-#,##0.00", 1263.0), "1263.00");
        assert_eq!(shown("0.0", 0.125), "0.125", "no digit is lost");
        assert_eq!(shown("0%", 0.25), "25%");
        assert_eq!(shown("0.00%", 0.07), "7.00%");
        assert_eq!(shown("0%", 0.285), "28.5%");
        assert_eq!(shown("General", 1e15), "1000000000000000");
        assert_eq!(shown("yyyy\"年\"m\"月\"d\"日\"", 44_286.0), "2021年3月31日");
        assert_eq!(Format::built_in(14).shown(44_286.5, false), "2021年3月31日");
        assert_eq!(Format::built_in(14).shown(42_824.0, true), "2021年3月31日");
        assert_eq!(shown("0\"年\"", 3.0), "3");
        assert_eq!(shown("[$-804]yyyy-mm-dd", 36_526.0), "2000年1月1日");
        assert_eq!(shown("yyyy-mm-dd", -1.0), "-1");
    }
}
