//! Any XML as the document, the lists and the styles of a Word file: refused, or blocks whose lines
//! count up. A zip around it would hide the XML from the fuzzer. The parts are separated by NUL.
#![no_main]

use jixiao::exchange::blocks::Block;
use jixiao::exchange::docx;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let (document, lists, styles) = (part(), part(), part());
    let Ok(blocks) = docx::of_xml(document, lists, styles) else { return };
    let mut last = 0;
    for block in &blocks.blocks {
        let lines: Vec<usize> = match block {
            Block::Paragraph(cell) => vec![cell.line],
            Block::Table(rows) => rows.iter().flatten().map(|cell| cell.line).collect(),
        };
        for line in lines {
            assert!(line >= last && !blocks.lines.say(line).is_empty());
            last = line;
        }
    }
});
