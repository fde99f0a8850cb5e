//! What must never be taken for one topic, over the whole programme.
