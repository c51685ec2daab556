//! R12: what is held, who did what, the attestation that anyone checks, the data to take away.

use super::registered;
use crate::harness::{Answer, App, NOTHING, database};
use domain::access::Means;
use jiff::SignedDuration;

both_engines![
    r12_the_history_names_who_acted_and_who_opened_the_file,
    r12_an_attestation_is_the_same_all_day_and_checked_by_anyone,
    r12_the_check_says_when_all_situations_have_ended,
    r12_all_that_is_held_is_taken_away,
    r12_each_sign_in_shows_its_own_means,
    a01_the_file_shows_what_is_published_of_it,
];

async fn r12_the_history_names_who_acted_and_who_opened_the_file(app: App) {
    let rpps = registered(&app, 1).await;
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    nadia
        .get(&format!("/professionnels/{rpps}"))
        .await
        .expect(200);
    app.enter_own_file(&rpps).await;
    let file = app.get("/mon-dossier").await.expect(200);
    for told in [
        "Nadia Benali",
        "vous a enregistré(e)",
        "ouvert votre dossier",
        "Lien par courriel et code par SMS",
    ] {
        assert!(file.has(told), "{told}: {}", file.main());
    }
    let all = app.get("/mon-dossier/historique").await.expect(200);
    assert!(all.has("vous a enregistré(e)"), "{}", all.main());
    app.get("/mon-dossier/historique?page=999")
        .await
        .expect(200);
    app.get("/mon-dossier/historique?page=x").await.expect(200);
}

/// Draw an attestation up; gives the path that its code is checked at.
async fn attestation(app: &App) -> String {
    let pdf = app.post("/mon-dossier/attestation", NOTHING).await;
    let pdf = pdf.expect(200);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    lopdf::Document::load_mem(&pdf.body).unwrap();
    let latest = "SELECT code FROM registration_attestation ORDER BY issued_on DESC LIMIT 1";
    let code = database::texts(app.world.db(), latest).await.remove(0);
    assert_eq!(code.len(), 16);
    format!("/verifier/{code}")
}

async fn r12_an_attestation_is_the_same_all_day_and_checked_by_anyone(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let path = attestation(&app).await;
    assert_eq!(attestation(&app).await, path);
    let anyone = app.other_browser();
    let told = anyone.get(&path).await.expect(200);
    for text in [
        "Attestation authentique",
        "Zoé LEFEBVRE B",
        &rpps,
        "23/11/2026",
    ] {
        assert!(told.has(text), "{text}: {}", told.main());
    }
    for private in ["zoe.lefebvre1", "06 39", "14/03/1985"] {
        assert!(!told.has(private), "{private}: {}", told.main());
    }
    assert_eq!(told.header("x-robots-tag"), "noindex, noarchive");
    anyone
        .get("/verifier/K7QM-2DXA-54TR-HEWB")
        .await
        .expect(404);
    app.advance(SignedDuration::from_hours(24));
    app.enter_own_file(&rpps).await;
    assert_ne!(attestation(&app).await, path);
    anyone
        .get(&path)
        .await
        .expect(200)
        .expect_text("23/11/2026");
}

async fn r12_the_check_says_when_all_situations_have_ended(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let path = attestation(&app).await;
    let anyone = app.other_browser();
    let told = anyone.get(&path).await.expect(200);
    assert!(
        !told.has("toutes ses situations ont pris fin"),
        "{}",
        told.main()
    );
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let only = "SELECT id FROM situation";
    let situation = database::texts(app.world.db(), only).await.remove(0);
    let path_to_close = format!("/professionnels/{rpps}/situations/{situation}/fermer");
    let ended = [("ended_on", "22/11/2026"), ("reason", "AUT")];
    nadia.get(&path_to_close).await.expect(200);
    nadia.post(&path_to_close, ended).await.expect(303);
    anyone
        .get(&path)
        .await
        .expect(200)
        .expect_text("toutes ses situations ont pris fin");
}

async fn r12_all_that_is_held_is_taken_away(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let json = app.get("/mon-dossier/donnees.json").await.expect(200);
    let held: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(held["format"], "rpps-mon-dossier");
    assert_eq!(held["version"], 1);
    assert_eq!(held["numero_rpps"], rpps);
    assert_eq!(held["contact"]["courriel"], "zoe.lefebvre1@exemple.fr");
    assert_eq!(held["etat_civil"]["date_naissance"], "1985-03-14");
    assert_eq!(held["situations"][0]["en_cours"], true);
    assert_eq!(
        held["situations"][0]["etablissement"]["finess"],
        "140991019"
    );
    assert!(
        held["historique"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    assert!(
        held["messages"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    let pdf = app.get("/mon-dossier/donnees.pdf").await.expect(200);
    assert!(pdf.body.starts_with(b"%PDF-"));
    lopdf::Document::load_mem(&pdf.body).unwrap();
}

/// The entries of the list of sign-ins, the latest first.
fn sign_ins(page: &Answer) -> Vec<String> {
    let text = page.text();
    let list = text.split("Vos connexions").nth(1).unwrap();
    let list = list.split("</ul>").next().unwrap();
    list.split("<li>").skip(1).map(str::to_owned).collect()
}

async fn r12_each_sign_in_shows_its_own_means(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    app.advance(SignedDuration::from_hours(1));
    app.enter_own_file_by(&rpps, Means::ProSanteConnect).await;
    // An entry from before the means were kept.
    for old in [
        "INSERT INTO journal (id, at, means, kind, body) SELECT '01900000-0000-7000-8000-000000000001', \
         '2026-11-01T10:00:00.000000Z', 'system', kind, body FROM journal WHERE kind = 'signed_in' AND means = 'mail_and_sms'",
        "INSERT INTO journal_subject (kind, subject, entry) SELECT 'account', account, '01900000-0000-7000-8000-000000000001' \
         FROM journal WHERE kind = 'signed_in' AND means = 'mail_and_sms'",
    ] {
        assert_eq!(database::execute(app.world.db(), old).await.unwrap(), 1);
    }
    let shown = sign_ins(&app.get("/mon-dossier").await.expect(200));
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown[0].contains(" : Pro Santé Connect"), "{shown:?}");
    assert!(
        shown[1].contains(" : Lien par courriel et code par SMS"),
        "{shown:?}"
    );
    assert!(
        shown[2].contains("01/11/2026") && !shown[2].contains(" :"),
        "{shown:?}"
    );
    let json = app.get("/mon-dossier/donnees.json").await.expect(200);
    let held: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(held["connexions"][0]["moyen"], "Pro Santé Connect");
    assert!(held["connexions"][2]["moyen"].is_null());
}

/// What the page says under the heading, up to the next one.
fn published(page: &Answer) -> String {
    let text = page.text();
    let section = text.split("id=\"publie\"").nth(1).unwrap();
    section
        .split("Contact et état civil")
        .next()
        .unwrap()
        .to_owned()
}

async fn a01_the_file_shows_what_is_published_of_it(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let shown = published(&app.get("/mon-dossier").await.expect(200));
    for value in [
        "Madame",
        "LEFEBVRE B",
        "Zoé",
        rpps.as_str(),
        "EHPAD LES TILLEULS",
        "140991019",
    ] {
        assert!(shown.contains(value), "{value}: {shown}");
    }
    // Each field of the public page, and none besides.
    let public = app.get(&format!("/annuaire/{rpps}")).await.expect(200);
    for field in ["Profession", "Rôle", "Mode d’exercice", "Adresse"] {
        let value = |text: &str| {
            let after = text
                .split(&format!("{field}</dt>"))
                .nth(1)
                .unwrap()
                .to_owned();
            let value = after.split("</dd>").next().unwrap().to_owned();
            value.split("<dd").nth(1).unwrap().to_owned()
        };
        assert_eq!(value(&shown), value(&public.text()), "{field}");
    }
    for private in ["zoe.lefebvre1", "06 39", "14/03/1985"] {
        assert!(!shown.contains(private), "{private}: {shown}");
    }
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let only = database::texts(app.world.db(), "SELECT id FROM situation").await;
    let close = format!("/professionnels/{rpps}/situations/{}/fermer", only[0]);
    let ended = [("ended_on", "22/11/2026"), ("reason", "AUT")];
    nadia.post(&close, ended).await.expect(303);
    let shown = published(&app.get("/mon-dossier").await.expect(200));
    assert!(
        shown.contains("Rien en ce moment") && !shown.contains("140991019"),
        "{shown}"
    );
}
