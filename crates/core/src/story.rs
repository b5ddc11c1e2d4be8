//! The **story** of an article: whose affair it tells, worked out from whom its sentences speak of.
//!
//! News about two countries says once who they are and then "the talks", "a memorandum", "he met the prime minister". A reader
//! keeps the two in mind, and so does whoever asks a story for its `pair`. A reading works it out once ([`Reading::story`]).

use crate::sentence::{SentenceId, Zone};
use std::cmp::Reverse;

/// So many sentences of the text tell what the article is about.
const LEAD: usize = 3;

/// What a sentence of the lead, a headline or a place line weighs beside one further down.
const AHEAD: u32 = 3;

/// Of several sides one that weighs no more is only mentioned in passing.
const IN_PASSING: u32 = 2;

/// An article is of dealings if more than so many sentences of a hundred speak of two sides or more.
const DEALINGS: usize = 30;

/// So many such sentences at least; a text of a few tells too little.
const ENOUGH: usize = 4;

/// A side has a part in them if more than so many sentences of a hundred speak of it.
const PART: usize = 10;

/// The sides of an article.
#[derive(Debug, Clone)]
pub struct Story {
    /// Every side with its weight, the heaviest first.
    sides: Vec<(String, u32)>,
    /// Those of whom headline, place line and lead speak, and who publishes.
    ahead: Vec<String>,
    /// Who publishes.
    home: Option<String>,
    /// Of which sides each sentence speaks, as places in the order of weight.
    spoken: Vec<Vec<usize>>,
}

impl Story {
    /// A side that is spoken of so many times less than the first is no side of the story.
    pub const NEGLIGIBLE: u32 = 5;

    /// The story of an article: who publishes it (`home`), whose its place line is, and of each sentence, in order, its zone and
    /// the sides of which it speaks.
    pub fn of<'a>(
        home: Option<&'a str>,
        place: Option<&'a str>,
        sentences: impl Iterator<Item = (Zone, Vec<&'a str>)>,
    ) -> Self {
        let mut story =
            Story { sides: Vec::new(), ahead: Vec::new(), home: home.map(str::to_owned), spoken: Vec::new() };
        // Who publishes is a side where somebody comes or goes, and need not be named for that.
        for side in place.into_iter().chain(home.filter(|&home| place != Some(home))) {
            story.add(side, 1);
            story.ahead.push(side.to_owned());
        }
        let mut body = 0;
        for (zone, sides) in sentences {
            let lead = match zone {
                Zone::Body => {
                    body += 1;
                    body <= LEAD
                }
                Zone::Headline => body < LEAD,
                Zone::Subheading | Zone::Boilerplate | Zone::Dateline => false,
            };
            // The place line is counted once, as a place.
            let weight = match zone {
                Zone::Boilerplate | Zone::Dateline => 0,
                _ if lead => AHEAD,
                _ => 1,
            };
            let spoken = if weight == 0 {
                Vec::new()
            } else {
                sides.iter().map(|side| story.add(side, weight)).collect()
            };
            for side in sides {
                if lead && !story.is_ahead(side) {
                    story.ahead.push(side.to_owned());
                }
            }
            story.spoken.push(spoken);
        }
        story.sort();
        story
    }

    /// Adds to the weight of a side, and says at which place it is kept.
    fn add(&mut self, side: &str, weight: u32) -> usize {
        let place = self.sides.iter().position(|(s, _)| s == side).unwrap_or_else(|| {
            self.sides.push((side.to_owned(), 0));
            self.sides.len() - 1
        });
        self.sides[place].1 += weight;
        place
    }

    /// Puts the heaviest first; of equal weights the one that is named first.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.sides.len()).collect();
        order.sort_by_key(|&place| Reverse(self.sides[place].1));
        let mut now = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| now[old] = new);
        self.sides.sort_by_key(|(_, weight)| Reverse(*weight));
        self.spoken.iter_mut().flatten().for_each(|place| *place = now[*place]);
    }

    /// Every side with its weight, the heaviest first.
    pub fn sides(&self) -> &[(String, u32)] {
        &self.sides
    }

    /// Of which sides a sentence speaks, as places in [`Story::sides`].
    pub fn spoken(&self, sentence: SentenceId) -> &[usize] {
        self.spoken.get(sentence.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether headline, place line or lead speak of a side, or it publishes.
    pub fn is_ahead(&self, side: &str) -> bool {
        self.ahead.iter().any(|s| s == side)
    }

    /// The weight of the side at a place in the order; 0 behind the last.
    fn weight(&self, place: usize) -> u32 {
        self.sides.get(place).map_or(0, |(_, weight)| *weight)
    }

    /// The two sides that the article is plainly about: both are named at its beginning, where who publishes need not be, and no third
    /// has a comparable part.
    pub fn pair(&self) -> Option<[&str; 2]> {
        let [first, second, third] = [0, 1, 2].map(|place| self.weight(place));
        let pair = [self.sides.first()?.0.as_str(), self.sides.get(1)?.0.as_str()];
        // One mention in the lead is in passing, unless it is one's own country.
        let told = second > AHEAD || second == AHEAD && self.home.as_deref() == Some(pair[1]);
        let clear = told && second * Self::NEGLIGIBLE > first && third * 2 <= second;
        (clear && pair.iter().all(|side| self.is_ahead(side))).then_some(pair)
    }

    /// The other one of the pair, if the side is one of the two.
    pub fn other(&self, side: &str) -> Option<&str> {
        match self.pair()? {
            [first, second] if first == side => Some(second),
            [first, second] if second == side => Some(first),
            _ => None,
        }
    }

    /// The heaviest `count` sides, if each has a part of its own and the next one has no comparable part.
    pub fn first(&self, count: usize) -> Option<Vec<&str>> {
        let last = self.weight(count.checked_sub(1)?);
        (last > IN_PASSING && self.weight(count) * 2 <= last)
            .then(|| self.sides[..count].iter().map(|(side, _)| side.as_str()).collect())
    }

    /// Whether the article is of dealings between sides, more than of what one does at home, and each of these has a part in them.
    pub fn is_of_dealings<'a>(&self, mut among: impl Iterator<Item = &'a str>) -> bool {
        let exceeds = |count: usize, share: usize| count * 100 > self.spoken.len() * share;
        let told = |place: usize| self.spoken.iter().filter(|spoken| spoken.contains(&place)).count();
        let part = |side: &str| {
            let place = self.sides.iter().position(|(known, _)| known == side);
            place.is_some_and(|place| exceeds(told(place), PART))
        };
        let dealings = self.spoken.iter().filter(|spoken| spoken.len() > 1).count();
        dealings >= ENOUGH && exceeds(dealings, DEALINGS) && among.all(part)
    }

    /// Whether a sentence speaks of nobody but the pair.
    pub fn keeps_to_pair(&self, sentence: SentenceId) -> bool {
        self.pair().is_some() && self.spoken(sentence).iter().all(|&place| place < 2)
    }
}
