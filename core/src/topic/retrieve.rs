//! Finding a topic among the known wordings of one partition.

use std::collections::{HashMap, HashSet};

use super::title::{Kind, Title};
use super::verify::{self, Verdict};
use super::{Asked, verify as compare};

const DIMENSIONS: usize = 256;
/// As many wordings of the likest vectors are looked at closely.
const CANDIDATES: usize = 20;
/// A rejected candidate from this score on is worth a judge's question.
const GREY: f64 = 0.6;

/// Known wordings of one subject, grade and language, each naming a topic.
#[derive(Default)]
pub struct Library<Id> {
    wordings: Vec<(Id, Asked, Vec<f32>)>,
    by_beginning: HashMap<String, Vec<usize>>,
}

/// What the library says to a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Match<Id> {
    /// This topic and no other.
    Hit(Id, Verdict),
    /// Two topics answer: none may be served.
    Ambiguous,
    /// None answers; the nearest one, if it is near enough to ask a judge.
    Miss(Option<(Id, Verdict)>),
}

impl<Id: Copy + Eq> Library<Id> {
    /// An empty library.
    pub fn new() -> Self {
        Self { wordings: Vec::new(), by_beginning: HashMap::new() }
    }

    /// Adds a wording of a topic.
    pub fn add(&mut self, id: Id, wording: Asked) {
        for beginning in beginnings(&wording.title) {
            self.by_beginning.entry(beginning).or_default().push(self.wordings.len());
        }
        let vector = vector(&wording.title);
        self.wordings.push((id, wording, vector));
    }

    /// The one topic whose wording asks for the same worksheet.
    pub fn find(&self, asked: &Asked) -> Match<Id> {
        let mut hit: Option<(Id, Verdict)> = None;
        let mut grey: Option<(Id, Verdict)> = None;
        for at in self.candidates(asked) {
            let (id, wording, _) = &self.wordings[at];
            let verdict = compare(asked, wording);
            let better = |other: &Option<(Id, Verdict)>| other.is_none_or(|(_, other)| verdict.score > other.score);
            if verdict.accepted() {
                match hit {
                    Some((other, _)) if other != *id => return Match::Ambiguous,
                    _ if better(&hit) => hit = Some((*id, verdict)),
                    _ => {}
                }
            } else if verdict.score >= GREY && better(&grey) {
                grey = Some((*id, verdict));
            }
        }
        hit.map_or(Match::Miss(grey), |(id, verdict)| Match::Hit(id, verdict))
    }

    /// The wordings nearest by vector, and those that share beginnings of words or initials.
    fn candidates(&self, asked: &Asked) -> Vec<usize> {
        let query = vector(&asked.title);
        let dot = |other: &[f32]| query.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
        let mut near: Vec<(f32, usize)> =
            self.wordings.iter().enumerate().map(|(at, (_, _, vector))| (dot(vector), at)).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for beginning in beginnings(&asked.title) {
            for &at in self.by_beginning.get(&beginning).into_iter().flatten() {
                *shared.entry(at).or_default() += 1;
            }
        }
        let mut sharing: Vec<(usize, usize)> = shared.into_iter().map(|(at, count)| (count, at)).collect();
        sharing.sort_unstable_by(|a, b| b.cmp(a));
        let mut seen = HashSet::new();
        let by_vector = near.into_iter().take(CANDIDATES).map(|(_, at)| at);
        by_vector
            .chain(sharing.into_iter().take(3 * CANDIDATES).map(|(_, at)| at))
            .filter(|at| seen.insert(*at))
            .collect()
    }
}

/// First three letters of words, numbers, initials of runs of words.
fn beginnings(title: &Title) -> HashSet<String> {
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
    found
}

/// Hashed runs of three to five letters and word stems, of length one.
fn vector(title: &Title) -> Vec<f32> {
    let mut vector = vec![0.0_f32; DIMENSIONS];
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
    if length > 0.0 {
        for x in &mut vector {
            *x /= length;
        }
    }
    vector
}
