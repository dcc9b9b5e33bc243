//! All rules, in folders by family (`st` 结构, `am` 金额, `sc` 支出计划, `id` 编码与名称, `ic` 指标设置,
//! `iv` 指标值, `tx` 文字, `cx` 项目之间, `al` 目标与用途, `lc` 权重, `im` 导入, `wv` 豁免, `cf` 合并).
//! To add one: its file in the folder, its name in the table, its fixture in
//! `tests/fixtures/check/`. The table names the files for the compiler too; `cargo fmt` does not look
//! into it, so a rule's file is formatted by naming it: `rustfmt --edition 2024 <file>`.

use std::sync::LazyLock;

use crate::check::rule::Rule;
use crate::check::scopes::Scopes;
use crate::check::select::Selection;

pub(super) use st::st008::doubled_keys;

macro_rules! table {
    ($($family:ident: $($rule:ident)*;)*) => {
        $(mod $family {
            use super::prelude;
            $(pub mod $rule;)*
        })*
        static RULES: &[&Rule] = &[$($(&$family::$rule::RULE),*),*];
    };
}

table! {
    st: st001 st002 st003 st004 st005 st006 st007 st008 st009 st010;
    am: am001 am002 am003 am004 am005 am006;
    sc: sc001 sc002 sc003;
    id: id001 id002 id003 id004 id005 id006;
    ic: ic001 ic002 ic003 ic004 ic005 ic006 ic007 ic008 ic009 ic010;
    iv: iv001 iv002 iv003 iv004 iv005 iv006 iv007 iv008 iv009 iv010 iv011 iv012 iv013 iv014 iv015
        iv016 iv017 iv018;
    tx: tx001 tx002 tx003 tx004 tx005 tx006 tx007;
    cx: cx001 cx002 cx003 cx004;
    al: al001 al002 al003 al004 al005 al006;
    lc: lc001;
    im: im001 im002 im003 im004;
    wv: wv001;
    cf: cf001;
}

static SCOPES: LazyLock<Scopes> = LazyLock::new(|| Scopes::of(RULES, Selection::current()));

/// All rules, in the order of the catalogue.
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// The rule of that code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// The checks of the rules that count by what they look at.
pub(super) fn by_scope() -> &'static Scopes {
    &SCOPES
}

/// What nearly every rule needs.
mod prelude {
    pub use crate::check::across::{Across, Declare, Fact, Group, Sees, Value};
    pub use crate::check::gist::{Kept, bit};
    pub use crate::check::glance::{Glance, Sign};
    pub use crate::check::mark::{Quick, mark};
    pub use crate::check::meaning::*;
    pub use crate::check::proposal::Proposal;
    pub use crate::check::rule::{Check, Fix, Out, Page, Rule, argument, quote, quoted, short};
    pub use crate::check::sample::Sample;
    pub use crate::check::spot::Spot;
    pub use crate::check::view::*;
    pub use crate::check::whole::{All, Sieve, Trace, Whole};
    pub use crate::check::words;
    pub use crate::model::target::Form;
    pub use crate::model::{Dimension, Document, Field, Finding, Key, Place, Severity, Slot, Target};
}
