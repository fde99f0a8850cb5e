//! A teacher's words become a request or one question; pure.
