//! The tables against their own examples, our own cases, and whatever else a text may hold.

use super::*;
use demarche_core::{DateMethod, Precision};
use jiff::civil::Date;

const CASES: &str = include_str!("../../data/times_cases.tsv");
const RULES: &str = include_str!("../../data/times_rules.tsv");

/// A token for every word and mark; hyphens split words or not, as tokenizers differ.
fn tokens(text: &str, hyphens: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for word in text.split_inclusive(' ') {
        let base = word.as_ptr() as usize - text.as_ptr() as usize;
        let word = word.trim_end();
        let body = word.trim_end_matches([',', ';', ':', ')', '”', '"', '?', '!']);
        let last = base + word.len() == text.len();
        let abbreviated = body.strip_suffix('.').is_some_and(|b| b.contains('.'))
            || body.len() <= 5 && !last && body.starts_with(char::is_uppercase);
        let body = if body.ends_with('.') && (last || !abbreviated) { &body[..body.len() - 1] } else { body };
        let head = body.strip_suffix("'s").or(body.strip_suffix("’s")).unwrap_or(body);
        let mut from = 0;
        let marks: &[char] = if hyphens { &['-', '–', '—'] } else { &['—'] };
        let cuts: Vec<usize> = head.match_indices(marks).map(|(i, _)| i).collect();
        let mut push = |from: usize, to: usize| {
            if from < to {
                spans.push(Span::new(base + from, base + to));
            }
        };
        for cut in cuts {
            let width = head[cut..].chars().next().map_or(0, char::len_utf8);
            push(from, cut);
            push(cut, cut + width);
            from = cut + width;
        }
        push(from, head.len());
        push(head.len(), body.len());
        let mut at = body.len();
        for mark in word[body.len()..].chars() {
            push(at, at + mark.len_utf8());
            at += mark.len_utf8();
        }
    }
    spans
}

fn times(article: &str, published: Option<Published>, hyphens: bool) -> Vec<Found> {
    let mut context = Context::default();
    let mut all = Vec::new();
    for text in article.split(" || ") {
        let spans = tokens(text, hyphens);
        let words: Vec<&str> = spans.iter().map(|s| s.slice(text)).collect();
        for mut found in resolve(&phrases(&words, &spans), &words, &|| None, published, &mut context) {
            let (first, last) = (spans[found.tokens.start], spans[found.tokens.end - 1]);
            found.time.text = first.cover(last).slice(text).to_owned();
            all.push(found);
        }
    }
    all
}

fn published(text: &str) -> Option<Published> {
    let method = DateMethod::Given;
    if let Ok(date) = text.parse() {
        return Some(Published { date, precision: Precision::Day, method });
    }
    let date: Date = format!("{text}-01").parse().ok()?;
    Some(Published { date, precision: Precision::Month, method })
}

fn days(found: &Found) -> String {
    match (found.time.start, found.time.end) {
        (Some(start), Some(end)) => format!("{start}..{end}"),
        _ => "-".to_owned(),
    }
}

#[test]
fn every_case_of_the_table_comes_out_as_written() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in CASES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1) {
        let [date, sentence, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("`{line}` has not three cells")
        };
        count += 1;
        for hyphens in [false, true] {
            let found = times(sentence, published(date), hyphens);
            let wanted: Vec<&str> =
                if expected == "!" { Vec::new() } else { expected.split(" ;; ").collect() };
            let with_days = |at: usize| wanted.get(at).is_some_and(|w| w.contains(" @ "));
            let got: Vec<String> = found
                .iter()
                .enumerate()
                .map(|(at, f)| {
                    let days = if with_days(at) { format!(" @ {}", days(f)) } else { String::new() };
                    format!("{} => {}{days}", f.time.text, f.timex)
                })
                .collect();
            if got != wanted {
                wrong.push(format!("{date} {sentence}\n    want {wanted:?}\n    got  {got:?}"));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_matches_its_example() {
    let mut wrong = Vec::new();
    for (line, rule) in
        RULES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1).zip(&TABLES.rules.rules)
    {
        let example = rule.example.as_str();
        let phrase = match (example.find('['), example.find(']')) {
            (Some(open), Some(close)) => &example[open + 1..close],
            _ => example,
        };
        let plain = example.replace(['[', ']'], "");
        let spans = tokens(&plain, false);
        let words: Vec<&str> = spans.iter().map(|s| s.slice(&plain)).collect();
        let atoms = atoms::atoms(&TABLES.lexicon, &words, &spans);
        let fits = (0..atoms.len()).filter_map(|at| rule.fit(&atoms, at)).any(|(own, _, _)| {
            let (first, last) = (atoms[own.start].tokens.0, atoms[own.end - 1].tokens.1);
            spans[first].cover(spans[last]).slice(&plain) == phrase
        });
        if !fits {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "these do not match their example:\n{}", wrong.join("\n"));
}

#[test]
fn the_tables_are_sound() {
    let tables = Tables::load();
    assert!(tables.is_ok(), "{tables:?}");
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_it(text in "\\PC{0,80}", day in -4000000i32..3000000) {
        breaks_nothing(&text, day);
    }

    #[test]
    fn no_row_of_time_words_breaks_it(picks in proptest::collection::vec((0usize..600, 0u32..4_000_000, 0u8..4), 0..14), day in -4000000i32..3000000) {
        let vocabulary: Vec<&str> = include_str!("../../data/times_words.tsv")
            .lines()
            .chain(RULES.lines())
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split('\t').next())
            .flat_map(|l| l.split([' ', '|']))
            .collect();
        let word = |&(word, number, kind): &(usize, u32, u8)| match kind {
            0 => number.to_string(),
            1 => (number % 40).to_string(),
            2 => vocabulary[word % vocabulary.len()].to_owned(),
            _ => {
                let (first, rest) = vocabulary[word % vocabulary.len()].split_at_checked(1).unwrap_or_default();
                first.to_uppercase() + rest
            }
        };
        breaks_nothing(&picks.iter().map(word).collect::<Vec<_>>().join(" "), day);
    }
}

/// Reads a text on any day of the calendar: every time lies within the sentence and begins before it ends.
fn breaks_nothing(text: &str, day: i32) {
    let date = calendar::days_from(Date::constant(2000, 1, 1), i64::from(day)).unwrap_or(Date::MAX);
    let published = Published { date, precision: Precision::Day, method: DateMethod::Given };
    for hyphens in [false, true] {
        for found in times(text, Some(published), hyphens) {
            assert!(found.time.start <= found.time.end, "{found:?}");
            assert_eq!(found.time.start.is_some(), found.time.end.is_some());
            assert!(!found.time.text.is_empty() && !found.time.value.is_empty(), "{found:?}");
        }
    }
}

#[test]
fn an_article_without_a_date_is_dated_by_what_it_says() {
    let reader = crate::Reader::new(demarche_atlas::Atlas::embedded(), &[]);
    let dated = |text: &str| {
        let article = demarche_core::Article::new("a", text);
        let published = reader.base(&article).published();
        published.map(|p| format!("{} {} {}", p.date, p.precision, p.method)).unwrap_or_default()
    };
    // A summit in its city, and a word that ties it to now; then the day on which things were said.
    let summit = "The two ministers agreed on Thursday to meet again. They will see each other at next week's G20 summit in Brisbane.";
    assert_eq!(dated(summit), "2014-11-06 day inferred");
    let month = "The chancellor refused to comment. She will attend the G20 summit in Brisbane next month.";
    assert_eq!(dated(month), "2014-10-01 month inferred");
    let week =
        "Leaders gather for this week's NATO summit in Vilnius. The talks followed a dinner on Monday.";
    assert_eq!(dated(week), "2023-07-10 week inferred", "nobody says when this was said");
    let other =
        "The premier goes to Paris next week before the G7 summit in Hiroshima, aides said on Monday.";
    assert_eq!(dated(other), "", "the summit is not next week's");
    let year = "They will meet at the G20 summit in Rio de Janeiro later this year, an envoy said on Monday.";
    assert_eq!(dated(year), "2024-01-01 year inferred");
    let older = "The talks were the first since 2019. He will be at next week's G20 summit in Brisbane.";
    assert_eq!(dated(older), "", "an edition before a year that is past cannot be meant");
    // A full date at the beginning.
    assert_eq!(
        dated("The envoys signed the accord in Muscat today, 4 May 2012, after long talks."),
        "2012-05-04 day inferred"
    );
    assert_eq!(
        dated("The envoys signed the accord in Muscat on Friday, 4 May 2012. Nobody spoke."),
        "2012-05-01 month inferred"
    );
    let ago =
        "Ten years ago, on Friday, 7 August 1998, bombs hit two embassies. The envoys pray on Thursday.";
    assert_eq!(dated(ago), "", "a look back");
    let retold = "The envoys met on Friday, 4 May 2012. They had fallen out by 2015.";
    assert_eq!(dated(retold), "", "written after a year that is past");
    assert_eq!(dated("The envoy arrived today and leaves on Friday. Talks last two days."), "");
    assert_eq!(dated("The G7 summit in Hiroshima in 2023 was a success, the minister said on Tuesday."), "");
    assert_eq!(dated("The G20 summit ended in Brisbane. He comes back next week, he said on Friday."), "");
    assert_eq!(
        dated("The envoys signed on Friday, 4 May 2012. They had met on 9 June 2013."),
        "",
        "the two disagree"
    );
    // Weekdays that fit one year only.
    let weekdays =
        "The envoys arrived on Tuesday, March 4. They had last met in May 2013 and left on Friday, March 7.";
    assert_eq!(dated(weekdays), "2014-01-01 year inferred");
    // Not enough.
    assert_eq!(dated("The forum is back in the city for the first time since 2011. It ended on Friday."), "");
    assert_eq!(dated(""), "");
}
