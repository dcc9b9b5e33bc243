//! Any XML as the content of an OpenDocument file, text or spreadsheet: refused, or blocks of which
//! none is without a text.
#![no_main]

use jixiao::exchange::blocks::Block;
use jixiao::exchange::odf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(blocks) = odf::of_xml(text) else { return };
    let empty = |block: &Block| match block {
        Block::Paragraph(cell) => cell.text.is_empty(),
        Block::Table(_) => false,
    };
    assert!(!blocks.blocks.iter().any(empty));
});
