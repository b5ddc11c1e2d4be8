//! Tags and dependency trees, in Universal Dependencies version 2 as the English treebanks use it.

use crate::text_enum::text_enum;
use std::sync::Arc;

text_enum! {
    /// Universal part of speech.
    Upos, "universal part of speech" {
        /// Adjective.
        Adj = "ADJ",
        /// Adposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Numeral.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

text_enum! {
    /// Penn Treebank tag, which tells tense, number and degree.
    Xpos, "Penn Treebank tag" {
        /// `$`
        Dollar = "$",
        /// `''`
        CloseQuote = "''",
        /// `,`
        Comma = ",",
        /// `-LRB-`
        Lrb = "-LRB-",
        /// `-RRB-`
        Rrb = "-RRB-",
        /// `.`
        Period = ".",
        /// `:`
        Colon = ":",
        /// ``` `` ```
        OpenQuote = "``",
        /// Address, e-mail, URL.
        Add = "ADD",
        /// Affix.
        Afx = "AFX",
        /// Coordinating conjunction.
        Cc = "CC",
        /// Cardinal number.
        Cd = "CD",
        /// Determiner.
        Dt = "DT",
        /// Existential "there".
        Ex = "EX",
        /// Foreign word.
        Fw = "FW",
        /// Part of a word that is written apart.
        Gw = "GW",
        /// Hyphen.
        Hyph = "HYPH",
        /// Preposition or subordinating conjunction.
        In = "IN",
        /// Adjective.
        Jj = "JJ",
        /// Comparative adjective.
        Jjr = "JJR",
        /// Superlative adjective.
        Jjs = "JJS",
        /// List marker.
        Ls = "LS",
        /// Modal.
        Md = "MD",
        /// Superfluous punctuation.
        Nfp = "NFP",
        /// Singular noun.
        Nn = "NN",
        /// Singular proper noun.
        Nnp = "NNP",
        /// Plural proper noun.
        Nnps = "NNPS",
        /// Plural noun.
        Nns = "NNS",
        /// Predeterminer.
        Pdt = "PDT",
        /// Possessive ending.
        Pos = "POS",
        /// Personal pronoun.
        Prp = "PRP",
        /// Possessive pronoun.
        PrpS = "PRP$",
        /// Adverb.
        Rb = "RB",
        /// Comparative adverb.
        Rbr = "RBR",
        /// Superlative adverb.
        Rbs = "RBS",
        /// Particle.
        Rp = "RP",
        /// Symbol.
        Sym = "SYM",
        /// "to".
        To = "TO",
        /// Interjection.
        Uh = "UH",
        /// Verb, base form.
        Vb = "VB",
        /// Verb, past tense.
        Vbd = "VBD",
        /// Verb, gerund or present participle.
        Vbg = "VBG",
        /// Verb, past participle.
        Vbn = "VBN",
        /// Verb, present, not third person singular.
        Vbp = "VBP",
        /// Verb, present, third person singular.
        Vbz = "VBZ",
        /// "which", "that" as determiner.
        Wdt = "WDT",
        /// "who", "what".
        Wp = "WP",
        /// "whose".
        WpS = "WP$",
        /// "when", "where".
        Wrb = "WRB",
        /// Unknown.
        Xx = "XX",
    }
}

text_enum! {
    /// Dependency relation of a word to its head.
    Deprel, "dependency relation" {
        /// Clause that modifies a noun.
        Acl = "acl",
        /// Relative clause.
        AclRelcl = "acl:relcl",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Relative clause on a clause.
        AdvclRelcl = "advcl:relcl",
        /// Adverb.
        Advmod = "advmod",
        /// Adjective on a noun.
        Amod = "amod",
        /// Apposition.
        Appos = "appos",
        /// Auxiliary.
        Aux = "aux",
        /// Passive auxiliary.
        AuxPass = "aux:pass",
        /// Preposition or possessive ending.
        Case = "case",
        /// Conjunction.
        Cc = "cc",
        /// "both", "either".
        CcPreconj = "cc:preconj",
        /// Clause as object.
        Ccomp = "ccomp",
        /// Compound.
        Compound = "compound",
        /// Particle of a verb.
        CompoundPrt = "compound:prt",
        /// Coordinated element.
        Conj = "conj",
        /// Copula.
        Cop = "cop",
        /// Clause as subject.
        Csubj = "csubj",
        /// Clause as subject of a clausal predicate.
        CsubjOuter = "csubj:outer",
        /// Clause as passive subject.
        CsubjPass = "csubj:pass",
        /// Undecided.
        Dep = "dep",
        /// Determiner.
        Det = "det",
        /// "all" before a determiner.
        DetPredet = "det:predet",
        /// Discourse element.
        Discourse = "discourse",
        /// Dislocated element.
        Dislocated = "dislocated",
        /// Expletive.
        Expl = "expl",
        /// Fixed expression.
        Fixed = "fixed",
        /// Parts of a name.
        Flat = "flat",
        /// Wrongly split word.
        Goeswith = "goeswith",
        /// Indirect object.
        Iobj = "iobj",
        /// List item.
        List = "list",
        /// "that", "to", "if".
        Mark = "mark",
        /// Nominal on a noun.
        Nmod = "nmod",
        /// Title or descriptor before a name.
        NmodDesc = "nmod:desc",
        /// Possessor.
        NmodPoss = "nmod:poss",
        /// Nominal on a noun without a preposition.
        NmodUnmarked = "nmod:unmarked",
        /// Subject.
        Nsubj = "nsubj",
        /// Subject of a clausal predicate.
        NsubjOuter = "nsubj:outer",
        /// Passive subject.
        NsubjPass = "nsubj:pass",
        /// Number.
        Nummod = "nummod",
        /// Object.
        Obj = "obj",
        /// Nominal on a verb.
        Obl = "obl",
        /// Agent of a passive.
        OblAgent = "obl:agent",
        /// Nominal on a verb without a preposition ("last week").
        OblUnmarked = "obl:unmarked",
        /// Left over after ellipsis.
        Orphan = "orphan",
        /// Loosely attached.
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// Repaired speech.
        Reparandum = "reparandum",
        /// The head of the sentence.
        Root = "root",
        /// Addressee.
        Vocative = "vocative",
        /// Clause without a subject of its own.
        Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The relation without its subtype: `nmod` of `nmod:poss`.
    pub const fn base(self) -> Self {
        match self {
            Self::AclRelcl => Self::Acl,
            Self::AdvclRelcl => Self::Advcl,
            Self::AuxPass => Self::Aux,
            Self::CcPreconj => Self::Cc,
            Self::CompoundPrt => Self::Compound,
            Self::CsubjOuter | Self::CsubjPass => Self::Csubj,
            Self::DetPredet => Self::Det,
            Self::NmodDesc | Self::NmodPoss | Self::NmodUnmarked => Self::Nmod,
            Self::NsubjOuter | Self::NsubjPass => Self::Nsubj,
            Self::OblAgent | Self::OblUnmarked => Self::Obl,
            whole => whole,
        }
    }
}

/// One token's place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Dictionary form, in lower case except for names. Shared, since most words of a text come again.
    pub lemma: Arc<str>,
    /// The head's index in the sentence; none for the root.
    pub head: Option<u16>,
    /// Relation to the head.
    pub rel: Deprel,
}

/// A sentence's dependency tree: one word per token, in order. Heads never form a cycle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The words.
    pub words: Vec<Word>,
}

impl Tree {
    /// The words that hang on `head`, left to right.
    pub fn children(&self, head: usize) -> impl Iterator<Item = (usize, &Word)> + '_ {
        self.words.iter().enumerate().filter(move |(_, w)| w.head == Some(head as u16))
    }

    /// The first word that hangs on `head` with one of these relations.
    pub fn child(&self, head: usize, rels: &[Deprel]) -> Option<usize> {
        self.children(head).find(|(_, w)| rels.contains(&w.rel)).map(|(i, _)| i)
    }

    /// The head's index, unless this is the root.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.words.get(word)?.head.map(usize::from)
    }

    /// From the head upwards to the root.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(word), |&w| self.head(w))
    }

    /// Whether `word` is `top` or hangs somewhere below it.
    pub fn is_below(&self, word: usize, top: usize) -> bool {
        word == top || self.ancestors(word).any(|a| a == top)
    }

    /// First and one past the last token of the subtree of `top`.
    pub fn extent(&self, top: usize) -> std::ops::Range<usize> {
        let inside = |&w: &usize| self.is_below(w, top);
        let first = (0..=top).find(inside).unwrap_or(top);
        let last = (top..self.words.len()).rev().find(inside).unwrap_or(top);
        first..last + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Deprel;

    #[test]
    fn a_subtype_is_named_after_its_relation() {
        for rel in Deprel::ALL {
            assert_eq!(Some(rel.base().as_str()), rel.as_str().split(':').next());
        }
    }
}
