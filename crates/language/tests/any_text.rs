//! Whatever a text holds, its reading is sound and nothing in it panics.

mod sound;

use proptest::prelude::*;
use std::fs;

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_reading_is_sound(pieces in prop::collection::vec(piece(), 0..40)) {
        sound::reading(&pieces.concat());
    }

    #[test]
    fn times_are_sound_on_every_day(pieces in prop::collection::vec(piece(), 0..20)) {
        sound::times(&pieces.concat());
    }
}

/// Texts that fuzzing has started from or tripped over.
#[test]
fn kept_texts_are_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/texts");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read(&path).unwrap();
        println!("{}", path.display());
        let text = String::from_utf8_lossy(&text);
        sound::times(&text);
        sound::reading(&text);
        count += 1;
    }
    assert!(count >= 10, "only {count} texts in {folder}");
}
