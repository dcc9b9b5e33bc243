//! Whatever fails or ends at whatever moment, the file is whole and nothing is lost but what the last
//! second allows. A witness at the store's steps on the disk kills the process before each of them, or
//! has them fail, while a person types and saves.

mod support;

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};

use jixiao::app::event::{Event, Key};
use jixiao::cli::open::{Open, Rescued};
use jixiao::edit::{Desk, Edit};
use jixiao::model::Document;
use jixiao::store::Memory;
use jixiao::store::disk::{self, Step};
use rustix::io::Errno;
use rustix::process::{getpid, kill_process};
use support::editor::{Editor, open, parse, reopen};
use support::pty::{Pty, Signal, Start, ending};
use support::spawn;

/// What is typed, with a `|` wherever a second passes: every kind of edit, undoing, saving and saving
/// again, and in the end an open field. Several short sessions, as each is killed at each of its steps.
const SCRIPTS: [&str; 4] = [
    "]|<enter>保|障|到|位<enter>|<down>a任务|丙。<enter>|<up>K|d|<ctrl-z>|<ctrl-z>|<ctrl-y>|<ctrl-s>|\
        <enter>没|有|保|存|<enter>|<down><enter>还|开|着",
    "]]|<enter>一|<esc>|<enter>二|三<enter>|<down>D|<ctrl-s>|x|p|<ctrl-z>|<up><enter>再|写|<enter>|<ctrl-s>|\
        ]<enter>措|施|<enter>|d|<ctrl-z>|D|<ctrl-s>|<enter>最|后",
    "]]]]<down><enter>费|用<enter>|<down*3><enter>1|2<tab><enter>3|4<enter>|<ctrl-z*2>|<ctrl-y>|<ctrl-s>|\
        <up><enter>5|6|<enter>|<ctrl-s>|<up><enter>7",
    "]]]]Ga|新|指标<enter>|K|J|D|x|p|<ctrl-s>|<ctrl-z>|<ctrl-s>|<ctrl-y>|a|又|一|条<enter>|x|<ctrl-s>|p|\
        <ctrl-s>|[[[<enter>还|开|着",
];

const SMALL: &str = include_str!("fixtures/editor/small.json");

fn document() -> String {
    Document::from_json(SMALL).unwrap().to_json()
}

/// An editor that nobody sees.
struct Blind(Open);

impl Blind {
    fn open(folder: &Path) -> Blind {
        let memory = Memory::below(&folder.join(".state"));
        Blind(Open::with(&folder.join("文件.json"), false, memory).unwrap())
    }

    fn key(&mut self, key: Key) {
        self.0.app.event(Event::Key(key));
        self.0.note();
        for effect in self.0.app.take_effects() {
            self.0.carry_out(effect);
        }
    }

    /// The document as it is when what is typed is taken in.
    fn json(&self) -> String {
        let mut desk = Desk::new(self.0.app.document().clone());
        if let Some((place, text)) = self.0.app.typed() {
            let edit = Edit::typed(desk.document(), &place, &text);
            desk.commit("", &edit).unwrap();
        }
        desk.document().to_json()
    }
}

/// The document after each key, and the files that were saved.
struct Expected {
    states: Vec<String>,
    files: Vec<String>,
    /// How many keys each piece of the script has, added up.
    pieces: Vec<usize>,
}

fn expected(script: &str) -> Expected {
    let folder = folder();
    let mut editor = Blind::open(folder.path());
    let mut expected = Expected { states: vec![editor.json()], files: vec![document()], pieces: vec![] };
    for piece in script.split('|') {
        for key in parse(piece) {
            editor.key(key);
            expected.states.push(editor.json());
        }
        let file = fs::read_to_string(folder.path().join("文件.json")).unwrap();
        if expected.files.last() != Some(&file) {
            expected.files.push(file);
        }
        expected.pieces.push(expected.states.len() - 1);
    }
    expected
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("文件.json"), document()).unwrap();
    folder
}

const FOLDER: &str = "JIXIAO_TEST_FOLDER";
const AT: &str = "JIXIAO_TEST_AT";
const KIND: &str = "JIXIAO_TEST_KIND";

/// Before the step of that number on the disk `act` is done.
fn at_step(number: usize, act: impl Fn(Step, &Path) + Send + Sync + 'static) {
    let count = AtomicUsize::new(0);
    disk::witness(move |step, path| {
        // the lock is another matter: tests/store.rs
        if !is_lock(path) && count.fetch_add(1, Ordering::SeqCst) + 1 == number {
            act(step, path);
        }
        Ok(())
    });
}

fn is_lock(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "lock")
}

/// Ends the process now; of a line that was to be appended to a journal a part is written.
fn kill(step: Step, path: &Path) {
    let is_journal = path.extension().is_some_and(|ending| ending == "journal");
    if step == Step::Write && is_journal {
        let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(b"{\"v\":1,\"kind\":\"ed").unwrap();
    }
    kill_process(getpid(), Signal::KILL).unwrap();
}

fn number() -> usize {
    std::env::var(AT).unwrap().parse().unwrap()
}

/// Not a test: the session that is killed. It says after each piece of the script that it is safe.
#[test]
fn types_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    at_step(number(), kill);
    let mut editor = Blind::open(Path::new(&folder));
    let script: usize = std::env::var(KIND).unwrap().parse().unwrap();
    for piece in SCRIPTS[script].split('|') {
        parse(piece).into_iter().for_each(|key| editor.key(key));
        editor.0.settle_journal();
        println!("safe");
    }
    println!("done");
    // as abruptly as the others
    kill_process(getpid(), Signal::KILL).unwrap();
}

/// Runs the session, which is killed before the step of that number; gives how many pieces were safe,
/// and whether it came to its end.
fn killed_at(script: usize, step: usize, folder: &Path) -> (usize, bool) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "types_until_it_is_killed", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).env(AT, step.to_string()).env(KIND, script.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = spawn(&mut command);
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    (said.matches("safe\n").count(), said.contains("done\n"))
}

/// The file is whole, and reopening leads to one of the states from `safe` on; gives which.
#[track_caller]
fn nothing_is_lost(folder: tempfile::TempDir, expected: &Expected, safe: usize, what: &str) -> usize {
    let file = fs::read_to_string(folder.path().join("文件.json")).unwrap();
    assert!(expected.files.contains(&file), "{what}: the file is torn:\n{file}");
    let mut editor = reopen(folder, false);
    if editor.app().popup().is_some() {
        editor = editor.keys("r");
    }
    let json = editor.json();
    let state = (safe..expected.states.len()).rev().find(|at| expected.states[*at] == json);
    let Some(state) = state else {
        let older = expected.states.iter().rposition(|state| *state == json);
        panic!("{what}: {safe} keys were safe, but it is as after {older:?}:\n{json}");
    };
    // and what was taken in can be saved
    let editor = editor.keys("<ctrl-s>");
    assert!(editor.file() == json || !editor.app().is_changed(), "{what}");
    state
}

#[test]
fn killed_before_any_step_on_the_disk_the_file_is_whole_and_nothing_is_lost() {
    let kills: usize = std::thread::scope(|scope| {
        let killing = (0..SCRIPTS.len()).map(|script| scope.spawn(move || killed_everywhere(script)));
        killing.collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    println!("{kills} kills survived");
    assert!(kills > 200, "{kills} steps are too few to say anything");
}

/// Kills that session before each of its steps; gives how often.
fn killed_everywhere(script: usize) -> usize {
    let expected = expected(SCRIPTS[script]);
    assert!(expected.files.len() > 1, "it saves");
    for step in 1.. {
        let folder = folder();
        let (safe, done) = killed_at(script, step, folder.path());
        let keys = safe.checked_sub(1).map_or(0, |piece| expected.pieces[piece]);
        nothing_is_lost(folder, &expected, keys, &format!("session {script} killed before step {step}"));
        if done {
            return step;
        }
    }
    unreachable!()
}

// ---- the real program on a terminal ----

/// Not a test: the program itself, which is killed, or panics, before a step on the disk.
#[test]
fn program() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    match std::env::var(KIND).unwrap().as_str() {
        "kill" => at_step(number(), kill),
        "panic while saving" => disk::witness(|_, path| {
            assert!(!path.ends_with("文件.json"), "出错了");
            Ok(())
        }),
        "panic in the journal" => at_step(1, |_, _| panic!("出错了")),
        _ => {}
    }
    let file = PathBuf::from(folder).join("文件.json");
    let _ = jixiao::cli::run(["jixiao".into(), file.into_os_string()]);
    std::process::exit(7);
}

fn start(folder: &Path, kind: &str, step: usize) -> Start {
    let state = folder.join(".state");
    let start = Pty::test("program")
        .size(40, 120)
        .env("XDG_STATE_HOME", state)
        .env("JIXIAO_WIDTH", "narrow")
        // what is said last is to be seen
        .env("RUST_BACKTRACE", "0");
    start.env(FOLDER, folder).env(KIND, kind).env(AT, step.to_string())
}

/// Keys as a terminal sends them.
fn typed(script: &str) -> String {
    let named = [("<enter>", "\r"), ("<down>", "\x1b[B"), ("<ctrl-s>", "\x13")];
    named.iter().fold(script.to_string(), |script, (name, bytes)| script.replace(name, bytes))
}

const SESSION: &str =
    "]<enter>保障<enter><down><enter>甲<enter><ctrl-s><enter>乙<enter><enter>丙<enter><ctrl-s>";

fn session() -> Expected {
    let folder = folder();
    let mut editor = Blind::open(folder.path());
    let mut expected = Expected { states: vec![editor.json()], files: vec![document()], pieces: vec![] };
    for key in parse(SESSION) {
        editor.key(key);
        expected.states.push(editor.json());
        let file = fs::read_to_string(folder.path().join("文件.json")).unwrap();
        expected.files.push(file);
    }
    expected
}

#[test]
fn the_program_killed_on_its_terminal_leaves_a_whole_file() {
    let expected = session();
    let mut kills = 0;
    for step in (1..).step_by(2) {
        let folder = folder();
        let mut pty = start(folder.path(), "kill", step).start();
        pty.wait_for_text("审批局");
        pty.send(typed(SESSION));
        // the last save empties the header's mark; before that it may be gone
        let done = pty.ended_or(|screen| screen.contains("已保存 文件.json") && screen.contains("丙"));
        if done {
            pty.signal(Signal::KILL);
        }
        let status = pty.wait_exit();
        assert!(ending(status).contains("signal 9"), "{}", ending(status));
        nothing_is_lost(folder, &expected, 0, &format!("killed before step {step}"));
        kills += 1;
        if done {
            break;
        }
    }
    println!("{kills} kills of the program survived");
    assert!(kills > 8, "{kills}");
}

/// The program with an edit and an open field that were not saved.
fn unsaved(folder: &Path, kind: &str) -> Pty {
    let mut pty = start(folder, kind, 0).start();
    pty.wait_for_text("审批局");
    pty.send(typed("]<enter>保障<enter><down><enter>还开着"));
    pty.wait_for_text("还开着");
    pty
}

fn has_everything(folder: tempfile::TempDir) {
    assert_eq!(fs::read_to_string(folder.path().join("文件.json")).unwrap(), document());
    let mut editor = reopen(folder, false);
    assert!(editor.screen().contains("有 2 处修改没有保存"), "{}", editor.screen());
    editor = editor.keys("r");
    assert!(editor.json().contains("30%。保障") && editor.json().contains("还开着"), "{}", editor.json());
}

#[test]
fn a_signal_or_a_broken_line_takes_nothing_along() {
    for signal in [Some(Signal::HUP), Some(Signal::TERM), Some(Signal::INT), Some(Signal::QUIT), None] {
        let folder = folder();
        let mut pty = unsaved(folder.path(), "");
        match signal {
            Some(signal) => pty.signal(signal),
            None => pty.hang_up(),
        }
        assert_eq!(pty.wait_exit().code(), Some(7), "{signal:?}");
        if signal.is_some() {
            assert!(pty.text().contains("未保存的修改记在恢复日志"), "{}", pty.text());
        }
        has_everything(folder);
    }
}

#[test]
fn a_panic_takes_nothing_along() {
    let folder = folder();
    let mut pty = unsaved(folder.path(), "panic while saving");
    pty.send("\x13");
    assert_eq!(pty.wait_exit().code(), Some(7));
    assert!(pty.text().contains("出错了"), "{}", pty.text());
    has_everything(folder);
}

#[test]
fn a_journal_whose_thread_is_gone_is_not_relied_on() {
    let folder = folder();
    let mut pty = unsaved(folder.path(), "panic in the journal");
    pty.wait_for_text("恢复日志写不了");
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit().code(), Some(7));
    let copy = fs::read_to_string(folder.path().join("文件.副本1.json")).unwrap();
    assert!(copy.contains("30%。保障") && copy.contains("还开着"));
    assert_eq!(fs::read_to_string(folder.path().join("文件.json")).unwrap(), document());
}

/// The program, whose `$EDITOR` is a script of these lines; it is given the field of the goal.
fn edited_by(folder: &Path, lines: &str) -> Pty {
    let script = folder.join(".editor");
    fs::write(&script, lines).unwrap();
    let editor = format!("sh {}", script.display());
    let mut pty = start(folder, "", 0).env("VISUAL", editor).env("TMPDIR", folder).start();
    pty.wait_for_text("审批局");
    pty.send("]\x1bOS");
    pty
}

#[test]
fn what_an_editor_wrote_is_not_lost_however_it_ends() {
    // it fails: what it wrote lies there still
    let folder = folder();
    let mut pty = edited_by(folder.path(), "printf 写好的 > $1; exit 3");
    pty.wait_for_text("它存下的内容留在");
    let left = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
    let left = left.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let left: Vec<String> = left.map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(left, ["写好的"]);
    pty.signal(Signal::TERM);
    pty.wait_exit();
    // it writes in the encoding of the place: 保障
    let folder = self::folder();
    let pty = edited_by(folder.path(), r"printf '\261\243\325\317' > $1");
    pty.wait_for_text("保障");
    pty.wait_for_text("未保存 1 处");
}

#[test]
fn a_line_that_breaks_while_an_editor_runs_takes_nothing_along() {
    let folder = folder();
    let gate = folder.path().join(".gate");
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, &gate, fifo, 0o600.into(), 0).unwrap();
    let lines = format!("trap '' HUP; echo here; read x < {}; printf 写好的 > $1", gate.display());
    let mut pty = edited_by(folder.path(), &lines);
    pty.wait_for_text("here");
    pty.hang_up();
    fs::write(&gate, "\n").unwrap();
    assert_eq!(pty.wait_exit().code(), Some(7));
    let editor = reopen(folder, false).keys("r");
    assert!(editor.json().contains("写好的"), "{}", editor.screen());
}

// ---- steps that fail ----

/// What fails in which folder.
static FAULTS: Mutex<Option<HashMap<PathBuf, Fault>>> = Mutex::new(None);

#[derive(Clone, Copy)]
struct Fault {
    step: Step,
    errno: Errno,
    /// Only what concerns the journal, or the save of the document.
    journal: bool,
    /// In the state folder as well.
    everywhere: bool,
}

fn faults(folder: &Path, fault: Option<Fault>) {
    static WITNESS: Once = Once::new();
    WITNESS.call_once(|| disk::witness(fails));
    let mut faults = FAULTS.lock().unwrap();
    let faults = faults.get_or_insert_default();
    match fault {
        Some(fault) => faults.insert(folder.to_path_buf(), fault),
        None => faults.remove(folder),
    };
}

fn fails(step: Step, path: &Path) -> io::Result<()> {
    let faults = FAULTS.lock().unwrap();
    let Some(faults) = &*faults else { return Ok(()) };
    let found = path.ancestors().find_map(|folder| faults.get(folder).map(|fault| (folder, fault)));
    let Some((folder, fault)) = found else { return Ok(()) };
    let in_state = path.starts_with(folder.join(".state"));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let of_journal = in_state || name.starts_with(".jixiao-");
    let concerned = fault.journal == of_journal;
    if fault.step == step && concerned && (fault.everywhere || !in_state) {
        return Err(fault.errno.into());
    }
    Ok(())
}

const ERRNOS: [Errno; 4] = [Errno::NOSPC, Errno::IO, Errno::ACCESS, Errno::ROFS];
const STEPS: [Step; 4] = [Step::Create, Step::Write, Step::Sync, Step::Rename];

fn each_fault() -> impl Iterator<Item = (Step, Errno)> {
    STEPS.into_iter().flat_map(|step| ERRNOS.into_iter().map(move |errno| (step, errno)))
}

fn typing() -> Editor {
    open(&document()).keys("]")
}

#[test]
fn where_the_journal_cannot_be_beside_the_file_it_is_elsewhere_and_that_is_said() {
    let mut count = 0;
    for (step, errno) in each_fault() {
        // from the start, or once there is a journal already
        for early in [true, false] {
            let mut editor = typing();
            let fault = Fault { step, errno, journal: true, everywhere: false };
            if early {
                faults(editor.folder(), Some(fault));
            }
            editor = editor.keys("<enter>保<enter>").settled();
            let mut told = editor.message().contains("改写到");
            faults(editor.folder(), Some(fault));
            editor = editor.keys("<down><enter>障<enter>").settled();
            told |= editor.message().contains("改写到");
            let what = format!("{step:?} {errno:?} {early}");
            assert!(!editor.screen().contains("恢复日志写不了"), "{what}\n{}", editor.screen());
            // a file that is there needs no new name
            assert_eq!(told, early || matches!(step, Step::Write | Step::Sync), "{what}");
            faults(editor.folder(), None);
            let json = editor.json();
            let editor = reopen(editor.killed(), false).keys("r");
            assert_eq!(editor.json(), json, "{what}");
            count += 1;
        }
    }
    println!("{count} faults beside the file: nothing lost");
}

#[test]
fn where_there_can_be_no_journal_the_header_says_so_until_there_is() {
    let mut count = 0;
    for (step, errno) in each_fault() {
        let mut editor = typing();
        faults(editor.folder(), Some(Fault { step, errno, journal: true, everywhere: true }));
        editor = editor.keys("<enter>保<enter>").settled();
        let what = format!("{step:?} {errno:?}");
        let screen = editor.screen();
        assert!(screen.lines().next().unwrap().contains("恢复日志写不了"), "{what}\n{screen}");
        assert!(editor.message().contains("请尽快保存"), "{}", editor.message());
        // it stays there for the next keys, on a narrow screen too
        editor = editor.keys("<down>").size(60, 20);
        assert!(editor.screen().lines().next().unwrap().contains("恢复日志写不了"));
        // when the program must end now, there is a copy
        let Some(Ok(Rescued::Copy(path))) = editor.open.rescue() else { panic!("{what}: no copy") };
        assert_eq!(fs::read_to_string(&path).unwrap(), editor.json());
        // the disk takes files again: all of it is written down
        faults(editor.folder(), None);
        editor = editor.keys("<enter>障<enter>").settled();
        assert!(!editor.screen().contains("恢复日志写不了"), "{what}\n{}", editor.screen());
        let json = editor.json();
        let editor = reopen(editor.killed(), false).keys("r");
        assert_eq!(editor.json(), json, "{what}");
        count += 1;
    }
    println!("{count} faults everywhere: told, and mended");
}

#[test]
fn a_save_that_fails_leaves_the_file_the_document_and_the_journal() {
    let mut count = 0;
    for (step, errno) in each_fault() {
        let mut editor = typing().keys("<enter>保<enter>");
        let fault = Fault { step, errno, journal: false, everywhere: false };
        faults(editor.folder(), Some(fault));
        editor = editor.settled().keys("<ctrl-s>");
        let what = format!("{step:?} {errno:?}");
        assert!(editor.screen().contains("没有保存成功"), "{what}\n{}", editor.screen());
        assert_eq!(editor.file(), document(), "{what}");
        assert!(editor.app().is_changed());
        let json = editor.json();
        faults(editor.folder(), None);
        // killed now, it is offered; and the save can be tried again
        let folder = editor.killed();
        let editor = reopen(folder, false).keys("r<ctrl-s>");
        assert_eq!((editor.json(), editor.file()), (json.clone(), json), "{what}");
        let left = fs::read_dir(editor.folder()).unwrap().count();
        // the file, the version before, the lock, the state of the program
        assert!(left <= 4, "{what}: something was left behind");
        count += 1;
    }
    println!("{count} faults while saving: nothing lost");
}

#[test]
fn a_journal_that_cannot_be_removed_after_the_save_is_not_offered() {
    let editor = typing().keys("<enter>保<enter>");
    let fault = Fault { step: Step::Remove, errno: Errno::IO, journal: true, everywhere: true };
    faults(editor.folder(), Some(fault));
    let editor = editor.settled().keys("<ctrl-s>");
    let file = editor.file();
    assert!(file.contains("保"));
    faults(editor.folder(), None);
    let names = |editor: &Editor| {
        let entries = fs::read_dir(editor.folder()).unwrap().map(|entry| entry.unwrap().file_name());
        entries.filter(|name| name.to_string_lossy().contains("journal")).count()
    };
    assert_eq!(names(&editor), 1);
    let editor = reopen(editor.killed(), false);
    assert!(editor.app().popup().is_none(), "{}", editor.screen());
    assert_eq!((editor.json(), names(&editor)), (file, 0));
}
