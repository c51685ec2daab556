//! Cards from the order to the end: K1–K6.

use crate::harness::{Answer, App, NOTHING, database, somebody};
use domain::access::Means;
use jiff::SignedDuration;
use server::{demo::chain, web::cookie::SESSION};

both_engines![
    k01_the_representative_needs_no_cpe,
    k02_a_card_goes_from_the_order_to_its_first_sign_in,
    k02_a_card_ordered_by_form_waits_for_it,
    k02_the_signed_form_is_handed_in_on_line,
    k02_many_cards_move_at_once_and_what_fails_is_told,
    k02_what_is_wrong_with_an_order_is_told_at_once,
    k02_a_holder_is_reminded_three_times_and_then_the_card_expires,
    k04_a_blocked_card_ends_its_session_at_the_next_request,
    k04_a_cde_is_blocked_by_its_holder_or_the_agency_alone,
    k06_a_card_held_already_is_declared,
];

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn paul(email: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("last_name", "Girard"),
        ("first_name", "Paul"),
        ("job", "Chef de service"),
        ("email", email),
        ("readers", "1"),
        ("origin", "online"),
    ]
}

async fn order(app: &App, email: &'static str) -> Answer {
    app.post("/structure/cartes/commander", paul(email)).await
}

/// The card ordered last.
async fn latest(app: &App) -> String {
    let sql = "SELECT id FROM card ORDER BY ordered_at DESC, id DESC LIMIT 1";
    database::texts(app.world.db(), sql).await.remove(0)
}

async fn state(app: &App) -> String {
    let sql = "SELECT state FROM card ORDER BY ordered_at DESC, id DESC LIMIT 1";
    database::texts(app.world.db(), sql).await.remove(0)
}

async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

async fn officer(app: &App) -> App {
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
}

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
        .expect_text("Choisissez le formulaire signé");
    app.upload(path, ("f301.pdf", b"nom;prenom"))
        .await
        .expect(422)
        .expect_text("ni un PDF");
    app.upload(path, ("f301.pdf", b"%PDF-1.7 signed"))
        .await
        .expect(303);
    app.get(path).await.expect(404);
    let agency = officer(&app).await;
    let form = format!("/agence/cartes/{}/formulaire", latest(&app).await);
    agency.get("/agence/cartes").await.expect_text(&form);
    assert_eq!(agency.get(&form).await.expect(200).body, b"%PDF-1.7 signed");
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

async fn k02_a_holder_is_reminded_three_times_and_then_the_card_expires(app: App) {
    let sql = "UPDATE card SET expires_on = '2027-02-01' WHERE last_name = 'Benali'";
    database::execute(app.world.db(), sql).await.unwrap();
    let number_of = "SELECT number FROM card WHERE last_name = 'Benali'";
    let card = database::texts(app.world.db(), number_of).await.remove(0);
    let reminders = "SELECT COUNT(*) FROM journal WHERE kind = 'card_expires_soon'";
    // From 23 November: 2, 3 and 4 December, 1 and 2 January, 24 and 25 January, 1 February.
    for (days, told) in [
        (9, 0),
        (1, 1),
        (1, 1),
        (28, 1),
        (1, 2),
        (22, 2),
        (1, 3),
        (7, 3),
    ] {
        app.advance(DAY * days);
        app.work().await;
        assert_eq!(number(&app, reminders).await, told, "{}", app.clock.now());
    }
    let signed = chain::sign_in(&app.world, Means::Card, &card)
        .await
        .unwrap();
    let nadia = app.other_browser();
    nadia.steal(SESSION, &signed.token);
    nadia
        .get("/ma-carte")
        .await
        .expect(200)
        .expect_text("01/02/2027");
    app.advance(SignedDuration::from_hours(13));
    app.work().await;
    nadia.get("/espace").await.expect(303);
    assert!(
        chain::sign_in(&app.world, Means::Card, &card)
            .await
            .is_err()
    );
    app.sign_in("claire-vasseur").await;
    app.get("/habilitations")
        .await
        .expect_text("Expirée")
        .expect_text("Droit inutilisable");
    app.work().await;
    let mails = app.mails();
    let about = |part: &str| {
        mails
            .iter()
            .filter(|mail| mail.subject.contains(part))
            .count()
    };
    assert_eq!((about("expire le 01/02/2027"), about("a expiré")), (3, 1));
}

async fn k04_a_blocked_card_ends_its_session_at_the_next_request(app: App) {
    let sql = "SELECT number FROM card WHERE last_name = 'Benali'";
    let card = database::texts(app.world.db(), sql).await.remove(0);
    let id = "SELECT id FROM card WHERE last_name = 'Benali'";
    let id = database::texts(app.world.db(), id).await.remove(0);
    let signed = chain::sign_in(&app.world, Means::Card, &card)
        .await
        .unwrap();
    let thief = app.other_browser();
    thief.steal(SESSION, &signed.token);
    thief.get("/espace").await.expect(200);
    app.sign_in("hugo-lemaire").await;
    let path = format!("/structure/cartes/{id}/bloquer");
    app.get(&path)
        .await
        .expect(200)
        .expect_text("la session ouverte avec elle prend fin")
        .expect_text("Gestionnaire RPPS+");
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("Dites pourquoi");
    app.post(&path, [("reason", "replaced")]).await.expect(422);
    app.post(&path, [("reason", "stolen")]).await.expect(303);
    thief.get("/espace").await.expect(303);
    thief
        .post("/enregistrements/nouveau", NOTHING)
        .await
        .expect(401);
    assert!(
        chain::sign_in(&app.world, Means::Card, &card)
            .await
            .is_err()
    );
    app.post(&path, [("reason", "lost")])
        .await
        .expect(422)
        .expect_text("déjà bloquée ou expirée");
}

async fn k04_a_cde_is_blocked_by_its_holder_or_the_agency_alone(app: App) {
    let sql = "SELECT id FROM card WHERE last_name = 'Vasseur'";
    let id = database::texts(app.world.db(), sql).await.remove(0);
    app.sign_in("hugo-lemaire").await;
    app.post(
        &format!("/structure/cartes/{id}/bloquer"),
        [("reason", "lost")],
    )
    .await
    .expect(403);
    app.get(&format!("/ma-carte/{id}/bloquer"))
        .await
        .expect(404);
    app.sign_in("claire-vasseur").await;
    app.get("/ma-carte").await.expect(200).expect_text("CDE");
    app.get(&format!("/ma-carte/{id}/bloquer"))
        .await
        .expect(200)
        .expect_text("C’est la carte du représentant légal");
    let agency = officer(&app).await;
    agency
        .post(
            &format!("/agence/cartes/{id}/bloquer"),
            [("reason", "lost")],
        )
        .await
        .expect(303);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM card WHERE state = 'revoked' AND kind = 'cde'"
        )
        .await,
        1
    );
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
