//! Any bytes as a journal of any document: read as far as it is whole, and tried on the document, which
//! stays one that is written and read as itself. The bytes up to the first NUL are the document; the sums
//! of the lines after it are put right, or nothing would ever get past the first. To begin with there is
//! `tests/fixtures/journal/seeds`.
#![no_main]

use jixiao::edit::Desk;
use jixiao::model::{Document, read};
use jixiao::store::Content;
use jixiao::store::journal::{close, replay};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = replay(bytes);
    let Some(end) = bytes.iter().position(|byte| *byte == 0) else { return };
    let (text, lines) = (&bytes[..end], &bytes[end + 1..]);
    let Ok(text) = std::str::from_utf8(text) else { return };
    let Ok((document, _)) = read(text) else { return };
    let lines = String::from_utf8_lossy(lines);
    let Ok(replay) = replay(close(&lines).as_bytes()) else { return };
    for content in [None, replay.opening.content(), Some(Content::of(text.as_bytes()))] {
        let fit = replay.fit(&document, content, std::path::Path::new(""));
        let mut desk = Desk::new(document.clone());
        desk.commit("", &fit.edit).expect("what fits fits again");
        assert_eq!(fit.changes.is_empty(), desk.document() == &document);
        let written = desk.document().to_json();
        // a record without an id gets one when it is read
        read(&written).expect("what was taken in can be read");
        let again = Document::from_json(&written).expect("it is an object");
        assert_eq!(again.to_json(), written);
        desk.undo().expect("it is one step");
        assert_eq!(desk.document(), &document);
        for step in &fit.misfits {
            let _ = step.told();
        }
    }
});
