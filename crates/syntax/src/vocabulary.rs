//! What the network knows of single words, and what its first layer makes of them.

use crate::bytes::{Bytes, Reader};
use crate::form::Form;
use crate::lexicon::{Entry, Lexicon};
use crate::matrix::{Matrix, width};
use rustc_hash::FxHashMap;

/// How many things are looked up for a word.
pub(crate) const SLOTS: usize = 7;

/// How many rows the tables of word ends and of shapes, classes and capitals have.
pub(crate) const ROWS: [usize; SLOTS - 1] = [2048, 4096, 4096, 256, Lexicon::CLASSES as usize, 5];

/// The rows of a word in the tables: its vector, its ends, its shape, the tags that it has been seen with, its capitals.
pub(crate) fn rows(form: &Form) -> [u32; SLOTS] {
    let end = |hash: u32, slot: usize| hash % ROWS[slot] as u32;
    let Entry { vector, class, capital } = form.known;
    let [two, three] = form.suffix;
    [vector, end(two, 0), end(three, 1), end(form.prefix, 2), form.shape, class, capital.min(4)]
}

/// What is looked up lies between -8 and 8 and is cut into so many steps for each.
pub(crate) const STEPS: f32 = 2_048.0;

/// A table: a vector for every row, where it lies in the model file.
struct Lookup {
    size: usize,
    /// What each of the bytes stands for.
    values: [i16; 256],
    rows: Bytes,
}

impl Lookup {
    /// Reads the number of rows, their size, what a step is worth, and the bytes.
    fn read(reader: &mut Reader) -> Option<Self> {
        let (rows, size) = (reader.u32()? as usize, usize::from(reader.u16()?));
        let step = reader.f32()? * STEPS;
        let values = std::array::from_fn(|byte| (f32::from(byte as u8 as i8) * step).round() as i16);
        let rows = reader.take(rows.checked_mul(size)?)?;
        (size > 0 && !rows.is_empty()).then_some(Self { size, values, rows })
    }

    /// The vector of a row; that of row 0, which stands for the unknown, if there is none.
    fn row(&self, row: u32) -> impl Iterator<Item = i16> + '_ {
        let at = row as usize * self.size;
        let bytes = self.rows.get(at..at + self.size).unwrap_or(&self.rows[..self.size]);
        bytes.iter().map(|&byte| self.values[usize::from(byte)])
    }
}

/// The tables in which words are looked up.
pub(crate) struct Vocabulary(Vec<Lookup>);

impl Vocabulary {
    pub(crate) fn read(reader: &mut Reader) -> Option<Self> {
        (0..SLOTS).map(|_| Lookup::read(reader)).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The length of a word's vector.
    pub(crate) fn size(&self) -> usize {
        self.0.iter().map(|table| table.size).sum()
    }

    /// Writes a word's vector, filled up to `width`.
    fn write(&self, rows: &[u32; SLOTS], width: usize, to: &mut Vec<i16>) {
        let end = to.len() + width;
        for (table, &row) in self.0.iter().zip(rows) {
            to.extend(table.row(row));
        }
        to.resize(end, 0);
    }
}

/// What the first layer makes of words, kept from sentence to sentence, as most words of a text come again.
#[derive(Default)]
pub(crate) struct Memo {
    /// The model whose words these are.
    model: u64,
    known: FxHashMap<[u32; SLOTS], u32>,
    /// The sums of products of each word that is known.
    pub(crate) sums: Vec<i32>,
    /// Which of the rows of `sums` are the words'.
    pub(crate) places: Vec<u32>,
    inputs: Vec<i16>,
}

/// A memo of so many words starts anew: 8 MB.
const FULL: usize = 2_048;

impl Memo {
    /// Finds some words, or works out what the first layer's `input` makes of them.
    pub(crate) fn find(
        &mut self,
        words: &[[u32; SLOTS]],
        model: u64,
        vocabulary: &Vocabulary,
        input: &Matrix,
    ) {
        if self.model != model || self.known.len() + words.len() > FULL {
            self.known.clear();
            self.sums.clear();
            // All at once, as memory that grows leaves what it was before behind.
            self.sums.reserve(FULL * input.height());
            self.model = model;
        }
        self.places.clear();
        self.inputs.clear();
        for rows in words {
            let new = self.known.len() as u32;
            let place = *self.known.entry(*rows).or_insert(new);
            if place == new {
                vocabulary.write(rows, width(input.inputs), &mut self.inputs);
            }
            self.places.push(place);
        }
        input.multiply_behind(self.sums.len(), &self.inputs, &mut self.sums);
    }
}
