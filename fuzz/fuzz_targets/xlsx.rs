//! Any XML as a sheet, the strings and the styles of an Excel file: refused, or blocks whose rows
//! are all said by the name of their sheet. The parts are separated by NUL.
#![no_main]

use jixiao::exchange::blocks::Block;
use jixiao::exchange::xlsx;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (part(), part(), part());
    let Ok(blocks) = xlsx::of_xml(sheet, strings, styles) else { return };
    for block in &blocks.blocks {
        if let Block::Table(rows) = block {
            let lines = rows.iter().flatten().map(|cell| cell.line);
            assert!(lines.into_iter().all(|line| blocks.lines.say(line).contains("工作表")));
        }
    }
});
