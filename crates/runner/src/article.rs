//! One article: read, analysed, its records checked and put in order.

use crate::cost::Cost;
use crate::isolate::isolate;
use demarche_core::{Analyzer, Article, Declaration, Diagnostic, Event, Reading};
use demarche_language::Reader;
use std::time::Instant;

/// What was found in one article.
#[derive(Debug)]
pub struct Findings {
    /// The article, with the publication date that the reading found where none came with it.
    pub article: Article,
    /// Its records, sorted by position, kind, rule and id.
    pub events: Vec<Event>,
    /// What failed.
    pub diagnostics: Vec<Diagnostic>,
    /// What it cost; differs from run to run and may reach no record.
    pub cost: Cost,
}

pub(crate) fn analyze(
    reader: &Reader,
    analyzers: &[Box<dyn Analyzer>],
    silent: &[&str],
    calibrated: bool,
    mut article: Article,
) -> Findings {
    let mut events: Vec<Event> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut cost = Cost::default();
    let mut published = article.published;
    let begin = Instant::now();
    match isolate(|| reader.read(&article)) {
        Ok(reading) => {
            cost.reading = begin.elapsed();
            for analyzer in analyzers {
                let begin = Instant::now();
                let rests_on = analyzer.rests_on();
                let others: Vec<&Event> = events.iter().filter(|e| rests_on.contains(&e.kind)).collect();
                match isolate(|| analyzer.conclude(&reading, &others)) {
                    Ok(mut found) => {
                        if let Some(calibration) = analyzer.calibration().filter(|_| calibrated) {
                            for event in &mut found {
                                event.confidence = calibration.confidence(&event.rule, event.confidence);
                            }
                        }
                        accept(found, &article, analyzer.declaration(), &mut events, &mut diagnostics)
                    }
                    Err(panic) => diagnostics.push(failed(&article, analyzer.declaration(), panic)),
                }
                cost.analyzers.push((analyzer.declaration().id, begin.elapsed()));
            }
            cost.sentences = reading.sentences().len();
            cost.parsed = reading.parsed();
            published = reading.published();
        }
        Err(panic) => diagnostics.push(unread(&article, panic)),
    }
    events.sort_by(|a, b| {
        (a.position(), &a.kind, &a.rule, &a.id).cmp(&(b.position(), &b.kind, &b.rule, &b.id))
    });
    events.retain(|event| !silent.contains(&event.analyzer.as_ref()));
    // One id is one event: what an analyzer reports twice is written once.
    events.dedup_by(|a, b| a.id == b.id);
    article.published = published;
    Findings { article, events, diagnostics, cost }
}

/// Seals an analyzer's records and lets those through that keep the contract.
fn accept(
    found: Vec<Event>,
    article: &Article,
    declaration: &'static Declaration,
    events: &mut Vec<Event>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for mut event in found {
        event.seal(article, declaration.id);
        match defect(&event, &article.text, declaration) {
            None => events.push(event),
            Some(defect) => diagnostics.push(
                Diagnostic::error(
                    &article.id,
                    format!("a record of `{}` ({}) was dropped", declaration.id, event.rule),
                )
                .because(defect)
                .fix("report this with the article; it is a defect of the analyzer"),
            ),
        }
    }
}

/// Why a record breaks the contract, if it does.
fn defect(event: &Event, text: &str, declaration: &Declaration) -> Option<String> {
    if !declaration.kinds.iter().any(|k| k.kind == event.kind.as_str()) {
        return Some(format!("the analyzer does not declare the kind `{}`", event.kind));
    }
    if !event.confidence.is_finite() || event.score.is_some_and(|score| !score.is_finite()) {
        return Some("its confidence or score is no number".to_owned());
    }
    if event.evidence.is_empty() {
        return Some("it has no evidence".to_owned());
    }
    let wrong = event.evidence.iter().find(|e| text.get(e.span.range()) != Some(e.text.as_str()))?;
    Some(format!(
        "its {} `{}` is not what stands at bytes {} to {}",
        wrong.role, wrong.text, wrong.span.start, wrong.span.end
    ))
}

fn failed(article: &Article, declaration: &Declaration, panic: String) -> Diagnostic {
    let id = declaration.id;
    Diagnostic::error(&article.id, format!("the analyzer `{id}` failed on this article")).because(panic).fix(
        format!("report this with the article; the other analyzers' records are complete, and --skip {id} goes without it"),
    )
}

fn unread(article: &Article, panic: String) -> Diagnostic {
    Diagnostic::error(&article.id, "this article could not be read")
        .because(panic)
        .fix("report this with the article; it was left out, the others are complete")
}
