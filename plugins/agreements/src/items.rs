//! The things agreed that one phrase names: "a protocol on guards, an agreement on aid".

use demarche_core::{Deprel, Span, Upos};
use demarche_frames::View;

/// A phrase without what is coordinated with it, and the papers that hang on what it is about though they stand beside it.
pub(crate) fn of(view: View<'_>, papers: &[String], token: usize) -> Vec<(usize, Span)> {
    let whole = view.tree.extent(token);
    let conjunct = view.children(token, &[Deprel::Conj]).map(|c| view.tree.extent(c).start).min();
    let end = conjunct.map_or(whole.end, |first| before(view, first).clamp(token + 1, whole.end));
    // "A deal on gas, the minister announced": the deal alone.
    let aside = view.children(token, &[Deprel::Parataxis]).map(|p| view.tree.extent(p).start);
    let stop = aside.chain((token..end).filter(|&t| view.text(t) == ";")).filter(|&t| t > token).min();
    let end = stop.map_or(end, |stop| before(view, stop).clamp(token + 1, end));
    // "On trade, an agreement on aid": a parser takes the second paper for a second subject of the first.
    let article = |t: usize, words: &[&str]| {
        let mut articles = view.children(t, &[Deprel::Det]);
        articles.find(|&d| d < t && view.is(d, words))
    };
    let another = |t: usize| view.is(t, &["another"]);
    let beside = |t: usize| view.word(t).rel == Deprel::Conj && (view.is(t, papers) || another(t));
    // "An agreement on the treaty and the protocol" is one, "the pact on trade and the protocol on aid" are two.
    let other = |t: usize| view.tree.head(t).is_some_and(|head| !view.is(head, papers));
    let second = |t: usize| {
        let marked = article(t, &["a", "an"]).or_else(|| article(t, &["the"]).filter(|_| other(t)));
        marked.or_else(|| another(t).then_some(t))
    };
    let mut heads = vec![(token, whole.start)];
    if view.is(token, papers) {
        let inner = (token + 1..end).filter(|&t| beside(t));
        heads.extend(inner.filter_map(|t| Some((t, second(t)?))));
    } else {
        heads.extend(clauses(view, token, end));
    }
    let ends = heads.iter().skip(1).map(|&(_, start)| before(view, start)).chain([end]);
    let span = |((head, start), end): ((usize, usize), usize)| {
        (head, view.reading.span_of(view.sentence, start..end.max(head + 1)))
    };
    heads.iter().copied().zip(ends).map(span).collect()
}

/// "To lift the ban, to open a port and to clear mines": the clauses after the first, each by its verb and the word that opens it.
/// By the order of words, since a parser hangs the second on something inside the first.
fn clauses(view: View<'_>, token: usize, end: usize) -> Vec<(usize, usize)> {
    let Some(mark) = ["to", "that"].into_iter().find(|mark| view.has_mark(token, &[mark])) else {
        return Vec::new();
    };
    let opens = |t: usize| view.word(t).rel == Deprel::Mark && view.is(t, &[mark]);
    let verb = |t: usize| view.tree.head(t).filter(|&head| head > t && head < end);
    let behind = |t: usize, signs: &[&str]| {
        let before = (token + 1..t).rev().find(|&i| !matches!(view.text(i), "”" | "\"" | "’" | "'"));
        before.is_some_and(|i| signs.contains(&view.text(i)))
    };
    let all: Vec<(usize, usize)> =
        (token + 1..end).filter(|&t| opens(t)).filter_map(|t| Some((verb(t)?, t))).collect();
    // Without a last one behind "and" a comma only sets off an aim: "to meet again, to clear the air".
    let more = view.children(token, &[Deprel::Conj]).any(|c| c > token && view.has_mark(c, &[mark]));
    let last = all.iter().rposition(|&(_, t)| more || behind(t, &["and"])).map_or(0, |last| last + 1);
    all.into_iter().take(last).filter(|&(_, t)| behind(t, &["and", ",", ";"])).collect()
}

/// "The 1951 defence treaty", "the deal brokered in Lima": the name of a paper, if what tells of it is a word before it or a
/// clause that says no more than how it came about.
pub(crate) fn named(view: View<'_>, paper: usize, token: usize) -> Option<Span> {
    const BEFORE: &[Deprel] =
        &[Deprel::Compound, Deprel::Amod, Deprel::Nummod, Deprel::NmodDesc, Deprel::NmodPoss];
    const CLAUSE: &[Deprel] = &[Deprel::Acl, Deprel::AclRelcl];
    let before = view.children(paper, BEFORE).any(|c| c == token);
    let clause = || view.children(paper, CLAUSE).any(|c| c == token) && !view.has_mark(token, &["to"]);
    if !before && !clause() {
        return None;
    }
    let first = view.children(paper, BEFORE).map(|c| view.tree.extent(c).start).min();
    let end = if before { paper + 1 } else { view.tree.extent(token).end };
    Some(view.reading.span_of(view.sentence, first.unwrap_or(paper).min(paper)..end.max(paper + 1)))
}

/// A phrase up to the first clause, insertion or place that only adds to it.
pub(crate) fn core(view: View<'_>, token: usize, span: Span) -> Span {
    const BEHIND: &[Deprel] =
        &[Deprel::Acl, Deprel::AclRelcl, Deprel::Appos, Deprel::Parataxis, Deprel::Nmod, Deprel::Obl];
    let place = |t: usize| view.has_case(t, &["in", "at"]) && view.word(t).upos == Upos::Propn;
    let apart = |t: usize| view.tree.extent(t).start.checked_sub(1).is_some_and(|i| view.text(i) == ",");
    let adds = |t: usize| match view.word(t).rel {
        Deprel::Acl => apart(t),
        Deprel::Nmod | Deprel::Obl => place(t),
        _ => true,
    };
    let behind = view.children(token, BEHIND).filter(|&t| t > token && adds(t));
    let end = behind.map(|t| view.tree.extent(t).start).min().and_then(|first| first.checked_sub(1));
    let end = end.map_or(span.end, |last| view.span(last).end.clamp(view.span(token).end, span.end));
    Span { start: span.start, end }
}

/// Where the words end that stand before one, without the conjunction and comma, which are nobody's.
pub(crate) fn before(view: View<'_>, first: usize) -> usize {
    let last = (0..first).rev().find(|&i| !matches!(view.word(i).rel, Deprel::Cc | Deprel::Punct));
    last.map_or(first, |last| last + 1)
}
