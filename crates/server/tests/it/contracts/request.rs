//! Somebody asks for a contract on line.

use super::{PORTICCIO, PORTICCIO_SITES, PROOF};
use crate::harness::{App, NOTHING, database};

both_engines![
    c03_a_request_goes_from_a_link_to_an_accepted_contract,
    c03_a_returned_request_is_corrected_and_sent_again,
    c02_of_two_who_ask_for_the_same_structure_the_second_is_told,
    c04_handed_in_twice_it_is_one_request,
    c04_documents_are_judged_by_their_content,
    c05_a_covered_structure_is_told_its_mode_and_nothing_private,
    c01_an_establishment_and_its_legal_entity_are_found,
    s04_a_closed_structure_signs_nothing,
    j04_a_request_is_its_applicant_s_alone,
    the_presentation_is_public
];

async fn the_presentation_is_public(app: App) {
    app.get("/contractualiser")
        .await
        .expect(200)
        .expect_text("Centralisé")
        .expect_text("même titulaire d’une carte CPS");
    let door = app.get("/contractualiser/dossiers").await.expect(303);
    assert_eq!(
        door.location(),
        "/connexion/courriel?suite=/contractualiser/dossiers"
    );
}

async fn c03_a_request_goes_from_a_link_to_an_accepted_contract(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let id = app
        .request_contract((PORTICCIO, "centralised"), "ghjulia@exemple.fr")
        .await;
    let page = format!("/contractualiser/dossiers/{id}");
    app.get(&page)
        .await
        .expect(200)
        .expect_text("Télécharger le F101")
        .expect_text("CENTRE COMMUNAL");
    let form = app.get(&format!("{page}/f101.pdf")).await.expect(200);
    assert!(form.body.starts_with(b"%PDF-"));
    app.hand_in(&format!("{page}/f101"), "fichier", ("f101.pdf", PROOF))
        .await
        .expect(303);
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    officer
        .get("/agence/contrats")
        .await
        .expect(200)
        .expect_text("CENTRE COMMUNAL");
    let base = format!("/agence/contrats/{id}");
    officer
        .get(&base)
        .await
        .expect(200)
        .expect_text("Ghjulia Casanova")
        .expect_text("F101 signé arrivé");
    let piece = officer
        .get(&format!("{base}/pieces/justificatif"))
        .await
        .expect(200);
    assert_eq!(piece.body, PROOF);
    assert!(
        piece
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert_eq!(piece.header("x-content-type-options"), "nosniff");
    officer
        .post(&format!("{base}/prendre"), [("owner", "")])
        .await
        .expect(303);
    officer
        .post(&format!("{base}/accepter"), NOTHING)
        .await
        .expect(303);
    app.get(&page)
        .await
        .expect(200)
        .expect_text("Acceptée")
        .expect_text("Commandée, en fabrication");
    app.work().await;
    let mails = app.mails();
    assert!(
        mails
            .iter()
            .any(|mail| mail.text.contains("L’agence a accepté la demande"))
    );
    let reference = database::texts(
        app.world.db(),
        "SELECT reference FROM application ORDER BY submitted_at DESC LIMIT 1",
    )
    .await
    .remove(0);
    let path = format!("/contractualiser/reference/{reference}");
    assert_eq!(app.get(&path).await.expect(303).location(), page);
    assert_eq!(officer.get(&path).await.expect(303).location(), base);
}

async fn c03_a_returned_request_is_corrected_and_sent_again(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let id = app
        .request_contract((PORTICCIO_SITES[0], "decentralised"), "ghjulia@exemple.fr")
        .await;
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    let base = format!("/agence/contrats/{id}");
    officer
        .post(&format!("{base}/formulaire"), NOTHING)
        .await
        .expect(303);
    officer
        .post(&format!("{base}/retour"), [("settlement", "returned")])
        .await
        .expect(422)
        .expect_text("Choisissez au moins un motif");
    let fields = [("settlement", "returned"), ("motif_contact_wrong", "oui")];
    officer
        .post(&format!("{base}/retour"), fields)
        .await
        .expect(303);
    let page = format!("/contractualiser/dossiers/{id}");
    app.get(&page)
        .await
        .expect(200)
        .expect_text("L’adresse ou le téléphone ne répond pas");
    officer
        .post(&format!("{base}/accepter"), NOTHING)
        .await
        .expect(422)
        .expect_text("retournée à la structure");
    let correct = format!("{page}/corriger");
    app.get(&correct).await.expect(200).expect_text("Casanova");
    let fields = |phone: &'static str| {
        [
            ("last_name", "Casanova"),
            ("first_name", "Ghjulia"),
            ("job", "Directrice"),
            ("email", "ghjulia@exemple.fr"),
            ("phone", phone),
        ]
    };
    app.post(&correct, fields("08 92 12 34 56"))
        .await
        .expect(422)
        .expect_text("ligne directe");
    app.post(&correct, fields("06 12 34 56 78"))
        .await
        .expect(303);
    app.post(&correct, fields("06 12 34 56 78"))
        .await
        .expect(422)
        .expect_text("déjà entre les mains de l’agence");
    // The form was signed for another telephone number: it is to be signed again.
    officer
        .post(&format!("{base}/accepter"), NOTHING)
        .await
        .expect(422)
        .expect_text("F101 signé n’est pas arrivé");
    officer.accept(&id).await;
}

async fn c02_of_two_who_ask_for_the_same_structure_the_second_is_told(app: App) {
    let other = app.other_browser();
    app.enter_by_mail("un@exemple.fr").await;
    other.enter_by_mail("deux@exemple.fr").await;
    let first = app
        .prepare_request((PORTICCIO_SITES[0], "decentralised"), "un@exemple.fr")
        .await;
    let second = other
        .prepare_request((PORTICCIO_SITES[0], "decentralised"), "deux@exemple.fr")
        .await;
    let (first, second) = (format!("{first}/verifier"), format!("{second}/verifier"));
    let answers = tokio::join!(app.post(&first, NOTHING), other.post(&second, NOTHING));
    let mut statuses = [answers.0.status(), answers.1.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let told = if answers.0.status() == 422 {
        answers.0
    } else {
        answers.1
    };
    told.expect_text("demande arrivée avant la vôtre");
}

async fn c04_handed_in_twice_it_is_one_request(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let draft = app
        .prepare_request((PORTICCIO, "centralised"), "ghjulia@exemple.fr")
        .await;
    let verify = format!("{draft}/verifier");
    let (one, two) = tokio::join!(app.post(&verify, NOTHING), app.post(&verify, NOTHING));
    let path = |location: &str| location.split('?').next().unwrap().to_owned();
    let (one, two) = (one.expect(303), two.expect(303));
    assert_eq!(path(one.location()), path(two.location()));
    let again = app.get(&format!("{draft}/structure")).await.expect(303);
    assert_eq!(again.location(), path(one.location()));
}

async fn c04_documents_are_judged_by_their_content(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let draft = app.begin_request("contract").await;
    app.choose(&draft, PORTICCIO).await.expect(303);
    app.post(&format!("{draft}/mode"), [("mode", "centralised")])
        .await
        .expect(303);
    let fields = [
        ("last_name", "Casanova"),
        ("first_name", "Ghjulia"),
        ("job", "Directrice"),
        ("email", "ghjulia@exemple.fr"),
        ("phone", "0495980100"),
    ];
    app.post(&format!("{draft}/representant"), fields)
        .await
        .expect(303);
    let path = format!("{draft}/justificatif");
    let program = [b"MZ\x90\0".as_slice(), &[0; 64]].concat();
    let script = [PROOF, b"\n<</S /JavaScript>>\nstartxref\n0\n%%EOF\n"].concat();
    for (name, file, told) in [
        ("acte.pdf", program.as_slice(), "ni un PDF, ni un JPEG"),
        ("acte.pdf", script.as_slice(), "contient un programme"),
        ("acte.pdf", b"%PDF-1.7 torn".as_slice(), "abîmé"),
        ("acte.pdf", b"".as_slice(), "Choisissez le fichier"),
    ] {
        app.hand_in(&path, "proof", (name, file))
            .await
            .expect(422)
            .expect_text(told);
    }
    let large = vec![b'%'; 11 * 1024 * 1024];
    app.hand_in(&path, "proof", ("acte.pdf", &large))
        .await
        .expect(422)
        .expect_text("Ce fichier dépasse 10");
    app.hand_in(&path, "proof", ("acte.pdf", PROOF))
        .await
        .expect(303);
    app.get(&path).await.expect(200).expect_text("acte.pdf");
}

async fn c05_a_covered_structure_is_told_its_mode_and_nothing_private(app: App) {
    app.enter_by_mail("curieux@exemple.fr").await;
    let draft = app.begin_request("contract").await;
    for finess in ["140990011", "140991019"] {
        let told = app
            .choose(&draft, finess)
            .await
            .expect(422)
            .expect_text("Déjà contractualisé")
            .expect_text("Centralisé");
        for private in ["Vasseur", "claire", "02 63 98", "+33263980100"] {
            assert!(!told.has(private), "{private}");
        }
    }
    let told = app.choose(&draft, "670991017").await.expect(422);
    told.expect_text("Décentralisé");
}

async fn c01_an_establishment_and_its_legal_entity_are_found(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let found = app
        .get("/recherche/structures?q=2A0990016")
        .await
        .expect(200);
    assert!(found.has("Entité juridique") && found.has("PINU"));
    let found = app.get("/recherche/structures?q=centre+communal").await;
    assert!(found.expect(200).has(PORTICCIO));
    let draft = app.begin_request("contract").await;
    app.post(
        &format!("{draft}/structure"),
        [
            ("structure_recherche", "porticcio"),
            ("action", "chercher_structure"),
        ],
    )
    .await
    .expect(200)
    .expect_text("SERVICE AUTONOMIE");
    app.choose(&draft, PORTICCIO).await.expect(303);
    app.get(&format!("{draft}/mode"))
        .await
        .expect(200)
        .expect_text("EHPAD U PINU")
        .expect_text("Sans contrat");
    app.post(&format!("{draft}/mode"), [("mode", "decentralised")])
        .await
        .expect(422);
}

async fn s04_a_closed_structure_signs_nothing(app: App) {
    database::execute(
        app.world.db(),
        "UPDATE establishment SET closed_on = '2026-01-01' WHERE finess = '2A0991014'",
    )
    .await
    .unwrap();
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let draft = app.begin_request("contract").await;
    app.choose(&draft, PORTICCIO_SITES[0]).await.expect(422);
}

async fn j04_a_request_is_its_applicant_s_alone(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let draft = app
        .prepare_request((PORTICCIO, "centralised"), "directrice@exemple.fr")
        .await;
    let unsent = app.begin_request("contract").await;
    let id = app.send_request(&draft).await;
    let page = format!("/contractualiser/dossiers/{id}");
    let other = app.other_browser();
    other.enter_by_mail("curieux@exemple.fr").await;
    for path in [
        page.clone(),
        format!("{page}/f101.pdf"),
        format!("{page}/corriger"),
        format!("{page}/pieces/justificatif"),
        format!("{unsent}/structure"),
        format!("{draft}/structure"),
        format!("{draft}/verifier"),
        format!("/agence/contrats/{id}"),
    ] {
        let status = other.get(&path).await.status();
        assert!([303, 404].contains(&status), "{path}: {status}");
        if status == 303 {
            assert!(path.starts_with("/agence"), "{path}");
        }
    }
    other
        .post(&format!("{unsent}/supprimer"), NOTHING)
        .await
        .expect(404);
    other
        .hand_in(&format!("{page}/f101"), "fichier", ("f101.pdf", PROOF))
        .await
        .expect(404);
    // The representative reads the mailbox that the request names, and follows it too.
    let representative = app.other_browser();
    representative.enter_by_mail("directrice@exemple.fr").await;
    representative.get(&page).await.expect(200);
    app.get(&format!("{unsent}/structure")).await.expect(200);
}
