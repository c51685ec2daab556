//! Workers that die: what they held is done by another, and they finish nothing.

use super::sink::{Sink, accepted, by_smtp, free_port};
use crate::harness::{App, NOTHING, database};
use domain::event::{Channel, Job};
use futures_util::future::join_all;
use jiff::SignedDuration;
use mail_parser::MessageParser;
use server::{jobs, outside::render};
use std::time::Duration;
use store::job::{self, Leased, Outcome};

const LEASE: SignedDuration = SignedDuration::from_secs(120);

/// Do what a worker does before it dies: send a mail, and record nothing.
async fn send_and_die(app: &App, leased: &[Leased]) {
    for taken in leased {
        let Job::SendMessage { message } = taken.job else {
            continue;
        };
        let mut tx = app.world.db().read().await.unwrap();
        let kept = store::message::by_id(&mut tx, message)
            .await
            .unwrap()
            .unwrap();
        if kept.channel != Channel::Mail {
            continue;
        }
        let facts = store::message::facts(&mut tx, kept.about).await;
        let facts = facts.unwrap().unwrap();
        drop(tx);
        let text = render(&app.world.config, kept.template, &facts, "").unwrap();
        app.world
            .outside
            .mail
            .send(&kept.message_id, &kept.recipient, &text)
            .await
            .unwrap();
    }
}

both_engines![
    a_dead_worker_s_jobs_are_done_by_another,
    a_worker_whose_lease_ended_finishes_nothing,
    n01_a_mail_sent_twice_by_a_crash_bears_one_message_id,
    several_workers_share_the_work_and_repeat_nothing,
    a_worker_at_work_is_woken_by_an_act,
    n01_a_job_is_parked_after_its_last_try_and_started_again
];

async fn a_dead_worker_s_jobs_are_done_by_another(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let dead = job::lease(&app.world.store, 16, LEASE).await.unwrap();
    assert_eq!(dead.len(), 3);
    app.work().await;
    assert_eq!(
        app.mails().len() + app.texts().len(),
        0,
        "they are in the hands of the first"
    );
    app.advance(LEASE + SignedDuration::from_secs(1));
    app.work().await;
    assert_eq!((app.mails().len(), app.texts().len()), (1, 1));
}

async fn a_worker_whose_lease_ended_finishes_nothing(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let late = job::lease(&app.world.store, 16, LEASE).await.unwrap();
    app.advance(LEASE + SignedDuration::from_secs(1));
    let now = job::lease(&app.world.store, 16, LEASE).await.unwrap();
    assert_eq!(now.len(), 3);
    assert!(now.iter().all(|job| job.attempts == 2));
    for outcome in [
        Outcome::Done,
        Outcome::Parked {
            error: "late".into(),
        },
    ] {
        let settled: Vec<_> = late
            .iter()
            .map(|job| (job.clone(), outcome.clone()))
            .collect();
        job::settle(&app.world.store, &settled).await.unwrap();
        assert_eq!(job::counts(&app.world.store).await.unwrap(), (3, 0));
    }
    let parked: Vec<_> = now
        .into_iter()
        .map(|job| {
            (
                job,
                Outcome::Parked {
                    error: "seen".into(),
                },
            )
        })
        .collect();
    job::settle(&app.world.store, &parked).await.unwrap();
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (0, 3));
    app.advance(LEASE * 100);
    app.work().await;
    assert_eq!(
        app.mails().len(),
        0,
        "what is parked waits for the operator"
    );
}

async fn n01_a_mail_sent_twice_by_a_crash_bears_one_message_id(app: App) {
    let folder = tempfile::tempdir().unwrap();
    let sink = Sink::start(folder.path(), 0, &[]);
    let app = by_smtp(&app, sink.port);
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let leased = job::lease(&app.world.store, 16, LEASE).await.unwrap();
    send_and_die(&app, &leased).await;
    app.advance(LEASE + SignedDuration::from_secs(1));
    app.work().await;
    let ids: Vec<_> = accepted(folder.path())
        .iter()
        .map(|(raw, _)| {
            MessageParser::default()
                .parse(raw)
                .unwrap()
                .message_id()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
}

async fn several_workers_share_the_work_and_repeat_nothing(app: App) {
    app.sign_in("nadia-benali").await;
    for rank in 0..6 {
        app.register(&app.person(rank)).await;
    }
    let nodes: Vec<App> = (0..4).map(|_| app.other_node()).collect();
    join_all(nodes.iter().map(App::work)).await;
    app.work().await;
    assert_eq!((app.mails().len(), app.texts().len()), (6, 6));
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (0, 0));
}

async fn a_worker_at_work_is_woken_by_an_act(app: App) {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let world = app.world.clone();
    let worker =
        tokio::spawn(async move { jobs::run(&world, async { drop(stopped.await) }).await });
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    for _ in 0..100 {
        if app.mails().len() + app.texts().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!((app.mails().len(), app.texts().len()), (1, 1));
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), worker)
        .await
        .expect("it stops when asked")
        .unwrap();
}

async fn n01_a_job_is_parked_after_its_last_try_and_started_again(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let nobody_listens = by_smtp(&app, free_port());
    nobody_listens.work().await;
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (1, 0));
    // The tries of five days: two are left of 750.
    database::execute(app.world.db(), "UPDATE job SET attempts = 748")
        .await
        .unwrap();
    for left in [(1, 0), (0, 1)] {
        app.advance(SignedDuration::from_mins(10));
        nobody_listens.work().await;
        assert_eq!(job::counts(&app.world.store).await.unwrap(), left);
    }
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
        .get("/agence")
        .await
        .expect(200)
        .expect_text("Travaux arrêtés : 1");
    agency
        .get("/agence/messages")
        .await
        .expect(200)
        .expect_text("750");
    let parked = database::texts(app.world.db(), "SELECT id FROM job").await;
    let path = format!("/agence/travaux/{}/relancer", parked[0]);
    agency.post(&path, NOTHING).await.expect(303);
    app.work().await;
    assert_eq!((app.mails().len(), app.texts().len()), (1, 1));
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (0, 0));
}
