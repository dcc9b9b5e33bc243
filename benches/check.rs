//! How long it takes to check documents of 12, 1,000 and 100,000 projects, and to check again after
//! one edit, against a typed `serde_json` parse of the same text. Times are to be read as ratios
//! within one run. The documents are made here, by a fixed rule, from the words of the sample and
//! about as faulty as it.
//!
//! `JIXIAO_BENCH_PROJECTS=12,1000` measures these sizes only.

use std::fmt::Write;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use jixiao::check::Checker;
use jixiao::edit::{Desk, Edit};
use jixiao::model::{Document, Place, Reading, read};
use serde::Deserialize;

/// The shape of the file for `serde_json`: all fields as the format names them.
macro_rules! shape {
    ($($name:ident { $($field:ident: $kind:ty),* })*) => {
        $(#[derive(Deserialize)]
        #[allow(dead_code)] // read, and looked at by nobody
        struct $name { $($field: $kind),* })*
    };
}

shape! {
    File {
        format: String, year: u16, edition: String, department: Department, currency_unit: String,
        units: Vec<Unit>, overall_goal: Overall, sub_goals: Vec<SubGoal>, safeguards: Vec<Measure>,
        projects: Vec<Project>
    }
    Department { name: String, division_code: String }
    Unit { code: String, name: String }
    Overall { statement: String, tasks: Vec<String> }
    SubGoal { id: String, title: String, goal: String, indicators: Vec<String> }
    Measure { id: String, title: String, text: String }
    Project {
        id: String, unit_code: String, code: String, name: String, budget: Budget, purpose: String,
        spending_plan: Vec<Point>, goals: Vec<String>, indicators: Vec<Indicator>
    }
    Budget { total: String, fiscal: String, other: String }
    Point { by: String, percent: String }
    Indicator {
        id: String, level1: String, level2: String, name: String, description: String,
        target: Target, basis: String
    }
    Target { operator: String, value: String, unit: String }
}

/// Numbers without order that are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.throw(all.len())]
    }
}

/// Name, description and unit of an indicator.
type Choice = (&'static str, &'static str, &'static str);

const ROWS: [(&str, &str, [Choice; 2]); 9] = [
    (
        "产出指标",
        "数量指标",
        [("保障人数", "保障人数", "人"), ("综合事务保障率", "保障日常事务高效运转", "百分比")],
    ),
    (
        "产出指标",
        "质量指标",
        [
            ("工资（福利）发放精准性", "工资福利等发放人员范围的精准性和发放数据的准确性", "百分比"),
            ("网络数据平台建设任务完成情况", "网络数据平台建设任务完成情况", "百分比"),
        ],
    ),
    (
        "产出指标",
        "时效指标",
        [
            ("工资（福利）发放及时性", "工资福利等发放的时效情况", "按规定时间发放"),
            ("网络安全建设正式运行时间", "正式运行截止时间", "百分比"),
        ],
    ),
    (
        "产出指标",
        "成本指标",
        [
            ("工资保险发放（缴纳）标准", "工资（福利）、社会保障（公积金）等发放（缴纳）标准", "按规定执行"),
            ("项目成本", "项目成本控制在预算数以内", "万元"),
        ],
    ),
    (
        "效益指标",
        "经济效益指标",
        [
            ("综合利用率", "基础设施建成后的利用、使用情况", "百分比"),
            ("工资保险发放（缴纳）标准", "社会保障（公积金）缴纳的时效情况", "按规定时间发放缴纳"),
        ],
    ),
    (
        "效益指标",
        "社会效益指标",
        [
            ("群众满意率", "满足大厅办事群众需求", "百分比"),
            ("办件提速率", "政务服务事项承诺时限较法定时限压缩的比例", "百分比"),
        ],
    ),
    (
        "效益指标",
        "生态效益指标",
        [("资源消耗", "资源消耗", "百分比"), ("无纸化办件率", "网上办理减少纸质材料的比例", "百分比")],
    ),
    (
        "效益指标",
        "可持续影响指标",
        [
            ("网络安全稳定运行", "网络安全稳定运行", "百分比"),
            ("工资保险发放（缴纳）标准", "社会保障（公积金）缴纳的时效情况", "按规定时间发放缴纳"),
        ],
    ),
    (
        "满意度指标",
        "服务对象满意度指标",
        [
            ("单位人员满意度", "单位人员对工资福利等发放工作的满意程度", "百分比"),
            ("活动完成率", "工作顺利完成", "百分比"),
        ],
    ),
];

const NAMES: [&str; 6] =
    ["人事代理人员经费", "审批业务专项经费", "劳务派遣人员经费", "刻章费", "专家评审费", "政务服务专项经费"];

const PURPOSES: [&str; 4] = [
    "保障落实机关人事代理工作人员的工资补贴待遇和公用经费的管理",
    "保障审批业务专项经费",
    "用于网络数据平台建设、信息安全等级保护测评和日常维护",
    "用于组织评审专家对涉审项目开展技术评审，支付专家劳务费",
];

const GOALS: [&str; 5] = [
    "保障落实机关人事代理工作人员的工资补贴待遇",
    "保障审批业务专项经费",
    "保障落实机关工作人员的保险",
    "保障审批业务专项业务顺利",
    "1.保障日常事务高效运转，保障审批局工作顺利完成",
];

const VALUES: [&str; 6] = ["30", "85", "90", "95", "98", "100"];
const BASES: [&str; 4] = ["", "", "", "年度工作计划"];
const PLANS: [[&str; 4]; 3] = [
    ["25.00", "50.00", "75.00", "100.00"],
    ["25.00", "50.00", "83.00", "100.00"],
    ["100.00", "100.00", "100.00", "100.00"],
];

/// A document with so many projects.
fn text(projects: usize) -> String {
    let dice = &mut Dice(0x9e37_79b9_7f4a_7c15);
    let mut out = String::from(
        r#"{"format":"jixiao/1","year":2021,"edition":"cn-2015","department":{"name":"秦皇岛市北戴河区行政审批局","division_code":"130304"},"currency_unit":"万元",
"units":[{"code":"630001","name":"本级"},{"code":"630003","name":"政务服务中心"}],
"overall_goal":{"statement":"多措并举创新政务服务方式，着力构建“进一扇门、到一个窗、办多件事”的政务服务新格局。","tasks":["全力推进行政许可事项划转。"]},
"sub_goals":[{"id":"s-1","title":"劳务派遣及临时用工人员经费","goal":"保障政务审批工作顺利完成。","indicators":["活动完成率综","合事务保障率"]}],
"safeguards":[{"id":"m-1","title":"完善制度建设。","text":"包括制定完善预算绩效管理制度、资金管理办法、工作保障制度等。"}],
"projects":["#,
    );
    for n in 0..projects {
        let total = 1_000 + dice.throw(200_000);
        let (yuan, cents) = (total / 100, total % 100);
        let comma = if n > 0 { "," } else { "" };
        let (unit, name, purpose) = (1 + 2 * dice.throw(2), dice.of(&NAMES), dice.of(&PURPOSES));
        let _ = write!(
            out,
            r#"{comma}
{{"id":"p-{n:08x}","unit_code":"63000{unit}","code":"13030421{n:07}{:06}","name":"{name}（{}）",
"budget":{{"total":"{yuan}.{cents:02}","fiscal":"{yuan}.{cents:02}","other":"0"}},"purpose":"{purpose}","spending_plan":["#,
            dice.throw(1_000_000),
            n + 1,
        );
        for (at, percent) in dice.of(&PLANS).iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let by = ["3月底", "6月底", "10月底", "12月底"][at];
            let _ = write!(out, r#"{comma}{{"by":"{by}","percent":"{percent}"}}"#);
        }
        let (one, two) = (dice.of(&GOALS), dice.of(&GOALS));
        let _ = write!(out, r#"],"goals":["{one}","{two}"],"indicators":["#);
        for (at, (level1, level2, choices)) in ROWS.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let ((name, description, unit), value, basis) =
                (dice.of(choices), dice.of(&VALUES), dice.of(&BASES));
            let _ = write!(
                out,
                r#"{comma}
{{"id":"i-{n:06x}{at}","level1":"{level1}","level2":"{level2}","name":"{name}","description":"{description}","target":{{"operator":"≥","value":"{value}","unit":"{unit}"}},"basis":"{basis}"}}"#
            );
        }
        out.push_str("]}");
    }
    out.push_str("]}\n");
    out
}

/// The sizes that are measured.
fn sizes() -> Vec<usize> {
    let told = std::env::var("JIXIAO_BENCH_PROJECTS").unwrap_or_default();
    let told: Vec<usize> = told.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    if told.is_empty() { vec![12, 1_000, 100_000] } else { told }
}

fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("projects");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for size in sizes() {
        let text = text(size);
        // not by `read`, which refuses a file of more values than any department has
        let document = Document::from_json(&text).expect("what is made here is a document");
        let reading = Reading::default();
        group.bench_with_input(BenchmarkId::new("typed serde_json parse", size), &text, |b, text| {
            b.iter_with_large_drop(|| serde_json::from_str::<File>(black_box(text)).expect("has that shape"));
        });
        if read(&text).is_ok() {
            group.bench_with_input(BenchmarkId::new("read", size), &text, |b, text| {
                b.iter_with_large_drop(|| read(black_box(text)));
            });
        }
        group.bench_with_input(BenchmarkId::new("check", size), &document, |b, document| {
            b.iter_with_large_drop(|| Checker::new(black_box(document), &reading));
        });
        // findings are counted by the check and written down, with their places, for whoever looks
        let name = BenchmarkId::new("check, and write down every finding", size);
        group.bench_with_input(name, &document, |b, document| {
            b.iter_with_large_drop(|| {
                let checker = Checker::new(black_box(document), &reading);
                black_box(
                    checker.findings().iter().map(|finding| finding.place.steps().len()).sum::<usize>(),
                );
                checker
            });
        });
        let mut checker = Checker::new(&document, &reading);
        let found = checker.counts().by_severity().into_iter().sum::<usize>();
        println!("{size} projects: {} bytes, {found} findings", text.len());
        for (name, field) in
            [("name", "name"), ("target", "indicators/#{row}/target"), ("budget", "budget/total")]
        {
            // there and back, so that each time something is other than it was
            let (after, touched) = edited(&document, size / 2, field);
            let mut states = [&after, &document].into_iter().cycle();
            group.bench_function(BenchmarkId::new(format!("check again: {name}"), size), |b| {
                b.iter(|| states.next().map(|state| checker.update(black_box(state), &touched)));
            });
            checker.update(&document, &touched);
        }
    }
    group.finish();
}

/// The document after an edit of a field of the project number `nth`, and what it touched.
fn edited(document: &Document, nth: usize, field: &str) -> (Document, Vec<Place>) {
    let project = document.projects().nth(nth).expect("there are so many");
    let row = project.indicators.values().next().map_or("", |row| row.id.text());
    let place = format!("projects/#{}/{}", project.id.text(), field.replace("{row}", row));
    let place: Place = place.parse().expect("a place");
    let edit = Edit::typed(document, &place, "≥96%");
    let mut desk = Desk::new(document.clone());
    let change = desk.commit("", &edit).expect("the field is there");
    (desk.document().clone(), change.touched)
}

criterion_group!(benches, check);
criterion_main!(benches);
