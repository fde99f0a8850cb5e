use chrono::TimeDelta;
use listok_core::store::AdminRole;

use crate::world::{World, cookie_of, page};

const PAGES: [&str; 10] = [
    "/",
    "/by-day.csv",
    "/orders",
    "/orders/01937b5c-0000-7000-8000-000000000001",
    "/orders/01937b5c-0000-7000-8000-000000000001/sheet.pdf",
    "/queue",
    "/queue/1",
    "/people",
    "/access",
    "/orders?state=failed",
];

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_the_login_page() {
    let world = World::new().await;

    for path in PAGES {
        let answer = world.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/login"), "{path}");
    }
    assert_eq!(world.get("/events").await.status, 401, "a redirect would make the browser try for ever");
    assert_eq!(world.get("/login").await.status, 200);
}

#[tokio::test]
async fn a_made_up_cookie_opens_nothing() {
    let world = World::new().await;
    let request = world.client.get(world.url("/")).header("cookie", "listok=0000; listok=1111");
    assert_eq!(page(request).await.status, 303);
}

#[tokio::test]
async fn an_invitation_works_once_and_a_preview_does_not_use_it_up() {
    let world = World::new().await;
    let path = world.invite(AdminRole::Owner).await;

    assert_eq!(world.get(&path).await.status, 200);
    assert_eq!(world.get(&path).await.status, 200);
    let first = world.post(&path, &[]).await;
    let second = world.post(&path, &[]).await;

    assert_eq!((first.status, first.header("location")), (303, "/"));
    assert_eq!(second.status, 404);
    assert_eq!(world.get(&path).await.status, 404);
    assert_eq!(world.audited().await, ["login owner", "invite owner"]);
}

#[tokio::test]
async fn an_expired_or_invented_invitation_opens_nothing() {
    let world = World::new().await;
    let path = world.invite(AdminRole::Owner).await;
    world.clock.advance(TimeDelta::hours(1));

    for path in [path.as_str(), "/invite/0000", "/invite/%3Cscript%3E"] {
        assert_eq!(world.get(path).await.status, 404);
        let answer = world.post(path, &[]).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (404, ""));
    }
}

#[tokio::test]
async fn a_refused_link_says_so_in_the_visitors_language() {
    let world = World::new().await;
    let expired = world.invite(AdminRole::Owner).await;
    world.clock.advance(TimeDelta::hours(1));

    for path in [expired.as_str(), "/invite/0000"] {
        for (language, said) in [
            ("ru-RU,ru;q=0.9", "Ссылка не действует"),
            ("en-GB,en;q=0.9", "This link does not work"),
            ("", "Ссылка не действует"),
        ] {
            let seen = page(world.client.get(world.url(path)).header("accept-language", language)).await;
            let tried = page(world.client.post(world.url(path)).header("accept-language", language)).await;
            assert_eq!((seen.status, tried.status), (404, 404));
            assert!(seen.text().contains(said) && tried.text().contains(said), "{path} {language}: {}", tried.text());
        }
    }
}

#[tokio::test]
async fn only_hashes_of_tokens_are_in_the_database() {
    let world = World::new().await;
    let path = world.invite(AdminRole::Owner).await;
    let token = path.rsplit('/').next().unwrap().to_owned();
    let session = cookie_of(&world.post(&path, &[]).await).split_once('=').unwrap().1.to_owned();
    world.db.close().await;

    let mut stored = Vec::new();
    for file in std::fs::read_dir(world.folder.path()).unwrap().flatten() {
        stored.extend(std::fs::read(file.path()).unwrap());
    }
    let holds = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());

    assert!(holds("admin_session"), "the database was read");
    assert_eq!((token.len(), session.len()), (64, 64));
    assert!(!holds(&token) && !holds(&session));
}

#[tokio::test]
async fn a_session_ends_after_half_an_idle_hour_and_after_twelve_hours_of_work() {
    let world = World::new().await;
    let idle = world.sign_in(AdminRole::Viewer).await;
    let busy = world.sign_in(AdminRole::Viewer).await;

    world.clock.advance(TimeDelta::minutes(29));
    assert_eq!(busy.get("/").await.status, 200);
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(idle.get("/").await.status, 303);
    for _ in 0..25 {
        world.clock.advance(TimeDelta::minutes(27));
        assert_eq!(busy.get("/").await.status, 200);
    }
    world.clock.advance(TimeDelta::minutes(27));
    assert_eq!(busy.get("/").await.status, 303, "twelve hours have passed");
}

#[tokio::test]
async fn a_new_login_ends_the_old_session_of_the_browser() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Admin).await;

    let again = browser.post(&world.invite(AdminRole::Viewer).await, &[]).await;

    assert_ne!(cookie_of(&again), browser.cookie);
    assert_eq!(browser.get("/").await.status, 303);
}

#[tokio::test]
async fn logging_out_ends_the_session_and_is_recorded() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Admin).await;
    let csrf = browser.get("/").await.csrf();

    let left = browser.post("/logout", &[("csrf", &csrf)]).await;

    assert_eq!((left.status, left.header("location")), (303, "/login"));
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(browser.get("/").await.status, 303);
    assert_eq!(world.audited().await[0], "logout ");
}

#[tokio::test]
async fn a_forged_form_changes_nothing() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Owner).await;
    let csrf = browser.get("/").await.csrf();
    let another = world.sign_in(AdminRole::Owner).await.get("/").await.csrf();
    let audited = world.audited().await;

    for (token, headers) in [
        ("", &[][..]),
        ("0", &[]),
        (&another, &[]),
        (&csrf, &[("sec-fetch-site", "cross-site")]),
        (&csrf, &[("origin", "https://evil.example")]),
        (&csrf, &[("origin", "null")]),
    ] {
        for path in ["/logout", "/access/invite", "/queue/1/retry", "/queue/1/cancel"] {
            let answer = browser.post_with(path, &[("csrf", token), ("role", "owner")], headers).await;
            assert_eq!(answer.status, 403, "{path} {token} {headers:?}");
        }
    }
    let path = world.invite(AdminRole::Owner).await;
    assert_eq!(browser.post_with(&path, &[], &[("origin", "https://evil.example")]).await.status, 403);

    assert_eq!(browser.get("/").await.status, 200);
    assert_eq!(world.audited().await.len(), audited.len() + 1, "the invitation of this test alone");
}

#[tokio::test]
async fn a_viewer_looks_and_nothing_else() {
    let world = World::new().await;
    let viewer = world.sign_in(AdminRole::Viewer).await;
    let overview = viewer.get("/").await;

    assert_eq!(viewer.get("/orders").await.status, 200);
    assert!(!overview.body.contains(r#"href="/access""#));
    assert_eq!(viewer.get("/access").await.status, 403);
    let invited = viewer.post("/access/invite", &[("csrf", &overview.csrf()), ("role", "owner")]).await;
    assert_eq!(invited.status, 403);
    assert_eq!(world.audited().await, ["login viewer", "invite viewer"]);
}

#[tokio::test]
async fn an_administrator_oversees_but_invites_nobody() {
    let world = World::new().await;
    let admin = world.sign_in(AdminRole::Admin).await;
    let access = admin.get("/access").await;

    assert_eq!(access.status, 200);
    assert!(!access.body.contains("/access/invite"));
    let invited = admin.post("/access/invite", &[("csrf", &access.csrf()), ("role", "owner")]).await;
    assert_eq!(invited.status, 403);
}

#[tokio::test]
async fn an_owner_makes_a_link_that_lets_somebody_in() {
    let world = World::new().await;
    let owner = world.sign_in(AdminRole::Owner).await;
    let csrf = owner.get("/access").await.csrf();

    let made = owner.post("/access/invite", &[("csrf", &csrf), ("role", "viewer")]).await;
    let link = made.body.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let entered = world.post(&link, &[]).await;

    assert_eq!((made.status, entered.status), (200, 303));
    assert!(!owner.get("/access").await.body.contains(&link), "shown once");
    assert_eq!(world.audited().await[..2], ["login viewer", "invite viewer"]);
    assert_eq!(owner.post("/access/invite", &[("csrf", &csrf), ("role", "god")]).await.status, 422);
}

#[tokio::test]
async fn too_many_attempts_are_told_when_to_come_back() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for _ in 0..21 {
        answers.push(world.get("/invite/0000").await);
    }

    let last = answers.pop().unwrap();
    assert!(answers.iter().all(|answer| answer.status == 404));
    assert_eq!((last.status, last.header("retry-after")), (429, "30"));
    assert!(last.text().contains("через 1 минуту"), "{}", last.text());
    world.clock.advance(TimeDelta::seconds(30));
    assert_eq!(world.get("/invite/0000").await.status, 404);
}
