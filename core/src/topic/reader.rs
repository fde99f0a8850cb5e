//! Pieces of a title become tokens, one after another: what each is, and how much it tells.

use super::morphology::Forms;
use super::order;
use super::pieces::{Gap, Piece};
use super::plain::Plain;
use super::title::{Kind, Role, Token, Weight};

/// What the passes before have seen in a piece.
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
pub(super) struct Seen {
    pub letter: bool,
    pub number: Vec<String>,
    pub mention: bool,
    pub next_is_letter: bool,
    /// A word of asking that the title is about: «союзы что и чтобы», “who and whom”.
    pub spoken_of: bool,
    pub latin: bool,
    pub end: bool,
    /// A word a lesson of English is about.
    pub spoken: bool,
    /// A word of the frame around an English topic.
    pub frame: bool,
    /// The kind of word beside the word itself.
    pub head: bool,
}

/// A title while it is read.
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
pub(super) struct Reader<'a> {
    pub plain: &'a Plain,
    pub tokens: Vec<Token>,
    pub role: Role,
    pub bound: bool,
    pub before: String,
    pub literary: bool,
    /// A subject in which working on a topic is solving problems.
    pub computed: bool,
    /// The piece is all capitals among small letters: «функция ЕСЛИ», «виды ПО».
    pub shouted: bool,
    /// A subject in which a leaf is no sheet of paper.
    pub leaves: bool,
}

impl Reader<'_> {
    /// Takes a piece, and returns how many of the pieces after it went with it.
    pub(super) fn take(&mut self, piece: &Piece, next: Option<&Piece>, after: Option<&Piece>, seen: &Seen) -> usize {
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
        if Plain::asks_for_causes_of(text, next_text) {
            self.push(piece, "причины", Kind::Word, Weight::Content);
            return 0;
        }
        // «как происходит фотосинтез», «чему равна сумма углов» ask for nothing but their topic.
        if Plain::asks_for_topic(text, next_text) {
            self.bound = false;
            self.forget_preposition();
            return 1;
        }
        if let Some(side) = Plain::asks_for_side(text, next_text).filter(|_| !self.names_side(after)) {
            self.forget_preposition();
            self.push(piece, side, Kind::Word, Weight::Content);
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

    /// «в каких случаях», «для чего»: the preposition belongs to the question.
    fn forget_preposition(&mut self) {
        if !matches!(self.before.as_str(), "и" | "или" | "and" | "or") {
            self.before.clear();
            self.role = Role::None;
        }
    }

    /// «какие бывают виды углов» names itself what it asks for.
    fn names_side(&self, piece: Option<&Piece>) -> bool {
        piece.is_some_and(|piece| self.plain.aspect(&Forms::of(&piece.text)).is_some())
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
