//! What tags and relations say together where one of them must be wrong.
//!
//! Tagger and parser decide apart. A few pairs of their decisions cannot both be right, and which is wrong is known.

use demarche_core::{Deprel, Tree, Upos, Word, Xpos};
use std::sync::Arc;

/// Repairs a tree; `lemma` gives the dictionary form of a word of the sentence under another tag.
pub(crate) fn repair(tree: &mut Tree, lemma: impl Fn(usize, Upos, Xpos) -> Arc<str>) {
    find_predicate(tree);
    raise_predicate(tree);
    give_subject(tree);
    join_names(tree);
    // Few words have a child by which one of the pairs is known.
    let mut telling = vec![false; tree.words.len()];
    for word in &tree.words {
        let tells = matches!(word.rel, Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop);
        if let Some(head) = word.head.filter(|_| tells).and_then(|head| telling.get_mut(usize::from(head))) {
            *head = true;
        }
    }
    for at in (0..telling.len()).filter(|&at| telling[at]) {
        let children: Vec<usize> = tree.children(at).map(|(child, _)| child).collect();
        let child = |rels: &[Deprel]| children.iter().copied().find(|&c| rels.contains(&tree.words[c].rel));
        let word = &tree.words[at];
        // "Swedish minister visits Warsaw": a noun has no object.
        if word.xpos == Xpos::Nns
            && child(&[Deprel::Obj]).is_some()
            && child(&[Deprel::Nsubj]).is_some_and(|subject| subject < at)
            && child(&[Deprel::Cop, Deprel::Det, Deprel::Case, Deprel::NmodPoss]).is_none()
        {
            let verb = lemma(at, Upos::Verb, Xpos::Vbz);
            let word = &mut tree.words[at];
            (word.upos, word.xpos, word.lemma) = (Upos::Verb, Xpos::Vbz, verb);
            continue;
        }
        // "Curator Ingrid Haugland said": of two subjects side by side the first describes the second.
        let subjects = children.windows(2).find(|pair| {
            let [a, b] = [&tree.words[pair[0]], &tree.words[pair[1]]];
            pair[1] == pair[0] + 1
                && a.rel == b.rel
                && matches!(a.rel, Deprel::Nsubj | Deprel::NsubjPass)
                && (a.upos, b.upos) == (Upos::Noun, Upos::Propn)
        });
        if let Some(&[title, name]) = subjects {
            let title = &mut tree.words[title];
            (title.head, title.rel) = (u16::try_from(name).ok(), Deprel::NmodDesc);
        }
        // "voiced concern about attempts to evade the ban and called on": a past tense is not joined to an infinitive, but to a verb
        // in the past above it.
        if let Some(above) = past_above(tree, at) {
            let word = &mut tree.words[at];
            (word.head, word.xpos) = (u16::try_from(above).ok(), Xpos::Vbd);
        }
        let child = |rels: &[Deprel]| tree.child(at, rels);
        let word = &tree.words[at];
        // "The trip was scrapped": a participle has no copula, but an auxiliary.
        let participle = word.upos == Upos::Verb && matches!(word.xpos, Xpos::Vbn | Xpos::Vbg);
        if let Some(copula) = child(&[Deprel::Cop]).filter(|&c| participle && c < at)
            && child(&[Deprel::Mark]).is_none_or(|mark| mark < copula)
        {
            let passive = word.xpos == Xpos::Vbn;
            let subject = child(&[Deprel::Nsubj]).filter(|_| passive);
            tree.words[copula].rel = if passive { Deprel::AuxPass } else { Deprel::Aux };
            if let Some(subject) = subject {
                tree.words[subject].rel = Deprel::NsubjPass;
            }
        }
    }
}

/// "Finland's Alexander Stubb, the Danish premier Mette Frederiksen and Norway's Jonas Gahr Støre": of three names none describes
/// another.
fn join_names(tree: &mut Tree) {
    let named =
        |tree: &Tree, t: usize| tree.words[t].upos == Upos::Propn && tree.child(t, &[Deprel::Flat]).is_some();
    for second in 0..tree.words.len() {
        let Some(first) = tree.head(second).filter(|_| tree.words[second].rel == Deprel::Appos) else {
            continue;
        };
        let Some(third) = tree.child(second, &[Deprel::Conj]) else { continue };
        let joined = tree.child(third, &[Deprel::Cc]).is_some();
        if joined && first < second && [first, second, third].into_iter().all(|t| named(tree, t)) {
            for name in [second, third] {
                let word = &mut tree.words[name];
                (word.head, word.rel) = (u16::try_from(first).ok(), Deprel::Conj);
            }
        }
    }
}

/// "The envoy, who had come from Lima after talks with X, left for Quito": a name with a clause that ends in a comma is no sentence; its
/// verb is the past form behind that comma, wherever in the clause the parser hangs it.
fn find_predicate(tree: &mut Tree) {
    let Some(name) = (0..tree.words.len()).find(|&t| tree.words[t].head.is_none()) else { return };
    if !matches!(tree.words[name].upos, Upos::Noun | Upos::Propn)
        || tree.child(name, &[Deprel::Cop]).is_some()
    {
        return;
    }
    let Some(clause) = tree.child(name, &[Deprel::AclRelcl]).filter(|&clause| clause > name) else { return };
    let own = [
        Deprel::Aux,
        Deprel::AuxPass,
        Deprel::Mark,
        Deprel::Nsubj,
        Deprel::NsubjPass,
        Deprel::OblAgent,
        Deprel::Cc,
    ];
    let lost = |&t: &usize| {
        let word = &tree.words[t];
        matches!(word.xpos, Xpos::Vbn | Xpos::Vbd)
            && matches!(word.rel, Deprel::Acl | Deprel::Conj | Deprel::Advcl | Deprel::Parataxis)
            && &*tree.words[t - 1].lemma == ","
            && tree.is_below(t, clause)
            && tree.child(t, &own).is_none()
    };
    let Some(verb) = (clause + 1..tree.words.len()).find(lost) else { return };
    let root = tree.words[name].rel;
    (tree.words[verb].head, tree.words[verb].rel, tree.words[verb].xpos) = (None, root, Xpos::Vbd);
    (tree.words[name].head, tree.words[name].rel) = (u16::try_from(verb).ok(), Deprel::Nsubj);
}

/// "Deputy Premier Sok An left here on Tuesday.": a sentence that is a name with a participle and has no other verb is a clause in the
/// past.
fn raise_predicate(tree: &mut Tree) {
    let Some(name) = (0..tree.words.len()).find(|&t| tree.words[t].head.is_none()) else { return };
    let ended = tree.words.last().is_some_and(|w| &*w.lemma == ".");
    if tree.words[name].upos != Upos::Propn || !ended || tree.child(name, &[Deprel::Cop]).is_some() {
        return;
    }
    let Some(verb) =
        tree.child(name, &[Deprel::Acl]).filter(|&v| v > name && tree.words[v].xpos == Xpos::Vbn)
    else {
        return;
    };
    let finite = |w: &Word| matches!(w.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let other = (0..tree.words.len()).any(|t| finite(&tree.words[t]) && !tree.is_below(t, verb));
    let own = [Deprel::Aux, Deprel::AuxPass, Deprel::OblAgent, Deprel::Punct];
    if other || tree.child(verb, &own).is_some() {
        return;
    }
    let root = tree.words[name].rel;
    (tree.words[verb].head, tree.words[verb].rel, tree.words[verb].xpos) = (None, root, Xpos::Vbd);
    (tree.words[name].head, tree.words[name].rel) = (u16::try_from(verb).ok(), Deprel::Nsubj);
}

/// "Officials said Schenk, who came on Monday, would be received": what is said in a finite clause without a subject is said of whom
/// the parser took for an object.
fn give_subject(tree: &mut Tree) {
    for clause in 0..tree.words.len() {
        let word = &tree.words[clause];
        let finite = || {
            matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                || tree.children(clause).any(|(_, w)| w.rel == Deprel::Aux && w.xpos == Xpos::Md)
        };
        let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj, Deprel::Mark];
        if word.rel != Deprel::Ccomp || !finite() || tree.child(clause, &own).is_some() {
            continue;
        }
        let object = tree.head(clause).and_then(|verb| tree.child(verb, &[Deprel::Iobj, Deprel::Obj]));
        let Some(object) = object.filter(|&o| o < clause && tree.words[o].upos == Upos::Propn) else {
            continue;
        };
        let passive = tree.child(clause, &[Deprel::AuxPass]).is_some();
        let subject = &mut tree.words[object];
        subject.head = u16::try_from(clause).ok();
        subject.rel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    }
}

/// For a past form without auxiliary that is joined to an infinitive with "to": the nearest verb in the past above that.
fn past_above(tree: &Tree, at: usize) -> Option<usize> {
    let word = &tree.words[at];
    let past = word.upos == Upos::Verb && matches!(word.xpos, Xpos::Vbd | Xpos::Vbn);
    let own = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Mark, Deprel::Nsubj, Deprel::NsubjPass];
    if !past || word.rel != Deprel::Conj || tree.child(at, &own).is_some() {
        return None;
    }
    tree.child(at, &[Deprel::Cc]).filter(|&cc| cc < at)?;
    let head = tree.head(at).filter(|&head| tree.words[head].xpos == Xpos::Vb)?;
    tree.child(head, &[Deprel::Mark]).filter(|&to| tree.words[to].xpos == Xpos::To)?;
    tree.ancestors(head).find(|&t| tree.words[t].xpos == Xpos::Vbd)
}
