//! What the clock does: reviews planned, opened, told of, handed to the representative, ended.

use super::{CAEN, days, number, opened, pass, texts};
use crate::harness::{App, NOTHING, database};

both_engines![
    l05_the_clock_plans_and_opens_each_review_once,
    l05_a_place_where_nobody_works_waits_for_its_next_turn,
    l05_managers_in_scope_are_told_at_the_opening_and_after_fifteen_days,
    l05_after_thirty_days_it_goes_to_the_representative,
    l05_without_manager_the_representative_is_told_at_once,
    l05_a_contract_that_ends_leaves_no_review_behind,
];

/// Whom mails of this subject were sent to, oldest first.
fn told(app: &App, subject: &str) -> Vec<String> {
    let mails = app.mails().into_iter();
    mails
        .filter(|mail| mail.text.contains(subject))
        .map(|mail| mail.to)
        .collect()
}

const OPENED: &str = "Une revue vient de s’ouvrir";
const REMINDER: &str = "ouverte depuis 15 jours";
const OVERDUE: &str = "Elle vous revient";

async fn l05_the_clock_plans_and_opens_each_review_once(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(0)).await;
    app.work().await;
    let covered = "SELECT COUNT(*) FROM establishment e WHERE EXISTS (SELECT 1 FROM contract c WHERE \
                   c.legal_entity = e.covered_under AND (c.establishment IS NULL OR c.establishment = e.finess))";
    let planned = number(&app, "SELECT COUNT(*) FROM review_plan").await;
    assert!(planned > 5 && planned == number(&app, covered).await);
    assert_eq!(number(&app, "SELECT COUNT(*) FROM review").await, 0);
    let other = app.other_node();
    // Contracts came into force three months ago: three more, and all first reviews are due.
    for _ in 0..4 {
        app.advance(days(31));
        tokio::join!(app.work(), other.work());
    }
    assert_eq!(
        texts(&app, "SELECT establishment FROM review").await,
        [CAEN],
        "where somebody works, once whatever the nodes"
    );
    app.sign_in("nadia-benali").await;
    let done = app.get("/revue").await.expect(200);
    assert!(done.has("En retard depuis le"), "{}", done.main());
    let id = &texts(&app, "SELECT id FROM review").await[0];
    let rest = format!("/revue/{id}/tout-confirmer");
    app.post(&rest, NOTHING).await.expect(303);
    pass(&app, days(185)).await;
    assert_eq!(number(&app, "SELECT COUNT(*) FROM review").await, 2);
}

async fn l05_a_place_where_nobody_works_waits_for_its_next_turn(app: App) {
    app.work().await;
    pass(&app, days(200)).await;
    assert_eq!(number(&app, "SELECT COUNT(*) FROM review").await, 0);
    let next = number(
        &app,
        "SELECT COUNT(*) FROM review_plan WHERE due_on > '2027-06-11'",
    );
    assert_eq!(
        next.await,
        number(&app, "SELECT COUNT(*) FROM review_plan").await
    );
}

async fn l05_managers_in_scope_are_told_at_the_opening_and_after_fifteen_days(app: App) {
    opened(&app, 1).await;
    pass(&app, days(1)).await;
    // Hugo is the delegate, Julien manages this establishment and another; Sophie is of another contract.
    let expected = [
        "hugo-lemaire@demo.invalid",
        "julien-moreau@demo.invalid",
        "nadia-benali@demo.invalid",
    ];
    let sorted = |subject: &str| {
        let mut told = told(&app, subject);
        told.sort();
        told
    };
    assert_eq!(sorted(OPENED), expected);
    pass(&app, days(13)).await;
    assert_eq!(sorted(REMINDER), [""; 0]);
    pass(&app, days(1)).await;
    assert_eq!(sorted(REMINDER), expected);
    pass(&app, days(2)).await;
    assert_eq!((sorted(REMINDER).len(), sorted(OPENED).len()), (3, 3));
    assert_eq!(sorted(OVERDUE), [""; 0]);
    let mails = app.mails();
    let leak = mails
        .iter()
        .find(|mail| mail.text.contains("LEFEBVRE") && mail.text.contains("revue"));
    assert!(leak.is_none(), "N2: {leak:?}");
}

async fn l05_after_thirty_days_it_goes_to_the_representative(app: App) {
    let path = opened(&app, 1).await;
    let claire = app.other_browser();
    claire.sign_in("claire-vasseur").await;
    let home = claire.get("/structure").await.expect(200);
    assert!(!home.has("Une revue de liste vous revient"));
    pass(&app, days(31)).await;
    assert_eq!(told(&app, OVERDUE), ["claire-vasseur@demo.invalid"]);
    assert_eq!(told(&app, OPENED).len(), 0, "late, each is told once");
    claire.sign_in("claire-vasseur").await;
    claire
        .get("/structure")
        .await
        .expect(200)
        .expect_text("Une revue de liste vous revient")
        .expect_text("1 revue attend, dont 1 en retard");
    claire
        .get("/espace")
        .await
        .expect_text("1 revue attend, dont 1 en retard");
    claire.get(&path).await.expect(200);
    pass(&app, days(31)).await;
    assert_eq!(told(&app, OVERDUE).len(), 1);
}

async fn l05_without_manager_the_representative_is_told_at_once(app: App) {
    opened(&app, 1).await;
    let gone =
        "UPDATE access_grant SET ended_at = granted_at WHERE kind IN ('manager', 'delegate')";
    database::execute(app.world.db(), gone).await.unwrap();
    pass(&app, days(1)).await;
    assert_eq!(told(&app, OPENED), ["claire-vasseur@demo.invalid"]);
}

async fn l05_a_contract_that_ends_leaves_no_review_behind(app: App) {
    opened(&app, 1).await;
    let over = "UPDATE contract SET state = 'ended', ended_at = '2026-11-23T10:00:00.000000Z' WHERE legal_entity = '140990011'";
    database::execute(app.world.db(), over).await.unwrap();
    pass(&app, days(1)).await;
    assert_eq!(texts(&app, "SELECT state FROM review").await, ["lapsed"]);
    assert_eq!(told(&app, OPENED).len(), 0);
}
