//! The trainer: a fit for each of the three questions that are asked of a pair, and its test by cross-validation.

use demarche_sentiment::{Answer, Features, Model, NEUTRAL};
use demarche_testkit::logistic::{self, Row};
use std::iter::once;

/// Two sides of an article, with what a reader says of them.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// The article, which no fold parts.
    pub(crate) article: String,
    /// What the article offers on them; nothing if it never names the two together.
    pub(crate) features: Option<Features>,
    /// The sign of their relationship, if the article is about it.
    pub(crate) sign: Option<i8>,
}

/// How strongly weights are drawn to zero, in units of evidence, of which an example at a share of one half gives a quarter: of
/// the few relationships more than of the many pairs.
const PULL_RELATION: f64 = 2.0;
const PULL_TONE: f64 = 8.0;
/// The bias is all but free.
const PULL_BIAS: f64 = 1e-6;
/// So many parts, each of which is once left out of training.
const FOLDS: usize = 10;

/// A model of these examples.
#[must_use]
pub(crate) fn fit(examples: &[&Example]) -> Model {
    let pairs: Vec<(&Features, Option<i8>)> =
        examples.iter().filter_map(|e| Some((e.features.as_ref()?, e.sign))).collect();
    let relation = pairs.iter().map(|(f, sign)| (f.relation.as_slice(), sign.is_some())).collect();
    let signed = |wanted: i8| {
        pairs.iter().filter_map(|(f, sign)| Some((f.tone.as_slice(), (*sign)? == wanted))).collect()
    };
    Model {
        relation: answer(relation, PULL_RELATION),
        warm: answer(signed(1), PULL_TONE),
        tense: answer(signed(-1), PULL_TONE),
    }
}

/// The answer that fits these pairs best, of which the features are given and whether it is yes.
fn answer(pairs: Vec<(&[f64], bool)>, pull: f64) -> Answer {
    let count = pairs.first().map_or(0, |(features, _)| features.len());
    // What is added whatever the features are is the weight of one that is always there.
    let row = |&(features, yes): &(&[f64], bool)| Row::of(once(1.0).chain(features.iter().copied()), yes);
    let rows: Vec<Row> = pairs.iter().map(row).collect();
    let pull: Vec<f64> = once(PULL_BIAS).chain((0..count).map(|_| pull)).collect();
    let mut weights = logistic::fit(rows.iter(), &pull);
    let bias = weights.remove(0);
    Answer { bias, weights }
}

/// What a model says of examples.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Figures {
    /// Relationships that readers saw.
    pub(crate) gold: u32,
    /// Of these, those that the model sees as well.
    pub(crate) found: u32,
    /// Of these, those with the right sign.
    pub(crate) right: u32,
    /// All that the model sees.
    pub(crate) given: u32,
}

impl Figures {
    /// Adds what a model says of examples, as an analysis would write it.
    fn count(&mut self, model: &Model, examples: &[&Example]) {
        for example in examples {
            let given = example.features.as_ref().filter(|f| f.is_told(model));
            self.given += u32::from(given.is_some());
            self.gold += u32::from(example.sign.is_some());
            if let (Some(features), Some(sign)) = (given, example.sign) {
                self.found += 1;
                let score = model.tone(features);
                self.right += u32::from(i8::from(score > NEUTRAL) - i8::from(score < -NEUTRAL) == sign);
            }
        }
    }

    /// The share of relationships that are found and have the right sign.
    #[must_use]
    pub(crate) fn accuracy(&self) -> f64 {
        f64::from(self.right) / f64::from(self.gold.max(1))
    }
}

/// Trains on all folds but one and asks about that one, for each fold; articles are dealt out in the order of their names.
#[must_use]
pub(crate) fn cross_validate(examples: &[Example]) -> Figures {
    let mut articles: Vec<&str> = examples.iter().map(|e| e.article.as_str()).collect();
    articles.sort_unstable();
    articles.dedup();
    let mut figures = Figures::default();
    for fold in 0..FOLDS {
        let place =
            |e: &&Example| articles.binary_search(&e.article.as_str()).is_ok_and(|at| at % FOLDS == fold);
        let (left_out, rest): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(place);
        figures.count(&fit(&rest), &left_out);
    }
    figures
}
