//! What is written for each act: its codes, the words that make it strong, the words that point back.

use demarche_core::{Act, BuildError, CodeRow, CodeTable, Codes};
use serde::Deserialize;

const FILE: &str = "data/acts.toml";

/// The table of acts.
#[derive(Debug)]
pub(crate) struct ActTable {
    codes: CodeTable,
    strong: Vec<String>,
    pointers: Vec<String>,
    nouns: Vec<String>,
    ends: Vec<String>,
    other_side: RawOtherSide,
    voices: Vec<String>,
    victims: Vec<String>,
    prospects: Vec<String>,
    scenes: Vec<String>,
    comfort: Vec<String>,
    violence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    strength: RawWords,
    anaphora: RawAnaphora,
    scope: RawScope,
    other_side: RawOtherSide,
    behalf: RawNouns,
    victims: RawNouns,
    prospects: RawNouns,
    scenes: RawNouns,
    comfort: RawNouns,
    violence: RawNouns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNouns {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnaphora {
    pointers: Vec<String>,
    nouns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOtherSide {
    nouns: Vec<String>,
    pronouns: Vec<String>,
    domestic: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScope {
    ends: Vec<String>,
}

impl ActTable {
    /// The built-in table.
    ///
    /// # Errors
    /// If the file is wrong or an act is missing.
    pub(crate) fn new() -> Result<Self, BuildError> {
        let wrong = |problem: String| BuildError { file: FILE.to_owned(), problem };
        let raw: Raw = toml::from_str(include_str!("../data/acts.toml")).map_err(|e| wrong(e.to_string()))?;
        let codes =
            CodeTable::embedded("plugins/concerns/data/codes.tsv", include_str!("../data/codes.tsv"))?;
        Ok(ActTable {
            codes,
            strong: raw.strength.words,
            pointers: raw.anaphora.pointers,
            nouns: raw.anaphora.nouns,
            ends: raw.scope.ends,
            other_side: raw.other_side,
            voices: raw.behalf.nouns,
            victims: raw.victims.nouns,
            prospects: raw.prospects.nouns,
            scenes: raw.scenes.nouns,
            comfort: raw.comfort.nouns,
            violence: raw.violence.nouns,
        })
    }

    /// The codes of an act on these topics; `own` is the code that the frame names.
    pub(crate) fn codes(&self, act: Act, topics: &[String], strong: bool, own: Option<&str>) -> Codes {
        let special =
            own.into_iter().chain(topics.iter().map(String::as_str)).chain(strong.then_some("strong"));
        let mut names: Vec<String> = special.map(|s| format!("{act} {s}")).collect();
        names.push(act.as_str().to_owned());
        self.codes.of(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// All codes.
    pub(crate) fn rows(&self) -> &[CodeRow] {
        self.codes.rows()
    }

    /// Whether a word beside the act makes it strong.
    pub(crate) fn is_strong(&self, word: &str) -> bool {
        self.strong.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether a pronoun or determiner points at what was said before.
    pub(crate) fn is_pointer(&self, word: &str) -> bool {
        self.pointers.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether a word stands for whoever is addressed without naming anybody: "its neighbour", "them".
    pub(crate) fn is_other_side(&self, lemma: &str, text: &str) -> bool {
        self.other_side.nouns.iter().any(|w| w.eq_ignore_ascii_case(lemma))
            || self.other_side.pronouns.iter().any(|w| w.eq_ignore_ascii_case(text))
    }

    /// Whether whoever stands behind "on" suffers this: "attack on", "sanctions on".
    pub(crate) fn is_suffered(&self, lemma: &str) -> bool {
        self.victims.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether this happens somewhere without being the deed of whoever lives there: "the conflict in".
    pub(crate) fn is_scene(&self, lemma: &str) -> bool {
        self.scenes.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether this is violence, of which a country may be the victim.
    pub(crate) fn is_violence(&self, lemma: &str) -> bool {
        self.violence.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether this is given to those who suffer: "condolences to".
    pub(crate) fn is_comfort(&self, lemma: &str) -> bool {
        self.comfort.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether what hangs on this noun may never happen: "the ability to".
    pub(crate) fn is_prospect(&self, lemma: &str) -> bool {
        self.prospects.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether a noun, unless it is said whose, means somebody of the raiser's own country.
    pub(crate) fn is_domestic(&self, lemma: &str) -> bool {
        self.other_side.domestic.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether what an act is about ends before this word.
    pub(crate) fn ends_scope(&self, word: &str) -> bool {
        self.ends.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether a noun means somebody or something that speaks for whoever it belongs to: "a spokesperson for the ministry".
    pub(crate) fn speaks_for_owner(&self, lemma: &str) -> bool {
        self.voices.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether a noun can stand for what was said before.
    pub(crate) fn is_stand_in(&self, lemma: &str) -> bool {
        self.nouns.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }

    /// Whether a word may be a form of such a noun.
    pub(crate) fn may_stand_in(&self, word: &str) -> bool {
        let stem = |noun: &str| noun.len().saturating_sub(1).max(1);
        self.nouns.iter().any(|n| {
            let start = word.get(..stem(n));
            start.is_some_and(|start| start.eq_ignore_ascii_case(&n[..stem(n)]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_act_topic_and_strength() {
        let table = ActTable::new().expect("the built-in table");
        let cameo = |act, topics: &[&str], strong, own| {
            let topics: Vec<String> = topics.iter().map(|t| (*t).to_owned()).collect();
            table.codes(act, &topics, strong, own).cameo
        };
        assert_eq!(cameo(Act::RaiseConcern, &[], false, None).as_deref(), Some("012"));
        assert_eq!(cameo(Act::RaiseConcern, &[], true, None).as_deref(), Some("110"));
        assert_eq!(cameo(Act::Demand, &["finance.sanctions"], false, None).as_deref(), Some("1054"));
        assert_eq!(cameo(Act::Criticise, &[], false, Some("114")).as_deref(), Some("114"));
        let plover = |act, topic: &str| table.codes(act, &[topic.to_owned()], true, None).plover;
        assert_eq!(plover(Act::Request, "relations.channels").as_deref(), Some("REQUEST/meet"));
        for act in Act::ALL {
            assert!(cameo(*act, &[], false, None).is_some(), "{act}");
        }
    }
}
