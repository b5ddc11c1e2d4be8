//! Whatever a text holds: the offsets and quotations of every format give back the words that the record cites.

use crate::write;
use demarche_core::{Article, Codes, Event, Kind, Party, PartyKind, Span};
use demarche_report::{Annotations, Brat, CsvBundle, Html, Plover, Report};
use proptest::prelude::*;
use serde_json::Value;
use std::fs;

/// A text with a record that cites stretches of it.
fn cited() -> impl Strategy<Value = (Article, Event)> {
    let text = prop_oneof!["(?s:.{0,60})", "[a-zäöü🕊京́ .\r\n\t\u{85}\u{2028}]{0,1500}"];
    let spans = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6);
    (text, spans, "(?s:.{0,12})").prop_map(|(text, spans, id)| {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut event = Event::new(Kind::VISIT, "visit.verb");
        for (number, (a, b)) in spans.iter().enumerate() {
            let (a, b) = (*a.get(&bounds), *b.get(&bounds));
            let role = ["sentence", "trigger", "actor", "place"][number.min(3)];
            event.cite(&text, role, Span::new(a.min(b), a.max(b)));
        }
        let party =
            Party { name: id.clone(), id: id.clone(), kind: PartyKind::Person, role: None, country: None };
        event.actors = vec![party];
        event.codes = Codes::new("CONSULT/visit", "042");
        let article = Article::new(id, text).with_date(jiff::civil::date(2020, 2, 29));
        event.seal(&article, "visits");
        (article, event)
    })
}

/// The characters from `start` to `end`.
fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// One article's lines or document.
fn written<R: Report>(report: &mut R, article: &Article, event: &Event) {
    write(report, &[(article.clone(), vec![event.clone()])]);
}

/// What a browser shows of some markup, and what of it is marked.
fn shown(markup: &str) -> (String, String) {
    let (mut all, mut marked, mut inside) = (String::new(), String::new(), false);
    for piece in markup.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        inside = if tag.starts_with("mark") { true } else { inside && tag != "/mark" };
        let words =
            words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        all.push_str(&words);
        if inside {
            marked.push_str(&words);
        }
    }
    (all, marked)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn pages_show_the_whole_text_and_mark_the_evidence((article, event) in cited()) {
        let mut out = Vec::new();
        written(&mut Html::new(&mut out), &article, &event);
        let page = String::from_utf8(out).unwrap();
        let (_, rest) = page.split_once("<div class=\"text\">").unwrap();
        let (all, marked) = shown(rest.split_once("</div>").unwrap().0);
        let lines = || article.text.split_inclusive('\n').filter(|line| !line.trim().is_empty());
        prop_assert_eq!(all, lines().collect::<String>().replace('\n', ""));
        let cited = |at: u32| {
            event.evidence.iter().any(|e| e.role != "sentence" && e.span.start <= at && at < e.span.end)
        };
        let offset = |line: &str| line.as_ptr() as usize - article.text.as_ptr() as usize;
        let words = lines().flat_map(|line| line.char_indices().map(move |(at, c)| (offset(line) + at, c)));
        let proved: String =
            words.filter(|&(at, c)| c != '\n' && cited(u32::try_from(at).unwrap())).map(|(_, c)| c).collect();
        prop_assert_eq!(marked, proved);
    }

    #[test]
    fn selectors_give_back_the_evidence((article, event) in cited()) {
        let mut out = Vec::new();
        written(&mut Annotations::new(&mut out), &article, &event);
        let page: Value = serde_json::from_slice(&out).unwrap();
        let mut roles = 0;
        for target in page["items"][0]["target"].as_array().unwrap() {
            let (quote, position) = (&target["selector"][0], &target["selector"][1]);
            let (start, end) = (number(&position["start"]), number(&position["end"]));
            let exact = quote["exact"].as_str().unwrap();
            prop_assert_eq!(&slice(&article.text, start, end), exact);
            let (prefix, suffix) = (quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
            let around = slice(&article.text, start - prefix.chars().count(), end + suffix.chars().count());
            prop_assert_eq!(around, format!("{prefix}{exact}{suffix}"));
            let cited: Vec<&str> =
                event.evidence.iter().filter(|e| target["styleClass"].as_array().unwrap().contains(&Value::from(&*e.role))).map(|e| e.text.as_str()).collect();
            prop_assert!(cited.contains(&exact));
            roles += target["styleClass"].as_array().unwrap().len();
        }
        prop_assert_eq!(roles, event.evidence.len());
    }

    #[test]
    fn stretches_of_brat_give_back_the_evidence((article, event) in cited()) {
        let scratch = tempfile::tempdir().unwrap();
        written(&mut Brat::new(scratch.path()).unwrap(), &article, &event);
        let file = |ending: &str| {
            let mut entries = fs::read_dir(scratch.path()).unwrap().map(|entry| entry.unwrap().path());
            fs::read_to_string(entries.find(|path| path.extension().is_some_and(|own| own == ending)).unwrap()).unwrap()
        };
        let (text, annotations) = (file("txt"), file("ann"));
        prop_assert_eq!(&text, &article.text);
        let mut seen = Vec::new();
        // Every line is one annotation for any reader, also for one that breaks lines as Unicode does.
        for line in annotations.split(|c: char| c == '\n' || c != '\t' && c.is_control() || "\u{2028}\u{2029}".contains(c)) {
            if !line.starts_with('T') {
                prop_assert!(line.is_empty() || line.starts_with(['E', 'A', '#']), "{}", line);
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            prop_assert_eq!(columns.len(), 3);
            let (_, offsets) = columns[1].split_once(' ').unwrap();
            let pieces: Vec<String> = offsets.split(';').map(|piece| {
                let (start, end) = piece.split_once(' ').unwrap();
                slice(&text, start.parse().unwrap(), end.parse().unwrap())
            }).collect();
            prop_assert_eq!(pieces.join(" "), columns[2]);
            seen.push(columns[2].split_whitespace().collect::<String>());
        }
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        let seen: Vec<String> = seen.iter().map(|text| bare(text)).collect();
        let mut short = event.evidence.iter().filter(|e| e.role != "sentence" && !bare(&e.text).is_empty());
        prop_assert!(short.all(|e| seen.contains(&bare(&e.text))), "{:?}", annotations);
    }

    #[test]
    fn tables_and_plover_give_back_the_evidence((article, event) in cited()) {
        let scratch = tempfile::tempdir().unwrap();
        written(&mut CsvBundle::new(scratch.path()).unwrap(), &article, &event);
        let mut rows = csv::Reader::from_path(scratch.path().join("evidence.csv")).unwrap();
        let rows: Vec<Vec<String>> =
            rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(rows.len(), event.evidence.len());
        for (row, evidence) in rows.iter().zip(&event.evidence) {
            let [from, to, start, end] = [5, 6, 7, 8].map(|column| row[column].parse::<usize>().unwrap());
            prop_assert_eq!(&row[4], &evidence.text);
            prop_assert_eq!(&article.text[from..to], evidence.text.as_str());
            prop_assert_eq!(&slice(&article.text, start, end), &evidence.text);
            prop_assert_eq!(&row[0], &article.id);
        }
        let mut out = Vec::new();
        written(&mut Plover::new(&mut out), &article, &event);
        let record: Value = serde_json::from_slice(&out).unwrap();
        let info = &record["text_info"];
        let sentence = event.evidence.first().map_or("", |e| e.text.as_str());
        prop_assert_eq!(slice(&article.text, number(&info["start"]), number(&info["end"])), sentence);
    }
}
