//! What every tree must be, whatever the tokens.

use demarche_core::{Deprel, Tree};
use demarche_syntax::{Model, Scratch};
use proptest::prelude::*;

fn parse(words: &[&str]) -> Tree {
    Model::embedded().parse(words, &mut Scratch::new())
}

/// One word per token, one root, heads inside the sentence, every path ends at the root.
fn assert_tree(tree: &Tree, length: usize) {
    assert_eq!(tree.words.len(), length);
    assert_eq!(tree.words.iter().filter(|word| word.head.is_none()).count(), usize::from(length > 0));
    for (i, word) in tree.words.iter().enumerate() {
        assert_eq!(word.head.is_none(), word.rel == Deprel::Root);
        assert!(word.head.is_none_or(|head| usize::from(head) < length));
        assert!(tree.ancestors(i).take(length).count() < length, "word {i} hangs below itself");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_tokens_make_a_tree(words in prop::collection::vec("\\PC{0,12}|[A-Za-z]{1,10}|[.,;:()'\"-]", 0..40)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_tree(&parse(&words), words.len());
    }
}

#[test]
fn no_tokens_make_an_empty_tree() {
    assert!(parse(&[]).words.is_empty());
}

#[test]
fn odd_and_long_sentences_make_trees() {
    for words in [
        vec![""; 3],
        vec!["🙂", "👩‍👩‍👧", "\u{0}", "\u{FEFF}", "ﷺ"],
        vec!["and"; 700],
        ["The", "minister", "said", "that"].repeat(250),
        vec!["(", "(", "(", ")", "."],
    ] {
        assert_tree(&parse(&words), words.len());
    }
}

#[test]
fn more_tokens_than_a_head_can_number_hang_on_the_root() {
    let words = vec!["talks"; 70_000];
    let tree = parse(&words);
    let root = tree.words.iter().position(|word| word.head.is_none()).map(|root| root as u16);
    assert_eq!(tree.words.len(), words.len());
    assert!(tree.words.iter().filter(|word| word.head.is_none()).count() == 1);
    assert!(tree.words[66_000..].iter().all(|word| word.head == root));
}

#[test]
fn working_memory_leaves_no_trace() {
    let first = ["The", "envoy", "left", "."];
    let second = ["Both", "sides", "agreed", "to", "meet", "again", "in", "Oslo", "."];
    let mut scratch = Scratch::new();
    let model = Model::embedded();
    let fresh = parse(&second);
    for words in [&first[..], &second[..], &first[..]] {
        model.parse(words, &mut scratch);
    }
    assert_eq!(model.parse(&second, &mut scratch), fresh);
}
