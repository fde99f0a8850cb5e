//! Models over real HTTP: every fault of a provider becomes the right error, and every call a record.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod standin;

use std::time::Duration;

use listok_core::billing::Meter;
use listok_core::clock::Clock;
use listok_core::config::{self, Settings, Wire};
use listok_core::domain::stored::ModelCall;
use listok_core::domain::{Currency, Money};
use listok_core::limits::Limiter;
use listok_core::llm::{CallContext, ModelError, Prompt, Role, Router, Schema};
use serde_json::json;
use standin::{Answer, StandIn, response, usage};

const SECRET: &str = "слова учителя";

fn question() -> Prompt {
    Prompt {
        role: Role::Author,
        version: "test-1",
        system: "Answer.".into(),
        user: format!("topic: {SECRET}"),
        schema: Schema::new("thing", json!({ "type": "object" })),
        max_output_tokens: 77,
    }
}

async fn ask(router: &Router) -> (Result<String, ModelError>, Vec<ModelCall>) {
    let before = router.meter().calls().len();
    let reply = router.ask(&question(), &CallContext::within(Duration::from_secs(60))).await;
    (reply.map(|reply| reply.text), router.meter().calls().split_off(before))
}

fn outcomes(calls: &[ModelCall]) -> Vec<&str> {
    calls.iter().map(|call| call.outcome.as_str()).collect()
}

/// (1000 − 400)·0.10 + 400·0.01 + 200·0.50 millionths of a dollar.
const COST: Money = Money { nano: 164_000, currency: Currency::Usd };

#[tokio::test]
async fn an_answer_comes_with_its_tokens_and_their_cost() {
    let provider = StandIn::start(|_, _| response("{}")).await;

    let (reply, calls) = ask(&provider.router()).await;

    assert_eq!(reply, Ok("{}".into()));
    assert_eq!(outcomes(&calls), ["ok"]);
    assert_eq!(calls[0].cost, Some(COST));
    assert_eq!((calls[0].tokens_in, calls[0].tokens_cached, calls[0].tokens_out), (1000, 400, 200));
}

#[tokio::test]
async fn nothing_is_kept_by_the_provider_and_the_answer_is_bounded() {
    let provider = StandIn::start(|_, _| response("{}")).await;

    ask(&provider.router()).await.0.unwrap();

    let asked = provider.asked.lock().unwrap()[0].clone();
    assert_eq!(asked["store"], false);
    assert_eq!(asked["max_output_tokens"], 77);
    assert_eq!(asked["reasoning"]["effort"], "none");
    assert_eq!(asked["text"]["format"]["strict"], true);
    assert!(!asked["instructions"].as_str().unwrap().contains(SECRET));
}

#[tokio::test]
async fn chat_completions_are_understood_too() {
    let provider = StandIn::start(|_, asked| {
        assert_eq!(asked["max_completion_tokens"], 77);
        let body = json!({
            "choices": [{ "finish_reason": "stop", "message": { "content": "{}" } }],
            "usage": { "prompt_tokens": 1000, "prompt_tokens_details": { "cached_tokens": 400 }, "completion_tokens": 200 },
        });
        Answer::Http(200, "", body.to_string())
    })
    .await;

    let (reply, calls) = ask(&Router::of_models([provider.model(Wire::Chat)], Clock::System)).await;

    assert_eq!(reply, Ok("{}".into()));
    assert_eq!(calls[0].cost, Some(COST));
}

#[tokio::test]
async fn a_busy_provider_is_asked_again() {
    let provider = StandIn::start(|n, _| match n {
        0 => Answer::Http(429, "retry-after: 1\r\n", "{}".into()),
        _ => response("{}"),
    })
    .await;

    let (reply, calls) = ask(&provider.router()).await;

    assert!(reply.is_ok());
    assert_eq!(outcomes(&calls), ["rate_limited", "ok"]);
    assert_eq!(calls[0].cost, None, "what is not known is not nothing");
}

#[tokio::test]
async fn a_provider_that_wants_an_hour_is_left_alone() {
    let busy = StandIn::start(|_, _| Answer::Http(429, "retry-after: 3600\r\n", "{}".into())).await;
    let other = StandIn::start(|_, _| response("{}")).await;
    let router = Router::of_models([busy.model(Wire::Responses), other.model(Wire::Responses)], Clock::System);

    let (first, second) = (ask(&router).await, ask(&router).await);

    assert_eq!((first.0.is_ok(), second.0.is_ok()), (true, true));
    assert_eq!((busy.count(), other.count()), (1, 2));
}

#[tokio::test]
async fn passing_faults_are_tried_again() {
    for (fault, code) in [
        (Answer::Http(500, "", format!("oops: {SECRET}")) as Answer, "overloaded"),
        (Answer::Http(200, "", "<html>".into()), "malformed"),
        (Answer::Http(200, "", r#"{"status":"completed"}"#.into()), "malformed"),
        (Answer::Cut, "unreachable"),
    ] {
        let fault = std::sync::Mutex::new(Some(fault));
        let provider = StandIn::start(move |_, _| fault.lock().unwrap().take().unwrap_or_else(|| response("{}"))).await;

        let (reply, calls) = ask(&provider.router()).await;

        assert!(reply.is_ok(), "{code}");
        assert_eq!(outcomes(&calls), [code, "ok"]);
    }
}

#[tokio::test]
async fn faults_that_last_are_not_repeated_and_quote_nobody() {
    let incomplete = json!({ "status": "incomplete", "incomplete_details": null, "output": [], "usage": usage() });
    let refusal = json!({
        "status": "completed",
        "output": [{ "content": [{ "type": "refusal", "refusal": SECRET }] }],
        "usage": usage(),
    });
    let error = |code: &str| json!({ "error": { "message": SECRET, "code": code } }).to_string();
    for (status, body, expected, cost) in [
        (401, error("invalid_api_key"), ModelError::Unauthorised, None),
        (429, error("insufficient_quota"), ModelError::Exhausted, None),
        (400, error("content_filter"), ModelError::Refused, None),
        (400, error("unsupported_parameter"), ModelError::Rejected, None),
        (404, "not json".to_owned(), ModelError::Rejected, None),
        (200, incomplete.to_string(), ModelError::Truncated, Some(COST)),
        (200, refusal.to_string(), ModelError::Declined, Some(COST)),
    ] {
        let provider = StandIn::start(move |_, _| Answer::Http(status, "", body.clone())).await;

        let (reply, calls) = ask(&provider.router()).await;

        let error = reply.unwrap_err();
        assert_eq!(error, expected, "{status}");
        assert_eq!(outcomes(&calls), [expected.code()]);
        assert_eq!(calls[0].cost, cost, "{expected}");
        assert!(!format!("{error} {error:?} {calls:?}").contains(SECRET));
    }
}

#[tokio::test]
async fn a_refusal_is_final() {
    let strict = StandIn::start(|_, _| Answer::Http(400, "", r#"{"error":{"code":"content_filter"}}"#.into())).await;
    let other = StandIn::start(|_, _| response("{}")).await;

    let (reply, _) =
        ask(&Router::of_models([strict.model(Wire::Responses), other.model(Wire::Responses)], Clock::System)).await;

    assert_eq!(reply, Err(ModelError::Refused));
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn a_hanging_provider_is_hung_up_on_at_the_deadline() {
    let provider = StandIn::start(|_, _| Answer::Hang).await;
    let router = provider.router().within(Duration::from_millis(300));

    let (reply, calls) = ask(&router).await;

    assert_eq!(reply, Err(ModelError::Timeout));
    assert_eq!(outcomes(&calls), ["timeout"]);
}

#[tokio::test]
async fn a_used_up_budget_keeps_the_call_from_being_made() {
    let provider = StandIn::start(|_, _| response("{}")).await;
    let settings = config::OpenAi { requests_per_minute: 2, ..provider.settings(Wire::Responses) };
    let models = config::Models { openai: Some(settings), ..Settings::read(&|_| None).unwrap().models };
    let router = Router::of(&models, &Limiter::in_memory(1), Clock::System, Meter::listed()).unwrap().unwrap();
    let router = router.within(Duration::from_secs(5));

    let replies = [ask(&router).await.0, ask(&router).await.0, ask(&router).await.0];

    assert!(replies[0].is_ok() && replies[1].is_ok());
    assert!(matches!(replies[2], Err(ModelError::RateLimited { retry_after: Some(_) })), "{replies:?}");
    assert_eq!(provider.count(), 2);
}

#[tokio::test]
async fn a_dead_provider_is_replaced_by_the_next_and_then_not_asked() {
    let dead = StandIn::start(|_, _| Answer::Http(503, "", String::new())).await;
    let other = StandIn::start(|_, _| response("{}")).await;
    let router = Router::of_models([dead.model(Wire::Responses), other.model(Wire::Responses)], Clock::System);

    for _ in 0..4 {
        ask(&router).await.0.unwrap();
    }

    // Two tries twice, one more that opens the breaker, then silence.
    assert_eq!((dead.count(), other.count()), (5, 4));
}
