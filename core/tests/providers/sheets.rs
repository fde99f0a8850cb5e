//! Written sheets over HTTP: what was counted comes, and a task can be had anew.

use std::collections::BTreeMap;

use listok_core::domain::request::Intent;
use listok_core::domain::task::Verification;
use listok_core::domain::{Difficulty, Kind, Spec, Task, Worksheet};
use listok_core::drills;
use listok_core::generation::{self, GenerationError, Plan};
use listok_core::llm::Router;
use listok_core::orders;
use listok_core::understand::{Context, understand};

use crate::world::{KINDS, Kind as Provider, alone, sandbox, soon};

fn said(words: &str) -> Spec {
    let request = understand(words, &Context::default());
    assert_eq!(request.intent, Intent::Generate, "{request:?}");
    request.settle().unwrap()
}

fn by_kind(sheet: &Worksheet) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    sheet.tasks(0).for_each(|(_, task)| *counts.entry(task.kind()).or_default() += 1);
    counts
}

async fn written(router: &Router, spec: &Spec) -> Worksheet {
    generation::write(router, &soon(), spec, &Plan::default(), &[], 7).await.unwrap()
}

#[tokio::test]
async fn counted_kinds_and_levels_come_as_ordered_from_every_provider() {
    for provider in KINDS {
        let sandbox = sandbox().await;
        let router = alone(&sandbox, provider);
        let counted = said("биология 6 класс фотосинтез 10 заданий: 5 тестов, 3 на соответствие, 2 открытых");
        let levels = said("История 5 класс, Древний Египет. Пять лёгких и пять сложных");

        let (counted, levels) = (written(&router, &counted).await, written(&router, &levels).await);

        assert_eq!(by_kind(&counted), [(Kind::SingleChoice, 5), (Kind::Matching, 3), (Kind::Open, 2)].into());
        let easy = levels.tasks(0).filter(|(_, task)| task.difficulty == Difficulty::Easy).count();
        assert_eq!((easy, levels.len(), levels.notices.len() + counted.notices.len()), (5, 10, 0), "{provider:?}");
    }
}

#[tokio::test]
async fn every_provider_plans_a_long_sheet() {
    for provider in KINDS {
        let sandbox = sandbox().await;
        let router = alone(&sandbox, provider);

        let plan = generation::plan(&router, &soon(), &said("биология 6 класс фотосинтез 15 заданий")).await;

        assert!(plan.skills().len() >= 4, "{provider:?}");
    }
}

#[tokio::test]
async fn levels_named_without_counts_get_sections_of_their_own() {
    let sandbox = sandbox().await;

    let sheet =
        written(&alone(&sandbox, Provider::OpenAi), &said("биология 6 класс фотосинтез, 3 уровня, 9 заданий")).await;

    let sections = sheet.variants[0].sections.iter();
    let heading = |text: &listok_core::domain::Rich| text.source().to_owned();
    let shown: Vec<_> = sections.map(|s| (s.heading.as_ref().map(heading).unwrap(), s.tasks.len())).collect();
    let expected = ["Базовый уровень", "Средний уровень", "Повышенный уровень"].map(|name| (name.to_owned(), 3));
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn a_written_task_is_replaced_by_one_of_its_kind_that_the_sheet_does_not_have() {
    let sandbox = sandbox().await;
    let router = alone(&sandbox, Provider::OpenAi);
    let sheet = written(&router, &said("биология 6 класс фотосинтез 8 заданий")).await;
    let shown = |task: &Task| task.texts().iter().map(|text| text.plain()).collect::<Vec<_>>();
    let known: Vec<_> = sheet.tasks(0).map(|(_, task)| shown(task)).collect();
    let before = sandbox.bill().calls;

    for (number, old) in sheet.tasks(0) {
        let replaced = orders::replace(Some(&router), &soon(), &sheet, (0, number), 1, &[], 11).await.unwrap().unwrap();

        assert_eq!(replaced.kind(), old.kind());
        assert!(replaced.difficulty > old.difficulty || old.difficulty == Difficulty::Hard, "{replaced:?}");
        assert!(!known.contains(&shown(&replaced)), "{replaced:?}");
    }
    assert!(sandbox.bill().calls > before);
}

#[tokio::test]
async fn a_computed_task_is_drawn_again_without_a_model() {
    let sheet = drills::worksheet(&said("математика 3 класс деление с остатком 9 заданий"), 5).unwrap();
    let known: Vec<String> = sheet.questions().collect();
    let again = |number, seed| async move {
        let sheet = drills::worksheet(&said("математика 3 класс деление с остатком 9 заданий"), 5).unwrap();
        orders::replace(None, &soon(), &sheet, (0, number), 0, &[], seed).await.unwrap()
    };

    for (number, old) in sheet.tasks(0) {
        let replaced = again(number, 1).await.unwrap();

        assert_eq!(
            (replaced.kind(), &replaced.skill, replaced.verification),
            (old.kind(), &old.skill, Verification::Computed)
        );
        assert!(!known.contains(&replaced.texts()[0].plain()));
    }
    assert_ne!(again(3, 1).await, again(3, 2).await);
    assert_eq!(again(30, 1).await, None);
}

#[tokio::test]
async fn a_written_task_cannot_be_replaced_while_no_model_answers() {
    let sandbox = sandbox().await;
    let sheet = written(&alone(&sandbox, Provider::OpenAi), &said("биология 6 класс фотосинтез 4 задания")).await;

    let replaced = orders::replace(None, &soon(), &sheet, (0, 1), 0, &[], 1).await;

    assert!(matches!(replaced, Err(GenerationError::Unavailable)), "{replaced:?}");
}
