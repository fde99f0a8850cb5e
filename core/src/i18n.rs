//! Texts for people, from `locales/`.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

use crate::domain::Locale;

static_loader! {
    static LOCALES = {
        locales: "../locales",
        fallback_language: "ru",
        // Isolation marks (U+2068…) would end up in file names, PDFs and buttons.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static RU: LanguageIdentifier = langid!("ru");
static EN: LanguageIdentifier = langid!("en");

fn language(locale: Locale) -> &'static LanguageIdentifier {
    match locale {
        Locale::Ru => &RU,
        Locale::En => &EN,
    }
}

/// The text of a key; a key without a text reads as the key itself, so nothing ever fails for a word.
pub fn text(locale: Locale, key: &str) -> String {
    LOCALES.try_lookup(language(locale), key).unwrap_or_else(|| key.to_owned())
}

/// The text of a key with arguments, e.g. `text_with(locale, "tasks", &[("count", 5.into())])`.
pub fn text_with(locale: Locale, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
    let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> =
        arguments.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    LOCALES.try_lookup_with_args(language(locale), key, &arguments).unwrap_or_else(|| key.to_owned())
}

/// A value for [`text_with`].
pub use fluent_templates::fluent_bundle::FluentValue as Value;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn keys(locale: Locale) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales").join(locale.code());
        let mut keys = BTreeSet::new();
        for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let source = std::fs::read_to_string(file.path()).unwrap_or_default();
            for line in source.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_alphabetic())) {
                let key = line.split('=').next().unwrap_or_default().trim().to_owned();
                assert!(keys.insert(key.clone()), "{key} stands twice in {}", locale.code());
            }
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert!(!keys(Locale::Ru).is_empty());
        assert_eq!(keys(Locale::Ru), keys(Locale::En));
    }

    #[test]
    fn russian_plurals_have_their_three_forms() {
        let tasks = |n: u8| text_with(Locale::Ru, "tasks", &[("count", n.into())]);
        assert_eq!(
            [tasks(1), tasks(2), tasks(5), tasks(11), tasks(21)],
            ["1 задание", "2 задания", "5 заданий", "11 заданий", "21 задание"]
        );
    }
}
