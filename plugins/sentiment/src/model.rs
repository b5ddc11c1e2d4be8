//! What is learned: how features of a pair add up.

use crate::features::{Features, RELATION, TONE};
use demarche_core::BuildError;
use std::fmt::Write;

/// Two sides have a record if so large a share of such pairs is what their articles are about.
const TOLD: f64 = 0.07;

/// The name of what is added whatever the features.
const BIAS: &str = "bias";

/// A score that is no farther from zero is neutral.
pub const NEUTRAL: f64 = 0.1;
/// Up to so large a lead of one over the other, whether it is warm or tense is as good as open (by cross-validation).
const EVEN: f64 = 0.2;

/// One question answered by a weighted sum: a logistic regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What is added whatever the features.
    pub bias: f64,
    /// The weight of each feature, in the features' order.
    pub weights: Vec<f64>,
}

impl Answer {
    /// The share of such pairs for which the answer is yes.
    #[must_use]
    pub fn share(&self, features: &[f64]) -> f64 {
        let sum = self.weights.iter().zip(features).fold(self.bias, |sum, (weight, x)| sum + weight * x);
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The three questions that are asked of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Whether the article tells of a relationship between the two.
    pub relation: Answer,
    /// Whether that is warm.
    pub warm: Answer,
    /// Whether it is tense.
    pub tense: Answer,
}

impl Model {
    /// The built-in weights.
    pub(crate) fn embedded() -> Result<Self, BuildError> {
        Model::parse(include_str!("../data/relations.tsv"))
            .map_err(|problem| BuildError { file: "plugins/sentiment/data/relations.tsv".into(), problem })
    }

    /// How surely the article tells of a relationship between the two, 0 … 1.
    #[must_use]
    pub fn relation(&self, features: &Features) -> f64 {
        self.relation.share(&features.relation)
    }

    /// How warm that is, from −1 to +1.
    #[must_use]
    pub fn tone(&self, features: &Features) -> f64 {
        let lead = self.warm.share(&features.tone) - self.tense.share(&features.tone);
        let beyond = (lead.abs() - EVEN).max(0.0) * (1.0 - NEUTRAL) / (1.0 - EVEN);
        (lead.abs().min(EVEN) * NEUTRAL / EVEN + beyond).copysign(lead)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut rows = Vec::new();
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let row =
                line.split_once('\t').and_then(|(name, weight)| Some((name, weight.parse::<f64>().ok()?)));
            rows.push(
                row.filter(|(_, weight)| weight.is_finite())
                    .ok_or_else(|| format!("`{line}` is not a name, a tab and a number"))?,
            );
        }
        let known: Vec<String> =
            questions().iter().flat_map(|(question, names)| rows_of(question, names)).collect();
        if let Some((name, _)) = rows.iter().find(|(name, _)| !known.iter().any(|k| k == name)) {
            return Err(format!("nobody asks for `{name}`"));
        }
        let weight = |name: &String| {
            let mut found = rows.iter().filter(|(n, _)| n == name);
            match (found.next(), found.next()) {
                (Some((_, weight)), None) => Ok(*weight),
                (None, _) => Err(format!("the row `{name}` is missing")),
                _ => Err(format!("the row `{name}` is there twice")),
            }
        };
        let answer = |question: usize| {
            let (question, names) = questions()[question];
            let weights: Vec<f64> = rows_of(question, names).iter().map(weight).collect::<Result<_, _>>()?;
            Ok::<_, String>(Answer { bias: weights[0], weights: weights[1..].to_vec() })
        };
        Ok(Model { relation: answer(0)?, warm: answer(1)?, tense: answer(2)? })
    }

    /// As a table, without its head.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = String::new();
        for ((question, names), answer) in
            questions().into_iter().zip([&self.relation, &self.warm, &self.tense])
        {
            let weights = std::iter::once(&answer.bias).chain(&answer.weights);
            for (name, weight) in rows_of(question, names).iter().zip(weights) {
                let _ = writeln!(table, "{name}\t{weight:.3}");
            }
        }
        table
    }
}

/// The questions in the table's order, and the features on which the answers rest.
fn questions() -> [(&'static str, &'static [&'static str]); 3] {
    [("relation", &RELATION), ("warm", &TONE), ("tense", &TONE)]
}

fn rows_of(question: &str, names: &[&str]) -> Vec<String> {
    std::iter::once(&BIAS).chain(names).map(|name| format!("{question} {name}")).collect()
}

impl Features {
    /// Whether the article tells enough of the two for a record.
    pub fn is_told(&self, model: &Model) -> bool {
        model.relation(self) >= TOLD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_back_as_it_was_written() {
        let model = Model::embedded().unwrap();
        assert_eq!(Model::parse(&model.table()), Ok(model));
    }

    #[test]
    fn a_malformed_table_is_refused() {
        let table = Model::embedded().unwrap().table();
        assert!(Model::parse(&table.replacen("warm bias", "warm bais", 1)).is_err());
        assert!(Model::parse(&format!("{table}warm bias\t1.0\n")).is_err());
        assert!(Model::parse(&table.replacen('\t', "\tNaN", 1)).is_err());
        assert!(Model::parse(table.split_once('\n').unwrap().1).is_err());
    }
}
