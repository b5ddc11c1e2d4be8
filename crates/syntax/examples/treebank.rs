//! Trains the embedded model, or scores it; `cargo xtask train` and `cargo xtask eval --treebank FILE` run this.
//!
//! ```text
//! treebank train [FOLDER]    from treebanks/{ewt,gum}-train and corpora/us-government in FOLDER (../shared) to model/english.bin
//! treebank score FILE [MODEL]        one figure a line, for a CoNLL-U file, gzipped or not
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool talks to the developer")]

use demarche_atlas::Atlas;
use demarche_core::{Article, Zone};
use demarche_language::Reader;
use demarche_syntax::Model;
use demarche_syntax::train::{Config, evaluate, read, train};
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// So long are the sentences that the network learns from besides the treebanks.
const LENGTHS: Range<usize> = 4..60;
/// One in so many of them is enough.
const EVERY: usize = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["train"] => train_on(&crate_folder.join("../../../shared"), crate_folder),
        ["train", folder] => train_on(Path::new(folder), crate_folder),
        ["score", file, model] => {
            let model = Model::read(fs::read(model)?.into())?;
            print!("{}", evaluate(&model, &load(Path::new(file))?)?);
            Ok(())
        }
        ["score", file] => {
            print!("{}", evaluate(Model::embedded(), &load(Path::new(file))?)?);
            Ok(())
        }
        _ => Err("usage: treebank train [FOLDER] | treebank score FILE".into()),
    }
}

fn train_on(folder: &Path, crate_folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut sentences = Vec::new();
    for name in ["ewt-train", "gum-train"] {
        sentences.extend(read(&load(&folder.join(format!("treebanks/{name}.conllu.gz")))?)?);
    }
    let unlabelled = articles(&load(&folder.join("corpora/us-government.jsonl.gz"))?)?;
    let parsed = some_sentences(&unlabelled);
    let progress = &mut |step: &str| eprintln!("{step}");
    let model = train(&sentences, &unlabelled, &parsed, &Config::default(), progress);
    let file = crate_folder.join("model/english.bin");
    fs::write(&file, &model)?;
    println!("wrote {} ({} bytes)", file.display(), model.len());
    Ok(())
}

/// Of the sentences of texts each [`EVERY`]th, unless it is a heading or a list.
fn some_sentences(texts: &[String]) -> Vec<Vec<String>> {
    let reader = Reader::new(Atlas::embedded(), &[]);
    let mut all = Vec::new();
    for text in texts {
        let article = Article::new("", text.as_str());
        let base = reader.base(&article);
        let sentences = base.sentences().iter().filter(|sentence| sentence.zone == Zone::Body);
        let words = sentences.map(|s| base.words(s.id).map(str::to_owned).collect::<Vec<_>>());
        all.extend(words.filter(|words| LENGTHS.contains(&words.len())));
    }
    all.into_iter().step_by(EVERY).collect()
}

/// Titles and texts of JSON Lines.
fn articles(lines: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut all = Vec::new();
    for line in lines.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        all.extend(["title", "text"].iter().filter_map(|field| article[*field].as_str()).map(str::to_owned));
    }
    Ok(all)
}

fn load(path: &Path) -> Result<String, Box<dyn Error>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(text)
}
