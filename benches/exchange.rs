//! How long an import takes: the text of the sample, and Word files of 12, 240 and 2,400 project
//! tables. To be read as ratios within one run: an import against unzipping the same file and
//! streaming its XML through `quick-xml` alone, and 2,400 tables against 240.

use std::hint::black_box;
use std::io::{Cursor, Read, Write};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use jixiao::exchange::{Options, import};
use quick_xml::events::Event;

const TEXT: &[u8] = include_bytes!("../tests/fixtures/import/beidaihe-2021.txt");
const WORD: &[u8] = include_bytes!("../tests/fixtures/import/beidaihe-2021.docx");
const MAIN: &str = "word/document.xml";

/// The XML of the sample.
fn xml(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name(MAIN).expect("the document").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The sample with its twelve tables `times` over.
fn word(times: usize) -> Vec<u8> {
    let whole = xml(WORD);
    let from = whole.find("1.人事代理人员经费绩效目标表").expect("the first heading");
    let from = whole[..from].rfind("<w:p>").expect("its paragraph");
    let to = whole.rfind("<w:sectPr").expect("the end");
    let document = whole[..from].to_string() + &whole[from..to].repeat(times) + &whole[to..];
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!(r#"<Types><Override PartName="/{MAIN}" ContentType="{kind}"/></Types>"#);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", types.as_str()), (MAIN, &document)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(content.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Every event of the document, and nothing done with it.
fn stream(bytes: &[u8]) -> usize {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let part = zip.by_name(MAIN).expect("the document");
    let mut reader = quick_xml::Reader::from_reader(std::io::BufReader::new(part));
    let (mut buffer, mut events) = (Vec::new(), 0);
    while !matches!(reader.read_event_into(&mut buffer), Ok(Event::Eof) | Err(_)) {
        buffer.clear();
        events += 1;
    }
    events
}

fn imports(criterion: &mut Criterion) {
    let run = |name: &str, bytes: &[u8]| import(name, black_box(bytes), Options::default());
    criterion.bench_function("import of the text", |b| b.iter(|| run("原稿.txt", TEXT)));
    let mut group = criterion.benchmark_group("import of Word");
    group.sample_size(10);
    for tables in [12, 240, 2400] {
        let file = word(tables / 12);
        let imported = run("原稿.docx", &file).expect("the sample, many times over");
        assert_eq!(imported.report.tables, tables);
        group.bench_function(BenchmarkId::new("import", tables), |b| b.iter(|| run("原稿.docx", &file)));
        group.bench_function(BenchmarkId::new("quick-xml alone", tables), |b| {
            b.iter(|| stream(black_box(&file)))
        });
    }
    group.finish();
}

criterion_group!(benches, imports);
criterion_main!(benches);
