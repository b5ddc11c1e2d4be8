//! Which of an article's topics a concern has: a score of each by where and how the article names it, with learned weights.

use crate::matter::Matter;
use crate::topics::{TopicHit, TopicTable};
use demarche_core::{BuildError, SentenceId};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

const FILE: &str = "plugins/concerns/data/ranking.tsv";

/// A concern has no more topics than this.
const MOST: usize = 5;

/// What is told of a topic beside a concern. Those of the last two groups stand twice, since words around a concern tell more where
/// its own words name no topic.
pub const FEATURES: [&str; 30] = [
    "own",
    "own.hint",
    "own.more",
    "own.long",
    "named",
    "named.sentence",
    "named.1before",
    "named.2before",
    "named.5before",
    "named.1behind",
    "named.3behind",
    "named.far",
    "named.lead",
    "named.title",
    "named.share",
    "named.more",
    "named.most",
    "bare",
    "bare.sentence",
    "bare.1before",
    "bare.2before",
    "bare.5before",
    "bare.1behind",
    "bare.3behind",
    "bare.far",
    "bare.lead",
    "bare.title",
    "bare.share",
    "bare.more",
    "bare.most",
];

/// How many features tell of the concern's own words, and of those around them.
const OWN: usize = 4;
const AROUND: usize = 13;

/// A topic that a concern may have.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// As an index into [`TopicTable::topics`].
    pub topic: usize,
    /// The value of each of [`FEATURES`].
    pub features: [f64; FEATURES.len()],
    /// The words for it that stand nearest, and how many sentences before the concern.
    pub(crate) nearest: (i64, TopicHit),
}

/// Every topic that an article names, as a concern in these sentences may have it. `own` are the words for topics inside what the
/// concern is about.
pub fn candidates(
    matter: &Matter,
    sentences: &RangeInclusive<SentenceId>,
    own: &[TopicHit],
    text: &str,
) -> Vec<Candidate> {
    let most = matter.most();
    let candidate = |topic: usize| {
        let hinted = || own.iter().find(|hit| hit.topic == topic).map(|&hit| (0, hit));
        let nearest = matter.nearest(topic, sentences).or_else(hinted)?;
        let mut features = [0.0; FEATURES.len()];
        let inside = || own.iter().filter(|hit| hit.topic == topic);
        let count = inside().count();
        if count > 0 {
            features[0] = 1.0;
            features[1] = flag(inside().all(|hit| hit.hint));
            features[2] = more(count);
            features[3] = flag(inside().any(|hit| hit.span.slice(text).contains([' ', '-'])));
        }
        let around = &mut features[OWN + if own.is_empty() { AROUND } else { 0 }..][..AROUND];
        around[0] = 1.0;
        let place = match nearest.0 {
            0 => 1,
            1 => 2,
            2 => 3,
            3..=5 => 4,
            -1 => 5,
            -3..=-2 => 6,
            _ => 7,
        };
        around[place] = flag(count == 0);
        around[8] = flag(matter.leads_with(topic));
        around[9] = flag(matter.is_titled(topic));
        around[10] = matter.share(topic);
        around[11] = more(matter.count(topic));
        around[12] = flag(matter.count(topic) == most);
        Some(Candidate { topic, features, nearest })
    };
    let topics: BTreeSet<usize> = matter.topics().chain(own.iter().map(|hit| hit.topic)).collect();
    topics.into_iter().filter_map(candidate).collect()
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// None for one, and ever less for each further one.
fn more(count: usize) -> f64 {
    1.0 - 1.0 / count.max(1) as f64
}

/// The learned weights, in log-odds.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// By feature.
    pub weights: Vec<f64>,
    /// By topic: how much oftener concerns have it than its words let expect.
    pub priors: Vec<f64>,
    /// From which score on the best topic is given.
    pub first: f64,
    /// From which score on further ones are given.
    pub further: f64,
}

impl Ranking {
    /// The built-in weights.
    ///
    /// # Errors
    /// If the file is wrong, or a feature has no weight.
    pub(crate) fn embedded(table: &TopicTable) -> Result<Self, BuildError> {
        Self::parse(include_str!("../data/ranking.tsv"), table)
            .map_err(|problem| BuildError { file: FILE.to_owned(), problem })
    }

    fn parse(text: &str, table: &TopicTable) -> Result<Self, String> {
        let mut known: FxHashMap<&str, f64> = FxHashMap::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let row = line.split_once('\t').and_then(|(name, value)| Some((name, value.parse().ok()?)));
            let (name, value) = row
                .filter(|(_, value): &(_, f64)| value.is_finite())
                .ok_or_else(|| format!("`{line}`: write a name, a tab and a number"))?;
            if known.insert(name, value).is_some() {
                return Err(format!("`{name}` stands twice"));
            }
        }
        let mut take = |name: &str| known.remove(name).ok_or_else(|| format!("`{name}` is missing"));
        let weights = FEATURES.iter().map(|name| take(name)).collect::<Result<_, _>>()?;
        let (first, further) = (take("first")?, take("further")?);
        // A topic of the user's own has no prior.
        let priors =
            table.topics().iter().map(|topic| known.remove(&*topic.id).unwrap_or_default()).collect();
        match known.keys().min() {
            Some(name) => Err(format!("`{name}` is no feature and no topic")),
            None => Ok(Ranking { weights, priors, first, further }),
        }
    }

    /// How far the features speak for a topic.
    pub fn score(&self, candidate: &Candidate) -> f64 {
        let sum: f64 =
            self.weights.iter().zip(&candidate.features).map(|(weight, value)| weight * value).sum();
        sum + self.priors[candidate.topic]
    }

    /// The topics that are likely enough, the likeliest first.
    pub fn choose(&self, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let mut scored: Vec<(f64, Candidate)> = candidates.into_iter().map(|c| (self.score(&c), c)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.topic.cmp(&b.1.topic)));
        let enough = |(rank, (score, _)): &(usize, (f64, Candidate))| {
            *score >= if *rank == 0 { self.first } else { self.further }
        };
        scored.into_iter().take(MOST).enumerate().take_while(enough).map(|(_, (_, one))| one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str, own: &str) -> Vec<String> {
        let table = TopicTable::new(&[]).expect("the built-in table");
        let ranking = Ranking::embedded(&table).expect("the built-in weights");
        let reading = demarche_testkit::read(text);
        let reading: &dyn demarche_core::Reading = &reading;
        let start = text.find(own).expect("the words");
        let own = demarche_core::Span::new(start, start + own.len());
        let sentence = reading.sentences().iter().find(|s| s.span.contains(own)).expect("a sentence").id;
        let hits = table.find(text, own);
        let found = candidates(&Matter::of(&table, reading), &(sentence..=sentence), &hits, text);
        ranking.choose(found).into_iter().map(|c| table.topics()[c.topic].id.clone()).collect()
    }

    #[test]
    fn own_words_tell_most_and_words_that_point_back_have_the_topic_before_them() {
        let text = "Peru and Chile quarrel over tariffs on copper pipes. Lima raised the tariffs in May. \
                    Santiago asked it to withdraw the measure. It also demanded the extradition of two fugitives.";
        assert_eq!(chosen(text, "withdraw the measure"), ["trade.tariffs"]);
        assert_eq!(
            chosen(text, "extradition of two fugitives").first().map(String::as_str),
            Some("global.crime")
        );
    }

    #[test]
    fn a_malformed_table_is_refused() {
        let table = TopicTable::default();
        let whole: String =
            FEATURES.iter().chain(&["first", "further"]).map(|name| format!("{name}\t0.5\n")).collect();
        assert!(Ranking::parse(&whole, &table).is_ok());
        for wrong in [
            "",
            "own\t1\n",
            &format!("{whole}own\t1\n"),
            &format!("{whole}x\t1\n"),
            &whole.replace("0.5", "NaN"),
        ] {
            assert!(Ranking::parse(wrong, &table).is_err(), "{wrong}");
        }
    }
}
