//! Sizes of texts, pictures and messages, times of transfer, numbers of other bases.

use num_traits::ToPrimitive;

use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, is_whole, near};

/// What a question of informatics comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    let packed = told.any("сжат* сжали") && !told.any("без");
    if !told.ratios.is_empty()
        || packed
        || told.any("увелич* уменьш* перекодир* больше меньше служебн* пауз* стерео секунд_звук частот* процент*")
            && !told.any("двоичн* десятичн* восьмеричн* шестнадцатеричн* binary decimal одного one")
    {
        return None;
    }
    base(told).or_else(|| sent(told)).or_else(|| text(told)).or_else(|| alphabet(told)).or_else(|| picture(told))
}

fn data(number: &Number) -> bool {
    number.dimension() == Some(Dimension::Data)
}

/// «Текст из 200 символов, каждый символ занимает 2 байта. Каков объём в битах?»
fn text(told: &Told) -> Option<Answer> {
    if told.any("алфавит* мощност* пиксел* цвет* различн* скорост* pixel* colour* color* alphabet разных")
    {
        return None;
    }
    let numbers = told.numbers();
    let (sizes, counts): (Vec<&Number>, Vec<&Number>) = numbers.into_iter().partition(|number| data(number));
    let &[size] = sizes.as_slice() else { return None };
    let signs = "символ* знак* букв* character* symbol* letter*";
    let layers = "символ* знак* букв* character* symbol* letter* строк* страниц* line* page*";
    let each = told.ahead(size.at, 8, "кажд* один одного each every одним")
        || told.behind(size.at, 5, "символ* знак* кажд* каждый per each character")
        || told.any("кажд* each") && told.any(signs);
    let named = counts.iter().all(|number| number.counts() && told.behind(number.at, 2, layers));
    let asks = told.asks_any(
        "объем* размер* сколько байт бит битах байтах кбайт килобайт size many bytes bits места памяти количество",
    ) && told.asked_unit(Dimension::Data).is_some()
        || told.asks_any("объем* размер*");
    let asks_each = told.asks_any("символ* знак* character") && !told.asks_any("объем* размер* сообщен* текст*");
    (each && named && !counts.is_empty() && counts.len() < 4 && asks && !asks_each)
        .then(|| Answer::of(Dimension::Data, size.value * counts.iter().map(|number| number.value).product::<f64>()))
}

/// Bits a symbol of an alphabet has, and what they come to in a message.
fn alphabet(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let bits_of = |n: f64| (n > 1.0).then(|| n.log2().ceil());
    let asks_bits =
        told.asks_any("бит битов бита bits информаци* информационн* весит вес количество объем* байт байтах");
    match numbers.as_slice() {
        // «Сколько символов можно закодировать 6 битами?»
        [one]
            if data(one)
                && told.asks_any(
                    "различн* разн* символ* цвет* значени* сообщени* different colours colors symbols values оттенк*",
                ) =>
        {
            let coded = told.any("закодир* кодир* отвод* отведен* encode* represent* глубин* хран* использ*");
            let asks_data = told.asked_unit(Dimension::Data).is_some();
            (coded && !asks_data && one.value < 33.0).then(|| Answer::count(one.value.exp2())).flatten()
        }
        // «Алфавит содержит 32 символа. Сколько бит несёт символ?»
        [one] if one.counts() && is_whole(one.value) => {
            let of_each = told.any("алфавит* мощност* alphabet")
                || told.any("палитр* palette") && told.any("пиксел* точк* pixel*")
                || told.any("нужно необходимо достаточно требуется потребуется needed required минимальн*")
                    && told.any("закодир* кодир* encode* represent*");
            let bits = told.asks_any("бит битов bits");
            (of_each && bits && !told.any("сообщени* текст* букв_в троичн*"))
                .then(|| bits_of(one.value))
                .flatten()
                .map(bit_count)
        }
        [power, length] | [length, power] if numbers.len() == 2 && power.at != length.at => {
            let is_power = |number: &Number| {
                told.ahead(number.at, 4, "алфавит* мощност* мощностью")
                    && told.behind(number.at, 1, "символ* знак* букв*")
                    || told.ahead(number.at, 2, "мощност*")
            };
            let (first, second) = (numbers[0], numbers[1]);
            let (power, length) = match (is_power(first), is_power(second)) {
                (true, false) => (first, second),
                (false, true) => (second, first),
                _ => return None,
            };
            let message = told.behind(length.at, 2, "символ* знак* букв*");
            let counted = power.counts() && length.counts();
            (counted && message && asks_bits && is_whole(power.value.log2()))
                .then(|| Answer::of(Dimension::Data, power.value.log2() * length.value))
        }
        _ => None,
    }
}

/// A number of bits: keys give it with its unit or without.
fn bit_count(bits: f64) -> Answer {
    Answer::of(Dimension::Data, bits)
}

/// «Изображение 64 на 64 пикселя, 16 цветов. Найдите объём в байтах».
fn picture(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[width, height, depth] = numbers.as_slice() else { return None };
    if !told.any("пиксел* точек pixel*") || !told.asks_any("объем* размер* сколько байт бит size many память памяти")
    {
        return None;
    }
    let bits = if data(depth) && told.any("пиксел* точк* pixel") {
        depth.value
    } else if depth.counts() && told.behind(depth.at, 2, "цвет* оттенк* colour* color*") {
        depth.value.log2().ceil()
    } else {
        return None;
    };
    let sized = width.counts() && height.counts() && height.at <= width.at + 3;
    sized.then(|| Answer::of(Dimension::Data, width.value * height.value * bits))
}

/// A transfer: size, rate and time.
fn sent(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    if !told.any("скорост* переда* загру* скач* speed rate download* transfer* transmi*") {
        return None;
    }
    let find = |dimension: Dimension| {
        [one, two].into_iter().find(|number| number.dimension() == Some(dimension)).map(|number| number.value)
    };
    match (find(Dimension::Data), find(Dimension::Rate), find(Dimension::Time)) {
        (Some(size), Some(rate), None) if told.asks_any("времени время секунд минут long seconds time займет") => {
            Some(Answer::of(Dimension::Time, size / rate))
        }
        (None, Some(rate), Some(time)) => Some(Answer::of(Dimension::Data, rate * time))
            .filter(|_| told.asks_any("размер* объем* сколько size байт бит")),
        _ => None,
    }
}

/// «Переведите двоичное число 11010 в десятичную систему».
fn base(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[number] = numbers.as_slice() else { return None };
    if !number.counts()
        || number.spelled
        || !is_whole(number.value)
        || number.value < 0.0
        || number.value > 1e12
        || told.any("сумм* единиц нул* цифр* разряд*")
    {
        return None;
    }
    let bases = [("двоичн* binary", 2_u32), ("восьмеричн* octal", 8), ("десятичн* decimal", 10)];
    if told.any("шестнадцатеричн* hexadecimal троичн*") {
        return None;
    }
    let words = told.words(0, told.len());
    let target = words.windows(2).find_map(|pair| {
        let to = matches!(pair[0], "в" | "to" | "во" | "into");
        bases.iter().find(|(names, _)| to && super::super::named::one_of(names, pair[1])).map(|(_, base)| *base)
    });
    let mentioned: Vec<u32> = bases.iter().filter(|(names, _)| told.any(names)).map(|(_, base)| *base).collect();
    let to = target?;
    let from = match mentioned.iter().filter(|base| **base != to).collect::<Vec<_>>().as_slice() {
        [] if to != 10 => 10,
        [only] => **only,
        _ => return None,
    };
    let digits = number.value.to_u64()?.to_string();
    let value = u64::from_str_radix(&digits, from).ok()?;
    let written = match to {
        2 => format!("{value:b}"),
        8 => format!("{value:o}"),
        _ => value.to_string(),
    };
    let written: f64 = written.parse().ok()?;
    (!near(written, number.value)).then(|| Answer::number(written))
}
