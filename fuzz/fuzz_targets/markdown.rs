//! Any text as Markdown: taken apart within the limits, and what is made of it is written and
//! read as itself.
#![no_main]

use jixiao::exchange::markdown;
use jixiao::exchange::recognise::recognise;
use jixiao::model::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(blocks) = markdown::blocks(text) else { return };
    let Some((document, _)) = recognise(blocks) else { return };
    let written = document.to_json();
    let (again, _) = read(&written).expect("what was imported can be read");
    assert_eq!(again.to_json(), written);
});
