//! How the weights of [`Ranking`] are learnt: from every topic that an article names, for every concern of the gold records.

use demarche_concerns::{Candidate, FEATURES, Ranking};
use demarche_testkit::logistic::{self, Row};
use std::collections::BTreeSet;

/// A concern with the topics that its article names.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Its article; the concerns of an article are never parted by a fold.
    pub(crate) article: usize,
    /// From [`demarche_concerns::candidates`].
    pub(crate) candidates: Vec<Candidate>,
    /// The topics that the gold record gives it.
    pub(crate) topics: BTreeSet<usize>,
    /// How many the gold record gives it, with those that the table does not know.
    pub(crate) count: usize,
}

/// How strongly weights and priors are drawn to zero, in units of evidence, of which a topic at a share of one half gives a quarter.
const PULL: [f64; 2] = [1.0, 4.0];
/// From which log-odds on the best topic is given, and from which on further ones: shares of 0.35 and 0.31.
const ENOUGH: [f64; 2] = [-0.619, -0.8];

/// The weights that fit these examples best; `topics` is how many the table has.
pub(crate) fn fit(examples: &[&Example], topics: usize) -> Ranking {
    let count = FEATURES.len() + topics;
    let pull: Vec<f64> = (0..count).map(|feature| PULL[usize::from(feature >= FEATURES.len())]).collect();
    let all = examples.iter().flat_map(|e| e.candidates.iter().map(move |c| (e, c)));
    let rows: Vec<Row> = all.map(|(e, c)| row(c, e.topics.contains(&c.topic))).collect();
    let mut weights = logistic::fit(rows.iter(), &pull);
    let priors = weights.split_off(FEATURES.len());
    Ranking { weights, priors, first: ENOUGH[0], further: ENOUGH[1] }
}

/// A topic that a concern may have: the topics themselves are the last features.
fn row(candidate: &Candidate, right: bool) -> Row {
    let mut row = Row::of(candidate.features, right);
    row.features.push((FEATURES.len() + candidate.topic, 1.0));
    row
}

/// How well topics are given.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    concerns: usize,
    shared: usize,
    given: usize,
    right: usize,
    wanted: usize,
}

impl Figures {
    /// Counts a concern for which the ranking chooses.
    pub(crate) fn add(&mut self, ranking: &Ranking, example: &Example) {
        let given = ranking.choose(example.candidates.clone());
        let right = given.iter().filter(|c| example.topics.contains(&c.topic)).count();
        self.concerns += 1;
        self.shared += usize::from(right > 0);
        self.given += given.len();
        self.right += right;
        self.wanted += example.count;
    }

    /// Which share of the topics given is right.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.given)
    }

    /// Which share of the gold records' topics is given.
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.wanted)
    }

    /// Which share of concerns has at least one right topic.
    pub(crate) fn shared(&self) -> f64 {
        share(self.shared, self.concerns)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Trains on all folds but one and asks about that one, for each fold of articles.
pub(crate) fn cross_validate(examples: &[Example], topics: usize, folds: usize) -> Figures {
    let mut figures = Figures::default();
    for fold in 0..folds {
        let (left_out, rest): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|e| e.article % folds == fold);
        let ranking = fit(&rest, topics);
        left_out.into_iter().for_each(|example| figures.add(&ranking, example));
    }
    figures
}
