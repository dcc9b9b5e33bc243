//! ST007: a field of the wrong kind. It is kept as it was, and no other rule judges it.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST007",
    name: "字段类型不对",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Slot(slot)],
    message: |_, finding| format!("应为{}，实际是{}", argument(finding, 1), quoted(finding, 0)),
    advice: |_, finding| format!("按“{}”重新填写；原内容已原样保留，不会丢失。", argument(finding, 1)),
    propose: None,
    page: Page {
        what: "字段里的 JSON 不是格式要求的类型，例如应为文本的地方写了列表。原内容原样保留。",
        why: "读不懂的内容不能参加检查、合计和导出。",
        bad: Sample::Head(r#""year":"二〇二一","units":[7]"#),
        good: Sample::Head(r#""year":2021,"units":[{"code":"630001","name":"本级"}]"#),
        doubt: "没有已知的误报。数字既可以写成文本，也可以写成 JSON 数字，不会报出。",
        safety: "原意要由人判断。",
    },
};

fn slot(slot: &dyn Slot, spot: Spot<'_>, out: &mut Out<'_>) {
    walk(slot, spot, out);
}

fn walk(slot: &dyn Slot, spot: Spot<'_>, out: &mut Out<'_>) {
    if let Some(kind) = slot.wrong_kind() {
        out.found(spot, &[&slot.shown(), kind]);
        return;
    }
    if let Some(items) = slot.items() {
        for at in 0..items.count() {
            if let Some(item) = items.item(at).filter(|item| !item.is_sound()) {
                walk(item, spot.item(items, at), out);
            }
        }
        return;
    }
    for (name, slot) in slot.members() {
        walk(slot, spot.named(name), out);
    }
}
