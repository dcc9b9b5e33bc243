//! The checks of the rules that count, sorted once by what they look at.

use crate::check::across::Across;
use crate::check::gist::Kept;
use crate::check::rule::{Check, Counted, Out, Rule};
use crate::check::select::Selection;
use crate::check::spot::Spot;
use crate::check::view::{Head, Row, Table, TableRow, Text};
use crate::check::waive::Waived;
use crate::check::whole::Whole;
use crate::model::Slot;

/// Checks of one scope, each with its rule.
type Checks<C> = Vec<(Counted, C)>;

/// See [`Check::RowIn`].
pub struct RowIn {
    pub keep: fn(&Row<'_>) -> Option<Kept>,
    pub check: fn(&Table<'_>, &TableRow<'_>, &Kept, &mut Out<'_>),
}

/// See [`Check`] for what each scope is.
#[derive(Default)]
pub struct Scopes {
    pub head: Checks<fn(&Head<'_>, &mut Out<'_>)>,
    pub table: Checks<fn(&Table<'_>, &mut Out<'_>)>,
    pub row: Checks<fn(&Row<'_>, &mut Out<'_>)>,
    pub row_in: Checks<RowIn>,
    pub text: Checks<fn(&Text<'_>, &mut Out<'_>)>,
    pub slot: Checks<fn(&dyn Slot, Spot<'_>, &mut Out<'_>)>,
    pub across: Checks<Across>,
    pub whole: Checks<Whole>,
    pub waiver: Checks<fn(&Waived<'_>, &mut Out<'_>)>,
}

impl Scopes {
    /// The checks of those of `rules` that count.
    pub fn of(rules: &[&'static Rule], selection: &Selection) -> Scopes {
        let mut scopes = Scopes::default();
        for rule in rules.iter().filter(|rule| selection.counts(rule.code)) {
            let checks = rule.checks;
            let rule = Counted { rule, severity: selection.severity(rule.code) };
            for check in checks {
                match *check {
                    Check::Head(check) => scopes.head.push((rule, check)),
                    Check::Table(check) => scopes.table.push((rule, check)),
                    Check::Row(check) => scopes.row.push((rule, check)),
                    Check::RowIn { keep, check } => scopes.row_in.push((rule, RowIn { keep, check })),
                    Check::Text(check) => scopes.text.push((rule, check)),
                    Check::Slot(check) => scopes.slot.push((rule, check)),
                    Check::Across(across) => scopes.across.push((rule, across)),
                    Check::Whole(whole) => scopes.whole.push((rule, whole)),
                    Check::Waiver(check) => scopes.waiver.push((rule, check)),
                }
            }
        }
        scopes
    }
}
