//! Where pages end: what belongs together stays together, and no page is left with a lonely rest.

use super::Frame;
use crate::pdf::block::Piece;
use crate::pdf::drawing::MM;

/// Pieces that stand on one page if a page can hold them.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) pieces: Vec<Piece>,
    /// Whether a task begins here; only between tasks may distances change.
    pub(super) opens: bool,
}

impl Group {
    fn height(&self) -> f32 {
        self.pieces.iter().enumerate().map(|(i, p)| p.height + if i > 0 { p.above } else { 0.0 }).sum()
    }
}

/// Page of a part and distance from the top edge, for every piece of every group.
pub(super) struct Plan {
    pub(super) places: Vec<(usize, f32)>,
    /// First group and lower edge of each page.
    pages: Vec<(usize, f32)>,
}

/// Less of a page than this is a rest that should not stand alone.
const REST: f32 = 0.22;
/// A single task may not stand alone on less than this.
const LONE_TASK: f32 = 0.45;
/// A page that gives something to the next stays this full.
const FULL_ENOUGH: f32 = 0.5;
/// What is taller than this goes on on the next page rather than leave a page with a heading alone.
const TALL: f32 = 0.6;
/// What is taller than a page begins at once if this much of the page is left.
const GOOD_PART: f32 = 0.4;

/// Sets groups on pages; `distance` is the part of the usual distance between tasks that is kept.
pub(super) fn plan(groups: &[Group], frame: &Frame, distance: f32) -> Plan {
    let plain = fill(groups, frame, distance, None);
    let pages = plain.pages.len();
    if pages == 1 || !lonely(&plain, groups, frame) {
        return spread(plain, groups, frame, distance);
    }
    let closer = [0.75, 0.55].map(|factor| fill(groups, frame, distance * factor, None));
    if let Some(shorter) = closer.into_iter().find(|plan| plan.pages.len() < pages) {
        return spread(shorter, groups, frame, distance);
    }
    // Otherwise the last page is given company by the one before it.
    let (from, to) = (plain.pages[pages - 2].0 + 1, plain.pages[pages - 1].0);
    let enough = |plan: &Plan| {
        let given = frame.share(plan.pages[pages - 2].1);
        plan.pages.len() == pages && given >= FULL_ENOUGH && !lonely(plan, groups, frame)
    };
    let mut moved = (from..to).rev().map(|group| fill(groups, frame, distance, Some(group)));
    spread(moved.find(enough).unwrap_or(plain), groups, frame, distance)
}

fn lonely(plan: &Plan, groups: &[Group], frame: &Frame) -> bool {
    let Some(&(first, end)) = plan.pages.last() else { return false };
    let share = frame.share(end);
    // The rest of a task before it is company enough.
    let lone = groups[first].opens && groups[first..].iter().filter(|group| group.opens).count() == 1;
    share < REST || (lone && share < LONE_TASK)
}

/// One page after the other, each as full as it gets; a new one begins before the group `cut`.
fn fill(groups: &[Group], frame: &Frame, distance: f32, cut: Option<usize>) -> Plan {
    let mut plan = Plan { places: Vec::new(), pages: vec![(0, frame.top)] };
    let mut y = frame.top;
    let mut page = 0;
    let mut has_task = false;
    for (index, group) in groups.iter().enumerate() {
        let height = group.height();
        let above = group.pieces.first().map_or(0.0, |piece| piece.above) * if group.opens { distance } else { 1.0 };
        let left = frame.bottom - y - above;
        let tall = height > frame.height() || (!has_task && height > frame.height() * TALL);
        let turns = if tall { left < frame.height() * GOOD_PART } else { height > left + 0.01 };
        if y > frame.top && (turns || cut == Some(index)) {
            y = frame.top;
            page += 1;
            plan.pages.push((index, y));
            has_task = false;
        }
        has_task |= group.opens;
        for (i, piece) in group.pieces.iter().enumerate() {
            if y > frame.top {
                let above = if i == 0 { above } else { piece.above };
                if y + above + piece.height > frame.bottom + 0.01 {
                    y = frame.top;
                    page += 1;
                    plan.pages.push((index, y));
                } else {
                    y += above;
                }
            }
            plan.places.push((page, y));
            y += piece.height;
            plan.pages[page].1 = y;
        }
    }
    plan
}

/// A page that ends early is filled by a little more air between its tasks.
fn spread(mut plan: Plan, groups: &[Group], frame: &Frame, distance: f32) -> Plan {
    if distance < 1.0 {
        return plan;
    }
    let count = plan.pages.len();
    let mut firsts = Vec::new();
    let mut piece = 0;
    for group in groups {
        firsts.push(piece);
        piece += group.pieces.len();
    }
    for page in 0..count {
        let most = match (count, page + 1 == count) {
            (1, _) => 5.0 * MM,
            (_, true) => continue,
            _ => 3.0 * MM,
        };
        let on_page = |place: usize| plan.places.get(place).is_some_and(|(at, _)| *at == page);
        let starts: Vec<usize> = groups
            .iter()
            .zip(&firsts)
            .filter(|(g, first)| g.opens && on_page(**first))
            .map(|(_, first)| *first)
            .collect();
        // The first task on a page stays where it is.
        let gaps = starts.len().saturating_sub(1);
        let spare = frame.bottom - plan.pages[page].1;
        if gaps == 0 || spare <= 0.0 {
            continue;
        }
        let each = (spare / gaps as f32).min(most);
        for (place, (at, y)) in plan.places.iter_mut().enumerate() {
            if *at == page {
                let moved = starts.iter().skip(1).filter(|start| **start <= place).count();
                *y += each * moved as f32;
            }
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn task(height: f32) -> Group {
        Group { pieces: vec![Piece::drawing(Vec::new(), height, 10.0)], opens: true }
    }

    fn pages(groups: &[Group]) -> Vec<usize> {
        plan(groups, &Frame::PAGE, 1.0).places.iter().map(|(page, _)| *page).collect()
    }

    #[test]
    fn a_lonely_last_task_is_drawn_up_or_given_company() {
        let high = Frame::PAGE.height();
        let nearly: Vec<_> = (0..5).map(|_| task((high - 32.0) / 5.0)).collect();
        let four_and_one: Vec<_> = (0..5).map(|_| task(high / 4.5)).collect();

        assert_eq!(pages(&nearly), [0, 0, 0, 0, 0]);
        assert_eq!(pages(&four_and_one), [0, 0, 0, 1, 1]);
    }

    #[test]
    fn what_stays_together_is_cut_only_when_no_page_could_hold_it() {
        let high = Frame::PAGE.height();
        let kept =
            |parts: usize| Group { pieces: vec![task(high / 4.0).pieces[0].clone().above(0.0); parts], opens: true };

        assert_eq!(pages(&[task(high / 2.0), kept(3)]), [0, 1, 1, 1]);
        assert_eq!(pages(&[kept(6)]), [0, 0, 0, 0, 1, 1]);
    }

    fn groups() -> impl Strategy<Value = Vec<Group>> {
        let piece = (1.0f32..120.0, 0.0f32..20.0).prop_map(|(high, above)| Piece::drawing(Vec::new(), high, above));
        vec((vec(piece, 1..9), any::<bool>()).prop_map(|(pieces, opens)| Group { pieces, opens }), 1..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_task_is_cut_from_its_answer_area(groups in groups(), distance in 0.5f32..1.0) {
            let (frame, distance) = (Frame::PAGE, if distance < 0.8 { distance } else { 1.0 });
            let plan = plan(&groups, &frame, distance);

            let mut places = plan.places.iter();
            let mut below = (0, frame.top);
            for group in &groups {
                let at: Vec<_> = places.by_ref().take(group.pieces.len()).copied().collect();
                let whole = group.height() <= frame.height() * TALL;
                prop_assert!(!whole || at.iter().all(|(page, _)| *page == at[0].0), "{:?}", at);
                for ((page, y), piece) in at.into_iter().zip(&group.pieces) {
                    prop_assert!(page > below.0 || (page == below.0 && y >= below.1 - 0.01), "overlap at {y}");
                    prop_assert!(y + piece.height <= frame.bottom + 0.1);
                    below = (page, y + piece.height);
                }
            }
        }
    }
}
