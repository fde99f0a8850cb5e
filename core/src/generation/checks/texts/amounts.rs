//! Amounts told one by another: «в первый день 18 км, во второй на 5 км меньше».

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::{Answer, is_amount};
use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units::{self, Unit};
use crate::generation::checks::words::is_form;
use crate::understand;

/// Words of a story in which amounts change, or of another reckoning.
const TRAPS: &str = "осталось остал* осталь* остат* отдал* продал* съел* израсходова* потратил* убрал* увез* ушл* ушел уехал* улетел* вернул* средн* скорост* \
    процент* % половин* треть четверт_часть часть доля сначала потом затем если еще раньше позже ранее стоил* стоит стоят цен* только кроме масштаб* минус \
    нужно надо должн* хватит поровну добавил* доба* сломал* разбил* взял* забрал* another then left remain* sold ate gave average percent half third each if speed";
const MORE: &str = "больше выше длиннее тяжелее дороже старше more longer taller heavier";
const LESS: &str = "меньше ниже короче легче дешевле младше fewer less shorter lighter";
const TIMES: &[(&str, i64)] = &[("вдвое", 2), ("втрое", 3), ("вчетверо", 4)];
const ORDINALS: &[(&str, u8)] = &[
    ("первый первая первое первом первой первую первого first", 1),
    ("второй вторая второе втором вторую второго second", 2),
    ("третий третья третье третьем третьей третью третьего third", 3),
    ("четвертый четвертая четвертом четвертую четвертого fourth", 4),
    ("пятый пятая пятом пятую пятого fifth", 5),
];

/// One amount of the story.
#[derive(Debug)]
struct Slot {
    /// The words of its clause, without those behind «чем».
    words: Vec<String>,
    value: BigRational,
    unit: Option<Unit>,
    /// The thing it counts.
    thing: Option<String>,
    /// Told by another one.
    relative: bool,
}

/// The amounts, and how many go into each container: its words and its size.
struct Story {
    slots: Vec<Slot>,
    /// All words of the text.
    told: Vec<String>,
    container: Option<(Vec<String>, BigRational, Option<Unit>)>,
}

fn ordinal(word: &str) -> Option<u8> {
    ORDINALS.iter().find(|(names, _)| one_of(names, word)).map(|(_, at)| *at)
}

/// What a question about such a story comes to.
pub(super) fn answer(text: &str, question: &str) -> Option<Answer> {
    let story = Story::read(text)?;
    if story.slots.len() < 2 || !story.slots.iter().any(|slot| slot.relative) {
        return None;
    }
    story.asked(question)
}

/// Sentences, and their clauses at commas.
fn clauses(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut current = String::new();
    let letters: Vec<char> = text.chars().collect();
    for (at, &c) in letters.iter().enumerate() {
        let spaced = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        if matches!(c, '.' | '!' | '?' | ';' | ',') && spaced {
            current.push(if c == ',' { ',' } else { '.' });
            parts.push(std::mem::take(&mut current));
        } else {
            current.push(c);
        }
    }
    parts.push(current);
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts
}

impl Story {
    fn read(text: &str) -> Option<Self> {
        let all = said::pieces(&Rich(text.to_owned()));
        let lower = text.to_lowercase();
        // A part of what was told is no amount beside it.
        if ["из них", "среди них", "в том числе", "из которых", "of them", "of which"]
            .iter()
            .any(|part| lower.contains(part))
        {
            return None;
        }
        if said::words(&all).any(|word| one_of(TRAPS, word)) {
            return None;
        }
        let mut story =
            Self { slots: Vec::new(), told: said::words(&all).map(str::to_owned).collect(), container: None };
        let mut pending: Vec<Piece> = Vec::new();
        let clauses = clauses(text);
        for (at, clause) in clauses.iter().enumerate() {
            pending.extend(said::pieces(&Rich(clause.trim_end_matches(['.', ',']).to_owned())));
            // «чем во второй» belongs to what stands before it.
            let goes_on = clause.ends_with(',')
                && clauses.get(at + 1).is_some_and(|next| {
                    ["чем ", "than ", "which ", "что "].iter().any(|joint| next.trim_start().starts_with(joint))
                });
            let counts = pending.iter().any(|piece| matches!(piece, Piece::Value { .. } | Piece::Quantity(..)))
                || said::words(&pending)
                    .any(|word| TIMES.iter().any(|(times, _)| *times == word) || word == "twice" || word == "столько");
            if goes_on {
                continue;
            }
            if counts {
                story.take(&std::mem::take(&mut pending))?;
            } else if clause.ends_with('.') {
                // A sentence without a number tells nothing.
                pending.clear();
            }
        }
        pending.is_empty().then_some(story)
    }

    fn take(&mut self, pieces: &[Piece]) -> Option<()> {
        let than = pieces.iter().position(|piece| matches!(piece.word(), Some("чем" | "than")));
        let (own, other) = pieces.split_at(than.unwrap_or(pieces.len()));
        let numbers: Vec<usize> = (0..pieces.len())
            .filter(|at| matches!(pieces.get(*at), Some(Piece::Value { .. } | Piece::Quantity(..))))
            .collect();
        let own_words: Vec<String> = said::words(own).map(str::to_owned).collect();
        let has = |list: &str| said::words(pieces).any(|word| one_of(list, word));
        let times = own_words
            .iter()
            .find_map(|word| TIMES.iter().find(|(times, _)| times == word).map(|(_, n)| *n))
            .or(has("twice").then_some(2));
        let (more, less) = (has(MORE) || has("many much") && has("times twice"), has(LESS));
        if let (Some(times), true) = (times, numbers.is_empty()) {
            return self.relate(own_words, other, &BigRational::from_integer(times.into()), true, more, less, None);
        }
        let &[at] = numbers.as_slice() else { return None };
        if than.is_some_and(|than| at > than) {
            return None;
        }
        let (value, unit) = match pieces.get(at)? {
            Piece::Value { value, operation: false } => (value.0.clone(), None),
            Piece::Quantity(value, unit) if is_amount(*unit) => (unit.base(value).0, Some(*unit)),
            _ => return None,
        };
        let before = at.checked_sub(1).map_or("", |at| said::word_at(pieces, at));
        let behind = said::word_at(pieces, at + 1);
        if before == "по" {
            let named: Vec<String> = own_words.into_iter().filter(|word| word.chars().count() > 3).collect();
            return self.container.replace((named, value, unit)).is_none().then_some(());
        }
        if has("кажд* столько") {
            return None;
        }
        if more || less {
            let multiplied = unit.is_none() && (one_of("раз раза times", behind));
            if multiplied != matches!(before, "в" | "во") && behind != "times"
                || !multiplied && before != "на" && !one_of("more fewer less", behind) && unit.is_none()
            {
                return None;
            }
            return self.relate(own_words, other, &value, multiplied, more, less, unit);
        }
        if one_of("на в во раз", before) || one_of("раз раза times", behind) || value.is_negative() {
            return None;
        }
        let thing = unit
            .is_none()
            .then(|| behind.to_owned())
            .or_else(|| Some(behind.to_owned()))
            .filter(|thing| !thing.is_empty());
        self.slots.push(Slot { words: own_words, value, unit, thing, relative: false });
        Some(())
    }

    /// An amount that is so much more or less than the one before, or the one that is named.
    #[expect(clippy::too_many_arguments, reason = "all of them are read at one place")]
    fn relate(
        &mut self,
        words: Vec<String>,
        other: &[Piece],
        by: &BigRational,
        times: bool,
        more: bool,
        less: bool,
        unit: Option<Unit>,
    ) -> Option<()> {
        // «это на 5 больше», «она на 5 больше»: of what stands before.
        if more == less
            || words.iter().any(|word| one_of("это что она он они оно which it he she they", word))
            || by.is_zero()
        {
            return None;
        }
        let base = if other.is_empty() {
            self.slots.last().filter(|_| self.slots.len() == 1)?
        } else {
            let named: Vec<String> = said::words(other).skip(1).map(str::to_owned).collect();
            self.slots.get(self.named(&named, false)?)?
        };
        if unit.is_some_and(|unit| base.unit.is_none_or(|of| of.dimension != unit.dimension))
            || unit.is_none() && !times && base.unit.is_some()
        {
            return None;
        }
        let value = match (times, more) {
            (true, true) => &base.value * by,
            (true, false) => &base.value / by,
            (false, true) => &base.value + by,
            (false, false) => &base.value - by,
        };
        let thing = base.thing.clone();
        let unit = base.unit;
        (value.is_positive() && (unit.is_some() || value.is_integer()))
            .then(|| self.slots.push(Slot { words, value, unit, thing, relative: true }))
    }

    /// The one amount that words name; the first ones only by their place, as they tell what all have in common.
    fn named(&self, words: &[String], strict: bool) -> Option<usize> {
        let places: Vec<u8> = words.iter().filter_map(|word| ordinal(word)).collect();
        if !places.is_empty() {
            let [place] = places.as_slice() else { return None };
            let mut found = self
                .slots
                .iter()
                .enumerate()
                .filter(|(_, slot)| slot.words.iter().any(|word| ordinal(word) == Some(*place)));
            let (at, _) = found.next()?;
            return found.next().is_none().then_some(at);
        }
        let hits = |word: &String| -> Vec<usize> {
            (0..self.slots.len())
                .filter(|at| self.slots[*at].words.iter().any(|other| word.chars().count() > 3 && is_form(word, other)))
                .collect()
        };
        let light = |word: &str| {
            let verb = ["ли", "ла", "ло", "ал", "ил", "ел", "лось", "лись", "ет", "ют", "ит", "ят"]
                .iter()
                .any(|end| word.ends_with(end))
                && word.chars().count() > 4;
            verb || units::named(word).is_some()
                || self.slots.iter().any(|slot| slot.thing.as_ref().is_some_and(|thing| is_form(thing, word)))
        };
        let mut found: Vec<usize> =
            words.iter().filter(|word| !light(word)).map(hits).filter(|hits| hits.len() == 1).flatten().collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [only] if !strict || self.slots.get(*only)?.relative => Some(*only),
            // «книг со стихами в библиотеке»: the first clause tells the place of all.
            [0, second] if strict && self.slots.get(*second)?.relative && self.slots.len() == 2 => Some(*second),
            _ => None,
        }
    }

    /// «На сколько больше в третий день, чем в первый?», «Во сколько раз …?»
    fn apart(&self, words: &[String]) -> Option<Answer> {
        let begins = |one: &str| {
            words.first().is_some_and(|word| word == one) && words.get(1).is_some_and(|word| word == "сколько")
        };
        let mut places: Vec<u8> = words.iter().filter_map(|word| ordinal(word)).collect();
        places.dedup();
        let slot = |place: u8| {
            let mut found = self.slots.iter().filter(|slot| slot.words.iter().any(|word| ordinal(word) == Some(place)));
            found.next().filter(|_| found.next().is_none())
        };
        let &[one, other] = places.as_slice() else { return None };
        let (one, other) = (slot(one)?, slot(other)?);
        let (large, small) =
            if one.value > other.value { (&one.value, &other.value) } else { (&other.value, &one.value) };
        let same = one.unit.map(|unit| unit.dimension) == other.unit.map(|unit| unit.dimension);
        let compares = words.iter().any(|word| one_of(MORE, word) || one_of(LESS, word));
        let more = words.iter().filter(|word| one_of("вместе всего стало осталось если средн* еще", word)).count() == 0
            && words.iter().any(|word| word == "чем");
        match (begins("на"), begins("во") && words.iter().any(|word| word.starts_with("раз"))) {
            (true, false) if same && compares && more => Some(Answer { value: large - small, unit: one.unit }),
            (false, true) if same && compares && more => Some(Answer { value: large / small, unit: None }),
            _ => None,
        }
    }

    fn asked(&self, question: &str) -> Option<Answer> {
        let pieces = said::pieces(&Rich(question.to_owned()));
        let words: Vec<String> = said::words(&pieces).map(str::to_owned).collect();
        let any = |list: &str| words.iter().any(|word| one_of(list, word));
        let plain = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Gap));
        let asks = any("сколько каков какова каково какой какую how what");
        if let Some(apart) = self.apart(&words).filter(|_| plain && !any(TRAPS)) {
            return Some(apart);
        }
        // What the text does not speak of may be anything.
        let light = "сколько всех всем всей всю каков* какова каково весь путь пути дорог* всего вместе прош* прошли понадоб* потреб* нужн* получил* длина длину расстояни* масса масс* \
            количеств* человек штук* общ* будет было all total altogether many much were there they long need* needed does have";
        let told = |word: &String| {
            word.chars().count() < 4
                || one_of(light, word)
                || units::named(word).is_some()
                || understand::cardinal(word).is_some()
                || ordinal(word).is_some()
                || self.told.iter().any(|there| is_form(there, word))
        };
        if !words.iter().all(told) {
            return None;
        }
        let hard = any(
            "если больше меньше раз раза средн* кто почему кажд* дольше осталось если_бы стало останется more less fewer if left times than average",
        );
        if !plain || !asks || hard || any(TRAPS) || words.first().is_some_and(|word| word == "на" || word == "во") {
            return None;
        }
        let one_unit = self
            .slots
            .windows(2)
            .all(|two| two[0].unit.map(|unit| unit.dimension) == two[1].unit.map(|unit| unit.dimension));
        // Things that are not of one kind make no sum.
        let given: Vec<Option<&String>> =
            self.slots.iter().filter(|slot| !slot.relative).map(|slot| slot.thing.as_ref()).collect();
        let one_kind = given.windows(2).all(|two| matches!(two, [Some(one), Some(other)] if is_form(one, other)));
        let one_unit = one_unit && one_kind;
        let total: BigRational = self.slots.iter().map(|slot| slot.value.clone()).sum();
        let unit = self.slots.first()?.unit;
        let numbered: Vec<usize> =
            words.iter().filter_map(|word| understand::cardinal(word)).map(usize::from).collect();
        let ordinals = words.iter().filter(|word| ordinal(word).is_some()).count();
        if let Some((named, size, of)) = &self.container {
            let hit = |word: &String| word.chars().count() > 3 && named.iter().any(|other| is_form(word, other));
            let things = |word: &String| {
                self.slots.iter().any(|slot| {
                    slot.thing.as_ref().is_some_and(|thing| is_form(thing, word))
                        || slot.words.iter().any(|other| is_form(other, word))
                })
            };
            let asks_it = words.iter().filter(|word| hit(word) && !things(word) && units::named(word).is_none());
            if asks_it.count() > 0 {
                let same = of.map(|unit| unit.dimension) == unit.map(|unit| unit.dimension);
                let count = &total / size;
                // «Вишню разложили»: only one of them.
                let one_of_them =
                    self.named(named, false).is_some() || named.iter().any(|word| ordinal(word).is_some());
                let all = ordinals == 0
                    && self.named(&words, true).is_none()
                    && numbered.iter().all(|n| *n == self.slots.len());
                return (one_unit && same && all && !one_of_them && count.is_integer())
                    .then_some(Answer { value: count, unit: None });
            }
        }
        let whole = any("всего вместе весь вся все всех общ* all total altogether")
            || numbered.as_slice() == [self.slots.len()];
        let slot = self.named(&words, true);
        if whole {
            let all = slot.is_none() && ordinals == 0 && numbered.iter().all(|n| *n == self.slots.len());
            return (all && one_unit).then_some(Answer { value: total, unit });
        }
        if !numbered.is_empty() || any("и или and or") {
            return None;
        }
        let slot = self.slots.get(slot?)?;
        Some(Answer { value: slot.value.clone(), unit: slot.unit })
    }
}
