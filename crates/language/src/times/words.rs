//! The words that the tables know, and what they can be.

use super::calendar::{Grain, Season};
use super::class::{Class, Hour, Part};
use rustc_hash::FxHashMap;

/// The classes of one word, with a value each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Senses {
    classes: u32,
    list: [(Class, i32); Senses::MOST],
    len: u8,
}

impl Default for Senses {
    fn default() -> Self {
        Senses { classes: 0, list: [(Class::Word, 0); Senses::MOST], len: 0 }
    }
}

impl Senses {
    /// A pair of digits has four: Num, Day, Two, FiscalYear. No word of the table has more.
    const MOST: usize = 4;

    /// Adds a sense; beyond the room for them it is ignored, which a test of the tables excludes.
    pub(crate) fn add(&mut self, class: Class, value: i32) {
        if let Some(slot) = self.list.get_mut(usize::from(self.len)) {
            *slot = (class, value);
            self.len += 1;
            self.classes |= class.bit();
        }
    }

    /// Adds a class that needs no value.
    pub(crate) fn mark(&mut self, class: Class) {
        self.classes |= class.bit();
    }

    pub(crate) fn classes(&self) -> u32 {
        self.classes
    }

    pub(crate) fn has(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// The first of these classes that the word has, with its value.
    pub(crate) fn among(&self, classes: u32) -> Option<(Class, i32)> {
        self.list[..usize::from(self.len)].iter().copied().find(|(c, _)| classes & c.bit() != 0)
    }

    /// The same without one of them.
    pub(crate) fn without(&self, class: Class) -> Senses {
        let mut rest = Senses::default();
        for &(c, value) in self.list[..usize::from(self.len)].iter().filter(|(c, _)| *c != class) {
            rest.add(c, value);
        }
        rest
    }

    pub(crate) fn value(&self, class: Class) -> Option<i32> {
        self.among(class.bit()).map(|(_, v)| v)
    }
}

/// A known word's number; 0 is every other word.
pub(crate) type WordId = u16;

/// The words that the tables know.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    spellings: Vec<Box<str>>,
    senses: Vec<Senses>,
    /// For each first byte, the lengths of known words, to turn away most others without hashing.
    lengths: Vec<u32>,
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 24;

impl Lexicon {
    /// Reads the table of words.
    pub(crate) fn load(table: &str) -> Result<Lexicon, String> {
        let mut lexicon = Lexicon {
            lengths: vec![0; 256],
            senses: vec![Senses::default()],
            spellings: vec!["".into()],
            ..Lexicon::default()
        };
        for line in table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1) {
            let mut cells = line.split('\t');
            let (Some(word), Some(class), Some(value), None) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                return Err(format!("`{line}` has not three cells"));
            };
            let class = Class::named(class).ok_or_else(|| format!("`{line}`: unknown class"))?;
            let number = || value.parse::<i32>().ok();
            let value = match class {
                Class::Unit | Class::Units => Grain::named(value).map(|g| g as i32),
                Class::Season => Season::ALL.iter().position(|s| s.code() == value).map(|s| s as i32),
                Class::Part => Part::named(value).map(|p| p as i32),
                Class::Num => number().map(|n| 10 * n),
                Class::DayPart => Hour::named(value).map(Hour::value),
                _ if value.is_empty() || value == "X" => Some(0),
                _ => number(),
            };
            let value = value.ok_or_else(|| format!("`{line}`: unknown value"))?;
            let id = lexicon.intern(word)?;
            lexicon.senses[usize::from(id)].add(class, value);
        }
        Ok(lexicon)
    }

    /// The number of a word, made if need be.
    pub(crate) fn intern(&mut self, word: &str) -> Result<WordId, String> {
        if let Some(&id) = self.ids.get(word) {
            return Ok(id);
        }
        if word.len() > LONGEST || word.is_empty() || word.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(format!("`{word}` is too long, empty or in capitals"));
        }
        let id = WordId::try_from(self.senses.len()).map_err(|_| "too many words".to_owned())?;
        self.lengths[usize::from(word.as_bytes()[0])] |= 1 << word.len();
        self.senses.push(Senses::default());
        self.spellings.push(word.into());
        self.ids.insert(word.into(), id);
        Ok(id)
    }

    /// The number of a word in whatever case, 0 if the tables do not know it.
    pub(crate) fn id(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        let Some(first) = bytes.first() else { return 0 };
        let lengths = self.lengths[usize::from(first.to_ascii_lowercase())];
        if bytes.len() > LONGEST || lengths & (1 << bytes.len()) == 0 {
            return 0;
        }
        let mut lower = [0_u8; LONGEST];
        let lower = &mut lower[..bytes.len()];
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).ok().and_then(|w| self.ids.get(w)).copied().unwrap_or(0)
    }

    /// What a word can be.
    pub(crate) fn senses(&self, id: WordId) -> Senses {
        self.senses[usize::from(id)]
    }

    /// How a word is spelt.
    pub(crate) fn spelling(&self, id: WordId) -> &str {
        &self.spellings[usize::from(id)]
    }

    /// How many words there are, with the unknown one.
    pub(crate) fn len(&self) -> usize {
        self.senses.len()
    }
}
