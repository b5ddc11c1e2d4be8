//! Whom the words of a text mean, on texts of our own: `mentions.txt` says how to read it.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use demarche_atlas::Atlas;
use demarche_core::{Article, Reading, Sense};
use demarche_language::Reader;

/// What a line of the table expects of one mention.
struct Expected<'t> {
    words: &'t str,
    occurrence: usize,
    entities: Vec<&'t str>,
    role: Option<&'t str>,
    place: bool,
}

fn parse(line: &str) -> Expected<'_> {
    let (words, meaning) = line.trim().split_once(" => ").unwrap();
    let (words, occurrence) = match words.rsplit_once('#') {
        Some((words, number)) => (words, number.parse().unwrap()),
        None => (words, 1),
    };
    let (meaning, place) = match meaning.strip_suffix(" @place") {
        Some(rest) => (rest, true),
        None => (meaning, false),
    };
    let (entities, role) = match meaning.split_once(" / ") {
        Some((entities, role)) => (entities, Some(role)),
        None => (meaning, None),
    };
    Expected {
        words,
        occurrence,
        entities: entities.split(" + ").filter(|&e| e != "nobody").collect(),
        role,
        place,
    }
}

/// What is wrong with the reading of one text.
fn check(reader: &Reader, text: &str, expected: &[Expected<'_>]) -> Vec<String> {
    let article = Article::new("case", text);
    let reading = reader.read(&article);
    let mentions: Vec<_> = reading.sentences().iter().flat_map(|s| reading.mentions(s.id)).collect();
    let mut problems = Vec::new();
    for want in expected {
        let same = mentions.iter().filter(|m| m.span.slice(text) == want.words);
        let Some(mention) = same.clone().nth(want.occurrence - 1) else {
            problems.push(format!("no mention {:?} #{}", want.words, want.occurrence));
            continue;
        };
        let shown: Vec<String> = mention
            .entities
            .iter()
            .map(|&id| reading.entity(id))
            .map(|e| format!("{}:{}", e.key, e.country.as_deref().unwrap_or("?")))
            .collect();
        let role = mention.entities.first().and_then(|&id| reading.entity(id).role.as_deref());
        if shown != want.entities {
            problems.push(format!("{:?} is {shown:?}, not {:?}", want.words, want.entities));
        } else if want.role.is_some() && role != want.role {
            problems.push(format!("{:?} is {role:?}, not {:?}", want.words, want.role));
        } else if (mention.sense == Sense::Place) != want.place {
            problems.push(format!("{:?} is meant as {:?}", want.words, mention.sense));
        }
    }
    problems
}

#[test]
fn mentions_mean_whom_they_mean() {
    let reader = Reader::new(Atlas::embedded(), &[]);
    let table = include_str!("mentions.txt");
    let (mut texts, mut mentions, mut problems) = (0, 0, Vec::new());
    for case in table.split("\n* ").skip(1) {
        let (text, lines) = case.split_once('\n').unwrap();
        let expected: Vec<Expected<'_>> = lines.lines().filter(|l| l.contains(" => ")).map(parse).collect();
        texts += 1;
        mentions += expected.len();
        problems.extend(check(&reader, text, &expected).into_iter().map(|p| format!("{text}\n    {p}")));
    }
    assert!(texts >= 120, "the table has shrunk to {texts} texts");
    assert!(problems.is_empty(), "{} of {mentions} mentions:\n{}", problems.len(), problems.join("\n"));
}

/// The sources of the token at which `word` first stands, outermost first, by key.
fn sources(reader: &Reader, text: &str, word: &str) -> Vec<String> {
    let article = Article::new("case", text);
    let reading = reader.read(&article);
    let at = text.find(word).unwrap();
    let sentence = reading.sentences().iter().find(|s| s.span.range().contains(&at)).unwrap().id;
    let token = reading.tokens(sentence).iter().position(|t| t.span.range().contains(&at)).unwrap();
    let found = reading.sources(sentence, token);
    found
        .iter()
        .map(|s| s.entities.iter().map(|&e| reading.entity(e).key.clone()).collect::<Vec<_>>().join("+"))
        .collect()
}

#[test]
fn clauses_have_sources() {
    let reader = Reader::new(Atlas::embedded(), &[]);
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "Kenyan President William Ruto said that Uganda had closed the border.",
            "closed",
            &["william-ruto"],
        ),
        ("Kenyan President William Ruto said Uganda had closed the border.", "closed", &["william-ruto"]),
        (
            "Uganda closed the border on Monday, the Kenyan government said in a statement.",
            "closed",
            &["ken-government"],
        ),
        (
            "Poland raised its worries about grain, the Foreign Ministry in Kyiv said, adding that Warsaw was wrong.",
            "raised",
            &["ukr-foreign"],
        ),
        (
            "Poland raised its worries about grain, the Foreign Ministry in Kyiv said, adding that Warsaw was wrong.",
            "wrong",
            &["ukr-foreign"],
        ),
        ("According to the Danish government, Iceland will host the meeting.", "host", &["dnk-government"]),
        ("Iceland will host the meeting, according to the Danish government.", "host", &["dnk-government"]),
        ("Iceland will host the meeting in Oslo.", "host", &[]),
        (
            "French President Emmanuel Macron said British Prime Minister Keir Starmer told him that London would pay.",
            "pay",
            &["emmanuel-macron", "keir-starmer"],
        ),
        (
            "French President Emmanuel Macron said British Prime Minister Keir Starmer told him that London would pay.",
            "Starmer",
            &["emmanuel-macron"],
        ),
        ("\"We will pay what we owe,\" Argentine President Javier Milei said.", "owe", &["javier-milei"]),
        (
            "Thai Foreign Minister Maris Sangiampongsa, a former diplomat, told reporters in Hanoi that the river was rising.",
            "rising",
            &["maris-sangiampongsa"],
        ),
    ];
    for (text, word, want) in cases {
        assert_eq!(sources(&reader, text, word), *want, "{word:?} in {text:?}");
    }
}

#[test]
fn quotations_have_speakers() {
    let reader = Reader::new(Atlas::embedded(), &[]);
    let cases: &[(&str, &str)] = &[
        (
            "Norwegian Finance Minister Siv Jensen issued the following statement today: “We have been heard at last.”",
            "siv-jensen",
        ),
        ("Sen. Ada Marsh: “This is a good day for the people of my state.”", "ada-marsh"),
        ("Kenyan minister Najib Balala was blunt: “The road is closed to all of you.”", "najib-balala"),
        (
            "“The sea does not forgive such things,” an aide quoted Chilean President Gabriel Boric as saying.",
            "gabriel-boric",
        ),
        (
            "The Danish side said both delegations agreed to “keep the door of the harbour open at night”.",
            "dnk-side",
        ),
        (
            "Nobody in the cabinet, British minister Grant Shapps added, was “trying to win votes with a storm”.",
            "grant-shapps",
        ),
        (
            "“Give us another week,” said Zambian Finance Minister Situmbeko Musokotwane, who arrived late.",
            "situmbeko-musokotwane",
        ),
        ("“We shall wait,” the Polish government's statement read. “We have time.”", "pol-government"),
    ];
    let mut problems = Vec::new();
    for (text, want) in cases {
        let article = Article::new("case", *text);
        let reading = reader.read(&article);
        let keys = |ids: &[demarche_core::EntityId]| -> Vec<String> {
            ids.iter().map(|&e| reading.entity(e).key.clone()).collect()
        };
        let found: Vec<String> = reading.quotes().iter().map(|q| keys(&q.speakers).join("+")).collect();
        if found.is_empty() || found.iter().any(|speaker| speaker != want) {
            problems.push(format!("{found:?}, not {want} in {text}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
