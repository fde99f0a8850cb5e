//! Which words are forms or relatives of one another: stems, dictionary forms, verbs and their nouns.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::words;

static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));

/// What a word is compared by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// Dictionary forms; none for a word the lists do not know.
    pub lemmas: Vec<String>,
    /// Stems of the form and of its dictionary forms.
    pub stems: Vec<String>,
    /// Roots of a verb or of the noun of an action.
    roots: Vec<String>,
    /// Roots of the verb a participle is made of.
    participle: Vec<String>,
    verb: bool,
    known: bool,
    /// The word without a case ending, if it may be a surname in -ов, -ев, -ин.
    surname: Option<String>,
}

impl Forms {
    /// Reads a word in lower case, ё as е.
    pub(super) fn of(word: &str) -> Self {
        if words::is_latin(word) { Self::english(word) } else { Self::russian(word) }
    }

    fn russian(word: &str) -> Self {
        let lemmas = words::lemmas(word);
        let mut stems = vec![stem(word)];
        let surname = surname(word);
        stems.extend(surname.clone());
        stems.extend(lemmas.iter().map(|lemma| stem(lemma)));
        let known = words::known(word);
        if known && lemmas.is_empty() {
            stems.extend(without_fleeting_vowel(word));
        }
        stems.sort();
        stems.dedup();
        let (mut roots, mut verb) = (Vec::new(), false);
        for lemma in &lemmas {
            if let Some(root) = verb_root(lemma) {
                verb = true;
                alternations(&root, &mut roots);
            } else if let Some(root) = action_root(lemma) {
                alternations(&root, &mut roots);
            }
        }
        let mut participle = Vec::new();
        for root in lemmas.iter().filter_map(|lemma| participle_root(lemma)) {
            alternations(&root, &mut participle);
        }
        Self { lemmas, stems, roots, participle, verb, known, surname }
    }

    fn english(word: &str) -> Self {
        let word = word.trim_end_matches('\'').trim_end_matches("'s").trim_end_matches('’').trim_end_matches("’s");
        let mut lemmas = Vec::new();
        let mut stems = vec![word.to_owned()];
        let mut keep = |form: String| {
            if form.chars().count() > 1 && !stems.contains(&form) {
                stems.push(form);
            }
        };
        for (ending, instead) in [("ies", "y"), ("es", ""), ("s", "")] {
            if let Some(base) = word.strip_suffix(ending).filter(|base| base.len() > 2 && !base.ends_with('s')) {
                let base = format!("{base}{instead}");
                if words::known(&base) || ending == "s" {
                    keep(base);
                }
            }
        }
        for ending in ["ing", "ed"] {
            let Some(base) = word.strip_suffix(ending).filter(|base| base.len() > 1) else { continue };
            let single = undoubled(base);
            for base in [base.to_owned(), format!("{base}e"), single] {
                if words::known(&base) {
                    keep(base);
                }
            }
        }
        for form in stems.clone() {
            stems.extend(american(&form));
        }
        if words::known(word) {
            lemmas.clone_from(&stems);
        }
        let roots = [
            ("ication", "y"),
            ("ation", "e"),
            ("ion", ""),
            ("ion", "e"),
            ("ment", ""),
            ("ing", ""),
            ("ing", "e"),
            ("", ""),
        ]
        .iter()
        .filter_map(|(ending, instead)| Some(format!("{}{instead}", word.strip_suffix(ending)?)))
        .filter(|root| root.len() > 4 && words::known(root))
        .collect();
        Self { known: !lemmas.is_empty(), lemmas, stems, roots, participle: Vec::new(), verb: true, surname: None }
    }

    /// Whether the lists know the word.
    pub(super) fn known(&self) -> bool {
        self.known
    }

    /// A form of Russian verbs only: «отличаются», not «печь».
    pub(super) fn is_verb(&self) -> bool {
        self.verb && !self.lemmas.is_empty() && self.lemmas.iter().all(|lemma| verb_root(lemma).is_some())
    }

    /// Roots of a verb or of the noun of an action.
    pub(super) fn roots(&self) -> &[String] {
        &self.roots
    }

    /// Forms of one word. Two words the lists know must share a dictionary form; a common stem is
    /// not enough, or «множество» would be «множественное».
    pub(super) fn same_word(&self, other: &Self) -> bool {
        if !self.lemmas.is_empty() && !other.lemmas.is_empty() {
            shares(&self.lemmas, &other.lemmas)
        } else {
            shares(&self.stems, &other.stems)
        }
    }

    /// Whether it may be a surname in -ов, -ев, -ин.
    pub(super) fn is_surname(&self) -> bool {
        self.surname.is_some()
    }

    /// Cases of one surname: «Ростова», «Ростовой».
    pub(super) fn same_surname(&self, other: &Self) -> bool {
        self.surname.is_some() && self.surname == other.surname
    }

    /// A verb and another verb, the noun of the same action or its participle: «решаем», «решить», «решение»;
    /// «числа, которые делятся», «делящиеся числа».
    pub(super) fn same_action(&self, other: &Self) -> bool {
        let made_of = |participle: &Self, verb: &Self| verb.verb && shares(&participle.participle, &verb.roots);
        (self.verb || other.verb) && shares(&self.roots, &other.roots) || made_of(self, other) || made_of(other, self)
    }
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|one| b.contains(one))
}

fn undoubled(base: &str) -> String {
    let mut letters = base.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before => letters.rev().chain(std::iter::once(last)).collect(),
        _ => base.to_owned(),
    }
}

/// Snowball's stem with its gaps closed: it leaves «систем» and «теорем» beside «сист» and «теор».
fn stem(word: &str) -> String {
    let stem = RUSSIAN.stem(word).into_owned();
    match stem.as_str() {
        "сист" => "систем".to_owned(),
        "теор" if word.starts_with("теорем") => "теорем".to_owned(),
        _ => stem,
    }
}

/// «чисел» → «числ».
fn without_fleeting_vowel(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = letters.len().checked_sub(2).filter(|at| *at > 1 && matches!(letters[*at], 'о' | 'е'))?;
    letters.remove(at);
    Some(letters.into_iter().collect())
}

/// «Тургенева», «Тургеневу», «Тургенев»: Snowball takes the surname's own ending off.
fn surname(word: &str) -> Option<String> {
    let base = ["ыми", "ым", "ых", "ой", "а", "у", "е", "ы", ""].iter().find_map(|ending| {
        let base = word.strip_suffix(ending)?;
        ["ов", "ев", "ин", "ын"].iter().any(|own| base.ends_with(own)).then_some(base)
    })?;
    (base.chars().count() > 4).then(|| base.to_owned())
}

const VERB_ENDINGS: [&str; 12] =
    ["ировать", "овать", "евать", "ывать", "ивать", "вать", "ать", "ять", "ить", "еть", "нуть", "ыть"];
const ACTION_ENDINGS: [&str; 14] = [
    "ирование",
    "ование",
    "евание",
    "ывание",
    "ивание",
    "вание",
    "ание",
    "яние",
    "ение",
    "ытие",
    "тие",
    "ация",
    "ство",
    "ка",
];

/// The root of an infinitive: «решать», «решиться» → «реш».
fn verb_root(lemma: &str) -> Option<String> {
    let lemma = lemma.strip_suffix("ся").or_else(|| lemma.strip_suffix("сь")).unwrap_or(lemma);
    ended(lemma, &VERB_ENDINGS)
}

const PARTICIPLE_ENDINGS: [&str; 16] = [
    "ирующий",
    "ывающий",
    "ивающий",
    "ающий",
    "яющий",
    "еющий",
    "ующий",
    "ющий",
    "ущий",
    "ащий",
    "ящий",
    "ивший",
    "авший",
    "анный",
    "янный",
    "енный",
];

/// The root of a participle: «вращающийся» → «вращ».
fn participle_root(lemma: &str) -> Option<String> {
    ended(lemma.strip_suffix("ся").unwrap_or(lemma), &PARTICIPLE_ENDINGS)
}

/// The root of the noun of an action: «решение» → «реш»; a bare noun is its own root («перевод», «замена»).
fn action_root(lemma: &str) -> Option<String> {
    ended(lemma, &ACTION_ENDINGS).or_else(|| {
        let bare = lemma.strip_suffix('а').unwrap_or(lemma);
        let consonant = bare.ends_with(|c: char| "бвгджзклмнпрстфхцчшщ".contains(c));
        (consonant && bare.chars().count() > 4).then(|| bare.to_owned())
    })
}

fn ended(lemma: &str, endings: &[&str]) -> Option<String> {
    let root = endings.iter().find_map(|ending| lemma.strip_suffix(ending))?;
    (root.chars().count() > 2).then(|| root.to_owned())
}

/// The root with what its last consonant may have been: «упрощ» ← «упрост», «окисл» ← «окис».
fn alternations(root: &str, roots: &mut Vec<String>) {
    roots.push(root.to_owned());
    let mut instead = |ending: &str, others: &[&str]| {
        if let Some(base) = root.strip_suffix(ending) {
            roots.extend(others.iter().map(|other| format!("{base}{other}")));
        }
    };
    instead("щ", &["ст", "ск", "т"]);
    instead("жд", &["д"]);
    instead("ж", &["д", "з", "г"]);
    instead("ш", &["с", "х"]);
    instead("ч", &["т", "к"]);
    for labial in ["б", "в", "м", "п", "ф"] {
        instead(&format!("{labial}л"), &[labial]);
    }
}

/// Endings that make an adjective of a noun.
const ADJECTIVE_SUFFIXES: [&str; 22] = [
    "н",
    "ов",
    "ев",
    "ск",
    "еск",
    "ическ",
    "ичн",
    "ийск",
    "анск",
    "янск",
    "инск",
    "енск",
    "овск",
    "евск",
    "енн",
    "янн",
    "ян",
    "ан",
    "альн",
    "арн",
    "озн",
    "ист",
];

/// Whether an adjective is made of a noun: «африканский» of «Африка», «дробный» of «дробь».
pub(super) fn adjective_of(adjective: &Forms, noun: &Forms) -> bool {
    adjective.lemmas.iter().any(|adjective| {
        let Some(base) = ["ый", "ий", "ой"].iter().find_map(|ending| adjective.strip_suffix(ending)) else {
            return false;
        };
        let nouns = if noun.lemmas.is_empty() { &noun.stems } else { &noun.lemmas };
        nouns.iter().any(|noun| {
            let noun = noun.trim_end_matches(|c: char| "аяоеийь".contains(c));
            let softened = noun.strip_suffix('к').map(|rest| format!("{rest}ч"));
            noun.chars().count() > 2
                && std::iter::once(noun)
                    .chain(softened.as_deref())
                    .filter_map(|noun| base.strip_prefix(noun))
                    .any(|suffix| ADJECTIVE_SUFFIXES.contains(&suffix))
        })
    })
}

/// Whether a noun names the quality of an adjective: «параллельность» of «параллельный».
pub(super) fn quality_of(noun: &Forms, adjective: &Forms) -> bool {
    noun.lemmas.iter().filter_map(|noun| noun.strip_suffix("ость")).any(|base| {
        // «периодичность» of «периодический».
        let longer = base.strip_suffix("ичн").map(|root| format!("{root}ическ"));
        adjective.lemmas.iter().any(|adjective| {
            let stem = ["ый", "ий", "ой"].iter().find_map(|ending| adjective.strip_suffix(ending));
            stem == Some(base) || (stem.is_some() && stem == longer.as_deref())
        })
    })
}

/// American spelling, to which both are brought: «colour», «factorise», «metre».
fn american(word: &str) -> Option<String> {
    [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("our", "or"),
        ("tre", "ter"),
        ("ogue", "og"),
    ]
    .iter()
    .find_map(|(british, american)| Some(format!("{}{american}", word.strip_suffix(british)?)))
    .filter(|american| words::known(american))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same_word(a: &str, b: &str) -> bool {
        Forms::of(a).same_word(&Forms::of(b))
    }

    fn same_action(a: &str, b: &str) -> bool {
        Forms::of(a).same_action(&Forms::of(b))
    }

    #[test]
    fn forms_of_one_word_meet() {
        for (a, b) in [("имени", "имен"), ("число", "чисел"), ("алкана", "алканы"), ("систем", "система")]
        {
            assert!(same_word(a, b), "{a} {b}");
        }
        for (a, b) in [("тургенев", "тургеневу"), ("triangles", "triangle"), ("multiplying", "multiply")]
        {
            assert!(same_word(a, b), "{a} {b}");
        }
    }

    #[test]
    fn different_words_do_not_meet() {
        for (a, b) in
            [("алканы", "алкены"), ("organs", "organisms"), ("число", "числительное"), ("functions", "fractions")]
        {
            assert!(!same_word(a, b) && !same_action(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_verb_meets_the_noun_of_its_action() {
        for (a, b) in
            [("решаем", "решение"), ("упростить", "упрощение"), ("переводить", "перевод"), ("раскрывать", "раскрытие")]
        {
            assert!(same_action(a, b), "{a} {b}");
        }
        for (a, b) in [("subtract", "subtraction"), ("simplifying", "simplification")] {
            assert!(same_action(a, b), "{a} {b}");
        }
        for (a, b) in [("делятся", "делящиеся"), ("вращаются", "вращающиеся"), ("записать", "записанные")]
        {
            assert!(same_action(a, b), "{a} {b}");
        }
        assert!(!same_action("сложение", "умножать") && !same_action("деление", "делящийся"));
    }

    #[test]
    fn an_adjective_knows_its_noun() {
        assert!(adjective_of(&Forms::of("дробные"), &Forms::of("дроби")));
        assert!(!adjective_of(&Forms::of("физические"), &Forms::of("химия")));
    }
}
