//! Substances by their formulas: masses, amounts, shares of elements, oxidation states; solutions that are prepared.

use num_traits::ToPrimitive;

use super::super::chemistry;
use super::super::named::one_of;
use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, near, si};
use crate::math::substance;

/// Words of a reaction, a second step or what is counted in particles.
const TRAPS: &str = "реакц* сгор* сжиг* взаимодейств* образ* разлож* восстанов* осад* выход* примес* избыт* смес* выпар* упар* кристаллогидрат* \
    молекул атомов атома ионов электрон* плотност* воздух* относительн_плотн* reaction molecules atoms ions burn*";

const ELEMENTS: &[(&str, &str)] = &[
    ("кислород* oxygen", "O"),
    ("водород* hydrogen", "H"),
    ("азот* nitrogen", "N"),
    ("железа железо железом iron", "Fe"),
    ("серы сера серу серой sulfur sulphur", "S"),
    ("углерод* carbon", "C"),
    ("натри* sodium", "Na"),
    ("кали* potassium", "K"),
    ("кальци* calcium", "Ca"),
    ("алюмини* aluminium", "Al"),
    ("меди медь copper", "Cu"),
    ("магни* magnesium", "Mg"),
    ("фосфор* phosphorus", "P"),
    ("хлор* chlorine", "Cl"),
    ("цинк* zinc", "Zn"),
    ("хрома хром chromium", "Cr"),
    ("марган* manganese", "Mn"),
    ("кремни* silicon", "Si"),
    ("бром* bromine", "Br"),
    ("йод* иод* iodine", "I"),
    ("свин* lead", "Pb"),
    ("серебр* silver", "Ag"),
];

/// The symbol of an element by its name, in any form.
pub(in crate::generation::checks) fn element(name: &str) -> Option<&'static str> {
    ELEMENTS.iter().find(|(names, _)| one_of(names, name)).map(|(_, symbol)| *symbol)
}

/// What a question about one substance comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if told.any(TRAPS) || !told.ratios.is_empty() {
        return None;
    }
    solution(told).or_else(|| by_molar_mass(told)).or_else(|| {
        let formula = formula(told)?;
        state(told, &formula).or_else(|| weighed(told, &formula))
    })
}

/// The one formula of a substance in the question.
fn formula(told: &Told) -> Option<String> {
    let mut found: Vec<String> = told
        .formulas()
        .iter()
        .map(|formula| {
            let formula = formula.trim();
            let inner = [r"\ce{", r"\text{"].iter().find_map(|open| formula.strip_prefix(open)?.strip_suffix('}'));
            inner.unwrap_or(formula).to_owned()
        })
        .filter(|formula| {
            !formula.starts_with("A_")
                && !formula.starts_with("M_")
                && !matches!(formula.as_str(), "M" | "n" | "m" | "w" | r"\omega")
        })
        .collect();
    found.dedup();
    if found.is_empty() {
        return chemistry::formula(&[], &told.words(0, told.len()));
    }
    let [only] = found.as_slice() else { return None };
    (substance::molar_mass(only).is_ok() && !only.contains(['^', '+', '-'])).then(|| only.clone())
}

fn mass(formula: &str) -> Option<f64> {
    substance::molar_mass(formula).ok()?.0.to_f64()
}

/// The atoms of an element in a formula.
fn atoms(formula: &str, element: &str) -> Option<f64> {
    substance::atoms(formula).ok()?.get(element).map(|count| f64::from(*count))
}

/// Masses of atoms a question gives must be those we know.
fn given_masses(numbers: &[&Number], formula: &str) -> bool {
    let known: Vec<f64> = substance::atoms(formula)
        .map(|atoms| atoms.keys().filter_map(|symbol| substance::atomic_mass(symbol)?.0.to_f64()).collect())
        .unwrap_or_default();
    // «S — 32, O — 16»: the letter behind a number is another element.
    let bare = |number: &Number| number.value / number.unit.map_or(1.0, si);
    numbers.iter().all(|number| !number.percent && known.iter().any(|mass| near(*mass, bare(number))))
}

/// «Сколько молей содержится в 36 г воды (M = 18 г/моль)?»
fn by_molar_mass(told: &Told) -> Option<Answer> {
    let (molar, rest): (Vec<&Number>, Vec<&Number>) =
        told.numbers().into_iter().partition(|number| number.dimension() == Some(Dimension::MolarMass));
    let (&[molar], &[one]) = (molar.as_slice(), rest.as_slice()) else { return None };
    let asks_amount = told.asks_any("количеств* моль молей моля moles amount mol");
    match (one.dimension()?, asks_amount, told.asks_any("масс* грамм* mass grams")) {
        (Dimension::Mass, true, _) => Some(Answer::of(Dimension::Amount, one.value * 1000.0 / molar.value)),
        (Dimension::Amount, false, true) => Some(Answer::of(Dimension::Mass, one.value * molar.value / 1000.0)),
        _ => None,
    }
}

/// Masses, amounts and volumes of a substance, the share of an element in it.
fn weighed(told: &Told, formula: &str) -> Option<Answer> {
    let molar = mass(formula)?;
    let numbers = told.numbers();
    let (bare, quantities): (Vec<&Number>, Vec<&Number>) = numbers.into_iter().partition(|number| {
        !matches!(number.dimension(), Some(Dimension::Mass | Dimension::Amount | Dimension::Volume))
    });
    // «22,4 л/моль», «при н. у.» is no quantity of this substance.
    let bare: Vec<&Number> = bare.into_iter().filter(|number| !near(number.value, 22.4)).collect();
    if !given_masses(&bare, formula) {
        return None;
    }
    let of_element = told.asks_any("дол* fraction percent* percentage") && told.any("массов* mass percent* percentage");
    match quantities.as_slice() {
        [] if of_element && !told.any("раствор* solution смес*") => {
            let words = told.asked();
            let at = words.iter().position(|word| one_of("доля долю доли fraction percentage", word))?;
            let light = "элемент* химическ* массовую of the by mass атомов";
            let name = words.get(at + 1..)?.iter().find(|word| !one_of(light, word))?;
            let (_, symbol) = ELEMENTS.iter().find(|(names, _)| one_of(names, name))?;
            let one = substance::atomic_mass(symbol)?.0.to_f64()?;
            let share = atoms(formula, symbol)? * one / molar;
            Some(Answer::share(share).roughly())
        }
        [] if told.asks_any("молярн* молекулярн* molar") && told.asks_any("масс* mass") && !told.any("эквивалент*") => {
            Some(Answer::number(molar))
        }
        [one] => {
            let gas = told.any("у условиях stp нормальных") || told.any("объем* volume");
            let asks_amount = told.asks_any("количеств* моль молей моля moles amount mol");
            let asks_mass = told.asks_any("масс* грамм* граммов mass grams весят");
            let asks_volume = told.asks_any("объем* литр* литров volume litres liters");
            match (one.dimension()?, asks_amount, asks_mass, asks_volume) {
                (Dimension::Mass, true, _, false) if !told.asks_any("молярн*") => {
                    Some(Answer::of(Dimension::Amount, one.value * 1000.0 / molar).roughly())
                }
                (Dimension::Amount, _, true, false) if !told.asks_any("молярн*") => {
                    Some(Answer::of(Dimension::Mass, one.value * molar / 1000.0))
                }
                (Dimension::Amount, _, false, true) if gas => Some(Answer::of(Dimension::Volume, one.value * 22.4e-3)),
                (Dimension::Volume, true, false, _) if gas => {
                    Some(Answer::of(Dimension::Amount, one.value / 22.4e-3).roughly())
                }
                (Dimension::Volume, false, true, false) if gas => {
                    Some(Answer::of(Dimension::Mass, one.value / 22.4e-3 * molar / 1000.0).roughly())
                }
                (Dimension::Mass, false, false, true) if gas => {
                    Some(Answer::of(Dimension::Volume, one.value * 1000.0 / molar * 22.4e-3).roughly())
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// «Чему равна степень окисления марганца в KMnO₄?»
fn state(told: &Told, formula: &str) -> Option<Answer> {
    if !(told.asks_any("окислен* oxidation") || told.any("окислен* oxidation"))
        || !told.numbers().is_empty()
        || told.any("высш* низш* измен* окислител* восстановит*")
    {
        return None;
    }
    let mut named = ELEMENTS.iter().filter(|(names, _)| told.asked().iter().any(|word| one_of(names, word)));
    let at = told.asked().iter().position(|word| word.starts_with("окислен") || *word == "oxidation")?;
    let of: Vec<&str> = told.asked().get(at + 1..)?.iter().copied().take(3).collect();
    let near_word = named.clone().find(|(names, _)| of.iter().any(|word| one_of(names, word)));
    let (_, symbol) = near_word.or_else(|| {
        // «Какую степень окисления имеет азот»
        let only = named.next()?;
        named.next().is_none().then_some(only)
    })?;
    state_of(symbol, formula).map(Answer::number)
}

/// The oxidation state in a formula of the element that words name.
pub(in crate::generation::checks) fn state_named(formula: &str, words: &[&str]) -> Option<f64> {
    let (_, symbol) = ELEMENTS.iter().find(|(names, _)| words.first().is_some_and(|word| one_of(names, word)))?;
    state_of(symbol, formula)
}

fn state_of(symbol: &str, formula: &str) -> Option<f64> {
    let atoms = substance::atoms(formula).ok()?;
    let others: Option<Vec<f64>> = atoms
        .iter()
        .filter(|(element, _)| element.as_str() != symbol)
        .map(|(element, count)| Some(fixed(element, &atoms)? * f64::from(*count)))
        .collect();
    let own = f64::from(*atoms.get(symbol)?);
    if matches!(symbol, "O" | "H") || atoms.len() < 2 || symbol == "C" && atoms.contains_key("H") {
        return None;
    }
    let value = -others?.iter().sum::<f64>() / own;
    super::is_whole(value).then_some(value)
}

/// The state an element has beside others.
fn fixed(element: &str, atoms: &substance::Atoms) -> Option<f64> {
    Some(match element {
        "Li" | "Na" | "K" | "Rb" | "Cs" | "Ag" => 1.0,
        "Be" | "Mg" | "Ca" | "Sr" | "Ba" | "Zn" => 2.0,
        "Al" => 3.0,
        "F" => -1.0,
        "O" if !atoms.contains_key("F") => -2.0,
        // With metals alone it is −1.
        "H" if atoms
            .keys()
            .any(|other| matches!(other.as_str(), "O" | "N" | "S" | "P" | "C" | "F" | "Cl" | "Br" | "I")) =>
        {
            1.0
        }
        "Cl" | "Br" | "I" if !atoms.contains_key("O") && !atoms.contains_key("F") => -1.0,
        _ => return None,
    })
}

/// Shares of a solution, and what it takes to prepare one.
fn solution(told: &Told) -> Option<Answer> {
    if !told.any("раствор* solution dissolv*")
        || told.any("долил* смешали разбав* упар* слили еще плотност* насыщ* растворимост* молярн* моль")
    {
        return None;
    }
    let numbers = told.numbers();
    let water = "воды воде воду water";
    match numbers.as_slice() {
        [one, two] if one.dimension() == Some(Dimension::Mass) && two.dimension() == Some(Dimension::Mass) => {
            let share = told.asks_any("дол* концентрац* процентн* fraction concentration percent* процент*");
            let is = |number: &Number| told.behind(number.at, 1, water);
            let (part, water) = match (is(one), is(two)) {
                (true, false) => (two.value, one.value),
                (false, true) => (one.value, two.value),
                _ => return None,
            };
            let whole = told.behind(one.at, 1, "раствор*") || told.behind(two.at, 1, "раствор*");
            let asks_water =
                told.asked().windows(2).any(|two| two[0].starts_with("дол") && one_of(water_names(), two[1]));
            (share && !whole && !asks_water).then(|| Answer::share(part / (part + water)).roughly())
        }
        [one, two] => {
            let (mass, rate) = match (one.percent, two.percent) {
                (false, true) => (one, two),
                (true, false) => (two, one),
                _ => return None,
            };
            let whole = told.behind(mass.at, 5, "раствор* solution")
                || told.behind(rate.at, 2, "раствор* solution") && mass.at < rate.at && mass.at + 1 == rate.at;
            let prepare = told.any("приготов* получить получени* prepare make нужно") && !told.tells_any("растворили");
            if mass.dimension() != Some(Dimension::Mass) || !whole || !prepare || told.any("добав* если масса_раствора")
            {
                return None;
            }
            let asks_water = told.asks_any(water)
                && !told.asks_any("соли сахар* вещества щелоч* кислоты гидроксид* хлорид* salt sugar")
                || water_first(told);
            let part = mass.value * rate.value / 100.0;
            Some(Answer::of(Dimension::Mass, if asks_water { mass.value - part } else { part }))
        }
        _ => None,
    }
}

const fn water_names() -> &'static str {
    "воды воде воду water"
}

/// Whether it is water that «сколько» asks for.
fn water_first(told: &Told) -> bool {
    let light = "грамм* г килограмм* кг мл нужно надо масс* grams of many much";
    let asked = told.asked();
    asked.iter().skip(1).find(|word| !one_of(light, word)).is_some_and(|word| one_of(water_names(), word))
}
