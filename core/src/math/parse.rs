//! Recursive descent over the printed text.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::{Exact, MathError, power};

/// Bounds: no school task comes near them.
const LONGEST: usize = 400;
const DEEPEST: u32 = 32;
const MOST_DIGITS: usize = 40;
const LARGEST_EXPONENT: u32 = 64;
const MOST_BITS: u64 = 4_096;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(BigRational),
    Letter(char),
    Plus,
    Minus,
    Times,
    Over,
    Power,
    Percent,
    Open,
    Close,
    Fraction,
    Root,
    /// A root of this degree.
    RootOf(u32),
    Bar,
    Factorial,
    Degree,
    Pi,
    /// A logarithm to a base; none: to that of the natural one.
    Log(Option<BigRational>),
    Sine,
    Cosine,
    Tangent,
    Cotangent,
}

pub(super) struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
    variables: &'a [(char, Exact)],
    /// Whether what is not rational may be approached.
    near: bool,
    /// Whether it was.
    rough: bool,
}

type Parsed = Result<BigRational, MathError>;

impl<'a> Parser<'a> {
    pub(super) fn new(text: &str, variables: &'a [(char, Exact)]) -> Result<Self, MathError> {
        if text.len() > LONGEST {
            return Err(MathError::TooLarge);
        }
        Ok(Self { tokens: tokens(text)?, at: 0, depth: 0, variables, near: false, rough: false })
    }

    pub(super) fn run(mut self) -> Parsed {
        let value = self.sum()?;
        if self.at == self.tokens.len() { Ok(value) } else { Err(MathError::Syntax) }
    }

    /// The value, rounded to nine places where a step of it was not rational.
    pub(super) fn run_near(mut self) -> Parsed {
        self.near = true;
        let value = self.sum()?;
        if self.at < self.tokens.len() {
            return Err(MathError::Syntax);
        }
        if !self.rough {
            return Ok(value);
        }
        let scale = BigRational::from_integer(1_000_000_000.into());
        Ok((value * &scale).round() / scale)
    }

    /// A result that is not rational.
    fn approached(&mut self, value: f64) -> Parsed {
        if !self.near {
            return Err(MathError::Irrational);
        }
        self.rough = true;
        let value = Some(value).filter(|value| value.is_finite() && value.abs() < 1e12);
        value.and_then(BigRational::from_float).ok_or(MathError::TooLarge)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, token: &Token) -> bool {
        let eaten = self.peek() == Some(token);
        self.at += usize::from(eaten);
        eaten
    }

    fn sum(&mut self) -> Parsed {
        let mut value = self.product()?;
        loop {
            if self.eat(&Token::Plus) {
                value += self.product()?;
            } else if self.eat(&Token::Minus) {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
            bounded(&value)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut value = self.signed()?;
        loop {
            if self.eat(&Token::Times) {
                value *= self.signed()?;
            } else if self.eat(&Token::Over) {
                value = divide(&value, &self.signed()?)?;
            } else if matches!(
                self.peek(),
                Some(
                    Token::Letter(_)
                        | Token::Open
                        | Token::Root
                        | Token::RootOf(_)
                        | Token::Pi
                        | Token::Log(_)
                        | Token::Sine
                        | Token::Cosine
                        | Token::Tangent
                        | Token::Cotangent
                )
            ) {
                // 2x, 3(a + b): a product without its sign.
                value *= self.powered()?;
            } else {
                return Ok(value);
            }
            bounded(&value)?;
        }
    }

    fn signed(&mut self) -> Parsed {
        if self.eat(&Token::Minus) {
            return Ok(-self.nested(Self::signed)?);
        }
        if self.eat(&Token::Plus) {
            return self.nested(Self::signed);
        }
        self.powered()
    }

    fn powered(&mut self) -> Parsed {
        let mut base = self.atom()?;
        while self.eat(&Token::Factorial) {
            base = factorial(&base)?;
        }
        let mut value = if self.eat(&Token::Power) {
            let exponent = self.nested(Self::signed)?;
            if !exponent.is_integer() {
                let base = float(&base)?;
                return if base < 0.0 {
                    Err(MathError::Irrational)
                } else {
                    self.approached(base.powf(float(&exponent)?))
                };
            }
            let size = exponent.abs().to_integer().to_u32().filter(|n| *n <= LARGEST_EXPONENT);
            let raised = power(&base, size.ok_or(MathError::TooLarge)?);
            if exponent.is_negative() { divide(&BigRational::from_integer(1.into()), &raised)? } else { raised }
        } else {
            base
        };
        while self.eat(&Token::Percent) {
            value /= BigRational::from_integer(100.into());
        }
        bounded(&value)?;
        Ok(value)
    }

    fn atom(&mut self) -> Parsed {
        let token = self.peek().cloned().ok_or(MathError::Syntax)?;
        self.at += 1;
        match token {
            Token::Number(whole) => self.mixed(whole),
            Token::Letter(name) => self
                .variables
                .iter()
                .find(|(letter, _)| *letter == name)
                .map(|(_, value)| value.0.clone())
                .ok_or(MathError::UnknownVariable),
            Token::Open => self.group(),
            Token::Fraction => self.fraction(),
            Token::Root => self.root(2),
            Token::RootOf(degree) => self.root(degree),
            Token::Bar => {
                let value = self.nested(Self::sum)?;
                if self.eat(&Token::Bar) { Ok(value.abs()) } else { Err(MathError::Syntax) }
            }
            Token::Pi => self.approached(std::f64::consts::PI),
            Token::Log(base) => {
                let of = float(&self.argument()?)?;
                let base = base.map_or(Ok(std::f64::consts::E), |base| float(&base))?;
                self.approached(of.ln() / base.ln())
            }
            Token::Sine => self.angle(f64::sin),
            Token::Cosine => self.angle(f64::cos),
            Token::Tangent => self.angle(|angle| angle.sin() / flat(angle.cos())),
            Token::Cotangent => self.angle(|angle| angle.cos() / flat(angle.sin())),
            _ => Err(MathError::Syntax),
        }
    }

    /// What a root stands over: brackets, or a number.
    fn root(&mut self, degree: u32) -> Parsed {
        let of = match self.peek().cloned() {
            Some(Token::Open) => {
                self.at += 1;
                self.group()?
            }
            Some(Token::Number(number)) => {
                self.at += 1;
                number
            }
            _ => return Err(MathError::Syntax),
        };
        match root(&of, degree) {
            Err(MathError::Irrational) if self.near && !of.is_negative() => {
                self.approached(float(&of)?.powf(1.0 / f64::from(degree)))
            }
            value => value,
        }
    }

    /// What a function is of: `\sin 30`, `\sin 2x`, `\log_2(3 + 5)`, `\cos \frac{\pi}{3}`.
    fn argument(&mut self) -> Parsed {
        // «sin 2x» is the sine of 2x, «sin x cos x» a product.
        let number = matches!(self.peek(), Some(Token::Number(_)));
        let mut value = self.nested(Self::powered)?;
        while number && matches!(self.peek(), Some(Token::Letter(_) | Token::Pi)) {
            value *= self.nested(Self::powered)?;
        }
        Ok(value)
    }

    /// A function of an angle, a power of it if one stands behind its name.
    fn angle(&mut self, of: impl Fn(f64) -> f64) -> Parsed {
        let power = if self.eat(&Token::Power) { float(&self.nested(Self::signed)?)? } else { 1.0 };
        let minus = self.eat(&Token::Minus);
        let mut angle = float(&self.argument()?)?;
        if self.eat(&Token::Degree) {
            angle = angle.to_radians();
        }
        self.approached(of(if minus { -angle } else { angle }).powf(power))
    }

    /// A whole number followed by a fraction is a mixed number.
    fn mixed(&mut self, whole: BigRational) -> Parsed {
        if self.eat(&Token::Fraction) {
            return Ok(whole + self.fraction()?);
        }
        // «5 3/4»
        if let [Token::Number(n), Token::Over, Token::Number(d), ..] = &self.tokens[self.at..]
            && whole.is_integer()
        {
            let part = divide(n, d)?;
            self.at += 3;
            return Ok(whole + part);
        }
        Ok(whole)
    }

    fn fraction(&mut self) -> Parsed {
        if !self.eat(&Token::Open) {
            return Err(MathError::Syntax);
        }
        let numerator = self.group()?;
        if !self.eat(&Token::Open) {
            return Err(MathError::Syntax);
        }
        let denominator = self.group()?;
        divide(&numerator, &denominator)
    }

    fn group(&mut self) -> Parsed {
        let value = self.nested(Self::sum)?;
        if self.eat(&Token::Close) { Ok(value) } else { Err(MathError::Syntax) }
    }

    fn nested(&mut self, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(MathError::TooLarge);
        }
        let value = inner(self);
        self.depth -= 1;
        value
    }
}

fn divide(a: &BigRational, b: &BigRational) -> Parsed {
    if b.is_zero() { Err(MathError::DivisionByZero) } else { Ok(a / b) }
}

fn bounded(value: &BigRational) -> Result<(), MathError> {
    if value.numer().bits().max(value.denom().bits()) > MOST_BITS { Err(MathError::TooLarge) } else { Ok(()) }
}

fn float(value: &BigRational) -> Result<f64, MathError> {
    value.to_f64().filter(|value| value.is_finite()).ok_or(MathError::TooLarge)
}

/// Nothing where rounding left next to nothing: the tangent of a right angle has no value.
fn flat(value: f64) -> f64 {
    if value.abs() < 1e-12 { 0.0 } else { value }
}

fn factorial(value: &BigRational) -> Parsed {
    let of = value.is_integer().then(|| value.to_integer().to_u32()).flatten().filter(|n| *n <= 20);
    Ok((1..=of.ok_or(MathError::TooLarge)?)
        .fold(BigRational::from_integer(1.into()), |product, n| product * BigRational::from_integer(n.into())))
}

/// The root of a perfect power.
fn root(value: &BigRational, degree: u32) -> Parsed {
    if degree.is_multiple_of(2) && value.is_negative() {
        return Err(MathError::Irrational);
    }
    let (n, d) = (value.numer().nth_root(degree), value.denom().nth_root(degree));
    if &n.pow(degree) == value.numer() && &d.pow(degree) == value.denom() {
        Ok(BigRational::new(n, d))
    } else {
        Err(MathError::Irrational)
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, MathError> {
    let text = braced(&spaced(text)).replace("{,}", ",").replace(r"^{\circ}", "°").replace(r"^\circ", "°");
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let (number, after) = number(rest)?;
            tokens.push(Token::Number(number));
            rest = after;
            continue;
        }
        if c == '\\' {
            let (token, after) = command(&rest[1..])?;
            tokens.extend(token);
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("sqrt") {
            tokens.push(Token::Root);
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if let Some(power) = "²³".chars().position(|of| of == c) {
            tokens.extend([Token::Power, Token::Number(BigRational::from_integer((power + 2).into()))]);
            continue;
        }
        tokens.push(match c {
            '|' => Token::Bar,
            '!' => Token::Factorial,
            '°' => Token::Degree,
            'π' => Token::Pi,
            '+' => Token::Plus,
            '-' | '−' | '–' => Token::Minus,
            '*' | '·' | '×' | '⋅' => Token::Times,
            '/' | ':' | '÷' => Token::Over,
            '^' => Token::Power,
            '%' => Token::Percent,
            '(' | '{' | '[' => Token::Open,
            ')' | '}' | ']' => Token::Close,
            '√' => Token::Root,
            c if c.is_ascii_lowercase() => Token::Letter(c),
            c if c.is_whitespace() => continue,
            _ => return Err(MathError::Syntax),
        });
    }
    Ok(tokens)
}

/// What LaTeX sets as a space is one: `6\,030`, `6~030`.
fn spaced(text: &str) -> String {
    const SPACES: &[&str] = &[r"{\,}", "{ }", r"\,", r"\;", r"\:", r"\!", r"\ ", r"\thinspace", "~"];
    let mut text = text.to_owned();
    for space in SPACES {
        if text.contains(space) {
            text = text.replace(space, " ");
        }
    }
    text
}

/// `\frac12` as `\frac{1}{2}`.
fn braced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("frac") {
        let (before, after) = rest.split_at(at + "frac".len());
        out.push_str(before);
        rest = after;
        if let [n, d, ..] = after.trim_start().as_bytes()
            && n.is_ascii_digit()
            && d.is_ascii_digit()
        {
            out.extend(["{", &char::from(*n).to_string(), "}{", &char::from(*d).to_string(), "}"]);
            rest = &after.trim_start()[2..];
        }
    }
    out.push_str(rest);
    out
}

/// A LaTeX command after its backslash; spacing commands are nothing.
fn command(rest: &str) -> Result<(Option<Token>, &str), MathError> {
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if length == 0 {
        let c = rest.chars().next().ok_or(MathError::Syntax)?;
        let token = match c {
            '%' => Some(Token::Percent),
            ',' | ';' | ' ' | '!' => None,
            _ => return Err(MathError::Syntax),
        };
        return Ok((token, &rest[c.len_utf8()..]));
    }
    let (name, after) = rest.split_at(length);
    let token = match name {
        "frac" | "dfrac" | "tfrac" => Some(Token::Fraction),
        "cdot" | "times" => Some(Token::Times),
        "div" => Some(Token::Over),
        "sqrt" => match after.strip_prefix('[').and_then(|after| after.split_once(']')) {
            Some((degree, after)) => {
                let degree = degree.trim().parse().ok().filter(|degree| (2..=12).contains(degree));
                return Ok((Some(Token::RootOf(degree.ok_or(MathError::Syntax)?)), after));
            }
            None => Some(Token::Root),
        },
        "log" => {
            let below = after.strip_prefix('_').ok_or(MathError::Syntax)?;
            let (base, after) = match below.strip_prefix('{').and_then(|below| below.split_once('}')) {
                Some(braced) => braced,
                // Without braces the first sign alone stands below.
                None => below.split_at_checked(1).ok_or(MathError::Syntax)?,
            };
            let base = Parser::new(base, &[])?.run()?;
            return Ok((Some(Token::Log(Some(base))), after));
        }
        "lg" => Some(Token::Log(Some(BigRational::from_integer(10.into())))),
        "ln" => Some(Token::Log(None)),
        "sin" => Some(Token::Sine),
        "cos" => Some(Token::Cosine),
        "tg" | "tan" => Some(Token::Tangent),
        "ctg" | "cot" => Some(Token::Cotangent),
        "pi" => Some(Token::Pi),
        "operatorname" | "mathrm" => {
            let (name, after) =
                after.strip_prefix('{').and_then(|after| after.split_once('}')).ok_or(MathError::Syntax)?;
            return command(name).map(|(token, _)| (token, after));
        }
        "lvert" | "rvert" | "vert" => Some(Token::Bar),
        "left" | "right" | "quad" => None,
        _ => return Err(MathError::Syntax),
    };
    Ok((token, after))
}

/// Digits with a decimal comma or point, and with spaces between groups of three.
fn number(rest: &str) -> Result<(BigRational, &str), MathError> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits(0);
    let mut whole = rest[..end].to_owned();
    if end <= 3 {
        // «1 000 000»
        while let Some(after) = rest[end..].strip_prefix(char::is_whitespace) {
            let start = rest.len() - after.len();
            if digits(start) != 3 {
                break;
            }
            whole.push_str(&rest[start..start + 3]);
            end = start + 3;
        }
    }
    let mut places = 0;
    if bytes.get(end).is_some_and(|b| matches!(b, b',' | b'.')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        places = digits(end + 1);
        whole.push_str(&rest[end + 1..end + 1 + places]);
        end += 1 + places;
    }
    if whole.len() > MOST_DIGITS {
        return Err(MathError::TooLarge);
    }
    let digits: BigInt = whole.parse().map_err(|_| MathError::Syntax)?;
    let scale = power(&BigRational::from_integer(10.into()), u32::try_from(places).map_err(|_| MathError::TooLarge)?);
    Ok((BigRational::from_integer(digits) / scale, &rest[end..]))
}
