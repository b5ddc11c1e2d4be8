//! The engine as the user wants it: which analyzers, with which files of their own.

use crate::suggest::suggest;
use anyhow::{Context, bail};
use clap::Args;
use demarche_atlas::Atlas;
use demarche_core::{Analyzer, DataFile, Kind, Settings};
use demarche_runner::Engine;
use std::path::{Path, PathBuf};

/// The user's own data files.
#[derive(Args)]
pub(crate) struct Files {
    /// Adds frames (TOML) to those of the analyzers; may be repeated.
    #[arg(long, value_name = "FILE")]
    frames: Vec<PathBuf>,
    /// Adds topics (TOML) to those of the concerns; may be repeated.
    #[arg(long, value_name = "FILE")]
    topics: Vec<PathBuf>,
    /// Adds rows (TSV) to the tables of the atlas.
    #[arg(long, value_name = "FILE")]
    atlas: Option<PathBuf>,
}

/// Which analyzers run.
#[derive(Args)]
pub(crate) struct Selection {
    /// Runs only these analyzers (ids, separated by commas).
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    select: Vec<String>,
    /// Runs these analyzers as well, which run only on request (ids, separated by commas).
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    also: Vec<String>,
    /// Runs all but these analyzers (ids, separated by commas).
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    skip: Vec<String>,
}

impl Files {
    fn settings(&self) -> anyhow::Result<Settings> {
        let mut settings = Settings::default();
        for (purpose, paths) in [("frames", &self.frames), ("topics", &self.topics)] {
            for path in paths {
                let file = DataFile { name: path.display().to_string(), text: read(path)? };
                settings.files.entry(purpose.to_owned()).or_default().push(file);
            }
        }
        Ok(settings)
    }

    /// The atlas, with the user's rows. It is kept until the process ends, as readings point into it.
    fn atlas(&self) -> anyhow::Result<&'static Atlas> {
        let Some(path) = &self.atlas else { return Ok(Atlas::embedded()) };
        let atlas = Atlas::with_user_file(&read(path)?).with_context(|| path.display().to_string())?;
        Ok(Box::leak(Box::new(atlas)))
    }

    /// All analyzers, with the user's data.
    pub(crate) fn analyzers(&self) -> anyhow::Result<Vec<Box<dyn Analyzer>>> {
        Ok(demarche_core::analyzers(&self.settings()?)?)
    }

    /// An engine of the selected analyzers, with the user's data. It is kept until the process ends, as taking it apart
    /// would cost a short run a tenth of its time.
    pub(crate) fn engine(&self, selection: &Selection) -> anyhow::Result<&'static mut Engine> {
        // The atlas is read beside the analyzers' tables, which take about as long.
        std::thread::scope(|scope| {
            let atlas = scope.spawn(|| self.atlas());
            let Chosen { analyzers, silent } = selection.of(self.analyzers()?)?;
            let atlas = atlas.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            let mut engine = Engine::new(atlas, analyzers);
            engine.silence(silent);
            Ok(Box::leak(Box::new(engine)))
        })
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The analyzers to run.
struct Chosen {
    analyzers: Vec<Box<dyn Analyzer>>,
    /// Those that run only because others rest on their records.
    silent: Vec<&'static str>,
}

impl Selection {
    fn of(&self, mut analyzers: Vec<Box<dyn Analyzer>>) -> anyhow::Result<Chosen> {
        let known: Vec<&str> = analyzers.iter().map(|a| a.declaration().id).collect();
        for id in self.select.iter().chain(&self.also).chain(&self.skip) {
            if !known.contains(&id.as_str()) {
                bail!("there is no analyzer `{id}`; {}", suggest(id, &known));
            }
        }
        let is_wanted = |analyzer: &dyn Analyzer| {
            let is = |id: &String| id == analyzer.declaration().id;
            let wanted =
                if self.select.is_empty() { !analyzer.on_request() } else { self.select.iter().any(is) };
            (wanted || self.also.iter().any(is)) && !self.skip.iter().any(is)
        };
        let wanted = analyzers.iter().filter(|analyzer| is_wanted(analyzer.as_ref()));
        let asked: Vec<Kind> = wanted.flat_map(|analyzer| analyzer.rests_on().to_vec()).collect();
        let mut silent = Vec::new();
        analyzers.retain(|analyzer| {
            let kinds = analyzer.declaration().kinds;
            let wanted = is_wanted(analyzer.as_ref());
            let asked = kinds.iter().any(|doc| asked.iter().any(|kind| kind.as_str() == doc.kind));
            silent.extend((asked && !wanted).then_some(analyzer.declaration().id));
            wanted || asked
        });
        if analyzers.is_empty() {
            bail!("no analyzer is left; drop --skip or --select");
        }
        Ok(Chosen { analyzers, silent })
    }
}
