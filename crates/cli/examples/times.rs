//! Prints the time expressions of articles, a JSON object per line: `cargo run -p demarche-cli --example times -- PATH…`.
//!
//! `type` and `value` are those of TimeML, `start` and `end` bytes of the text; `cargo xtask eval` scores them.
#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use demarche_atlas::Atlas;
use demarche_bundle as _;
use demarche_core::Reading;
use demarche_ingest::Inputs;
use demarche_language::Reader;
use serde_json::json;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let reader = Reader::new(Atlas::embedded(), &[]);
    for article in Inputs::find(&paths).0.articles(None).flatten() {
        let reading = reader.read(&article);
        for mention in reading.sentences().iter().flat_map(|s| reading.times(s.id)) {
            let line = json!({
                "article": article.id,
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.time.text,
                "type": mention.kind.to_string().to_uppercase(),
                "value": mention.timex,
            });
            println!("{line}");
        }
    }
    Ok(())
}
