//! What a lesson of English is about and what only asks for it: “there is”, “used to”, but “how do we use …”.

use super::pieces::{Gap, Piece};
use super::plain::Plain;
use super::words::is_latin;

/// Auxiliaries, question words and the like: nowhere else do they matter, in English they are the topic.
const GRAMMAR: [&str; 27] = [
    "is", "are", "be", "its", "their", "that", "it", "there", "do", "does", "did", "who", "whose", "whom", "which",
    "what", "when", "where", "why", "how", "make", "give", "need", "want", "i", "you", "we",
];

/// Auxiliaries that any list takes for words.
const AUXILIARY: [&str; 22] = [
    "can", "could", "may", "might", "must", "should", "shall", "will", "would", "have", "has", "had", "am", "was",
    "were", "been", "being", "used", "get", "got", "going", "ought",
];

/// Verbs of which “to” is a part.
const TAKES_TO: [&str; 8] = ["have", "has", "had", "used", "ought", "going", "able", "supposed"];

/// What somebody may ask for: the frame before it ends here.
const SHEETS: [&str; 12] = [
    "worksheet",
    "worksheets",
    "exercise",
    "exercises",
    "practice",
    "activity",
    "activities",
    "task",
    "tasks",
    "test",
    "drill",
    "drills",
];

/// Kinds of words, beside the very word: «модальный глагол can» is «can».
const HEADS: [&str; 38] = [
    "глагол",
    "глаголы",
    "глагола",
    "глаголов",
    "оборот",
    "обороты",
    "конструкция",
    "конструкции",
    "структура",
    "слово",
    "слова",
    "артикль",
    "артикли",
    "местоимение",
    "местоимения",
    "предлог",
    "предлоги",
    "союзы",
    "время",
    "времена",
    "вспомогательный",
    "вспомогательные",
    "модальный",
    "модальные",
    "неопределенный",
    "определенный",
    "относительные",
    "verb",
    "verbs",
    "modal",
    "auxiliary",
    "article",
    "articles",
    "preposition",
    "prepositions",
    "pronouns",
    "construction",
    "structure",
];

/// What the pieces of a title are in a lesson of English.
pub(super) struct Spoken {
    /// The very words the lesson is about.
    pub words: Vec<bool>,
    /// Words that only ask.
    pub frame: Vec<bool>,
    /// Kinds of words beside the very word.
    pub heads: Vec<bool>,
}

impl Spoken {
    /// For other subjects: nothing but the frame around an English title.
    pub(super) fn none(pieces: &[Option<Piece>]) -> Self {
        let no = vec![false; pieces.len()];
        Self { words: no.clone(), frame: frame(pieces), heads: no }
    }

    pub(super) fn of(pieces: &[Option<Piece>], plain: &Plain) -> Self {
        let frame = frame(pieces);
        let words = words(pieces, plain, &frame);
        let heads = heads(pieces, &words);
        Self { words, frame, heads }
    }
}

fn text(pieces: &[Option<Piece>], at: usize) -> &str {
    pieces.get(at).and_then(Option::as_ref).map_or("", |piece| piece.text.as_str())
}

/// “How do we use …”, “Make me a worksheet on …”, “How … works”.
fn frame(pieces: &[Option<Piece>]) -> Vec<bool> {
    let mut is = vec![false; pieces.len()];
    let text = |at: usize| text(pieces, at);
    let asker = |at: usize| matches!(text(at), "we" | "you" | "i" | "people" | "one");
    let mut end = 0;
    if matches!(text(0), "how" | "when" | "where") {
        if text(1) == "to" {
            end = 2;
        } else if matches!(text(1), "do" | "does" | "did" | "can" | "should") && asker(2) {
            end = 3;
        }
        if end > 0 && matches!(text(end), "use" | "form" | "make" | "write") {
            end += 1;
        }
    } else if text(0) == "what" && matches!(text(1), "is" | "are") && pieces.len() > 2 {
        end = 2;
    } else if matches!(
        text(0),
        "please" | "make" | "create" | "give" | "need" | "want" | "prepare" | "i" | "can" | "could"
    ) {
        let sheet = (1..pieces.len().min(8)).find(|&at| SHEETS.contains(&text(at)));
        end = sheet.map_or(0, |at| at + 1);
        if sheet.is_none() && matches!(text(1), "me" | "us") {
            end = 2;
        }
    }
    if end < pieces.len() {
        is[..end].fill(true);
    }
    let last = pieces.len().saturating_sub(1);
    let works = text(0) == "how" && matches!(text(last), "work" | "works");
    let began = text(0) == "why" && text(1) == "did" && matches!(text(last), "start" | "begin" | "happen");
    if works && last > 1 || began && last > 2 {
        is[0] = works;
        is[last] = true;
    }
    is
}

fn words(pieces: &[Option<Piece>], plain: &Plain, frame: &[bool]) -> Vec<bool> {
    let text = |at: usize| text(pieces, at);
    let and = |at: usize| matches!(text(at), "и" | "или" | "and" | "or" | "vs" | "versus");
    let stop = |at: usize| {
        pieces.get(at).and_then(Option::as_ref).is_some_and(|piece| matches!(piece.gap, Gap::Stop | Gap::Slash))
    };
    let last = pieces.iter().rposition(Option::is_some).unwrap_or_default();
    let foreign = |at: usize| text(at).is_empty() || !is_latin(text(at));
    let little = |at: usize| is_latin(text(at)) && plain.joining.contains(text(at)) && !and(at);
    let mut is: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let next_and = and(at + 1) && !(text(at) == "to" || text(at) == "of");
            let alone = foreign(at.wrapping_sub(1)) && foreign(at + 1);
            let listed = stop(at + 1) || next_and || (at == last && at > 0) || (alone && last > 0);
            // “a few” is not “few”.
            let quantity = text(at) == "a" && matches!(text(at + 1), "few" | "little");
            let verb = text(at) == "to" && TAKES_TO.contains(&text(at.wrapping_sub(1)));
            !frame[at] && (GRAMMAR.contains(&text(at)) || quantity || verb || little(at) && listed)
        })
        .collect();
    // “in and on the table”, “a / an”: what follows one of them in a list is one too.
    for at in 2..pieces.len() {
        is[at] |= little(at) && and(at - 1) && is[at - 2];
    }
    is
}

fn heads(pieces: &[Option<Piece>], words: &[bool]) -> Vec<bool> {
    let mut is = vec![false; pieces.len()];
    let foreign = pieces.iter().flatten().any(|piece| !is_latin(&piece.text));
    for at in (0..pieces.len()).rev() {
        let word = text(pieces, at);
        if matches!(word, "tense" | "tenses") {
            is[at] = matches!(text(pieces, at.wrapping_sub(1)), "simple" | "perfect" | "continuous" | "progressive");
        }
        if !HEADS.contains(&word) {
            continue;
        }
        let mut next = at + 1;
        while matches!(text(pieces, next), "to" | "the") && words.get(next) == Some(&false) {
            next += 1;
        }
        let very = words.get(next) == Some(&true)
            || AUXILIARY.contains(&text(pieces, next))
            || (foreign && is_latin(text(pieces, next)) && !is_latin(word));
        let separate = pieces.get(at + 1).and_then(Option::as_ref).is_some_and(|next| next.gap == Gap::Slash);
        is[at] = !separate && (very || is.get(at + 1) == Some(&true));
    }
    is
}
