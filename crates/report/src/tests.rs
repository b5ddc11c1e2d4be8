use crate::{Array, Lines, Report, Style, Table, annotate, line, quote};
use demarche_core::event::Place;
use demarche_core::{Act, Article, Codes, Event, Kind, Party, PartyKind, Precision, Span, Status, Time};

const TEXT: &str = "Norway’s Foreign Minister Ane Berg will visit Peru in May.\nShe warned 东京 over fish,\nfishing rights and the price of cod on the markets of the far north.";

fn party(name: &str, kind: PartyKind, country: &str) -> Party {
    Party { name: name.to_owned(), id: name.to_owned(), kind, role: None, country: Some(country.to_owned()) }
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words are in the text");
    Span::new(start, start + words.len())
}

fn sentences() -> [Span; 2] {
    let end = TEXT.find('\n').expect("two sentences");
    [Span::new(0, end), Span::new(end + 1, TEXT.len())]
}

fn article() -> Article {
    Article::new("an-article-with-a-long-name", TEXT)
}

fn visit() -> Event {
    let mut event = Event::new(Kind::VISIT, "visit.verb");
    event.article = article().id;
    event.actors = vec![party("Ane Berg", PartyKind::Person, "NOR")];
    event.recipients = vec![party("Peru", PartyKind::Country, "PER")];
    event.place = Some(Place { name: "Peru".to_owned(), country: Some("PER".to_owned()) });
    event.status = Some(Status::Planned);
    event.time = Some(Time {
        text: "in May".to_owned(),
        value: "2024-05".to_owned(),
        start: "2024-05-01".parse().ok(),
        end: "2024-05-31".parse().ok(),
        precision: Precision::Month,
    });
    event.codes = Codes::new("AGREE", "036");
    event.confidence = 0.9;
    event.cite(TEXT, "sentence", sentences()[0]);
    event.cite(TEXT, "trigger", span("visit"));
    event.cite(TEXT, "actor", span("Norway’s Foreign Minister Ane Berg"));
    event.cite(TEXT, "recipient", span("Peru"));
    event.cite(TEXT, "place", span("Peru"));
    event
}

fn concern() -> Event {
    let mut event = Event::new(Kind::CONCERN, "concern.verb");
    event.actors = visit().actors;
    event.recipients = vec![party("Japan", PartyKind::Country, "JPN")];
    event.act = Some(Act::WarnThreaten);
    event.topics = vec!["resources.fisheries".to_owned(), "trade.market_access".to_owned()];
    event.according_to = vec![party("Peru", PartyKind::Country, "PER")];
    event.confidence = 0.75;
    event.cite(TEXT, "sentence", sentences()[1]);
    event.cite(TEXT, "trigger", span("warned"));
    event.cite(TEXT, "recipient", span("东京"));
    event.cite(TEXT, "topic", span("fish,\nfishing rights"));
    event
}

fn written(make: impl FnOnce(&mut Vec<u8>) -> Box<dyn Report + '_>, events: &[Event]) -> String {
    let mut out = Vec::new();
    let mut report = make(&mut out);
    report.article(&article(), events).unwrap();
    report.finish().unwrap();
    drop(report);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_record_in_one_line() {
    assert_eq!(
        line(&visit()),
        "visit: Ane Berg (NOR) → Peru · planned · 2024-05 “in May” · AGREE · 036 · 0.90 · visit.verb"
    );
    assert_eq!(
        line(&concern()),
        "concern: Ane Berg (NOR) → Japan · warn_threaten · resources.fisheries, trade.market_access · says Peru \
         · 0.75 · concern.verb"
    );
}

#[test]
fn evidence_is_marked_under_wrapped_lines_of_any_script() {
    assert_eq!(
        quote(TEXT, &sentences(), &concern(), Style::plain(30)),
        "\
She warned 东京 over fish,
    ^^^^^^ trigger   ^^^^^ topic
           ^^^^ recipient
fishing rights and the price
^^^^^^^^^^^^^^
of cod on the markets of the
far north.
  └ concern: Ane Berg (NOR) → Japan · warn_threaten · resources.fisheries, trade.market_access · says Peru · 0.75 · concern.verb
"
    );
}

#[test]
fn an_annotated_text_shows_every_sentence_and_numbers_records_that_share_one() {
    let mut twice = visit();
    twice.rule = "visit.other".to_owned();
    assert_eq!(
        annotate(TEXT, &sentences(), &[visit(), twice], Style::plain(100)),
        "\
Norway’s Foreign Minister Ane Berg will visit Peru in May.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ actor 1, actor 2
                                        ^^^^^ trigger 1, trigger 2
                                              ^^^^ recipient 1, place 1, recipient 2, place 2
  └ 1 visit: Ane Berg (NOR) → Peru · planned · 2024-05 “in May” · AGREE · 036 · 0.90 · visit.verb
  └ 2 visit: Ane Berg (NOR) → Peru · planned · 2024-05 “in May” · AGREE · 036 · 0.90 · visit.other

She warned 东京 over fish, fishing rights and the price of cod on the markets of the far north.
"
    );
}

#[test]
fn the_table_groups_by_kind_wraps_cells_and_cuts_quotations() {
    let table = written(|out| Box::new(Table::new(out, Style::plain(74))), &[concern(), visit()]);
    assert_eq!(
        table,
        "\
VISITS 1
  who → where            status   when     conf  article
  Ane Berg (NOR) → Peru  planned  2024-05  0.90  an-article-wi…g-name
    Norway’s Foreign Minister Ane Berg will visit Peru in May.

CONCERNS 1
  who → whom            act            about                 conf  article
  Ane Berg (NOR) →      warn_threaten  resources.fisheries,  0.75
  Japan                                trade.market_access
    She warned 东京 over fish, fishing rights and the price… — says Peru
"
    );
    assert!(table.lines().all(|line| !line.ends_with(' ')));
}

#[test]
fn colours_change_no_letter() {
    let plain = written(|out| Box::new(Table::new(out, Style::plain(74))), &[concern(), visit()]);
    let colored =
        written(|out| Box::new(Table::new(out, Style { width: 74, color: true })), &[concern(), visit()]);
    assert_ne!(plain, colored);
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        stripped.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    assert_eq!(stripped + rest, plain);
}

#[test]
fn json_lines_and_json_hold_the_same_records() {
    let lines = written(|out| Box::new(Lines::new(out)), &[visit(), concern()]);
    let array = written(|out| Box::new(Array::new(out)), &[visit(), concern()]);
    let one_by_one: Vec<Event> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(one_by_one, [visit(), concern()]);
    assert_eq!(serde_json::from_str::<Vec<Event>>(&array).unwrap(), one_by_one);
    assert_eq!(written(|out| Box::new(Array::new(out)), &[]), "[]\n");
}
