//! The run: every registered analyzer over every article, in parallel, isolated, in order.
