//! Topics that a model is asked about: whether two are one.

use listok_core::cache::judge::Why;
use listok_core::cache::{Case, TOPIC};
use listok_core::store::{self, Db};

use crate::standin::wanted;
use crate::world::{Got, World, asks, cache};

on_both_engines!(
    a_judge_who_says_yes_twice_makes_one_topic_of_two,
    a_judge_who_says_no_once_keeps_two_topics_apart,
    a_wrong_hit_makes_a_topic_distrust_misspellings_until_twenty_clean_audits,
    without_a_model_nobody_judges,
    who_refused_one_of_two_topics_refuses_what_they_are_now,
    words_that_are_not_shared_are_no_question_for_the_judge,
    a_topic_in_quite_other_words_is_proposed_to_the_judge_who_decides,
    topics_that_are_not_alike_are_no_question,
    one_hit_in_fifty_is_audited,
);

/// What the judge has been asked.
const QUESTIONS: &str = "select count(*) from river_job where cast(tags as text) like '%judge%'";

/// Two topics near enough for a question.
const NEAR: [&str; 2] = ["причастный оборот", "причастный и деепричастный обороты"];

async fn a_judge_who_says_yes_twice_makes_one_topic_of_two(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let first = world.gets(anna, asks(NEAR[0], 5)).await;
    let second = world.gets(boris, asks(NEAR[1], 5)).await;
    assert!(!second.is_from_the_library());
    let topic = world.topic(&first, anna).await;
    assert!(world.intake.queue.find(TOPIC, &format!("{}-{topic}", second.order)).await.unwrap().is_some());

    world.judged(Case { order: second.order, topic, why: Why::Near }, [true, true]).await;

    let calls = world.written();
    for (teacher, words) in [(world.teacher().await, NEAR[1]), (boris, NEAR[0])] {
        let got = world.gets(teacher, asks(words, 5)).await;
        assert_eq!((got.is_from_the_library(), got.questions()), (true, first.questions()));
    }
    assert_eq!(world.written(), calls);
    // What was made from the other words is served to nobody: they may have fooled the judge.
    assert!(!world.gets(anna, asks(NEAR[1], 5)).await.is_from_the_library());
}

async fn a_judge_who_says_no_once_keeps_two_topics_apart(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let first = world.gets(anna, asks(NEAR[0], 5)).await;
    let second = world.gets(boris, asks(NEAR[1], 5)).await;
    let topic = world.topic(&first, anna).await;

    world.judged(Case { order: second.order, topic, why: Why::Near }, [true, false]).await;
    // Even a later yes changes nothing.
    world.judged(Case { order: second.order, topic, why: Why::Near }, [true, true]).await;

    assert!(!world.gets(anna, asks(NEAR[1], 5)).await.questions().is_empty());
    assert_eq!(world.number("select count(*) from topic where merged_into is not null").await, 0);
    assert_eq!(world.number("select count(*) from topic_refusal where reason = 'judged'").await, 1);
}

async fn a_wrong_hit_makes_a_topic_distrust_misspellings_until_twenty_clean_audits(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    world.gets(anna, asks("причастный оборот", 5)).await;
    let hit = world.gets(boris, asks("причастные обароты", 5)).await;
    let topic = world.topic(&hit, boris).await;

    world.judged(Case { order: hit.order, topic, why: Why::Audit }, [false, false]).await;

    let misspelt = |word: &str| asks(&format!("причастные {word}"), 5);
    assert!(!world.gets(world.teacher().await, misspelt("обароты")).await.is_from_the_library());
    assert!(world.gets(world.teacher().await, misspelt("обороты")).await.is_from_the_library());
    let read = async || store::topics::find(db.read().await.unwrap().on(), topic).await.unwrap().unwrap().watched;
    let clean = world.gets(world.teacher().await, misspelt("обороты")).await;
    for audits in 0..20 {
        assert_eq!(read().await, Some(audits));
        world.judged(Case { order: clean.order, topic, why: Why::Audit }, [true, true]).await;
    }
    assert_eq!(read().await, None);
    assert!(world.gets(world.teacher().await, misspelt("обороти")).await.is_from_the_library());
}

async fn without_a_model_nobody_judges(db: &Db) {
    let mut world = World::new(db).await;
    world.fulfilment.cache = Some(cache(db, &world.clock, &world.chance, None));
    world.gets(world.teacher().await, asks(NEAR[0], 5)).await;

    world.gets(world.teacher().await, asks(NEAR[1], 5)).await;

    assert_eq!(world.number(QUESTIONS).await, 0);
}

async fn who_refused_one_of_two_topics_refuses_what_they_are_now(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris, vera) = (world.teacher().await, world.teacher().await, world.teacher().await);
    let first = world.gets(anna, asks(NEAR[0], 5)).await;
    let second = world.gets(boris, asks(NEAR[1], 5)).await;
    let (to, from) = (world.topic(&first, anna).await, world.topic(&second, boris).await);
    let mut tx = db.begin().await.unwrap();
    let now = world.now();
    store::topics::note_use(tx.on(), vera, "words", to, now).await.unwrap();
    store::topics::refuse_for(tx.on(), vera, "words", from, now).await.unwrap();
    store::topics::note_use(tx.on(), boris, "words", from, now).await.unwrap();

    assert!(store::topics::merge(tx.on(), from, to, now).await.unwrap());

    assert_eq!(store::topics::known(tx.on(), "words", vera).await.unwrap(), None);
    assert_eq!(store::topics::refused(tx.on(), "words", vera).await.unwrap(), [to]);
    assert_eq!(store::topics::known(tx.on(), "words", boris).await.unwrap().map(|alias| alias.topic), Some(to));
}

async fn words_that_are_not_shared_are_no_question_for_the_judge(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks(NEAR[1], 5)).await;

    // The programme knows what was meant: its name is shared, the slip is not.
    world.gets(world.teacher().await, asks("причастный обарот", 5)).await;
    world.gets(world.teacher().await, asks("причастный и деепричастный обороты Пшыкняева", 5)).await;

    assert_eq!(world.number("select count(*) from topic").await, 2);
    assert_eq!(world.number(QUESTIONS).await, 0);
}

/// One topic for a teacher; no word of one is in the other.
const ALIKE: [&str; 2] = ["причастный оборот", "обособленные согласованные определения"];

impl World {
    /// With an embedding model that looks for topics like a new one.
    async fn comparing(db: &Db) -> Self {
        let mut world = Self::new(db).await;
        let queue = Some(world.intake.queue.clone());
        world.fulfilment.cache = Some(cache(db, &world.clock, &world.chance, queue).comparing(true));
        world
    }

    /// A sheet of a new topic, and the judge's answers to what is asked about it.
    async fn gets_and_judges(&self, words: &str, answers: [bool; 2]) -> Got {
        let teacher = self.teacher().await;
        let got = self.gets(teacher, asks(words, 5)).await;
        let case = Case { order: got.order, topic: self.topic(&got, teacher).await, why: Why::New };
        let job = format!("{}-{}", case.order, case.topic);
        assert!(self.intake.queue.find(TOPIC, &job).await.unwrap().is_some(), "{words} raises no question");
        self.judged(case, answers).await;
        got
    }

    /// How often the judge was asked.
    fn judgements(&self) -> usize {
        self.model.asked.lock().unwrap().iter().filter(|asked| wanted(asked) == "same_topic").count()
    }
}

async fn a_topic_in_quite_other_words_is_proposed_to_the_judge_who_decides(db: &Db) {
    let world = World::comparing(db).await;
    let first = world.gets_and_judges(ALIKE[0], [false, false]).await;
    assert_eq!(world.judgements(), 0, "there was nothing to compare with");
    assert!(!world.gets_and_judges(ALIKE[1], [true, true]).await.is_from_the_library());
    assert_eq!(world.judgements(), 2);

    let got = world.gets(world.teacher().await, asks(ALIKE[1], 5)).await;

    assert_eq!((got.is_from_the_library(), got.questions()), (true, first.questions()));
    assert_eq!(world.number("select count(*) from model_call where role = 'embedder'").await, 2);
}

async fn topics_that_are_not_alike_are_no_question(db: &Db) {
    let world = World::comparing(db).await;
    world.gets_and_judges(ALIKE[0], [true, true]).await;
    world.gets_and_judges("правописание наречий", [true, true]).await;

    assert_eq!(world.judgements(), 0);
    assert_eq!(world.number("select count(*) from topic where merged_into is not null").await, 0);
}

async fn one_hit_in_fifty_is_audited(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;

    for _ in 0..150 {
        assert!(world.gets(world.teacher().await, asks("причастные обороты", 5)).await.is_from_the_library());
    }

    // Three are expected; the chance is seeded, so it is the same number every time.
    let audits = world.number(QUESTIONS).await;
    assert!((1..=9).contains(&audits), "{audits}");
    assert_eq!(world.written(), 1);
}
