//! The parts of an article: paragraphs, and what each of them is.

use crate::chars::{is_space, is_word};
use crate::cues::CUES;
use crate::head::stamp::{self, Stamp};
use crate::head::{self, Known};
use crate::labels::labels;
use crate::paragraphs::{Paragraph, bullet, is_closed, paragraphs, trim};
use demarche_core::{Article, DateMethod, Precision, Published, Span, Zone};

/// A stretch of text that belongs together: no sentence goes beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) paragraph: u32,
    pub(crate) zone: Zone,
}

/// The article cut into blocks, and what its head says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    pub(crate) blocks: Vec<Block>,
    pub(crate) published: Option<Published>,
    pub(crate) agency: Option<Span>,
    pub(crate) location: Option<Span>,
}

/// How many paragraphs may come before the one that has the place line.
const HEAD_PARAGRAPHS: usize = 8;

/// Cuts an article into its parts.
pub(crate) fn layout(article: &Article, known: &Known<'_>) -> Layout {
    let text = article.text.as_str();
    let title = article.title.as_deref().map(letters).filter(|t| !t.is_empty());
    let layout = Layout { published: article.published, ..Layout::default() };
    let paragraphs = paragraphs(text);
    let undated = article.published.is_none();
    let spans: Vec<Span> = paragraphs.iter().map(|p| p.span).collect();
    let stamp = undated.then(|| stamp::find(text, &spans)).flatten();
    let masthead = if undated { stamp::masthead(text, &spans, stamp) } else { 0 };
    let layout = Layout {
        published: layout.published.or(stamp.filter(|s| s.above && s.cue).map(|s| at_head(s.date))),
        ..layout
    };
    let labels = labels(text);
    let mut parts =
        Parts { text, known, title, labels, layout, stamp, masthead, started: false, ended: false };
    for (number, paragraph) in paragraphs.iter().enumerate() {
        parts.read(number, paragraph, number + 1 == paragraphs.len());
    }
    let Layout { published, .. } = parts.layout;
    Layout { published: published.or(stamp.map(|s| at_head(s.date))), ..parts.layout }
}

/// The layout as far as it has been read.
struct Parts<'t> {
    text: &'t str,
    known: &'t Known<'t>,
    /// The letters of the title that came with the article.
    title: Option<String>,
    /// The labels of a notice to the press.
    labels: Vec<Span>,
    layout: Layout,
    /// The line that dates the page.
    stamp: Option<Stamp>,
    /// How many paragraphs date nothing: they are the page's, not the article's.
    masthead: usize,
    /// Whether a paragraph of the body has been read.
    started: bool,
    /// Whether a mark said that the article is over.
    ended: bool,
}

impl Parts<'_> {
    fn read(&mut self, number: usize, paragraph: &Paragraph, last: bool) {
        let line = paragraph.span.slice(self.text);
        let end = self.started && CUES.is_end(line);
        if self.ended || end || is_boilerplate(line) {
            self.ended |= end;
            self.date_of_notice(paragraph);
            return self.add(number, paragraph.span, Zone::Boilerplate);
        }
        if self.stamp.is_some_and(|s| s.alone && s.paragraph == number) {
            return self.add(number, paragraph.span, Zone::Dateline);
        }
        // "Q (Italian radio): Will he go?" is a question, not a place.
        let placed = !line.starts_with("Q ");
        let heads = placed && number < HEAD_PARAGRAPHS;
        let rest = if heads { self.heads(number, paragraph.span) } else { paragraph.span };
        let rest =
            if placed && self.started && rest == paragraph.span { self.item(number, rest) } else { rest };
        let line = rest.slice(self.text);
        let labels: Vec<Span> = self.labels.iter().filter(|label| rest.contains(**label)).copied().collect();
        let zone = match () {
            () if !labels.is_empty() => Zone::Body,
            () if !self.started && self.title.as_ref().is_some_and(|title| letters(line) == *title) => {
                Zone::Headline
            }
            () if !self.started && !last && number < 3 && is_headline(line) => Zone::Headline,
            () if number > 0 && rest == paragraph.span && paragraph.lines == 1 && is_subheading(line) => {
                Zone::Subheading
            }
            () => Zone::Body,
        };
        self.started |= zone == Zone::Body && !rest.is_empty();
        let mark = if zone == Zone::Body { bullet(line) as u32 } else { 0 };
        let mut split = rest.start + mark;
        self.add(number, trim(self.text, Span { start: rest.start, end: split }), Zone::Boilerplate);
        for label in labels {
            self.add(number, trim(self.text, Span { start: split, end: label.start }), zone);
            self.add(number, label, Zone::Boilerplate);
            split = label.end;
        }
        self.add(number, trim(self.text, Span { start: split, end: rest.end }), zone);
    }

    fn add(&mut self, paragraph: usize, span: Span, zone: Zone) {
        if !span.is_empty() {
            self.layout.blocks.push(Block { span, paragraph: paragraph as u32, zone });
        }
    }

    /// Takes date and place lines off the start of a paragraph, one after the other, and returns what is left. What the source
    /// gave, or an earlier line, goes first; inside the article only a place line that is still missing counts.
    fn heads(&mut self, number: usize, paragraph: Span) -> Span {
        let mut rest = paragraph;
        while let Some(head) = head::read(self.text, rest, self.known) {
            if self.started && (head.place.is_none() || self.layout.location.is_some()) {
                break;
            }
            if number >= self.masthead {
                self.layout.agency = self.layout.agency.or(head.agency);
                self.layout.location = self.layout.location.or(head.place);
                // A line above that may tell of any day gives way to the wire's own place and date.
                let line = self.stamp.is_some_and(|s| s.paragraph == number);
                let wired = head.place.is_some() && !self.started && !line;
                let date = head.date.filter(|_| wired || !self.is_dated_above());
                self.layout.published = self.layout.published.or(date.map(at_head));
            }
            rest = trim(self.text, Span { start: head.span.end, end: paragraph.end });
        }
        self.add(number, trim(self.text, Span { start: paragraph.start, end: rest.start }), Zone::Dateline);
        rest
    }

    /// Takes the place line off an item of a diary or of a column of briefs, "OSLO - Ministers meet", which is that item's alone.
    fn item(&mut self, number: usize, paragraph: Span) -> Span {
        let shouted = |place: Span| place.slice(self.text).chars().all(|c| !c.is_lowercase());
        let head = head::read(self.text, paragraph, self.known);
        let head = head.filter(|h| h.place.is_some_and(shouted) && h.span.len() < paragraph.len());
        let Some(head) = head else { return paragraph };
        self.add(number, head.span, Zone::Dateline);
        trim(self.text, Span { start: head.span.end, end: paragraph.end })
    }

    /// Whether a line above the text dates the page.
    fn is_dated_above(&self) -> bool {
        self.stamp.is_some_and(|s| s.above)
    }

    /// A notice such as "Last updated: 3 March 2011" dates the article, wherever it stands, if nothing better does.
    fn date_of_notice(&mut self, paragraph: &Paragraph) {
        if self.layout.published.is_none() && !self.is_dated_above() {
            self.layout.published =
                head::read(self.text, paragraph.span, self.known).and_then(|h| h.date).map(at_head);
        }
    }
}

fn at_head(date: jiff::civil::Date) -> Published {
    Published { date, precision: Precision::Day, method: DateMethod::DateLine }
}

/// The text's letters and digits in lower case: two headlines are the same if these are.
fn letters(text: &str) -> String {
    text.chars().filter(|&c| is_word(c)).flat_map(char::to_lowercase).collect()
}

fn count_words(line: &str) -> usize {
    line.split(is_space).filter(|w| w.contains(is_word)).count()
}

/// A line above the article: not too long, without a full stop.
fn is_headline(line: &str) -> bool {
    line.len() <= 160
        && !line.trim_end_matches(is_space).ends_with(['.', ',', ':', ';', '…'])
        && !line.starts_with(['“', '"', '«', '„'])
}

/// A short line between paragraphs, without a full stop.
fn is_subheading(line: &str) -> bool {
    if line.len() > 100 {
        return false;
    }
    let words = count_words(line);
    let plain = line.trim_start_matches(['#', '*', ' ']);
    let marked = plain.len() < line.len() && bullet(line) == 0;
    let capital = plain.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let short = words > 0 && (words <= 6 || (words <= 12 && (marked || is_titled(plain))));
    // A transcript's "QUESTION: Will he go?" is no heading.
    let asked = plain.ends_with('?') && plain.contains(':');
    short && capital && !asked && !is_closed(plain)
}

/// Whether every longer word has a capital, as in a title.
fn is_titled(line: &str) -> bool {
    line.split(is_space).filter(|w| w.len() > 4).all(|w| !w.starts_with(char::is_lowercase))
}

/// Whether a line is a link, credit, caption or notice.
fn is_boilerplate(line: &str) -> bool {
    let body = line.trim_start_matches(['(', '-', '–', '—', '*', '[', '>', '_', '|', ' ', '\u{A0}']);
    if body.len() > 400 {
        return false;
    }
    if !body.contains(is_word) {
        // "###", "---", "* * *"
        return !line.contains(['"', '“', '”', '.', '!', '?']);
    }
    if let Some(rest) = CUES.link(body) {
        let rest = rest.trim_start_matches(is_space);
        let words = count_words(body);
        let cue_words = words - count_words(rest);
        let marked = rest.starts_with([':', '|', '>', '»', '–', '→']) && (words <= 14 || !is_closed(line));
        if rest.is_empty() || marked || (cue_words > 1 && words <= 14 && !is_closed(line)) {
            return true;
        }
    }
    if body.starts_with("http://") || body.starts_with("https://") {
        return count_words(body) == 1;
    }
    CUES.is_credit(body)
        || (CUES.is_notice(body) && (count_words(body) <= 12 || !is_closed(body) || body.starts_with('©')))
        || is_byline(body)
}

/// "By Jane Doe and Richard Roe, Staff Writers"
fn is_byline(line: &str) -> bool {
    let name =
        line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).map(|n| n.trim_start_matches(is_space));
    let named = |name: &str| {
        count_words(name) <= 10
            && !name.ends_with(['.', ':', ',', '?', '!'])
            && name.split(is_space).all(|w| {
                w.starts_with(|c: char| !c.is_lowercase())
                    || matches!(w, "and" | "in" | "de" | "van" | "von" | "of")
            })
    };
    name.is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The zones of a text's blocks with their words, line by line.
    fn zones(article: &Article) -> Vec<String> {
        let layout = layout(article, &|_, _| false);
        layout
            .blocks
            .iter()
            .map(|b| format!("{}: {}", b.zone, b.span.slice(&article.text).replace('\n', "/")))
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(zones(&Article::new("x", text)), expected);
    }

    #[test]
    fn headline_byline_and_place_line_come_before_the_body() {
        check(
            "Ministers Meet in Quito\n\nBy Ana Ruiz\n\nQUITO, March 3 (EFE) -- Two ministers met.\n\nThey left.",
            &[
                "headline: Ministers Meet in Quito",
                "boilerplate: By Ana Ruiz",
                "dateline: QUITO, March 3 (EFE) --",
                "body: Two ministers met.",
                "body: They left.",
            ],
        );
    }

    #[test]
    fn a_date_may_stand_before_a_headline_or_a_place_line() {
        check(
            "date 2011-03-04 Ministers Meet\n\nQUITO (EFE) - Two ministers met.",
            &[
                "dateline: date 2011-03-04",
                "headline: Ministers Meet",
                "dateline: QUITO (EFE) -",
                "body: Two ministers met.",
            ],
        );
        check(
            "date 2011-03-04 QUITO (EFE) - They met.",
            &["dateline: date 2011-03-04 QUITO (EFE) -", "body: They met."],
        );
    }

    #[test]
    fn the_date_of_a_place_line_goes_before_that_of_a_line_above() {
        let story = "LIMA, March 3, 2016 (EFE) - The foreign ministers of Peru and Norway met on Monday to open a new embassy there.";
        let day = |line: &str| {
            let article = Article::new("x", format!("{line}\n\n{story}"));
            layout(&article, &|_, _| false).published.map(|p| p.date.to_string())
        };
        for line in [
            "Summit in Prague, 28 March 2016, put off",
            "Summit in Prague 28 March 2016",
            "Rosa Quispe 28 March 2016",
        ] {
            assert_eq!(day(line).as_deref(), Some("2016-03-03"), "{line}");
        }
        assert_eq!(day("Published: 5 March 2016").as_deref(), Some("2016-03-05"));
    }

    #[test]
    fn a_title_that_is_repeated_is_a_headline() {
        let text = "Oslo and Riga sign a pact.\nOSLO – They signed.";
        let article = Article::new("x", text).with_title("Oslo and Riga Sign a Pact");
        assert_eq!(zones(&article)[0], "headline: Oslo and Riga sign a pact.");
    }

    #[test]
    fn links_credits_and_what_follows_the_end_are_boilerplate() {
        check(
            "They met on Monday.\nRead more: Talks Begin in Lima\nRelated\n(Reporting by Jo Doe; Editing by Al Roe)\n###\nAbout us.",
            &[
                "body: They met on Monday.",
                "boilerplate: Read more: Talks Begin in Lima",
                "boilerplate: Related",
                "boilerplate: (Reporting by Jo Doe; Editing by Al Roe)",
                "boilerplate: ###",
                "boilerplate: About us.",
            ],
        );
        check(
            "They met.\n\nQUESTION: Is she going?\n\nHe nodded.",
            &["body: They met.", "body: QUESTION: Is she going?", "body: He nodded."],
        );
        check(
            "They met.\n\nMore than ten envoys came, said the host.",
            &["body: They met.", "body: More than ten envoys came, said the host."],
        );
    }

    #[test]
    fn the_labels_of_a_notice_stand_apart() {
        check(
            "The press may attend.\n\nWHO Envoy Ana Ruiz WHAT Talks on fish WHEN 3 May, 11 a.m.\n\nWHERE Lima",
            &[
                "body: The press may attend.",
                "boilerplate: WHO",
                "body: Envoy Ana Ruiz",
                "boilerplate: WHAT",
                "body: Talks on fish",
                "boilerplate: WHEN",
                "body: 3 May, 11 a.m.",
                "boilerplate: WHERE",
                "body: Lima",
            ],
        );
    }

    #[test]
    fn short_lines_between_paragraphs_are_subheadings() {
        check(
            "They met in Bern for two days.\n\nOld Quarrels\n\nThe border was the main issue\n\nThen they left.",
            &[
                "body: They met in Bern for two days.",
                "subheading: Old Quarrels",
                "subheading: The border was the main issue",
                "body: Then they left.",
            ],
        );
    }

    #[test]
    fn lines_of_a_wrapped_text_are_joined() {
        let text = "The two ministers met in the capital on Monday and agreed to\nkeep talking about the border, which has been closed since the\nwar.\n\nThey left without a word to those who had waited for hours at\nthe gate.";
        assert_eq!(zones(&Article::new("x", text)).len(), 2);
    }

    #[test]
    fn a_long_line_does_not_end_at_a_comma() {
        let long = "The two ministers met in the capital on Monday. In a call on Friday,\nForeign Minister Ian Borg complained.";
        assert_eq!(zones(&Article::new("x", long)).len(), 1);
        assert_eq!(zones(&Article::new("x", "Valletta,\nMalta")).len(), 2);
    }

    #[test]
    fn list_items_are_paragraphs_and_their_marks_stand_apart() {
        check(
            "Both sides:\n- agreed to talk;\n• set a date.\n1. First point.",
            &[
                "body: Both sides:",
                "boilerplate: -",
                "body: agreed to talk;",
                "boilerplate: •",
                "body: set a date.",
                "boilerplate: 1.",
                "body: First point.",
            ],
        );
    }
}
