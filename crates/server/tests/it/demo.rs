//! What only the demonstration has: a clock that its visitors move.

use crate::harness::App;
use jiff::SignedDuration;
use store::housekeeping::ahead;

both_engines![
    the_clock_is_moved_by_the_steps_offered_and_stays_there,
    r01_what_waited_too_long_is_gone_when_the_clock_has_passed_it
];

const PAGE: &str = "/demo/horloge";

async fn the_clock_is_moved_by_the_steps_offered_and_stays_there(app: App) {
    app.get(PAGE).await.expect(200).expect_text("23/11/2026");
    app.post(PAGE, [("jours", "7")]).await.expect(303);
    app.get(PAGE).await.expect(200).expect_text("30/11/2026");
    for days in ["", "-1", "2", "1e3", "99999999999999999999"] {
        app.post(PAGE, [("jours", days)]).await.expect(404);
    }
    app.post(PAGE, [("jours", "1")]).await.expect(303);
    app.get(PAGE).await.expect(200).expect_text("01/12/2026");
    let kept = ahead::ahead(app.world.db()).await.unwrap();
    assert_eq!(kept, SignedDuration::from_hours(8 * 24));
}

async fn r01_what_waited_too_long_is_gone_when_the_clock_has_passed_it(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    let path = format!("/enregistrements/{draft}/contact");
    app.get(&path).await.expect(200);
    app.get(PAGE).await.expect(200);
    app.post(PAGE, [("jours", "31")]).await.expect(303);
    app.work().await;
    app.sign_in("nadia-benali").await;
    app.get(&path).await.expect(404);
}
