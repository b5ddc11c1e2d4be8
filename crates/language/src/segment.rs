//! From blocks to sentences and tokens.

use crate::base::Base;
use crate::structure::Layout;
use crate::{sentences, tokens};
use demarche_atlas::Atlas;
use demarche_core::{Article, Sentence, SentenceId, Zone};
use std::cell::OnceCell;

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
        for end in ends {
            let end = first + end;
            base.sentences.push(Sentence {
                id: SentenceId(base.sentences.len() as u32),
                span: sentences::cover(&base.tokens[start..end]),
                paragraph: block.paragraph,
                zone: block.zone,
            });
            base.starts.push(end as u32);
            start = end;
        }
    }
    base
}
