//! A shorter sheet out of a longer one; pure.
//!
//! Sections stay, each with its share of the tasks, and within a section easy, medium and hard
//! tasks and their kinds keep their proportions. What cannot be cut without harm is not cut: tasks
//! that speak of one another, headings with numbers, sections that would end up empty.

use crate::domain::worksheet::{Section, Variant, Worksheet};
use crate::domain::{Rich, Task};

/// The sheet with `total` tasks in each of `variants`, or `None` when it cannot be had from this one.
pub fn slice(made: &Worksheet, total: usize, variants: usize) -> Option<Worksheet> {
    if variants > made.variants.len() || total == 0 {
        return None;
    }
    let kept: Vec<Kept> =
        made.variants[..variants].iter().map(|variant| keep(variant, total)).collect::<Option<_>>()?;
    let whole = kept.iter().all(|kept| kept.dropped == 0);
    if !whole && !may_be_cut(made) {
        return None;
    }
    Some(put_together(made, &kept))
}

/// The first `total` tasks: what a sheet whose tasks speak of one another can still be cut to.
pub fn beginning(made: &Worksheet, total: usize, variants: usize) -> Worksheet {
    let kept: Vec<Kept> = made
        .variants
        .iter()
        .take(variants)
        .map(|variant| {
            let mut left = total;
            let sections = variant.sections.iter().map(|section| {
                let taken = left.min(section.tasks.len());
                left -= taken;
                (0..taken).collect()
            });
            Kept::of(variant, sections.collect())
        })
        .collect();
    put_together(made, &kept)
}

/// Which tasks of a variant stay, by section.
struct Kept {
    sections: Vec<Vec<usize>>,
    dropped: usize,
}

impl Kept {
    fn of(variant: &Variant, sections: Vec<Vec<usize>>) -> Self {
        let (all, kept) = (size(variant), sections.iter().map(Vec::len).sum::<usize>());
        Self { sections, dropped: all - kept }
    }
}

fn size(variant: &Variant) -> usize {
    variant.sections.iter().map(|section| section.tasks.len()).sum()
}

fn keep(variant: &Variant, total: usize) -> Option<Kept> {
    let sizes: Vec<usize> = variant.sections.iter().map(|section| section.tasks.len()).collect();
    let shares = shares(&sizes, total)?;
    let sections = variant.sections.iter().zip(shares).map(|(section, share)| choose(&section.tasks, share)).collect();
    Some(Kept::of(variant, sections))
}

/// How many tasks each section keeps: in proportion, by largest remainder, none left empty.
fn shares(sizes: &[usize], total: usize) -> Option<Vec<usize>> {
    let all: usize = sizes.iter().sum();
    let filled = sizes.iter().filter(|size| **size > 0).count();
    if total > all || total < filled {
        return None;
    }
    let mut shares: Vec<usize> = sizes.iter().map(|size| (size * total / all).max(usize::from(*size > 0))).collect();
    // What a section is still owed, in parts of a task; negative once it has more than its due.
    let owed = |shares: &[usize], at: usize| {
        i64::try_from(sizes[at] * total).unwrap_or(i64::MAX) - i64::try_from(shares[at] * all).unwrap_or(i64::MAX)
    };
    while shares.iter().sum::<usize>() < total {
        let open = (0..sizes.len()).filter(|&at| shares[at] < sizes[at]);
        let most = open.max_by_key(|&at| (owed(&shares, at), usize::MAX - at))?;
        shares[most] += 1;
    }
    while shares.iter().sum::<usize>() > total {
        let open = (0..sizes.len()).filter(|&at| shares[at] > 1);
        let least = open.min_by_key(|&at| (owed(&shares, at), usize::MAX - at))?;
        shares[least] -= 1;
    }
    Some(shares)
}

/// Evenly spread over the tasks by level and kind, given back in the order of the page.
fn choose(tasks: &[Task], count: usize) -> Vec<usize> {
    let mut by_level: Vec<usize> = (0..tasks.len()).collect();
    by_level.sort_by_key(|&at| (tasks[at].difficulty, tasks[at].kind(), at));
    let mut chosen: Vec<usize> = (0..count).map(|n| by_level[(2 * n + 1) * tasks.len() / (2 * count)]).collect();
    chosen.sort_unstable();
    chosen
}

fn put_together(made: &Worksheet, kept: &[Kept]) -> Worksheet {
    // What was said of the sheet as it was ordered then does not hold now.
    let mut cut = Worksheet { variants: Vec::new(), notices: Vec::new(), ..made.clone() };
    for (variant, kept) in made.variants.iter().zip(kept) {
        let section = |(section, kept): (&Section, &Vec<usize>)| Section {
            heading: section.heading.clone(),
            tasks: kept.iter().filter_map(|&at| section.tasks.get(at).cloned()).collect(),
        };
        let sections = variant.sections.iter().zip(&kept.sections).map(section);
        cut.variants.push(Variant { sections: sections.filter(|section| !section.tasks.is_empty()).collect() });
    }
    cut
}

/// Whether tasks can be left out without the others noticing.
fn may_be_cut(made: &Worksheet) -> bool {
    let headings =
        made.variants.iter().flat_map(|variant| &variant.sections).filter_map(|section| section.heading.as_ref());
    let counts = |text: &Rich| text.source().chars().any(|c| c.is_ascii_digit());
    let tasks = made.variants.iter().flat_map(Variant::tasks);
    !made.instruction.iter().chain(headings).any(counts)
        && !tasks.flat_map(Task::texts).any(|text| speaks_of_another(&text.plain()))
}

/// Whether a task's words point at another task: «из задания 3», «предыдущий пример», “task 2”.
fn speaks_of_another(text: &str) -> bool {
    const NEIGHBOURS: [&str; 6] =
        ["предыдущ", "следующем задании", "выше задани", "previous", "next task", "above task"];
    const NUMBERED: [&str; 8] = ["задани", "задач", "вопрос", "упражнени", "task", "question", "exercise", "problem"];
    let text = text.to_lowercase();
    let numbered = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let after = text[at + word.len()..].trim_start_matches(char::is_alphabetic);
            after.trim_start_matches([' ', '\u{a0}', '№', '#']).starts_with(|c: char| c.is_ascii_digit())
        })
    };
    NEIGHBOURS.iter().any(|word| text.contains(word)) || NUMBERED.iter().any(|word| numbered(word))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::task::ShortAnswer;
    use crate::domain::worksheet::{Notice, Origin};
    use crate::domain::{Difficulty, Grade, Locale, Subject};

    fn task(number: usize, difficulty: Difficulty) -> Task {
        asking(&format!("вопрос о листьях {}", "я".repeat(number)), difficulty)
    }

    fn asking(question: &str, difficulty: Difficulty) -> Task {
        let answer = ShortAnswer { question: question.into(), answer: "да".into(), accept: Vec::new() };
        Task::computed(answer, difficulty, "skill")
    }

    fn sheet(sections: &[Vec<Difficulty>], variants: usize) -> Worksheet {
        let mut number = 0;
        let mut variant = || Variant {
            sections: sections
                .iter()
                .map(|levels| Section {
                    heading: Some("Часть".into()),
                    tasks: levels
                        .iter()
                        .map(|level| {
                            number += 1;
                            task(number, *level)
                        })
                        .collect(),
                })
                .collect(),
        };
        Worksheet {
            schema: Worksheet::SCHEMA,
            locale: Locale::Ru,
            subject: Subject::Biology,
            grade: Grade::new(6).unwrap(),
            topic: "листья".into(),
            title: "Листья".into(),
            kind_of_work: None,
            instruction: None,
            variants: (0..variants).map(|_| variant()).collect(),
            large_print: false,
            layout: crate::domain::Layout::default(),
            origin: Origin::Model,
            notices: Vec::new(),
        }
    }

    fn levels(sheet: &Worksheet) -> [usize; 3] {
        Difficulty::ALL.map(|level| sheet.tasks(0).filter(|(_, task)| task.difficulty == level).count())
    }

    use Difficulty::{Easy, Hard, Medium};

    #[test]
    fn half_of_a_sheet_keeps_its_sections_and_its_levels() {
        let part = [vec![Easy; 4], vec![Medium; 4], vec![Hard; 2]].concat();
        let made = sheet(&[part.clone(), part], 2);

        let cut = slice(&made, 10, 1).unwrap();

        assert_eq!((cut.variants.len(), cut.len()), (1, 10));
        assert_eq!(cut.variants[0].sections.iter().map(|section| section.tasks.len()).collect::<Vec<_>>(), [5, 5]);
        assert_eq!(levels(&cut), [4, 4, 2]);
    }

    #[test]
    fn more_than_there_is_cannot_be_had() {
        let made = sheet(&[vec![Easy; 10]], 2);

        assert_eq!(slice(&made, 11, 1), None);
        assert_eq!(slice(&made, 10, 3), None);
        assert_eq!(slice(&made, 0, 1), None);
        assert_eq!(slice(&made, 10, 2), Some(made));
    }

    #[test]
    fn no_section_is_left_empty() {
        let made = sheet(&[vec![Easy; 9], vec![Hard]], 1);

        let cut = slice(&made, 3, 1).unwrap();

        assert_eq!(cut.variants[0].sections.iter().map(|section| section.tasks.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(slice(&made, 1, 1), None);
    }

    #[test]
    fn a_sheet_whose_tasks_speak_of_one_another_is_served_whole_or_from_its_beginning() {
        for words in [
            "Реши задачу 1 другим способом",
            "Проверь ответ из задания №2",
            "Use your answer to question 4",
            "Как в предыдущем примере",
        ] {
            let mut made = sheet(&[vec![Easy; 6]], 1);
            made.variants[0].sections[0].tasks[3] = asking(words, Easy);

            assert_eq!(slice(&made, 4, 1), None, "{words}");
            assert_eq!(slice(&made, 6, 1), Some(made.clone()), "{words}");
            assert_eq!(beginning(&made, 4, 1).variants[0].sections[0].tasks, made.variants[0].sections[0].tasks[..4]);
        }
        let mut numbered = sheet(&[vec![Easy; 6]], 1);
        numbered.variants[0].sections[0].heading = Some("Часть А (6 заданий)".into());
        assert_eq!(slice(&numbered, 4, 1), None);
    }

    #[test]
    fn remarks_on_an_earlier_order_are_left_out() {
        let mut made = sheet(&[vec![Easy; 4]], 1);
        made.notices = vec![Notice::Fewer { ordered: 5, delivered: 4 }];

        let cut = slice(&made, 2, 1).unwrap();

        // Of four tasks the second and the fourth stay.
        assert_eq!(cut.variants[0].sections[0].tasks, [task(2, Easy), task(4, Easy)]);
        assert_eq!(cut.notices, []);
    }

    proptest! {
        #[test]
        fn every_cut_is_part_of_the_sheet_in_its_order_and_keeps_proportions(
            sizes in proptest::collection::vec(proptest::collection::vec(0_usize..3, 1..12), 1..4),
            wanted in 1_usize..40,
        ) {
            let sections: Vec<Vec<Difficulty>> =
                sizes.iter().map(|levels| levels.iter().map(|&level| Difficulty::ALL[level]).collect()).collect();
            let made = sheet(&sections, 1);
            let all = made.len();
            let cut = slice(&made, wanted, 1);
            prop_assert_eq!(cut.is_some(), wanted <= all && wanted >= sections.len());
            if let Some(cut) = cut {
                prop_assert_eq!(cut.len(), wanted);
                for (old, new) in made.variants[0].sections.iter().zip(&cut.variants[0].sections) {
                    let mut left = old.tasks.iter();
                    prop_assert!(new.tasks.iter().all(|task| left.any(|other| other == task)));
                    for level in Difficulty::ALL {
                        let count = |section: &Section| section.tasks.iter().filter(|t| t.difficulty == level).count();
                        let due = count(old) * new.tasks.len() / old.tasks.len();
                        prop_assert!(count(new).abs_diff(due) <= 1);
                    }
                }
            }
        }
    }
}
