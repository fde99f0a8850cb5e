//! Gases, decay, lenses, heat engines, nuclei; temperature on a mountain and density of population.

use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, Measure};

/// What a question of nature comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if let Some(answer) = written(told).or_else(|| charged(told)) {
        return Some(answer);
    }
    if !told.ratios.is_empty() || !told.formulas().is_empty() {
        return None;
    }
    lapse(told)
        .or_else(|| warmed(told))
        .or_else(|| populated(told))
        .or_else(|| decayed(told))
        .or_else(|| gas(told))
        .or_else(|| lens(told))
        .or_else(|| engine(told))
        .or_else(|| nucleus(told))
        .or_else(|| lever(told))
        .or_else(|| apart(told))
        .or_else(|| useful(told))
}

fn of<'t>(numbers: &[&'t Number], dimension: Dimension) -> Vec<&'t Number> {
    numbers.iter().copied().filter(|number| number.dimension() == Some(dimension)).collect()
}

/// «У подножия +18 °C. С подъёмом на каждый километр температура понижается на 6 °C. Какая она на высоте 2500 м?»
fn lapse(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let (degrees, heights) = (of(&numbers, Dimension::Temperature), of(&numbers, Dimension::Length));
    let &[one, two] = degrees.as_slice() else { return None };
    if degrees.len() + heights.len() != numbers.len()
        || !told.any("кажд* every each")
        || !told.asks_any("температур* градус* temperature")
        || matches!(told.word(told.asks), "на")
        || told.any("разниц* разность вершин_и difference")
    {
        return None;
    }
    let is_step = |number: &Number| {
        matches!(told.word_before(number.at), "на" | "by") || told.ahead(number.at, 6, "кажд* every each")
    };
    let (step, base) = match (is_step(one), is_step(two)) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        _ => return None,
    };
    let is_unit = |number: &&&Number| told.ahead(number.at, 1, "кажд* каждые every each");
    let (height, unit) = match heights.as_slice() {
        [height] if told.any("километр kilometre километре") => (*height, 1000.0),
        [one, two] => match (is_unit(&one), is_unit(&two)) {
            (true, false) => (*two, one.value),
            (false, true) => (*one, two.value),
            _ => return None,
        },
        _ => return None,
    };
    let falls = told.any("пониж* пада* сниж* уменьша* убыва* falls drops decreases");
    let base_below = told.ahead(base.at, 8, "поднож* уровн* поверхност* земл* foot sea level ground аэродром* долин*")
        || told.behind(base.at, 4, "поднож* уровн* поверхност* земл* foot sea level ground");
    let asks_above = told.asks_any("высот* вершин* top altitude height")
        && (height.at > told.asks || !told.asks_any("поднож* foot"));
    (falls && base_below && asks_above)
        .then(|| Answer::of(Dimension::Temperature, base.value - step.value.abs() * height.value / unit))
}

/// «Утром было −9 °C, к полудню потеплело до +4 °C. На сколько градусов повысилась температура?»
fn warmed(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    let both = [one, two].iter().all(|number| number.dimension() == Some(Dimension::Temperature));
    let asks = told.word(told.asks) == "на" && told.asks_any("сколько")
        || told.asks_any("разность разница разницу амплитуд* difference range amplitude");
    let steps = [one, two].iter().any(|number| matches!(told.word_before(number.at), "на" | "by"));
    (both && asks && !steps && !told.any("кажд* средн* раз раза раньше потом затем снова average"))
        .then(|| Answer::of(Dimension::Temperature, (one.value - two.value).abs()))
}

/// «На площади 48 тыс. км² живёт 1,2 млн человек. Какова плотность населения?»
fn populated(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    let (area, people) = if one.dimension() == Some(Dimension::Area) { (one, two) } else { (two, one) };
    let dense = told.asks_any("плотност* density") && told.any("населени* population");
    (dense && area.dimension() == Some(Dimension::Area) && people.counts() && area.value > 0.0)
        .then(|| Answer::number(people.value / (area.value / 1e6)).roughly())
}

/// «Период полураспада 6 ч. Сколько останется от 80 мг через 18 ч?»
fn decayed(told: &Told) -> Option<Answer> {
    if !told.any("полураспад* half-life half") {
        return None;
    }
    let numbers = told.numbers();
    // «За три периода полураспада уменьшится в … раз»
    if let &[periods] = numbers.as_slice()
        && periods.counts()
        && told.behind(periods.at, 1, "период* half-lives")
        && told.any("уменьшится уменьшилось decreases")
        && told.any("раз раза times")
    {
        return Some(Answer::number(periods.value.exp2()));
    }
    let times = of(&numbers, Dimension::Time);
    let &[one, two] = times.as_slice() else { return None };
    let is_period = |number: &Number| told.ahead(number.at, 5, "полураспад* half-life life");
    let (period, time) = match (is_period(one), is_period(two)) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        _ => return None,
    };
    let left = (-time.value / period.value).exp2();
    let (stays, gone) = (told.asks_any("остан* оста* remain* left"), told.asks_any("распад* decay*"));
    // «уменьшится в … раз»
    if told.any("уменьшится уменьшилось") && told.any("раз раза") && numbers.len() == 2 && !stays
    {
        return Some(Answer::number(1.0 / left));
    }
    let part = match (stays, gone && !stays) {
        (true, _) => left,
        (false, true) => 1.0 - left,
        _ => return None,
    };
    let rest: Vec<&Number> =
        numbers.iter().copied().filter(|number| number.dimension() != Some(Dimension::Time)).collect();
    match rest.as_slice() {
        [] if told.asks_any("доля долю часть какую fraction part") => Some(Answer::share(part)),
        [whole] if !whole.percent && whole.letter.is_none() => Some(Answer::like(whole.unit, whole.value * part)),
        _ => None,
    }
}

/// «При давлении 150 кПа газ занимал 4 л. При постоянной температуре объём увеличили до 6 л. Каким стало давление?»
fn gas(told: &Told) -> Option<Answer> {
    if let Some(answer) = heated(told) {
        return Some(answer);
    }
    let steady = told.any("температур* temperature")
        && told.any("постоянн* неизменн* constant меняется изменяется меняя")
        || told.any("изотерм* isotherm*");
    let numbers = told.numbers();
    if !steady
        || numbers.iter().any(|number| matches!(told.word_before(number.at), "на" | "by"))
        || told.any("раз раза times")
    {
        return None;
    }
    let (pressures, volumes) = (of(&numbers, Dimension::Pressure), of(&numbers, Dimension::Volume));
    if numbers.len() != 3 || pressures.len() + volumes.len() != 3 {
        return None;
    }
    match (pressures.as_slice(), volumes.as_slice()) {
        (&[p], &[before, after]) if p.at < after.at && told.asks_any("давлени* pressure") => {
            Some(Answer::of(Dimension::Pressure, p.value * before.value / after.value))
        }
        (&[before, after], &[v]) if v.at < after.at && told.asks_any("объем* volume") => {
            Some(Answer::of(Dimension::Volume, before.value * v.value / after.value))
        }
        _ => None,
    }
}

/// «Газ в закрытом баллоне нагрели от 27 °C до 54 °C. Начальное давление 100 кПа. Каким оно стало?»: by absolute temperatures.
fn heated(told: &Told) -> Option<Answer> {
    let closed = told.any("изохор* закрыт* закупор* герметич* sealed closed isochoric")
        || told.any("постоянном неизменном constant") && told.any("объеме volume");
    let free =
        told.any("изобар* isobaric") || told.any("постоянном неизменном constant") && told.any("давлении pressure");
    let numbers = told.numbers();
    let degrees: Vec<f64> = numbers
        .iter()
        .filter_map(|number| match number.dimension()? {
            Dimension::Temperature => Some(number.value + 273.0),
            Dimension::Kelvin => Some(number.value),
            _ => None,
        })
        .collect();
    let others: Vec<&Number> = numbers
        .iter()
        .copied()
        .filter(|number| !matches!(number.dimension(), Some(Dimension::Temperature | Dimension::Kelvin)))
        .collect();
    let (&[from, to], &[first]) = (degrees.as_slice(), others.as_slice()) else { return None };
    let by = numbers.iter().any(|number| matches!(told.word_before(number.at), "на" | "by"));
    if closed == free || by || told.any("раз раза times") || from < 1.0 {
        return None;
    }
    let asks = if closed { told.asks_any("давлени* pressure") } else { told.asks_any("объем* volume") };
    let wanted = if closed { Dimension::Pressure } else { Dimension::Volume };
    (asks && first.dimension() == Some(wanted)).then(|| Answer::of(wanted, first.value * to / from).roughly())
}

/// «Фокусное расстояние линзы 25 см. Какова её оптическая сила?»
fn lens(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one] = numbers.as_slice() else { return None };
    let focus = told.any("фокус* focal");
    let sign = if told.any("рассеива* diverging") { -1.0 } else { 1.0 };
    match one.dimension()? {
        Dimension::Length if focus && told.asks_any("сил* power") => {
            Some(Answer::of(Dimension::OpticalPower, sign / one.value))
        }
        Dimension::OpticalPower if told.asks_any("фокус* focal") => {
            Some(Answer::of(Dimension::Length, 1.0 / one.value))
        }
        _ => None,
    }
}

/// «Температура нагревателя 500 К, холодильника 300 К. Найдите КПД», «получает 500 Дж, отдаёт 300 Дж».
fn engine(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    if !told.asks_any("кпд efficiency действия")
        || one.dimension() != two.dimension()
        || told.any("раз раза увелич* уменьш*")
    {
        return None;
    }
    let (hot, cold) = ("нагревател* hot source heater", "холодильник* cold sink окружающ*");
    let (warm, cool) = match (told.ahead(one.at, 4, hot), told.ahead(two.at, 4, cold)) {
        (true, true) => (one, two),
        _ if told.ahead(one.at, 4, cold) && told.ahead(two.at, 4, hot) => (two, one),
        _ => return None,
    };
    let fits = matches!(one.dimension()?, Dimension::Kelvin | Dimension::Energy) && warm.value > cool.value;
    let works = one.dimension() == Some(Dimension::Energy) && told.any("работ* work");
    (fits && !works).then(|| Answer {
        values: vec![1.0 - cool.value / warm.value],
        measure: Measure::Share,
        rough: true,
    })
}

/// «В ядре атома углерода $^{14}_{6}C$ содержится … нейтронов»
fn written(told: &Told) -> Option<Answer> {
    let formulas = told.formulas();
    let [formula] = formulas.as_slice() else { return None };
    let bare = formula.replace(['{', '}', ' '], "").replace(r"\mathrm", "").replace(r"\text", "").replace(r"\ce", "");
    let (mass, rest) = bare.strip_prefix('^')?.split_once('_')?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let (a, z): (f64, f64) = (mass.parse().ok()?, rest.get(..end)?.parse().ok()?);
    let symbol = rest.get(end..)?.chars().all(|c| c.is_ascii_alphabetic());
    let (neutrons, protons) =
        (told.asks_any("нейтрон* neutron*"), told.asks_any("протон* электрон* proton* electron*"));
    match (symbol && told.numbers().is_empty() && a > z, neutrons, protons) {
        (true, true, false) => Answer::count(a - z),
        (true, false, true) => Answer::count(z),
        _ => None,
    }
}

/// «Сколько электронов в ионе Al³⁺, если порядковый номер 13?»
fn charged(told: &Told) -> Option<Answer> {
    let (formulas, numbers) = (told.formulas(), told.numbers());
    let (&[formula], &[order]) = (formulas.as_slice(), numbers.as_slice()) else { return None };
    let (_, charge) = formula.split_once('^')?;
    let charge = charge.trim_matches(['{', '}', ' ']);
    let signed = charge
        .strip_suffix('+')
        .map(|digits| (digits, 1.0))
        .or_else(|| charge.strip_suffix(['-', '−']).map(|digits| (digits, -1.0)))?;
    let size: f64 = if signed.0.is_empty() { 1.0 } else { signed.0.parse().ok()? };
    let named = told.any("иона ионе ион ion") && told.ahead(order.at, 4, "номер* порядков* atomic number");
    (named && order.counts() && told.asks_any("электрон* electrons"))
        .then(|| Answer::count(order.value - signed.1 * size))
        .flatten()
}

/// «Какой станет сила, если расстояние между зарядами увеличить в 3 раза?»: it falls by the square.
fn apart(told: &Told) -> Option<Answer> {
    // «два заряда» is no quantity.
    let numbers: Vec<&Number> = told.numbers().into_iter().filter(|number| !number.spelled).collect();
    let (&[one, two], true) = (numbers.as_slice(), told.any("заряд* заряда зарядами charges"))
    else {
        return None;
    };
    let (force, times) = if one.dimension() == Some(Dimension::Force) { (one, two) } else { (two, one) };
    let by_times =
        force.dimension() == Some(Dimension::Force) && times.counts() && told.behind(times.at, 1, "раз раза times");
    let distance = told.any("расстояни* distance") && !told.any("оба каждый заряда_увелич величин* кажд*");
    if !(by_times && distance && told.asks_any("сила силы силу взаимодейств* force")) {
        return None;
    }
    let square = times.value * times.value;
    match (told.any("увелич* increase*"), told.any("уменьш* decreas* reduce*")) {
        (true, false) => Some(Answer::of(Dimension::Force, force.value / square)),
        (false, true) => Some(Answer::of(Dimension::Force, force.value * square)),
        _ => None,
    }
}

/// «На плечо рычага 0,6 м действует сила 20 Н. Какая сила действует на плечо 0,3 м?»
fn lever(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let (forces, arms) = (of(&numbers, Dimension::Force), of(&numbers, Dimension::Length));
    let (&[force], &[one, two]) = (forces.as_slice(), arms.as_slice()) else { return None };
    let steady = told.any("рычаг* lever") && told.any("плеч* arm arms") && numbers.len() == 3;
    // The arm of the question is that of the force asked for.
    let (own, other) = match (one.at > told.asks, two.at > told.asks) {
        (false, true) => (one, two),
        (true, false) => (two, one),
        _ => return None,
    };
    (steady && told.asks_any("сила силу силой force") && force.at < told.asks && !told.any("раз раза кпд масс*"))
        .then(|| Answer::of(Dimension::Force, force.value * own.value / other.value))
}

/// «Полезная работа 300 Дж, полная 400 Дж. Найдите КПД»
fn useful(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    let energy = |number: &Number| matches!(number.dimension(), Some(Dimension::Energy | Dimension::Power));
    let asks = told.asks_any("кпд efficiency") && one.dimension() == two.dimension() && energy(one);
    let (part, all) = ("полезн* useful", "полн* затрачен* совершенн* общ* потребля* total input");
    let near = |number: &Number, list: &str| told.ahead(number.at, 4, list);
    let (part, all) = match (near(one, part), near(two, all), near(one, all), near(two, part)) {
        (true, true, false, false) => (one, two),
        (false, false, true, true) => (two, one),
        _ => return None,
    };
    (asks && part.value < all.value).then(|| Answer::share(part.value / all.value))
}

/// «Порядковый номер алюминия 13, массовое число 27. Сколько нейтронов в ядре?»
fn nucleus(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    let charge = "номер* порядков* зарядов* протон* atomic";
    let mass = "массов* масса массой mass";
    let (z, a) = match (told.ahead(one.at, 4, charge), told.ahead(two.at, 4, mass)) {
        (true, true) => (one, two),
        _ if told.ahead(one.at, 4, mass) && told.ahead(two.at, 4, charge) => (two, one),
        _ => return None,
    };
    let plain = z.counts() && a.counts() && z.value < a.value && !told.any("ион иона ионе заряд_иона ion");
    let (neutrons, protons) =
        (told.asks_any("нейтрон* neutron*"), told.asks_any("протон* электрон* proton* electron*"));
    match (plain, neutrons, protons) {
        (true, true, false) => Answer::count(a.value - z.value),
        (true, false, true) => Answer::count(z.value),
        _ => None,
    }
}
