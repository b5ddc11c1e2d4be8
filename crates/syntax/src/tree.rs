//! The best tree that scores of heads allow: Chu and Liu (1965), Edmonds (1967).

/// Scores of heads: for every word a row with one score for each word and, last, one for the root.
pub(crate) struct Scores<'a> {
    values: &'a [f32],
    words: usize,
}

impl<'a> Scores<'a> {
    /// `values` has `words` rows of `words + 1`.
    pub(crate) fn new(values: &'a [f32], words: usize) -> Self {
        Self { values, words }
    }

    fn of(&self, word: usize, head: usize) -> f32 {
        match self.values.get(word * (self.words + 1) + head) {
            Some(&score) if word != head => score,
            _ => f32::NEG_INFINITY,
        }
    }

    /// The first head with the highest score. Most of a tree's time is spent here, so this is a plain loop over the word's row.
    fn best_head(&self, word: usize) -> usize {
        let size = self.words + 1;
        let row = self.values.get(word * size..).unwrap_or_default();
        let mut best = (0, f32::NEG_INFINITY);
        for (head, &score) in row.iter().take(size).enumerate() {
            if score > best.1 && head != word {
                best = (head, score);
            }
        }
        best.0
    }

    /// The heads of the best tree with exactly one root. The root's head is the number of words.
    pub(crate) fn tree(&self) -> Vec<usize> {
        let heads: Vec<usize> = (0..self.words).map(|word| self.best_head(word)).collect();
        if heads.iter().filter(|&&head| head == self.words).count() == 1 && cycle(&heads).is_empty() {
            return heads;
        }
        let mut roots: Vec<usize> = (0..self.words).collect();
        roots.sort_by(|&a, &b| self.of(b, self.words).total_cmp(&self.of(a, self.words)));
        let worth = |heads: &[usize]| -> f32 {
            heads.iter().enumerate().map(|(word, &head)| self.of(word, head)).sum()
        };
        let highest: Vec<f32> = (0..self.words).map(|word| self.highest(word)).collect();
        let mut best: Option<(f32, Vec<usize>)> = None;
        for root in roots.into_iter().take(ROOTS) {
            // Few roots can still make a better tree than the likeliest. Sums in the same order of what is no less are no less.
            let score = |(word, &highest)| if word == root { self.of(word, self.words) } else { highest };
            let bound: f32 = highest.iter().enumerate().map(score).sum();
            if best.as_ref().is_some_and(|(most, _)| bound <= *most) {
                continue;
            }
            let tree = self.tree_of(root);
            let worth = worth(&tree);
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, tree));
            }
        }
        best.map(|(_, tree)| tree).unwrap_or_default()
    }

    /// The highest score that a word has for a head other than the root.
    fn highest(&self, word: usize) -> f32 {
        (0..self.words).fold(f32::NEG_INFINITY, |most, head| most.max(self.of(word, head)))
    }

    /// The best tree with this root.
    fn tree_of(&self, root: usize) -> Vec<usize> {
        let size = self.words + 1;
        let mut values = vec![NEVER; self.words * size];
        for word in (0..self.words).filter(|&word| word != root) {
            for head in (0..self.words).filter(|&head| head != word) {
                values[word * size + head] = self.of(word, head).max(NEVER / 2.0);
            }
        }
        values[root * size + self.words] = 0.0;
        Scores { values: &values, words: self.words }.span()
    }

    /// The best tree with any number of roots.
    fn span(&self) -> Vec<usize> {
        let mut heads: Vec<usize> = (0..self.words).map(|word| self.best_head(word)).collect();
        let ring = cycle(&heads);
        if ring.is_empty() {
            return heads;
        }
        // The words of the ring become one word, the last of those that are left; the root stays behind all.
        let rest: Vec<usize> = (0..self.words).filter(|word| !ring.contains(word)).collect();
        let one = rest.len();
        let size = one + 2;
        let old = |head: usize| rest.get(head).copied().unwrap_or(self.words);
        let mut values = vec![NEVER; (one + 1) * size];
        let mut leave = vec![0; one];
        for word in 0..one {
            for head in (0..one).filter(|&head| head != word).chain([one + 1]) {
                values[word * size + head] = self.of(rest[word], old(head));
            }
            leave[word] = ring[first_most(0..=ring.len() - 1, |i| self.of(rest[word], ring[i]))];
            values[word * size + one] = self.of(rest[word], leave[word]);
        }
        let mut enter = vec![0; size];
        for head in (0..one).chain([one + 1]) {
            let gain = |i: usize| self.of(ring[i], old(head)) - self.of(ring[i], heads[ring[i]]);
            let into = first_most(0..=ring.len() - 1, gain);
            enter[head] = ring[into];
            values[one * size + head] = gain(into);
        }
        let inner = Scores { values: &values, words: one + 1 }.span();
        for word in 0..one {
            heads[rest[word]] = if inner[word] == one { leave[word] } else { old(inner[word]) };
        }
        heads[enter[inner[one]]] = old(inner[one]);
        heads
    }
}

/// A score that no tree would choose.
const NEVER: f32 = -1e9;
/// Where more than one word, or none, would best be the root, so many of the likeliest are tried.
const ROOTS: usize = 3;

/// The first of some numbers for which `score` is highest.
fn first_most(range: std::ops::RangeInclusive<usize>, score: impl Fn(usize) -> f32) -> usize {
    let first = *range.start();
    let most = range
        .map(|i| (i, score(i)))
        .fold((first, f32::NEG_INFINITY), |most, next| if next.1 > most.1 { next } else { most });
    most.0
}

/// The words of one ring of heads; none if every word hangs on the root in the end.
fn cycle(heads: &[usize]) -> Vec<usize> {
    let mut seen = vec![usize::MAX; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while at < heads.len() && seen[at] == usize::MAX {
            seen[at] = start;
            at = heads[at];
        }
        if at < heads.len() && seen[at] == start {
            let round = std::iter::successors(Some(heads[at]), |&next| Some(heads[next]));
            return [at].into_iter().chain(round.take_while(|&next| next != at)).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every tree with one root, tried out.
    fn best_of_all(scores: &Scores) -> f32 {
        let (words, mut best) = (scores.words, f32::NEG_INFINITY);
        for number in 0..(words + 1).pow(words as u32) {
            let heads: Vec<usize> =
                (0..words).map(|i| number / (words + 1).pow(i as u32) % (words + 1)).collect();
            if heads.iter().filter(|&&h| h == words).count() == 1 && cycle(&heads).is_empty() {
                best = best.max(heads.iter().enumerate().map(|(w, &h)| scores.of(w, h)).sum());
            }
        }
        best
    }

    proptest! {
        #[test]
        fn finds_the_best_tree_of_three_words(values in proptest::collection::vec(-8i8..8, 12)) {
            let values: Vec<f32> = values.into_iter().map(f32::from).collect();
            let scores = Scores::new(&values, 3);
            let heads = scores.tree();
            prop_assert_eq!(heads.iter().filter(|&&h| h == 3).count(), 1);
            prop_assert!(cycle(&heads).is_empty());
            let worth: f32 = heads.iter().enumerate().map(|(w, &h)| scores.of(w, h)).sum();
            prop_assert_eq!(worth, best_of_all(&scores));
        }

        #[test]
        fn any_scores_give_a_tree_with_one_root(values in proptest::collection::vec(-4i8..4, 9 * 10)) {
            let values: Vec<f32> = values.into_iter().map(f32::from).collect();
            let heads = Scores::new(&values, 9).tree();
            prop_assert_eq!(heads.iter().filter(|&&h| h == 9).count(), 1);
            prop_assert!(cycle(&heads).is_empty());
        }
    }
}
