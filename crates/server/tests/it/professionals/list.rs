//! The list of a scope, and the files made of it (M1, H5).

use super::{abroad, file, tells_nothing_private};
use crate::harness::{App, database};

both_engines![
    m01_the_list_is_of_the_scope_and_filtered_by_url,
    m01_the_list_leaves_as_a_file,
    a02_names_indexed_without_the_joined_word_get_it,
];

async fn m01_the_list_is_of_the_scope_and_filtered_by_url(app: App) {
    let foreign = abroad(&app, 4).await;
    app.sign_in("nadia-benali").await;
    let first = app.register(&app.person(1)).await;
    let other = app
        .person(2)
        .with("birth_date", "01/02/1990")
        .with("establishment", "140991035");
    let second = app.register(&other).await;
    let shown = async |query: &str| {
        let page = app
            .get(&format!("/professionnels{query}"))
            .await
            .expect(200);
        [&first, &second, &foreign].map(|rpps| page.has(rpps.as_str()))
    };
    assert_eq!(shown("").await, [true, true, false]);
    assert_eq!(shown("?q=zoe%20lefebvre%20c").await, [false, true, false]);
    // A number typed where names are expected finds its holder, of the scope alone.
    let spaced = format!("?q={}%20{}", &first[..4], &first[4..]);
    assert_eq!(shown(&spaced).await, [true, false, false]);
    assert!(
        !shown(&format!("?q={foreign}")).await[0],
        "outside the scope"
    );
    assert_eq!(shown("?ne=14/03/1985").await, [true, false, false]);
    assert_eq!(
        shown("?etablissement=140991035").await,
        [false, true, false]
    );
    assert_eq!(
        shown("?etablissement=670991017").await,
        [false, false, false]
    );
    assert_eq!(shown("?page=99").await, [true, true, false]);
    app.get("/professionnels?ne=31/02/1990")
        .await
        .expect(422)
        .expect_text("n’existe pas");
    let newest = app.get("/professionnels?tri=-naissance").await.text();
    assert!(
        newest.find(&second) < newest.find(&first),
        "the youngest comes first"
    );
    app.sign_in("julien-moreau").await;
    let narrowed = app.get("/professionnels").await.expect(200);
    assert!(narrowed.has(&first) && !narrowed.has(&second), "H5");
    tells_nothing_private(&file(&app, &second).await.expect(200), &other);
}

async fn m01_the_list_leaves_as_a_file(app: App) {
    let foreign = abroad(&app, 4).await;
    app.sign_in("nadia-benali").await;
    let first = app.register(&app.person(1)).await;
    let second = app
        .register(&app.person(2).with("establishment", "140991035"))
        .await;
    let csv = app.get("/professionnels.csv").await.expect(200);
    assert!(
        csv.header("content-disposition")
            .contains("professionnels-2026-11-23.csv")
    );
    let text = csv.text();
    assert!(text.starts_with("\u{feff}Numéro RPPS;"), "{text}");
    assert!(text.contains(&first) && text.contains(&second) && !text.contains(&foreign));
    assert!(
        !text.contains('@') && !text.contains("639980"),
        "no contact leaves: {text}"
    );
    let narrowed = app
        .get("/professionnels.csv?etablissement=140991035")
        .await
        .text();
    assert!(narrowed.contains(&second) && !narrowed.contains(&first));
    let xlsx = app.get("/professionnels.xlsx?q=lefebvre").await.expect(200);
    assert!(xlsx.body.starts_with(b"PK"));
    app.get("/professionnels.csv?ne=hier").await.expect(404);
}

async fn a02_names_indexed_without_the_joined_word_get_it(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app
        .register(&app.person(1).with("birth_name", "d’Août"))
        .await;
    let (db, mut removed) = (app.world.db(), 0);
    for words in [
        "DELETE FROM directory_word WHERE word = 'DAOUT'",
        "DELETE FROM professional_word WHERE word = 'DAOUT'",
    ] {
        removed += database::execute(db, words).await.unwrap();
    }
    assert_eq!(removed, 2);
    let searches = ["/annuaire?q=daout", "/professionnels?q=daout"];
    for search in searches {
        let page = app.get(search).await.expect(200);
        assert!(!page.has(&rpps), "{search}: {}", page.main());
    }
    let index = || store::housekeeping::joined_word::index(&app.world.store);
    assert_eq!(index().await.unwrap(), removed);
    for search in searches {
        app.get(search).await.expect(200).expect_text(&rpps);
    }
    assert_eq!(index().await.unwrap(), 0, "run again, for nothing");
}
