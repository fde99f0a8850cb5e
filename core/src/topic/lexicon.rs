//! What the curriculum calls things: words of one meaning, words easily mixed up, names of topics.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::domain::{Grade, Subject};
use crate::programme::{self, Topic};

use super::align;
use super::lines::{Found, Line, Lines, is_run};
use super::morphology::Forms;
use super::plain;
use super::scope;
use super::title::{Kind, Title, Token};
use super::words;

/// What of a lexicon stands in a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stands {
    /// Words and phrases of one meaning.
    pub synonyms: Vec<Found>,
    /// Words easily mixed up.
    pub confusables: Vec<Found>,
    /// Names of topics.
    pub names: Vec<Found>,
}

/// The lexicon of a subject, with its neighbours' where teachers mix their names.
pub(super) struct Lexicon {
    /// Its place among the lexicons.
    number: usize,
    synonyms: Lines,
    confusables: Lines,
    /// The names of a topic, a topic a line.
    names: Lines,
    /// Words of the curriculum by the first letters of their stems.
    vocabulary: HashMap<char, Vec<Forms>>,
    known: HashSet<String>,
    topics: Vec<&'static Topic>,
    /// Every phrasing of every topic.
    phrasings: Vec<Phrasing>,
    phrasings_by_form: HashMap<String, Vec<usize>>,
    /// Phrasings by the initials of three to six words running.
    phrasings_by_initials: HashMap<String, Vec<usize>>,
    frequency: HashMap<String, u32>,
    /// Endings tell substances apart: «алкан», «алкен», «алкин».
    pub endings_tell: bool,
}

/// A name of a topic.
pub(super) struct Phrasing {
    pub topic: &'static Topic,
    pub title: Title,
    /// The topic's title, not a further name.
    pub own: bool,
    /// It names one member of the list in the title: «вес тела» of «сила тяжести и вес тела».
    pub part: bool,
}

/// As many phrasings of topics are compared with a title.
const NEAR: usize = 60;

const MATHEMATICS: [Subject; 4] = [Subject::Math, Subject::Algebra, Subject::Geometry, Subject::Probability];

/// One a subject, each read when it is first asked for: one takes a good part of what all of them take.
static LEXICONS: [OnceLock<Lexicon>; Subject::ALL.len()] = [const { OnceLock::new() }; Subject::ALL.len()];

/// The lexicon of a subject; the branches of mathematics share one.
pub(super) fn of(subject: Subject) -> Option<&'static Lexicon> {
    let subject = if MATHEMATICS.contains(&subject) { Subject::Math } else { subject };
    let number = Subject::ALL.iter().position(|one| *one == subject)?;
    let fields = if subject == Subject::Math { MATHEMATICS.to_vec() } else { vec![subject] };
    Some(LEXICONS.get(number)?.get_or_init(|| Lexicon::new(number, &fields)))
}

macro_rules! subject_file {
    ($kind:literal, $subject:expr) => {
        match $subject {
            Subject::Math => include_str!(concat!("../../data/lexicon/", $kind, "/math.txt")),
            Subject::Algebra => include_str!(concat!("../../data/lexicon/", $kind, "/algebra.txt")),
            Subject::Geometry => include_str!(concat!("../../data/lexicon/", $kind, "/geometry.txt")),
            Subject::Probability => include_str!(concat!("../../data/lexicon/", $kind, "/probability.txt")),
            Subject::Russian => include_str!(concat!("../../data/lexicon/", $kind, "/russian.txt")),
            Subject::Literature => include_str!(concat!("../../data/lexicon/", $kind, "/literature.txt")),
            Subject::English => include_str!(concat!("../../data/lexicon/", $kind, "/english.txt")),
            Subject::World => include_str!(concat!("../../data/lexicon/", $kind, "/world.txt")),
            Subject::Biology => include_str!(concat!("../../data/lexicon/", $kind, "/biology.txt")),
            Subject::Chemistry => include_str!(concat!("../../data/lexicon/", $kind, "/chemistry.txt")),
            Subject::Physics => include_str!(concat!("../../data/lexicon/", $kind, "/physics.txt")),
            Subject::History => include_str!(concat!("../../data/lexicon/", $kind, "/history.txt")),
            Subject::Social => include_str!(concat!("../../data/lexicon/", $kind, "/social.txt")),
            Subject::Geography => include_str!(concat!("../../data/lexicon/", $kind, "/geography.txt")),
            Subject::Informatics => include_str!(concat!("../../data/lexicon/", $kind, "/informatics.txt")),
        }
    };
}

impl Lexicon {
    fn new(number: usize, subjects: &[Subject]) -> Self {
        let mut lexicon = Self {
            number,
            synonyms: Lines::default(),
            confusables: Lines::default(),
            names: Lines::default(),
            vocabulary: HashMap::new(),
            known: HashSet::new(),
            topics: Vec::new(),
            phrasings: Vec::new(),
            phrasings_by_form: HashMap::new(),
            phrasings_by_initials: HashMap::new(),
            frequency: HashMap::new(),
            endings_tell: subjects.contains(&Subject::Chemistry),
        };
        lexicon.synonyms.add(include_str!("../../data/lexicon/families.txt"), " = ", subjects);
        lexicon.synonyms.add(include_str!("../../data/lexicon/synonyms/common.txt"), " = ", subjects);
        lexicon.confusables.add(include_str!("../../data/lexicon/confusables/common.txt"), " | ", subjects);
        for &subject in subjects {
            lexicon.synonyms.add(subject_file!("synonyms", subject), " = ", subjects);
            lexicon.confusables.add(subject_file!("confusables", subject), " | ", subjects);
        }
        for topic in programme::all().iter().filter(|topic| subjects.contains(&topic.subject)) {
            let title = Title::name(topic.title, &[topic.subject]);
            let mut whole = Vec::new();
            for phrasing in topic.phrasings() {
                let own = phrasing == topic.title;
                let named = if own { title.clone() } else { Title::name(phrasing, &[topic.subject]) };
                // A list in the name of a work is no list of topics: «Хоббит, или Туда и обратно».
                let part = !own && !topic.title.contains('«') && scope::is_part(&title, &named);
                if !part {
                    whole.push(phrasing);
                }
                lexicon.phrasings.push(Phrasing { topic, title: named, own, part });
            }
            lexicon.names.add_line(whole.into_iter(), subjects);
            lexicon.topics.push(topic);
        }
        lexicon.index();
        lexicon
    }

    fn index(&mut self) {
        for (at, Phrasing { title, .. }) in self.phrasings.iter().enumerate() {
            let mut forms: Vec<&str> = title.tokens.iter().flat_map(keys).collect();
            forms.sort_unstable();
            forms.dedup();
            for form in forms {
                self.phrasings_by_form.entry(form.to_owned()).or_default().push(at);
                *self.frequency.entry(form.to_owned()).or_default() += 1;
            }
            for root in title.tokens.iter().flat_map(|token| token.forms.roots()) {
                let places = self.phrasings_by_form.entry(format!("√{root}")).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
            for beginning in title.tokens.iter().filter_map(beginning) {
                let places = self.phrasings_by_form.entry(beginning).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
            let letters: Vec<char> = title.tokens.iter().filter_map(|token| token.text.chars().next()).collect();
            for run in (3..=6).flat_map(|length| letters.windows(length)) {
                self.phrasings_by_initials.entry(run.iter().collect()).or_default().push(at);
            }
        }
        // «арифм прогрессия» beside «арифметическая прогрессия» teaches no new word.
        let cut_short = |line: &Line, token: &Token| {
            let others = line.phrases.iter().flatten();
            !token.forms.known()
                && others
                    .into_iter()
                    .any(|other| other.text.len() > token.text.len() && other.text.starts_with(&token.text))
        };
        let lines = self.synonyms.lines.iter().chain(&self.confusables.lines);
        let phrases = lines.flat_map(|line| line.phrases.iter().flatten().filter(move |token| !cut_short(line, token)));
        let tokens: Vec<Token> =
            phrases.chain(self.phrasings.iter().flat_map(|phrasing| &phrasing.title.tokens)).cloned().collect();
        for token in tokens {
            // An unknown short word may itself be a short form, and must not stand in one's way.
            let length = token.text.chars().count();
            if token.kind != Kind::Word || token.dot || !(token.forms.known() || length > 5) {
                continue;
            }
            let keys = if token.forms.lemmas.is_empty() { &token.forms.stems } else { &token.forms.lemmas };
            let fresh = keys.iter().filter(|key| self.known.insert((*key).clone())).count() > 0;
            if fresh && let Some(first) = token.text.chars().next() {
                self.vocabulary.entry(first).or_default().push(token.forms);
            }
        }
    }

    /// A word of the curriculum, in any form.
    pub(super) fn knows(&self, forms: &Forms) -> bool {
        let keys = if forms.lemmas.is_empty() { &forms.stems } else { &forms.lemmas };
        keys.iter().any(|key| self.known.contains(key))
    }

    /// Words of the curriculum that begin with one of the letters.
    pub(super) fn beginning(&self, letters: &[char]) -> impl Iterator<Item = &Forms> {
        letters.iter().filter_map(|first| self.vocabulary.get(first)).flatten()
    }

    /// What of the lexicon stands in a title; looked up once.
    pub(super) fn stands_in<'a>(&self, title: &'a Title) -> &'a Stands {
        title.stands[self.number].get_or_init(|| Stands {
            synonyms: self.synonyms.find(title),
            confusables: self.confusables.find(title),
            names: self.names_in(title),
        })
    }

    /// Names of topics of the title's grade that stand in it as one run of words.
    fn names_in(&self, title: &Title) -> Vec<Found> {
        let Some(grade) = title.grade.and_then(|grade| Grade::new(grade).ok()) else { return Vec::new() };
        let mut found = self.names.find(title);
        found.retain(|found| is_run(found.mask) && self.topics[found.line].grades.contains(&grade));
        found
    }

    /// Phrasings of topics that share words with a title, in its own words or in words of the same meaning; those
    /// that share most and have least besides.
    pub(super) fn phrasings_near(&self, title: &Title) -> Vec<&Phrasing> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut count = |keys: &mut dyn Iterator<Item = &str>| {
            let mut seen = HashSet::new();
            for key in keys {
                for &at in self.phrasings_by_form.get(key).into_iter().flatten() {
                    if seen.insert(at) {
                        *shared.entry(at).or_default() += 1;
                    }
                }
            }
        };
        for token in &title.tokens {
            let guesses =
                token.guesses.iter().flat_map(|guess| guess.lemmas.iter().chain(&guess.stems).map(String::as_str));
            let roots: Vec<String> = token.forms.roots().iter().map(|root| format!("√{root}")).collect();
            count(&mut keys(token).chain(guesses).chain(roots.iter().map(String::as_str)));
            // A short form: «равнобедр. треуг.», «сл. и выч.».
            if !token.forms.known() || token.dot {
                let words = plain::words().short(&token.text).iter().map(|word| Forms::of(word));
                let full: Vec<String> = words
                    .flat_map(|forms| forms.lemmas.iter().chain(&forms.stems).cloned().collect::<Vec<_>>())
                    .collect();
                let beginning = beginning(token);
                count(&mut full.iter().map(String::as_str).chain(beginning.as_deref()));
            }
        }
        for found in &self.stands_in(title).synonyms {
            let phrases = self.synonyms.lines[found.line].phrases.iter().enumerate();
            for (_, phrase) in phrases.filter(|(at, _)| *at != found.phrase) {
                for token in phrase {
                    count(&mut keys(token));
                }
            }
        }
        for token in title.tokens.iter().filter(|token| token.kind == Kind::Word && !token.forms.known()) {
            for &at in self.phrasings_by_initials.get(&token.text).into_iter().flatten() {
                *shared.entry(at).or_default() += token.text.chars().count();
            }
        }
        let rest = |at: usize| self.phrasings[at].title.tokens.len();
        let mut near: Vec<(usize, usize, usize)> = shared
            .into_iter()
            .map(|(at, count)| ((2 * count + align::LONGEST).saturating_sub(rest(at)), usize::MAX - rest(at), at))
            .collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.into_iter().take(NEAR).map(|(.., at)| &self.phrasings[at]).collect()
    }

    /// How much a token tells: rare words of the programme tell more.
    pub(super) fn weight(&self, token: &Token) -> f64 {
        let seen = keys(token).filter_map(|key| self.frequency.get(key)).max().copied().unwrap_or(0);
        let all = u32::try_from(self.phrasings.len()).unwrap_or(u32::MAX);
        (f64::from(all + 2) / f64::from(seen + 1)).ln() + 1.0
    }
}

/// What a short form of a word is found by.
fn beginning(token: &Token) -> Option<String> {
    let letters: String = token.text.chars().take(3).collect();
    (token.kind == Kind::Word && letters.chars().count() == 3).then(|| format!("^{letters}"))
}

/// What a token is found by.
pub(super) fn keys(token: &Token) -> impl Iterator<Item = &str> {
    let text = (token.kind != Kind::Word).then_some(token.text.as_str());
    text.into_iter().chain(token.forms.lemmas.iter().chain(&token.forms.stems).map(String::as_str))
}

/// Whether a short form may be read as a longer word: it must be no word of the curriculum itself.
pub(super) fn shortens(short: &Token, long: &Token, lexicons: &[&Lexicon]) -> bool {
    let (text, full) = (short.text.as_str(), long.text.as_str());
    let length = text.chars().count();
    if plain::words().short(text).iter().any(|word| long.forms.same_word(&Forms::of(word))) {
        return true;
    }
    let left = full.strip_prefix(text).map(|rest| rest.chars().count());
    let Some(left) = left.filter(|left| *left >= 2) else { return false };
    if length < 3 && !(short.dot && length == 2) || plain::words().is_name(text) {
        return false;
    }
    // «арифм.» is a short form even where the lexicon has it as one.
    let word = || !(short.dot && short.forms.lemmas.is_empty());
    let own = lexicons.iter().any(|lexicon| lexicon.knows(&short.forms)) && word();
    if text.ends_with(|c: char| "аеиоуыэюяьй".contains(c)) || own {
        return false;
    }
    // «лин» is a fish, «кров» a roof: a word of its own stands for a much longer adjective only.
    if words::is_latin(text) {
        return short.dot || !words::known(text) || (length <= 4 && left >= 3);
    }
    let word = short.forms.lemmas.iter().any(|lemma| lemma == text);
    let adjective =
        long.forms.lemmas.iter().any(|lemma| ["ый", "ий", "ой"].iter().any(|ending| lemma.ends_with(ending)));
    // «сорт» of «сортировка»: in this subject nobody asks for the word itself.
    let of_the_subject = length > 3 && left > 3 && lexicons.iter().any(|lexicon| lexicon.knows(&long.forms));
    short.dot || !word || (adjective && left >= 3) || of_the_subject
}
