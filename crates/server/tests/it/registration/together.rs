//! Many at once: R8, R11, J1.

use crate::harness::{App, database};
use futures_util::future::join_all;
use std::collections::BTreeSet;

async fn count(app: &App) -> i64 {
    database::number(app.world.db(), "SELECT COUNT(*) FROM professional").await
}

/// Signed-in browsers, each with a person ready to be registered; every other one is on a second node.
async fn ready(app: &App, many: u32) -> Vec<(App, String)> {
    let node = app.other_node();
    let mut all = Vec::new();
    for rank in 0..many {
        let browser = if rank % 2 == 0 {
            app.other_browser()
        } else {
            node.other_browser()
        };
        browser.sign_in("nadia-benali").await;
        let draft = browser.fill(&app.person(rank)).await;
        all.push((browser, draft));
    }
    all
}

both_engines![
    r08_eight_writers_on_two_nodes_get_eight_numbers,
    r05_of_two_acts_at_once_with_one_mailbox_one_wins,
    r04_of_two_acts_at_once_with_one_identity_one_wins,
    r11_the_same_submission_sent_again_answers_the_same,
    r11_the_same_submission_sent_at_once_registers_once,
    r11_the_owner_and_the_representative_press_at_once,
    j01_positions_are_without_gaps_after_acts_at_once,
    j01_the_journal_and_what_was_published_are_append_only,
    j02_the_journal_holds_no_personal_data
];

async fn r08_eight_writers_on_two_nodes_get_eight_numbers(app: App) {
    let ready = ready(&app, 8).await;
    let answers = join_all(ready.iter().map(|(browser, draft)| browser.confirm(draft))).await;
    let numbers: BTreeSet<String> = answers
        .into_iter()
        .map(|answer| answer.expect(303).location().to_owned())
        .collect();
    assert_eq!(numbers.len(), 8, "{numbers:?}");
    assert_eq!(count(&app).await, 8);
    app.work().await;
    assert_eq!((app.mails().len(), app.texts().len()), (8, 8));
}

async fn r05_of_two_acts_at_once_with_one_mailbox_one_wins(app: App) {
    app.sign_in("nadia-benali").await;
    let other = app.other_browser();
    other.sign_in("hugo-lemaire").await;
    let first = app.fill(&app.person(1)).await;
    let second = other
        .fill(&app.person(2).with("email", "zoe.lefebvre1@exemple.fr"))
        .await;
    let (a, b) = tokio::join!(app.confirm(&first), other.confirm(&second));
    let mut statuses = [a.status(), b.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let lost = if a.status() == 409 { a } else { b };
    lost.expect_text("Cette adresse est à");
    assert_eq!(count(&app).await, 1);
}

async fn r04_of_two_acts_at_once_with_one_identity_one_wins(app: App) {
    app.sign_in("nadia-benali").await;
    let other = app.other_browser();
    other.sign_in("hugo-lemaire").await;
    let first = app.fill(&app.person(1)).await;
    let second = other
        .fill(
            &app.person(1)
                .with("email", "autre@exemple.fr")
                .with("mobile", "0639980999"),
        )
        .await;
    let (a, b) = tokio::join!(app.confirm(&first), other.confirm(&second));
    let mut statuses = [a.status(), b.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(count(&app).await, 1);
}

async fn r11_the_same_submission_sent_again_answers_the_same(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    let first = app.confirm(&draft).await.expect(303);
    let again = app.confirm(&draft).await.expect(303);
    assert_eq!(first.location(), again.location());
    let back = app
        .get(&format!("/enregistrements/{draft}/contact"))
        .await
        .expect(303);
    assert_eq!(first.location(), back.location());
    app.work().await;
    assert_eq!((count(&app).await, app.mails().len()), (1, 1));
}

async fn r11_the_same_submission_sent_at_once_registers_once(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    let windows: Vec<App> = (0..6).map(|_| app.with(|_, _| {})).collect();
    let answers = join_all(windows.iter().map(|window| window.confirm(&draft))).await;
    let places: BTreeSet<String> = answers
        .into_iter()
        .map(|answer| answer.expect(303).location().to_owned())
        .collect();
    assert_eq!(places.len(), 1, "{places:?}");
    app.work().await;
    assert_eq!((count(&app).await, app.mails().len()), (1, 1));
}

async fn r11_the_owner_and_the_representative_press_at_once(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    let claire = app.other_browser();
    claire.sign_in("claire-vasseur").await;
    let (a, b) = tokio::join!(app.confirm(&draft), claire.confirm(&draft));
    for answer in [a, b] {
        assert!(
            [303, 404, 409].contains(&answer.status()),
            "{} {}",
            answer.status(),
            answer.main()
        );
    }
    assert_eq!(count(&app).await, 1);
}

async fn j01_positions_are_without_gaps_after_acts_at_once(app: App) {
    let ready = ready(&app, 8).await;
    join_all(ready.iter().map(|(browser, draft)| async move {
        browser.confirm(draft).await.expect(303);
        browser.world.store.wake.notify_one();
        browser.work().await;
    }))
    .await;
    app.work().await;
    let entries = database::number(app.world.db(), "SELECT COUNT(*) FROM journal").await;
    let facts = [
        "SELECT MIN(position) FROM journal_position",
        "SELECT MAX(position) FROM journal_position",
        "SELECT COUNT(*) FROM journal_position",
        "SELECT COUNT(*) FROM journal_pending",
    ];
    let mut found = Vec::new();
    for fact in facts {
        found.push(database::number(app.world.db(), fact).await);
    }
    assert_eq!(found, [1, entries, entries, 0]);
}

async fn j01_the_journal_and_what_was_published_are_append_only(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    app.work().await;
    for sql in [
        "UPDATE journal SET at = '2020-01-01T00:00:00.000000Z'",
        "DELETE FROM journal",
        "UPDATE journal_subject SET subject = 'x'",
        "DELETE FROM journal_subject",
        "UPDATE journal_position SET leaf_hash = ''",
        "DELETE FROM journal_position",
        "UPDATE directory_version SET document = '{}'",
        "DELETE FROM directory_version",
    ] {
        let refused = database::execute(app.world.db(), sql)
            .await
            .unwrap_err()
            .to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}

async fn j02_the_journal_holds_no_personal_data(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    app.work().await;
    for body in database::texts(app.world.db(), "SELECT body FROM journal").await {
        for secret in ["LEFEBVRE", "Zoé", "exemple.fr", "0639", "639980001", "1985"] {
            assert!(!body.contains(secret), "{body}");
        }
    }
}
