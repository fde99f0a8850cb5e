//! Names of subjects, and topics that tell their subject.

use crate::domain::{Grade, Subject};

/// Beginnings of subject names and their usual abbreviations.
const NAMES: [(&str, Subject); 31] = [
    ("матем", Subject::Math),
    ("матика", Subject::Math),
    ("math", Subject::Math),
    ("алгебр", Subject::Algebra),
    ("algebra", Subject::Algebra),
    ("геометр", Subject::Geometry),
    ("geometry", Subject::Geometry),
    ("вероятност", Subject::Probability),
    ("статистик", Subject::Probability),
    ("русск", Subject::Russian),
    ("литератур", Subject::Literature),
    ("лит-р", Subject::Literature),
    ("literature", Subject::Literature),
    ("англ", Subject::English),
    ("english", Subject::English),
    ("окруж", Subject::World),
    ("природовед", Subject::World),
    ("биолог", Subject::Biology),
    ("biology", Subject::Biology),
    ("хими", Subject::Chemistry),
    ("chemistry", Subject::Chemistry),
    ("физик", Subject::Physics),
    ("physics", Subject::Physics),
    ("истори", Subject::History),
    ("history", Subject::History),
    ("обществ", Subject::Social),
    ("географ", Subject::Geography),
    ("geography", Subject::Geography),
    ("информат", Subject::Informatics),
    ("informatics", Subject::Informatics),
    ("computing", Subject::Informatics),
];

/// The subject a word names.
pub(super) fn subject_word(word: &str) -> Option<Subject> {
    if matches!(word, "рус" | "русяз") {
        return Some(Subject::Russian);
    }
    NAMES.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, subject)| *subject)
}

/// Beginnings of words that occur in one subject's programme only.
const TELLING: [(Subject, &[&str]); 12] = [
    (
        Subject::Math,
        &[
            "дроб",
            "сложен",
            "вычитан",
            "умножен",
            "делен",
            "столбик",
            "процент",
            "десятичн",
            "нод",
            "нок",
            "округлен",
            "отрицательн",
            "пропорц",
            "масштаб",
            "периметр",
            "остат",
            "fraction",
            "addition",
            "subtraction",
            "multiplication",
            "division",
            "decimal",
            "percent",
            "times",
        ],
    ),
    (
        Subject::Algebra,
        &[
            "уравнен",
            "неравенств",
            "логарифм",
            "производн",
            "тригонометр",
            "квадратн",
            "многочлен",
            "одночлен",
            "фсу",
            "линейн",
            "парабол",
            "функци",
            "степен",
            "корн",
            "прогресси",
            "equation",
            "quadratic",
            "linear",
        ],
    ),
    (
        Subject::Geometry,
        &[
            "треугольник",
            "пифагор",
            "параллелограм",
            "трапец",
            "окружност",
            "вектор",
            "ромб",
            "медиан",
            "биссектрис",
            "triangle",
            "pythagor",
        ],
    ),
    (
        Subject::Russian,
        &[
            "причаст",
            "деепричаст",
            "глагол",
            "существительн",
            "прилагательн",
            "наречи",
            "местоимен",
            "пунктуац",
            "орфограф",
            "безударн",
            "спп",
            "ссп",
            "сложноподчин",
            "сложносочин",
            "падеж",
            "склонен",
            "спряжен",
            "суффикс",
            "приставк",
            "морфем",
            "фонетик",
            "тся",
            "жи-ши",
            "подлежащ",
            "сказуем",
        ],
    ),
    (
        Subject::Literature,
        &["пушкин", "лермонтов", "гоголь", "толст", "чехов", "тургенев", "достоевск", "басн", "онегин"],
    ),
    (Subject::English, &["present", "past", "perfect", "irregular", "артикл", "vocabulary", "tenses", "articles"]),
    (Subject::Biology, &["клетк", "фотосинтез", "митоз", "мейоз", "генетик", "растен", "млекопита", "cell"]),
    (Subject::Chemistry, &["валентн", "оксид", "кислот", "щелоч", "моляр", "реакци", "алкан", "алкен"]),
    (Subject::Physics, &["ньютон", "ома", "кинематик", "ускорен", "электрическ", "давлен", "архимед", "оптик"]),
    (Subject::History, &["война", "революц", "петр", "крестьян", "реформ", "египет", "рим"]),
    (Subject::Geography, &["климат", "материк", "океан", "рельеф", "население"]),
    (Subject::Informatics, &["алгоритм", "систем счислен", "python", "кодирован", "массив"]),
];

/// The subject a topic tells, when it tells one only.
pub(super) fn subject_of(topic: &str, grade: Option<Grade>) -> Option<Subject> {
    let mut found: Option<Subject> = None;
    for word in topic.split_whitespace() {
        for (subject, stems) in TELLING {
            if stems.iter().any(|stem| word.starts_with(stem)) {
                match found {
                    None => found = Some(subject),
                    // Arithmetic inside an algebra topic does not change it.
                    Some(Subject::Math) if subject == Subject::Algebra => found = Some(subject),
                    Some(Subject::Algebra) if subject == Subject::Math => {}
                    Some(other) if other != subject => return None,
                    Some(_) => {}
                }
            }
        }
    }
    match (found, grade) {
        (Some(subject), Some(grade)) => Some(in_grade(subject, grade, Some(topic))),
        (found, _) => found,
    }
}

/// Mathematics has its own name in every grade: algebra and geometry begin in the seventh.
pub(super) fn in_grade(subject: Subject, grade: Grade, topic: Option<&str>) -> Subject {
    let n = grade.number();
    match subject {
        Subject::Algebra | Subject::Geometry if n <= 6 && topic.is_some() => Subject::Math,
        Subject::Math if n >= 7 => {
            topic.map_or(Subject::Math, |topic| topic.split_whitespace().find_map(strict).unwrap_or(Subject::Math))
        }
        other => other,
    }
}

fn strict(word: &str) -> Option<Subject> {
    TELLING[1..3].iter().find(|(_, stems)| stems.iter().any(|stem| word.starts_with(stem))).map(|(s, _)| *s)
}
