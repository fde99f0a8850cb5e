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

pub(crate) fn whole(number: i64) -> Exact {
    Exact::whole(number)
}

/// Numbers of a text with the minus right before them.
pub(crate) fn signed(text: &str) -> Vec<i64> {
    let mut found = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() || (c == '-' && word.is_empty()) {
            word.push(c);
        } else {
            found.extend(word.parse::<i64>());
            word = if c == '-' { "-".to_owned() } else { String::new() };
        }
    }
    found
}

/// A number of the text with what follows it.
#[derive(Debug, Clone)]
pub(crate) struct Given<'a> {
    pub(crate) value: Exact,
    /// The next word, without punctuation.
    pub(crate) unit: &'a str,
    pub(crate) rest: &'a str,
}

/// Every number of a text; «12 500» and «2,5» are one each.
pub(crate) fn given(text: &str) -> Vec<Given<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let leading = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (mut number, mut places) = (0_i64, None);
        loop {
            let digits = leading(rest);
            number = number * 10_i64.pow(u32::try_from(digits).unwrap()) + rest[..digits].parse::<i64>().unwrap();
            places = places.map(|places: u32| places + u32::try_from(digits).unwrap());
            rest = &rest[digits..];
            let group = rest.strip_prefix('\u{a0}').filter(|after| leading(after) == 3);
            let fraction = ["{,}", ",", "."].iter().find_map(|mark| rest.strip_prefix(mark));
            let fraction = fraction.filter(|after| places.is_none() && leading(after) > 0);
            if fraction.is_some() {
                places = Some(0);
            }
            match group.or(fraction) {
                Some(after) => rest = after,
                None => break,
            }
        }
        let after = rest.trim_start_matches(|c: char| c == '$' || c.is_whitespace());
        let word = after.split(char::is_whitespace).next().unwrap_or_default();
        let unit = word.trim_end_matches(['.', ',', '?', ';', ':', ')', '$']);
        found.push(Given { value: Exact::ratio(number, 10_i64.pow(places.unwrap_or(0))), unit, rest: after });
    }
    found
}

/// The numbers alone.
pub(crate) fn numbers(text: &str) -> Vec<Exact> {
    given(text).into_iter().map(|given| given.value).collect()
}

/// Numbers that stand before one of these units.
pub(crate) fn before(text: &str, units: &[&str]) -> Vec<Exact> {
    given(text).into_iter().filter(|given| units.contains(&given.unit)).map(|given| given.value).collect()
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
