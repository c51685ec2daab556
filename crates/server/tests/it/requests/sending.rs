//! The candidate: a checked mailbox, four steps, what became of the request (D1, D4, R14).

use super::{PORTICCIO, SAINTE_ODILE, subjects, told};
use crate::harness::{App, NOTHING, database};
use jiff::SignedDuration;

both_engines![
    r14_who_is_registered_elsewhere_is_told_where,
    d01_a_request_is_sent_from_a_checked_mailbox_once,
    d01_no_other_way_of_signing_in_proves_a_mailbox,
    d01_an_establishment_without_contract_is_told_so,
    d01_what_was_typed_is_kept_and_all_that_is_wrong_is_said,
    d01_a_closed_or_unknown_establishment_takes_no_request,
    d01_a_draft_is_erased_after_30_days,
    d02_a_returned_request_is_corrected_and_sent_again,
    d02_a_candidate_withdraws,
    d04_one_pending_request_per_person_and_per_mailbox,
    d04_two_who_send_at_once_make_one_request,
    a_mailbox_of_somebody_registered_is_told_what_to_do,
    j04_a_request_is_its_candidate_s_alone,
];

async fn r14_who_is_registered_elsewhere_is_told_where(app: App) {
    app.get("/demande")
        .await
        .expect(200)
        .expect_text("Quelle est votre situation");
    for (answer, told) in [
        ("ordre", "conseil départemental"),
        ("ars", "agence régionale de santé"),
        ("armees", "service de santé des armées"),
        ("deja", "n’a qu’un numéro"),
        ("social", "/connexion/courriel?suite=/demande/identite"),
    ] {
        let path = format!("/demande?concernee={answer}");
        app.get(&path).await.expect(200).expect_text(told);
    }
    for unanswered in ["suite=oui", "concernee=%3Cscript%3E&suite=oui"] {
        app.get(&format!("/demande?{unanswered}"))
            .await
            .expect(422)
            .expect_text("Dites de qui vous dépendez");
    }
}

async fn d01_a_request_is_sent_from_a_checked_mailbox_once(app: App) {
    let person = app.person(1);
    let candidate = app.candidate("zoe.lefebvre1@exemple.fr").await;
    candidate
        .get("/demande/suivi")
        .await
        .expect(200)
        .expect_text("Aucune demande depuis cette adresse");
    // Steps are taken in order.
    let ahead = candidate.get("/demande/situation").await.expect(303);
    assert_eq!(ahead.location(), "/demande/identite");
    candidate.prepare(&person).await;
    candidate
        .get("/demande/verifier")
        .await
        .expect(200)
        .expect_text("LEFEBVRE B")
        .expect_text("zoe.lefebvre1@exemple.fr")
        .expect_text("LES TILLEULS");
    let sent = candidate.press_send().await.expect(303);
    let page = candidate.follow(sent).await.expect(200);
    let page = page.expect_text("Demande envoyée");
    assert!(page.has("23/12/2026"), "30 days: {}", page.main());
    let again = candidate.press_send().await.expect(303);
    assert_eq!(again.location(), "/demande/suivi");
    let requests = "SELECT COUNT(*) FROM request";
    assert_eq!(database::number(app.world.db(), requests).await, 1);
    app.work().await;
    told(
        &app,
        "zoe.lefebvre1@exemple.fr",
        "Votre demande d’enregistrement est arrivée",
    );
    // J2: the journal knows ids alone.
    let bodies = "SELECT body FROM journal WHERE kind = 'request_sent'";
    let bodies = database::texts(app.world.db(), bodies).await;
    assert!(
        bodies.len() == 1 && !bodies[0].contains("LEFEBVRE"),
        "{bodies:?}"
    );
}

async fn d01_no_other_way_of_signing_in_proves_a_mailbox(app: App) {
    let out = app.get("/demande/identite").await.expect(303);
    assert_eq!(
        out.location(),
        "/connexion/courriel?suite=/demande/identite"
    );
    app.sign_in("nadia-benali").await;
    for page in ["/demande/suivi", "/demande/identite", "/demande/verifier"] {
        let sent = app.get(page).await.expect(303);
        assert_eq!(sent.location(), "/connexion/courriel?suite=/demande/suivi");
    }
    let sent = app.post("/demande/verifier", NOTHING).await.expect(303);
    assert!(sent.location().starts_with("/connexion/courriel"));
}

async fn d01_an_establishment_without_contract_is_told_so(app: App) {
    let person = app.person(1);
    let candidate = app.candidate("zoe.lefebvre1@exemple.fr").await;
    let found = candidate
        .get("/recherche/tous-les-etablissements?q=porticcio")
        .await
        .expect(200);
    assert!(found.has(PORTICCIO), "{}", found.text());
    for step in ["identite", "contact"] {
        candidate.tell(step, &person).await.expect(303);
    }
    let there = person.with("establishment", PORTICCIO);
    candidate
        .tell("situation", &there)
        .await
        .expect(422)
        .expect_text("n’a pas de contrat en vigueur")
        .expect_text("/contractualiser");
}

async fn d01_what_was_typed_is_kept_and_all_that_is_wrong_is_said(app: App) {
    let candidate = app.candidate("zoe.lefebvre1@exemple.fr").await;
    let wrong = app
        .person(1)
        .with("birth_name", "Lefebvre☃")
        .with("birth_date", "30/02/1985");
    let page = candidate.tell("identite", &wrong).await.expect(422);
    assert!(
        page.has("Lefebvre☃") && page.has("30/02/1985"),
        "{}",
        page.main()
    );
    assert!(page.has("2 réponses sont à corriger"), "{}", page.main());
    let kept = candidate.get("/demande/identite").await.expect(200);
    assert!(kept.has("Lefebvre☃"), "{}", kept.main());
    let huge = format!("birth_name={}", "A".repeat(10 * 1024 * 1024));
    let token = candidate.token().await;
    candidate
        .post_body("/demande/identite", format!("jeton={token}&{huge}"))
        .await
        .expect(413);
    candidate.get("/demande/nulle-part").await.expect(404);
    // A minor, and a start too far away.
    let young = app.person(1).with("birth_date", "14/03/2020");
    candidate
        .tell("identite", &young)
        .await
        .expect(422)
        .expect_text("à partir de 16 ans");
}

async fn d01_a_closed_or_unknown_establishment_takes_no_request(app: App) {
    let candidate = app.candidate("zoe.lefebvre1@exemple.fr").await;
    candidate.prepare(&app.person(1)).await;
    let closed = "UPDATE establishment SET closed_on = '2026-11-01' WHERE finess = '140991019'";
    database::execute(app.world.db(), closed).await.unwrap();
    candidate
        .press_send()
        .await
        .expect(409)
        .expect_text("Cet établissement est fermé");
    let unknown = app.person(1).with("establishment", "010000008");
    let told = candidate.tell("situation", &unknown).await.expect(422);
    assert!(told.has("FINESS"), "{}", told.main());
    let requests = "SELECT COUNT(*) FROM request";
    assert_eq!(database::number(app.world.db(), requests).await, 0);
}

async fn d01_a_draft_is_erased_after_30_days(app: App) {
    let candidate = app.candidate("zoe.lefebvre1@exemple.fr").await;
    candidate.tell("identite", &app.person(1)).await.expect(303);
    candidate
        .get("/demande/suivi")
        .await
        .expect(200)
        .expect_text("Reprendre ma demande");
    app.advance(SignedDuration::from_hours(24 * 30 + 1));
    app.work().await;
    let drafts = "SELECT COUNT(*) FROM request_draft";
    assert_eq!(database::number(app.world.db(), drafts).await, 0);
}

async fn d02_a_returned_request_is_corrected_and_sent_again(app: App) {
    let (candidate, id) = app.asks(&app.person(1)).await;
    app.sign_in("nadia-benali").await;
    let path = format!("/demandes/{id}/retour");
    let fields = [
        ("settlement", "returned"),
        ("motif_identity", "oui"),
        ("remark", "Il manque un prénom."),
    ];
    app.post(&path, fields).await.expect(303);
    let follow = format!("/demande/suivi/{id}");
    candidate
        .get(&follow)
        .await
        .expect(200)
        .expect_text("L’état civil est à corriger")
        .expect_text("Il manque un prénom.")
        .expect_text("Nadia Benali");
    // While it is with the candidate, nobody settles it.
    app.post(&path, fields)
        .await
        .expect(409)
        .expect_text("retournée à la personne");
    let begun = candidate
        .post(&format!("{follow}/corriger"), NOTHING)
        .await
        .expect(303);
    assert_eq!(begun.location(), "/demande/verifier");
    let corrected = app.person(1).with("first_names", "Zoé, Anne-Marie, Louise");
    candidate.tell("identite", &corrected).await.expect(303);
    let sent = candidate.press_send().await.expect(303);
    assert!(sent.location().starts_with(&follow), "{}", sent.location());
    app.get(&format!("/demandes/{id}"))
        .await
        .expect(200)
        .expect_text("Louise")
        .expect_text("Accepter et enregistrer");
    let requests = "SELECT COUNT(*) FROM request";
    assert_eq!(database::number(app.world.db(), requests).await, 1);
    app.work().await;
    let mut told = subjects(&app, "zoe.lefebvre1@exemple.fr");
    told.sort();
    assert_eq!(
        told,
        [
            "Votre demande d’enregistrement est arrivée",
            "Votre demande d’enregistrement est arrivée",
            "Votre demande d’enregistrement est à corriger",
            "Votre lien de connexion"
        ]
    );
}

async fn d02_a_candidate_withdraws(app: App) {
    let (candidate, id) = app.asks(&app.person(1)).await;
    let path = format!("/demande/suivi/{id}/retirer");
    candidate.post(&path, NOTHING).await.expect(303);
    candidate
        .post(&path, NOTHING)
        .await
        .expect(409)
        .expect_text("Cette demande est retirée");
    app.sign_in("nadia-benali").await;
    let late = app
        .post(
            &format!("/demandes/{id}/retour"),
            [("settlement", "refused"), ("motif_not_here", "oui")],
        )
        .await;
    late.expect(409)
        .expect_text("La personne a retiré sa demande");
    // D4: another one may follow.
    candidate.prepare(&app.person(1)).await;
    candidate.press_send().await.expect(303);
}

async fn d04_one_pending_request_per_person_and_per_mailbox(app: App) {
    let (candidate, _) = app.asks(&app.person(1)).await;
    let pending = "Une demande attend déjà";
    // The same mailbox, another identity.
    let other = app.person(2).with("email", "zoe.lefebvre1@exemple.fr");
    candidate.prepare(&other).await;
    candidate
        .press_send()
        .await
        .expect(409)
        .expect_text(pending);
    // The same identity, another mailbox.
    let elsewhere = app.candidate("autre@exemple.fr").await;
    elsewhere.prepare(&app.person(1)).await;
    elsewhere
        .press_send()
        .await
        .expect(409)
        .expect_text(pending);
    // Another establishment is another request.
    let there = app.person(1).with("establishment", SAINTE_ODILE);
    elsewhere.tell("situation", &there).await.expect(303);
    elsewhere.press_send().await.expect(303);
}

async fn d04_two_who_send_at_once_make_one_request(app: App) {
    let one = app.candidate("zoe.lefebvre1@exemple.fr").await;
    let other = app.candidate("autre@exemple.fr").await;
    one.prepare(&app.person(1)).await;
    other.prepare(&app.person(1)).await;
    let (first, second) = tokio::join!(one.press_send(), other.press_send());
    let mut statuses = [first.status(), second.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let requests = "SELECT COUNT(*) FROM request";
    assert_eq!(database::number(app.world.db(), requests).await, 1);
}

async fn a_mailbox_of_somebody_registered_is_told_what_to_do(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let candidate = app.candidate("zoe.lefebvre1@exemple.fr").await;
    candidate.prepare(&app.person(1)).await;
    let page = candidate.get("/demande/verifier").await.expect(200);
    let page = page.expect_text("Vous avez donc déjà un numéro");
    assert!(!page.has(&rpps), "{}", page.main());
    // Another identity from that mailbox is refused; the same identity from another mailbox learns nothing.
    candidate.tell("identite", &app.person(2)).await.expect(303);
    candidate
        .press_send()
        .await
        .expect(409)
        .expect_text("d’un dossier RPPS dont l’état civil est différent");
    let stranger = app.candidate("curieux@exemple.fr").await;
    stranger.prepare(&app.person(1)).await;
    let page = stranger.get("/demande/verifier").await.expect(200);
    assert!(!page.has("déjà un numéro"), "{}", page.main());
    stranger.press_send().await.expect(303);
}

async fn j04_a_request_is_its_candidate_s_alone(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    let stranger = app.candidate("curieux@exemple.fr").await;
    let path = format!("/demande/suivi/{id}");
    stranger.get(&path).await.expect(404);
    for part in ["corriger", "retirer"] {
        stranger
            .post(&format!("{path}/{part}"), NOTHING)
            .await
            .expect(404);
    }
    stranger.get("/demande/suivi/x").await.expect(404);
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    sophie.get(&format!("/demandes/{id}")).await.expect(404);
    for part in ["accepter", "ajouter", "retour"] {
        sophie
            .post(&format!("/demandes/{id}/{part}"), NOTHING)
            .await
            .expect(404);
    }
    sophie
        .get("/demandes")
        .await
        .expect(200)
        .expect_text("Aucune demande n’attend");
}
