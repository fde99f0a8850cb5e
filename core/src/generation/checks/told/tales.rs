//! Stories of the first grades: more and fewer than another, came and went, shared equally.

use num_traits::ToPrimitive;

use super::super::claim::Claim;
use super::super::clock;
use super::super::named::one_of;
use super::super::units::Dimension;
use super::reading::{Number, Told, same};
use super::{Answer, is_whole, si};
use crate::domain::Rich;

/// Words no such story has.
const TRAPS: &str = "если процент* треть четверт* столько скорост* площад* периметр* масштаб* средн* вероятност* произведен* сумм* разност* числ* \
    цен* стоимость расстоян* углов угол год_назад через назад следующ* если_бы бы трех четырех каждый_день кроме оборот* \
    матч* парти* турнир* чемпионат* speed area average probability sum difference product if ago price cost costs прям* окруж* километр* раздел* сторон* длин_сторон*";

const MORE: &str = "больше старше дороже длиннее выше тяжелее шире дольше more older longer taller heavier";
const LESS: &str = "меньше младше моложе дешевле короче ниже легче уже fewer less younger shorter lighter";
const TOGETHER: &str = "вместе всего оба обоих обеих обе together altogether total all двоих";

/// «Поезд отправился в 9:40 и прибыл в 12:15. Сколько времени он был в пути?»
pub(super) fn clock(told: &Told) -> Option<Answer> {
    match clock::claim(&Rich(told.source().to_owned()))? {
        Claim::Value(minutes, Some(unit)) => Some(Answer::of(unit.dimension, minutes.0.to_f64()? * si(unit))),
        _ => None,
    }
}

/// What a story comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if told.any(TRAPS) || !told.ratios.is_empty() || !told.formulas().is_empty() {
        return None;
    }
    let numbers = told.numbers();
    let money = numbers.iter().any(|number| number.dimension() == Some(Dimension::Money));
    if money && told.any("стоит стоят стоил* cost costs") {
        return None;
    }
    let plain = numbers.iter().all(|number| !number.percent && number.letter.is_none() && number.value > 0.0);
    if !plain || numbers.is_empty() || numbers.iter().any(|number| number.counts() && !is_whole(number.value)) {
        return None;
    }
    compared(told)
        .or_else(|| difference(told))
        .or_else(|| unknown(told))
        .or_else(|| shared(told))
        .or_else(|| flow(told))
}

/// «У Коли 7 машинок, а у Вани на 5 больше. Сколько у Вани?»
fn compared(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    // «в двух ящиках» of the question is no third number.
    let together = told.asks_any(TOGETHER)
        || numbers.iter().any(|number| number.spelled && number.at > told.asks && (number.value - 2.0).abs() < 0.1);
    let numbers: Vec<&Number> =
        numbers.into_iter().filter(|number| !(number.spelled && number.at > told.asks)).collect();
    let &[a, b] = numbers.as_slice() else { return None };
    if b.at > told.asks || a.percent || told.any("осталось еще затем потом поровну кажд* раздал* отдал* twice each")
    {
        return None;
    }
    let (more, less) = (
        told.behind(b.at, 4, MORE) || told.ahead(b.at, 4, "старше дороже выше длиннее older"),
        told.behind(b.at, 4, LESS) || told.ahead(b.at, 4, "младше дешевле ниже короче моложе younger"),
    );
    let times = told.behind(b.at, 1, "раз раза times") && matches!(told.word_before(b.at), "в" | "во")
        || told.behind(b.at, 1, "times");
    let english = told.behind(b.at, 3, "more fewer less older younger");
    let by = (told.word_before(b.at) == "на" || english) && !told.behind(b.at, 1, "раз раза times");
    let alike = times || b.dimension() == a.dimension() || b.dimension().is_none();
    if more == less
        || times == by
        || !alike
        || told.tells_any("всего вместе altogether total")
        || told.ahead(a.at, 1, "на в во")
    {
        return None;
    }
    let unit = a.unit.or(if times { None } else { b.unit });
    let apply = |up: bool| match (times, up) {
        (true, true) => a.value * b.value,
        (true, false) => a.value / b.value,
        (false, true) => a.value + b.value,
        (false, false) => a.value - b.value,
    };
    // «Сколько сказок и рассказов»: of both.
    if !together && told.asks_any("и and") {
        return None;
    }
    if told.asks_any("больше меньше старше младше more fewer older") || matches!(told.word(told.asks), "на" | "во")
    {
        return None;
    }
    // Where the second clause begins, and what it is compared with.
    let (_, end) = told.sentence(b.at);
    let border = (a.at..b.at).find(|at| matches!(told.word(*at), "а" | "and" | "but" | "но" | "это" | "which"));
    let border = border.unwrap_or(a.at + 2);
    let than = (b.at..end).find(|at| matches!(told.word(*at), "чем" | "than"));
    // «он на 4 года старше сестры»
    let than = than.or_else(|| {
        let points = told
            .words(border, b.at)
            .iter()
            .any(|word| matches!(*word, "он" | "она" | "это" | "что" | "they" | "he" | "she"));
        let compared = format!("{MORE} {LESS}");
        (b.at..end).find(|at| points && one_of(&compared, told.word(*at)))
    });
    let first = told.words(0, border);
    let own = told.words(border, than.unwrap_or(end));
    let other = than.map_or_else(Vec::new, |than| told.words(than + 1, end));
    let pointing = own.iter().any(|word| {
        matches!(
            *word,
            "это"
                | "что"
                | "он"
                | "она"
                | "оно"
                | "они"
                | "него"
                | "нее"
                | "which"
                | "this"
                | "that"
                | "he"
                | "she"
                | "it"
        )
    });
    let content = |word: &&str| {
        word.chars().count() > 2
            && !one_of("сколько нужно было лет года есть всего how many does did have has the are there which", word)
    };
    let asked: Vec<&str> = told.asked().into_iter().filter(content).collect();
    let within = |words: &[&str]| {
        asked.iter().any(|word| words.iter().any(|other| same(word, other)) && !first.iter().any(|one| same(word, one)))
    };
    let in_own = within(&own);
    let in_other = asked.iter().any(|word| {
        other.iter().any(|one| same(word, one))
            && !own.iter().any(|one| same(word, one))
            && !first.iter().any(|one| same(word, one))
    });
    // «28 учеников, мальчиков на 4 больше, чем девочек»: the first number is no part but the whole.
    let known =
        than.is_none() || other.iter().any(|word| word.chars().count() > 2 && first.iter().any(|one| same(one, word)));
    let all =
        "учеников учащихся детей ребят деревьев животных фруктов овощей человек людей птиц цветов шаров марок_всего";
    let whole = one_of(all, told.thing(a)) && !own.iter().any(|word| matches!(*word, "а" | "and"));
    if whole && !pointing {
        return None;
    }
    let value = if together {
        if pointing || !known {
            return None;
        }
        a.value + apply(more)
    } else if in_other && !in_own && pointing {
        // «это на 4 больше, чем у Оли»
        apply(!more)
    } else if in_own && !pointing && !in_other && known {
        apply(more)
    } else {
        return None;
    };
    let whole = unit.is_some() || is_whole(value);
    (value > 0.0 && whole && (together || !told.asks_any("они дети ребята мальчики девочки they")))
        .then(|| Answer::like(unit, value))
}

/// «На сколько лет мама старше?», «Во сколько раз больше?»
fn difference(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[a, b] = numbers.as_slice() else { return None };
    let compares = format!("{MORE} {LESS}");
    let joined = told.word(told.asks);
    if b.at > told.asks
        || told.asks_any("объем* площад* поверхност* volume area")
        || !told.asks_any(&compares)
        || told.tells_any(&compares)
        || a.dimension() != b.dimension()
    {
        return None;
    }
    if told.tells_any("всего вместе осталось из остальн* ещё еще отдал* подарил* съел* кажд* было_бы по раз потом затем altogether total each then gave") || a.spelled || b.spelled {
        return None;
    }
    let (large, small) = (a.value.max(b.value), a.value.min(b.value));
    // The same things on both sides, or quantities.
    let alike = a.unit.is_some()
        || same(told.thing(a), told.thing(b))
        || told.asks_any("лет")
        || told.thing(b).is_empty()
        || told.asked().iter().any(|word| same(word, told.thing(a)));
    match joined {
        "на" if alike && large > small && !told.asks_any("раз") => Some(Answer::like(a.unit, large - small)),
        "во" if told.asks_any("раз") => Some(Answer::number(large / small)).filter(whole),
        _ => None,
    }
}

const LOST: &str = "съел* отдал* улетел* уехал* ушл* ушел вышл* вышел отрезал* потратил* продал* выпил* разбил* потерял* израсход* вылил* лопну* уплыл* \
    убежал* сгорел* раздал* засолил* завял* сорвал* срезал* взял* взяли выдал* забрал* достал* вынул* took убрал* сломал* gives gave lost lose ate eats sold sells used spent flew left";
const GAINED: &str = "прилетел* приехал* пришл* пришел вошл* вошел подъехал* принес* добавил* положил* налил* посадил* долил* доливал* подарили поймал* прибежал* зашл* села сели \
    bought buys found finds won wins got gets received came arrived added";

/// Which way the number goes by the words of its own clause.
fn way(told: &Told, from: usize, number: &Number) -> Option<bool> {
    let mut words = told.words(from, number.at);
    for at in number.at + 1..=number.at + 3 {
        if told.word(at).is_empty() || matches!(told.word(at), "а" | "и" | "and" | "then" | "потом" | "затем")
        {
            break;
        }
        words.push(told.word(at));
    }
    let (lost, gained) = (words.iter().any(|word| one_of(LOST, word)), words.iter().any(|word| one_of(GAINED, word)));
    // «взял ещё 3» is no loss.
    let taken =
        words.iter().any(|word| one_of("взял* взяли", word)) && told.ahead(number.at, 2, "еще another more себе");
    (lost != gained && !taken).then_some(gained)
}

/// «В автобусе ехали 32 пассажира. Вышли 8, вошли 5. Сколько стало?»
fn flow(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let (first, rest) = numbers.split_first()?;
    let asks = told.asks_any("осталось остался осталась остались стало теперь left now остается");
    if !asks || rest.is_empty() || rest.len() > 3 || rest.last()?.at > told.asks || told.word(told.asks) == "на" {
        return None;
    }
    if told.any("поровну больше меньше кажд* каждая по раз раза несколько было_бы остальн* половин* столько равн* первоначальн* each more less several before начале")
        || told.tells_any("осталось стало осталась остались") || told.asks_any("было before")
    {
        return None;
    }
    // A number of the first clause that came or went makes the beginning unknown.
    if way(told, 0, first).is_some() && !told.ahead(first.at, 3, "было были ехал* стоял* лежал* had was were has")
    {
        return None;
    }
    let mut value = first.value;
    let mut last = first.at + 1;
    let mut up = None;
    for number in rest {
        if number.dimension() != first.dimension() {
            return None;
        }
        let joined = told.word_before(number.at) == "и" && number.at <= first.at + 4 && up.is_none();
        let goes = match way(told, last, number) {
            Some(up) => up,
            None if joined => {
                value += number.value;
                last = number.at + 1;
                continue;
            }
            // «уехало 7, потом ещё 4»
            None => up.filter(|_| told.ahead(number.at, 2, "еще another"))?,
        };
        up = Some(goes);
        value += if goes { number.value } else { -number.value };
        last = number.at + 1;
    }
    up?;
    (value > 0.0).then(|| Answer::like(first.unit, value))
}

/// «Было несколько марок, подарили 5, стало 12. Сколько было?»
fn unknown(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    let several = (0..told.asks).find(|at| one_of("несколько some several", told.word(*at)))?;
    if told.any("больше меньше раз поровну кажд* столько more each")
        || one.dimension() != two.dimension()
        || two.at > told.asks
    {
        return None;
    }
    let finally = told.ahead(two.at, 3, "стало осталось осталась остались остался now left");
    let first = several < one.at;
    if !finally {
        return None;
    }
    // «испекла несколько пирожков»
    let made = told.word_before(several);
    let asks_made = made.chars().count() > 3 && told.asked().contains(&made);
    if first && (asks_made || told.asks_any("было сначала первоначально first were beginning"))
    {
        let gained = way(told, several, one)?;
        let value = if gained { two.value - one.value } else { two.value + one.value };
        return (value > 0.0).then(|| Answer::like(one.unit, value));
    }
    // «Было 20 шаров, несколько лопнуло, осталось 13»
    let asks_lost = told.asks_any(LOST);
    let asks_gained = told.asks_any(GAINED);
    match (first, asks_lost, asks_gained) {
        (false, true, false) if one.value > two.value => Some(Answer::like(one.unit, one.value - two.value)),
        (false, false, true) if two.value > one.value => Some(Answer::like(one.unit, two.value - one.value)),
        _ => None,
    }
}

/// Equal shares: of each, of all, and how many there are.
fn shared(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    if told.any("больше меньше раз раза осталось несколько еще кажд*_раз more left stays остаток остатк*")
        || numbers.iter().any(|number| number.at > told.asks && !number.spelled)
    {
        return None;
    }
    let equally = told.any("поровну equally равные одинаков*");
    let asks_each = told.asks_any("кажд* один одной одном одну each одного");
    match numbers.as_slice() {
        // «16 засолили, остальные разложили поровну в 3 пакета»
        [all, some, parts] if equally && asks_each && told.any("остальн* rest") => {
            let between = told.words(some.at, parts.at).iter().any(|word| one_of("остальн* rest", word));
            let went = told.ahead(some.at, 3, LOST) || told.behind(some.at, 3, LOST);
            (between && went && parts.counts())
                .then(|| Answer::like(all.unit, (all.value - some.value) / parts.value))
                .filter(whole)
        }
        [all, parts]
            if equally && asks_each && parts.counts() && all.value > parts.value && !told.any("по остальн* rest") =>
        {
            Some(Answer::like(all.unit, all.value / parts.value)).filter(whole)
        }
        [one, two] => {
            let by = told.word_before(two.at) == "по"
                || told.behind(two.at, 3, "each")
                || told.ahead(two.at, 3, "каждой каждом каждую")
                || told.ahead(one.at, 4, "each");
            if !by
                || told.any("остальн* rest сдач* рубл*")
                || two.dimension().is_some() && one.dimension() != two.dimension() && one.dimension().is_some()
            {
                return None;
            }
            let thing = told.thing(two);
            let noun = told.thing(one);
            let asked = asked_thing(told);
            // «36 пирожков разложили по 4 на тарелку. Сколько тарелок?»
            let containers = !asked.is_empty()
                && !same(asked, noun)
                && (thing.is_empty() || !same(asked, thing))
                && told
                    .words(two.at, told.asks)
                    .iter()
                    .chain(&told.words(one.at, two.at))
                    .any(|word| same(word, asked));
            if same(asked, noun) && told.any("разлож* расстав* рассад* раздал* разделил*") && !same(noun, thing)
            {
                return None;
            }
            if containers && told.any("разлож* расстав* рассад* раздал* разлил* упакова* split put puts посадил* повесил* расфасова* построил* выстроил* встал* поставил*") {
                let value = one.value / two.value;
                return (two.unit.is_none() || one.unit.is_some()).then(|| Answer::number(value)).filter(whole);
            }
            let product = same(asked, thing) && !same(noun, thing) && one.counts();
            let unit = two.unit;
            (product && !asks_each && !told.any("разлож* раздал* split"))
                .then(|| Answer::like(unit, one.value * two.value))
                .filter(whole)
        }
        _ => None,
    }
}

fn whole(answer: &Answer) -> bool {
    answer.values.iter().all(|value| *value > 0.0 && is_whole(*value))
}

/// What «сколько» counts.
fn asked_thing(told: &Told) -> &str {
    let light = "сколько всего many how нужно понадобилось потребовалось получилось понадобится потребуется таких надо";
    (told.asks..told.len()).map(|at| told.word(at)).find(|word| !word.is_empty() && !one_of(light, word)).unwrap_or("")
}
