use std::time::Duration;

use listok_core::domain::Subject;
use listok_core::store::AdminRole;

use crate::world::{Page, World, about, cookie_of, fractions, page};

fn assert_protected(path: &str, page: &Page) {
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{path}: {policy}");
    assert!(!policy.contains("unsafe-eval") && !policy.contains("script-src 'unsafe"), "{path}: {policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(page.header("referrer-policy"), "no-referrer", "{path}");
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{path}");
    let kept = if path.starts_with("/static/") { "public, max-age=31536000, immutable" } else { "no-store" };
    let cache = page.header("cache-control");
    assert!(cache == kept || (path == "/events" && cache.contains("no-")), "{path}: {cache}");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Owner).await;
    let teacher = world.teacher(1, world.now()).await;
    let (order, _) = world.made(teacher, fractions(), listok_core::domain::worksheet::Origin::Drill, world.now()).await;
    let home = browser.get("/").await;
    let files: Vec<String> =
        home.body.split('"').filter(|part| part.starts_with("/static/")).map(str::to_owned).collect();
    assert_eq!(files.len(), 3);

    let mut paths: Vec<String> = [
        "/",
        "/orders",
        "/queue",
        "/people",
        "/access",
        "/login",
        "/by-day.csv",
        "/nowhere",
        "/static/nothing.css",
        "/invite/0",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(files);
    paths.extend(["", "/sheet.pdf", "/key.jpg"].map(|part| format!("/orders/{order}{part}")));
    for path in &paths {
        let answer = browser.get(path).await;
        if path != "/static/nothing.css" {
            assert_protected(path, &answer);
        }
        assert_eq!(answer.header("strict-transport-security"), "", "plain http");
    }
    assert_protected("/", &world.get("/").await);
    assert_protected("/logout", &world.post("/logout", &[]).await);
}

#[tokio::test]
async fn every_page_has_a_nonce_of_its_own_and_nothing_inline() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Owner).await;
    let (one, two) = (browser.get("/").await, browser.get("/").await);
    let nonce = |page: &Page| {
        let policy = page.header("content-security-policy").to_owned();
        policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned()
    };

    assert_ne!(nonce(&one), nonce(&two));
    assert!(one.body.contains(&format!(r#"nonce="{}""#, nonce(&one))));
    let teacher = world.teacher(1, world.now()).await;
    let order = world.failed(teacher, fractions(), world.now()).await;
    let job = world.push(order).await.id;
    let mut paths = ["/", "/orders", "/queue", "/people", "/access", "/login"].map(str::to_owned).to_vec();
    paths.extend([format!("/orders/{order}"), format!("/queue/{job}")]);
    for path in paths {
        let answer = browser.get(&path).await;
        for inline in [" style=", "<style", " onclick=", "javascript:", "<script>"] {
            assert!(!answer.body.contains(inline), "{path}: {inline}");
        }
    }
}

#[tokio::test]
async fn behind_https_cookies_and_transport_are_strict() {
    let world = World::secure().await;

    let entered = world.post(&world.invite(AdminRole::Owner).await, &[]).await;

    let cookie = entered.header("set-cookie");
    assert!(cookie.starts_with("__Host-listok="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(entered.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
}

#[tokio::test]
async fn a_wrong_address_or_method_gets_a_page_in_words() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Viewer).await;

    for (path, status) in [("/nowhere", 404), ("/orders/x", 404), ("/orders/x/sheet.pdf", 404), ("/logout", 405)] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(answer.body.contains(r#"<html lang="ru""#), "{path}");
    }
    assert!(browser.get_in("en-GB,en;q=0.9", "/nowhere").await.text().contains("No such page"));
    let huge = browser.post("/logout", &[("csrf", &"x".repeat(100_000))]).await;
    assert_eq!(huge.status, 413);
    let not_a_form = world.client.post(world.url("/appearance")).header("content-type", "application/json").body("{}");
    assert_eq!(page(not_a_form).await.status, 415);
}

#[tokio::test]
async fn a_failure_tells_a_number_and_never_a_cause() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Viewer).await;
    world.db.close().await;

    let answer = browser.get("/").await;

    assert_eq!(answer.status, 500);
    let text = answer.text();
    let number = text.split("номер ").nth(1).unwrap().split('.').next().unwrap();
    assert_eq!(number.len(), 9, "{number}");
    for cause in ["sqlx", "pool", "Pool", "closed", "SQLite"] {
        assert!(!answer.body.contains(cause), "{cause}");
    }
}

#[tokio::test]
async fn what_a_teacher_wrote_is_shown_as_text() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Viewer).await;
    let teacher = world.teacher(1, world.now()).await;
    let hostile = r#"<script>alert(1)</script><img src=x onerror=alert(2)>"'"#;
    let (order, _) = world
        .made(teacher, about(Subject::Math, 5, hostile), listok_core::domain::worksheet::Origin::Drill, world.now())
        .await;

    for path in ["/".to_owned(), "/orders".to_owned(), format!("/orders/{order}")] {
        let answer = browser.get(&path).await;
        assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"), "{path}");
        assert!(answer.body.contains("&#60;script&#62;alert(1)"), "{path}");
    }
}

#[tokio::test]
async fn language_and_theme_are_kept_and_lead_back_into_the_panel_only() {
    let world = World::new().await;

    let english = world.post("/appearance", &[("language", "en"), ("back", "/login")]).await;
    let dark = world.post("/appearance", &[("theme", "dark"), ("back", "//evil.example")]).await;
    let both = format!("{}; {}", cookie_of(&english), cookie_of(&dark));
    let login = page(world.client.get(world.url("/login")).header("cookie", both)).await;

    assert_eq!((english.status, english.header("location")), (303, "/login"));
    assert_eq!((dark.status, dark.header("location")), (303, "/"));
    assert!(login.body.contains(r#"<html lang="en" data-theme="dark">"#));
    assert_eq!(world.post("/appearance", &[("theme", "neon"), ("back", "/")]).await.status, 422);
}

#[tokio::test]
async fn every_page_is_in_the_language_asked_for() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Owner).await;
    let teacher = world.teacher(1, world.now()).await;
    let order = world.failed(teacher, about(Subject::History, 6, "Novgorod"), world.now()).await;
    world.push(order).await;
    world.call(order, None, "timeout", world.now()).await;
    let job = world.queue.find("order", &order.to_string()).await.unwrap().unwrap().id;

    let mut paths = ["/", "/orders", "/queue", "/queue?list=dead", "/people", "/access"].map(str::to_owned).to_vec();
    paths.extend([format!("/orders/{order}"), format!("/queue/{job}")]);
    for path in paths {
        let english = browser.get_in("en", &path).await;
        assert!(english.body.contains(r#"<html lang="en""#), "{path}");
        // The language menu names each language in itself.
        let text = english.text().replace("Русский", "");
        let foreign: String =
            text.chars().filter(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap())).collect();
        assert_eq!(foreign, "", "{path}");
        let russian = browser.get_in("ru", &path).await.text();
        assert!(!english.text().contains("panel-") && !russian.contains("panel-"), "{path}: a key without a text");
    }
}

#[tokio::test]
async fn browsers_find_an_icon_where_they_look_for_one() {
    let world = World::new().await;
    let icon = world.get("/favicon.ico").await;
    assert_eq!((icon.status, icon.header("content-type")), (200, "image/svg+xml"));
}

#[tokio::test]
async fn a_live_view_whose_session_ends_is_told_so() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Viewer).await;
    let mut stream = browser.request("/events").send().await.unwrap();
    assert!(next(&mut stream).await.contains("retry: 3000"), "how soon to connect again");
    let csrf = browser.get("/").await.csrf();

    browser.post("/logout", &[("csrf", &csrf)]).await;

    let last = tokio::time::timeout(Duration::from_secs(60), async {
        loop {
            let said = next(&mut stream).await;
            if said.contains("event: over") {
                return stream.chunk().await.unwrap();
            }
        }
    });
    assert!(last.await.expect("an end").is_none());
}

#[tokio::test]
async fn static_files_are_immutable_and_compressed() {
    let world = World::new().await;
    let login = world.get("/login").await;
    let css = login.body.split('"').find(|part| part.contains(".css")).unwrap().to_owned();

    let packed = page(world.client.get(world.url(&css)).header("accept-encoding", "br")).await;

    assert_eq!((packed.status, packed.header("content-encoding")), (200, "br"));
    assert_eq!(packed.header("content-type"), "text/css; charset=utf-8");
    let old = css.replace(".css", "0.css");
    assert_eq!(world.get(&old).await.status, 404);
}

#[tokio::test]
async fn the_live_view_tells_what_happens_and_ends_with_the_service() {
    let world = World::new().await;
    let browser = world.sign_in(AdminRole::Viewer).await;
    let teacher = world.teacher(1, world.now()).await;
    let mut stream = browser.request("/events").send().await.unwrap();
    assert!(stream.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));

    let first = next(&mut stream).await;
    world.order(teacher, fractions(), world.now()).await;
    let second = next(&mut stream).await;
    world.stop.cancel();
    let end = tokio::time::timeout(Duration::from_secs(30), stream.chunk()).await.expect("an end");

    assert!(first.contains(r#"{"code":"queued","value":"0"}"#) && first.contains("Новый учитель"), "{first}");
    assert!(second.contains(r#"{"code":"queued","value":"1"}"#) && second.contains("Заказан лист"), "{second}");
    assert!(end.unwrap().is_none());
}

async fn next(stream: &mut reqwest::Response) -> String {
    let chunk = tokio::time::timeout(Duration::from_secs(30), stream.chunk()).await.expect("an event");
    String::from_utf8(chunk.unwrap().unwrap().to_vec()).unwrap()
}
