//! The table of cue words.

use demarche_core::{BuildError, Hit, Span};
use demarche_frames::table;
use serde::Deserialize;

/// On which of the two axes a cue counts. They are kept apart: a relationship may be high on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Axis {
    Cooperation,
    Conflict,
}

impl Axis {
    /// The other one.
    pub(crate) fn turned(self) -> Axis {
        match self {
            Axis::Cooperation => Axis::Conflict,
            Axis::Conflict => Axis::Cooperation,
        }
    }
}

/// Words of one sort.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) about: String,
    pub(crate) axis: Axis,
    /// What one of its cues weighs; none if they are plain, for whom a sentence names and not for whom a tree ties them to.
    pub(crate) weight: Option<f64>,
    /// Whether two sides may do it together to a third.
    #[serde(default)]
    pub(crate) at_third: bool,
    /// Whether its nouns, with a definite article, point at what was told before.
    #[serde(default)]
    pub(crate) points_back: bool,
    /// Whether a cue counts only if its own words name both sides: "our partners" are others.
    #[serde(default)]
    pub(crate) named_only: bool,
    words: Vec<String>,
}

impl Group {
    /// Whether its cues count for any two whom their sentence names.
    pub(crate) fn is_plain(&self) -> bool {
        self.weight.is_none()
    }
}

/// All cues.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cues {
    ignore: Vec<String>,
    pub(crate) relief: Vec<String>,
    pub(crate) harm: Vec<String>,
    pub(crate) theme: Vec<String>,
    pub(crate) doing: Vec<String>,
    pub(crate) fade: Vec<String>,
    pub(crate) fail: Vec<String>,
    #[serde(rename = "group")]
    groups: Vec<Group>,
}

impl Cues {
    pub(crate) fn embedded() -> Result<Self, BuildError> {
        let problem = |problem| BuildError { file: "plugins/sentiment/data/cues.toml".into(), problem };
        table!("data/cues.toml").read().map_err(problem)
    }

    /// Everything the scan should find: the phrases to ignore first, then the groups in order.
    pub(crate) fn patterns(&self) -> Vec<String> {
        self.ignore.iter().chain(self.groups.iter().flat_map(|g| &g.words)).cloned().collect()
    }

    /// The group of a trigger; none for a phrase to ignore.
    fn group(&self, trigger: u32) -> Option<&Group> {
        let mut left = (trigger as usize).checked_sub(self.ignore.len())?;
        for group in &self.groups {
            match left.checked_sub(group.words.len()) {
                Some(rest) => left = rest,
                None => return Some(group),
            }
        }
        None
    }

    /// The hits that count: of overlapping ones the longest, and none inside a phrase to ignore.
    pub(crate) fn select<'c>(&'c self, hits: &[Hit]) -> Vec<(Hit, &'c Group)> {
        let mut order: Vec<&Hit> = hits.iter().collect();
        order.sort_by_key(|h| (std::cmp::Reverse(h.span.len()), h.span, h.trigger));
        let mut taken: Vec<Span> = Vec::new();
        let mut chosen = Vec::new();
        for hit in order {
            if taken.iter().any(|t| t.overlaps(hit.span)) {
                continue;
            }
            taken.push(hit.span);
            if let Some(group) = self.group(hit.trigger) {
                chosen.push((*hit, group));
            }
        }
        chosen.sort_by_key(|(h, _)| h.span);
        chosen
    }

    /// The groups in words, for `demarche explain`.
    pub(crate) fn describe(&self) -> String {
        let line = |g: &Group| {
            let weight = g.weight.map_or("   ".to_owned(), |weight| format!("{weight:.1}"));
            format!("{:<18} {:?} {weight}  {}", g.id, g.axis, g.about).to_lowercase()
        };
        self.groups.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trigger_leads_to_its_group_or_to_none() {
        let cues = Cues::embedded().unwrap();
        let all = cues.patterns();
        let at = |word: &str| {
            cues.group(all.iter().position(|p| p == word).unwrap() as u32).map(|g| g.id.as_str())
        };
        assert_eq!(at("cold war"), None);
        assert_eq!(at("thaw*"), Some("tone.warming"));
        assert_eq!(at("sanction*"), Some("tone.rupture"));
    }

    #[test]
    fn no_word_is_in_two_groups() {
        let cues = Cues::embedded().unwrap();
        let mut words: Vec<&String> = cues.groups.iter().flat_map(|g| &g.words).collect();
        words.sort();
        for pair in words.windows(2) {
            assert_ne!(pair[0], pair[1], "listed twice");
        }
    }
}
