//! Hints a question gives: its answer told before it is asked, computed in it, or named by a letter.

use super::words::{content, is_form, repeats_itself, runs, stands_in};
use crate::domain::Rich;
use crate::domain::rich::Inline;
use crate::math;

/// «Подсказка: получится 70»: a hint that is the answer.
pub(super) fn hinted(question: &str, answer: &str) -> bool {
    const HINTS: &[&str] = &[
        "подсказка",
        "получится",
        "получаем",
        "в ответе будет",
        "в ответе получ",
        "ответ:",
        "ответ —",
        "hint",
        "answer:",
        "you should get",
    ];
    HINTS.iter().any(|hint| {
        question.split_once(hint).is_some_and(|(_, after)| {
            let after: String = after.chars().take(40).collect();
            !answer.is_empty() && stands_in(&after.replace('\u{a0}', " "), answer) && !after.contains('?')
        })
    })
}

/// «Смутное время закончилось в 1613 году. В каком году закончилось Смутное время?»
pub(super) fn told_before(question: &str, answer: &str) -> bool {
    let Some((before, asked)) = question.trim_end_matches('?').rsplit_once(". ") else { return false };
    let parts = before.split(". ").flat_map(|sentence| std::iter::once(sentence).chain(clauses(sentence)));
    counted_before(before, asked, answer)
        || measured_before(before, asked, answer)
        || std::iter::once(before).chain(parts).any(|part| says_number(before, part, asked, answer))
}

/// The clauses of a sentence, where it has several.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(", ").flat_map(|part| part.split(" и ")).filter(|clause| clause.chars().count() > 12)
}

/// Words that only ask.
fn only_asks(word: &str) -> bool {
    ["найди", "чему", "сколько", "како", "каки", "кака", "вычисл", "определи", "назови", "укажи"]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// Whether a part of what was said before has the number, and is what is asked.
fn says_number(before: &str, part: &str, asked: &str, answer: &str) -> bool {
    let digits = part.chars().any(|c| c.is_ascii_digit());
    // Other numbers there are to be computed with, unless they are asked about once more.
    let numbers = |text: &str| runs(text).into_iter().filter(|run| run != answer).collect::<Vec<_>>();
    if !digits || numbers(part) != numbers(asked) || stands_in(asked, answer) || !stands_in(part, answer) {
        return false;
    }
    let wanted: Vec<String> = content(asked).into_iter().filter(|word| !only_asks(word)).collect();
    let stands = |text: &str| {
        let there = content(text);
        wanted.iter().filter(|word| there.iter().any(|other| is_form(other, word))).count()
    };
    // Nothing else is asked than what was said; of a long number its sentence may say less.
    let all = wanted.len() > 1 && stands(before) == wanted.len() && stands(part) * 2 >= wanted.len();
    all || (part == before && answer.len() >= 3 && repeats_itself(part, asked))
}

/// «Катеты 3 и 4, гипотенуза 5. Найдите гипотенузу»: the one thing asked stands before its number.
fn measured_before(before: &str, asked: &str, answer: &str) -> bool {
    let wanted: Vec<String> = content(asked).into_iter().filter(|word| !only_asks(word)).collect();
    let words: Vec<&str> = before
        .split(|c: char| !(c.is_alphanumeric() || c == ','))
        .map(|word| word.trim_matches(','))
        .filter(|word| !word.is_empty())
        .collect();
    let [thing] = wanted.as_slice() else { return false };
    let named = |word: &str| is_form(word, thing);
    words.windows(2).any(|pair| named(pair[0]) && pair[1] == answer)
        || words.windows(3).any(|three| named(three[0]) && three[1].starts_with("рав") && three[2] == answer)
}

/// «В слове «кот» 3 буквы. Сколько букв в слове «кот»?»: the number stands before what is counted, all else is repeated.
fn counted_before(before: &str, asked: &str, answer: &str) -> bool {
    let Some((_, thing)) = ["сколько ", "how many "].iter().find_map(|many| asked.split_once(many)) else {
        return false;
    };
    let Some(thing) = content(thing).into_iter().next() else { return false };
    let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let told = words.windows(2).any(|pair| pair[0] == answer && is_form(pair[1], &thing));
    let (there, wanted) = (content(before), content(asked));
    told && wanted.len() > 2
        && wanted
            .iter()
            .filter(|word| *word != "сколько" && !word.starts_with("одн"))
            .all(|word| there.iter().any(|other| is_form(other, word)))
}

/// «…, если $(x^3)' = 3x^2$», «101₂ = 5₁₀»: a relation of the question that computes its answer.
pub(super) fn worked_out(question: &Rich, answer: &str) -> bool {
    let pressed = |text: &str| text.replace([' ', '\u{a0}', '$', '{', '}'], "").replace(r"\,", "").to_lowercase();
    let answer = pressed(answer);
    let plain = answer.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '−'));
    let letters = answer.len() > 2 && answer.contains(|c: char| c.is_ascii_alphabetic());
    if answer.is_empty() || !(plain || letters) {
        return false;
    }
    let asks = question.plain().to_lowercase();
    let transforms = ["упрост", "раскро", "разлож", "представ", "simplif", "expand", "factor"]
        .iter()
        .any(|stem| asks.starts_with(stem));
    question.inlines().into_iter().any(|inline| {
        let Inline::Math(latex) = inline else { return false };
        let Some((left, right)) = latex.rsplit_once('=') else { return false };
        let right = pressed(right);
        // A derivative, an integral or what is to be transformed, not the function that is given.
        let derived = left.contains('\'')
            || left.contains(r"\int")
            || transforms && left.chars().filter(char::is_ascii_alphabetic).count() > 1;
        let based = plain && right.strip_prefix(answer.as_str()) == Some("_10");
        let valued = || left.contains('\\') && math::approach(left.trim()).is_ok();
        based || (right == answer && if letters { derived } else { valued() })
    })
}

/// «Уравнение имеет корни 2 и 9. Запишите корни …»: several numbers told before they are asked for.
pub(super) fn listed_before(question: &str, answer: &str) -> bool {
    let Some((before, asked)) = question.rsplit_once(". ") else { return false };
    runs(answer).len() > 1
        && ["корн", "решени", "равн", "root", "solution"]
            .iter()
            .any(|stem| before.contains(stem) && asked.contains(stem))
        && stands_in(before, answer)
        && !stands_in(asked, answer)
}

/// «Обратите внимание на вариант Б», «(а — нет, б — да, …)»: options told by their letters.
pub(super) fn names_option(question: &str) -> bool {
    // «Укажите вариант, в котором»: a small letter behind it is a preposition.
    let named = ["ариант ", "арианте ", "арианта ", "ption "].iter().any(|option| {
        question.match_indices(option).any(|(at, _)| {
            let mut behind = question[at + option.len()..].trim_start_matches('«').chars();
            let letter = behind.next().is_some_and(|c| "АБВГДABCD1234".contains(c));
            letter && behind.next().is_none_or(|c| ".,;)»!?".contains(c))
        })
    });
    let lower = question.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let letter = |word: &str| word.chars().count() == 1 && "абвгдabcd1234".contains(word);
    let judged = |word: &str| matches!(word, "да" | "нет" | "верно" | "неверно" | "true" | "false" | "yes" | "no");
    named || words.windows(2).filter(|pair| letter(pair[0]) && judged(pair[1])).count() > 1
}

/// «1 — А: бить баклуши» beside «А: бездельничать»: pairs told by the letters before them.
pub(super) fn labelled(left: &str, right: &str) -> bool {
    let label = right.split([':', ')', '.']).next().map(str::trim).filter(|label| {
        label.chars().count() == 1 && right.chars().count() > 3 && label.chars().all(char::is_alphanumeric)
    });
    label.is_some_and(|label| {
        [format!("— {label}"), format!("- {label}"), format!("({label})"), format!("→ {label}")].iter().any(|mark| {
            left.match_indices(mark.as_str()).any(|(at, _)| !left[at + mark.len()..].starts_with(char::is_alphanumeric))
        })
    })
}

/// «The meeting is [[1]] Monday. We say on Monday»: the answer beside the word behind its gap stands there again.
pub(super) fn said_elsewhere(text: &str, answer: &str) -> bool {
    let Some((before, after)) = text.split_once("[[1]]") else { return false };
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let spaced = after.starts_with(' ') && before.ends_with(' ');
    let there = |phrase: &str| stands_in(before, phrase) || stands_in(after, phrase);
    // «5 байт — это 40 бит: 5 байт = [[1]] бит»
    let left: Vec<&str> =
        before.trim_end().trim_end_matches(['=', '—', '-']).split_whitespace().rev().take(2).collect();
    if let [unit, number] = left.as_slice()
        && spaced
        && !next.is_empty()
        && number.starts_with(|c: char| c.is_ascii_digit())
        && answer.chars().all(|c| c.is_ascii_digit() || c == ',')
        && before.matches(&format!("{number} {unit}")).count() > 1
        && there(&format!("{answer} {next}"))
    {
        return true;
    }
    let short = answer.chars().count() < 2 || next.is_empty();
    spaced
        && !short
        && (next.chars().count() > 3 && there(&format!("{answer} {next}"))
            || !last.is_empty() && there(&format!("{last} {answer} {next}")))
}

/// «Образец: лес — лесной. Запиши прилагательное, образованное от слова «лес»»: the sample is what is asked.
pub(super) fn sampled(question: &str, answer: &str) -> bool {
    let quoted = question.split('«').skip(1).filter_map(|rest| rest.split_once('»').map(|(inside, _)| inside));
    answer.chars().count() > 1
        && quoted.into_iter().any(|word| {
            [" — ", " – ", " - ", " → ", " = "].iter().any(|dash| stands_in(question, &format!("{word}{dash}{answer}")))
        })
}

/// «Химический знак натрия — Na. Запишите химический знак натрия»: the sentence before says it behind a dash.
pub(super) fn told_by_dash(question: &str, answer: &str) -> bool {
    let Some((before, asked)) = question.trim_end_matches(['?', '.']).rsplit_once(". ") else { return false };
    let before = before.rsplit(". ").next().unwrap_or(before).replace('–', "—");
    let Some((named, said)) = before.split_once(" — ") else { return false };
    let (words, there) = (content(named), content(asked));
    said.trim().trim_end_matches('.') == answer
        && !words.is_empty()
        && words.iter().all(|word| there.iter().any(|other| is_form(word, other)))
}

/// «Запишите символ кислорода, который обозначается буквой O».
pub(super) fn denoted(question: &str, answer: &str) -> bool {
    let told = [
        "обозначается буквой ",
        "обозначается символом ",
        "обозначается знаком ",
        "обозначают буквой ",
        "обозначают символом ",
        "обозначается ",
        "обозначаемый ",
        "обозначаемая ",
    ];
    // «Запишите формулу воды H2O»
    let formula = answer.len() > 1 && answer.is_ascii() && answer.chars().all(char::is_alphanumeric);
    if formula && question.contains("формулу") && !question.contains([',', ':', ';']) && stands_in(question, answer)
    {
        return true;
    }
    told.iter().any(|told| {
        question.match_indices(told).any(|(at, _)| {
            let rest = question[at + told.len()..].trim_start_matches(['«', '"']);
            rest.strip_prefix(answer).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_told_before_it_is_asked_is_found() {
        for (question, answer, told) in [
            ("в слове «кот» 3 буквы: к, о, т. сколько букв в слове «кот»?", "3", true),
            ("известно, что 1 байт = 8 бит. сколько бит в одном байте?", "8", true),
            ("число 5 является корнем уравнения 3x − 4 = 11. найдите корень уравнения 3x − 4 = 11", "5", true),
            ("у пети 5 яблок и 3 груши. сколько фруктов у пети?", "8", false),
            ("у пети 5 яблок, он съел 3 яблока. сколько яблок осталось у пети?", "2", false),
            ("сила тока в лампе равна 0,5 а. напряжение 6 в. чему равна сила тока в лампе?", "0,5", true),
            ("война началась в 1700 году и закончилась в 1721 году. в каком году закончилась война?", "1721", true),
            ("катеты 3 и 4, гипотенуза 5. найдите гипотенузу", "5", true),
            ("катет 5, гипотенуза 13. найдите другой катет", "12", false),
            ("масса 6 яблок 3 кг. сколько килограммов в 2 яблоках?", "1", false),
        ] {
            assert_eq!(told_before(question, answer), told, "{question}");
        }
        assert!(listed_before("уравнение x² − 11x + 18 = 0 имеет корни 2 и 9. запишите корни уравнения", "2 и 9"));
        assert!(!listed_before("даны числа 2 и 9. какие из них корни?", "2 и 9"));
    }

    #[test]
    fn an_answer_worked_out_in_a_formula_is_found() {
        for (question, answer, told) in [
            (r"Найдите $\log_2 32$, если $\log_2 32 = 5$.", "5", true),
            ("Найдите производную, если $(x^3)' = 3x^2$.", "$3x^2$", true),
            ("Переведите $101_2 = 5_{10}$.", "5", true),
            (r"Решите уравнение $\sqrt{x} = 1$.", "1", false),
            ("Функция задана формулой $y = 3x^2$. Запишите её.", "$3x^2$", false),
        ] {
            assert_eq!(worked_out(&question.into(), answer), told, "{question}");
        }
    }

    #[test]
    fn samples_letters_and_neighbours_tell_as_much() {
        assert!(sampled("образец: лес — лесной. запиши прилагательное от слова «лес»", "лесной"));
        assert!(!sampled("образец: море — морской. запиши прилагательное от слова «лес»", "лесной"));
        assert!(denoted("запишите символ кислорода, который обозначается буквой o", "o"));
        assert!(names_option("Какой алгоритм содержит повторения? (Обратите внимание на вариант Б.)"));
        assert!(names_option("Какая частица отрицательная? (а — нет, б — да, в — нет, г — нет)"));
        assert!(!names_option("В каком варианте в обоих словах пропущена буква А?"));
        assert!(!names_option("Укажите вариант, в котором записаны только глаголы."));
        assert!(labelled("1 — а: бить баклуши", "а: бездельничать"));
        assert!(!labelled("бить баклуши", "бездельничать"));
        assert!(said_elsewhere("the meeting is [[1]] monday. we say on monday.", "on"));
        assert!(said_elsewhere("we saw a film yesterday. we [[1]] a film yesterday.", "saw"));
        assert!(!said_elsewhere("she [[1]] a film. they saw a play.", "saw"));
    }
}
