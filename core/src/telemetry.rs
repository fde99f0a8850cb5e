//! Logs and metrics: names, labels, formats.
