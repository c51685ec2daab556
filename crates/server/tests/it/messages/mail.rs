//! Mails through a real SMTP server.

use super::{
    sink::{Sink, accepted, by_smtp, free_port},
    states,
};
use crate::harness::{App, database};
use jiff::SignedDuration;
use mail_parser::MessageParser;
use store::job;

both_engines![
    n01_a_mail_arrives_as_text_and_html_with_nothing_else_personal,
    n01_an_outage_delays_and_loses_nothing,
    n01_a_mailbox_that_refuses_is_told,
    j03_a_message_is_erased_twelve_months_after_it_left,
    n01_a_mail_is_given_up_after_four_days
];

async fn n01_a_mail_arrives_as_text_and_html_with_nothing_else_personal(app: App) {
    let folder = tempfile::tempdir().unwrap();
    let sink = Sink::start(folder.path(), 0, &[]);
    let app = by_smtp(&app, sink.port);
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    assert_eq!(states(&app).await, ["mail sent 1", "sms sent 1"]);

    let mails = accepted(folder.path());
    let [(raw, envelope)] = mails.as_slice() else {
        panic!("{} mails", mails.len())
    };
    assert_eq!(envelope["to"][0], "zoe.lefebvre1@exemple.fr");
    assert_eq!(envelope["from"], "ne-pas-repondre@exemple.fr");
    let mail = MessageParser::default().parse(raw).unwrap();
    let kept = database::texts(
        app.world.db(),
        "SELECT message_id FROM message WHERE about_kind = 'professional' AND channel = 'mail'",
    )
    .await;
    assert_eq!(
        mail.message_id(),
        Some(format!("{}@exemple.fr", kept[0]).as_str())
    );
    assert_eq!(mail.subject(), Some("Votre numéro RPPS"));
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    assert_eq!((mail.text_body_count(), mail.html_body_count()), (1, 1));
    for body in [&text, &html] {
        assert!(
            body.contains(&rpps) && body.contains("Zoé LEFEBVRE B"),
            "{body}"
        );
        for secret in ["1985", "0639", "06 39", "Caen", "zoe.lefebvre1", "Nadia"] {
            assert!(!body.contains(secret), "{secret} in {body}");
        }
    }
    insta::assert_snapshot!("registration_mail_text", text.replace("\r\n", "\n"));
    insta::assert_snapshot!("registration_mail_html", html.replace("\r\n", "\n"));
}

async fn n01_an_outage_delays_and_loses_nothing(app: App) {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let app = by_smtp(&app, port);
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    app.advance(SignedDuration::from_secs(2));
    app.work().await;
    assert_eq!(states(&app).await, ["mail waiting 2", "sms sent 1"]);
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (1, 0));
    app.get(&format!("/professionnels/{rpps}/suivi"))
        .await
        .expect(200)
        .expect_text("Promis sous 30 minutes.");

    let sink = Sink::start(folder.path(), port, &[]);
    app.work().await;
    assert_eq!(
        accepted(folder.path()).len(),
        0,
        "it waits before it tries again"
    );
    for _ in 0..3 {
        app.advance(SignedDuration::from_secs(600));
        app.work().await;
    }
    drop(sink);
    assert_eq!(accepted(folder.path()).len(), 1);
    assert_eq!(states(&app).await, ["mail sent 3", "sms sent 1"]);
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (0, 0));
}

async fn n01_a_mailbox_that_refuses_is_told(app: App) {
    let folder = tempfile::tempdir().unwrap();
    let sink = Sink::start(
        folder.path(),
        0,
        &[
            "--refuse",
            "zoe.lefebvre1@exemple.fr",
            "--defer",
            "zoe.lefebvre2@exemple.fr",
        ],
    );
    let app = by_smtp(&app, sink.port);
    app.sign_in("nadia-benali").await;
    let refused = app.register(&app.person(1)).await;
    app.register(&app.person(2)).await;
    app.work().await;
    assert_eq!(
        states(&app).await,
        [
            "mail refused 1",
            "mail waiting 1",
            "sms sent 1",
            "sms sent 1"
        ]
    );
    let error = &database::texts(
        app.world.db(),
        "SELECT last_error FROM message WHERE state = 'refused'",
    )
    .await[0];
    assert!(error.contains("550"), "{error}");
    app.get(&format!("/professionnels/{refused}/suivi"))
        .await
        .expect(200)
        .expect_text("refuse cette adresse");
    assert_eq!(
        job::counts(&app.world.store).await.unwrap(),
        (1, 0),
        "a refusal is not tried again"
    );
}

async fn n01_a_mail_is_given_up_after_four_days(app: App) {
    let app = by_smtp(&app, free_port());
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    app.advance(SignedDuration::from_hours(95));
    app.work().await;
    assert_eq!(states(&app).await[0], "mail waiting 1");
    app.advance(SignedDuration::from_hours(1));
    app.work().await;
    assert_eq!(states(&app).await[0], "mail given_up 2");
    assert_eq!(job::counts(&app.world.store).await.unwrap(), (0, 0));
}

async fn j03_a_message_is_erased_twelve_months_after_it_left(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    assert_eq!(states(&app).await, ["mail sent 1", "sms sent 1"]);
    app.advance(SignedDuration::from_hours(365 * 24));
    app.sign_in("nadia-benali").await;
    app.register(&app.person(2)).await;
    app.advance(SignedDuration::from_hours(25));
    app.work().await;
    assert_eq!(states(&app).await, ["mail sent 1", "sms sent 1"]);
    app.sign_in("nadia-benali").await;
    let file = app
        .get(&format!("/professionnels/{rpps}"))
        .await
        .expect(200)
        .expect_text("Visible dans l’annuaire");
    // The mail left: it is not told late now that its trace is gone.
    assert!(!file.has("Numéro envoyé par courriel"), "{}", file.main());
}
