//! The slots of a request, each taken from the words.

use super::lexicon;
use super::words::Words;
use crate::domain::request::{Accommodation, Answers, Exam};
use crate::domain::{Difficulty, Format, Grade, Kind, Request};

/// Numbers as words, 1 to 20 in the forms they stand in before a noun.
fn number(word: &str) -> Option<u16> {
    const WORDS: [(&str, u16); 28] = [
        ("один", 1),
        ("одно", 1),
        ("одну", 1),
        ("два", 2),
        ("две", 2),
        ("двух", 2),
        ("три", 3),
        ("трех", 3),
        ("четыре", 4),
        ("четырех", 4),
        ("пять", 5),
        ("шесть", 6),
        ("семь", 7),
        ("восемь", 8),
        ("девять", 9),
        ("десять", 10),
        ("десяток", 10),
        ("двенадцать", 12),
        ("пятнадцать", 15),
        ("двадцать", 20),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("eight", 8),
        ("ten", 10),
        ("twenty", 20),
    ];
    word.parse().ok().or_else(|| WORDS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n))
}

fn ordinal(word: &str) -> Option<u8> {
    const STEMS: [(&str, u8); 22] = [
        ("первый", 1),
        ("первого", 1),
        ("второй", 2),
        ("второго", 2),
        ("третий", 3),
        ("третьего", 3),
        ("четверт", 4),
        ("пятый", 5),
        ("пятого", 5),
        ("шестой", 6),
        ("шестого", 6),
        ("седьм", 7),
        ("восьмо", 8),
        ("девятый", 9),
        ("девятого", 9),
        ("десятый", 10),
        ("десятого", 10),
        ("одиннадцат", 11),
        ("пятом", 5),
        ("шестом", 6),
        ("третьем", 3),
        ("втором", 2),
    ];
    STEMS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, n)| *n)
}

fn grade_of(n: u16) -> Option<Grade> {
    u8::try_from(n).ok().and_then(|n| Grade::new(n).ok())
}

pub(super) fn exam(words: &mut Words, request: &mut Request) {
    for (stem, exam, grade) in [("впр", Exam::Vpr, None), ("огэ", Exam::Oge, Some(9)), ("егэ", Exam::Ege, Some(11))]
    {
        if words.take_all(&[stem]) {
            let profile = exam == Exam::Ege && words.take_all(&["профил"]);
            let base = exam == Exam::Ege && words.take_all(&["базов", "база"]);
            request.exam = Some(match (profile, base) {
                (true, _) => Exam::EgeProfile,
                (_, true) => Exam::EgeBase,
                _ => exam,
            });
            request.grade = grade.and_then(grade_of);
        }
    }
}

pub(super) fn variants(words: &mut Words, request: &mut Request) {
    let Some(at) = words.find(|w| w.starts_with("вариант") || w.starts_with("variant") || w == "вар") else {
        return;
    };
    for back in 1..=2 {
        if let Some(n) = at.checked_sub(back).and_then(|i| words.get(i)).and_then(number) {
            request.variants = u8::try_from(n).ok();
            words.take(at - back, back + 1);
            return;
        }
    }
}

/// «5 класс», «6б», «класс 7», «восьмой», "grade 5", "5th grade", "Year 6".
pub(super) fn grade(words: &mut Words, request: &mut Request) {
    for at in 0..words.len() {
        let Some(word) = words.get(at).map(str::to_owned) else { continue };
        let is_class = word == "кл" || word.starts_with("класс") || word == "grade" || word == "grader";
        if is_class || word == "year" {
            // «5 класс», «5 б класс», «5-й класс», "5 th grade"
            for back in 1..=2 {
                if let Some(n) = at
                    .checked_sub(back)
                    .and_then(|i| words.get(i))
                    .and_then(|w| number(w).or(ordinal(w).map(Into::into)))
                    && let Some(grade) = grade_of(n)
                {
                    letter(words, at - back + 1, grade, request);
                    request.grade = Some(grade);
                    words.take(at - back, back + 1);
                    return;
                }
            }
            if let Some(n) = words.get(at + 1).and_then(number) {
                let n = if word == "year" { n.saturating_sub(1) } else { n };
                if let Some(grade) = grade_of(n) {
                    letter(words, at + 2, grade, request);
                    request.grade = Some(grade);
                    words.take(at, 2);
                    return;
                }
            }
        }
    }
    // «6б»: a grade and a letter that touch.
    for at in 0..words.len() {
        let next_is_letter = words.get(at + 1).is_some_and(|w| matches!(w, "а" | "б" | "в" | "г" | "д" | "е"));
        if next_is_letter && let Some(grade) = words.get(at).and_then(|w| w.parse().ok()).and_then(grade_of) {
            letter(words, at + 1, grade, request);
            request.grade = Some(grade);
            words.take(at, 2);
            return;
        }
    }
    if let Some(at) = words.find(|w| ordinal(w).is_some()) {
        request.grade = words.get(at).and_then(ordinal).and_then(|n| Grade::new(n).ok());
        words.take(at, 1);
    }
    // «алгебра 8 …»: a number right behind the subject.
    if request.grade.is_none()
        && let Some(at) = words.find(|w| lexicon::subject_word(w).is_some())
        && let Some(grade) = words.get(at + 1).and_then(|w| w.parse().ok()).and_then(grade_of)
        && !words.get(at + 2).is_some_and(counted)
    {
        request.grade = Some(grade);
        words.take(at + 1, 1);
    }
}

fn letter(words: &mut Words, at: usize, grade: Grade, request: &mut Request) {
    if let Some(letter) = words.get(at)
        && matches!(letter, "а" | "б" | "в" | "г" | "д" | "е")
    {
        request.class_letters.push(format!("{grade}{}", letter.to_uppercase()));
        words.take(at, 1);
    }
}

/// Nouns that tasks are counted by.
fn counted(word: &str) -> bool {
    const NOUNS: [&str; 18] = [
        "задан",
        "задач",
        "пример",
        "вопрос",
        "упражн",
        "штук",
        "шт",
        "слов",
        "предлож",
        "пункт",
        "уравнен",
        "номер",
        "task",
        "question",
        "problem",
        "exercise",
        "example",
        "item",
    ];
    NOUNS.iter().any(|noun| word.starts_with(noun))
}

pub(super) fn count(words: &mut Words, request: &mut Request) {
    for at in 0..words.len() {
        let Some(n) = words.get(at).and_then(number) else { continue };
        // «10 примеров», «10 простых примеров»
        let behind = (1..=2).find(|ahead| words.get(at + ahead).is_some_and(counted));
        if let Some(ahead) = behind {
            request.total = Some(n);
            // «уравнений» and «слов» may belong to the topic, the plain nouns do not.
            words.take(at, 1);
            if words.get(at + ahead).is_some_and(|w| !w.starts_with("уравнен")) {
                words.take(at + ahead, 1);
            }
            return;
        }
    }
}

pub(super) fn manner(words: &mut Words, request: &mut Request) {
    if words.take_all(&["посложн", "сложн", "повышен", "трудн", "олимпиадн", "hard", "advanced", "difficult"])
    {
        request.difficulty = Some(Difficulty::Hard);
    }
    // «простые числа», «простые уравнения» are topics.
    let numbers = words.iter().any(|w| w.starts_with("числ") || w.starts_with("предложен"));
    if words.take_all(&["полегч", "легк", "базов", "easy", "basic"])
        || (!numbers && words.take_all(&["прост", "simple"]))
    {
        request.difficulty = Some(Difficulty::Easy);
    }
    if let Some(at) = words.find(|w| w.starts_with("средн")) {
        let level = words.get(at + 1).is_some_and(|w| w.starts_with("уров") || w.starts_with("сложн"));
        if level {
            request.difficulty = Some(Difficulty::Medium);
            words.take(at, 2);
        }
    }
    words.take_all(&["уровень", "уровня", "сложности"]);
    without(words, request);
    let both = words.find(|w| w == "тест").is_some() && words.iter().any(|w| w.starts_with("открыт") || w == "задания");
    if words.take_all(&["тест", "test", "quiz"]) && request.format.is_none() {
        request.format = Some(if both { Format::TestAndOpen } else { Format::TestOnly });
        words.take_all(&["открыт"]);
    }
    with_answers(words, request);
    if let Some(at) = words.find(|w| w.starts_with("шрифт")) {
        request.accommodation.insert(Accommodation::LargePrint);
        words.take(at, 1);
        words.take_all(&["крупн", "покрупн"]);
    }
    for (stem, work) in [
        ("самостоятельн", "самостоятельная"),
        ("контрольн", "контрольная"),
        ("проверочн", "проверочная"),
        ("диктант", "диктант"),
        ("домашн", "домашняя"),
        ("тренажер", "тренажёр"),
    ] {
        if words.take_all(&[stem]) {
            request.kind_of_work = Some(work.to_owned());
            words.take_all(&["работ"]);
        }
    }
}

/// «без тестов», «без соотнесения», «без ответов».
fn without(words: &mut Words, request: &mut Request) {
    while let Some(at) = words.find(|w| w == "без" || w == "without") {
        let Some(what) = words.get(at + 1).map(str::to_owned) else { return };
        if what.starts_with("тест") || what.starts_with("test") {
            request.format = Some(Format::OpenOnly);
        } else if what.starts_with("соотнес") || what.starts_with("matching") {
            request.exclude_kinds.insert(Kind::Matching);
        } else if what.starts_with("ответ") || what.starts_with("answer") {
            request.answers = Some(Answers::None);
        } else {
            return;
        }
        words.take(at, 2);
    }
}

fn with_answers(words: &mut Words, request: &mut Request) {
    let apart = words.iter().any(|w| w.starts_with("отдельн"));
    if words.iter().any(|w| w.starts_with("ответами") || w.starts_with("ключ") || w == "answers") {
        if let Some(at) = words.find(|w| w.starts_with("ответами"))
            && at > 0
            && words.get(at - 1).is_some_and(|w| w == "с")
        {
            words.take(at - 1, 1);
        }
        words.take_all(&["ответами", "ключ", "answers"]);
        words.take_all(&["отдельн"]);
        request.answers = Some(if apart { Answers::Separate } else { Answers::Together });
    }
}

pub(super) fn subject(words: &mut Words, request: &mut Request) {
    if let Some(at) = words.find(|w| lexicon::subject_word(w).is_some()) {
        request.subject = words.get(at).and_then(lexicon::subject_word);
        words.take(at, 1);
        // «русский язык», «рус яз», «окружающий мир»
        if words.get(at + 1).is_some_and(|next| next == "яз" || next == "мир" || next.starts_with("язык")) {
            words.take(at + 1, 1);
        }
        if at > 0 && words.get(at - 1).is_some_and(|w| w == "по") {
            words.take(at - 1, 1);
        }
    }
}
