//! Tables whose cells are parted by nothing but wide blanks, as `pdftotext -layout` and older
//! systems print them: two blanks or more, or one full-width blank.
//!
//! An empty cell leaves nothing between the blanks, and a long one goes on in the next line. Above
//! the indicators labels tell what is what. Among the indicators the level names and the number of
//! cells do, and where those leave it open, under which heading a cell stands.

use std::ops::Range;

use super::blocks::{Cell, Row};
use super::labels::{self, Column};
use super::number;
use super::report::{Repair, Repairs};
use crate::model::Target;
use crate::text::narrow::is_blank;

/// A line of a table.
pub struct Line<'a> {
    /// Its number in the source.
    pub number: usize,
    /// Its text, with the blanks before it.
    pub text: &'a str,
}

/// A cell of a line and the columns of the page it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece<'a> {
    columns: Range<usize>,
    text: &'a str,
}

/// The cells of a line, whatever blanks part them.
pub fn cells(line: &str) -> impl Iterator<Item = &str> {
    pieces(line).into_iter().map(|piece| piece.text)
}

/// Whether a line holds cells, and one of them says that it belongs to a table.
pub fn opens(line: &str) -> bool {
    let is_known = |text: &str| {
        labels::label(text).is_some()
            || labels::column(text).is_some()
            || labels::is_level2(text)
            || labels::unit(text).is_some()
            || labels::currency(text).is_some()
    };
    let pieces = pieces(line);
    pieces.len() >= 2 && pieces.iter().any(|piece| is_known(piece.text))
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let (mut column, mut gap, mut from) = (0, 2, 0);
    for (at, c) in line.char_indices() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if is_blank(c) {
            gap += wide;
        } else {
            let end = at + c.len_utf8();
            // blanks behind a number part nothing
            match pieces.last_mut().filter(|piece| gap < 2 || is_number(piece.text)) {
                Some(piece) => {
                    piece.text = &line[from..end];
                    piece.columns.end = column + wide;
                }
                None => {
                    from = at;
                    pieces.push(Piece { columns: column..column + wide, text: &line[at..end] });
                }
            }
            gap = 0;
        }
        column += wide;
    }
    pieces
}

/// `1.`, `（一）`: the number of what follows.
fn is_number(text: &str) -> bool {
    text.len() <= 18
        && text.ends_with(['.', '．', '、', '）', ')'])
        && (number::bracketed(text).is_some_and(|item| item.rest.is_empty())
            || number::chinese(text.trim_end_matches(['.', '．', '、', '）', ')'])).is_some())
}

/// The rows of a table.
pub fn rows(lines: &[Line<'_>], repairs: &mut Repairs) -> Vec<Row> {
    let mut rows: Vec<Vec<(Range<usize>, Cell)>> = Vec::new();
    let mut header: Option<Header> = None;
    for line in lines {
        let pieces = pieces(line.text);
        if pieces.is_empty() {
            continue;
        }
        let plain = |pieces: &[Piece<'_>]| -> Vec<(Range<usize>, Cell)> {
            pieces.iter().map(|piece| (piece.columns.clone(), Cell::new(line.number, piece.text))).collect()
        };
        if let Some(found) = Header::of(&pieces) {
            rows.push(plain(&pieces));
            header = Some(found);
        } else if let Some(known) = &header {
            match known.row(&pieces, line.number, rows.last()) {
                Placed::Row(row) => rows.push(row),
                Placed::GoesOn(at) => {
                    for (at, piece) in at.into_iter().zip(&pieces) {
                        if let Some((_, cell)) = rows.last_mut().and_then(|row| row.get_mut(at)) {
                            goes_on(cell, piece.text, line.number, repairs);
                        }
                    }
                }
                Placed::Above => {
                    header = None;
                    rows.push(plain(&pieces));
                }
            }
        } else {
            let is_label = |piece: &Piece<'_>| labels::label(piece.text).is_some();
            let last = rows.last_mut().and_then(|row| row.last_mut());
            let open = last.filter(|(columns, cell)| {
                let near = columns.start.abs_diff(pieces[0].columns.start) <= 2;
                pieces.len() == 1 && near && labels::label(&cell.text).is_none()
            });
            match open {
                Some((_, cell)) if !is_label(&pieces[0]) => {
                    goes_on(cell, pieces[0].text, line.number, repairs)
                }
                _ => rows.push(plain(&pieces)),
            }
        }
    }
    rows.into_iter().map(|row| row.into_iter().map(|(_, cell)| cell).collect()).collect()
}

/// A cell goes on in the next line: as a paragraph of its own where it begins with a number.
fn goes_on(cell: &mut Cell, text: &str, line: usize, repairs: &mut Repairs) {
    let numbered = number::plain(text).is_some() || number::bracketed(text).is_some();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if numbered {
        cell.text.push('\n');
    } else if !cell.text.is_empty() {
        repairs.add(Repair::Rejoined, line, "");
        if latin(cell.text.chars().next_back())
            && latin(text.chars().next())
            && !cell.text.ends_with(|c: char| c.is_ascii_digit())
        {
            cell.text.push(' ');
        }
    }
    cell.text.push_str(text);
}

/// The headings of the indicators and where they stand.
struct Header {
    columns: Vec<Range<usize>>,
    /// The column of 二级指标.
    level2: usize,
    target: Option<usize>,
    /// As wide as all blanks between the headings, where they are equally wide: then they stand
    /// under no columns, and what is missing in a line is missing at its end.
    gap: Option<usize>,
}

/// How wide all blanks between the cells of a line are, where they are equally wide.
fn gap(pieces: &[Piece<'_>]) -> Option<usize> {
    let mut gaps = pieces.windows(2).map(|pair| pair[1].columns.start - pair[0].columns.end);
    let first = gaps.next()?;
    gaps.all(|gap| gap == first).then_some(first)
}

/// What a line among the indicators is.
enum Placed {
    /// A row, with a cell for each column.
    Row(Vec<(Range<usize>, Cell)>),
    /// The row before it goes on in these columns.
    GoesOn(Vec<usize>),
    /// The upper half of another table.
    Above,
}

impl Header {
    fn of(pieces: &[Piece<'_>]) -> Option<Header> {
        let columns: Vec<Option<Column>> = pieces.iter().map(|piece| labels::column(piece.text)).collect();
        let level2 = columns.iter().position(|column| *column == Some(Column::Level2))?;
        let level1 = columns.iter().position(|column| *column == Some(Column::Level1))?;
        (level1 + 1 == level2).then(|| Header {
            columns: pieces.iter().map(|piece| piece.columns.clone()).collect(),
            level2,
            target: columns.iter().position(|column| *column == Some(Column::Target)),
            gap: gap(pieces),
        })
    }

    fn row(&self, pieces: &[Piece<'_>], line: usize, last: Option<&Vec<(Range<usize>, Cell)>>) -> Placed {
        let wanted = self.columns.len();
        if pieces.iter().any(|piece| {
            labels::opens_table(piece.text) || labels::label(piece.text) == Some(labels::Label::Name)
        }) {
            return Placed::Above;
        }
        let second = pieces.iter().take(self.level2 + 1).position(|piece| labels::is_level2(piece.text));
        let mut places: Vec<usize> = Vec::with_capacity(pieces.len());
        if pieces.len() == wanted {
            places.extend(0..wanted);
        } else if let Some(second) = second {
            // what stands before 二级指标 ends right before its column
            places.extend(self.level2 - second..=self.level2);
            let rest = &pieces[second + 1..];
            let room = wanted - self.level2 - 1;
            let is_value = |at: usize| {
                let piece = at.checked_sub(self.level2 + 1).and_then(|at| rest.get(at));
                piece.is_some_and(|piece| Target::parse(piece.text).text.is_absent())
            };
            let short = rest.len() < room;
            let ends = self.target.is_some_and(is_value) || gap(pieces).is_some() && gap(pieces) == self.gap;
            if rest.len() == room || short && ends {
                places.extend((0..rest.len()).map(|at| self.level2 + 1 + at));
            } else {
                self.by_place(rest, self.level2 + 1, &mut places);
            }
        } else {
            self.by_place(pieces, 0, &mut places);
            // a row below a merged 二级指标 has its value; the rest of a long cell has none
            let has_value = self.target.is_some_and(|target| places.contains(&target));
            let begins = places.first().is_some_and(|first| *first == self.level2 + 1);
            let whole = last.is_none_or(|row| {
                self.target.and_then(|target| row.get(target)).is_some_and(|(_, cell)| !cell.text.is_empty())
            });
            if !(pieces.len() >= 2 && has_value && begins && whole) {
                return Placed::GoesOn(places);
            }
        }
        let empty = |columns: &Range<usize>| (columns.clone(), Cell::new(line, ""));
        let mut row: Vec<(Range<usize>, Cell)> = self.columns.iter().map(empty).collect();
        for (at, piece) in places.into_iter().zip(pieces) {
            match row.get_mut(at) {
                Some(slot) if slot.1.text.is_empty() => {
                    *slot = (piece.columns.clone(), Cell::new(line, piece.text))
                }
                // more cells than columns: the row is told as one that has too many
                _ => row.push((piece.columns.clone(), Cell::new(line, piece.text))),
            }
        }
        Placed::Row(row)
    }

    /// The column of each piece from `first` on: the one it stands under, or the nearest that is
    /// left.
    fn by_place(&self, pieces: &[Piece<'_>], first: usize, places: &mut Vec<usize>) {
        let mut first = first;
        for (nth, piece) in pieces.iter().enumerate() {
            let left = pieces.len() - nth - 1;
            let last = self.columns.len().saturating_sub(left).max(first + 1);
            let distance = |at: &usize| {
                let Some(columns) = self.columns.get(*at) else { return usize::MAX };
                if piece.columns.start < columns.end && columns.start < piece.columns.end {
                    0
                } else {
                    let before = columns.start.saturating_sub(piece.columns.end);
                    1 + before.max(piece.columns.start.saturating_sub(columns.end))
                }
            };
            let at = (first..last).min_by_key(distance).unwrap_or(first);
            places.push(at);
            first = at + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Vec<String> {
        let lines: Vec<Line<'_>> =
            lines.iter().enumerate().map(|(number, text)| Line { number, text }).collect();
        let rows = rows(&lines, &mut Repairs::default());
        rows.iter().map(|row| row.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn the_upper_half_goes_on_below_where_a_cell_is_long() {
        let lines = [
            "项目编码    13030421516VGXXZYNQI3    项目名称  人事  代理",
            "绩效目标    1.  保障落实机关人事代理工作人员的",
            "            工资补贴待遇",
            "            2.按时发放",
        ];
        assert_eq!(
            read(&lines),
            [
                "项目编码|13030421516VGXXZYNQI3|项目名称|人事|代理",
                "绩效目标|1.  保障落实机关人事代理工作人员的工资补贴待遇\n2.按时发放"
            ]
        );
    }

    #[test]
    fn cells_of_indicators_stand_under_their_headings() {
        let lines = [
            "一级指标    二级指标    三级指标      绩效指标描述      指标值    指标值确定依据",
            "产出指标    数量指标    保障人数      在职人数          ≥30人     历史标准",
            "            质量指标    发放准确率    按标准发放的占比  ≥95%",
            "                        发放差错率                      ≤1%       历史标准",
            "            时效指标    发放时间      每月工资发放到位  每月10日前",
            "                                      的时间",
            "效益指标　社会效益指标　稳定　队伍稳定　明显提高　其他",
        ];
        assert_eq!(
            read(&lines)[1..],
            [
                "产出指标|数量指标|保障人数|在职人数|≥30人|历史标准",
                "|质量指标|发放准确率|按标准发放的占比|≥95%|",
                "||发放差错率||≤1%|历史标准",
                "|时效指标|发放时间|每月工资发放到位的时间|每月10日前|",
                "效益指标|社会效益指标|稳定|队伍稳定|明显提高|其他",
            ]
        );
    }
}
