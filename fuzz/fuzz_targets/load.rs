//! Any bytes as a file: refused in words, or a document that is written and read as itself, checked,
//! and changed by its proposals and back.
#![no_main]

use std::path::Path;

use jixiao::check::{Checker, proposal};
use jixiao::edit::Desk;
use jixiao::model::read;
use jixiao::store::understand;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (document, reading) = match understand(Path::new("文件.json"), bytes) {
        Ok(understood) => understood,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let written = document.to_json();
    let (again, _) = read(&written).expect("what was written can be read");
    assert_eq!(again.to_json(), written);

    let findings = Checker::new(&document, &reading).findings().to_vec();
    let mut desk = Desk::new(document);
    let mut changes = 0;
    for finding in findings.iter().take(50) {
        if let Some(proposal) = proposal(desk.document(), finding)
            && desk.commit(proposal.name, &proposal.edit).is_ok()
        {
            changes += 1;
        }
    }
    for _ in 0..changes {
        desk.undo().expect("what was done can be undone");
    }
    assert_eq!(desk.document().to_json(), written);
});
