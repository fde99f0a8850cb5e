//! Limits against a real Redis on a private port, alive, killed and frozen.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use chrono::{DateTime, TimeDelta, Utc};
use listok_core::limits::{Decision, LimitKey, Limiter, Marked, Quota, Scope};
use tempfile::TempDir;
use tokio::net::TcpStream;

/// Twelve at once, refilled so slowly that a slow machine changes nothing.
const TWELVE: Quota = Quota { burst: 12, per: TimeDelta::hours(24) };
const NOON: DateTime<Utc> = DateTime::UNIX_EPOCH;

struct Redis {
    server: Child,
    port: u16,
    _folder: TempDir,
}

impl Redis {
    async fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        let server = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server must be installed: scripts/test does it");
        let redis = Self { server, port, _folder: folder };
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        redis
    }

    fn limiter(&self, instances: u32) -> Limiter {
        Limiter::shared(&format!("redis://127.0.0.1:{}/", self.port).into(), instances).unwrap()
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.server.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn teacher() -> LimitKey {
    LimitKey { scope: Scope::Teacher, id: "7".into() }
}

async fn allowed(limiter: &Limiter, tries: u32, now: DateTime<Utc>) -> u32 {
    let mut allowed = 0;
    for _ in 0..tries {
        allowed += u32::from(limiter.check(&teacher(), TWELVE, 1, now).await == Decision::Allowed);
    }
    allowed
}

#[tokio::test]
async fn a_used_up_budget_refills_and_says_when() {
    let limiter = Limiter::in_memory(1);

    assert_eq!(allowed(&limiter, 20, NOON).await, 12);
    let denied = limiter.check(&teacher(), TWELVE, 1, NOON).await;
    let retry_at = NOON + TimeDelta::hours(2);
    assert_eq!(denied, Decision::Denied { retry_at });
    assert_eq!(allowed(&limiter, 5, retry_at).await, 1);
    assert_eq!(allowed(&limiter, 20, NOON + TimeDelta::hours(48)).await, 12);
}

#[tokio::test]
async fn budgets_of_others_and_of_other_scopes_are_apart() {
    let limiter = Limiter::in_memory(1);
    allowed(&limiter, 20, NOON).await;

    for key in [LimitKey { id: "8".into(), ..teacher() }, LimitKey { scope: Scope::Chat, ..teacher() }] {
        assert_eq!(limiter.check(&key, TWELVE, 12, NOON).await, Decision::Allowed);
    }
}

#[tokio::test]
async fn a_dear_request_takes_its_cost_or_nothing() {
    let limiter = Limiter::in_memory(1);

    assert_eq!(limiter.check(&teacher(), TWELVE, 8, NOON).await, Decision::Allowed);
    assert!(matches!(limiter.check(&teacher(), TWELVE, 5, NOON).await, Decision::Denied { .. }));
    assert_eq!(limiter.check(&teacher(), TWELVE, 4, NOON).await, Decision::Allowed);
}

#[tokio::test]
async fn two_instances_share_one_budget() {
    let redis = Redis::start().await;
    let (one, other) = (redis.limiter(2), redis.limiter(2));

    let (a, b) = tokio::join!(allowed(&one, 20, NOON), allowed(&other, 20, NOON));

    assert_eq!(a + b, 12);
}

#[tokio::test]
async fn a_killed_redis_leaves_every_instance_its_share() {
    let redis = Redis::start().await;
    let limiter = redis.limiter(3);
    assert_eq!(limiter.check(&teacher(), TWELVE, 1, NOON).await, Decision::Allowed);

    redis.signal("-KILL");

    // A third of twelve.
    assert_eq!(allowed(&limiter, 20, NOON).await, 4);
}

#[tokio::test]
async fn a_redis_that_never_was_stops_nobody() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let limiter = Limiter::shared(&format!("redis://127.0.0.1:{port}/").into(), 1).unwrap();

    assert_eq!(allowed(&limiter, 20, NOON).await, 12);
}

#[tokio::test]
async fn a_frozen_redis_is_passed_by_and_found_again() {
    let redis = Redis::start().await;
    let limiter = redis.limiter(3);
    assert_eq!(limiter.check(&teacher(), TWELVE, 1, NOON).await, Decision::Allowed);

    redis.signal("-STOP");
    let alone = allowed(&limiter, 20, NOON).await;
    redis.signal("-CONT");

    assert_eq!(alone, 4);
    // What it was asked while frozen may be counted too, when it wakes: one request at the most.
    let mut shared = 0;
    for second in 2..12 {
        shared = shared.max(allowed(&limiter, 20, NOON + TimeDelta::seconds(second)).await);
        if shared > 4 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert!((10..=11).contains(&shared), "{shared}");
}

#[tokio::test]
async fn a_mark_keeps_others_away_until_it_is_dropped_or_its_holder_comes_back() {
    let redis = Redis::start().await;
    let (here, there) = (redis.limiter(2), redis.limiter(2));
    let Marked::Mine(Some(lost)) = here.mark("sheet", "order-1", "a").await else { panic!("no mark") };

    assert!(matches!(there.mark("sheet", "order-2", "b").await, Marked::Theirs));
    assert!(matches!(there.mark("sheet", "order", "b").await, Marked::Theirs));
    // The run that held it was killed, and the order is taken up again elsewhere.
    let Marked::Mine(Some(again)) = there.mark("sheet", "order-1", "c").await else { panic!("no mark") };
    drop(lost);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(matches!(here.mark("sheet", "order-2", "d").await, Marked::Theirs));

    drop(again);
    let mut tries = 0;
    while matches!(here.mark("sheet", "order-2", "e").await, Marked::Theirs) {
        tries += 1;
        assert!(tries < 500);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}
