//! A topic as it was typed, read into the words that matter.

use crate::domain::Subject;

use super::morphology::Forms;
use super::pieces::{Gap, Piece, pieces};
use super::plain::{self, Plain};

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
}

/// A title and what else was said in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub tokens: Vec<Token>,
    /// The grade named in the text.
    pub grade: Option<u8>,
    /// Written in Latin letters throughout.
    pub latin: bool,
}

impl Title {
    /// Reads a text; names of `subjects` are no part of the topic.
    pub(super) fn read(text: &str, subjects: &[Subject]) -> Self {
        let plain = plain::words();
        let mut pieces = hyphens(initials(pieces(text)), plain);
        let explained = explanation(&pieces, plain);
        let latin = !text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
        let grade = take_grade(&mut pieces);
        let letters = letters(&pieces, latin);
        let numerals = numbers(&pieces, plain, latin);
        let literary = subjects.is_empty() || subjects.iter().any(|subject| matches!(subject, Subject::Literature | Subject::English));
        let mentions = mentions(&pieces, plain, subjects);
        let mut reader = Reader { plain, tokens: Vec::new(), role: Role::None, bound: false, before: String::new(), literary };
        let mut at = 0;
        while at < pieces.len() {
            if let Some(piece) = &pieces[at] {
                let next = pieces.get(at + 1).and_then(Option::as_ref);
                let end = pieces[at + 1..].iter().all(Option::is_none);
                let next_is_letter = letters.get(at + 1) == Some(&true);
                let seen = Seen { next_is_letter, letter: letters[at], number: numerals[at].clone(), mention: mentions[at], latin, end };
                let from = reader.tokens.len();
                at += reader.take(piece, next, seen);
                if explained.contains(&at) {
                    reader.tokens[from..].iter_mut().for_each(|token| token.weight = Weight::Free);
                }
            } else {
                reader.bound = false;
            }
            at += 1;
        }
        let mut tokens = reader.tokens;
        if !tokens.iter().any(|token| token.weight == Weight::Content) {
            tokens.iter_mut().for_each(|token| token.weight = Weight::Content);
        }
        Self { tokens, grade, latin }
    }
}

/// What the passes before have seen in a piece.
struct Seen {
    letter: bool,
    number: Vec<String>,
    mention: bool,
    next_is_letter: bool,
    latin: bool,
    end: bool,
}

struct Reader<'a> {
    plain: &'a Plain,
    tokens: Vec<Token>,
    role: Role,
    bound: bool,
    before: String,
    literary: bool,
}

impl Reader<'_> {
    /// Takes a piece, and returns how many of the pieces after it went with it.
    fn take(&mut self, piece: &Piece, next: Option<&Piece>, seen: Seen) -> usize {
        if matches!(piece.gap, Gap::Stop | Gap::Colon) {
            self.role = Role::None;
            self.bound = false;
        }
        let text = piece.text.as_str();
        let next_text = next.map(|next| next.text.as_str());
        // «в пределах 20» is «до 20».
        if matches!((text, next_text), ("в", Some("пределах"))) {
            self.bound = false;
            return 1;
        }
        if text.starts_with("рабоч") && next_text.is_some_and(|next| next.starts_with("лист")) {
            self.bound = false;
            return 1;
        }
        for (first, sign) in [("мягк", "ь"), ("тверд", "ъ")] {
            if text.starts_with(first) && next_text.is_some_and(|next| matches!(next, "знак" | "знака" | "знаки" | "знаков" | "зн")) {
                self.push(piece, sign, Kind::Letter, Weight::Content);
                return 1;
            }
        }
        if !seen.number.is_empty() {
            for number in &seen.number {
                let kind = if number.starts_with(|c: char| c.is_ascii_digit()) { Kind::Number } else { Kind::Word };
                self.push(piece, number, kind, Weight::Content);
            }
        } else if seen.mention {
            self.push(piece, text, Kind::Word, Weight::Free);
        } else if self.plain.negations.contains(text) {
            self.push(piece, if text == "ни" { "ни" } else { "не" }, Kind::Not, Weight::Content);
        } else if seen.letter {
            self.push(piece, text, Kind::Letter, Weight::Content);
        } else if self.plain.joining.contains(text) && !(seen.end && !self.tokens.is_empty()) {
            // In a Russian title an English joining word is what the title is about.
            let loops = next_text.is_some_and(|next| next.starts_with("loop"));
            if (super::words::is_latin(text) && !seen.latin) || loops {
                self.push(piece, text, Kind::Letter, Weight::Content);
            } else {
                self.join(text);
            }
        } else if self.plain.asks(text) {
            self.bound = false;
            if self.plain.questions(text) {
                self.role = Role::None;
            }
        } else {
            let contraction = text.contains('-');
            let kind = if contraction { Kind::Contraction } else { Kind::Word };
            let aside = next.is_some_and(|next| matches!(next.gap, Gap::Stop | Gap::Colon) || matches!(next.text.as_str(), "и" | "или" | "and" | "or"));
            // «приставки пре- и при-» are «пре- и при-».
            let names = self.plain.carries_spellings(text) && seen.next_is_letter;
            let year = text.starts_with("год") && self.tokens.last().is_some_and(|token| token.kind == Kind::Number);
            let weak = year || ((self.plain.weak(text) || names) && !aside && !seen.end);
            self.push(piece, text, kind, if weak { Weight::Weak } else { Weight::Content });
        }
        0
    }

    fn join(&mut self, text: &str) {
        self.bound = false;
        self.before = text.to_owned();
        self.role = match text {
            "из" | "изо" | "от" | "ото" | "по" | "from" => Role::Source,
            "в" | "во" | "на" | "к" | "ко" | "to" | "into" => Role::Target,
            "и" | "или" | "and" | "or" => self.role,
            _ => Role::None,
        };
    }

    fn push(&mut self, piece: &Piece, text: &str, kind: Kind, weight: Weight) {
        let forms = if kind == Kind::Word { Forms::of(text) } else { Forms::default() };
        let genre = kind == Kind::Word && self.literary && self.plain.is_genre(&forms);
        let weight = if genre { Weight::Weak } else { weight };
        self.tokens.push(Token {
            text: text.to_owned(),
            kind,
            forms,
            weight,
            role: self.role,
            bound: self.bound && piece.gap == Gap::Space,
            before: std::mem::take(&mut self.before),
            genre,
            dot: piece.dot,
            capital: piece.capital,
            guesses: Vec::new(),
        });
        self.bound = true;
    }
}

/// Without initials: «И. С. Тургенев», «а.с. пушкин».
fn initials(pieces: Vec<Piece>) -> Vec<Piece> {
    let initial = |piece: &Piece| {
        piece.dot && piece.text.chars().count() == 1 && piece.text.chars().all(char::is_alphabetic)
    };
    let is: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let piece = &pieces[at];
            let beside = |other: Option<&Piece>| other.is_some_and(&initial);
            initial(piece) && (piece.capital || beside(pieces.get(at + 1)) || at > 0 && beside(pieces.get(at - 1)))
        })
        .collect();
    let mut is = is.into_iter();
    pieces.into_iter().filter(|_| !is.next().unwrap_or_default()).collect()
}

/// Compounds apart unless they are one word or a contraction: «жи-ши», «предложение-вопрос», «ур-я».
fn hyphens(pieces: Vec<Piece>, plain: &Plain) -> Vec<Option<Piece>> {
    let mut found = Vec::new();
    for piece in pieces {
        let parts: Vec<&str> = piece.text.split('-').collect();
        let [first, rest @ ..] = parts.as_slice() else { continue };
        let length = |part: &str| part.chars().count();
        let short = !plain.short(&piece.text).is_empty();
        let spelling = !short && parts.iter().all(|part| plain.spellings.contains(*part) || plain.parts.contains(*part));
        let contraction = rest.len() == 1 && !piece.dot && length(first) <= 6 && length(rest[0]) <= 4 && !spelling;
        if rest.is_empty() || contraction && !piece.text.is_ascii() && !(length(rest[0]) > 2 && super::words::known(rest[0])) || super::words::known(&piece.text) {
            found.push(Some(piece));
            continue;
        }
        for (n, part) in parts.iter().enumerate() {
            let gap = if n == 0 { piece.gap } else { Gap::Space };
            let dot = piece.dot && n == rest.len();
            found.push(Some(Piece { text: (*part).to_owned(), edge: piece.edge || spelling, gap, dot, ..piece.clone() }));
        }
    }
    found
}

/// Takes «7 класс», «5 кл», “grade 3”, “6th grade” away.
fn take_grade(pieces: &mut [Option<Piece>]) -> Option<u8> {
    let mut grade = None;
    for at in 0..pieces.len() {
        let Some(piece) = &pieces[at] else { continue };
        if !matches!(piece.text.as_str(), "класс" | "класса" | "классе" | "классу" | "кл" | "классов" | "grade" | "gr" | "year") {
            continue;
        }
        let number = |other: Option<&Option<Piece>>| {
            let piece = other?.as_ref()?;
            let number: u8 = match piece.text.as_str() {
                "первый" | "первого" => 1,
                "второй" | "второго" => 2,
                "третий" | "третьего" => 3,
                text => text.parse().ok()?,
            };
            (1..=11).contains(&number).then_some(number)
        };
        let before = at.checked_sub(1).filter(|&before| number(pieces.get(before)).is_some());
        let after = Some(at + 1).filter(|&after| number(pieces.get(after)).is_some());
        let english = piece.text.is_ascii();
        let place = if english { after.or(before) } else { before.or(after) };
        if let Some(place) = place {
            grade = number(pieces.get(place));
            pieces[at] = None;
            pieces[place] = None;
        }
    }
    grade
}

/// Which pieces are letters or spellings and not words: «н и нн», «пре-», «о и е».
fn letters(pieces: &[Option<Piece>], latin: bool) -> Vec<bool> {
    let plain = plain::words();
    let text = |at: usize| pieces.get(at).and_then(Option::as_ref).map_or("", |piece| piece.text.as_str());
    let mut is: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let Some(piece) = &pieces[at] else { return false };
            let word = piece.text.as_str();
            let one = word.chars().count() == 1 && piece.text.chars().all(char::is_alphabetic);
            let little = plain.joining.contains(word);
            // «корни с чередованием» has a preposition, «приставки с и з» has none.
            let joins = little && text(at + 1).chars().count() > 2 && !plain.joining.contains(text(at + 1));
            let beside_spelling = at > 0 && plain.names_spellings(text(at - 1)) && !joins;
            (one && !little && !piece.dot)
                || plain.spellings.contains(word)
                || (plain.parts.contains(word) && (piece.edge || beside_spelling))
        })
        .collect();
    // A joining word beside a letter is one: «з и с», «пре, при», “a, an”.
    for _ in 0..3 {
        for at in 0..pieces.len() {
            let little = text(at).chars().count() <= 3 && plain.joining.contains(text(at));
            if is[at] || !little {
                continue;
            }
            let and = |at: usize| matches!(text(at), "и" | "или" | "a" | "and" | "or" | "vs");
            let gap = pieces.get(at + 1).and_then(Option::as_ref).map(|next| next.gap);
            let listed = |gap: Option<Gap>| matches!(gap, Some(Gap::Stop | Gap::Colon | Gap::Slash));
            let own_gap = pieces[at].as_ref().map(|piece| piece.gap);
            let before = (at > 1 && and(at - 1) && is[at - 2]) || (at > 0 && listed(own_gap) && is[at - 1]);
            let after = (and(at + 1) && is.get(at + 2) == Some(&true)) || (listed(gap) && is.get(at + 1) == Some(&true));
            let article = latin && matches!((text(at), text(at + 1)), ("a" | "an", "an" | "the"));
            let pair = text(at) == "при" && (0..pieces.len()).any(|other| text(other) == "пре");
            is[at] = before || after || article || pair;
        }
    }
    is
}

/// Numbers in digits, whatever they were written in; «двузначный» is «2 значный».
fn numbers(pieces: &[Option<Piece>], plain: &Plain, latin: bool) -> Vec<Vec<String>> {
    let text = |at: usize| pieces.get(at).and_then(Option::as_ref).map_or("", |piece| piece.text.as_str());
    (0..pieces.len())
        .map(|at| {
            let Some(piece) = &pieces[at] else { return Vec::new() };
            let word = piece.text.as_str();
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                return vec![word.to_owned()];
            }
            if let Some(number) = plain.number(word) {
                return vec![number];
            }
            let century = text(at + 1).starts_with("век") || text(at + 1) == "в";
            if let Some(number) = roman(word).filter(|_| century || !latin || piece.upper || (at > 0 && text(at - 1) == "war")) {
                let lone = word.chars().count() == 1;
                let loose = matches!(word, "x" | "v" | "х") && !century && !piece.capital;
                let english = latin && lone && text(at.wrapping_sub(1)) != "war";
                if !loose && !english && (piece.capital || century || word.starts_with(['i', 'і'])) {
                    return vec![number.to_string()];
                }
            }
            let prefixes = [
                ("одно", "1"),
                ("двух", "2"),
                ("дву", "2"),
                ("трех", "3"),
                ("четырех", "4"),
                ("пяти", "5"),
                ("шести", "6"),
                ("семи", "7"),
                ("много", ""),
            ];
            prefixes
                .iter()
                .find_map(|(prefix, digit)| {
                    let rest = word.strip_prefix(prefix).filter(|rest| rest.starts_with("зн"))?;
                    (!digit.is_empty()).then(|| vec![(*digit).to_owned(), rest.to_owned()])
                })
                .unwrap_or_default()
        })
        .collect()
}

/// The value of a Roman numeral, Cyrillic look-alikes included.
fn roman(text: &str) -> Option<u32> {
    let mut values = Vec::new();
    for c in text.chars() {
        values.push(match c {
            'i' | 'і' => 1,
            'v' => 5,
            'x' | 'х' => 10,
            _ => return None,
        });
    }
    let total = values.iter().enumerate().try_fold(0_u32, |total, (n, value)| {
        let less = values.get(n + 1).is_some_and(|next| next > value);
        if less { Some(total.wrapping_sub(*value)) } else { Some(total.wrapping_add(*value)) }
    })?;
    (1..=39).contains(&total).then_some(total)
}

/// The pieces of a question before a colon, which only leads to the topic: «как растут растения: фотосинтез».
fn explanation(pieces: &[Option<Piece>], plain: &Plain) -> std::ops::Range<usize> {
    let asks = pieces.first().and_then(Option::as_ref).is_some_and(|first| plain.questions(&first.text));
    let colon = pieces.iter().position(|piece| piece.as_ref().is_some_and(|piece| piece.gap == Gap::Colon));
    if asks { 0..colon.unwrap_or_default() } else { 0..0 }
}

/// Which pieces name the subject itself, at either end of the title or beside the grade.
fn mentions(pieces: &[Option<Piece>], plain: &Plain, subjects: &[Subject]) -> Vec<bool> {
    let mut is = vec![false; pieces.len()];
    let standing: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].is_some()).collect();
    let name = |from: usize, count: usize| {
        let words: Vec<&str> = standing.get(from..from + count)?.iter().filter_map(|&at| pieces[at].as_ref()).map(|piece| piece.text.as_str()).collect();
        Some(plain.names_subject(&words.join(" "), subjects))
    };
    for from in 0..standing.len() {
        for count in [3, 2, 1] {
            if name(from, count) != Some(true) || count >= standing.len() {
                continue;
            }
            let gap_before = from > 0 && standing[from - 1] + 1 < standing[from];
            let gap_after = standing.get(from + count).is_some_and(|next| standing[from + count - 1] + 1 < *next);
            if from == 0 || from + count == standing.len() || gap_before || gap_after {
                standing[from..from + count].iter().for_each(|&at| is[at] = true);
                return is;
            }
        }
    }
    is
}
