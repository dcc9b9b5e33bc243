//! What a site gives of its own: an edition and word lists that stand in no source, made from text at
//! the start of this program, as a configuration would. Everything else is judged as before.

use std::sync::Once;

use jixiao::check::words::Own;
use jixiao::check::{self, Checker};
use jixiao::model::{Edition, Finding, read};

/// 成本 as first level, four quarters, codes that begin with the year, only project tables, 100 points.
const EDITION: &str = r#"{
  "name": "sc-2023",
  "title": "某省的表样",
  "years": [2023, 2025],
  "divisions": ["51"],
  "parts": ["projects"],
  "levels": [
    { "name": "成本指标", "level2": ["经济成本指标"] },
    { "name": "产出指标", "level2": ["数量指标", "质量指标", "时效指标"] },
    { "name": "效益指标", "level2": ["社会效益指标"] },
    { "name": "满意度指标", "level2": ["满意度指标"] }
  ],
  "required": ["数量指标"],
  "cost_level2": ["经济成本指标"],
  "quantity_level2": ["数量指标"],
  "timeliness_level2": ["时效指标"],
  "money_level2": ["经济成本指标"],
  "satisfaction": "满意度指标",
  "benefit": "效益指标",
  "plan_points": ["一季度", "二季度", "三季度", "四季度"],
  "funds": [
    { "field": "total", "label": "资金总额" },
    { "field": "fiscal", "label": "其中：财政拨款" }
  ],
  "columns": ["一级指标", "二级指标", "三级指标", "指标解释", "指标值", "确定依据"],
  "weights": { "execution": 0, "indicators": 100 },
  "project_codes": [{ "division": "", "form": "YYYYDDDDDDT-XXXX", "about": "年份、区划、T-、四位" }]
}"#;

const DOCUMENT: &str = r#"{
  "format": "jixiao/1", "year": 2023, "department": { "name": "戊区文化馆", "division_code": "510104" },
  "currency_unit": "万元", "units": [{ "code": "330001", "name": "戊区文化馆" }],
  "projects": [{
    "id": "p", "unit_code": "330001", "code": "2023510104T-A001", "name": "文化下乡演出",
    "budget": { "total": "20.00", "fiscal": "20.00" },
    "purpose": "组织演出小分队到各村演出，支付场租和劳务费。",
    "spending_plan": [{ "by": "一季度", "percent": "10" }, { "by": "二季度", "percent": "40" },
      { "by": "三季度", "percent": "80" }, { "by": "四季度", "percent": "100" }],
    "goals": ["全年到村演出60场"],
    "indicators": [
      { "id": "1", "level1": "成本指标", "level2": "经济成本指标", "name": "每场演出费用", "description": "费用总额÷演出场数",
        "target": { "operator": "≤", "value": "3333", "unit": "元/场" }, "basis": "预算支出标准", "weight": "20" },
      { "id": "2", "level1": "产出指标", "level2": "数量指标", "name": "下乡演出场数", "description": "全年到村演出的场数",
        "target": { "operator": "≥", "value": "60", "unit": "台口" }, "basis": "计划标准", "weight": "40" },
      { "id": "3", "level1": "效益指标", "level2": "社会效益指标", "name": "观看演出人次", "description": "全年到场观众人次",
        "target": { "operator": "≥", "value": "2", "unit": "万人次" }, "basis": "历史标准", "weight": "20" },
      { "id": "4", "level1": "满意度指标", "level2": "满意度指标", "name": "观众满意度", "description": "满意的观众÷受访观众",
        "target": { "operator": "≥", "value": "90", "unit": "%" }, "basis": "历史标准", "weight": "20" }
    ]
  }]
}"#;

/// What a configuration does before anything is read.
fn site() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let mut own = Own::default();
        own.replace("units", "# 本地\n台口\n@内置\n").unwrap();
        own.replace("placeholders", "略\n").unwrap();
        assert!(own.install());
        assert!(Edition::install(vec![Edition::from_json(EDITION).unwrap()]));
    });
}

fn found(text: &str) -> Vec<(Finding, String)> {
    site();
    let (document, reading) = read(text).unwrap();
    let checker = Checker::new(&document, &reading);
    let told = |finding: &Finding| (finding.clone(), check::message(&document, finding));
    checker.findings().iter().map(told).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    found(text).iter().map(|(finding, _)| finding.code).collect()
}

#[test]
fn an_edition_of_the_site_is_chosen_by_year_and_division_and_judges_alone() {
    assert_eq!(found(DOCUMENT), []);
    // another year or another division is judged as before
    assert!(codes(&DOCUMENT.replace("2023,", "2026,")).contains(&"ID001"));
    assert!(codes(&DOCUMENT.replace("\"510104\"", "\"110101\"")).contains(&"ST001"));
    assert!(!codes(&DOCUMENT.replace("\"year\"", "\"edition\": \"sc-2023\", \"year\"")).contains(&"ST001"));
}

#[test]
fn levels_points_codes_funds_and_weights_are_those_of_the_edition() {
    for (from, to, code) in [
        ("\"level2\": \"数量指标\"", "\"level2\": \"可持续影响指标\"", "ST004"),
        ("二季度", "5月底", "SC003"),
        // another name of the same time
        ("二季度", "6月底", ""),
        ("2023510104T-A001", "13030421516VGXXZYNQI3", "ID001"),
        ("2023510104T-A001", "2023510105T-A001", "ID001"),
        ("2023510104T-A001", "2024510104T-A001", "ST002"),
        ("\"fiscal\": \"20.00\"", "\"fiscal\": \"19.00\"", "AM001"),
        ("\"weight\": \"40\"", "\"weight\": \"30\"", "LC001"),
        ("\"percent\": \"10\"", "\"percent\": \"25\"", ""),
    ] {
        let text = DOCUMENT.replacen(from, to, 1);
        assert_ne!(text, DOCUMENT, "{from}");
        let expected: Vec<&str> = [code].into_iter().filter(|code| !code.is_empty()).collect();
        let told: Vec<&str> = codes(&text).into_iter().filter(|code| *code != "IC002").collect();
        assert_eq!(told, expected, "{from} → {to}");
    }
    let percent = |n: &str| format!("\"percent\": \"{n}\"");
    let pairs = [("10", "25"), ("40", "50"), ("80", "75")];
    let default = pairs
        .iter()
        .fold(DOCUMENT.to_string(), |text, (from, to)| text.replace(&percent(from), &percent(to)));
    assert_eq!(codes(&default), ["SC002"]);
    assert!(found(&default)[0].1.contains("25/50/75/100"));
}

#[test]
fn word_lists_of_the_site_stand_in_for_the_built_in_ones() {
    assert_eq!(codes(&DOCUMENT.replace("台口", "台口口")), ["IV002"]);
    // 人次 is still there, as the list takes the built-in words in
    assert!(!codes(DOCUMENT).contains(&"IV002"));
    let row = |name: &str| DOCUMENT.replace("下乡演出场数", name);
    assert!(codes(&row("略")).contains(&"IC009"));
    assert!(!codes(&row("不涉及")).contains(&"IC009"), "the built-in word is gone");
}

#[test]
fn once_something_was_checked_it_is_too_late() {
    site();
    assert!(!Own::default().install());
    assert!(!Edition::install(Vec::new()));
    assert!(Edition::named("sc-2023").is_some() && Edition::named("cn-2015").is_some());
}
