//! Messages in the wrong letters: another keyboard layout, Russian in Latin letters.

use super::{curriculum, lexicon};
use crate::domain::{Locale, plan};
use crate::topic::known;

/// A wish without tags of HTML, and without what a script of theirs holds; other signs stay as they are.
pub(super) fn without_markup(text: &str) -> String {
    /// Characters a tag may have.
    const LONGEST: usize = 80;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name = tag[1..].trim_start_matches('/');
        let end = tag.find('>').filter(|end| *end <= LONGEST && name.starts_with(|c: char| c.is_ascii_alphabetic()));
        let Some(end) = end else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        out.push(' ');
        let after = &tag[end + 1..];
        let closed =
            tag[1..].to_ascii_lowercase().starts_with("script").then(|| after.to_ascii_lowercase().find("</script>"));
        rest = closed.flatten().and_then(|at| after.get(at..)).unwrap_or(after);
    }
    out.push_str(rest);
    out
}

/// The text without control and direction marks, white space folded, no longer than a request may be.
pub fn clean(text: &str) -> String {
    let visible = |c: char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let spaced: String = text
        .chars()
        .take(plan::MAX_REQUEST_CHARS)
        .filter(|c| visible(*c))
        .map(|c| {
            if c == '\n' {
                '\n'
            } else if c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    spaced.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`/?&";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё.,?";

fn turned(chunk: &str, from: &str, to: &str) -> String {
    let turn = |c: char| from.chars().zip(to.chars()).find(|(key, _)| *key == c).map_or(c, |(_, other)| other);
    chunk.to_lowercase().chars().map(turn).collect()
}

/// Whether the letters make words somebody would type here.
fn reads(chunk: &str) -> bool {
    let mut words = chunk.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| is_word(&word.to_lowercase().replace('ё', "е")))
}

fn is_word(word: &str) -> bool {
    if word.chars().count() == 1 {
        return matches!(word, "с" | "в" | "и" | "а" | "к" | "о" | "у" | "я" | "a" | "i" | "x" | "y");
    }
    known(word) || lexicon::known(word) || curriculum::speaks(word)
}

/// The text with words of the wrong layout or alphabet put right.
pub(super) fn put_right(text: &str) -> String {
    let chunks: Vec<&str> = text.split(' ').collect();
    let lettered = |chunk: &&&str| chunk.chars().any(char::is_alphabetic);
    let latin = chunks.iter().filter(lettered).filter(|chunk| chunk.chars().any(|c| c.is_ascii_alphabetic())).count();
    let whole = |of: &dyn Fn(&str) -> Option<String>| {
        let (mut as_is, mut other) = (0, 0);
        for chunk in chunks.iter().filter(lettered) {
            as_is += usize::from(reads(chunk));
            other += usize::from(of(chunk).is_some());
        }
        other > as_is
    };
    // A whole message is turned together, lone letters and unknown words with it.
    let all_turned = whole(&layout);
    let all_russian = !all_turned && latin > 0 && whole(&transliterated);
    let one = |chunk: &str| -> String {
        let lettered = chunk.chars().any(char::is_alphabetic);
        let roman = super::numbers::roman(&chunk.to_lowercase()).is_some();
        if !lettered || roman && !all_turned && !all_russian || (reads(chunk) && !all_turned && !all_russian) {
            return chunk.to_owned();
        }
        if all_turned {
            return layout(chunk).unwrap_or_else(|| any_layout(chunk));
        }
        if let Some(right) = layout(chunk).filter(|_| !all_russian && chunk.chars().count() > 1) {
            return right;
        }
        let foreign = reads(chunk) && !lexicon::known(&chunk.to_lowercase()) && transliterated(chunk).is_none();
        if (all_russian && !foreign) || latin > 0 {
            if let Some(right) = transliterated(chunk) {
                return right;
            }
            if all_russian && chunk.chars().any(|c| c.is_ascii_alphabetic()) && !foreign {
                return russian_of(chunk);
            }
        }
        chunk.to_owned()
    };
    chunks.iter().map(|chunk| one(chunk)).collect::<Vec<_>>().join(" ")
}

fn any_layout(chunk: &str) -> String {
    if chunk.chars().any(|c| c.is_ascii_alphabetic()) {
        turned(chunk, LATIN, RUSSIAN)
    } else {
        turned(chunk, RUSSIAN, LATIN)
    }
}

/// The chunk in the other keyboard layout, if it then reads and now does not.
fn layout(chunk: &str) -> Option<String> {
    // Letters of both alphabets are markup or a name, not a slip.
    let (latin, other): (Vec<char>, Vec<char>) =
        chunk.chars().filter(|c| c.is_alphabetic()).partition(char::is_ascii_alphabetic);
    let mixed = !latin.is_empty() && !other.is_empty();
    if mixed || reads(chunk) && chunk.chars().count() > 1 {
        return None;
    }
    let right = any_layout(chunk);
    if reads(&right) {
        return Some(right);
    }
    // A full stop or comma at the end may be one.
    let bare = chunk.trim_end_matches([',', '.', ';']);
    let right = any_layout(bare);
    (bare.len() < chunk.len() && reads(&right)).then(|| right + ",")
}

/// Russian written in Latin letters, if it then reads and is no English word.
fn transliterated(chunk: &str) -> Option<String> {
    let letters = chunk.chars().any(|c| c.is_ascii_alphabetic());
    if !letters || !chunk.is_ascii() {
        return None;
    }
    let plain = russian_of(chunk);
    let typed = reads(chunk);
    // «kvadratnye» is «квадратные», «elektricheskiy» «электрический».
    let ending = chunk.strip_suffix("ye").map_or_else(|| plain.clone(), |stem| russian_of(stem) + "ые");
    let open = plain.strip_prefix('е').map_or_else(|| plain.clone(), |rest| format!("э{rest}"));
    let spellings = [ending, plain.clone(), open, plain.replace('ш', "щ"), plain.replace('ы', "и")];
    if let Some(right) = spellings.iter().find(|right| reads(right)) {
        return Some(right.clone());
    }
    if typed {
        return None;
    }
    spellings.iter().find_map(|right| softened(right))
}

/// The word with the soft sign that is not written in Latin letters.
fn softened(right: &str) -> Option<String> {
    let places: Vec<usize> = right.char_indices().map(|(at, _)| at).skip(1).chain([right.len()]).collect();
    places.into_iter().find_map(|at| {
        let mut other = right.to_owned();
        other.insert(at, 'ь');
        reads(&other).then_some(other)
    })
}

fn russian_of(chunk: &str) -> String {
    const PAIRS: [(&str, &str); 47] = [
        ("shch", "щ"),
        ("sch", "щ"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ch", "ч"),
        ("sh", "ш"),
        ("yu", "ю"),
        ("ya", "я"),
        ("yo", "е"),
        ("ye", "е"),
        ("ju", "ю"),
        ("ja", "я"),
        ("jo", "е"),
        ("iya", "ия"),
        ("iy", "ий"),
        ("yy", "ый"),
        ("yi", "ый"),
        ("ay", "ай"),
        ("oy", "ой"),
        ("ey", "ей"),
        ("uy", "уй"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("w", "в"),
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("j", "й"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
        ("h", "х"),
        ("c", "ц"),
        ("y", "ы"),
        ("x", "х"),
    ];
    let lower = chunk.to_lowercase();
    let mut rest = lower.as_str();
    let mut russian = String::new();
    while let Some(first) = rest.chars().next() {
        // «ay» before a vowel is «ая», «аю»: the y belongs to what follows.
        let splits =
            |pair: &str| pair.len() == 2 && pair.ends_with('y') && rest[pair.len()..].starts_with(['a', 'u', 'o', 'e']);
        match PAIRS.iter().find(|(latin, _)| rest.starts_with(latin) && !splits(latin)) {
            Some((latin, letters)) => {
                russian.push_str(letters);
                rest = &rest[latin.len()..];
            }
            None if first == '\'' => {
                russian.push('ь');
                rest = &rest[1..];
            }
            None => {
                russian.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    russian
}

/// English when the message has Latin letters and no Cyrillic ones.
pub(super) fn language(text: &str, otherwise: Locale) -> Locale {
    let cyrillic = text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    match (cyrillic, latin) {
        (false, false) => otherwise,
        (false, true) => Locale::En,
        _ => Locale::Ru,
    }
}
