//! What holds for every text, whatever it contains; asked by the property tests and by the fuzz targets (`fuzz/`).
#![allow(dead_code, unreachable_pub, reason = "each test program asks some of this only")]

use demarche_atlas::Atlas;
use demarche_core::{Article, Reading, Span, Zone};
use demarche_language::{ArticleReading, Base, Reader};
use jiff::civil::Date;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let triggers = ["visit*", "talk*", "rein* in", "export control*"].map(str::to_owned).to_vec();
    Reader::new(Atlas::embedded(), &[("test".to_owned(), triggers)])
});

/// Sentences and tokens are exact, in order and apart, and together hold all that is not blank.
pub fn segmentation(text: &str) {
    segmented(&READER.base(&Article::new("x", text)));
}

fn segmented(base: &Base<'_>) {
    let text = base.text();
    let mut end = 0;
    for sentence in base.sentences() {
        assert!(exact(sentence.span, text) && !sentence.span.is_empty(), "{sentence:?}");
        blank(text, end, sentence.span.start as usize);
        end = sentence.span.end as usize;
        let mut token_end = sentence.span.start as usize;
        for token in base.tokens(sentence.id) {
            assert!(exact(token.span, text) && !token.span.is_empty(), "{token:?}");
            assert!(sentence.span.contains(token.span), "{token:?} in {sentence:?}");
            if sentence.zone == Zone::Body {
                blank(text, token_end, token.span.start as usize);
            }
            token_end = token.span.end as usize;
        }
    }
    blank(text, end, text.len());
}

/// Nothing but white space and invisible characters lies between two places.
fn blank(text: &str, from: usize, to: usize) {
    let gap = text.get(from..to).unwrap_or_else(|| panic!("{from}..{to} is no stretch of the text"));
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    assert!(gap.chars().all(is_blank), "{gap:?} at {from} is in no sentence or token");
}

fn exact(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Times lie in their sentence, in order and apart, and end no earlier than they begin, on whatever day the text was written.
pub fn times(text: &str) {
    let undated = Article::new("x", text);
    let dates = [Date::MIN, Date::constant(2000, 2, 29), Date::constant(2024, 12, 30), Date::MAX];
    timed(&READER.read(&undated));
    for date in dates {
        timed(&READER.read(&undated.clone().with_date(date)));
    }
}

fn timed(reading: &ArticleReading<'_>) {
    for sentence in reading.sentences() {
        let mut end = 0;
        for mention in reading.times(sentence.id) {
            assert!(
                exact(mention.span, reading.text()) && sentence.span.contains(mention.span),
                "{mention:?}"
            );
            assert!(mention.tokens.start >= end && !mention.tokens.is_empty(), "{mention:?}");
            end = mention.tokens.end;
            let time = &mention.time;
            assert_eq!(time.text, mention.span.slice(reading.text()));
            assert!(!time.value.is_empty(), "{mention:?}");
            assert_eq!(time.start.is_some(), time.end.is_some(), "{mention:?}");
            assert!(time.start <= time.end, "{mention:?}");
        }
    }
}

/// All layers of a reading point into the text and at each other.
pub fn reading(text: &str) {
    let article = Article::new("x", text);
    let reading = READER.read(&article);
    segmented(reading.base());
    timed(&reading);
    for sentence in reading.sentences() {
        let tokens = reading.tokens(sentence.id);
        assert_eq!(reading.tree(sentence.id).words.len(), tokens.len());
        for mention in reading.mentions(sentence.id) {
            assert!(exact(mention.span, text) && mention.tokens.end <= tokens.len(), "{mention:?}");
            for &entity in &mention.entities {
                assert!(!reading.entity(entity).key.is_empty());
            }
        }
        for token in 0..tokens.len() {
            for source in reading.sources(sentence.id, token) {
                assert!(exact(source.span, text), "{source:?}");
            }
        }
    }
    for quote in reading.quotes() {
        assert!(exact(quote.span, text) && quote.speaker.is_none_or(|s| exact(s, text)), "{quote:?}");
    }
    for hit in reading.hits("test") {
        assert!(reading.sentence(hit.sentence).span.contains(hit.span), "{hit:?}");
    }
    reading.location();
    reading.entities_by_weight();
}
