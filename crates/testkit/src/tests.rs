use crate::{TODAY, check_rules, engine, events, fixtures::snapshot, read};
use demarche_core::{
    Act, Analyzer, Article, Declaration, Event, Example, Kind, KindDoc, Party, PartyKind, Reading, RuleDoc,
};

static DECLARATION: Declaration = Declaration {
    id: "alarms",
    version: "1",
    purpose: "finds the word alarm",
    kinds: &[KindDoc { kind: "concern", actors: "", recipients: "" }],
};

/// Finds "alarm" and takes the first word of the sentence for its actor.
struct Alarms(Vec<RuleDoc>);

impl Analyzer for Alarms {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn triggers(&self) -> Vec<String> {
        vec!["alarm".to_owned()]
    }

    fn rules(&self) -> Vec<RuleDoc> {
        self.0.clone()
    }

    fn analyze(&self, reading: &dyn Reading) -> Vec<Event> {
        let found = |hit: &demarche_core::Hit| {
            let mut event = Event::new(Kind::CONCERN, "alarm.word");
            event.cite(reading.text(), "sentence", reading.sentence(hit.sentence).span);
            event.cite(reading.text(), "actor", reading.tokens(hit.sentence)[0].span);
            event.cite(reading.text(), "trigger", hit.span);
            event.act = Some(Act::RaiseConcern);
            event.confidence = 0.5;
            let name = reading.word(hit.sentence, 0).to_owned();
            event.actors =
                vec![Party { name, id: "x".to_owned(), kind: PartyKind::Group, role: None, country: None }];
            event.detail("level", "high");
            event
        };
        reading.hits(DECLARATION.id).iter().map(found).collect()
    }
}

fn rule(text: &str, expect: &[(&str, &str)], counter: &str) -> Alarms {
    let expect = expect.iter().map(|&(field, value)| (field.to_owned(), value.to_owned())).collect();
    Alarms(vec![RuleDoc {
        id: "alarm.word".to_owned(),
        examples: vec![Example { text: text.to_owned(), expect }],
        counter_examples: vec![counter.to_owned()],
        ..RuleDoc::default()
    }])
}

#[test]
fn a_rule_that_holds_passes() {
    let expect = [
        ("act", "raise_concern"),
        ("actors", "Lisb & x"),
        ("recipients", "none"),
        ("status", "none"),
        ("details.level", "high"),
        ("evidence.trigger", "alarm"),
    ];
    check_rules(rule("Lisbon voiced alarm on Monday.", &expect, "Lisbon slept."));
}

#[test]
#[should_panic(expected = "act: expected `demand`, found `raise_concern`")]
fn a_record_that_says_something_else_fails() {
    check_rules(rule("Lisbon voiced alarm on Monday.", &[("act", "demand")], "Lisbon slept."));
}

#[test]
#[should_panic(expected = "does not fire on its example")]
fn a_rule_that_is_silent_on_its_example_fails() {
    check_rules(rule("Lisbon slept.", &[], "Lisbon slept."));
}

#[test]
#[should_panic(expected = "fires on its counter-example")]
fn a_rule_that_fires_on_its_counter_example_fails() {
    check_rules(rule("Lisbon voiced alarm.", &[], "Porto voiced alarm."));
}

#[test]
#[should_panic(expected = "which records do not have")]
fn an_example_that_expects_an_unknown_field_fails() {
    check_rules(rule("Lisbon voiced alarm.", &[("weather", "fine")], "Lisbon slept."));
}

#[test]
fn a_snapshot_shows_sentence_evidence_and_record() {
    let article = Article::new("a", "Nothing here. Lisbon voiced alarm at night.");
    assert_eq!(
        snapshot(&engine(rule("", &[], "")), article),
        "Lisbon voiced alarm at night.\n\
         ^^^^^^ actor  ^^^^^ trigger\n  \
           └ concern: Lisbon · raise_concern · level high · 0.50 · alarm.word\n\n"
    );
    assert_eq!(snapshot(&engine(rule("", &[], "")), Article::new("a", "Nothing here.")), "no records\n");
}

#[test]
fn texts_are_read_on_a_fixed_day() {
    assert_eq!(read("Nothing.").published().map(|p| p.date), Some(TODAY));
    assert_eq!(events(rule("", &[], ""), "Lisbon voiced alarm.").len(), 1);
}
