//! What an article offers on two sides that it names together: the features on which the learned sums rest.

use crate::cues::{Axis, Group};
use crate::model::Model;
use crate::sides::Weighed;
use demarche_core::{EntityKind, Hit, Reading, Sentence, SentenceId, Span, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// The features that tell whether the article is about a relationship of the two.
pub(crate) const RELATION: [&str; 7] = ["together", "lead", "both_speak", "minor", "major", "said", "tied"];
/// The features that tell how warm it is; the last are groups of cues that tell more than their axis.
pub(crate) const TONE: [&str; 7] = ["told", "near", "said", "mixed", "break", "force", "courtesy"];
/// Where stands how much is tied to the two on both axes.
const MIXED: usize = 3;
/// Where the groups begin.
pub(crate) const SORTS: usize = 4;

/// Two sides have a record if so large a share of such pairs is what their articles are about.
const TOLD: f64 = 0.12;

/// A sentence that names more sides than these is a list.
const LIST: usize = 8;
/// So many sentences of the text tell what the article is about.
const LEAD: usize = 3;
/// More cues of one axis in one sentence say no more.
const CUES: usize = 3;
/// A balance of so little evidence is drawn halfway to the middle.
const DOUBT: [f64; MIXED] = [1.0, 1.0, 2.0];

/// What an article offers on two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    pub(crate) relation: [f64; RELATION.len()],
    pub(crate) tone: [f64; TONE.len()],
}

impl Features {
    /// Whether the article tells enough of the two for a record.
    pub(crate) fn is_told(&self, model: &Model) -> bool {
        model.relation(self) >= TOLD
    }
}

/// Two sides, in the order of their codes, and what the article offers on them.
pub(crate) struct Pair<'a> {
    pub(crate) sides: [&'a str; 2],
    pub(crate) features: Features,
    /// The cues that are tied to the two.
    pub(crate) tied: Vec<&'a Weighed>,
    /// The plain cues of sentences that name them both.
    pub(crate) plain: Vec<Plain>,
}

/// A plain cue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    pub(crate) axis: Axis,
    pub(crate) sentence: SentenceId,
    pub(crate) span: Span,
}

/// Sums over the sentences that name two sides.
#[derive(Default)]
struct Sums {
    /// Sentences, each in equal parts for all with whom it names a side.
    together: f64,
    lead: u32,
    /// Cues by axis.
    said: [f64; 2],
    /// Cues by sort.
    sorts: [f64; TONE.len() - SORTS],
    plain: Vec<Plain>,
}

/// The pairs of whom at least one speaks in the article through somebody who can, by their codes.
pub(crate) fn gather<'a>(
    reading: &'a dyn Reading,
    hits: &[(Hit, &Group)],
    weighed: &'a [Weighed],
) -> Vec<Pair<'a>> {
    let weights = Weights::of(reading);
    if weights.speakers.is_empty() {
        return Vec::new();
    }
    let mut sums: BTreeMap<[&str; 2], Sums> = BTreeMap::new();
    let mut body = 0;
    let mut hits = hits.iter().peekable();
    for sentence in reading.sentences() {
        let mut here: Vec<&(Hit, &Group)> = Vec::new();
        while let Some(hit) = hits.next_if(|(hit, _)| hit.sentence <= sentence.id) {
            here.extend((hit.0.sentence == sentence.id).then_some(hit));
        }
        body += usize::from(sentence.zone == Zone::Body);
        if !matches!(sentence.zone, Zone::Body | Zone::Headline) {
            continue;
        }
        let sides = reading.sides(sentence.id);
        if (2..=LIST).contains(&sides.len()) {
            let lead = sentence.zone == Zone::Body && body <= LEAD;
            add(&mut sums, sentence, &sides, &here, lead);
        }
    }
    let mut tied: BTreeMap<[&str; 2], Vec<&Weighed>> = BTreeMap::new();
    for cue in weighed {
        tied.entry(ordered(&cue.source, &cue.target)).or_default().push(cue);
    }
    let all: BTreeSet<[&str; 2]> = sums.keys().chain(tied.keys()).copied().collect();
    let told =
        all.into_iter().filter(|sides| weights.speak(sides, tied.get(sides).map_or(&[], Vec::as_slice)));
    let told: Vec<[&str; 2]> = told.collect();
    let pair = |sides: [&'a str; 2]| {
        let sums = sums.remove(&sides).unwrap_or_default();
        let tied = tied.remove(&sides).unwrap_or_default();
        let relation = relation(sides, &sums, &tied, &weights);
        let features = Features { relation, tone: tone(reading.text(), &sums, &tied) };
        Pair { sides, features, tied, plain: sums.plain }
    };
    told.into_iter().map(pair).collect()
}

fn ordered<'a>(a: &'a str, b: &'a str) -> [&'a str; 2] {
    if a < b { [a, b] } else { [b, a] }
}

/// What a sentence adds to all whom it names together.
fn add<'a>(
    sums: &mut BTreeMap<[&'a str; 2], Sums>,
    sentence: &Sentence,
    sides: &[&'a str],
    hits: &[&(Hit, &Group)],
    lead: bool,
) {
    let part = 1.0 / (sides.len() - 1) as f64;
    let of = |axis| hits.iter().filter(|(_, group)| group.axis == axis).count().min(CUES) as f64;
    let said = [Axis::Cooperation, Axis::Conflict].map(of);
    for (at, a) in sides.iter().enumerate() {
        for b in &sides[at + 1..] {
            let sums = sums.entry(ordered(a, b)).or_default();
            sums.together += part;
            sums.lead += u32::from(lead);
            (0..2).for_each(|axis| sums.said[axis] += said[axis] * part);
            hits.iter().filter_map(|(_, group)| group.sort).for_each(|sort| sums.sorts[sort] += part);
            for (hit, group) in hits.iter().filter(|(_, group)| group.is_plain()) {
                sums.plain.push(Plain { axis: group.axis, sentence: sentence.id, span: hit.span });
            }
        }
    }
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
) -> [f64; RELATION.len()] {
    let [a, b] = sides.map(|side| weights.part(side));
    let both_speak = sides.iter().all(|side| weights.speakers.contains(side));
    [
        sums.together.ln_1p(),
        f64::from(sums.lead).ln_1p(),
        f64::from(u8::from(both_speak)),
        a.min(b),
        a.max(b),
        (sums.said[0] + sums.said[1]).ln_1p(),
        tied.iter().map(|cue| cue.weight).sum::<f64>().ln_1p(),
    ]
}

fn tone(text: &str, sums: &Sums, tied: &[&Weighed]) -> [f64; TONE.len()] {
    let of = |told: bool, axis| {
        assertions(text, tied.iter().filter(|cue| cue.axis == axis && (cue.told || !told)).copied())
    };
    let [told, near] =
        [true, false].map(|told| [Axis::Cooperation, Axis::Conflict].map(|axis| of(told, axis)));
    let mut features = [0.0; TONE.len()];
    for (feature, ([warm, tense], doubt)) in
        features.iter_mut().zip([told, near, sums.said].into_iter().zip(DOUBT))
    {
        *feature = (warm - tense) / (warm + tense + doubt);
    }
    features[MIXED] = near[0].min(near[1]).ln_1p();
    features[SORTS..].iter_mut().zip(sums.sorts).for_each(|(feature, sort)| *feature = sort.ln_1p());
    features
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
