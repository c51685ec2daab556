//! Closing and undoing (L1, L2).

use super::{
    DAY, SAINTE_ODILE, TILLEULS_CAEN, add, close, file, first, number, page_of, registered,
    subjects, text,
};
use crate::harness::{App, NOTHING, database};

both_engines![
    l01_a_situation_is_closed_and_all_that_hangs_on_it_ends_in_the_act,
    l01_what_cannot_be_closed_is_refused_with_what_to_do,
    l01_of_two_who_close_at_once_one_is_told,
    l01_a_situation_that_never_began_ends_on_its_first_day,
    l01_a_closing_is_undone_within_a_day_by_who_closed,
    l02_the_ecps_stays_while_a_situation_is_left,
    l02_the_ecps_is_taken_up_again_by_a_new_situation,
    s04_situations_of_a_closed_establishment_are_pointed_out
];

async fn l01_a_situation_is_closed_and_all_that_hangs_on_it_ends_in_the_act(app: App) {
    let rpps = registered(&app).await;
    let path = page_of(&app, &rpps, "fermer").await;
    app.get(&path)
        .await
        .expect(200)
        .expect_text("continuer à se connecter")
        .expect_text("ne paraît plus dans l’annuaire")
        .expect_text("est suspendue");
    let closed = close(&app, &rpps, "20/11/2026", "CHL").await.expect(303);
    // No job ran: all of it is in the act.
    app.get(&format!("/annuaire?q={rpps}"))
        .await
        .expect(200)
        .expect_text("Aucun");
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "suspended");
    assert_eq!(
        text(&app, "SELECT ended_on || ' ' || end_reason FROM situation").await,
        "2026-11-20 CHL"
    );
    let page = app.follow(closed).await.expect(200);
    for told in [
        "Situation fermée",
        "Exerce désormais dans un autre établissement",
        "Nadia Benali a clos une situation d’exercice : EHPAD LES TILLEULS",
        "e-CPS a été suspendue",
        "Rétablir",
    ] {
        assert!(page.has(told), "{told}: {}", page.main());
    }
    app.work().await;
    let mails = app.mails();
    let mail = &mails[1];
    assert_eq!(mail.to, "zoe.lefebvre1@exemple.fr");
    assert_eq!(mail.subject, "Une de vos situations d’exercice a pris fin");
    assert!(mail.text.contains("e-CPS est suspendue"), "{}", mail.text);
    assert!(!mail.text.contains("TILLEULS"), "N2: {}", mail.text);
}

async fn l01_what_cannot_be_closed_is_refused_with_what_to_do(app: App) {
    let rpps = registered(&app).await;
    let path = page_of(&app, &rpps, "fermer").await;
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("Saisissez le dernier jour")
        .expect_text("Dites pourquoi");
    for (on, reason, told) in [
        (
            "31/10/2026",
            "AUT",
            "ne peut pas précéder la prise de fonction, le 01/11/2026",
        ),
        ("01/01/1900", "AUT", "ne peut pas précéder"),
        ("31/02/2026", "AUT", "n’existe pas"),
        ("20/11/2026", "ZZZ", "Dites pourquoi"),
        ("01/12/2026", "DCD", "Un décès ne peut pas être à venir"),
    ] {
        let page = close(&app, &rpps, on, reason)
            .await
            .expect(422)
            .expect_text(told);
        assert!(
            page.has(&format!("value=\"{on}\"")),
            "what was typed is kept"
        );
    }
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM situation WHERE ended_on IS NULL"
        )
        .await,
        1
    );
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    close(&app, &rpps, "22/11/2026", "RS")
        .await
        .expect(422)
        .expect_text("déjà fermée, depuis le 23/11/2026");
    assert_eq!(text(&app, "SELECT end_reason FROM situation").await, "AUT");
    // Somebody of another structure finds nothing there.
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    sophie.get(&path).await.expect(404);
    let fields = [("ended_on", "23/11/2026"), ("reason", "AUT")];
    sophie.post(&path, fields).await.expect(404);
    let elsewhere = format!("/professionnels/{rpps}/situations/nimporte/fermer");
    app.get(&elsewhere).await.expect(404);
}

async fn l01_of_two_who_close_at_once_one_is_told(app: App) {
    let rpps = registered(&app).await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    let (one, other) = tokio::join!(
        close(&app, &rpps, "20/11/2026", "AUT"),
        close(&hugo, &rpps, "21/11/2026", "RS")
    );
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert!(one.has("déjà fermée") || other.has("déjà fermée"));
    let closings = "SELECT COUNT(*) FROM journal WHERE kind = 'situation_closed'";
    assert_eq!(number(&app, closings).await, 1);
}

async fn l01_a_situation_that_never_began_ends_on_its_first_day(app: App) {
    app.sign_in("nadia-benali").await;
    let later = app.person(1).with("starts_on", "01/02/2027");
    let rpps = app.register(&later).await;
    let path = page_of(&app, &rpps, "fermer").await;
    app.get(&path)
        .await
        .expect_text("close à son premier jour, le 01/02/2027");
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    assert_eq!(
        text(&app, "SELECT ended_on FROM situation").await,
        "2027-02-01"
    );
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 0);
}

async fn l01_a_closing_is_undone_within_a_day_by_who_closed(app: App) {
    app.sign_in("nadia-benali").await;
    let planned = app.person(1).with("planned_end", "31/12/2026");
    let rpps = app.register(&planned).await;
    app.work().await;
    let undo = page_of(&app, &rpps, "retablir").await;
    app.post(&undo, NOTHING)
        .await
        .expect(422)
        .expect_text("Cette situation est ouverte");
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    assert!(!file(&hugo, &rpps).await.has("Rétablir"));
    hugo.post(&undo, NOTHING)
        .await
        .expect(422)
        .expect_text("Seule la personne qui a fermé");
    app.get(&undo)
        .await
        .expect(200)
        .expect_text("sa fin prévue reste le 31/12/2026");
    let done = app.post(&undo, NOTHING).await.expect(303);
    app.follow(done)
        .await
        .expect_text("Situation rétablie")
        .expect_text("En cours")
        .expect_text("31/12/2026")
        .expect_text("Nadia Benali a rétabli une situation d’exercice");
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "prepared");
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 1);
    // Two mails of one round leave in any order.
    let mut told = subjects(&app, 1).await;
    told.sort();
    assert_eq!(
        told,
        [
            "Une de vos situations d’exercice a pris fin",
            "Une de vos situations d’exercice est rétablie"
        ]
    );
    // The same one, opened again meanwhile, is in the way.
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    add(&app, &rpps, TILLEULS_CAEN).await.expect(303);
    app.post(&undo, NOTHING)
        .await
        .expect(422)
        .expect_text("ajoutés entre-temps");
    app.advance(DAY);
    app.advance(jiff::SignedDuration::from_secs(1));
    app.sign_in("nadia-benali").await;
    app.post(&undo, NOTHING)
        .await
        .expect(422)
        .expect_text("dans les 24 heures");
}

async fn l02_the_ecps_stays_while_a_situation_is_left(app: App) {
    let rpps = registered(&app).await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    add(&sophie, &rpps, SAINTE_ODILE).await.expect(303);
    let path = page_of(&app, &rpps, "fermer").await;
    app.get(&path)
        .await
        .expect_text("1 autre situation en cours");
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "prepared");
    app.get(&format!("/annuaire/{rpps}"))
        .await
        .expect(200)
        .expect_text("SAINTE-ODILE");
    // The other structure learns that a situation was closed, without more.
    let told = file(&sophie, &rpps).await;
    assert!(told.has("une autre structure a clos une situation d’exercice."));
    assert!(!told.has("Nadia Benali"), "{}", told.main());
}

async fn l02_the_ecps_is_taken_up_again_by_a_new_situation(app: App) {
    let rpps = registered(&app).await;
    close(&app, &rpps, "23/11/2026", "AUT").await.expect(303);
    add(&app, &rpps, "140991035").await.expect(303);
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "prepared");
    file(&app, &rpps)
        .await
        .expect_text("e-CPS a pu de nouveau servir");
    app.work().await;
    let mails = app.mails();
    let last = &mails.last().unwrap().text;
    assert!(last.contains("peut de nouveau servir"), "{last}");
    // An e-CPS that is prepared late, when no situation is left, is suspended at once.
    let other = app.register(&app.person(2)).await;
    let id = "SELECT s.id FROM situation s ORDER BY s.id DESC LIMIT 1";
    let situation = database::texts(app.world.db(), id).await.remove(0);
    let path = format!("/professionnels/{other}/situations/{situation}/fermer");
    app.post(&path, [("ended_on", "23/11/2026"), ("reason", "AUT")])
        .await
        .expect(303);
    app.work().await;
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM ecps WHERE state = 'suspended'").await,
        1
    );
}

async fn s04_situations_of_a_closed_establishment_are_pointed_out(app: App) {
    let rpps = registered(&app).await;
    let other = app
        .register(&app.person(2).with("establishment", "140991035"))
        .await;
    assert!(!app.get("/professionnels").await.has("établissement fermé"));
    let closed = "UPDATE establishment SET closed_on = '2026-11-15' WHERE finess = '140991019'";
    database::execute(app.world.db(), closed).await.unwrap();
    app.get("/professionnels")
        .await
        .expect_text("Un professionnel a encore une situation dans un établissement fermé");
    let narrowed = app.get("/professionnels?fermes=oui").await.expect(200);
    assert!(
        narrowed.has(&rpps) && !narrowed.has(&other),
        "{}",
        narrowed.main()
    );
    file(&app, &rpps)
        .await
        .expect_text("fermé depuis le 15/11/2026");
    close(&app, &rpps, "14/11/2026", "CHL").await.expect(303);
    let after = app.get("/professionnels").await;
    assert!(
        !after.has("dans un établissement fermé"),
        "{}",
        after.main()
    );
    assert!(!first(&app).await.is_empty());
}
