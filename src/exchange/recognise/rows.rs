//! The lower half of a project table: the header of the indicators and their rows.
//!
//! The source cannot be trusted with the ends of rows: a cell that ends with an empty paragraph
//! looks like the end of its row. A row is whole when it has as many cells as the header, and a
//! new one begins where a first level (or the empty cell that continues it) is followed by a
//! second level.

use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, Column};

/// Whether a row of indicators begins with these cells.
pub fn begins(cells: &[Cell]) -> bool {
    let [first, second, ..] = cells else { return false };
    (first.text.is_empty() || labels::is_level1(&first.text)) && labels::is_level2(&second.text)
}

/// Whether these cells begin with the heading of the first column.
pub fn is_first(cells: &[Cell]) -> bool {
    cells.first().is_some_and(|cell| labels::column(&cell.text) == Some(Column::Level1))
}

/// The header at the start of `cells`: its columns. `row` is how many cells its first row has.
pub fn header(cells: &[Cell], row: usize) -> Option<Vec<Column>> {
    let is = |at: usize, column| cells.get(at).is_some_and(|cell| labels::column(&cell.text) == Some(column));
    if !is(0, Column::Level1) || !is(1, Column::Level2) {
        return None;
    }
    let columns: Vec<Option<Column>> = cells.iter().take(40).map(|cell| labels::column(&cell.text)).collect();
    // columns of other names belong to it as long as its row goes on and no indicator begins
    let known = columns.iter().take_while(|column| column.is_some()).count();
    let named = (known..row.min(columns.len())).take_while(|at| !begins(&cells[*at..])).last();
    let end = named.map_or(known, |at| at + 1);
    Some(meanings(columns[..end].to_vec()))
}

/// What columns with these headings hold. Of a heading that stands twice (the goals of several years
/// and of this one) the last one counts; where no column is headed 三级指标, the one of their
/// content holds their names.
pub fn meanings(columns: Vec<Option<Column>>) -> Vec<Column> {
    let mut columns: Vec<Column> =
        columns.into_iter().map(|column| column.unwrap_or(Column::Other)).collect();
    for at in 0..columns.len() {
        if columns[at + 1..].contains(&columns[at]) {
            columns[at] = Column::Other;
        }
    }
    if !columns.contains(&Column::Name)
        && let Some(content) = columns.iter_mut().find(|column| **column == Column::Description)
    {
        *content = Column::Name;
    }
    columns
}

/// Rows of `columns` cells from rows as the source shows them; `rejoined` is told the line of each
/// that was put together. What cannot be made whole stays as it is.
pub fn whole(rows: Vec<Row>, columns: usize, mut rejoined: impl FnMut(usize)) -> Vec<Row> {
    let mut whole: Vec<Row> = Vec::new();
    for row in rows {
        match whole.last_mut() {
            Some(open) if open.len() < columns && open.len() + row.len() <= columns && !begins(&row) => {
                rejoined(row.first().map_or(0, |cell| cell.line));
                open.extend(row);
            }
            _ => cut(row, columns, &mut whole),
        }
    }
    whole
}

/// A run of cells that holds several rows, cut where they begin.
fn cut(mut row: Row, columns: usize, out: &mut Vec<Row>) {
    let even = columns > 0 && row.len().is_multiple_of(columns);
    let mut from = 0;
    while row.len() - from > columns && columns > 0 {
        let rest = &row[from..];
        let next = if even || begins(&rest[columns..]) {
            columns
        } else {
            match (1..rest.len()).find(|at| begins(&rest[*at..])) {
                Some(at) => at,
                None => break,
            }
        };
        out.push(rest[..next].to_vec());
        from += next;
    }
    out.push(row.split_off(from));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        cells.iter().map(|text| Cell::new(1, *text)).collect()
    }

    fn texts(rows: &[Row]) -> Vec<Vec<&str>> {
        rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_row_goes_on_until_it_is_whole() {
        let rows = vec![
            row(&["产出指标", "数量指标", "人数", "描述"]),
            row(&["≥30人", ""]),
            row(&[""]),
            row(&["质量指标", "率", "描述", "≥95%", ""]),
            row(&["", "时效指标", "期", "描述", "≤3天"]),
            row(&["", "成本指标", "成本", "描述", "≤1万元", ""]),
        ];
        let mut joined = 0;
        let rows = whole(rows, 6, |_| joined += 1);
        assert_eq!(joined, 2);
        let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
        assert_eq!(lengths, [6, 6, 5, 6]);
        assert_eq!(texts(&rows)[0][4], "≥30人");
    }

    #[test]
    fn rows_that_run_together_are_cut_where_they_begin() {
        let run = row(&[
            "产出指标",
            "数量指标",
            "人数",
            "描述",
            "≥30人",
            "",
            "",
            "质量指标",
            "率",
            "≥95%",
            "成本指标",
            "经济成本指标",
            "成本",
            "描述",
            "≤1万元",
            "",
        ]);
        let rows = whole(vec![run], 6, |_| {});
        let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
        assert_eq!(lengths, [6, 4, 6]);
    }

    #[test]
    fn the_header_tells_the_columns() {
        let cells = row(&["一级指标", "二级指标", "三级指标", "指标值", "备注", "", "数量指标"]);
        let columns = header(&cells, 7).unwrap();
        assert_eq!(columns, [Column::Level1, Column::Level2, Column::Name, Column::Target, Column::Other]);
        assert_eq!(header(&cells[1..], 6), None);
    }
}
