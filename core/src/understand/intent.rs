//! What a message wants when it is no plain request.

use super::lexicon::Tag;
use super::message::Message;
use crate::domain::Request;
use crate::domain::request::Intent;

/// A greeting or thanks, nothing else.
pub(super) fn is_greeting(m: &Message) -> bool {
    let words = || m.tokens.iter().enumerate().filter(|(_, token)| token.is_word());
    let polite = |at: usize| m.mark(at, |tag| matches!(tag, Tag::Greeting | Tag::GreetingCore).then_some(())).is_some();
    words().next().is_some()
        && words().all(|(at, _)| polite(at))
        && words().any(|(at, _)| m.is(at, Tag::GreetingCore).is_some())
}

/// Wishes about the bot and the sheets already made.
pub(super) fn about_us(m: &Message, request: &Request) -> Option<Intent> {
    let words = m.tokens.iter().filter(|token| token.is_word()).count();
    let new = request.subject.is_some() || request.exam.is_some();
    let listing = m.has(&[
        "мои",
        "моих",
        "моя",
        "мой",
        "делал",
        "сделанн",
        "создавал",
        "создан",
        "прошл",
        "предыдущ",
        "стары",
        "истори",
        "архив",
        "сохранен",
        "был",
    ]) || m
        .says(&["my", "made", "created", "history", "previous", "past", "old", "recent", "earlier", "last"]);
    let asking = m.has(&[
        "покаж",
        "показ",
        "список",
        "найд",
        "найти",
        "откр",
        "где",
        "что",
        "какие",
        "посмотр",
        "верн",
        "перечисл",
        "архив",
    ]) || m.says(&["show", "list", "what", "see", "find", "open", "where", "view"]);
    let sheets = m.has(&[
        "лист",
        "работ",
        "задани",
        "тест",
        "карточ",
        "запрос",
        "материал",
        "sheet",
        "worksheet",
        "order",
        "generat",
    ]);
    if (listing
        && (asking || sheets && words <= 4)
        && request.grade.is_none()
        && request.total.is_none()
        && !m.has(&["сколько"]))
        && (sheets || m.has(&["делал", "создав", "архив", "истори"]) || m.says(&["made", "created", "history"]))
        && request.kind_of_work.as_deref().is_none_or(|_| m.has(&["мои", "мой", "моя"]))
    {
        return Some(Intent::ListMine);
    }
    let quota = m.has(&[
        "баланс",
        "лимит",
        "тариф",
        "подписк",
        "оплат",
        "квот",
        "кредит",
        "balance",
        "quota",
        "credit",
        "subscription",
        "remaining",
        "limit",
        "pricing",
    ]);
    let how_many = m.has(&["сколько"]) || m.says(&["many", "much"]);
    let left = m.has(&[
        "остал",
        "бесплатн",
        "стоит",
        "доступн",
        "лист",
        "могу",
        "еще",
        "left",
        "free",
        "cost",
        "sheet",
        "worksheet",
    ]);
    if !new && request.grade.is_none() && (quota && words <= 9 || how_many && left) {
        return Some(Intent::Balance);
    }
    if new || request.grade.is_some() {
        return None;
    }
    let able = m.has(&[
        "умеешь",
        "умеет",
        "можешь",
        "пользоват",
        "работаешь",
        "работает",
        "начать",
        "устроен",
        "помочь",
        "нажимать",
        "спрашивать",
    ]) && m.has(&["что", "как", "чем", "куда", "с чего"])
        && words <= 8
        && request.total.is_none();
    let english = m.says(&["how", "what"])
        && m.says(&["you", "this", "it", "use"])
        && m.says(&["do", "does", "can", "work", "use"])
        && words <= 9;
    let bare = words <= 3 && m.has(&["помощь", "справк", "help", "инструкци", "команды", "commands"]);
    if (able || english || bare) && !m.tokens.iter().any(|t| t.digits.is_some()) {
        return Some(Intent::Help);
    }
    let stop = m.has(&["отмен", "хватит", "передумал", "остановис", "прекрати", "abort", "cancel", "nevermind"])
        || m.says(&["стоп", "stop"])
        || m.has(&["ничего"]) && m.says(&["надо", "нужно"])
        || m.has(&["never"]) && m.says(&["mind"])
        || m.says(&["forget"]) && m.says(&["it"])
        || words == 2 && m.says(&["не"]) && m.says(&["надо", "нужно"]);
    if stop
        && words <= 7
        && request.exclude_kinds.is_empty()
        && request.answers.is_none()
        && request.total.is_none()
        && request.format.is_none()
    {
        return Some(Intent::Cancel);
    }
    None
}

pub(super) fn is_export(m: &Message) -> bool {
    let file = m.has(&["ворд", "docx", "гугл", "google"])
        || m.says(&["word", "doc", "pdf", "пдф", "вордовск", "вордом", "ворде"]);
    let handed = m.has(&[
        "скин",
        "пришл",
        "отправ",
        "выгруз",
        "скачат",
        "сохран",
        "конверт",
        "экспорт",
        "download",
        "export",
        "save",
        "send",
        "convert",
        "дай",
        "можно",
        "нужен",
        "хочу",
        "сделай",
        "need",
        "get",
        "формат",
    ]) || m.tokens.len() <= 3;
    let bare = m.has(&["скачат", "экспорт", "download", "export"])
        || m.has(&["файл"]) && m.has(&["скин", "пришл", "отправ", "дай"]) && !m.has(&["ответ", "ключ"]);
    file && handed || bare
}

/// Wishes that are no worksheet.
pub(super) fn is_off_topic(m: &Message, text: &str) -> bool {
    const ALWAYS: [&str; 34] = [
        "погод",
        "анекдот",
        "гороскоп",
        "курс валют",
        "курс доллар",
        "рецепт",
        "будильник",
        "поздравлени",
        "поздравь",
        "тост ",
        "weather",
        "joke",
        "horoscope",
        "recipe",
        "за ученика",
        "за меня",
        "песню",
        "сценари",
        "характеристик",
        "резюме",
        "такси",
        "пиццу",
        "song",
        "who won",
        "кто выиграл",
        "план урока",
        "план-конспект",
        "конспект урока",
        "lesson plan",
        "презентаци",
        "заявление",
        "как дела",
        "how are you",
        "переведи",
    ];
    const WRITTEN: [&str; 16] = [
        "сочинение",
        "эссе",
        "реферат",
        "доклад",
        "стих",
        "письмо",
        "рассказ",
        "отзыв",
        "курсов",
        "сказку",
        "essay",
        "poem",
        "letter",
        "report",
        "story",
        "speech",
    ];
    const WRITING: [&str; 9] =
        ["напиши", "напишите", "сочини", "придумай", "составь", "подготовь", "write", "compose", "сделай"];
    let lower = text.to_lowercase().replace('ё', "е");
    // «такси» begins a word here, not «синтаксический».
    let begins = |sign: &str| {
        let mut places = lower.match_indices(sign).map(|(at, _)| at);
        places.any(|at| !lower[..at].ends_with(char::is_alphabetic))
    };
    if ALWAYS.iter().any(|sign| begins(sign)) {
        return !lower.contains("лист") || lower.contains("поздрав");
    }
    // «напиши сочинение» is no sheet, «задания по сочинению» is.
    (0..m.len()).any(|at| {
        WRITING.contains(&m.tokens[at].word.as_str())
            && (at + 1..m.len().min(at + 5)).any(|i| {
                let near = (at + 1..i).all(|k| {
                    m.unit(k).is_none()
                        && !matches!(m.tokens[k].word.as_str(), "по" | "on" | "about" | "к" | "тест" | "карточки")
                });
                near && WRITTEN.iter().any(|what| m.tokens[i].word.starts_with(what))
            })
    })
}

/// A question to a talker, a task to be solved: no worksheet.
pub(super) fn is_question(m: &Message, request: &Request) -> bool {
    const ASKING: [&str; 24] = [
        "кто",
        "почему",
        "зачем",
        "когда",
        "где",
        "какая",
        "какой",
        "какое",
        "какие",
        "сколько",
        "реши",
        "решите",
        "объясни",
        "объясните",
        "расскажи",
        "расскажите",
        "who",
        "why",
        "when",
        "where",
        "solve",
        "explain",
        "tell",
        "translate",
    ];
    let sheet = (0..m.len()).any(|at| {
        let mark = |tag| matches!(tag, Tag::Test | Tag::Work(_) | Tag::Kind(_) | Tag::Class);
        m.tokens[at].taken || m.unit(at).is_some() || m.mark(at, |tag| mark(tag).then_some(())).is_some()
    });
    let first =
        m.tokens.iter().find(|token| token.is_word() && !matches!(token.word.as_str(), "а" | "и" | "ну" | "and"));
    request.grade.is_none() && !sheet && first.is_some_and(|token| ASKING.contains(&token.word.as_str()))
}
