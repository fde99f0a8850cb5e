//! Makes the word lists beside this file out of Hunspell dictionaries and plain lists; README.md says how.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// One line of an affix file: what is taken off, what is put on, and where it applies.
struct Ending {
    strip: String,
    add: String,
    condition: Vec<Class>,
}

/// One character of an affix condition.
enum Class {
    Any,
    Of(Vec<char>),
    NotOf(Vec<char>),
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/words");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["russian", dictionary, affixes] => russian(Path::new(dictionary), Path::new(affixes), &folder),
        ["english", ref lists @ ..] => english(lists, &folder),
        _ => anyhow::bail!("words russian DIC AFF | words english LIST..."),
    }
}

/// Every form with the dictionary forms it may belong to: a map from form to a line of `russian.rules`.
fn russian(dictionary: &Path, affixes: &Path, folder: &Path) -> anyhow::Result<()> {
    let affixes = endings(&std::fs::read_to_string(affixes)?)?;
    let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in std::fs::read_to_string(dictionary)?.lines().skip(1) {
        let (lemma, flags) = line.split_once('/').unwrap_or((line, ""));
        if flags.is_empty() {
            // It stands alone, though it may be a form of another word: «чисел», «имён».
            forms.entry(plain(lemma)).or_default();
            continue;
        }
        let mut add = |form: &str| {
            forms.entry(plain(form)).or_default().insert(plain(lemma));
        };
        add(lemma);
        for flag in flags.chars() {
            for ending in affixes.get(&flag).into_iter().flatten().filter(|ending| fits(lemma, ending)) {
                if let Some(stem) = lemma.strip_suffix(ending.strip.as_str()) {
                    add(&format!("{stem}{}", ending.add));
                }
            }
        }
    }
    let mut rules: BTreeMap<String, u64> = BTreeMap::new();
    let mut map = fst::MapBuilder::memory();
    for (form, lemmas) in forms.iter().filter(|(form, _)| is_word(form)) {
        let rule = lemmas.iter().take(3).map(|lemma| rule(form, lemma)).collect::<Vec<_>>().join(" ");
        let next = rules.len() as u64;
        map.insert(form, *rules.entry(rule).or_insert(next))?;
    }
    let mut ordered: Vec<_> = rules.into_iter().collect();
    ordered.sort_by_key(|(_, number)| *number);
    let text = ordered.into_iter().fold(String::new(), |text, (rule, _)| text + &rule + "\n");
    std::fs::write(folder.join("russian.rules"), text)?;
    std::fs::write(folder.join("russian.fst"), map.into_inner()?)?;
    Ok(())
}

/// A set of words.
fn english(lists: &[&str], folder: &Path) -> anyhow::Result<()> {
    let mut words = BTreeSet::new();
    for list in lists {
        let text = std::fs::read_to_string(list)?;
        words.extend(text.lines().map(|word| plain(word.trim_end_matches("'s"))).filter(|word| is_word(word)));
    }
    let mut set = fst::SetBuilder::memory();
    set.extend_iter(words)?;
    std::fs::write(folder.join("english.fst"), set.into_inner()?)?;
    Ok(())
}

/// «3ь»: take three letters off the form and put «ь» on.
fn rule(form: &str, lemma: &str) -> String {
    let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    let add: String = lemma.chars().skip(shared).collect();
    format!("{}{add}", form.chars().count() - shared)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

fn is_word(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// The suffix rules of an affix file by their flag.
fn endings(text: &str) -> anyhow::Result<BTreeMap<char, Vec<Ending>>> {
    let mut found: BTreeMap<char, Vec<Ending>> = BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let ["SFX", flag, strip, add, condition] = fields[..] else { continue };
        let flag = flag.chars().next().context("a flag")?;
        let or_empty = |field: &str| if field == "0" { String::new() } else { field.to_owned() };
        let ending = Ending { strip: or_empty(strip), add: or_empty(add), condition: classes(condition) };
        found.entry(flag).or_default().push(ending);
    }
    Ok(found)
}

fn classes(condition: &str) -> Vec<Class> {
    let mut classes = Vec::new();
    let mut rest = condition.chars();
    while let Some(c) = rest.next() {
        classes.push(match c {
            '.' => Class::Any,
            '[' => {
                let inside: Vec<char> = rest.by_ref().take_while(|c| *c != ']').collect();
                match inside.split_first() {
                    Some(('^', others)) => Class::NotOf(others.to_vec()),
                    _ => Class::Of(inside),
                }
            }
            c => Class::Of(vec![c]),
        });
    }
    classes
}

fn fits(lemma: &str, ending: &Ending) -> bool {
    let letters: Vec<char> = lemma.chars().collect();
    let Some(start) = letters.len().checked_sub(ending.condition.len()) else { return false };
    letters.iter().skip(start).zip(&ending.condition).all(|(c, class)| match class {
        Class::Any => true,
        Class::Of(set) => set.contains(c),
        Class::NotOf(set) => !set.contains(c),
    })
}
