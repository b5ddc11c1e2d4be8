//! Every frame on its own examples and counter-examples, and the fixtures.

use demarche_concerns::Concerns;
use demarche_core::Settings;
use std::collections::BTreeSet;

fn analyzer() -> Concerns {
    Concerns::new(&Settings::default()).expect("the built-in data")
}

#[test]
fn rules_hold_on_their_examples() {
    demarche_testkit::check_rules(analyzer());
}

#[test]
fn fixtures() {
    demarche_testkit::check_fixtures(analyzer());
}

/// The response to the first concern of a text: how, and in which words.
#[track_caller]
fn check_response(text: &str, expected: Option<(&str, &str)>) {
    let events = demarche_testkit::events(analyzer(), text);
    let first = events.first().unwrap_or_else(|| panic!("no concern: {text}"));
    let how = first.details.get("response").and_then(|how| how.as_str());
    let words = first.evidence.iter().find(|e| e.role == "response").map(|e| e.text.as_str());
    assert_eq!(how.zip(words), expected, "{text}");
}

#[test]
fn a_response_is_the_other_sides_and_about_the_matter() {
    let accused =
        "Rwandan Foreign Minister Olivier Nduhungirehe accused Burundi of arming militias on Tuesday.";
    check_response(
        &format!("{accused} Burundi denied the charge."),
        Some(("rejected", "Burundi denied the charge")),
    );
    check_response(&format!("{accused} Burundi rejected a bid by a Chinese firm."), None);
    check_response(&format!("{accused} Uganda denied the charge."), None);
    check_response(&format!("{accused} Burundi has not replied."), None);
    let raised =
        "Estonian Foreign Minister Urmas Paet raised concerns about human rights with his Kazakh counterpart";
    check_response(
        &format!("{raised}, Erlan Idrissov. Idrissov replied that a court would decide."),
        Some(("answered", "Idrissov replied that a court would decide")),
    );
    check_response(
        "Ghanaian Foreign Minister Shirley Botchwey demanded that Togo accept the ruling on the maritime border.",
        None,
    );
}

/// Whom the concerns of a text are put to, in order.
fn addressees(text: &str) -> Vec<String> {
    let events = demarche_testkit::events(analyzer(), text);
    let recipients = events.iter().flat_map(|e| &e.recipients);
    recipients.map(|p| p.country.clone().unwrap_or_else(|| p.name.clone())).collect()
}

#[test]
fn an_act_that_names_nobody_is_put_to_whom_the_reader_means() {
    // A guest asks his host.
    assert_eq!(
        addressees(
            "Paraguayan President Mario Abdo flew to Brasilia on Thursday, where he asked for a new price for the power of Itaipu."
        ),
        ["BRA"]
    );
    // Two are two, several who are not named are a group.
    let both =
        addressees("The Gambian government urged Senegal and Guinea-Bissau to withdraw their patrols.");
    assert_eq!(both.len(), 2);
    assert_eq!(
        addressees("The Swiss Foreign Ministry called on all sides in Sudan to let aid convoys through."),
        ["all sides"]
    );
    // An errand for one's own embassy stays at home.
    assert_eq!(
        addressees(
            "Oman has asked its embassy in Kampala to count the workers from Uganda, its foreign minister said."
        ),
        Vec::<String>::new()
    );
}

/// Who raises the concerns of a text, in order.
fn raisers(text: &str) -> Vec<String> {
    let events = demarche_testkit::events(analyzer(), text);
    let actors = events.iter().flat_map(|e| &e.actors);
    actors.filter_map(|p| p.country.clone()).collect()
}

#[test]
fn each_of_two_sides_accuses_the_other() {
    let text = "Togo and Ghana traded accusations over the shelling of a border village.";
    // Records of one sentence stand in the order of their ids, not of its words.
    let pairs: BTreeSet<(String, String)> = raisers(text).into_iter().zip(addressees(text)).collect();
    let each = [("GHA", "TGO"), ("TGO", "GHA")].map(|(by, to)| (by.to_owned(), to.to_owned()));
    assert_eq!(pairs, BTreeSet::from(each));
    let third = "Togo and Ghana traded accusations with Benin over the shelling of a border village.";
    assert!(!addressees(third).iter().any(|side| side == "TGO" || side == "GHA"));
}

#[test]
fn whoever_has_the_floor_speaks_and_a_time_is_no_subject() {
    let turns = "Norwegian Foreign Minister Espen Barth Eide answered questions about the trade talks in Oslo.\n\n\
        Question: Have the talks about the tariffs failed, and what will the government do now?\n\n\
        Norwegian Foreign Minister Espen Barth Eide: We have repeatedly urged Iceland to lift its tariffs on salmon.\n\n\
        Question: When will you meet your colleague from Reykjavik again to talk about it?\n\n\
        Norwegian Foreign Minister Espen Barth Eide: We meet on Friday, and we will see what the two sides can do.";
    assert_eq!(raisers(turns), ["NOR"]);
    let evening =
        "Kenya granted the asylum, and that evening asked Uganda to release the detained journalist.";
    assert_eq!(raisers(evening), ["KEN"]);
}

#[test]
fn what_is_doubted_or_a_condition_was_not_done() {
    for text in [
        "The Moldovan foreign minister does not believe that Ghana threatened Togo with tariffs.",
        "The Moldovan foreign minister doubts that Ghana demanded the release of the detainees from Togo.",
        "The Peruvian foreign minister said that Chile had no reason to complain about the tariffs of Bolivia.",
        "Should Peru end the talks, Chile would suffer, the Bolivian foreign minister said.",
    ] {
        assert_eq!(raisers(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_group_of_governments_is_not_whoever_the_text_opens_with() {
    let text = "Ghanaian Foreign Minister Shirley Botchwey met Togolese Foreign Minister Robert Dussey in Lome. \
        Western governments condemned the attack of Russia on a port in Ukraine.";
    assert!(!raisers(text).iter().any(|side| side == "GHA" || side == "TGO"));
}

#[test]
fn what_stays_at_home_is_put_to_nobody_abroad() {
    let texts = [
        "Lima, 12 June. President Dina Boluarte called for early elections and asked Congress to debate the reform. \
         Chilean investors are worried about the unrest.",
        "Lusaka, 4 March. The Law Association of Zambia condemned the arrest of two activists outside the Chinese embassy \
         and demanded that police release them at once.",
        "Brasilia, 2 July. A Norwegian firm was fined for polluting a river. The president complained that judges were \
         interfering in politics and urged supporters to rally.",
        "Athens, 2 May. Greek prosecutors accused a Bulgarian banker of bribing customs officers, and the court warned the \
         defendant that he could be held.",
    ];
    for text in texts {
        assert_eq!(addressees(text), [""; 0], "{text}");
    }
}

#[test]
fn acts_of_one_sentence_have_one_raiser_and_one_addressee() {
    let text = "Samoa and its neighbour Tuvalu lodged protests with Chile over the patrols.";
    assert_eq!(raisers(text), ["WSM", "TUV"]);
    let text = "Manila said that Chinese ships had used water cannon near the reef. Australia and Japan also voiced serious \
                concern over the incident and urged Beijing to observe the award.";
    assert_eq!(addressees(text).into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(["CHN".to_owned()]));
}

#[test]
fn an_act_without_a_side_has_that_of_the_one_beside_it() {
    let concern = "While noting with concern the rise in thefts of cattle, Togolese minister Robert Dussey urged Ghana to watch its side of the border.";
    assert_eq!((raisers(concern), addressees(concern)), (vec!["TGO".into(); 2], vec!["GHA".into(); 2]));
    let levy = "Ghana's trade minister said after talks with his colleague from Benin that the new levy was unfair and that Togo must withdraw it.";
    assert_eq!((raisers(levy), addressees(levy)), (vec!["GHA".into(); 2], vec!["TGO".into(); 2]));
    let stop = "Helsinki blamed Moscow for steering migrants to its frontier, demanded that it stop the practice and threatened to shut the crossing.";
    assert_eq!((raisers(stop), addressees(stop)), (vec!["FIN".into(); 3], vec!["RUS".into(); 3]));
    let letter = "Poland's education minister addressed a letter to the Lithuanian parliament requesting that Polish schools in Vilnius be spared.";
    assert_eq!(raisers(letter), ["POL"]);
}
