//! Three documents from one input, parted by lines of `---`: merged, the laws of merging hold, and the
//! result is written and read as itself.
#![no_main]

use jixiao::edit::Desk;
use jixiao::model::{Document, read};
use jixiao::store::merge::merge;
use libfuzzer_sys::fuzz_target;

/// A document that may be written.
fn document(text: &str) -> Option<Document> {
    let (document, reading) = read(text).ok()?;
    (!reading.forbids_writing()).then_some(document)
}

/// What the merge makes of `ours`; undone, it is `ours` again.
fn merged(base: &Document, ours: &Document, theirs: &Document) -> (Document, usize) {
    let merged = merge(base, ours, theirs);
    let mut desk = Desk::new(ours.clone());
    desk.commit("", &merged.whole()).expect("a merge fits what it was made for");
    let written = desk.document().to_json();
    let (again, _) = read(&written).expect("what was merged can be read");
    assert_eq!(again.to_json(), written);
    desk.undo().expect("a merge can be undone");
    assert_eq!(desk.document().to_json(), ours.to_json());
    desk.commit("", &merged.edit).expect("and done again");
    (desk.document().clone(), merged.conflicts.len())
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(3, "\n---\n");
    let mut next = || document(parts.next()?);
    let (Some(base), Some(ours), Some(theirs)) = (next(), next(), next()) else { return };
    for (base, ours, theirs, expected) in
        [(&base, &ours, &base, &ours), (&base, &base, &ours, &ours), (&base, &ours, &ours, &ours)]
    {
        let (result, conflicts) = merged(base, ours, theirs);
        assert_eq!((&result, conflicts), (expected, 0));
    }
    let (one, conflicts) = merged(&base, &ours, &theirs);
    let (two, back) = merged(&base, &theirs, &ours);
    assert_eq!(conflicts, back);
    if conflicts == 0 {
        assert_eq!(one, two);
    }
});
