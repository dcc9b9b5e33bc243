//! Documents of other provinces and years, in the layouts they are published in: the facts they
//! carry are found, each of them, and what has no place is told.

use std::path::Path;

use jixiao::exchange::report::Repair;
use jixiao::exchange::{Imported, Options, import};
use jixiao::model::{Document, Indicator, Project, Target};

fn read(name: &str) -> Imported {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    let bytes = std::fs::read(path).unwrap();
    import(name, &bytes, Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn projects(document: &Document) -> Vec<&Project> {
    document.projects().collect()
}

fn money(project: &Project) -> [String; 3] {
    let budget = project.budget.get().unwrap();
    [&budget.total, &budget.fiscal, &budget.other].map(|amount| amount.get().unwrap().text().to_string())
}

fn goals(project: &Project) -> Vec<&str> {
    project.goals.values().map(String::as_str).collect()
}

/// The rows, each as it would be printed.
fn rows(project: &Project) -> Vec<String> {
    let row = |row: &Indicator| {
        let target = row.target.get().map(Target::read_as).unwrap_or_default();
        let texts = [&row.level1, &row.level2, &row.name, &row.description].map(|field| field.text());
        format!("{}/{target}", texts.join("/"))
    };
    project.indicators.values().map(row).collect()
}

/// What has no place, in the words of the report.
fn left(imported: &Imported) -> Vec<&str> {
    let left = imported.report.warnings.iter().filter(|warning| warning.code() == "IM001");
    left.map(|warning| warning.text.as_str()).collect()
}

#[test]
fn a_web_page_with_the_code_before_the_name_and_a_column_beside_the_indicators() {
    let imported = read("tianjin-2022.html");
    let document = &imported.document;
    assert_eq!((document.year.get().unwrap().0, document.edition.text()), (2022, "cn-2021"));
    assert_eq!(document.department_name(), "海河区市容管理局");
    assert_eq!((document.division_code(), document.currency_unit.text()), ("120112", "万元"));
    let [project] = projects(document)[..] else { panic!("one project") };
    assert_eq!((project.code.text(), project.name.text()), ("12011222P10000210006W", "背街里巷保洁"));
    assert_eq!(money(project), ["1268.40", "1268.40", "0.00"]);
    assert_eq!(goals(project), ["完成区内86条背街里巷的日常保洁；", "居民对环境卫生满意度稳步提升。"]);
    assert_eq!(
        rows(project),
        [
            "产出指标/数量指标/保洁里巷数量/纳入保洁的背街里巷条数/≥ 86 条",
            "产出指标/质量指标/保洁达标率/巡查合格次数占比/≥ 95 %",
            "产出指标/时效指标/垃圾清运时间/每日清运完成的时间/每日9点前",
            "成本指标/经济成本指标/保洁单价/每条里巷年均费用/≤ 14.75 万元",
            "效益指标/社会效益指标/市容环境/市容环境的变化/持续改善",
            "满意度指标/服务对象满意度指标/居民满意度/问卷中满意的占比/≥ 90 %",
        ]
    );
    assert_eq!(left(&imported), ["项目属性：经常性项目", "项目期：2022年"]);
    assert_eq!(imported.report.repairs.count(Repair::Hidden), 1);
    // nobody knows the unit's code, so the field stays empty and is told
    assert!(project.unit_code.is_absent());
    assert!(!imported.report.warnings.iter().any(|warning| warning.code() == "ST005"));
}

#[test]
fn an_application_of_a_central_department_with_goals_of_several_years_in_gb2312() {
    let imported = read("central-2023.html");
    let document = &imported.document;
    assert_eq!(document.year.get().unwrap().0, 2023);
    assert_eq!(document.department_name(), "国家测绘观测局");
    let [project] = projects(document)[..] else { panic!("one project") };
    assert_eq!(project.name.text(), "野外台站运行维护");
    assert!(project.code.is_absent() && project.purpose.is_absent() && project.spending_plan.is_absent());
    assert_eq!(money(project), ["320.00", "300.00", "20.00"], "those of the year");
    assert_eq!(goals(project), ["保障18个台站正常运行；", "数据到报率达到98%以上。"]);
    assert_eq!(
        rows(project),
        [
            "产出指标/数量指标/运行台站数量//= 18 个",
            "产出指标/质量指标/数据到报率//≥ 98 %",
            "产出指标/时效指标/故障修复时间//≤ 48 小时",
            "效益指标/社会效益指标/观测数据共享次数//≥ 1200 次",
            "满意度指标/服务对象满意度指标/用户满意度//≥ 90 %",
        ]
    );
    let weights: Vec<&str> =
        project.indicators.values().map(|row| row.weight.get().unwrap().text()).collect();
    assert_eq!(weights, ["20", "20", "10", "30", "10"]);
    assert!(left(&imported).contains(&"中期资金总额：960.00"));
    assert!(
        left(&imported).iter().any(|text| text.starts_with("实施期目标：") && text.contains("数据连续完整"))
    );
}

#[test]
fn a_text_from_pdf_with_three_points_in_the_plan_and_units_in_the_cells() {
    let imported = read("xishan-2023.txt");
    let document = &imported.document;
    assert_eq!(imported.report.warnings, []);
    assert_eq!((document.department_name(), document.currency_unit.text()), ("锡山县教育局", "元"));
    assert_eq!(document.overall_goal.get().unwrap().tasks.values().count(), 2);
    assert_eq!(document.sub_goals.values().count(), 1);
    let [project] = projects(document)[..] else { panic!("one project") };
    assert_eq!(project.unit_code.text(), "521001");
    assert_eq!(money(project), ["1860000.00", "1860000.00", "0"]);
    assert!(imported.report.inferred.iter().any(|item| item.because.contains("186万元")));
    assert_eq!(project.purpose.text(), "12所农村学校校舍屋面、门窗及用电线路维修");
    let plan: Vec<String> = (project.spending_plan.values())
        .map(|point| format!("{} {}", point.by.text(), point.percent.get().unwrap().text()))
        .collect();
    assert_eq!(plan, ["6月底 30", "9月底 80", "12月底 100"]);
    assert_eq!(goals(project), ["完成12所学校校舍维修；", "消除D级安全隐患。"]);
    assert_eq!(
        rows(project),
        [
            "成本指标/经济成本指标/维修单价/每平方米维修费用/≤ 620 元",
            "产出指标/数量指标/维修学校数量/完成维修的学校所数/12 所",
            "产出指标/质量指标/验收合格率/一次验收合格的占比/= 100 %",
            "产出指标/时效指标/完工时间/主体维修完工的时间/2023年8月底前",
            "效益指标/社会效益指标/受益学生/在改善的校舍中学习的学生人数/≥ 5600 人",
            "满意度指标/服务对象满意度指标/师生满意度/问卷中满意的占比/≥ 92 %",
        ]
    );
}

#[test]
fn one_table_of_several_projects_with_the_value_in_three_columns() {
    let imported = read("yunhe-2024.md");
    let document = &imported.document;
    assert_eq!((document.year.get().unwrap().0, document.edition.text()), (2024, "cn-2021"));
    let units: Vec<(&str, &str)> =
        document.units.values().map(|unit| (unit.code.text(), unit.name.text())).collect();
    assert_eq!(units, [("305001", "云河市文化馆"), ("305002", "云河市图书馆")]);
    let all = projects(document);
    let names: Vec<(&str, &str)> =
        all.iter().map(|project| (project.unit_code.text(), project.name.text())).collect();
    assert_eq!(names, [("305001", "公共文化服务"), ("305001", "非遗保护"), ("305002", "图书购置")]);
    assert_eq!(
        rows(all[0]),
        [
            "产出指标/数量指标/免费开放天数/全年对外开放的天数/≥ 300 天",
            "产出指标/质量指标/活动完成率/按计划完成的活动占比/= 100 %",
            "效益指标/社会效益指标/群众文化生活/群众文化生活的变化/丰富",
            "满意度指标/服务对象满意度指标/观众满意度/抽样调查中满意的占比/≥ 95 %",
        ]
    );
    assert_eq!(goals(all[1]), ["普查项目；", "建立档案。"]);
    assert_eq!(rows(all[1])[1], "产出指标/时效指标/完成时间/普查完成的时间/2024年11月底前");
    assert_eq!(rows(all[2]), ["产出指标/数量指标/购书册数/新购图书册数/≥ 1.2 万册"]);
    // no amounts: the fields stay empty, and no other number takes their place
    assert!(all.iter().all(|project| project.budget.is_absent()));
    assert_eq!(left(&imported), Vec::<&str>::new());
}

#[test]
fn a_table_of_the_whole_department_and_two_projects_in_one_table_in_two_units_of_money() {
    let imported = read("lingang-2022.html");
    let document = &imported.document;
    assert_eq!((document.department_name(), document.currency_unit.text()), ("临港区应急管理局", "万元"));
    let goal = document.overall_goal.get().unwrap();
    assert!(goal.statement.text().contains("应急物资储备到位"), "{goal:?}");
    let [store, check] = projects(document)[..] else { panic!("two projects") };
    assert_eq!(money(store), ["50.00", "50.00", "0"], "元 and 万元 are told apart and converted exactly");
    assert_eq!(money(check), ["80", "80", "0"]);
    assert_eq!(rows(store).len() + rows(check).len(), 4);
    assert_eq!(rows(store)[1], "产出指标/质量指标/物资合格率//= 100 %");
    assert_eq!(left(&imported), ["产出指标｜数量指标｜检查企业数｜≥200家"]);
    assert!(imported.report.inferred.iter().any(|item| item.path == "/projects/0/budget"));
}

#[test]
fn the_same_bytes_every_time() {
    for name in
        ["tianjin-2022.html", "central-2023.html", "xishan-2023.txt", "yunhe-2024.md", "lingang-2022.html"]
    {
        assert_eq!(read(name).document.to_json(), read(name).document.to_json());
        assert!(!read(name).report.is_little(), "{name}: {:?}", read(name).report.understood);
    }
}

/// The first table of the real document, as blocks with the ids that a format may carry out of sight.
#[test]
fn ids_that_came_along_go_to_their_records_when_they_are_good() {
    use jixiao::exchange::blocks::{Block, Blocks, Cell};
    use jixiao::exchange::recognise::recognise;
    let row = |texts: &[&str]| texts.iter().map(|text| Cell::new(1, *text)).collect::<Vec<_>>();
    let marked = |texts: &[&str], id: &str| {
        let mut row = row(texts);
        row[0] = std::mem::take(&mut row[0]).with_id(id);
        row
    };
    let table = vec![
        row(&["630001某局", "单位：万元"]),
        marked(&["项目编码", "13030421516VGXXZYNQI3", "项目名称", "甲"], "p-aaaa1111"),
        row(&["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]),
        marked(&["产出指标", "数量指标", "人数", "描述", "≥30人", ""], "i-bbbb2222"),
        marked(&["", "质量指标", "率", "描述", "≥95%", ""], "i-bbbb2222"),
        marked(&["", "时效指标", "期", "描述", "≤3天", ""], "I-不是标识"),
    ];
    let paragraph = |text: &str, id: &str| Block::Paragraph(Cell::new(1, text).with_id(id));
    let blocks = vec![
        paragraph("分项绩效目标", ""),
        paragraph("（一）甲", "s-cccc3333"),
        paragraph("工作保障措施", ""),
        paragraph("完善制度。制定办法。", "m-dddd4444"),
        Block::Table(table),
    ];
    let (document, _) = recognise(Blocks { blocks, ..Blocks::default() }).unwrap();
    let project = document.projects().next().unwrap();
    let ids: Vec<&str> = project.indicators.values().map(|row| row.id.text()).collect();
    assert_eq!((project.id.text(), ids[0]), ("p-aaaa1111", "i-bbbb2222"));
    assert!(ids[1] != ids[0] && ids[2].starts_with("i-"), "a second one and a malformed one are made anew");
    assert_eq!(document.sub_goals.values().next().unwrap().id.text(), "s-cccc3333");
    assert_eq!(document.safeguards.values().next().unwrap().id.text(), "m-dddd4444");
}

#[test]
fn what_a_conversion_left_in_a_text_is_told_and_stays() {
    let text = include_str!("fixtures/import/beidaihe-2021.txt");
    let text = text.replacen("绩效目标：保障政务", "绩效目标：PAGEREF _Toc62830147 保障政务", 1);
    let imported = import("文.txt", text.as_bytes(), Options::default()).unwrap();
    let [warning] = &imported.report.warnings[..] else { panic!("{:?}", imported.report.warnings) };
    assert_eq!(warning.code(), "TX007");
    assert!(warning.text.contains("PAGEREF"));
    assert!(imported.document.to_json().contains("PAGEREF"));
}

#[test]
fn a_header_of_two_rows_with_numbers_before_the_indicators() {
    let imported = read("two-row-header.docx");
    let document = &imported.document;
    let [project] = projects(document)[..] else { panic!("one project") };
    assert_eq!((project.name.text(), document.currency_unit.text()), ("窗口服务设备更新", "元"));
    assert_eq!(money(project), ["1187300", "1187300", "0"]);
    assert_eq!(
        rows(project),
        [
            "产出指标/数量指标/更新设备数量/更新设备的台数/≥ 30 台",
            "产出指标/质量指标/设备验收合格率/合格数占全部的比例/= 100 %",
            "产出指标/时效指标/完成时间/完成更新的时间/2024年10月31日前",
            "效益指标/社会效益指标/办件提速率/办件时间减少的比例/≥ 20 %",
            "满意度指标/服务对象满意度指标/群众满意度/满意人数占比/≥ 95 %",
        ]
    );
    let basis: Vec<&str> = project.indicators.values().map(|row| row.basis.text()).collect();
    assert_eq!(basis, ["计划标准", "行业标准", "计划标准", "历史标准", "历史标准"]);
    assert_eq!(left(&imported), ["附件2"]);
}

#[test]
fn the_same_table_with_empty_cells_for_merged_ones() {
    let table = "|2024年度项目支出绩效目标表||||||||\n|---|---|---|---|---|---|---|---|\n\
        |项目名称||窗口服务设备更新|||项目编码|13030424516VGXXZYNQI3||\n\
        |序号|绩效指标|||绩效指标描述|指标值||指标值确定依据|\n\
        ||一级指标|二级指标|三级指标||符号|值||\n\
        |1|产出指标|数量指标|更新设备数量|更新设备的台数|≥|３０台|计划标准|\n\
        |2||质量指标|设备验收合格率|合格数占全部的比例|=|100%|行业标准|\n";
    let imported = import("表.md", table.as_bytes(), Options::default()).unwrap();
    let [project] = projects(&imported.document)[..] else { panic!("one project") };
    assert_eq!((project.name.text(), project.code.text()), ("窗口服务设备更新", "13030424516VGXXZYNQI3"));
    assert_eq!(
        rows(project),
        [
            "产出指标/数量指标/更新设备数量/更新设备的台数/≥ 30 台",
            "产出指标/质量指标/设备验收合格率/合格数占全部的比例/= 100 %",
        ]
    );
    assert_eq!(left(&imported), [] as [&str; 0]);
}

#[test]
fn a_sheet_with_all_projects_below_a_header_of_two_rows() {
    let imported = read("list-two-row-header.xlsx");
    let document = &imported.document;
    let names: Vec<&str> = projects(document).iter().map(|project| project.name.text()).collect();
    assert_eq!(names, ["项目甲建设", "项目乙建设", "项目丙建设"]);
    assert!(projects(document).iter().all(|project| project.unit_code.text() == "630001"));
    let totals: Vec<&str> = projects(document)
        .iter()
        .map(|project| project.budget.get().unwrap().total.get().unwrap().text())
        .collect();
    assert_eq!(totals, ["10.5", "11.5", "12.5"]);
    assert_eq!(goals(projects(document)[2]), ["建成4处"]);
    assert_eq!(
        rows(projects(document)[2]),
        [
            "产出指标/数量指标/更新设备数量//≥ 30 台",
            "产出指标/质量指标/合格率//100 %",
            "效益指标/社会效益指标/提速率//≥ 20 %",
            "满意度指标/服务对象满意度指标/满意度//≥ 95 %",
        ]
    );
    assert_eq!(left(&imported), [] as [&str; 0]);
}

#[test]
fn rows_with_tabs_in_gb18030_with_the_number_of_the_page_behind_them() {
    let imported = read("gb18030-rows.txt");
    let [project] = projects(&imported.document)[..] else { panic!("one project") };
    assert_eq!(money(project), ["118.73", "118.73", "0"]);
    let last = "满意度指标/服务对象满意度指标/群众满意度//≥ 95 %";
    assert_eq!(rows(project).last().map(String::as_str), Some(last));
    assert_eq!(imported.report.repairs.count(Repair::PageNumber), 1);
    assert_eq!(left(&imported), ["附件："]);
}
