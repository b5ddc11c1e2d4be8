//! Which topics an article names, and where.

use crate::topics::{TopicHit, TopicTable};
use demarche_core::{Reading, Sentence, SentenceId, Span, Zone};
use std::ops::RangeInclusive;

/// So many sentences at the beginning of an article say what it is about.
const LEAD: usize = 2;

/// The topics of an article.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    /// By topic, in order of position.
    hits: Vec<Vec<(SentenceId, TopicHit)>>,
    /// How many words for topics there are.
    total: usize,
    lead: Vec<usize>,
    title: Vec<usize>,
}

impl Matter {
    /// The topics that the body and the headlines of an article name.
    pub fn of(table: &TopicTable, reading: &dyn Reading) -> Self {
        let text = reading.text();
        let title = reading.article().title.as_deref().unwrap_or_default();
        let named = table.find(title, Span::new(0, title.len()));
        let mut matter = Matter {
            hits: vec![Vec::new(); table.topics().len()],
            title: named.into_iter().filter(|hit| !hit.hint).map(|hit| hit.topic).collect(),
            ..Matter::default()
        };
        let told = |s: &&Sentence| matches!(s.zone, Zone::Body | Zone::Headline);
        let mut bodies = 0;
        for sentence in reading.sentences().iter().filter(told) {
            let headline = sentence.zone == Zone::Headline;
            bodies += usize::from(!headline);
            for hit in table.find(text, sentence.span).into_iter().filter(|hit| !hit.hint) {
                matter.hits[hit.topic].push((sentence.id, hit));
                matter.total += 1;
                if headline {
                    matter.title.push(hit.topic);
                } else if bodies <= LEAD {
                    matter.lead.push(hit.topic);
                }
            }
        }
        matter
    }

    /// The topics that are named anywhere in the text, in the order of the table.
    pub(crate) fn topics(&self) -> impl Iterator<Item = usize> {
        (0..self.hits.len()).filter(|&topic| self.count(topic) > 0)
    }

    /// Whether the text names no topic at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// How often a topic is named.
    pub(crate) fn count(&self, topic: usize) -> usize {
        self.hits[topic].len()
    }

    /// How often the topic is named that is named most.
    pub(crate) fn most(&self) -> usize {
        self.hits.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Which share of all words for topics are for this one.
    pub(crate) fn share(&self, topic: usize) -> f64 {
        self.count(topic) as f64 / self.total.max(1) as f64
    }

    /// Whether the first sentences name it.
    pub(crate) fn leads_with(&self, topic: usize) -> bool {
        self.lead.contains(&topic)
    }

    /// Whether the title or a headline names it.
    pub(crate) fn is_titled(&self, topic: usize) -> bool {
        self.title.contains(&topic)
    }

    /// The words for a topic that stand nearest to these sentences, and how many sentences before them: behind them if negative.
    /// What was said before is nearer than what comes after.
    pub(crate) fn nearest(&self, topic: usize, to: &RangeInclusive<SentenceId>) -> Option<(i64, TopicHit)> {
        let hits = &self.hits[topic];
        let after = hits.partition_point(|(id, _)| id <= to.end());
        let before = after.checked_sub(1).map(|last| {
            let (id, hit) = hits[last];
            (i64::from(to.start().0) - i64::from(id.0), hit)
        });
        let behind = hits.get(after).map(|&(id, hit)| (i64::from(to.end().0) - i64::from(id.0), hit));
        let known = before.map(|(far, hit)| (far.max(0), hit));
        known.into_iter().chain(behind).min_by_key(|(far, _)| far.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_before_are_nearer_than_those_behind() {
        let text = "Ghana raised the tariffs. Accra was calm. Togo protested. Lome was calm. It wants lower tariffs.";
        let table = TopicTable::new(&[]).expect("the built-in table");
        let matter = Matter::of(&table, &demarche_testkit::read(text));
        let tariffs: Vec<usize> = matter.topics().collect();
        assert_eq!(table.topics()[tariffs[0]].id, "trade.tariffs");
        let nearest = |at: u32| {
            let found = matter.nearest(tariffs[0], &(SentenceId(at)..=SentenceId(at)));
            found.map(|(far, hit)| (far, hit.span.start))
        };
        assert_eq!(nearest(2), Some((2, 17)));
        assert_eq!(nearest(3).map(|(far, _)| far), Some(-1));
        assert!(matter.leads_with(tariffs[0]) && !matter.is_titled(tariffs[0]));
        assert_eq!((matter.count(tariffs[0]), matter.most()), (2, 2));
    }
}
