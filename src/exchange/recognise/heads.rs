//! A header of two rows: 绩效指标 over 一级指标, 二级指标 and 三级指标, beside it columns that are
//! merged down over both. It becomes one row, in which each column has its own name: the lower one,
//! and where the cell below goes on with the one above, that.

use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, Column, Label};

/// The rows, with each header of two rows as one.
pub fn joined(rows: Vec<Row>) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match all.last_mut().and_then(|above| Some((one(above, &row)?, above))) {
            Some((header, above)) => *above = header,
            None => all.push(row),
        }
    }
    all
}

/// The header that two rows are together.
fn one(above: &Row, below: &Row) -> Option<Row> {
    let is_level = |cell: &Cell| labels::column(&cell.text) == Some(Column::Level1);
    let goes_on = below.iter().any(|cell| cell.text.is_empty());
    if !goes_on || !below.iter().any(is_level) || above.iter().any(is_level) {
        return None;
    }
    // what stands above each empty cell
    let mut filled: Vec<&Cell> = Vec::new();
    let header = if above.len() == below.len() {
        below
            .iter()
            .zip(above)
            .map(|(cell, over)| {
                if cell.text.is_empty() && !over.text.is_empty() {
                    filled.push(over);
                    over.clone()
                } else {
                    cell.clone()
                }
            })
            .collect()
    } else {
        let empty = below.iter().filter(|cell| cell.text.is_empty()).count();
        let runs = below.chunk_by(|one, next| !one.text.is_empty() && !next.text.is_empty());
        let names = runs.clone().filter(|run| !run[0].text.is_empty()).count();
        // how many cells above stand over each run of names
        let over = above.len().checked_sub(empty)?;
        let each = if names == 1 { over } else { 1 };
        if names * each != over || each == 0 {
            return None;
        }
        let mut above = above.iter();
        let mut header: Row = Vec::with_capacity(below.len());
        for run in runs {
            if run[0].text.is_empty() {
                let cell = above.next()?;
                filled.push(cell);
                header.push(cell.clone());
            } else {
                above.nth(each - 1)?;
                header.extend(run.iter().cloned());
            }
        }
        header
    };
    is_header(&filled).then_some(header)
}

/// Whether these name columns: those of indicators, or the fields of projects.
fn is_header(cells: &[&Cell]) -> bool {
    let label = |cell: &&Cell| labels::label(&cell.text);
    let column = |cell: &&Cell| labels::column(&cell.text);
    let names = |cell: &&Cell| matches!(label(cell), Some(Label::Code | Label::Name));
    cells.iter().all(|cell| label(cell).is_some() || column(cell).is_some())
        && (cells.iter().any(|cell| column(cell).is_some()) || cells.len() >= 3 && cells.iter().any(names))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Row {
        texts.iter().map(|text| Cell::new(1, *text)).collect()
    }

    fn header(above: &[&str], below: &[&str]) -> Vec<String> {
        let rows = joined(vec![row(above), row(below)]);
        let texts = |row: &Row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        rows.iter().map(texts).collect()
    }

    #[test]
    fn each_column_has_its_own_name() {
        let one = "序号 一级指标 二级指标 三级指标 绩效指标描述 符号 值 指标值确定依据";
        let below = ["", "一级指标", "二级指标", "三级指标", "", "符号", "值", ""];
        // as a cell merged across is one cell, and as it is empty cells besides
        let merged = ["序号", "绩效指标", "绩效指标描述", "指标值", "指标值确定依据"];
        let empty = ["序号", "绩效指标", "", "", "绩效指标描述", "指标值", "", "指标值确定依据"];
        assert_eq!(header(&merged, &below), [one]);
        assert_eq!(header(&empty, &below), [one]);
        let list = ["", "", "", "一级指标", "二级指标", "三级指标", "指标值"];
        assert_eq!(header(&["单位", "项目名称", "项目编码", "绩效指标"], &list).len(), 1);
    }

    #[test]
    fn a_row_that_names_no_columns_is_none_of_the_header() {
        let below = ["", "一级指标", "二级指标", "三级指标", "指标值"];
        assert_eq!(header(&["年度绩效目标", "保障30人"], &below).len(), 2);
        assert_eq!(header(&["资金用途", "一", "二", "三", "四"], &below).len(), 2);
        // nobody knows which of the upper cells stands over which names
        let two = ["一级指标", "二级指标", "", "符号", "值"];
        assert_eq!(header(&["绩效", "指标", "指标描述", "指标值", "依据"], &two).len(), 1);
        assert_eq!(header(&["绩效", "指标", "指标描述", "指标值"], &two).len(), 2);
    }
}
