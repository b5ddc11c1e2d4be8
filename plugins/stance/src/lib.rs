//! Stance: what the sentences of an article say of each party that they mention, well, ill or neither, and who says it.
//!
//! Words that speak well or ill ([`Polarity`]) single out sentences; of each party there a small linear model ([`Model`]) judges by
//! the words around it and its place in the tree ([`features()`]). One record is written for each party and source. It parses more
//! sentences than the other analyzers ask for, and judges persons as well as states, so it runs only when it is asked for.

mod features;
mod model;
mod polarity;
pub mod train;

pub use features::features;
pub use model::{Answer, Class, Model, Trust};
pub use polarity::Polarity;

use demarche_core::{
    Analyzer, BuildError, Declaration, EntityId, EntityKind, Event, Example, Kind, KindDoc, Mention,
    MentionForm, Reading, RuleDoc, SentenceId, Settings, Zone, register_analyzer,
};
use demarche_frames::View;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "stance",
    version: "0.1.0",
    purpose: "Judges what is said of each party, well or ill, and by whom",
    kinds: &[KindDoc {
        kind: "stance",
        actors: "who says it; empty for the article itself",
        recipients: "the party of which it is said",
    }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Stance::new(settings)?)));

const RULE: &str = "stance.party";

/// So many sentences are cited.
const CITED: usize = 5;

/// The analyzer. Its tables are read when they are first asked for, since most runs go without it.
pub struct Stance(LazyLock<Tables>);

/// What it judges by.
struct Tables {
    polarity: Polarity,
    model: Model,
}

impl Tables {
    fn embedded() -> Tables {
        Tables {
            polarity: Polarity::embedded().expect("a test reads the embedded words"),
            model: Model::embedded().expect("a test reads the embedded model"),
        }
    }
}

/// One sentence's word on one party.
struct Verdict {
    sentence: SentenceId,
    mention: demarche_core::Span,
    answer: Answer,
}

impl Stance {
    /// With the built-in words and model.
    ///
    /// # Errors
    /// Never; the signature is that of every analyzer.
    pub fn new(_settings: &Settings) -> Result<Self, BuildError> {
        Ok(Stance(LazyLock::new(Tables::embedded)))
    }
}

impl Analyzer for Stance {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn triggers(&self) -> Vec<String> {
        self.0.polarity.triggers()
    }

    fn on_request(&self) -> bool {
        true
    }

    fn rules(&self) -> Vec<RuleDoc> {
        let example = |text: &str, score: &str, target: &str| Example {
            text: text.to_owned(),
            expect: BTreeMap::from([
                ("score".to_owned(), score.to_owned()),
                ("recipients".to_owned(), target.to_owned()),
            ]),
        };
        vec![RuleDoc {
            id: RULE.to_owned(),
            finds: "What is said of a party in all sentences that mention it, by one source: from −1, ill, to +1, well.".to_owned(),
            why: "One sentence praises one party and blames another, and a quotation is not the article's own voice; a score of the \
                  text or the sentence tells neither."
                .to_owned(),
            pattern: "a party in a sentence with a word of praise or blame, judged by a linear model over the words around the party, \
                      its place in the tree and the classes of `data/polarity.toml`; details.negative, neutral and positive count \
                      the sentences"
                .to_owned(),
            examples: vec![
                example(
                    "Paraguayan President Mario Abdo Benítez was accused of corruption and lies by angry protesters.",
                    "-",
                    "Mario Abdo Benítez",
                ),
                example(
                    "Everybody admired the brave and generous Irish President Mary Robinson, a great leader.",
                    "+",
                    "Mary Robinson",
                ),
            ],
            counter_examples: vec![
                "Tongan Prime Minister Pohiva Tuʻiʻonetoa arrived at the airport on Monday.".to_owned(),
                "The weather was terrible and the harvest poor.".to_owned(),
            ],
        }]
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        let Tables { polarity, model } = &*self.0;
        let mut sentences: Vec<SentenceId> =
            reading.hits(DECLARATION.id).iter().map(|h| h.sentence).collect();
        sentences.dedup();
        let mut verdicts: BTreeMap<(EntityId, Option<EntityId>), Vec<Verdict>> = BTreeMap::new();
        for sentence in sentences {
            if reading.sentence(sentence).zone != Zone::Body || !reading.outline(sentence).party {
                continue;
            }
            let view = View::new(reading, sentence);
            for (party, mention) in parties(reading, sentence) {
                let source = source(reading, mention);
                // What somebody says of himself is not said of him by others.
                if source == Some(party) {
                    continue;
                }
                let mut answer = model.ask(&features(view, mention.tokens.clone(), polarity));
                // What is wrong more often than right is no verdict.
                if answer.trust < 0.5 {
                    answer.class = Class::Neutral;
                }
                let verdict = Verdict { sentence, mention: mention.span, answer };
                verdicts.entry((party, source)).or_default().push(verdict);
            }
        }
        verdicts
            .iter()
            .filter_map(|(&(party, source), verdicts)| record(reading, party, source, verdicts))
            .collect()
    }
}

/// The parties of a sentence, each with its first mention by name, else its first.
fn parties(reading: &dyn Reading, sentence: SentenceId) -> Vec<(EntityId, &Mention)> {
    let mut all: Vec<(EntityId, &Mention)> = Vec::new();
    for mention in reading.mentions(sentence) {
        // "Both ministers" and "Chinese imports" are nobody's alone.
        let [party] = mention.entities[..] else { continue };
        if mention.form == MentionForm::Modifier || reading.entity(party).kind == EntityKind::Place {
            continue;
        }
        match all.iter_mut().find(|(known, _)| *known == party) {
            Some((_, first)) if first.form != MentionForm::Name && mention.form == MentionForm::Name => {
                *first = mention;
            }
            Some(_) => {}
            None => all.push((party, mention)),
        }
    }
    all
}

/// Who says what is said of the party here; none: the article.
fn source(reading: &dyn Reading, mention: &Mention) -> Option<EntityId> {
    let sources = reading.sources(mention.sentence, mention.head);
    sources.last().and_then(|s| s.entities.first().copied())
}

fn record(
    reading: &dyn Reading,
    party: EntityId,
    source: Option<EntityId>,
    verdicts: &[Verdict],
) -> Option<Event> {
    let count = |class: Class| verdicts.iter().filter(|v| v.answer.class == class).count();
    let told: Vec<&Verdict> = verdicts.iter().filter(|v| v.answer.class != Class::Neutral).collect();
    let lead = told
        .iter()
        .max_by(|a, b| a.answer.lead.total_cmp(&b.answer.lead).then(b.sentence.cmp(&a.sentence)))?;
    let mut event = Event::new(Kind::new("stance"), RULE);
    event.actors = source.and_then(|s| reading.entity(s).party()).into_iter().collect();
    event.recipients = vec![reading.entity(party).party()?];
    let sum: i32 = verdicts.iter().map(|v| v.answer.class.sign()).sum();
    event.score = Some(f64::from(sum) / verdicts.len() as f64);
    for (name, class) in
        [("negative", Class::Negative), ("neutral", Class::Neutral), ("positive", Class::Positive)]
    {
        event.detail(name, count(class));
    }
    event.confidence = told.iter().map(|v| v.answer.trust).sum::<f64>() / told.len() as f64;
    event.cite(reading.text(), "sentence", reading.sentence(lead.sentence).span);
    event.cite(reading.text(), "recipient", lead.mention);
    for verdict in told.iter().filter(|v| v.sentence != lead.sentence).take(CITED - 1) {
        event.cite(reading.text(), "sentence", reading.sentence(verdict.sentence).span);
        event.cite(reading.text(), "recipient", verdict.mention);
    }
    Some(event)
}
