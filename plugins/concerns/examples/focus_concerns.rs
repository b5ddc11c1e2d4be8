//! Learns `data/focus.tsv` from folders of articles with gold records; `cargo xtask train-weights` runs this.

use demarche_concerns::{Concerns, QUESTIONS, is_of};
use demarche_core::Settings;
use demarche_frames::focus::{Case, Proposal};
use demarche_testkit::focus::{Task, train};
use serde_json::Value;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let analyzer = Concerns::new(&Settings::default())?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/focus.tsv");
    let fits = |case: &Case, proposal: &Proposal, record: &Value| {
        is_of(case, proposal, record["raiser_country"].as_str(), record["addressee_country"].as_str())
    };
    let task = Task {
        layer: "concerns",
        own: QUESTIONS,
        columns: "of who raises a concern, and of whom it is put to",
        fits: &fits,
        thresholds: [0.1, -1.0],
        eased: [0.0; 2],
        pull: 2.0,
        file: &file,
    };
    train(task, &analyzer, |reading| analyzer.cases(reading), &folders)
}
