//! The journal: what is written down, when it is on the disk, what a broken session left behind, and
//! how it is taken back in.

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use jixiao::edit::{Desk, Edit};
use jixiao::model::{Document, Json, Place, Step, read};
use jixiao::store::journal::{Found, LATEST, Nests, Opening, Replay, Scribe, Standing, close, found, replay};
use jixiao::store::{self, Content, Memory};
use proptest::prelude::*;
use support::editor::{SAMPLE, open, reopen};
use support::spawn;

const TEXT: &str = r#"{"department":{"name":"甲"},"x":[1],"overall_goal":{"tasks":["一","二","一",3]},
    "projects":[{"id":"p-1","name":"a","goals":["甲","甲"],"indicators":[{"id":"i-1","y":1},{"id":"i-2"}]},{"id":"p-2"}]}"#;

fn at(place: &str) -> Place {
    place.parse().unwrap()
}

fn opening(content: &[u8]) -> Opening {
    Opening {
        base: Content::of(content).to_string(),
        path: "/srv/文件.json".into(),
        user: "张三".into(),
        host: "srv".into(),
        pid: 1,
        time: 1_700_000_000,
    }
}

fn nests(folder: &Path) -> Nests {
    Nests::at(&folder.join("文件.json"), &Memory::below(&folder.join("state")))
}

fn scribe(folder: &Path) -> Scribe {
    Scribe::new(nests(folder), opening(TEXT.as_bytes()), None)
}

/// A file of which no version is kept.
fn nowhere() -> &'static Path {
    Path::new("/nowhere/file.json")
}

/// A journal beside the file.
fn journal(folder: &Path) -> PathBuf {
    folder.join(".jixiao-文件.json.journal")
}

/// Any edit that fits the document, chosen by numbers.
fn some_edit(document: &Document, choice: (u8, usize, usize)) -> Option<Edit> {
    let lists =
        ["overall_goal/tasks", "projects", "projects/#p-1/goals", "projects/#p-1/indicators", "units"];
    let fields = ["projects/#p-1/name", "department/division_code", "x", "~3", "cover/title", "year"];
    let values = ["\"一\"", "\"甲\"", "{\"a\":\n [1,  2.50]}", "null", "7", "{\"id\":\"i-2\"}", "1e400"];
    let (kind, one, two) = choice;
    let list = at(lists[one % lists.len()]);
    let value = Json::parse(values[two % values.len()]).unwrap();
    let items = list.find(document).and_then(|slot| slot.items());
    let count = items.map_or(0, |items| items.count());
    let key = |n: usize| items.and_then(|items| items.key_of(n % count.max(1)));
    let item = |n| Some(list.step(Step::Item(key(n)?)));
    match kind % 6 {
        0 => Some(Edit::set(document, &at(fields[one % fields.len()]), Some(value))),
        1 => Some(Edit::insert(&list, key(two), value)),
        2 => Edit::remove(document, &item(two)?),
        3 => Edit::shift(document, &item(two)?, one as isize % 5 - 2),
        4 => Some(Edit::set(document, &at(fields[one % fields.len()]), None)),
        _ => Some(Edit::group(vec![Edit::group(vec![Edit::set(document, &item(two)?, Some(value))])])),
    }
}

/// A session of edits, undone and done again; gives the desk and the journal.
fn session(folder: &Path, choices: &[(u8, usize, usize)]) -> (Desk, Scribe) {
    let mut desk = Desk::new(Document::from_json(TEXT).unwrap());
    let mut scribe = scribe(folder);
    let now = Instant::now();
    for (n, choice) in choices.iter().enumerate() {
        match (choice.0 / 6) % 8 {
            0 => drop(desk.undo()),
            1 => drop(desk.redo()),
            _ => {
                if let Some(edit) = some_edit(desk.document(), *choice) {
                    let _ = desk.commit(format!("第 {n} 步"), &edit);
                }
            }
        }
        if n % 3 == 0 {
            scribe.typing(Some((at("year"), "20".repeat(n))), now);
        }
        desk.take_log().iter().for_each(|logged| scribe.edit(logged, n as u64, now));
        scribe.typing(None, now);
    }
    scribe.settle();
    (desk, scribe)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_journaled_replays_to_the_same_document(
        choices in prop::collection::vec((any::<u8>(), 0usize..40, 0usize..40), 1..40),
        field in "\\PC{0,20}",
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut scribe) = session(folder.path(), &choices);
        // and a field that was still open
        let place = at("department/name");
        scribe.typing(Some((place.clone(), "z".into())), Instant::now());
        scribe.settle();
        scribe.typing(Some((place.clone(), field.clone())), Instant::now());
        scribe.settle();
        let edit = Edit::typed(desk.document(), &place, &field);
        let open = desk.commit("输入", &edit).is_ok();

        let replayed = replay(&fs::read(journal(folder.path())).unwrap()).unwrap();
        let start = Document::from_json(TEXT).unwrap();
        let fit = replayed.fit(&start, Some(Content::of(TEXT.as_bytes())), nowhere());
        prop_assert!(fit.same && !replayed.torn);
        prop_assert_eq!(fit.misfits.len(), usize::from(!open));
        let mut again = Desk::new(start.clone());
        again.commit("恢复", &fit.edit).unwrap();
        prop_assert_eq!(again.document().to_json(), desk.document().to_json());
        prop_assert_eq!(fit.changes.is_empty(), again.document() == &start);
        again.undo().unwrap();
        prop_assert_eq!(again.document(), &start);
    }

    #[test]
    fn cut_or_altered_anywhere_it_replays_what_stands_before(
        choices in prop::collection::vec((any::<u8>(), 0usize..40, 0usize..40), 1..20),
        place in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (desk, scribe) = session(folder.path(), &choices);
        prop_assume!(scribe.path().is_some());
        drop(desk);
        let bytes = fs::read(journal(folder.path())).unwrap();
        let whole = replay(&bytes).unwrap();
        let is_prefix = |part: &Replay| whole.steps.starts_with(&part.steps);
        let at = place.index(bytes.len());
        let lines = bytes[..at].iter().filter(|byte| **byte == b'\n').count();
        if let Ok(part) = replay(&bytes[..at]) {
            prop_assert!(is_prefix(&part));
            prop_assert_eq!(part.torn, bytes[at - 1] != b'\n');
            prop_assert!(lines > part.steps.len());
        } else {
            prop_assert_eq!(lines, 0);
        }
        let mut altered = bytes.clone();
        altered[at] ^= 1 << bit;
        if let Ok(part) = replay(&altered) {
            prop_assert!(is_prefix(&part) && part.torn);
        } else {
            prop_assert_eq!(lines, 0);
        }
    }

    #[test]
    fn what_somebody_made_up_leaves_a_document_that_can_be_read(
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[\"{}\\[\\],:#/~0-9a-z一]{0,3}", 0usize..4), 1..6),
    ) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/journal");
        let text = fs::read_to_string(folder.join("v1.json")).unwrap();
        let lines = fs::read_to_string(folder.join("v1.journal")).unwrap();
        // without their sums, which are put right afterwards
        let bodies = lines.lines().map(|line| format!("{}}}", line.split(",\"sum\":").next().unwrap()));
        let mut bodies: Vec<char> = bodies.collect::<Vec<_>>().join("\n").chars().collect();
        for (at, new, gone) in changes {
            let at = at.index(bodies.len());
            let end = (at + gone).min(bodies.len());
            bodies.splice(at..end, new.chars());
        }
        let bodies: String = bodies.into_iter().collect();
        let Ok(replayed) = replay(close(&bodies).as_bytes()) else { return Ok(()) };
        let (document, _) = read(&text).unwrap();
        for content in [None, Some(Content::of(text.as_bytes()))] {
            let fit = replayed.fit(&document, content, nowhere());
            let mut desk = Desk::new(document.clone());
            desk.commit("", &fit.edit).unwrap();
            prop_assert_eq!(fit.changes.is_empty(), desk.document() == &document);
            let written = desk.document().to_json();
            // a record without an id gets one when it is read
            prop_assert!(read(&written).is_ok());
            prop_assert_eq!(Document::from_json(&written).unwrap().to_json(), written);
            desk.undo().unwrap();
            prop_assert_eq!(desk.document(), &document);
            fit.misfits.iter().for_each(|step| drop(step.told()));
        }
    }

    #[test]
    fn any_bytes_are_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(replay(&bytes).is_err());
    }
}

/// Every version of the records that was ever written, with its fixture.
const VERSIONS: [&str; 1] = ["v1"];

#[test]
fn a_journal_of_every_version_stays_readable() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/journal");
    for version in VERSIONS {
        let read = |ending: &str| fs::read(folder.join(format!("{version}.{ending}"))).unwrap();
        let (document, _) = store::understand(Path::new("x"), &read("json")).unwrap();
        let replayed = replay(&read("journal")).unwrap();
        assert!(!replayed.torn);
        let fit = replayed.fit(&document, Some(Content::of(&read("json"))), nowhere());
        assert!(fit.same && fit.misfits.is_empty(), "{:?}", fit.misfits);
        let mut desk = Desk::new(document);
        desk.commit("恢复", &fit.edit).unwrap();
        assert_eq!(desk.document().to_json(), String::from_utf8(read("after.json")).unwrap(), "{version}");
    }
}

/// What a journal holds of an open field.
#[test]
fn after_a_record_that_cannot_be_nothing_more_is_taken() {
    let edit = |place: &str| {
        let change = format!(r#"{{"set":{{"place":"{place}","new":"2022"}}}}"#);
        format!(r#"{{"v":1,"kind":"edit","name":"改","time":1,"changes":[{change}]}}"#)
    };
    let open = r#"{"v":1,"kind":"open","base":"1 1","path":"","user":"","host":"","pid":1,"time":1}"#;
    let typing = r#"{"v":1,"kind":"typing","place":"year","from":7,"to":9,"text":"2"}"#;
    for bad in [typing, open] {
        let bodies = [open, &edit("year"), bad, &edit("x")].join("\n");
        let replayed = replay(close(&bodies).as_bytes()).unwrap();
        assert!(replayed.torn && replayed.steps.len() == 1, "{replayed:?}");
    }
}

fn typed(folder: &Path) -> Option<String> {
    let bytes = fs::read(journal(folder)).ok()?;
    replay(&bytes).unwrap().typing.map(|(_, text)| text)
}

#[test]
fn what_is_typed_is_written_within_the_second_and_an_edit_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(LATEST < Duration::from_secs(1));
    let mut scribe = scribe(folder);
    let start = Instant::now();
    let typing = |text: &str| Some((at("department/name"), text.to_string()));
    assert_eq!(scribe.due(), None);
    scribe.typing(typing("保"), start);
    // further keys do not put it off
    let half = start + LATEST / 2;
    scribe.typing(typing("保障"), half);
    assert_eq!(scribe.due(), Some(start + LATEST));
    scribe.tick(half);
    assert_eq!(typed(folder), None);
    scribe.tick(start + LATEST);
    assert_eq!(typed(folder).as_deref(), Some("保障"));
    assert_eq!(scribe.due(), None);
    // later states are told by what differs
    let before = fs::metadata(journal(folder)).unwrap().len();
    let long = "保障".repeat(10_000);
    scribe.typing(typing(&long), half);
    scribe.settle();
    scribe.typing(typing(&format!("{long}人")), half);
    scribe.settle();
    assert_eq!(typed(folder), Some(format!("{long}人")));
    assert!(fs::metadata(journal(folder)).unwrap().len() < before + long.len() as u64 + 1000);
    // left as it was
    scribe.typing(None, half);
    scribe.settle();
    assert_eq!(typed(folder), None);
    // an edit needs no time, and closes the field
    let mut desk = Desk::new(Document::from_json(TEXT).unwrap());
    scribe.typing(typing("乙"), half);
    scribe.settle();
    let edit = Edit::typed(desk.document(), &at("department/name"), "乙丙");
    desk.commit("改名", &edit).unwrap();
    scribe.typing(None, half);
    scribe.edit(&desk.take_log()[0], 7, half);
    let replayed = replay(&fs::read(journal(folder)).unwrap()).unwrap();
    assert_eq!((replayed.steps.len(), replayed.typing, replayed.steps[0].time), (1, None, 7));
    scribe.discard();
    assert!(!journal(folder).exists());
    assert_eq!(scribe.standing(), &Standing::Kept);
}

#[test]
fn only_its_owner_can_read_it_and_a_planted_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let victim = folder.join("victim");
    fs::write(&victim, "x").unwrap();
    symlink(&victim, journal(folder)).unwrap();
    let (_, scribe) = session(folder, &[(12, 0, 1)]);
    let path = scribe.path().unwrap().to_path_buf();
    assert_eq!(path, folder.join(".jixiao-文件.json.journal2"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&victim).unwrap(), "x");
    // nor is it read through one; and one that is written to is not offered
    let is = |found: &Found| match found {
        Found::Left(_) => "left",
        Found::Busy(..) => "busy",
        Found::Unreadable(..) => "unreadable",
    };
    let listed = || found(&nests(folder)).iter().map(is).collect::<Vec<_>>();
    assert_eq!(listed(), ["unreadable", "busy"]);
    drop(scribe);
    assert_eq!(listed(), ["left", "unreadable"]);
    // two who ask at once: only one of them may take it
    let first = found(&nests(folder));
    assert_eq!(listed(), ["unreadable", "busy"]);
    drop(first);
}

#[test]
fn a_long_name_and_one_that_is_no_text_have_journals_of_their_own() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let long = "很".repeat(80);
    let names = [format!("{long}1"), format!("{long}2")];
    let odd = std::ffi::OsStr::from_bytes(b"\xff.json");
    let targets: Vec<PathBuf> =
        names.iter().map(|name| folder.path().join(name)).chain([folder.path().join(odd)]).collect();
    let memory = Memory::below(&folder.path().join("state"));
    let mut desk = Desk::new(Document::from_json(TEXT).unwrap());
    let edit = Edit::typed(desk.document(), &at("year"), "2021");
    desk.commit("x", &edit).unwrap();
    let log = desk.take_log();
    for target in &targets {
        let mut scribe = Scribe::new(Nests::at(target, &memory), opening(b""), None);
        scribe.edit(&log[0], 0, Instant::now());
        assert_eq!(scribe.standing(), &Standing::Kept);
    }
    for target in &targets {
        assert_eq!(Nests::at(target, &memory).journals().len(), 1, "{target:?}");
    }
}

// ---- taking it back in, by keys ----

/// An editor on the sample in which the first project was renamed, a row added, and a field is open.
fn broken() -> tempfile::TempDir {
    let mut editor = open(SAMPLE).keys("]]]]<down><enter>改<enter>");
    editor = editor.keys("<down><enter>没写完");
    assert!(editor.app().typing().is_some());
    assert!(editor.app().is_changed());
    editor.open.settle_journal().unwrap();
    editor.killed()
}

fn journals(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.contains("journal"));
    names.sort();
    names
}

const HIDDEN: &str = ".jixiao-文件.json.journal";

#[test]
fn what_was_not_saved_is_offered_and_taken_back_as_one_step() {
    let mut editor = reopen(broken(), false);
    let screen = editor.screen();
    for words in [
        "上次有修改没有保存",
        "有 2 处修改没有保存",
        "项目名称",
        "人事代理人员经费 → 人事代理人员经费改",
        "r 恢复",
        "k 不恢复，搁置",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    assert_eq!(editor.json(), SAMPLE);
    // nothing but an answer does anything
    editor = editor.keys("<enter><esc><down>x");
    assert_eq!(editor.screen(), screen);
    editor = editor.keys("r");
    assert!(editor.message().contains("已恢复 2 处修改"), "{}", editor.message());
    assert!(editor.json().contains("人事代理人员经费改") && editor.json().contains("没写完"));
    assert_eq!(editor.app().unsaved_steps(), Some(1));
    assert_eq!(journals(editor.folder()), [HIDDEN], "the new one stands in the place of the old");
    editor = editor.keys("<ctrl-z>");
    assert_eq!(editor.json(), SAMPLE);
    editor = editor.keys("<ctrl-y><ctrl-s>");
    assert!(editor.file().contains("没写完"));
    assert_eq!(journals(editor.folder()), [""; 0], "what is saved leaves no journal");
}

#[test]
fn killed_again_after_taking_it_back_nothing_is_gone() {
    let editor = reopen(broken(), false).keys("r");
    let after = editor.json();
    let editor = reopen(editor.killed(), false).keys("r");
    assert_eq!(editor.json(), after);
    // taken in and then left without saving, it is kept all the same
    let mut editor = editor;
    let words = editor.open.leave().unwrap();
    assert!(words.contains("搁置"), "{words}");
    assert_eq!(journals(editor.folder()), ["文件.json.搁置1.journal"]);
}

#[test]
fn all_of_it_can_be_read_first_and_then_set_aside() {
    let mut editor = reopen(broken(), false).size(80, 24).keys("l");
    let screen = editor.screen();
    assert!(screen.contains("人事代理人员经费改") && screen.contains("Enter 恢复"), "{screen}");
    editor = editor.keys("<down><esc>");
    assert!(editor.screen().contains("k 不恢复，搁置"), "{}", editor.screen());
    editor = editor.keys("k");
    assert!(editor.message().contains("已搁置"), "{}", editor.message());
    assert_eq!(journals(editor.folder()), ["文件.json.搁置1.journal"]);
    assert_eq!((editor.json(), editor.file()), (SAMPLE.to_string(), SAMPLE.to_string()));
    // it is not asked about again
    let editor = reopen(editor.killed(), false);
    assert!(editor.app().popup().is_none());
}

#[test]
fn quitting_at_the_question_leaves_everything_as_it_is() {
    let mut editor = reopen(broken(), false).keys("q");
    assert_eq!(editor.effects, [jixiao::app::Effect::Quit]);
    assert_eq!(editor.open.leave(), None);
    assert_eq!(journals(editor.folder()), [HIDDEN]);
    let editor = reopen(editor.killed(), false);
    assert!(editor.app().popup().is_some());
}

#[test]
fn a_reader_is_told_and_changes_nothing() {
    let editor = reopen(broken(), true);
    assert!(editor.message().contains("有 2 处未保存的修改"), "{}", editor.message());
    assert_eq!(journals(editor.folder()), [HIDDEN]);
    let editor = reopen(editor.killed(), false);
    assert!(editor.app().popup().is_some());
}

#[test]
fn to_another_file_only_what_fits_is_applied_and_the_rest_is_kept() {
    let folder = broken();
    // meanwhile somebody gave the project another name
    let theirs = SAMPLE.replacen("人事代理人员经费", "人事代理费", 1);
    fs::write(folder.path().join("文件.json"), &theirs).unwrap();
    let mut editor = reopen(folder, false);
    let screen = editor.screen();
    assert!(screen.contains("文件后来有过改动") && screen.contains("另有 1 步对不上"), "{screen}");
    editor = editor.keys("l");
    assert!(editor.screen().contains("对不上现在的内容"), "{}", editor.screen());
    editor = editor.keys("<enter>");
    assert!(editor.json().contains("人事代理费\"") && editor.json().contains("没写完"));
    assert!(editor.message().contains("搁置1.journal"), "{}", editor.message());
    // until it was safe in a new one, the old one stayed where it was
    assert_eq!(journals(editor.folder()), [".jixiao-文件.json.journal2", "文件.json.搁置1.journal"]);
}

#[test]
fn with_the_version_before_it_is_merged_where_nothing_conflicts() {
    // who came next put it aside, went on, and saved
    let next = |keys: &str| reopen(broken(), false).keys("k").keys(keys).killed();
    let folder = next("]]]]<down*2><enter>用于审批。<enter><ctrl-s>");
    let aside = folder.path().join("文件.json.搁置1.journal");
    fs::rename(&aside, journal(folder.path())).unwrap();
    let (_, out, _) = said(&recover(folder.path(), &[]));
    assert!(out.contains("没有冲突") && out.contains("人事代理人员经费 → 人事代理人员经费改"), "{out}");
    let editor = reopen(folder, false);
    let screen = editor.screen();
    assert!(screen.contains("没有冲突") && screen.contains("修改没有保存"), "{screen}");
    let editor = editor.keys("r");
    for words in ["人事代理人员经费改", "没写完", "用于审批。"] {
        assert!(editor.json().contains(words), "{words}\n{}", editor.json());
    }
    assert_eq!(journals(editor.folder()), [HIDDEN]);
    let folder = editor.keys("<ctrl-z>").killed();
    assert!(!fs::read_to_string(folder.path().join("文件.json")).unwrap().contains("人事代理人员经费改"));

    // they changed the same otherwise: nothing is merged blindly
    let folder = next("]]]]<down><enter>乙<enter><ctrl-s>");
    fs::rename(folder.path().join("文件.json.搁置1.journal"), journal(folder.path())).unwrap();
    let editor = reopen(folder, false);
    let screen = editor.screen();
    assert!(screen.contains("对得上") && screen.contains("另有 1 步对不上"), "{screen}");
    let editor = editor.keys("r");
    assert!(editor.json().contains("人事代理人员经费乙") && editor.json().contains("没写完"));
    assert_eq!(journals(editor.folder()).len(), 2);
}

#[test]
fn what_somebody_else_has_done_just_so_is_no_misfit() {
    let folder = broken();
    let theirs = SAMPLE.replacen("人事代理人员经费", "人事代理人员经费改", 1);
    fs::write(folder.path().join("文件.json"), &theirs).unwrap();
    let editor = reopen(folder, false);
    let screen = editor.screen();
    assert!(screen.contains("有 1 处修改没有保存") && !screen.contains("另有"), "{screen}");
}

#[test]
fn after_what_was_left_the_conflicts_of_the_file_are_asked_about() {
    let folder = broken();
    let path = folder.path().join("文件.json");
    let conflict = r#"  "conflicts": [{ "place": "year", "base": 2020, "ours": 2021, "theirs": 2022 }],
  "year": 2021"#;
    fs::write(&path, SAMPLE.replacen("  \"year\": 2021", conflict, 1)).unwrap();
    for answer in ["r", "k"] {
        let editor = reopen(folder_of_copy(&folder), false);
        assert!(editor.screen().contains("上次有修改没有保存"), "{}", editor.screen());
        let editor = editor.keys(answer);
        assert!(
            editor.screen().contains("对方的") && editor.screen().contains("2022"),
            "{}",
            editor.screen()
        );
    }
}

/// Another folder with the same files.
fn folder_of_copy(folder: &tempfile::TempDir) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

#[test]
fn undone_or_saved_or_discarded_there_is_nothing_to_offer() {
    let mut editor = open(SAMPLE).keys("]]]]<down><enter>改<enter><ctrl-z>");
    editor.open.settle_journal().unwrap();
    let mut editor = reopen(editor.killed(), false);
    assert!(editor.app().popup().is_none());
    assert_eq!(journals(editor.folder()), [""; 0]);
    // typed and left as it was
    editor = editor.keys("]]]]<down><enter>改<esc>");
    editor.open.leave();
    assert_eq!(journals(editor.folder()), [""; 0]);
    editor = editor.keys("<enter>改<enter><ctrl-q>n");
    assert_eq!(editor.open.leave(), None);
    assert_eq!(journals(editor.folder()), [""; 0]);
}

#[test]
fn when_others_changed_the_file_the_journal_begins_anew_from_there() {
    let mut editor = open(SAMPLE).keys("]]]]<down><enter>改<enter>");
    let old = fs::read(editor.open.settle_journal().unwrap()).unwrap();
    // as after others saved: the editor took theirs in, and goes on from their file
    let edit = Edit::set(editor.app().document(), &at("year"), Some(Json::parse("2022").unwrap()));
    editor.open.app.take_in("合并", &edit);
    editor.open.journal_from_here("合并", Some(edit));
    let path = editor.open.settle_journal().unwrap();
    let replayed = replay(&fs::read(&path).unwrap()).unwrap();
    let names: Vec<&str> = replayed.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["合并"]);
    assert_ne!(fs::read(&path).unwrap(), old);
    assert_eq!(journals(editor.folder()), [HIDDEN]);
    // what is done after that goes on in it
    editor = editor.keys("<down><enter>后<enter>");
    editor.open.settle_journal();
    assert_eq!(replay(&fs::read(&path).unwrap()).unwrap().steps.len(), 2);
    // and where the document is what the file holds there is none
    editor.open.journal_from_here("", None);
    assert_eq!(journals(editor.folder()), [""; 0]);
}

#[test]
fn a_broken_or_newer_journal_is_told_and_left_alone() {
    for (bytes, words) in [("xyz\n", "内容损坏"), (NEWER, "新版本")] {
        let editor = open(SAMPLE);
        fs::write(journal(editor.folder()), bytes).unwrap();
        let editor = reopen(editor.killed(), false);
        assert!(editor.message().contains(words), "{}", editor.message());
        assert_eq!(fs::read_to_string(journal(editor.folder())).unwrap(), bytes);
    }
}

/// `{"v":2` with a sum that is right.
const NEWER: &str = include_str!("fixtures/journal/newer.journal");

// ---- recover ----

fn recover(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.arg("recover").arg(folder.join("文件.json")).args(arguments);
    command.env("XDG_STATE_HOME", folder.join(".state"));
    let child = spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()));
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn recover_lists_applies_sets_aside_and_discards_only_when_sure() {
    let folder = broken();
    let folder = folder.path();
    let (code, out, _) = said(&recover(folder, &[]));
    assert_eq!(code, Some(0));
    assert!(out.contains("人事代理人员经费 → 人事代理人员经费改") && out.contains("--apply"), "{out}");
    let (_, out, _) = said(&recover(folder, &["--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[0]["state"], "left");
    assert_eq!(json[0]["changes"].as_array().unwrap().len(), 2);
    assert_eq!(json[0]["changes"][0]["after"], "人事代理人员经费改");

    // to another file: this one and the journal stay
    let out = folder.join("取回.json");
    let (code, _, told) = said(&recover(folder, &["--apply", "-o", out.to_str().unwrap()]));
    assert_eq!(code, Some(0), "{told}");
    let whole = fs::read_to_string(&out).unwrap();
    assert!(whole.contains("没写完"));
    assert_eq!(fs::read_to_string(folder.join("文件.json")).unwrap(), SAMPLE);
    // not a second time over it
    assert_eq!(said(&recover(folder, &["--apply", "-o", out.to_str().unwrap()])).0, Some(2));

    let (code, _, told) = said(&recover(folder, &["--discard"]));
    assert_eq!(code, Some(2));
    assert!(told.contains("--yes"), "{told}");
    assert_eq!(journals(folder), [HIDDEN]);
    assert_eq!(said(&recover(folder, &["--aside"])).0, Some(0));
    assert_eq!(journals(folder), ["文件.json.搁置1.journal"]);
    assert!(said(&recover(folder, &[])).1.contains("（已搁置）"));
    // in place: then it is all in the file, and gone
    let (code, _, told) = said(&recover(folder, &["--apply"]));
    assert_eq!((code, fs::read_to_string(folder.join("文件.json")).unwrap()), (Some(0), whole), "{told}");
    assert_eq!(journals(folder), [""; 0]);
    let (code, out, _) = said(&recover(folder, &[]));
    assert!(code == Some(0) && out.contains("没有留下"), "{out}");

    let again = broken();
    let (code, _, told) = said(&recover(again.path(), &["--discard", "--yes"]));
    assert_eq!((code, journals(again.path())), (Some(0), vec![]), "{told}");
}

#[test]
fn recover_says_what_does_not_fit_and_ends_with_1() {
    let folder = broken();
    let path = folder.path().join("文件.json");
    let theirs = SAMPLE.replacen("人事代理人员经费", "人事代理费", 1);
    fs::write(&path, &theirs).unwrap();
    let (code, _, told) = said(&recover(folder.path(), &["--apply"]));
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("1 步对不上"), "{told}");
    assert_eq!(journals(folder.path()), ["文件.json.搁置1.journal"]);
    assert!(fs::read_to_string(&path).unwrap().contains("没写完"));
    // the file is gone: what the journal says can still be read
    fs::remove_file(&path).unwrap();
    let (code, out, told) = said(&recover(folder.path(), &[]));
    assert!(
        code == Some(2) && told.contains("找不到文件") && out.contains("人事代理人员经费改"),
        "{out}{told}"
    );
}

#[test]
fn a_journal_in_use_is_left_alone() {
    let mut editor = open(SAMPLE).keys("]]]]<down><enter>改<enter>");
    editor.open.settle_journal().unwrap();
    for action in [&["--apply"] as &[&str], &["--aside"], &["--discard", "--yes"]] {
        let (code, _, told) = said(&recover(editor.folder(), action));
        assert!(code == Some(2) && told.contains("正在使用"), "{told}");
    }
    assert_eq!(journals(editor.folder()), [HIDDEN]);
}

#[test]
fn what_was_set_aside_is_not_written_under_the_hands_of_who_has_the_file_open() {
    let editor = reopen(broken(), false).keys("k");
    let (code, _, told) = said(&recover(editor.folder(), &["--apply"]));
    assert!(code == Some(2) && told.contains("正在编辑"), "{told}");
    assert_eq!(editor.file(), SAMPLE);
    assert_eq!(journals(editor.folder()), ["文件.json.搁置1.journal"]);
}
