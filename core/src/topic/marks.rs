//! What single pieces of a title are, seen from their neighbours: initials, grades, letters, numbers, the subject's name.

use std::ops::Range;

use crate::domain::Subject;

use super::pieces::{Gap, Piece};
use super::plain::{self, Plain};
use super::words;

/// Without initials, and the first of each name's: «И. С. Тургенев», «а.с. пушкин», among works of literature «м. горький» too.
pub(super) fn without_initials(pieces: Vec<Piece>, literary: bool) -> (Vec<Piece>, Vec<char>) {
    let initial = |piece: &Piece| {
        let one = piece.text.chars().count() == 1 && piece.text.chars().all(char::is_alphabetic);
        piece.dot && (one || matches!(piece.text.as_str(), "дж" | "ж"))
    };
    let is: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let piece = &pieces[at];
            let beside = |other: Option<&Piece>| other.is_some_and(&initial);
            let named =
                literary && pieces.get(at + 1).is_some_and(|next| next.gap != Gap::Space || next.text.len() > 2);
            initial(piece)
                && (piece.capital || named || beside(pieces.get(at + 1)) || at > 0 && beside(pieces.get(at - 1)))
        })
        .collect();
    let begins = |at: usize| is[at] && !(at > 0 && is[at - 1]);
    let firsts = (0..pieces.len()).filter(|&at| begins(at)).filter_map(|at| pieces[at].text.chars().next()).collect();
    let mut is = is.iter();
    (pieces.into_iter().filter(|_| is.next() != Some(&true)).collect(), firsts)
}

/// Compounds apart unless they are one word or a contraction: «жи-ши», «предложение-вопрос», «ур-я».
pub(super) fn compounds(pieces: Vec<Piece>, plain: &Plain) -> Vec<Option<Piece>> {
    let mut found = Vec::new();
    for piece in pieces {
        let parts: Vec<&str> = piece.text.split('-').collect();
        let [first, rest @ ..] = parts.as_slice() else { continue };
        let length = |part: &str| part.chars().count();
        let short = !plain.short(&piece.text).is_empty();
        let spelling =
            !short && parts.iter().all(|part| plain.spellings.contains(*part) || plain.parts.contains(*part));
        let contraction = rest.len() == 1 && !piece.dot && length(first) <= 6 && length(rest[0]) <= 4 && !spelling;
        if rest.is_empty()
            || contraction && !piece.text.is_ascii() && !(length(rest[0]) > 2 && words::known(rest[0]))
            || words::known(&piece.text)
        {
            found.push(Some(piece));
            continue;
        }
        for (n, part) in parts.iter().enumerate() {
            let gap = if n == 0 { piece.gap } else { Gap::Space };
            let dot = piece.dot && n == rest.len();
            found.push(Some(Piece {
                text: (*part).to_owned(),
                edge: piece.edge || spelling,
                gap,
                dot,
                ..piece.clone()
            }));
        }
    }
    found
}

/// Takes «7 класс», «5 кл», “grade 3”, “6th grade” away.
pub(super) fn take_grade(pieces: &mut [Option<Piece>]) -> Option<u8> {
    let mut grade = None;
    for at in 0..pieces.len() {
        let Some(piece) = &pieces[at] else { continue };
        if !matches!(
            piece.text.as_str(),
            "класс" | "класса" | "классе" | "классу" | "кл" | "классов" | "grade" | "gr" | "year"
        ) {
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
        // «5 б класс»: the form's letter goes too.
        let letter = at.checked_sub(1).filter(|&before| {
            pieces[before].as_ref().is_some_and(|piece| matches!(piece.text.as_str(), "а" | "б" | "в" | "г" | "д"))
        });
        let before = letter.unwrap_or(at).checked_sub(1).filter(|&before| number(pieces.get(before)).is_some());
        let after = Some(at + 1).filter(|&after| number(pieces.get(after)).is_some());
        let english = piece.text.is_ascii();
        let place = if english { after.or(before) } else { before.or(after) };
        if let Some(place) = place {
            grade = number(pieces.get(place));
            pieces[at] = None;
            pieces[place] = None;
            if let Some(letter) = letter.filter(|_| place < at) {
                pieces[letter] = None;
            }
        }
    }
    grade
}

/// Which pieces are letters or spellings and not words: «н и нн», «пре-», «о и е».
pub(super) fn letters(pieces: &[Option<Piece>], latin: bool) -> Vec<bool> {
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
            let beside_spelling = at > 0 && Plain::names_spellings(text(at - 1)) && !joins;
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
            let before = (at > 1 && and(at - 1) && is[at - 2])
                || (at > 0 && listed(own_gap) && is[at - 1] && !Plain::questions(text(at + 1)));
            let after =
                (and(at + 1) && is.get(at + 2) == Some(&true)) || (listed(gap) && is.get(at + 1) == Some(&true));
            let article = latin && matches!((text(at), text(at + 1)), ("a" | "an", "an" | "the"));
            let pair = text(at) == "при" && (0..pieces.len()).any(|other| text(other) == "пре");
            is[at] = before || after || article || pair;
        }
    }
    is
}

/// Numbers in digits, whatever they were written in; «двузначный» is «2 значный».
pub(super) fn numbers(pieces: &[Option<Piece>], plain: &Plain, latin: bool) -> Vec<Vec<String>> {
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
            if let Some(number) =
                roman(word).filter(|_| century || !latin || piece.upper || (at > 0 && text(at - 1) == "war"))
            {
                let lone = word.chars().count() == 1;
                let loose = matches!(word, "x" | "v" | "х") && !century && !piece.capital;
                let english = latin && lone && text(at.wrapping_sub(1)) != "war";
                if !loose && !english && (piece.capital || century || !lone || word.starts_with(['i', 'і'])) {
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
pub(super) fn explanation(pieces: &[Option<Piece>]) -> Range<usize> {
    let asks = pieces.first().and_then(Option::as_ref).is_some_and(|first| Plain::questions(&first.text));
    let colon = pieces.iter().position(|piece| piece.as_ref().is_some_and(|piece| piece.gap == Gap::Colon));
    if asks { 0..colon.unwrap_or_default() } else { 0..0 }
}

/// Whether a word of asking is what the title is about: it stands in a list, at the end, or in another language.
pub(super) fn spoken_of(pieces: &[Option<Piece>], at: usize, latin: bool) -> bool {
    let text = |at: usize| pieces.get(at).and_then(Option::as_ref).map_or("", |piece| piece.text.as_str());
    let and = |at: usize| matches!(text(at), "и" | "или" | "and" | "or" | "vs");
    let next = pieces.get(at + 1).and_then(Option::as_ref);
    let listed =
        and(at + 1) || next.is_some_and(|next| next.gap == Gap::Slash) || next.is_none() && at > 0 && and(at - 1);
    let foreign = words::is_latin(text(at)) && !latin;
    foreign || (Plain::questions(text(at)) && listed)
}

/// Which pieces name the subject itself, at either end of the title or beside the grade.
pub(super) fn mentions(pieces: &[Option<Piece>], plain: &Plain, subjects: &[Subject]) -> Vec<bool> {
    let mut is = vec![false; pieces.len()];
    let standing: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].is_some()).collect();
    let name = |from: usize, count: usize| {
        let words: Vec<&str> = standing
            .get(from..from + count)?
            .iter()
            .filter_map(|&at| pieces[at].as_ref())
            .map(|piece| piece.text.as_str())
            .collect();
        Some(plain.names_subject(&words.join(" "), subjects))
    };
    for from in 0..standing.len() {
        for count in [3, 2, 1] {
            if name(from, count) != Some(true) || count >= standing.len() {
                continue;
            }
            // «британский английский» is no title of English in British.
            let text = |at: usize| pieces[standing[at]].as_ref().map_or("", |piece| piece.text.as_str());
            if count == 1 && from > 0 && text(from).ends_with("ий") && text(from - 1).ends_with('й') {
                continue;
            }
            let gap_before = from > 0 && standing[from - 1] + 1 < standing[from];
            let gap_after = standing.get(from + count).is_some_and(|next| standing[from + count - 1] + 1 < *next);
            if from == 0 || from + count == standing.len() || gap_before || gap_after {
                for &at in &standing[from..from + count] {
                    is[at] = true;
                }
                return is;
            }
        }
    }
    is
}

/// The grade it was asked for, beside the subject's name: «био 9 моногибридное скрещивание».
pub(super) fn grade_beside(pieces: &[Option<Piece>], mentions: &[bool], grade: u8) -> Option<usize> {
    let is = |at: usize| {
        let piece = pieces.get(at).and_then(Option::as_ref);
        piece.is_some_and(|piece| piece.text == grade.to_string())
    };
    let (first, last) = (mentions.iter().position(|is| *is)?, mentions.iter().rposition(|is| *is)?);
    let others = pieces.iter().flatten().count() > last + 2 - first;
    [Some(last + 1), first.checked_sub(1)].into_iter().flatten().find(|&at| others && is(at))
}
