//! From blocks to sentences and tokens.

use crate::base::Base;
use crate::structure::{Block, Layout};
use crate::{sentences, tokens};
use demarche_atlas::Atlas;
use demarche_core::{Article, Sentence, SentenceId, Zone};
use std::cell::OnceCell;
use std::ops::Range;

/// No sentence is longer: a text without any stop would else be one sentence, beyond what a tree can hold.
const LONGEST: usize = 512;

/// The base of an article, as yet without names and trigger hits.
pub(crate) fn segment<'a>(article: &'a Article, atlas: &'a Atlas, layout: Layout) -> Base<'a> {
    let text = article.text.as_str();
    let mut base = Base {
        article,
        atlas,
        published: layout.published.map_or_else(OnceCell::new, |p| OnceCell::from(Some(p))),
        agency: layout.agency,
        location: layout.location,
        sentences: Vec::with_capacity(text.len() / 100),
        tokens: Vec::with_capacity(text.len() / 5),
        starts: vec![0],
        names: Vec::new(),
        name_starts: Vec::new(),
        hits: Vec::new(),
    };
    for block in layout.blocks {
        let first = base.tokens.len();
        tokens::tokenize(text, block.span, &mut base.tokens);
        let ends = match block.zone {
            Zone::Body => sentences::split(text, &base.tokens[first..]),
            _ if base.tokens.len() > first => vec![base.tokens.len() - first],
            _ => Vec::new(),
        };
        let mut start = first;
        for end in ends.into_iter().map(|end| first + end) {
            while end - start > LONGEST {
                push(&mut base, block, start..start + LONGEST);
                start += LONGEST;
            }
            push(&mut base, block, start..end);
            start = end;
        }
    }
    base
}

fn push(base: &mut Base<'_>, block: Block, tokens: Range<usize>) {
    base.sentences.push(Sentence {
        id: SentenceId(base.sentences.len() as u32),
        span: sentences::cover(&base.tokens[tokens.clone()]),
        paragraph: block.paragraph,
        zone: block.zone,
    });
    base.starts.push(tokens.end as u32);
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_core::Span;

    #[test]
    fn a_text_without_stops_is_cut() {
        let article = Article::new("x", "word ".repeat(1300));
        let span = Span::new(0, article.text.len());
        let blocks = vec![Block { span, paragraph: 0, zone: Zone::Body }];
        let base = segment(&article, Atlas::embedded(), Layout { blocks, ..Layout::default() });
        assert_eq!(
            base.sentences().iter().map(|s| base.tokens(s.id).len()).collect::<Vec<_>>(),
            [512, 512, 276]
        );
    }
}
