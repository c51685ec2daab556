//! What ends a right, and what ends with it.

use super::{number, right, text};
use crate::harness::{App, NOTHING, somebody};
use domain::access::GrantKind;

both_engines![
    h04_a_habilitation_withdrawn_ends_sessions_and_hands_drafts_over,
    h07_only_the_representative_names_and_withdraws_a_delegate,
    l03_a_departure_ends_rights_cards_and_own_situations_in_one_act,
    l03_nobody_sends_the_representative_or_themself_away,
];

async fn h04_a_habilitation_withdrawn_ends_sessions_and_hands_drafts_over(app: App) {
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let draft = nadia.begin().await;
    let grant = right(&app, "nadia-benali").await;
    app.sign_in("claire-vasseur").await;
    app.get(&format!("/habilitations/{grant}/retirer"))
        .await
        .expect(200)
        .expect_text("sa saisie en cours passe au représentant légal");
    let done = app
        .post(&format!("/habilitations/{grant}/retirer"), NOTHING)
        .await;
    let done = done.expect(303);
    assert_eq!(done.location(), "/habilitations?brouillons=1");
    app.follow(done)
        .await
        .expect_text("1 saisie en cours est désormais dans les enregistrements");
    let sent_back = nadia.get("/espace").await.expect(303);
    assert!(sent_back.location().starts_with("/connexion?suite="));
    let owner = text(&app, "SELECT owner FROM draft").await;
    assert_eq!(owner, right(&app, "claire-vasseur").await.to_string());
    app.get(&format!("/enregistrements/{draft}/etat-civil"))
        .await
        .expect(200);
    app.post(&format!("/habilitations/{grant}/retirer"), NOTHING)
        .await
        .expect(404);
    app.work().await;
    let mails = app.mails();
    assert!(
        mails
            .iter()
            .any(|mail| mail.text.contains("Vous n’êtes plus habilité"))
    );
}

async fn h07_only_the_representative_names_and_withdraws_a_delegate(app: App) {
    let claire = app.actor("claire-vasseur").await;
    let chain = app.chain().await;
    let ordered = chain
        .order(&claire, &somebody("paul-girard"))
        .await
        .unwrap();
    chain.deliver(ordered).await.unwrap();
    let path = format!("/habilitations/mandataire/{ordered}");
    let hugo = right(&app, "hugo-lemaire").await;
    app.sign_in("hugo-lemaire").await;
    app.get(&path).await.expect(403);
    app.post(&path, NOTHING).await.expect(403);
    app.sign_in("claire-vasseur").await;
    app.get(&path).await.expect(200).expect_text("Facultative");
    app.post(&path, NOTHING).await.expect(303);
    app.sign_in("hugo-lemaire").await;
    let paul = text(
        &app,
        "SELECT id FROM access_grant ORDER BY granted_at DESC, id DESC LIMIT 1",
    )
    .await;
    app.post(&format!("/habilitations/{paul}/retirer"), NOTHING)
        .await
        .expect(403);
    app.sign_in("claire-vasseur").await;
    app.post(&format!("/habilitations/{hugo}/retirer"), NOTHING)
        .await
        .expect(303);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM access_grant WHERE kind = 'delegate' AND ended_at IS NULL"
        )
        .await,
        1
    );
}

async fn l03_a_departure_ends_rights_cards_and_own_situations_in_one_act(app: App) {
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    let own = julien.person(3).with("email", "nadia-benali@demo.invalid");
    julien.register(&own).await;
    app.work().await;
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let grant = right(&app, "nadia-benali").await;
    app.sign_in("claire-vasseur").await;
    let path = format!("/habilitations/{grant}/depart");
    let page = app.get(&path).await.expect(200);
    assert!(
        page.has("Carte CPE") && !page.has("aucune n’est connue"),
        "{}",
        page.main()
    );
    let done = app.post(&path, NOTHING).await.expect(303);
    assert_eq!(
        done.location(),
        "/habilitations?brouillons=0&cartes=1&situations=1"
    );
    app.follow(done)
        .await
        .expect_text("1 carte bloquée ; 1 situation close");
    nadia.get("/espace").await.expect(303);
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 0);
    assert_eq!(text(&app, "SELECT end_reason FROM situation").await, "AUT");
    assert_eq!(
        text(&app, "SELECT end_reason FROM card WHERE state = 'revoked'").await,
        "left"
    );
    app.work().await;
    let told: Vec<String> = app.mails().into_iter().map(|mail| mail.text).collect();
    for part in [
        "situation d’exercice de votre dossier",
        "Plus personne ne peut se connecter",
    ] {
        assert!(
            told.iter().any(|text| text.contains(part)),
            "{part}: {told:?}"
        );
    }
    app.post(&path, NOTHING).await.expect(404);
}

async fn l03_nobody_sends_the_representative_or_themself_away(app: App) {
    let claire = right(&app, "claire-vasseur").await;
    let hugo = right(&app, "hugo-lemaire").await;
    app.sign_in("hugo-lemaire").await;
    for grant in [claire, hugo] {
        for part in ["retirer", "depart"] {
            app.post(&format!("/habilitations/{grant}/{part}"), NOTHING)
                .await
                .expect(403);
        }
    }
    let kinds = [GrantKind::LegalRepresentative, GrantKind::Delegate];
    for (grant, kind) in [claire, hugo].into_iter().zip(kinds) {
        let mut tx = app.world.db().read().await.unwrap();
        let held = store::access::grant(&mut tx, grant).await.unwrap();
        assert_eq!(held.unwrap().grant.kind, kind);
    }
}
