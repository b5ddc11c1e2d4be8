//! The words by which a text says who somebody is: roles, ranks, portfolios, groups, pronouns.

use super::clue::Clues;
pub(super) use super::word::{Gender, Pronoun, Rank, Role, RoleClass, RoleRef, Word, is};
use demarche_core::Table;
use demarche_table::table;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const ROLES: &str = include_str!("../../data/mentions/roles.tsv");
const WORDS: Table = table!("data/mentions/words.toml");

/// An office that one state alone has under its name.
#[derive(Debug, Deserialize)]
struct Office {
    words: Vec<String>,
    country: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    ranks: BTreeMap<String, String>,
    honorifics: BTreeMap<String, String>,
    tempers: Vec<String>,
    past: Vec<String>,
    portfolios: Vec<String>,
    styles: Vec<String>,
    particles: Vec<String>,
    suffixes: Vec<String>,
    relations: Vec<String>,
    groups: Vec<String>,
    forces: FxHashMap<String, Vec<String>>,
    bystanders: Vec<String>,
    states: Vec<String>,
    pairs: Vec<String>,
    speech: Vec<String>,
    acts: Vec<String>,
    organs: Vec<String>,
    motion: Vec<String>,
    visits: Vec<String>,
    clues: Clues,
    calendar: Vec<String>,
    companies: Vec<String>,
    unofficial: Vec<String>,
    within: Vec<String>,
    determiners: Vec<String>,
    prepositions: Vec<String>,
    auxiliaries: Vec<String>,
    numbers: Vec<String>,
    function: Vec<String>,
    common: Vec<String>,
    saying: Vec<String>,
    he: Vec<String>,
    she: Vec<String>,
    it: Vec<String>,
    they: Vec<String>,
    i: Vec<String>,
    we: Vec<String>,
    union_seats: BTreeMap<String, String>,
    body_seats: Vec<String>,
    ranks_of_states: Vec<String>,
    region_codes: BTreeMap<String, String>,
    powers: Vec<String>,
    carriers: Vec<String>,
    settlers: Vec<String>,
    office: Vec<Office>,
}

/// All word classes, by word form in lower case.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Word>,
    /// Short forms of roles and courtesies, in capitals: "PM", which is not "pm".
    shorts: FxHashMap<String, Word>,
    roles: Vec<Role>,
    /// Roles of several words by their first word: the further words, the role, whether it is plural; longest first.
    long: FxHashMap<String, Vec<(Vec<String>, u16, bool)>>,
    offices: Vec<Office>,
    forces: FxHashMap<String, Vec<String>>,
    union_seats: BTreeMap<String, String>,
    body_seats: Vec<String>,
    ranks_of_states: Vec<String>,
    region_codes: BTreeMap<String, String>,
    powers: Vec<String>,
    carriers: Vec<String>,
    settlers: Vec<String>,
    pub(super) clues: Clues,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(ROLES).unwrap_or_else(|problem| panic!("{problem}")));

/// The lexicon; its data is embedded and checked by a test.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn parse(roles: &str) -> Result<Lexicon, String> {
        let words: Words = WORDS.read().map_err(|e| format!("data/mentions/words.toml: {e}"))?;
        let mut lexicon = Lexicon {
            words: FxHashMap::default(),
            shorts: FxHashMap::default(),
            roles: Vec::new(),
            long: FxHashMap::default(),
            offices: words.office,
            forces: words.forces,
            union_seats: words.union_seats,
            body_seats: words.body_seats,
            ranks_of_states: words.ranks_of_states,
            region_codes: words.region_codes,
            powers: words.powers,
            carriers: words.carriers,
            settlers: words.settlers,
            clues: words.clues,
        };
        let lists: [(&[String], u32); 27] = [
            (&words.tempers, is::TEMPER),
            (&words.past, is::PAST),
            (&words.portfolios, is::PORTFOLIO),
            (&words.styles, is::STYLE),
            (&words.particles, is::PARTICLE),
            (&words.suffixes, is::SUFFIX),
            (&words.relations, is::RELATION),
            (&words.groups, is::GROUP),
            (&words.bystanders, is::BYSTANDER),
            (&words.states, is::STATE),
            (&words.pairs, is::PAIR),
            (&words.speech, is::SPEECH),
            (&words.acts, is::ACT),
            (&words.organs, is::ORGAN),
            (&words.motion, is::MOTION),
            (&words.visits, is::VISIT),
            (&words.calendar, is::CALENDAR),
            (&words.companies, is::COMPANY),
            (&words.unofficial, is::UNOFFICIAL),
            (&words.within, is::WITHIN | is::PREPOSITION | is::FUNCTION),
            (&words.determiners, is::DETERMINER | is::FUNCTION),
            (&words.prepositions, is::PREPOSITION | is::FUNCTION),
            (&words.auxiliaries, is::AUXILIARY | is::FUNCTION),
            (&words.numbers, is::NUMBER),
            (&words.function, is::FUNCTION),
            (&words.common, is::COMMON),
            (&words.saying, is::SAYING),
        ];
        for (list, bits) in lists {
            for word in list {
                lexicon.entry(word).bits |= bits;
            }
        }
        for (list, pronoun) in [
            (&words.he, Pronoun::He),
            (&words.she, Pronoun::She),
            (&words.it, Pronoun::It),
            (&words.they, Pronoun::They),
            (&words.i, Pronoun::I),
            (&words.we, Pronoun::We),
        ] {
            for word in list {
                let entry = lexicon.entry(word);
                entry.bits |= is::PRONOUN | is::FUNCTION;
                entry.pronoun = Some(pronoun);
            }
        }
        for (word, gender) in &words.honorifics {
            // "HE the Minister": as it is written, His Excellency and no pronoun.
            let short = word.starts_with(char::is_uppercase);
            let entry =
                if short { lexicon.shorts.entry(word.clone()).or_default() } else { lexicon.entry(word) };
            entry.bits |= is::HONORIFIC;
            entry.gender = parse_gender(gender);
        }
        for (word, rank) in &words.ranks {
            let entry = lexicon.entry(word);
            entry.bits |= is::RANK;
            entry.rank = match rank.as_str() {
                "deputy" => Rank::Deputy,
                "under" => Rank::Under,
                "assistant" => Rank::Assistant,
                other => return Err(format!("data/mentions/words.toml: no rank {other:?}")),
            };
        }
        lexicon.read_roles(roles)?;
        Ok(lexicon)
    }

    /// Whether two words, in lower case, name people who act for a state: "coast guard".
    pub(super) fn is_force(&self, first: &str, last: &str) -> bool {
        self.forces.get(last).is_some_and(|words| words.iter().any(|w| w == first))
    }

    fn read_roles(&mut self, roles: &str) -> Result<(), String> {
        let mut seen = FxHashSet::default();
        for line in roles.lines().filter(|l| !l.starts_with('#')) {
            let problem = |what: &str| format!("data/mentions/roles.tsv: {what} in {line:?}");
            let [one, many, same, class, gender] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(problem("five columns expected"));
            };
            let class = match class {
                "leader" => RoleClass::Leader,
                "minister" => RoleClass::Minister,
                "envoy" => RoleClass::Envoy,
                "legislator" => RoleClass::Legislator,
                "official" => RoleClass::Official,
                "military" => RoleClass::Military,
                "royal" => RoleClass::Royal,
                "spokesperson" => RoleClass::Spokesperson,
                "head" => RoleClass::Head,
                "local" => RoleClass::Local,
                "private" => RoleClass::Private,
                _ => return Err(problem("unknown class")),
            };
            if !seen.insert(one) || many != one && !seen.insert(many) {
                return Err(problem("a form that another line has"));
            }
            let role = self.roles.len() as u16;
            let short = one.starts_with(char::is_uppercase);
            let (rank, about, same) =
                if short { self.spell_out(same) } else { (Rank::Full, Vec::new(), same.to_owned()) };
            self.roles.push(Role { same, class, gender: parse_gender(gender), about });
            if short {
                let ranked = if rank == Rank::Full { 0 } else { is::RANK };
                for (form, plural) in [(one, 0), (many, is::PLURAL)] {
                    let bits = is::ROLE | ranked | plural;
                    self.shorts
                        .insert(form.to_owned(), Word { bits, role: Some(role), rank, ..Word::default() });
                }
                continue;
            }
            self.add_role(one, role, false);
            if many != one {
                self.add_role(many, role, true);
            } else if one.ends_with('s') || one.ends_with("people") {
                self.add_role(one, role, true);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "every list is sorted by itself")]
        for list in self.long.values_mut() {
            list.sort_by_key(|(rest, role, _)| (std::cmp::Reverse(rest.len()), *role));
        }
        Ok(())
    }

    /// What a short form stands for, as its long form is read: the rank, what it is about, the role.
    fn spell_out(&self, same: &str) -> (Rank, Vec<String>, String) {
        let mut words: Vec<&str> = same.split(' ').collect();
        let first = self.word(words[0]);
        let rank = if first.has(is::RANK) && words.len() > 1 { first.rank } else { Rank::Full };
        if rank != Rank::Full {
            words.remove(0);
        }
        let about = |w: &&str| self.word(w).has(is::PORTFOLIO);
        let portfolio = words.iter().copied().filter(about).map(str::to_owned).collect();
        // "chief minister" is a role as a whole; of any other the last word is one, whatever else it means: "army chief".
        let whole = self.long_role(|k| words.get(k).copied().unwrap_or(""));
        if whole.is_none_or(|(length, _, _)| length < words.len()) {
            let last = words.len() - 1;
            words =
                words.iter().enumerate().filter(|(k, w)| *k == last || !about(w)).map(|(_, w)| *w).collect();
        }
        (rank, portfolio, words.join(" "))
    }

    fn add_role(&mut self, form: &str, role: u16, plural: bool) {
        // Tokens are split at hyphens, so that "secretary-general" is three of them.
        let spaced = form.replace('-', " - ");
        let mut words = spaced.split(' ').map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        if !rest.is_empty() {
            if form.contains('-') {
                self.add_role(&form.replace('-', " "), role, plural);
            }
            self.entry(&first).long = true;
            self.long.entry(first).or_default().push((rest, role, plural));
            return;
        }
        let entry = self.entry(&first);
        entry.bits |= is::ROLE | if plural { is::PLURAL } else { 0 };
        entry.role = Some(role);
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        self.words.entry(word.to_owned()).or_default()
    }

    /// What is known of a word, given in lower case.
    pub(super) fn word(&self, lower: &str) -> Word {
        self.words.get(lower).copied().or_else(|| self.ranked(lower)).unwrap_or_default()
    }

    /// A rank and a role in one word: "vice-president".
    fn ranked(&self, lower: &str) -> Option<Word> {
        let (rank, role) = lower.split_once('-')?;
        let rank = self.words.get(rank).filter(|word| word.has(is::RANK))?.rank;
        let role = self.words.get(role).filter(|word| word.has(is::ROLE))?;
        Some(Word { bits: role.bits | is::RANK, rank, ..*role })
    }

    /// What is known of a word as it is written: "PM" is an office, "pm" an hour, and so is "PM" behind a number.
    pub(super) fn written(&self, word: &str, lower: &str, timed: impl FnOnce() -> bool) -> Word {
        let plain = self.word(lower);
        let short = Some(word).filter(|w| w.starts_with(char::is_uppercase)).and_then(|w| self.shorts.get(w));
        match short {
            Some(short) if !(plain.has(is::CALENDAR) && timed()) => Word { long: plain.long, ..*short },
            _ => plain,
        }
    }

    /// A role by its index.
    pub(super) fn role(&self, index: u16) -> &Role {
        &self.roles[usize::from(index)]
    }

    /// The longest role of several words that begins with the first of these: its length, itself, whether it is plural.
    pub(super) fn long_role<'w>(&self, words: impl Fn(usize) -> &'w str) -> Option<(usize, u16, bool)> {
        let list = self.long.get(words(0))?;
        let fits = |rest: &[String]| rest.iter().enumerate().all(|(i, w)| words(i + 1) == w);
        list.iter()
            .find(|(rest, _, _)| fits(rest))
            .map(|(rest, role, plural)| (rest.len() + 1, *role, *plural))
    }

    /// The union for which a city stands rather than for the state in which it lies.
    pub(super) fn union_seat(&self, city: &str) -> Option<&'static str> {
        LEXICON.union_seats.get(city).map(String::as_str)
    }

    /// Whether an adjective, in lower case, tells states of one kind from others: "industrialised".
    pub(super) fn is_rank_of_states(&self, lower: &str) -> bool {
        LEXICON.ranks_of_states.iter().any(|rank| rank == lower)
    }

    /// Whether bodies have their seats in a city.
    pub(super) fn is_body_seat(&self, city: &str) -> bool {
        LEXICON.body_seats.iter().any(|seat| seat == city)
    }

    /// The state whose region goes by a short form: "KY", "Calif.".
    pub(super) fn region_code(&self, lower: &str) -> Option<&'static str> {
        LEXICON.region_codes.get(lower).map(String::as_str)
    }

    /// The roles that an office's name contains, with their ranks: "Deputy Prime Minister".
    pub(super) fn roles_in(&self, office: &str) -> Vec<RoleRef> {
        let lower = office.to_lowercase().replace('-', " - ");
        let words: Vec<&str> = lower.split_whitespace().collect();
        let (mut roles, mut rank, mut i) = (Vec::new(), Rank::Full, 0);
        while i < words.len() {
            let word = self.word(words[i]);
            let long = self.long_role(|k| words.get(i + k).copied().unwrap_or(""));
            let found = long.map(|(length, role, _)| (length, role)).or(word.role.map(|role| (1, role)));
            let ranked = word.has(is::RANK) && i + 1 < words.len();
            match found.filter(|_| !ranked) {
                Some((length, role)) => {
                    roles.push(RoleRef { role, rank });
                    rank = Rank::Full;
                    i += length;
                }
                None => {
                    rank = if ranked { word.rank } else { rank };
                    i += 1;
                }
            }
        }
        roles
    }

    /// The words of an office's name that say what it is about.
    pub(super) fn portfolio_in(&self, office: &str) -> Vec<String> {
        let lower = office.to_lowercase().replace('-', " - ");
        let words = lower.split_whitespace().filter(|w| self.word(w).has(is::PORTFOLIO));
        words.map(str::to_owned).collect()
    }

    /// Whether people who live in a state go by where their families came from as well.
    pub(super) fn is_of_settlers(&self, code: &str) -> bool {
        self.settlers.iter().any(|settlers| settlers == code)
    }

    /// Whether this word, as written, makes a state's name before it a company's.
    pub(super) fn is_carrier(&self, word: &str) -> bool {
        self.carriers.iter().any(|w| w == word)
    }

    /// The states whose leaders need no introduction anywhere.
    pub(super) fn is_power(&self, code: &str) -> bool {
        self.powers.iter().any(|c| c == code)
    }

    /// The state that alone has an office of this name: its words occur in this order, gaps allowed.
    pub(super) fn office_country(&self, words: &[&str]) -> Option<&str> {
        let fits = |office: &Office| {
            let mut rest = words.iter();
            office.words.iter().all(|w| rest.any(|have| have == w))
        };
        self.offices.iter().find(|o| fits(o)).map(|o| o.country.as_str())
    }
}

fn parse_gender(text: &str) -> Option<Gender> {
    match text {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_is_sound() {
        let lexicon = Lexicon::parse(ROLES).expect("words.toml and roles.tsv parse");
        assert!(lexicon.roles.len() > 100);
    }

    #[test]
    fn a_form_stands_in_one_line() {
        let problem =
            Lexicon::parse("envoy\tenvoys\tenvoy\tenvoy\t-\nenvoy\tlegates\tenvoy\tenvoy\t-\n").unwrap_err();
        assert!(problem.contains("another line") && problem.contains("legates"), "{problem}");
    }

    #[test]
    fn short_forms_are_offices_in_capitals_alone() {
        let role = |word: &str, timed| {
            let role = lexicon().written(word, &word.to_lowercase(), || timed).role;
            role.map(|r| lexicon().role(r).same.as_str())
        };
        assert_eq!(role("PM", false), Some("prime minister"));
        assert_eq!(role("PM", true), None);
        assert_eq!(role("pm", false), None);
        assert_eq!(role("Gen", false), Some("general"));
        assert_eq!(role("CM", false), Some("chief minister"));
        assert_eq!(role("COAS", false), Some("chief"));
        assert_eq!(role("gen", false), None);
        assert_eq!(role("son", false), Some("relative"));
        assert_eq!(lexicon().written("DPM", "dpm", || false).rank, Rank::Deputy);
    }

    #[test]
    fn longer_roles_win() {
        let words = ["prime", "minister", "of"];
        let (length, role, plural) =
            lexicon().long_role(|i| words.get(i).copied().unwrap_or("")).expect("a role");
        assert_eq!((length, plural), (2, false));
        assert_eq!(lexicon().role(role).same, "prime minister");
    }

    #[test]
    fn one_role_has_many_names() {
        let role = |w: &str| lexicon().word(w).role.map(|r| lexicon().role(r).same.as_str());
        assert_eq!(role("premier"), Some("prime minister"));
        assert_eq!(role("advisor"), role("adviser"));
    }
}
