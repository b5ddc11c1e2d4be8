//! The **focus** of a passage: who the other side is where a sentence names none or one.
//!
//! "It was agreed to meet again", "she received the ambassador": a reader knows of whom the passage speaks. From the sentences before,
//! headings, the story and the sentence's own words ([`cues`]) each country or body that may be meant is described by a few numbers
//! ([`scene`]); weights learned from articles with gold records tell how likely it is that the event is theirs. What an analyzer does
//! with one side or none is its own affair, so each has weights of its own (`data/focus.tsv` of the plugin).

mod cues;
mod scene;

use crate::matching::Match;
use crate::parties::Parties;
use demarche_core::{BuildError, Reading, SentenceId};
use scene::Scene;
use std::collections::{BTreeMap, BTreeSet};

pub use cues::Cues;

/// So many candidates are weighed, those nearest first.
const CANDIDATES: usize = 7;

/// Sides that an event may have, described by numbers between 0 and 1 in the order of [`names`].
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The sides that are to be added to those known.
    pub added: Vec<String>,
    /// What speaks for and against them.
    pub features: Vec<f64>,
}

/// The names of the features, in order; `own` are what an analyzer itself asks of a side.
pub fn names(own: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    let all = [&["bias"], own, scene::NAMES, cues::NAMES];
    all.into_iter().flatten().copied()
}

/// How many of [`names`], the last, tell of the event alone, whoever takes part.
pub const OF_EVENT: usize = cues::OWN;

/// What an analyzer itself asks of a side, and how many questions these are.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    /// How many answers there are.
    pub count: usize,
    /// The answers for a side.
    pub of: &'a dyn Fn(&str) -> Vec<f64>,
}

impl Own<'_> {
    /// For an analyzer that asks nothing of its own.
    pub const NONE: Own<'static> = Own { count: 0, of: &|_| Vec::new() };

    /// The mean of the answers for some sides.
    fn mean(self, sides: &[String]) -> Vec<f64> {
        let mut sums = vec![0.0; self.count];
        for side in sides {
            sums.iter_mut().zip((self.of)(side)).for_each(|(sum, x)| *sum += x / sides.len() as f64);
        }
        sums
    }
}

/// Every way to fill the sides of a match up to two; if so many are known, the only one.
pub fn proposals(
    reading: &dyn Reading,
    found: &Match<'_>,
    known: &BTreeSet<String>,
    own: Own<'_>,
) -> Vec<Proposal> {
    let cues = Cues::of(reading, found);
    let scene = Scene::new(reading, found, known);
    let candidates = scene.candidates(CANDIDATES);
    let mut all = Vec::new();
    if known.len() > 1 {
        return vec![proposal(&scene, &cues, own, &[])];
    }
    // A body and one of its members are seldom two sides.
    let apart = |sides: &[usize]| {
        let sides: Vec<String> = known.iter().cloned().chain(scene.codes(sides)).collect();
        !sides.iter().any(|a| sides.iter().any(|b| reading.is_member(a, b)))
    };
    for (i, &first) in candidates.iter().enumerate() {
        let mut propose =
            |added: &[usize]| all.extend(apart(added).then(|| proposal(&scene, &cues, own, added)));
        if known.is_empty() {
            candidates[..i].iter().for_each(|&second| propose(&[second, first]));
        } else {
            propose(&[first]);
        }
    }
    all
}

/// Every side that may be added to those known.
pub fn one_more(
    reading: &dyn Reading,
    found: &Match<'_>,
    known: &BTreeSet<String>,
    own: Own<'_>,
) -> Vec<Proposal> {
    let cues = Cues::of(reading, found);
    let scene = Scene::new(reading, found, known);
    let sides = scene.candidates(CANDIDATES).into_iter();
    sides.map(|side| proposal(&scene, &cues, own, &[side])).collect()
}

/// Some sides of a scene, with what is asked of them.
fn proposal(scene: &Scene<'_>, cues: &Cues, own: Own<'_>, sides: &[usize]) -> Proposal {
    let added = scene.codes(sides);
    let asked = std::iter::once(1.0).chain(own.mean(&added));
    let features = asked.chain(scene.features(sides)).chain(cues.values()).collect();
    Proposal { added, features }
}

/// Two columns of weights of the features: where no side is known and where one is, or what else an analyzer decides by them.
#[derive(Debug, Clone)]
pub struct Focus {
    weights: [Vec<f64>; 2],
    /// What it adds that a certain frame found it; nothing for a frame that the gold records have not met.
    rules: BTreeMap<String, f64>,
    /// How likely an event must be, in log-odds.
    thresholds: [f64; 2],
    /// How much less likely it may be in an article of dealings between states, if the sides are among these.
    eased: [f64; 2],
}

impl Focus {
    /// A plugin's own weights; `file` is for the message, `own` are what the plugin itself asks.
    ///
    /// # Errors
    /// If a row is malformed, unknown or missing.
    pub fn embedded(file: &str, text: &str, own: &'static [&'static str]) -> Result<Self, BuildError> {
        Focus::parse(text, own).map_err(|problem| BuildError { file: file.to_owned(), problem })
    }

    fn parse(text: &str, own: &'static [&'static str]) -> Result<Self, String> {
        let mut weights = [Vec::new(), Vec::new()];
        let mut rules = BTreeMap::new();
        let mut thresholds = None;
        let mut eased = [0.0; 2];
        let mut expected = names(own);
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let malformed =
                || format!("`{line}` is not a name and two numbers, or a rule and one, with tabs between");
            let mut fields = line.split('\t');
            let name = fields.next().ok_or_else(malformed)?;
            let numbers: Result<Vec<f64>, _> = fields.map(str::parse::<f64>).collect();
            let numbers = numbers.ok().filter(|n| n.iter().all(|x| x.is_finite())).ok_or_else(malformed)?;
            if let (true, [weight]) = (name.contains('.'), numbers.as_slice()) {
                rules.insert(name.to_owned(), *weight);
                continue;
            }
            let numbers: [f64; 2] = numbers.try_into().map_err(|_| malformed())?;
            if name == "threshold" {
                thresholds = Some(numbers);
                continue;
            }
            if name == "eased" {
                eased = numbers;
                continue;
            }
            let next = expected.next();
            if next != Some(name) {
                return Err(format!("`{name}` stands where {next:?} is expected"));
            }
            weights.iter_mut().zip(numbers).for_each(|(weights, number)| weights.push(number));
        }
        if let Some(missing) = expected.next() {
            return Err(format!("the row `{missing}` is missing"));
        }
        let thresholds = thresholds.ok_or("the row `threshold` is missing")?;
        Ok(Focus { weights, rules, thresholds, eased })
    }

    /// Adds the sides of whom the passage speaks, where it is likely enough that they are meant.
    pub fn fill(&self, reading: &dyn Reading, found: &Match<'_>, parties: &mut Parties, own: Own<'_>) {
        let sides = self.sides(reading, found, &parties.sides, own);
        sides.iter().flatten().for_each(|side| parties.assume(side));
    }

    /// The sides that are most likely meant beside those known, if they are likely enough.
    pub fn sides(
        &self,
        reading: &dyn Reading,
        found: &Match<'_>,
        known: &BTreeSet<String>,
        own: Own<'_>,
    ) -> Option<Vec<String>> {
        let column = usize::from(!known.is_empty());
        let likeliest = self.best(column, Some(&found.frame.id), proposals(reading, found, known, own));
        let (odds, sides) = likeliest?;
        let among = || known.iter().chain(&sides).map(String::as_str);
        let dealings = || among().all(|s| reading.is_state(s)) && reading.story().is_of_dealings(among());
        let threshold = self.thresholds[column];
        let enough = odds > threshold || odds > threshold - self.eased[column] && dealings();
        enough.then_some(sides)
    }

    /// The sides that the likeliest of some proposals adds, if they are likely enough by the weights of this column and of the frame
    /// that found the event.
    pub fn likeliest(
        &self,
        column: usize,
        rule: Option<&str>,
        proposals: Vec<Proposal>,
    ) -> Option<Vec<String>> {
        let (odds, sides) = self.best(column, rule, proposals)?;
        (odds > self.thresholds[column]).then_some(sides)
    }

    /// The sides that the likeliest of some proposals adds, of equal ones the first, and how likely it is.
    fn best(
        &self,
        column: usize,
        rule: Option<&str>,
        proposals: Vec<Proposal>,
    ) -> Option<(f64, Vec<String>)> {
        let weights = &self.weights[column];
        let rule = rule.and_then(|rule| self.rules.get(rule)).copied().unwrap_or_default();
        let mut best: Option<(f64, Proposal)> = None;
        for proposal in proposals {
            let odds = rule + proposal.features.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
            if best.as_ref().is_none_or(|(most, _)| odds > *most) {
                best = Some((odds, proposal));
            }
        }
        best.map(|(odds, proposal)| (odds, proposal.added))
    }
}

/// A match whose sides are not all told, as the trainer sees it: what is known, and what might be added.
#[derive(Debug, Clone)]
pub struct Case {
    /// The frame, if it has a weight of its own.
    pub rule: Option<String>,
    /// The sentence.
    pub sentence: SentenceId,
    /// The sides that are known.
    pub known: BTreeSet<String>,
    /// By which column of the weights it is decided; 2 if nobody is lacking.
    pub column: usize,
    /// Every way to fill them.
    pub proposals: Vec<Proposal>,
}

impl Case {
    /// The case of a match of which these sides are known.
    pub fn of(reading: &dyn Reading, found: &Match<'_>, known: &BTreeSet<String>, own: Own<'_>) -> Self {
        let proposals = proposals(reading, found, known, own);
        Case {
            rule: Some(found.frame.id.clone()),
            sentence: found.sentence,
            known: known.clone(),
            column: known.len().min(2),
            proposals,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Focus, names};

    fn table() -> String {
        let rows: String = names(&[]).map(|name| format!("{name}\t0.5\t-0.5\n")).collect();
        format!("# A comment.\nthreshold\t0.1\t0.2\n{rows}visit.go\t0.25\n")
    }

    #[test]
    fn a_table_has_every_row_in_order() {
        let focus = Focus::parse(&table(), &[]).expect("a whole table");
        assert_eq!(focus.thresholds, [0.1, 0.2]);
        assert_eq!(focus.eased, [0.0, 0.0]);
        let eased = table().replace("threshold\t0.1\t0.2\n", "threshold\t0.1\t0.2\neased\t0.8\t0.4\n");
        assert_eq!(Focus::parse(&eased, &[]).expect("a whole table").eased, [0.8, 0.4]);
        assert_eq!(focus.weights[0].len(), names(&[]).count());
        assert_eq!(focus.rules["visit.go"], 0.25);
        let without = |row: &str| Focus::parse(&table().replace(&format!("{row}\t0.5\t-0.5\n"), ""), &[]);
        assert!(without("here").is_err_and(|e| e.contains("here")));
        assert!(Focus::parse(&table().replace("threshold\t0.1\t0.2\n", ""), &[]).is_err());
    }

    #[test]
    fn a_row_is_a_name_and_two_numbers() {
        for row in ["bias\t0.5\n", "bias\t0.5\tx\n", "bias\t0.5\tNaN\n", "bias\t0.5\t1\t2\n", "visit.go\tx\n"]
        {
            assert!(Focus::parse(&table().replace("bias\t0.5\t-0.5\n", row), &[]).is_err(), "{row}");
        }
    }
}
