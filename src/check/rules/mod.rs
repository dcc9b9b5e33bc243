//! All rules. To add one: its file here, its line in the table, its fixture in
//! `tests/fixtures/check/`. The table names the files for the compiler too; `rustfmt` does not look
//! into it, so a rule's file is formatted by naming it: `rustfmt --edition 2024 <file>`.

use std::sync::LazyLock;

use crate::check::rule::Rule;
use crate::check::scopes::Scopes;

pub(super) use st008::doubled_keys;

macro_rules! table {
    ($($rule:ident)*) => {
        $(mod $rule;)*
        static RULES: &[&Rule] = &[$(&$rule::RULE),*];
    };
}

table! {
    st002 st003 st004 st007 st008
    am001 am002 am003
    sc001 sc002
    id001 id002 id003 id004 id005
    ic001 ic002 ic003 ic004 ic006 ic007 ic008 ic009
    iv001 iv002 iv003 iv004 iv005 iv006 iv007 iv008 iv009 iv010 iv011 iv012 iv013 iv014 iv015
    tx001 tx002 tx003 tx004 tx005 tx006
    cx001 cx002
    al002 al003
    wv001
    cf001
}

static SCOPES: LazyLock<Scopes> = LazyLock::new(|| Scopes::of(RULES));

/// All rules, in the order of the catalogue.
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// The rule of that code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// The checks of all rules by what they look at.
pub(super) fn by_scope() -> &'static Scopes {
    &SCOPES
}

/// What nearly every rule needs.
mod prelude {
    pub use crate::check::across::{Across, Fact, Group};
    pub use crate::check::proposal::Proposal;
    pub use crate::check::rule::{Check, Fix, Out, Page, Rule, argument, quote, quoted};
    pub use crate::check::sample::Sample;
    pub use crate::check::spot::Spot;
    pub use crate::check::view::*;
    pub use crate::check::words;
    pub use crate::model::target::Form;
    pub use crate::model::{Dimension, Document, Field, Finding, Key, Place, Severity, Slot, Target};
}
