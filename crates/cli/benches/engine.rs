//! The scan, the reading and each analyzer on the fixtures: `cargo bench -p demarche-cli`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche_atlas::Atlas;
use demarche_bundle as _;
use demarche_core::{Analyzer, Article, Settings, analyzers};
use demarche_ingest::Inputs;
use demarche_language::Reader;
use demarche_runner::Engine;
use std::hint::black_box;
use std::path::Path;

fn engine(criterion: &mut Criterion) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/articles");
    let articles: Vec<Article> = Inputs::find(&[fixtures]).0.articles(None).flatten().collect();
    let all = analyzers(&Settings::default()).expect("the bundled data files are valid");
    let triggers: Vec<(String, Vec<String>)> =
        all.iter().map(|a| (a.declaration().id.to_owned(), a.triggers())).collect();

    let mut group = criterion.benchmark_group("engine");
    group.throughput(Throughput::Bytes(articles.iter().map(|a| a.text.len() as u64).sum()));
    let reader = Reader::new(Atlas::embedded(), &triggers);
    group.bench_function("base", |bench| {
        bench.iter(|| articles.iter().for_each(|article| drop(black_box(reader.base(article)))));
    });
    let mut measure = |name: &str, analyzers: Vec<Box<dyn Analyzer>>| {
        let engine = Engine::new(Atlas::embedded(), analyzers);
        group.bench_function(name, |bench| {
            bench.iter(|| {
                articles.iter().for_each(|article| drop(black_box(engine.analyze(article.clone()))))
            });
        });
    };
    for analyzer in all {
        measure(analyzer.declaration().id, vec![analyzer]);
    }
    let mut usual = analyzers(&Settings::default()).expect("the bundled data files are valid");
    usual.retain(|analyzer| !analyzer.on_request());
    measure("usual", usual);
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
