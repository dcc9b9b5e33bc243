//! The same document printed in the ways in which texts of it reach people.

use jixiao::model::{Document, Project};
use jixiao::text::width;

/// How the cells of a row are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// A cell a line, each behind a tab.
    Line,
    /// Tabs.
    Tab,
    /// Bars, with a ruler under the first row.
    Bar,
    /// Wide blanks, each column as wide as its longest cell.
    Blank,
    /// Two full-width blanks, and no columns.
    FullWidth,
}

/// A way to print a document.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub cut: Cut,
    /// A merged cell is repeated, not empty.
    pub repeated: bool,
    /// Blank lines between the rows.
    pub airy: bool,
    /// Numbers of pages and form feeds in the middle, with the header once more.
    pub pages: bool,
    /// `[bookmark: …]` before headings.
    pub bookmarks: bool,
    /// Headings have numbers.
    pub numbered: bool,
    /// Digits in codes, amounts and targets are full-width.
    pub wide: bool,
    /// Lines end with `\r\n`.
    pub crlf: bool,
}

struct Printer {
    shape: Shape,
    out: String,
    cells: usize,
}

/// Prints it.
pub fn print(document: &Document, shape: Shape) -> String {
    let mut printer = Printer { shape, out: String::new(), cells: 0 };
    printer.heading("", "第一部分");
    printer.heading("", "部门整体绩效目标");
    printer.heading("一、", "总体绩效目标");
    let goal = document.overall_goal.get().unwrap();
    printer.line(goal.statement.text());
    let numbers = "一二三四五六七八九".chars();
    let tasks = goal.tasks.values().zip(numbers.clone()).map(|(task, number)| format!("（{number}）{task}"));
    printer.line(&tasks.collect::<String>());
    printer.heading("二、", "分项绩效目标");
    for (goal, number) in document.sub_goals.values().zip(numbers) {
        printer.line(&format!("（{number}）{}", goal.title.text()));
        printer.line(&format!("绩效目标：{}", goal.goal.text()));
        let names: Vec<&str> = goal.indicators.values().map(String::as_str).collect();
        printer.line(&format!("绩效指标：{}。", names.join("，")));
    }
    printer.heading("三、", "工作保障措施");
    for measure in document.safeguards.values() {
        printer.line(&format!("{}{}", measure.title.text(), measure.text.text()));
    }
    printer.heading("", "第二部分");
    printer.heading("", "预算项目绩效目标");
    for (at, project) in document.projects().enumerate() {
        printer.line("");
        printer.heading(&format!("{}.", at + 1), &format!("{}绩效目标表", project.name.text()));
        printer.project(document, project);
        printer.line("");
    }
    if shape.crlf { printer.out.replace('\n', "\r\n") } else { printer.out }
}

impl Printer {
    fn line(&mut self, text: &str) {
        self.out += text;
        self.out.push('\n');
    }

    fn heading(&mut self, number: &str, text: &str) {
        if self.shape.bookmarks {
            self.out += "[bookmark: _Toc62830147]";
        }
        if self.shape.numbered {
            self.out += number;
        }
        self.line(text);
    }

    fn digits(&self, text: &str) -> String {
        let wide = |c: char| match c {
            '!'..='~' if self.shape.wide => char::from_u32(c as u32 + 0xfee0).unwrap(),
            c => c,
        };
        text.chars().map(wide).collect()
    }

    fn project(&mut self, document: &Document, project: &Project) {
        let code = project.unit_code.text();
        let unit = format!("{}{}", self.digits(code), document.unit_name(code).unwrap());
        let own = |text: &str| text.to_string();
        let budget = project.budget.get().unwrap();
        let amounts = [&budget.total, &budget.fiscal, &budget.other];
        let [total, fiscal, other] = amounts.map(|amount| self.digits(amount.get().unwrap().text()));
        let merged = |label: &str| if self.shape.repeated { own(label) } else { String::new() };
        let plan = || project.spending_plan.values();
        let points: Vec<String> = plan().map(|point| own(point.by.text())).collect();
        let percents: Vec<String> =
            plan().map(|point| self.digits(&format!("{}%", point.percent.get().unwrap().text()))).collect();
        let mut upper = vec![
            vec![unit, own("单位：万元")],
            vec![
                own("项目编码"),
                self.digits(project.code.text()),
                own("项目名称"),
                own(project.name.text()),
            ],
            vec![
                own("预算规模及资金用途"),
                own("预算数"),
                total,
                own("其中：财政资金"),
                fiscal,
                own("其他资金"),
                other,
            ],
            vec![merged("预算规模及资金用途"), own(project.purpose.text())],
            [vec![own("资金支出计划（%）")], points].concat(),
            [vec![merged("资金支出计划（%）")], percents].concat(),
        ];
        for (at, goal) in project.goals.values().enumerate() {
            let label = if at == 0 { own("绩效目标") } else { merged("绩效目标") };
            upper.push(vec![label, format!("{}.{goal}", at + 1)]);
        }
        let header = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"];
        let header: Vec<String> = header.map(own).to_vec();
        let mut lower = vec![header.clone()];
        let mut last = String::new();
        for (at, row) in project.indicators.values().enumerate() {
            if self.shape.pages && at == 4 {
                lower.push(header.clone());
            }
            let level1 = own(row.level1.text());
            let shown = if level1 == last && !self.shape.repeated { String::new() } else { level1.clone() };
            last = level1;
            lower.push(vec![
                shown,
                own(row.level2.text()),
                own(row.name.text()),
                own(row.description.text()),
                self.digits(&row.target.get().unwrap().print()),
                own(row.basis.text()),
            ]);
        }
        if self.shape.cut == Cut::Blank {
            self.columns(&upper, 0);
            self.columns(&lower, 6);
        } else {
            upper.iter().chain(&lower).enumerate().for_each(|(at, row)| self.row(row, at == 0));
        }
    }

    fn row(&mut self, row: &[String], first: bool) {
        match self.shape.cut {
            Cut::Line => {
                for cell in row {
                    self.page();
                    self.line(&format!("\t{cell}"));
                }
                // the only sign of the end of a row
                self.line("");
                return;
            }
            Cut::Tab => self.line(&row.join("\t")),
            Cut::Bar => self.line(&format!("| {} |", row.join(" | "))),
            _ => {
                let cells: Vec<&str> =
                    row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                self.line(&cells.join("　　"));
            }
        }
        if first && self.shape.cut == Cut::Bar {
            self.line("|---|---|");
        }
        self.between_rows();
    }

    fn between_rows(&mut self) {
        if self.shape.airy {
            self.line("");
        }
        self.page();
    }

    /// The end of a page after every 23rd cell or row.
    fn page(&mut self) {
        self.cells += 1;
        if self.shape.pages && self.cells.is_multiple_of(23) {
            self.out += &format!("\n- {} -\n\n{}\n\n\u{c}", self.cells / 23, self.cells / 23);
        }
    }

    /// Rows in columns, each as wide as its longest cell.
    fn columns(&mut self, rows: &[Vec<String>], of: usize) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(of);
        let widths: Vec<usize> = (0..columns)
            .map(|at| {
                rows.iter().filter_map(|row| row.get(at)).map(|cell| width::width(cell)).max().unwrap_or(0)
            })
            .collect();
        for row in rows {
            let mut line = String::new();
            for (cell, column) in row.iter().zip(&widths) {
                line += cell;
                line += &" ".repeat(column - width::width(cell) + 3);
            }
            self.line(line.trim_end());
            self.between_rows();
        }
    }
}
