//! The engine: runs the rules on the parts of a document (the head, and each project) and keeps the
//! findings in document order, part after part. After an edit the parts that it can affect are
//! judged again and their findings exchanged; the others are not looked at.

use std::collections::{HashMap, HashSet};
use std::ops::{AddAssign, Range, SubAssign};

use crate::check::across::{Fact, Groups, Sees};
use crate::check::findings::Findings;
use crate::check::lengths::Lengths;
use crate::check::rule::Out;
use crate::check::rules::by_scope;
use crate::check::seen::{OfRow, Seen, of_row, of_text};
use crate::check::spot::{Found, Spot, keys};
use crate::check::texts;
use crate::check::view::{Frame, Head, Origin, Row, Table, Text};
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

impl SubAssign for Counts {
    fn sub_assign(&mut self, other: Counts) {
        self.errors -= other.errors;
        self.warnings -= other.warnings;
        self.infos -= other.infos;
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
    /// Where each of them stands.
    at: HashMap<Key, usize>,
    /// How many findings each of them has.
    lengths: Lengths,
    counts: Counts,
    groups: Groups,
    /// One for each check that needs the whole document; none where a part of one is judged.
    whole: Vec<State>,
    waivers: Waivers,
    revision: u64,
}

/// What is known of a part of the document.
#[derive(Debug, Default)]
struct Part {
    found: Vec<Finding>,
    counts: Counts,
    facts: Vec<(usize, Fact)>,
    /// What it left for each check of the whole document.
    traces: Vec<Traces>,
    /// What was found but is waived: it is neither among the findings nor counted.
    waived: Vec<Finding>,
}

/// What a project says by itself.
#[derive(Default)]
struct Own {
    found: Vec<Found>,
    facts: Vec<(usize, Fact)>,
    traces: Vec<Traces>,
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
            at: HashMap::new(),
            lengths: Lengths::default(),
            counts: Counts::default(),
            groups: Groups::default(),
            whole: std::iter::repeat_with(State::default).take(whole).collect(),
            waivers: Waivers::default(),
            revision: 0,
        };
        checker.check_all(document);
        checker
    }

    /// All findings in document order: the head first, then the projects, each as the form has it.
    pub fn findings(&self) -> Findings<'_> {
        Findings(self)
    }

    /// The findings of each part.
    pub(super) fn parts(&self) -> impl Iterator<Item = &[Finding]> + Clone {
        let projects = self.projects.iter().map(|(_, part)| part.found.as_slice());
        std::iter::once(self.head.found.as_slice()).chain(projects)
    }

    /// The finding with that number in document order.
    pub(super) fn number(&self, n: usize) -> Option<&Finding> {
        let Some(rest) = n.checked_sub(self.head.found.len()) else { return self.head.found.get(n) };
        let (at, n) = self.lengths.find(rest)?;
        self.projects.get(at)?.1.found.get(n)
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
    pub fn near(&self, place: &Place) -> impl Iterator<Item = &Finding> + Clone {
        let of_one = match place.steps() {
            [] => None,
            [Step::Field(name)] if name == "projects" => None,
            _ if place.project().is_some() => Some(self.project_findings(place)),
            _ => Some(self.head.found.as_slice()),
        };
        let of_all = of_one.is_none().then(|| self.parts().flatten());
        of_one.unwrap_or_default().iter().chain(of_all.into_iter().flatten())
    }

    /// How many places have something wrong, in the whole document.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The same at `place` and below it; kept ready for a project.
    pub fn counts_within(&self, place: &Place) -> Counts {
        let part = match place.project() {
            Some(project) => self.position(&project).map(|at| &self.projects[at].1),
            None if place.steps().is_empty() => return self.counts,
            // what lies in no project is in the head
            None => Some(&self.head),
        };
        match part {
            Some(part) if place.steps().len() == 2 && place.project().is_some() => part.counts,
            Some(part) => Counts::of(part.found.iter().filter(|finding| finding.place.within(place))),
            None => Counts::default(),
        }
    }

    /// The findings of the project at `place` (`projects/<id>` or below).
    pub fn project_findings(&self, place: &Place) -> &[Finding] {
        let at = place.project().and_then(|project| self.position(&project));
        at.map_or(&[], |at| &self.projects[at].1.found)
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
        for (n, ((_, check), state)) in by_scope().whole.iter().zip(&mut self.whole).enumerate() {
            if names.iter().any(|name| check.fields.contains(name)) {
                let all = self.projects.iter().filter_map(|(_, part)| part.traces.get(n));
                state.renew(check, document, all.flatten());
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
        let mut seen = Seen::default();
        let mut looked: HashMap<Key, Own> = HashMap::new();
        let mut affected = HashSet::new();
        for key in &dirty {
            let Some(&at) = self.at.get(key) else { continue };
            let own = self.look(document, at, &mut seen);
            let part = &mut self.projects[at].1;
            if own.facts != part.facts {
                self.groups.exchange(sees, (&part.facts, &own.facts), key, &mut affected);
                part.facts.clone_from(&own.facts);
            }
            part.traces.resize(self.whole.len(), Traces::default());
            for ((state, old), new) in self.whole.iter_mut().zip(&part.traces).zip(&own.traces) {
                state.exchange(old, new);
            }
            part.traces.clone_from(&own.traces);
            looked.insert(key.clone(), own);
        }
        // who shares a group that changed is told something else, though it is the same itself
        dirty.extend(affected);
        for key in &dirty {
            let Some(&at) = self.at.get(key) else { continue };
            let own = looked.remove(key).unwrap_or_else(|| self.look(document, at, &mut seen));
            let judged = self.judge(document, at, own.found);
            self.settle(Some(at), judged);
        }
    }

    fn check_all(&mut self, document: &Document) {
        self.waivers = Waivers::of(document);
        self.groups = Groups::default();
        for (state, (_, check)) in self.whole.iter_mut().zip(&by_scope().whole) {
            *state = State::begin(check, document);
        }
        self.head = Part::default();
        self.projects = project_keys(document).into_iter().map(|key| (key, Part::default())).collect();
        self.index();
        let looked = on_all_cores(self.projects.len(), |range| {
            let mut seen = Seen::default();
            range.map(|at| self.look(document, at, &mut seen)).collect()
        });
        let mut found = Vec::with_capacity(looked.len());
        for ((key, part), own) in self.projects.iter_mut().zip(looked) {
            self.groups.add(&own.facts, key);
            for (state, traces) in self.whole.iter_mut().zip(&own.traces) {
                state.exchange(&[], traces);
            }
            (part.facts, part.traces) = (own.facts, own.traces);
            found.push(own.found);
        }
        for (at, found) in found.into_iter().enumerate() {
            let (found, waived) = self.judge(document, at, found);
            let part = &mut self.projects[at].1;
            part.counts = Counts::of(&found);
            (part.found, part.waived) = (found, waived);
        }
        self.recount();
        self.judge_head(document);
    }

    /// Compares a project with the others; gives what counts, and what is waived.
    fn judge(&self, document: &Document, at: usize, mut found: Vec<Found>) -> (Vec<Finding>, Vec<Finding>) {
        let facts = &self.projects[at].1.facts;
        let shared = |(check, fact): &&(usize, Fact)| self.groups.get(*check, fact).is_some();
        if let (Some(Field::Value(project)), true) =
            (document.projects.all().get(at), facts.iter().any(|fact| shared(&fact)))
        {
            self.with_table(project, at, |table| {
                for (check, fact) in facts {
                    let (rule, across) = &by_scope().across[*check];
                    if let Some(group) = self.groups.get(*check, fact) {
                        (across.judge)(table, fact, group, &mut Out::new(*rule, &mut found));
                    }
                }
            });
        }
        let found = sorted(found);
        if self.waivers.is_empty() {
            return (found, Vec::new());
        }
        found.into_iter().partition(|finding| !self.waivers.silence(document, finding))
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
        let waived = sorted(waived);
        let told = |rule: &str, place: &Place| {
            let is = |finding: &Finding| finding.code == rule && finding.place == *place;
            let in_project = place.project().is_some() && self.project_findings(place).iter().any(is);
            let waived = waived.iter().chain(self.projects.iter().flat_map(|(_, part)| &part.waived));
            in_project || found.iter().any(|found| is(&found.finding)) || waived.clone().any(is)
        };
        let mut stale = Vec::new();
        Waived::each(document, &told, &mut |waived| {
            for (rule, check) in &by_scope().waiver {
                check(waived, &mut Out::new(*rule, &mut stale));
            }
        });
        found.extend(stale);
        self.settle(None, (sorted(found), waived));
    }

    /// Brings the parts into the order of the document. Projects that are new start without
    /// findings and are dirty; so are all that share an id with one that was touched, has come or
    /// has gone, as they may have changed places.
    fn realign(&mut self, document: &Document, dirty: &mut HashSet<Key>) {
        let mut old: HashMap<Key, Part> = std::mem::take(&mut self.projects).into_iter().collect();
        let now = project_keys(document);
        let kept: HashSet<&Key> = now.iter().filter(|key| old.contains_key(key)).collect();
        let changed = now.iter().chain(old.keys()).filter(|key| !kept.contains(key));
        let names: HashSet<String> = changed.chain(&*dirty).map(|key| key.text().to_string()).collect();
        for key in now {
            if names.contains(key.text()) {
                dirty.insert(key.clone());
            }
            let part = old.remove(&key).unwrap_or_else(|| {
                dirty.insert(key.clone());
                Part::default()
            });
            self.projects.push((key, part));
        }
        for (key, part) in old {
            self.groups.exchange(sees, (&part.facts, &[]), &key, dirty);
            for (state, traces) in self.whole.iter_mut().zip(&part.traces) {
                state.exchange(traces, &[]);
            }
        }
        // the order of the projects is something to judge too
        self.whole.iter_mut().for_each(State::touch);
        self.index();
        self.recount();
    }

    /// Where each project stands.
    fn index(&mut self) {
        self.at = self.projects.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
    }

    /// Counts the findings of all parts.
    fn recount(&mut self) {
        self.lengths = self.projects.iter().map(|(_, part)| part.found.len()).collect();
        self.counts = self.head.counts;
        self.projects.iter().for_each(|(_, part)| self.counts += part.counts);
    }

    fn position(&self, project: &Place) -> Option<usize> {
        self.at.get(project.key()?).copied()
    }

    /// Exchanges what is found in the head (`None`) or in a project.
    fn settle(&mut self, at: Option<usize>, (found, waived): (Vec<Finding>, Vec<Finding>)) {
        let part = match at {
            Some(at) => {
                let part = &mut self.projects[at].1;
                self.lengths.change(at, part.found.len(), found.len());
                part
            }
            None => &mut self.head,
        };
        self.counts -= part.counts;
        part.counts = Counts::of(&found);
        self.counts += part.counts;
        (part.found, part.waived) = (found, waived);
    }

    /// What a project says by itself, whatever the others are.
    fn look(&self, document: &Document, at: usize, seen: &mut Seen) -> Own {
        let mut own = Own::default();
        let Some(item) = document.projects.all().get(at) else { return own };
        let list = Spot::ROOT.field("projects");
        let spot = list.item(&self.projects[at].0, at);
        for (rule, check) in &by_scope().slot {
            check(item, spot, &mut Out::new(*rule, &mut own.found));
        }
        own.traces.resize(self.whole.len(), Traces::default());
        if let Field::Value(project) = item {
            self.with_table(project, at, |table| {
                find_table(table, seen, &mut own.found);
                for (n, (_, check)) in by_scope().across.iter().enumerate() {
                    own.facts.extend((check.facts)(table).into_iter().map(|fact| (n, fact)));
                }
                for ((_, check), own) in by_scope().whole.iter().zip(&mut own.traces) {
                    *own = traces(check, table);
                }
            });
        }
        own
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
        found.extend(find_text(text));
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

fn find_table(table: &Table<'_>, seen: &mut Seen, found: &mut Vec<Found>) {
    for (rule, check) in &by_scope().table {
        check(table, &mut Out::new(*rule, found));
    }
    texts::of_table(table, &mut |text| {
        let known = seen.texts.entry(of_text(text)).or_insert_with(|| find_text(text));
        say_again(known, text.spot, found);
    });
    for (position, row) in table.rows() {
        table.at_row(position, |spot| {
            let row = Row { row, frame: table.frame, spot };
            let known = seen.rows.entry(of_row(row.row)).or_insert_with(|| find_row(&row));
            say_again(&known.found, spot, found);
            let checks = by_scope().row_in.iter().enumerate();
            for (_, (rule, row_in)) in checks.filter(|(n, _)| known.row_in.has(*n)) {
                (row_in.check)(table, &row, &mut Out::new(*rule, found));
            }
        });
    }
}

/// What was found in something, said of an equal one.
fn say_again(known: &[Found], spot: Spot<'_>, found: &mut Vec<Found>) {
    if !known.is_empty() {
        let base = spot.base();
        found.extend(known.iter().map(|known| known.at(&base)));
    }
}

fn find_row(row: &Row<'_>) -> OfRow {
    let mut known = OfRow::default();
    for (rule, check) in &by_scope().row {
        check(row, &mut Out::new(*rule, &mut known.found));
    }
    texts::of_row(row, &mut |text| known.found.extend(find_text(text)));
    for (n, (_, row_in)) in by_scope().row_in.iter().enumerate() {
        if (row_in.may)(row) {
            known.row_in.add(n);
        }
    }
    known
}

fn find_text(text: &Text<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (rule, check) in &by_scope().text {
        check(text, &mut Out::new(*rule, &mut found));
    }
    found
}

/// Looks at so many things on all cores, a run of them on each; the answers in order.
fn on_all_cores<T: Send>(count: usize, look: impl Fn(Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if cores == 1 || count < FEW {
        return look(0..count);
    }
    let cut = |n: usize| count * n / cores;
    std::thread::scope(|scope| {
        let look = &look;
        let start = |n: usize| scope.spawn(move || look(cut(n)..cut(n + 1)));
        let others: Vec<_> = (1..cores).map(start).collect();
        let mut all = look(0..cut(1));
        for other in others {
            match other.join() {
                Ok(own) => all.extend(own),
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
        all
    })
}

/// So few projects are not worth a thread.
const FEW: usize = 40;

fn sorted(mut found: Vec<Found>) -> Vec<Finding> {
    found.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.finding.code.cmp(b.finding.code)));
    found.into_iter().map(|found| found.finding).collect()
}

/// What a check looks at in a group.
fn sees(check: usize) -> Sees {
    by_scope().across.get(check).map_or(Sees::Ends, |(_, across)| across.sees)
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
