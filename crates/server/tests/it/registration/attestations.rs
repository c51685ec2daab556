//! R7: two attestations, both needed, on the terms in force.

use crate::harness::{App, database};
use domain::registration::Step;

both_engines![
    r07_both_attestations_are_needed,
    r07_the_terms_are_those_in_force_and_their_version_is_kept
];

async fn r07_both_attestations_are_needed(app: App) {
    app.sign_in("nadia-benali").await;
    let (exactness, met) = (
        "Attestez que les informations sont exactes",
        "Attestez que vous avez rencontré la personne",
    );
    app.refused(Step::Legal, &app.person(1).without("exactness"))
        .await
        .expect_text(exactness);
    app.refused(Step::Legal, &app.person(1).without("met"))
        .await
        .expect_text(met);
    app.refused(
        Step::Legal,
        &app.person(1).without("met").without("exactness"),
    )
    .await
    .expect_text(exactness)
    .expect_text(met);
    app.refused(Step::Legal, &app.person(1).with("met", "non"))
        .await
        .expect_text(met);
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM professional").await,
        0
    );
}

async fn r07_the_terms_are_those_in_force_and_their_version_is_kept(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app
        .fill(&app.person(1).with("terms_version", "2001-01"))
        .await;
    app.confirm(&draft)
        .await
        .expect(409)
        .expect_text("Les conditions d’utilisation ont changé");
    app.register(&app.person(2)).await;
    let kept = database::texts(app.world.db(), "SELECT terms_version FROM professional").await;
    assert_eq!(kept, [server::terms::VERSION]);
}
