//! The conversation with one teacher: what was said or pressed, and what is answered.

pub(crate) mod button;
pub(crate) mod card;
pub(crate) mod draft;
