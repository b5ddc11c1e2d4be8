use crate::Engine;
use demarche_atlas::Atlas;
use demarche_core::{
    Analyzer, Article, Declaration, Diagnostic, Event, Kind, KindDoc, Reading, RuleDoc, Span,
};
use std::io;

static WORDS: Declaration = Declaration {
    id: "words",
    version: "1",
    purpose: "finds its trigger, twice",
    kinds: &[KindDoc { kind: "statement", actors: "", recipients: "" }],
};

/// Finds the word "minister"; breaks the contract or panics where the text asks for it.
struct Words;

impl Analyzer for Words {
    fn declaration(&self) -> &'static Declaration {
        &WORDS
    }

    fn triggers(&self) -> Vec<String> {
        vec!["minister*".to_owned()]
    }

    fn rules(&self) -> Vec<RuleDoc> {
        Vec::new()
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        let text = reading.text();
        assert!(!text.contains("PANIC"), "asked to");
        let found = |hit: &demarche_core::Hit| {
            let mut event = Event::new(Kind::STATEMENT, "words.minister");
            event.cite(text, "sentence", reading.sentence(hit.sentence).span);
            event.cite(text, "trigger", hit.span);
            if text.contains("UNDECLARED") {
                event.kind = Kind::TONE;
            }
            if text.contains("NO EVIDENCE") {
                event.evidence.clear();
            }
            if text.contains("SHIFTED") {
                event.evidence[1].span = Span::new(0, 3);
            }
            if text.contains("NAN") {
                event.confidence = f64::NAN;
            }
            event
        };
        let hits = reading.hits(WORDS.id);
        hits.iter().rev().chain(hits).map(found).collect()
    }
}

static PANICS: Declaration = Declaration { id: "panics", version: "1", purpose: "panics", kinds: &[] };

struct Panics;

impl Analyzer for Panics {
    fn declaration(&self) -> &'static Declaration {
        &PANICS
    }

    fn triggers(&self) -> Vec<String> {
        Vec::new()
    }

    fn rules(&self) -> Vec<RuleDoc> {
        Vec::new()
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        panic!("cannot stand {}", reading.article().id)
    }
}

fn engine(analyzers: Vec<Box<dyn Analyzer>>) -> Engine {
    Engine::new(Atlas::embedded(), analyzers)
}

#[test]
fn records_are_sealed_sorted_and_written_once() {
    let findings = engine(vec![Box::new(Words)])
        .analyze(Article::new("a", "The minister spoke. Other ministers listened. The minister left."));
    let found: Vec<_> =
        findings.events.iter().map(|e| (e.position().start, e.evidence[1].text.as_str())).collect();
    assert_eq!(found, [(0, "minister"), (20, "ministers"), (46, "minister")]);
    assert!(findings.events.iter().all(|e| e.article == "a" && e.analyzer == "words" && e.id.len() == 16));
    assert!(findings.diagnostics.is_empty());
}

#[test]
fn a_panic_loses_one_analyzer_on_one_article() {
    let findings =
        engine(vec![Box::new(Panics), Box::new(Words)]).analyze(Article::new("a", "The minister spoke."));
    assert_eq!(findings.events.len(), 1);
    let [diagnostic] = findings.diagnostics.as_slice() else {
        panic!("one message: {:?}", findings.diagnostics)
    };
    assert_eq!(
        (diagnostic.place.as_str(), diagnostic.what.as_str()),
        ("a", "the analyzer `panics` failed on this article")
    );
    assert!(
        diagnostic.why.ends_with("cannot stand a") && diagnostic.fix.contains("--skip panics"),
        "{diagnostic}"
    );
}

/// Writes how many words the others found.
struct Counts;

static COUNTS: Declaration = Declaration { id: "counts", ..WORDS };

impl Analyzer for Counts {
    fn declaration(&self) -> &'static Declaration {
        &COUNTS
    }

    fn triggers(&self) -> Vec<String> {
        Vec::new()
    }

    fn rules(&self) -> Vec<RuleDoc> {
        Vec::new()
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        self.conclude(reading, &[])
    }

    fn rests_on(&self) -> &[Kind] {
        const { &[Kind::STATEMENT] }
    }

    fn conclude(&self, reading: &dyn Reading, found: &[&Event]) -> Vec<Event> {
        let mut event = Event::new(Kind::STATEMENT, "counts");
        event.cite(reading.text(), "sentence", reading.sentences()[0].span);
        event.detail("found", found.len());
        vec![event]
    }
}

#[test]
fn who_rests_on_others_comes_after_them_even_if_they_are_silent() {
    let article = || Article::new("a", "The minister spoke to another minister.");
    let mut engine = engine(vec![Box::new(Counts), Box::new(Words)]);
    let order: Vec<_> = engine.analyzers().map(|a| a.declaration().id).collect();
    assert_eq!(order, ["words", "counts"]);
    assert_eq!(engine.analyze(article()).events.len(), 3);
    engine.silence(vec!["words"]);
    let events = engine.analyze(article()).events;
    assert_eq!(events.iter().map(|e| e.details["found"].as_u64()).collect::<Vec<_>>(), [Some(4)]);
}

#[test]
fn a_record_that_breaks_the_contract_is_dropped_with_a_message() {
    let engine = engine(vec![Box::new(Words)]);
    for (sign, why) in [
        ("UNDECLARED", "does not declare the kind `tone`"),
        ("NO EVIDENCE", "no evidence"),
        ("SHIFTED", "its trigger `minister` is not what stands at bytes 0 to 3"),
        ("NAN", "no number"),
    ] {
        let findings = engine.analyze(Article::new("a", format!("The minister spoke. {sign}")));
        assert!(findings.events.is_empty(), "{sign}");
        assert!(findings.diagnostics[0].why.contains(why), "{:?}", findings.diagnostics);
    }
}

#[test]
fn a_run_keeps_the_order_of_articles_and_messages_for_any_number_of_jobs() {
    let engine = engine(vec![Box::new(Words)]);
    let run = |jobs| {
        let items = (0..600).map(|n| match n % 50 {
            0 => Err(Diagnostic::error(format!("line {n}"), "broken")),
            1 => Ok(Article::new(format!("{n}"), "PANIC".to_owned())),
            _ => Ok(Article::new(format!("{n}"), format!("The minister spoke. {n} ministers listened."))),
        });
        let mut lines = Vec::new();
        let summary = engine
            .run(items, jobs, |item| {
                match item {
                    Ok(findings) => {
                        lines.extend(findings.events.iter().map(|e| format!("{} {}", e.article, e.id)));
                        lines.extend(findings.diagnostics.iter().map(|d| d.what.clone()));
                    }
                    Err(diagnostic) => lines.push(diagnostic.place.clone()),
                }
                Ok(())
            })
            .unwrap();
        (lines, summary.articles, summary.errors, summary.events["statement"])
    };
    let alone = run(1);
    assert_eq!((alone.1, alone.2, alone.3), (588, 24, 1152));
    assert_eq!(alone, run(2));
    assert_eq!(alone, run(5));
}

#[test]
fn a_failing_writer_ends_the_run() {
    let engine = engine(vec![Box::new(Words)]);
    let items = std::iter::repeat_with(|| Ok(Article::new("a", "Nothing.")));
    let error = engine.run(items, 2, |_| Err(io::ErrorKind::BrokenPipe.into())).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
}
