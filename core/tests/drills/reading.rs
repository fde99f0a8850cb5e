//! Numbers and formulas of a printed text.

use listok_core::math::{self, Exact};

pub(crate) fn formulas(text: &str) -> Vec<&str> {
    text.split('$').skip(1).step_by(2).collect()
}

pub(crate) fn value(expression: &str) -> Exact {
    math::evaluate(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

pub(crate) fn whole_numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).map(|d| d.parse().unwrap()).collect()
}

/// A number of the text with what follows it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) value: Exact,
    /// The next word, without punctuation.
    pub(crate) unit: String,
    pub(crate) rest: String,
}

/// Every number of a text; «12 500» and «2,5» are one each.
pub(crate) fn given(text: &str) -> Vec<Given> {
    let text = text.replace("{,}", ",").replace('$', "");
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let (mut digits, mut places) = (String::new(), None);
        while at < letters.len() {
            let grouped =
                letters[at] == '\u{a0}' && (1..4).all(|i| digit(at + i)) && !digit(at + 4) && digits.len() < 10;
            if digit(at) {
                digits.push(letters[at]);
                places = places.map(|places: u32| places + 1);
            } else if matches!(letters[at], ',' | '.') && digit(at + 1) && places.is_none() {
                places = Some(0);
            } else if !grouped {
                break;
            }
            at += 1;
        }
        let rest: String = letters[at..].iter().collect();
        let rest = rest.trim_start().to_owned();
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let unit = word.trim_end_matches(['.', ',', '?', ';', ':', ')']).to_owned();
        let value = Exact::ratio(digits.parse().unwrap(), 10_i64.pow(places.unwrap_or(0)));
        found.push(Given { value, unit, rest });
    }
    found
}

/// The numbers alone.
pub(crate) fn numbers(text: &str) -> Vec<Exact> {
    given(text).into_iter().map(|given| given.value).collect()
}

/// Numbers that stand before one of these units.
pub(crate) fn before(text: &str, units: &[&str]) -> Vec<Exact> {
    given(text).into_iter().filter(|given| units.contains(&given.unit.as_str())).map(|given| given.value).collect()
}

/// What is claimed: the number and its unit.
pub(crate) fn claim(claimed: &str) -> (Exact, &str) {
    match claimed.split('$').collect::<Vec<_>>()[..] {
        [_, number, unit] => (value(number), unit.trim()),
        _ => (value(claimed), ""),
    }
}

/// Whether a text has one of these pieces.
pub(crate) fn has(text: &str, pieces: &[&str]) -> bool {
    pieces.iter().any(|piece| text.contains(piece))
}

/// A law `a = b · c`, given by the units of its quantities in both languages; one number is claimed.
pub(crate) fn law(question: &str, claimed: &str, units: [&[&str]; 3]) -> bool {
    let (claimed, unit) = claim(claimed);
    let [a, b, c] = units.map(|units| before(question, units));
    match (&a[..], &b[..], &c[..]) {
        ([], [b], [c]) => units[0].contains(&unit) && claimed.0 == &b.0 * &c.0,
        ([a], [], [c]) => units[1].contains(&unit) && a.0 == &claimed.0 * &c.0,
        ([a], [b], []) => units[2].contains(&unit) && a.0 == &b.0 * &claimed.0,
        ([a], [b], [_]) if units[0].contains(&unit) => panic!("{question}: all is given: {a:?} {b:?}"),
        _ => panic!("{question}: {a:?} {b:?} {c:?}"),
    }
}
