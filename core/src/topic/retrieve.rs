//! Finding a topic among the known wordings of one partition.

use std::collections::{HashMap, HashSet};

use super::title::{Kind, Title};
use super::verify::{self, Verdict};
use super::{Asked, resolve, verify as compare};

const DIMENSIONS: usize = 256;
/// As many wordings of the likest vectors are looked at closely.
const CANDIDATES: usize = 20;
/// A rejected candidate from this score on is worth a judge's question.
const GREY: f64 = 0.6;

/// Known wordings of one subject, grade and language, each naming a topic; several may name one.
pub struct Library<Id> {
    wordings: Vec<Option<(Id, Asked)>>,
    /// One after another, so that looking through all of them is one run through memory.
    vectors: Vec<i8>,
    by_trait: HashMap<String, Vec<usize>>,
    free: Vec<usize>,
}

/// What a library has for a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<Id> {
    /// Topics that would serve, each once, the likest first.
    pub passing: Vec<(Id, Verdict)>,
    /// The nearest topic that does not pass, if it is near enough to ask a judge.
    pub grey: Option<(Id, Verdict)>,
}

impl<Id: Copy> Found<Id> {
    /// The one topic that may be served; none when two answer, as one of them is wrong.
    pub fn hit(&self) -> Option<(Id, Verdict)> {
        match self.passing[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

impl<Id> Default for Library<Id> {
    fn default() -> Self {
        Self { wordings: Vec::new(), vectors: Vec::new(), by_trait: HashMap::new(), free: Vec::new() }
    }
}

impl<Id: Copy + Eq> Library<Id> {
    /// An empty library.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many wordings it holds.
    pub fn len(&self) -> usize {
        self.wordings.len() - self.free.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a wording of a topic.
    pub fn add(&mut self, id: Id, wording: Asked) {
        let at = self.free.pop().unwrap_or(self.wordings.len());
        for name in traits(&wording) {
            self.by_trait.entry(name).or_default().push(at);
        }
        let vector = vector(&wording.title);
        if at == self.wordings.len() {
            self.wordings.push(Some((id, wording)));
            self.vectors.extend(vector);
        } else {
            self.wordings[at] = Some((id, wording));
            self.vectors[at * DIMENSIONS..(at + 1) * DIMENSIONS].copy_from_slice(&vector);
        }
    }

    /// Takes every wording of a topic away.
    pub fn remove(&mut self, id: Id) {
        for at in 0..self.wordings.len() {
            let Some((_, wording)) = self.wordings[at].take_if(|(other, _)| *other == id) else { continue };
            for name in traits(&wording) {
                if let Some(places) = self.by_trait.get_mut(&name) {
                    places.retain(|place| *place != at);
                }
            }
            self.vectors[at * DIMENSIONS..(at + 1) * DIMENSIONS].fill(0);
            self.free.push(at);
        }
    }

    /// The topics whose wordings ask for the same worksheet.
    pub fn find(&self, asked: &Asked) -> Found<Id> {
        let mut found = Found { passing: Vec::new(), grey: None };
        for (id, wording) in self.candidates(asked) {
            let verdict = compare(asked, wording);
            if verdict.accepted() {
                match found.passing.iter_mut().find(|(other, _)| *other == id) {
                    Some((_, known)) if verdict.score > known.score => *known = verdict,
                    Some(_) => {}
                    None => found.passing.push((id, verdict)),
                }
            } else if verdict.score >= GREY && found.grey.is_none_or(|(_, grey)| verdict.score > grey.score) {
                found.grey = Some((id, verdict));
            }
        }
        found.passing.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score));
        found.grey = found.grey.filter(|(id, _)| !found.passing.iter().any(|(passing, _)| passing == id));
        found
    }

    /// The wordings nearest by vector, and those that share rare traits.
    fn candidates(&self, asked: &Asked) -> Vec<(Id, &Asked)> {
        let query = vector(&asked.title);
        let query = query.map(i16::from);
        let near = self.vectors.as_chunks().0.iter().map(|vector| likeness(&query, vector).into()).collect();
        let mut sharing = vec![0.0_f32; self.wordings.len()];
        for name in traits(asked) {
            let places = self.by_trait.get(&name).map_or(&[][..], Vec::as_slice);
            #[expect(clippy::cast_precision_loss, reason = "a library is far smaller than 2^24")]
            let rare = 1.0 / (1.0 + places.len() as f32);
            for &at in places {
                sharing[at] += rare;
            }
        }
        let mut taken = HashSet::new();
        let mut candidates = Vec::new();
        for (values, count) in [(near, CANDIDATES), (sharing, 2 * CANDIDATES)] {
            for at in greatest(values, count) {
                if taken.insert(at)
                    && let Some((id, wording)) = &self.wordings[at]
                {
                    candidates.push((*id, wording));
                }
            }
        }
        candidates
    }
}

/// The product of two vectors of length 127. No sum of some of its parts is beyond 127², rounding aside, so that short
/// numbers hold it, of which the compiler takes many at once.
fn likeness(a: &[i16; DIMENSIONS], b: &[i8; DIMENSIONS]) -> i16 {
    a.iter().zip(b).fold(0, |sum, (a, b)| sum.wrapping_add(a.wrapping_mul(i16::from(*b))))
}

/// The places of the greatest values above zero.
fn greatest(values: Vec<f32>, count: usize) -> Vec<usize> {
    let mut places: Vec<(f32, usize)> =
        values.into_iter().enumerate().filter(|(_, value)| *value > 0.0).map(|(at, value)| (value, at)).collect();
    if places.len() > count {
        places.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0));
        places.truncate(count);
    }
    places.into_iter().map(|(_, at)| at).collect()
}

/// First three letters of words, numbers, initials of runs of words, and what the curriculum knows of the title.
fn traits(asked: &Asked) -> HashSet<String> {
    let title = &asked.title;
    let words: Vec<&str> = title.tokens.iter().map(|token| token.text.as_str()).collect();
    let mut found: HashSet<String> = words.iter().map(|word| word.chars().take(3).collect()).collect();
    for start in 0..words.len() {
        for length in 2..=4 {
            if let Some(run) = words.get(start..start + length) {
                found.insert(format!("={}", run.iter().filter_map(|word| word.chars().next()).collect::<String>()));
            }
        }
    }
    for token in title.tokens.iter().filter(|token| token.kind == Kind::Word && token.text.chars().count() < 5) {
        found.insert(format!("={}", token.text));
    }
    for (at, lexicon) in asked.lexicons().iter().enumerate() {
        found.extend(lexicon.stands_in(title).synonyms.iter().map(|synonym| format!("~{at}.{}", synonym.line)));
    }
    found.extend(resolve(asked).iter().map(|topic| format!("!{}", topic.code)));
    found
}

/// Hashed runs of three to five letters and word stems, of length 127.
fn vector(title: &Title) -> [i8; DIMENSIONS] {
    let mut vector = [0.0_f32; DIMENSIONS];
    let mut count = |feature: &str, weight: f32| {
        let hash = feature
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let at = usize::try_from(hash % DIMENSIONS as u64).unwrap_or_default();
        vector[at] += if hash >> 63 == 0 { weight } else { -weight };
    };
    for key in verify::keys(title) {
        count(key, 2.0);
    }
    for token in &title.tokens {
        let letters: Vec<char> = format!(" {} ", token.text).chars().collect();
        for length in 3..=5 {
            for run in letters.windows(length) {
                count(&run.iter().collect::<String>(), 0.5);
            }
        }
    }
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    #[expect(clippy::cast_possible_truncation, reason = "no part is longer than the whole, which is 127")]
    vector.map(|x| if length > 0.0 { (x / length * 127.0).round() as i8 } else { 0 })
}
