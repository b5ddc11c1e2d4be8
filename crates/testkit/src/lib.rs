//! How a plugin's snapshots and rule examples are tested.
