//! The same words, but another one depends on the other: «квадрат суммы» and «сумма квадратов».

use super::align::{self, Link};
use super::title::{Kind, Role, Title, Token, Weight};

/// The same words the other way round.
pub(super) fn turned(a: &Title, b: &Title, chosen: &[Link]) -> bool {
    let pairs: Vec<(usize, usize)> = chosen
        .iter()
        .filter(|link| link.a.is_power_of_two() && link.b.is_power_of_two())
        .map(|link| (link.a.trailing_zeros() as usize, link.b.trailing_zeros() as usize))
        .collect();
    let roles: Vec<(Role, Role)> = chosen
        .iter()
        .map(|link| (a.tokens[link.a.trailing_zeros() as usize].role, b.tokens[link.b.trailing_zeros() as usize].role))
        .collect();
    let crossed = roles.contains(&(Role::Source, Role::Target)) && roles.contains(&(Role::Target, Role::Source));
    let only_a = roles.iter().any(|&(a, b)| a != Role::None && b == Role::None);
    let only_b = roles.iter().any(|&(a, b)| a == Role::None && b != Role::None);
    let swapped = dependents_turned(a, b, &pairs);
    // «политика и власть» and «власть в политике».
    let split = pairs.iter().any(|&(i, j)| {
        pairs.iter().any(|&(next, other)| {
            let second = if other == j + 1 { other } else { j };
            next == i + 1
                && j.abs_diff(other) == 1
                && a.tokens[next].listed() != b.tokens[second].listed()
                && (governed(&a.tokens[next]) || governed(&b.tokens[second]))
        })
    });
    crossed || (only_a && only_b) || swapped || split || acted_otherwise(a, &pairs)
}

/// «Рим победил Карфаген», «Карфаген победил Рим»: who acts and whom it befalls change places around the verb.
fn acted_otherwise(a: &Title, pairs: &[(usize, usize)]) -> bool {
    let mut verbs = pairs.iter().filter(|(at, _)| {
        let token = &a.tokens[*at];
        token.weight == Weight::Content && token.forms.is_verb() && !super::words::is_latin(&token.text)
    });
    verbs.any(|&(verb, other)| {
        let moved = |after: bool| {
            pairs.iter().any(|&(i, j)| {
                (i > verb) == after && (j > other) != after && (i, j) != (verb, other) && a.tokens[i].before.is_empty()
            })
        };
        moved(true) && moved(false)
    })
}

fn governed(token: &Token) -> bool {
    matches!(
        token.before.as_str(),
        "в" | "во" | "на" | "из" | "от" | "по" | "к" | "для" | "in" | "from" | "into" | "by"
    )
}

/// «квадрат суммы» and «сумма квадратов», “square of a sum” and “sum of squares”.
fn dependents_turned(a: &Title, b: &Title, pairs: &[(usize, usize)]) -> bool {
    let (heads_a, heads_b) = (heads(&a.tokens), heads(&b.tokens));
    let depends = |heads: &[Vec<usize>], on: usize, at: usize| heads[at].contains(&on);
    // «чем бактерии отличаются от грибов»: a verb that may be absent governs nothing.
    let linking = |token: &Token| token.weight == Weight::Weak && token.forms.is_verb();
    let noun = |token: &Token| token.kind == Kind::Word && token.forms.known() && !adjective(token) && !linking(token);
    pairs.iter().any(|&(i, j)| {
        pairs.iter().any(|&(next, before)| {
            let tokens = [&a.tokens[i], &a.tokens[next], &b.tokens[j], &b.tokens[before]];
            let exchanged = depends(&heads_a, i, next) && depends(&heads_b, before, j);
            if !exchanged || !tokens.iter().all(|token| noun(token)) {
                return false;
            }
            let changed = [a.tokens[i].text != b.tokens[j].text, a.tokens[next].text != b.tokens[before].text];
            // Word order is free («сложение дробей», «дроби: сложение»), so both must stand in other cases; inside
            // a longer chain («формула квадрата суммы»), where all stand in the genitive, one shows it.
            let chained = !heads_a[i].is_empty() && !heads_b[before].is_empty() && changed.contains(&true);
            // “decimal multiplication” is “multiplying decimals”; only “of” tells in English.
            if super::words::is_latin(&a.tokens[i].text) {
                return a.tokens[next].before == "of" && b.tokens[j].before == "of";
            }
            changed == [true, true] || chained
        })
    })
}

/// The nouns each noun depends on: the one it follows directly or after “of”; members of a list share them.
fn heads(tokens: &[Token]) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match lists.last_mut() {
            Some(list) if token.listed() => list.push(at),
            _ => lists.push(vec![at]),
        }
    }
    let mut heads = vec![Vec::new(); tokens.len()];
    for pair in lists.windows(2) {
        let first = &tokens[pair[1][0]];
        if (first.bound || first.before == "of") && !pair[0].iter().any(|&at| adjective(&tokens[at])) {
            for &at in &pair[1] {
                heads[at].clone_from(&pair[0]);
            }
        }
    }
    heads
}

fn adjective(token: &Token) -> bool {
    token.forms.lemmas.iter().any(|lemma| lemma.ends_with("ый") || lemma.ends_with("ий") || lemma.ends_with("ой"))
}

/// “Present Simple and Past Perfect”, “Present Perfect and Past Simple”: two pairs exchange their halves.
pub(super) fn paired_otherwise(a: &Title, b: &Title, chosen: &[Link]) -> bool {
    // A word that stands twice is one word here.
    let first = |at: usize| b.tokens.iter().position(|token| token.forms.same_word(&b.tokens[at].forms)).unwrap_or(at);
    let answer = |at: usize| {
        let link = chosen.iter().find(|link| link.a == 1 << at && link.b.is_power_of_two())?;
        Some(first(link.b.trailing_zeros() as usize))
    };
    let bound = |title: &Title| (1..title.tokens.len()).filter(|&at| title.tokens[at].bound).collect::<Vec<_>>();
    let in_a: Vec<(usize, usize)> =
        bound(a).into_iter().filter_map(|at| Some((answer(at - 1)?, answer(at)?))).collect();
    let in_b: Vec<(usize, usize)> = bound(b).into_iter().map(|at| (first(at - 1), first(at))).collect();
    in_a.iter().filter(|pair| !in_b.contains(pair)).any(|&(one, half)| {
        in_a.iter().any(|&(other, other_half)| {
            one != other && half != other_half && in_b.contains(&(one, other_half)) && in_b.contains(&(other, half))
        })
    })
}

/// A misspelt word stands in another place among the words: its form cannot tell what depends on what.
pub(super) fn misspelt_elsewhere(a: &Title, b: &Title, chosen: &[Link]) -> bool {
    let place = |link: &Link| (link.a.trailing_zeros() as usize, link.b.trailing_zeros() as usize);
    // The order of a list is free, so is an author's place: «вулканы и землитрясения», «Гранатовый брослет Куприн».
    let listed =
        |title: &Title, one: usize, other: usize| one.abs_diff(other) == 1 && title.tokens[one.max(other)].listed();
    let author = |token: &Token| token.capital && token.forms.is_surname();
    chosen.iter().filter(|link| link.score <= align::MISSPELT).any(|slip| {
        let (i, j) = place(slip);
        chosen.iter().map(place).any(|(other_i, other_j)| {
            let free = listed(a, i, other_i) && listed(b, j, other_j)
                || author(&a.tokens[other_i]) && author(&b.tokens[other_j]);
            (i < other_i) != (j < other_j) && (i, j) != (other_i, other_j) && !free
        })
    })
}
