//! How fast an article is scanned and read: `cargo bench -p demarche-language`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche_atlas::Atlas;
use demarche_core::{Article, Reading};
use demarche_language::Reader;
use std::hint::black_box;

/// Every fixture article that the workspace has.
fn articles() -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/articles");
    let files = std::fs::read_dir(folder).expect("the fixtures are part of the repository");
    let mut paths: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|p| Some(Article::new(p.to_string_lossy(), std::fs::read_to_string(p).ok()?)))
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let articles = articles();
    let triggers =
        ["visit*", "trip*", "talk*", "concern*", "sanction*", "agree*"].map(str::to_owned).to_vec();
    let reader = Reader::new(Atlas::embedded(), &[("bench".to_owned(), triggers)]);
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(articles.iter().map(|a| a.text.len() as u64).sum()));
    group.sample_size(20);
    group.bench_function("scan", |b| {
        b.iter(|| articles.iter().map(|a| black_box(reader.base(a)).names().len()).sum::<usize>());
    });
    group.bench_function("mentions and times of sentences with a trigger", |b| {
        b.iter(|| {
            for article in &articles {
                let reading = reader.read(article);
                for hit in reading.hits("bench") {
                    black_box(reading.mentions(hit.sentence).len() + reading.times(hit.sentence).len());
                }
            }
        });
    });
    group.bench_function("everything", |b| {
        b.iter(|| {
            for article in &articles {
                let reading = reader.read(article);
                for sentence in reading.sentences() {
                    black_box(reading.mentions(sentence.id).len() + reading.times(sentence.id).len());
                }
                black_box(reading.quotes());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
