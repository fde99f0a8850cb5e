//! Formulas and equations of chemistry, written as mhchem has them, in one line of plain characters.

/// `2H2 + O2 -> 2H2O` as `2H₂ + O₂ → 2H₂O`.
pub(super) fn linear(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if let Some((arrow, after)) = arrow(rest) {
            out.push_str(arrow);
            rest = conditions(after);
            continue;
        }
        let bound = out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']'));
        let after = &rest[c.len_utf8()..];
        match c {
            '^' | '_' => {
                let (index, left) = index(after);
                if index.is_empty() {
                    // A gas goes up.
                    out.push(if c == '^' { '↑' } else { '_' });
                } else {
                    out.push_str(&super::shifted(&index.replace('-', "−"), c));
                }
                rest = left;
                continue;
            }
            // A solid falls.
            'v' if out.ends_with(' ') && !after.starts_with(char::is_alphanumeric) => out.push('↓'),
            '0'..='9' if bound && !out.ends_with(|c: char| c.is_ascii_digit()) => {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                out.push_str(&super::shifted(&rest[..end], '_'));
                rest = &rest[end..];
                continue;
            }
            '*' => {
                out.truncate(out.trim_end().len());
                out.push('·');
                rest = after.trim_start();
                continue;
            }
            '{' | '}' | '$' => {}
            '-' => out.push('−'),
            c => out.push(c),
        }
        rest = after;
    }
    out.trim().to_owned()
}

fn arrow(rest: &str) -> Option<(&'static str, &str)> {
    [("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←")]
        .into_iter()
        .find_map(|(typed, shown)| Some((shown, rest.strip_prefix(typed)?)))
}

/// What follows the words above and below an arrow.
fn conditions(mut rest: &str) -> &str {
    while let Some((_, after)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
        rest = after;
    }
    rest
}

/// An index: a group, or digits and a charge.
fn index(rest: &str) -> (&str, &str) {
    if let Some((group, after)) = rest.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
        return (group, after);
    }
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let sign = usize::from(rest[digits..].starts_with(['+', '-']));
    rest.split_at(digits + sign)
}

#[cfg(test)]
mod tests {
    use super::linear;

    #[test]
    fn equations_read_as_they_are_printed() {
        for (typed, read) in [
            ("H2SO4", "H₂SO₄"),
            ("CaCO3 ->[t] CaO + CO2 ^", "CaCO₃ → CaO + CO₂ ↑"),
            ("Ca^2+ + CO3^2- -> CaCO3 v", "Ca²⁺ + CO₃²⁻ → CaCO₃ ↓"),
            ("N2 + 3H2 <=> 2NH3", "N₂ + 3H₂ ⇌ 2NH₃"),
            ("^{14}_{6}C", "¹⁴₆C"),
            ("CuSO4 * 5H2O", "CuSO₄·5H₂O"),
            ("Al2(SO4)3", "Al₂(SO₄)₃"),
        ] {
            assert_eq!(linear(typed), read, "{typed}");
        }
    }

    #[test]
    fn whatever_is_typed_ends() {
        for odd in ["^", "_", "^{", "->[", "*", "{{{", "é^é_"] {
            let _ = linear(odd);
        }
    }
}
