//! What only YandexGPT has: tokens of a service account, answers for those who can wait, ten places.

use std::time::Duration;

use listok_core::billing::Meter;
use listok_core::llm::{ModelError, Provider};
use listok_sandbox::{Fault, ModelTrouble};

use crate::world::{Kind, alone, models, question, router, sandbox, soon};

const SERVICE_ACCOUNT: &str = include_str!("../data/service-account.json");

#[tokio::test]
async fn a_service_account_asks_with_a_token_and_takes_a_new_one_when_it_is_refused() {
    let sandbox = sandbox().await;
    let more = [("YANDEX_API_KEY", ""), ("YANDEX_SERVICE_ACCOUNT_KEY", SERVICE_ACCOUNT)];
    let settings = models(&sandbox, &[Kind::Yandex], &more);

    let asking = router(&settings, Meter::listed());
    assert!(asking.ask(&question(), &soon()).await.is_ok());
    assert!(asking.ask(&question(), &soon()).await.is_ok());

    sandbox.yandex_fault(Fault::new(ModelTrouble::Unauthorized).on("tokens"));
    let barred = router(&settings, Meter::listed());
    assert_eq!(barred.ask(&question(), &soon()).await.unwrap_err(), ModelError::Unauthorised);
    assert!(asking.ask(&question(), &soon()).await.is_ok(), "a token that is there serves on");
}

#[tokio::test]
async fn who_can_wait_pays_half() {
    let sandbox = sandbox().await;
    let router = alone(&sandbox, Kind::Yandex);

    let now = router.ask(&question(), &soon()).await.unwrap();
    let later = router.ask(&question(), &soon().later()).await.unwrap();

    assert_eq!(now.text, later.text);
    let costs: Vec<i64> = router.meter().calls().iter().map(|call| call.cost.unwrap().nano).collect();
    assert_eq!(costs[0], costs[1] * 2);
    assert_eq!(sandbox.yandex_bill().delivered["RUB"], costs[0] + costs[1]);
}

#[tokio::test]
async fn no_more_questions_are_put_at_once_than_the_folder_has_places() {
    let sandbox = sandbox().await;
    sandbox.yandex_fault(Fault::new(ModelTrouble::Slow { ms: 20 }));
    let router = alone(&sandbox, Kind::Yandex).within(Duration::from_secs(60));

    let (asked, context) = (question(), soon());
    let replies = futures::future::join_all((0..30).map(|_| router.ask(&asked, &context))).await;

    assert!(replies.iter().all(Result::is_ok));
    assert!(router.meter().calls().iter().all(|call| call.outcome == "ok"));
    assert!(sandbox.yandex_peak() <= 8, "{}", sandbox.yandex_peak());
}

#[tokio::test]
async fn whether_a_key_is_good_is_learnt_for_nothing() {
    let sandbox = sandbox().await;
    let router = alone(&sandbox, Kind::Yandex);

    assert_eq!(router.look(Duration::from_secs(10)).await, [(Provider::Yandex, Ok(()))]);
    sandbox.yandex_fault(Fault::new(ModelTrouble::Unauthorized).on("tokenize"));
    assert_eq!(router.look(Duration::from_secs(10)).await, [(Provider::Yandex, Err(ModelError::Unauthorised))]);

    assert_eq!(sandbox.yandex_bill().calls, 0);
}
