//! What is written for each act: its codes, the words that make it strong, the words that point back.

use demarche_core::{Act, BuildError, CodeRow, CodeTable, Codes, Words};
use demarche_frames::{forms, table};
use serde::Deserialize;
use std::collections::BTreeSet;

const FILE: &str = "plugins/concerns/data/acts.toml";

/// The words around an act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActWords {
    /// Beside the act they make it strong.
    pub(crate) strength: Words,
    /// They point at what was said before.
    pub(crate) pointers: Words,
    /// Nouns that can stand for what was said before.
    pub(crate) stand_ins: Words,
    /// What an act is about ends before them.
    pub(crate) ends: Words,
    /// Nouns for whoever is addressed that name nobody: "its neighbour".
    others: Words,
    /// Pronouns for whoever is addressed.
    pronouns: Words,
    /// Unless it is said whose, somebody of the raiser's own country.
    pub(crate) domestic: Words,
    /// Who or what speaks for whoever it belongs to: "a spokesperson for the ministry".
    pub(crate) voices: Words,
    /// Whoever stands behind "on" suffers these: "attack on", "sanctions on".
    pub(crate) victims: Words,
    /// Whoever or whatever stands behind "against" is what these answer: "retaliate against", "a protest against".
    pub(crate) opposes: Words,
    /// Whoever stands behind "of" suffers these: "killing of", "violation of".
    pub(crate) done_to: Words,
    /// People who serve a state or belong to it; another one arrests them.
    pub(crate) servants: Words,
    /// Whoever is the object of these is held; a verb or a noun.
    pub(crate) custody: Words,
    /// What hangs on these may never happen: "the ability to".
    pub(crate) prospects: Words,
    /// What they let somebody do need not be done.
    pub(crate) enables: Words,
    /// They befall people for what they do.
    pub(crate) repaid: Words,
    /// They happen somewhere without being the deed of whoever lives there: "the conflict in".
    pub(crate) scenes: Words,
    /// They are given to those who suffer: "condolences to".
    pub(crate) comfort: Words,
    /// They are called after cities: "the Kyoto Protocol".
    pub(crate) treaties: Words,
    /// Who or what serves a state abroad: "its mission".
    pub(crate) posts: Words,
    /// Several of them are the sides of a quarrel: "all sides".
    pub(crate) parties: Words,
    /// Several of them are states: "certain countries", "both capitals".
    pub(crate) states: Words,
    /// Several of them are states, whose they are not said to be: "asked allies".
    pub(crate) fellows: Words,
    /// Who does this, or is on it, is the guest of the place that it leads to: "a trip to".
    pub(crate) trips: Words,
    /// Whoever does this is in touch with its object, or with whom stands behind "to" or "with": "wrote to".
    pub(crate) contacts: Words,
    /// They lead to whoever hears: "in a letter to".
    pub(crate) messages: Words,
    /// They tell that somebody goes on: "also".
    pub(crate) adds: Words,
    /// Violence, of which a country may be the victim.
    pub(crate) violence: Words,
}

/// The table of acts.
#[derive(Debug)]
pub(crate) struct ActTable {
    codes: CodeTable,
    /// The words around an act.
    pub(crate) words: ActWords,
    /// The forms of the nouns that can stand for what was said before.
    stand_in_forms: BTreeSet<String>,
}

impl ActTable {
    /// The built-in table.
    ///
    /// # Errors
    /// If the file is wrong or an act is missing.
    pub(crate) fn new() -> Result<Self, BuildError> {
        let words: ActWords = table!("data/acts.toml")
            .read()
            .map_err(|problem| BuildError { file: FILE.to_owned(), problem })?;
        let codes =
            CodeTable::embedded("plugins/concerns/data/codes.tsv", include_str!("../data/codes.tsv"))?;
        let stand_in_forms = words.stand_ins.all().flat_map(forms).collect();
        Ok(ActTable { codes, stand_in_forms, words })
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

    /// Whether a word stands for whoever is addressed without naming anybody: "its neighbour", "them".
    pub(crate) fn is_other_side(&self, lemma: &str, text: &str) -> bool {
        self.words.others.has(lemma) || self.words.pronouns.has(text)
    }

    /// Whether a word, as written, may be a form of a noun that can stand for what was said before.
    pub(crate) fn may_stand_in(&self, word: &str) -> bool {
        self.stand_in_forms.contains(&word.to_lowercase())
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

    #[test]
    fn stand_ins_are_known_in_every_form_and_no_other_word_is() {
        let table = ActTable::new().expect("the built-in table");
        assert!(["Policies", "moves", "worry"].iter().all(|word| table.may_stand_in(word)));
        assert!(["police", "movie", "é", ""].iter().all(|word| !table.may_stand_in(word)));
    }
}
