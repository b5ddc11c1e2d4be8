//! The things agreed that one phrase names: "a protocol on guards, an agreement on aid".

use demarche_core::{Deprel, Span};
use demarche_frames::View;

/// A phrase without what is coordinated with it, and the papers that hang on what it is about though they stand beside it.
pub(crate) fn of(view: View<'_>, papers: &[String], token: usize) -> Vec<(usize, Span)> {
    let whole = view.tree.extent(token);
    let conjunct = view.children(token, &[Deprel::Conj]).map(|c| view.tree.extent(c).start).min();
    let end = conjunct.map_or(whole.end, |first| before(view, first).clamp(token + 1, whole.end));
    // "On trade, an agreement on aid": a parser takes the second paper for a second subject of the first.
    let article = |t: usize| view.children(t, &[Deprel::Det]).find(|&d| d < t && view.is(d, &["a", "an"]));
    let beside = |t: usize| view.word(t).rel == Deprel::Conj && view.is(t, papers);
    let mut heads = vec![(token, whole.start)];
    if view.is(token, papers) {
        let inner = (token + 1..end).filter(|&t| beside(t));
        heads.extend(inner.filter_map(|t| Some((t, article(t)?))));
    }
    let ends = heads.iter().skip(1).map(|&(_, start)| before(view, start)).chain([end]);
    let span = |((head, start), end): ((usize, usize), usize)| {
        (head, view.reading.span_of(view.sentence, start..end.max(head + 1)))
    };
    heads.iter().copied().zip(ends).map(span).collect()
}

/// Where the words end that stand before one, without the conjunction and comma, which are nobody's.
fn before(view: View<'_>, first: usize) -> usize {
    let last = (0..first).rev().find(|&i| !matches!(view.word(i).rel, Deprel::Cc | Deprel::Punct));
    last.map_or(first, |last| last + 1)
}
