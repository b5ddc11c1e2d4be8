//! Who and what the article speaks of: mentions, resolved to entities.
//!
//! One pass over the tokens of the whole article finds names, nationalities and descriptions and resolves them in reading
//! order ([`people`], [`nominals`], [`resolve`]); it needs no tree, so that every sentence may count as context at little
//! cost. The tree of a sentence is asked only for the heads of its mentions, when somebody wants them.

mod author;
mod cast;
mod clue;
mod clues;
mod company;
mod context;
mod counterpart;
mod describe;
mod floor;
mod guests;
mod hits;
mod lexicon;
mod line;
mod names;
mod nominals;
mod office;
mod organs;
mod people;
mod person;
mod pronouns;
mod publisher;
mod reference;
mod resolve;
mod resolver;
mod sense;
mod settle;
mod sightings;
mod spelling;
mod teller;
mod texts;
mod titles;
mod voice;
mod word;
mod world;

use crate::quotes::Utterance;
use crate::reader::ArticleReading;
use crate::{speech, transcript};
use author::Author;
use cast::Cast;
use demarche_core::{
    Entity, EntityId, EntityKind, Mention, MentionForm, Outline, Reading, Sense, SentenceId, Sides, Source,
    Tree, Zone,
};
use floor::Floor;
use lexicon::Gender;
use line::Line;
use people::People;
use resolver::{Draft, Resolver};
use rustc_hash::FxHashMap;
use sightings::NameFound;
use std::cell::OnceCell;
use std::ops::Range;
use teller::Teller;
use world::World;

/// The entities of one article and the mentions that stand for them.
///
/// The reading makes it when somebody first asks for a mention or entity. It may ask the reading for its base, atlas,
/// trees and utterances, never for mentions, quotes or sources, which come from here.
#[derive(Debug, Default)]
pub struct Mentions {
    entities: Vec<Entity>,
    drafts: Vec<Vec<Draft>>,
    /// What each sentence mentions, without its tree: every analyzer asks, for many sentences and for those before them.
    outlines: Vec<Outline>,
    resolved: Box<[OnceCell<Vec<Mention>>]>,
    location: Option<EntityId>,
    /// The country that publishes.
    home: Option<String>,
    /// The state or body whose office publishes the text as its own.
    publisher: Option<String>,
    weights: Vec<(EntityId, u32)>,
    /// The gender of persons, as far as it is known.
    genders: FxHashMap<EntityId, Gender>,
    /// Who speaks from which sentence on, in a dialogue.
    voices: Vec<(SentenceId, Source)>,
}

impl Mentions {
    /// Reads the tables, so that nobody has to wait for them later.
    pub(crate) fn prepare() {
        lexicon::lexicon();
    }

    /// Works out the entities of the article.
    pub fn new(reading: &ArticleReading<'_>) -> Self {
        let base = reading.base();
        let world = World::new(reading.atlas(), base);
        let lines: Vec<Line<'_, '_>> =
            base.sentences().iter().map(|s| Line::new(base, &world, s.id)).collect();
        let mut found: Vec<NameFound> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if line.zone != Zone::Boilerplate {
                sightings::find_names(line, index, &world, &mut found);
            }
        }
        let mut people = People::gather(&lines, &mut found, &world);
        let publisher = base.article().source.as_deref().and_then(|source| publisher::of(source, base.atlas));
        let author = author::of(base, &world);
        let publisher = publisher.or(author.map(Author::publisher));
        let letterhead = context::letterhead(publisher, &lines);
        let home = context::home(base, &lines, &found, publisher, letterhead);
        let place = context::place(base, &lines);
        let main = context::ranking(&lines, &people, &found, &world);
        settle::settle_countries(
            &lines,
            &found,
            &mut people,
            home.as_deref(),
            place.as_deref(),
            main.get(..2),
            &world,
        );
        settle::settle_rest(&lines, &found, &mut people, &world);
        let namesakes = sense::namesakes(&lines, &people, &found);
        let paragraphs: Vec<u32> = base.sentences().iter().map(|s| s.paragraph).collect();
        let turns = transcript::turns(base);
        let mut resolver = Resolver {
            namesakes,
            lines: &lines,
            world: &world,
            people: &mut people,
            found: &found,
            cast: Cast::default(),
            traces: Vec::new(),
            home,
            place,
            main,
            we: Vec::new(),
            source: None,
            paragraphs: &paragraphs,
            floor: Floor::new(base.article(), !turns.is_empty(), letterhead.is_some()),
        };
        resolver.introduce_authors();
        if let Some(person) = author.and_then(|author| author.person).filter(|_| turns.is_empty()) {
            resolver.give_floor(person);
        }
        let mut drafts = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let turn = turns.binary_search_by_key(&index, |t| t.sentence.0 as usize).ok().map(|t| &turns[t]);
            drafts.push(if line.zone == Zone::Boilerplate { Vec::new() } else { resolver.read(index, turn) });
        }
        // Whom the title names says "I" and "we"; that all the rest is said in that name would be too much.
        let told = resolver.floor.voices.iter().filter(|voice| !voice.untold);
        let voices = told.map(|voice| {
            let span = base.span_of(SentenceId(voice.line as u32), voice.label.clone());
            (SentenceId(voice.line as u32), Source { entities: voice.entities.clone(), span })
        });
        let voices = voices.collect();
        let cast = resolver.cast;
        let gendered = resolver.people.all.iter().filter_map(|p| Some((cast.known(&p.key)?, p.gender?)));
        let genders = gendered.collect();
        let home = resolver.home;
        let location = base.location().and_then(|span| {
            let sentence = base.sentence_at(span.start as usize)?;
            let token = base.token_at(sentence, span.start as usize);
            drafts[sentence.0 as usize]
                .iter()
                .find(|d| d.tokens.contains(&token))
                .and_then(|d| d.entities.first().copied())
                // An agency in front is no place.
                .filter(|&id| cast.entities[id.0 as usize].kind != EntityKind::Organization)
        });
        let resolved = std::iter::repeat_with(OnceCell::new).take(drafts.len()).collect();
        let weights = weigh(&drafts);
        let several = are_several(&weights, &cast.entities);
        let outline_of = |(drafts, line): (&Vec<Draft>, &Line<'_, '_>)| {
            let implied = drafts.iter().any(|draft| is_implied(draft, line));
            Outline { implied, ..outline(drafts, &cast.entities, several) }
        };
        let outlines = drafts.iter().zip(&lines).map(outline_of).collect();
        Mentions {
            weights,
            entities: cast.entities,
            drafts,
            outlines,
            resolved,
            location,
            home,
            publisher: letterhead.map(str::to_owned),
            voices,
            genders,
        }
    }

    /// The mentions of a sentence, in order of position.
    pub fn of(&self, reading: &ArticleReading<'_>, sentence: SentenceId) -> &[Mention] {
        let index = sentence.0 as usize;
        let (Some(cell), Some(drafts)) = (self.resolved.get(index), self.drafts.get(index)) else {
            return &[];
        };
        cell.get_or_init(|| {
            if drafts.is_empty() {
                return Vec::new();
            }
            let tree = reading.tree(sentence);
            drafts.iter().map(|draft| self.mention(reading, sentence, draft, tree)).collect()
        })
    }

    fn mention(
        &self,
        reading: &ArticleReading<'_>,
        sentence: SentenceId,
        draft: &Draft,
        tree: &Tree,
    ) -> Mention {
        let teller =
            (draft.form == MentionForm::Pronoun).then(|| self.teller(reading, sentence, draft)).flatten();
        let mut entities = match teller {
            Some(Teller::Known(entities)) => entities,
            Some(Teller::Stranger(_)) => Vec::new(),
            None => draft.entities.clone(),
        };
        if draft.speaker {
            // Outside quotations "I" is the author, who speaks for the state that publishes.
            let quoted = || {
                let span = reading.base().span_of(sentence, draft.tokens.clone());
                reading.utterances().iter().any(|u| u.span.contains(span))
            };
            let single = || {
                let word = reading.word(sentence, draft.tokens.start).to_lowercase();
                lexicon::lexicon().word(&word).pronoun == Some(lexicon::Pronoun::I)
            };
            match self.speakers(reading, sentence, draft.tokens.start) {
                Some(speakers) => entities = speakers,
                None if single() && quoted() => entities.clear(),
                None => {}
            }
        }
        Mention {
            sentence,
            tokens: draft.tokens.clone(),
            head: head(tree, &draft.core),
            span: reading.base().span_of(sentence, draft.tokens.clone()),
            form: draft.form,
            sense: draft.sense,
            entities,
        }
    }

    /// What a sentence mentions, without its tree.
    pub fn outline(&self, sentence: SentenceId) -> Outline {
        self.outlines.get(sentence.0 as usize).copied().unwrap_or_default()
    }

    /// Who speaks the quotation around a token.
    fn speakers(
        &self,
        reading: &ArticleReading<'_>,
        sentence: SentenceId,
        token: usize,
    ) -> Option<Vec<EntityId>> {
        let span = reading.base().span_of(sentence, token..token + 1);
        let said: &Utterance = reading.utterances().iter().find(|u| u.span.contains(span))?;
        let (place, tokens) = said.speaker.clone()?;
        let within = |d: &&Draft| {
            d.tokens.start < tokens.end
                && tokens.start < d.tokens.end
                && !d.entities.is_empty()
                && d.form != MentionForm::Modifier
        };
        let best = self
            .drafts
            .get(place.0 as usize)?
            .iter()
            .filter(within)
            .max_by_key(|d| (overlap(&d.tokens, &tokens), std::cmp::Reverse(d.tokens.start)))?;
        match self.teller(reading, place, best) {
            Some(Teller::Known(entities)) => Some(entities),
            Some(Teller::Stranger(_)) => Some(Vec::new()),
            None => Some(best.entities.clone()),
        }
    }

    /// An entity. Ids come from this table only.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The city of the place line.
    pub fn location(&self) -> Option<EntityId> {
        self.location
    }

    /// The countries and bodies of which a sentence speaks, each once, in order.
    pub fn sides(&self, sentence: SentenceId) -> Vec<&str> {
        let mut sides: Vec<&str> = Vec::new();
        for id in self.drafts.get(sentence.0 as usize).into_iter().flatten().flat_map(|d| &d.entities) {
            if let Some(side) = self.entity(*id).country.as_deref().filter(|side| !sides.contains(side)) {
                sides.push(side);
            }
        }
        sides
    }

    /// Who has the turn in a dialogue; nobody who is known if a journalist has it.
    pub fn voice(&self, sentence: SentenceId) -> Option<&Source> {
        let after = self.voices.partition_point(|(first, _)| *first <= sentence);
        after.checked_sub(1).map(|turn| &self.voices[turn].1)
    }

    /// The country that publishes.
    pub fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The state or body whose office publishes the text as its own.
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref()
    }

    /// Every entity that is mentioned as an actor, most often mentioned first.
    pub fn weights(&self) -> Vec<(EntityId, u32)> {
        self.weights.clone()
    }
}

/// Whether a word, in lower case, is a verb of saying.
pub(crate) fn is_saying(lower: &str) -> bool {
    lexicon::lexicon().word(lower).has(lexicon::is::SAYING)
}

/// A side that is named so many times less often than the first is named in passing.
const IN_PASSING: u32 = 4;

/// Whether an article is about more than one side, so that an official of unknown country may be of another.
fn are_several(weights: &[(EntityId, u32)], entities: &[Entity]) -> bool {
    let mut sides: FxHashMap<&str, u32> = FxHashMap::default();
    for (id, weight) in weights {
        if let Some(country) = &entities[id.0 as usize].country {
            *sides.entry(country).or_default() += weight;
        }
    }
    let mut sides: Vec<u32> = sides.into_values().collect();
    sides.sort_unstable_by_key(|&weight| std::cmp::Reverse(weight));
    matches!(sides[..], [first, second, ..] if second * IN_PASSING > first)
}

/// Whether a draft is the subject that a verb leaves out.
fn is_implied(draft: &Draft, line: &Line<'_, '_>) -> bool {
    draft.form == MentionForm::Pronoun && speech::is_operative(line.lower(draft.tokens.start))
}

fn outline(drafts: &[Draft], entities: &[Entity], several: bool) -> Outline {
    drafts.iter().fold(Outline::default(), |outline, draft| {
        let of = || draft.entities.iter().map(|id| &entities[id.0 as usize]);
        let mut offer = Outline::of(draft.sense, of());
        let unknown = |e: &Entity| e.official && e.country.is_none() && e.kind != EntityKind::Place;
        if several && of().any(unknown) {
            offer.sides = Sides::Several;
        }
        // A small state's paper names its minister and the country that he visits, and not itself.
        let named = |e: &Entity| unknown(e) && e.kind == EntityKind::Person && e.role.is_some();
        if draft.form == MentionForm::Name && of().any(named) {
            offer.sides = offer.sides.or(Sides::UNKNOWN);
        }
        // Whoever says "I" is known when the quotation is, and at times whom "he" means.
        let human = |e: &Entity| matches!(e.kind, EntityKind::Person | EntityKind::Group);
        let told = draft.form == MentionForm::Pronoun && of().all(human);
        outline.or(Outline {
            party: offer.party || draft.speaker,
            official: offer.official || draft.speaker,
            people: offer.people || draft.speaker || told,
            sides: if draft.speaker && offer.sides == Sides::None { Sides::of("we") } else { offer.sides },
            ..offer
        })
    })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn weigh(drafts: &[Vec<Draft>]) -> Vec<(EntityId, u32)> {
    let mut counts: FxHashMap<EntityId, u32> = FxHashMap::default();
    for draft in drafts.iter().flatten().filter(|d| d.sense == Sense::Actor && !d.speaker) {
        for id in &draft.entities {
            *counts.entry(*id).or_default() += 1;
        }
    }
    let mut weights: Vec<(EntityId, u32)> = counts.into_iter().collect();
    weights.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    weights
}

/// The token by which the tree holds a stretch of tokens: the one whose own head lies outside; the last such if the
/// tree tears the stretch apart.
fn head(tree: &Tree, core: &Range<usize>) -> usize {
    let outside = |&i: &usize| {
        tree.words.get(i).is_some_and(|w| w.head.is_none_or(|h| !core.contains(&usize::from(h))))
    };
    let mark = |i: &usize| tree.words.get(*i).is_some_and(|w| w.upos == demarche_core::Upos::Punct);
    core.clone()
        .rev()
        .filter(|i| !mark(i))
        .find(outside)
        .unwrap_or(core.end.saturating_sub(1).max(core.start))
}
