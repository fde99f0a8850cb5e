//! A message the parser is unsure of is read by a model over real HTTP, and no further than it can be borne out.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod standin;

use listok_core::domain::request::Intent;
use listok_core::domain::{Request, Subject};
use listok_core::llm::CallContext;
use listok_core::reading;
use listok_core::understand::{Context, understand};
use serde_json::{Value, json};
use standin::{Answer, StandIn, response};

/// Words no programme has: the parser takes them for the topic, but cannot tell the subject.
const ODD: &str = "9 класс, кваркозавры Дробышевского, 6 заданий для Иванова Миши, +7 912 345-67-89";

fn offer(subject: &str, topic: &str) -> Value {
    json!({ "worksheet": true, "subject": subject, "grade": 11, "topic": topic })
}

async fn read(provider: &StandIn, text: &str) -> Request {
    reading::read(text, &Context::default(), Some(&provider.router()), &CallContext::within(reading::LONGEST)).await
}

#[tokio::test]
async fn a_sure_reading_asks_nobody() {
    let provider = StandIn::start(|_, _| response("{}")).await;
    let text = "физика 8 класс закон Ома 10 задач";

    let request = read(&provider, text).await;

    assert_eq!(request, understand(text, &Context::default()));
    assert_eq!(provider.count(), 0);
}

#[tokio::test]
async fn an_unsure_one_is_completed_and_what_was_said_stays() {
    let provider = StandIn::start(|_, _| response(&offer("biology", "кваркозавры").to_string())).await;

    let request = read(&provider, ODD).await;

    assert_eq!((request.intent, request.subject), (Intent::Generate, Some(Subject::Biology)));
    assert_eq!((request.topic.as_deref(), request.total), (Some("кваркозавры"), Some(6)));
    assert_eq!(request.grade.map(listok_core::domain::Grade::number), Some(9), "the grade was said");
    assert_eq!(provider.count(), 1);
}

#[tokio::test]
async fn names_and_numbers_stay_here_and_words_of_the_teacher_are_no_orders() {
    let provider = StandIn::start(|_, _| response("{}")).await;

    read(&provider, ODD).await;

    let asked = provider.asked.lock().unwrap()[0].to_string();
    assert!(asked.contains("<message>") && asked.contains("кваркозавры"), "{asked}");
    for secret in ["миш", "Миш", "иванов", "Иванов", "345"] {
        assert!(!asked.contains(secret), "{secret}: {asked}");
    }
}

#[tokio::test]
async fn what_the_message_does_not_bear_out_is_not_taken() {
    for wrong in [
        offer("magic", "другие слова").to_string(),
        offer("world", "миша").to_string(),
        json!({ "worksheet": false, "subject": "biology", "grade": null, "topic": "кваркозавры" }).to_string(),
        "no json".to_owned(),
    ] {
        let reply = wrong.clone();
        let provider = StandIn::start(move |_, _| response(&reply)).await;

        let request = read(&provider, ODD).await;

        assert_eq!(request, understand(ODD, &Context::default()), "{wrong}");
    }
}

#[tokio::test]
async fn a_model_that_fails_leaves_the_one_question() {
    let provider = StandIn::start(|_, _| Answer::Http(400, "", "{}".to_owned())).await;

    let request = read(&provider, ODD).await;

    assert_eq!(request, understand(ODD, &Context::default()));
}
