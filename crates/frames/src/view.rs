//! One sentence of a reading with its tree: grammatical questions that a tree alone does not answer.

use crate::control::Control;
use crate::sides::SideWords;
use demarche_core::{
    Deprel, EntityId, EntityKind, Mention, MentionForm, Party, Reading, SentenceId, Span, Tree, Upos, Word,
    Xpos,
};

/// How far control, coordination and relative clauses are followed; deeper nesting is a parser's error more often than not.
const DEPTH: usize = 5;

/// Words that name no place by themselves.
const PLACES: &[&str] = &[
    "city", "town", "capital", "village", "resort", "port", "island", "suburb", "district", "province",
    "region", "oasis", "spa",
];

/// A sentence seen through its tree.
#[derive(Clone, Copy)]
pub struct View<'r> {
    /// The reading.
    pub reading: &'r dyn Reading,
    /// The sentence.
    pub sentence: SentenceId,
    /// Its tree.
    pub tree: &'r Tree,
}

impl<'r> View<'r> {
    /// Parses the sentence, if that has not been done yet.
    pub fn new(reading: &'r dyn Reading, sentence: SentenceId) -> Self {
        View { reading, sentence, tree: reading.tree(sentence) }
    }

    /// A word of the tree.
    pub fn word(&self, token: usize) -> &'r Word {
        &self.tree.words[token]
    }

    /// The words as written.
    pub fn text(&self, token: usize) -> &'r str {
        self.reading.word(self.sentence, token)
    }

    /// The bytes of one token.
    pub fn span(&self, token: usize) -> Span {
        self.reading.span_of(self.sentence, token..token + 1)
    }

    /// The bytes from the first to the last token of a subtree.
    pub fn extent(&self, token: usize) -> Span {
        self.reading.span_of(self.sentence, self.tree.extent(token))
    }

    /// The lemma of a word.
    pub fn lemma(&self, token: usize) -> &'r str {
        &self.word(token).lemma
    }

    /// Whether the word is one of these lemmas, ignoring case.
    pub fn is(&self, token: usize, lemmas: &[impl AsRef<str>]) -> bool {
        lemmas.iter().any(|l| l.as_ref().eq_ignore_ascii_case(self.lemma(token)))
    }

    /// Whether the word is one for those who act for a side, or for the side itself: "minister", "delegation", "country".
    pub fn is_official(&self, token: usize) -> bool {
        self.is(token, &SideWords::embedded().officials)
    }

    /// Whether the word is one for what trades on its own account: "airline", "bank", but not "central bank".
    pub fn is_firm(&self, token: usize) -> bool {
        let words = SideWords::embedded();
        let mut kinds = self.children(token, &[Deprel::Amod, Deprel::Compound]);
        self.is(token, &words.firms) && !kinds.any(|kind| self.is(kind, &words.public))
    }

    /// Whether the word is one for people or things that act for no side, or a name that nobody knows: "analysts", "Danish firms",
    /// "Toyota".
    pub fn is_stranger(&self, token: usize) -> bool {
        let unknown = || self.mention(token).is_none() && !self.is_official(token);
        matches!(self.word(token).upos, Upos::Noun | Upos::Propn) && (self.is_firm(token) || unknown())
    }

    /// The children that hang on `head` by one of these relations.
    pub fn children(&self, head: usize, rels: &'static [Deprel]) -> impl Iterator<Item = usize> + use<'r> {
        let tree = self.tree;
        tree.children(head).filter(move |(_, w)| rels.contains(&w.rel)).map(|(i, _)| i)
    }

    /// Whether the word can head a clause: a verb, or a predicate with a copula.
    pub fn is_predicate(&self, token: usize) -> bool {
        // A small tagger may take a name for a verb ("goes on to Skopje").
        let name = token > 0 && self.text(token).starts_with(char::is_uppercase);
        matches!(self.word(token).upos, Upos::Verb | Upos::Aux) && !name
            || self.children(token, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass]).next().is_some()
    }

    /// Whether a verb form is passive: "was received", "received by".
    pub fn is_passive(&self, verb: usize) -> bool {
        let passive = [Deprel::AuxPass, Deprel::NsubjPass, Deprel::OblAgent, Deprel::CsubjPass];
        // A parser in doubt may hang any relation on a comma.
        let passive =
            self.tree.children(verb).any(|(_, w)| passive.contains(&w.rel) && w.upos != Upos::Punct)
                || (self.word(verb).xpos == Xpos::Vbn
                    && matches!(self.word(verb).rel, Deprel::Acl | Deprel::Advcl)
                    && !self.tree.children(verb).any(|(_, w)| w.rel == Deprel::Aux));
        passive && !self.implies_subject(verb)
    }

    /// Whether a mention stands for the subject that a verb leaves out: "The Ministers: … CONDEMNED the attack".
    fn implies_subject(&self, verb: usize) -> bool {
        let here = |m: &&Mention| m.tokens == (verb..verb + 1) && m.form == MentionForm::Pronoun;
        let verbal = self.word(verb).upos == Upos::Verb;
        verbal && self.reading.mentions(self.sentence).iter().any(|m| here(&m))
    }

    /// The prepositions of a nominal: `to`, `ahead`, `between`. Before a title ("on President Ruto") they may hang on the title.
    pub fn cases(&self, token: usize) -> impl Iterator<Item = &'r str> + use<'r> {
        let this = *self;
        let holder = self.sharing(token).unwrap_or(token);
        let titles = self.children(holder, &[Deprel::NmodDesc]).filter(move |&title| title < holder);
        let holders = std::iter::once(holder).chain(titles);
        holders.flat_map(move |h| this.children(h, &[Deprel::Case])).map(move |c| this.text(c))
    }

    /// "between X and Y" with Y hung on the noun beside X: the one with which it shares its preposition.
    fn sharing(&self, token: usize) -> Option<usize> {
        let word = self.word(token);
        if !matches!(word.rel, Deprel::Nmod | Deprel::Obl) {
            return None;
        }
        let titles = || self.children(token, &[Deprel::NmodDesc]).filter(|&title| title < token);
        let has = |rel: Deprel| titles().chain([token]).any(|t| self.tree.child(t, &[rel]).is_some());
        let second = has(Deprel::Cc) && !has(Deprel::Case);
        let head = self.tree.head(token).filter(|_| second)?;
        let beside = self.tree.children(head).filter(|&(i, w)| i < token && w.rel == word.rel);
        beside.map(|(i, _)| i).last()
    }

    /// Whether a nominal stands after one of these prepositions; the first word of a compound preposition counts.
    pub fn has_case(&self, token: usize, prepositions: &[impl AsRef<str>]) -> bool {
        self.cases(token).any(|c| prepositions.iter().any(|p| p.as_ref().eq_ignore_ascii_case(c)))
    }

    /// Whether one of these words introduces a clause: "to visit", "before she left".
    pub fn has_mark(&self, clause: usize, words: &[impl AsRef<str>]) -> bool {
        self.children(clause, &[Deprel::Mark]).any(|m| self.is(m, words))
    }

    /// Whether the word is a relative pronoun.
    fn is_relative(&self, token: usize) -> bool {
        matches!(self.word(token).xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
            || (self.is(token, &["that"]) && self.word(token).upos == Upos::Pron)
    }

    /// The noun that the relative clause around `verb` modifies.
    fn antecedent(&self, verb: usize) -> Option<usize> {
        let clause = self.first_conjunct(verb);
        matches!(self.word(clause).rel, Deprel::AclRelcl | Deprel::Acl)
            .then(|| self.tree.head(clause))
            .flatten()
    }

    /// Who does what the word says: the subject of an active verb, the agent of a passive one, through control ("wants to
    /// visit"), participles ("the minister visiting Paris"), relative clauses and coordination; for a noun with a copula its
    /// subject. Empty if the sentence does not say.
    pub fn subjects(&self, predicate: usize) -> Vec<usize> {
        match self.subject_at(predicate, DEPTH) {
            Some(verb) if self.implies_subject(verb) => vec![verb],
            subject => subject.map(|s| self.coordinated(s)).unwrap_or_default(),
        }
    }

    /// To whom it is done: the object of an active verb, the subject of a passive one, the noun that a passive participle or
    /// an object relative clause modifies.
    pub fn objects(&self, verb: usize) -> Vec<usize> {
        self.object_at(verb).map(|s| self.coordinated(s)).unwrap_or_default()
    }

    fn subject_at(&self, predicate: usize, depth: usize) -> Option<usize> {
        if depth == 0 {
            return None;
        }
        if self.implies_subject(predicate) {
            return Some(predicate);
        }
        if self.is_passive(predicate) {
            return self.agent(predicate);
        }
        if let Some(subject) = self.surface_subject(predicate) {
            return Some(subject);
        }
        let head = self.tree.head(predicate)?;
        match self.word(predicate).rel {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl => self.controller(head, predicate, depth),
            Deprel::Conj if self.is_predicate(head) || self.word(predicate).upos == Upos::Verb => {
                // "asked him to act and voiced concern": a past tense is not joined to an infinitive but to the verb above it.
                let past = self.word(predicate).xpos == Xpos::Vbd;
                let bare = |t: usize| matches!(self.word(t).xpos, Xpos::Vb | Xpos::Vbg);
                let above = (past && bare(head)).then(|| {
                    self.tree
                        .ancestors(head)
                        .take(3)
                        .find(|&t| matches!(self.word(t).xpos, Xpos::Vbd | Xpos::Vbz))
                });
                let head = above.flatten().unwrap_or(head);
                // "were received by the premier and left for Oslo": who was received left.
                let shared = self.surface_subject(head).filter(|_| self.is_passive(head));
                shared.or_else(|| self.subject_at(head, depth - 1))
            }
            Deprel::Acl => self.noun_controller(head, predicate, depth),
            _ => None,
        }
    }

    /// The subject as the grammar has it, passive or not, with a relative pronoun replaced by what it stands for.
    fn surface_subject(&self, predicate: usize) -> Option<usize> {
        let own = self.own_subject(predicate);
        match own {
            Some(s) if self.is_relative(s) => {
                let noun = self.antecedent(predicate).or(Some(s));
                // "X is among those who will come": X will.
                let one = |noun: usize| {
                    let told = self.has_case(noun, &["among"]);
                    told.then(|| self.tree.child(noun, &[Deprel::Nsubj])).flatten().unwrap_or(noun)
                };
                noun.map(one).map(|noun| if self.is(s, &["who"]) { self.described(noun) } else { noun })
            }
            Some(s) => Some(s),
            None if self.word(predicate).rel == Deprel::AclRelcl => self.antecedent(predicate),
            None => None,
        }
    }

    /// "The talks stalled after the envoy flew home": of two subjects that a parser gives a verb, the near one is its own, unless they
    /// are joined.
    fn own_subject(&self, predicate: usize) -> Option<usize> {
        const SUBJECTS: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];
        let first = self.tree.child(predicate, SUBJECTS)?;
        let near = self.children(predicate, SUBJECTS).filter(|&s| s < predicate).last();
        near.filter(|&s| !(first..s).any(|i| self.word(i).upos == Upos::Cconj)).or(Some(first))
    }

    /// Whom a description is of that holds a noun for a thing: "X, an aide in the *Party* of Chad, who is here", where parsers hang the
    /// clause on the last noun.
    fn described(&self, noun: usize) -> usize {
        let someone = |&t: &usize| {
            let kind = |&e: &EntityId| self.reading.entity(e).kind;
            self.entities(t).iter().any(|e| matches!(kind(e), EntityKind::Person | EntityKind::Group))
        };
        if someone(&noun) {
            return noun;
        }
        // "The treatment of X, who had come": it is X who had.
        if self.entities(noun).is_empty() {
            let mut of = self.children(noun, &[Deprel::Nmod]).filter(|&n| self.has_case(n, &["of"]));
            return of.find(someone).filter(|_| !self.is_official(noun)).unwrap_or(noun);
        }
        let inside = |&t: &usize| matches!(self.word(t).rel, Deprel::Nmod | Deprel::Appos);
        let chain = std::iter::once(noun).chain(self.tree.ancestors(noun)).take_while(inside);
        chain.filter_map(|t| self.tree.head(t)).find(someone).unwrap_or(noun)
    }

    /// The sentence's main word.
    pub fn root(&self) -> Option<usize> {
        (0..self.tree.words.len()).find(|&i| self.tree.head(i).is_none())
    }

    /// Whom the sentence is about: the subject of its main verb, passive or not, and those coordinated with it.
    pub(crate) fn topic(&self) -> Vec<usize> {
        self.root().and_then(|r| self.surface_subject(r)).map(|s| self.coordinated(s)).unwrap_or_default()
    }

    /// Whom a clause is about: its own subject, passive or not, else that of the clause above.
    fn topic_at(&self, predicate: usize, depth: usize) -> Option<usize> {
        let above = || {
            let head = self.tree.head(predicate).filter(|_| depth > 0)?;
            let shared = matches!(self.word(predicate).rel, Deprel::Conj | Deprel::Advcl | Deprel::Xcomp);
            shared.then(|| self.topic_at(head, depth - 1)).flatten()
        };
        self.surface_subject(predicate).or_else(above)
    }

    fn agent(&self, verb: usize) -> Option<usize> {
        self.tree
            .child(verb, &[Deprel::OblAgent])
            .or_else(|| self.children(verb, &[Deprel::Obl]).find(|&o| self.has_case(o, &["by"])))
    }

    /// Who controls an infinitive or participle under `head`: its object ("invited Xi to visit"), else its subject.
    fn controller(&self, head: usize, clause: usize, depth: usize) -> Option<usize> {
        let verbs = Control::embedded();
        // "kept the envoy from boarding"
        if self.has_mark(clause, &["from"])
            && let Some(object) = self.tree.child(head, &[Deprel::Obj])
        {
            return Some(object);
        }
        // "chided Iran for threatening", "accused Chad of arming": who is found fault with, or thanked, did it.
        if self.has_mark(clause, &["for", "of"])
            && self.is(head, &verbs.judging)
            && !self.is_passive(head)
            && let Some(object) = self.tree.child(head, &[Deprel::Obj])
        {
            return Some(object);
        }
        // "invited the president to visit": whatever the parser makes of the clause.
        let asks = self.is(head, &verbs.asking);
        if self.has_mark(clause, &["to"])
            && (self.word(clause).rel != Deprel::Advcl || asks)
            && !self.is(head, &verbs.binding)
        {
            // "agreed Friday to meet": a day is nobody.
            let day = |&o: &usize| self.reading.times(self.sentence).iter().any(|t| t.tokens.contains(&o));
            let object = self.children(head, &[Deprel::Obj, Deprel::Iobj]).find(|o| !day(o));
            if let Some(object) = object {
                return Some(object);
            }
            // "called on Moscow to withdraw": the oblique of an appeal is who should act.
            if self.is(head, &verbs.appealing)
                && let Some(addressee) = self.children(head, &[Deprel::Obl]).find(|&o| o < clause)
            {
                return Some(addressee);
            }
        }
        if self.is_passive(head) {
            return self.surface_subject(head);
        }
        self.subject_at(head, depth - 1)
    }

    /// Who carries out the clause that modifies a noun: "the minister visiting Paris", "his plan to visit Paris".
    fn noun_controller(&self, noun: usize, clause: usize, depth: usize) -> Option<usize> {
        // "His plan to visit Rome", "her intention of going there": who has the plan goes.
        if !self.has_mark(clause, &["to", "of", "in"]) {
            return Some(noun);
        }
        if let Some(owner) = self.tree.child(noun, &[Deprel::NmodPoss]) {
            return Some(owner);
        }
        // "Mbeki plans to visit", where a small tagger took the verb for a noun.
        let name = |&n: &usize| self.word(n).upos == Upos::Propn;
        if self.is(noun, &["plan", "hope"])
            && let Some(name) = self.children(noun, &[Deprel::Compound]).find(name)
        {
            return Some(name);
        }
        if let Some(by) = self.children(noun, &[Deprel::Nmod]).find(|&n| self.has_case(n, &["by", "for"])) {
            return Some(by);
        }
        // "The wish of the minister to visit Thailand", which somebody else conveys.
        let holder = |&n: &usize| self.has_case(n, &["of"]) && self.mention(n).is_some();
        if self.is(noun, &["wish", "desire", "intention", "readiness", "willingness", "decision"])
            && let Some(of) = self.children(noun, &[Deprel::Nmod]).find(holder)
        {
            return Some(of);
        }
        // "She is the first Finnish minister to visit Chad": the subject of the copula.
        if self.tree.child(noun, &[Deprel::Cop]).is_some() {
            return self.surface_subject(noun);
        }
        match self.word(noun).rel {
            // "The last Finnish minister to visit Chad was X."
            Deprel::Nsubj | Deprel::NsubjOuter => self.tree.head(noun).filter(|&who| {
                self.word(who).upos == Upos::Propn && self.tree.child(who, &[Deprel::Cop]).is_some()
            }),
            Deprel::Xcomp => self.subject_at(self.tree.head(noun)?, depth - 1),
            Deprel::Obj | Deprel::Obl => self.subject_at(self.tree.head(noun)?, depth - 1),
            _ => None,
        }
    }

    fn object_at(&self, verb: usize) -> Option<usize> {
        if self.is_passive(verb) {
            return self.surface_subject(verb).or_else(|| match self.word(verb).rel {
                Deprel::Acl => self.tree.head(verb),
                Deprel::Xcomp => self.tree.head(verb).and_then(|h| self.surface_subject(h)),
                // "flew home and was received by", "received by the king, she signed": to whoever the clause above is about.
                Deprel::Conj | Deprel::Advcl => self.tree.head(verb).and_then(|h| self.topic_at(h, DEPTH)),
                _ => None,
            });
        }
        // "told her he welcomed a visit": what stands before the subject belongs to the verb above.
        let subject = self.tree.child(verb, &[Deprel::Nsubj]).filter(|&s| s < verb);
        let own = |&o: &usize| self.is_relative(o) || subject.is_none_or(|s| s < o);
        match self.children(verb, &[Deprel::Obj, Deprel::Iobj]).find(own) {
            Some(o) if self.is_relative(o) => self.antecedent(verb),
            Some(o) => Some(o),
            // "the message that officials criticised": the relative clause leaves its object out, unless it tells of a place or time,
            // "a visit to Luanda, where he met with".
            None if self.word(verb).rel == Deprel::AclRelcl
                && self.tree.child(verb, &[Deprel::Nsubj]).is_some_and(|s| !self.is_relative(s))
                && !self.children(verb, &[Deprel::Advmod, Deprel::Obl]).any(|r| self.is_relative(r)) =>
            {
                self.antecedent(verb)
            }
            None => None,
        }
    }

    /// The mention that a word of the tree stands for: the one that it heads, else the narrowest that holds it.
    pub fn mention(&self, token: usize) -> Option<&'r Mention> {
        let mentions = self.reading.mentions(self.sentence);
        let heads = mentions.iter().filter(|m| m.head == token && m.form != MentionForm::Modifier);
        heads
            .max_by_key(|m| m.tokens.len())
            .or_else(|| {
                mentions
                    .iter()
                    .filter(|m| {
                        m.tokens.contains(&token)
                            && matches!(m.form, MentionForm::Name | MentionForm::Nominal)
                    })
                    .min_by_key(|m| m.tokens.len())
            })
            .or_else(|| mentions.iter().find(|m| m.head == token))
            .or_else(|| self.country_of_seat(token))
    }

    /// "the Moroccan capital" stands for the country that it names.
    fn country_of_seat(&self, token: usize) -> Option<&'r Mention> {
        if self.word(token).upos != Upos::Noun || !self.is(token, &["capital"]) {
            return None;
        }
        let mentions = self.reading.mentions(self.sentence).iter();
        mentions.rev().find(|m| m.form == MentionForm::Modifier && m.tokens.end == token)
    }

    /// What a relative word stands for: the noun before its clause; any other word stands for itself.
    pub(crate) fn referent(&self, token: usize) -> usize {
        if !self.is_relative(token) && self.word(token).xpos != Xpos::WpS {
            return token;
        }
        let clause = |&t: &usize| matches!(self.word(t).rel, Deprel::AclRelcl | Deprel::Appos);
        let top = std::iter::once(token).chain(self.tree.ancestors(token)).find(clause);
        let noun = top.and_then(|t| self.tree.head(t)).filter(|&noun| noun < token);
        noun.or_else(|| self.noun_before(token)).unwrap_or(token)
    }

    /// What a word for any place is the place of: "the southern city of *Ségou*", "the Saudi desert town of Al-Ula", where no map knows
    /// the name, of the country that the words give it.
    pub(crate) fn places_named(&self, token: usize) -> Vec<usize> {
        if self.mention(token).is_some() || !self.is(token, PLACES) {
            return self.places_on(token);
        }
        let known = |t: &usize| {
            self.entities(*t).first().is_some_and(|&e| {
                let kind = self.reading.entity(e).kind;
                matches!(kind, EntityKind::Place | EntityKind::Country | EntityKind::Government)
            })
        };
        let named = self.children(token, &[Deprel::Nmod, Deprel::Appos]).find(known);
        let described =
            || self.children(token, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]).find(known);
        vec![named.or_else(described).unwrap_or(token)]
    }

    /// The head of the mention that ends before a relative word, a preposition and a comma apart: "Eritrea, to which".
    fn noun_before(&self, token: usize) -> Option<usize> {
        let passes = |&i: &usize| self.word(i).upos == Upos::Adp || self.text(i) == ",";
        let end = token - (0..token).rev().take_while(passes).count();
        let ending = self.reading.mentions(self.sentence).iter().filter(|m| m.tokens.end == end);
        ending.filter(|m| m.form != MentionForm::Modifier).max_by_key(|m| m.tokens.len()).map(|m| m.head)
    }

    /// The entities that a word stands for, in order.
    pub fn entities(&self, token: usize) -> &'r [EntityId] {
        self.mention(token).map_or(&[], |m| &m.entities)
    }

    /// The words of a stretch of text on one line.
    pub fn words(&self, span: Span) -> String {
        span.slice(self.reading.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Who says the clause around a word, as parties, outermost first; empty: the article itself.
    pub fn sources(&self, token: usize) -> Vec<Party> {
        let entities = self.reading.sources(self.sentence, token).into_iter().flat_map(|s| s.entities);
        entities.filter_map(|e| self.reading.entity(e).party()).collect()
    }

    /// Whether a word is negated: "not", "never", "no", "without", "neither", or by who does it: "none of them signed", "neither side".
    pub fn is_negated(&self, token: usize) -> bool {
        const NOBODY: [&str; 5] = ["none", "nobody", "nothing", "neither", "no-one"];
        const MARKS: &[Deprel] = &[Deprel::Det, Deprel::Cc, Deprel::CcPreconj];
        // "No visit was discussed" denies the visit, and is no refusal to discuss it.
        let no = |subject, i| self.is(i, &["neither"]) || self.is(i, &["no"]) && self.is_official(subject);
        let nobody =
            |subject| self.is(subject, &NOBODY) || self.children(subject, MARKS).any(|i| no(subject, i));
        self.tree.children(token).any(|(i, w)| {
            (matches!(w.rel, Deprel::Advmod | Deprel::Aux)
                && self.is(i, &["not", "n't", "never", "n’t", "no"]))
                || (matches!(w.rel, Deprel::Nsubj | Deprel::NsubjPass) && nobody(i))
                || (w.rel == Deprel::Det && self.is(i, &["no", "neither"]))
                || (w.rel == Deprel::Mark && self.is(i, &["without"]))
                || (w.rel == Deprel::Case && self.is(i, &["without"]))
        })
    }
}
