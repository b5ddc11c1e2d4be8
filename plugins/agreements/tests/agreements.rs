//! Every frame on its own examples and counter-examples, and the fixtures.

use demarche_agreements::Agreements;
use demarche_core::Settings;

fn analyzer() -> Agreements {
    Agreements::new(&Settings::default()).expect("the built-in data")
}

#[test]
fn rules_hold_on_their_examples() {
    demarche_testkit::check_rules(analyzer());
}

#[test]
fn keys_are_explained_and_read() {
    demarche_testkit::check_keys(&analyzer());
}

#[test]
fn fixtures() {
    demarche_testkit::check_fixtures(analyzer());
}
