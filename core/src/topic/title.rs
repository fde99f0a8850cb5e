//! A topic as it was typed, read into the words that matter.

use std::sync::OnceLock;

use crate::domain::Subject;

use super::lexicon::Stands;
use super::marks;
use super::morphology::Forms;
use super::pieces::pieces;
use super::plain;
use super::reader::{Reader, Seen};
use super::spoken::Spoken;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A number in digits.
    Number,
    /// A letter, a spelling, a word spoken about as a word.
    Letter,
    /// «не», «без», “without”.
    Not,
    /// A word with its middle left out: «ур-я».
    Contraction,
}

/// How a token must be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Its absence on the other side makes it another topic.
    Content,
    /// It may be absent on one side.
    Weak,
    /// It may always be absent: the subject's own name.
    Free,
}

/// The side a preposition puts a token on: «из двоичной» is a source, «в десятичную» a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    None,
    Source,
    Target,
}

/// A word, number or letter of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
pub(super) struct Token {
    pub text: String,
    pub kind: Kind,
    pub forms: Forms,
    pub weight: Weight,
    pub role: Role,
    /// It follows the token before it directly, without a joining word or a stop.
    pub bound: bool,
    /// The joining word before it.
    pub before: String,
    /// A genre of works.
    pub genre: bool,
    /// A full stop follows: perhaps a short form.
    pub dot: bool,
    /// Began with a capital letter: perhaps a name.
    pub capital: bool,
    /// Words of the programme it may be a misspelling of.
    pub guesses: Vec<Forms>,
    /// All words of the curriculum it is near to, if it is unknown and they were looked up.
    pub near: Option<Vec<Forms>>,
    /// A number written as an ordinal, or as a cardinal.
    pub ordinal: Option<bool>,
}

impl Token {
    /// It follows the token before it as a member of a list.
    pub(super) fn listed(&self) -> bool {
        matches!(self.before.as_str(), "и" | "или" | "and" | "or")
    }
}

/// A title and what else was said in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub tokens: Vec<Token>,
    /// The grade named in the text, or the one it was asked for.
    pub grade: Option<u8>,
    /// Written in Latin letters throughout.
    pub latin: bool,
    /// The first letters of people's first names.
    pub initials: Vec<char>,
    /// What of each lexicon stands in it, once looked up.
    pub stands: [OnceLock<Stands>; Subject::ALL.len()],
}

impl Title {
    /// Reads a request; names of `subjects` are no part of the topic, nor is the grade beside one («био 9»).
    pub(super) fn read(text: &str, subjects: &[Subject], grade: u8) -> Self {
        Self::of(text, subjects, Some(grade))
    }

    /// Reads a phrase of the curriculum, in which everything is part of the topic.
    pub(super) fn name(text: &str, subjects: &[Subject]) -> Self {
        Self::of(text, subjects, None)
    }

    fn of(text: &str, subjects: &[Subject], request: Option<u8>) -> Self {
        let plain = plain::words();
        let taught = |wanted: &[Subject]| subjects.iter().any(|subject| wanted.contains(subject));
        let literary = taught(&[Subject::Literature, Subject::English]);
        let (pieces, initials) = marks::without_initials(pieces(text), literary);
        let mut pieces = marks::compounds(pieces, plain);
        let explained = marks::explanation(&pieces);
        let latin = !text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
        let grade = marks::take_grade(&mut pieces);
        let letters = marks::letters(&pieces, latin);
        let mut numerals = marks::numbers(&pieces, plain, latin);
        let mut mentions = marks::mentions(&pieces, plain, if request.is_some() { subjects } else { &[] });
        if let Some(at) = request.and_then(|grade| marks::grade_beside(&pieces, &mentions, grade)) {
            mentions[at] = true;
            numerals[at].clear();
        }
        let spoken = if taught(&[Subject::English]) { Spoken::of(&pieces, plain) } else { Spoken::none(&pieces) };
        let computed = taught(&[Subject::Physics, Subject::Chemistry, Subject::Geometry, Subject::Probability])
            && !taught(&[Subject::Math]);
        let mut reader = Reader {
            plain,
            tokens: Vec::new(),
            role: Role::None,
            bound: false,
            before: String::new(),
            literary,
            computed,
            shouted: false,
            leaves: taught(&[Subject::Biology, Subject::World]),
        };
        let all_upper = pieces.iter().flatten().filter(|piece| piece.text.len() > 2).all(|piece| piece.upper);
        let mut at = 0;
        while at < pieces.len() {
            if let Some(piece) = &pieces[at] {
                let next = pieces.get(at + 1).and_then(Option::as_ref);
                let end = pieces[at + 1..].iter().all(Option::is_none);
                let spoken_of = marks::spoken_of(&pieces, at, latin);
                let next_is_letter = letters.get(at + 1) == Some(&true);
                let seen = Seen {
                    spoken_of,
                    next_is_letter,
                    letter: letters[at],
                    number: numerals[at].clone(),
                    mention: mentions[at],
                    latin,
                    end,
                    spoken: spoken.words[at],
                    frame: spoken.frame[at],
                    head: spoken.heads[at],
                };
                let from = reader.tokens.len();
                reader.shouted = piece.upper && !all_upper;
                let after = pieces.get(at + 2).and_then(Option::as_ref);
                at += reader.take(piece, next, after, &seen);
                if explained.contains(&at) {
                    for token in &mut reader.tokens[from..] {
                        token.weight = Weight::Free;
                    }
                }
            } else {
                reader.bound = false;
            }
            at += 1;
        }
        let mut tokens = reader.tokens;
        leave_out_repeated(&mut tokens);
        if !tokens.iter().any(|token| token.weight == Weight::Content) {
            for token in &mut tokens {
                token.weight = Weight::Content;
            }
        }
        Self { tokens, grade, latin, initials, stands: std::array::from_fn(|_| OnceLock::new()) }
    }

    /// The tokens in their order with the joining words between them.
    pub(super) fn canonical(&self) -> String {
        let mut words = Vec::new();
        for token in self.tokens.iter().filter(|token| token.weight != Weight::Free) {
            words.extend(Some(token.before.as_str()).filter(|before| !before.is_empty()));
            words.push(&token.text);
        }
        words.join(" ")
    }
}

/// «прямая речь и косвенная речь» is «прямая и косвенная речь»: of a word that stands twice in a list the first may go.
fn leave_out_repeated(tokens: &mut [Token]) {
    let Some(second) = tokens.iter().position(Token::listed) else { return };
    let (first, rest) = tokens.split_at_mut(second);
    let again = |token: &Token| rest.iter().any(|other| other.kind == Kind::Word && other.text == token.text);
    // «Present Perfect и Present Perfect Continuous»: nothing would be left of the first. «доли числа и числа по доле»:
    // where both stand side by side each has its own part.
    let own = first.iter().any(|token| token.weight == Weight::Content && !again(token));
    let side_by_side = first.last().zip(rest.first()).is_some_and(|(last, next)| last.text == next.text);
    if own && !side_by_side {
        for token in first.iter_mut().filter(|token| token.weight == Weight::Content && again(token)) {
            token.weight = Weight::Free;
        }
    }
}
