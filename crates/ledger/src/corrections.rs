//! The user's own corrections, applied on every build and logged.

use demarche_core::event::Place;
use demarche_core::{Event, Precision, Status, Time};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a file of corrections may hold. Records are named by their ids, which do not change while their article's text and the
/// rule that found them stay.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    /// Records that belong to one history.
    #[serde(default)]
    merge: Vec<Records>,
    /// Records that form a history of their own.
    #[serde(default)]
    split: Vec<Records>,
    /// Records that are wrong.
    #[serde(default)]
    drop: Vec<Records>,
    /// Fields that are wrong.
    #[serde(default)]
    set: Vec<Set>,
}

/// Some records, with the reason for the reader of the log.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Records {
    events: Vec<String>,
    #[serde(default)]
    why: String,
}

/// Fields of a record with their right values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    event: String,
    status: Option<Status>,
    place: Option<Place>,
    time: Option<Days>,
    #[serde(default)]
    why: String,
}

/// First and last day.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    start: Date,
    end: Date,
}

/// A correction file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionsError {
    /// It is no TOML of the documented form.
    #[error("it is not in the form of a correction file")]
    Form(#[from] toml::de::Error),
    /// One record in two merges or splits.
    #[error("record `{0}` stands in two entries of `merge` and `split`; keep one")]
    Twice(String),
    /// A time that ends before it begins.
    #[error("the time set for record `{0}` ends before it begins; swap `start` and `end`")]
    Backwards(String),
    /// A `set` without a field.
    #[error("the entry of `set` for record `{0}` sets nothing; give `status`, `place` or `time`")]
    Nothing(String),
}

/// What became of a correction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Applied {
    /// `merge`, `split`, `drop` or `set`.
    pub verb: String,
    /// The record.
    pub event: String,
    /// As the user gave it.
    pub why: String,
    /// Whether there is such a record.
    pub found: bool,
}

impl Corrections {
    /// Reads a file of corrections.
    ///
    /// # Errors
    /// If it is not of the documented form, or contradicts itself.
    pub fn parse(text: &str) -> Result<Corrections, CorrectionsError> {
        let corrections: Corrections = toml::from_str(text)?;
        let mut seen = BTreeSet::new();
        for id in corrections.merge.iter().chain(&corrections.split).flat_map(|records| &records.events) {
            if !seen.insert(id) {
                return Err(CorrectionsError::Twice(id.clone()));
            }
        }
        for set in &corrections.set {
            if set.time.is_some_and(|days| days.end < days.start) {
                return Err(CorrectionsError::Backwards(set.event.clone()));
            }
            if set.status.is_none() && set.place.is_none() && set.time.is_none() {
                return Err(CorrectionsError::Nothing(set.event.clone()));
            }
        }
        Ok(corrections)
    }

    /// Whether a record is dropped.
    pub fn drops(&self, event: &str) -> bool {
        self.drop.iter().any(|records| records.events.iter().any(|id| id == event))
    }

    /// Sets the fields that the user corrects.
    pub fn amend(&self, event: &mut Event) {
        for set in self.set.iter().filter(|set| set.event == event.id) {
            event.status = set.status.or(event.status);
            event.place = set.place.clone().or(event.place.take());
            if let Some(Days { start, end }) = set.time {
                let day = start == end;
                event.time = Some(Time {
                    text: String::new(),
                    value: if day { start.to_string() } else { format!("{start}/{end}") },
                    start: Some(start),
                    end: Some(end),
                    precision: if day { Precision::Day } else { Precision::Interval },
                });
            }
        }
    }

    /// The groups into which records are forced: the number of the group by record.
    pub(crate) fn groups(&self) -> BTreeMap<&str, usize> {
        let groups = self.merge.iter().chain(&self.split).enumerate();
        groups
            .flat_map(|(number, records)| records.events.iter().map(move |id| (id.as_str(), number)))
            .collect()
    }

    /// Whether a group takes in the histories of its records, or keeps its records apart from all others.
    pub(crate) fn is_split(&self, group: usize) -> bool {
        group >= self.merge.len()
    }

    /// Every record that is named.
    pub fn records(&self) -> impl Iterator<Item = &str> {
        let lists = self.merge.iter().chain(&self.split).chain(&self.drop);
        lists
            .flat_map(|records| &records.events)
            .chain(self.set.iter().map(|set| &set.event))
            .map(String::as_str)
    }

    /// What became of every correction, given the records that exist.
    pub fn log(&self, exists: impl Fn(&str) -> bool) -> Vec<Applied> {
        let lists = [("merge", &self.merge), ("split", &self.split), ("drop", &self.drop)];
        let records = lists.into_iter().flat_map(|(verb, list)| {
            list.iter().flat_map(move |records| records.events.iter().map(move |id| (verb, id, &records.why)))
        });
        let sets = self.set.iter().map(|set| ("set", &set.event, &set.why));
        records
            .chain(sets)
            .map(|(verb, id, why)| Applied {
                verb: verb.to_owned(),
                event: id.clone(),
                why: why.clone(),
                found: exists(id),
            })
            .collect()
    }
}
