//! The engine as the user wants it: which analyzers, with which files of their own.

use crate::suggest::suggest;
use anyhow::{Context, bail};
use clap::Args;
use demarche_atlas::Atlas;
use demarche_core::{Analyzer, DataFile, Settings};
use demarche_runner::Engine;
use std::path::PathBuf;

/// The user's own data files.
#[derive(Args)]
pub(crate) struct Files {
    /// Adds frames (TOML) to those of the analyzers; may be repeated.
    #[arg(long, value_name = "FILE")]
    frames: Vec<PathBuf>,
    /// Adds topics (TOML) to those of the concerns; may be repeated.
    #[arg(long, value_name = "FILE")]
    topics: Vec<PathBuf>,
    /// Adds names (TSV) to the atlas; may be repeated.
    #[arg(long, value_name = "FILE")]
    atlas: Vec<PathBuf>,
}

/// Which analyzers run.
#[derive(Args)]
pub(crate) struct Selection {
    /// Runs only these analyzers (ids, separated by commas).
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    select: Vec<String>,
    /// Runs all but these analyzers (ids, separated by commas).
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    skip: Vec<String>,
}

impl Files {
    fn settings(&self) -> anyhow::Result<Settings> {
        let mut settings = Settings::default();
        for (purpose, paths) in [("frames", &self.frames), ("topics", &self.topics), ("atlas", &self.atlas)] {
            for path in paths {
                let name = path.display().to_string();
                let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
                settings.files.entry(purpose.to_owned()).or_default().push(DataFile { name, text });
            }
        }
        Ok(settings)
    }

    /// All analyzers, with the user's data.
    pub(crate) fn analyzers(&self) -> anyhow::Result<Vec<Box<dyn Analyzer>>> {
        Ok(demarche_core::analyzers(&self.settings()?)?)
    }

    /// An engine of the selected analyzers, with the user's data.
    pub(crate) fn engine(&self, selection: &Selection) -> anyhow::Result<Engine> {
        let analyzers = selection.of(self.analyzers()?)?;
        Ok(Engine::new(Atlas::embedded(), analyzers))
    }
}

impl Selection {
    fn of(&self, mut analyzers: Vec<Box<dyn Analyzer>>) -> anyhow::Result<Vec<Box<dyn Analyzer>>> {
        let known: Vec<&str> = analyzers.iter().map(|a| a.declaration().id).collect();
        for id in self.select.iter().chain(&self.skip) {
            if !known.contains(&id.as_str()) {
                bail!("there is no analyzer `{id}`; {}", suggest(id, &known));
            }
        }
        analyzers.retain(|analyzer| {
            let is = |id: &String| id == analyzer.declaration().id;
            (self.select.is_empty() || self.select.iter().any(is)) && !self.skip.iter().any(is)
        });
        if analyzers.is_empty() {
            bail!("no analyzer is left; drop --skip or --select");
        }
        Ok(analyzers)
    }
}
