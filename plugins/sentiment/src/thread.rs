//! Of which two sides each sentence tells.
//!
//! Who names one side means another that the reader has in mind: the other one of the two that the article is about, the country that
//! publishes, the side that was named last. Who names none goes on with those of the sentence before.

use demarche_core::{Reading, Story};

/// A sentence that names more sides than these is a list.
pub(crate) const LIST: usize = 8;
/// A sentence that names one side or none tells at most so much of the two.
const HALF: f64 = 0.5;

/// The thread of an article, followed from sentence to sentence.
pub(crate) struct Thread<'a> {
    story: &'a Story,
    home: Option<&'a str>,
    /// The sides that were named last, the last of them first.
    recent: Vec<&'a str>,
    /// Of whom the last sentence told, and what part of it belongs to them.
    told: Vec<([&'a str; 2], f64)>,
}

impl<'a> Thread<'a> {
    pub(crate) fn of(reading: &'a dyn Reading) -> Self {
        Thread { story: reading.story(), home: reading.home(), recent: Vec::new(), told: Vec::new() }
    }

    /// Goes on to a sentence that names these sides: of which two it tells, and what part of it belongs to them.
    pub(crate) fn follow(&mut self, sides: &[&'a str]) -> Vec<([&'a str; 2], f64)> {
        let here: Vec<([&str; 2], f64)> = match sides {
            [] => self.told.iter().map(|&(pair, part)| (pair, part.min(HALF))).collect(),
            [one] => self.other(one).map(|other| (ordered(one, other), HALF)).into_iter().collect(),
            _ if sides.len() > LIST => Vec::new(),
            _ => {
                let part = 1.0 / (sides.len() - 1) as f64;
                among(sides).map(|pair| (pair, part)).collect()
            }
        };
        if !here.is_empty() {
            self.told.clone_from(&here);
        }
        self.recent.retain(|side| !sides.contains(side));
        self.recent.splice(0..0, sides.iter().copied());
        here
    }

    /// Whom a sentence that names one side means besides.
    fn other(&self, side: &str) -> Option<&'a str> {
        let named = || self.home.into_iter().chain(self.recent.iter().copied()).find(|&other| other != side);
        self.story.other(side).or_else(named)
    }
}

/// Every two of these sides.
pub(crate) fn among<'a>(sides: &[&'a str]) -> impl Iterator<Item = [&'a str; 2]> {
    sides.iter().enumerate().flat_map(|(at, a)| sides[at + 1..].iter().map(|b| ordered(a, b)))
}

/// Two sides in the order of their codes.
pub(crate) fn ordered<'a>(a: &'a str, b: &'a str) -> [&'a str; 2] {
    if a < b { [a, b] } else { [b, a] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(text: &str) -> Thread<'static> {
        Thread::of(Box::leak(Box::new(demarche_testkit::read(text))))
    }

    #[test]
    fn a_sentence_belongs_in_equal_parts_to_all_that_it_names() {
        let told = thread("").follow(&["PER", "CHL", "BOL"]);
        assert_eq!(told, [(["CHL", "PER"], 0.5), (["BOL", "PER"], 0.5), (["BOL", "CHL"], 0.5)]);
    }

    #[test]
    fn who_is_not_named_is_the_other_of_the_pair_or_was_named_last() {
        let of_two = "Kenya and Uganda signed a treaty. Kenya and Uganda share a lake.";
        assert_eq!(thread(of_two).follow(&["UGA"]), [(["KEN", "UGA"], 0.5)]);
        let mut thread = thread("");
        assert!(thread.follow(&["OMN"]).is_empty());
        assert_eq!(thread.follow(&["YEM"]), [(["OMN", "YEM"], 0.5)]);
        assert_eq!(thread.follow(&[]), [(["OMN", "YEM"], 0.5)]);
    }
}
