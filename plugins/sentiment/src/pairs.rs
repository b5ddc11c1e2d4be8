//! What an article offers on two sides.

use crate::acts::{self, Deed, SORTS};
use crate::cues::{Axis, Group};
use crate::features::{Features, RELATION, TONE};
use crate::sides::Weighed;
use crate::thread::{LIST, Thread, ordered};
use demarche_core::{EntityKind, Event, Hit, Reading, SentenceId, Span, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// So many sentences of the text tell what the article is about.
const LEAD: usize = 3;
/// A balance of so little evidence is drawn halfway to the middle.
const DOUBT: f64 = 2.0;
const DOUBT_TIED: f64 = 1.0;

/// Two sides, in the order of their codes, and what the article offers on them.
pub(crate) struct Pair<'a> {
    pub(crate) sides: [&'a str; 2],
    pub(crate) features: Features,
    /// The cues that are tied to the two.
    pub(crate) tied: Vec<&'a Weighed>,
    /// All cues of sentences that tell of them.
    pub(crate) near: Vec<Near>,
    /// What they do.
    pub(crate) deeds: Vec<Deed>,
}

/// A cue of a sentence that tells of two sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    pub(crate) axis: Axis,
    /// What part of the sentence is theirs.
    pub(crate) part: f64,
    pub(crate) sentence: Span,
    pub(crate) span: Span,
}

/// Sums over the sentences that tell of two sides.
#[derive(Default)]
struct Sums {
    /// Sentences that name both, each in equal parts for all with whom it names a side.
    together: f64,
    /// Sentences that tell of them.
    thread: f64,
    lead: f64,
    /// Cues by axis.
    said: [f64; 2],
    said_first: [f64; 2],
    near: Vec<Near>,
}

/// The pairs that do something, or of whom at least one speaks in the article through somebody who can, by their codes.
pub(crate) fn gather<'a>(
    reading: &'a dyn Reading,
    hits: &[(Hit, &Group)],
    weighed: &'a [Weighed],
    records: &[&'a Event],
) -> Vec<Pair<'a>> {
    let weights = Weights::of(reading);
    let mut deeds = acts::gather(records);
    // In sport, countries are teams.
    if deeds.is_empty() && (weights.speakers.is_empty() || reading.is_sport()) {
        return Vec::new();
    }
    let all_deeds: usize = deeds.values().map(Vec::len).sum();
    let mut sums = follow(reading, hits);
    let mut tied: BTreeMap<[&str; 2], Vec<&Weighed>> = BTreeMap::new();
    for cue in weighed {
        tied.entry(ordered(&cue.source, &cue.target)).or_default().push(cue);
    }
    let all: BTreeSet<[&str; 2]> = sums.keys().chain(tied.keys()).chain(deeds.keys()).copied().collect();
    let pair = |sides: [&'a str; 2]| {
        let tied = tied.remove(&sides).unwrap_or_default();
        let deeds = deeds.remove(&sides).unwrap_or_default();
        if deeds.is_empty() && !weights.speak(&sides, &tied) {
            return None;
        }
        let sums = sums.remove(&sides).unwrap_or_default();
        let share = deeds.len() as f64 / all_deeds.max(1) as f64;
        let relation = relation(sides, &sums, &tied, &weights, (&deeds, share));
        let features = Features { relation, tone: tone(reading, &sums, &tied, &deeds) };
        Some(Pair { sides, features, tied, near: sums.near, deeds })
    };
    all.into_iter().filter_map(pair).collect()
}

/// What the sentences of an article add up to for every two of whom they tell.
fn follow<'a>(reading: &'a dyn Reading, hits: &[(Hit, &Group)]) -> BTreeMap<[&'a str; 2], Sums> {
    let mut all: BTreeMap<[&str; 2], Sums> = BTreeMap::new();
    let mut thread = Thread::of(reading);
    let mut body = 0;
    let mut hits = hits.iter().peekable();
    for sentence in reading.sentences() {
        let mut here: Vec<&(Hit, &Group)> = Vec::new();
        while let Some(hit) = hits.next_if(|(hit, _)| hit.sentence <= sentence.id) {
            here.extend((hit.0.sentence == sentence.id).then_some(hit));
        }
        if matches!(sentence.zone, Zone::Boilerplate | Zone::Dateline) {
            continue;
        }
        body += usize::from(sentence.zone == Zone::Body);
        let lead = body <= LEAD;
        let sides = reading.sides(sentence.id);
        for (pair, part) in thread.follow(&sides) {
            let sums = all.entry(pair).or_default();
            sums.together += if (2..=LIST).contains(&sides.len()) { part } else { 0.0 };
            sums.thread += part;
            sums.lead += if lead { part } else { 0.0 };
            for (hit, group) in &here {
                let axis = usize::from(group.axis == Axis::Conflict);
                sums.said[axis] += part;
                sums.said_first[axis] += if lead { part } else { 0.0 };
                // Whether a weighty word with a capital letter is a name, as in "Ban on Monday met", only a tree tells.
                if !group.is_plain() && hit.span.slice(reading.text()).starts_with(char::is_uppercase) {
                    continue;
                }
                sums.near.push(Near { axis: group.axis, part, sentence: sentence.span, span: hit.span });
            }
        }
    }
    all
}

/// Who speaks, and how often each is mentioned as somebody who acts.
struct Weights<'a> {
    speakers: BTreeSet<&'a str>,
    by_side: BTreeMap<&'a str, u32>,
    most: u32,
}

impl<'a> Weights<'a> {
    fn of(reading: &'a dyn Reading) -> Self {
        let mut weights = Weights { speakers: BTreeSet::new(), by_side: BTreeMap::new(), most: 1 };
        for (id, weight) in reading.entities_by_weight() {
            let entity = reading.entity(id);
            let Some(side) = entity.country.as_deref() else { continue };
            *weights.by_side.entry(side).or_default() += weight;
            // Matches and markets have sides too; states speak through officials.
            if entity.official && entity.kind != EntityKind::Country {
                weights.speakers.insert(side);
            }
        }
        weights.most = weights.by_side.values().copied().max().unwrap_or(1).max(1);
        weights
    }

    /// Whether one of the two speaks; where it is the only one in the article, what it does to the other must be told by name.
    fn speak(&self, sides: &[&str; 2], tied: &[&Weighed]) -> bool {
        let does = |cue: &&Weighed| cue.directed && cue.told && self.speakers.contains(cue.source.as_str());
        sides.iter().any(|side| self.speakers.contains(side))
            && (self.speakers.len() > 1 || tied.iter().any(does))
    }

    /// The side's part beside that of the one that is mentioned most.
    fn part(&self, side: &str) -> f64 {
        f64::from(self.by_side.get(side).copied().unwrap_or_default()) / f64::from(self.most)
    }
}

fn relation(
    sides: [&str; 2],
    sums: &Sums,
    tied: &[&Weighed],
    weights: &Weights<'_>,
    (deeds, share): (&[Deed], f64),
) -> [f64; RELATION.len()] {
    let [a, b] = sides.map(|side| weights.part(side));
    // Who finds fault with somebody tells of the two, though the article is about others.
    let faulted = deeds.iter().filter(|deed| SORTS[deed.sort] == "faulted").count();
    [
        sums.together.ln_1p(),
        sums.thread.ln_1p(),
        sums.lead.ln_1p(),
        a.min(b),
        a.max(b),
        (sums.said[0] + sums.said[1]).ln_1p(),
        tied.iter().map(|cue| cue.weight).sum::<f64>().ln_1p(),
        (deeds.len() as f64).ln_1p(),
        (faulted as f64).ln_1p(),
        share,
    ]
}

fn tone(reading: &dyn Reading, sums: &Sums, tied: &[&Weighed], deeds: &[Deed]) -> [f64; TONE.len()] {
    let of = |told: bool| {
        [Axis::Cooperation, Axis::Conflict].map(|axis| {
            let cues = tied.iter().filter(|cue| cue.axis == axis && (cue.told || !told));
            assertions(reading.text(), cues.copied())
        })
    };
    let mut features = [0.0; TONE.len()];
    let (said, done) = features.split_at_mut(TONE.len() - SORTS.len());
    said.copy_from_slice(&[
        balance(sums.said, DOUBT),
        sums.said[0].ln_1p(),
        sums.said[1].ln_1p(),
        balance(of(true), DOUBT_TIED),
        balance(of(false), DOUBT_TIED),
        balance(sums.said_first, DOUBT),
        sums.thread.ln_1p(),
        balance(opening(reading, deeds), DOUBT_TIED),
    ]);
    deeds.iter().for_each(|deed| done[deed.sort] += 1.0);
    done.iter_mut().for_each(|count| *count = count.ln_1p());
    features
}

/// The plain deeds, by axis, that are told at the beginning.
fn opening(reading: &dyn Reading, deeds: &[Deed]) -> [f64; 2] {
    let mut body = reading.sentences().iter().filter(|sentence| sentence.zone == Zone::Body);
    let end = body.nth(LEAD - 1).map_or(usize::MAX, |last| last.span.end as usize);
    [Axis::Cooperation, Axis::Conflict].map(|axis| {
        let first = deeds.iter().filter(|deed| (deed.sentence.start as usize) < end);
        first.filter(|deed| deed.is_plain() && deed.axis() == axis).count() as f64
    })
}

/// From −1, all is tense, to +1, all is warm.
fn balance([warm, tense]: [f64; 2], doubt: f64) -> f64 {
    (warm - tense) / (warm + tense + doubt)
}

/// The weight of all that is asserted on an axis. A sentence is one assertion: its strongest cue counts in full, each further
/// one half of the one before. A word that the article has used before tells half as much again.
pub(crate) fn assertions<'a>(text: &str, cues: impl Iterator<Item = &'a Weighed>) -> f64 {
    let mut by_sentence: BTreeMap<SentenceId, Vec<f64>> = BTreeMap::new();
    let mut said: BTreeMap<String, i32> = BTreeMap::new();
    let mut in_order: Vec<&Weighed> = cues.collect();
    in_order.sort_by_key(|c| c.span);
    for cue in in_order {
        let before = said.entry(cue.span.slice(text).to_lowercase()).or_default();
        by_sentence.entry(cue.sentence).or_default().push(cue.weight * 0.5_f64.powi(*before));
        *before += 1;
    }
    by_sentence
        .into_values()
        .map(|mut weights| {
            weights.sort_by(|a, b| b.total_cmp(a));
            weights.iter().zip(0..).map(|(w, further)| w * 0.5_f64.powi(further)).sum::<f64>()
        })
        .sum()
}
