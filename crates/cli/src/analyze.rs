//! `demarche analyze`

use crate::engine::{Files, Selection};
use crate::format::{Format, Opened};
use crate::ledger::Intake;
use crate::messages::{Messages, say};
use crate::output::Color;
use crate::progress::Progress;
use clap::Args;
use demarche_ingest::Inputs;
use demarche_runner::Summary;
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

/// Finds the events of articles and writes their records.
#[derive(Args)]
pub(crate) struct Analyze {
    /// Files, folders, or - for standard input: plain text, or JSON Lines with id, title, date and text, gzipped or not.
    ///
    /// Folders are searched for .txt, .jsonl, .txt.gz and .jsonl.gz. Files are read in the order of their paths, whatever the
    /// order in which they are named, and each once.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to write the records.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Writes the records to this file or folder instead of standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Adds the articles and records to a ledger, which is made if there is none, and merges it anew.
    #[arg(long, value_name = "LEDGER", conflicts_with_all = ["format", "output"])]
    into: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    /// The publication date of articles that come without one.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// How many threads analyse; all processors if not given. The output does not depend on it.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Says at the end where the time went.
    #[arg(long)]
    profile: bool,
    /// Writes the analyzers' own estimates instead of calibrated confidences, for `cargo xtask train-confidence`.
    #[arg(long, hide = true)]
    uncalibrated: bool,
    /// Shows every message, however many there are.
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    files: Files,
}

impl Analyze {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let begin = Instant::now();
        let engine = self.files.engine(&self.selection)?;
        if self.uncalibrated {
            engine.uncalibrate();
        }
        let Opened { mut report, streams } = match &self.into {
            Some(ledger) => Opened { report: Box::new(Intake::open(ledger)?), streams: false },
            None => self.format.open(self.output.as_deref(), color)?,
        };

        let (inputs, problems) = Inputs::find(&self.paths);
        let bytes = inputs.bytes();
        let articles = inputs.articles(self.date);
        // Records that run down the same terminal would tear the bar.
        let progress = Progress::new(bytes, articles.bytes_read(), !streams);
        let mut messages = Messages::new(self.verbose);
        problems.iter().for_each(|problem| messages.show(problem));

        let jobs = self.jobs.or(available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let mut summary = engine.run(articles, jobs, |item| {
            progress.follow();
            let failed = match item {
                Ok(findings) => {
                    report.article(&findings.article, &findings.events)?;
                    findings.diagnostics.as_slice()
                }
                Err(problem) => std::slice::from_ref(problem),
            };
            if !failed.is_empty() {
                progress.aside(|| failed.iter().for_each(|problem| messages.show(problem)));
            }
            Ok(())
        })?;
        progress.finish();
        report.finish()?;
        for remark in report.remarks() {
            messages.show(&remark);
            summary.count(&remark);
        }
        problems.iter().for_each(|problem| summary.count(problem));
        let code = messages.finish();
        say(sum_up(&summary, begin.elapsed()));
        if self.profile {
            say(profile(&summary, begin.elapsed()));
        }
        Ok(code)
    }
}

/// `3 articles · 9 visits · 16 concerns · 0.4 s`
fn sum_up(summary: &Summary, time: Duration) -> String {
    let mut parts = vec![count(summary.articles, "article")];
    parts.extend(summary.events.iter().map(|(kind, &number)| count(number, kind)));
    if summary.events.is_empty() {
        parts.push("nothing found".to_owned());
    }
    if summary.errors > 0 {
        parts.push(format!("{}, see above", count(summary.errors, "error")));
    }
    if summary.warnings > 0 {
        parts.push(count(summary.warnings, "warning"));
    }
    parts.push(format!("{:.1} s", time.as_secs_f64()));
    parts.join(" · ")
}

fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn profile(summary: &Summary, time: Duration) -> String {
    let cost = &summary.cost;
    let megabytes = summary.bytes as f64 / 1e6;
    let row = |what: &str, time: Duration| {
        format!(
            "\n  {what:<14} {:>9.3} s {:>9.1} MB/s",
            time.as_secs_f64(),
            megabytes / time.as_secs_f64().max(1e-9)
        )
    };
    let mut out = format!(
        "{megabytes:.1} MB of text, {} sentences, {} of them parsed ({:.1} %)",
        cost.sentences,
        cost.parsed,
        100.0 * cost.parsed as f64 / cost.sentences.max(1) as f64
    );
    out.push_str(&row("reading", cost.reading));
    for &(id, time) in &cost.analyzers {
        out.push_str(&row(id, time));
    }
    out.push_str(&row("passed", time));
    out.push_str(
        "\n  A tree or mention is worked out once, on the account of the analyzer that first asks for it.",
    );
    out
}
