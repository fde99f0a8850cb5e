//! Drill keys, solved again by another way: the printed text is evaluated.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop here")]

use listok_core::domain::task::{Body, KeyWords, Operation};
use listok_core::domain::worksheet::Worksheet;
use listok_core::domain::{Difficulty, Format, Grade, Locale, Request, Spec, Subject, Task};
use listok_core::drills::{self, Skill};
use listok_core::math::{self, Exact};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

#[path = "drills/algebra.rs"]
mod algebra;
#[path = "drills/chemistry.rs"]
mod chemistry;
#[path = "drills/geometry.rs"]
mod geometry;
#[path = "drills/measures.rs"]
mod measures;
#[path = "drills/physics.rs"]
mod physics;
#[path = "drills/polynomials.rs"]
mod polynomials;
#[path = "drills/reading.rs"]
mod reading;
#[path = "drills/statistics.rs"]
mod statistics;
#[path = "drills/topics.rs"]
mod topics;
#[path = "drills/words.rs"]
mod words;

use reading::{formulas, value, whole_numbers};

const SEEDS: u64 = 10_000;

/// A task of a skill for each of many seeds, over its grades, levels, languages and both forms.
fn each(skill: &Skill, mut look: impl FnMut(u64, Task)) {
    for seed in 0..SEEDS {
        let grades = u64::from(skill.grades.1 - skill.grades.0 + 1);
        let grade = Grade::new(skill.grades.0 + u8::try_from(seed % grades).unwrap()).unwrap();
        let difficulty = Difficulty::ALL[usize::try_from(seed / 7 % 3).unwrap()];
        let locale = Locale::ALL[usize::try_from(seed / 5 % 2).unwrap()];
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        look(seed, drills::task(skill, locale, grade, difficulty, seed % 4 == 3, &mut rng));
    }
}

/// Whether `claimed` answers the printed question, found from the print alone.
fn answers(skill: &str, question: &str, claimed: &str) -> bool {
    let found = formulas(question);
    let printed = || found.iter().map(|f| value(f)).collect::<Vec<_>>();
    let claimed_value = || value(claimed.trim_matches('$'));
    match skill {
        "remainder" => {
            let (dividend, divisor) = (whole_numbers(question)[0], whole_numbers(question)[1]);
            let [quotient, rest] = whole_numbers(claimed)[..] else { return false };
            quotient == dividend / divisor && rest == dividend % divisor
        }
        "fractions.compare" => {
            let sign = match printed()[0].cmp(&printed()[1]) {
                std::cmp::Ordering::Less => "$<$",
                std::cmp::Ordering::Equal => "$=$",
                std::cmp::Ordering::Greater => "$>$",
            };
            claimed == sign
        }
        "percent.of" => claimed_value().0 == &printed()[0].0 * &printed()[1].0,
        "percent.whole" => &claimed_value().0 * &printed()[0].0 == printed()[1].0,
        "gcd" | "lcm" => {
            let (a, b) = (whole_numbers(question)[0], whole_numbers(question)[1]);
            let brute = if skill == "gcd" {
                (1..=a).rev().find(|d| a % d == 0 && b % d == 0)
            } else {
                (1..=a.min(b)).map(|n| a.max(b) * n).find(|m| m % a == 0 && m % b == 0)
            };
            claimed_value() == Exact::whole(brute.unwrap())
        }
        "rounding" => {
            let places = if question.contains("единиц") || question.contains("whole") {
                1
            } else if question.contains("десятых") || question.contains("one decimal") {
                10
            } else {
                100
            };
            // The nearest: half goes up.
            let scaled = claimed_value().0 * Exact::whole(places).0;
            let distance = &printed()[0].0 * &Exact::whole(places).0 - &scaled;
            scaled.is_integer() && distance < Exact::ratio(1, 2).0 && distance >= Exact::ratio(-1, 2).0
        }
        "equation.quadratic" => {
            let left = found[0].strip_suffix("= 0").unwrap();
            let roots: Vec<_> = formulas(claimed).iter().map(|f| value(f.split('=').nth(1).unwrap())).collect();
            roots.len() == 2
                && roots[0] != roots[1]
                && roots.iter().all(|x| math::evaluate_with(left, &[('x', x.clone())]) == Ok(Exact::whole(0)))
        }
        "equation.sum" | "equation.product" | "equation.linear" => {
            let (left, right) = found[0].split_once('=').unwrap();
            let x = [('x', claimed_value())];
            // A wrong option may make a divisor zero: then it is no root.
            math::evaluate_with(left, &x).is_ok_and(|left| Ok(left) == math::evaluate_with(right, &x))
        }
        _ => words::answers(skill, question, claimed)
            .or_else(|| measures::answers(skill, question, claimed))
            .or_else(|| physics::answers(skill, question, claimed))
            .or_else(|| polynomials::answers(skill, question, claimed))
            .or_else(|| algebra::answers(skill, question, claimed))
            .or_else(|| geometry::answers(skill, question, claimed))
            .or_else(|| statistics::answers(skill, question, claimed))
            .or_else(|| chemistry::answers(skill, question, claimed))
            .unwrap_or_else(|| value(found[0].trim_end_matches([' ', '='])) == claimed_value()),
    }
}

fn key_words() -> KeyWords {
    KeyWords {
        locale: Locale::Ru,
        truth: "верно".into(),
        lie: "неверно".into(),
        remainder: "ост.".into(),
        criteria: "Критерии".into(),
    }
}

fn assert_right(skill: &Skill, seed: u64, task: &Task) {
    assert_eq!(task.check(), [], "{} seed {seed}", skill.code);
    for formula in task.solution.iter().flat_map(|solution| formulas(solution.source())) {
        let steps: Vec<&str> = formula.split('=').map(str::trim).collect();
        assert!(
            steps.windows(2).all(|pair| pair[0] != pair[1]),
            "{} seed {seed} repeats a step: {formula}",
            skill.code
        );
    }
    match &task.body {
        Body::Numeric(numeric) => {
            let question = numeric.question.source();
            let claimed = match &numeric.unit {
                Some(unit) => format!("${}$\u{a0}{unit}", numeric.value),
                None => numeric.value.clone(),
            };
            assert!(answers(skill.code, question, &claimed), "{} seed {seed}: {question} {claimed}", skill.code);
            assert_eq!(value(numeric.answer.source().trim_matches('$')), value(&numeric.value), "{question}");
        }
        Body::ShortAnswer(short) => {
            let (question, answer) = (short.question.source(), short.answer.source());
            assert!(answers(skill.code, question, answer), "{}: {question} {answer}", skill.code);
        }
        Body::SingleChoice(choice) => {
            let question = choice.question.source();
            let is_right = |option: &str| {
                if skill.code.starts_with("column") {
                    value(&choice.question.plain()) == value(option.trim_matches('$'))
                } else {
                    answers(skill.code, question, option)
                }
            };
            let right: Vec<u8> =
                choice.options.iter().zip(0..).filter(|(o, _)| is_right(o.source())).map(|o| o.1).collect();
            assert_eq!(right, [choice.correct], "{}: {question} {:?}", skill.code, choice.options);
        }
        Body::ColumnArithmetic(column) => {
            let numbers: Vec<i64> = column.operands.iter().map(|o| o.parse().unwrap()).collect();
            let expected = match column.operation {
                Operation::Add => numbers[0] + numbers[1],
                Operation::Subtract => numbers[0] - numbers[1],
                Operation::Multiply => numbers[0] * numbers[1],
                Operation::Divide => numbers[0] / numbers[1],
            };
            assert_eq!(task.key(&key_words()).source(), expected.to_string());
            assert!(column.operation != Operation::Divide || numbers[0] % numbers[1] == 0);
        }
        other => panic!("{}: unexpected {:?}", skill.code, other.kind()),
    }
}

fn assert_keys_are_right(of: impl Fn(&Skill) -> bool) {
    for skill in drills::skills().filter(|skill| of(skill)) {
        each(skill, |seed, task| assert_right(skill, seed, &task));
    }
}

#[test]
fn there_are_skills_for_every_grade() {
    assert!(drills::skills().count() >= 150);
    let codes: std::collections::BTreeSet<_> = drills::skills().map(|skill| skill.code).collect();
    assert_eq!(codes.len(), drills::skills().count(), "a code stands twice");
    for grade in 1..=11 {
        assert!(
            drills::skills().filter(|skill| (skill.grades.0..=skill.grades.1).contains(&grade)).count() > 3,
            "{grade}"
        );
    }
}

/// Skills in several tests, as many at once as there are cores: by what stands before the first dot of the code.
fn is_of(skill: &Skill, families: &[&str]) -> bool {
    families.contains(&skill.code.split('.').next().unwrap_or_default())
}

const GEOMETRY: &[&str] = &[
    "perimeter",
    "area",
    "angles",
    "pythagoras",
    "trig",
    "volume",
    "surface",
    "circle",
    "similar",
    "midline",
    "distance",
    "midpoint",
    "dot",
];

#[test]
fn every_key_of_ten_thousand_seeds_of_a_calculation_is_right() {
    assert_keys_are_right(|skill| skill.topics.is_empty());
}

const ALGEBRA: &[&str] = &[
    "power",
    "root",
    "poly",
    "factor",
    "inequality",
    "system",
    "equation",
    "vieta",
    "function",
    "standard",
    "progression",
    "logarithm",
    "derivative",
    "integral",
    "radians",
];

const CHANCES: &[&str] = &["mean", "median", "mode", "range", "probability", "combinatorics", "expectation"];

#[test]
fn every_key_of_ten_thousand_seeds_of_a_problem_in_words_is_right() {
    let others = [ALGEBRA, GEOMETRY, CHANCES, &["physics", "chemistry"]].concat();
    assert_keys_are_right(|skill| !skill.topics.is_empty() && !is_of(skill, &others));
}

#[test]
fn every_key_of_ten_thousand_seeds_of_algebra_is_right() {
    assert_keys_are_right(|skill| !skill.topics.is_empty() && is_of(skill, ALGEBRA));
}

#[test]
fn every_key_of_ten_thousand_seeds_of_chances_and_chemistry_is_right() {
    assert_keys_are_right(|skill| is_of(skill, CHANCES) || is_of(skill, &["chemistry"]));
}

#[test]
fn every_key_of_ten_thousand_seeds_of_geometry_is_right() {
    assert_keys_are_right(|skill| is_of(skill, GEOMETRY));
}

#[test]
fn every_key_of_ten_thousand_seeds_of_a_formula_of_physics_is_right() {
    assert_keys_are_right(|skill| is_of(skill, &["physics"]));
}

#[test]
fn young_pupils_meet_no_number_beyond_their_limit() {
    for (code, limit) in
        [("add.10", 10), ("subtract.10", 10), ("add.20", 20), ("subtract.100", 100), ("add.1000", 1000)]
    {
        let skill = drills::skills().find(|s| s.code == code).unwrap();
        each(skill, |_, task| {
            if let Body::Numeric(numeric) = &task.body {
                let printed = format!("{} {}", numeric.question.source(), numeric.value);
                assert!(whole_numbers(&printed).into_iter().max().unwrap() <= limit, "{code}: {printed}");
                assert!(!numeric.value.starts_with('-'), "{code}: {printed}");
            }
        });
    }
}

fn spec(subject: Subject, grade: u8, topic: &str) -> Spec {
    let grade = Some(Grade::new(grade).unwrap());
    let request = Request { subject: Some(subject), grade, topic: Some(topic.into()), ..Request::default() };
    request.settle().unwrap()
}

fn sheet(spec: &Spec, seed: u64) -> Worksheet {
    drills::worksheet(spec, seed).unwrap_or_else(|| panic!("{} is not made", spec.topic))
}

#[test]
fn the_same_seed_makes_the_same_sheet_and_another_one_another() {
    let spec = spec(Subject::Math, 5, "сложение обыкновенных дробей");
    assert_eq!(sheet(&spec, 7), sheet(&spec, 7));
    assert_ne!(sheet(&spec, 7), sheet(&spec, 8));
}

#[test]
fn a_sheet_has_what_was_ordered_and_repeats_nothing() {
    for (subject, grade, topic, codes) in [
        (Subject::Math, 5, "сложение обыкновенных дробей", "fractions.add"),
        (Subject::Math, 5, "Сложение дробей с разными знаменателями", "fractions.add.different"),
        (Subject::Math, 2, "таблица умножения", "table"),
        (Subject::Math, 3, "деление с остатком", "remainder"),
        (Subject::Math, 6, "отрицательные числа", "negative"),
        (Subject::Math, 5, "десятичные дроби", "decimals"),
        (Subject::Math, 4, "порядок действий", "order"),
        (Subject::Algebra, 7, "линейные уравнения", "equation.linear"),
        (Subject::Algebra, 8, "квадратные уравнения", "equation.quadratic"),
        (Subject::Math, 5, "adding fractions", "fractions.add"),
        (Subject::Math, 5, "проценты", "percent"),
    ] {
        let spec = Spec { total: 15, variants: 2, ..spec(subject, grade, topic) };
        let sheet = sheet(&spec, 11);

        let mut questions = Vec::new();
        for variant in 0..2 {
            assert_eq!(sheet.tasks(variant).count(), 15, "{topic}");
            for (_, task) in sheet.tasks(variant) {
                assert!(task.skill.as_deref().unwrap().starts_with(codes), "{topic}: {:?}", task.skill);
                questions.push(task.texts()[0].source().to_owned());
            }
        }
        questions.sort();
        questions.dedup();
        assert_eq!(questions.len(), 30, "{topic} repeats a task");
    }
}

#[test]
fn problems_of_a_sheet_are_told_in_different_words() {
    let wished = Spec { total: 8, ..spec(Subject::Math, 4, "задачи на движение") };
    for seed in 0..20 {
        let mut told: Vec<String> = sheet(&wished, seed)
            .questions()
            .map(|question| question.chars().filter(|letter| letter.is_alphabetic()).collect())
            .collect();
        told.sort();
        assert!(told.windows(3).all(|words| words[0] != words[2]), "thrice the same of eight: {told:?}");
    }
}

#[test]
fn a_topic_that_is_not_wholly_understood_is_left_to_others() {
    for (subject, grade, topic) in [
        (Subject::Math, 6, "проценты: скидки"),
        (Subject::Algebra, 7, "линейная функция"),
        (Subject::Algebra, 8, "дробно-рациональные уравнения"),
        (Subject::Geometry, 7, "признаки равенства треугольников"),
        (Subject::Math, 5, "дроби и проценты в задачах"),
        (Subject::Russian, 5, "сложение дробей"),
        (Subject::Math, 9, "сложение обыкновенных дробей"),
    ] {
        assert_eq!(drills::matching(&spec(subject, grade, topic)).len(), 0, "{topic}");
    }
}

#[test]
fn a_test_has_options_and_the_right_one_moves_about() {
    let spec =
        Spec { format: Some(Format::TestOnly), total: 40, ..spec(Subject::Math, 5, "десятичные дроби") };

    let places: std::collections::BTreeSet<u8> = sheet(&spec, 3)
        .tasks(0)
        .map(|(_, task)| if let Body::SingleChoice(choice) = &task.body { choice.correct } else { panic!("no choice") })
        .collect();

    assert_eq!(places.len(), 4);
}
