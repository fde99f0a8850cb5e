//! Which words of one title answer which words of another.

use super::lexicon::{Lexicon, shortens};
use super::morphology::{Forms, adjective_of, quality_of};
use super::spelling::{distance, same_sound};
use super::title::{Kind, Title, Token, Weight};
use super::words;

/// Tokens of both titles that mean the same, a bit each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub a: u64,
    pub b: u64,
    pub score: f64,
    /// A misspelling or a short form was seen through.
    pub guessed: bool,
}

/// How surely a misspelt word is the word it looks like.
pub(super) const MISSPELT: f64 = 0.96;

/// Titles longer than this are not compared.
pub(super) const LONGEST: usize = 40;

/// Every way words of the titles may answer one another.
pub(super) fn links(a: &Title, b: &Title, lexicons: &[&Lexicon]) -> Vec<Link> {
    let mut links = Vec::new();
    for (i, one) in a.tokens.iter().enumerate() {
        for (j, other) in b.tokens.iter().enumerate() {
            if let Some(score) = same(one, other, lexicons) {
                links.push(Link { a: 1 << i, b: 1 << j, score, guessed: score < 0.98 });
            } else if described(&a.tokens, i, &b.tokens, j)
                || described(&b.tokens, j, &a.tokens, i)
                || qualified(&a.tokens, i, &b.tokens, j)
                || qualified(&b.tokens, j, &a.tokens, i)
            {
                links.push(Link { a: 1 << i, b: 1 << j, score: 0.97, guessed: false });
            }
        }
    }
    for lexicon in lexicons {
        let (in_a, in_b) = (lexicon.stands_in(a), lexicon.stands_in(b));
        let of = |title: &Title, mask: u64, kind: Kind| {
            let tokens = title.tokens.iter().enumerate();
            tokens.filter(|(at, token)| mask & (1 << at) != 0 && token.kind == kind).count()
        };
        let brings = |mask_a: u64, mask_b: u64, kind: Kind| of(a, mask_a, kind) != of(b, mask_b, kind);
        for (ones, others, named) in [(&in_a.synonyms, &in_b.synonyms, false), (&in_a.names, &in_b.names, true)] {
            for one in ones {
                for other in others.iter().filter(|other| other.line == one.line && other.phrase != one.phrase) {
                    // A name inside a longer title proves nothing about a negation or a number it brings along, nor about
                    // a list of which only the first member is its.
                    let proves = || {
                        let words = one.mask.count_ones() == other.mask.count_ones();
                        !brings(one.mask, other.mask, Kind::Not)
                            && !brings(one.mask, other.mask, Kind::Number)
                            && (words || !goes_on(a, one.mask) && !goes_on(b, other.mask))
                    };
                    if !named || proves() {
                        links.push(Link { a: one.mask, b: other.mask, score: 0.98, guessed: false });
                    }
                }
            }
        }
    }
    for (mask_a, mask_b) in spelled_out(&a.tokens, &b.tokens) {
        links.push(Link { a: mask_a, b: mask_b, score: 0.97, guessed: true });
    }
    for (mask_b, mask_a) in spelled_out(&b.tokens, &a.tokens) {
        links.push(Link { a: mask_a, b: mask_b, score: 0.97, guessed: true });
    }
    links.sort_by(|a, b| b.score.total_cmp(&a.score));
    links
}

/// Whether a list goes on behind the tokens: «свойства кислот» in «свойства кислот, оснований и солей».
fn goes_on(title: &Title, mask: u64) -> bool {
    let last = 63 - mask.leading_zeros() as usize;
    mask.count_ones() > 1 && title.tokens.get(last + 1).is_some_and(Token::listed)
        || title.tokens.get(last + 1).is_some_and(|next| !next.bound && next.before.is_empty())
            && title.tokens[last + 1..].iter().any(Token::listed)
}

/// A choice of links that leaves no content word on either side over.
pub(super) fn cover(a: &Title, b: &Title, links: &[Link]) -> Option<Vec<Link>> {
    let mut chosen = Vec::new();
    let mut tries = 4000;
    let (all_a, all_b) = (bits(&a.tokens, Weight::Content), bits(&b.tokens, Weight::Content));
    search(links, all_a, all_b, (0, 0), &mut chosen, &mut tries).then(|| {
        // Weak words that stand on both sides are matched too.
        let used = |chosen: &[Link]| chosen.iter().fold((0, 0), |(a, b), link| (a | link.a, b | link.b));
        for link in links {
            let (used_a, used_b) = used(&chosen);
            if link.a & used_a == 0 && link.b & used_b == 0 {
                chosen.push(*link);
            }
        }
        chosen
    })
}

/// The heaviest links first, for titles that do not cover one another.
pub(super) fn overlap(links: &[Link]) -> Vec<Link> {
    let (mut used_a, mut used_b) = (0, 0);
    let mut chosen = Vec::new();
    for link in links {
        if link.a & used_a == 0 && link.b & used_b == 0 {
            used_a |= link.a;
            used_b |= link.b;
            chosen.push(*link);
        }
    }
    chosen
}

fn search(links: &[Link], a: u64, b: u64, used: (u64, u64), chosen: &mut Vec<Link>, tries: &mut u32) -> bool {
    let (left_a, left_b) = (a & !used.0, b & !used.1);
    if left_a == 0 && left_b == 0 {
        return true;
    }
    if *tries == 0 {
        return false;
    }
    *tries -= 1;
    let wanted = |link: &Link| {
        if left_a == 0 { link.b & lowest(left_b) != 0 } else { link.a & lowest(left_a) != 0 }
    };
    for link in links.iter().filter(|link| wanted(link) && link.a & used.0 == 0 && link.b & used.1 == 0) {
        chosen.push(*link);
        if search(links, a, b, (used.0 | link.a, used.1 | link.b), chosen, tries) {
            return true;
        }
        chosen.pop();
    }
    false
}

fn lowest(bits: u64) -> u64 {
    bits & bits.wrapping_neg()
}

fn bits(tokens: &[Token], weight: Weight) -> u64 {
    tokens.iter().enumerate().filter(|(_, token)| token.weight == weight).fold(0, |bits, (at, _)| bits | 1 << at)
}

/// How surely two tokens are the same word.
fn same(one: &Token, other: &Token, lexicons: &[&Lexicon]) -> Option<f64> {
    match (one.kind, other.kind) {
        (Kind::Word, Kind::Word) => {
            let name = (one.capital || other.capital) && one.forms.same_surname(&other.forms);
            if one.text == other.text || one.forms.same_word(&other.forms) || name {
                Some(1.0)
            } else if one.forms.same_action(&other.forms) {
                Some(0.99)
            } else if shortens(one, other, lexicons) || shortens(other, one, lexicons) {
                Some(0.97)
            } else if misspelt(one, other, lexicons) || misspelt(other, one, lexicons) {
                Some(MISSPELT)
            } else {
                None
            }
        }
        (Kind::Contraction, Kind::Word) => contracts(&one.text, other).then_some(0.97),
        (Kind::Word, Kind::Contraction) => contracts(&other.text, one).then_some(0.97),
        (Kind::Letter, Kind::Word | Kind::Letter) | (Kind::Word, Kind::Letter) => {
            (one.text == other.text).then_some(1.0)
        }
        (Kind::Contraction, Kind::Contraction) => {
            let ending = |text: &str| text.chars().count().saturating_sub(2);
            let (shorter, longer) = if one.text.len() < other.text.len() { (one, other) } else { (other, one) };
            let kept: String = shorter.text.chars().take(ending(&shorter.text).max(3)).collect();
            (one.text == other.text || longer.text.starts_with(&kept)).then_some(0.98)
        }
        // «три признака» are not «третий признак».
        (Kind::Number, Kind::Number) => {
            let orders = one.ordinal.zip(other.ordinal);
            (one.text == other.text && orders.is_none_or(|(one, other)| one == other)).then_some(1.0)
        }
        (a, b) => (a == b && one.text == other.text).then_some(1.0),
    }
}

/// «ур-я» of «уравнения»: the beginning, and the consonant before the ending.
fn contracts(short: &str, long: &Token) -> bool {
    let Some((first, last)) = short.split_once('-') else { return false };
    let Some(rest) = long.text.strip_prefix(first) else { return false };
    let vowel = |c: char| "аеиоуыэюяйь".contains(c);
    let consonants = |text: &str| text.chars().filter(|c| !vowel(*c)).collect::<String>();
    if consonants(last).is_empty() {
        return rest.chars().count() > 2 && rest.ends_with(vowel);
    }
    let head: String = last.trim_start_matches(vowel).chars().take_while(|c| !vowel(*c)).collect();
    rest.chars().count() > last.chars().count()
        && long.forms.stems.iter().any(|stem| stem.ends_with(&head) || stem.contains(&head))
}

/// A slip or a spelling by ear: the word is no word at all, and no other word of the curriculum is as near.
fn misspelt(wrong: &Token, right: &Token, lexicons: &[&Lexicon]) -> bool {
    let unknown = |token: &Token| !token.forms.known() && !lexicons.iter().any(|lexicon| lexicon.knows(&token.forms));
    let chemistry = lexicons.iter().any(|lexicon| lexicon.endings_tell);
    if !unknown(wrong) || opposites(&wrong.text, &right.text) || (chemistry && endings_differ(&wrong.text, &right.text))
    {
        return false;
    }
    let Some(near) = nearness(wrong, &right.forms, &right.text, "") else { return false };
    if unknown(right) {
        // Two words nobody knows may be two names: they must sound the same.
        return wrong.text.chars().count() > 5 && same_sound(&wrong.text, &right.text);
    }
    let farther = |word: &Forms| {
        word.same_word(&right.forms)
            || word.same_action(&right.forms)
            || nearness(wrong, word, "", &right.text).is_none_or(|other| other > near)
    };
    if let Some(near) = &wrong.near {
        near.iter().filter(|word| lexicons.iter().any(|lexicon| lexicon.knows(word))).all(farther)
    } else {
        let firsts = first_letters(&wrong.text);
        lexicons.iter().flat_map(|lexicon| lexicon.beginning(&firsts)).all(farther)
    }
}

/// How far a misspelt word is from the nearest form of a word, when near enough: one for a spelling by
/// ear, two for every slip. `except` is the form of another word and proves nothing.
pub(super) fn nearness(wrong: &Token, word: &Forms, text: &str, except: &str) -> Option<usize> {
    let length = wrong.text.chars().count();
    let limit = if length >= 7 { 2 } else { usize::from(length >= 4) };
    let stem =
        wrong.forms.stems.iter().filter(|stem| wrong.text.starts_with(stem.as_str())).max_by_key(|stem| stem.len());
    let ending = stem.map_or("", |stem| &wrong.text[stem.len()..]);
    let near = |form: &str| {
        if form == except || form.chars().count().abs_diff(length) > limit {
            return None;
        }
        let by_ear = length > 3 && same_sound(&wrong.text, form);
        if by_ear { Some(1) } else { Some(2 * distance(&wrong.text, form, limit)?) }
    };
    // The word in the case the misspelt one seems to stand in; a stem alone would be near too many.
    let ended = ending.chars().count();
    let declined = word.stems.iter().filter_map(|stem| {
        if (stem.chars().count() + ended).abs_diff(length) > limit {
            return None;
        }
        let form = format!("{stem}{ending}");
        let slips = near(&form)?;
        (word.lemmas.is_empty() || words::known(&form)).then_some(slips)
    });
    let forms = word.lemmas.iter().map(String::as_str).chain(std::iter::once(text)).filter_map(near);
    declined.chain(forms).min().filter(|near| *near > 0 || !text.is_empty())
}

/// The letters a misspelt word's right spelling may begin with.
pub(super) fn first_letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().take(2).collect();
    for (a, b) in [('а', 'о'), ('е', 'и'), ('и', 'е'), ('э', 'е'), ('о', 'а')] {
        if letters.first() == Some(&a) {
            letters.push(b);
        }
    }
    letters
}

/// Words that one slip makes but a different meaning.
fn opposites(a: &str, b: &str) -> bool {
    ["не", "без", "бес"].iter().any(|prefix| a.starts_with(prefix) != b.starts_with(prefix))
}

/// Endings that make another substance.
fn endings_differ(a: &str, b: &str) -> bool {
    let endings = ["ат", "ит", "ид", "ан", "ен", "ин"];
    let ending = |word: &str| {
        let word = word.trim_end_matches(|c: char| "аеиоуыяюмхв".contains(c));
        endings.iter().find(|ending| word.ends_with(*ending)).copied()
    };
    matches!((ending(a), ending(b)), (Some(x), Some(y)) if x != y)
}

/// «климат Африки», «африканский климат»: the noun follows the head the adjective belongs to.
fn described(nouns: &[Token], noun: usize, adjectives: &[Token], adjective: usize) -> bool {
    if !nouns[noun].bound && !matches!(nouns[noun].before.as_str(), "с" | "со") {
        return false;
    }
    let word = |token: &&Token| token.kind == Kind::Word;
    let of = noun.checked_sub(1).and_then(|at| nouns.get(at)).filter(word);
    let with = adjectives.get(adjective + 1).filter(word).filter(|token| token.bound);
    let (Some(of), Some(with)) = (of, with) else { return false };
    of.forms.same_word(&with.forms) && adjective_of(&adjectives[adjective].forms, &nouns[noun].forms)
}

/// «параллельность прямых», «параллельные прямые»: the quality stands before what has it.
fn qualified(nouns: &[Token], noun: usize, adjectives: &[Token], adjective: usize) -> bool {
    let bearer = nouns.get(noun + 1).filter(|bearer| bearer.bound);
    let beside = |at: Option<usize>| {
        let other = at.and_then(|at| adjectives.get(at));
        bearer.zip(other).is_some_and(|(bearer, other)| bearer.forms.same_word(&other.forms))
    };
    quality_of(&nouns[noun].forms, &adjectives[adjective].forms)
        && (beside(Some(adjective + 1)) || beside(adjective.checked_sub(1)))
}

/// Initials of several words, and words written together or apart.
fn spelled_out(short: &[Token], long: &[Token]) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for (i, token) in short.iter().enumerate().filter(|(_, token)| matches!(token.kind, Kind::Word | Kind::Contraction))
    {
        let text: String = token.text.chars().filter(|c| *c != '-').collect();
        let letters: Vec<char> = text.chars().collect();
        for start in 0..long.len() {
            let run = &long[start..];
            let with_joining = |word: &Token| text.strip_prefix(word.before.as_str()) == Some(word.text.as_str());
            if letters.len() > 5 && run.first().is_some_and(with_joining) {
                found.push((1 << i, 1 << start));
            }
            if let Some(count) = initials(token, &letters, run) {
                found.push((1 << i, ((1 << count) - 1) << start));
            }
            if let [first, second, ..] = run {
                let one_word = || {
                    let joined = format!("{}{}", first.text, second.text);
                    joined == text || (words::known(&joined) && Forms::of(&joined).same_word(&token.forms))
                };
                let begins = first.text.chars().zip(&letters).take(3).all(|(one, other)| one == *other);
                if letters.len() > 5 && second.kind == Kind::Word && begins && one_word() {
                    found.push((1 << i, 3 << start));
                }
            }
        }
    }
    found
}

/// How many words at the beginning of a run the initials stand for; a compound may give two («СПП»).
fn initials(token: &Token, letters: &[char], run: &[Token]) -> Option<usize> {
    if letters.len() < 3 || token.forms.known() {
        return None;
    }
    let mut left = letters;
    for (at, word) in run.iter().enumerate().filter(|(_, word)| word.kind == Kind::Word) {
        let (first, rest) = left.split_first()?;
        if !word.text.starts_with(*first) {
            return None;
        }
        let second =
            rest.first().filter(|second| second_part(&word.text).is_some_and(|part| part.starts_with(**second)));
        // Two letters of one word only where the word after cannot give the second.
        let next_gives = run.get(at + 1).zip(rest.first()).is_some_and(|(next, letter)| next.text.starts_with(*letter));
        left = if second.is_some() && !(next_gives && rest.len() == 1) { &rest[1..] } else { rest };
        if left.is_empty() {
            return Some(at + 1);
        }
    }
    None
}

/// The second half of a compound: «подчинённые» of «сложноподчинённые».
fn second_part(word: &str) -> Option<&str> {
    word.char_indices()
        .filter(|(_, c)| matches!(c, 'о' | 'е'))
        .map(|(at, c)| word.split_at(at + c.len_utf8()))
        .find(|(first, second)| {
            first.chars().count() > 3 && second.chars().count() > 4 && words::known(first) && words::known(second)
        })
        .map(|(_, second)| second)
}
