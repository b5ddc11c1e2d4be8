//! What concerns are about: the topic table and how topics are found in a stretch of text.

use crate::phrase::PhraseBook;
use demarche_core::{BuildError, DataFile, Span, Table};
use demarche_frames::table;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The built-in table: the words that several topics share, then one file per group.
const FILES: [(&str, Table); 10] = [
    ("data/topics/lists.toml", table!("data/topics/lists.toml")),
    ("data/topics/trade.toml", table!("data/topics/trade.toml")),
    ("data/topics/tech.toml", table!("data/topics/tech.toml")),
    ("data/topics/finance.toml", table!("data/topics/finance.toml")),
    ("data/topics/resources.toml", table!("data/topics/resources.toml")),
    ("data/topics/security.toml", table!("data/topics/security.toml")),
    ("data/topics/regional.toml", table!("data/topics/regional.toml")),
    ("data/topics/rights.toml", table!("data/topics/rights.toml")),
    ("data/topics/global.toml", table!("data/topics/global.toml")),
    ("data/topics/relations.toml", table!("data/topics/relations.toml")),
];

/// The id that stands for every topic the table does not know.
pub(crate) const OTHER: &str = "other";

/// A topic, with its names in other schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// `group.topic`
    pub id: String,
    /// For people.
    pub label: String,
    /// IPTC Media Topics.
    pub iptc: Vec<String>,
    /// Themes of the GDELT Global Knowledge Graph.
    pub gdelt: Vec<String>,
    /// Contexts of the PLOVER ontology.
    pub plover_context: Vec<String>,
    /// Countries: what is put to one of them is about this topic, whatever else it is about.
    pub addressees: Vec<String>,
}

/// Words that name a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TopicHit {
    /// Where they stand.
    pub span: Span,
    /// The topic, as an index into [`TopicTable::topics`].
    pub topic: usize,
    /// Whether the words are too common to name it anywhere but in what a concern is about.
    pub hint: bool,
}

/// All topics and the phrases that name them.
#[derive(Debug, Clone, Default)]
pub struct TopicTable {
    topics: Vec<Topic>,
    book: PhraseBook,
    /// By name, the words for which `@name` stands in a phrase.
    lists: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default, rename = "group")]
    groups: Vec<RawGroup>,
    #[serde(default, rename = "topic")]
    topics: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    id: String,
    /// For people who read the file.
    #[serde(rename = "label")]
    _label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: String,
    label: String,
    #[serde(default)]
    iptc: Vec<String>,
    #[serde(default)]
    gdelt: Vec<String>,
    #[serde(default)]
    plover_context: Vec<String>,
    #[serde(default)]
    addressees: Vec<String>,
    triggers: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    /// The two below are for the tests of the built-in table.
    #[serde(default)]
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[serde(default)]
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

impl RawTopic {
    /// Refuses a phrase that stands in a list twice; a test asks it of the built-in topics.
    fn check(&self) -> Result<(), String> {
        let doubles = [[&self.triggers[..], &self.hints].concat(), self.exclude.clone()];
        let doubles = doubles.each_ref().map(|list| double(list));
        doubles.into_iter().flatten().next().map_or(Ok(()), |phrase| {
            Err(format!("topic `{}`: `{phrase}` stands in a list twice; remove one", self.id))
        })
    }
}

/// The first phrase that stands in a list twice; case, hyphens and apostrophes make no difference to a phrase.
fn double(phrases: &[String]) -> Option<&str> {
    let plain = |phrase: &str| -> String {
        let space = |c| matches!(c, ' ' | '-' | '\'' | '’' | '+');
        let words = phrase.split(space).filter(|word| !word.is_empty());
        words.flat_map(|word| word.chars().flat_map(char::to_lowercase).chain([' '])).collect()
    };
    let mut seen = FxHashSet::default();
    phrases.iter().find(|phrase| !seen.insert(plain(phrase))).map(String::as_str)
}

/// What a phrase of the book stands for: a topic, a hint at one, or words in which it is not meant; three numbers to a topic.
const fn names(topic: usize) -> usize {
    topic * 3
}
const fn hints_at(topic: usize) -> usize {
    topic * 3 + 1
}
const fn hides(topic: usize) -> usize {
    topic * 3 + 2
}

impl TopicTable {
    /// The built-in topics and those of the user's files, which add topics, or triggers to a topic that exists.
    ///
    /// # Errors
    /// If a file is malformed, a phrase is wrong or stands in a list twice, or a built-in topic belongs to no group.
    pub fn new(files: &[DataFile]) -> Result<Self, BuildError> {
        let mut table = TopicTable::default();
        let wrong = |file: &str, problem: String| BuildError { file: file.to_owned(), problem };
        for (name, built_in) in FILES {
            table.add(name, built_in.read().map_err(|e| wrong(name, e))?)?;
        }
        for file in files {
            let raw: RawFile = toml::from_str(&file.text).map_err(|e| wrong(&file.name, e.to_string()))?;
            for topic in &raw.topics {
                topic.check().map_err(|problem| wrong(&file.name, problem))?;
            }
            table.add(&file.name, raw)?;
        }
        Ok(table)
    }

    fn add(&mut self, file: &str, raw: RawFile) -> Result<(), BuildError> {
        let wrong = |problem: String| BuildError { file: file.to_owned(), problem };
        self.lists.extend(raw.lists);
        for topic in raw.topics {
            let group = topic.id.split_once('.').map(|(group, _)| group);
            let known = |g: &str| {
                raw.groups.iter().any(|x| x.id == g)
                    || self.topics.iter().any(|t| t.id.starts_with(g) && t.id[g.len()..].starts_with('.'))
            };
            if !group.is_some_and(known) {
                let problem = format!(
                    "topic `{}`: write the id as `group.topic`, and add a [[group]] if the group is new",
                    topic.id
                );
                return Err(wrong(problem));
            }
            let index = match self.topics.iter().position(|t| t.id == topic.id) {
                Some(index) => index,
                None => {
                    self.topics.push(Topic {
                        id: topic.id.clone(),
                        label: topic.label,
                        iptc: topic.iptc,
                        gdelt: topic.gdelt,
                        plover_context: topic.plover_context,
                        addressees: topic.addressees,
                    });
                    self.topics.len() - 1
                }
            };
            let phrases = topic.triggers.iter().map(|t| (t, names(index)));
            let phrases = phrases.chain(topic.hints.iter().map(|h| (h, hints_at(index))));
            for (phrase, value) in phrases.chain(topic.exclude.iter().map(|e| (e, hides(index)))) {
                let named = |problem| wrong(format!("topic `{}`: {problem}", topic.id));
                let phrase = self.spelt(phrase).map_err(named)?;
                self.book.add(&phrase, value).map_err(named)?;
            }
        }
        Ok(())
    }

    /// A phrase with the words of a list for each `@name`.
    fn spelt<'p>(&self, phrase: &'p str) -> Result<Cow<'p, str>, String> {
        if !phrase.contains('@') {
            return Ok(Cow::Borrowed(phrase));
        }
        let alternative = |word: &str| match word.strip_prefix('@') {
            None => Ok(word.to_owned()),
            Some(list) => {
                let words =
                    self.lists.get(list).ok_or_else(|| format!("`{phrase}`: no list is called `{list}`"))?;
                Ok(words.join("|"))
            }
        };
        let part =
            |part: &str| part.split('|').map(alternative).collect::<Result<Vec<_>, _>>().map(|w| w.join("|"));
        let parts = phrase.split_whitespace().map(part).collect::<Result<Vec<_>, String>>()?;
        Ok(Cow::Owned(parts.join(" ")))
    }

    /// All topics, in the order of the files.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topics that go with whoever is addressed.
    pub fn of_addressee(&self, country: &str) -> impl Iterator<Item = usize> {
        let topics = self.topics.iter().enumerate();
        topics.filter(move |(_, t)| t.addressees.iter().any(|a| a == country)).map(|(i, _)| i)
    }

    /// The topics named within these bytes, in order of position. A phrase inside a longer one does not count, be it of the
    /// same topic or, if that has no gap, of another; nor one inside a phrase that its own topic excludes.
    pub fn find(&self, text: &str, within: Span) -> Vec<TopicHit> {
        let found = self.book.find(text, within);
        let hides_any = |value: usize| value == hides(value / 3);
        let mut hits = Vec::new();
        for f in found.iter().filter(|f| !hides_any(f.value)) {
            let topic = f.value / 3;
            let hint = f.value == hints_at(topic);
            let hidden = found.iter().any(|other| {
                let wider = other.span.contains(f.span) && other.span != f.span;
                // A hint is no better than what it holds.
                let names = other.value == names(other.value / 3) || hint && !hides_any(other.value);
                let longer = wider && names && (other.solid || other.value / 3 == topic);
                longer || (other.span.contains(f.span) && other.value == hides(topic))
            });
            if !hidden {
                hits.push(TopicHit { span: f.span, topic, hint });
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let table = TopicTable::new(&[]).expect("the built-in table");
        let mut ids: Vec<String> = table
            .find(text, Span::new(0, text.len()))
            .into_iter()
            .map(|h| table.topics()[h.topic].id.clone())
            .collect();
        ids.sort();
        ids.dedup();
        ids
    }

    #[test]
    fn there_are_49_topics_and_each_proves_itself() {
        let mut count = 0;
        let mut wrong = Vec::new();
        for (file, built_in) in FILES {
            let raw: RawFile = built_in.read().expect(file);
            for topic in raw.topics {
                count += 1;
                assert_eq!(topic.check(), Ok(()), "{file}");
                if !found(&topic.example).contains(&topic.id) || topic.counter_example.is_empty() {
                    wrong.push(format!("{} misses: {}", topic.id, topic.example));
                }
                if found(&topic.counter_example).contains(&topic.id) {
                    wrong.push(format!("{} is fooled by: {}", topic.id, topic.counter_example));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(count, 49);
    }

    #[test]
    fn each_item_of_a_list_is_its_own_topic() {
        let text = "levies on sugar, curbs on investment and its banks being put under sanctions";
        assert_eq!(found(text), ["finance.investment", "finance.sanctions", "trade.tariffs"]);
        assert_eq!(
            found("a ban on exports of rare earths"),
            ["resources.critical_minerals", "tech.export_controls"]
        );
    }

    #[test]
    fn foods_and_surpluses_are_trade_only_in_trade() {
        assert_eq!(found("beef up its border forces over a seafood dinner"), Vec::<String>::new());
        assert_eq!(found("the checks on beef and seafood exports"), ["trade.market_access"]);
        assert_eq!(
            found("Italy's surplus of goodwill, its budget surplus of 2 billion"),
            Vec::<String>::new()
        );
        assert_eq!(found("its surplus of 40 billion in goods"), ["trade.balance"]);
    }

    #[test]
    fn a_hint_names_its_topic_with_less_weight_and_a_list_stands_for_each_of_its_words() {
        let file = |text: &str| DataFile { name: "mine.toml".into(), text: text.into() };
        let mine = file(
            "[lists]\nscrap = [\"boosters\", \"panels\"]\n[[group]]\nid = \"space\"\nlabel = \"Space\"\n[[topic]]\n\
             id = \"space.debris\"\nlabel = \"Debris\"\ntriggers = [\"falling @scrap|rings\"]\nhints = [\"litter\"]\n",
        );
        let table = TopicTable::new(&[mine]).expect("a user's table");
        let found = |text: &str| -> Vec<bool> {
            table.find(text, Span::new(0, text.len())).into_iter().map(|hit| hit.hint).collect()
        };
        assert_eq!(found("falling panels, falling rings"), [false, false]);
        assert_eq!(found("the litter in orbit"), [true]);
        let unknown = file("[[topic]]\nid = \"trade.tariffs\"\nlabel = \"\"\ntriggers = [\"new @walls\"]\n");
        let error = TopicTable::new(&[unknown]).expect_err("no list").to_string();
        assert!(error.contains("walls") && error.contains("mine.toml"), "{error}");
    }

    #[test]
    fn a_longer_phrase_hides_a_shorter_one() {
        assert_eq!(found("the national security law"), ["rights.civil_liberties"]);
        assert_eq!(found("the national security adviser"), Vec::<String>::new());
    }

    #[test]
    fn users_add_topics_and_triggers() {
        let file = |text: &str| DataFile { name: "mine.toml".into(), text: text.into() };
        let mine = file(
            "[[group]]\nid = \"space\"\nlabel = \"Space\"\n[[topic]]\nid = \"space.debris\"\nlabel = \"Debris\"\n\
             triggers = [\"space debris\"]\n[[topic]]\nid = \"trade.tariffs\"\nlabel = \"\"\ntriggers = [\"toll wall\"]\n",
        );
        let table = TopicTable::new(&[mine]).expect("a user's table");
        assert_eq!(table.topics().len(), 50);
        let text = "a toll wall against space debris";
        assert_eq!(table.find(text, Span::new(0, text.len())).len(), 2);
        let lost = file("[[topic]]\nid = \"nogroup\"\nlabel = \"\"\ntriggers = [\"x\"]\n");
        let error = TopicTable::new(&[lost]).expect_err("no group").to_string();
        assert!(error.contains("mine.toml") && error.contains("nogroup"), "{error}");
    }

    #[test]
    fn a_phrase_stands_in_a_list_once() {
        let file = |triggers: &str| DataFile {
            name: "mine.toml".into(),
            text: format!("[[topic]]\nid = \"trade.tariffs\"\nlabel = \"\"\ntriggers = {triggers}\n"),
        };
        let error =
            TopicTable::new(&[file("[\"toll-wall\", \"Toll wall\"]")]).expect_err("a double").to_string();
        assert!(error.contains("trade.tariffs") && error.contains("Toll wall"), "{error}");
        assert!(TopicTable::new(&[file("[\"toll wall\", \"toll walls\"]")]).is_ok());
    }
}
