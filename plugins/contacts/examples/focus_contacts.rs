//! Learns `data/focus.tsv` from folders of articles with gold records; `cargo xtask train-weights` runs this.

use demarche_contacts::Contacts;
use demarche_core::Settings;
use demarche_testkit::focus::{Task, takes_part, train};
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let analyzer = Contacts::new(&Settings::default())?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/focus.tsv");
    let task = Task {
        layer: "contacts",
        own: &[],
        columns: "where no side is known, and where one is",
        fits: &takes_part,
        thresholds: [0.4, 0.2],
        eased: [0.0; 2],
        pull: 16.0,
        file: &file,
    };
    train(task, &analyzer, |reading| analyzer.cases(reading), &folders)
}
