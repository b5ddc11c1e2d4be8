//! The reader, built once, and the lazy reading of one article.

use crate::acronyms;
use crate::base::Base;
use crate::head::As;
use crate::mentions::Mentions;
use crate::quotes::{self, Utterance};
use crate::scan::{Names, Triggers};
use crate::{segment, sources, speech, sport, structure, times, transcript};
use demarche_atlas::{Atlas, Entry};
use demarche_core::{
    Article, Deprel, Entity, EntityId, EntityKind, Hit, Mention, MentionForm, Outline, Party, PartyKind,
    Published, Quote, Reading, Sentence, SentenceId, Source, Span, Story, TimeMention, Token, Tree,
};
use demarche_syntax::{Model, Scratch};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::ops::Range;

thread_local! {
    /// The parser's working memory, kept from article to article.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Makes readings. Built once; shared by all threads.
pub struct Reader {
    atlas: &'static Atlas,
    names: Names,
    triggers: Triggers,
}

impl Reader {
    /// A reader that knows the names of this atlas and looks out for these triggers, as (analyzer, patterns); see
    /// [`demarche_core::Analyzer::triggers`] for how a pattern is written.
    pub fn new(atlas: &'static Atlas, triggers: &[(String, Vec<String>)]) -> Self {
        Reader::with(atlas, || triggers.to_vec())
    }

    /// The same for triggers that take time to list.
    pub fn with(atlas: &'static Atlas, triggers: impl FnOnce() -> Vec<(String, Vec<String>)>) -> Self {
        std::thread::scope(|scope| {
            let names = scope.spawn(|| Names::new(atlas.names().iter().map(|n| n.surface.as_ref())));
            // The model and tables are read in the meantime, as hardly any run does without them.
            scope.spawn(Model::embedded);
            scope.spawn(|| {
                times::prepare();
                Mentions::prepare();
            });
            let triggers = Triggers::new(&triggers());
            let names = names.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Reader { atlas, names, triggers }
        })
    }

    /// Reads an article: what is cheap at once, the rest when asked for.
    pub fn read<'a>(&'a self, article: &'a Article) -> ArticleReading<'a> {
        let base = self.base(article);
        let count = base.sentences.len();
        ArticleReading {
            reader: self,
            base,
            trees: cells(count),
            times: cells(count),
            memory: RefCell::default(),
            utterances: OnceCell::new(),
            mentions: OnceCell::new(),
            quotes: OnceCell::new(),
            transcript: OnceCell::new(),
            sport: OnceCell::new(),
            story: OnceCell::new(),
        }
    }

    /// The eager layer alone.
    pub fn base<'a>(&'a self, article: &'a Article) -> Base<'a> {
        let agency = |name: &str| {
            self.atlas.look_up(name).iter().any(|meaning| matches!(meaning.entry, Entry::Agency(_)))
        };
        let known = |name: &str, sort: As| match sort {
            As::Name => self.names.knows(name),
            As::Agency => agency(name),
        };
        let layout = structure::layout(article, &known);
        let mut base = segment::segment(article, self.atlas, layout);
        self.names.find(&mut base);
        acronyms::drop_redefined(&mut base);
        self.triggers.find(&mut base);
        base
    }
}

fn cells<T>(count: usize) -> Box<[OnceCell<T>]> {
    std::iter::repeat_with(OnceCell::new).take(count).collect()
}

/// What is known of one article. The deep layers are worked out on demand and kept.
///
/// Which layer may ask which, so that there is no circle: `tree` ← `utterances` ← `mentions` ← `quotes`, `sources`;
/// `tree` ← `times`; `mentions` ← `story`. Everything may ask the [`Base`].
pub struct ArticleReading<'a> {
    reader: &'a Reader,
    base: Base<'a>,
    trees: Box<[OnceCell<Tree>]>,
    times: Box<[OnceCell<Vec<TimeMention>>]>,
    memory: RefCell<times::Memory>,
    utterances: OnceCell<Vec<Utterance>>,
    mentions: OnceCell<Mentions>,
    quotes: OnceCell<Vec<Quote>>,
    transcript: OnceCell<bool>,
    sport: OnceCell<bool>,
    story: OnceCell<Story>,
}

impl<'a> ArticleReading<'a> {
    /// The eager layer.
    pub fn base(&self) -> &Base<'a> {
        &self.base
    }

    /// The atlas of names.
    pub fn atlas(&self) -> &'a Atlas {
        self.reader.atlas
    }

    /// The quotations before their speakers are resolved.
    pub fn utterances(&self) -> &[Utterance] {
        self.utterances.get_or_init(|| quotes::find(&self.base, &|s| self.parse(s), &|s| self.tree(s)))
    }

    /// How many sentences have been parsed so far.
    pub fn parsed(&self) -> usize {
        self.trees.iter().filter(|t| t.get().is_some()).count()
    }

    /// The words of a sentence as the parser takes them: a document's "EXPRESSED" and "TOOK NOTE", with which a sentence begins that
    /// does not go on in capitals, are no names. "AHMED" is one, whatever its ending.
    fn spoken(&self, sentence: SentenceId) -> Vec<Cow<'a, str>> {
        let loud = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_uppercase());
        let calm = |w: &str| w.len() > 1 && w.chars().all(char::is_lowercase);
        let named = |w: &str| {
            let mut letters = w.chars();
            let first = letters.next().into_iter();
            let name: String = first.chain(letters.flat_map(char::to_lowercase)).collect();
            self.base.atlas.given_name(&name).is_some()
        };
        let mut words: Vec<Cow<'a, str>> = self.base.words(sentence).map(Cow::Borrowed).collect();
        let shouted = words.iter().take_while(|w| loud(w)).count();
        let verb = words.first().is_some_and(|w| shouted > 0 && speech::is_operative(w) && !named(w));
        if verb && words.get(shouted).is_some_and(|w| calm(w) || w.starts_with(char::is_uppercase)) {
            for word in words[..shouted].iter_mut().filter(|w| !named(w)) {
                *word = Cow::Owned(word.to_lowercase());
            }
        }
        words
    }

    /// Who has the turn in a dialogue.
    pub(crate) fn voice(&self, sentence: SentenceId) -> Option<&Source> {
        self.cast().voice(sentence)
    }

    fn cast(&self) -> &Mentions {
        self.mentions.get_or_init(|| Mentions::new(self))
    }
}

impl Reading for ArticleReading<'_> {
    fn article(&self) -> &Article {
        self.base.article
    }

    fn published(&self) -> Option<Published> {
        self.base.published()
    }

    fn location(&self) -> Option<EntityId> {
        self.cast().location()
    }

    fn sentences(&self) -> &[Sentence] {
        &self.base.sentences
    }

    fn country(&self, code: &str) -> Option<Party> {
        let atlas = self.atlas();
        let kind = if atlas.country(code).is_some() { PartyKind::Country } else { PartyKind::Organization };
        let name = atlas.label(code)?.to_owned();
        Some(Party { name, id: code.to_owned(), kind, role: None, country: Some(code.to_owned()) })
    }

    fn seat(&self, code: &str) -> Option<&str> {
        self.atlas().body(code).map(|body| body.seat).filter(|city| !city.is_empty())
    }

    fn is_member(&self, country: &str, body: &str) -> bool {
        self.atlas().body(body).is_some_and(|body| body.members.contains(country))
    }

    fn is_state(&self, code: &str) -> bool {
        self.atlas().country(code).is_some()
    }

    fn tokens(&self, sentence: SentenceId) -> &[Token] {
        self.base.tokens(sentence)
    }

    fn is_transcript(&self) -> bool {
        *self.transcript.get_or_init(|| transcript::is_transcript(self.text()))
    }

    fn is_sport(&self) -> bool {
        *self.sport.get_or_init(|| sport::is_sport(self.text()))
    }

    fn hits(&self, analyzer: &str) -> &[Hit] {
        self.reader.triggers.of(&self.base, analyzer)
    }

    fn tree(&self, sentence: SentenceId) -> &Tree {
        self.trees[sentence.0 as usize].get_or_init(|| {
            let words = self.spoken(sentence);
            let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
            SCRATCH.with_borrow_mut(|scratch| Model::embedded().parse(&words, scratch))
        })
    }

    fn parse(&self, sentences: &[SentenceId]) {
        let cells = sentences.iter().map(|&sentence| (sentence, &self.trees[sentence.0 as usize]));
        let (sentences, cells): (Vec<_>, Vec<_>) = cells.filter(|(_, tree)| tree.get().is_none()).unzip();
        let words: Vec<Vec<Cow<'_, str>>> = sentences.into_iter().map(|s| self.spoken(s)).collect();
        let words: Vec<Vec<&str>> = words.iter().map(|s| s.iter().map(AsRef::as_ref).collect()).collect();
        let trees = SCRATCH.with_borrow_mut(|scratch| Model::embedded().parse_all(&words, scratch));
        for (cell, tree) in cells.into_iter().zip(trees) {
            // A sentence that was asked for twice is parsed once more; its tree is the same.
            cell.get_or_init(|| tree);
        }
    }

    fn outline(&self, sentence: SentenceId) -> Outline {
        self.cast().outline(sentence)
    }

    fn mentions(&self, sentence: SentenceId) -> &[Mention] {
        self.cast().of(self, sentence)
    }

    fn times(&self, sentence: SentenceId) -> &[TimeMention] {
        self.times[sentence.0 as usize].get_or_init(|| {
            let mut memory = self.memory.borrow_mut();
            times::find(&self.base, &mut memory, sentence, &|| Some(self.tree(sentence)))
        })
    }

    fn quotes(&self) -> &[Quote] {
        self.quotes.get_or_init(|| self.utterances().iter().map(|u| self.attribute(u)).collect())
    }

    fn sources(&self, sentence: SentenceId, token: usize) -> Vec<Source> {
        sources::of(self, sentence, token)
    }

    fn entity(&self, id: EntityId) -> &Entity {
        self.cast().entity(id)
    }

    fn entities_by_weight(&self) -> Vec<(EntityId, u32)> {
        self.cast().weights()
    }

    fn sides(&self, sentence: SentenceId) -> Vec<&str> {
        self.cast().sides(sentence)
    }

    fn home(&self) -> Option<&str> {
        self.cast().home()
    }

    fn publisher(&self) -> Option<&str> {
        self.cast().publisher()
    }

    fn story(&self) -> &Story {
        self.story.get_or_init(|| {
            let place = self.location().and_then(|id| self.entity(id).country.as_deref());
            let sentences = self.sentences().iter().map(|sentence| (sentence.zone, self.sides(sentence.id)));
            Story::of(self.home(), place, sentences)
        })
    }
}

impl ArticleReading<'_> {
    /// An utterance with its speaker and audience resolved.
    fn attribute(&self, utterance: &Utterance) -> Quote {
        let said = utterance.speaker.clone();
        let place = said.as_ref().map(|(sentence, _)| *sentence);
        let span =
            |tokens: Option<Range<usize>>| -> Option<Span> { Some(self.base.span_of(place?, tokens?)) };
        let who = |tokens: Option<Range<usize>>, head: Option<usize>| -> Vec<EntityId> {
            let (Some(sentence), Some(tokens)) = (place, tokens) else { return Vec::new() };
            self.named(sentence, tokens, head)
        };
        // "told reporters in the palace": those told, not where.
        let head = |(sentence, tokens): (SentenceId, Range<usize>)| {
            let tree = self.tree(sentence);
            tokens.clone().find(|&t| tree.head(t).is_none_or(|h| !tokens.contains(&h)))
        };
        let stranger =
            said.as_ref().and_then(|(sentence, tokens)| self.cast().stranger(self, *sentence, tokens));
        let speaker = said.map(|(_, tokens)| tokens);
        Quote {
            span: utterance.span,
            sentence: utterance.sentence,
            speakers: who(speaker.clone(), utterance.head),
            speaker: stranger.or_else(|| span(speaker)),
            verb: span(utterance.verb.clone()),
            audience: who(utterance.audience.clone(), place.zip(utterance.audience.clone()).and_then(head)),
        }
    }

    /// Whom a noun phrase stands for: the widest mention over its head, with what is coordinated, in apposition or part of the
    /// name; for a document the widest mention in it ("the Chinese statement": China).
    fn named(&self, sentence: SentenceId, tokens: Range<usize>, head: Option<usize>) -> Vec<EntityId> {
        let tree = self.tree(sentence);
        let document = head.is_none_or(|h| speech::is_document(self.base.word(sentence, h)));
        let mut mentions: Vec<&Mention> = self.mentions(sentence).iter().collect();
        mentions
            .retain(|m| !m.entities.is_empty() && tokens.start < m.tokens.end && m.tokens.start < tokens.end);
        mentions.sort_by_key(|m| (Reverse(m.tokens.len()), m.tokens.start));
        let over = |m: &&&Mention| {
            head.is_some_and(|h| m.head == h || (m.tokens.contains(&h) && m.form == MentionForm::Name))
        };
        let main = mentions.iter().find(over).or_else(|| {
            let apposed = |m: &&&Mention| head.is_some_and(|h| self.is_name_of(tree, m, h));
            mentions.iter().find(apposed).or(mentions.first().filter(|_| document))
        });
        let Some(main) = main else { return Vec::new() };
        let mut who = main.entities.clone();
        let joined =
            |m: &&&Mention| tree.words[m.head].rel == Deprel::Conj && tree.head(m.head) == Some(main.head);
        for entity in mentions.iter().filter(joined).flat_map(|m| &m.entities) {
            if !who.contains(entity) {
                who.push(*entity);
            }
        }
        who
    }

    /// Whether a mention names the head's noun: an apposition, a title's name, a part of the name.
    fn is_name_of(&self, tree: &Tree, mention: &Mention, head: usize) -> bool {
        let person = mention.entities.iter().all(|&e| self.entity(e).kind == EntityKind::Person);
        let mut path =
            std::iter::once(mention.head).chain(tree.ancestors(mention.head)).take_while(|&t| t != head);
        tree.is_below(mention.head, head)
            && path.all(|t| match tree.words[t].rel {
                Deprel::Appos | Deprel::Flat | Deprel::NmodDesc => true,
                Deprel::Compound => person,
                _ => false,
            })
    }
}
