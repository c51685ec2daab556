//! Who gives which right, to whom, and for which establishments.

use super::{TILLEULS_CAEN, all, card, give, number, right};
use crate::harness::{App, NOTHING, database, somebody};
use jiff::{SignedDuration, Timestamp};

both_engines![
    h01_nobody_grants_their_own,
    h01_a_manager_gives_no_right,
    h01_a_card_of_another_contract_is_not_found,
    h02_what_is_missing_is_a_checklist_until_nothing_is,
    h02_a_revoked_card_carries_no_right,
    h02_no_course_is_needed_before_april_2025,
    h05_a_habilitation_is_narrowed_then_widened,
    h05_what_the_contract_does_not_cover_is_refused,
];

async fn h01_nobody_grants_their_own(app: App) {
    let own = card(&app, "hugo-lemaire").await;
    app.sign_in("hugo-lemaire").await;
    app.get(&format!("/habilitations/nouvelle/{own}"))
        .await
        .expect(200);
    give(&app, &own)
        .await
        .expect(422)
        .expect_text("Personne ne se donne un droit à soi-même");
}

async fn h01_a_manager_gives_no_right(app: App) {
    app.sign_in("nadia-benali").await;
    for path in ["/habilitations", "/habilitations/nouvelle"] {
        app.get(path).await.expect(403);
    }
    let own = card(&app, "nadia-benali").await;
    give(&app, &own).await.expect(403);
}

async fn h01_a_card_of_another_contract_is_not_found(app: App) {
    let sophie = card(&app, "sophie-klein").await;
    app.sign_in("claire-vasseur").await;
    app.get(&format!("/habilitations/nouvelle/{sophie}"))
        .await
        .expect(404);
    give(&app, &sophie).await.expect(404);
    let grant = right(&app, "sophie-klein").await;
    app.get(&format!("/habilitations/{grant}"))
        .await
        .expect(404);
    app.post(&format!("/habilitations/{grant}/retirer"), NOTHING)
        .await
        .expect(404);
}

async fn h02_what_is_missing_is_a_checklist_until_nothing_is(app: App) {
    let claire = app.actor("claire-vasseur").await;
    let (chain, paul) = (app.chain().await, somebody("paul-girard"));
    let ordered = chain.order(&claire, &paul).await.unwrap();
    let path = format!("/habilitations/nouvelle/{ordered}");
    app.sign_in("claire-vasseur").await;
    app.get("/habilitations/nouvelle?q=gir")
        .await
        .expect(200)
        .expect_text("Paul Girard");
    let page = app.get(&path).await.expect(200);
    assert!(
        page.has("Pas encore possible") && page.has("À faire"),
        "{}",
        page.main()
    );
    assert!(!page.has("Donner l’habilitation"), "{}", page.main());
    give(&app, &ordered.to_string())
        .await
        .expect(422)
        .expect_text("n’est pas encore envoyée")
        .expect_text("n’a pas réussi la formation");
    chain.deliver(ordered).await.unwrap();
    let page = app.get(&path).await.expect(200);
    assert!(
        !page.has("Pas encore possible") && page.has("À faire"),
        "{}",
        page.main()
    );
    chain.course(&paul).await.unwrap();
    app.get(&path).await.expect_text("Donner l’habilitation");
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("Dites pour quels établissements");
    give(&app, &ordered.to_string()).await.expect(303);
    give(&app, &ordered.to_string())
        .await
        .expect(422)
        .expect_text("a déjà ce droit");
    app.get("/habilitations").await.expect_text("Paul Girard");
    app.work().await;
    let mails = app.mails();
    assert!(
        mails
            .iter()
            .any(|mail| mail.text.contains("Vous êtes habilité"))
    );
}

async fn h02_a_revoked_card_carries_no_right(app: App) {
    let claire = app.actor("claire-vasseur").await;
    let (chain, paul) = (app.chain().await, somebody("paul-girard"));
    let ordered = chain.order(&claire, &paul).await.unwrap();
    chain.deliver(ordered).await.unwrap();
    chain.course(&paul).await.unwrap();
    database::execute(
        app.world.db(),
        "UPDATE card SET state = 'revoked', ended_at = ordered_at WHERE last_name = 'Girard'",
    )
    .await
    .unwrap();
    app.sign_in("claire-vasseur").await;
    app.get(&format!("/habilitations/nouvelle/{ordered}"))
        .await
        .expect(200)
        .expect_text("bloquée ou expirée");
    give(&app, &ordered.to_string()).await.expect(422);
}

async fn h02_no_course_is_needed_before_april_2025(app: App) {
    let claire = app.actor("claire-vasseur").await;
    let chain = app.chain().await;
    let [before, after] = ["paul-avant", "paul-apres"].map(somebody);
    let mut cards = Vec::new();
    for who in [&before, &after] {
        let ordered = chain.order(&claire, who).await.unwrap();
        chain.deliver(ordered).await.unwrap();
        cards.push(ordered.to_string());
    }
    let eve: Timestamp = "2025-03-31T21:59:00Z".parse().unwrap();
    app.advance(eve.duration_since(app.clock.now()));
    app.sign_in("claire-vasseur").await;
    give(&app, &cards[0]).await.expect(303);
    app.advance(SignedDuration::from_mins(1));
    give(&app, &cards[1])
        .await
        .expect(422)
        .expect_text("n’a pas réussi la formation");
}

async fn h05_a_habilitation_is_narrowed_then_widened(app: App) {
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let all_of_them = nadia.get("/espace").await.words();
    let grant = right(&app, "nadia-benali").await;
    let path = format!("/habilitations/{grant}/etablissements");
    app.sign_in("hugo-lemaire").await;
    app.get(&path).await.expect(200).expect_text(TILLEULS_CAEN);
    app.post(&path, [("portee", "certains")])
        .await
        .expect(422)
        .expect_text("Cochez au moins un établissement");
    let one = format!("eg-{TILLEULS_CAEN}");
    app.post(&path, [("portee", "certains"), (&one, "oui")])
        .await
        .expect(303);
    nadia
        .get("/espace")
        .await
        .expect_text("1 établissement dans votre périmètre");
    app.get(&path).await.expect(200).expect_text("checked");
    app.get(&format!("/habilitations/{grant}"))
        .await
        .expect_text("a changé les établissements");
    app.post(&path, all()).await.expect(303);
    assert_eq!(nadia.get("/espace").await.words(), all_of_them);
}

async fn h05_what_the_contract_does_not_cover_is_refused(app: App) {
    let grant = right(&app, "nadia-benali").await;
    app.sign_in("claire-vasseur").await;
    let foreign = [("portee", "certains"), ("eg-670991017", "oui")];
    app.post(&format!("/habilitations/{grant}/etablissements"), foreign)
        .await
        .expect(422)
        .expect_text("n’est pas couvert par votre contrat");
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM access_grant_establishment WHERE establishment = '670991017'"
        )
        .await,
        0
    );
}
