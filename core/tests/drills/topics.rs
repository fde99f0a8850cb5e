//! Which skills a teacher's words reach: exactly those named, or none at all.

use listok_core::domain::Subject::{self, Algebra, Math, Physics};
use listok_core::drills;

use super::spec;

/// Subject, grade, words, codes of the skills; no code: the topic is for a model.
const WORDINGS: &[(Subject, u8, &str, &[&str])] = &[
    // Word problems.
    (Math, 1, "задачи на нахождение суммы", &["words.sum"]),
    (Math, 1, "простые задачи на вычитание", &["words.rest"]),
    (Math, 1, "задачи на нахождение остатка", &["words.rest"]),
    (Math, 2, "задачи на разностное сравнение", &["words.difference"]),
    (Math, 2, "задачи на увеличение и уменьшение числа", &["words.more"]),
    (Math, 3, "во сколько раз больше", &["words.ratio"]),
    (Math, 3, "задачи на кратное сравнение", &["words.ratio"]),
    (Math, 3, "цена, количество, стоимость", &["words.price"]),
    (Math, 3, "задачи на приведение к единице", &["words.unit"]),
    (Math, 4, "задачи на движение", &["words.motion"]),
    (Math, 4, "скорость время расстояние", &["words.motion"]),
    (Math, 4, "встречное движение", &["words.towards"]),
    (Math, 4, "задачи на движение в противоположных направлениях", &["words.apart"]),
    (Math, 4, "задачи на движение вдогонку", &["words.chase"]),
    (Math, 5, "задачи на движение", &["words.towards", "words.chase"]),
    (Math, 5, "задачи на движение по реке", &["words.river"]),
    (Math, 6, "движение по течению и против течения", &["words.river"]),
    (Math, 4, "задачи на производительность", &["words.work"]),
    (Math, 5, "совместная работа", &["words.joint"]),
    (Math, 5, "задачи на бассейн и трубы", &["words.joint"]),
    (Math, 5, "задачи на сумму и разность", &["words.sum-difference"]),
    (Math, 5, "задачи на части", &["words.parts"]),
    // Shares and percent.
    (Math, 5, "нахождение дроби от числа", &["share.of"]),
    (Math, 6, "нахождение числа по его дроби", &["share.whole"]),
    (Math, 5, "задачи на дроби", &["share.of.words", "share.whole.words"]),
    (Math, 6, "задачи на проценты", &["percent.part", "percent.change", "percent.all"]),
    (Math, 5, "процент от числа", &["percent.of"]),
    (Math, 6, "процентное отношение двух чисел", &["percent.ratio"]),
    (Math, 6, "пропорции", &["proportion"]),
    (Math, 6, "решение пропорций", &["proportion"]),
    (Math, 6, "масштаб карты", &["scale"]),
    (Math, 6, "задачи на концентрацию", &["concentration"]),
    (Math, 6, "деление числа в данном отношении", &["ratio.divide"]),
    // Units and numbers.
    (Math, 2, "единицы длины", &["units.length"]),
    (Math, 4, "единицы массы", &["units.mass"]),
    (Math, 4, "таблица единиц времени", &["units.time"]),
    (Math, 5, "единицы измерения площадей", &["units.area"]),
    (Math, 5, "единицы объёма", &["units.volume"]),
    (Math, 4, "перевод величин", &["units.length", "units.mass", "units.time"]),
    (Math, 3, "сравнение именованных чисел", &["units.compare"]),
    (Math, 2, "рубли и копейки", &["money"]),
    (Math, 4, "задачи на время", &["time.interval"]),
    (Math, 3, "римские цифры", &["roman"]),
    (Math, 3, "римская нумерация", &["roman"]),
    (Math, 2, "числовые закономерности", &["row"]),
    (Math, 3, "сумма разрядных слагаемых трёхзначного числа", &["digits"]),
    (Math, 4, "сравнение многозначных чисел", &["compare"]),
    (Math, 1, "знаки больше меньше равно", &["compare"]),
    (Math, 6, "противоположные числа", &["opposite"]),
    (Math, 6, "модуль числа", &["absolute"]),
    (Math, 6, "map scale", &["scale"]),
    (Math, 5, "upstream and downstream", &["words.river"]),
    // What the older skills take still comes to them.
    (Math, 5, "сложение обыкновенных дробей", &["fractions.add.same", "fractions.add.different"]),
    (Math, 2, "таблица умножения", &["table.multiply"]),
    (Math, 6, "НОД и НОК", &["gcd", "lcm"]),
    // Physics.
    (Physics, 7, "расчёт пути и времени движения", &["physics.speed"]),
    (Physics, 7, "средняя скорость", &["physics.speed.average"]),
    (Physics, 7, "плотность вещества", &["physics.density"]),
    (Physics, 7, "расчет массы и объема тела по его плотности", &["physics.density"]),
    (Physics, 7, "сила тяжести", &["physics.weight"]),
    (Physics, 7, "вес тела", &["physics.weight"]),
    (Physics, 7, "закон Гука", &["physics.hooke"]),
    (Physics, 7, "давление твёрдых тел", &["physics.pressure"]),
    (Physics, 7, "давление жидкости", &["physics.pressure.liquid"]),
    (Physics, 7, "сила Архимеда", &["physics.archimedes"]),
    (Physics, 7, "механическая работа", &["physics.work"]),
    (Physics, 7, "мощность", &["physics.power"]),
    (Physics, 7, "работа и мощность", &["physics.work", "physics.power"]),
    (Physics, 7, "рычаг", &["physics.lever"]),
    (Physics, 7, "момент силы", &["physics.moment"]),
    (Physics, 7, "кинетическая энергия", &["physics.energy.kinetic"]),
    (Physics, 9, "потенциальная энергия", &["physics.energy.potential"]),
    (Physics, 8, "удельная теплоёмкость", &["physics.heat"]),
    (Physics, 8, "удельная теплота сгорания топлива", &["physics.heat.fuel"]),
    (Physics, 8, "удельная теплота плавления", &["physics.heat.melting"]),
    (Physics, 8, "удельная теплота парообразования", &["physics.heat.vapour"]),
    (Physics, 8, "сила тока", &["physics.current"]),
    (Physics, 8, "электрическое напряжение", &["physics.voltage"]),
    (Physics, 8, "закон Ома", &["physics.ohm"]),
    (Physics, 8, "закон ома для участка цепи", &["physics.ohm"]),
    (Physics, 8, "удельное сопротивление", &["physics.resistivity"]),
    (Physics, 8, "последовательное соединение проводников", &["physics.series"]),
    (Physics, 8, "последовательное и параллельное соединение проводников", &["physics.series", "physics.parallel"]),
    (Physics, 8, "мощность электрического тока", &["physics.electric.power"]),
    (Physics, 8, "работа тока", &["physics.electric.work"]),
    (Physics, 8, "закон Джоуля-Ленца", &["physics.joule"]),
    (Physics, 9, "второй закон Ньютона", &["physics.newton"]),
    (Physics, 9, "ускорение", &["physics.acceleration"]),
    (Physics, 9, "импульс тела", &["physics.momentum"]),
    (Physics, 9, "длина волны, скорость волны", &["physics.wave"]),
    // Algebra.
    (Math, 6, "приведение подобных слагаемых", &["poly.like"]),
    (Math, 6, "раскрытие скобок и приведение подобных слагаемых", &["poly.brackets"]),
    (Algebra, 7, "умножение многочлена на многочлен", &["poly.multiply"]),
    (Algebra, 7, "умножение одночлена на многочлен", &["poly.monomial"]),
    (Algebra, 7, "вынесение общего множителя за скобки", &["factor.common"]),
    (Algebra, 7, "квадрат суммы и квадрат разности", &["poly.square.sum", "poly.square.difference"]),
    (Algebra, 7, "разность квадратов", &["factor.squares"]),
    (Algebra, 7, "свойства степени с натуральным показателем", &["power.laws"]),
    (Algebra, 8, "квадратный корень", &["root.square"]),
    (Algebra, 8, "вынесение множителя из-под знака корня", &["root.simplify"]),
    (Algebra, 8, "степень с целым показателем", &["power.integer"]),
    (Algebra, 8, "разложение квадратного трёхчлена на множители", &["factor.trinomial"]),
    (Algebra, 9, "корень n-й степени", &["root.nth"]),
    (Algebra, 7, "формулы сокращённого умножения", &[]),
    (Algebra, 7, "доказательство тождеств", &[]),
    (Algebra, 7, "способ группировки", &[]),
    (Algebra, 8, "функция y=√x", &[]),
    (Algebra, 8, "внесение множителя под знак корня", &[]),
    (Algebra, 8, "избавление от иррациональности в знаменателе", &[]),
    (Algebra, 9, "квадратичная функция", &[]),
    // Near by, and not the same.
    (Math, 4, "задачи на движение по реке в обе стороны", &[]),
    (Math, 7, "задачи на движение", &[]),
    (Math, 4, "задачи на движение с графиками", &[]),
    (Math, 6, "проценты и диаграммы", &[]),
    (Math, 6, "прямая и обратная пропорциональность", &[]),
    (Math, 3, "задачи на логику", &[]),
    (Math, 3, "именованные числа в сказках", &[]),
    (Math, 6, "уравнения с модулем", &[]),
    (Math, 5, "задачи на переливание", &[]),
    (Math, 4, "олимпиадные задачи на движение", &[]),
    (Physics, 7, "давление газа", &[]),
    (Physics, 7, "атмосферное давление", &[]),
    (Physics, 7, "закон Паскаля", &[]),
    (Physics, 7, "сила трения", &[]),
    (Physics, 7, "золотое правило механики", &[]),
    (Physics, 7, "плавание тел", &[]),
    (Physics, 8, "смешанное соединение проводников", &[]),
    (Physics, 8, "графики плавления и отвердевания", &[]),
    (Physics, 8, "уравнение теплового баланса", &[]),
    (Physics, 8, "преломление света", &[]),
    (Physics, 9, "законы Ньютона", &[]),
    (Physics, 9, "третий закон Ньютона", &[]),
    (Physics, 9, "закон сохранения импульса", &[]),
    (Physics, 10, "закон Ома для полной цепи", &[]),
    (Physics, 9, "графики равноускоренного движения", &[]),
    (Subject::Russian, 4, "задачи на движение", &[]),
    (Subject::History, 7, "римские цифры", &[]),
];

#[test]
fn words_reach_the_skills_they_name_and_no_others() {
    let mut wrong = Vec::new();
    for (subject, grade, words, codes) in WORDINGS {
        let found: Vec<_> = drills::matching(&spec(*subject, *grade, words)).iter().map(|skill| skill.code).collect();
        if found != *codes {
            wrong.push(format!("{subject} {grade} {words}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(WORDINGS.len() >= 120);
}

#[test]
fn every_topic_of_a_skill_is_in_the_programme() {
    for skill in drills::skills() {
        for code in skill.topics {
            let topic = listok_core::programme::by_code(code).unwrap_or_else(|| panic!("{}: {code}", skill.code));
            let (first, last) = (topic.grades.start().number(), topic.grades.end().number());
            assert!(first <= skill.grades.1 && skill.grades.0 <= last, "{} is of other grades than {code}", skill.code);
            assert!(skill.subjects.contains(&topic.subject), "{}: {code}", skill.code);
        }
    }
}
