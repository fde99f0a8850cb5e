//! Solutions of inequalities: sets of numbers, compared with the inequality at many places.

use num_rational::BigRational;

use super::relation::Relation;
use crate::math::{self, Exact};

/// A bound of an interval and whether it belongs to it; none where it goes on without end.
type Bound = Option<(Exact, bool)>;

/// Whether an answer is all that solves an inequality; `None` where one of them cannot be read.
pub(super) fn is_solution(relation: &Relation, answer: &str) -> Option<bool> {
    let intervals = read(answer)?;
    let small = BigRational::new(1.into(), 1_000.into());
    let mut places: Vec<Exact> = (-80..=80).map(|half| Exact::ratio(half, 2)).collect();
    for (bound, _) in intervals.iter().flat_map(|(low, high)| [low, high]).flatten() {
        places.extend([bound.clone(), Exact(&bound.0 - &small), Exact(&bound.0 + &small)]);
    }
    let (mut judged, mut right) = (false, true);
    for place in places {
        let inside = is_inside(&intervals, &place);
        let holds = relation.holds_for(&place);
        judged |= holds.is_some();
        // Where a side has no value nothing is solved; far out it may be too large for us.
        let far = place < Exact::whole(-10) || place > Exact::whole(10);
        if holds.is_none() && far {
            continue;
        }
        right &= holds.unwrap_or(false) == inside;
    }
    judged.then_some(right)
}

fn is_inside(intervals: &[(Bound, Bound)], place: &Exact) -> bool {
    intervals.iter().any(|(low, high)| {
        let above = low.as_ref().is_none_or(|(low, closed)| place > low || (*closed && place == low));
        let below = high.as_ref().is_none_or(|(high, closed)| place < high || (*closed && place == high));
        above && below
    })
}

/// Whether a number belongs to a set; `None` where the set cannot be read.
pub(super) fn contains(set: &str, number: &Exact) -> Option<bool> {
    Some(is_inside(&read(set)?, number))
}

/// Whether two sets of numbers are one; `None` where one of them cannot be read.
pub(super) fn same(one: &str, other: &str) -> Option<bool> {
    Some(read(one)? == read(other)?)
}

/// «(−3; 3)», «−3 < x < 3», «x < −3 или x > 3», «(−∞; −3) ∪ (3; +∞)».
fn read(answer: &str) -> Option<Vec<(Bound, Bound)>> {
    let mut text = answer.to_lowercase().replace(['$', '\u{a0}', '+'], "").replace('−', "-").replace('х', "x");
    for (from, to) in [
        (r"\left", ""),
        (r"\right", ""),
        (r"\cup", "∪"),
        (r"\infty", "∞"),
        (r"\leqslant", "≤"),
        (r"\geqslant", "≥"),
        (r"\leq", "≤"),
        (r"\geq", "≥"),
        (r"\le", "≤"),
        (r"\ge", "≥"),
        (r"\lt", "<"),
        (r"\gt", ">"),
        (r"\<", "<"),
        (r"\in", "∈"),
        (" или ", "∪"),
        (" or ", "∪"),
        (r"\,", ""),
        (r"\;", ""),
        (r"\ ", ""),
    ] {
        text = text.replace(from, to);
    }
    let text = text.trim().trim_end_matches('.').to_owned();
    if ["нет решен", "решений нет", "∅", r"\varnothing", r"\emptyset", "no solution"]
        .iter()
        .any(|none| text.contains(none))
    {
        return Some(Vec::new());
    }
    let text = text.replace(' ', "");
    let text = text.split_once('∈').map_or(text.as_str(), |(_, set)| set);
    text.split('∪').map(interval).collect()
}

fn interval(text: &str) -> Option<(Bound, Bound)> {
    let value = |text: &str| math::approach(text).ok();
    if let Some(inner) = text.strip_prefix(['(', '[']).and_then(|inner| inner.strip_suffix([')', ']']))
        && let Some((low, high)) = inner.split_once(';').or_else(|| inner.split_once(','))
    {
        let low = if low == "-∞" { None } else { Some((value(low)?, text.starts_with('['))) };
        let high = if high == "∞" { None } else { Some((value(high)?, text.ends_with(']'))) };
        return Some((low, high));
    }
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| "<>≤≥".contains(*c)).collect();
    let closed = |sign: char| matches!(sign, '≤' | '≥');
    match signs.as_slice() {
        [(at, sign)] => {
            let (left, right) = (&text[..*at], &text[at + sign.len_utf8()..]);
            let up = matches!(sign, '>' | '≥');
            match (left, right) {
                ("x" | "y" | "t", bound) if up => Some((Some((value(bound)?, closed(*sign))), None)),
                ("x" | "y" | "t", bound) => Some((None, Some((value(bound)?, closed(*sign))))),
                (bound, "x" | "y" | "t") if up => Some((None, Some((value(bound)?, closed(*sign))))),
                (bound, "x" | "y" | "t") => Some((Some((value(bound)?, closed(*sign))), None)),
                _ => None,
            }
        }
        [(first, one), (second, other)] if matches!((one, other), ('<' | '≤', '<' | '≤')) => {
            let middle = &text[first + one.len_utf8()..*second];
            let (low, high) = (&text[..*first], &text[second + other.len_utf8()..]);
            matches!(middle, "x" | "y" | "t")
                .then(|| Some((Some((value(low)?, closed(*one))), Some((value(high)?, closed(*other))))))?
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::relation::relation;
    use super::super::said::Piece;
    use super::*;

    #[test]
    fn sets_are_compared_with_inequalities() {
        for (inequality, answer, is) in [
            ("x^2 - 9 < 0", "$(-3; 3)$", Some(true)),
            ("x^2 - 9 < 0", "$x < 3$", Some(false)),
            ("x^2 - 9 < 0", "$-3 < x < 3$", Some(true)),
            ("x^2 - 9 < 0", "[−3; 3]", Some(false)),
            ("x^2 - 4x - 5 > 0", r"$(-\infty;\,-1)\cup(5;\,+\infty)$", Some(true)),
            ("x^2 - 4x - 5 > 0", "x < −1 или x > 5", Some(true)),
            ("2^x > 16", "$x>4$", Some(true)),
            (r"\left(\frac{1}{3}\right)^{x}\geqslant\frac{1}{9}", r"$x\leqslant 2$", Some(true)),
            (r"\log_2 x < 3", "(0; 8)", Some(true)),
            (r"\log_2 x < 3", "x < 8", Some(false)),
            ("x^2 + 1 < 0", "нет решений", Some(true)),
            ("x^2 - 9 < 0", "от −3 до 3", None),
        ] {
            let judged = match relation(inequality) {
                Some(Piece::Relation(relation)) => is_solution(&relation, answer),
                _ => None,
            };
            assert_eq!(judged, is, "{inequality}: {answer}");
        }
    }
}
