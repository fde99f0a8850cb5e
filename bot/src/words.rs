//! Phrases the bot composes from the texts of `locales/`: headings, lines, moments.

use chrono::TimeDelta;
use listok_core::domain::request::{Answers, Exam};
use listok_core::domain::stored::Replacement;
use listok_core::domain::{Difficulty, Format, Grade, Kind, Locale, Spec, Subject, Timestamp};
use listok_core::i18n::{Value, text, text_with};

/// A teacher's words made safe inside HTML.
pub(crate) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub(crate) fn subject(locale: Locale, subject: Subject) -> String {
    text(locale, &format!("subject-{subject}"))
}

pub(crate) fn grade(locale: Locale, grade: Grade) -> String {
    text_with(locale, "grade", &[("number", grade.number().into())])
}

/// «Математика, 5 класс», or with its letters «Математика, 5А и 5Б» when classes are named.
pub(crate) fn subject_and_grade(locale: Locale, spec: &Spec) -> String {
    let subject = subject(locale, spec.subject);
    if spec.class_letters.is_empty() {
        return text_with(
            locale,
            "bot-card-line",
            &[("subject", subject.into()), ("grade", spec.grade.number().into())],
        );
    }
    format!("{subject}, {}", escaped(&spec.class_letters.join(", ")))
}

pub(crate) fn level(locale: Locale, difficulty: Difficulty) -> String {
    text(locale, &format!("bot-level-{}", difficulty.code()))
}

pub(crate) fn format(locale: Locale, format: Option<Format>) -> String {
    let code = match format {
        None => "auto",
        Some(Format::TestOnly) => "test_only",
        Some(Format::OpenOnly) => "open_only",
        Some(Format::TestAndOpen) => "test_and_open",
    };
    text(locale, &format!("bot-format-{code}"))
}

const fn exam(exam: Exam) -> &'static str {
    match exam {
        Exam::Vpr => "ВПР",
        Exam::Oge => "ОГЭ",
        Exam::Ege => "ЕГЭ",
        Exam::EgeProfile => "ЕГЭ, профиль",
        Exam::EgeBase => "ЕГЭ, база",
    }
}

/// The topic with a capital letter, or the exam when there is no topic; plain text, not escaped.
pub(crate) fn topic(locale: Locale, spec: &Spec) -> String {
    let mut letters = spec.topic.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text(locale, "bot-card-without-topic"),
    }
}

/// «5 заданий», «2 варианта».
pub(crate) fn counted(locale: Locale, key: &str, count: impl Into<Value<'static>>) -> String {
    text_with(locale, key, &[("count", count.into())])
}

/// The heading of a card or a caption, in HTML: topic in bold, then subject and grade.
pub(crate) fn heading(locale: Locale, spec: &Spec) -> String {
    let mut second = subject_and_grade(locale, spec);
    for extra in spec.kind_of_work.as_deref().into_iter().chain(spec.exam.map(exam)) {
        second.push_str(" · ");
        second.push_str(&escaped(extra));
    }
    format!("<b>{}</b>\n{second}", escaped(&topic(locale, spec)))
}

/// «замена заданий: 3, 7».
pub(crate) fn replacing(locale: Locale, replacement: &Replacement) -> String {
    let numbers: Vec<_> = replacement.tasks.iter().map(u16::to_string).collect();
    let arguments = [("count", numbers.len().into()), ("tasks", numbers.join(", ").into())];
    text_with(locale, "bot-replacing", &arguments)
}

/// «10 заданий · средний уровень · 2 варианта», with whatever else was wished for.
pub(crate) fn settings(locale: Locale, spec: &Spec) -> String {
    let mut parts = vec![counted(locale, "tasks", spec.total)];
    parts.push(if spec.mix.is_empty() && spec.levels.is_empty() {
        level(locale, spec.difficulty)
    } else {
        levels(locale, spec)
    });
    if spec.variants > 1 {
        parts.push(counted(locale, "variants", spec.variants));
    }
    if spec.format.is_some() {
        parts.push(format(locale, spec.format));
    }
    parts.extend(kinds(locale, spec));
    if spec.short_wording {
        parts.push(text(locale, "bot-card-short-wording"));
    }
    if spec.large_print {
        parts.push(text(locale, "bot-card-large-print"));
    }
    match spec.answers {
        Answers::Separate => {}
        Answers::Together => parts.push(text(locale, "bot-card-answers-together")),
        Answers::None => parts.push(text(locale, "bot-card-answers-none")),
    }
    parts.join(" · ")
}

/// «базовый 5, повышенный 5», or the levels that get sections of their own.
fn levels(locale: Locale, spec: &Spec) -> String {
    let name = |level: &Difficulty| text(locale, &format!("difficulty-{}", level.code()));
    if spec.mix.is_empty() {
        return spec.levels.iter().map(name).collect::<Vec<_>>().join(", ");
    }
    let counted = spec.mix.iter().map(|(level, count)| format!("{} {count}", name(level)));
    counted.collect::<Vec<_>>().join(", ")
}

/// «соотнесение 5, открытый ответ», «без: верно/неверно».
fn kinds(locale: Locale, spec: &Spec) -> Vec<String> {
    let name = |kind: &Kind| text(locale, &format!("kind-{}", kind.code()));
    let wanted: Vec<String> = spec
        .include_kinds
        .iter()
        .map(|kind| match spec.per_kind.get(kind) {
            Some(count) => format!("{} {count}", name(kind)),
            None => name(kind),
        })
        .collect();
    let refused: Vec<String> = spec.exclude_kinds.iter().map(name).collect();
    let mut parts = Vec::new();
    if !wanted.is_empty() {
        parts.push(wanted.join(", "));
    }
    if !refused.is_empty() {
        parts.push(text_with(locale, "bot-card-without", &[("kinds", refused.join(", ").into())]));
    }
    parts
}

/// «через 5 минут»: how long until `moment`, rounded up so that it is never too early.
pub(crate) fn until(locale: Locale, moment: Timestamp, now: Timestamp) -> String {
    let left = (moment - now).max(TimeDelta::seconds(1)).num_milliseconds();
    let ceil = |unit: i64| (left + unit - 1) / unit;
    match ceil(1_000) {
        seconds @ ..=90 => counted(locale, "bot-when-seconds", seconds),
        seconds if seconds <= 90 * 60 => counted(locale, "bot-when-minutes", ceil(60_000)),
        _ => counted(locale, "bot-when-hours", ceil(3_600_000)),
    }
}

/// `words` cut to `limit` UTF-16 units, Telegram's measure, with an ellipsis when cut.
pub(crate) fn cut(words: &str, limit: usize) -> String {
    if words.encode_utf16().count() <= limit {
        return words.to_owned();
    }
    let mut left = limit.saturating_sub(1);
    let fits = words.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    fits.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_wait_is_told_in_words_and_never_too_short() {
        let now = DateTime::UNIX_EPOCH;
        let told = |ms| until(Locale::Ru, now + TimeDelta::milliseconds(ms), now);

        assert_eq!(told(20_001), "через 21 секунду");
        assert_eq!(told(120_000), "через 2 минуты");
        assert_eq!(told(300_001), "через 6 минут");
        assert_eq!(told(5 * 3_600_000), "через 5 часов");
        assert_eq!(told(-5), "через 1 секунду");
    }

    #[test]
    fn markup_in_words_is_only_words() {
        assert_eq!(escaped("<b>5 & 3</b>"), "&lt;b&gt;5 &amp; 3&lt;/b&gt;");
    }

    #[test]
    fn long_words_are_cut_to_telegrams_measure() {
        assert_eq!(cut("абвг", 4), "абвг");
        assert_eq!(cut("абвгд", 4), "абв…");
        assert!(cut(&"💥".repeat(10), 8).encode_utf16().count() <= 8);
    }
}
