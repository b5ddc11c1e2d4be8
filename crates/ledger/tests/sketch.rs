//! Near copies are told from texts about the same event.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use demarche_ledger::Sketch;

const STORY: &str = "The foreign ministers of Ghana and Brazil met in Accra on Tuesday to settle a dispute over poultry imports that \
    has dragged on for two years, officials on both sides said. Minister Ana Silva told reporters after the talks that the two \
    governments would set up a joint veterinary panel, and that she expected the first shipments to resume by the end of the \
    season. Her host said the panel would report to both capitals every month, and added that a visit to Brasilia was planned for \
    the spring. Farmers in the north of Ghana have complained that cheap imports drove them out of the market.";

#[test]
fn a_new_lead_and_a_cut_end_leave_a_copy() {
    let lead = format!("ACCRA (Agency) - A quarrel over chicken may be over soon. {STORY}");
    let cut = &STORY[..STORY.find("Farmers").unwrap()];
    let story = Sketch::of(STORY).unwrap();
    for other in [lead.as_str(), cut] {
        let other = Sketch::of(other).unwrap();
        assert!(story.is_copy(&other));
        assert!(story.bands().iter().any(|band| other.bands().contains(band)));
    }
}

#[test]
fn another_report_of_the_same_talks_is_no_copy() {
    let other = "Brazil and Ghana are to end their row over poultry. After talks in Accra on Tuesday, foreign minister Ana Silva said \
        a joint veterinary panel would be set up by both governments; shipments could resume before the season ends. The panel is \
        to report each month, her Ghanaian counterpart explained, who intends to travel to Brasilia in spring. Producers in \
        northern Ghana blame cheap chicken from abroad for their losses and have asked the government for help since last year.";
    assert!(!Sketch::of(STORY).unwrap().is_copy(&Sketch::of(other).unwrap()));
}

#[test]
fn a_short_text_tells_nothing_and_bytes_come_back() {
    assert_eq!(Sketch::of("Talks were held."), None);
    let sketch = Sketch::of(STORY).unwrap();
    assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
    assert_eq!(Sketch::from_bytes(&[1, 2, 3]), None);
}
