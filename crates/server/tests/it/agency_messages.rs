//! What the agency does with messages: found, sent again by the dozen, given up (N1).

use crate::harness::{App, NOTHING, database};
use jiff::SignedDuration;

both_engines![
    n01_a_message_given_up_is_sent_by_no_job_that_runs_later,
    n01_a_message_given_up_while_it_leaves_is_told_as_sent,
    n01_a_message_given_up_and_sent_again_at_once_leaves_once,
    n01_a_message_on_its_way_is_not_sent_again,
    n01_many_messages_are_sent_again_in_one_act,
    n01_messages_are_found_by_recipient_channel_text_and_day,
];

async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

async fn ids(app: &App, sql: &'static str) -> Vec<String> {
    database::texts(app.world.db(), sql).await
}

async fn officer(app: &App) -> App {
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
}

const MAIL: &str = "SELECT id FROM message WHERE template = 'registration_mail'";

async fn n01_a_message_given_up_is_sent_by_no_job_that_runs_later(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let mail = ids(&app, MAIL).await.remove(0);
    let path = format!("/agence/messages/{mail}/abandonner");
    let agency = officer(&app).await;
    agency
        .get("/agence/messages?etat=waiting")
        .await
        .expect(200)
        .expect_text(&path);
    agency
        .get(&path)
        .await
        .expect(200)
        .expect_text("Il ne partira plus")
        .expect_text("z…@exemple.fr");
    let done = agency.post(&path, NOTHING).await.expect(303);
    agency
        .follow(done)
        .await
        .expect_text("Message abandonné")
        .expect_text("zoe.lefebvre1@exemple.fr");
    agency.post(&path, NOTHING).await.expect(409);
    agency.get(&path).await.expect(409);
    app.work().await;
    assert_eq!((app.mails().len(), app.texts().len()), (0, 1));
    assert_eq!(number(&app, "SELECT COUNT(*) FROM job").await, 0);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'message_given_up'"
        )
        .await,
        1
    );
    // It can still be sent again from there.
    let again = format!("/agence/messages/{mail}/relancer");
    agency.post(&again, NOTHING).await.expect(303);
    app.work().await;
    assert_eq!(app.mails().len(), 1);
    agency.post(&path, NOTHING).await.expect(409);
}

async fn n01_a_message_given_up_while_it_leaves_is_told_as_sent(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let mail = ids(&app, MAIL).await.remove(0);
    let agency = officer(&app).await;
    let path = format!("/agence/messages/{mail}/abandonner");
    let (given_up, ()) = tokio::join!(agency.post(&path, NOTHING), app.work());
    let left = i64::try_from(app.mails().len()).unwrap();
    let sent =
        "SELECT COUNT(*) FROM message WHERE template = 'registration_mail' AND state = 'sent'";
    assert_eq!(number(&app, sent).await, left, "{}", given_up.status());
    assert!([303, 409].contains(&given_up.status()));
}

async fn n01_a_message_given_up_and_sent_again_at_once_leaves_once(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let mail = ids(&app, MAIL).await.remove(0);
    let agency = officer(&app).await;
    let jobs = "SELECT COUNT(*) FROM job WHERE body LIKE '%' || (SELECT id FROM message WHERE template = 'registration_mail') || '%'";
    // The job of the registration has not run.
    for _ in 0..2 {
        for action in ["abandonner", "relancer"] {
            let path = format!("/agence/messages/{mail}/{action}");
            agency.post(&path, NOTHING).await.expect(303);
        }
        assert_eq!(number(&app, jobs).await, 1);
    }
    app.work().await;
    assert_eq!(app.mails().len(), 1);
    assert_eq!(number(&app, jobs).await, 0);
}

async fn n01_a_message_on_its_way_is_not_sent_again(app: App) {
    const ON_ITS_WAY: &str = "Un essai est encore en cours";
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let mail = ids(&app, MAIL).await.remove(0);
    let agency = officer(&app).await;
    let lease = SignedDuration::from_secs(120);
    let taken = store::job::lease(&app.world.store, 16, lease)
        .await
        .unwrap();
    assert_eq!(taken.len(), 3);
    let path = format!("/agence/messages/{mail}/abandonner");
    agency.post(&path, NOTHING).await.expect(303);
    let again = format!("/agence/messages/{mail}/relancer");
    let told = agency.post(&again, NOTHING).await.expect(303);
    agency.follow(told).await.expect_text(ON_ITS_WAY);
    let ticked = [(format!("message-{mail}"), "oui".to_owned())];
    let told = agency.post("/agence/messages/relancer", ticked).await;
    agency
        .follow(told.expect(303))
        .await
        .expect_text(ON_ITS_WAY);
    let stopped = "SELECT COUNT(*) FROM message WHERE state = 'given_up' AND restarted_at IS NULL";
    assert_eq!(number(&app, stopped).await, 1);
    // The worker died: its lease ends, and the message leaves once.
    app.advance(lease + SignedDuration::from_secs(1));
    agency.post(&again, NOTHING).await.expect(303);
    app.work().await;
    assert_eq!(app.mails().len(), 1);
}

async fn n01_many_messages_are_sent_again_in_one_act(app: App) {
    app.sign_in("nadia-benali").await;
    for rank in 0..3 {
        app.register(&app.person(rank)).await;
    }
    app.work().await;
    let stop = "UPDATE message SET state = 'refused', last_error = '550 no such box' WHERE template = 'registration_mail'";
    database::execute(app.world.db(), stop).await.unwrap();
    let all = ids(&app, MAIL).await;
    let ticked = |ids: &[String]| -> Vec<(String, String)> {
        let fields = ids
            .iter()
            .map(|id| (format!("message-{id}"), "oui".to_owned()));
        fields
            .chain([("etat".to_owned(), "refused".to_owned())])
            .collect()
    };
    let agency = officer(&app).await;
    let none = agency.post("/agence/messages/relancer", ticked(&[])).await;
    agency
        .follow(none.expect(303))
        .await
        .expect_text("Rien n’est coché");
    let done = agency
        .post("/agence/messages/relancer", ticked(&all[..2]))
        .await;
    agency
        .follow(done.expect(303))
        .await
        .expect_text("2 messages relancés");
    // Of three, one alone has still stopped.
    let done = agency.post("/agence/messages/relancer", ticked(&all)).await;
    agency
        .follow(done.expect(303))
        .await
        .expect_text("1 message relancé");
    agency
        .post("/agence/messages/relancer", ticked(&all))
        .await
        .expect(409);
    agency
        .post("/agence/messages/relancer", [("message-x", "oui")])
        .await
        .expect(303);
    app.work().await;
    assert_eq!(app.mails().len(), 6);
    let told = "SELECT COUNT(*) FROM journal WHERE kind = 'message_restarted'";
    assert_eq!(number(&app, told).await, 3);
}

async fn n01_messages_are_found_by_recipient_channel_text_and_day(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    app.work().await;
    app.advance(SignedDuration::from_hours(24));
    app.sign_in("nadia-benali").await;
    app.register(&app.person(2)).await;
    app.work().await;
    let agency = officer(&app).await;
    let shown = async |query: &str| {
        let page = agency
            .get(&format!("/agence/messages?etat=sent{query}"))
            .await
            .expect(200);
        page.text().matches("Courriel : numéro RPPS</span>").count()
            + page
                .text()
                .matches("SMS : numéro RPPS envoyé</span>")
                .count()
    };
    assert_eq!(shown("&destinataire=zoe.lefebvre").await, 2);
    assert_eq!(shown("&destinataire=Zoe.Lefebvre2").await, 1);
    assert_eq!(shown("&destinataire=06+39+98+00+02").await, 1);
    assert_eq!(shown("&canal=sms").await, 2);
    assert_eq!(shown("&texte=registration_mail&du=24/11/2026").await, 1);
    assert_eq!(shown("&canal=sms&du=23/11/2026&au=23/11/2026").await, 1);
    assert_eq!(shown("&destinataire=personne").await, 0);
    agency
        .get("/agence/messages?du=32/13/2026&au=hier")
        .await
        .expect(422)
        .expect_text("ne se lit pas");
    agency
        .get("/agence/messages?du=24/11/2026&au=23/11/2026")
        .await
        .expect(422)
        .expect_text("La fin précède le début");
    let file = agency
        .get("/agence/messages.csv?etat=sent&canal=sms")
        .await
        .expect(200);
    assert_eq!(file.text().lines().count(), 3, "{}", file.text());
    assert!(file.has("… 02") && !file.has("+33639980002"));
    let book = agency
        .get("/agence/messages.xlsx?etat=sent")
        .await
        .expect(200);
    assert!(book.body.starts_with(b"PK"));
    agency.get("/agence/messages.csv?du=x").await.expect(404);
}
