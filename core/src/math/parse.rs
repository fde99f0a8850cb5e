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
}

pub(super) struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
    variables: &'a [(char, Exact)],
}

type Parsed = Result<BigRational, MathError>;

impl<'a> Parser<'a> {
    pub(super) fn new(text: &str, variables: &'a [(char, Exact)]) -> Result<Self, MathError> {
        if text.len() > LONGEST {
            return Err(MathError::TooLarge);
        }
        Ok(Self { tokens: tokens(text)?, at: 0, depth: 0, variables })
    }

    pub(super) fn run(mut self) -> Parsed {
        let value = self.sum()?;
        if self.at == self.tokens.len() { Ok(value) } else { Err(MathError::Syntax) }
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
            } else if matches!(self.peek(), Some(Token::Letter(_) | Token::Open | Token::Root)) {
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
        let base = self.atom()?;
        let mut value = if self.eat(&Token::Power) {
            let exponent = self.nested(Self::signed)?;
            if !exponent.is_integer() {
                return Err(MathError::Irrational);
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
            Token::Root => {
                if !self.eat(&Token::Open) {
                    return Err(MathError::Syntax);
                }
                root(&self.group()?)
            }
            _ => Err(MathError::Syntax),
        }
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

/// The root of a perfect square.
fn root(value: &BigRational) -> Parsed {
    if value.is_negative() {
        return Err(MathError::Irrational);
    }
    let (n, d) = (value.numer().sqrt(), value.denom().sqrt());
    if &(&n * &n) == value.numer() && &(&d * &d) == value.denom() {
        Ok(BigRational::new(n, d))
    } else {
        Err(MathError::Irrational)
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, MathError> {
    let text = text.replace("{,}", ",");
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
        rest = &rest[c.len_utf8()..];
        tokens.push(match c {
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
        "sqrt" => Some(Token::Root),
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
        while let Some(after) = rest[end..].strip_prefix([' ', '\u{a0}', '\u{202f}']) {
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
