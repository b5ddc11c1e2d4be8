//! The analyzer on its rule's examples.

use demarche_core::Settings;
use demarche_stance::Stance;

#[test]
fn rules_hold_on_their_examples() {
    demarche_testkit::check_rules(Stance::new(&Settings::default()).expect("the built-in data"));
}

#[test]
fn fixtures() {
    demarche_testkit::check_fixtures(Stance::new(&Settings::default()).expect("the built-in data"));
}
