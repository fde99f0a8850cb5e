//! The words of the curriculum: which subject they tell, how they are spelt, what is cut short in them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon;
use super::tokens::{fold, tokens};
use crate::domain::{Grade, Subject};
use crate::programme;
use crate::topic::{known, lemmas};

const SUBJECTS: usize = Subject::ALL.len();
/// A subject with few topics must not make each of its words weigh more.
const LEAST_TOPICS: f32 = 150.0;
/// How often any word may stand in any subject.
const CHANCE: f32 = 0.004;
/// How much a term of our own list counts beside one phrasing of the programme.
const TERM: u16 = 3;

struct Curriculum {
    /// In how many phrasings of each subject a stem stands, and in which grades as bits.
    counts: HashMap<String, [(u16, u16); SUBJECTS]>,
    /// How many topics each subject has.
    topics: [f32; SUBJECTS],
    /// Stems that follow one another.
    neighbours: HashSet<(String, String)>,
    /// Every form, with the forms it stands before.
    forms: BTreeMap<String, BTreeSet<String>>,
    /// The same forms, to be looked up quickly.
    written: HashSet<String>,
    /// Whole phrasings as sorted stems: the subject and the grades of the topic.
    names: HashMap<Vec<String>, Vec<(Subject, Grade, Grade)>>,
}

static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

static CURRICULUM: LazyLock<Curriculum> = LazyLock::new(|| {
    let mut all = Curriculum {
        counts: HashMap::new(),
        topics: [0.0; SUBJECTS],
        neighbours: HashSet::new(),
        forms: BTreeMap::new(),
        written: HashSet::new(),
        names: HashMap::new(),
    };
    for topic in programme::all() {
        all.topics[index(topic.subject)] += 1.0;
        // A lesson of Russian grammar is asked for in Russian; in English the same words are English grammar.
        let names = topic.phrasings().filter(|name| topic.subject != Subject::Russian || !name.is_ascii());
        for name in names {
            let taught = Grade::all().filter(|grade| topic.grades.contains(grade));
            let bits = taught.fold(0, |bits, grade| bits | 1 << grade.number());
            let stems = all.read(name, topic.subject, 1, bits);
            let grades = (topic.subject, *topic.grades.start(), *topic.grades.end());
            all.names.entry(stems).or_default().push(grades);
        }
    }
    let mut subject = None;
    for line in include_str!("../../data/lexicon/curriculum.txt").lines().map(str::trim) {
        if let Some(code) = line.strip_prefix('[') {
            subject = Subject::from_code(code.trim_end_matches(']'));
        } else if let (Some(subject), false) = (subject, line.is_empty() || line.starts_with('#')) {
            for term in line.split(',').map(str::trim) {
                all.read(term, subject, TERM, 0);
            }
        }
    }
    all
});

impl Curriculum {
    /// Takes in a phrasing; its stems, sorted.
    fn read(&mut self, phrase: &str, subject: Subject, weight: u16, grades: u16) -> Vec<String> {
        let words: Vec<String> = tokens(phrase).into_iter().map(|token| token.word).collect();
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        for (n, word) in words.iter().enumerate() {
            self.written.insert(word.clone());
            let forms = self.forms.entry(word.clone()).or_default();
            if let Some(next) = words.get(n + 1) {
                forms.insert(next.clone());
                self.neighbours.insert((stems[n].clone(), stems[n + 1].clone()));
            }
            if content(word) {
                let (count, taught) = &mut self.counts.entry(stems[n].clone()).or_default()[index(subject)];
                *count += weight;
                *taught |= grades;
            }
        }
        let mut own: Vec<String> = words.iter().zip(stems).filter(|(word, _)| content(word)).map(|(_, s)| s).collect();
        own.sort();
        own.dedup();
        own
    }
}

fn index(subject: Subject) -> usize {
    subject as usize
}

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> String {
    let word = fold(word);
    if word.is_ascii() { ENGLISH.stem(&word) } else { RUSSIAN.stem(&word) }.into_owned()
}

/// Whether a word may tell something.
pub(super) fn content(word: &str) -> bool {
    !joins(word) && (word.chars().count() > 1 || word.chars().all(|c| c.is_ascii_digit()))
}

/// Words that only join others.
pub(super) fn joins(word: &str) -> bool {
    matches!(
        word,
        "и" | "или"
            | "в"
            | "во"
            | "на"
            | "с"
            | "со"
            | "к"
            | "ко"
            | "о"
            | "об"
            | "по"
            | "от"
            | "из"
            | "за"
            | "для"
            | "при"
            | "у"
            | "а"
            | "но"
            | "до"
            | "под"
            | "над"
            | "без"
            | "про"
            | "через"
            | "между"
            | "как"
            | "что"
            | "the"
            | "a"
            | "an"
            | "of"
            | "and"
            | "or"
            | "in"
            | "on"
            | "to"
            | "for"
            | "with"
            | "at"
            | "by"
            | "from"
            | "about"
            | "as"
            | "into"
            | "is"
            | "are"
    )
}

/// Whether the curriculum speaks so.
pub(super) fn speaks(word: &str) -> bool {
    content(word) && word.chars().any(char::is_alphabetic) && CURRICULUM.counts.contains_key(&stem(word))
}

/// Whether the curriculum has these words side by side.
pub(super) fn joined(first: &str, second: &str) -> bool {
    CURRICULUM.neighbours.contains(&(stem(first), stem(second)))
}

/// The subject that words of a topic tell, among those that may be meant, and how sure that is.
pub(super) fn subject_of(words: &[&str], among: &[Subject], grade: Option<Grade>) -> Option<(Subject, f32)> {
    let all = &*CURRICULUM;
    let own = stems(words);
    if own.is_empty() {
        return None;
    }
    if let Some(named) = all.names.get(&own) {
        let fits = |first: Grade, last: Grade| grade.is_none_or(|grade| (first..=last).contains(&grade));
        let named = named.iter().filter(|(s, first, last)| among.contains(s) && fits(*first, *last));
        let mut subjects: Vec<Subject> = named.map(|(s, ..)| *s).collect();
        subjects.dedup();
        if let [only] = subjects[..] {
            return Some((only, 0.97));
        }
    }
    let mut scores = [0.0_f32; SUBJECTS];
    let mut heard = false;
    for word in words.iter().filter(|word| content(word) && word.chars().any(char::is_alphabetic)) {
        let Some(counts) = all.counts.get(&stem(word)) else { continue };
        heard = true;
        let rate = |s: usize| {
            let (count, taught) = counts[s];
            let now = match grade {
                Some(grade) if taught & 1 << grade.number() != 0 => 2.0,
                Some(_) if taught != 0 => 0.6,
                _ => 1.0,
            };
            f32::from(count) * now / all.topics[s].max(LEAST_TOPICS) + CHANCE
        };
        let mean = (0..SUBJECTS).map(rate).sum::<f32>() / 15.0;
        (0..SUBJECTS).for_each(|s| scores[s] += (rate(s) / mean).ln());
    }
    if !heard {
        return None;
    }
    let mut ranked: Vec<(f32, Subject)> = among.iter().map(|s| (scores[index(*s)], *s)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, subject) = *ranked.first()?;
    let second = ranked.get(1).map_or(best - 3.0, |(score, _)| *score);
    (best > 0.0).then(|| (subject, 1.0 - (second - best).exp() * 0.9))
}

/// How strongly words speak for one subject; unknown words speak for none.
pub(super) fn weight(words: &[&str], subject: Subject) -> f32 {
    let all = &*CURRICULUM;
    let rate = |word: &&&str| {
        let counts = all.counts.get(&stem(word))?;
        Some(f32::from(counts[index(subject)].0))
    };
    words.iter().filter(|word| content(word)).filter_map(|word| rate(&word)).sum()
}

/// The one grade in which a subject has a topic of this name.
pub(super) fn grade_of(words: &[&str], subject: Subject) -> Option<Grade> {
    let named = CURRICULUM.names.get(&stems(words))?;
    let mut grades: Vec<Grade> = named.iter().filter(|(s, ..)| *s == subject).map(|(_, first, _)| *first).collect();
    grades.dedup();
    if let [only] = grades[..] { Some(only) } else { None }
}

fn stems(words: &[&str]) -> Vec<String> {
    let mut stems: Vec<String> = words.iter().filter(|word| content(word)).map(|word| stem(word)).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// Whether a word needs no mending.
pub(super) fn is_word(word: &str) -> bool {
    known(word) || lexicon::known(word) || word.split('-').all(known)
}

/// Whether a word that exists may still be another one cut short: «арифм».
pub(super) fn may_be_cut(word: &str) -> bool {
    lemmas(word).is_empty() && !lexicon::known(word) && !CURRICULUM.counts.contains_key(&stem(word))
}

/// Whether the curriculum itself writes a word so.
pub(super) fn has_form(word: &str) -> bool {
    CURRICULUM.written.contains(word)
}

/// The word a slip of the keyboard or of the ear was meant to be.
pub(super) fn mended(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return None;
    }
    let alphabet = if word.is_ascii() {
        "abcdefghijklmnopqrstuvwxyz"
    } else {
        "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    };
    let mut best: Option<(u8, String)> = None;
    let mut offer = |letters: &[char]| {
        let word: String = letters.iter().collect();
        let worth = if has_form(&word) {
            3
        } else if !known(&word) {
            return;
        } else if lexicon::known(&word) {
            3
        } else if speaks(&word) {
            2
        } else {
            return;
        };
        if best.as_ref().is_none_or(|(least, _)| worth > *least) {
            best = Some((worth, word));
        }
    };
    for i in 0..=letters.len() {
        let mut other = letters.clone();
        if i < letters.len() {
            other.remove(i);
            offer(&other);
        }
        if i + 1 < letters.len() {
            other.clone_from(&letters);
            other.swap(i, i + 1);
            offer(&other);
        }
        for c in alphabet.chars() {
            if i < letters.len() {
                other.clone_from(&letters);
                other[i] = c;
                offer(&other);
            }
            other.clone_from(&letters);
            other.insert(i, c);
            offer(&other);
        }
    }
    best.map(|(_, word)| word)
}

/// The whole word of one cut short («тригонометрич», «арифм»), one that may stand before `next`.
pub(super) fn completed(short: &str, next: Option<&str>) -> Option<String> {
    if short.chars().count() < 4 {
        return None;
    }
    let from = CURRICULUM.forms.range(short.to_owned()..).take_while(|(form, _)| form.starts_with(short));
    let longer = from.filter(|(form, _)| form.chars().count() > short.chars().count() + 1 && known(form));
    let agrees = |after: &BTreeSet<String>| next.is_some_and(|next| after.contains(next));
    let (mut first, mut agreeing) = (None, None);
    for (form, after) in longer {
        first = first.or(Some(form));
        if agrees(after) {
            agreeing = agreeing.or(Some(form));
        }
    }
    agreeing.or(first).cloned()
}

/// A phrase after «по» in the case it is named by: «законам Менделя» → «законы Менделя».
pub(super) fn named(word: &str) -> Option<String> {
    let of = lemmas(word);
    let same = |form: &String| known(form) && lemmas(form).iter().any(|lemma| of.contains(lemma));
    let turned = |endings: &[(&str, &[&str])]| {
        endings.iter().find_map(|(ending, instead)| {
            let base = word.strip_suffix(ending)?;
            let instead = instead.iter().filter(|end| **end != "ии" || !of.iter().any(|lemma| lemma.ends_with("ие")));
            instead.map(|end| format!("{base}{end}")).find(same)
        })
    };
    turned(&[
        ("иям", &["ии", "ия"]),
        ("ям", &["и", "я"]),
        ("ам", &["ы", "и", "а"]),
        ("ым", &["ые"]),
        ("им", &["ие"]),
        ("ой", &["ая"]),
        ("ей", &["ая"]),
        ("ому", &["ый", "ой", "ое"]),
        ("ему", &["ий", "ее"]),
        ("ию", &["ие"]),
        ("ии", &["ия"]),
        ("ке", &["ка"]),
        ("е", &["а"]),
        ("и", &["ь"]),
        ("у", &["", "о"]),
        ("ю", &["ь", "й", "е"]),
    ])
}
