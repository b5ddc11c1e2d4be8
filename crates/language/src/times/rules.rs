//! The table of phrases: its patterns, how they are matched, and what they mean.

use super::atoms::Atom;
use super::calendar::Grain;
use super::class::{Class, Hour, Part};
use super::words::{Lexicon, WordId};
use std::ops::Range;

/// What a phrase means, before it meets the words that fill it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A time on the calendar: steps from the small to the large.
    Date { steps: Vec<Slot>, relation: Relation, part: Option<Part>, hour: Option<Hour>, weak: bool },
    /// A length of time, how often its count is to be corrected, and where it lies.
    Length { unit: Option<Grain>, count: Counting, side: Side },
    /// "in two days": a date if something is going to happen then, else a length.
    Ahead,
    /// "2019-20".
    Years,
    /// A financial year; open if it is not named.
    Fiscal { open: bool },
    /// A frequency: what one period is.
    Set { unit: Option<Grain>, value: Option<String>, times: Counting },
    /// "recently", "now", "soon".
    Reference(&'static str),
    /// "early", "the end": part of what follows.
    Part,
    /// "morning"; "the small hours" need to be told which part that is.
    DayPart(Option<Hour>),
    /// "3 p.m.".
    Clock,
    /// Looks like a time and is none.
    Nothing,
}

/// A step of a date, to be filled with what the pattern caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Day,
    Days,
    Month,
    Year,
    Iso,
    Slash,
    Decade,
    Century,
    Weekday,
    Weekend,
    Season,
    Quarter,
    Half,
    Nth,
    NthWeekday,
    Edge,
    Offset,
    Containing(Grain),
    Holiday(u16),
    Shift { base: Base, grain: Option<Grain>, by: By },
}

/// How far a shift goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// So many units.
    Fixed(i32),
    /// As many as the text says, in this direction.
    Caught(i32),
}

/// What a relative time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// The publication.
    Now,
    /// The last time mentioned.
    Then,
    /// The last time mentioned in a story, else the publication.
    Either,
}

/// Which of the times of a name: "last Friday", "next July".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Relation {
    /// As the tense says.
    #[default]
    Free,
    /// The latest that is over.
    Last,
    /// That of this week or year.
    This,
    /// The first that has not begun.
    Next,
    /// The first after the last time mentioned.
    ThenNext,
    /// The last before the last time mentioned.
    ThenLast,
}

/// How a count is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// As caught, else one.
    Caught,
    /// One half.
    Half,
    /// As caught and a half.
    HalfMore,
    /// Some number.
    Vague,
    /// Not even the unit is known.
    Open,
    /// Every other.
    Other,
    /// One, however often.
    Single,
}

/// Where a length lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Not said.
    Free,
    /// It ends now.
    Past,
    /// It begins now.
    Future,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Take,
    /// Stands before, outside.
    Behind,
    /// Follows, outside.
    Ahead,
    /// Does not follow.
    Not,
}

#[derive(Debug, Clone)]
struct Element {
    words: Vec<WordId>,
    classes: u32,
    optional: bool,
    glued: bool,
    mode: Mode,
}

impl Element {
    fn parse(text: &str, lexicon: &mut Lexicon) -> Result<Element, String> {
        let mut rest = text;
        let mut strip = |c: char| match rest.strip_prefix(c).filter(|r| !r.is_empty()) {
            Some(after) => {
                rest = after;
                true
            }
            None => false,
        };
        let mode = match () {
            () if strip('@') => Mode::Behind,
            () if strip('>') => Mode::Ahead,
            () if strip('!') => Mode::Not,
            () => Mode::Take,
        };
        let glued = strip('~');
        let optional = rest.len() > 1 && rest.ends_with('?');
        let rest = if optional { &rest[..rest.len() - 1] } else { rest };
        let mut element = Element { words: Vec::new(), classes: 0, optional, glued, mode };
        // Within the angle brackets too, `|` separates: `<day|nthday>`, `a|<num>`.
        let mut inside = false;
        for name in rest.split('|') {
            inside |= name.starts_with('<');
            if inside {
                let class = Class::named(name.trim_matches(['<', '>']));
                element.classes |= class.ok_or_else(|| format!("`{text}`: unknown class"))?.bit();
            } else {
                element.words.push(lexicon.intern(name)?);
            }
            inside &= !name.ends_with('>');
        }
        element.words.sort_unstable();
        Ok(element)
    }

    /// Whether an atom must be there for it.
    fn is_needed(&self) -> bool {
        !self.optional && self.mode != Mode::Not
    }

    fn fits(&self, atom: &Atom<'_>) -> bool {
        (!self.glued || atom.glued)
            && (atom.senses.classes() & self.classes != 0
                || atom.word != 0 && self.words.binary_search(&atom.word).is_ok())
    }
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Rule {
    elements: Vec<Element>,
    pub(crate) meaning: Meaning,
    /// The phrase of the table that shows it.
    #[cfg(test)]
    pub(crate) example: String,
}

/// What a pattern caught: classes and values in order.
pub(crate) type Caught = Vec<(Class, i32)>;

/// A place where a rule fits.
#[derive(Debug)]
pub(crate) struct Fit {
    /// The atoms of the phrase itself.
    pub(crate) atoms: Range<usize>,
    /// With what stands around it.
    pub(crate) reach: usize,
    /// Which rule.
    pub(crate) rule: usize,
    /// What fills it.
    pub(crate) caught: Caught,
}

impl Rule {
    /// Tries the rule at this atom.
    pub(crate) fn fit(&self, atoms: &[Atom<'_>], at: usize) -> Option<(Range<usize>, usize, Caught)> {
        // A hundred rules begin with "the": what must follow turns most of them away.
        if let [first, second, ..] = &self.elements[..]
            && first.is_needed()
            && second.is_needed()
            && !atoms.get(at + 1).is_some_and(|atom| second.fits(atom))
        {
            return None;
        }
        let mut caught = Caught::new();
        let mut own = None;
        let reach = step(&self.elements, atoms, at, &mut own, &mut caught)?;
        own.map(|own| (own, reach, caught))
    }
}

/// Matches elements from here on; optional ones are taken where they fit and left out if that leads nowhere.
fn step(
    elements: &[Element],
    atoms: &[Atom<'_>],
    at: usize,
    own: &mut Option<Range<usize>>,
    caught: &mut Caught,
) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    let here = atoms.get(at).filter(|a| element.fits(a));
    if element.mode == Mode::Not {
        return if here.is_some() { None } else { step(rest, atoms, at, own, caught) };
    }
    if let Some(atom) = here {
        let before = (own.clone(), caught.len());
        if element.mode == Mode::Take {
            let start = own.as_ref().map_or(at, |o| o.start);
            *own = Some(start..at + 1);
            let named = Class::Unit.bit() | Class::Ordinal.bit() | Class::DayPart.bit();
            caught.extend(atom.senses.among(element.classes).or_else(|| atom.senses.among(named)));
        }
        if let Some(end) = step(rest, atoms, at + 1, own, caught) {
            return Some(end);
        }
        *own = before.0;
        caught.truncate(before.1);
    }
    if element.optional { step(rest, atoms, at, own, caught) } else { None }
}

/// All rules, found by the word or class with which they can begin.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
    by_word: Vec<Vec<u16>>,
    by_class: [Vec<u16>; 32],
    /// The most atoms by which a rule begins before its anchor.
    pub(crate) lead: usize,
    /// For each known word, whether a sentence without digits can hold a time because of it.
    telling: Vec<bool>,
}

impl Rules {
    /// Reads the table, and the names of holidays as rules of their own: (pattern, number of the holiday).
    pub(crate) fn load(
        table: &str,
        holidays: &[(&str, u16)],
        lexicon: &mut Lexicon,
    ) -> Result<Rules, String> {
        let mut rules = Vec::new();
        let mut add = |pattern: &str, meaning: Meaning, _example: &str| -> Result<(), String> {
            let elements =
                pattern.split(' ').map(|e| Element::parse(e, lexicon)).collect::<Result<Vec<_>, _>>()?;
            if !elements.iter().any(|e| e.mode == Mode::Take && !e.optional) {
                return Err(format!("`{pattern}` can match nothing"));
            }
            rules.push(Rule {
                elements,
                meaning,
                #[cfg(test)]
                example: _example.to_owned(),
            });
            Ok(())
        };
        for line in table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [pattern, meaning, example] = cells[..] else {
                return Err(format!("`{line}` has not three cells"));
            };
            add(
                pattern,
                parse_meaning(meaning).ok_or_else(|| format!("`{line}`: unknown meaning"))?,
                example,
            )?;
        }
        for (pattern, holiday) in holidays {
            let steps = vec![Slot::Holiday(*holiday)];
            let meaning =
                Meaning::Date { steps, relation: Relation::Free, part: None, hour: None, weak: false };
            add(pattern, meaning, pattern)?;
        }
        Ok(Rules::index(rules, lexicon))
    }

    fn index(rules: Vec<Rule>, lexicon: &Lexicon) -> Rules {
        let mut by_word = vec![Vec::new(); lexicon.len()];
        let mut by_class: [Vec<u16>; 32] = std::array::from_fn(|_| Vec::new());
        let mut telling = vec![false; lexicon.len()];
        let mut lead = 0;
        for (number, rule) in rules.iter().enumerate() {
            // A rule can begin with any of its elements up to the first that must be there.
            let must = rule.elements.iter().position(|e| !e.optional).map_or(rule.elements.len(), |p| p + 1);
            for element in &rule.elements[..must] {
                for &word in &element.words {
                    by_word[usize::from(word)].push(number as u16);
                }
                for (class, list) in by_class.iter_mut().enumerate() {
                    if element.classes & (1 << class) != 0 {
                        list.push(number as u16);
                    }
                }
            }
            let needed = || {
                let all = rule.elements.iter().enumerate();
                all.filter(|(_, e)| e.mode == Mode::Take && !e.optional)
            };
            let strong =
                needed().find(|(_, e)| e.classes & !WEAK != 0 && e.words.is_empty()).map(|(at, _)| at);
            let anchor = strong.or_else(|| {
                // Nothing but plain words: the longest of them is the rarest.
                let shortest =
                    |e: &Element| e.words.iter().map(|w| lexicon.spelling(*w).len()).min().unwrap_or(0);
                let score = |(_, e): &(usize, &Element)| if e.classes == 0 { shortest(e) } else { 0 };
                let (at, element) = needed().max_by_key(score)?;
                element.words.iter().for_each(|&w| telling[usize::from(w)] = true);
                Some(at)
            });
            lead = lead.max(anchor.unwrap_or(rule.elements.len()));
        }
        for (word, tells) in telling.iter_mut().enumerate() {
            *tells |= lexicon.senses(word as WordId).classes() & TELLING != 0;
        }
        Rules { rules, by_word, by_class, lead, telling }
    }

    /// Whether a sentence with this word can hold a time.
    pub(crate) fn tells(&self, word: WordId) -> bool {
        word != 0 && self.telling[usize::from(word)]
    }

    /// Whether an atom can be that of a phrase without which it would be none.
    pub(crate) fn anchors(&self, atom: &Atom<'_>) -> bool {
        self.tells(atom.word) || atom.senses.classes() & !WEAK != 0
    }

    /// The best rule at this atom: the one that reaches furthest, then the first of the table.
    pub(crate) fn best(&self, atoms: &[Atom<'_>], at: usize) -> Option<Fit> {
        let atom = atoms.get(at)?;
        let mut best: Option<Fit> = None;
        let mut consider = |rule: u16| {
            let rule = usize::from(rule);
            let Some((own, reach, caught)) = self.rules[rule].fit(atoms, at) else { return };
            let better = best.as_ref().is_none_or(|b| (reach, b.rule) > (b.reach, rule));
            if better {
                best = Some(Fit { atoms: own, reach, rule, caught });
            }
        };
        if atom.word != 0 {
            self.by_word[usize::from(atom.word)].iter().for_each(|r| consider(*r));
        }
        let mut classes = atom.senses.classes();
        while classes != 0 {
            self.by_class[classes.trailing_zeros() as usize].iter().for_each(|r| consider(*r));
            classes &= classes - 1;
        }
        best
    }
}

/// Classes that do not make a sentence worth a look by themselves.
const WEAK: u32 = 1 << Class::Word as u8
    | 1 << Class::Num as u8
    | 1 << Class::Vague as u8
    | 1 << Class::Ordinal as u8
    | 1 << Class::Part as u8
    | 1 << Class::DayPart as u8
    | 1 << Class::Day as u8
    | 1 << Class::Two as u8
    | 1 << Class::FiscalYear as u8
    | 1 << Class::Counted as u8
    | 1 << Class::Moved as u8
    | 1 << Class::Counter as u8
    | 1 << Class::Licence as u8;

/// Classes of words that do. Numbers in digits do too, whatever they are.
const TELLING: u32 = 1 << Class::Month as u8
    | 1 << Class::MonthMaybe as u8
    | 1 << Class::MonthShort as u8
    | 1 << Class::Weekday as u8
    | 1 << Class::Weekdays as u8
    | 1 << Class::Unit as u8
    | 1 << Class::Season as u8
    | 1 << Class::Decade as u8
    | 1 << Class::Meridiem as u8;

fn parse_meaning(text: &str) -> Option<Meaning> {
    let mut words = text.split(' ');
    let kind = words.next()?;
    let rest: Vec<&str> = words.collect();
    let key = |name: &str| rest.iter().find_map(|w| w.strip_prefix(name)?.strip_prefix('='));
    let has = |name: &str| rest.contains(&name);
    let unit = match key("unit") {
        Some(name) => Some(Grain::named(name)?),
        None => None,
    };
    Some(match kind {
        "date" => {
            let (mut relation, mut part, mut weak, mut steps) = (Relation::Free, None, false, Vec::new());
            let mut hour = None;
            for word in rest {
                match word {
                    "last" => relation = Relation::Last,
                    "this" => relation = Relation::This,
                    "next" => relation = Relation::Next,
                    "then-next" => relation = Relation::ThenNext,
                    "then-last" => relation = Relation::ThenLast,
                    "weak" => weak = true,
                    _ => match word.split_once('=') {
                        Some(("part", name)) => part = Some(Part::named(name)?),
                        Some(("hour", name)) => hour = Some(Hour::named(name)?),
                        _ => steps.push(parse_slot(word)?),
                    },
                }
            }
            Meaning::Date { steps, relation, part, hour, weak }
        }
        "length" => {
            let side = match () {
                () if has("past") => Side::Past,
                () if has("future") => Side::Future,
                () => Side::Free,
            };
            Meaning::Length { unit, count: counting(&has), side }
        }
        "ahead" => Meaning::Ahead,
        "years" => Meaning::Years,
        "fiscal" => Meaning::Fiscal { open: has("open") },
        "set" => Meaning::Set { unit, value: key("value").map(str::to_owned), times: counting(&has) },
        "ref" => Meaning::Reference(match rest[..] {
            ["PAST_REF"] => "PAST_REF",
            ["PRESENT_REF"] => "PRESENT_REF",
            ["FUTURE_REF"] => "FUTURE_REF",
            _ => return None,
        }),
        "part" => Meaning::Part,
        "daypart" => Meaning::DayPart(key("hour").and_then(Hour::named)),
        "clock" => Meaning::Clock,
        "none" => Meaning::Nothing,
        _ => return None,
    })
}

fn counting(has: &impl Fn(&str) -> bool) -> Counting {
    match () {
        () if has("half") => Counting::Half,
        () if has("half-more") => Counting::HalfMore,
        () if has("vague") => Counting::Vague,
        () if has("open") => Counting::Open,
        () if has("other") => Counting::Other,
        () if has("single") => Counting::Single,
        () => Counting::Caught,
    }
}

fn parse_slot(word: &str) -> Option<Slot> {
    Some(match word {
        "day" => Slot::Day,
        "days" => Slot::Days,
        "month" => Slot::Month,
        "year" => Slot::Year,
        "iso" => Slot::Iso,
        "slash" => Slot::Slash,
        "decade" => Slot::Decade,
        "century" => Slot::Century,
        "weekday" => Slot::Weekday,
        "weekend" => Slot::Weekend,
        "season" => Slot::Season,
        "quarter" => Slot::Quarter,
        "half" => Slot::Half,
        "nth" => Slot::Nth,
        "nth-weekday" => Slot::NthWeekday,
        "edge" => Slot::Edge,
        "offset" => Slot::Offset,
        _ => {
            if let Some(grain) = word.strip_prefix("containing:") {
                return Some(Slot::Containing(Grain::named(grain)?));
            }
            let sign = word.find(['+', '-'])?;
            let direction = if word[sign..].starts_with('+') { 1 } else { -1 };
            let by = match &word[sign + 1..] {
                "num" => By::Caught(direction),
                n => By::Fixed(direction * n.parse::<i32>().ok()?),
            };
            let (base, grain) = match word[..sign].split_once(':') {
                Some((base, grain)) => (base, Some(Grain::named(grain)?)),
                None => (&word[..sign], None),
            };
            let base = match base {
                "now" => Base::Now,
                "then" => Base::Then,
                "either" => Base::Either,
                _ => return None,
            };
            Slot::Shift { base, grain, by }
        }
    })
}
