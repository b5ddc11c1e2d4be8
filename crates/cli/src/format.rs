//! The formats in which records leave, by name.

use crate::output::{Color, Output, on_terminal};
use anyhow::Context;
use clap::ValueEnum;
#[cfg(feature = "parquet")]
use demarche_report::Parquet;
use demarche_report::{Annotations, Array, Brat, CsvBundle, Html, Lines, Plover, Report, Table};
use std::path::Path;

/// How records are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading, grouped by kind; held back until the end.
    #[default]
    Table,
    /// A page for the browser: the articles with their evidence marked, the records beside them, and filters.
    Html,
    /// One JSON object per record and line, as articles come.
    Jsonl,
    /// One JSON array.
    Json,
    /// PLOVER, the ontology of event data, as JSON Lines; without statements and tone, for which it has no events.
    Plover,
    /// W3C Web Annotation (JSON-LD): the evidence as targets.
    Annotations,
    /// A folder for the brat annotation tool, to review and correct.
    Brat,
    /// A folder of CSV tables with a codebook.
    Csv,
    /// Apache Parquet, one flat row per record.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A report with its place to write to.
pub(crate) struct Opened {
    pub(crate) report: Box<dyn Report>,
    /// Whether it writes to the terminal as articles come, where a progress bar would be torn.
    pub(crate) streams: bool,
}

impl Format {
    /// Opens a file, a folder, or standard output.
    pub(crate) fn open(self, output: Option<&Path>, color: Color) -> anyhow::Result<Opened> {
        let to = || anyhow::Ok(Output::open(output, color)?.to);
        let folder = || output.context("this format is a folder of files; name the folder with --output");
        let report: Box<dyn Report> = match self {
            Format::Table => {
                let Output { to, style } = Output::open(output, color)?;
                Box::new(Table::new(to, style))
            }
            Format::Html => Box::new(Html::new(to()?)),
            Format::Jsonl => Box::new(Lines::new(to()?)),
            Format::Json => Box::new(Array::new(to()?)),
            Format::Plover => Box::new(Plover::new(to()?)),
            Format::Annotations => Box::new(Annotations::new(to()?)),
            Format::Brat => Box::new(Brat::new(folder()?)?),
            Format::Csv => Box::new(CsvBundle::new(folder()?)?),
            #[cfg(feature = "parquet")]
            Format::Parquet if on_terminal(output) => {
                anyhow::bail!("Parquet is not for reading; name a file with --output")
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(Parquet::new(to()?)?),
        };
        Ok(Opened { report, streams: on_terminal(output) && self != Format::Table })
    }
}
