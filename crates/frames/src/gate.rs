//! What the words of a sentence must promise before it is parsed for a frame.

use crate::frame::{Fills, Frame};
use crate::inflect::each_form;
use crate::path::{Path, Side};
use demarche_core::Outline;
use rustc_hash::FxHashMap;

/// What the frames of a set ask of a sentence's words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate {
    /// The numbers of the words that are good for something, in lower case.
    words: FxHashMap<Box<str>, u32>,
    /// What each of them is good for.
    uses: Vec<Uses>,
    /// The forms of each lemma, by their numbers: a lemma that many frames ask for is inflected once.
    forms: FxHashMap<Box<str>, Box<[u32]>>,
    /// The numbers of the groups: of words as they stand, and of those that count in any form.
    groups: [FxHashMap<Box<[String]>, u32>; 2],
    frames: Vec<Demand>,
}

/// What a word is good for.
#[derive(Debug, Clone, Default)]
struct Uses {
    /// The numbers of the frames that it triggers.
    frames: Vec<usize>,
    /// The groups in which it stands.
    groups: Vec<u32>,
}

/// What one frame asks of a sentence.
#[derive(Debug, Clone)]
struct Demand {
    words: Need,
    /// Those of one of the phrases for which the scan looks.
    said: Need,
    /// Whom each slot takes that must be filled.
    fills: Vec<Fills>,
}

/// Words that must be there.
#[derive(Debug, Clone)]
enum Need {
    /// One of a group.
    One(u32, Side),
    All(Vec<Need>),
    Any(Vec<Need>),
}

/// How far before a word an auxiliary of it stands at most.
const NEAR: usize = 12;

/// Groups of words: a bit for each.
#[derive(Debug, Clone)]
struct Bits(Vec<u64>);

impl Bits {
    fn has(&self, group: u32) -> bool {
        self.0[group as usize / 64] & (1 << (group % 64)) != 0
    }

    fn put(&mut self, groups: &[u32]) {
        groups.iter().for_each(|group| self.0[*group as usize / 64] |= 1 << (group % 64));
    }
}

/// What a sentence has.
pub(crate) struct Promise<'g> {
    offer: Outline,
    groups: Bits,
    /// Each word that is good for something.
    words: Vec<(usize, &'g Uses)>,
}

/// The same, seen from one of its words.
struct Prospect<'p> {
    promise: &'p Promise<'p>,
    before: Bits,
    near: Bits,
    behind: Bits,
}

impl Promise<'_> {
    fn from(&self, trigger: usize) -> Prospect<'_> {
        let none = || Bits(vec![0; self.groups.0.len()]);
        let mut seen = Prospect { promise: self, before: none(), near: none(), behind: none() };
        for &(word, Uses { groups, .. }) in &self.words {
            if word > trigger {
                seen.behind.put(groups);
            } else if word < trigger {
                seen.before.put(groups);
                if word + NEAR >= trigger {
                    seen.near.put(groups);
                }
            }
        }
        seen
    }
}

impl Prospect<'_> {
    fn has(&self, group: u32, side: Side) -> bool {
        match side {
            Side::Any => self.promise.groups.has(group),
            Side::Subject if self.promise.offer.implied => self.promise.groups.has(group),
            Side::Subject | Side::Other => self.before.has(group) || self.behind.has(group),
            Side::Before => self.before.has(group),
            Side::Near => self.near.has(group),
            Side::Behind => self.behind.has(group),
        }
    }
}

impl Gate {
    /// Adds the next frame of the set.
    pub(crate) fn add(&mut self, frame: &Frame) {
        let number = self.frames.len();
        for lemma in &frame.lemmas {
            self.inflect(lemma, |uses| {
                if uses.frames.last() != Some(&number) {
                    uses.frames.push(number);
                }
            });
        }
        let required = || frame.slots.iter().filter(|slot| !slot.optional);
        let mut needs: Vec<Need> = frame.when.iter().map(|path| self.path(path)).collect();
        needs.extend(required().map(|slot| any(slot.paths.iter().map(|path| self.path(path)).collect())));
        let said = frame.said.iter().map(|phrase| {
            let whole = phrase.iter().filter(|word| !word.ends_with('*'));
            all(whole.map(|word| self.group(std::slice::from_ref(word), false, Side::Any)).collect())
        });
        let said: Vec<Need> = said.collect();
        let said = if said.is_empty() { all(said) } else { any(said) };
        let fills = required().map(|slot| slot.fills).collect();
        self.frames.push(Demand { words: all(needs), said, fills });
    }

    /// The numbers of the frames that a word as it stands, in lower case, may trigger.
    pub(crate) fn triggered_by(&self, word: &str) -> &[usize] {
        self.uses_of(word).map_or(&[], |uses| &uses.frames)
    }

    /// Every form of some lemmas that frames have for triggers, in lower case, each once.
    pub(crate) fn forms<'l>(&self, lemmas: impl Iterator<Item = &'l str>) -> Vec<String> {
        let mut wanted = vec![false; self.uses.len()];
        for &form in lemmas.flat_map(|lemma| &self.forms[lemma]) {
            wanted[form as usize] = true;
        }
        let forms = self.words.iter().filter(|&(_, &number)| wanted[number as usize]);
        let mut forms: Vec<(u32, &str)> = forms.map(|(word, &number)| (number, &**word)).collect();
        forms.sort_unstable();
        forms.into_iter().map(|(_, form)| form.to_owned()).collect()
    }

    /// What a sentence has that mentions these and is made of these words.
    pub(crate) fn promise<'w>(&self, offer: Outline, words: impl Iterator<Item = &'w str>) -> Promise<'_> {
        let groups = Bits(vec![0; self.group_count().div_ceil(64)]);
        let mut promise = Promise { offer, groups, words: Vec::with_capacity(words.size_hint().0) };
        for (at, word) in words.enumerate() {
            if let Some(uses) = self.uses_of(word) {
                promise.groups.put(&uses.groups);
                promise.words.push((at, uses));
            }
        }
        promise
    }

    /// The numbers of the frames, in their order, that find whom and what they need around one of the words that trigger them.
    pub(crate) fn open(&self, promise: &Promise<'_>) -> Vec<usize> {
        let mut possible = vec![None; self.frames.len()];
        let mut open = Vec::new();
        for (trigger, uses) in &promise.words {
            let mut prospect = None;
            for &number in &uses.frames {
                let demand = &self.frames[number];
                let possible = *possible[number].get_or_insert_with(|| demand.is_possible(promise));
                if possible && !open.contains(&number) {
                    let prospect = prospect.get_or_insert_with(|| promise.from(*trigger));
                    open.extend(
                        demand.words.is_met(&|group, side| prospect.has(group, side)).then_some(number),
                    );
                }
            }
        }
        open.sort_unstable();
        open
    }

    /// Whether the words are there of one of the phrases for which the scan looks, in any order.
    pub(crate) fn may_be_said(&self, frame: usize, promise: &Promise<'_>) -> bool {
        self.frames[frame].said.is_met(&|group, _| promise.groups.has(group))
    }

    fn uses_of(&self, word: &str) -> Option<&Uses> {
        self.words.get(word).map(|&number| &self.uses[number as usize])
    }

    /// Adds a use to every form of a lemma.
    fn inflect(&mut self, lemma: &str, add: impl Fn(&mut Uses)) {
        if !self.forms.contains_key(lemma) {
            let (mut forms, mut form) = (Vec::new(), String::new());
            each_form(lemma, &mut form, |form| forms.push(self.number(form)));
            self.forms.insert(lemma.into(), forms.into());
        }
        self.forms[lemma].iter().for_each(|&form| add(&mut self.uses[form as usize]));
    }

    /// The number of a word.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let next = self.uses.len() as u32;
        self.words.insert(word.into(), next);
        self.uses.push(Uses::default());
        next
    }

    fn path(&mut self, path: &Path) -> Need {
        let mut needs = Vec::new();
        for asked in path.asks() {
            let side = asked.side;
            needs.extend(asked.lemmas.map(|lemmas| self.group(lemmas, true, side)));
            needs.extend(asked.be.then(|| self.group(&["be".to_owned()], true, side)));
            if asked.prepositions.iter().any(|p| p.contains(' ')) {
                needs.push(any(asked.prepositions.iter().map(|phrase| self.phrase(phrase, side)).collect()));
            } else if !asked.prepositions.is_empty() {
                needs.push(self.group(asked.prepositions, false, side));
            }
        }
        all(needs)
    }

    /// All words of a phrase, in any order.
    fn phrase(&mut self, phrase: &str, side: Side) -> Need {
        all(phrase.split(' ').map(|word| self.group(&[word.to_owned()], false, side)).collect())
    }

    /// One of these words as they stand, or in any form.
    fn group(&mut self, words: &[String], inflected: bool, side: Side) -> Need {
        let next = self.group_count() as u32;
        let groups = &mut self.groups[usize::from(inflected)];
        if let Some(&known) = groups.get(words) {
            return Need::One(known, side);
        }
        groups.insert(words.into(), next);
        for word in words {
            if inflected {
                self.inflect(word, |uses| uses.stand_in(next));
            } else {
                let word = self.number(word);
                self.uses[word as usize].stand_in(next);
            }
        }
        Need::One(next, side)
    }

    fn group_count(&self) -> usize {
        self.groups.iter().map(FxHashMap::len).sum()
    }
}

impl Uses {
    /// Adds the word to a group, once.
    fn stand_in(&mut self, group: u32) {
        if self.groups.last() != Some(&group) {
            self.groups.push(group);
        }
    }
}

impl Demand {
    /// Whether somebody is there for each slot that must be filled, and every word that must be reached, wherever it stands.
    fn is_possible(&self, promise: &Promise<'_>) -> bool {
        self.fills.iter().all(|fills| fills.accepts(promise.offer))
            && self.words.is_met(&|group, _| promise.groups.has(group))
    }
}

impl Need {
    fn is_met(&self, has: &impl Fn(u32, Side) -> bool) -> bool {
        match self {
            Need::One(group, side) => has(*group, *side),
            Need::All(needs) => needs.iter().all(|need| need.is_met(has)),
            Need::Any(needs) => needs.iter().any(|need| need.is_met(has)),
        }
    }
}

fn all(needs: Vec<Need>) -> Need {
    let flat = needs.into_iter().flat_map(|need| match need {
        Need::All(inner) => inner,
        other => vec![other],
    });
    Need::All(flat.collect())
}

fn any(needs: Vec<Need>) -> Need {
    // Nothing to ask of one is nothing to ask of all.
    if needs.iter().any(|need| matches!(need, Need::All(inner) if inner.is_empty())) {
        return Need::All(Vec::new());
    }
    Need::Any(needs)
}

#[cfg(test)]
mod tests {
    use crate::load::FrameSet;
    use demarche_core::Outline;

    #[test]
    fn words_must_stand_where_a_tree_would_have_them() {
        let frame = "[[frame]]\nid = \"trade.sell\"\nfinds = \"\"\nlemma = [\"sell\"]\nwhen = [\"obj[grain]\", \"aux[will]\"]\n\
                     counter = [\"No.\"]\n[[frame.example]]\ntext = \"Yes.\"\n";
        let set = FrameSet::parse("mine.toml", frame).expect("a frame");
        let opens = |text: &str| {
            let promise = set.gate.promise(Outline::default(), text.split(' '));
            !set.gate.open(&promise).is_empty()
        };
        assert!(opens("peru will soon sell grain"));
        assert!(!opens("grain is what peru will sell"), "an object stands behind its verb");
        assert!(!opens("peru may sell grain , which nobody will eat"), "an auxiliary stands before its verb");
        assert!(
            !opens(
                "nobody will say whether and to which of its many neighbours beyond the mountains peru may sell grain"
            ),
            "and not far before it"
        );
    }

    #[test]
    fn a_verb_is_its_own_subject_only_where_an_opening_line_has_one() {
        let frame = "[[frame]]\nid = \"trade.resolve\"\nfinds = \"\"\nlemma = [\"resolve\"]\nwhen = [\"subject[resolve]\"]\n\
                     counter = [\"No.\"]\n[[frame.example]]\ntext = \"Yes.\"\n";
        let set = FrameSet::parse("mine.toml", frame).expect("a frame");
        let opens = |implied| {
            let offer = Outline { implied, ..Outline::default() };
            !set.gate.open(&set.gate.promise(offer, "resolved to sell grain".split(' '))).is_empty()
        };
        assert!(opens(true) && !opens(false));
    }
}
