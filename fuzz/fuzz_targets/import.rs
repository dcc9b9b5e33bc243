//! Any bytes as something to import: refused, or a document that is written and read as itself,
//! with the ids and tables the report counts.
#![no_main]

use jixiao::exchange::{Options, import};
use jixiao::model::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(imported) = import("来源", bytes, Options::default()) else { return };
    let written = imported.document.to_json();
    let (again, reading) = read(&written).expect("what was imported can be read");
    assert_eq!(again.to_json(), written);
    assert!(reading.duplicate_keys.is_empty());
});
