//! The document (绩效文本): part one, the goals of the whole department; part two, a table for each
//! budget project. The fields of every record, in the order of format `jixiao/1`.

use std::collections::HashSet;

use super::amount::Amount;
use super::edition::Edition;
use super::id::Ids;
use super::json::{Cursor, Json, Writer};
use super::list::List;
use super::place::Place;
use super::record::{Field, Kind, Record, Year, record};
use super::target::Target;

/// The format that this program writes.
pub const FORMAT: &str = "jixiao/1";

record! {
    /// 绩效文本: one department, one year.
    Document {
        /// Always [`FORMAT`].
        format: String,
        /// 预算年度.
        year: Year,
        /// The name of the [`Edition`] it is judged by.
        edition: String,
        /// 部门.
        department: Department,
        /// 单位：万元, for every amount of the document.
        currency_unit: String,
        /// 封面.
        cover: Cover,
        /// 预算单位, in the order of the document.
        units: List<Unit>,
        /// 总体绩效目标.
        overall_goal: OverallGoal,
        /// 分项绩效目标.
        sub_goals: List<SubGoal>,
        /// 工作保障措施.
        safeguards: List<Safeguard>,
        /// 预算项目绩效目标表, ordered by unit, then project.
        projects: List<Project>,
        /// Totals stated elsewhere: `{total, units: {code: total}}`.
        declared: Json,
        /// Findings that were waived: `{rule, place, reason, by, date, value_hash}`.
        waivers: List<Waiver>,
        /// Kept for later stages: values reached.
        actuals: Json,
        /// Kept for later stages: reviews.
        reviews: Json,
        /// What a merge could not decide: `{place, base, ours, theirs, after}`.
        conflicts: List<Conflict>,
    }
}

record! {
    /// 部门.
    Department {
        /// 部门名称.
        name: String,
        /// 行政区划代码, 6 digits.
        division_code: String,
    }
}

record! {
    /// 封面.
    Cover {
        /// 标题.
        title: String,
        /// 编制单位.
        org: String,
        /// 日期.
        date: String,
    }
}

record! {
    /// 预算单位.
    Unit by code {
        /// 单位编码, 6 digits.
        code: String,
        /// 单位名称.
        name: String,
    }
}

record! {
    /// 总体绩效目标.
    OverallGoal {
        /// The paragraph.
        statement: String,
        /// 重点工作: （一）（二）…
        tasks: List<String>,
    }
}

record! {
    /// 分项绩效目标.
    SubGoal by id {
        /// Unique within the file.
        id: String,
        /// 标题.
        title: String,
        /// 绩效目标.
        goal: String,
        /// 绩效指标: names only.
        indicators: List<String>,
    }
}

record! {
    /// 工作保障措施.
    Safeguard by id {
        /// Unique within the file.
        id: String,
        /// 标题, with its full stop; the opening paragraph has none.
        title: String,
        /// 内容.
        text: String,
    }
}

record! {
    /// 预算项目: one table. Its key is (unit code, project code): one project may be split between
    /// units.
    Project by id {
        /// Unique within the file.
        id: String,
        /// 预算单位编码.
        unit_code: String,
        /// 项目编码.
        code: String,
        /// 项目名称.
        name: String,
        /// 预算规模.
        budget: Budget,
        /// 资金用途.
        purpose: String,
        /// 资金支出计划: cumulative shares.
        spending_plan: List<PlanPoint>,
        /// 绩效目标, without their numbers.
        goals: List<String>,
        /// 绩效指标.
        indicators: List<Indicator>,
    }
}

record! {
    /// 预算规模, in the document's currency unit.
    Budget {
        /// 预算数 = 财政资金 + 其他资金.
        total: Amount,
        /// 其中：财政资金.
        fiscal: Amount,
        /// 其他资金.
        other: Amount,
    }
}

record! {
    /// A point of the 资金支出计划.
    PlanPoint by by {
        /// By when: 3月底.
        by: String,
        /// Percent of the budget spent until then, cumulative, 0 to 100.
        percent: Amount,
    }
}

record! {
    /// 绩效指标: a row of the table.
    Indicator by id {
        /// Unique within the file.
        id: String,
        /// 一级指标.
        level1: String,
        /// 二级指标.
        level2: String,
        /// 三级指标.
        name: String,
        /// 绩效指标描述.
        description: String,
        /// 指标值.
        target: Target,
        /// 指标值确定依据.
        basis: String,
        /// 权重, in points.
        weight: Amount,
        /// 评分规则.
        scoring: String,
        /// 数据来源.
        source: String,
        /// Last year's target and result.
        previous: Json,
        /// The id of the indicator it was copied from and not yet adapted.
        copied_from: String,
    }
}

record! {
    /// 豁免: a finding that a person looked at and accepts. It is called by its place, so that it can
    /// be told where it belongs even when it says nothing else.
    Waiver by place {
        /// The code of the rule: `IV004`.
        rule: String,
        /// Where, as a [`Place`] is printed.
        place: String,
        /// Why it is accepted.
        reason: String,
        /// Who accepted it.
        by: String,
        /// When: 2021-03-01.
        date: String,
        /// What stood there then: [`fingerprint`](super::id::fingerprint) of its JSON.
        value_hash: String,
    }
}

record! {
    /// 冲突: what two people changed differently. In the document stands what the one side has, and
    /// here what there is to choose from; absent is what was not there.
    Conflict by place {
        /// Where, as a [`Place`] is printed.
        place: String,
        /// 原来: before both.
        base: Json,
        /// 我的: what was kept.
        ours: Json,
        /// 对方的: what the other one made of it.
        theirs: Json,
        /// Where `ours` has nothing left of an item: the place of the one it stood after.
        after: String,
    }
}

macro_rules! summaries {
    ($($record:ident => $field:ident),* $(,)?) => {
        $(impl Record for $record {
            fn summary(&self) -> String {
                self.$field.text().to_string()
            }
        })*
    };
}
summaries! {
    Department => name, Cover => title, Unit => name, OverallGoal => statement, SubGoal => title,
    Project => name, PlanPoint => by, Indicator => name, Waiver => rule, Conflict => place,
}

impl Record for Document {
    fn summary(&self) -> String {
        self.department_name().to_string()
    }
}

impl Record for Safeguard {
    fn summary(&self) -> String {
        let title = self.title.text();
        (if title.is_empty() { self.text.text() } else { title }).to_string()
    }
}

impl Record for Budget {
    fn summary(&self) -> String {
        self.total.get().map_or_else(String::new, |total| total.text().to_string())
    }
}

impl Document {
    /// A document with every part of the form and nothing in it. The year is left open: which one it
    /// is decides the edition, and that is for a person to say.
    pub fn blank() -> Document {
        Document {
            format: Field::Value(FORMAT.to_string()),
            department: Field::Value(Department {
                name: Field::Value(String::new()),
                division_code: Field::Value(String::new()),
                ..Department::default()
            }),
            currency_unit: Field::Value("万元".to_string()),
            units: Field::Value(List::default()),
            overall_goal: Field::Value(OverallGoal {
                statement: Field::Value(String::new()),
                tasks: Field::Value(List::default()),
                ..OverallGoal::default()
            }),
            sub_goals: Field::Value(List::default()),
            safeguards: Field::Value(List::default()),
            projects: Field::Value(List::default()),
            ..Document::default()
        }
    }

    /// Reads a document from valid JSON whose root is an object; `None` when it is none.
    pub fn from_json(text: &str) -> Option<Document> {
        Document::read(&mut Cursor::new(text))
    }

    /// The text of its file, with the final newline.
    pub fn to_json(&self) -> String {
        let mut out = Writer::default();
        Kind::write(self, &mut out);
        let mut text = out.finish().as_str().to_string();
        text.push('\n');
        text
    }

    /// The name of the department.
    pub fn department_name(&self) -> &str {
        self.department.get().map_or("", |d| d.name.text())
    }

    /// The division code of the department.
    pub fn division_code(&self) -> &str {
        self.department.get().map_or("", |d| d.division_code.text())
    }

    /// The edition it is judged by, and whether the file names it: otherwise it follows from the
    /// year and the division.
    pub fn edition(&self) -> (&'static Edition, bool) {
        match Edition::named(self.edition.text()) {
            Some(edition) => (edition, true),
            None => {
                (Edition::fitting(self.year.get().map(|year| year.0), self.division_code().trim()), false)
            }
        }
    }

    /// The name of the unit of that code.
    pub fn unit_name(&self, code: &str) -> Option<&str> {
        self.units.values().find(|unit| unit.code.text() == code).map(|unit| unit.name.text())
    }

    /// Its projects.
    pub fn projects(&self) -> impl DoubleEndedIterator<Item = &Project> {
        self.projects.values()
    }

    /// The project at that place (`projects/<id>` or below).
    pub fn project(&self, place: &Place) -> Option<&Project> {
        let place = place.project()?;
        let key = place.key()?;
        self.projects.get()?.at(key)?.get()
    }

    /// The indicator at that place (`projects/<id>/indicators/<id>` or below).
    pub fn indicator(&self, place: &Place) -> Option<&Indicator> {
        let row = place.indicator()?;
        let key = row.key()?;
        let project = self.project(place)?;
        project.indicators.get()?.at(key)?.get()
    }

    /// Gives an id to every record that has none, and a new one to the second of two equals. The
    /// ids follow from what the records are called, so two people get the same.
    pub fn complete_ids(&mut self) -> Completed {
        let mut ids = Ids::default();
        let mut done = Completed::default();
        // first all that are there, so that a derived one never takes the id of a later record
        let mut kept = HashSet::new();
        for id in self.all_ids() {
            if !id.is_empty() && ids.take(id) {
                kept.insert(id.to_string());
            }
        }
        let mut complete = |id: &mut Field<String>, prefix: char, parts: &[&str]| {
            let old = match id {
                Field::Raw(_) => return,
                _ => id.text().to_string(),
            };
            if kept.remove(&old) {
                return;
            }
            let new = ids.derive(prefix, parts);
            if old.is_empty() {
                done.missing += 1;
            } else {
                done.doubled.push((old, new.clone()));
            }
            *id = Field::Value(new);
        };
        for goal in values_mut(&mut self.sub_goals) {
            complete(&mut goal.id, 's', &[goal.title.text()]);
        }
        for measure in values_mut(&mut self.safeguards) {
            complete(&mut measure.id, 'm', &[measure.title.text(), measure.text.text()]);
        }
        for project in values_mut(&mut self.projects) {
            let (unit, code) = (project.unit_code.text(), project.code.text());
            complete(&mut project.id, 'p', &[unit, code]);
            for row in values_mut(&mut project.indicators) {
                complete(&mut row.id, 'i', &[unit, code, row.level2.text(), row.name.text()]);
            }
        }
        done
    }

    /// All ids in the document, in order.
    pub fn all_ids(&self) -> impl Iterator<Item = &str> {
        let goals = self.sub_goals.values().map(|goal| goal.id.text());
        let measures = self.safeguards.values().map(|measure| measure.id.text());
        let projects = self.projects().flat_map(|project| {
            let rows = project.indicators.values().map(|row| row.id.text());
            std::iter::once(project.id.text()).chain(rows)
        });
        goals.chain(measures).chain(projects)
    }
}

/// What [`Document::complete_ids`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completed {
    /// How many records had no id.
    pub missing: usize,
    /// Ids that stood twice, and what the second record is called now.
    pub doubled: Vec<(String, String)>,
}

fn values_mut<T>(list: &mut Field<List<T>>) -> impl Iterator<Item = &mut T> {
    let items = match list {
        Field::Value(list) => list.vec_mut().as_mut_slice(),
        _ => &mut [],
    };
    items.iter_mut().filter_map(|item| match item {
        Field::Value(value) => Some(value),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::list::Items;
    use crate::model::place::Step;

    fn round(text: &str) -> String {
        Document::from_json(text).unwrap().to_json()
    }

    #[test]
    fn unknown_fields_and_wrong_kinds_keep_their_text_and_place() {
        let text = "{\n  \"format\": \"jixiao/1\",\n  \"x\": {\"a\":  2.50, \"a\": 1},\n  \"year\": \"2021\",\n  \
            \"units\": [\n    12345678901234567890123.10,\n    {\n      \"code\": null,\n      \"note\": []\n    }\n  ],\n  \
            \"zz\": 1e400\n}\n";
        assert_eq!(round(text), text);
    }

    #[test]
    fn another_order_of_keys_is_kept_and_new_fields_find_their_place() {
        let text = "{\n  \"year\": 2021,\n  \"format\": \"jixiao/1\",\n  \"projects\": []\n}\n";
        assert_eq!(round(text), text);
        let mut document = Document::from_json(text).unwrap();
        document.edition = Field::Value("cn-2015".into());
        assert_eq!(
            document.to_json(),
            "{\n  \"year\": 2021,\n  \"format\": \"jixiao/1\",\n  \"edition\": \"cn-2015\",\n  \"projects\": []\n}\n"
        );
    }

    #[test]
    fn an_unknown_key_keeps_its_text() {
        let text = "{\n  \"\\ud800\": 1,\n  \"a\\u0062\": 2\n}\n";
        assert_eq!(round(text), text);
    }

    #[test]
    fn an_id_of_the_wrong_kind_does_not_lead_to_another_project() {
        let text = r#"{"projects":[{"id":5,"name":"数字"},{"id":"5","name":"文本"}]}"#;
        let document = Document::from_json(text).unwrap();
        let list = Place::root().field("projects");
        let items = document.projects.get().unwrap();
        let names: Vec<&str> = (0..2)
            .filter_map(|at| items.key_of(at))
            .filter_map(|key| document.project(&list.step(Step::Item(key))))
            .map(|project| project.name.text())
            .collect();
        assert_eq!(names, ["数字", "文本"]);
    }

    #[test]
    fn a_key_that_stands_twice_loses_nothing() {
        let text = "{\n  \"year\": 2021,\n  \"year\": 2022\n}\n";
        assert_eq!(round(text), text);
    }

    #[test]
    fn missing_ids_are_derived_and_doubled_ones_replaced() {
        let text = r#"{"sub_goals":[{"title":"甲"},{"title":"甲"},{"id":"s-1"},{"id":"s-1"}]}"#;
        let mut one = Document::from_json(text).unwrap();
        let done = one.complete_ids();
        assert_eq!((done.missing, done.doubled.len()), (2, 1));
        let ids: HashSet<&str> = one.all_ids().collect();
        assert_eq!(ids.len(), 4);
        let mut two = Document::from_json(text).unwrap();
        two.complete_ids();
        assert_eq!(one, two);
        assert_eq!(one.complete_ids(), Completed::default());
    }
}
