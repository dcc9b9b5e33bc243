//! The engine: runs the rules on the parts of a document (the head, and each project) and keeps the
//! findings in document order, part after part. After an edit the parts that it can affect are
//! judged again and their findings exchanged; the others are not looked at.

use std::collections::{HashMap, HashSet};
use std::ops::{AddAssign, Range};

use crate::check::across::{Fact, Groups};
use crate::check::rule::Out;
use crate::check::rules::by_scope;
use crate::check::spot::{Found, Spot, keys};
use crate::check::texts;
use crate::check::view::{Frame, Head, Origin, Row, Table};
use crate::check::waive::{Waived, Waivers};
use crate::check::whole::{State, Traces, traces};
use crate::model::list::Items;
use crate::model::{Document, Field, Finding, Key, Kind, Place, Project, Reading, Severity, Step};

/// How many places have something wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// 错误.
    pub errors: usize,
    /// 警告.
    pub warnings: usize,
    /// 提示.
    pub infos: usize,
}

impl Counts {
    /// The counts of these findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// Errors, warnings and hints.
    pub fn by_severity(self) -> [usize; 3] {
        [self.errors, self.warnings, self.infos]
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }
}

/// What is wrong with one document, kept up to date.
#[derive(Debug)]
pub struct Checker {
    frame: Frame,
    origin: Origin,
    head: Part,
    /// One for each item of the list of projects, in order.
    projects: Vec<(Key, Part)>,
    groups: Groups,
    /// One for each check that needs the whole document; none where a part of one is judged.
    whole: Vec<State>,
    waivers: Waivers,
    findings: Vec<Finding>,
    revision: u64,
}

/// A part of the document, and how many of the findings are its own.
#[derive(Debug, Default)]
struct Part {
    length: usize,
    counts: Counts,
    facts: Vec<(usize, Fact)>,
    /// What it left for each check of the whole document.
    traces: Vec<Traces>,
    /// What was found but is waived: it is neither among the findings nor counted.
    waived: Vec<Finding>,
}

impl Checker {
    /// Checks the whole document.
    pub fn new(document: &Document, reading: &Reading) -> Checker {
        Checker::with(document, reading, by_scope().whole.len())
    }

    /// Checks a document that is only a part of one: what needs the whole is not judged.
    pub fn of_part(document: &Document) -> Checker {
        Checker::with(document, &Reading::default(), 0)
    }

    fn with(document: &Document, reading: &Reading, whole: usize) -> Checker {
        let mut checker = Checker {
            frame: Frame::of(document),
            origin: Origin::of(document, reading),
            head: Part::default(),
            projects: Vec::new(),
            groups: Groups::default(),
            whole: std::iter::repeat_with(State::default).take(whole).collect(),
            waivers: Waivers::default(),
            findings: Vec::new(),
            revision: 0,
        };
        checker.check_all(document);
        checker
    }

    /// All findings in document order: the head first, then the projects, each as the form has it.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was found but is waived, in the same order.
    pub fn waived(&self) -> impl Iterator<Item = &Finding> {
        self.head.waived.iter().chain(self.projects.iter().flat_map(|(_, part)| &part.waived))
    }

    /// A number that grows whenever something is checked again.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The findings among which are all at or below `place`: those of its project, or of what lies
    /// in no project.
    pub fn near(&self, place: &Place) -> &[Finding] {
        match place.steps() {
            [] => &self.findings,
            [Step::Field(name)] if name == "projects" => &self.findings,
            _ if place.project().is_some() => self.project_findings(place),
            _ => &self.findings[..self.head.length],
        }
    }

    /// How many places have something wrong, in the whole document.
    pub fn counts(&self) -> Counts {
        let mut counts = self.head.counts;
        for (_, part) in &self.projects {
            counts += part.counts;
        }
        counts
    }

    /// The same at `place` and below it; kept ready for a project.
    pub fn counts_within(&self, place: &Place) -> Counts {
        match place.project() {
            Some(project) => match self.position(&project) {
                Some(at) if project == *place => self.projects[at].1.counts,
                Some(at) => {
                    Counts::of(self.findings[self.range(at)].iter().filter(|f| f.place.within(place)))
                }
                None => Counts::default(),
            },
            None if place.steps().is_empty() => self.counts(),
            // what lies in no project is in the head
            None => Counts::of(self.findings[..self.head.length].iter().filter(|f| f.place.within(place))),
        }
    }

    /// The findings of the project at `place` (`projects/<id>` or below).
    pub fn project_findings(&self, place: &Place) -> &[Finding] {
        let at = place.project().and_then(|project| self.position(&project));
        at.map_or(&[], |at| &self.findings[self.range(at)])
    }

    /// Checks again what the places touched by a change can affect. `document` is the document
    /// after the change, `touched` what [`Change`](crate::edit::Change) says.
    pub fn update(&mut self, document: &Document, touched: &[Place]) {
        let is_all = |place: &Place| match place.steps() {
            [] => true,
            [Step::Field(name)] => name == "projects",
            _ => false,
        };
        self.revision += 1;
        let frame = Frame::of(document);
        if frame != self.frame || touched.iter().any(is_all) {
            self.frame = frame;
            self.check_all(document);
            return;
        }
        let waivers = Waivers::of(document);
        let mut dirty = HashSet::new();
        for place in touched.iter().chain(waivers.differences(&self.waivers)) {
            dirty.extend(place.project().and_then(|project| project.key().cloned()));
        }
        self.waivers = waivers;
        if !dirty.is_empty() {
            self.update_projects(document, touched, dirty);
        }
        let names: Vec<&str> = touched.iter().filter_map(head_field).collect();
        for ((_, check), state) in by_scope().whole.iter().zip(&mut self.whole) {
            if names.iter().any(|name| check.fields.contains(name)) {
                state.touch();
            }
        }
        let is_stale = self.whole.iter().any(State::is_stale);
        // what became of a waiver is told in the head, wherever it points to
        if !names.is_empty() || is_stale || !self.waivers.is_empty() {
            self.judge_head(document);
        }
    }

    fn update_projects(&mut self, document: &Document, touched: &[Place], mut dirty: HashSet<Key>) {
        let is_structural = |place: &Place| match place.steps() {
            [Step::Field(list), _] => list == "projects",
            [Step::Field(list), _, Step::Field(field)] => list == "projects" && field == "id",
            _ => false,
        };
        if touched.iter().any(is_structural) {
            self.realign(document, &mut dirty);
        }
        self.declare(document, &mut dirty);
        for at in 0..self.projects.len() {
            if dirty.contains(&self.projects[at].0) {
                self.judge_project(document, at);
            }
        }
    }

    fn check_all(&mut self, document: &Document) {
        self.waivers = Waivers::of(document);
        self.groups = Groups::default();
        self.whole.iter_mut().for_each(|state| *state = State::default());
        self.whole.iter_mut().for_each(State::touch);
        self.findings.clear();
        self.head = Part::default();
        self.projects = project_keys(document).into_iter().map(|key| (key, Part::default())).collect();
        for at in 0..self.projects.len() {
            let facts = self.facts(document, at);
            let (key, part) = &mut self.projects[at];
            self.groups.add(&facts, key);
            part.facts = facts;
            self.trace(document, at);
        }
        for at in 0..self.projects.len() {
            let (found, waived) = self.part(document, self.find_project(document, at));
            let part = &mut self.projects[at].1;
            part.counts = Counts::of(&found);
            part.length = found.len();
            part.waived = waived;
            self.findings.extend(found);
        }
        self.judge_head(document);
    }

    fn judge_project(&mut self, document: &Document, at: usize) {
        let (found, waived) = self.part(document, self.find_project(document, at));
        self.projects[at].1.waived = waived;
        self.exchange(Some(at), found);
    }

    /// Judges the head. The waivers are part of it, so the projects must have been judged before.
    fn judge_head(&mut self, document: &Document) {
        let mut found = find_head(document, &self.origin);
        for ((rule, check), state) in by_scope().whole.iter().zip(&mut self.whole) {
            let now = state.found(document, |all| {
                let mut found = Vec::new();
                (check.judge)(all, &mut Out::new(*rule, &mut found));
                found
            });
            found.extend_from_slice(now);
        }
        let waived;
        (found, waived) = found.into_iter().partition(|f| !self.waivers.silence(document, &f.finding));
        self.head.waived = sorted(waived);
        let told = |rule: &str, place: &Place| {
            let is = |finding: &Finding| finding.code == rule && finding.place == *place;
            let in_project = place.project().is_some() && self.project_findings(place).iter().any(is);
            in_project || found.iter().any(|found| is(&found.finding)) || self.waived().any(is)
        };
        let mut stale = Vec::new();
        Waived::each(document, &told, &mut |waived| {
            for (rule, check) in &by_scope().waiver {
                check(waived, &mut Out::new(*rule, &mut stale));
            }
        });
        found.extend(stale);
        self.exchange(None, sorted(found));
    }

    /// What counts, and what is waived.
    fn part(&self, document: &Document, found: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        if self.waivers.is_empty() {
            return (found, Vec::new());
        }
        found.into_iter().partition(|finding| !self.waivers.silence(document, finding))
    }

    /// Brings the parts into the order of the document. Projects that are new start without
    /// findings and are dirty; so are all that share an id with one that was touched, has come or
    /// has gone, as they may have changed places.
    fn realign(&mut self, document: &Document, dirty: &mut HashSet<Key>) {
        let mut rest = std::mem::take(&mut self.findings).into_iter();
        let head: Vec<Finding> = rest.by_ref().take(self.head.length).collect();
        let mut old: HashMap<Key, (Part, Vec<Finding>)> = HashMap::new();
        for (key, part) in std::mem::take(&mut self.projects) {
            let own = rest.by_ref().take(part.length).collect();
            old.insert(key, (part, own));
        }
        let now = project_keys(document);
        let kept: HashSet<&Key> = now.iter().filter(|key| old.contains_key(key)).collect();
        let changed = now.iter().chain(old.keys()).filter(|key| !kept.contains(key));
        let names: HashSet<String> = changed.chain(&*dirty).map(|key| key.text().to_string()).collect();
        self.findings = head;
        for key in now {
            if names.contains(key.text()) {
                dirty.insert(key.clone());
            }
            let (part, own) = old.remove(&key).unwrap_or_else(|| {
                dirty.insert(key.clone());
                Default::default()
            });
            self.findings.extend(own);
            self.projects.push((key, part));
        }
        for (key, (part, _)) in old {
            dirty.extend(self.groups.members(&part.facts).cloned());
            self.groups.remove(&part.facts, &key);
            for (state, traces) in self.whole.iter_mut().zip(&part.traces) {
                state.exchange(traces, &[]);
            }
        }
        // the order of the projects is something to judge too
        self.whole.iter_mut().for_each(State::touch);
    }

    /// Takes the facts of the dirty projects in; who shares a group that changed becomes dirty too.
    fn declare(&mut self, document: &Document, dirty: &mut HashSet<Key>) {
        let mut affected = HashSet::new();
        for at in 0..self.projects.len() {
            if !dirty.contains(&self.projects[at].0) {
                continue;
            }
            self.trace(document, at);
            let facts = self.facts(document, at);
            let (key, part) = &mut self.projects[at];
            if facts == part.facts {
                continue;
            }
            affected.extend(self.groups.members(&part.facts).cloned());
            self.groups.remove(&part.facts, key);
            self.groups.add(&facts, key);
            affected.extend(self.groups.members(&facts).cloned());
            part.facts = facts;
        }
        dirty.extend(affected);
    }

    fn position(&self, project: &Place) -> Option<usize> {
        let key = project.key()?;
        self.projects.iter().position(|(own, _)| own == key)
    }

    fn range(&self, at: usize) -> Range<usize> {
        let before: usize = self.projects[..at].iter().map(|(_, part)| part.length).sum();
        let start = self.head.length + before;
        start..start + self.projects[at].1.length
    }

    /// Exchanges the findings of the head (`None`) or of a project.
    fn exchange(&mut self, at: Option<usize>, found: Vec<Finding>) {
        let range = at.map_or(0..self.head.length, |at| self.range(at));
        let part = match at {
            Some(at) => &mut self.projects[at].1,
            None => &mut self.head,
        };
        part.counts = Counts::of(&found);
        part.length = found.len();
        self.findings.splice(range, found);
    }

    /// Takes in what a project leaves for the checks of the whole document.
    fn trace(&mut self, document: &Document, at: usize) {
        let mut now = Vec::new();
        if let Some(Field::Value(project)) = document.projects.all().get(at) {
            let checks = &by_scope().whole[..self.whole.len()];
            let all = |table: &Table<'_>| checks.iter().map(|(_, check)| traces(check, table)).collect();
            now = self.with_table(project, at, all);
        }
        now.resize(self.whole.len(), Traces::default());
        let part = &mut self.projects[at].1;
        part.traces.resize(self.whole.len(), Traces::default());
        for ((state, old), new) in self.whole.iter_mut().zip(&part.traces).zip(&now) {
            state.exchange(old, new);
        }
        part.traces = now;
    }

    fn facts(&self, document: &Document, at: usize) -> Vec<(usize, Fact)> {
        let Some(Field::Value(project)) = document.projects.all().get(at) else { return Vec::new() };
        let declare = |table: &Table<'_>| {
            let checks = by_scope().across.iter().enumerate();
            let facts = checks
                .flat_map(|(n, (_, check))| (check.facts)(table).into_iter().map(move |fact| (n, fact)));
            facts.collect()
        };
        self.with_table(project, at, declare)
    }

    fn find_project(&self, document: &Document, at: usize) -> Vec<Finding> {
        let Some(item) = document.projects.all().get(at) else { return Vec::new() };
        let (key, part) = &self.projects[at];
        let mut found = Vec::new();
        let list = Spot::ROOT.field("projects");
        let spot = list.item(key, at);
        for (rule, check) in &by_scope().slot {
            check(item, spot, &mut Out::new(*rule, &mut found));
        }
        if let Field::Value(project) = item {
            self.with_table(project, at, |table| {
                find_table(table, &mut found);
                for (check, fact) in &part.facts {
                    let (rule, across) = &by_scope().across[*check];
                    if let Some(group) = self.groups.get(*check, fact) {
                        (across.judge)(table, fact, group, &mut Out::new(*rule, &mut found));
                    }
                }
            });
        }
        sorted(found)
    }

    fn with_table<T>(&self, project: &Project, at: usize, look: impl FnOnce(&Table<'_>) -> T) -> T {
        let key = &self.projects[at].0;
        let list = Spot::ROOT.field("projects");
        let rows = project.indicators.get().map_or_else(Vec::new, |rows| keys(rows));
        look(&Table {
            project,
            key,
            spot: list.item(key, at),
            frame: &self.frame,
            origin: &self.origin,
            row_keys: &rows,
        })
    }
}

fn find_head(document: &Document, origin: &Origin) -> Vec<Found> {
    let mut found = Vec::new();
    let head = Head { document, origin };
    for (rule, check) in &by_scope().head {
        check(&head, &mut Out::new(*rule, &mut found));
    }
    texts::of_head(document, &mut |text| {
        for (rule, check) in &by_scope().text {
            check(text, &mut Out::new(*rule, &mut found));
        }
    });
    for (name, slot) in document.members() {
        // the list of projects is the business of its parts
        if name == "projects" && slot.items().is_some() {
            continue;
        }
        for (rule, check) in &by_scope().slot {
            check(slot, Spot::ROOT.named(name), &mut Out::new(*rule, &mut found));
        }
    }
    found
}

fn find_table(table: &Table<'_>, found: &mut Vec<Found>) {
    for (rule, check) in &by_scope().table {
        check(table, &mut Out::new(*rule, found));
    }
    for (position, row) in table.rows() {
        table.at_row(position, |spot| {
            let row = Row { row, table, spot };
            for (rule, check) in &by_scope().row {
                check(&row, &mut Out::new(*rule, found));
            }
        });
    }
    texts::of_table(table, &mut |text| {
        for (rule, check) in &by_scope().text {
            check(text, &mut Out::new(*rule, found));
        }
    });
}

fn sorted(mut found: Vec<Found>) -> Vec<Finding> {
    found.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.finding.code.cmp(b.finding.code)));
    found.into_iter().map(|found| found.finding).collect()
}

/// The field of the head in which a place lies.
fn head_field(place: &Place) -> Option<&str> {
    match place.steps() {
        _ if place.project().is_some() => None,
        [] => Some(""),
        [Step::Field(name), ..] => Some(name),
        [Step::Item(_), ..] => None,
    }
}

fn project_keys(document: &Document) -> Vec<Key> {
    document.projects.get().map_or_else(Vec::new, |list| keys(list as &dyn Items))
}
