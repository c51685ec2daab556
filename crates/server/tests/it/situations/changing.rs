//! Changing a situation (M2, M3, M4).

use super::{SAINTE_ODILE, add, close, file, number, page_of, registered, subjects, text};
use crate::harness::{Answer, App, NOTHING};

both_engines![
    m02_a_situation_changes_and_the_history_tells_what,
    m02_what_cannot_be_changed_is_refused,
    m02_another_structure_learns_that_it_changed_and_not_what,
    m04_the_second_of_two_sees_the_new_state_and_loses_nothing
];

/// The state that the page of a change shows.
pub fn version(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("name=\"version\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn fields(version: &str) -> Vec<(&'static str, String)> {
    [
        ("version", version),
        ("starts_on", "01/11/2026"),
        ("planned_end", ""),
        ("profession", "313"),
        ("role", "GENR11"),
        ("practice_mode", "S"),
    ]
    .map(|(field, text)| (field, text.to_owned()))
    .into()
}

fn with(
    mut fields: Vec<(&'static str, String)>,
    changes: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    for (name, text) in changes {
        fields.retain(|(field, _)| field != name);
        fields.push((name, (*text).to_owned()));
    }
    fields
}

async fn m02_a_situation_changes_and_the_history_tells_what(app: App) {
    let rpps = registered(&app).await;
    let path = page_of(&app, &rpps, "modifier").await;
    let page = app.get(&path).await.expect(200);
    assert!(page.has("EHPAD LES TILLEULS") && page.has("value=\"01/11/2026\""));
    let changes = [
        ("role", "GENR10"),
        ("planned_end", "30/06/2027"),
        ("practice_mode", "B"),
    ];
    let wanted = with(fields(&version(&page)), &changes);
    let done = app.post(&path, wanted).await.expect(303);
    let told = app.follow(done).await.expect(200);
    for sentence in [
        "Situation modifiée",
        "Nadia Benali a modifié une situation d’exercice : EHPAD LES TILLEULS",
        "Fin prévue : aucune → 30/06/2027",
        "Rôle : ",
        "Mode d’exercice : ",
    ] {
        assert!(told.has(sentence), "{sentence}: {}", told.main());
    }
    let published = "SELECT role || ' ' || practice_mode FROM directory_line";
    assert_eq!(text(&app, published).await, "GENR10 B");
    assert_eq!(
        subjects(&app, 1).await,
        ["Une de vos situations d’exercice a changé"]
    );
    let body = "SELECT body FROM journal WHERE kind = 'situation_changed'";
    assert!(!text(&app, body).await.contains("GENR"), "J2");
    app.get(&format!("/professionnels/{rpps}/historique"))
        .await
        .expect(200)
        .expect_text("a modifié une situation");
}

async fn m02_what_cannot_be_changed_is_refused(app: App) {
    let rpps = registered(&app).await;
    let path = page_of(&app, &rpps, "modifier").await;
    let seen = version(&app.get(&path).await);
    let refused = async |changes: &[(&'static str, &str)], told: &str| {
        let wanted = with(fields(&seen), changes);
        app.post(&path, wanted).await.expect(422).expect_text(told)
    };
    refused(&[], "Rien n’a changé").await;
    refused(
        &[("starts_on", "01/06/2027")],
        "ne peut pas dépasser trois mois",
    )
    .await;
    refused(&[("planned_end", "01/10/2026")], "La fin prévue est avant").await;
    refused(&[("planned_end", "22/11/2026")], "déjà passée").await;
    refused(&[("role", "GENR99999")], "Choisissez").await;
    let both = [("starts_on", "01/01/1990"), ("planned_end", "01/01/1980")];
    let page = refused(&both, "n’aurait pas 16 ans").await;
    assert!(page.has("La fin prévue est avant") && page.has("value=\"01/01/1980\""));
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("Choisissez la profession");
    // The same profession and role, twice in one place.
    let twin = [
        ("establishment", "140991019"),
        ("starts_on", "01/11/2026"),
        ("profession", "313"),
        ("role", "GENR10"),
        ("practice_mode", "S"),
    ];
    app.post(&format!("/professionnels/{rpps}/situations/nouvelle"), twin)
        .await
        .expect(303);
    refused(&[("role", "GENR10")], "a déjà cette profession et ce rôle").await;
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    refused(&[("role", "GENR12")], "elle ne se modifie plus").await;
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM situation_change").await,
        0
    );
}

async fn m02_another_structure_learns_that_it_changed_and_not_what(app: App) {
    let rpps = registered(&app).await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    add(&sophie, &rpps, SAINTE_ODILE).await.expect(303);
    let path = page_of(&app, &rpps, "modifier").await;
    sophie.get(&path).await.expect(404);
    let seen = version(&app.get(&path).await);
    let wanted = with(fields(&seen), &[("planned_end", "30/06/2027")]);
    app.post(&path, wanted).await.expect(303);
    let told = file(&sophie, &rpps)
        .await
        .expect_text("une autre structure a modifié une situation d’exercice : EHPAD LES TILLEULS");
    assert!(
        !told.has("30/06/2027") && !told.has("Nadia"),
        "{}",
        told.main()
    );
}

async fn m04_the_second_of_two_sees_the_new_state_and_loses_nothing(app: App) {
    let rpps = registered(&app).await;
    let path = page_of(&app, &rpps, "modifier").await;
    let seen = version(&app.get(&path).await);
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    let first = with(
        fields(&version(&hugo.get(&path).await)),
        &[("role", "GENR10")],
    );
    hugo.post(&path, first).await.expect(303);
    // A mistake first: what was seen stays what was seen.
    let wrong = with(fields(&seen), &[("planned_end", "31/02/2027")]);
    let page = app.post(&path, wrong).await.expect(422);
    let still = version(&page);
    assert_eq!(still, seen);
    let mine = with(
        fields(&still),
        &[("planned_end", "30/06/2027"), ("practice_mode", "B")],
    );
    let page = app
        .post(&path, mine.clone())
        .await
        .expect(409)
        .expect_text("Quelqu’un a modifié cette situation")
        .expect_text("Enregistré maintenant")
        .expect_text("value=\"30/06/2027\"");
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM situation_change").await,
        1
    );
    let again = with(mine, &[("version", &version(&page))]);
    app.post(&path, again).await.expect(303);
    assert_eq!(
        text(&app, "SELECT role || ' ' || planned_end FROM situation").await,
        "GENR11 2027-06-30"
    );
}
