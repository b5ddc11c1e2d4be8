//! Trains the embedded model, or scores it; `cargo xtask train` and `cargo xtask eval --treebank FILE` run this.
//!
//! ```text
//! treebank train [FOLDER]    from treebanks/{ewt,gum}-train and corpora/us-government in FOLDER (../shared) to model/english.bin
//! treebank score FILE        one figure a line, for a CoNLL-U file, gzipped or not
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool talks to the developer")]

use demarche_syntax::Model;
use demarche_syntax::train::{Config, evaluate, read, train};
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["train"] => train_on(&crate_folder.join("../../../shared"), crate_folder),
        ["train", folder] => train_on(Path::new(folder), crate_folder),
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
    let model = train(&sentences, &unlabelled, &Config::default(), &mut |step| eprintln!("{step}"));
    let file = crate_folder.join("model/english.bin");
    fs::write(&file, &model)?;
    println!("wrote {} ({} bytes)", file.display(), model.len());
    Ok(())
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
