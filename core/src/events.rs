//! What happened, for the panel's live view and metrics.
