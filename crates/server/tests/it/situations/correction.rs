//! Civil identity corrected by an officer, on proof (R10).

use super::{file, number, registered, subjects, text};
use crate::harness::{Answer, App};

both_engines![
    r10_an_officer_finds_and_reads_a_file,
    r10_a_change_of_civil_status_reaches_the_directory_and_the_search,
    r10_what_cannot_be_corrected_is_refused_and_kept,
    r10_the_proof_is_kept_with_the_correction,
    r10_a_certain_duplicate_met_by_a_correction_is_refused,
    r10_the_second_of_two_officers_sees_what_the_first_wrote
];

fn fields() -> Vec<(&'static str, String)> {
    [
        ("seen", "0"),
        ("kind", "civil_status"),
        ("title", "MME"),
        ("sex", "F"),
        ("birth_name", "LEFEBVRE B"),
        ("used_name", ""),
        ("first_names", "Zoé, Anne-Marie"),
        ("birth_date", "14/03/1985"),
        ("birth_country", "99100"),
        ("birth_commune", "14118"),
        ("practice_name", "birth"),
        ("practice_first_name", "Zoé"),
        ("made_on", "12/09/2026"),
        ("reason", "Mariage."),
        ("proof", "Acte de mariage du 12/09/2026"),
    ]
    .map(|(field, text)| (field, text.to_owned()))
    .into()
}

fn with(changes: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut fields = fields();
    for (name, text) in changes {
        fields.retain(|(field, _)| field != name);
        fields.push((name, (*text).to_owned()));
    }
    fields
}

async fn correct(app: &App, rpps: &str, changes: &[(&'static str, &str)]) -> Answer {
    let path = format!("/agence/professionnels/{rpps}/etat-civil");
    app.post(&path, with(changes)).await
}

/// An officer beside the manager who registered somebody.
async fn officer(app: &App) -> (App, String) {
    let rpps = registered(app).await;
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    (officer, rpps)
}

async fn r10_an_officer_finds_and_reads_a_file(app: App) {
    let (officer, rpps) = officer(&app).await;
    let find = "/agence/professionnels";
    officer.get(find).await.expect(200);
    let by_number = officer.get(&format!("{find}?q={rpps}")).await.expect(303);
    assert_eq!(by_number.location(), format!("{find}/{rpps}"));
    officer
        .get(&format!("{find}?q=lefeb%20zo"))
        .await
        .expect(200)
        .expect_text(&rpps);
    officer
        .get(&format!("{find}?q=dupont"))
        .await
        .expect_text("Personne ne correspond");
    officer
        .get(&format!("{find}?q=99700000014"))
        .await
        .expect(422)
        .expect_text("mal recopié");
    officer
        .get(&format!("{find}/{rpps}"))
        .await
        .expect(200)
        .expect_text("14/03/1985")
        .expect_text("Nadia Benali (");
    officer.get(&format!("{find}/nimporte")).await.expect(404);
    let opened = "SELECT COUNT(*) FROM journal WHERE kind = 'file_opened'";
    assert_eq!(number(&app, opened).await, 1);
    app.get(find).await.expect(403);
}

async fn r10_a_change_of_civil_status_reaches_the_directory_and_the_search(app: App) {
    let (officer, rpps) = officer(&app).await;
    officer
        .get(&format!("/agence/professionnels/{rpps}/etat-civil"))
        .await
        .expect(200)
        .expect_text("value=\"LEFEBVRE B\"")
        .expect_text("Caen");
    let changes = [("used_name", "DÉSORMEAUX"), ("practice_name", "used")];
    let done = correct(&officer, &rpps, &changes).await.expect(303);
    officer
        .follow(done)
        .await
        .expect_text("État civil mis à jour")
        .expect_text("Changement d’état civil, 12/09/2026")
        .expect_text("Mariage.")
        .expect_text("Acte de mariage du 12/09/2026");
    app.get("/annuaire?q=desormeaux").await.expect_text(&rpps);
    app.get("/professionnels?q=desormeaux")
        .await
        .expect_text(&rpps);
    let told = file(&app, &rpps)
        .await
        .expect_text("un agent de l’agence a noté un changement d’état civil")
        .expect_text("Nom d’usage : aucun → DÉSORMEAUX");
    assert!(
        !told.has("Mariage."),
        "the officer's reason stays at the agency"
    );
    let mail = subjects(&app, 1).await;
    assert_eq!(mail, ["Votre état civil a été mis à jour"]);
    let plain = app.mails().pop().unwrap().text;
    assert!(
        !plain.contains("14/03/1985") && !plain.contains("Mariage"),
        "{plain}"
    );
    let body = "SELECT body FROM journal WHERE kind = 'identity_corrected'";
    assert!(!text(&app, body).await.contains("SORMEAUX"), "J2");
}

async fn r10_what_cannot_be_corrected_is_refused_and_kept(app: App) {
    let (officer, rpps) = officer(&app).await;
    let nothing = [("kind", ""), ("birth_name", ""), ("made_on", "")];
    let page = correct(&officer, &rpps, &nothing).await.expect(422);
    for told in [
        "Dites s’il s’agit",
        "nom de naissance",
        "Saisissez la date du changement",
    ] {
        assert!(page.has(told), "{told}: {}", page.main());
    }
    for (changes, told) in [
        (&[][..], "Rien n’a changé"),
        (
            &[("birth_date", "15/03/1985")],
            "ne changent pas avec l’état civil",
        ),
        (
            &[("used_name", "ROUX"), ("reason", " ")],
            "Motivez la correction",
        ),
        (
            &[("used_name", "ROUX"), ("proof", "")],
            "Envoyez le justificatif",
        ),
        (
            &[("used_name", "ROUX"), ("made_on", "24/11/2026")],
            "pas encore passée",
        ),
        (&[("practice_name", "used")], "Nom d’exercice"),
        (&[("first_names", "Anne-Marie")], "l’un des prénoms"),
        (
            &[("kind", "error"), ("birth_date", "14/03/2050")],
            "pas encore passée",
        ),
    ] {
        let page = correct(&officer, &rpps, changes).await.expect(422);
        assert!(page.has(told), "{told}: {}", page.main());
        for (_, typed) in changes {
            assert!(
                typed.trim().is_empty() || page.has(typed),
                "{typed} is kept"
            );
        }
    }
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM identity_correction").await,
        0
    );
    let path = format!("/agence/professionnels/{rpps}/etat-civil");
    app.post(&path, fields()).await.expect(403);
}

async fn r10_the_proof_is_kept_with_the_correction(app: App) {
    let (officer, rpps) = officer(&app).await;
    let path = format!("/agence/professionnels/{rpps}/etat-civil");
    officer
        .upload(&path, ("acte.pdf", b"MZ, a program"))
        .await
        .expect(422)
        .expect_text("ni un PDF, ni un JPEG");
    let image = b"\xFF\xD8\xFF\xE0 a picture \xFF\xD9";
    let page = officer
        .upload(&path, ("acte.jpg", image))
        .await
        .expect(422)
        .expect_text("Déjà reçu : acte.jpg");
    let text_of = page.text();
    let (_, rest) = text_of.split_once("name=\"kept_proof\" value=\"").unwrap();
    let kept = rest.split_once('"').unwrap().0.to_owned();
    let changes = [
        ("kept_proof", kept.as_str()),
        ("kind", "error"),
        ("first_names", "Zoë, Anne-Marie"),
        ("practice_first_name", "Zoë"),
        ("proof", ""),
    ];
    correct(&officer, &rpps, &changes).await.expect(303);
    let id = text(&app, "SELECT id FROM identity_correction").await;
    let document = format!("{path}/{id}/justificatif");
    let sent = officer.get(&document).await.expect(200);
    assert_eq!(
        (sent.body.as_slice(), sent.header("content-type")),
        (&image[..], "image/jpeg")
    );
    app.get(&document).await.expect(403);
    officer
        .get(&format!("{path}/nimporte/justificatif"))
        .await
        .expect(404);
}

async fn r10_a_certain_duplicate_met_by_a_correction_is_refused(app: App) {
    let (officer, rpps) = officer(&app).await;
    let second = app.person(2);
    let other = app.register(&second).await;
    let changes = [
        ("kind", "error"),
        ("birth_name", "LEFEBVRE C"),
        ("first_names", second.get("first_names")),
    ];
    correct(&officer, &rpps, &changes)
        .await
        .expect(422)
        .expect_text("Une autre personne est enregistrée sous cette identité")
        .expect_text(&other);
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM identity_correction").await,
        0
    );
    // Corrected, the old identity is free for whoever bears it.
    let changes = [("kind", "error"), ("birth_name", "LEFEBVRE DUBOIS")];
    correct(&officer, &rpps, &changes).await.expect(303);
    let namesake = app.person(1).with("email", "autre@exemple.fr");
    app.register(&namesake.with("mobile", "06 39 98 77 77"))
        .await;
}

async fn r10_the_second_of_two_officers_sees_what_the_first_wrote(app: App) {
    let (officer, rpps) = officer(&app).await;
    correct(&officer, &rpps, &[("used_name", "ROUX")])
        .await
        .expect(303);
    let mine = [("used_name", "MARCHAND")];
    let page = correct(&officer, &rpps, &mine)
        .await
        .expect(409)
        .expect_text("Un autre agent vient de corriger")
        .expect_text("ROUX")
        .expect_text("value=\"MARCHAND\"");
    assert!(page.has("name=\"seen\" value=\"1\""), "{}", page.main());
    correct(&officer, &rpps, &[("used_name", "MARCHAND"), ("seen", "1")])
        .await
        .expect(303);
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM identity_correction").await,
        2
    );
}
