//! How far two spellings are apart: slips of the keyboard and spellings by ear.

/// Edit distance that counts two swapped neighbours as one slip; `None` when above `limit`.
pub(super) fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    // A slip brings one letter that the other spelling does not have, at most.
    let (in_a, in_b) = (letters(a), letters(b));
    if (in_a & !in_b).count_ones().max((in_b & !in_a).count_ones()) as usize > limit {
        return None;
    }
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = a[i - 1] == b[j - 1];
            let mut cost = (previous[j - 1] + usize::from(!same)).min(previous[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row.push(cost);
        }
        if row.iter().min().is_some_and(|least| *least > limit) {
            return None;
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().filter(|distance| *distance <= limit)
}

/// The letters of a word, a bit each; letters of different alphabets may share one.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// Letters that sound as one, or as fewer.
const CLUSTERS: [(&str, char, &str); 6] =
    [("тс", 'ц', ""), ("тьс", 'ц', ""), ("стн", 'с', "н"), ("здн", 'з', "н"), ("сч", 'щ', ""), ("зч", 'щ', "")];

/// Whether two Russian words sound the same unstressed: the spellings children and hurried adults mix up agree.
pub(super) fn same_sound(a: &str, b: &str) -> bool {
    sounds(a).eq(sounds(b))
}

/// What of a word is heard.
fn sounds(word: &str) -> impl Iterator<Item = char> {
    let (mut rest, mut last) = (word, None);
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let cluster = CLUSTERS.iter().find(|(letters, ..)| rest.starts_with(letters));
            let (c, taken) = match cluster {
                Some((letters, heard, left)) => (*heard, letters.len() - left.len()),
                None => (c, c.len_utf8()),
            };
            rest = &rest[taken..];
            let heard = match c {
                'о' => 'а',
                'е' | 'э' | 'ы' | 'я' => 'и',
                'б' => 'п',
                'в' => 'ф',
                'г' => 'к',
                'д' => 'т',
                'ж' => 'ш',
                'з' => 'с',
                'ь' | 'ъ' => continue,
                c => c,
            };
            if last != Some(heard) {
                last = Some(heard);
                return last;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_neighbours_are_one_slip() {
        assert_eq!(distance("безудраные", "безударные", 2), Some(1));
        assert_eq!(distance("ситсема", "система", 2), Some(1));
        assert_eq!(distance("катет", "катод", 1), None);
        assert_eq!(distance("сложение", "сложения", 2), Some(1));
    }

    #[test]
    fn spellings_by_ear_sound_the_same() {
        let pairs = [("тиорема", "теорема"), ("астаток", "остаток"), ("рассказ", "разсказ"), ("чесный", "честный")];
        for (wrong, right) in pairs.into_iter().chain([("учаться", "учатся"), ("щет", "счет"), ("позно", "поздно")])
        {
            assert!(same_sound(wrong, right), "{wrong} {right}");
        }
        assert!(!same_sound("митоз", "мейоз"));
    }
}
