//! Jobs: River behind our words.
