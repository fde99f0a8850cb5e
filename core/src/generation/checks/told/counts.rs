//! Counting: posts and cuts, numbers between two, games, ways to choose and arrange.

use super::super::counting;
use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, is_whole, near};
use num_traits::ToPrimitive;

/// What is counted by one of the ways below.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if !told.ratios.is_empty() || told.any("вероятност* probability chance") {
        return None;
    }
    planted(told)
        .or_else(|| cut(told))
        .or_else(|| storeys(told))
        .or_else(|| between(told))
        .or_else(|| games(told))
        .or_else(|| points(told))
        .or_else(|| composed(told))
        .or_else(|| ways(told))
}

/// «Вдоль аллеи длиной 60 м через каждые 5 м посадили деревья, в начале и в конце тоже»
fn planted(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let step = |number: &Number| {
        told.ahead(number.at, 3, "каждые каждый кажд* every") && told.ahead(number.at, 4, "через every")
            || told.ahead(number.at, 5, "расстояни* промежут* интервал*") && told.any("между")
            || told.behind(number.at, 3, "apart")
            || told.behind(number.at, 4, "друг") && told.ahead(number.at, 4, "расстоянии")
    };
    let length = |number: &&Number| number.dimension() == Some(Dimension::Length);
    if told.any("сторон* стороны кроме не рядов ряда ряд both_sides sides except not перв* последн* крайн*")
        || !told.any("сколько many")
    {
        return None;
    }
    let &[one, two] = numbers.as_slice() else { return None };
    if !length(&one) || !length(&two) {
        return None;
    }
    let (whole, step) = match (step(one), step(two)) {
        (true, false) => (two.value, one.value),
        (true, true) if two.value > one.value => (two.value, one.value),
        (_, true) => (one.value, two.value),
        _ => return None,
    };
    let things = told.asks_any(
        "дерев* куст* столб* фонар* флаж* саженц* лип* берез* колыш* ламп* tree* post* bush* lamp* pole* дуб* елок елочек тополей роз ель* клумб* вишен яблонь",
    );
    let gaps = told.asks_any("промежутк* секци* интервал* gaps");
    let parts = whole / step;
    if !is_whole(parts) || parts < 2.0 {
        return None;
    }
    let round =
        told.any("круга круге кругу кругл* вокруг окружност* замкнут* кольц* circular round around пруд* озер*");
    let ends = told.any("начал* обоих обеих концах both концов") && told.any("конц* кон* both end ends")
        || told.any("столб* столбик* post posts") && told.any("забор* изгород* fence ограда ограды");
    match (things, gaps, round, ends) {
        (true, false, false, true) => Answer::count(parts + 1.0),
        (true, false, true, false) | (false, true, false, _) => Answer::count(parts),
        _ => None,
    }
}

/// «Бревно распилили на 8 частей. Сколько распилов сделали?»
fn cut(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[number] = numbers.as_slice() else { return None };
    if !number.counts()
        || told.any(
            "кольц* кругл* круг* торт* пицц* бублик* обруч* кажд* вместе сложен* сложил* минут* кольцо cake pizza ring",
        )
    {
        return None;
    }
    let cuts = "распил* разрез* надрез* cut cuts";
    let pieces = "част* кус* отрез* полен* чурбак* бревныш* брус* piece* part* долек полос* обрезк* обрубк*";
    if !told.any("распил* разрез* cut cuts разлом* пил*") {
        return None;
    }
    let into = told.behind(number.at, 2, pieces);
    let made = told.behind(number.at, 2, "распил* разрез* местах местe мест cuts раз places place");
    let asks_cuts = told.asks_any("распилов разрезов разреза раз распила cuts разрезы распилы");
    let asks_pieces = told.asks_any(pieces);
    match (into, made, asks_cuts, asks_pieces) {
        (true, false, true, false) => Answer::count(number.value - 1.0),
        (false, true, false, true) => Answer::count(number.value + 1.0),
        _ => None,
    }
    .filter(|_| told.any(cuts) || told.any("пил*"))
}

/// «Маша живёт на 5 этаже. Сколько пролётов от первого этажа?»
fn storeys(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let floor = numbers.iter().find(|number| number.counts() && told.behind(number.at, 1, "этаж* этаже"))?;
    if told.any("подвал* втор* спуст* выше ниже кажд* больше меньше") || !told.any("перв*")
    {
        return None;
    }
    match numbers.as_slice() {
        [_] if told.asks_any("пролет* пролёт*") && told.any("один") => Answer::count(floor.value - 1.0),
        [_, steps] if told.asks_any("ступен*") && told.behind(steps.at, 1, "ступен*") && told.any("между") => {
            Answer::count((floor.value - 1.0) * steps.value)
        }
        _ => None,
    }
}

/// «Сколько натуральных чисел заключено между числами 37 и 85?»
fn between(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    if !told.asks_any("сколько many")
        || !told.any("чисел числа числами numbers integers")
        || !numbers.iter().all(|n| n.counts() && !n.spelled && is_whole(n.value))
    {
        return None;
    }
    let (natural, even, odd) =
        (told.any("натуральн* natural positive"), told.any("четн* even"), told.any("нечетн* odd"));
    if told.any(
        "прост* составн* двузначн* трехзначн* квадрат* цифр* сумм* делител* составить взаимно дроб* рациональн* prime digits точ* осталось перестав* ошиб* \
        страниц* последовательн* не not",
    ) {
        return None;
    }
    let within = told.any("между between заключен* ");
    let closed = told.any("включительно включая inclusive");
    let multiple = told.any("делится делятся кратн* divisible multiples");
    let (from, to, by) = match (numbers.as_slice(), multiple) {
        ([from, to], false) => (from.value, to.value, 1.0),
        ([by, from, to], true) if told.ahead(by.at, 4, "дел* кратн* multiples") => {
            (from.value, to.value, by.value)
        }
        ([from, to, by], true) => (from.value, to.value, by.value),
        _ => return None,
    };
    if natural && from < 0.0 || from >= to || by < 1.0 || (even || odd) && multiple {
        return None;
    }
    let range = told.ahead(numbers.iter().find(|n| near(n.value, from))?.at, 1, "от from с");
    let (first, last) = match (within, closed, range) {
        (true, false, false) => (from + 1.0, to - 1.0),
        (_, true, _) => (from, to),
        (false, false, true) if multiple || even || odd => (from, to),
        _ => return None,
    };
    let step = if even || odd { 2.0 } else { by };
    let offset = if odd { 1.0 } else { 0.0 };
    let below = |bound: f64| ((bound - offset) / step).floor();
    Answer::count(below(last) - below(first - 1.0)).filter(|_| from >= 0.0 || !natural)
}

/// «8 шахматистов, каждый играет с каждым по одной партии», «7 друзей обменялись рукопожатиями»
fn games(told: &Told) -> Option<Answer> {
    // «every two of them», «каждые двое»
    let pairs = |number: &&Number| {
        number.spelled && near(number.value, 2.0) && matches!(told.word_before(number.at), "every" | "каждые" | "any")
    };
    let numbers: Vec<&Number> = told.numbers().into_iter().filter(|number| !pairs(number)).collect();
    let by_pairs = numbers.len() < told.numbers().len();
    let shaken = told.any("рукопожат* handshake* shake");
    let given = told.any("фотограф* открытк* визитк* подар* сувенир*")
        && told.any("обменял* обменива* подарил* подарили кажд*");
    let played = told.any("парти* партий игр* матч* встреч* game* match* турнир* чемпионат*");
    let mutual = told.words(0, told.len()).iter().filter(|word| word.starts_with("кажд")).count() >= 2
        || told.any("другом друг") && told.any("кажд* обменял* пожал*")
        || told.any("another other") && told.any("each every once")
        || by_pairs;
    if !(shaken || given || played) || !(mutual || shaken) {
        return None;
    }
    let asks = told.asks_any("парти* игр* матч* встреч* рукопожат* game* match* handshake* открыток визиток сувениров фотограф* открытк* визитк* сувенир* сыграно");
    if !asks
        || told.any(
            "вылет* выбыва* групп* подгрупп* плей* знаком* knock* выиграл* ничь* очк* мальчик* пар победител* не not",
        )
        || told.asks_any("кажд* each") && !told.asks_any("другого другом other another once один одну")
    {
        return None;
    }
    let twice = told.any("twice дважды двух_круг") || told.any("дома") && told.any("выезде поле");
    let (players, rounds) = match numbers.as_slice() {
        [players] if twice && players.spelled && near(players.value, 2.0) => return None,
        [players] => (players.value, 1.0),
        [players, rounds] if near(rounds.value, 2.0) => (players.value, 2.0),
        _ => return None,
    };
    if players < 3.0 {
        return None;
    }
    let pairs = players * (players - 1.0) / 2.0;
    match (given && !shaken && !played, rounds > 1.0 || twice) {
        (true, true) => None,
        (true, false) | (false, true) => Answer::count(pairs * 2.0),
        (false, false) => Answer::count(pairs),
    }
}

/// «На окружности 8 точек. Сколько хорд можно провести?»
fn points(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let diagonals = told.asks_any("диагонал* diagonals");
    let &[number] = numbers.as_slice() else { return None };
    if !number.counts() || told.any("кажд* перв* кроме треугольник* не_проход* вершин* луч*") && !diagonals
    {
        return None;
    }
    let n = number.value;
    let general = told.any("никакие никаких окружност* no circle");
    if told.behind(number.at, 1, "точ* point*") && !diagonals {
        let segments = told.asks_any("отрезк* отрезков хорд* segments chords");
        let lines = told.asks_any("прямых lines прямые") && general;
        return (segments || lines).then(|| Answer::count(n * (n - 1.0) / 2.0)).flatten();
    }
    let polygon = told.behind(number.at, 2, "угольник* стор* sides");
    (diagonals && polygon && !told.any("вершин* одной выходит")).then(|| Answer::count(n * (n - 3.0) / 2.0)).flatten()
}

/// «Сколько трёхзначных чисел можно записать цифрами 1, 2, 3, если цифры не повторяются?»
fn composed(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let words = told.words(0, told.len());
    if told.any("четн* нечетн* кратн* дел* больш* меньш* начина* оканчива* сумм* даты")
    {
        return None;
    }
    if numbers.iter().any(|number| !number.counts() || number.spelled || !is_whole(number.value)) {
        return None;
    }
    let digits: Vec<i64> = numbers.iter().filter_map(|number| number.value.to_i64()).collect();
    let count = counting::composed(&words, &digits)?;
    Answer::count(count.0.to_f64()?)
}

/// Arrangements, choices of some, choices of one of each.
fn ways(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    if numbers
        .iter()
        .any(|number| !number.counts() || !is_whole(number.value) || number.value < 1.0 || number.value > 60.0)
    {
        return None;
    }
    let asks = told.asks_any("сколькими сколько many");
    if !asks || told.any(
        "кругл* different each кажд* рядом сосед* чтобы должн* четн* нечетн* кратн* вагон* одинаков* цвет* повтор* не запрещ* обратно туда хотя менее минимум \
        если известно вероятност* next must not least at_least if neither",
    ) {
        return None;
    }
    let values: Vec<f64> = numbers.iter().map(|number| number.value).collect();
    let by_ways = told.asks_any("способ* ways вариант* сколькими");
    // Two different posts to fill.
    let posts = [
        "старост*",
        "заместител*",
        "капитан*",
        "председател*",
        "секретар*",
        "президент*",
        "казначе*",
        "physorg",
        "физорг*",
        "помощник*",
    ];
    let posts = posts.iter().filter(|post| told.any(post)).count();
    if posts > 0 {
        let &[all] = values.as_slice() else { return None };
        return (posts == 2 && by_ways).then(|| Answer::count(all * (all - 1.0))).flatten();
    }
    if told.any("призов* мест* золот* медал* перв* треть* разряд* first prize medal*")
        && !told.any("первых вторых")
        && !told.any("стул*")
    {
        return None;
    }
    let arranged =
        told.any("рассад* расстав* располож* размест* выстро* построи* встать arrang* seated line stand очеред*");
    if arranged && by_ways {
        let n = match values.as_slice() {
            [n] => *n,
            [n, places] if near(*n, *places) => *n,
            _ => return None,
        };
        return (n < 13.0)
            .then(|| Answer::count((1..=12).map(f64::from).take_while(|step| *step <= n).product()))
            .flatten();
    }
    let chosen = told.any("выбра* выбир* отобра* назнач* choose chosen select*");
    if let (true, &[one, two]) = (chosen && by_ways, values.as_slice()) {
        let both = told.words(0, told.len());
        let (some, all) = if one < two { (one, two) } else { (two, one) };
        let from = both.iter().any(|word| matches!(*word, "из" | "from" | "of"));
        let kinds = told.any("мальчик* девоч* мужчин* женщин* boys girls и");
        if !from || kinds || some < 2.0 || near(some, all) {
            return None;
        }
        let ways = (0..60)
            .map(f64::from)
            .take_while(|step| *step < some)
            .fold(1.0, |ways, step| ways * (all - step) / (step + 1.0));
        return Answer::count(ways.round());
    }
    product(told, &numbers)
}

/// «3 первых блюда, 4 вторых и 2 десерта: сколько обедов?»
fn product(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let sets = "обед* комплект* наряд* костюм* набор* маршрут* способ* вариант* пар outfit* meal* ways route* combination* завтрак*";
    let goods = "блюд* рубаш* брюк* юбк* блузк* галстук* дорог* троп* шляп* футболк* штан* куртк* шарф* шапк* первых вторых десерт* напит* конверт* марок \
        супов суп* салат* shirt* trouser* tie* road* path* skirt* hat* starter* main* dessert* soup* сок* булоч* пирож* туфел* ботинок свитер* джинс* \
        дорожк* рейс* чашк* чашек блюдц* блюдец ложек ложк*";
    if !told.asks_any(sets) || told.any("или or либо обратно всего или сколько_стоит") && !told.asks_any("всего")
    {
        return None;
    }
    // «из трёх блюд» tells how many kinds there are.
    let groups: Vec<&&Number> = numbers.iter().filter(|number| !(number.spelled && one_kind(told, number))).collect();
    let named = groups.iter().filter(|number| told.behind(number.at, 3, goods)).count();
    let from = groups.iter().all(|number| number.at < told.asks);
    if groups.len() < 2 || groups.len() > 3 || named < groups.len().min(2) || !from {
        return None;
    }
    if numbers.len() > groups.len() {
        let kinds = numbers.iter().find(|number| number.spelled && one_kind(told, number))?;
        if !near(kinds.value, groups.iter().map(|_| 1.0).sum()) {
            return None;
        }
    }
    Answer::count(groups.iter().map(|number| number.value).product())
}

fn one_kind(told: &Told, number: &Number) -> bool {
    number.at > told.asks && matches!(told.word_before(number.at), "из" | "of" | "from")
}
