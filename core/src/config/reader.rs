//! Reading a named value as what it must be; every fault is kept for one report.

use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;

use super::VARIABLES;

/// Values by name, with what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) source: &'a dyn Fn(&str) -> Option<String>,
    pub(super) faults: Vec<String>,
}

impl Reader<'_> {
    pub(super) fn value(&mut self, name: &str) -> Option<String> {
        let own = (self.source)(name).filter(|v| !v.trim().is_empty());
        let file = (self.source)(&format!("{name}_FILE")).filter(|v| !v.trim().is_empty());
        let value = match (own, file) {
            (Some(_), Some(_)) => {
                self.faults.push(format!("{name} and {name}_FILE are both set: keep one"));
                None
            }
            (None, Some(path)) => match std::fs::read_to_string(PathBuf::from(&path)) {
                Ok(content) => Some(content.trim().to_owned()).filter(|v| !v.is_empty()),
                Err(error) => {
                    self.faults.push(format!("{name}_FILE cannot be read: {error}"));
                    None
                }
            },
            (own, None) => own.map(|v| v.trim().to_owned()),
        };
        let default = VARIABLES.iter().find(|v| v.name == name).map(|v| v.default.to_owned());
        value.or(default).filter(|v| !v.is_empty())
    }

    pub(super) fn secret(&mut self, name: &str) -> Option<SecretString> {
        self.value(name).map(SecretString::from)
    }

    /// A whole number within bounds.
    pub(super) fn number(&mut self, name: &str, bounds: std::ops::RangeInclusive<u32>) -> u32 {
        match self.value(name).unwrap_or_default().parse() {
            Ok(number) if bounds.contains(&number) => number,
            _ => {
                self.faults.push(format!("{name} must be a whole number from {} to {}", bounds.start(), bounds.end()));
                *bounds.start()
            }
        }
    }

    /// An amount of money in nano-units, if it is set.
    pub(super) fn nano(&mut self, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        let (whole, fraction) = value.split_once('.').unwrap_or((&value, ""));
        let digits = !whole.is_empty() && (whole.to_owned() + fraction).chars().all(|c| c.is_ascii_digit());
        let nano = (digits && fraction.len() <= 9).then(|| format!("{whole}{fraction:0<9}").parse().ok()).flatten();
        if nano.is_none() {
            self.faults.push(format!("{name} must be an amount such as 5 or 0.50"));
        }
        nano
    }

    pub(super) fn address(&mut self, name: &str) -> SocketAddr {
        self.value(name).unwrap_or_default().parse().unwrap_or_else(|_| {
            self.faults.push(format!("{name} must be an address and port, e.g. 127.0.0.1:8080"));
            SocketAddr::from(([127, 0, 0, 1], 0))
        })
    }

    /// An http(s) address without its trailing slash.
    pub(super) fn url(&mut self, name: &str) -> Option<String> {
        let url = self.value(name)?;
        if !url.starts_with("http://") && !url.starts_with("https://") {
            self.faults.push(format!("{name} must start with http:// or https://"));
        }
        Some(url.trim_end_matches('/').to_owned())
    }

    pub(super) fn one_of<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.value(name).unwrap_or_default();
        let found = choices.iter().find(|(word, _)| *word == value).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
            self.faults.push(format!("{name} must be one of: {}", words.join(", ")));
        }
        found
    }
}
