//! What one teacher may ask for.

/// Most tasks in one variant.
pub const MAX_TASKS: u8 = 40;
/// Most variants of one sheet.
pub const MAX_VARIANTS: u8 = 4;
/// Tasks in a variant when the teacher names no number.
pub const DEFAULT_TASKS: u8 = 10;
/// Longest text of a request we read, in characters; longer ones get a polite refusal.
pub const MAX_REQUEST_CHARS: usize = 1_000;
/// Longest topic, in characters.
pub const MAX_TOPIC_CHARS: usize = 200;
/// Jobs of one teacher that may run at once; further ones wait their turn.
pub const RUNNING_JOBS_PER_TEACHER: usize = 2;
