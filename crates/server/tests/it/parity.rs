//! What the pages do not reach: both engines behave the same.

use crate::harness::{App, database};
use domain::{event::Event, id::Id, registration::Step};
use futures_util::future::join_all;
use jiff::SignedDuration;
use store::{
    Act, By, Ids, Numbers, Schema, Store, StoreError,
    file::{self, File},
    job,
};

/// Some act of the system.
fn something() -> [Event; 1] {
    [Event::CommunesImported { count: 1 }]
}

async fn keep(app: &App, body: &[u8], days: i64) -> Id<File> {
    let mut act = Act::begin(&app.world.store, By::System).await.unwrap();
    let at = act.context.at;
    let kept = File {
        id: act.new_id(),
        owner: None,
        contract: None,
        name: "preuve.pdf".into(),
        media_type: "application/pdf".into(),
        expires_at: at + SignedDuration::from_hours(24 * days),
    };
    file::insert(&mut act.tx, &kept, body, at).await.unwrap();
    act.commit(something()).await.unwrap();
    kept.id
}

async fn body(app: &App, id: Id<File>) -> Result<Option<Vec<u8>>, StoreError> {
    let mut tx = app.world.db().read().await.unwrap();
    file::body(&mut tx, id).await
}

both_engines![
    files_of_any_size_come_back_whole_until_they_expire,
    a_file_that_was_changed_is_not_given,
    a_slot_of_the_clock_is_taken_once_whatever_the_nodes,
    r08_blocks_of_two_nodes_share_no_number,
    r08_a_range_used_up_stops_registrations_and_nothing_else,
    r08_a_range_used_up_is_told_and_keeps_the_draft,
    an_act_dropped_before_its_end_changed_nothing,
    a_database_that_takes_no_write_loses_nothing,
    the_schema_is_compared_with_the_program_s,
    text_sorts_by_byte_on_both_engines
];

async fn files_of_any_size_come_back_whole_until_they_expire(app: App) {
    const MIB: usize = 1024 * 1024;
    for size in [0, 1, MIB, MIB + 1, 5 * MIB / 2] {
        let bytes: Vec<u8> = (0..size)
            .map(|at| u8::try_from(at % 251).unwrap())
            .collect();
        let id = keep(&app, &bytes, 2).await;
        assert!(body(&app, id).await.unwrap() == Some(bytes), "{size} bytes");
    }
    let longer = keep(&app, b"autre", 3).await;
    app.advance(SignedDuration::from_hours(49));
    app.work().await;
    // The reports of the imports that made the stage are kept longer.
    assert_eq!(
        database::number(
            app.world.db(),
            "SELECT COUNT(*) FROM file WHERE name = 'preuve.pdf'"
        )
        .await,
        1
    );
    assert_eq!(
        database::number(
            app.world.db(),
            "SELECT COUNT(*) FROM file_chunk WHERE file NOT IN (SELECT id FROM file)"
        )
        .await,
        0
    );
    assert_eq!(body(&app, longer).await.unwrap().unwrap(), b"autre");
}

async fn a_file_that_was_changed_is_not_given(app: App) {
    let id = keep(&app, b"vrai", 2).await;
    database::execute(app.world.db(), "DELETE FROM file_chunk")
        .await
        .unwrap();
    assert!(body(&app, id).await.is_err());
}

async fn a_slot_of_the_clock_is_taken_once_whatever_the_nodes(app: App) {
    let nodes: Vec<App> = (0..6).map(|_| app.other_node()).collect();
    for slot in ["2026-11-23T11", "2026-11-23T12"] {
        let taken = join_all(
            nodes
                .iter()
                .map(|node| job::take_slot(&node.world.store, "erase", slot)),
        )
        .await;
        assert_eq!(
            taken
                .into_iter()
                .filter(|taken| *taken.as_ref().unwrap())
                .count(),
            1
        );
    }
}

async fn r08_blocks_of_two_nodes_share_no_number(app: App) {
    let nodes = [app.other_node(), app.other_node()];
    let mut drawn = Vec::new();
    for _ in 0..1_200 {
        for node in &nodes {
            let act = Act::begin(&node.world.store, By::System).await.unwrap();
            drawn.push(act.next_rpps().unwrap().to_string());
        }
    }
    drawn.sort_unstable();
    drawn.dedup();
    assert_eq!(drawn.len(), 2_400);
}

async fn r08_a_range_used_up_stops_registrations_and_nothing_else(app: App) {
    let Store { db, clock, .. } = app.world.store.clone();
    let numbers = Numbers::new(9_971_000_000..9_971_000_003);
    let store = Store::new(db, clock, Ids::Random, numbers);
    for _ in 0..3 {
        let act = Act::begin(&store, By::System).await.unwrap();
        assert!(act.next_rpps().unwrap().as_str().starts_with("9971000"));
    }
    let act = Act::begin(&store, By::System).await.unwrap();
    assert!(matches!(act.next_rpps(), Err(StoreError::NoNumberLeft)));
    act.commit(something()).await.unwrap();
    let last = database::number(
        &store.db,
        "SELECT next FROM sequence WHERE name = 'rpps 9971000000'",
    )
    .await;
    assert_eq!(last, 9_971_001_000, "nothing more is reserved");
}

async fn r08_a_range_used_up_is_told_and_keeps_the_draft(app: App) {
    let of_range = |first: u64, last: u64| {
        app.with(|config, _| (config.rpps.first, config.rpps.last) = (first, last))
            .other_node()
    };
    let short = of_range(9_971_000_000, 9_971_000_000);
    short.sign_in("nadia-benali").await;
    short.register(&short.person(1)).await;
    let draft = short.fill(&short.person(2)).await;
    let told = short.confirm(&draft).await.expect(503);
    told.expect_text("numéros RPPS dont ce service dispose sont épuisés")
        .expect_text("votre saisie est gardée");
    let journaled = database::texts(
        app.world.db(),
        "SELECT body FROM journal WHERE kind = 'refused'",
    )
    .await;
    assert!(
        journaled.len() == 1 && journaled[0].contains("no_number_left"),
        "{journaled:?}"
    );
    let agency = short.other_browser();
    agency.sign_in("agence").await;
    agency
        .get("/agence")
        .await
        .expect_text("La plage de numéros RPPS est épuisée");
    let wider = of_range(9_972_000_000, 9_972_999_999);
    wider.sign_in("nadia-benali").await;
    wider.confirm(&draft).await.expect(303);
}

async fn an_act_dropped_before_its_end_changed_nothing(app: App) {
    let before = database::number(app.world.db(), "SELECT COUNT(*) FROM file").await;
    let mut act = Act::begin(&app.world.store, By::System).await.unwrap();
    let at = act.context.at;
    let kept = File {
        id: act.new_id(),
        owner: None,
        contract: None,
        name: "x".into(),
        media_type: "x".into(),
        expires_at: at,
    };
    file::insert(&mut act.tx, &kept, b"x", at).await.unwrap();
    drop(act);
    Act::begin(&app.world.store, By::System)
        .await
        .unwrap()
        .commit(something())
        .await
        .unwrap();
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM file").await,
        before
    );
}

async fn the_schema_is_compared_with_the_program_s(app: App) {
    let db = app.world.db();
    assert_eq!(db.schema().await.unwrap(), Schema::Current);
    assert_eq!(db.migrate().await.unwrap(), 0);
    database::execute(db, "DELETE FROM _sqlx_migrations WHERE version > 3")
        .await
        .unwrap();
    assert_eq!(db.schema().await.unwrap(), Schema::Older(3));
}

async fn a_database_that_takes_no_write_loses_nothing(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    database::read_only(app.world.db(), app.url(), "on").await;
    let refused = app.confirm(&draft).await.expect(503);
    refused.expect_text("rien n’a été enregistré");
    app.get("/annuaire").await.expect(200);
    database::read_only(app.world.db(), app.url(), "off").await;
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM professional").await,
        0
    );
    app.confirm(&draft).await.expect(303);
}

/// PostgreSQL says it with the class 53, which a test cannot bring about.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing() {
    crate::harness::on_sqlite(async |app: App| {
        app.sign_in("nadia-benali").await;
        let draft = app.fill(&app.person(1)).await;
        // No page more than there are now.
        let db = app.world.db();
        database::execute(db, "PRAGMA max_page_count = 1")
            .await
            .unwrap();
        let long = app.person(1).with("birth_name", &"A".repeat(200_000));
        let refused = app.answer(&draft, Step::CivilIdentity, &long).await;
        refused.expect(503).expect_text("rien n’a été enregistré");
        database::execute(db, "PRAGMA max_page_count = 1000000")
            .await
            .unwrap();
        app.confirm(&draft).await.expect(303);
        let names = database::texts(db, "SELECT birth_name FROM professional").await;
        assert_eq!(names, [app.person(1).get("birth_name")]);
    })
    .await;
}

/// SQLite does so by itself; on PostgreSQL each column says it, those of the latest migration too.
async fn text_sorts_by_byte_on_both_engines(app: App) {
    if app.world.db().engine() == "sqlite" {
        let order = "SELECT column1 FROM (VALUES ('é'), ('z'), ('A'), ('a')) ORDER BY column1";
        let order = database::texts(app.world.db(), order).await;
        assert_eq!(order, ["A", "a", "z", "é"]);
        return;
    }
    let others = "SELECT table_name || '.' || column_name FROM information_schema.columns \
         WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C' \
         AND table_name NOT LIKE '\\_sqlx%'";
    let others = database::texts(app.world.db(), others).await;
    assert!(others.is_empty(), "{others:?}");
}
