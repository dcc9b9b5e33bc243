//! The rules of the house, held by reading its source: which floor may use which, and who alone
//! changes documents, measures text and writes to the terminal.

use std::path::{Path, PathBuf};

/// The rooms from the ground up.
const FLOORS: [&[&str]; 8] = [
    &["text"],
    &["model"],
    &["edit"],
    &["check", "exchange", "store"],
    &["app"],
    &["view"],
    &["term"],
    &["cli"],
];

fn sources(room: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut found);
    assert!(!found.is_empty(), "no source in {room}");
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    found.into_iter().map(read).collect()
}

/// The lines of code, without comments and without the tests at the end of a file.
fn code(source: &str) -> impl Iterator<Item = &str> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    source.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn offenders(rooms: &[&str], forbidden: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for room in rooms {
        for (path, source) in sources(room) {
            for line in code(&source) {
                if forbidden.iter().any(|word| line.contains(word)) {
                    found.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    found
}

#[test]
fn no_floor_uses_one_above_it_or_a_neighbour() {
    for (floor, rooms) in FLOORS.iter().enumerate() {
        for room in *rooms {
            let above = FLOORS[floor + 1..].iter().flat_map(|rooms| rooms.iter());
            let beside = rooms.iter().filter(|other| floor > 0 && *other != room);
            let forbidden: Vec<String> = above.chain(beside).map(|other| format!("crate::{other}")).collect();
            assert_eq!(offenders(&[room], &forbidden), Vec::<String>::new(), "in {room}");
        }
    }
}

#[test]
fn every_room_stands_in_the_map() {
    let map = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for room in FLOORS.iter().flat_map(|rooms| rooms.iter()) {
        assert!(map.contains(&format!("| `{room}`")), "{room} is not in the map");
    }
}

const ALL: [&str; 10] = ["text", "model", "edit", "check", "exchange", "store", "app", "view", "term", "cli"];

fn but(owner: &[&str]) -> Vec<&'static str> {
    ALL.into_iter().filter(|room| !owner.contains(room)).collect()
}

#[test]
fn only_edit_changes_a_document() {
    // `model` holds the mechanism and gives ids while reading
    let words = ["child_mut(", "items_mut(", ".put("].map(String::from);
    assert_eq!(offenders(&but(&["edit", "model"]), &words), Vec::<String>::new());
    // `exchange` builds documents that nobody has seen yet
    let words = ["&mut Document".to_string()];
    assert_eq!(offenders(&but(&["edit", "model", "exchange"]), &words), Vec::<String>::new());
}

#[test]
fn only_text_measures() {
    let words = ["unicode_width", "unicode_segmentation", "UnicodeWidth"].map(String::from);
    assert_eq!(offenders(&but(&["text"]), &words), Vec::<String>::new());
}

#[test]
fn only_term_writes_to_the_terminal() {
    let words = ["crossterm", "\\x1b[", "\\u{1b}[", "tcsetattr"].map(String::from);
    assert_eq!(
        offenders(&["text", "model", "edit", "exchange", "store", "app", "view"], &words),
        Vec::<String>::new()
    );
}

#[test]
fn only_signs_decides_what_borders_and_marks_look_like() {
    let signs = "─━│┬┴├┤╭╮╰╯▌▇◂‹›×●▲✗└".chars();
    let mut found = Vec::new();
    for (path, source) in sources("view").into_iter().filter(|(path, _)| !path.ends_with("signs.rs")) {
        let lines = code(&source).filter(|line| !line.contains(".replace(") && !line.contains("trim_start"));
        let bad = lines.filter(|line| signs.clone().any(|sign| line.contains(sign)));
        found.extend(bad.map(|line| format!("{}: {}", path.display(), line.trim())));
    }
    assert_eq!(found, Vec::<String>::new());
}
