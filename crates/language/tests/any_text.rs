//! Whatever a text holds, its reading is sound and nothing in it panics.

use demarche_atlas::Atlas;
use demarche_core::{Article, Reading, Span};
use demarche_language::Reader;
use proptest::prelude::*;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let triggers = ["visit*", "talk*", "rein* in", "export control*"].map(str::to_owned).to_vec();
    Reader::new(Atlas::embedded(), &[("test".to_owned(), triggers)])
});

/// Pieces of news, and of what breaks readers of news.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "BEIJING (Reuters) - ",
        "date 2011-03-04 (EFE) -- ",
        "Read more: ",
        "She said: ",
        "President Ruiz ",
        "He ",
        "the U.S. ",
        "France's ",
        "visited Japan ",
        "on Monday. ",
        "next week",
        "“We will talk,” ",
        "said the minister. ",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "«",
        "\n\n",
        "\n",
        "\r\n",
        "• ",
        "- ",
        "1. ",
        "...",
        "—",
        "\u{A0}",
        "\u{200B}",
        "(",
        ")",
        "[3]",
        "according to ",
        "her counterpart ",
        "both sides ",
        "in May 2010 ",
        "###\n",
        "A Headline Without Stop\n\n",
        "reining  in",
        "export\ncontrols ",
        "e\u{301}",
        "👩‍🚀",
        "𝔘𝔎 ",
        "中国 ",
        "İ",
        "ß",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => "[a-zA-Z0-9 .,]{0,12}", 1 => any::<char>().prop_map(String::from)]
}

fn valid(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_reading_is_sound(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let article = Article::new("x", text.as_str());
        let reading = READER.read(&article);
        let mut end = 0;
        for sentence in reading.sentences() {
            prop_assert!(valid(sentence.span, &text) && sentence.span.start >= end && !sentence.span.is_empty());
            end = sentence.span.end;
            let tokens = reading.tokens(sentence.id);
            prop_assert!(tokens.iter().all(|t| sentence.span.contains(t.span)));
            prop_assert_eq!(reading.tree(sentence.id).words.len(), tokens.len());
            for mention in reading.mentions(sentence.id) {
                prop_assert!(valid(mention.span, &text) && mention.tokens.end <= tokens.len());
                for &entity in &mention.entities {
                    prop_assert!(!reading.entity(entity).key.is_empty());
                }
            }
            for time in reading.times(sentence.id) {
                prop_assert!(valid(time.span, &text) && sentence.span.contains(time.span));
            }
            for token in 0..tokens.len() {
                for source in reading.sources(sentence.id, token) {
                    prop_assert!(valid(source.span, &text));
                }
            }
        }
        let covered = |i: usize| reading.sentences().iter().any(|s| s.span.range().contains(&i));
        let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
        let uncovered = text.char_indices().find(|&(i, c)| !covered(i) && !blank(c));
        prop_assert_eq!(uncovered, None);
        for quote in reading.quotes() {
            prop_assert!(valid(quote.span, &text) && quote.speaker.is_none_or(|s| valid(s, &text)));
        }
        for hit in reading.hits("test") {
            prop_assert!(reading.sentence(hit.sentence).span.contains(hit.span));
        }
        reading.location();
        reading.entities_by_weight();
    }
}
