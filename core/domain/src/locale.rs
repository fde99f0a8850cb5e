//! The languages Listok speaks.

use serde::{Deserialize, Serialize};

/// Language of the interface or of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Russian, the default.
    #[default]
    Ru,
    /// English.
    En,
}

impl Locale {
    /// Every language, in the order it is offered.
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// The BCP 47 language tag.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language for a Telegram `language_code` (BCP 47, may be absent or carry a region).
    ///
    /// Languages whose speakers commonly read Russian get Russian, all others English;
    /// an absent code means Russian, the language of the product.
    pub fn from_language_code(code: Option<&str>) -> Self {
        let Some(code) = code else { return Self::Ru };
        let language = code.split(['-', '_']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "" | "ru" | "be" | "uk" | "kk" | "ky" | "uz" | "tt" | "tg" | "hy" | "az" | "ka" => Self::Ru,
            _ => Self::En,
        }
    }

    /// The language for a stored code; unknown codes read as the default.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|l| l.code() == code).unwrap_or_default()
    }
}
