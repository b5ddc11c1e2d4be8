//! Statements: who is quoted, saying what, to whom.
//!
//! The reading finds quotations and their speakers; this analyzer decides which of them are statements. Quotation marks around a
//! term ("economic working group") are none: a statement has a speaker and at least four words.

use demarche_core::{
    Analyzer, Attempt, BuildError, Calibration, CodeRow, CodeTable, Declaration, Event, Example, Kind,
    KindDoc, Party, PartyKind, Quote, Reading, RuleDoc, SentenceId, Settings, Zone, register_analyzer,
};
use std::collections::BTreeMap;

/// What this analyzer says of itself.
pub static DECLARATION: Declaration = Declaration {
    id: "statements",
    version: "0.1.0",
    purpose: "Finds direct quotations with their speakers",
    kinds: &[KindDoc {
        kind: "statement",
        actors: "the speaker",
        recipients: "the audience, where the text names one",
    }],
};

register_analyzer!(DECLARATION, |settings| Ok(Box::new(Statements::new(settings)?)));

const DIRECT: &str = "statement.direct";

/// Shorter quotations are terms and titles.
const WORDS: usize = 4;

/// The analyzer.
pub struct Statements {
    codes: CodeTable,
    confidence: Calibration,
}

impl Statements {
    /// With the built-in table of codes.
    ///
    /// # Errors
    /// If that is wrong.
    pub fn new(_settings: &Settings) -> Result<Self, BuildError> {
        let codes =
            CodeTable::embedded("plugins/statements/data/codes.tsv", include_str!("../data/codes.tsv"))?;
        let confidence = Calibration::embedded(
            "plugins/statements/data/confidence.tsv",
            include_str!("../data/confidence.tsv"),
        )?;
        Ok(Statements { codes, confidence })
    }
}

impl Analyzer for Statements {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn triggers(&self) -> Vec<String> {
        Vec::new()
    }

    fn rules(&self) -> Vec<RuleDoc> {
        let example = |text: &str, speaker: &str| Example {
            text: text.to_owned(),
            expect: BTreeMap::from([("actors".to_owned(), speaker.to_owned())]),
        };
        vec![RuleDoc {
            id: DIRECT.to_owned(),
            finds: "A quotation of four words or more with its speaker.".to_owned(),
            why: "Exact words are what other analysts quote again; without a speaker, or of a word or two, quotation marks only \
                  set off a term."
                .to_owned(),
            pattern: "quotation marks, a speaker, at least four words".to_owned(),
            examples: vec![
                example("“We have never been closer to a deal,” said Latvian Foreign Minister Edgars Rinkēvičs.", "Rinkēvičs"),
                example("\"The lights went out at six in the evening,\" said Anneke Vrij, a baker in the town.", "Anneke Vrij"),
                example("Nepal's ambassador, Arjun Karki, told reporters: \"The border will open again on Monday.\"", "Karki"),
                example("\"This text,\" said Nepalese Foreign Minister Pradeep Gyawali, \"is the one that both of us have read.\"", "Gyawali"),
                example("The envoy quoted Nelson Mandela as saying that \"it always seems impossible until it is done\".", "Mandela"),
                example("Latvian Foreign Minister Edgars Rinkēvičs told his guest that he was \"ready to open a new chapter\", the agency reported.", "Rinkēvičs"),
                example("Togo's army will stay, Latvian Foreign Minister Edgars Rinkēvičs told reporters. \"Our policy is the right one,\" he said.", "Rinkēvičs"),
            ],
            counter_examples: vec![
                "The so-called “peace park” lies on the border of Peru and Ecuador.".to_owned(),
                "Moroccan officials met for the first “strategic dialogue” in years.".to_owned(),
            ],
        }]
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        reading.quotes().iter().filter_map(|quote| statement(&self.codes, reading, quote)).collect()
    }

    fn codes(&self) -> &[CodeRow] {
        self.codes.rows()
    }

    fn calibration(&self) -> Option<&Calibration> {
        Some(&self.confidence)
    }

    fn attempts(&self, reading: &dyn Reading, sentence: SentenceId) -> Vec<Attempt> {
        let here = reading.quotes().iter().filter(|q| q.sentence == sentence);
        let attempt = |quote: &Quote| Attempt {
            rule: DIRECT.to_owned(),
            trigger: quote.span,
            conditions: 3,
            missing: missing(reading, quote),
            objection: None,
        };
        here.map(attempt).collect()
    }
}

/// Words that name nobody: who speaks stays open.
const NOBODY: [&str; 23] = [
    "he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "these", "those", "one",
    "some", "many", "others", "whose", "everyone", "somebody", "nobody", "there", "what",
];

/// Words before the noun that tells of an unknown speaker: "one diplomat".
const ARTICLES: [&str; 5] = ["a", "an", "the", "one", "another"];

/// Where the name of an unknown speaker ends: "Farah Khondaker of the Dhaka forum".
const ENDS: [&str; 9] = ["of", "from", "at", "in", "who", "with", "for", "on", "to"];

/// A speaker of whom the text tells nothing but the words that name him: a bystander, a scholar, "a spokesman".
fn unknown_speaker(words: &str) -> Option<Party> {
    let before_comma = words.split([',', '(', '“', '"']).next().unwrap_or_default();
    let mut named: Vec<&str> = before_comma.split_whitespace().collect();
    let article = |w: &&str| ARTICLES.iter().any(|a| a.eq_ignore_ascii_case(w));
    if named.len() > 1 && named.first().is_some_and(article) {
        named.remove(0);
    }
    let end = named.iter().position(|w| ENDS.contains(w)).unwrap_or(named.len());
    named.truncate(end);
    let open = |w: &&&str| NOBODY.iter().any(|n| n.eq_ignore_ascii_case(w));
    if named.is_empty() || named.len() > LONGEST_NAME || named.iter().any(|w| open(&w)) {
        return None;
    }
    let name = named.join(" ");
    let id: String = name
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    Some(Party { name, id, kind: PartyKind::Person, role: None, country: None })
}

/// More words than this are a clause that was taken for a name.
const LONGEST_NAME: usize = 6;

/// How many words are quoted.
fn count(words: &str) -> usize {
    words.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

fn speakers(reading: &dyn Reading, quote: &Quote) -> Vec<Party> {
    let known: Vec<Party> = quote.speakers.iter().filter_map(|&e| reading.entity(e).party()).collect();
    if !known.is_empty() {
        return known;
    }
    quote.speaker.and_then(|s| unknown_speaker(s.slice(reading.text()))).into_iter().collect()
}

/// What keeps a quotation from being a statement.
fn missing(reading: &dyn Reading, quote: &Quote) -> Vec<String> {
    let mut all = Vec::new();
    let counted = count(quote.span.slice(reading.text()));
    if counted < WORDS {
        all.push(format!("{counted} quoted words are a term or a title; a statement has {WORDS} or more"));
    }
    if reading.sentence(quote.sentence).zone == Zone::Boilerplate {
        all.push("it stands in a link, credit or notice".to_owned());
    }
    if speakers(reading, quote).is_empty() {
        all.push("no speaker: the text names nobody beside the quotation or before it".to_owned());
    }
    all
}

fn statement(codes: &CodeTable, reading: &dyn Reading, quote: &Quote) -> Option<Event> {
    if !missing(reading, quote).is_empty() {
        return None;
    }
    let words = quote.span.slice(reading.text());
    let mut event = Event::new(Kind::STATEMENT, DIRECT);
    event.actors = speakers(reading, quote);
    event.recipients = quote.audience.iter().filter_map(|&e| reading.entity(e).party()).collect();
    event.codes = codes.of(&["direct"]);
    event.detail("quote", words);
    event.detail("direct", true);
    if let Some(verb) = quote.verb {
        event.detail("verb", verb.slice(reading.text()));
    }
    // A speaker named beside the quotation is surer than one carried over from the sentence before.
    event.confidence = match (quote.speaker, quote.speakers.is_empty()) {
        (Some(_), false) => 0.95,
        (Some(name), true) if name.slice(reading.text()).starts_with(char::is_uppercase) => 0.85,
        // "The host said": the words are quoted right, whoever the host is.
        (Some(_), true) => 0.7,
        (None, _) => 0.8,
    };
    let text = reading.text();
    event.cite(text, "sentence", reading.sentence(quote.sentence).span.cover(quote.span));
    event.cite(text, "quote", quote.span);
    event.cite(text, "actor", quote.speaker.unwrap_or_default());
    event.cite(text, "trigger", quote.verb.unwrap_or_default());
    Some(event)
}
