use std::collections::BTreeSet;

use listok_core::store::AdminRole;

use crate::world::{Page, World, fractions};

on_each_engine! {
    a_dead_letter_runs_again_and_who_did_it_is_written_down,
    a_waiting_job_can_be_cancelled_once,
    a_viewer_sees_the_queue_and_changes_nothing,
    the_queue_is_gone_through_page_by_page,
    an_order_shows_its_job_and_what_went_wrong,
}

async fn a_dead_letter_runs_again_and_who_did_it_is_written_down(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let order = world.order(teacher, fractions(), world.now()).await;
    let job = world.dead(order).await;
    let admin = world.sign_in(AdminRole::Admin).await;
    let path = format!("/queue/{}/retry", job.id);
    let dead = admin.get_in("en", "/queue?list=dead").await;
    let csrf = dead.csrf();

    assert!(dead.text().contains(&format!("Job {}", job.id)) && dead.text().contains("the handler gave the job up"));
    assert_eq!(admin.post(&path, &[("csrf", "forged")]).await.status, 403);
    assert_eq!(world.queue.job(job.id).await.unwrap().unwrap().state, "discarded");

    let retried = admin.post(&path, &[("csrf", &csrf)]).await;

    assert_eq!((retried.status, retried.header("location")), (303, &*format!("/queue/{}", job.id)));
    assert_eq!(world.queue.job(job.id).await.unwrap().unwrap().state, "available");
    assert_eq!(world.audited().await[0], format!("retry job {}", job.id));
    let log = world.sign_in(AdminRole::Owner).await.get_in("en", "/access").await;
    assert!(log.text().contains(&format!("Job retried Job {}", job.id)), "{}", log.text());
    assert!(!admin.get("/queue?list=dead").await.text().contains(&job.id.to_string()));
    let again = admin.post(&path, &[("csrf", &csrf)]).await;
    assert_eq!(again.status, 409, "it waits already");
}

async fn a_waiting_job_can_be_cancelled_once(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let job = world.push(world.order(teacher, fractions(), world.now()).await).await;
    let owner = world.sign_in(AdminRole::Owner).await;
    let path = format!("/queue/{}/cancel", job.id);
    let csrf = owner.get(&format!("/queue/{}", job.id)).await.csrf();

    let cancelled = owner.post(&path, &[("csrf", &csrf)]).await;
    let again = owner.post(&path, &[("csrf", &csrf)]).await;

    assert_eq!((cancelled.status, again.status), (303, 409));
    assert_eq!(world.queue.job(job.id).await.unwrap().unwrap().state, "cancelled");
    assert_eq!(world.audited().await[..2], [format!("cancel job {}", job.id), "login owner".into()]);
    assert!(again.text().contains("Задание уже в другом состоянии"));
}

async fn a_viewer_sees_the_queue_and_changes_nothing(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let job = world.push(world.order(teacher, fractions(), world.now()).await).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;
    let queue = viewer.get("/queue").await;

    assert!(queue.text().contains(&format!("Задание {}", job.id)));
    for what in ["retry", "cancel"] {
        let path = format!("/queue/{}/{what}", job.id);
        assert!(!queue.body.contains(&path));
        assert_eq!(viewer.post(&path, &[("csrf", &queue.csrf())]).await.status, 403);
    }
    assert_eq!(world.queue.job(job.id).await.unwrap().unwrap().state, "available");
    for nowhere in ["/queue/999999", "/queue/x", "/queue/-1"] {
        assert_eq!(viewer.get(nowhere).await.status, 404, "{nowhere}");
    }
}

async fn the_queue_is_gone_through_page_by_page(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    for _ in 0..60 {
        world.push(world.order(teacher, fractions(), world.now()).await).await;
    }
    let viewer = world.sign_in(AdminRole::Viewer).await;
    let jobs = |page: &Page| -> BTreeSet<String> {
        page.body.split(r#"href="/queue/"#).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };

    let first = viewer.get("/queue").await;
    let address = first.body.split(r#"" rel="next""#).next().unwrap().rsplit('"').next().unwrap();
    let second = viewer.get(&address.replace("&#38;", "&")).await;

    assert_eq!((jobs(&first).len(), jobs(&second).len()), (50, 10));
    assert!(jobs(&first).is_disjoint(&jobs(&second)));
    assert!(!second.body.contains(r#"rel="next""#));
}

async fn an_order_shows_its_job_and_what_went_wrong(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let order = world.failed(teacher, fractions(), world.now()).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;
    let before = viewer.get_in("en", &format!("/orders/{order}")).await.text();
    let job = world.dead(order).await;

    let page = viewer.get_in("en", &format!("/orders/{order}")).await;
    let of_job = viewer.get_in("en", &format!("/queue/{}", job.id)).await.text();

    assert!(before.contains("The queue no longer has it"), "{before}");
    let text = page.text();
    assert!(page.body.contains(&format!(r#"href="/queue/{}""#, job.id)));
    for said in [
        &format!("Job {}", job.id),
        "2 of 6",
        "discarded",
        "Attempt 1: the model did not answer",
        "Sheet ordered",
        "Sheet not made",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(of_job.contains("not made") && of_job.contains("Attempt 1: the model did not answer"), "{of_job}");
}
