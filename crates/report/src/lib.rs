//! The ways out: table, JSON, JSON Lines, annotated text.
