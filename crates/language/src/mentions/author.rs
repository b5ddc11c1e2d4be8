//! Whose words a text is by the title that came with it: "Remarks by Foreign Minister Amina Mohamed at the Oslo Forum".

use super::publisher::{self, Publisher, Standing};
use super::texts::texts;
use super::world::World;
use crate::base::Base;
use demarche_atlas::{Id, Person};
use demarche_core::{Sentence, Zone};

/// The genre is among the first words of the title: "Opening remarks by", "Written testimony of".
const GENRE: usize = 3;
/// A name has no more words.
const LONGEST: usize = 6;
/// Who speaks for himself says so in one of so many sentences.
const OPENING: usize = 12;

/// Who speaks in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Author<'a> {
    /// The state or body.
    code: &'a str,
    /// The person, if it is one whom the atlas knows.
    pub(super) person: Option<Id<Person>>,
}

impl<'a> Author<'a> {
    /// Whose news that makes the text.
    pub(super) fn publisher(self) -> Publisher<'a> {
        Publisher { code: self.code, standing: Standing::Office }
    }
}

/// Whom a title names as the author of a text in the first person: somebody, an office or a body.
pub(super) fn of<'a>(base: &Base<'a>, world: &World<'a>) -> Option<Author<'a>> {
    let title = base.article().title.as_deref()?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let genre = words.iter().take(GENRE).position(|word| texts().document.genres.has(word))?;
    if !matches!(words.get(genre + 1), Some(&("by" | "from" | "of" | "By" | "From" | "Of"))) {
        return None;
    }
    let names: Vec<&str> =
        words[genre + 2..].iter().copied().take_while(|word| !texts().document.occasions.has(word)).collect();
    let author = named(base, world, &names)?;
    is_in_first_person(base).then_some(author)
}

/// Whom these words name, if all are of one state or body.
fn named<'a>(base: &Base<'a>, world: &World<'a>, words: &[&str]) -> Option<Author<'a>> {
    let mut authors: Vec<Author<'a>> = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let known = |end: usize| {
            let name = words[from..end].join(" ");
            let name = name.trim_end_matches(',');
            let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
            let owner = publisher::owner(name, base.atlas).map(|(code, _)| Author { code, person: None });
            let person = || {
                world.named(name).and_then(|id| Some(Author { code: world.serves(id)?, person: Some(id) }))
            };
            Some((end, owner.or_else(person)?))
        };
        match (from + 1..=words.len().min(from + LONGEST)).rev().find_map(known) {
            Some((end, author)) => {
                authors.push(author);
                from = end;
            }
            None => from += 1,
        }
    }
    let first = authors.first()?;
    let mut persons = authors.iter().filter_map(|author| author.person);
    let person = persons.next().filter(|_| persons.next().is_none());
    authors.iter().all(|author| author.code == first.code).then_some(Author { person, ..*first })
}

/// Whether a text says "I" or "we" soon, and not in a quotation.
fn is_in_first_person(base: &Base<'_>) -> bool {
    let body = |sentence: &&Sentence| sentence.zone == Zone::Body;
    let own = |sentence: &Sentence| {
        let mut words = base.words(sentence.id);
        let quoted = base.words(sentence.id).any(|word| matches!(word, "\"" | "“" | "”" | "''" | "«" | "‘"));
        !quoted && words.any(|word| matches!(word, "I" | "We" | "we" | "my" | "My" | "our" | "Our"))
    };
    base.sentences().iter().filter(body).take(OPENING).any(own)
}

#[cfg(test)]
mod tests {
    use crate::reader::Reader;
    use demarche_atlas::Atlas;
    use demarche_core::{Article, Reading};

    /// The countries of those who say "we" in the text.
    fn we(title: &str, text: &str) -> Vec<String> {
        let reader = Reader::new(Atlas::embedded(), &[]);
        let article = Article::new("x", text).with_title(title);
        let reading = reader.read(&article);
        let all = reading.sentences().iter().flat_map(|s| reading.mentions(s.id));
        let said = all.filter(|m| m.span.slice(text).eq_ignore_ascii_case("we")).flat_map(|m| &m.entities);
        said.filter_map(|&id| reading.entity(id).country.clone()).collect()
    }

    #[test]
    fn we_are_those_whom_the_title_names() {
        let text = "LIMA - Peru has been a generous host. We urge Chile to open its ports.";
        assert_eq!(we("Remarks by Norwegian Foreign Minister Espen Barth Eide at the forum", text), ["NOR"]);
        assert_eq!(we("Closing Statement of the Government of Ghana", text), ["GHA"]);
    }

    #[test]
    fn a_person_whom_the_atlas_knows_speaks_by_name() {
        let reader = Reader::new(Atlas::embedded(), &[]);
        let text = "I am in Accra to listen. Ghana and we are friends.";
        let article = Article::new("x", text).with_date(jiff::civil::date(2023, 1, 20));
        let article = article.with_title("Remarks by Secretary of the Treasury Janet L. Yellen at a dinner");
        let reading = reader.read(&article);
        let said = reading
            .sentences()
            .iter()
            .flat_map(|s| reading.mentions(s.id))
            .find(|m| m.span.slice(text) == "I");
        let entity = reading.entity(said.expect("a mention").entities[0]);
        assert_eq!((entity.name.as_str(), entity.country.as_deref()), ("Janet Yellen", Some("USA")));
    }

    #[test]
    fn news_of_a_speech_is_nobodys_words() {
        let text = "LIMA - Peru has been a generous host, the minister said. Ports are to open.";
        assert!(we("Speech by Norwegian minister praises Lima", text).is_empty());
    }
}
