//! Rooms, plots, boxes and circles: borders, floors, tiles, what goes in; points of a plane.

use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, is_whole, near};
use crate::math;
use num_traits::ToPrimitive;

/// Words of holes, relations, parts and second figures.
const TRAPS: &str = "больше меньше длиннее короче шире уже раз раза ворот* калитк* двер* окно окна окон* дорожк* шириной_1 рядов ряда кажд* запас* \
    увелич* уменьш* процент* стоит стоят стоимость вырез* отрез* выше ниже треть* четверт* толщин* краю края остал* без осталась половин* \
    подобн* вписан* описан* соседн* соседу двух_сторон трех_сторон наполовину more less longer shorter wider gate door window path cost costs per";

/// A measure of a room, a plot, a box or a circle.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    points(told)
        .or_else(|| similar(told))
        .or_else(|| solid(told))
        .or_else(|| wrapped(told))
        .or_else(|| similar_area(told))
        .or_else(|| plain(told))
}

/// «Стороны одного квадрата в 4 раза больше. Во сколько раз больше его площадь?»
fn similar(told: &Told) -> Option<Answer> {
    let mut numbers = told.numbers().into_iter().filter(|number| number.counts());
    let (times, None) = (numbers.next()?, numbers.next()) else { return None };
    let alike = told.any("квадрат квадрата квадратов куб куба кубов круг* шар шара шаров подобн* окружност* square squares cube cubes circle similar");
    let once = told.behind(times.at, 1, "раза раз times") && told.numbers().len() == 1;
    let asks = told.asks_any("раз раза изменит* увелич* уменьш* times")
        && told.ratios.is_empty()
        && told.formulas().is_empty();
    let side = told.any("сторон* ребр* ребер радиус* диаметр* side sides edge edges radius");
    let (area, volume, border) =
        (told.any("площад* поверхност* area"), told.any("объем* volume"), told.any("периметр* perimeter"));
    if !(alike && once && asks && side) || told.any("вписан* описан* на масс* весит") {
        return None;
    }
    match (area, volume, border) {
        (true, false, false) => Some(Answer::number(times.value * times.value)),
        (false, true, false) => Some(Answer::number(times.value.powi(3))),
        (false, false, true) => Some(Answer::number(times.value)),
        _ => None,
    }
}

/// «Треугольники подобны с коэффициентом 3. Площадь меньшего 5 см². Найдите площадь большего».
fn similar_area(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let (factors, areas): (Vec<&Number>, Vec<&Number>) = numbers.into_iter().partition(|number| number.counts());
    let (&[factor], &[area]) = (factors.as_slice(), areas.as_slice()) else { return None };
    let alike = told.any("подоб* similar") && told.any("коэффициент* коэффициентом scale factor ratio");
    if !alike
        || area.dimension() != Some(Dimension::Area)
        || factor.value <= 1.0
        || !told.asks_any("площад* area")
        || !told.ratios.is_empty()
    {
        return None;
    }
    let (small, large) = ("меньшего меньшей меньший smaller", "большего большей больший larger");
    let square = factor.value * factor.value;
    match (told.asks_any(large), told.asks_any(small), told.tells_any(small), told.tells_any(large)) {
        (true, false, true, false) => Some(Answer::of(Dimension::Area, area.value * square)),
        (false, true, false, true) => Some(Answer::of(Dimension::Area, area.value / square)),
        _ => None,
    }
}

/// «Площадь основания пирамиды 15, высота 8. Найдите объём»: volume, base and height of bodies that stand on a base.
fn solid(told: &Told) -> Option<Answer> {
    let pointed = told.any("пирамид* pyramid* конус* cone*");
    let even = told.any("призм* prism* цилиндр* cylind* параллелепипед*");
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    let plain = |number: &Number| !number.percent && number.letter.is_none() && number.value > 0.0;
    if pointed == even
        || !(plain(one) && plain(two))
        || one.unit.is_some() != two.unit.is_some()
        || !told.ratios.is_empty()
        || !told.formulas().is_empty()
        || told.any("боков* полн* поверхност* сторон* радиус* диаметр* диагонал* ребр* раз раза усечен* сечен* апофем* больше меньше side radius surface slant")
    {
        return None;
    }
    let named = |number: &Number| {
        let (base, height) = (told.ahead(number.at, 4, "основани* base"), told.ahead(number.at, 2, "высот* height"));
        let volume = told.ahead(number.at, 3, "объем* volume");
        let dimension = number.dimension();
        let fits = |wanted| dimension.is_none_or(|dimension| dimension == wanted);
        match (base && !height, height, volume) {
            (true, false, false) if fits(Dimension::Area) => Some('s'),
            (false, true, _) if fits(Dimension::Length) => Some('h'),
            (false, false, true) if fits(Dimension::Volume) => Some('v'),
            _ => None,
        }
    };
    let given = [(named(one)?, one.value), (named(two)?, two.value)];
    let of = |name: char| given.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let third = if pointed { 3.0 } else { 1.0 };
    let measured = one.unit.is_some();
    let answer = |value: f64, dimension| if measured { Answer::of(dimension, value) } else { Answer::number(value) };
    match (of('s'), of('h'), of('v')) {
        (Some(s), Some(h), None) if told.asks_any("объем* volume") => {
            Some(answer(s * h / third, Dimension::Volume))
        }
        (Some(s), None, Some(v)) if told.asks_any("высот* height") => {
            Some(answer(v * third / s, Dimension::Length))
        }
        (None, Some(h), Some(v)) if told.asks_any("площад* area") => Some(answer(v * third / h, Dimension::Area)),
        _ => None,
    }
}

/// «Основание прямой призмы — квадрат со стороной 4 см, высота 10 см. Найдите площадь боковой поверхности».
fn lateral(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[side, height] = numbers.as_slice() else { return None };
    let prism = told.any("призм* prism")
        && told.any("прямой прямая правильн* right regular")
        && told.asks_any("боков* lateral");
    let sides = if told.any("квадрат квадратом четырехугольн* square") {
        4.0
    } else if told.any("треугольн* triang*") && told.any("правильн* равносторонн* equilateral regular")
    {
        3.0
    } else {
        return None;
    };
    let lengths = [side, height].iter().all(|number| number.dimension() == Some(Dimension::Length));
    let named = told.ahead(side.at, 3, "сторон* side") && told.ahead(height.at, 3, "высот* height");
    (prism && lengths && named && !told.any("полн* объем* диагонал* ребр* total volume"))
        .then(|| Answer::of(Dimension::Area, sides * side.value * height.value))
}

/// «A closed box is 10 cm long, 6 cm wide and 4 cm high. How much paper covers all its faces?»
fn wrapped(told: &Told) -> Option<Answer> {
    if let Some(answer) = lateral(told) {
        return Some(answer);
    }
    let numbers = told.numbers();
    let &[a, b, c] = numbers.as_slice() else { return None };
    let box_like = told.any("коробк* параллелепипед* ящик* брус* сундук* box cuboid prism");
    let asks = told.asks_any("поверхност* граней грани оклеи* обклеи* бумаги surface faces wrap* cover*");
    let plain = numbers.iter().all(|number| number.dimension() == Some(Dimension::Length) && !number.spelled);
    if !box_like
        || !asks
        || !plain
        || told.any("без крышк* открыт* боков* open lid lateral раз больше меньше кажд* дна")
    {
        return None;
    }
    let (a, b, c) = (a.value, b.value, c.value);
    Some(Answer::of(Dimension::Area, 2.0 * (a * b + b * c + a * c)))
}

fn plain(told: &Told) -> Option<Answer> {
    let (letters, numbers): (Vec<&Number>, Vec<&Number>) =
        told.numbers().into_iter().partition(|number| number.letter.is_some());
    // «Число π примите равным 3,14»
    let pi = |number: &&Number| {
        number.letter.is_some() || number.counts() && (3.0..3.15).contains(&number.value) && told.any("π пи pi")
    };
    let (letters, numbers): (Vec<&Number>, Vec<&Number>) = letters.into_iter().chain(numbers).partition(pi);
    // «четыре стены», «двух сторон» are no measures.
    let numbers: Vec<&Number> = numbers.into_iter().filter(|number| !number.spelled || number.unit.is_some()).collect();
    if told.any(TRAPS) || !told.ratios.is_empty() || !told.formulas().is_empty() || numbers.is_empty() {
        return None;
    }
    if !numbers.iter().all(|number| number.dimension() == Some(Dimension::Length)) {
        return None;
    }
    let values: Vec<f64> = numbers.iter().map(|number| number.value).collect();
    if told.any("круг круга кругу круге круглый круглая круглой круглого окружност* circle circular circumference")
    {
        return circle(told, &values, &letters);
    }
    if !letters.is_empty() || told.any("треугольн* трапец* ромб* параллелограмм* конус* цилиндр* шар* пирамид* призм* triang* cylind* cone диагонал* лестниц*") {
        return None;
    }
    if told.any("рамк* рамой frame")
        && (told.any("картин* фото* ширин* picture photo wide") || !told.asks_any("периметр* длин* perimeter"))
    {
        return None;
    }
    let rectangle = told.any("прямоугольн* rectang* комнат* участ* сад сада огород* бассейн* пол пола кабинет* зал* стен* поле* площадк* двор* грядк* клумб* \
        газон* стол* скатерт* ковер ковр* коробк* аквариум* ящик* бак* room garden field box tank pool floor yard лист* картин* полотен* класс*");
    let sized = told.any("длин* ширин* размер* сторон* стороны long wide length width by sides глубин* высот*")
        || values.len() > 1;
    let border = told.asks_any("забор* изгород* плинтус* периметр* ограды ограда огородить обнести бордюр* fenc* perimeter тесьм* кайм* лент* бахром* обшить сетк*");
    let surface = told.asks_any("площад* линолеум* ковролин* паркет* area carpet м² см² дм² покрытия ламинат*");
    let square = told.any("квадратн* квадрат квадрата square");
    let tiles = told.asks_any("плит* tile* tiles дощечек кафел*");
    let filled = told.asks_any("объем* литр* л volume м³ дм³ см³ вмести* вмещ* поместится litre* liter* воды");
    match (values.as_slice(), border, surface, tiles, filled) {
        (&[a, b], true, false, false, false) if rectangle && sized && !square => {
            Some(Answer::of(Dimension::Length, 2.0 * (a + b)))
        }
        (&[a, b], false, true, false, false)
            if rectangle && sized && !square && !told.any("стены стена потолок обо* wall периметр*") =>
        {
            Some(Answer::of(Dimension::Area, a * b))
        }
        (&[a], true, false, false, false) if square && told.any("сторон* side длин*") => {
            Some(Answer::of(Dimension::Length, 4.0 * a))
        }
        (&[a], false, true, false, false) if square && told.any("сторон* side") => {
            Some(Answer::of(Dimension::Area, a * a))
        }
        (&[a, b, c], false, false, false, true) if rectangle && sized => Some(Answer::of(Dimension::Volume, a * b * c)),
        (all, false, false, true, false) if all.len() > 2 => tiled(told, &numbers),
        _ => None,
    }
}

/// «Сколько плиток 20 см на 20 см нужно, чтобы выложить пол 4 м на 3 м?»
fn tiled(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let mut values: Vec<f64> = numbers.iter().map(|number| number.value).collect();
    values.sort_by(f64::total_cmp);
    let (tile, floor) = match *values.as_slice() {
        [side, a, b] if told.any("квадратн* квадрата square") && side < a / 2.0 => {
            (side * side, (a, b, side, side))
        }
        [c, d, a, b] if d < a / 2.0 && near(c, d) => (c * d, (a, b, c, d)),
        _ => return None,
    };
    let (a, b, c, d) = floor;
    (is_whole(a / c) && is_whole(b / d)).then(|| Answer::count(a * b / tile)).flatten()
}

fn circle(told: &Told, values: &[f64], letters: &[&Number]) -> Option<Answer> {
    let &[line] = values else { return None };
    let pi = match letters {
        [] => std::f64::consts::PI,
        [only] if only.letter.as_deref().is_none_or(|letter| letter == "π") && (3.0..3.2).contains(&only.value) => {
            only.value
        }
        _ => return None,
    };
    let radius = match (told.any("радиус* radius"), told.any("диаметр* diameter")) {
        (true, false) => line,
        (false, true) => line / 2.0,
        _ => return None,
    };
    if told.asks_any("радиус* диаметр*") && !told.any("окружности круга circle")
        || told.any("полуокруж* полукруг* сектор* дуг* хорд* кольц* оборот* проед* прокат* semi* turns revolution*")
    {
        return None;
    }
    let length = told.asks_any("длин* circumference") && told.any("окружност* circle circumference");
    let area = told.asks_any("площад* area");
    match (length, area) {
        (true, false) => Some(Answer::of(Dimension::Length, 2.0 * pi * radius).roughly()),
        (false, true) => Some(Answer::of(Dimension::Area, pi * radius * radius).roughly()),
        _ => None,
    }
}

/// Points «A(2; −3)» and vectors of a text.
fn points(told: &Told) -> Option<Answer> {
    let text =
        told.source().replace(['$', '\u{a0}'], " ").replace(r"\,", " ").replace(r"\left", "").replace(r"\right", "");
    let text =
        text.replace(r"\vec{", "").replace(r"\overline{", "").replace(r"\overrightarrow{", "").replace("};", ";");
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    let mut outside = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(['(', '{']) {
        let (inside, after) = after.split_once([')', '}'])?;
        let (x, y) = inside.split_once(';').or_else(|| inside.split_once(", "))?;
        let value = |text: &str| math::evaluate(text.trim()).ok()?.0.to_f64();
        pairs.push((value(x)?, value(y)?));
        outside.push_str(before);
        rest = after;
    }
    outside.push_str(rest);
    if outside.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let lower = outside.to_lowercase();
    let says = |stems: &[&str]| stems.iter().any(|stem| lower.contains(stem));
    if let [(a, b), (c, d)] = *pairs.as_slice()
        && says(&["скалярное произведение", "scalar product", "dot product"])
        && !says(&["угол", "перпендикуляр", "если", "длин", "angle"])
    {
        return Some(Answer::number(a * c + b * d));
    }
    if says(&[
        "отнош",
        "симметр",
        "паралл",
        "другой конец",
        "другого конца",
        "треуг",
        "прямой",
        "сумм",
        "разност",
        "скаляр",
        "угол",
        "делит",
        "ордината",
        "абсцис",
        "парабол",
    ]) {
        return None;
    }
    match *pairs.as_slice() {
        [(a, b), (c, d)]
            if says(&["координаты середин", "середину отрезк", "середина отрезк", "середины отрезк", "midpoint"]) =>
        {
            let values = vec![f64::midpoint(a, c), f64::midpoint(b, d)];
            Some(Answer { values, measure: super::Measure::Point, rough: false })
        }
        [(a, b), (c, d)]
            if says(&["расстояни", "длину отрезк", "длина отрезк", "distance", "length of"])
                && !says(&["вектор", "vector", "середин"]) =>
        {
            Some(Answer::number((c - a).hypot(d - b)))
        }
        [(a, b), (c, d)] if says(&["координаты вектора"]) && !outside.contains(['+', '-', '−']) => {
            Some(Answer { values: vec![c - a, d - b], measure: super::Measure::Point, rough: false })
        }
        [(a, b)]
            if says(&[
                "длину вектор",
                "длина вектор",
                "модуль вектор",
                "magnitude",
                "модуля вектор",
                "длины вектор",
            ]) || says(&["vector"]) && says(&["length", "magnitude"]) =>
        {
            Some(Answer::number(a.hypot(b)))
        }
        _ => None,
    }
}
