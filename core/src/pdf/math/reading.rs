//! A formula in one line of plain characters, for copying, searching and reading aloud.

/// Groups deeper than this are left out.
const DEEPEST: usize = 30;

/// The formula as text, e.g. `\frac{1}{2}x^2` as `1/2x²`.
pub(crate) fn linear(latex: &str) -> String {
    let text = Reader { rest: latex }.all(0);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn all(&mut self, depth: usize) -> String {
        let mut out = String::new();
        while let Some(c) = self.rest.chars().next() {
            if c == '}' {
                self.rest = &self.rest[1..];
                continue;
            }
            let raised = matches!(c, '^' | '_');
            if raised {
                self.rest = &self.rest[1..];
                out.push_str(&shifted(&self.argument(depth), c));
                continue;
            }
            let fraction = ["\\frac", "\\dfrac", "\\tfrac"].iter().any(|f| self.rest.starts_with(f));
            if fraction && out.ends_with(|c: char| c.is_ascii_digit()) {
                out.push(' ');
            }
            out.push_str(&self.argument(depth));
        }
        out
    }

    /// The next group, control word or character.
    fn argument(&mut self, depth: usize) -> String {
        self.rest = self.rest.trim_start();
        let Some(c) = self.rest.chars().next() else { return String::new() };
        match c {
            '{' => {
                let group = self.group();
                if depth < DEEPEST { Reader { rest: group }.all(depth + 1) } else { String::new() }
            }
            '\\' => self.control(depth),
            _ => {
                self.rest = &self.rest[c.len_utf8()..];
                match c {
                    '-' => "−".into(),
                    '*' => "∗".into(),
                    '&' | '~' => " ".into(),
                    '\'' => "′".into(),
                    _ => c.into(),
                }
            }
        }
    }

    /// The inside of the group that starts here, without its braces.
    fn group(&mut self) -> &'a str {
        let mut open = 0usize;
        let bytes = self.rest.as_bytes();
        for (i, byte) in bytes.iter().enumerate() {
            let escaped = i > 0 && bytes[i - 1] == b'\\';
            match byte {
                b'{' if !escaped => open += 1,
                b'}' if !escaped => open -= 1,
                _ => continue,
            }
            if open == 0 {
                let inside = &self.rest[1..i];
                self.rest = &self.rest[i + 1..];
                return inside;
            }
        }
        let inside = &self.rest[1..];
        self.rest = "";
        inside
    }

    fn control(&mut self, depth: usize) -> String {
        let Some((word, after)) = super::command(self.rest) else {
            let c = self.rest[1..].chars().next();
            self.rest = &self.rest[1 + c.map_or(0, char::len_utf8)..];
            return match c {
                Some('\\') => "; ".into(),
                Some('!') | None => String::new(),
                Some(',' | ';' | ':' | ' ') => " ".into(),
                Some(c) => c.into(),
            };
        };
        self.rest = after;
        match word {
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let above = self.argument(depth);
                format!("{}/{}", bracketed(&above), bracketed(&self.argument(depth)))
            }
            "sqrt" => {
                let root = self.optional();
                let inside = bracketed(&self.argument(depth));
                match root {
                    Some(degree) => format!("{}√{inside}", shifted(degree, '^')),
                    None => format!("√{inside}"),
                }
            }
            "left" | "right" | "big" | "Big" | "bigl" | "bigr" => {
                let delimiter = self.argument(depth);
                if delimiter == "." { String::new() } else { delimiter }
            }
            "begin" | "end" => {
                self.argument(depth);
                if self.rest.starts_with('{') && word == "begin" {
                    self.group();
                }
                " ".into()
            }
            "text" | "mathrm" | "textbf" | "mathbf" | "mathit" | "operatorname" | "overline" | "underline" | "vec"
            | "boxed" | "overrightarrow" | "overset" | "underset" | "ce" | "mathbb" | "limits" | "displaystyle" => {
                self.argument(depth)
            }
            "mkern" => {
                let end = self.rest.find("mu").map_or(0, |at| at + 2);
                self.rest = &self.rest[end..];
                String::new()
            }
            "quad" | "qquad" | "hline" => " ".into(),
            _ => sign(word).map_or_else(|| format!(" {word} "), str::to_owned),
        }
    }

    fn optional(&mut self) -> Option<&'a str> {
        let (inside, after) = self.rest.trim_start().strip_prefix('[')?.split_once(']')?;
        self.rest = after;
        Some(inside)
    }
}

fn bracketed(text: &str) -> String {
    let text = text.trim();
    if text.chars().all(char::is_alphanumeric) { text.to_owned() } else { format!("({text})") }
}

fn shifted(text: &str, way: char) -> String {
    const UP: [(&str, &str); 2] = [("0123456789+−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"), ("°′", "°′")];
    const DOWN: (&str, &str) = ("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎");
    let map = |c: char| {
        let tables: &[(&str, &str)] = if way == '^' { &UP } else { std::slice::from_ref(&DOWN) };
        tables.iter().find_map(|(from, to)| {
            let index = from.chars().position(|f| f == c)?;
            to.chars().nth(index)
        })
    };
    text.chars().map(map).collect::<Option<String>>().unwrap_or_else(|| format!("{way}{}", bracketed(text)))
}

fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "cdot" => "·",
        "times" => "×",
        "div" => "÷",
        "pm" => "±",
        "mp" => "∓",
        "le" | "leq" | "leqslant" => "≤",
        "ge" | "geq" | "geqslant" => "≥",
        "ne" | "neq" => "≠",
        "lt" => "<",
        "gt" => ">",
        "approx" => "≈",
        "sim" => "∼",
        "equiv" => "≡",
        "infty" => "∞",
        "in" => "∈",
        "notin" => "∉",
        "cup" => "∪",
        "cap" => "∩",
        "subset" => "⊂",
        "varnothing" | "emptyset" => "∅",
        "angle" => "∠",
        "triangle" => "△",
        "parallel" => "∥",
        "perp" => "⊥",
        "circ" | "degree" => "°",
        "to" | "rightarrow" | "longrightarrow" => "→",
        "leftarrow" => "←",
        "Rightarrow" => "⇒",
        "Leftrightarrow" | "iff" => "⇔",
        "sum" => "∑",
        "int" => "∫",
        "prod" => "∏",
        "dots" | "ldots" | "cdots" => "…",
        "alpha" => "α",
        "beta" => "β",
        "gamma" => "γ",
        "delta" => "δ",
        "Delta" => "Δ",
        "epsilon" | "varepsilon" => "ε",
        "theta" => "θ",
        "lambda" => "λ",
        "mu" => "μ",
        "nu" => "ν",
        "pi" => "π",
        "rho" => "ρ",
        "sigma" => "σ",
        "tau" => "τ",
        "varphi" | "phi" => "φ",
        "omega" => "ω",
        "Omega" => "Ω",
        "prime" => "′",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::linear;

    #[test]
    fn formulas_read_as_a_teacher_would_type_them() {
        for (latex, text) in [
            (r"\frac{1}{2}+\frac13", "1/2+1/3"),
            (r"2\frac{3}{4}", "2 3/4"),
            (r"\frac{a+b}{c}", "(a+b)/c"),
            (r"x^2-4x_{1}", "x²−4x₁"),
            (r"\sqrt{x+1}", "√(x+1)"),
            (r"\sqrt[3]{8}", "³√8"),
            (r"3{,}14", "3,14"),
            (r"\sin x \leqslant 1", "sin x≤1"),
            (r"2^{n-k}", "2^(n−k)"),
        ] {
            assert_eq!(linear(latex), text, "{latex}");
        }
    }

    #[test]
    fn broken_input_ends() {
        for latex in ["{", "}", r"\", "{{{", r"\frac{", "^", r"\left", "a}b", r"\sqrt[3"] {
            let _ = linear(latex);
        }
        let _ = linear(&"{".repeat(5000));
    }
}
