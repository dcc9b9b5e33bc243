//! IV004: a share of a whole lies between 0 and 100 %.

use super::prelude::*;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "IV004",
    name: "比率写成 ≥100% 或超出 0–100%",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| match argument(finding, 2) {
        "equal" => format!("{}不会超过 100%，{}就是“=100%”", quoted(finding, 1), quoted(finding, 0)),
        "perhaps" => format!("{}一般不超过 100%，指标值却是{}", quoted(finding, 1), quoted(finding, 0)),
        "below" => format!("{}不会低于 0，指标值却是{}", quoted(finding, 1), quoted(finding, 0)),
        _ => format!("{}不会超过 100%，指标值却是{}", quoted(finding, 1), quoted(finding, 0)),
    },
    advice: |_, finding| {
        let advice = match argument(finding, 2) {
            "equal" => "要求全部达到的，改为 =100%；允许有余地的，写实际能达到的数，如 ≥98%。",
            _ => "核对指标值；若说的是增长或与上年相比，请在名称里写明。",
        };
        advice.to_string()
    },
    propose: Some(propose),
    page: Page {
        what: "占比（合格率、满意度、准确率等）的指标值高于 100% 或低于 0 是错误；写成 ≥100%，或者词表里没有的“率”高于 100%，是警告。",
        why: "占比不会超过百分之百。写成 ≥100% 让人以为还能更高，自评时也无从得分。",
        bad: Sample::Rows(
            r#"{"name":"工资发放准确率","level2":"质量指标","target":{"operator":"≥","value":"100","unit":"%"}}"#,
        ),
        good: Sample::Rows(
            r#"{"name":"工资发放准确率","level2":"质量指标","target":{"operator":"=","value":"100","unit":"%"}}"#,
        ),
        doubt: "增长率、完成率等可以超过 100% 的不报；差错率等越少越好的写成 ≥100%，由 IV010 报出；名称少见的比率可能被当作占比。",
        safety: "≥100% 建议改为 =100%；也可能应改成小于 100 的数，所以须确认。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    if let (Some((case, severity)), Some(aim)) = (case(row), &row.aim) {
        out.judged(severity, row.field("target"), &[&aim.printed, row.name.text, case]);
    }
}

/// What is wrong with a share.
pub fn case(row: &Row<'_>) -> Option<(&'static str, Severity)> {
    let aim = row.aim.as_ref().filter(|aim| aim.is_percent && !row.name.has(&words::OPEN_RATES))?;
    let name = row.name.text;
    let is_share = row.name.has(&words::SHARES);
    let seems_share = is_share || name.ends_with(['率', '度', '性']);
    let hundred = Decimal::ONE_HUNDRED;
    Some(match aim.form {
        Form::Compare { operator, value, .. } => match (figure(value), operator.trim()) {
            (Some(value), _) if is_share && value < Decimal::ZERO => ("below", Severity::Error),
            (Some(value), operator) if is_share && value > hundred && !matches!(operator, "≤" | "<") => {
                ("above", Severity::Error)
            }
            (Some(value), ">") if is_share && value == hundred => ("above", Severity::Error),
            (Some(value), "≥" | ">" | "=") if name.ends_with('率') && value > hundred => {
                ("perhaps", Severity::Warning)
            }
            (Some(value), ">") if name.ends_with('率') && value == hundred => ("perhaps", Severity::Warning),
            // that less is better is told by IV010
            (Some(value), "≥") if seems_share && !row.is_less() && value == hundred => {
                ("equal", Severity::Warning)
            }
            _ => return None,
        },
        Form::Range { low, high, .. } if is_share => match (figure(low), figure(high)) {
            (Some(low), _) if low < Decimal::ZERO => ("below", Severity::Error),
            (_, Some(high)) if high > hundred => ("above", Severity::Error),
            _ => return None,
        },
        _ => return None,
    })
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut target = document.indicator(&finding.place)?.target.get()?.clone();
    (argument(finding, 2) == "equal").then_some(())?;
    target.operator = Field::Value("=".to_string());
    Proposal::target(document, &finding.place, &target, false)
}
