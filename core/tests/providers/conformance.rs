//! What every provider must do alike, whatever its dialect.

use listok_core::llm::{ModelError, Piece, Residency};
use listok_sandbox::{Fault, ModelTrouble, Sandbox};
use serde_json::Value;

use crate::world::{KINDS, Kind, alone, break_down, question, sandbox, soon};

fn charged(sandbox: &Sandbox) -> (i64, i64) {
    let bills = [sandbox.bill(), sandbox.yandex_bill()];
    let sum = |currency: &str| bills.iter().filter_map(|bill| bill.delivered.get(currency)).sum();
    (sum("USD"), sum("RUB"))
}

#[tokio::test]
async fn an_answer_of_the_schema_comes_with_the_cost_the_provider_bills() {
    for kind in KINDS {
        let sandbox = sandbox().await;
        let router = alone(&sandbox, kind);

        let reply = router.ask(&question(), &soon()).await.unwrap();

        let answer: Value = serde_json::from_str(&reply.text).unwrap();
        assert!(answer["topic"].is_string() && answer["same"].is_boolean(), "{kind:?}");
        let calls = router.meter().calls();
        let cost = calls[0].cost.unwrap();
        let billed = if kind == Kind::Yandex { charged(&sandbox).1 } else { charged(&sandbox).0 };
        assert_eq!((calls.len(), cost.nano), (1, billed), "{kind:?}");
    }
}

#[tokio::test]
async fn a_stream_tells_the_same_text_in_pieces() {
    for kind in KINDS {
        let sandbox = sandbox().await;
        let router = alone(&sandbox, kind);
        let mut pieces = Vec::new();

        let reply = router
            .stream(&question(), &soon(), &mut |piece| {
                if let Piece::Text(text) = piece {
                    pieces.push(text.to_owned());
                }
            })
            .await
            .unwrap();

        assert!(pieces.len() > 1, "{kind:?}");
        assert_eq!(pieces.concat(), reply.text, "{kind:?}");
        let billed = if kind == Kind::Yandex { charged(&sandbox).1 } else { charged(&sandbox).0 };
        assert_eq!(router.meter().calls()[0].cost.map(|cost| cost.nano), Some(billed), "{kind:?}");
    }
}

#[tokio::test]
async fn every_fault_becomes_the_same_error_whole_and_streamed() {
    for kind in KINDS {
        for (trouble, expected) in [
            (ModelTrouble::Unauthorized, ModelError::Unauthorised),
            (ModelTrouble::ServerError { status: 503 }, ModelError::Overloaded),
            (ModelTrouble::Malformed, ModelError::OffSchema),
            (ModelTrouble::WrongSchema, ModelError::OffSchema),
            (ModelTrouble::Truncated, ModelError::Truncated),
            (ModelTrouble::Filtered, ModelError::Refused),
            (ModelTrouble::Cut, ModelError::Unreachable),
            (ModelTrouble::Hang { ms: 60_000 }, ModelError::Timeout),
        ] {
            let sandbox = sandbox().await;
            break_down(&sandbox, kind, Fault::new(trouble));
            for streamed in [false, true] {
                let router = alone(&sandbox, kind).within(std::time::Duration::from_millis(500));

                let answered = if streamed {
                    router.stream(&question(), &soon(), &mut |_| {}).await
                } else {
                    router.ask(&question(), &soon()).await
                };

                assert_eq!(answered.unwrap_err(), expected, "{kind:?}, streamed: {streamed}");
                assert_eq!(router.meter().calls()[0].outcome, expected.code());
            }
        }
    }
}

#[tokio::test]
async fn a_model_that_declines_is_told_from_a_filter() {
    for kind in KINDS {
        let sandbox = sandbox().await;
        break_down(&sandbox, kind, Fault::new(ModelTrouble::Refusal));

        let error = alone(&sandbox, kind).ask(&question(), &soon()).await.unwrap_err();

        // YandexGPT says no in plain words.
        let expected = if kind == Kind::Yandex { ModelError::OffSchema } else { ModelError::Declined };
        assert_eq!(error, expected, "{kind:?}");
    }
}

#[tokio::test]
async fn a_full_provider_is_asked_again_and_an_empty_account_is_left_alone() {
    for kind in KINDS {
        let sandbox = sandbox().await;
        break_down(&sandbox, kind, Fault::new(ModelTrouble::TooManyRequests { retry_after: 1 }).times(1));
        let router = alone(&sandbox, kind);
        assert!(router.ask(&question(), &soon()).await.is_ok(), "{kind:?}");

        break_down(&sandbox, kind, Fault::new(ModelTrouble::OutOfMoney));
        assert!(router.ask(&question(), &soon()).await.is_err());
        let before = router.meter().calls().len();
        assert_eq!(router.ask(&question(), &soon()).await.unwrap_err(), ModelError::NoRoute, "{kind:?}");
        assert_eq!(router.meter().calls().len(), before);
    }
}

#[tokio::test]
async fn a_text_becomes_a_vector_of_the_promised_length_and_is_paid_for() {
    for (kind, length) in [(Kind::OpenAi, 512), (Kind::Yandex, 256)] {
        let sandbox = sandbox().await;
        let router = alone(&sandbox, kind);

        let one = router.embed("сложение дробей", &soon()).await.unwrap();
        let other = router.embed("сложение дробей", &soon()).await.unwrap();

        assert_eq!((one.vector.len(), &one), (length, &other));
        assert_eq!(router.embedding_tag(Residency::Anywhere), Some(one.tag.as_str()));
        let paid: i64 = router.meter().calls().iter().map(|call| call.cost.unwrap().nano).sum();
        let (dollars, roubles) = charged(&sandbox);
        assert_eq!(paid, if kind == Kind::Yandex { roubles } else { dollars });
    }
}

#[tokio::test]
async fn what_must_stay_in_russia_reaches_no_foreign_provider() {
    let sandbox = sandbox().await;
    let both = crate::world::models(&sandbox, &[Kind::OpenAi, Kind::Yandex], &[]);
    let router = crate::world::router(&both, listok_core::billing::Meter::listed());
    let context = soon().resident(Residency::Russia);

    router.ask(&question(), &context).await.unwrap();
    router.embed("дроби", &context).await.unwrap();
    break_down(&sandbox, Kind::Yandex, Fault::new(ModelTrouble::ServerError { status: 500 }));
    router.ask(&question(), &context).await.unwrap_err();
    router.embed("дроби", &context).await.unwrap_err();

    assert_eq!((sandbox.bill().calls, sandbox.yandex_bill().calls), (0, 2));
    assert!(router.meter().calls().iter().all(|call| call.provider == "yandex"));
    let foreign = alone(&sandbox, Kind::OpenAi);
    assert_eq!(foreign.ask(&question(), &context).await.unwrap_err(), ModelError::NoRoute);
    assert_eq!(foreign.embed("дроби", &context).await.unwrap_err(), ModelError::NoRoute);
}
