//! Articles of our own with records as the engine writes them, made for what is hard to write down: letters of several bytes
//! before the evidence, lines that end within it, quotation marks, and what is not known.

use demarche_core::event::Place;
use demarche_core::{
    Act, Article, Codes, DateMethod, Event, Kind, Party, PartyKind, Precision, Published, Span, Status, Time,
};
use jiff::civil::date;

const LIMA: &str = "🕊️ Österreichs Außenministerin Käthe Blöm will visit\r\nLima next week, Peru's foreign ministry said; \
                    a trip to Quito was called off.\n";
const ACCRA: &str = "Ghana's trade minister Esi Mensah “warned” Togolese officials, in\tLomé, over fish | salt.\n\
                     She called it a \"very, very\nold\" quarrel. The two sides met on 3 May 2021.\n";

/// Three articles: one with all that is known of it, one without a date, one without records.
pub(crate) fn articles() -> Vec<(Article, Vec<Event>)> {
    let mut lima = Article::new("2019/Blöm in Lima", LIMA).with_title("Blöm, Lima & \"more\"");
    lima.source = Some("Der Bote".to_owned());
    lima.published =
        Some(Published { date: date(2019, 4, 1), precision: Precision::Month, method: DateMethod::DateLine });
    let accra = Article::new("accra-talks", ACCRA);
    let visits = sealed(&lima, "visits", [planned(), cancelled()]);
    let mut talks = sealed(&accra, "concerns", [concern()]);
    talks.extend(sealed(&accra, "contacts", [contact()]));
    talks.extend(sealed(&accra, "statements", [statement()]));
    talks.extend(sealed(&accra, "sentiment", [tone()]));
    vec![(lima, visits), (accra, talks), (Article::new("CON", ""), Vec::new())]
}

fn sealed<const N: usize>(article: &Article, analyzer: &'static str, events: [Event; N]) -> Vec<Event> {
    let seal = |mut event: Event| {
        event.seal(article, analyzer);
        event
    };
    events.map(seal).into()
}

fn party(name: &str, id: &str, kind: PartyKind, role: Option<&str>, country: &str) -> Party {
    let role = role.map(str::to_owned);
    Party { name: name.to_owned(), id: id.to_owned(), kind, role, country: Some(country.to_owned()) }
}

fn minister() -> Party {
    party("Käthe Blöm", "kaethe-bloem", PartyKind::Person, Some("Außenministerin"), "AUT")
}

fn mensah() -> Party {
    party("Esi Mensah", "esi-mensah", PartyKind::Person, Some("trade minister"), "GHA")
}

fn officials() -> Party {
    party("Togolese officials", "tgo-officials", PartyKind::Group, None, "TGO")
}

fn country(name: &str, code: &str) -> Party {
    party(name, code, PartyKind::Country, None, code)
}

/// The words in the text, each with its role; the first are the sentence.
fn cite(event: &mut Event, text: &str, words: &[(&'static str, &str)]) {
    for (role, words) in words {
        let start = text.find(words).expect("the words are in the text");
        event.cite(text, role, Span::new(start, start + words.len()));
    }
}

fn planned() -> Event {
    let mut event = Event::new(Kind::VISIT, "visit.verb");
    event.actors = vec![minister()];
    event.recipients = vec![country("Peru", "PER")];
    event.place = Some(Place { name: "Lima".to_owned(), country: Some("PER".to_owned()) });
    event.time = Some(Time {
        text: "next week".to_owned(),
        value: "2019-W15".to_owned(),
        start: Some(date(2019, 4, 8)),
        end: Some(date(2019, 4, 14)),
        precision: Precision::Week,
    });
    event.status = Some(Status::Planned);
    event.according_to = vec![party("foreign ministry", "per-foreign", PartyKind::Government, None, "PER")];
    event.codes = Codes::new("AGREE", "036");
    event.confidence = 0.9;
    event.detail("ordinal", "first");
    let words = [
        ("sentence", LIMA.trim_end()),
        ("trigger", "visit"),
        ("actor", "Außenministerin Käthe Blöm"),
        ("recipient", "Lima"),
        ("place", "Lima"),
        ("clause", "visit\r\nLima next week"),
    ];
    cite(&mut event, LIMA, &words);
    event
}

/// Without a time.
fn cancelled() -> Event {
    let mut event = Event::new(Kind::VISIT, "visit.noun");
    event.actors = vec![minister()];
    event.recipients = vec![country("Ecuador", "ECU")];
    event.status = Some(Status::Cancelled);
    event.codes = Codes::new("REJECT/meet", "160");
    event.confidence = 0.8;
    cite(&mut event, LIMA, &[("sentence", LIMA.trim_end()), ("trigger", "trip"), ("status", "called off")]);
    event
}

/// Without time and place, in an article without a date.
fn concern() -> Event {
    let mut event = Event::new(Kind::CONCERN, "concern.verb");
    event.actors = vec![mensah()];
    event.recipients = vec![officials()];
    event.act = Some(Act::WarnThreaten);
    event.topics = vec!["resources.fisheries".to_owned(), "trade.tariffs".to_owned()];
    event.codes = Codes::new("THREATEN/restrict", "130");
    event.confidence = 0.75;
    event.detail("contexts", vec!["economic", "natural_resource"]);
    let (sentence, _) = ACCRA.split_once('\n').expect("several lines");
    let words =
        [("sentence", sentence), ("trigger", "warned"), ("topic", "fish | salt"), ("place", "in\tLomé")];
    cite(&mut event, ACCRA, &words);
    event
}

fn contact() -> Event {
    let mut event = Event::new(Kind::CONTACT, "contact.meet");
    event.actors =
        vec![mensah(), officials(), party("African Union", "AU", PartyKind::Organization, None, "AU")];
    event.time = Some(Time {
        text: "on 3 May 2021".to_owned(),
        value: "2021-05-03".to_owned(),
        start: Some(date(2021, 5, 3)),
        end: Some(date(2021, 5, 3)),
        precision: Precision::Day,
    });
    event.status = Some(Status::Completed);
    event.codes = Codes::new("CONSULT", "040");
    event.confidence = 0.95;
    event.detail("mode", "in_person");
    let words = [
        ("sentence", "The two sides met on 3 May 2021."),
        ("trigger", "met"),
        ("trigger", "quarrel"),
        ("actor", "The two sides"),
        ("actor", "Esi Mensah"),
        ("time", "on 3 May 2021"),
    ];
    cite(&mut event, ACCRA, &words);
    event
}

/// No PLOVER event, and no trigger.
fn statement() -> Event {
    let mut event = Event::new(Kind::STATEMENT, "statement.direct");
    event.actors = vec![mensah()];
    event.codes.cameo = Some("010".to_owned());
    event.confidence = 0.9;
    event.detail("quote", "very, very\nold");
    cite(
        &mut event,
        ACCRA,
        &[("sentence", "She called it a \"very, very\nold\" quarrel."), ("quote", "very, very\nold")],
    );
    event
}

/// Nothing but a sentence.
fn tone() -> Event {
    let mut event = Event::new(Kind::TONE, "tone.pair");
    event.actors = vec![country("Ghana", "GHA"), country("Togo", "TGO")];
    event.score = Some(-0.25);
    event.confidence = 0.6;
    cite(&mut event, ACCRA, &[("sentence", "The two sides met on 3 May 2021.")]);
    event
}
