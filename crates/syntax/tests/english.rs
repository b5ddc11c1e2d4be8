//! What the embedded model must know of English; sentences of our own.

use demarche_core::{Deprel, Tree, Upos, Xpos};
use demarche_syntax::{Model, Scratch, Tag};

fn parse(sentence: &str) -> (Vec<&str>, Tree) {
    let words: Vec<&str> = sentence.split(' ').collect();
    let tree = Model::embedded().parse(&words, &mut Scratch::new());
    (words, tree)
}

/// Asserts that in `sentence` the first `word` hangs on the first `head` by `rel`.
#[track_caller]
fn assert_arc(sentence: &str, word: &str, rel: Deprel, head: &str) {
    let (words, tree) = parse(sentence);
    let at = words.iter().position(|w| *w == word).expect("the word is in the sentence");
    let found = &tree.words[at];
    let found_head = found.head.map_or("", |head| words[usize::from(head)]);
    assert_eq!((found.rel, found_head), (rel, head), "{word} in: {sentence}");
}

#[test]
fn finds_who_does_what_to_whom() {
    let sentence = "The finance minister of Norway met his Danish counterpart on Tuesday .";
    assert_arc(sentence, "minister", Deprel::Nsubj, "met");
    assert_arc(sentence, "Norway", Deprel::Nmod, "minister");
    assert_arc(sentence, "counterpart", Deprel::Obj, "met");
    assert_arc(sentence, "his", Deprel::NmodPoss, "counterpart");
    assert_arc(sentence, "Tuesday", Deprel::Obl, "met");
}

#[test]
fn tags_alone_are_those_of_the_parse() {
    let (words, tree) = parse("The finance minister of Norway met his Danish counterpart on Tuesday .");
    let mut scratch = Scratch::new();
    let tags: Vec<Tag> = Model::embedded().tag(&words, &mut scratch).to_vec();
    let parsed: Vec<Tag> = tree.words.iter().map(|w| Tag { upos: w.upos, xpos: w.xpos }).collect();
    assert_eq!(tags, parsed);
}

#[test]
fn finds_passives_and_their_agents() {
    let sentence = "The envoy was received by the president .";
    assert_arc(sentence, "envoy", Deprel::NsubjPass, "received");
    assert_arc(sentence, "was", Deprel::AuxPass, "received");
    assert_arc(sentence, "president", Deprel::OblAgent, "received");
}

#[test]
fn a_noun_has_no_object_and_a_participle_no_copula() {
    let (_, tree) = parse("Swedish minister visits Warsaw .");
    assert_eq!((tree.words[2].upos, &*tree.words[2].lemma), (demarche_core::Upos::Verb, "visit"));
    assert_arc("The visit to Vilnius was scrapped .", "was", Deprel::AuxPass, "scrapped");
    assert_arc("The visit to Vilnius was scrapped .", "visit", Deprel::NsubjPass, "scrapped");
}

#[test]
fn a_description_before_a_name_is_no_subject_of_its_own() {
    let sentence = "“ It is old iron , ” said curator Ingrid Haugland .";
    assert_arc(sentence, "Ingrid", Deprel::Nsubj, "said");
    assert_arc(sentence, "curator", Deprel::NmodDesc, "Ingrid");
}

#[test]
fn finds_reported_clauses_and_purposes() {
    let sentence = "Officials said the secretary will travel to Jakarta next week to discuss trade .";
    assert_arc(sentence, "travel", Deprel::Ccomp, "said");
    assert_arc(sentence, "secretary", Deprel::Nsubj, "travel");
    assert_arc(sentence, "Jakarta", Deprel::Obl, "travel");
    assert_arc(sentence, "discuss", Deprel::Advcl, "travel");
    assert_arc(sentence, "trade", Deprel::Obj, "discuss");
}

#[test]
fn curly_marks_are_read_like_straight_ones() {
    let (_, straight) = parse("\" We do n't agree , \" the ambassador said .");
    let (_, curly) = parse("“ We do n’t agree , ” the ambassador said .");
    for (a, b) in straight.words.iter().zip(&curly.words) {
        assert_eq!((a.upos, a.head, &a.lemma), (b.upos, b.head, &b.lemma));
    }
}

#[test]
fn case_matters_little() {
    let title = "Foreign Minister Visits Peru and Chile to Discuss New Trade Agreement";
    for sentence in [title.to_owned(), title.to_uppercase()] {
        let (words, tree) = parse(&sentence);
        let visits = words.iter().position(|w| w.eq_ignore_ascii_case("visits")).expect("it is there");
        assert_eq!(tree.words[visits].upos, Upos::Verb, "{sentence}");
        assert_eq!(tree.words[visits].head, None, "{sentence}");
    }
}

#[test]
fn lemmas_of_news_verbs() {
    let forms = [
        ("said", Xpos::Vbd, "say"),
        ("met", Xpos::Vbd, "meet"),
        ("held", Xpos::Vbn, "hold"),
        ("visited", Xpos::Vbd, "visit"),
        ("visits", Xpos::Vbz, "visit"),
        ("visiting", Xpos::Vbg, "visit"),
        ("travelled", Xpos::Vbd, "travel"),
        ("traveled", Xpos::Vbn, "travel"),
        ("travelling", Xpos::Vbg, "travel"),
        ("told", Xpos::Vbd, "tell"),
        ("flew", Xpos::Vbd, "fly"),
        ("urged", Xpos::Vbd, "urge"),
        ("raised", Xpos::Vbn, "raise"),
        ("pledged", Xpos::Vbd, "pledge"),
        ("criticised", Xpos::Vbd, "criticise"),
        ("criticized", Xpos::Vbd, "criticize"),
        ("agreed", Xpos::Vbn, "agree"),
        ("signed", Xpos::Vbn, "sign"),
        ("sought", Xpos::Vbd, "seek"),
        ("led", Xpos::Vbn, "lead"),
        ("began", Xpos::Vbd, "begin"),
        ("paid", Xpos::Vbd, "pay"),
        ("warned", Xpos::Vbd, "warn"),
        ("cancelled", Xpos::Vbn, "cancel"),
        ("postponed", Xpos::Vbn, "postpone"),
        ("hosted", Xpos::Vbn, "host"),
        ("planned", Xpos::Vbn, "plan"),
        ("planning", Xpos::Vbg, "plan"),
        ("discussed", Xpos::Vbd, "discuss"),
        ("discussing", Xpos::Vbg, "discuss"),
        ("accused", Xpos::Vbd, "accuse"),
        ("denied", Xpos::Vbd, "deny"),
        ("replied", Xpos::Vbd, "reply"),
        ("conveyed", Xpos::Vbd, "convey"),
        ("demanded", Xpos::Vbd, "demand"),
        ("welcomed", Xpos::Vbd, "welcome"),
        ("arrived", Xpos::Vbd, "arrive"),
        ("departed", Xpos::Vbd, "depart"),
        ("concluded", Xpos::Vbd, "conclude"),
        ("undertook", Xpos::Vbd, "undertake"),
    ];
    for (form, xpos, lemma) in forms {
        let tag = Tag { upos: Upos::Verb, xpos };
        assert_eq!(&*Model::embedded().lemma(form, tag), lemma, "{form}");
    }
}

#[test]
fn lemmas_of_nouns_and_names() {
    let forms = [
        ("countries", Upos::Noun, Xpos::Nns, "country"),
        ("Talks", Upos::Noun, Xpos::Nns, "talk"),
        ("men", Upos::Noun, Xpos::Nns, "man"),
        ("Brussels", Upos::Propn, Xpos::Nnp, "Brussels"),
        ("Beijing", Upos::Propn, Xpos::Nnp, "Beijing"),
        ("better", Upos::Adj, Xpos::Jjr, "good"),
        ("n’t", Upos::Part, Xpos::Rb, "not"),
    ];
    for (form, upos, xpos, lemma) in forms {
        assert_eq!(&*Model::embedded().lemma(form, Tag { upos, xpos }), lemma, "{form}");
    }
}
