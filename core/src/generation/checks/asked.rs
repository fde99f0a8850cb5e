//! Sentences that only say how to answer: «Укажите все верные варианты», «Choose two».

use super::said;
use crate::domain::Rich;

/// Words that order something to be done with an answer, beginnings.
const ORDERS: &[&str] = &[
    "укаж",
    "выбер",
    "отмет",
    "отмеч",
    "запиш",
    "впиш",
    "напиш",
    "обвед",
    "подчеркн",
    "найд",
    "дай",
    "введ",
    "внес",
    "перенес",
    "choose",
    "select",
    "mark",
    "tick",
    "pick",
    "circle",
    "write",
    "give",
    "enter",
    "list",
];

/// What it is done with.
const ANSWERS: &[&str] = &[
    "ответ",
    "вариант",
    "корн",
    "корен",
    "решени",
    "верных",
    "правильных",
    "answer",
    "option",
    "root",
    "solution",
    "ones",
];

/// Words beside them that change nothing about the answer: whole, or a beginning with `*`.
const BESIDE: &[&str] = &[
    "в*",
    "вс*",
    "с",
    "и",
    "или",
    "из",
    "их",
    "его",
    "ее",
    "на",
    "по",
    "через",
    "если",
    "то",
    "не",
    "один",
    "одно",
    "одну",
    "два",
    "две",
    "двух",
    "три",
    "трех",
    "четыре",
    "несколько",
    "больше",
    "одного",
    "чем",
    "может",
    "могут",
    "быть",
    "будет",
    "есть",
    "только",
    "верн*",
    "правильн*",
    "подходящ*",
    "нужн*",
    "предложен*",
    "перечислен*",
    "приведен*",
    "данн*",
    "следующ*",
    "список",
    "списк*",
    "номер*",
    "букв*",
    "цифр*",
    "числом",
    "слов*",
    "точк*",
    "запят*",
    "пробел*",
    "порядке",
    "возрастани*",
    "убывани*",
    "бланк*",
    "строк*",
    "тетрад*",
    "поле",
    "внимательн*",
    "среди",
    "all",
    "that",
    "apply",
    "the",
    "your",
    "correct",
    "right",
    "true",
    "one",
    "two",
    "three",
    "both",
    "each",
    "more",
    "than",
    "may",
    "can",
    "be",
    "is",
    "are",
    "there",
    "several",
    "in",
    "of",
    "from",
    "below",
    "as",
    "a",
    "an",
    "to",
    "or",
    "and",
    "if",
    "it",
    "them",
    "only",
    "number",
    "line",
];

/// A question without what only says how to answer; `None` where there is nothing of the kind, or nothing else.
pub(super) fn bare(question: &Rich) -> Option<Rich> {
    let parts = parts(question.source());
    let kept: String = parts.iter().filter(|part| !is_order(part) && !is_definition(part)).copied().collect();
    let changed = kept.len() < question.source().len();
    (changed && kept.chars().any(char::is_alphanumeric)).then(|| Rich(kept.trim().to_owned()))
}

/// A text without what everybody knows of units: «(1 KB = 1024 bytes)».
pub(super) fn without_definitions(text: &str) -> String {
    parts(text).iter().filter(|part| !is_definition(part)).copied().collect::<String>().trim().to_owned()
}

/// Sentences, what stands before a colon or in brackets, and clauses that begin with «и запишите».
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut math) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        math ^= c == '$';
        if math {
            continue;
        }
        let after = at + c.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        let ends = matches!(c, '.' | '!' | '?' | ':' | ';' | ')')
            && (rest.is_empty() || rest.starts_with(char::is_whitespace));
        let begins = c == '(' || (c.is_whitespace() && is_clause(rest));
        let cut = if ends || c == '\n' {
            after
        } else if begins {
            at
        } else {
            continue;
        };
        parts.extend(text.get(from..cut));
        from = cut;
    }
    parts.extend(text.get(from..));
    parts
}

/// «и запишите все корни».
fn is_clause(rest: &str) -> bool {
    ["и ", "and "].iter().filter_map(|joint| rest.strip_prefix(joint)).any(|after| {
        let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        ORDERS.iter().any(|stem| word.starts_with(stem))
    })
}

/// «(1 Кбайт = 1024 байт, 1 байт = 8 бит)»: what everybody knows of units.
fn is_definition(part: &str) -> bool {
    let Some(inside) =
        part.trim().trim_end_matches(['.', '?']).strip_prefix('(').and_then(|part| part.strip_suffix(')'))
    else {
        return false;
    };
    inside.split([',', ';']).all(|one| said::quantities_hold(&said::pieces(&Rich(one.trim().to_owned()))) == Some(true))
}

fn is_order(part: &str) -> bool {
    let lower = part.to_lowercase().replace('ё', "е");
    if lower.contains(['$', '[', '%', '°', '«']) {
        return false;
    }
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let any = |stems: &[&str], word: &str| stems.iter().any(|stem| word.starts_with(stem));
    let (order, answer) = (words.iter().any(|word| any(ORDERS, word)), words.iter().any(|word| any(ANSWERS, word)));
    let known = |word: &&str| {
        // «Выберите 2 верных ответа».
        let few = answer && word.len() == 1 && word.chars().all(|c| c.is_ascii_digit());
        let beside = |other: &&str| other.strip_suffix('*').map_or(word == other, |stem| word.starts_with(stem));
        few || any(ORDERS, word) || any(ANSWERS, word) || BESIDE.iter().any(beside)
    };
    // «Верных два», «Их несколько».
    let counts = matches!(words.as_slice(), [_, "несколько" | "два" | "две" | "три" | "several" | "two" | "three"])
        || matches!(words.as_slice(), ["there", "are", "several" | "two" | "three"]);
    // «Таких чисел несколько», «Подходящих вариантов будет два».
    let few = ["несколько", "два", "две", "три", "several"].iter().any(|count| words.last() == Some(count));
    let such = |word: &&str| {
        any(
            &[
                "так",
                "эт",
                "верн",
                "правильн",
                "подходящ",
                "нужн",
                "чис",
                "слов",
                "вариант",
                "ответ",
                "веществ",
                "случа",
                "может",
                "быть",
                "будет",
                "здесь",
            ],
            word,
        )
    };
    let such = few && (2..6).contains(&words.len()) && words.iter().rev().skip(1).all(such);
    such || (order || answer || counts) && words.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_says_how_to_answer_is_put_aside() {
        for (question, asked) in [
            ("Какие из чисел простые? Укажите все верные варианты.", "Какие из чисел простые?"),
            ("Выберите два верных ответа: какие числа делятся на 3?", "какие числа делятся на 3?"),
            ("Какие числа чётные? Верных ответов может быть несколько.", "Какие числа чётные?"),
            ("Какие числа чётные (выберите 2 варианта)?", "Какие числа чётные"),
            ("Какие числа чётные? Таких чисел несколько.", "Какие числа чётные?"),
            ("Which are prime? Select all that apply.", "Which are prime?"),
            ("Choose two. Which are even?", "Which are even?"),
            ("Решите уравнение $x^2=4$ и запишите все корни.", "Решите уравнение $x^2=4$"),
            (
                "Решите уравнение $x^2=4$. Если корней несколько, запишите их через точку с запятой.",
                "Решите уравнение $x^2=4$.",
            ),
            ("Вычисли и выбери верный ответ: $8\\cdot7$.", "Вычисли $8\\cdot7$."),
            ("Вычислите: 48 : 6. Ответ запишите цифрами.", "Вычислите: 48 : 6."),
        ] {
            assert_eq!(bare(&question.into()).map(|bare| bare.0).as_deref(), Some(asked), "{question}");
        }
    }

    #[test]
    fn what_changes_the_answer_stays() {
        for question in [
            "Вычислите: 2 : 3. Ответ округлите до десятых.",
            "Решите уравнение $x^2=4$. Если корней несколько, укажите больший.",
            "Сколько минут в 2 ч? Ответ дайте в секундах.",
            "Отметьте все простые числа.",
            "Выберите верное равенство.",
            "Укажите верный вариант.",
        ] {
            assert_eq!(bare(&question.into()), None, "{question}");
        }
    }
}
