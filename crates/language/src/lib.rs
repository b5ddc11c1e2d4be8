//! The reading: sentences, mentions, times, quotations and structure of one article.
