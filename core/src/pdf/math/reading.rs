//! A formula in one line of plain characters, for copying, searching and reading aloud.

mod chemistry;

/// Between the rows of a system or a matrix.
const NEXT_ROW: &str = "; ";
/// Over the ends of an arc.
const ARC: &str = "⌒";
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
                // «log₂ 8»: what follows a name stands apart from its index too.
                let named = out.ends_with(|c: char| c.is_whitespace()) && out.trim_end().ends_with(char::is_alphabetic);
                out.truncate(out.trim_end().len());
                out.push_str(&shifted(&self.argument(depth), c));
                out.push_str(if named { " " } else { "" });
                continue;
            }
            let fraction = ["\\frac", "\\dfrac", "\\tfrac"].iter().any(|f| self.rest.starts_with(f));
            if fraction && out.ends_with(|c: char| c.is_ascii_digit()) {
                out.push(' ');
            }
            let part = self.argument(depth);
            // A row that ends with a mark of its own needs no other.
            let marked = part == NEXT_ROW && out.trim_end().ends_with([',', ';']);
            out.push_str(if marked { " " } else { &part });
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
                Some('\\') => NEXT_ROW.into(),
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
                let place = self.argument(depth);
                if self.rest.starts_with('{') && word == "begin" {
                    self.group();
                }
                let (open, close) = match place.trim_end_matches('*') {
                    "cases" | "dcases" => ("{", ""),
                    "pmatrix" => ("(", ")"),
                    "bmatrix" => ("[", "]"),
                    "vmatrix" => ("|", "|"),
                    _ => (" ", " "),
                };
                if word == "begin" { open.into() } else { close.into() }
            }
            "text" | "textrm" | "textbf" | "textit" | "mbox" => {
                let mut words = Reader { rest: self.rest.trim_start() };
                let group = if words.rest.starts_with('{') { words.group() } else { "\\" };
                if group.contains(['\\', '{', '$']) {
                    self.argument(depth)
                } else {
                    self.rest = words.rest;
                    group.replace('~', " ")
                }
            }
            "ce" => {
                self.rest = self.rest.trim_start();
                if self.rest.starts_with('{') { chemistry::linear(self.group()) } else { self.argument(depth) }
            }
            "overset" | "stackrel" | "underset" => {
                let mark = self.argument(depth);
                let base = self.argument(depth);
                if mark.trim() == ARC { format!("{ARC}{base}") } else { base }
            }
            "vec" | "overrightarrow" => format!("{}\u{20d7}", self.argument(depth)),
            "bar" | "overline" => {
                let below = self.argument(depth);
                // A line over one letter changes its meaning, over two it says that they are a segment.
                let segment = below.chars().count() > 1 && below.chars().all(char::is_alphanumeric);
                if segment { below } else { format!("{}\u{305}", bracketed(&below)) }
            }
            "binom" | "dbinom" | "tbinom" => {
                let above = self.argument(depth);
                format!("({above} {})", self.argument(depth))
            }
            "mathrm" | "mathbf" | "mathit" | "mathbb" | "mathcal" | "mathsf" | "mathrel" | "mathbin" | "mathop"
            | "operatorname" | "underline" | "underbrace" | "overbrace" | "widehat" | "hat" | "tilde" | "dot"
            | "boxed" | "phantom" | "hphantom" | "pu" => self.argument(depth),
            "limits" | "nolimits" | "displaystyle" | "textstyle" | "scriptstyle" | "scriptscriptstyle" => String::new(),
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
        "frown" => ARC,
        "vdots" | "varvdots" => "⋮",
        "lor" | "vee" => "∨",
        "land" | "wedge" => "∧",
        "neg" | "lnot" => "¬",
        "forall" => "∀",
        "exists" => "∃",
        "setminus" => "∖",
        "supset" => "⊃",
        "subseteq" => "⊆",
        "supseteq" => "⊇",
        "cong" => "≅",
        "nparallel" => "∦",
        "partial" => "∂",
        "mid" => "|",
        "ast" => "∗",
        "eta" => "η",
        "xi" => "ξ",
        "chi" => "χ",
        "psi" => "ψ",
        "kappa" => "κ",
        "zeta" => "ζ",
        "ell" => "ℓ",
        "Gamma" => "Γ",
        "Theta" => "Θ",
        "Lambda" => "Λ",
        "Pi" => "Π",
        "Sigma" => "Σ",
        "Phi" => "Φ",
        "Psi" => "Ψ",
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
            (r"\log_2 8", "log₂ 8"),
            (r"\lim\limits_{x\to 0}\frac{\sin x}{x}", "lim_(x→0) (sin x)/x"),
            (r"\begin{cases} x+y=5, \\ x-y=1; \end{cases}", "{x+y=5, x−y=1;"),
            (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1 2; 3 4)"),
            (r"v=72\text{ км/ч}", "v=72 км/ч"),
            (r"\overset{\frown}{AB}", "⌒AB"),
            (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"),
        ] {
            assert_eq!(linear(latex), text, "{latex}");
        }
    }

    #[test]
    fn broken_input_ends() {
        for latex in [r"\text{x", r"\ce{", r"\bar", "{", "}", r"\", "{{{", r"\frac{", "^", r"\left", "a}b", r"\sqrt[3"]
        {
            let _ = linear(latex);
        }
        let _ = linear(&"{".repeat(5000));
    }
}
