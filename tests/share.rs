//! Several people at one file: who may write, who looks on, what happens to what both changed, and
//! what stays beside the file when it is saved.

mod support;

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jixiao::app::Effect;
use jixiao::cli::open::Open;
use jixiao::store::lock::{Holder, Lock, NoLock};
use jixiao::store::watch::{News, Watch, Watched};
use jixiao::store::{self, Source};
use support::editor::{Editor, SAMPLE, at, look, open};
use support::fault::with_fault;
use support::pty::{Pty, Signal};
use support::spawn;

const DOCUMENT: &str = include_str!("fixtures/editor/small.json");
const NAME: &str = "projects/#p-1/name";
const PURPOSE: &str = "projects/#p-1/purpose";
/// From the overview to the name of the first project.
const TO_NAME: &str = "<]*4><down>";

/// Somebody else writes to the file, with whatever program.
fn outside(editor: &Editor, from: &str, to: &str) {
    let text = editor.file();
    assert!(text.contains(from), "{text}");
    fs::write(editor.path(), text.replace(from, to)).unwrap();
}

fn lock_of(path: &Path) -> PathBuf {
    path.with_file_name(format!(".jixiao-{}.lock", path.file_name().unwrap().to_string_lossy()))
}

/// What stands in the folder of an editor, by name; the lock file is hidden.
fn names(editor: &Editor) -> Vec<String> {
    let entries = fs::read_dir(editor.folder()).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn file(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, DOCUMENT).unwrap();
    (folder, path)
}

// ---- who may write ----

#[test]
fn the_second_is_told_who_has_it_looks_and_sees_what_the_first_saves() {
    let (_folder, path) = file("文件.json");
    let mut first = at(&path, false);
    first.open.introduce("王芳");
    let second = at(&path, false);
    for words in ["文件正由别人编辑", "王芳", "打开着这个文件", "l 只看", "w 等候", "c 编辑副本"]
    {
        assert!(second.screen().contains(words), "{words}\n{}", second.screen());
    }
    let second = second.keys("l").keys(TO_NAME).keys("<enter>新名<enter>aDd<ctrl-z><ctrl-s>");
    assert_eq!(second.json(), DOCUMENT);
    assert!(second.message().contains("王芳正在编辑"), "{}", second.message());
    let place = second.place();

    let first = first.keys(TO_NAME).keys("改名<enter><ctrl-s>");
    assert!(first.file().contains("改名"));
    let second = second.looked();
    assert_eq!(second.message(), "文件已由他人更新，已载入");
    assert_eq!(second.value(NAME), "改名");
    assert_eq!(second.place(), place);
    assert!(second.screen().contains("只读"));
    drop(first);
    let second = second.looked();
    assert!(second.message().contains("已关闭文件"), "{}", second.message());
    assert!(second.screen().contains("只读"), "one who only looks is not made to write");
    assert_eq!(names(&second), ["文件.json", "文件.json.bak"], "no lock is left");
    let second = second.keys("?谁在编辑<enter>");
    assert!(second.screen().contains("文件现在没有人编辑"), "{}", second.screen());
    let second = second.keys("e再改<enter><ctrl-s>");
    assert!(second.file().contains("再改"), "{}", second.screen());
    let second = second.keys("?谁在编辑<enter>");
    assert_eq!(second.message(), "没有别人在编辑这个文件");
}

#[test]
fn one_who_waits_writes_as_soon_as_it_is_free_and_with_what_was_saved_last() {
    let (_folder, path) = file("文件.json");
    let first = at(&path, false);
    let second = at(&path, false).keys("w").keys(TO_NAME).looked();
    let header = |editor: &Editor| editor.screen().lines().next().unwrap_or_default().to_string();
    assert!(header(&second).contains("等候编辑"), "{}", second.screen());
    let second = second.keys("?谁在编辑<enter>l");
    assert!(header(&second).contains("只读"), "{}", second.screen());
    let second = second.keys("?谁在编辑<enter>w");
    // two saves and the end between two looks
    let first = first.keys(TO_NAME).keys("一<enter><ctrl-s><up>二<enter><ctrl-s>");
    let (saved, place) = (first.file(), second.place());
    drop(first);
    let second = second.looked();
    assert!(second.message().contains("现在可以编辑了"), "{}", second.message());
    assert_eq!(second.json(), saved);
    assert_eq!(second.place(), place);
    assert!(second.open.has_lock());
    let second = second.keys("三<enter><ctrl-s>");
    assert!(second.message().starts_with("已保存"), "{}", second.message());
    let third = at(&path, false);
    assert!(third.screen().contains("文件正由别人编辑"));
}

#[test]
fn a_command_does_not_write_to_a_file_that_somebody_has_open() {
    let mut first = open(SAMPLE);
    first.open.introduce("王芳");
    let folder = first.folder().to_path_buf();
    let name = "文件.json";
    fs::write(folder.join("别.json"), SAMPLE.replacen("人事代理人员经费", "人事代理费", 1)).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.current_dir(&folder).env("XDG_STATE_HOME", folder.join(".state"));
        let child = spawn(command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()));
        child.wait_with_output().unwrap()
    };
    assert_eq!(run(&["export", "别.json", "-o", "源.md"]).status.code(), Some(0));
    for arguments in [
        &["merge", name, name, "别.json", "-o", name] as &[&str],
        &["merge", "别.json", "别.json", "别.json", "-o", name],
        &["import", "源.md", "--force", "-o", name],
        &["import", "源.md", "--onto", name, "--force", "-o", name],
        &["check", "--fix", name],
    ] {
        let output = run(arguments);
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(told.contains("王芳正在编辑"), "{arguments:?} {told}");
        assert_eq!((output.status.code(), first.file()), (Some(2), SAMPLE.to_string()), "{arguments:?}");
    }
    assert!(!names(&first).contains(&"文件.json.bak".to_string()));
    // once it is closed they write
    let (path, _folder) = (first.path(), first.killed());
    assert_eq!(run(&["merge", name, name, "别.json", "-o", name]).status.code(), Some(0));
    assert!(fs::read_to_string(path).unwrap().contains("人事代理费"));
}

#[test]
fn of_several_who_wait_one_gets_it_and_the_others_go_on_waiting() {
    let (_folder, path) = file("文件.json");
    let first = at(&path, false);
    let second = at(&path, false).keys("w");
    let third = at(&path, false).keys("w");
    drop(first);
    let second = second.looked();
    let third = third.looked();
    assert!(second.open.has_lock() && !third.open.has_lock());
    drop(second);
    assert!(third.looked().open.has_lock());
}

#[test]
fn a_copy_is_edited_where_the_file_itself_is_taken() {
    let (_folder, path) = file("文件.json");
    let _first = at(&path, false);
    let second = at(&path, false).keys("c");
    assert_eq!(second.app().file_name, "文件.副本1.json");
    assert!(second.open.has_lock());
    let second = second.keys(TO_NAME).keys("副本里的<enter><ctrl-s>");
    assert_eq!(second.file(), DOCUMENT);
    let copy = path.with_file_name("文件.副本1.json");
    assert!(fs::read_to_string(&copy).unwrap().contains("副本里的"));
    assert!(lock_of(&copy).exists());
}

#[test]
fn files_whose_long_names_begin_alike_have_locks_of_their_own() {
    let long = "长".repeat(70);
    let (folder, path) = file(&format!("{long}一.json"));
    let other = folder.path().join(format!("{long}二.json"));
    fs::write(&other, DOCUMENT).unwrap();
    let (one, two) = (at(&path, false), at(&other, false));
    assert!(one.open.has_lock() && two.open.has_lock(), "{}", two.screen());
}

#[test]
fn a_reader_takes_no_lock_and_needs_none() {
    let (_folder, path) = file("文件.json");
    let reader = at(&path, true);
    assert!(!lock_of(&path).exists());
    let writer = at(&path, false);
    assert!(writer.open.has_lock());
    let writer = writer.keys(TO_NAME).keys("改名<enter><ctrl-s>");
    let reader = reader.keys(TO_NAME).looked();
    assert_eq!(reader.value(NAME), "改名");
    let reader = reader.keys("S");
    assert!(reader.message().contains("只读"), "{}", reader.message());
    let reader = reader.keys("<up>");
    drop(writer);
    assert_eq!(reader.looked().message(), "", "a reader does not care who writes");
}

#[test]
fn the_lock_is_seen_by_who_may_see_the_document_and_goes_with_its_holder() {
    let (_folder, path) = file("文件.json");
    for (mode, expected) in [(0o640, 0o640), (0o600, 0o600), (0o664, 0o664), (0o444, 0o644)] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let lock = Lock::take(&path, &Holder::here("甲")).unwrap();
        assert_eq!(fs::metadata(lock_of(&path)).unwrap().permissions().mode() & 0o7777, expected);
        drop(lock);
        assert!(!lock_of(&path).exists());
    }
    let mut lock = Lock::take(&path, &Holder::here("一个很长很长的名字")).unwrap();
    let told = || store::lock::holder(&path).unwrap();
    assert_eq!(told().unwrap().name, "一个很长很长的名字");
    lock.introduce("甲").unwrap();
    let holder = told().unwrap();
    assert_eq!((holder.name.as_str(), holder.pid), ("甲", std::process::id() as i32));
    assert!(!holder.is_gone());
    assert!(matches!(Lock::take_from_gone(&path, &Holder::here("")), Err(NoLock::Held(_))));
    drop(lock);
    assert_eq!(told(), None);
}

/// A lock of a program that is gone, which the system does not let go: as file servers do.
#[test]
fn a_lock_that_a_dead_program_seems_to_hold_can_be_taken_over() {
    let (_folder, path) = file("文件.json");
    let mut child = std::process::Command::new("true").spawn().unwrap();
    let pid = child.id() as i32;
    child.wait().unwrap();
    let gone = Holder { pid, name: "张三".into(), ..Holder::here("") };
    let _forgotten = Lock::take(&path, &gone).unwrap();
    let second = at(&path, false);
    assert!(second.screen().contains("似乎已经不在运行"), "{}", second.screen());
    let second = second.keys("t");
    assert!(second.open.has_lock(), "{}", second.screen());
    assert_eq!(second.message(), "现在由您编辑");
}

#[test]
fn what_a_killed_program_left_is_noticed() {
    let (_folder, path) = file("文件.json");
    let mut pty = Pty::jixiao([&path]).size(24, 80).start();
    pty.wait_for_text("部门名称");
    assert!(matches!(Lock::take(&path, &Holder::here("")), Err(NoLock::Held(_))));
    let waiting = at(&path, false);
    assert!(waiting.screen().contains("张三"), "{}", waiting.screen());
    let waiting = waiting.keys("w").looked();
    assert!(!waiting.open.has_lock());
    pty.signal(Signal::KILL);
    pty.wait_exit();
    assert!(lock_of(&path).exists(), "nobody could take it away");
    assert!(waiting.looked().open.has_lock());
}

#[test]
fn what_the_one_before_could_not_save_is_offered_to_the_one_who_waited() {
    let (_folder, path) = file("文件.json");
    let mut pty = Pty::jixiao([&path]).size(24, 80).start();
    pty.wait_for_text("部门名称");
    let waiting = at(&path, false).keys("w").looked();
    pty.send(format!("]]]]{DOWN}\r被打断的\r"));
    pty.wait_for_text("未保存");
    pty.signal(Signal::TERM);
    pty.wait_exit();
    let waiting = waiting.looked();
    assert!(waiting.open.has_lock());
    assert!(waiting.screen().contains("上次有修改没有保存"), "{}", waiting.screen());
    assert!(waiting.screen().contains("张三"), "{}", waiting.screen());
    assert_eq!(waiting.keys("r").value(NAME), "刻章费被打断的");
}

// ---- what others plant ----

#[test]
fn what_stands_in_a_lock_file_is_harmless() {
    let (_folder, path) = file("文件.json");
    let evil = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200b}".repeat(50);
    let told = serde_json::json!({ "name": evil, "user": evil, "host": evil, "from": evil, "pid": -1,
        "since": u64::MAX });
    let contents: [Vec<u8>; 8] = [
        told.to_string().into_bytes(),
        b"{\"name\": 7}".to_vec(),
        b"[".to_vec(),
        Vec::new(),
        vec![b'x'; 3 << 20],
        vec![0xff; 100],
        format!("{{\"name\": \"{}\"}}", "长".repeat(2 << 20)).into_bytes(),
        b"{\"pid\": 0, \"since\": 1}".to_vec(),
    ];
    for content in contents {
        fs::write(lock_of(&path), &content).unwrap();
        // held, by whoever wrote that
        let held = File::open(lock_of(&path)).unwrap();
        held.lock().unwrap();
        let second = at(&path, false);
        let screen = second.screen();
        assert!(screen.contains("打开着这个文件"), "{screen}");
        let unsafe_one = |c: char| c != '\n' && jixiao::text::clean::is_unsafe(c);
        assert_eq!(screen.chars().find(|c| unsafe_one(*c)), None, "{screen}");
        let second = second.keys("l<enter>");
        assert_eq!(second.screen().chars().find(|c| unsafe_one(*c)), None);
        drop(second);
        assert_eq!(fs::read(lock_of(&path)).unwrap(), content, "what somebody holds is not touched");
        // held by nobody, whatever a process that is being started by another test still has open
        held.unlock().unwrap();
        assert!(at(&path, false).open.has_lock());
        assert!(!lock_of(&path).exists());
    }
}

#[test]
fn a_link_or_a_pipe_in_the_place_of_the_lock_is_not_followed() {
    let (folder, path) = file("文件.json");
    let victim = folder.path().join("别人的文件");
    fs::write(&victim, "不能动").unwrap();
    let plant: [&dyn Fn(); 4] = [
        &|| symlink(&victim, lock_of(&path)).unwrap(),
        &|| symlink(folder.path().join("没有"), lock_of(&path)).unwrap(),
        &|| {
            let pipe = rustix::fs::FileType::Fifo;
            rustix::fs::mknodat(rustix::fs::CWD, lock_of(&path), pipe, 0o600.into(), 0).unwrap();
        },
        &|| fs::create_dir(lock_of(&path)).unwrap(),
    ];
    for plant in plant {
        plant();
        let editor = at(&path, false);
        assert!(editor.message().contains("不能加锁"), "{}", editor.message());
        let editor = editor.keys(TO_NAME).keys("改名<enter><ctrl-s>");
        assert!(editor.file().contains("改名"));
        drop(editor);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "不能动");
        assert!(!folder.path().join("没有").exists());
        let _ = fs::remove_file(lock_of(&path)).or_else(|_| fs::remove_dir(lock_of(&path)));
        fs::write(&path, DOCUMENT).unwrap();
    }
    // a second name of another file is no better: it is taken away, not written to
    fs::hard_link(&victim, lock_of(&path)).unwrap();
    assert!(at(&path, false).open.has_lock());
    assert_eq!(fs::read_to_string(&victim).unwrap(), "不能动");
}

// ---- changes from outside ----

#[test]
fn a_look_tells_a_change_once_it_has_come_to_rest() {
    let (_folder, path) = file("文件.json");
    let source = store::load(&path).unwrap().source;
    let mut watch = Watch::new(Watched { source, lock: false });
    assert_eq!([watch.look(), watch.look()], [vec![], vec![]]);
    fs::write(&path, "half").unwrap();
    assert_eq!(watch.look(), [], "somebody may still be writing");
    fs::write(&path, "half and more").unwrap();
    assert_eq!(watch.look(), []);
    assert_eq!(watch.look(), [News::File]);
    assert_eq!([watch.look(), watch.look()], [vec![], vec![]], "it is told once");
    fs::remove_file(&path).unwrap();
    assert_eq!([watch.look(), watch.look(), watch.look()], [vec![], vec![News::File], vec![]]);
    fs::write(&path, "half and more").unwrap();
    assert_eq!([watch.look(), watch.look(), watch.look()], [vec![], vec![News::File], vec![]]);
    // another time, the same content
    File::options().write(true).open(&path).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!([watch.look(), watch.look(), watch.look()], [vec![], vec![], vec![]]);
}

#[test]
fn what_others_wrote_is_loaded_where_nothing_was_changed_here() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("<down*3>");
    let place = editor.place();
    outside(&editor, "刻章费", "刻制印章费");
    let editor = editor.looked();
    assert_eq!(editor.message(), "文件已由他人更新，已载入");
    assert_eq!(editor.value(NAME), "刻制印章费");
    assert_eq!(editor.place(), place, "nobody is carried away from where they look");
    assert!(!editor.app().is_changed());
    let loaded = editor.file();
    // it is a step like any other
    let editor = editor.keys("<ctrl-z>");
    assert_eq!(editor.value(NAME), "刻章费");
    assert!(editor.app().is_changed());
    let editor = editor.keys("<ctrl-y>");
    assert!(!editor.app().is_changed());
    assert_eq!(editor.json(), loaded);
    let editor = editor.keys("改<enter><ctrl-s>");
    assert!(editor.message().starts_with("已保存"), "{}", editor.message());
    assert!(!editor.app().is_changed());
}

#[test]
fn what_edits_do_not_lead_to_exactly_is_loaded_anew() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改<enter><ctrl-s>");
    // the fields in another order: no edit says that
    let moved = "\"year\": 2021,\n  \"edition\": \"cn-2015\"";
    outside(&editor, moved, "\"edition\": \"cn-2015\",\n  \"year\": 2021");
    let editor = editor.looked();
    assert_eq!(editor.json(), editor.file());
    assert!(!editor.app().is_changed());
    let editor = editor.keys("<ctrl-z>");
    assert_eq!(editor.message(), "没有可以撤销的修改");
}

#[test]
fn what_comes_while_somebody_types_waits_until_they_are_done() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("<enter>");
    outside(&editor, "为新开办企业免费刻章。", "为企业刻章。");
    let editor = editor.looked().keys("甲");
    assert_eq!(editor.app().typing().unwrap().text(), "刻章费甲");
    assert_eq!(editor.value(PURPOSE), "为新开办企业免费刻章。");
    let editor = editor.keys("<enter>");
    assert_eq!(editor.value(PURPOSE), "为企业刻章。");
    assert_eq!(editor.value(NAME), "刻章费甲");
    assert_eq!(editor.message(), "文件已由他人更新：对方的 1 处修改已并入，可以撤销");
}

#[test]
fn what_both_changed_at_different_places_is_brought_together_as_one_step() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("我的<enter>");
    let place = editor.place();
    outside(&editor, "为新开办企业免费刻章。", "为企业刻章。");
    let editor = editor.looked();
    assert!(editor.message().contains("对方的 1 处修改已并入"), "{}", editor.message());
    assert_eq!((editor.value(NAME), editor.value(PURPOSE)), ("我的".into(), "为企业刻章。".into()));
    assert_eq!(editor.place(), place);
    let editor = editor.keys("<ctrl-z>");
    assert_eq!((editor.value(NAME), editor.value(PURPOSE)), ("我的".into(), "为新开办企业免费刻章。".into()));
    let editor = editor.keys("<ctrl-y><ctrl-s>");
    assert!(editor.message().starts_with("已保存"), "{}", editor.message());
    assert!(editor.file().contains("我的") && editor.file().contains("为企业刻章。"));
    // what they write next is compared with that
    outside(&editor, "为企业刻章。", "刻章。");
    assert_eq!(editor.looked().value(PURPOSE), "刻章。");
}

#[test]
fn a_save_brings_in_what_others_wrote_a_moment_before_and_does_not_leave_with_it() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("我的<enter>");
    outside(&editor, "为新开办企业免费刻章。", "为企业刻章。");
    let theirs = editor.file();
    let editor = editor.keys("<ctrl-q>s");
    assert_eq!(editor.effects, [], "what came in is to be seen first");
    assert_eq!(editor.message(), "已保存。对方的 1 处修改已并入，可以撤销");
    assert!(editor.file().contains("我的") && editor.file().contains("为企业刻章。"));
    assert!(!editor.app().is_changed());
    let kept = fs::read_to_string(editor.path().with_file_name("文件.json.bak")).unwrap();
    assert_eq!(kept, theirs);
    assert_eq!(editor.keys("<ctrl-q>").effects, [Effect::Quit]);
}

#[test]
fn what_both_changed_at_one_place_is_chosen_before_it_is_saved() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("我的<enter>");
    outside(&editor, "刻章费", "对方改的");
    let theirs = editor.file();
    let editor = editor.keys("<ctrl-s>");
    let screen = editor.screen();
    assert!(["原来", "我的", "对方"].iter().all(|word| screen.contains(word)), "{screen}");
    assert_eq!(editor.file(), theirs, "nothing is written while something is to be chosen");
    let editor = editor.keys("3<ctrl-s>");
    assert_eq!(editor.value(NAME), "对方改的", "{}", editor.screen());
    assert!(!editor.app().is_changed(), "{}", editor.screen());
}

#[test]
fn what_cannot_be_brought_in_is_told_and_nothing_is_lost() {
    for (content, words) in [
        ("{\"format\": \"jixiao/9\"}", "jixiao/9"),
        ("{ broken", "读不出来"),
        ("{\"year\": 1, \"year\": 2}", "year"),
    ] {
        let editor = open(DOCUMENT).keys(TO_NAME).keys("我的<enter>");
        fs::write(editor.path(), content).unwrap();
        let editor = editor.looked();
        assert!(editor.message().contains(words), "{}", editor.message());
        assert_eq!(editor.value(NAME), "我的");
        let editor = editor.keys("<ctrl-s>");
        assert!(editor.screen().contains("o 用我的覆盖"), "{}", editor.screen());
        assert_eq!(editor.file(), content);
    }
    let editor = open(DOCUMENT);
    fs::write(editor.path(), "{\"format\": \"jixiao/9\", \"year\": 2022}").unwrap();
    let editor = editor.looked();
    assert!(editor.message().contains("转为只读"), "{}", editor.message());
    assert!(editor.screen().contains("只读"));
}

#[test]
fn a_folder_in_the_place_of_the_file_is_told_and_another_name_is_offered() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter>");
    fs::remove_file(editor.path()).unwrap();
    fs::create_dir(editor.path()).unwrap();
    let editor = editor.looked();
    assert!(editor.message().contains("文件夹"), "{}", editor.message());
    let editor = editor.keys("<ctrl-s>");
    assert!(editor.screen().contains("没有保存成功"), "{}", editor.screen());
    let editor = editor.keys("a<ctrl-u>别处<enter>");
    assert!(fs::read_to_string(editor.folder().join("别处.json")).unwrap().contains("改名"));
}

#[test]
fn a_file_that_is_taken_away_is_told_and_written_anew_when_asked() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("我的<enter>");
    fs::remove_file(editor.path()).unwrap();
    let editor = editor.looked();
    assert!(editor.message().contains("已被删除或移走"), "{}", editor.message());
    let editor = editor.keys("<ctrl-s>");
    assert!(editor.screen().contains("a 另存为"), "{}", editor.screen());
    let editor = editor.keys("o");
    assert!(editor.file().contains("我的"));
}

// ---- what stays beside the file ----

/// Saves another name for the first project.
fn saved(source: &Source, name: &str) -> Source {
    let json = DOCUMENT.replace("刻章费", name);
    let document = jixiao::model::Document::from_json(&json).unwrap();
    store::save(&document, source).unwrap()
}

#[test]
fn as_many_previous_versions_are_kept_as_asked_for() {
    for count in [0, 1, 3] {
        let (folder, path) = file("文件.json");
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let mut source = store::load(&path).unwrap().source.keeping(count);
        for name in ["一", "二", "三", "四", "五"] {
            source = saved(&source, name);
            assert_eq!(source.no_backup(), None);
        }
        for (n, expected) in ["四", "三", "二", "一"].iter().enumerate() {
            let name = if n == 0 { "文件.json.bak".into() } else { format!("文件.json.bak{}", n + 1) };
            let kept = fs::read_to_string(folder.path().join(&name));
            assert_eq!(kept.is_ok(), n < count, "{name}");
            if let Ok(kept) = kept {
                assert!(kept.contains(expected));
                let mode = fs::metadata(folder.path().join(&name)).unwrap().permissions().mode();
                assert_eq!(mode & 0o7777, 0o640);
            }
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1 + count);
    }
}

#[test]
fn a_save_is_done_and_told_where_the_previous_version_cannot_be_kept() {
    let editor = open(DOCUMENT);
    fs::create_dir(editor.path().with_file_name("文件.json.bak")).unwrap();
    let editor = editor.keys(TO_NAME).keys("改名<enter><ctrl-s>");
    assert!(editor.file().contains("改名"));
    assert!(!editor.app().is_changed());
    assert!(editor.message().contains("没有留成 .bak"), "{}", editor.message());
    assert_eq!(names(&editor), [".jixiao-文件.json.lock", "文件.json", "文件.json.bak"]);
}

#[test]
fn a_link_in_the_place_of_the_previous_version_is_not_followed() {
    let (folder, path) = file("文件.json");
    let victim = folder.path().join("别人的文件");
    fs::write(&victim, "不能动").unwrap();
    symlink(&victim, folder.path().join("文件.json.bak")).unwrap();
    let source = store::load(&path).unwrap().source;
    saved(&source, "一");
    assert_eq!(fs::read_to_string(&victim).unwrap(), "不能动");
    assert_eq!(fs::read_to_string(folder.path().join("文件.json.bak")).unwrap(), DOCUMENT);
}

#[test]
fn a_second_name_that_a_killed_save_left_does_not_count_as_a_hard_link() {
    let (folder, path) = file("文件.json");
    let source = store::load(&path).unwrap().source;
    fs::hard_link(&path, folder.path().join(".jixiao-文件.json-aB3xY9.tmp")).unwrap();
    saved(&source, "一");
    assert!(fs::read_to_string(&path).unwrap().contains("一"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "the file and its previous version");
}

#[test]
fn the_start_screen_and_the_check_of_a_folder_see_only_documents() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter><ctrl-s>");
    assert_eq!(names(&editor), [".jixiao-文件.json.lock", "文件.json", "文件.json.bak"]);
    let memory = store::Memory::below(editor.folder());
    let listed = jixiao::cli::shelf::shelf(editor.folder(), &memory);
    let listed: Vec<&str> = listed.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(listed, ["文件.json"]);
    let checked = std::process::Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args([std::ffi::OsStr::new("check"), editor.folder().as_os_str()])
        .output()
        .unwrap();
    let told = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(told.matches("文件.json").count(), 1, "{told}");
}

// ---- saving elsewhere ----

#[test]
fn a_document_is_saved_under_a_name_that_is_typed() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter>S");
    assert!(editor.screen().contains("另存为：文件.副本1.json"), "{}", editor.screen());
    let editor = editor.keys("<ctrl-u>新的<enter>");
    assert_eq!(editor.app().file_name, "新的.json");
    assert!(!editor.app().is_changed());
    assert_eq!(editor.file(), DOCUMENT);
    let new = editor.path().with_file_name("新的.json");
    assert!(fs::read_to_string(&new).unwrap().contains("改名"));
    assert!(lock_of(&new).exists() && !lock_of(&editor.path()).exists());
    // from now on that is the file
    let editor = editor.keys("再改<enter><ctrl-s>");
    assert!(fs::read_to_string(&new).unwrap().contains("再改"));
    // its own name is no other
    let editor = editor.keys("三改<enter>S<ctrl-u>新的.json<enter>");
    assert!(editor.message().starts_with("已保存"), "{}", editor.screen());
    assert!(fs::read_to_string(&new).unwrap().contains("三改"));
    let editor = editor.keys("S<esc>");
    assert!(editor.app().popup().is_none());
}

#[test]
fn another_file_is_replaced_only_when_asked_and_never_one_that_is_open() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter>");
    let other = editor.path().with_file_name("别的.json");
    fs::write(&other, "{\"year\": 1}\n").unwrap();
    let editor = editor.keys("S<ctrl-u>别的<enter>");
    assert!(editor.screen().contains("已有同名文件"), "{}", editor.screen());
    let editor = editor.keys("a");
    assert!(editor.screen().contains("另存为：别的"), "{}", editor.screen());
    let editor = editor.keys("<enter>o");
    assert!(fs::read_to_string(&other).unwrap().contains("改名"));
    assert_eq!(fs::read_to_string(other.with_file_name("别的.json.bak")).unwrap(), "{\"year\": 1}\n");

    let third = editor.path().with_file_name("第三.json");
    fs::write(&third, DOCUMENT).unwrap();
    let mut somebody = at(&third, false);
    somebody.open.introduce("王芳");
    let editor = editor.keys("S<ctrl-u>第三.json<enter>");
    assert!(editor.screen().contains("王芳正在编辑"), "{}", editor.screen());
    assert_eq!(fs::read_to_string(&third).unwrap(), DOCUMENT);
}

#[test]
fn where_it_cannot_be_saved_another_place_is_offered_and_nothing_is_lost() {
    let elsewhere = tempfile::tempdir().unwrap();
    let there = elsewhere.path().join("救下.json");
    type Spoil<'a> = (&'a dyn Fn(&Path), &'a str);
    let spoil: [Spoil; 3] = [
        (&|path: &Path| fs::hard_link(path, path.with_file_name("另一个名字")).unwrap(), "硬链接"),
        (
            &|path: &Path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            },
            "是文件夹或设备",
        ),
        (&|path: &Path| fs::remove_dir_all(path.parent().unwrap()).unwrap(), "没有保存"),
    ];
    for (spoil, words) in spoil {
        let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter>");
        spoil(&editor.path());
        let editor = editor.keys("<ctrl-s>");
        assert!(editor.screen().contains(words), "{}", editor.screen());
        assert!(editor.app().is_changed());
        let editor = editor.keys("a").keys("<ctrl-u>").keys(&there.display().to_string()).keys("<enter>");
        assert!(!editor.app().is_changed(), "{}", editor.screen());
        assert!(fs::read_to_string(&there).unwrap().contains("改名"));
        drop(editor);
        fs::remove_file(&there).unwrap();
    }
    // quitting goes on where saving succeeded
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter>");
    fs::remove_dir_all(editor.folder()).unwrap();
    let editor = editor.keys("<ctrl-q>sa<ctrl-u>没有这里/x<enter>");
    assert!(editor.screen().contains("没有保存成功"), "{}", editor.screen());
    let editor = editor.keys("a<ctrl-u>").keys(&there.display().to_string()).keys("<enter>");
    assert_eq!(editor.effects, [Effect::Quit]);
}

#[test]
fn on_a_full_disk_the_document_stays_open_and_is_saved_once_there_is_room() {
    let editor = open(DOCUMENT).keys(TO_NAME).keys("改名<enter>");
    let (editor, _) = with_fault(1, std::io::ErrorKind::StorageFull, || editor.keys("<ctrl-s>"));
    for words in ["磁盘已满", "r 再试一次", "c 另存为副本", "a 另存为…"] {
        assert!(editor.screen().contains(words), "{}", editor.screen());
    }
    assert!(editor.app().is_changed());
    assert_eq!(editor.file(), DOCUMENT);
    let editor = editor.keys("r");
    assert!(editor.file().contains("改名"));
    assert!(!editor.app().is_changed());
}

#[test]
fn where_no_lock_can_be_had_it_is_said_and_the_file_is_edited() {
    let (_folder, path) = file("文件.json");
    let (editor, _) = with_fault(0, std::io::ErrorKind::Unsupported, || at(&path, false));
    assert!(editor.message().contains("不能加锁"), "{}", editor.message());
    let editor = editor.keys(TO_NAME).keys("改名<enter>");
    outside(&editor, "为新开办企业免费刻章。", "为企业刻章。");
    let editor = editor.keys("<ctrl-s>");
    assert!(editor.file().contains("改名") && editor.file().contains("为企业刻章。"));
}

#[test]
fn a_file_that_may_not_be_written_is_edited_elsewhere() {
    let (_folder, path) = file("文件.json");
    fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    if File::options().append(true).open(&path).is_ok() {
        return; // root may write to anything
    }
    let editor = at(&path, false);
    assert!(editor.screen().contains("只读"));
    let editor = editor.keys("S<ctrl-u>新的<enter>").keys(TO_NAME).keys("改名<enter><ctrl-s>");
    assert_eq!(editor.file(), DOCUMENT);
    assert!(fs::read_to_string(path.with_file_name("新的.json")).unwrap().contains("改名"));
}

#[test]
fn a_newer_format_is_not_saved_anywhere() {
    let editor = open("{\"format\": \"jixiao/9\", \"year\": 2021}").keys("S");
    assert!(editor.app().popup().is_none());
    assert!(editor.message().contains("只读"), "{}", editor.message());
    let editor = look(DOCUMENT).keys("S");
    assert!(editor.app().popup().is_none());
}

// ---- two programs ----

const DOWN: &str = "\x1b[B";

#[test]
fn two_programs_at_one_file() {
    let (_folder, path) = file("文件.json");
    let start = || Pty::jixiao([&path]).size(24, 100);
    let mut first = start().env("JIXIAO_NAME", "王芳").start();
    first.wait_for_text("部门名称");
    let mut second =
        start().env("JIXIAO_NAME", "李明").env("SSH_CONNECTION", "10.1.2.3 5022 10.1.2.9 22").start();
    second.wait_for_text("文件正由别人编辑");
    second.wait_for_text("王芳");
    second.send("w");
    second.wait_for_text("关闭后自动转为编辑");
    second.send("]]]]");
    second.wait_for_text("刻章费");

    first.send(format!("]]]]{DOWN}\r改好\r\x13"));
    first.wait_for_text("已保存");
    second.wait_for_text("文件已由他人更新，已载入");
    second.wait_for_text("刻章费改好");
    first.send("\x11");
    assert_eq!(first.wait_exit().code(), Some(0));

    second.wait_for_text("王芳已关闭文件，现在可以编辑了");
    let mut third = start().env("JIXIAO_NAME", "赵强").start();
    third.wait_for_text("文件正由别人编辑");
    third.wait_for_text("李明（从 10.1.2.3 登录");
    third.send("l");
    third.wait_for_text("只读查看");
    third.send("\x11");
    assert_eq!(third.wait_exit().code(), Some(0));
    second.send(format!("{DOWN}\r了\r\x13"));
    second.wait_for_text("已保存");
    second.send("\x11");
    assert_eq!(second.wait_exit().code(), Some(0));
    assert!(fs::read_to_string(&path).unwrap().contains("刻章费改好了"));
    assert!(!lock_of(&path).exists());
}

#[test]
fn a_person_is_asked_their_name_once_and_signs_with_it() {
    let (_folder, path) = file("文件.json");
    let state = tempfile::tempdir().unwrap();
    let start = || {
        Pty::jixiao([&path])
            .size(24, 100)
            .env("JIXIAO_NAME", "")
            .env("USER", "budget")
            .env("XDG_STATE_HOME", state.path())
    };
    let mut pty = start().start();
    pty.wait_for_text("您的姓名：");
    pty.send("王芳\r");
    pty.wait_for_text("记住了：王芳");
    assert_eq!(store::lock::holder(&path).unwrap().unwrap().name, "王芳");
    // a finding is waived: signed with that name
    pty.send("]]]]\x1b[18~");
    pty.wait_for("a finding", |screen| screen.contents().contains("AM") || screen.contents().contains("I"));
    pty.send("w");
    pty.wait_for_text("豁免理由：");
    pty.send("已核对\r\x13");
    pty.wait_for_text("已保存");
    pty.send("\x11");
    pty.wait_exit();
    assert!(fs::read_to_string(&path).unwrap().contains("\"by\": \"王芳\""));

    // the same account from another address is another person, who does not say
    let mut pty = start().env("SSH_CONNECTION", "10.1.2.3 5022 10.1.2.9 22").start();
    pty.wait_for_text("您的姓名：");
    pty.send("\x1b");
    pty.wait_for_text("以账号名显示");
    let holder = store::lock::holder(&path).unwrap().unwrap();
    assert_eq!(
        (holder.name.as_str(), holder.user.as_str(), holder.from.as_str()),
        ("", "budget", "10.1.2.3")
    );
    pty.send("\x11");
    pty.wait_exit();
    for from in ["", "10.1.2.3 5022 10.1.2.9 22"] {
        let mut pty = start().env("SSH_CONNECTION", from).start();
        pty.wait_for_text("资金用途");
        assert!(!pty.text().contains("您的姓名"));
        pty.send("\x11");
        pty.wait_exit();
    }
}

/// Whoever opens a file in a test gets what a person gets.
#[test]
fn two_in_one_process_are_two_people() {
    let (_folder, path) = file("文件.json");
    let first = Open::file(&path, false).unwrap();
    assert!(first.has_lock() && first.app.read_only().is_none());
    let second = Open::file(&path, false).unwrap();
    assert!(!second.has_lock() && second.app.read_only().is_some());
}
