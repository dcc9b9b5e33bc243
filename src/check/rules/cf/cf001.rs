//! CF001: a conflict that a merge left open: two people changed one thing differently, and nobody has
//! said yet which holds.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "CF001",
    name: "合并冲突未处理",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head)],
    message: |document, finding| {
        let list = document.conflicts.get();
        let conflict = list.zip(finding.place.key()).and_then(|(list, key)| list.at(key)?.get());
        let place = conflict.map(|conflict| conflict.in_words(document)).unwrap_or_default();
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
    for at in 0..conflicts.as_slice().len() {
        out.found(list.item(conflicts, at), &[]);
    }
}
