//! CF001: a conflict that a merge left open: two people changed one thing differently, and nobody has
//! said yet which holds.

use super::prelude::*;
use crate::check::spot::keys;
use crate::model::tell_place;

pub static RULE: Rule = Rule {
    code: "CF001",
    name: "合并冲突未处理",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head)],
    message: |document, finding| {
        let place: Option<Place> = argument(finding, 0).parse().ok();
        let place = place.map(|place| tell_place(document, &place, None));
        let place = place.unwrap_or_else(|| argument(finding, 0).to_string());
        format!("两人对{}的修改不同，还没有选定用哪一个", quote(&place))
    },
    advice: |_, _| "用编辑器打开文件，在“处理冲突”中逐处选择；选完后这一项自动消失。".to_string(),
    propose: None,
    page: Page {
        what: "合并两人的修改时，同一处改得不一样，文件里暂时保留了其中一方的内容。",
        why: "没有选定之前，这一处可能不是最终要报送的内容。",
        bad: Sample::Head(
            r#""year":2021,"conflicts":[{"place":"year","base":2020,"ours":2021,"theirs":2022}]"#,
        ),
        good: Sample::Head(r#""year":2021"#),
        doubt: "没有已知的误报。",
        safety: "用哪一个由人选定。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    let list = Spot::ROOT.field("conflicts");
    let Some(conflicts) = head.document.conflicts.get() else {
        return;
    };
    for ((at, key), conflict) in keys(conflicts).iter().enumerate().zip(conflicts.as_slice()) {
        let place = conflict.get().map_or("", |conflict| conflict.place.text());
        out.found(list.item(key, at), &[place]);
    }
}
