//! How fast each layer of the engine is on a corpus, beside a floor that no engine can beat; `cargo xtask bench` runs this.
#![allow(clippy::print_stdout, reason = "a tool talks to the developer")]

use aho_corasick::AhoCorasick;
use demarche_atlas::Atlas;
use demarche_bundle as _;
use demarche_core::{Article, Settings, analyzers};
use demarche_ingest::Inputs;
use demarche_language::Reader;
use demarche_runner::Engine;
use demarche_syntax::{Model, Scratch};
use serde_json::json;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The allocator of the command, which is what is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: throughput JOBS MEGABYTES SAMPLE PATH…";
    let jobs: usize = arguments.next().ok_or(usage)?.parse()?;
    let limit: f64 = arguments.next().ok_or(usage)?.parse()?;
    let sample = arguments.next().ok_or(usage)?;
    let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let articles = first(&paths, limit * 1e6);
    write(&articles, &sample)?;
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    println!("text       {:.1} MB in {} articles", bytes as f64 / 1e6, articles.len());

    let mut analyzers = analyzers(&Settings::default())?;
    // What runs only on request is not what a user waits for.
    analyzers.retain(|analyzer| !analyzer.on_request());
    let triggers: Vec<(String, Vec<String>)> =
        analyzers.iter().map(|a| (a.declaration().id.to_owned(), a.triggers())).collect();
    let floor = floor(&articles, &triggers)?;
    let show = |layer: &str, time: Duration| {
        let speed = bytes as f64 / 1e6 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / floor.as_secs_f64();
        println!("{layer:<30} {speed:>7.1} MB/s {ratio:>7.1} × the floor's time");
    };
    show("floor (read, UTF-8, one scan)", floor);

    let reader = Reader::new(Atlas::embedded(), &triggers);
    let begin = Instant::now();
    articles.iter().for_each(|article| {
        black_box(reader.base(article));
    });
    show("base", begin.elapsed());
    syntax(&reader, &articles);

    let engine = Engine::new(Atlas::embedded(), analyzers);
    let begin = Instant::now();
    let summary = engine.run(articles.into_iter().map(Ok), jobs, |_| Ok(()))?;
    show(&format!("engine ({} analyzers, --jobs {jobs})", summary.cost.analyzers.len()), begin.elapsed());
    let cost = &summary.cost;
    show("  reading", cost.reading);
    cost.analyzers.iter().for_each(|(id, time)| show(&format!("  {id}"), *time));
    println!(
        "parsed     {:.1} % of {} sentences",
        100.0 * cost.parsed as f64 / cost.sentences as f64,
        cost.sentences
    );
    println!("records    {}", summary.events.values().sum::<u64>());
    Ok(())
}

/// How many sentences are tagged and parsed in a second.
fn syntax(reader: &Reader, articles: &[Article]) {
    let (model, mut scratch) = (Model::embedded(), Scratch::new());
    let mut times = [Duration::ZERO; 2];
    let (mut sentences, mut words) = (0, 0);
    for article in articles {
        let base = reader.base(article);
        let all: Vec<Vec<&str>> = base.sentences().iter().map(|s| base.words(s.id).collect()).collect();
        sentences += all.len();
        words += all.iter().map(Vec::len).sum::<usize>();
        let begin = Instant::now();
        all.iter().for_each(|sentence| {
            black_box(model.tag(sentence, &mut scratch));
        });
        times[0] += begin.elapsed();
        let begin = Instant::now();
        black_box(model.parse_all(&all, &mut scratch));
        times[1] += begin.elapsed();
    }
    let length = words as f64 / sentences.max(1) as f64;
    for (layer, time) in ["tagger alone", "parser alone, with tags"].iter().zip(times) {
        let speed = sentences as f64 / time.as_secs_f64();
        println!("{layer:<30} {speed:>7.0} sentences/s of {length:.1} words");
    }
}

/// As many articles from the beginning as hold so many bytes.
fn first(paths: &[PathBuf], limit: f64) -> Vec<Article> {
    let mut bytes = 0;
    let all = Inputs::find(paths).0.articles(None).flatten();
    let within = |article: &Article| {
        let fits = (bytes as f64) < limit;
        bytes += article.text.len();
        fits
    };
    all.take_while(within).collect()
}

/// Writes the articles down, so that the command can be measured on the same ones.
fn write(articles: &[Article], path: &str) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(fs::File::create(path)?);
    for article in articles {
        let date = article.published.map(|published| published.date.to_string());
        let line = json!({"id": article.id, "date": date, "title": article.title, "text": article.text});
        writeln!(file, "{line}")?;
    }
    Ok(file.flush()?)
}

/// The least time of some in which to read the same bytes from a file, check that they are UTF-8 and look once for the names and triggers.
fn floor(articles: &[Article], triggers: &[(String, Vec<String>)]) -> Result<Duration, Box<dyn Error>> {
    let file = tempfile::NamedTempFile::new()?;
    let text: String = articles.iter().map(|article| article.text.as_str()).collect();
    fs::write(file.path(), text)?;
    let names = Atlas::embedded().names().iter().map(|name| name.surface.as_ref());
    let words = triggers.iter().flat_map(|(_, words)| words).map(|word| word.trim_end_matches('*'));
    let patterns = AhoCorasick::builder().ascii_case_insensitive(true).build(names.chain(words))?;
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let begin = Instant::now();
        let text = String::from_utf8(fs::read(file.path())?)?;
        black_box(patterns.find_iter(&text).count());
        best = best.min(begin.elapsed());
    }
    Ok(best)
}
