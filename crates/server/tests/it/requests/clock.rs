//! Reminders, expiry, erasure (D3, J3).

use super::{SAINTE_ODILE, subjects, told};
use crate::harness::{App, database};
use jiff::SignedDuration;

both_engines![
    d03_managers_are_reminded_after_7_and_15_days_one_mail_a_day,
    d03_a_request_expires_after_30_days_and_is_erased_30_days_later,
];

const REMINDER: &str = "Des demandes d’enregistrement attendent";

fn reminders(app: &App, who: &str) -> usize {
    let told = subjects(app, &format!("{who}@demo.invalid"));
    told.iter().filter(|subject| *subject == REMINDER).count()
}

async fn pass(app: &App, days: i64) {
    app.advance(SignedDuration::from_hours(24 * days));
    for _ in 0..2 {
        app.work().await;
    }
}

async fn d03_managers_are_reminded_after_7_and_15_days_one_mail_a_day(app: App) {
    app.asks(&app.person(1)).await;
    app.asks(&app.person(2)).await;
    app.asks(&app.person(3).with("establishment", SAINTE_ODILE))
        .await;
    pass(&app, 6).await;
    assert_eq!(reminders(&app, "nadia-benali"), 0);
    pass(&app, 1).await;
    for who in [
        "nadia-benali",
        "claire-vasseur",
        "hugo-lemaire",
        "julien-moreau",
        "sophie-klein",
    ] {
        assert_eq!(reminders(&app, who), 1, "{who}");
    }
    assert_eq!(reminders(&app, "elise-roth"), 0);
    pass(&app, 4).await;
    assert_eq!(reminders(&app, "nadia-benali"), 1);
    pass(&app, 4).await;
    assert_eq!(reminders(&app, "nadia-benali"), 2);
    pass(&app, 4).await;
    assert_eq!(reminders(&app, "nadia-benali"), 2);
    let mails = app.mails();
    let mail = mails
        .iter()
        .rev()
        .find(|mail| mail.subject == REMINDER)
        .unwrap();
    assert!(!mail.text.contains("LEFEBVRE"), "{}", mail.text);
}

async fn d03_a_request_expires_after_30_days_and_is_erased_30_days_later(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    pass(&app, 29).await;
    let state = "SELECT state FROM request";
    assert_eq!(database::texts(app.world.db(), state).await, ["waiting"]);
    pass(&app, 1).await;
    assert_eq!(database::texts(app.world.db(), state).await, ["expired"]);
    told(
        &app,
        "zoe.lefebvre1@exemple.fr",
        "Votre demande d’enregistrement a expiré",
    );
    app.sign_in("nadia-benali").await;
    let fields = [("settlement", "refused"), ("motif_not_here", "oui")];
    app.post(&format!("/demandes/{id}/retour"), fields)
        .await
        .expect(409)
        .expect_text("Cette demande a expiré");
    pass(&app, 29).await;
    assert_eq!(database::texts(app.world.db(), state).await.len(), 1);
    pass(&app, 2).await;
    assert_eq!(database::texts(app.world.db(), state).await.len(), 0);
}
