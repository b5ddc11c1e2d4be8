//! Mentions of one agreement become one record.

use crate::items;
use crate::mention::Agreement;
use demarche_core::{CodeTable, Deprel, EntityKind, Event, Kind, Reading, SentenceId, Status, Upos};
use demarche_frames::{Parties, View, time};

/// One record per thing agreed: the same sides and the same words for what it is, or a mere word for a paper.
pub(crate) fn records(
    table: &CodeTable,
    papers: &[String],
    reading: &dyn Reading,
    mut mentions: Vec<Agreement>,
) -> Vec<Event> {
    // What is agreed or signed leads what is only named.
    mentions.sort_by_key(|m| (m.named, m.sentence, m.trigger));
    let mut agreements: Vec<Vec<Agreement>> = Vec::new();
    for mention in mentions {
        // "to reopen the embassy and to set up a council": the council is the second thing agreed, though it hangs on the first.
        let exact = agreements.iter().position(|a| a.iter().any(|m| is_item(m, &mention)));
        let fits = || agreements.iter().position(|a| a.iter().any(|m| same(papers, reading, m, &mention)));
        match exact.or_else(fits) {
            Some(index) => agreements[index].push(mention),
            None => agreements.push(vec![mention]),
        }
    }
    agreements.retain(|a| a.iter().any(is_told));
    part(reading, &mut agreements);
    agreements.iter().map(|a| record(table, reading, a)).collect()
}

/// "They restored ties and set up a commission": of two agreements that one sentence tells, each is proved by its part of it.
fn part(reading: &dyn Reading, agreements: &mut [Vec<Agreement>]) {
    let by_sentence = |a: &[Agreement]| a[0].evidence.iter().any(|&(role, _)| role == "sentence");
    let mut leads: Vec<(SentenceId, usize, usize)> = Vec::new();
    for (i, agreement) in agreements.iter().enumerate().filter(|(_, a)| by_sentence(a)) {
        leads.push((agreement[0].sentence, agreement[0].trigger, i));
    }
    leads.sort_unstable();
    for together in leads.chunk_by(|a, b| a.0 == b.0).filter(|together| together.len() > 1) {
        let view = View::new(reading, together[0].0);
        let cuts = together.windows(2).map(|two| cut(view, two[0].1, two[1].1));
        let ends: Vec<usize> = cuts.chain([view.tree.words.len()]).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        for (&(.., i), (start, &end)) in together.iter().zip(starts.zip(&ends)) {
            let ties = |&t: &usize| matches!(view.word(t).rel, Deprel::Cc | Deprel::Punct);
            if let Some(start) = (start..end).find(|t| !ties(t)) {
                let span = reading.span_of(view.sentence, start..items::before(view, end).max(start + 1));
                let proof = agreements[i][0].evidence.iter_mut().find(|(role, _)| *role == "sentence");
                proof.into_iter().for_each(|proof| *proof = ("clause", span));
            }
        }
    }
}

/// Where the part of a sentence ends that tells of one word, and that of a later one begins.
fn cut(view: View<'_>, earlier: usize, later: usize) -> usize {
    let (first, second) = (view.tree.extent(earlier), view.tree.extent(later));
    if second.start > earlier { second.start } else { first.end.min(later) }
}

/// "The agreement" alone, with no word on what it is about nor on all of its sides, only speaks of one that is told elsewhere.
fn is_told(mention: &Agreement) -> bool {
    mention.what.is_some() || mention.parties.sides.len() > 1 && mention.parties.assumed.is_empty()
}

/// Two mentions are of one agreement if they share the words that name it, or one of them hangs on the other.
fn same(papers: &[String], reading: &dyn Reading, a: &Agreement, b: &Agreement) -> bool {
    if a.sentence == b.sentence {
        return nested(reading, a, b) || nested(reading, b, a) || same_thing(a, b);
    }
    let sides_fit =
        a.parties.sides.is_subset(&b.parties.sides) || b.parties.sides.is_subset(&a.parties.sides);
    // "The deal" alone is its own name.
    let named = |m: &Agreement| match &m.what {
        Some(what) => Some(content(&what.core)),
        None => bare(papers, reading, m).map(|paper| vec![paper]),
    };
    let (earlier, later) = if a.sentence > b.sentence { (b, a) } else { (a, b) };
    sides_fit
        && named(earlier).zip(named(later)).is_some_and(|(told, now)| {
            let (short, long) = if told.len() <= now.len() { (&told, &now) } else { (&now, &told) };
            let within = short.iter().all(|w| long.contains(w));
            let paper = |words: &[String]| words.iter().any(|w| papers.contains(w));
            // "signed a treaty. … The deal" is one; "signed a protocol. … The memorandum on grain" are two.
            let back =
                || points_back(papers, later) && paper(short) && paper(long) && (within || now.len() < 2);
            if short.len() < 2 { back() } else { within }
        })
}

/// The paper that a mention is of, if nothing is said of it.
fn bare(papers: &[String], reading: &dyn Reading, mention: &Agreement) -> Option<String> {
    let view = View::new(reading, mention.sentence);
    view.is(mention.trigger, papers).then(|| view.text(mention.trigger).to_lowercase())
}

/// "the deal", "this agreement", or "agreement" alone: the one that was told before.
fn points_back(papers: &[String], later: &Agreement) -> bool {
    let first = later.what.as_ref().and_then(|what| what.core.split(' ').next()).unwrap_or_default();
    let first = first.to_lowercase();
    matches!(first.as_str(), "the" | "this" | "that" | "these") || papers.contains(&first)
}

/// Whether the second mention's own word is the thing that the first agrees on.
fn is_item(outer: &Agreement, inner: &Agreement) -> bool {
    let item = outer.what.as_ref().map(|what| what.token);
    outer.sentence == inner.sentence && item == Some(inner.trigger)
}

/// "Gave its blessing to the pact": the verb's mention and the noun's are of one thing.
fn same_thing(a: &Agreement, b: &Agreement) -> bool {
    let thing = |m: &Agreement| m.what.as_ref().map(|what| what.token);
    thing(a).is_some() && thing(a) == thing(b)
}

/// "signed a treaty": the noun's mention hangs on the verb's.
fn nested(reading: &dyn Reading, outer: &Agreement, inner: &Agreement) -> bool {
    let view = View::new(reading, outer.sentence);
    let item = outer.what.as_ref().map_or(outer.trigger, |what| what.token);
    // "A friendship treaty that was shelved": two frames may find one noun, each with its own words for what it is about.
    let words = |m: &Agreement| m.what.as_ref().map(|what| what.words.clone());
    let noun = || matches!(view.word(inner.trigger).upos, Upos::Noun | Upos::Propn);
    inner.trigger == item || inner.trigger == outer.trigger && (words(inner) == words(outer) || noun()) || {
        // "agreed to set up a commission": what is set up is what is agreed.
        outer.trigger != inner.trigger && is_within(view, inner.trigger, item)
    }
}

/// Whether a word is part of what another heads, and not of what stands beside that: "imposed visas and ended the pact".
fn is_within(view: View<'_>, token: usize, item: usize) -> bool {
    let beside = |c: usize| view.word(item).upos == Upos::Verb && view.tree.is_below(token, c);
    view.tree.is_below(token, item) && !view.children(item, &[Deprel::Conj]).any(beside)
}

/// The words that tell one agreement from another, in lower case.
fn content(words: &str) -> Vec<String> {
    const EMPTY: &[&str] = &[
        "the", "a", "an", "of", "on", "to", "and", "in", "for", "with", "their", "its", "between", "new",
        "joint",
    ];
    let lower = words.to_lowercase();
    let all = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !EMPTY.contains(w));
    all.map(str::to_owned).collect()
}

fn record(table: &CodeTable, reading: &dyn Reading, mentions: &[Agreement]) -> Event {
    let lead = &mentions[0];
    let view = View::new(reading, lead.sentence);
    let mut event = Event::new(Kind::AGREEMENT, lead.rule.clone());
    let mut parties = Parties::default();
    // Where one mention names all sides, nobody need be assumed for the others.
    let named = |m: &&Agreement| m.parties.sides.len() > 1 && m.parties.assumed.is_empty();
    let known = mentions.iter().any(|m| named(&m));
    let counts = |m: &&Agreement| !known || m.parties.assumed.is_empty();
    mentions.iter().filter(counts).for_each(|m| parties.join(&m.parties));
    event.actors = parties.shown(reading);
    // What was agreed is signed if a later sentence says so; "agreed to sign it" does not.
    let is_later = |m: &Agreement| m.status == Status::Signed && m.sentence > lead.sentence;
    let signed = lead.status == Status::Agreed && mentions.iter().any(is_later);
    let status = if signed { Status::Signed } else { lead.status };
    event.status = Some(status);
    // "Ended the 1998 pact": the year is not that of the end.
    let own = |m: &Agreement| m.sentence != lead.sentence || m.trigger == lead.trigger;
    let dates = |m: &Agreement| own(m) && (m.status == status || m.status == lead.status);
    let dated = mentions.iter().filter(|m| dates(m));
    let dated = dated.filter_map(|m| Some((m.status != status, m.time.clone()?)));
    event.time = dated.min_by_key(|(other, time)| (*other, time::width(time))).map(|(_, time)| time);
    event.according_to = view.sources(lead.trigger);
    // What proves one of several things agreed is its clause; the sentence around it proves the others as well.
    let by_clause = lead.evidence.iter().any(|&(role, _)| role == "clause");
    let whole = |m: &Agreement, role: &str| {
        let around = role == "sentence" || role == "clause" && !std::ptr::eq(m, lead);
        by_clause && around && m.sentence == lead.sentence || role == "time" && !dates(m)
    };
    for mention in mentions {
        for &(role, span) in mention.evidence.iter().filter(|&&(role, _)| !whole(mention, role)) {
            event.cite(reading.text(), role, span);
        }
    }
    let named = mentions.iter().find_map(|m| m.what.as_ref());
    let what = named.map_or_else(|| view.text(lead.trigger).to_owned(), |what| what.words.clone());
    event.detail("what", what);
    event.codes = table.of(&[status.as_str()]);
    event.confidence = confidence(reading, lead, mentions.len());
    event
}

/// How sure the record is: whether both sides are known, and whether it is told outright or only named.
fn confidence(reading: &dyn Reading, lead: &Agreement, mentions: usize) -> f64 {
    let mut sure: f64 = match lead.status {
        Status::InForce => 0.7,
        Status::Proposed => 0.7,
        _ => 0.8,
    };
    if lead.parties.sides.len() < 2 || !lead.parties.assumed.is_empty() {
        sure -= 0.2;
    }
    if lead.parties.entities.iter().any(|&e| reading.entity(e).kind == EntityKind::Person) {
        sure += 0.05;
    }
    if mentions > 1 {
        sure += 0.05;
    }
    sure
}
