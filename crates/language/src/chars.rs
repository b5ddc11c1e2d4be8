//! What kinds of characters there are for a reader of news.

/// White space of any kind, with the no-break and zero-width ones that web text is full of.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// A letter or digit.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Plain form of a typographic variant: any space is a space, any apostrophe a straight one, any hyphen a plain one.
pub(crate) fn unify(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{02BC}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        c if is_space(c) => ' ',
        c => c,
    }
}

/// Plain form in lower case, for comparisons that ignore case.
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let plain = unify(c);
    plain.to_lowercase().next().unwrap_or(plain)
}

/// Marks that end a sentence.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}
