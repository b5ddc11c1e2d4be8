//! The merging of a stream of mentions, with the user's corrections.

use crate::clusters::{Clusters, Seat, Thread};
use crate::corrections::Corrections;
use crate::history::History;
use crate::index::Number;
use crate::mention::Mention;
use crate::names::{Aliases, Names};
use crate::union::Union;
use crate::window::{Window, date};
use demarche_core::{DateMethod, Precision, Published};
use std::collections::BTreeMap;

/// The widest stretch within which an article without a date counts as dated, in days.
const DATED: i32 = 62;

/// Assigns mentions, in the order of [`Mention::order`], to histories.
pub struct Merger<'a> {
    clusters: Clusters<'a>,
    corrections: &'a Corrections,
    groups: BTreeMap<&'a str, usize>,
    /// The histories of each group of records that the user puts together.
    merged: BTreeMap<usize, Vec<Number>>,
}

impl<'a> Merger<'a> {
    /// Nothing so far.
    pub fn new(aliases: &'a Aliases, corrections: &'a Corrections) -> Self {
        let groups = corrections.groups();
        Merger { clusters: Clusters::new(aliases), corrections, groups, merged: BTreeMap::new() }
    }

    /// The histories to which a mention belongs, before [`Merger::links`].
    pub fn place(&mut self, mention: &Mention) -> Vec<Seat> {
        let Some(&group) = self.groups.get(mention.event.id.as_str()) else {
            return self.clusters.place(mention);
        };
        if self.corrections.is_split(group) {
            let clusters = &mut self.clusters;
            let apart = self.merged.entry(group).or_insert_with(|| vec![clusters.apart()]);
            return apart.iter().map(|&history| Seat { history, thread: None }).collect();
        }
        let seats = self.clusters.place(mention);
        self.merged.entry(group).or_default().extend(seats.iter().map(|seat| seat.history));
        seats
    }

    /// Dates an article that has no date, if the corpus can, and places its mentions; to be called when all mentions of dated
    /// articles are placed, for one article after the other in the order of their ids.
    pub fn place_undated(&mut self, mentions: &mut [Mention]) -> Vec<Vec<Seat>> {
        if let Some(published) = self.date(mentions) {
            mentions.iter_mut().for_each(|mention| mention.source.published = Some(published));
        }
        mentions.sort_by_cached_key(Mention::order);
        mentions.iter().map(|mention| self.place(mention)).collect()
    }

    /// When an article without a date was published, by what dated articles say about the events in it.
    fn date(&self, mentions: &[Mention]) -> Option<Published> {
        let bounds = mentions.iter().filter_map(|mention| self.clusters.bounds(mention));
        let window = bounds.fold(Window::ALL, |all, bounds| all.meet(bounds).unwrap_or(all));
        (window.days() <= DATED).then(|| Published {
            date: date(window.from),
            precision: match window.days() {
                1 => Precision::Day,
                2..=7 => Precision::Week,
                8..=31 => Precision::Month,
                _ => Precision::Season,
            },
            method: DateMethod::Corpus,
        })
    }

    /// Which histories turn out to be one when all mentions are placed: each number on the left goes into that on the right,
    /// which goes nowhere else.
    pub fn links(self) -> BTreeMap<Number, Number> {
        let mut union = Union::default();
        let pairs =
            self.merged.values().flat_map(|numbers| numbers.windows(2).map(|pair| (pair[0], pair[1])));
        for (a, b) in pairs.chain(self.clusters.relink()) {
            union.join(a, b);
        }
        union.members().collect()
    }
}

/// Merges mentions that are all at hand; the order in which they come does not matter.
pub fn merge(mentions: Vec<Mention>, corrections: &Corrections) -> Vec<(History, Vec<Mention>)> {
    let mut names = Names::default();
    let parties =
        mentions.iter().flat_map(|mention| mention.event.actors.iter().chain(&mention.event.recipients));
    parties.for_each(|party| names.add(party));
    let mut mentions: Vec<Mention> =
        mentions.into_iter().filter(|mention| !corrections.drops(&mention.event.id)).collect();
    mentions.iter_mut().for_each(|mention| corrections.amend(&mut mention.event));
    mentions.sort_by_cached_key(Mention::order);
    mentions.dedup_by(|a, b| (&a.source.id, &a.event.id) == (&b.source.id, &b.event.id));
    let aliases = names.aliases();
    let mut merger = Merger::new(&aliases, corrections);
    let (mut mentions, undated): (Vec<Mention>, Vec<Mention>) =
        mentions.into_iter().partition(|mention| mention.source.published.is_some());
    let mut seats: Vec<Vec<Seat>> = mentions.iter().map(|mention| merger.place(mention)).collect();
    let mut articles: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    for mention in undated {
        articles.entry(mention.source.id.clone()).or_default().push(mention);
    }
    for mut undated in articles.into_values() {
        seats.extend(merger.place_undated(&mut undated));
        mentions.append(&mut undated);
    }
    let links = merger.links();
    let mut members: BTreeMap<Number, (Option<Thread>, Vec<Mention>)> = BTreeMap::new();
    for (mention, seats) in mentions.into_iter().zip(seats) {
        for seat in seats {
            let number = links.get(&seat.history).copied().unwrap_or(seat.history);
            let (thread, all) = members.entry(number).or_default();
            *thread = seat.thread;
            all.push(mention.clone());
        }
    }
    let history = |(thread, mentions): (Option<Thread>, Vec<Mention>)| {
        Some((History::of(mentions.clone(), thread.as_ref(), &aliases)?, mentions))
    };
    let mut histories: Vec<_> = members.into_values().filter_map(history).collect();
    histories.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    histories
}
