//! A part of the document (the head, or one project) and what was found in it. What was found is
//! counted at once and written down, in the order of the printed form, when somebody asks for it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use crate::check::across::Fact;
use crate::check::counts::Counts;
use crate::check::gist::Gist;
use crate::check::spot::{Base, Found, Names};
use crate::check::waive::Waivers;
use crate::check::whole::Left;
use crate::model::{Document, Finding, Key, Place, Step};

/// What is known of a part.
#[derive(Debug, Default)]
pub struct Part {
    /// What it is called in the list of projects; the head has no name.
    pub key: Option<Key>,
    /// What was found in it by itself, but for its rows.
    pub own: Box<[Found]>,
    /// Its rows and their positions.
    pub rows: Vec<(usize, Arc<Gist>)>,
    /// What all its rows are called.
    pub names: Names,
    /// What was found by comparing it with others.
    pub among: Vec<Found>,
    /// What it declares, each with the number of its check.
    pub facts: Box<[(usize, Fact)]>,
    /// What it leaves for the checks of the whole document, beside its rows.
    pub traces: Box<[(usize, Left)]>,
    /// See [`Part::findings`], once that was asked or something in it is waived.
    written: OnceLock<Vec<Finding>>,
    counts: Counts,
    waived: Vec<Finding>,
    /// What waivers are for, of all that was found: the code and where.
    pointed_at: HashSet<(&'static str, Place)>,
}

impl Part {
    /// The project of that name, of which nothing is known yet.
    pub fn project(key: Key) -> Part {
        Part { key: Some(key), ..Part::default() }
    }

    /// The head, in which this was found.
    pub fn head(own: Box<[Found]>) -> Part {
        Part { own, ..Part::default() }
    }

    /// What counts, in the order of the printed form.
    pub fn findings(&self) -> &[Finding] {
        self.written.get_or_init(|| self.write())
    }

    /// How many that are.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What was found but is waived, in the same order: it is neither among the findings nor counted.
    pub fn waived(&self) -> &[Finding] {
        &self.waived
    }

    /// Whether that was found there, waived or not; known where a waiver points to it.
    pub fn has_found(&self, code: &'static str, place: &Place) -> bool {
        self.pointed_at.contains(&(code, place.clone()))
    }

    /// What it leaves for the checks of the whole document.
    pub fn all_traces(&self) -> impl Iterator<Item = &(usize, Left)> {
        self.traces.iter().chain(self.rows.iter().flat_map(|(_, gist)| &gist.traces))
    }

    /// Everything has been found: counts it, and sets apart what is waived.
    pub fn end(&mut self, document: &Document, waivers: &Waivers) {
        self.written.take();
        self.waived.clear();
        self.pointed_at.clear();
        if waivers.is_empty() {
            self.counts = Counts::of(self.own.iter().chain(&self.among).map(|found| found.severity));
            self.rows.iter().for_each(|(_, gist)| self.counts += gist.counts);
            return;
        }
        let (findings, waived): (Vec<_>, _) =
            self.write().into_iter().partition(|finding| !waivers.silence(document, finding));
        let all = findings.iter().chain(&waived).filter(|finding| waivers.point_at(finding));
        self.pointed_at = all.map(|finding| (finding.code, finding.place.clone())).collect();
        self.counts = Counts::of(findings.iter().map(|finding| finding.severity));
        self.waived = waived;
        self.written = OnceLock::from(findings);
    }

    /// Writes down all that was found.
    fn write(&self) -> Vec<Finding> {
        let project = self.key.clone().map(|key| [Step::Field(Cow::Borrowed("projects")), Step::Item(key)]);
        let keys = self.names.keys();
        let base = Base { steps: project.as_ref().map_or(&[], |steps| steps), rows: &keys };
        let own = self.own.iter().chain(&self.among).map(|found| (None, found));
        let rows = self.rows.iter().flat_map(|(at, gist)| gist.found.iter().map(|found| (Some(*at), found)));
        let mut all: Vec<_> = own.chain(rows).map(|(row, found)| (found.order(row), row, found)).collect();
        all.sort_by(|one, two| one.0.cmp(&two.0).then_with(|| one.2.code.cmp(two.2.code)));
        all.into_iter().map(|(_, row, found)| found.write(base, row)).collect()
    }
}
