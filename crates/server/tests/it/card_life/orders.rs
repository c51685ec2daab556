//! Cards ordered, made, sent and used for the first time (K1, K2, K6).

use super::{latest, number, officer, order, paul, state};
use crate::harness::{App, NOTHING, somebody};
use domain::access::Means;
use server::demo::chain;

both_engines![
    k01_the_representative_needs_no_cpe,
    k02_a_card_goes_from_the_order_to_its_first_sign_in,
    k02_a_card_ordered_by_form_waits_for_it,
    k02_the_signed_form_is_handed_in_on_line,
    k02_many_cards_move_at_once_and_what_fails_is_told,
    k02_the_list_of_the_workshop_is_sent_as_a_file,
    k02_what_is_wrong_with_an_order_is_told_at_once,
    k06_a_card_held_already_is_declared
];

/// A form as a scanner sends it.
const SIGNED: &[u8] = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\nstartxref\n9\n%%EOF\n";

async fn k01_the_representative_needs_no_cpe(app: App) {
    app.sign_in("claire-vasseur").await;
    order(&app, "claire-vasseur@demo.invalid")
        .await
        .expect(422)
        .expect_text("il n’a pas besoin d’une CPE");
    app.sign_in("nadia-benali").await;
    app.get("/structure/cartes").await.expect(403);
    order(&app, "paul@demo.invalid").await.expect(403);
}

async fn k02_a_card_goes_from_the_order_to_its_first_sign_in(app: App) {
    app.sign_in("hugo-lemaire").await;
    app.get("/structure/cartes/commander").await.expect(200);
    order(&app, "paul@demo.invalid").await.expect(303);
    order(&app, "paul@demo.invalid")
        .await
        .expect(422)
        .expect_text("déjà en route");
    let card = latest(&app).await;
    let agency = officer(&app).await;
    agency
        .get("/agence/cartes")
        .await
        .expect(200)
        .expect_text("Girard Paul")
        .expect_text("1 lecteur");
    let typed = format!("numero-{card}");
    agency
        .post(
            "/agence/cartes",
            [("file", "fabriquer"), (&typed, "8000000997/2600000042")],
        )
        .await
        .expect(200)
        .expect_text("1 sur 1");
    let ticked = format!("carte-{card}");
    agency
        .get("/agence/cartes?file=envoyer")
        .await
        .expect_text(&ticked);
    agency
        .post("/agence/cartes", [("file", "envoyer"), (&ticked, "oui")])
        .await
        .expect(200);
    assert_eq!(state(&app).await, "sent");
    let chain = app.chain().await;
    chain.course(&somebody("paul")).await.unwrap();
    app.post(
        &format!("/habilitations/nouvelle/{card}"),
        [("portee", "tous")],
    )
    .await
    .expect(303);
    chain::sign_in(&app.world, Means::Card, "8000000997/2600000042")
        .await
        .unwrap();
    assert_eq!(state(&app).await, "active");
    app.get("/structure/cartes?q=gira")
        .await
        .expect_text("Active");
    app.work().await;
    let subjects: Vec<String> = app.mails().into_iter().map(|mail| mail.subject).collect();
    for part in ["est commandée", "est fabriquée", "est envoyée"] {
        assert!(
            subjects.iter().any(|subject| subject.contains(part)),
            "{subjects:?}"
        );
    }
    let csv = agency
        .get("/agence/cartes.csv?file=actives")
        .await
        .expect(200);
    assert!(
        csv.has("Girard;Paul") && csv.has("8000000997/2600000042"),
        "{}",
        csv.text()
    );
}

async fn k02_a_card_ordered_by_form_waits_for_it(app: App) {
    app.sign_in("claire-vasseur").await;
    let mut fields = paul("paul@demo.invalid");
    fields.push(("origin", "form"));
    app.post("/structure/cartes/commander", fields)
        .await
        .expect(303);
    app.get("/structure/cartes")
        .await
        .expect_text("Formulaire F301 attendu");
    let card = latest(&app).await;
    let agency = officer(&app).await;
    agency
        .get("/agence/cartes")
        .await
        .expect_text("Aucune carte dans cette file");
    let ticked = format!("carte-{card}");
    agency
        .post("/agence/cartes", [("file", "formulaire"), (&ticked, "oui")])
        .await
        .expect(200);
    agency
        .get("/agence/cartes")
        .await
        .expect_text("Girard Paul");
}

async fn k02_the_signed_form_is_handed_in_on_line(app: App) {
    app.sign_in("claire-vasseur").await;
    let path = "/structure/cartes/formulaire";
    app.get(path).await.expect(404);
    let mut fields = paul("paul@demo.invalid");
    fields.push(("origin", "form"));
    app.post("/structure/cartes/commander", fields)
        .await
        .expect(303);
    app.get(path).await.expect(200).expect_text("Paul Girard");
    app.upload(path, ("vide.pdf", b""))
        .await
        .expect(422)
        .expect_text("Choisissez le fichier");
    app.upload(path, ("f301.pdf", b"nom;prenom"))
        .await
        .expect(422)
        .expect_text("ni un PDF");
    app.upload(path, ("f301.pdf", &vec![b'%'; 11 * 1024 * 1024]))
        .await
        .expect(422)
        .expect_text("Ce fichier dépasse 10");
    app.upload(path, ("f301.pdf", SIGNED)).await.expect(303);
    app.get(path).await.expect(404);
    let agency = officer(&app).await;
    let form = format!("/agence/cartes/{}/formulaire", latest(&app).await);
    agency.get("/agence/cartes").await.expect_text(&form);
    assert_eq!(agency.get(&form).await.expect(200).body, SIGNED);
    app.get(&form).await.expect(403);
}

async fn k02_many_cards_move_at_once_and_what_fails_is_told(app: App) {
    app.sign_in("claire-vasseur").await;
    let [first, second] = ["un@demo.invalid", "deux@demo.invalid"];
    order(&app, first).await.expect(303);
    let mut other = paul(second);
    other.push(("last_name", "Noël"));
    app.post("/structure/cartes/commander", other)
        .await
        .expect(303);
    let agency = officer(&app).await;
    agency
        .post("/agence/cartes", [("file", "fabriquer")])
        .await
        .expect(422)
        .expect_text("Rien n’est choisi");
    let list = "paul NOEL; 8000000997/2600000043\nGirard Paul;12\nMartin Zoé;8000000997/2600000044\nsans point";
    agency
        .post("/agence/cartes", [("file", "fabriquer"), ("liste", list)])
        .await
        .expect(422)
        .expect_text("1 sur 4")
        .expect_text("Ce numéro ne se lit pas")
        .expect_text("Aucune carte à fabriquer ne porte ce nom")
        .expect_text("Séparez le porteur et le numéro");
    let taken = [
        ("file", "fabriquer"),
        ("liste", "Girard Paul;8000000997/2600000043"),
    ];
    agency
        .post("/agence/cartes", taken)
        .await
        .expect(422)
        .expect_text("Une autre carte porte ce numéro");
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM card WHERE state = 'produced'").await,
        1
    );
}

async fn k02_the_list_of_the_workshop_is_sent_as_a_file(app: App) {
    app.sign_in("claire-vasseur").await;
    order(&app, "paul@demo.invalid").await.expect(303);
    let agency = officer(&app).await;
    let csv = agency.get("/agence/cartes.csv").await.expect(200).text();
    let head = csv.lines().next().unwrap().to_owned();
    let line = csv.lines().find(|line| line.contains("Girard")).unwrap();
    // The workshop fills in the column of numbers.
    let columns: Vec<&str> = head.trim_start_matches('\u{feff}').split(';').collect();
    let at = columns.iter().position(|name| *name == "Numéro").unwrap();
    let filled = |number: &str| {
        let mut cells: Vec<&str> = line.split(';').collect();
        cells[at] = number;
        format!("{head}\r\n{}\r\n", cells.join(";"))
    };
    let path = "/agence/cartes";
    agency
        .upload(path, ("atelier.csv", csv.as_bytes()))
        .await
        .expect(422)
        .expect_text("Rien n’est choisi");
    agency
        .upload(path, ("atelier.csv", b"PK\x03\x04"))
        .await
        .expect(422)
        .expect_text("pas un fichier CSV");
    agency
        .upload(path, ("atelier.csv", &vec![b'a'; 2 * 1024 * 1024]))
        .await
        .expect(422)
        .expect_text("Ce fichier dépasse 1");
    agency
        .upload(path, ("atelier.csv", filled("12").as_bytes()))
        .await
        .expect(422)
        .expect_text("Ce numéro ne se lit pas");
    let file = filled("8000000997/2600000043");
    agency
        .upload(path, ("atelier.csv", file.as_bytes()))
        .await
        .expect(200)
        .expect_text("1 sur 1");
    assert_eq!(state(&app).await, "produced");
    agency
        .upload(path, ("atelier.csv", file.as_bytes()))
        .await
        .expect(422)
        .expect_text("Aucune carte à fabriquer ne porte ce nom");
}

async fn k02_what_is_wrong_with_an_order_is_told_at_once(app: App) {
    app.sign_in("claire-vasseur").await;
    let empty = app
        .post("/structure/cartes/commander", NOTHING)
        .await
        .expect(422);
    for sentence in [
        "Saisissez le nom.",
        "Saisissez le prénom.",
        "Saisissez la fonction",
        "comment commander",
    ] {
        assert!(empty.has(sentence), "{sentence}: {}", empty.main());
    }
    let mut many = paul("paul@demo.invalid");
    many.push(("readers", "6"));
    app.post("/structure/cartes/commander", many)
        .await
        .expect(422)
        .expect_text("de 0 à 5 lecteurs")
        .expect_text("value=\"Girard\"");
}

async fn k06_a_card_held_already_is_declared(app: App) {
    app.sign_in("claire-vasseur").await;
    app.get("/structure/cartes/declarer").await.expect(200);
    let mut fields = paul("paul@demo.invalid");
    app.post("/structure/cartes/declarer", fields.clone())
        .await
        .expect(422)
        .expect_text("Recopiez le numéro");
    fields.push(("number", "8025000001/2600301752"));
    app.post("/structure/cartes/declarer", fields)
        .await
        .expect(303);
    assert_eq!(state(&app).await, "sent");
    let mut twin = paul("autre@demo.invalid");
    twin.push(("number", "8025000001/2600301752"));
    app.post("/structure/cartes/declarer", twin)
        .await
        .expect(422)
        .expect_text("Une autre carte porte ce numéro");
}
