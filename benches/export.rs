//! How long it takes to write documents of 12, 240 and 2,400 project tables as Word and Excel. Times
//! are to be read as ratios: from size to size, and against zipping the same bytes alone.

use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use jixiao::exchange::write;
use jixiao::model::{Document, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SAMPLE: &str = include_str!("../data/beidaihe-2021.json");

/// The sample with its projects over and over.
fn document(tables: usize) -> Document {
    let (mut document, _) = read(SAMPLE).expect("the sample is a document");
    let projects: Vec<_> = document.projects().cloned().collect();
    document.projects = jixiao::model::Field::Value(projects.into_iter().cycle().take(tables).collect());
    document.complete_ids();
    document
}

/// The files of a zip.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip was written");
    let all = zip.len();
    let part = |at| {
        let mut file = zip.by_index(at).expect("it has that many");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("it is whole");
        (format!("{at}"), content)
    };
    (0..all).map(part).collect()
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory takes all");
        zip.write_all(content).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}

fn times(criterion: &mut Criterion) {
    for name in ["docx", "xlsx"] {
        let format = write::named(name).expect("a format");
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(3))
            .warm_up_time(Duration::from_millis(500));
        for tables in [12, 240, 2400] {
            let document = document(tables);
            let bytes = format.write(&document, "").expect("it fits");
            let parts = parts(&bytes);
            group.bench_function(BenchmarkId::new("write", tables), |b| {
                b.iter(|| format.write(black_box(&document), ""));
            });
            group.bench_function(BenchmarkId::new("zip alone", tables), |b| {
                b.iter(|| zipped(black_box(&parts)))
            });
        }
        group.finish();
    }
}

criterion_group!(benches, times);
criterion_main!(benches);
