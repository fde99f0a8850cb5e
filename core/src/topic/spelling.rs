//! How far two spellings are apart: slips of the keyboard and spellings by ear.

/// Edit distance that counts two swapped neighbours as one slip; `None` when above `limit`.
pub(super) fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
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

/// A Russian word as it sounds unstressed: the spellings children and hurried adults mix up agree.
pub(super) fn sound(word: &str) -> String {
    let joined = word
        .replace("тс", "ц")
        .replace("тьс", "ц")
        .replace("стн", "сн")
        .replace("здн", "зн")
        .replace("сч", "щ")
        .replace("зч", "щ");
    let mut sounds = String::new();
    for c in joined.chars() {
        let c = match c {
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
        if !sounds.ends_with(c) {
            sounds.push(c);
        }
    }
    sounds
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
        assert_eq!(sound("тиорема"), sound("теорема"));
        assert_eq!(sound("астаток"), sound("остаток"));
        assert_eq!(sound("рассказ"), sound("разсказ"));
        assert_ne!(sound("митоз"), sound("мейоз"));
    }
}
