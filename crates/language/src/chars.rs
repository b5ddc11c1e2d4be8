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
        c if c.is_ascii_graphic() => c,
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

/// A mark that changes the character before it and never stands alone: accents, joiners, variation selectors, skin tones,
/// the soft hyphen.
pub(crate) fn is_extender(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200C}' | '\u{200D}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// A mark that can only open a quotation.
pub(crate) fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '„' | '‚' | '‹' | '「' | '『')
}

/// A mark that can only close a quotation; `’` may also be an apostrophe.
pub(crate) fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | '」' | '』')
}

/// A mark that opens or closes a quotation, as it stands.
pub(crate) fn is_plain_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}
