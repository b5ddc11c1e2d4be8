//! `demarche why-not`

use crate::engine::{Files, Selection};
use crate::messages::Messages;
use crate::output::{Color, Output};
use anyhow::bail;
use clap::Args;
use demarche_core::{Article, Attempt, Event, Reading, SentenceId, Span};
use demarche_ingest::Inputs;
use demarche_report::line;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Words that stand in more sentences than this are too few to tell which one is meant.
const MEANT: usize = 3;
/// So many rules are shown of a sentence; those further off tell nothing.
const SHOWN: usize = 6;
/// So many of the conditions that a rule misses are shown.
const REASONS: usize = 4;

/// Says which rules fired or nearly fired on a sentence, and what was missing.
#[derive(Args)]
pub(crate) struct WhyNot {
    /// A file, or - for standard input, as for `analyze`.
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Words of the sentence, in their order; case and white space do not matter.
    #[arg(value_name = "WORDS")]
    words: String,
    #[command(flatten)]
    selection: Selection,
    /// The publication date of articles that come without one.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Shows every rule that a word of the sentence could wake, however far off it was.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    files: Files,
}

/// What came of a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Fired(String),
    Merged(String),
    Refused(String),
    /// The share of its conditions that are missing, in thousandths, and which they are.
    Missed(usize, Vec<String>),
}

impl Outcome {
    /// Whether more than half of the conditions are missing: then it was no near miss.
    fn is_far(&self) -> bool {
        matches!(self, Outcome::Missed(gap, _) if *gap > 500)
    }
}

impl WhyNot {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let wanted = plain(&self.words);
        if wanted.is_empty() {
            bail!("give some words of the sentence that should have made a record");
        }
        let engine = self.files.engine(&self.selection)?;
        let mut messages = Messages::new(false);
        let (inputs, problems) = Inputs::find(std::slice::from_ref(&self.path));
        let mut articles = Vec::new();
        let mut failed = problems;
        for article in inputs.articles(self.date) {
            match article {
                Ok(article) => articles.push(article),
                Err(problem) => failed.push(problem),
            }
        }
        failed.iter().for_each(|problem| messages.show(problem));
        if articles.is_empty() {
            bail!("{} holds no article", self.path.display());
        }

        let mut found: Vec<(&Article, SentenceId)> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for article in &articles {
            let reading = engine.read(article);
            for sentence in reading.sentences() {
                let text = sentence.span.slice(&article.text);
                if plain(text).contains(&wanted) {
                    found.push((article, sentence.id));
                } else {
                    others.push(one_line(text));
                }
            }
        }
        match found.as_slice() {
            [] => {
                bail!("no sentence of {} holds these words{}", self.path.display(), nearest(&wanted, &others))
            }
            all if all.len() > MEANT => {
                let first = all.iter().take(MEANT).map(|(article, id)| {
                    let span = engine.read(article).sentence(*id).span;
                    format!("\n  {}", one_line(span.slice(&article.text)))
                });
                bail!(
                    "these words stand in {} sentences; give more of the one that you mean, such as{}",
                    all.len(),
                    first.collect::<String>()
                );
            }
            _ => {}
        }

        let Output { mut to, .. } = Output::open(None, color)?;
        for (number, (article, sentence)) in found.into_iter().enumerate() {
            if number > 0 {
                writeln!(to)?;
            }
            let findings = engine.analyze(article.clone());
            findings.diagnostics.iter().for_each(|problem| messages.show(problem));
            let reading = engine.read(article);
            let span = reading.sentence(sentence).span;
            let mut tried = Vec::new();
            for analyzer in engine.analyzers() {
                let of_it: Vec<&Event> =
                    findings.events.iter().filter(|e| e.analyzer == analyzer.declaration().id).collect();
                for attempt in analyzer.attempts(&reading, sentence) {
                    tried.push((outcome(&attempt, &of_it, span), attempt));
                }
            }
            tried.sort_by(|(a, x), (b, y)| {
                a.cmp(b).then_with(|| x.trigger.cmp(&y.trigger)).then_with(|| x.rule.cmp(&y.rule))
            });
            // Of one rule tried on several words the nearest says enough.
            let mut seen = Vec::new();
            tried.retain(|(outcome, attempt)| {
                let new = !seen.contains(&attempt.rule);
                seen.push(attempt.rule.clone());
                new || self.all || matches!(outcome, Outcome::Fired(_))
            });
            let near = tried.iter().take_while(|(outcome, _)| !outcome.is_far()).count().min(SHOWN);
            let shown = if self.all { tried.len() } else { near };
            writeln!(to, "{}: {}", article.id, one_line(span.slice(&article.text)))?;
            print(&mut to, &article.text, &tried, shown)?;
        }
        to.flush()?;
        Ok(messages.finish())
    }
}

fn outcome(attempt: &Attempt, events: &[&Event], sentence: Span) -> Outcome {
    // The sentence and the parties are evidence too; what woke the rule has a role of its own.
    let proves = |role: &str| {
        !matches!(role, "sentence" | "clause" | "actor" | "recipient" | "place" | "time" | "topic")
    };
    let tells = |e: &&&Event| e.evidence.iter().any(|e| proves(&e.role) && e.span.overlaps(attempt.trigger));
    if !attempt.missing.is_empty() {
        let gap = 1000 * attempt.missing.len() / attempt.conditions.max(1);
        return Outcome::Missed(gap, attempt.missing.clone());
    }
    let told: Vec<&&Event> = events.iter().filter(tells).collect();
    if let Some(own) = told.iter().find(|e| e.rule == attempt.rule && e.position().overlaps(sentence)) {
        return Outcome::Fired(line(own));
    }
    match told.first() {
        Some(event) => Outcome::Merged(line(event)),
        None => Outcome::Refused(attempt.objection.clone().unwrap_or_else(|| {
            "another rule tells it better, or the article does not say who takes part".to_owned()
        })),
    }
}

fn print(to: &mut dyn Write, text: &str, tried: &[(Outcome, Attempt)], shown: usize) -> io::Result<()> {
    if tried.is_empty() {
        return writeln!(
            to,
            "  no rule looks at this sentence: `demarche analyzers` lists the words that wake them"
        );
    }
    for (outcome, attempt) in tried.iter().take(shown) {
        let trigger = one_line(attempt.trigger.slice(text));
        let head = format!("{} at `{trigger}`", attempt.rule);
        match outcome {
            Outcome::Fired(record) => writeln!(to, "  {head} fired\n      {record}")?,
            Outcome::Merged(record) => {
                writeln!(to, "  {head} found, but merged into the record\n      {record}")?
            }
            Outcome::Refused(why) => writeln!(to, "  {head} fits, but made no record\n      {why}")?,
            Outcome::Missed(_, missing) => {
                let number = missing.len();
                writeln!(to, "  {head} misses {number} of {} conditions", attempt.conditions.max(number))?;
                for reason in missing.iter().take(REASONS) {
                    writeln!(to, "      {reason}")?;
                }
            }
        }
    }
    match tried.len() - shown {
        0 => {}
        1 => writeln!(to, "  1 rule was further off; --all shows it")?,
        more => writeln!(to, "  {more} rules were further off; --all shows them")?,
    }
    Ok(())
}

/// The sentence most like the words, as a question.
fn nearest(wanted: &str, sentences: &[String]) -> String {
    let words: Vec<&str> = wanted.split(' ').collect();
    let alike = |sentence: &str| {
        let plain = plain(sentence);
        let near = |w: &&&str| plain.split(' ').any(|s| strsim::jaro_winkler(w, s) > 0.9);
        words.iter().filter(near).count()
    };
    let best = sentences.iter().enumerate().map(|(i, s)| (alike(s), Reverse(i), s)).max();
    match best {
        Some((common, _, sentence)) if common > 0 => format!("; the nearest is\n  {sentence}"),
        _ => String::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In lower case, on one line, with straight quotation marks: how people type what they read.
fn plain(text: &str) -> String {
    let straight = text.chars().map(|c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '‑' => '-',
        c => c,
    });
    one_line(&straight.collect::<String>()).to_lowercase()
}
