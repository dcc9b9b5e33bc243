//! The engine: runs the rules on the parts of a document (the head, and each project) and keeps what
//! they found, part after part in document order. After an edit the parts that it can affect are
//! judged again and what was found in them exchanged; the others are not looked at.

use std::collections::{HashMap, HashSet};

use crate::check::across::{Fact, Groups, Sees};
use crate::check::cores::on_all_cores;
use crate::check::counts::Counts;
use crate::check::findings::Findings;
use crate::check::lengths::Lengths;
use crate::check::mark::Quick;
use crate::check::part::Part;
use crate::check::rule::Out;
use crate::check::rules::{by_scope, rule};
use crate::check::seen::{Seen, Shared, Sheet, find_in_text};
use crate::check::spot::{Found, Names, Spot, keyed, keys};
use crate::check::stretch::Stretch;
use crate::check::texts;
use crate::check::view::{Frame, Head, Made, Origin, Sort, Table, TableRow, said, trimmed};
use crate::check::waive::{Waived, Waivers};
use crate::check::whole::State;
use crate::model::record::Members;
use crate::model::{Document, Field, Finding, Items, Key, Kind, Place, Project, Reading, Slot, Step};

/// What is wrong with one document, kept up to date.
#[derive(Debug)]
pub struct Checker {
    frame: Frame,
    origin: Origin,
    head: Part,
    /// One for each item of the list of projects, in order.
    projects: Vec<Part>,
    /// Where each of them stands.
    at: HashMap<Key, usize, Quick>,
    /// How many findings each of them has.
    lengths: Lengths,
    counts: Counts,
    /// One for each check that compares projects.
    groups: Vec<Groups>,
    /// One for each check that needs the whole document; none where a part of one is judged.
    whole: Vec<State>,
    waivers: Waivers,
    revision: u64,
}

/// So many projects are looked at in one go; as small as the taking of a chunk allows, so that all
/// cores end together.
const CHUNK: usize = 8;

/// So few projects are not worth another core.
const FEW: usize = 32;

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
            at: HashMap::default(),
            lengths: Lengths::default(),
            counts: Counts::default(),
            groups: Vec::new(),
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
        std::iter::once(&self.head).chain(&self.projects).map(Part::findings)
    }

    /// The finding with that number in document order.
    pub(super) fn number(&self, n: usize) -> Option<&Finding> {
        let head = self.head.findings();
        let Some(rest) = n.checked_sub(head.len()) else { return head.get(n) };
        let (at, n) = self.lengths.find(rest)?;
        self.projects.get(at)?.findings().get(n)
    }

    /// What was found but is waived, in the same order.
    pub fn waived(&self) -> impl Iterator<Item = &Finding> {
        std::iter::once(&self.head).chain(&self.projects).flat_map(Part::waived)
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
            _ => Some(self.head.findings()),
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
            Some(project) => self.position(&project).and_then(|at| self.projects.get(at)),
            None if place.steps().is_empty() => return self.counts,
            // what lies in no project is in the head
            None => Some(&self.head),
        };
        match part {
            Some(part) if place.steps().len() == 2 && place.project().is_some() => part.counts(),
            Some(part) => {
                let within = part.findings().iter().filter(|finding| finding.place.within(place));
                Counts::of(within.map(|finding| finding.severity))
            }
            None => Counts::default(),
        }
    }

    /// The findings of the project at `place` (`projects/<id>` or below).
    pub fn project_findings(&self, place: &Place) -> &[Finding] {
        let at = place.project().and_then(|project| self.position(&project));
        at.and_then(|at| self.projects.get(at)).map_or(&[], Part::findings)
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
                let all = self.projects.iter_mut().flat_map(|part| &mut part.traces);
                state.renew(check, document, all.filter(|(of, _)| *of == n).map(|(_, left)| left));
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
        let mut affected = HashSet::new();
        for key in &dirty {
            let Some(&at) = self.at.get(key) else { continue };
            let old = self.take_out(at);
            // most of its rows are as they were
            old.rows.iter().for_each(|(_, gist)| seen.keep(gist));
            let mut new = Part::project(key.clone());
            self.look(document, at, &mut new, &mut seen);
            self.exchange(&old, &new, key, &mut affected);
            self.put_in(at, new);
        }
        // who shares a group that changed is told something else, though it is the same itself
        dirty.extend(affected);
        for key in &dirty {
            let Some(&at) = self.at.get(key) else { continue };
            let mut part = self.take_out(at);
            part.among = self.judge(document, at, &part);
            part.end(document, &self.waivers);
            self.put_in(at, part);
        }
    }

    fn check_all(&mut self, document: &Document) {
        self.waivers = Waivers::of(document);
        self.head = Part::default();
        for (state, (_, check)) in self.whole.iter_mut().zip(&by_scope().whole) {
            *state = State::begin(check, document);
        }
        let keys = project_keys(document);
        let mut projects: Vec<Part> = keys.iter().cloned().map(Part::project).collect();
        self.at = keys.into_iter().enumerate().map(|(at, key)| (key, at)).collect();
        let chunk = if projects.len() > FEW { CHUNK } else { FEW };
        let shared = Shared::default();
        on_all_cores(
            &mut projects,
            chunk,
            || Seen::with(&shared),
            |seen, at, part| {
                self.look(document, at, part, seen);
            },
        );
        self.gather(&projects);
        on_all_cores(
            &mut projects,
            chunk,
            || (),
            |(), at, part| {
                part.among = self.judge(document, at, part);
                part.end(document, &self.waivers);
            },
        );
        self.projects = projects;
        self.recount();
        self.judge_head(document);
    }

    /// Makes the groups, and what the checks of the whole document know, from what the projects say.
    fn gather(&mut self, projects: &[Part]) {
        /// One or the other, as they are made side by side.
        enum Gathered<'a> {
            States(&'a mut [State]),
            Groups(usize, &'a mut Groups),
        }
        self.groups.clear();
        self.groups.resize_with(by_scope().across.len(), Groups::default);
        let groups = self.groups.iter_mut().enumerate().map(|(n, groups)| Gathered::Groups(n, groups));
        let mut all: Vec<_> = std::iter::once(Gathered::States(&mut self.whole)).chain(groups).collect();
        // of few projects they are not worth a thread
        let chunk = if projects.len() > FEW { 1 } else { all.len() };
        on_all_cores(
            &mut all,
            chunk,
            || (),
            |(), _, one| match one {
                Gathered::States(states) => {
                    for (n, left) in projects.iter().flat_map(Part::all_traces) {
                        if let Some(state) = states.get_mut(*n) {
                            state.add(left);
                        }
                    }
                }
                Gathered::Groups(n, groups) => {
                    for (part, key) in projects.iter().filter_map(|part| Some((part, part.key.as_ref()?))) {
                        part.facts
                            .iter()
                            .filter(|(of, _)| of == n)
                            .for_each(|(_, fact)| groups.add(fact, key));
                    }
                }
            },
        );
    }

    /// What is found in a project when it is compared with the others.
    fn judge(&self, document: &Document, at: usize, part: &Part) -> Vec<Found> {
        let mut found = Vec::new();
        let shared = |(check, fact): &'_ (usize, _)| self.groups.get(*check).and_then(|all| all.get(fact));
        let Some(Field::Value(project)) = document.projects.all().get(at) else { return found };
        if !part.facts.iter().any(|fact| shared(fact).is_some()) {
            return found;
        }
        self.with_table(project, part, Made::default(), |table| {
            for fact in &part.facts {
                if let (Some(group), Some((rule, across))) = (shared(fact), by_scope().across.get(fact.0)) {
                    (across.judge)(table, &fact.1, group, &mut Out::new(*rule, &mut found));
                }
            }
        });
        found
    }

    /// Judges the head. The waivers are part of it, so the projects must have been judged before.
    fn judge_head(&mut self, document: &Document) {
        let mut found = find_in_head(document, &self.origin);
        for ((rule, check), state) in by_scope().whole.iter().zip(&mut self.whole) {
            let now = state.found(document, |all| {
                let mut found = Vec::new();
                (check.judge)(all, &mut Out::new(*rule, &mut found));
                found
            });
            found.extend_from_slice(now);
        }
        let mut part = Part::head(found.into());
        part.end(document, &self.waivers);
        if !document.waivers.all().is_empty() {
            part.among = self.judge_waivers(document, &part);
            part.end(document, &self.waivers);
        }
        self.counts -= self.head.counts();
        self.counts += part.counts();
        self.head = part;
    }

    /// What became of the waivers, where `head` holds all else that was found in the head.
    fn judge_waivers(&self, document: &Document, head: &Part) -> Vec<Found> {
        let told = |code: &str, place: &Place| {
            let Some(rule) = rule(code) else { return false };
            match place.project() {
                Some(project) => {
                    self.position(&project).is_some_and(|at| self.projects[at].has_found(rule.code, place))
                }
                None => head.has_found(rule.code, place),
            }
        };
        let mut found = Vec::new();
        Waived::each(document, &told, &mut |waived| {
            for (rule, check) in &by_scope().waiver {
                check(waived, &mut Out::new(*rule, &mut found));
            }
        });
        found
    }

    /// Brings the parts into the order of the document. Projects that are new start without
    /// findings and are dirty; so are all that share an id with one that was touched, has come or
    /// has gone, as they may have changed places.
    fn realign(&mut self, document: &Document, dirty: &mut HashSet<Key>) {
        let projects = document.projects.all();
        let stretch = self.stretch(projects);
        let parts = self.projects[stretch.old.clone()].iter_mut().map(std::mem::take);
        let mut old: HashMap<Key, Part> = parts.filter_map(|part| Some((part.key.clone()?, part))).collect();
        for key in old.keys() {
            self.at.remove(key);
        }
        let now = projects.get(stretch.new.clone()).unwrap_or_default();
        let now = keyed(now.iter().map(Slot::key), now.len());
        let kept: HashSet<&Key> = now.iter().filter(|key| old.contains_key(key)).collect();
        let changed = now.iter().chain(old.keys()).filter(|key| !kept.contains(key));
        let names: HashSet<String> = changed.chain(&*dirty).map(|key| key.text().to_string()).collect();
        let parts: Vec<Part> =
            now.into_iter().map(|key| old.remove(&key).unwrap_or_else(|| Part::project(key))).collect();
        let is_as_long = parts.len() == stretch.old.len();
        self.projects.splice(stretch.old, parts);
        let moved = if is_as_long { stretch.new.end } else { self.projects.len() };
        for at in stretch.new.start..moved {
            let Some(key) = &self.projects[at].key else { continue };
            match self.at.get_mut(key) {
                Some(known) => *known = at,
                None => drop(self.at.insert(key.clone(), at)),
            }
        }
        for (key, part) in old {
            self.exchange(&part, &Part::default(), &key, dirty);
        }
        for name in names {
            let all = self.all_called(&name).filter_map(|at| self.projects[at].key.clone());
            dirty.extend(all);
        }
        // the order of the projects is something to judge too
        self.whole.iter_mut().for_each(State::touch);
        self.recount();
    }

    /// Where the projects are called otherwise than they were.
    fn stretch(&self, projects: &[Field<Project>]) -> Stretch {
        let name = |at: usize| projects.get(at).map(Slot::key).unwrap_or_default();
        let old_name = |at: usize| self.projects[at].key.as_ref().map_or("", Key::text);
        let (old, new) = (self.projects.len(), projects.len());
        let stretch = Stretch::between(old, new, |old, new| old_name(old) == name(new));
        // those that are called alike are told apart by their number, which changes beyond it
        let is_beyond = |name: &str| self.all_called(name).any(|at| !stretch.old.contains(&at));
        match stretch.old.clone().any(|at| is_beyond(old_name(at)))
            || stretch.new.clone().any(|at| is_beyond(&name(at)))
        {
            true => Stretch { old: 0..old, new: 0..new },
            false => stretch,
        }
    }

    /// Where all stand that are called so.
    fn all_called(&self, name: &str) -> impl Iterator<Item = usize> {
        (0..).map_while(move |nth| self.at.get(&Key::new(name, nth)).copied())
    }

    /// The project `key` was `old` and is `new`: who is told something else by that is added to
    /// `affected`.
    fn exchange(&mut self, old: &Part, new: &Part, key: &Key, affected: &mut HashSet<Key>) {
        if old.facts != new.facts {
            let facts = |part: &'_ Part, is_new| {
                part.facts.iter().map(move |fact| (fact.clone(), is_new)).collect::<Vec<_>>()
            };
            for ((check, fact), is_new) in facts(old, false).into_iter().chain(facts(new, true)) {
                if let Some(groups) = self.groups.get_mut(check) {
                    groups.change(sees(check), &fact, key, is_new, affected);
                }
            }
        }
        for (n, state) in self.whole.iter_mut().enumerate() {
            let of = |part| Part::all_traces(part).filter(|(of, _)| *of == n).map(|(_, left)| left);
            if !of(old).eq(of(new)) {
                of(new).for_each(|left| state.add(left));
                of(old).for_each(|left| state.take(left));
            }
        }
    }

    /// Takes a project out, to be changed; nothing in it is counted.
    fn take_out(&mut self, at: usize) -> Part {
        let part = std::mem::take(&mut self.projects[at]);
        self.counts -= part.counts();
        self.lengths.change(at, part.counts().sum(), 0);
        part
    }

    /// Puts it in again.
    fn put_in(&mut self, at: usize, part: Part) {
        self.counts += part.counts();
        self.lengths.change(at, 0, part.counts().sum());
        self.projects[at] = part;
    }

    /// Counts the findings of all parts.
    fn recount(&mut self) {
        self.lengths = self.projects.iter().map(|part| part.counts().sum()).collect();
        self.counts = self.head.counts();
        self.projects.iter().for_each(|part| self.counts += part.counts());
    }

    fn position(&self, project: &Place) -> Option<usize> {
        self.at.get(project.key()?).copied()
    }

    /// What a project says by itself, whatever the others are.
    fn look(&self, document: &Document, at: usize, part: &mut Part, seen: &mut Seen<'_>) {
        let Some(item) = document.projects.all().get(at) else { return };
        let indicators = item.get().and_then(|project| project.indicators.get());
        if let Some(rows) = indicators {
            part.names = Names::of(rows.as_slice().iter().map(Slot::key));
            part.rows.reserve_exact(rows.as_slice().len());
            let rows = rows.as_slice().iter().enumerate();
            part.rows.extend(rows.filter_map(|(at, row)| Some((at, seen.row(row.get()?, &self.frame)))));
        }
        let mut sheet = std::mem::take(&mut seen.sheet);
        let Sheet { found, facts, traces } = &mut sheet;
        if !is_sound(item, part) {
            for (rule, check) in &by_scope().slot {
                check(item, Spot::ROOT, &mut Out::new(*rule, found));
            }
        }
        if let Field::Value(project) = item {
            let (mut goals, made) = (Vec::new(), Made::default());
            texts::of_project(project, &mut |text, spot, sort| {
                // names and codes are of one project; what is written in prose is often copied
                if sort == Sort::Key {
                    find_in_text(text, spot, sort, found);
                    return;
                }
                let known = seen.text(text, sort);
                found.extend(known.found.iter().map(|known| known.at(spot)));
                if sort == Sort::Goal {
                    goals.push(known.glance);
                }
            });
            let _ = made.goals.set(goals);
            let _ = made.matter.set(seen.matter(trimmed(&project.purpose)));
            if part.rows.iter().any(|(_, gist)| !gist.kept.is_empty()) {
                let mut told = Vec::new();
                said(project, &self.frame).for_each(|text| told.extend_from_slice(seen.spoken_of(text)));
                let _ = made.told.set(told);
            }
            self.with_table(project, part, made, |table| {
                find_in_table(table, found);
                for (n, (_, across)) in by_scope().across.iter().enumerate() {
                    (across.facts)(table, &mut |key, value| facts.push((n, Fact { key, value })));
                }
                for (n, (state, (_, check))) in self.whole.iter().zip(&by_scope().whole).enumerate() {
                    (check.traces)(table, &mut |trace, amount| traces.push((n, state.left(trace, amount))));
                }
            });
        }
        part.own = found.drain(..).collect();
        part.facts = facts.drain(..).collect();
        part.traces = traces.drain(..).collect();
        seen.sheet = sheet;
    }

    fn with_table(&self, project: &Project, part: &Part, made: Made, look: impl FnOnce(&Table<'_>)) {
        let Some(key) = &part.key else { return };
        let all = project.indicators.all();
        let mut rows = Vec::with_capacity(part.rows.len());
        for (at, gist) in &part.rows {
            rows.extend(all.get(*at).and_then(Field::get).map(|row| TableRow { at: *at, row, gist }));
        }
        look(&Table {
            project,
            key,
            frame: &self.frame,
            origin: &self.origin,
            rows: &rows,
            row_names: &part.names,
            made,
        });
    }
}

/// Nothing in a project is of a wrong kind; that its rows are known is known.
fn is_sound(item: &Field<Project>, part: &Part) -> bool {
    let Field::Value(project) = item else { return item.is_absent() };
    let fields = Project::FIELDS.iter().enumerate().filter(|(_, name)| **name != "indicators");
    let rows = project.indicators.all();
    fields.filter_map(|(at, _)| project.slot(at)).all(Slot::is_sound)
        && !matches!(project.indicators, Field::Raw(_))
        && part.rows.len() == rows.len()
        && part.rows.iter().all(|(_, gist)| gist.is_sound)
}

fn find_in_head(document: &Document, origin: &Origin) -> Vec<Found> {
    let mut found = Vec::new();
    let head = Head { document, origin };
    for (rule, check) in &by_scope().head {
        check(&head, &mut Out::new(*rule, &mut found));
    }
    texts::of_head(document, &mut |text, spot, sort| {
        find_in_text(text, spot, sort, &mut found);
    });
    for (name, slot) in document.members() {
        // the list of projects is the business of its parts
        if (name == "projects" && slot.items().is_some()) || slot.is_sound() {
            continue;
        }
        for (rule, check) in &by_scope().slot {
            check(slot, Spot::ROOT.named(name), &mut Out::new(*rule, &mut found));
        }
    }
    found
}

fn find_in_table(table: &Table<'_>, found: &mut Vec<Found>) {
    for (rule, check) in &by_scope().table {
        check(table, &mut Out::new(*rule, found));
    }
    for row in table.rows {
        for (n, kept) in &row.gist.kept {
            if let Some((rule, row_in)) = by_scope().row_in.get(*n) {
                (row_in.check)(table, row, kept, &mut Out::new(*rule, found));
            }
        }
    }
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
