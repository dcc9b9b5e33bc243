//! What an import tells beside the document: what it counted, inferred and put right, and what it
//! could not understand. Nothing of a source disappears without standing here.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::blocks::Lines;
use crate::text::clean::visible;
use crate::text::say;

/// The account of an import.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Project tables.
    pub tables: usize,
    /// Rows of indicators in all of them.
    pub indicators: usize,
    /// The sum of 预算数; `None` where one of them is missing or no number.
    pub total: Option<Decimal>,
    /// The same by unit code, in the order of the document.
    pub by_unit: Vec<(String, Option<Decimal>)>,
    /// How much of the source has found a place.
    pub understood: Understood,
    /// What follows from the text without standing there.
    pub inferred: Vec<Inferred>,
    /// From which line of the source a field came, or all fields of a record: as JSON pointers.
    pub origins: Vec<(String, usize)>,
    /// The ids that came along in the source.
    pub carried: HashSet<String>,
    /// What was put right or left out.
    pub repairs: Repairs,
    /// What was not understood, or contradicts itself.
    pub warnings: Vec<Warning>,
    /// What the lines of the source are called.
    pub lines: Lines,
}

/// How much of a source was understood: what was placed, and what was left over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Understood {
    /// Tables that were read.
    pub tables: usize,
    /// Tables that are no project table.
    pub tables_left: usize,
    /// Rows of indicators that were taken in.
    pub rows: usize,
    /// Rows of indicators of which cells could not be told apart.
    pub rows_left: usize,
    /// Characters of paragraphs and cells in all.
    pub characters: usize,
    /// Characters of which nobody knows where they belong.
    pub characters_left: usize,
}

impl Understood {
    /// Whether so little was understood that the document should not be written unasked: no row was
    /// found at all, or half of the rows or of the text is left over. Tables that are none of ours
    /// are common beside those that are, so they count only where they are many.
    pub fn is_little(&self) -> bool {
        let half = |left: usize, all: usize| left > 0 && 2 * left >= all;
        self.rows == 0
            || self.tables_left > 2 * self.tables
            || half(self.rows_left, self.rows + self.rows_left)
            || half(self.characters_left, self.characters)
    }
}

/// So many texts without a place may stand beside few rows: a short document, a long letter around it.
const FEW_LOST: usize = 20;

impl Report {
    /// Whether so little was understood that the document should not be written unasked: by
    /// measure, or because more than two texts or rows without a place stand beside each row that was
    /// taken. That is what comes of a page whose cells were lost, and such rows cannot be trusted
    /// either.
    pub fn is_little(&self) -> bool {
        let lost = |warning: &&Warning| matches!(warning.doubt, Doubt::Unplaced | Doubt::Row { .. });
        let lost = self.warnings.iter().filter(lost).count();
        self.understood.is_little() || lost > FEW_LOST && lost > 2 * self.indicators
    }

    /// The report for people, line by line; what belongs below a line is indented.
    pub fn in_words(&self, currency: &str) -> Vec<String> {
        let mut lines = vec![say::import_counted(self.tables, self.indicators)];
        let total = self.total.map(|total| total.to_string());
        lines.push(say::import_sum(total.as_deref(), currency));
        for (unit, total) in self.by_unit.iter().filter(|_| self.by_unit.len() > 1) {
            let total = total.map(|total| total.to_string());
            lines.push(format!("  {unit}：{}", total.as_deref().unwrap_or(say::IMPORT_NO_SUM)));
        }
        if !self.inferred.is_empty() {
            lines.push(say::IMPORT_INFERRED.to_string());
            for item in &self.inferred {
                lines.push(format!("  {}：{}（{}）", item.label, item.value, item.because));
            }
        }
        let (left_out, repaired): (Vec<_>, Vec<_>) =
            self.repairs.iter().partition(|(repair, _)| repair.leaves_out());
        if !repaired.is_empty() {
            lines.push(say::IMPORT_REPAIRED.to_string());
            for (repair, spots) in repaired {
                lines.push(format!("  {}：{}", repair.label(), spots.len()));
            }
        }
        if !left_out.is_empty() {
            lines.push(say::import::LEFT_OUT.to_string());
            for (repair, spots) in left_out {
                lines.push(format!("  {}：{}", repair.label(), spots.len()));
                let texts = spots.iter().filter(|(_, text)| !text.is_empty());
                let place = |line: usize| (line > 0).then(|| self.lines.say(line));
                lines.extend(texts.map(|(line, text)| say::import::left_out(place(*line).as_deref(), text)));
            }
        }
        if self.warnings.is_empty() {
            lines.push(say::IMPORT_NO_WARNINGS.to_string());
        } else {
            lines.push(say::import_warnings(self.warnings.len()));
            for warning in &self.warnings {
                lines.push(format!(
                    "  {}：{}。{}",
                    warning.place(&self.lines),
                    warning.message(),
                    warning.advice()
                ));
            }
        }
        lines.iter().map(|line| visible(line).into_owned()).collect()
    }
}

/// A value that follows from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// The field as a JSON pointer.
    pub path: String,
    /// What people call it.
    pub label: &'static str,
    /// The value.
    pub value: String,
    /// What it follows from.
    pub because: String,
}

/// A kind of repair of the layout; none of them touches a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// `[bookmark: …]` taken off.
    Bookmark,
    /// The number of a page, alone on its line.
    PageNumber,
    /// 续表 alone on its line.
    Continued,
    /// A line of the table of contents.
    Contents,
    /// The line under a header of a table made of bars.
    Ruler,
    /// A line that holds nothing but blanks.
    BlankLine,
    /// Blanks at the edges of a cell or paragraph.
    Trimmed,
    /// An empty paragraph in a cell.
    EmptyParagraph,
    /// Control characters and invisible marks.
    Control,
    /// A row that seemed to end in the middle.
    Rejoined,
    /// A row of empty cells.
    EmptyRow,
    /// The header row once more in the middle of a table.
    RepeatedHeader,
    /// Full-width digits in codes and amounts.
    FullWidth,
    /// Separators of thousands in amounts.
    Separators,
    /// The unit behind an amount, the sign behind a percentage.
    Unit,
    /// A target whose sign or digits were written in another way.
    Sign,
    /// A name of the form that was broken in a narrow column.
    BrokenName,
    /// A list of what stands in the tables, too.
    Summary,
    /// 定性 or 定量, in a column of its own.
    TargetKind,
    /// A table within a cell, its cells taken in their order.
    NestedTable,
    /// A table in several pieces, put together.
    Joined,
    /// Tracked insertions, taken as accepted.
    Inserted,
    /// Cells that are days, written out.
    Date,
    /// Tracked deletions.
    Deleted,
    /// Hidden text, rows and sheets.
    Hidden,
    /// A text box.
    TextBox,
    /// Header or footer of the page.
    Margin,
    /// A note at the foot of the page, or at the end.
    Note,
    /// A remark in the margin.
    Comment,
    /// A picture or drawing.
    Picture,
    /// A sign of a font that has no meaning elsewhere.
    Symbol,
    /// What stands in a field until somebody fills it in.
    Placeholder,
    /// Another document, embedded.
    Embedded,
    /// A cell whose formula has no result, or an error as one.
    NoValue,
    /// A list of what other sheets hold, changed since it was written.
    Again,
}

impl Repair {
    /// Its name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Repair::Bookmark => "bookmark",
            Repair::PageNumber => "page_number",
            Repair::Continued => "continued",
            Repair::Contents => "contents",
            Repair::Ruler => "ruler",
            Repair::BlankLine => "blank_line",
            Repair::Trimmed => "trimmed",
            Repair::EmptyParagraph => "empty_paragraph",
            Repair::Control => "control_character",
            Repair::Rejoined => "rejoined_row",
            Repair::EmptyRow => "empty_row",
            Repair::RepeatedHeader => "repeated_header",
            Repair::FullWidth => "full_width",
            Repair::Separators => "separators",
            Repair::Unit => "unit",
            Repair::Sign => "target_sign",
            Repair::BrokenName => "broken_name",
            Repair::Summary => "summary",
            Repair::TargetKind => "target_kind",
            Repair::NestedTable => "nested_table",
            Repair::Joined => "joined_table",
            Repair::Inserted => "tracked_insertion",
            Repair::Date => "date",
            Repair::Deleted => "tracked_deletion",
            Repair::Hidden => "hidden",
            Repair::TextBox => "text_box",
            Repair::Margin => "header_footer",
            Repair::Note => "note",
            Repair::Comment => "comment",
            Repair::Picture => "picture",
            Repair::Symbol => "symbol",
            Repair::Placeholder => "placeholder",
            Repair::Embedded => "embedded_document",
            Repair::NoValue => "no_value",
            Repair::Again => "changed_list",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Repair::Bookmark => "去掉书签标记",
            Repair::PageNumber => "去掉单独成行的页码",
            Repair::Continued => "去掉“续表”字样",
            Repair::Contents => "去掉目录行",
            Repair::Ruler => "去掉表格线",
            Repair::BlankLine => "去掉只有空格的行",
            Repair::Trimmed => "去掉首尾空格",
            Repair::EmptyParagraph => "去掉单元格中的空段落",
            Repair::Control => "去掉控制字符和不可见字符",
            Repair::Rejoined => "接回被空段落断开的行",
            Repair::EmptyRow => "去掉全空的行",
            Repair::RepeatedHeader => "去掉重复的表头",
            Repair::FullWidth => "全角数字改为半角",
            Repair::Separators => "去掉金额中的千分位逗号",
            Repair::Unit => "去掉金额后面的单位、支出进度后面的百分号",
            Repair::Sign => "指标值写成符号、数、单位（不低于 → ≥）",
            Repair::BrokenName => "接回被换行断开的指标名称",
            Repair::Summary => "去掉与各表重复的汇总行",
            Repair::TargetKind => "去掉“定性”“定量”字样，指标值本身看得出",
            Repair::NestedTable => "展开单元格里的表格",
            Repair::Joined => "接上分成几段的表格",
            Repair::Inserted => "修订中新增的文字，按已接受处理",
            Repair::Date => "日期单元格，写成“年月日”",
            Repair::Deleted => "修订中已删除的文字",
            Repair::Hidden => "隐藏的内容",
            Repair::TextBox => "文本框",
            Repair::Margin => "页眉、页脚",
            Repair::Note => "脚注、尾注",
            Repair::Comment => "批注",
            Repair::Picture => "图片、图形",
            Repair::Symbol => "只有原字体才有的符号",
            Repair::Placeholder => "未填写的提示文字",
            Repair::Embedded => "嵌入的其他文档",
            Repair::NoValue => "没有结果或结果出错的公式，该格留空",
            Repair::Again => "汇总表上的改动（只读取各项目的表，请改在那里）",
        }
    }

    /// Whether text of the source is not in the document because of it.
    pub fn drops_text(self) -> bool {
        use Repair::{Bookmark, Contents, Continued, PageNumber, RepeatedHeader, Ruler, Summary, TargetKind};
        self.leaves_out()
            || matches!(
                self,
                Bookmark | Contents | Continued | PageNumber | RepeatedHeader | Ruler | Summary | TargetKind
            )
    }

    /// Whether it is no repair of the layout: what people wrote has no place in the document.
    pub fn leaves_out(self) -> bool {
        self >= Repair::Deleted
    }
}

/// The repairs of an import: by kind the lines, and the text where some was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repairs(BTreeMap<Repair, Vec<(usize, String)>>);

impl Repairs {
    /// Counts one at `line`; `text` is what is not in the document because of it.
    pub fn add(&mut self, repair: Repair, line: usize, text: &str) {
        let text = if repair.drops_text() { text.trim().to_string() } else { String::new() };
        self.0.entry(repair).or_default().push((line, text));
    }

    /// Adds those of a source that stands behind `before` lines.
    pub fn append(&mut self, other: Repairs, before: usize) {
        for (repair, spots) in other.0 {
            let moved = spots.into_iter().map(|(line, text)| (line + before, text));
            self.0.entry(repair).or_default().extend(moved);
        }
    }

    /// The last line where something was put right.
    pub fn last_line(&self) -> usize {
        self.0.values().flatten().map(|(line, _)| *line).max().unwrap_or(0)
    }

    /// How many of that kind.
    pub fn count(&self, repair: Repair) -> usize {
        self.0.get(&repair).map_or(0, Vec::len)
    }

    /// By kind: the lines and what was left out there.
    pub fn iter(&self) -> impl Iterator<Item = (Repair, &[(usize, String)])> {
        self.0.iter().map(|(repair, spots)| (*repair, spots.as_slice()))
    }

    /// The texts that are not in the document, with their lines.
    pub fn dropped(&self) -> impl Iterator<Item = (usize, &str)> {
        self.iter()
            .filter(|(repair, _)| repair.drops_text())
            .flat_map(|(_, spots)| spots.iter().map(|(line, text)| (*line, text.as_str())))
    }
}

/// What makes an import doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Text that belongs to nothing known.
    Unplaced,
    /// A table that is no project table.
    OtherTable,
    /// A row whose cells cannot be told apart: how many there are, how many there should be.
    Row { cells: usize, columns: usize },
    /// A row that lacks cells at its end.
    ShortRow { cells: usize, columns: usize },
    /// A table without rows of indicators.
    NoRows,
    /// Points and percentages of the spending plan do not pair.
    Plan,
    /// A field of the form that is not there.
    Missing(&'static str),
    /// The heading names another project than the table.
    OtherName { heading: String },
    /// A number out of order.
    Numbering { expected: usize, found: usize },
    /// Sources that contradict each other; the field stays empty.
    Disagree { label: &'static str, values: Vec<String> },
    /// A unit code with a second name.
    SecondName { code: String, name: String },
    /// An amount that is no number.
    NotANumber(&'static str),
    /// An indicator of the whole department, which the format has no field for.
    WholeIndicator,
    /// What a conversion left in a text, and cannot be told from it for certain.
    Residue,
}

/// A doubt, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What is doubtful.
    pub doubt: Doubt,
    /// The project table, from 0, where it is in one.
    pub table: Option<usize>,
    /// The name of its project.
    pub project: String,
    /// The line in the source, from 1.
    pub line: Option<usize>,
    /// The text at hand.
    pub text: String,
}

impl Warning {
    /// A doubt that is not about one table.
    pub fn new(doubt: Doubt, line: Option<usize>, text: impl Into<String>) -> Warning {
        Warning { doubt, table: None, project: String::new(), line, text: text.into() }
    }

    /// The rule of the catalogue that speaks of it; the import's own begin with `IM`.
    pub fn code(&self) -> &'static str {
        match self.doubt {
            Doubt::Unplaced | Doubt::WholeIndicator => "IM001",
            Doubt::OtherTable => "IM002",
            Doubt::Row { .. } | Doubt::ShortRow { .. } | Doubt::NoRows => "IM003",
            Doubt::Plan => "IM004",
            Doubt::Missing(_) if self.table.is_none() => "ST001",
            Doubt::Missing(_) => "ST003",
            Doubt::OtherName { .. } => "ST005",
            Doubt::Numbering { .. } => "ST006",
            Doubt::Disagree { .. } => "ST002",
            Doubt::SecondName { .. } => "ID004",
            Doubt::NotANumber(_) => "AM003",
            Doubt::Residue => "TX007",
        }
    }

    /// What people call the doubt.
    pub fn name(&self) -> &'static str {
        match self.doubt {
            Doubt::Unplaced | Doubt::WholeIndicator => "未能归位的文字",
            Doubt::OtherTable => "无法识别的表",
            Doubt::Row { .. } | Doubt::ShortRow { .. } | Doubt::NoRows => "指标行不完整",
            Doubt::Plan => "支出计划不完整",
            Doubt::Missing(_) => "缺少内容",
            Doubt::OtherName { .. } => "标题与项目名称不一致",
            Doubt::Numbering { .. } => "编号不连续",
            Doubt::Disagree { .. } => "依据不一致",
            Doubt::SecondName { .. } => "同一编码两个名称",
            Doubt::NotANumber(_) => "金额不是数字",
            Doubt::Residue => "转换残留",
        }
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        let text = self.text.as_str();
        match &self.doubt {
            Doubt::Unplaced => say::import_unplaced(text),
            Doubt::OtherTable => say::import_other_table(text),
            Doubt::Row { cells, columns } => say::import_row(*cells, *columns, text),
            Doubt::ShortRow { cells, columns } => say::import_short_row(*cells, *columns, text),
            Doubt::NoRows => say::IMPORT_NO_ROWS.to_string(),
            Doubt::Plan => say::import_plan(text),
            Doubt::Missing(label) => say::import_missing(label),
            Doubt::OtherName { heading } => say::import_other_name(heading, text),
            Doubt::Numbering { expected, found } => say::import_numbering(*expected, *found, text),
            Doubt::Disagree { label, values } => say::import_disagree(label, values),
            Doubt::SecondName { code, name } => say::import_second_name(code, name, text),
            Doubt::NotANumber(label) => say::import_not_a_number(label, text),
            Doubt::WholeIndicator => say::import::whole_indicator(text),
            Doubt::Residue => say::import::residue(text),
        }
    }

    /// What to do.
    pub fn advice(&self) -> &'static str {
        match self.doubt {
            Doubt::Unplaced | Doubt::WholeIndicator | Doubt::OtherTable => say::IMPORT_ADVICE_PLACE,
            Doubt::Row { .. } | Doubt::ShortRow { .. } | Doubt::NoRows | Doubt::Plan => {
                say::IMPORT_ADVICE_ROW
            }
            Doubt::Missing(_) | Doubt::Disagree { .. } => say::IMPORT_ADVICE_FILL,
            Doubt::OtherName { .. } | Doubt::SecondName { .. } => say::IMPORT_ADVICE_NAME,
            Doubt::Numbering { .. } => say::IMPORT_ADVICE_NUMBER,
            Doubt::NotANumber(_) => say::IMPORT_ADVICE_AMOUNT,
            Doubt::Residue => say::import::ADVICE_RESIDUE,
        }
    }

    /// Where, in words: its line as `lines` calls it, and table.
    pub fn place(&self, lines: &Lines) -> String {
        say::import_place(
            self.line.map(|line| lines.say(line)),
            self.table.map(|table| table + 1),
            &self.project,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_more_is_lost_than_found_too_little_is_understood() {
        let understood = Understood { tables: 1, rows: 30, characters: 1000, ..Understood::default() };
        let report = |lost: usize| Report {
            indicators: 30,
            understood,
            warnings: vec![Warning::new(Doubt::Unplaced, Some(1), "散落的文字"); lost],
            ..Report::default()
        };
        assert!(!report(60).is_little());
        assert!(report(61).is_little());
    }
}
