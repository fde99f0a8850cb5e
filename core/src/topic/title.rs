//! A topic as it was typed, read into the words that matter.

use std::sync::OnceLock;

use crate::domain::Subject;

use super::lexicon::Stands;
use super::marks;
use super::morphology::Forms;
use super::order;
use super::pieces::{Gap, Piece, pieces};
use super::plain::{self, Plain};
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
    /// Reads a request; names of `subjects` are no part of the topic.
    pub(super) fn read(text: &str, subjects: &[Subject]) -> Self {
        Self::of(text, subjects, true)
    }

    /// Reads a phrase of the curriculum, in which everything is part of the topic.
    pub(super) fn name(text: &str, subjects: &[Subject]) -> Self {
        Self::of(text, subjects, false)
    }

    fn of(text: &str, subjects: &[Subject], request: bool) -> Self {
        let plain = plain::words();
        let taught = |wanted: &[Subject]| subjects.iter().any(|subject| wanted.contains(subject));
        let literary = taught(&[Subject::Literature, Subject::English]);
        let (pieces, initials) = marks::without_initials(pieces(text), literary);
        let mut pieces = marks::compounds(pieces, plain);
        let explained = marks::explanation(&pieces);
        let latin = !text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
        let grade = marks::take_grade(&mut pieces);
        let letters = marks::letters(&pieces, latin);
        let numerals = marks::numbers(&pieces, plain, latin);
        let mentions = marks::mentions(&pieces, plain, if request { subjects } else { &[] });
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
                at += reader.take(piece, next, &seen);
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

/// What the passes before have seen in a piece.
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
struct Seen {
    letter: bool,
    number: Vec<String>,
    mention: bool,
    next_is_letter: bool,
    /// A word of asking that the title is about: «союзы что и чтобы», “who and whom”.
    spoken_of: bool,
    latin: bool,
    end: bool,
    /// A word a lesson of English is about.
    spoken: bool,
    /// A word of the frame around an English topic.
    frame: bool,
    /// The kind of word beside the word itself.
    head: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
struct Reader<'a> {
    plain: &'a Plain,
    tokens: Vec<Token>,
    role: Role,
    bound: bool,
    before: String,
    literary: bool,
    /// A subject in which working on a topic is solving problems.
    computed: bool,
    /// The piece is all capitals among small letters: «функция ЕСЛИ», «виды ПО».
    shouted: bool,
    /// A subject in which a leaf is no sheet of paper.
    leaves: bool,
}

impl Reader<'_> {
    /// Takes a piece, and returns how many of the pieces after it went with it.
    fn take(&mut self, piece: &Piece, next: Option<&Piece>, seen: &Seen) -> usize {
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
        if seen.frame {
            self.bound = false;
            self.role = Role::None;
            return 0;
        }
        let last = self.tokens.last().map_or("", |token| token.text.as_str());
        let repeats = text.starts_with("повторени")
            && (matches!(self.before.as_str(), "с" | "со" | "без") || last.starts_with("конструкци"));
        // «строение листа», but «лист по строению клетки».
        let paper = self.tokens.is_empty() && next_text.is_none_or(|next| self.plain.joining.contains(next));
        let leaf = self.leaves && text.starts_with("лист") && self.plain.asks(text) && !paper;
        if repeats || leaf {
            self.push(piece, text, Kind::Word, Weight::Content);
            return 0;
        }
        let little = self.plain.joining.contains(text) || self.plain.asks(text);
        if seen.spoken || (self.shouted && little && !self.plain.negations.contains(text)) {
            self.push(piece, text, Kind::Letter, Weight::Content);
            return 0;
        }
        // «как устроен лист» asks for «строение листа».
        if text == "как" && next_text.is_some_and(|next| next.starts_with("устроен")) {
            self.push(piece, "строение", Kind::Word, Weight::Content);
            return 1;
        }
        // «почему началась война» asks for «причины войны», “why did the war start” for its causes.
        if Plain::asks_for_causes(text, next_text) {
            self.push(piece, if text == "why" { "causes" } else { "причины" }, Kind::Word, Weight::Content);
            return 1;
        }
        // «как происходит фотосинтез», «чему равна сумма углов» ask for nothing but their topic.
        if Plain::asks_for_topic(text, next_text) {
            self.bound = false;
            return 1;
        }
        // «какие бывают углы» asks for «виды углов».
        if matches!(text, "какие" | "каких") && matches!(next_text, Some("бывают" | "существуют" | "есть"))
        {
            self.push(piece, "виды", Kind::Word, Weight::Content);
            return 1;
        }
        for (first, sign) in [("мягк", "ь"), ("тверд", "ъ")] {
            if text.starts_with(first)
                && next_text.is_some_and(|next| matches!(next, "знак" | "знака" | "знаки" | "знаков" | "зн"))
            {
                self.push(piece, sign, Kind::Letter, Weight::Content);
                return 1;
            }
        }
        if !seen.number.is_empty() {
            for number in &seen.number {
                let kind = if number.starts_with(|c: char| c.is_ascii_digit()) { Kind::Number } else { Kind::Word };
                let after = next.filter(|next| next.gap == Gap::Space).map(|next| next.text.as_str());
                let after = after.filter(|_| self.before.is_empty());
                let order = order::of(&piece.text, after, self.tokens.is_empty(), self.plain);
                self.push(piece, number, kind, Weight::Content);
                if let Some(token) = self.tokens.last_mut().filter(|token| token.kind == Kind::Number) {
                    token.ordinal = order;
                }
            }
        } else if seen.mention {
            self.push(piece, text, Kind::Word, Weight::Free);
        } else if self.plain.negations.contains(text) {
            self.push(piece, if text == "ни" { "ни" } else { "не" }, Kind::Not, Weight::Content);
        } else if seen.letter {
            self.push(piece, text, Kind::Letter, Weight::Content);
        } else if (!seen.end || self.tokens.is_empty()) && self.plain.joining.contains(text) {
            // In a Russian title an English joining word is what the title is about.
            let loops = next_text.is_some_and(|next| next.starts_with("loop"));
            if (super::words::is_latin(text) && !seen.latin) || loops {
                self.push(piece, text, Kind::Letter, Weight::Content);
            } else {
                self.join(text);
            }
        } else if self.plain.asks(text) && seen.spoken_of {
            self.push(piece, text, Kind::Letter, Weight::Content);
        } else if self.plain.asks(text) {
            self.bound = false;
            // «кислород и его свойства» is no list of two.
            if matches!(text, "его" | "ее" | "их") && matches!(self.before.as_str(), "и" | "или") {
                self.before.push_str(" его");
            }
            if Plain::questions(text) {
                self.role = Role::None;
            }
        } else {
            let contraction = text.contains('-');
            let kind = if contraction { Kind::Contraction } else { Kind::Word };
            let aside = next.is_some_and(|next| {
                matches!(next.gap, Gap::Stop | Gap::Colon) || matches!(next.text.as_str(), "и" | "или" | "and" | "or")
            });
            // «приставки пре- и при-» are «пре- и при-».
            let names = Plain::carries_spellings(text) && seen.next_is_letter;
            let year = text.starts_with("год") && self.tokens.last().is_some_and(|token| token.kind == Kind::Number);
            // «складывать числа» is «складывать», «император Пётр» is «Пётр».
            let object = self.bound
                && matches!(text, "числа" | "чисел" | "число" | "numbers")
                && self.tokens.last().is_some_and(|token| self.plain.counts(&token.forms));
            let person =
                next.is_some_and(|next| next.capital && next.gap == Gap::Space) && self.plain.names_person(text);
            // «задачи на закон Ома» in physics, «решение задач по теореме синусов» in geometry; what the problems are
            // about comes after them: «применение векторов к решению задач» is more than «применение векторов».
            let problems = self.computed
                && (text.starts_with("задач") || text.starts_with("problem"))
                && !self.tokens.iter().any(|token| token.weight == Weight::Content);
            // «река Волга»: two nouns in the nominative are a name and what bears it.
            let class = next.is_some_and(|next| {
                next.gap == Gap::Space
                    && self.plain.classes.contains(text)
                    && (next.capital || super::words::lemmas(&next.text).first() == Some(&next.text))
            });
            let given = next.is_some_and(|next| next.gap == Gap::Space && self.given(text, next));
            // “writing a loop” is a loop, but “writing equations” is no solving; “the difference of squares” is a topic.
            let loose = match text {
                "writing" | "write" => matches!(next_text, Some("a" | "an")),
                "difference" => next_text == Some("between"),
                "формула" | "формулы" | "формул" => next_text.is_some_and(|next| {
                    ["площад", "объем", "периметр", "длин"].iter().any(|measure| next.starts_with(measure))
                }),
                _ => self.plain.weak(text),
            };
            let weak = year
                || object
                || person
                || problems
                || class
                || given
                || seen.head
                || ((loose || names) && !aside && !seen.end);
            self.push(piece, text, kind, if weak { Weight::Weak } else { Weight::Content });
        }
        0
    }

    /// A given name or a father's name before a surname.
    fn given(&self, text: &str, next: &Piece) -> bool {
        let father = |word: &str| {
            ["ович", "евич", "овн", "евн"].iter().any(|mark| {
                word.rsplit_once(mark).is_some_and(|(name, ending)| {
                    name.chars().count() > 2 && matches!(ending, "" | "а" | "у" | "ем" | "е" | "ы" | "ой" | "ою")
                })
            })
        };
        let surname = next.capital || Forms::of(&next.text).is_surname();
        if father(text) {
            return surname && self.tokens.last().is_some_and(|name| self.plain.is_name(&name.text));
        }
        self.plain.is_name(text) && (father(&next.text) || self.literary && surname)
    }

    fn join(&mut self, text: &str) {
        self.bound = false;
        // “of a difference” stands after “of”.
        if !matches!(text, "a" | "an" | "the") || self.before.is_empty() {
            text.clone_into(&mut self.before);
        }
        self.role = match text {
            "из" | "изо" | "от" | "ото" | "по" | "from" => Role::Source,
            "в" | "во" | "на" | "к" | "ко" | "to" | "into" | "by" => Role::Target,
            "и" | "или" | "and" | "or" | "a" | "an" | "the" => self.role,
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
            near: None,
            ordinal: None,
        });
        self.bound = true;
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
