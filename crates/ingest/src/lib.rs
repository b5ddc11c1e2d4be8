//! The ways in: files, folders, standard input, JSON Lines and gzip become articles.
