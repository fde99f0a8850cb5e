//! What a solution ends with, as it is written: «откуда x = +7», «…=(5;1)», «Ответ: 2, 3, 5».

use super::computed::{agrees, answered};
use super::said::{self, Piece};
use super::solution::{label, near};
use super::words::{content, folded, is_form};
use super::{algebra, answers, regions, roots};
use crate::domain::Rich;

/// What the last thing a solution comes to stands behind; the last of them in the text counts.
const COMES_TO: &[&str] = &[
    "=",
    "≈",
    "откуда",
    "значит",
    "получим",
    "получаем",
    "получается",
    "следовательно",
    "то есть",
    "итак",
    "ответ:",
    "ответ —",
    r"\in",
    "∈",
    "⇒",
    r"\rightarrow",
    "hence",
    "therefore",
    "thus",
    "we get",
    "so ",
    "answer:",
];

/// What an answer stands behind, and nothing on the way to it.
const ANSWERS: &[&str] = &["ответ:", "ответ —", "answer:", "подходят", "верны", "значит, это"];

/// A text without what does not change what it says: dollars, spaces, names of commands that only set it.
pub(super) fn canonical(text: &str) -> String {
    let mut text = text.replace('−', "-").replace("{,}", ",");
    for (from, to) in [
        ("dfrac", "frac"),
        ("tfrac", "frac"),
        (r"\left", ""),
        (r"\right", ""),
        (r"\text", ""),
        (r"\mathrm", ""),
        (r"\,", ""),
        (r"\;", ""),
        (r"\ ", ""),
        (r"\!", ""),
        (r"^{\circ}", "°"),
        (r"^\circ", "°"),
        (r"\cdot", "·"),
        (r"\infty", "∞"),
        (r"\leqslant", "≤"),
        (r"\geqslant", "≥"),
        (r"\le", "≤"),
        (r"\ge", "≥"),
        (r"\cup", "∪"),
        ("+∞", "∞"),
        ("²", "^2"),
        ("³", "^3"),
    ] {
        text = text.replace(from, to);
    }
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '$' | '{' | '}')).collect();
    let bare = kept.trim_end_matches(['.', ';', ',']).trim_start_matches([':', ',', '—']);
    let bare = match bare.split_once(['=', '∈']) {
        // «x = 7», «v(t) = 3 + 2t».
        Some((name, value)) if is_name(name) => value,
        _ => bare,
    };
    bare.strip_prefix('+').unwrap_or(bare).to_owned()
}

/// A letter, or a function of one.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let letter = chars.next().is_some_and(char::is_alphabetic);
    letter && matches!(chars.as_str(), "" | "(x)" | "(t)" | "'" | "'(x)" | "'(t)")
}

/// What stands behind the last of these marks.
fn behind(solution: &Rich, marks: &[&str]) -> Option<String> {
    let solution = solution.source().replace(r"\infty", "∞");
    let lower = solution.to_lowercase();
    // Lower case may be longer; then the places are not those of the text.
    if lower.len() != solution.len() {
        return None;
    }
    let at = marks.iter().filter_map(|mark| Some(lower.rfind(mark)? + mark.len())).max()?;
    let rest = solution.get(at..)?.trim().trim_start_matches([':', ',', '—', ' ']);
    let rest = rest.trim_end_matches(['.', ';', ' ']);
    rest.chars().any(char::is_alphanumeric).then(|| rest.to_owned())
}

/// Whether a solution's end and an option say one thing.
fn same(end: &str, option: &str) -> bool {
    let (one, other) = (canonical(end), canonical(option));
    if one == other {
        return true;
    }
    // «Значит, коэффициент 5».
    if let [words @ .., last] = end.split_whitespace().collect::<Vec<_>>().as_slice()
        && matches!(words, [_] | [_, _])
        && words.iter().all(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic))
        && canonical(last) == other
    {
        return true;
    }
    // «600 (см)».
    let bare = |text: &str| text.replace(" (", " ").trim_end_matches(')').to_owned();
    let end_value = answered(end).or_else(|| answered(&bare(end)));
    if let (Some((one, unit)), Some((other, other_unit))) = (end_value, answered(option)) {
        return agrees(&one, unit, &other, other_unit) && one.is_plain() == other.is_plain();
    }
    let lettered = |text: &str| !roots::letters(text).is_empty() && !text.contains(['=', '<', '>']);
    lettered(&one)
        && lettered(&other)
        && algebra::alike(end.trim_matches('$'), option.trim().trim_matches('$')) == Some(true)
}

/// Whether a text has another as a whole number, word or bracket, not as a part of a longer one.
fn stands_whole(text: &str, part: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, ',' | '.');
    text.match_indices(part).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + part.len()..].chars().next());
        !before.is_some_and(joins) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Questions whose solutions end with something else than their answer.
fn asks_otherwise(question: &str) -> bool {
    let lower = question.to_lowercase();
    [
        " не ",
        "кроме",
        "неверн",
        "ошиб",
        "лишн",
        "первый шаг",
        "первое действи",
        "except",
        " not ",
        "wrong",
        "first step",
        "провер",
    ]
    .iter()
    .any(|mark| lower.contains(mark))
}

/// «Вторая корзина: 12 + 5 = 17»: a number that is named, and not asked for.
fn is_step(question: &Rich, solution: &Rich, end: &str) -> bool {
    let named =
        behind(solution, &["откуда", "значит", "получим", "получаем", "следовательно", "то есть", "итак", "ответ"]);
    if answered(end).is_none() || named.is_some_and(|named| named.ends_with(end)) {
        return false;
    }
    let plain = solution.plain();
    let Some((before, _)) = plain.rsplit_once('=') else { return false };
    let sentence = before.rsplit(['=', ';']).next().unwrap_or_default().rsplit(". ").next().unwrap_or_default();
    let label = label(sentence);
    let asked = content(&folded(question));
    let is_asked = |word: &String| asked.iter().any(|other| is_form(other, word));
    !label.is_empty() && !label.iter().any(is_asked)
}

/// «$x^2 = 4$», «$t_2 = 9$» of an equation in x: not yet what it is solved by.
fn is_on_the_way(question: &Rich, solution: &Rich) -> bool {
    let unknown = |piece: &Piece| if let Piece::Relation(relation) = piece { roots::unknown(relation) } else { None };
    let Some(unknown) = said::pieces(question).iter().find_map(unknown) else { return false };
    let Some((before, _)) = solution.source().rsplit_once('=') else { return false };
    let left = before.rsplit(['=', ',', ';', ':', '.', '$', '⇒']).next().unwrap_or_default();
    let is_word = |part: &&str| part.len() > 1 && part.chars().all(char::is_alphabetic);
    let left: String = left.replace(r"\quad", "").split_whitespace().filter(|part| !is_word(part)).collect();
    let computed = left.split_once(unknown).is_some_and(|(before, after)| {
        before.ends_with(|c: char| c.is_ascii_digit() || c == '(') || after.contains(['+', '-', '−', '^', '(', '·'])
    });
    computed || roots::letters(&left).iter().any(|letter| *letter != unknown)
}

/// The option a solution ends with where that is not the marked one.
pub(super) fn another<'a>(
    question: &Rich,
    solution: &Rich,
    marked: &Rich,
    others: impl Iterator<Item = &'a Rich>,
) -> Option<String> {
    if asks_otherwise(&question.plain()) || asks_otherwise(&solution.plain()) || is_on_the_way(question, solution) {
        return None;
    }
    let end = behind(solution, COMES_TO)?;
    // «При x − 3 = 0 смысла нет»: what must not be.
    if ["≠", r"\ne"].iter().any(|sign| marked.source().contains(sign)) || is_step(question, solution, &end) {
        return None;
    }
    if same(&end, marked.source()) || stands_whole(&canonical(solution.source()), &canonical(marked.source())) {
        return None;
    }
    let mut reached = others.filter(|option| same(&end, option.source()));
    let (only, None) = (reached.next()?, reached.next()) else { return None };
    // A number of the question is no result.
    let given = stands_whole(&canonical(question.source()), &canonical(only.source()));
    (!given).then(|| solution.plain())
}

/// Whether a solution names its answers, and those are other options than the marked ones.
pub(super) fn other_options(question: &Rich, solution: &Rich, options: &[Rich], marked: &[u8]) -> Option<String> {
    if asks_otherwise(&question.plain()) {
        return None;
    }
    let end = behind(solution, ANSWERS)?.replace(" и ", ";").replace(" and ", ";").replace(", ", ";");
    let place = |part: &str| options.iter().position(|option| canonical(option.source()) == canonical(part));
    let mut named: Vec<usize> = end.split(';').map(place).collect::<Option<_>>()?;
    named.sort_unstable();
    let differ = !named.iter().copied().eq(marked.iter().map(|at| usize::from(*at)));
    (named.len() > 1 && differ).then(|| solution.plain())
}

/// Whether a solution ends with another pair, other bounds or another state of oxidation than the key.
pub(super) fn differs(question: &Rich, solution: &Rich, key: &str) -> Option<String> {
    if asks_otherwise(&question.plain()) || is_on_the_way(question, solution) {
        return None;
    }
    let end = behind(solution, COMES_TO)?;
    let key_text = canonical(key);
    if same(&end, key) || stands_whole(&canonical(solution.source()), &key_text) {
        return None;
    }
    let pair = |text: &str| {
        let round = canonical(text).replace(['[', '\\'], "(").replace(']', ")");
        round.starts_with('(').then(|| answers::point(&round)).flatten()
    };
    if let (Some(end), Some(key)) = (pair(&end), pair(key)) {
        return (end != key).then(|| solution.plain());
    }
    if regions::same(&end, key) == Some(false) {
        return Some(solution.plain());
    }
    let asks = question.plain().to_lowercase();
    let states = asks.contains("окислени") || asks.contains("oxidation");
    let answered_end = behind(solution, &["ответ:", "ответ —", "answer:"]);
    let end = if states { Some(end) } else { answered_end };
    let ((one, unit), (other, other_unit)) = (answered(&end?)?, answered(key)?);
    let comparable = unit.map(|unit| unit.dimension) == other_unit.map(|unit| unit.dimension);
    let scaled = agrees(&one, unit, &other, other_unit) || near(&one, &other);
    (comparable && !scaled).then(|| solution.plain())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_a_solution_ends_with_is_the_right_one() {
        for (solution, options) in [
            (r"$150\cdot\frac{\pi}{180}=\frac{5\pi}{6}$.", vec![r"$\frac{2\pi}{3}$", r"$\frac{5\pi}{6}$"]),
            (r"$\frac{240\pi}{180}=\frac{4}{3}\pi$.", vec![r"$\frac{5\pi}{4}$", r"$\frac{4\pi}{3}$"]),
            (r"$\left(\frac{2+8}{2};\frac{-3+5}{2}\right)=(5;1)$.", vec!["$(5;4)$", r"$(5;\,1)$"]),
            (r"$+1+x-2\cdot4=0$, откуда $x=+7$.", vec!["$+6$", "$+7$"]),
            (r"Получим $x\in(-1;3]$.", vec![r"$[-1;\,3)$", r"$(-1;\,3]$"]),
            ("$5a^2-3a-2a^2-a=3a^2-4a$.", vec!["$3a^2-2a$", "$3a^2-4a$"]),
            ("$(x-3)^2=x^2-6x+9$", vec!["$x^2-9$", "$9-6x+x^2$"]),
            (r"$3\cdot200\,000=600\,000$ см, то есть 6 км.", vec!["60 км", "6 км"]),
            (r"$\sin A=\frac{BC}{AB}=\frac{6}{10}=\frac{3}{5}$.", vec![r"$\frac{4}{5}$", r"$\frac{3}{5}$"]),
            ("Окислитель принимает электроны. Значит, $x = -2$.", vec!["0", "−2"]),
            ("ОДЗ: $x>2$. Следовательно, $2<x<5$, $x\\in(2;5)$.", vec![r"$(2;+\infty)$", r"$(2;\,5)$"]),
            (r"$\frac{1}{2}+\frac{2}{3}=\frac{7}{6}=1\frac{1}{6}$.", vec![r"$\frac{2}{5}$", r"$1\frac{1}{6}$"]),
            ("Дифференцируем: $v(t)=3+2t$.", vec!["$v=3-2t$", "$v=3+2t$"]),
            (r"$\ce{C3H8 + 5O2 -> 3CO2 + 4H2O}$, значит, коэффициент 5.", vec!["3", "5"]),
            ("So the midpoint is found; we get $(4, 7)$.", vec!["(3, 3)", "(4, 7)"]),
        ] {
            let options: Vec<Rich> = options.into_iter().map(Rich::from).collect();
            let (wrong, right) = (&options[0], &options[1]);
            let against = |marked: &Rich, other: &Rich| {
                another(&"Чему это равно?".into(), &solution.into(), marked, std::iter::once(other)).is_some()
            };
            assert!(against(wrong, right), "{solution}");
            assert!(!against(right, wrong), "{solution}");
        }
    }

    #[test]
    fn a_step_or_a_trial_at_the_end_is_no_answer() {
        for (question, solution, marked, other) in [
            ("Какое число надо уменьшить на 3, чтобы получилось 12?", "$15-3=12$.", "15", "12"),
            ("Чему равен больший корень?", "Корни 2 и 3; больший $x=3$.", "3", "2"),
            ("Какое из равенств неверно?", "$2+2=4$", "5", "4"),
            ("Решите уравнение $x^2-9=0$", "$x^2=9$", "±3", "9"),
            ("Решите уравнение $4^{3x-2}=64$", "$3x-2=3$", r"$\frac{5}{3}$", "3"),
            ("Решите уравнение $9^x-10\\cdot3^x+9=0$", r"$t=3^x;\quad t_1=1,\quad t_2=9$", "0 и 2", "9"),
            ("Сколько всего яблок собрали?", "Вторая корзина: $12+5=17$.", "29", "17"),
            ("При каких $x$ есть смысл?", "Знаменатель — нуль при $x-3=0$, $x=3$.", r"$x\ne 3$", "$x=3$"),
            ("Сколько сдачи?", "35 + 28 = 63 р., остальное — сдача: 37 р.", "37 р.", "63 р."),
        ] {
            let other: Rich = other.into();
            let found = another(&question.into(), &solution.into(), &marked.into(), std::iter::once(&other));
            assert_eq!(found, None, "{question}");
        }
    }

    #[test]
    fn pairs_bounds_states_and_lists_are_compared_with_the_end() {
        let against =
            |question: &str, solution: &str, key: &str| differs(&question.into(), &solution.into(), key).is_some();
        let middle = r"$\left(\frac{-4+6}{2};\frac{2+8}{2}\right)=(1;5)$.";
        assert!(against("Координаты середины?", middle, r"$(2;\,10)$"));
        assert!(!against("Координаты середины?", middle, "(1; 5)"));
        assert!(against("Решите неравенство", r"Значит, $x\in(-\infty;2]$", "$(-\\infty; 2)$"));
        assert!(!against("Решите неравенство", r"Значит, $x\in(-\infty;2]$", "$x \\le 2$"));
        assert!(against("Степень окисления хрома?", "$2+2x-14=0$, откуда $x=+6$", "+3"));
        assert!(!against("Найдите сторону", "откуда $x=4$", "7"));
        assert!(against("Сколько?", "Складываем. Ответ: 14.", "15"));
        let options: Vec<Rich> = ["2", "3", "5", "7"].into_iter().map(Rich::from).collect();
        let others = |question: &str, solution: &str, marked: &[u8]| {
            other_options(&question.into(), &solution.into(), &options, marked).is_some()
        };
        assert!(others("Какие числа простые?", "$60=2^2\\cdot3\\cdot5$. Ответ: 2, 3 и 5.", &[0, 1, 3]));
        assert!(!others("Какие числа простые?", "Ответ: 2, 3, 5.", &[0, 1, 2]));
        assert!(!others("Какие числа НЕ подходят?", "Подходят 2 и 3.", &[2, 3]));
    }
}
