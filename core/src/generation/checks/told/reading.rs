//! A word problem taken apart: words, numbers with what they measure, and where its question begins.

use num_traits::ToPrimitive;

use super::super::named::one_of;
use super::super::relation::Sign;
use super::super::said::{self, Piece};
use super::super::units::{self, Dimension, Unit};
use super::sentences::{NUMERALS, prepared, sentences};
use super::si;
use crate::domain::Rich;
use crate::math::{self, substance};
use crate::topic;

/// A number of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// Its place among the tokens.
    pub(super) at: usize,
    /// In SI units.
    pub(super) value: f64,
    pub(super) unit: Option<Unit>,
    pub(super) percent: bool,
    /// Written as a word.
    pub(super) spelled: bool,
    /// The letter it stands for: «g = 10 Н/кг».
    pub(super) letter: Option<String>,
}

impl Number {
    pub(super) fn dimension(&self) -> Option<Dimension> {
        self.unit.map(|unit| unit.dimension)
    }

    /// Whether it counts things.
    pub(super) fn counts(&self) -> bool {
        self.unit.is_none() && !self.percent && self.letter.is_none()
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Number(Number),
    Formula(String),
    Gap,
    Stop,
}

/// A word problem.
#[derive(Debug)]
pub(super) struct Told {
    tokens: Vec<Token>,
    /// Where it is asked.
    pub(super) asks: usize,
    /// Values to be worked out: «1 : 200».
    pub(super) ratios: Vec<f64>,
    /// Whether a gap is all that asks.
    pub(super) gapped: bool,
    /// What the answer measures, where a statement tells it and no question asks.
    pub(super) wanted: Option<Dimension>,
    source: String,
}

const ASKS: &str = "сколько сколькими скольких какой какая какое какую какова каков каково каким какими какого каких какому каком \
    чему переведи* перевести запиши* выразите convert write найди* найти вычисл* определи* рассчита* вычислить how what find calculate determine";

/// Parts that are told in a word.
const PARTS: &str = "полтор* полутор* полчаса вполовину half";

impl Told {
    /// Takes a question apart; `None` where it has signs no story has.
    pub(super) fn read(source: &str) -> Option<Self> {
        let source = prepared(source);
        let mut told = Self {
            tokens: Vec::new(),
            asks: 0,
            ratios: Vec::new(),
            gapped: false,
            wanted: None,
            source: source.clone(),
        };
        for sentence in sentences(&source) {
            told.take(&said::pieces(&Rich(sentence)))?;
            told.tokens.push(Token::Stop);
        }
        told.drop_repeated();
        told.join_units()?;
        told.share_units();
        if told.any(PARTS) {
            return None;
        }
        let asked = told.tokens.iter().rposition(|token| matches!(token, Token::Word(word) if one_of(ASKS, word)));
        let gap = told.tokens.iter().position(|token| *token == Token::Gap);
        told.gapped = asked.is_none() && gap.is_some();
        let last = asked.or(gap).or_else(|| told.says_equal())?;
        let begins = told.tokens.get(..last)?.iter().rposition(|token| *token == Token::Stop).map_or(0, |at| at + 1);
        let is_ask = |token: &Token| matches!(token, Token::Word(word) if one_of(ASKS, word));
        let first = told.tokens.get(begins..)?.iter().position(is_ask).unwrap_or(0);
        told.asks = begins + first;
        // «на сколько», «во сколько»
        if matches!(told.word_before(told.asks), "на" | "во" | "за" | "с" | "в" | "через" | "by") {
            told.asks -= 1;
        }
        Some(told)
    }

    fn take(&mut self, pieces: &[Piece]) -> Option<()> {
        let mut letter: Option<String> = None;
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            at += 1;
            match piece {
                Piece::Word(word) => self.word_token(word),
                Piece::Value { value, operation: false } => {
                    let value = value.0.to_f64()?;
                    self.number(value, None, letter.take());
                }
                Piece::Value { value, operation: true } => self.ratios.push(value.0.to_f64()?),
                Piece::Quantity(value, unit) => {
                    self.number(value.0.to_f64()? * si(*unit), Some(*unit), letter.take());
                }
                Piece::Mark(Sign::Equal) => match self.tokens.pop() {
                    Some(Token::Word(word)) if word.chars().count() < 3 => letter = Some(word),
                    Some(Token::Formula(formula)) => letter = Some(formula),
                    _ => return None,
                },
                Piece::Relation(relation) if relation.sign == Sign::Equal && is_reaction(&relation.left) => {
                    self.tokens.push(Token::Formula(format!("{}={}", relation.left, relation.right)));
                }
                Piece::Relation(relation) if relation.sign == Sign::Equal => {
                    let value = math::approach(&relation.right).ok()?.0.to_f64()?;
                    let unit = match pieces.get(at) {
                        Some(Piece::Word(word)) => units::named(word).filter(|_| word != "в"),
                        _ => None,
                    };
                    at += usize::from(unit.is_some());
                    self.number(value * unit.map_or(1.0, si), unit, Some(relation.left.trim().to_owned()));
                }
                Piece::Formula(formula) => match formula.split_once(r"\approx").or_else(|| formula.split_once('≈')) {
                    Some((left, right)) => {
                        let value = math::approach(right.trim()).ok()?.0.to_f64()?;
                        self.number(value, None, Some(left.trim().to_owned()));
                    }
                    None => self.tokens.push(Token::Formula(formula.clone())),
                },
                Piece::Gap => self.tokens.push(Token::Gap),
                _ => return None,
            }
        }
        letter.is_none().then_some(())
    }

    fn number(&mut self, value: f64, unit: Option<Unit>, letter: Option<String>) {
        // «π ≈ 3,14»
        let letter = letter.or_else(|| match self.tokens.last() {
            Some(Token::Word(word)) if matches!(word.as_str(), "π" | "g") => Some(word.clone()),
            Some(Token::Formula(formula)) if formula == r"\pi" => Some("π".to_owned()),
            _ => None,
        });
        let letter = letter.map(|letter| if letter == r"\pi" { "π".to_owned() } else { letter });
        let at = self.tokens.len();
        self.tokens.push(Token::Number(Number { at, value, unit, percent: false, spelled: false, letter }));
    }

    /// «четверть», «две трети», «пятая часть» of a whole as percent of it; whether the word was the end of one.
    fn part_token(&mut self, word: &str) -> bool {
        // «в третьей четверти», «за четверть» are terms of school, quadrants of a plane.
        let before = self.word_before(self.tokens.len());
        let term = said::ordinal(before).is_some() || one_of("за в координатн* перв* втор* каждая каждую", before);
        let (part, words) = match word {
            "половина" | "половину" | "половины" | "половиной" => (1.0 / 2.0, 0),
            "треть" | "трети" => (1.0 / 3.0, 0),
            "четверть" | "четверти" if !term => (1.0 / 4.0, 0),
            "часть" | "доля" | "части" | "долю" => match said::ordinal(before) {
                Some(below) => (1.0 / f64::from(i32::try_from(below).unwrap_or(1)), 1),
                None => return false,
            },
            _ => match said::ordinal(word).filter(|_| word.ends_with("ых")) {
                Some(below) => (1.0 / f64::from(i32::try_from(below).unwrap_or(1)), 0),
                None => return false,
            },
        };
        self.tokens.truncate(self.tokens.len() - words);
        // «три четверти», «две пятых»
        let times = match self.tokens.last() {
            Some(Token::Number(number)) if number.spelled && number.value < 10.0 => number.value,
            _ if word.ends_with("ых") => return false,
            _ => 0.0,
        };
        if times > 0.0 {
            self.tokens.pop();
        }
        let (at, value) = (self.tokens.len(), 100.0 * part * f64::max(times, 1.0));
        self.tokens.push(Token::Number(Number { at, value, unit: None, percent: true, spelled: false, letter: None }));
        true
    }

    fn word_token(&mut self, word: &str) {
        if self.part_token(word) {
            return;
        }
        let numeral = NUMERALS.iter().find(|(words, _)| one_of(words, word)).map(|(_, value)| *value);
        match (self.tokens.last_mut(), numeral) {
            (Some(Token::Number(number)), _)
                if number.counts() && (word == "%" || word.starts_with("процент") || word == "percent") =>
            {
                number.percent = true;
            }
            (Some(Token::Number(number)), _) if number.percent && matches!(word, "го" | "й" | "ного" | "ный") =>
                {}
            // «на 5-м этаже» is the fifth.
            (Some(last @ Token::Number(_)), _)
                if matches!(word, "й" | "го" | "му" | "м" | "ом" | "ый" | "ого" | "th" | "st" | "nd" | "rd") =>
            {
                if let Token::Number(number) = last
                    && number.counts()
                {
                    *last = Token::Word("которыйто".to_owned());
                }
            }
            (Some(Token::Number(tens)), Some(value)) if tens.spelled && value < 10.0 && tens.value >= 20.0 => {
                tens.value += value;
            }
            // «никакие три из которых»
            (Some(Token::Word(no)), Some(_)) if matches!(no.as_str(), "никакие" | "никаких" | "no") => {}
            (_, Some(value)) => {
                let at = self.tokens.len();
                let number = Number { at, value, unit: None, percent: false, spelled: true, letter: None };
                self.tokens.push(Token::Number(number));
            }
            (_, None) => self.tokens.push(Token::Word(word.to_owned())),
        }
    }

    /// «Их общее сопротивление равно»: what stands before is asked.
    fn says_equal(&self) -> Option<usize> {
        let last = self.tokens.iter().rposition(|token| matches!(token, Token::Word(_)))?;
        one_of("равно равна равен равны составляет составит is are equals", self.word(last)).then_some(last)
    }

    /// «за полминуты, то есть за 30 с»: the same said again.
    fn drop_repeated(&mut self) {
        let said_again = self.numbers().windows(2).find_map(|pair| {
            let between = self.words(pair[0].at + 1, pair[1].at);
            let same = pair[0].dimension() == pair[1].dimension() && pair[0].unit.is_some();
            let equal = (pair[0].value - pair[1].value).abs() < 1e-9 * pair[0].value.abs().max(1e-9);
            (same && equal && between.windows(2).any(|two| two == ["то", "есть"])).then_some(pair[1].at)
        });
        let Some(at) = said_again else { return };
        self.tokens.remove(at);
        for later in self.tokens.iter_mut().skip(at) {
            if let Token::Number(number) = later {
                number.at -= 1;
            }
        }
    }

    /// «2 ч 30 мин» is one quantity; with a comma between them they are two.
    fn join_units(&mut self) -> Option<()> {
        let mut at = 0;
        while at + 1 < self.tokens.len() {
            if let (Some(Token::Number(one)), Some(Token::Number(two))) = (self.tokens.get(at), self.tokens.get(at + 1))
                && let (Some(large), Some(small)) = (one.unit, two.unit)
                && large.dimension == small.dimension
                && si(small) < si(large)
                && one.letter.is_none()
            {
                let digits = (two.value / si(small)).to_string().replace('.', ",");
                if self.source.contains(&format!(", {digits}")) || self.source.contains(&format!(". {digits}")) {
                    return None;
                }
                let value = one.value + two.value;
                if let Some(Token::Number(one)) = self.tokens.get_mut(at) {
                    one.value = value;
                }
                self.tokens.remove(at + 1);
                for later in self.tokens.iter_mut().skip(at + 1) {
                    if let Token::Number(number) = later {
                        number.at -= 1;
                    }
                }
            } else {
                at += 1;
            }
        }
        Some(())
    }

    /// «60 и 90 км/ч»: the first has the unit of the second. «шесть метров»: a unit behind a number in words.
    fn share_units(&mut self) {
        let mut units: Vec<(usize, Unit)> = Vec::new();
        for at in (0..self.tokens.len()).rev() {
            let Some(Token::Number(number)) = self.tokens.get(at) else { continue };
            if number.unit.is_some() || number.percent || number.letter.is_some() {
                continue;
            }
            let next = if matches!(self.word(at + 1), "и" | "and" | "на" | "by" | "до" | "to" | "x" | "х") {
                at + 2
            } else {
                at + 1
            };
            let of = |at: usize| units.iter().find(|(place, _)| *place == at).map(|(_, unit)| *unit);
            let unit = match self.tokens.get(next) {
                Some(Token::Number(number)) if !number.percent && number.letter.is_none() => {
                    number.unit.or_else(|| of(next))
                }
                _ if number.spelled => units::behind_a_number(self.word(at + 1)).filter(|unit| unit.symbol != "р"),
                _ => None,
            };
            if let Some(unit) = unit {
                units.push((at, unit));
            }
        }
        for (at, unit) in units {
            if let Some(Token::Number(number)) = self.tokens.get_mut(at) {
                number.unit = Some(unit);
                number.value *= si(unit);
            }
        }
    }

    /// All its numbers, in order.
    pub(super) fn numbers(&self) -> Vec<&Number> {
        self.tokens
            .iter()
            .filter_map(|token| if let Token::Number(number) = token { Some(number) } else { None })
            .collect()
    }

    /// The formulas it has, without those that are names of quantities.
    pub(super) fn formulas(&self) -> Vec<&str> {
        self.tokens
            .iter()
            .filter_map(|token| if let Token::Formula(formula) = token { Some(formula.as_str()) } else { None })
            .collect()
    }

    /// The word at a place; nothing where there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        if let Some(Token::Word(word)) = self.tokens.get(at) { word } else { "" }
    }

    pub(super) fn word_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// The words between two places.
    pub(super) fn words(&self, from: usize, to: usize) -> Vec<&str> {
        let tokens = self.tokens.get(from..to.min(self.tokens.len())).unwrap_or_default();
        tokens
            .iter()
            .filter_map(|token| if let Token::Word(word) = token { Some(word.as_str()) } else { None })
            .collect()
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The words of the question itself.
    pub(super) fn asked(&self) -> Vec<&str> {
        self.words(self.asks, self.len())
    }

    /// Whether any word is one of a list: whole words, or stems with a star.
    pub(super) fn any(&self, list: &str) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Word(word) if one_of(list, word)))
    }

    /// Whether any word of the question itself is.
    pub(super) fn asks_any(&self, list: &str) -> bool {
        self.asked().iter().any(|word| one_of(list, word))
    }

    /// Whether any word before the question is.
    pub(super) fn tells_any(&self, list: &str) -> bool {
        self.words(0, self.asks).iter().any(|word| one_of(list, word))
    }

    /// Whether one of the words right behind a place is; not beyond a sentence or another number.
    pub(super) fn behind(&self, at: usize, reach: usize, list: &str) -> bool {
        let is_end = |token: &Token| matches!(token, Token::Stop | Token::Number(_));
        let rest = self.tokens.get(at + 1..).unwrap_or_default();
        let mut near = rest.iter().take_while(|token| !is_end(token)).take(reach);
        near.any(|token| matches!(token, Token::Word(word) if one_of(list, word)))
    }

    /// Whether one of the words right before a place is; not beyond a sentence or another number.
    pub(super) fn ahead(&self, at: usize, reach: usize, list: &str) -> bool {
        let is_end = |token: &Token| matches!(token, Token::Stop | Token::Number(_));
        let before = self.tokens.get(..at).unwrap_or_default();
        let mut near = before.iter().rev().take_while(|token| !is_end(token)).take(reach);
        near.any(|token| matches!(token, Token::Word(word) if one_of(list, word)))
    }

    /// Where the sentence of a place begins and ends.
    pub(super) fn sentence(&self, at: usize) -> (usize, usize) {
        let stop = |token: &Token| *token == Token::Stop;
        let from = self.tokens.get(..at).and_then(|before| before.iter().rposition(stop)).map_or(0, |stop| stop + 1);
        let to = self.tokens.get(at..).and_then(|rest| rest.iter().position(stop)).map_or(self.len(), |stop| at + stop);
        (from, to)
    }

    /// Whether there is a fence of sentences between two places.
    pub(super) fn apart(&self, from: usize, to: usize) -> bool {
        self.tokens.get(from..to).unwrap_or_default().contains(&Token::Stop)
    }

    /// The thing a number counts: the word behind it that is no «таких».
    pub(super) fn thing(&self, number: &Number) -> &str {
        let light = "таки* таких такой таким одинаков* этих тех же same such identical of other равн* больш* маленьк* новых штук*";
        (number.at + 1..number.at + 4).map(|at| self.word(at)).find(|word| !one_of(light, word)).unwrap_or("")
    }

    /// The unit the question asks for.
    pub(super) fn asked_unit(&self, dimension: Dimension) -> Option<Unit> {
        (0..self.len()).rev().find_map(|at| {
            let word = self.word(at);
            let unit = units::named(word).filter(|unit| unit.dimension == dimension)?;
            let asks = "сколько скольких в это many in into";
            let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
            let asked = match before {
                Some(Token::Gap) => true,
                Some(Token::Word(before)) => one_of(asks, before),
                _ => false,
            };
            (asked && !matches!(word, "с" | "а" | "в")).then_some(unit)
        })
    }

    /// Whether the answer is asked roughly.
    pub(super) fn rounds(&self) -> bool {
        self.any("округл* приблизительн* примерно nearest round* approximat*")
    }

    /// The question as it is written.
    pub(super) fn source(&self) -> &str {
        &self.source
    }
}

/// «2H_2+O_2»: one side of a reaction.
fn is_reaction(side: &str) -> bool {
    let side = super::super::computed::chemistry(side);
    let formula =
        |part: &str| part.trim().trim_start_matches(|c: char| c.is_ascii_digit()).replace(['_', '{', '}', ' '], "");
    side.contains('+') && side.split('+').all(|part| substance::molar_mass(&formula(part)).is_ok())
}

/// Whether two words name the same thing.
pub(super) fn same(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let tails = one.chars().count().max(other.chars().count()) - common;
    !one.is_empty() && (one == other || (common > 3 && tails < 3) || topic::same_word(one, other))
}
