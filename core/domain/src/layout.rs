//! How the pages of a worksheet are laid out, beyond what its grade and subject decide.

use serde::{Deserialize, Serialize};

use crate::request::{Answers, Difficulty};
use crate::{Spec, Worksheet};

/// Settings of the page; none of them changes what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Cards to cut out instead of whole pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cards: Option<Cards>,
    /// A table of points at the head of each variant: most, got, total and mark.
    pub score_table: bool,
    /// Thin black lines instead of grey ones, less white between tasks.
    pub ink_saving: bool,
    /// The key as the last page of the sheet.
    pub key_page: bool,
}

/// The most cards on one page; fewer stand there where the tasks do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cards {
    /// One above the other.
    Two,
    /// Two by two.
    Four,
    /// Three rows of two.
    Six,
}

impl Layout {
    /// Whether nothing differs from an ordinary sheet.
    pub fn is_ordinary(&self) -> bool {
        *self == Self::default()
    }

    /// The layout an order asks for in its words: «карточка», «контрольная», «с ответами».
    pub fn of(spec: &Spec) -> Self {
        let work = spec.kind_of_work.as_deref().unwrap_or_default().to_lowercase();
        let named = |stems: &[&str]| stems.iter().any(|stem| work.contains(stem));
        Self {
            cards: named(&["карточк", "card"]).then_some(Cards::Six),
            score_table: named(&["контрольн", "зачёт", "зачет", "exam"]),
            ink_saving: false,
            key_page: spec.answers == Answers::Together,
        }
    }
}

impl Worksheet {
    /// Laid out as ordered; where points are counted, a task without points is worth more the harder it is.
    #[must_use]
    pub fn laid_out(mut self, spec: &Spec) -> Self {
        self.layout = Layout::of(spec);
        if self.layout.score_table {
            let sections = self.variants.iter_mut().flat_map(|variant| &mut variant.sections);
            for task in sections.flat_map(|section| &mut section.tasks) {
                task.points.get_or_insert(match task.difficulty {
                    Difficulty::Easy => 1,
                    Difficulty::Medium => 2,
                    Difficulty::Hard => 3,
                });
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grade, Request, Subject};

    fn ordered(work: &str, answers: Answers) -> Layout {
        let request = Request {
            subject: Some(Subject::Math),
            grade: Grade::new(5).ok(),
            topic: Some("дроби".into()),
            kind_of_work: Some(work.into()),
            answers: Some(answers),
            ..Request::default()
        };
        request.settle().map(|spec| Layout::of(&spec)).unwrap_or_default()
    }

    #[test]
    fn the_words_of_an_order_choose_the_layout() {
        let plain = Layout::default();

        assert_eq!(ordered("карточка", Answers::Separate), Layout { cards: Some(Cards::Six), ..plain });
        assert_eq!(ordered("Контрольная", Answers::Separate), Layout { score_table: true, ..plain });
        assert_eq!(ordered("домашняя", Answers::Together), Layout { key_page: true, ..plain });
        assert!(ordered("домашняя", Answers::Separate).is_ordinary());
    }

    #[test]
    fn layouts_stored_before_a_setting_existed_can_be_read() {
        let read: Result<Layout, _> = serde_json::from_str("{}");
        assert_eq!(read.ok(), Some(Layout::default()));
    }
}
