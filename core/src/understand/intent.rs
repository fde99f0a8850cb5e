//! What a message wants when it is no plain request.

use super::words::Words;
use crate::domain::Request;
use crate::domain::request::Intent;

/// Orders to a model instead of a wish for a sheet.
pub(super) fn is_injection(text: &str) -> bool {
    const SIGNS: [&str; 20] = [
        "игнорируй",
        "забудь все",
        "забудь пред",
        "системный промпт",
        "system prompt",
        "ignore previous",
        "ignore all",
        "ignore the",
        "свои инструкции",
        "инструкции разработчика",
        "prompt injection",
        "ты теперь",
        "ты терминал",
        "теперь ты",
        "/etc/passwd",
        "твой промпт",
        "your prompt",
        "your instructions",
        "developer mode",
        "jailbreak",
    ];
    let lower = text.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign))
}

/// A message that is one of a few well-known words.
pub(super) fn bare(words: &Words) -> Option<Intent> {
    let all: Vec<&str> = words.iter().collect();
    let only = |known: &[&str]| !all.is_empty() && all.iter().all(|w| known.iter().any(|k| w.starts_with(k)));
    let has = |stem: &str| all.iter().any(|w| w.starts_with(stem));
    if only(&[
        "привет",
        "здравствуй",
        "добр",
        "день",
        "утро",
        "вечер",
        "спасибо",
        "благодар",
        "hello",
        "hi",
        "thank",
        "hey",
        "пока",
        "большое",
    ]) {
        return Some(Intent::Greeting);
    }
    if only(&["помощь", "помоги", "help", "справка", "как", "это", "работает", "что", "умеешь", "ты"])
    {
        return Some(Intent::Help);
    }
    if only(&["отмена", "отмени", "стоп", "cancel", "stop", "хватит"]) {
        return Some(Intent::Cancel);
    }
    let short = all.len() <= 5;
    if short
        && (has("мои") || has("мой") || has("my"))
        && (has("лист") || has("работ") || has("задан") || has("sheet") || has("worksheet"))
    {
        return Some(Intent::ListMine);
    }
    if short && (has("баланс") || has("лимит") || has("остал") && has("сколько")) {
        return Some(Intent::Balance);
    }
    None
}

/// A wish about the last sheet. Fills the request and returns whether it is one.
pub(super) fn follow_up(words: &Words, request: &mut Request) -> bool {
    let all: Vec<&str> = words.iter().collect();
    let has = |stem: &str| all.iter().any(|w| w.starts_with(stem));
    if has("замени") || has("replace") {
        request.tasks = all.iter().filter_map(|w| w.parse().ok()).collect();
        if !request.tasks.is_empty() {
            request.intent = Intent::ReplaceTasks;
            return true;
        }
    }
    if (has("еще") || has("another") || has("друг"))
        && (has("вариант") || has("variant") || all.len() <= 2 || request.variants.is_some())
    {
        request.intent = Intent::AnotherVariant;
        return true;
    }
    if has("так") && has("же") || has("такой") {
        request.intent = Intent::ReviseLast;
    }
    if let Some(difficulty) = request.difficulty
        && (all.len() <= 2 || request.intent == Intent::ReviseLast)
        && request.grade.is_none()
    {
        request.difficulty_delta = Some(if difficulty == crate::domain::Difficulty::Hard { 1 } else { -1 });
        request.difficulty = None;
        request.intent = Intent::ReviseLast;
    }
    if (has("word") || has("ворд") || has("docx")) && all.len() <= 4 {
        request.intent = Intent::Export;
        return true;
    }
    request.intent == Intent::ReviseLast
}

/// Wishes that are no worksheet.
pub(super) fn is_off_topic(text: &str, request: &Request) -> bool {
    const SIGNS: [&str; 12] = [
        "погода",
        "поздравлен",
        "стих ",
        "стихах",
        "анекдот",
        "рецепт",
        "weather",
        "poem",
        "гороскоп",
        "сочинение за",
        "курс валют",
        "joke",
    ];
    let lower = text.to_lowercase();
    request.grade.is_none() && SIGNS.iter().any(|sign| lower.contains(sign))
}
