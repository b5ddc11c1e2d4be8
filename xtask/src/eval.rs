//! `cargo xtask eval`

use crate::workspace::{Profile, Workspace, output, success};
use crate::{confidence, ledger, seeds, sentiment, times, treebank};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Scores the engine against gold records.
#[derive(Args, Default)]
pub(crate) struct Eval {
    /// The folder with `seeds` and `public`, beside `eval/score.py`.
    #[arg(long, value_name = "DIR")]
    dev: Option<PathBuf>,
    /// Lists misses and false alarms of one kind (visits, concerns, … times).
    #[arg(long, value_name = "KIND")]
    show: Option<String>,
    /// Builds for development, which is quicker while rules are being worked on.
    #[arg(long)]
    debug: bool,
    /// Scores the tagger and parser on a CoNLL-U file instead.
    #[arg(long, value_name = "FILE")]
    treebank: Option<PathBuf>,
    /// Tests only how well what is said of parties is judged, by cross-validation.
    #[arg(long)]
    sentiment: bool,
    /// Tests only whether of the records at 0.9 nine in ten are right.
    #[arg(long)]
    confidence: bool,
    /// Fits the tables of confidence to the gold records (`cargo xtask train-confidence`).
    #[arg(skip)]
    calibrate: bool,
}

/// Articles with gold records.
pub(crate) struct Set {
    name: &'static str,
    articles: Vec<PathBuf>,
    pub(crate) gold: PathBuf,
    /// Gold times and persons, which the scorer of records does not know.
    ledger: Option<PathBuf>,
    /// Whether single records may be shown; nobody who writes rules looks into the others, so that their scores stay honest.
    open: bool,
}

impl Set {
    /// A folder with `articles.jsonl` and `gold.jsonl`.
    fn of(name: &'static str, folder: &Path) -> Self {
        let [articles, gold] = ["articles.jsonl", "gold.jsonl"].map(|file| folder.join(file));
        Set { name, articles: vec![articles], gold, ledger: None, open: true }
    }
}

/// The kind whose gold is no record.
const TIMES: &str = "times";

/// The treebank to which the trees are held.
const TREEBANK: &str = "ewt-dev";

/// Figures that are better when higher, in the order of the table.
const FIGURES: [&str; 21] = [
    "precision",
    "recall",
    "f1",
    "status",
    "status_exact",
    "date",
    "addressee",
    "act",
    "topic_precision",
    "topic_recall",
    "speaker",
    "accuracy",
    "UPOS",
    "UAS",
    "LAS",
    "macro_f1",
    "negative_f1",
    "neutral_f1",
    "positive_f1",
    "confidence",
    "calibration",
];

impl Eval {
    /// Prints the figures of every set; fails if one is under its floor or a distractor has records.
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<ExitCode> {
        if let Some(file) = &self.treebank {
            treebank::score(workspace, file)?;
            return Ok(ExitCode::SUCCESS);
        }
        let dev = self.dev.clone().unwrap_or_else(|| workspace.root().join("../shared/dev"));
        let scorer = dev.join("../eval/score.py");
        let treebank = dev.join(format!("../treebanks/{TREEBANK}.conllu.gz"));
        let sentences = dev.join("..").join(sentiment::SENTENCES);
        let fixtures = workspace.fixtures();
        let sets = [
            Set {
                name: "seeds",
                articles: texts(&dev.join("seeds"))?,
                gold: dev.join("seeds/gold.jsonl"),
                ledger: Some(dev.join("seeds/ledger_gold_draft.json")),
                open: true,
            },
            Set::of("public", &dev.join("public")),
            Set {
                name: "fixtures",
                articles: vec![fixtures.join("articles"), fixtures.join("readouts.jsonl")],
                gold: fixtures.join("gold.jsonl"),
                ledger: None,
                open: true,
            },
            Set::of("press", &fixtures.join("press")),
            Set { open: false, ..Set::of("unread", &fixtures.join("unread")) },
        ];
        for file in sets
            .iter()
            .flat_map(|set| set.articles.iter().chain([&set.gold]).chain(&set.ledger))
            .chain([&scorer, &treebank, &sentences])
        {
            ensure!(
                file.exists(),
                "{} is missing; name the folder of gold records with --dev DIR",
                file.display()
            );
        }
        ensure!(
            Command::new("python3").arg("--version").output().is_ok_and(|python| python.status.success()),
            "python3 is missing; install it, the scorer needs it"
        );
        let floors = fs::read_to_string(workspace.root().join("xtask/floors.toml"))?;
        let floors: toml::Table = floors.parse().context("xtask/floors.toml is malformed")?;
        let mut failures = Vec::new();
        if self.sentiment {
            failures.extend(stance(workspace, &sentences, &floors)?);
            return Ok(report(&failures));
        }

        let demarche = workspace.build(if self.debug { Profile::Dev } else { Profile::Release })?;
        let folder = demarche.with_file_name("eval");
        fs::create_dir_all(&folder)?;
        let mut judged = Vec::new();
        for set in &sets {
            println!("── {}", set.name);
            let events = folder.join(format!("{}.jsonl", set.name));
            let mut analyze = Command::new(&demarche);
            analyze.args(["analyze", "--format", "jsonl", "-o"]).arg(&events).args(&set.articles);
            if self.calibrate {
                analyze.arg("--uncalibrated");
            }
            success(&mut analyze)?;
            judged.extend(confidence::judge(workspace, &scorer, set, &events)?);
            if self.confidence || self.calibrate {
                continue;
            }
            if self.show.as_deref() == Some(TIMES) {
                if let Some(ledger) = &set.ledger {
                    times::score(workspace, ledger, &set.articles, true)?;
                }
                continue;
            }
            if let Some(kind) = &self.show {
                if !set.open {
                    println!("  (only its totals are shown: see fixtures/README.md)");
                    continue;
                }
                success(score(&scorer, set, &events).args(["--show", kind]))?;
                continue;
            }
            let scores = output(score(&scorer, set, &events).arg("--json"))?;
            let mut scores: Value =
                serde_json::from_str(&scores).context("the scorer's answer is no JSON")?;
            if let Some(ledger) = &set.ledger {
                scores[TIMES] = times::score(workspace, ledger, &set.articles, false)?;
            }
            print_scores(&scores);
            failures.extend(under(set.name, &scores, &floors)?);
            if let Some(ledger) = &set.ledger {
                let ledger = serde_json::from_str(&fs::read_to_string(ledger)?)?;
                failures.extend(mistaken(&ledger, &fs::read_to_string(&events)?)?);
                failures.extend(seeds::mistaken(&demarche, &ledger, &set.articles, &folder)?);
            }
            if set.name == "fixtures" {
                failures.extend(distracted(&events)?);
            }
        }
        if self.calibrate {
            confidence::train(workspace, &judged)?;
            return Ok(ExitCode::SUCCESS);
        }
        if self.show.is_none() {
            println!("── confidence");
            let scores = confidence::figures(&judged);
            print_scores(&scores);
            confidence::bins(&judged).iter().for_each(|line| println!("{line}"));
            failures.extend(under("confidence", &scores, &floors)?);
        }
        if self.show.is_none() && !self.confidence {
            println!("── scenario, as a ledger (B³)");
            let scores = ledger::score(&demarche, &fixtures.join("scenario"), &folder)?;
            print_scores(&scores);
            failures.extend(under("scenario", &scores, &floors)?);
            println!("── trees");
            let scores = json!({TREEBANK: treebank::figures(workspace, &treebank)?});
            print_scores(&scores);
            failures.extend(under("trees", &scores, &floors)?);
            failures.extend(stance(workspace, &sentences, &floors)?);
        }
        Ok(report(&failures))
    }
}

/// Fits the tables of confidence to gold records, for which the analyzers' own estimates are compared with what is right.
#[derive(Args)]
pub(crate) struct TrainConfidence {
    /// The folder with `seeds` and `public`, beside `eval/score.py`.
    #[arg(long, value_name = "DIR")]
    dev: Option<PathBuf>,
}

impl TrainConfidence {
    pub(crate) fn run(self, workspace: &Workspace) -> Result<ExitCode> {
        Eval { dev: self.dev, calibrate: true, ..Eval::default() }.run(workspace)
    }
}

/// Prints how well what is said of parties is judged; what lies under its floor.
fn stance(workspace: &Workspace, sentences: &Path, floors: &toml::Table) -> Result<Vec<String>> {
    println!("── stance");
    let scores = json!({"newsmtsc": sentiment::figures(workspace, sentences)?});
    print_scores(&scores);
    under("stance", &scores, floors)
}

fn report(failures: &[String]) -> ExitCode {
    if failures.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\n{} failures:", failures.len());
    failures.iter().for_each(|failure| println!("  {failure}"));
    ExitCode::FAILURE
}

/// The texts of a folder; its other files are gold records and notes.
fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut texts = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}; see --dev", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "txt") {
            texts.push(path);
        }
    }
    texts.sort();
    ensure!(!texts.is_empty(), "{} holds no .txt", folder.display());
    Ok(texts)
}

fn score(scorer: &Path, set: &Set, events: &Path) -> Command {
    let mut command = Command::new("python3");
    command.arg(scorer).arg(&set.gold).arg(events);
    command
}

/// One line per kind: how many records, then the figures.
fn print_scores(scores: &Value) {
    for (kind, row) in scores.as_object().into_iter().flatten() {
        let count = |name: &str| row.get(name).and_then(Value::as_u64);
        let counts: Vec<String> =
            [("gold_core", "gold"), ("predicted", "found"), ("dyads", "gold"), ("given", "found")]
                .iter()
                .filter_map(|(name, shown)| Some(format!("{} {shown}", count(name)?)))
                .collect();
        let figures: Vec<String> = FIGURES
            .iter()
            .filter_map(|name| Some(format!("{name} {:.2}", row.get(name)?.as_f64()?)))
            .collect();
        println!("  {kind:<11} {:<22} {}", counts.join(", "), figures.join("  "));
    }
}

/// What lies under its floor in this set.
fn under(set: &str, scores: &Value, floors: &toml::Table) -> Result<Vec<String>> {
    let mut failures = Vec::new();
    for (kind, floors) in floors.get(set).and_then(toml::Value::as_table).into_iter().flatten() {
        for (figure, floor) in floors.as_table().into_iter().flatten() {
            let name = format!("{set}.{kind}.{figure}");
            let floor =
                floor.as_float().with_context(|| format!("the floor {name} is no number with a point"))?;
            if !FIGURES.contains(&figure.as_str()) || scores.get(kind).is_none() {
                bail!("the floor {name} is for a figure that the scorer does not give");
            }
            // A figure is absent when there is nothing to count: no record, or none that matches.
            let reached = scores[kind].get(figure).and_then(Value::as_f64).unwrap_or(0.0);
            if reached < floor {
                failures.push(format!("{name} is {reached:.3}, its floor {floor:.3}"));
            }
        }
    }
    Ok(failures)
}

/// Records of distractors, which should have none. Anybody may be quoted, so statements do not count.
fn distracted(events: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for line in fs::read_to_string(events)?.lines() {
        let event: Value = serde_json::from_str(line)?;
        let text = |name: &str| event[name].as_str().unwrap_or_default();
        if text("article").starts_with("distractor-") && text("kind") != "statement" {
            let words = event["evidence"][0]["text"].as_str().unwrap_or_default();
            found.push(format!("{} has a {} ({}): {words}", text("article"), text("kind"), text("rule")));
        }
    }
    Ok(found)
}

/// What events get wrong of the persons of the ledger: a country, or whom a surname alone names, even if it looks like a
/// pronoun.
fn mistaken(ledger: &Value, events: &str) -> Result<Vec<String>> {
    let persons = ledger["persons"].as_array().context("the ledger has no persons")?;
    let mut found = Vec::new();
    for line in events.lines() {
        let event: Value = serde_json::from_str(line)?;
        let parties: Vec<&Value> =
            ["actors", "recipients"].iter().filter_map(|role| event[role].as_array()).flatten().collect();
        for person in persons {
            let is_they = |party: &&&Value| party["id"] == person["id"];
            let party = parties.iter().find(is_they);
            if let Some(party) = party.filter(|party| party["country"] != person["country"]) {
                found.push(format!("{} is of {}, not {}", person["id"], party["country"], person["country"]));
            }
            let evidence = event["evidence"].as_array().context("an event without evidence")?;
            let named = |e: &Value| e["role"] == "actor" && e["text"] == person["surname"];
            // Who is met at home is evidence of a visit, and no visitor.
            if evidence.iter().any(named) && party.is_none() && event["kind"] != "visit" {
                found.push(format!("{} in {} is not {}", person["surname"], event["rule"], person["id"]));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_that_looks_like_a_pronoun_is_its_bearer() {
        let ledger = json!({"persons": [{"id": "an-ho", "surname": "An", "country": "KOR"}]});
        let event = |id: &str, country: &str| {
            json!({
                "rule": "r",
                "actors": [{"id": id, "country": country}],
                "recipients": [],
                "evidence": [{"role": "actor", "text": "An"}],
            })
            .to_string()
        };
        assert_eq!(mistaken(&ledger, &event("an-ho", "KOR")).unwrap(), Vec::<String>::new());
        assert_eq!(mistaken(&ledger, &event("an-ho", "PRK")).unwrap().len(), 1);
        assert_eq!(mistaken(&ledger, &event("somebody", "KOR")).unwrap().len(), 1);
        let visit = event("somebody", "KOR").replacen('{', r#"{"kind": "visit","#, 1);
        assert_eq!(mistaken(&ledger, &visit).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn gold_records_cite_their_articles() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
        for set in ["press", "unread"].map(|name| Set::of(name, &fixtures.join(name))) {
            let lines = |file: &Path| -> Vec<Value> {
                let text = fs::read_to_string(file).unwrap();
                text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
            };
            let (articles, gold) = (lines(&set.articles[0]), lines(&set.gold));
            assert_eq!(articles.len(), gold.len(), "{}", set.name);
            for (article, gold) in articles.iter().zip(&gold) {
                assert_eq!(article["id"], gold["id"]);
                let text = article["text"].as_str().unwrap();
                for record in gold.as_object().unwrap().values().filter_map(Value::as_array).flatten() {
                    let words =
                        record.get("evidence").or(record.get("quote")).map(|words| words.as_str().unwrap());
                    assert!(words.is_none_or(|words| text.contains(words)), "{}: {words:?}", gold["id"]);
                }
            }
        }
    }

    #[test]
    fn a_figure_under_its_floor_or_without_a_value_fails() {
        let scores = json!({"visits": {"precision": 0.9, "recall": 0.5, "f1": null}});
        let floors: toml::Table =
            "[seeds.visits]\nprecision = 0.9\nrecall = 0.6\nf1 = 0.1\n[public.visits]\nrecall = 1.0"
                .parse()
                .unwrap();
        assert_eq!(
            under("seeds", &scores, &floors).unwrap(),
            ["seeds.visits.f1 is 0.000, its floor 0.100", "seeds.visits.recall is 0.500, its floor 0.600"]
        );
        assert!(under("fixtures", &scores, &floors).unwrap().is_empty());
    }

    #[test]
    fn a_floor_for_an_unknown_figure_is_an_error() {
        let floors: toml::Table = "[seeds.visits]\nprecisoin = 0.9".parse().unwrap();
        assert!(under("seeds", &json!({"visits": {}}), &floors).is_err());
    }
}
