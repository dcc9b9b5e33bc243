//! Any bytes as the stream of an old Excel workbook: refused, or blocks whose rows are all said by the
//! name of their sheet. The file around it would hide the records from the fuzzer.
#![no_main]

use jixiao::exchange::blocks::Block;
use jixiao::exchange::xls;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|stream: &[u8]| {
    let Ok(blocks) = xls::of_stream(stream) else { return };
    for block in &blocks.blocks {
        let lines: Vec<usize> = match block {
            Block::Paragraph(cell) => vec![cell.line],
            Block::Table(rows) => rows.iter().flatten().map(|cell| cell.line).collect(),
        };
        for line in lines {
            assert!(!blocks.lines.say(line).is_empty());
        }
    }
});
