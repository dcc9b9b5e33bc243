//! WV001: a waiver that no longer holds: what it was given for has changed, or is not found any more.

use super::prelude::*;
use crate::check::rules::rule;
use crate::check::waive::{State, Waived};
use crate::edit::Edit;
use crate::model::describe;
use crate::text::say;

pub static RULE: Rule = Rule {
    code: "WV001",
    name: "豁免已失效",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::Ask,
    checks: &[Check::Waiver(waiver)],
    message: |document, finding| {
        let place: Option<Place> = argument(finding, 1).parse().ok();
        let place = place.filter(|place| place.find(document).is_some());
        let place =
            place.map_or_else(|| argument(finding, 1).to_string(), |place| describe(document, &place));
        let about = format!("对 {}（{}）的豁免", short(finding, 0), quote(&place));
        match argument(finding, 2) {
            "unmarked" => format!("{about}没有记下当时的内容（value_hash），不知道对现在的内容还算不算数"),
            "changed" => format!("{about}已失效：此处内容在豁免之后改过，问题重新计入"),
            "rule" => format!("{about}没有用处：没有编号为{}的规则", quoted(finding, 0)),
            _ => format!("{about}没有对应的问题：可能已经改好，或位置已不存在"),
        }
    },
    advice: |_, finding| {
        let advice = match argument(finding, 2) {
            "changed" | "unmarked" => "重新核对：仍可接受的，对该问题再豁免一次；否则改正后撤回这条豁免。",
            "rule" => "核对规则编号，写错的改正；否则撤回这条豁免。",
            _ => "撤回这条豁免。",
        };
        advice.to_string()
    },
    propose: Some(propose),
    page: Page {
        what: "豁免只对当时的内容有效。内容改过，或者所豁免的问题已经不在，这条豁免就失效了。规则编号写错的也报出。没有记下当时内容（value_hash）的，不知道还算不算数，也报出。",
        why: "留着失效的豁免，审核的人会以为新内容也有人核过。",
        bad: Sample::Head(
            r#""year":2021,"waivers":[{"rule":"ST002","place":"year","reason":"另行公布","date":"2021-03-01","value_hash":"0"}]"#,
        ),
        good: Sample::Head(r#""year":2021"#),
        doubt: "内容改过又改回原样的，豁免照样有效。",
        safety: "撤回豁免会删去写下的理由，所以须确认。",
    },
};

fn waiver(waived: &Waived<'_>, out: &mut Out<'_>) {
    let state = match waived.state {
        State::Holds => return,
        State::Changed if waived.waiver.value_hash.text().is_empty() => "unmarked",
        State::Changed => "changed",
        State::Idle if rule(waived.waiver.rule.text()).is_none() => "rule",
        State::Idle => "idle",
    };
    out.found(waived.spot, &[waived.waiver.rule.text(), waived.waiver.place.text(), state]);
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let waiver = finding.place.find(document)?.child(&crate::model::Step::Field("reason".into()))?;
    Some(Proposal {
        edit: Edit::remove(document, &finding.place)?,
        name: say::STEP_UNWAIVE.to_string(),
        before: waiver.shown(),
        after: say::WAIVER_GONE.to_string(),
        safe: false,
    })
}
