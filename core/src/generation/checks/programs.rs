//! Short programs in Python whose output a question asks for.

use std::collections::BTreeMap;

use super::claim::Claim;
use crate::domain::Rich;
use crate::math::Exact;

/// Steps after which a program is given up.
const LIMIT: u32 = 5_000;

/// «Чему будет равно s после выполнения: s = 0; for i in range(1, 5): s = s + i?», «What does this program print?»
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let source = question.source().replace(['`', '$', '\u{a0}'], " ").replace('−', "-");
    let lower = source.to_lowercase();
    let asks =
        ["чему", "како", "что ", "сколько", "what", "which", "найди", "определи"].iter().any(|ask| lower.contains(ask));
    let others = ["сколько раз", "how many times", "if ", "while", "input", "else", "append", "сколько чисел", "ошибк"];
    if !asks || !source.contains("for ") || others.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let statements = statements(&source);
    let mut program = Program { names: BTreeMap::new(), printed: Vec::new(), steps: 0 };
    let mut named: Vec<&str> = Vec::new();
    for statement in &statements {
        program.run(statement)?;
        named.extend(statement.split_once('=').map(|(name, _)| name.trim_end_matches(['+', '-', '*']).trim()));
    }
    let printed = match program.printed.as_slice() {
        &[only] => Some(only),
        [] => None,
        _ => return None,
    };
    // Without a print the one variable that is summed up is asked by name.
    let value = printed.or_else(|| {
        let asked = lower.split_once("for ").map(|(before, _)| before.to_owned())?;
        let name = program.names.keys().find(|name| {
            *name != "i" && asked.split(|c: char| !c.is_alphanumeric()).any(|word| word == name.as_str())
        })?;
        program.names.get(name).copied()
    })?;
    Some(Claim::Value(Exact::whole(value), None))
}

/// Assignments, loops with their one line, prints; the words of the question around them are left out.
fn statements(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in source.split(['\n', ';', '?']) {
        let part = part.trim().trim_end_matches('.');
        // «… после выполнения команд: s = 0»
        let begins = part.char_indices().find(|(at, c)| {
            let before = part[..*at].chars().next_back();
            let rest = &part[*at..];
            let starts = before.is_none_or(|before| !before.is_alphanumeric());
            let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let after = rest[name.len()..].trim_start();
            let assigned = (after.starts_with('=') && !after.starts_with("=="))
                || ["+=", "-=", "*="].iter().any(|sign| after.starts_with(sign));
            c.is_ascii_alphabetic() && starts && (assigned || rest.starts_with("for ") || rest.starts_with("print("))
        });
        if let Some((at, _)) = begins {
            let code = part[at..].trim().trim_start_matches("and then ");
            found.push(code.to_owned());
        }
    }
    found
}

/// «17 // 5 равно 3» of a question about Python: whether it is so.
pub(super) fn holds(question: &Rich, text: &Rich) -> Option<bool> {
    let asks = question.plain().to_lowercase();
    let source = text.source().replace(['$', '`'], "");
    let (left, right) = ["равно", "=="].iter().find_map(|sign| source.split_once(sign))?;
    let signs = ["**", "//", "/", "%", "*", "+", "-"];
    let (sign, (one, two)) = signs.iter().find_map(|sign| Some((*sign, left.split_once(sign)?)))?;
    let number = |text: &str| text.trim().trim_end_matches('.').replace(',', ".").parse::<f64>().ok();
    let (one, two, said) = (number(one)?, number(two)?, number(right)?);
    let whole = one.fract() == 0.0 && two.fract() == 0.0 && one >= 0.0 && two > 0.0;
    let value = match sign {
        "**" => one.powf(two),
        "//" if whole => (one / two).floor(),
        "%" if whole => one % two,
        "/" => one / two,
        "*" => one * two,
        "+" => one + two,
        "-" => one - two,
        _ => return None,
    };
    asks.contains("python").then_some((value - said).abs() < 1e-9)
}

struct Program {
    names: BTreeMap<String, i64>,
    printed: Vec<i64>,
    steps: u32,
}

impl Program {
    fn run(&mut self, statement: &str) -> Option<()> {
        self.steps += 1;
        if self.steps > LIMIT {
            return None;
        }
        let statement = statement.trim();
        if let Some(rest) = statement.strip_prefix("for ") {
            let (name, rest) = rest.split_once(" in ")?;
            let rest = rest.trim().strip_prefix("range")?.trim().strip_prefix('(')?;
            let (bounds, body) = rest.split_once("):").or_else(|| rest.split_once(") :"))?;
            let bounds: Vec<i64> = bounds.split(',').map(|bound| self.value(bound)).collect::<Option<_>>()?;
            let (from, to, step) = match *bounds.as_slice() {
                [to] => (0, to, 1),
                [from, to] => (from, to, 1),
                [from, to, step] if step != 0 => (from, to, step),
                _ => return None,
            };
            let mut at = from;
            while (step > 0 && at < to) || (step < 0 && at > to) {
                self.names.insert(name.trim().to_owned(), at);
                self.run(body)?;
                at = at.checked_add(step)?;
            }
            return Some(());
        }
        if let Some(inside) = statement.strip_prefix("print(").and_then(|rest| rest.split_once(')')) {
            let value = self.value(inside.0)?;
            self.printed.push(value);
            return Some(());
        }
        for sign in ['+', '-', '*'] {
            if let Some((name, by)) = statement.split_once(&format!("{sign}=")) {
                let (now, by) = (*self.names.get(name.trim())?, self.value(by)?);
                let value = match sign {
                    '+' => now.checked_add(by)?,
                    '-' => now.checked_sub(by)?,
                    _ => now.checked_mul(by)?,
                };
                self.names.insert(name.trim().to_owned(), value);
                return Some(());
            }
        }
        let (name, expression) = statement.split_once('=')?;
        let value = self.value(expression)?;
        self.names.insert(name.trim().to_owned(), value);
        Some(())
    }

    /// Sums and products of whole numbers and names.
    fn value(&self, expression: &str) -> Option<i64> {
        let expression = expression.trim().trim_end_matches('.');
        if expression.contains(['(', ')', '/', '%', '[', '"', '\'', '.']) || expression.contains("**") {
            return None;
        }
        let mut sum = 0_i64;
        let signed = expression.replace('-', "+-");
        for term in signed.split('+').map(str::trim).filter(|term| !term.is_empty()) {
            let (sign, term) = term.strip_prefix('-').map_or((1, term), |term| (-1, term));
            let mut product = sign;
            for factor in term.split('*').map(str::trim) {
                let value = factor.parse().ok().or_else(|| self.names.get(factor).copied())?;
                product = i64::checked_mul(product, value)?;
            }
            sum = sum.checked_add(product)?;
        }
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_programs_are_run() {
        for (question, value) in [
            ("Чему будет равно s после выполнения команд: s = 0; for i in range(1, 5): s = s + i?", Some("10")),
            ("What does this program print? s = 0; for i in range(1, 5): s = s + i; and then print(s)", Some("10")),
            ("Что выведет программа?\np = 1\nfor k in range(2, 5):\n    p = p * k\nprint(p)", None),
            ("Что выведет программа?\np = 1\nfor k in range(2, 5): p *= k\nprint(p)", Some("24")),
            ("Что выведет программа: s = 10; for i in range(3): s = s - 2; print(s)?", Some("4")),
            ("Сколько раз выполнится цикл for i in range(2, 9, 2)?", None),
        ] {
            assert_eq!(claim(&question.into()).and_then(|claim| claim.value()).as_deref(), value, "{question}");
        }
    }
}
