//! `demarche show`

use crate::engine::{Files, Selection};
use crate::messages::Messages;
use crate::output::{Color, Output};
use clap::Args;
use demarche_ingest::Inputs;
use demarche_report::annotate;
use jiff::civil::Date;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Shows articles with the evidence marked in the text.
#[derive(Args)]
pub(crate) struct Show {
    /// Files, folders, or - for standard input, as for `analyze`.
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    /// The publication date of articles that come without one.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    #[command(flatten)]
    files: Files,
}

impl Show {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let engine = self.files.engine(&self.selection)?;
        let Output { mut to, style } = Output::open(None, color)?;
        let mut messages = Messages::new(false);
        let (inputs, problems) = Inputs::find(&self.paths);
        problems.iter().for_each(|problem| messages.show(problem));
        for article in inputs.articles(self.date) {
            let findings = match article {
                Ok(article) => engine.analyze(article),
                Err(problem) => {
                    messages.show(&problem);
                    continue;
                }
            };
            findings.diagnostics.iter().for_each(|problem| messages.show(problem));
            let article = &findings.article;
            writeln!(to, "── {} ──", article.id)?;
            if let Some(title) = &article.title {
                writeln!(to, "{title}")?;
            }
            writeln!(to, "{}", annotate(&article.text, &engine.sentences(article), &findings.events, style))?;
        }
        to.flush()?;
        Ok(messages.finish())
    }
}
