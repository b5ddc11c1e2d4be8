//! What pronouns stand for, by gender, number, closeness and the grammar that a word order shows.

use super::clue::Clue;
use super::lexicon::{Gender, Pronoun, is, lexicon};
use super::line::Line;
use super::world::Known;
use demarche_core::EntityId;
use std::ops::Range;

/// What kind of thing a trace is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Country,
    Organ,
    Group,
}

/// A mention that a later word may point back to.
#[derive(Debug, Clone)]
pub(super) struct Trace {
    pub(super) line: usize,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) ids: Vec<EntityId>,
    pub(super) sort: Sort,
    pub(super) plural: bool,
    pub(super) gender: Option<Gender>,
    /// It stands where a subject stands.
    pub(super) subject: bool,
    /// It is named, described or only a pronoun.
    pub(super) pronoun: bool,
    /// It modifies a noun or possesses something.
    pub(super) modifier: bool,
    /// It is a place here.
    pub(super) place: bool,
    /// It only dates something: "since X".
    pub(super) landmark: bool,
    /// It stands in a quotation.
    pub(super) quoted: bool,
}

/// How many words an apposition between commas may have.
const ASIDE: usize = 22;
/// How many words a clause about somebody between commas may have.
const CLAUSE: usize = 32;

/// How many sentences back a pronoun may reach.
const REACH: usize = 4;

/// The trace that a pronoun at `at` in sentence `index` points to.
pub(super) fn antecedent<'t>(
    line: &Line<'_, '_>,
    index: usize,
    at: usize,
    pronoun: Pronoun,
    traces: &'t [Trace],
    aim: Option<EntityId>,
) -> Option<&'t Trace> {
    let possessive = matches!(line.lower(at), "his" | "her" | "its" | "their")
        && !line.is_mark(at + 1)
        && !line.has(at + 1, is::FUNCTION)
        && !line.cell(at + 1).word.is_empty();
    let reflexive = line.lower(at).ends_with("self") || line.lower(at).ends_with("selves");
    let subject = is_subject(line, at, at + 1);
    let opens =
        || is_opening(line, at) && !traces.iter().rev().take_while(|t| t.line == index).any(|t| t.subject);
    let opened = subject && !possessive && opens();
    let others = others(line, index, at, possessive || reflexive, traces);
    let told = is_quoted(line, at);
    let score = |trace: &Trace| -> Option<i32> {
        let gap = index.checked_sub(trace.line)?;
        if gap > REACH || gap == 0 && trace.at >= at {
            return None;
        }
        let fits = match pronoun {
            Pronoun::He => {
                trace.sort == Sort::Person && !trace.plural && trace.gender != Some(Gender::Female)
            }
            Pronoun::She => trace.sort == Sort::Person && !trace.plural && trace.gender != Some(Gender::Male),
            Pronoun::It => trace.sort != Sort::Person && !trace.plural,
            Pronoun::They => trace.plural || trace.sort == Sort::Group || trace.ids.len() > 1,
            Pronoun::I | Pronoun::We => false,
        };
        let partner =
            matches!(pronoun, Pronoun::He | Pronoun::She) && aim.is_some_and(|aim| trace.ids == [aim]);
        if partner || !fits || trace.ids.iter().any(|id| others.contains(id)) && trace.ids.len() == 1 {
            return None;
        }
        let mut score = -20 * gap as i32;
        if trace.subject {
            score += 14;
        }
        // "X and his counterparts Y and Z": all of them rather than some.
        if pronoun == Pronoun::They {
            score += trace.ids.len().min(6) as i32;
        }
        if trace.modifier {
            score -= if pronoun == Pronoun::It { 6 } else { 4 };
        }
        if trace.place {
            score -= 12;
        }
        if trace.landmark {
            score -= 10;
        }
        if trace.ids.is_empty() {
            score -= 8;
        }
        // "“I urge Boric to act.” He then left.": who speaks goes on, not whom he speaks of.
        if trace.quoted && gap > 0 && !told {
            score -= 15;
        }
        let known = match pronoun {
            Pronoun::He => trace.gender == Some(Gender::Male),
            Pronoun::She => trace.gender == Some(Gender::Female),
            _ => false,
        };
        if known {
            score += 12;
        }
        if gap == 0 {
            // "In talks with Lula he pressed": who is met is not he.
            let met = trace.at > 0 && line.lower(trace.at - 1) == "with";
            if met && subject && !possessive && !(0..at).any(|k| line.is_verb(k)) {
                return None;
            }
            // "Appointed with Kenan, he flew": whoever the opening clause tells of beside its own subject, which is the pronoun's.
            if opened && !trace.subject && !trace.modifier {
                return None;
            }
            // "Boric voiced dismay at what he called": whose words they are.
            if at > 0 && line.lower(at - 1) == "what" && trace.subject && !trace.quoted {
                score += 20;
            }
            // "In a letter to Lula, sent on Monday, he declined": nor who is written to.
            let written = trace.at > 2 && line.lower(0) == "in" && line.lower(trace.at - 1) == "to";
            if written && subject && !possessive && !(0..trace.at).any(|k| line.is_verb(k)) {
                return None;
            }
            // "Boric told him": the subject's own verbs and their objects; a new clause begins with "that" or "who".
            let object = matches!(line.lower(at), "him" | "her" | "them") && !possessive;
            let same_clause = !(trace.end..at)
                .any(|k| if object { parts(line, trace.end, k, at) } else { is_clause_break(line, k) });
            if same_clause && object && trace.subject {
                return None;
            }
            if same_clause && !possessive && !reflexive {
                // "He told her": two people.
                score -= if trace.subject { 40 } else { 15 };
            }
            if possessive || reflexive {
                score += if trace.subject { 8 } else { 2 };
            }
            // "saw off X, who is on his way"
            let who = if line.lower(trace.end) == "," { trace.end + 1 } else { trace.end };
            if possessive && line.lower(who) == "who" && (who..at).all(|k| line.lower(k) != ",") {
                score += 25;
            }
            // "the welcome given to the envoy on his visit"
            let given = || {
                let to = trace.at.checked_sub(1).filter(|&k| line.lower(k) == "to");
                to.is_some_and(|to| to > 0 && lexicon().clues.is(Clue::Given, line.lower(to - 1)))
            };
            if possessive && trace.end + 1 == at && matches!(line.lower(at - 1), "on" | "during") && given() {
                score += 25;
            }
            // "the president and his ministers"
            if possessive && trace.end + 1 == at && matches!(line.lower(at - 1), "and" | "with") {
                score += 20;
            }
            // "Speaking with her counterpart X, she said": whose the counterpart is.
            if trace.pronoun && trace.modifier && subject && known {
                score += 30;
            }
            // Closer is better inside a sentence, as far as nothing else decides.
            score -= (at - trace.end.min(at)) as i32 / 6;
            if pronoun == Pronoun::It && possessive && aim.is_some_and(|aim| trace.ids.contains(&aim)) {
                score -= 30;
            }
        } else if subject && trace.subject {
            score += 4;
        }
        if trace.pronoun && gap <= 1 {
            score += 2;
        }
        if pronoun == Pronoun::It && trace.sort == Sort::Organ && subject && gap <= 1 {
            score += 4;
        }
        Some(score)
    };
    let scored = traces.iter().rev().take(80).filter_map(|t| Some((score(t)?, t.line, t.at, t)));
    scored.max_by_key(|(score, line, at, _)| (*score, *line, *at)).map(|(_, _, _, t)| t)
}

/// Whether a clause or phrase without a subject opens the sentence and closes with the comma before a word: "Appointed in May, he".
fn is_opening(line: &Line<'_, '_>, at: usize) -> bool {
    let first = (0..at).find(|&k| !line.is_mark(k));
    let opens = |k: usize| {
        let verbal = line.lower(k).ends_with("ed") || line.lower(k).ends_with("ing");
        line.has(k, is::PREPOSITION) || verbal && line.hit(k).is_none()
    };
    at > 0 && line.lower(at - 1) == "," && first.is_some_and(opens)
}

/// Whom a pronoun cannot mean: the subject of the verb whose object it is ("Boric told him"), and whoever is spoken of
/// inside the quotation of which it is the speaker ("“My friend Edi and I agree,” he said").
fn others(line: &Line<'_, '_>, index: usize, at: usize, own: bool, traces: &[Trace]) -> Vec<EntityId> {
    let here =
        || traces.iter().rev().take_while(|t| t.line == index).filter(|t| !t.pronoun && t.ids.len() == 1);
    let object = matches!(line.lower(at), "him" | "her" | "them") && !own;
    let mut found: Vec<EntityId> = Vec::new();
    if object {
        // "It was Boric who told him": his is the clause behind "who", too.
        let acts = |t: &Trace| t.subject || line.lower(t.end) == "who";
        // "X, who came by train, is to receive him": behind the clause about X.
        let behind = |t: &Trace| {
            let aside = line.lower(t.end) == "," && line.lower(t.end + 1) == "who";
            let comma = (t.end + 1..at).find(|&k| line.lower(k) == "," && line.is_verb(k + 1));
            // "X, who received him": the clause itself is X's.
            comma.filter(|_| aside).unwrap_or(if aside { t.end + 1 } else { t.end })
        };
        let same =
            |t: &&Trace| acts(t) && t.end < at && !(behind(t) + 1..at).any(|k| parts(line, t.end, k, at));
        found.extend(here().find(same).map(|t| t.ids[0]));
        // "He met Boric and invited him": nor whom the pronoun before stands for.
        let mut before = traces.iter().rev().take_while(|t| t.line == index);
        let subject =
            before.find(|t| t.pronoun && matches!(line.lower(t.at), "he" | "she") && t.ids.len() == 1);
        found.extend(subject.filter(same).map(|t| t.ids[0]));
    }
    let says = line.has(at + 1, is::SAYING) || at > 0 && line.has(at - 1, is::SAYING);
    if says && matches!(line.lower(at), "he" | "she") {
        let outside = !is_quoted(line, at);
        let inside = |t: &&Trace| outside && t.sort == Sort::Person && t.quoted;
        found.extend(here().filter(inside).flat_map(|t| t.ids.iter().copied()));
    }
    found
}

/// Whether a quotation that began in this sentence goes on at a token.
pub(super) fn is_quoted(line: &Line<'_, '_>, at: usize) -> bool {
    (0..at).filter(|&k| matches!(line.lower(k), "\"" | "“" | "”")).count() % 2 == 1
}

/// "its sanctions against Chinese firms": the state at which something of somebody's is aimed, who is another one.
pub(super) fn aim<'a>(line: &Line<'_, 'a>, at: usize) -> Option<&'a str> {
    let against =
        (at + 1..at + 5).find(|&k| matches!(line.lower(k), "against" | "toward" | "towards" | "on"))?;
    (against + 1..against + 3).find_map(|k| match line.known(k) {
        Some(Known::Country(code) | Known::Adjective(code)) => Some(code),
        _ => None,
    })
}

/// How many words may stand between "since" and who dates something.
const DATED_BY: usize = 6;

/// "the first since X", "since the visit of then President X": nobody of whom the text goes on to speak.
pub(super) fn is_landmark(line: &Line<'_, '_>, start: usize) -> bool {
    let back = (start.saturating_sub(DATED_BY)..start).rev();
    let mut within = back.take_while(|&k| !line.is_mark(k) && !line.has(k, is::AUXILIARY | is::SPEECH));
    within.any(|k| line.lower(k) == "since")
}

/// A word behind which a new clause may begin.
fn is_clause_break(line: &Line<'_, '_>, i: usize) -> bool {
    matches!(line.lower(i), "," | "and" | "but" | "as" | "saying" | "what")
        || is_new_clause(line, i)
        || line.has(i, is::SPEECH)
}

/// Whether a word parts a subject that ends at `end` from a verb further on. A clause between commas does not: "Boric called X, who had
/// won before, and told him".
fn parts(line: &Line<'_, '_>, end: usize, k: usize, at: usize) -> bool {
    // "Boric said that X was late and urged him": X is not the one who urges, and what Boric says does not part him from it.
    if let Some(said) = said_before(line, at) {
        if end <= said.start && (said.contains(&k) || k == said.end) {
            return false;
        }
        if end > said.start && k == said.end {
            return true;
        }
    }
    let opens = |o: usize| {
        matches!(line.lower(o), "who" | "which" | "whose" | "where") && o > 0 && line.lower(o - 1) == ","
    };
    let inside = || (k.saturating_sub(RELATIVE)..=k).any(opens);
    let closed = || (k + 1..at).any(|c| line.lower(c) == "," && line.lower(c + 1) == "and");
    is_new_clause(line, k) && !(inside() && closed())
}

/// What somebody says, from the verb to the "and" behind which he goes on to ask whoever stands at `at` for something.
fn said_before(line: &Line<'_, '_>, at: usize) -> Option<Range<usize>> {
    let led = at.checked_sub(1).filter(|&k| matches!(line.lower(k), "on" | "to"));
    let verb = led.unwrap_or(at).checked_sub(1)?;
    let asks = line.has(verb, is::SPEECH) && !line.has(verb, is::SAYING);
    let and = verb.checked_sub(1).filter(|&k| asks && line.lower(k) == "and")?;
    let says = (0..and).rev().find(|&k| line.has(k, is::SAYING))?;
    Some(says..and)
}

/// How many words a clause between commas may have.
const RELATIVE: usize = 12;

/// A word behind which a clause with a subject of its own begins.
pub(super) fn is_new_clause(line: &Line<'_, '_>, i: usize) -> bool {
    matches!(
        line.lower(i),
        "that"
            | ";"
            | ":"
            | "when"
            | "while"
            | "after"
            | "before"
            | "because"
            | "since"
            | "if"
            | "who"
            | "which"
            | "whose"
            | "\""
            | "“"
            | "”"
            | "—"
            | "where"
            | "whether"
            | "although"
            | "though"
    )
}

/// Whether a preposition or a verb stands before a mention, so that it is no subject.
pub(super) fn is_governed(line: &Line<'_, '_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let article = line.has(before, is::DETERMINER);
    let Some(g) = (if article { before.checked_sub(1) } else { Some(before) }) else { return false };
    let clause = matches!(line.lower(g), "as" | "after" | "before" | "since" | "because" | "until" | "than");
    // "told Scholz that": an object; "said Scholz would": a subject.
    line.has(g, is::PREPOSITION) && !clause
        || line.is_verb(g) && !line.has(g, is::SAYING | is::AUXILIARY)
        || line.lower(g) == "told"
}

/// Whether a mention stands where a subject stands: no preposition before it and a verb soon behind.
pub(super) fn is_subject(line: &Line<'_, '_>, start: usize, end: usize) -> bool {
    if is_governed(line, start) {
        return false;
    }
    let mut k = end;
    // "Accompanied by X, the president flew": X is told of by the opening clause, whose subject comes.
    let first = (0..start).find(|&k| !line.is_mark(k));
    let opened = first.is_some_and(|k| line.lower(k).ends_with("ed") && line.hit(k).is_none());
    if opened
        && line.lower(k) == ","
        && !(0..start).skip(1).any(|k| line.lower(k) == "," && line.has(k + 1, is::DETERMINER))
    {
        return false;
    }
    // "The envoy for Chad, X, left": the name ends the apposition.
    let apposed = (start..end).any(|c| line.lower(c) == ",");
    // An apposition between commas is skipped.
    if line.lower(k) == "," && apposed && line.is_verb(k + 1) {
        k += 1;
    } else if line.lower(k) == "," {
        // A clause is longer than a title.
        let reach = if matches!(line.lower(k + 1), "who" | "whose") { CLAUSE } else { ASIDE };
        let close = |from: usize| (from..(from + reach).min(line.len())).find(|&c| line.lower(c) == ",");
        // "the premier, accompanied by his minister, X, had": the name of the one inside may follow.
        let inner = !line.cell(k + 1).capital;
        match close(k + 1) {
            Some(end) => k = end + 1,
            None => return false,
        }
        // "the envoy, who came with X, also a mediator, said": the clause may go on behind another comma.
        if line.lower(end + 1) == "who"
            && !line.is_verb(k)
            && let Some(end) = close(k).filter(|&end| line.is_verb(end + 1))
        {
            k = end + 1;
        }
        if inner
            && line.cell(k).capital
            && let Some(end) = close(k).filter(|&end| (k..end).all(|c| line.cell(c).capital))
        {
            k = end + 1;
        }
    }
    if matches!(line.lower(k), "and" | "&") {
        return (k..(k + 8).min(line.len())).any(|c| line.is_verb(c));
    }
    // "Kenya on Monday recalled"
    if line.lower(k) == "on" && line.has(k + 1, is::CALENDAR) {
        k += 2;
    }
    // Adverbs and an opening quotation mark may stand between; anything else that is no verb ends the search.
    for c in k..k + 3 {
        if matches!(line.lower(c), "“" | "\"" | "``") {
            continue;
        }
        if line.is_verb(c) {
            return true;
        }
        let plural = line.lower(c).ends_with('s') && line.cell(c).word.len() > 3 && c == k;
        if plural && !line.cell(c).capital && !line.has(c, is::FUNCTION | is::GROUP | is::COMMON) {
            return true;
        }
        if line.has(c, is::FUNCTION)
            && !matches!(
                line.lower(c),
                "also" | "later" | "then" | "now" | "again" | "still" | "just" | "even" | "never" | "only"
            )
            || line.is_mark(c)
        {
            return false;
        }
    }
    false
}
