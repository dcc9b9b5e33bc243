//! A file is opened, changed and saved: what stays, what is refused and what a person is told.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jixiao::edit::{Desk, Edit};
use jixiao::model::{Document, Place};
use jixiao::store::{self, LoadError, Loaded, Obstacle};
use proptest::prelude::*;
use tempfile::TempDir;

const CANONICAL: &str = "\
{
  \"format\": \"jixiao/1\",
  \"year\": 2021,
  \"department\": {
    \"name\": \"审批局\"
  },
  \"projects\": [
    {
      \"id\": \"p-1\",
      \"name\": \"人事代理人员经费\",
      \"budget\": {
        \"total\": \"118.73\"
      },
      \"note\": [1,  2.50]
    }
  ]
}
";

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &TempDir, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join("绩效.json");
    fs::write(&path, bytes).unwrap();
    path
}

fn refused(path: &Path) -> String {
    let error: LoadError = store::load(path).unwrap_err();
    error.to_string()
}

/// The document with its only project called otherwise.
fn renamed(loaded: &Loaded, name: &str) -> Document {
    let mut desk = Desk::new(loaded.document.clone());
    let place: Place = "projects/#p-1/name".parse().unwrap();
    let edit = Edit::typed(desk.document(), &place, name);
    desk.commit("改名", &edit).unwrap();
    desk.document().clone()
}

fn reason(saved: Result<store::Source, store::SaveError>) -> Obstacle {
    let error = saved.unwrap_err();
    assert!(error.to_string().contains("没有保存"), "{error}");
    error.reason
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_file_that_is_no_document_is_refused_in_its_own_words() {
    let dir = folder();
    let missing = dir.path().join("没有.json");
    assert!(refused(&missing).contains("找不到文件"));
    assert!(refused(&file(&dir, "{}").join("x")).contains("找不到文件"));
    assert!(refused(dir.path()).contains("是文件夹"));
    assert!(refused(Path::new("/dev/null")).contains("不是普通文件"));
    let cases: [(&[u8], &str); 8] = [
        (b"", "是空文件"),
        (b" \n\t", "是空文件"),
        (b"[1]", "最外层不是对象"),
        (b"PK\x03\x04\xff\xff\0\0", "编码不是"),
        ("{\n  \"projects\": [{\"name\": tru}]\n}".as_bytes(), "第 2 行第 "),
        ("{\"projects\": [{\"name\": tru}]}".as_bytes(), "在 projects[0].name 处"),
        ("{\"name\": \"审批局\",}".as_bytes(), "最后一项后面也不能有逗号"),
        (b"{\"a\": \"x", "缺结尾的引号"),
    ];
    for (bytes, sentence) in cases {
        let said = refused(&file(&dir, bytes));
        assert!(said.contains(sentence), "{said}");
        assert!(said.contains("绩效.json") && said.ends_with('。'), "{said}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
    assert!(refused(&file(&dir, deep)).contains("嵌套了 201 层"));
}

#[test]
fn a_file_too_large_is_refused_without_reading_it_into_a_document() {
    let dir = folder();
    let path = file(&dir, "{}");
    // a sparse file takes no space
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(store::MAX_BYTES + 1).unwrap();
    assert!(refused(&path).contains("超过 256 MB"));
}

#[test]
fn a_name_that_commands_the_terminal_is_shown_instead() {
    let dir = folder();
    let said = refused(&dir.path().join("甲\u{1b}[2J.json"));
    assert!(said.contains("甲␛[2J.json"), "{said}");
}

#[test]
fn a_link_to_itself_is_refused() {
    let dir = folder();
    let path = dir.path().join("a.json");
    symlink("a.json", &path).unwrap();
    assert!(refused(&path).contains("读取失败"));
}

#[test]
fn what_cannot_be_written_safely_may_only_be_looked_at() {
    let dir = folder();
    let why = |text: &str| store::load(&file(&dir, text)).unwrap().read_only();
    assert_eq!(why(CANONICAL), None);
    assert!(why("{\"format\":\"jixiao/2\"}").unwrap().contains("jixiao/2"));
    assert!(why("{\n\"year\":1,\n\"year\":2}").unwrap().contains("第 3 行的键“year”"));
}

#[test]
fn one_changed_field_is_one_changed_line() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let loaded = store::load(&path).unwrap();
    store::save(&renamed(&loaded, "保安经费"), &loaded.source).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), CANONICAL.replace("人事代理人员经费", "保安经费"));
    assert_eq!(names(&dir), ["绩效.json", "绩效.json.bak"]);
}

#[test]
fn saved_twice_the_second_save_knows_the_first() {
    let dir = folder();
    let loaded = store::load(&file(&dir, CANONICAL)).unwrap();
    let source = store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
    let source = store::save(&renamed(&loaded, "乙"), &source).unwrap();
    assert!(!source.looks_changed() && !source.is_changed_outside().unwrap());
}

#[test]
fn a_mark_and_windows_line_breaks_are_kept() {
    let dir = folder();
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let path = file(&dir, windows(CANONICAL));
    let loaded = store::load(&path).unwrap();
    store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), windows(&CANONICAL.replace("人事代理人员经费", "甲")));
}

#[test]
fn another_encoding_is_read_and_written_as_utf_8() {
    let dir = folder();
    let (gbk, _, _) = encoding_rs::GB18030.encode(CANONICAL);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(CANONICAL.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [(gbk.into_owned(), "GB18030"), (utf16, "UTF-16")] {
        let path = file(&dir, bytes);
        let loaded = store::load(&path).unwrap();
        assert_eq!(loaded.source.encoding(), encoding);
        let saved = store::save(&loaded.document, &loaded.source).unwrap();
        assert_eq!(saved.encoding(), "UTF-8");
        assert_eq!(fs::read_to_string(&path).unwrap(), CANONICAL);
    }
}

#[test]
fn the_mode_is_kept_and_a_new_file_has_that_of_any_new_file() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    let loaded = store::load(&path).unwrap();
    store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o640);

    let plain = dir.path().join("plain");
    fs::write(&plain, "").unwrap();
    let new = dir.path().join("new.json");
    store::save_as(&loaded.document, &new).unwrap();
    assert_eq!(fs::metadata(&new).unwrap().mode(), fs::metadata(&plain).unwrap().mode());
}

#[test]
fn nothing_is_written_when_nothing_differs() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let before = fs::metadata(&path).unwrap();
    let loaded = store::load(&path).unwrap();
    store::save(&loaded.document, &loaded.source).unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
}

#[test]
fn a_link_stays_a_link_and_its_file_is_saved() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let link = dir.path().join("link.json");
    symlink("绩效.json", &link).unwrap();
    let loaded = store::load(&link).unwrap();
    store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&path).unwrap().contains("甲"));

    let dangling = dir.path().join("later.json");
    symlink("target.json", &dangling).unwrap();
    store::save_as(&loaded.document, &dangling).unwrap();
    assert!(fs::symlink_metadata(&dangling).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(dir.path().join("target.json")).unwrap(), CANONICAL);
}

#[test]
fn what_somebody_else_wrote_is_only_replaced_knowingly() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let loaded = store::load(&path).unwrap();
    let mine = renamed(&loaded, "甲");
    // the same length and, put back, the same time: only the content tells
    let theirs = CANONICAL.replace("118.73", "118.74");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, &theirs).unwrap();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert!(loaded.source.is_changed_outside().unwrap());
    assert!(matches!(reason(store::save(&mine, &loaded.source)), Obstacle::ChangedOutside));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    store::save_over(&mine, &loaded.source).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), mine.to_json());
}

#[test]
fn a_file_that_was_only_touched_has_not_changed() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let loaded = store::load(&path).unwrap();
    let later = SystemTime::now() + Duration::from_secs(60);
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(later).unwrap();
    assert!(loaded.source.looks_changed());
    store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
}

#[test]
fn a_file_that_is_gone_is_written_anew_only_knowingly() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let loaded = store::load(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(matches!(reason(store::save(&loaded.document, &loaded.source)), Obstacle::Gone));
    assert!(!path.exists());
    store::save_over(&loaded.document, &loaded.source).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), CANONICAL);
}

#[test]
fn what_cannot_be_replaced_is_named() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let loaded = store::load(&path).unwrap();
    let mine = renamed(&loaded, "甲");
    let other = dir.path().join("other name");
    fs::hard_link(&path, &other).unwrap();
    assert!(matches!(reason(store::save(&mine, &loaded.source)), Obstacle::HardLinks(2)));
    assert_eq!(fs::read_to_string(&other).unwrap(), CANONICAL);
    fs::remove_file(&other).unwrap();
    assert!(matches!(reason(store::save_as(&mine, &path)), Obstacle::Exists));
    assert!(matches!(reason(store::save_as(&mine, dir.path())), Obstacle::NotAFile));
    let nowhere = dir.path().join("没有/新.json");
    assert!(matches!(reason(store::save_as(&mine, &nowhere)), Obstacle::FolderGone));

    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(reason(store::save(&mine, &loaded.source)), Obstacle::NotAFile));
    fs::remove_dir_all(dir.path()).unwrap();
    assert!(matches!(reason(store::save_over(&mine, &loaded.source)), Obstacle::FolderGone));
}

#[test]
fn without_permission_it_is_said_on_opening_and_on_saving() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        return; // root may write to anything
    }
    let loaded = store::load(&path).unwrap();
    let mine = renamed(&loaded, "甲");
    assert_eq!(loaded.source.locked(), Some(store::Locked::File));
    assert!(matches!(reason(store::save(&mine, &loaded.source)), Obstacle::Denied));
    fs::set_permissions(&path, Permissions::from_mode(0o000)).unwrap();
    assert!(refused(&path).contains("没有读取"));

    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o500)).unwrap();
    assert_eq!(store::load(&path).unwrap().source.locked(), Some(store::Locked::Folder));
    assert!(matches!(reason(store::save(&mine, &loaded.source)), Obstacle::FolderDenied));
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), CANONICAL);
}

#[test]
fn a_full_disk_has_its_own_sentence() {
    // a disk cannot be filled here; what the system says when it is full is understood
    use std::io::{Error, ErrorKind};
    let full = Obstacle::from(Error::from(ErrorKind::StorageFull));
    assert!(matches!(full, Obstacle::Full));
    assert!(matches!(Obstacle::from(Error::from(ErrorKind::QuotaExceeded)), Obstacle::Full));
    assert!(matches!(Obstacle::from(Error::from(ErrorKind::ReadOnlyFilesystem)), Obstacle::ReadOnly));
}

#[test]
fn what_killed_saves_left_is_swept_and_nothing_else() {
    let dir = folder();
    let path = file(&dir, CANONICAL);
    let old = SystemTime::now() - Duration::from_secs(7200);
    let make = |name: &str, time: SystemTime| {
        let file = fs::File::create(dir.path().join(name)).unwrap();
        file.set_modified(time).unwrap();
    };
    make(".jixiao-绩效.json-aB3xY9.tmp", old);
    make(".jixiao-绩效.json-aB3xY8.tmp", SystemTime::now());
    make(".jixiao-绩效.json-b-aB3xY9.tmp", old);
    make(".jixiao-别的.json-aB3xY9.tmp", old);
    let loaded = store::load(&path).unwrap();
    store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
    assert_eq!(
        names(&dir),
        [
            ".jixiao-别的.json-aB3xY9.tmp",
            ".jixiao-绩效.json-aB3xY8.tmp",
            ".jixiao-绩效.json-b-aB3xY9.tmp",
            "绩效.json",
            "绩效.json.bak"
        ]
    );
}

#[test]
fn a_name_as_long_as_the_system_allows_can_be_saved() {
    let dir = folder();
    let path = dir.path().join(format!("{}.json", "绩".repeat(83)));
    fs::write(&path, CANONICAL).unwrap();
    let loaded = store::load(&path).unwrap();
    store::save(&renamed(&loaded, "甲"), &loaded.source).unwrap();
}

#[test]
fn a_document_from_a_pipe_is_understood_too() {
    let (document, _) = store::understand(Path::new("-"), CANONICAL.as_bytes()).unwrap();
    assert_eq!(document.to_json(), CANONICAL);
    assert!(store::understand(Path::new("-"), b"").is_err());
}

/// Any JSON, with the format's own keys at any depth, so that wrong kinds and unknown fields meet.
fn any_json() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        "[一-龥a-z≥，\\u{1b}\\u{202e}\\n\"\\\\]{0,6}".prop_map(|s| serde_json::to_string(&s).unwrap()),
        Just(r#""\ud83d\ude00\u00e9\/""#.to_string()),
    ];
    let leaf = prop_oneof![
        Just("null".to_string()),
        Just("true".to_string()),
        "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
        text,
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..6).prop_map(|v| format!("[{}]", v.join(", ")));
        let object = prop::collection::vec((any_key(), inner), 0..8).prop_map(object);
        prop_oneof![1 => list, 2 => object]
    })
}

fn any_key() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "format",
        "year",
        "department",
        "units",
        "overall_goal",
        "tasks",
        "sub_goals",
        "safeguards",
        "projects",
        "id",
        "code",
        "name",
        "budget",
        "total",
        "spending_plan",
        "by",
        "percent",
        "goals",
        "indicators",
        "level1",
        "target",
        "operator",
        "value",
        "unit",
        "low",
        "high",
        "date",
        "text",
        "grades",
        "weight",
        "cover",
        "declared",
    ]);
    prop_oneof![8 => known.prop_map(str::to_string), 1 => "[a-z甲\\n]{0,3}"]
}

/// An object in which no key stands twice.
fn object(members: Vec<(String, String)>) -> String {
    let mut seen = std::collections::HashSet::new();
    let members = members.into_iter().filter(|(key, _)| seen.insert(key.clone()));
    let members: Vec<_> =
        members.map(|(key, value)| format!("{}: {value}", serde_json::to_string(&key).unwrap())).collect();
    format!("{{{}}}", members.join(", "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_and_read_again_any_document_is_the_same(
        members in prop::collection::vec((any_key(), any_json()), 0..12),
    ) {
        let text = object(members);
        let (document, _) = store::understand(Path::new("x"), text.as_bytes()).unwrap();
        let written = document.to_json();
        let (again, reading) = store::understand(Path::new("x"), written.as_bytes()).unwrap();
        prop_assert_eq!(&again, &document);
        prop_assert_eq!(again.to_json(), written);
        prop_assert_eq!(reading.ids, Default::default());
        // apart from the ids that were given, it says what the file said
        let (plain, whole) = (Document::from_json(&text).unwrap().to_json(), text);
        let as_value = |text: &str| serde_json::from_str::<serde_json::Value>(text);
        if let (Ok(plain), Ok(whole)) = (as_value(&plain), as_value(&whole)) {
            prop_assert_eq!(plain, whole);
        }
    }
}
