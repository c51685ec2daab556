//! Completions from a file of the agency: T3.

use super::follow;
use crate::harness::{Answer, App, database};

both_engines![
    t03_a_file_is_recorded_line_by_line_with_its_report,
    t03_a_report_is_corrected_and_sent_again_without_doubles,
    t03_the_best_result_stays_under_its_first_code,
    t03_what_was_passed_here_is_not_lowered_by_a_file,
    t03_completions_are_searched_by_the_beginning_of_words,
    a_file_that_is_none_or_too_large_or_no_csv_is_refused,
    a_file_needs_the_token_first,
];

const FILE: &str = "Score;COURRIEL;Nom;Prénoms;Date\r\n\
    92;zoe.lefebvre@exemple.fr;LEFEBVRE;Zoé;20/11/2026\r\n\
    70;paul@exemple.fr;MARTIN;Paul;20/11/2026\r\n\
    85;pas une adresse;DUPONT;Léa;hier\r\n";

async fn agency(app: &App) {
    app.sign_in("agence").await;
}

async fn import(app: &App, file: &[u8]) -> Answer {
    let sent = app
        .upload("/agence/formation/imports", ("réussites.csv", file))
        .await
        .expect(303);
    app.follow(sent).await.expect(200)
}

async fn completions(app: &App) -> Vec<String> {
    let sql = "SELECT email || ' ' || score || ' ' || source FROM completion WHERE recorded_at > '2026-11-01' ORDER BY email";
    database::texts(app.world.db(), sql).await
}

/// The report that a page of import leads to.
async fn report(app: &App, page: &Answer) -> String {
    let path = page.asked.split_once(' ').unwrap().1.to_owned();
    app.get(&format!("{path}/fichier")).await.expect(200).text()
}

async fn t03_a_file_is_recorded_line_by_line_with_its_report(app: App) {
    agency(&app).await;
    let page = import(&app, FILE.as_bytes()).await;
    assert!(page.has("inférieur à 80") && page.has("Corrigez l’adresse électronique."));
    assert_eq!(completions(&app).await, ["zoe.lefebvre@exemple.fr 92 csv"]);
    let report = report(&app, &page).await;
    assert!(
        report.contains("LEFEBVRE;Zoé;zoe.lefebvre@exemple.fr;20/11/2026;92;;Enregistrée;"),
        "{report}"
    );
    assert!(
        report.contains("DUPONT;Léa;pas une adresse;hier;85;;À corriger;"),
        "{report}"
    );
    let journal = "SELECT COUNT(*) FROM journal WHERE kind = 'completions_imported'";
    assert_eq!(database::number(app.world.db(), journal).await, 1);
    app.get("/agence/formation")
        .await
        .expect(200)
        .expect_text("Zoé LEFEBVRE");
}

async fn t03_a_report_is_corrected_and_sent_again_without_doubles(app: App) {
    agency(&app).await;
    let page = import(&app, FILE.as_bytes()).await;
    let corrected = report(&app, &page)
        .await
        .replace("pas une adresse;hier", "lea@exemple.fr;19/11/2026");
    let page = import(&app, corrected.as_bytes()).await;
    assert!(page.has("Déjà connues"));
    let expected = ["lea@exemple.fr 85 csv", "zoe.lefebvre@exemple.fr 92 csv"];
    assert_eq!(completions(&app).await, expected);
    import(&app, corrected.as_bytes()).await;
    assert_eq!(completions(&app).await, expected);
    let journal = "SELECT COUNT(*) FROM journal WHERE kind = 'completions_imported'";
    assert_eq!(database::number(app.world.db(), journal).await, 2);
}

async fn t03_the_best_result_stays_under_its_first_code(app: App) {
    agency(&app).await;
    let line =
        |score: u8| format!("nom,courriel,date,score\nROY,roy@exemple.fr,2026-11-20,{score}\n");
    import(&app, line(85).as_bytes()).await;
    let code = "SELECT code FROM completion WHERE source = 'csv'";
    let first = database::texts(app.world.db(), code).await;
    import(&app, line(95).as_bytes()).await;
    import(&app, line(90).as_bytes()).await;
    assert_eq!(completions(&app).await, ["roy@exemple.fr 95 csv"]);
    assert_eq!(database::texts(app.world.db(), code).await, first);
    // The same person twice in one file, and in Windows-1252.
    let twice = b"nom;courriel;date;score\nLef\xE8vre;l@exemple.fr;20/11/2026;81\nLef\xE8vre;L@exemple.fr;20/11/2026;88\n";
    import(&app, twice).await;
    assert_eq!(completions(&app).await[0], "l@exemple.fr 88 csv");
    app.get("/agence/formation?q=lefevre")
        .await
        .expect_text("Lefèvre");
}

async fn t03_what_was_passed_here_is_not_lowered_by_a_file(app: App) {
    app.sign_in("hugo-lemaire").await;
    follow(&app, 0).await;
    let agent = app.other_browser();
    agency(&agent).await;
    let line = "nom;courriel;date;score\nLEMAIRE;Hugo-Lemaire@demo.invalid;01/11/2026;81\n";
    import(&agent, line.as_bytes()).await;
    assert_eq!(
        completions(&app).await,
        ["hugo-lemaire@demo.invalid 100 here"]
    );
}

async fn t03_completions_are_searched_by_the_beginning_of_words(app: App) {
    agency(&app).await;
    app.get("/agence/formation?q=martin")
        .await
        .expect(200)
        .expect_text("Aucune réussite");
    let names = ["ALIX", "BO", "CLOÉ", "DAN", "ÈVE", "FLO", "GIL"];
    let lines = (0..60).map(|rank| {
        let name = names[rank % 7];
        format!("MARTIN {name};Zoé;p{rank}@exemple.fr;20/11/2026;90")
    });
    let head = "nom;prénom;courriel;date;score".to_owned();
    let file = [head]
        .into_iter()
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n");
    import(&app, file.as_bytes()).await;
    for (typed, found) in [
        ("martin", "sur 60"),
        ("zoe+alix", "9 résultats"),
        ("P42%40exemple.fr", "1 résultat"),
        ("zzz", "Aucune réussite"),
        ("%25_martin", "sur 60"),
    ] {
        let page = app
            .get(&format!("/agence/formation?q={typed}"))
            .await
            .expect(200);
        page.expect_text(found);
    }
    app.get("/agence/formation?q=martin&page=2")
        .await
        .expect(200)
        .expect_text("51 à 60");
}

async fn a_file_that_is_none_or_too_large_or_no_csv_is_refused(app: App) {
    agency(&app).await;
    let path = "/agence/formation/imports";
    app.get(path).await.expect(200);
    app.upload(path, ("", b""))
        .await
        .expect(422)
        .expect_text("Choisissez le fichier");
    app.upload(path, ("a.csv", b"PK\x03\x04"))
        .await
        .expect(422)
        .expect_text("pas un fichier CSV");
    app.upload(path, ("a.csv", b"nom;x\n1;2\n"))
        .await
        .expect(422)
        .expect_text("Il manque ces colonnes");
    app.upload(path, ("a.csv", b"nom;courriel;date;score\n"))
        .await
        .expect(422)
        .expect_text("aucune réussite");
    let large = vec![b'a'; 1024 * 1024 + 1];
    app.upload(path, ("a.csv", &large))
        .await
        .expect(422)
        .expect_text("Ce fichier dépasse 1");
    let larger = vec![b'a'; 30 * 1024 * 1024];
    app.upload(path, ("a.csv", &larger)).await.expect(422);
    assert!(completions(&app).await.is_empty());
}

async fn a_file_needs_the_token_first(app: App) {
    agency(&app).await;
    let path = "/agence/formation/imports";
    for token in ["", "JETON"] {
        app.upload_with(path, token, ("a.csv", FILE.as_bytes()))
            .await
            .expect(403);
    }
    let other = app.other_browser();
    other.sign_in("agence").await;
    let stolen = other.token().await;
    app.upload_with(path, &stolen, ("a.csv", FILE.as_bytes()))
        .await
        .expect(403);
    let manager = app.other_browser();
    manager.sign_in("hugo-lemaire").await;
    manager
        .upload(path, ("a.csv", FILE.as_bytes()))
        .await
        .expect(403);
    assert!(completions(&app).await.is_empty());
}
