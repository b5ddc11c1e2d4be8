//! Where the gathering takes place of which a text goes on to tell: "a summit has opened in Suva. … Vanuatu's premier also flew in."

use crate::goal::Destination;
use demarche_core::{BuildError, Deprel, EntityKind, Reading, SentenceId, Upos, Zone};
use demarche_frames::{Lists, Path, View, forms, table};
use serde::Deserialize;

/// How many sentences before one that does not say where may have told it.
const BACK: u32 = 8;

/// The table as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    paths: Vec<String>,
}

/// Nouns of gatherings, and where their places stand.
pub(crate) struct Venues {
    gatherings: Vec<String>,
    /// Every form of them, as a text has them.
    forms: Vec<String>,
    paths: Vec<Path>,
}

impl Venues {
    /// Reads the built-in table; the nouns are the frames' own.
    pub(crate) fn embedded(gatherings: &[String]) -> Result<Self, BuildError> {
        let problem =
            |problem: String| BuildError { file: "plugins/visits/data/venues.toml".to_owned(), problem };
        let table: Table = table!("data/venues.toml").read().map_err(problem)?;
        let lists = Lists::default();
        let paths: Result<Vec<Path>, _> = table.paths.iter().map(|path| Path::parse(path, &lists)).collect();
        let forms = gatherings.iter().flat_map(|noun| forms(noun)).collect();
        Ok(Venues {
            gatherings: gatherings.to_vec(),
            forms,
            paths: paths.map_err(|e| problem(e.to_string()))?,
        })
    }

    /// The place of the last gathering that was told before a sentence or in it.
    pub(crate) fn before(&self, reading: &dyn Reading, sentence: SentenceId) -> Option<Destination> {
        let near = (sentence.0.saturating_sub(BACK)..=sentence.0).rev().map(SentenceId);
        near.filter(|&s| reading.sentence(s).zone == Zone::Body && reading.outline(s).place)
            .filter(|&s| self.speaks(reading, s))
            .find_map(|s| self.told_in(View::new(reading, s)))
    }

    /// Whether a sentence speaks of a gathering; asked before it is parsed.
    fn speaks(&self, reading: &dyn Reading, sentence: SentenceId) -> bool {
        let is_one = |word: &str| self.forms.iter().any(|form| form.eq_ignore_ascii_case(word));
        reading.tokens(sentence).iter().any(|t| is_one(t.span.slice(reading.text())))
    }

    fn told_in(&self, view: View<'_>) -> Option<Destination> {
        let is_one = |&t: &usize| {
            let lemma = view.lemma(t);
            view.word(t).upos != Upos::Verb && self.gatherings.iter().any(|n| n == lemma)
        };
        let nouns = (0..view.tree.words.len()).filter(is_one);
        let words = nouns.flat_map(|noun| self.paths.iter().flat_map(move |path| path.follow(view, noun)));
        // "On Venezuela's Margarita island": whose place it is tells the country where nothing is known of the place.
        let owner = |word| view.children(word, &[Deprel::NmodPoss]);
        let words = words.flat_map(|word| std::iter::once(word).chain(owner(word)));
        words.flat_map(|word| view.mention(word)).find_map(|mention| {
            mention.entities.iter().find_map(|&id| {
                let entity = view.reading.entity(id);
                let place = entity.kind == EntityKind::Place;
                let state = matches!(entity.kind, EntityKind::Country | EntityKind::Government);
                let country = entity.country.clone().filter(|_| place || state)?;
                Some(Destination { country, place: place.then_some(id), span: mention.span })
            })
        })
    }
}
