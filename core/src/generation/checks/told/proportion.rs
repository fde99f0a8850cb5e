//! Three numbers of which two are of one kind: workers and days, a price and a mass, a way and its time.

use super::super::named::one_of;
use super::super::units::{self, Dimension};
use super::Answer;
use super::reading::{Number, Told, same};

/// Words of sums, changes and second conditions.
const TRAPS: &str = "больше меньше дороже дешевле быстрее медленнее раньше позже осталось остальн* останет* еще всего вместе кажд* скидк* подорож* \
    подешев* сдач* раз раза добав* вдвое втрое поровну затем потом кроме разн* бы прибав* увелич* уменьш* зуб* шестер* шкив* процент* \
    средн* навстречу вдогон* течени* дополнительн* смешал* смес* сплав* площад* радиус* квадрат* куб* сторон* температур* \
    сначала если_бы перв* more less faster slower each altogether total remaining then extra other change left";

/// Those who share one job.
const ACTORS: &str = "рабоч* маляр* экскаватор* насос* труб* трактор* бригад* комбайн* мастер* грузчик* строител* каменщик* человек* машин* \
    станк* принтер* столяр* плотник* кран* кранов краном косц* косар* землекоп* садовник* швей* портн* оператор* экскаваторщик* работник* \
    самосвал* грузовик* бульдозер* робот* worker* painter* pump* tractor* people men builder* machine* tap* pipe* printer* gardener*";

const EATERS: &str = "коров* лошад* лошадей куриц* кур человек* людей турист* кролик* собак* солдат* овец овц* коз* свин* cow* horse* people \
    persons person* chicken* sheep hens";

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Unit(Dimension),
    Thing(String),
}

impl Kind {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unit(one), Self::Unit(other)) => one == other,
            (Self::Thing(one), Self::Thing(other)) => same(one, other),
            _ => false,
        }
    }

    fn thing(&self, list: &str) -> bool {
        matches!(self, Self::Thing(thing) if one_of(list, thing))
    }
}

fn kind(told: &Told, number: &Number) -> Option<Kind> {
    if number.percent || number.letter.is_some() {
        return None;
    }
    Some(match number.dimension() {
        Some(dimension) => Kind::Unit(dimension),
        None => Kind::Thing(told.thing(number).to_owned()).clone(),
    })
    .filter(|kind| *kind != Kind::Thing(String::new()))
}

/// What is asked: of the kind of one of the given.
fn asked(told: &Told) -> Option<Kind> {
    let words = told.asked();
    let first = |at: usize| words.get(at).copied().unwrap_or("");
    let cost = "стоит стоят стоить заплат* уплат* cost pay price стоимость цена цену";
    for at in 0..words.len().min(4) {
        match (first(at), first(at + 1)) {
            ("сколько" | "скольких" | "many", next) => {
                // «сколько нужно рабочих»
                let light = "нужно понадобится потребуется надо таких будет сможет можно требуется такие";
                let named = words.get(at + 1..)?.iter().copied().find(|word| !one_of(light, word)).unwrap_or("");
                if one_of(cost, named) || named.starts_with("денег") || one_of("рублей", named) {
                    return Some(Kind::Unit(Dimension::Money));
                }
                if named == "времени" || next == "времени" {
                    return Some(Kind::Unit(Dimension::Time));
                }
                return Some(match units::named(named) {
                    Some(unit) => Kind::Unit(unit.dimension),
                    None => Kind::Thing(named.to_owned()),
                });
            }
            ("how", "far") => return Some(Kind::Unit(Dimension::Length)),
            ("how", "much") => {
                let money = told.asks_any("cost costs pay");
                return Some(if money { Kind::Unit(Dimension::Money) } else { Kind::Thing(first(at + 2).to_owned()) });
            }
            ("how", "long") | ("время" | "time", _) => return Some(Kind::Unit(Dimension::Time)),
            (word, _) if word.starts_with("скорост") || word == "speed" => {
                return Some(Kind::Unit(Dimension::Speed));
            }
            ("cost" | "price" | "стоимость", _) => return Some(Kind::Unit(Dimension::Money)),
            ("расстояние" | "путь", _) => return Some(Kind::Unit(Dimension::Length)),
            _ => {}
        }
    }
    None
}

/// What three numbers in proportion come to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    scale(told).or_else(|| divided(told)).or_else(|| three(told)).or_else(|| several(told))
}

/// «Верёвку 35 м разрезали в отношении 2 : 5. Найдите длину большей части»
fn divided(told: &Told) -> Option<Answer> {
    let &[ratio] = told.ratios.as_slice() else { return None };
    let numbers: Vec<&Number> =
        told.numbers().into_iter().filter(|number| !(number.spelled && number.counts())).collect();
    let &[whole] = numbers.as_slice() else { return None };
    let cut = told.any("отношени* ratio")
        && told.any("раздел* разрез* поделил* распредел* делят делит divided cut shared split");
    let (larger, smaller) = (told.asks_any("больш* larger longer greater"), told.asks_any("меньш* smaller shorter"));
    if !cut
        || larger == smaller
        || ratio <= 0.0
        || whole.percent
        || whole.at > told.asks
        || told.any("масштаб* подобн* на_сколько разност*")
        || matches!(told.word(told.asks), "на" | "во")
    {
        return None;
    }
    let one = whole.value * ratio / (1.0 + ratio);
    let other = whole.value - one;
    Some(Answer::like(whole.unit, if larger { one.max(other) } else { one.min(other) }))
}

/// «Урок длится 40 минут. Сколько минут длятся 3 таких урока?»
fn several(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, count] = numbers.as_slice() else { return None };
    if told.any(TRAPS)
        || !told.ratios.is_empty()
        || !told.formulas().is_empty()
        || one.at > told.asks
        || count.at < told.asks
    {
        return None;
    }
    let unit = one.unit.filter(|unit| asked(told).is_some_and(|asked| asked.is(&Kind::Unit(unit.dimension))))?;
    let such = told.behind(count.at, 1, "таких такие such") && count.counts() && !one.percent;
    let thing = told.thing(count);
    let single = same(told.word(0), thing)
        || same(told.word(1), thing) && matches!(told.word(0), "один" | "одна" | "одно" | "one" | "a");
    (such && single && !told.ahead(one.at, 2, "за по через for"))
        .then(|| Answer::of(unit.dimension, one.value * count.value))
}

fn three(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two, three] = numbers.as_slice() else { return None };
    if told.any(TRAPS) || !told.ratios.is_empty() || !told.formulas().is_empty() {
        return None;
    }
    if numbers.iter().any(|number| one_of("по from от с", told.word_before(number.at)) && number.counts()) {
        return None;
    }
    // The one the question brings; «если 3 кг стоят 240 р.» gives the others.
    let behind = numbers.iter().filter(|number| number.at > told.asks).count();
    let given = |at: usize, to: usize| told.words(at, to).iter().any(|word| matches!(*word, "если" | "if"));
    let (new, [a, b]) = match behind {
        1 => (three, [one, two]),
        3 if given(one.at, two.at) && !given(two.at, three.at) => (one, [two, three]),
        _ => return None,
    };
    if behind == 1 && !told.apart(two.at, three.at) && !given(0, one.at) {
        return None;
    }
    let (new_kind, a_kind, b_kind) = (kind(told, new), kind(told, a)?, kind(told, b)?);
    let mut asked = asked(told)?;
    // «How many days would 4 workers need?»; dollars are things to us.
    if asked == Kind::Unit(Dimension::Money)
        && let Some(money) = [&a_kind, &b_kind].into_iter().find(|kind| kind.thing("dollar* pound* euro* cent*"))
    {
        asked = money.clone();
    }
    let new_kind = new_kind?;
    let by_thing = |number: &Number| Kind::Thing(told.thing(number).to_owned());
    let (old, third, third_kind) = match (a_kind.is(&new_kind), b_kind.is(&new_kind)) {
        (true, false) => (a, b, b_kind),
        (false, true) => (b, a, a_kind),
        // All in kilogrammes: the thing tells them apart.
        (true, true) => {
            let new = by_thing(new);
            match (by_thing(a).is(&new), by_thing(b).is(&new)) {
                (true, false) => (a, b, b_kind),
                (false, true) => (b, a, a_kind),
                _ => return None,
            }
        }
        _ => return None,
    };
    let third_asked = third_kind.is(&asked) || by_thing(third).is(&asked);
    if !(third_asked && old.value > 0.0 && third.value > 0.0 && new.value > 0.0) {
        return None;
    }
    let (time, speed) = (Kind::Unit(Dimension::Time), Kind::Unit(Dimension::Speed));
    let pair = |one: &Kind, other: &Kind| {
        (new_kind.is(one) && third_kind.is(other)) || (new_kind.is(other) && third_kind.is(one))
    };
    let actors = |kind: &Kind| kind.thing(ACTORS);
    let worked = (actors(&new_kind) && third_kind == time) || (new_kind == time && actors(&third_kind));
    let eaters = |kind: &Kind| kind.thing(EATERS);
    let fed = told.any("хватит хватает хватило last lasts");
    let eaten = fed && ((eaters(&new_kind) && third_kind == time) || (new_kind == time && eaters(&third_kind)));
    let inverse = pair(&time, &speed) || worked || eaten;
    let strange = |kind: &Kind| matches!(kind, Kind::Unit(dimension) if !matches!(dimension, Dimension::Money | Dimension::Mass | Dimension::Volume | Dimension::Length | Dimension::Time));
    if !inverse {
        let things = matches!(new_kind, Kind::Thing(_)) && third_kind == time;
        if strange(&new_kind)
            || strange(&third_kind)
            || things
            || (fed && third_kind == time && !matches!(new_kind, Kind::Unit(_)))
        {
            return None;
        }
    }
    let value = if inverse { third.value * old.value / new.value } else { third.value * new.value / old.value };
    Some(Answer::like(third.unit, value))
}

/// «Масштаб карты 1 : 100 000. Расстояние на карте 4,5 см. Сколько километров на местности?»
fn scale(told: &Told) -> Option<Answer> {
    let &[ratio] = told.ratios.as_slice() else { return None };
    let numbers: Vec<&Number> =
        told.numbers().into_iter().filter(|number| !(number.spelled && number.counts())).collect();
    let &[length] = numbers.as_slice() else { return None };
    if !told.any("масштаб* scale") || length.dimension() != Some(Dimension::Length) || ratio <= 0.0 || ratio >= 1.0
    {
        return None;
    }
    let of_map = "карте карту плане плану чертеже map plan";
    let of_ground = "местности реальн* действительн* действительности натур* ground real actual";
    // What the length is of, and what is asked: the nearer word tells.
    let nearer = (1..=8).find_map(|reach| {
        let says = |list: &str| told.behind(length.at, reach.min(4), list) || told.ahead(length.at, reach, list);
        (says(of_map) != says(of_ground)).then(|| says(of_map))
    });
    let small = length.unit.is_some_and(|unit| matches!(unit.symbol, "см" | "мм"));
    let nearer = nearer.unwrap_or(small);
    let asks_real =
        told.asks_any(of_ground) || told.asks_any("м км метров километров метрах километрах metres kilometres km");
    let asks_drawn = told.asks_any(of_map) || told.asks_any("см мм сантиметров миллиметров сантиметрах");
    if told.any("площад* area") {
        return None;
    }
    let named = (told.asks_any(of_map), told.asks_any(of_ground));
    match (nearer, asks_drawn, asks_real) {
        (true, false | true, true) if named.1 || !named.0 => Some(Answer::of(Dimension::Length, length.value / ratio)),
        (false, true, false | true) if named.0 || !named.1 => Some(Answer::of(Dimension::Length, length.value * ratio)),
        _ => None,
    }
}
