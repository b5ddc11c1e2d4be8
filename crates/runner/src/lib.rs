//! The run: every analyzer over every article, in parallel, isolated, in order.
//!
//! ```text
//! reader thread ──► rayon, one task an article ──► writer, in input order
//! ```
//!
//! Memory stays flat whatever the input's size: only so many articles are read ahead. An analyzer that panics on an article loses
//! that pair only. `par_bridge` is not used: it does not keep the order.

mod article;
mod cost;
mod isolate;
mod pipeline;
mod summary;

pub use article::Findings;
pub use cost::Cost;
pub use summary::Summary;

use demarche_atlas::Atlas;
use demarche_core::{Analyzer, Article, Diagnostic, Reading, Span};
use demarche_language::Reader;
use std::io;

/// A set of analyzers with a reader that looks out for their triggers.
pub struct Engine {
    reader: Reader,
    analyzers: Vec<Box<dyn Analyzer>>,
    silent: Vec<&'static str>,
    calibrated: bool,
}

impl Engine {
    /// An engine of these analyzers over readings made with this atlas.
    pub fn new(atlas: &'static Atlas, mut analyzers: Vec<Box<dyn Analyzer>>) -> Self {
        analyzers.sort_by_key(|analyzer| !analyzer.rests_on().is_empty());
        let reader = Reader::with(atlas, || {
            analyzers.iter().map(|a| (a.declaration().id.to_owned(), a.triggers())).collect()
        });
        Engine { reader, analyzers, silent: Vec::new(), calibrated: true }
    }

    /// From now on, the records of these analyzers serve the others only and are not handed out.
    pub fn silence(&mut self, analyzers: Vec<&'static str>) {
        self.silent = analyzers;
    }

    /// From now on, the analyzers' own estimates are the confidences, for whoever calibrates them.
    pub fn uncalibrate(&mut self) {
        self.calibrated = false;
    }

    /// The analyzers whose records are handed out, in the order of their turn.
    pub fn analyzers(&self) -> impl Iterator<Item = &dyn Analyzer> {
        let all = self.analyzers.iter().map(Box::as_ref);
        all.filter(|analyzer| !self.silent.contains(&analyzer.declaration().id))
    }

    /// What all analyzers find in one article.
    pub fn analyze(&self, article: Article) -> Findings {
        article::analyze(&self.reader, &self.analyzers, &self.silent, self.calibrated, article)
    }

    /// The reading that all analyzers share.
    pub fn read<'a>(&'a self, article: &'a Article) -> impl Reading + 'a {
        self.reader.read(article)
    }

    /// Where the sentences of an article stand.
    pub fn sentences(&self, article: &Article) -> Vec<Span> {
        self.read(article).sentences().iter().map(|s| s.span).collect()
    }

    /// Analyses a stream of articles with `jobs` threads and hands the findings to `write` in the stream's order, with the
    /// stream's own messages between them.
    ///
    /// # Errors
    /// The first error of `write`, which ends the run, or the system's if it starts no threads.
    pub fn run(
        &self,
        articles: impl Iterator<Item = Result<Article, Diagnostic>> + Send,
        jobs: usize,
        mut write: impl FnMut(&Result<Findings, Diagnostic>) -> io::Result<()>,
    ) -> io::Result<Summary> {
        let mut summary = Summary::default();
        pipeline::run(
            articles,
            jobs,
            |item| item.map(|article| self.analyze(article)),
            |item| {
                summary.add(&item);
                write(&item)
            },
        )?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
