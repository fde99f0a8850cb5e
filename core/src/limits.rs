//! Rate limits (GCRA) in memory and in Redis.
