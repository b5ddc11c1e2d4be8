//! Articles in which countries are teams.

use demarche_frames::is_sport;

#[track_caller]
fn check(text: &str, sport: bool) {
    assert_eq!(is_sport(&demarche_testkit::read(text)), sport, "{text}");
}

#[test]
fn a_match_is_sport() {
    check("Peru's coach named his squad. The goalkeeper is fit for the qualifier in Quito.", true);
}

#[test]
fn a_long_briefing_that_names_its_words_is_none() {
    let talk =
        "The spokesman said that both ministers would go on with their talks on fish and ferries next week. ";
    let briefing = format!("The goal is peace, he told the club. {} He had a cup of tea.", talk.repeat(30));
    check(&briefing, false);
}
