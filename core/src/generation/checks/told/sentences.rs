//! The text of a word problem before it is taken apart: sentences, units inside of formulas, numbers in words.

/// Numbers that are written in words.
pub(super) const NUMERALS: &[(&str, f64)] = &[
    ("два две двух двум двумя двое двоих two twice дважды", 2.0),
    ("три трех трем тремя трое троих three трижды", 3.0),
    ("четыре четырех четырем четырьмя четверо four", 4.0),
    ("пять пяти пятью пятеро five", 5.0),
    ("шесть шести шестью шестеро six", 6.0),
    ("семь семи семью семеро seven", 7.0),
    ("восемь восьми восемью eight", 8.0),
    ("девять девяти девятью nine", 9.0),
    ("десять десяти десятью ten", 10.0),
    ("одиннадцать одиннадцати eleven", 11.0),
    ("двенадцать двенадцати twelve дюжин*", 12.0),
    ("пятнадцать пятнадцати fifteen", 15.0),
    ("двадцать двадцати twenty", 20.0),
    ("тридцать тридцати thirty", 30.0),
    ("сорок сорока forty", 40.0),
    ("пятьдесят пятидесяти fifty", 50.0),
    ("сто ста hundred", 100.0),
];

/// Units inside of formulas, outside: `$5\,\text{м}$` as `$5$ м`.
pub(super) fn prepared(source: &str) -> String {
    let mut text = source
        .replace('×', " на ")
        .replace("from rest", "from покоя")
        .replace(r"\%$", "$ %")
        .replace(r"\,\%", r"\%")
        .replace(r"\mathrm{", r"\text{");
    let text_of_formula = |inside: &str| inside.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    if source.split(r"\mathrm{").skip(1).any(text_of_formula) {
        text = text.replace(r"\text{", r"\ce{");
    }
    while let Some(at) = text.find(r"\text{") {
        let Some(end) = text.get(at..).and_then(|rest| rest.find('}')) else { break };
        let (before, inside, after) = (&text[..at], &text[at + 6..at + end], &text[at + end + 1..]);
        let before = before.trim_end_matches([' ', '~', ',']).trim_end_matches('\\').to_owned();
        let (power, after) = match after.strip_prefix("^2").or_else(|| after.strip_prefix("^{2}")) {
            Some(after) => ("²", after),
            None => after
                .strip_prefix("^3")
                .or_else(|| after.strip_prefix("^{3}"))
                .map_or(("", after), |after| ("³", after)),
        };
        let Some(rest) = after.strip_prefix('$') else { return source.to_owned() };
        text = format!("{before}$ {}{power}{rest}", inside.trim());
    }
    text
}

/// The sentences of a text.
pub(super) fn sentences(source: &str) -> Vec<String> {
    let letters: Vec<char> = source.chars().collect();
    let mut found = vec![String::new()];
    let mut math = false;
    for (at, &c) in letters.iter().enumerate() {
        math ^= c == '$';
        if let Some(last) = found.last_mut() {
            last.push(c);
        }
        let spaced = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        let next = letters.get(at + 1..).unwrap_or_default().iter().find(|next| !next.is_whitespace());
        let ends = match c {
            '?' | '!' => true,
            '.' | '…' => spaced && next.is_none_or(|next| next.is_uppercase() || "$«(".contains(*next)),
            _ => false,
        };
        if ends && !math {
            found.push(String::new());
        }
    }
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}
