//! Groups of states that go by their region: "the five Central Asian presidents", "ministers of the Gulf states".

use super::super::lexicon::is;
use super::super::line::{Line, text_of};
use super::super::world::World;
use super::{Lead, lead_of, number};
use demarche_atlas::Region;
use std::ops::Range;

/// How many words a region's name has at most.
const LONGEST: usize = 3;

/// A region in a description.
pub(super) struct Regional<'a> {
    pub(super) region: &'a Region,
    pub(super) tokens: Range<usize>,
}

/// The region whose adjective or name ends right before a word.
pub(super) fn before<'a>(line: &Line<'_, '_>, world: &World<'a>, end: usize) -> Option<Regional<'a>> {
    at(line, world, (1..=LONGEST.min(end)).rev().map(|n| end - n..end))
}

/// The states of a region that begin at a word, their number and article apart: "the six Gulf states", "Central Asia".
pub(super) fn from<'a>(line: &Line<'_, '_>, world: &World<'a>, start: usize) -> Option<Regional<'a>> {
    let start = (start..line.len()).find(|&k| !line.has(k, is::DETERMINER | is::NUMBER))?;
    let mut found = at(line, world, (1..=LONGEST).rev().map(|n| start..start + n))?;
    let end = &mut found.tokens.end;
    *end += usize::from(line.has(*end, is::STATE) && line.lower(*end).ends_with('s'));
    Some(found)
}

/// The region that fills one of these stretches, the first of which counts.
fn at<'a>(
    line: &Line<'_, '_>,
    world: &World<'a>,
    mut stretches: impl Iterator<Item = Range<usize>>,
) -> Option<Regional<'a>> {
    let fits = |tokens: Range<usize>| {
        let named = tokens.end <= line.len() && line.cell(tokens.start).capital;
        // "European affairs": a matter, and not whose.
        let matter = line.lower(tokens.end) == "affairs";
        let region = (named && !matter).then(|| world.region(&text_of(line, tokens.clone()))).flatten()?;
        Some(Regional { region, tokens })
    };
    stretches.find_map(fits)
}

/// The codes of all states of a region, or of their body; none if words say that only some of them are meant.
pub(super) fn whole(
    line: &Line<'_, '_>,
    world: &World<'_>,
    found: &Regional<'_>,
    words: Range<usize>,
) -> Vec<String> {
    let partial = |k: usize| {
        let few =
            matches!(lead_of(line, k), Lead::Other) && !matches!(line.lower(k), "all" | "each" | "every");
        few || number(line.lower(k)).is_some_and(|n| world.size(found.region).is_none_or(|size| n < size))
    };
    if words.into_iter().any(partial) {
        return Vec::new();
    }
    found.region.codes.iter().map(str::to_owned).collect()
}
