//! Every route as every role: who may enter is what the router declares (J4).

mod forms;
mod others;
mod roles;

use crate::harness::{App, database, somebody};
use domain::registration::Step;
use server::router::Route;
use std::collections::BTreeMap;

/// The id of nothing.
const NOBODY_S: &str = "01a2080f-0000-7000-8000-000000000000";

/// Parameters that are what the database holds, and the query that finds one.
const STORED: [(&str, &str); 13] = [
    (
        "request",
        "SELECT id FROM request WHERE state = 'waiting' ORDER BY id LIMIT 1",
    ),
    ("rpps", "SELECT rpps FROM professional ORDER BY id LIMIT 1"),
    (
        "situation",
        "SELECT id FROM situation ORDER BY professional, id LIMIT 1",
    ),
    ("message", "SELECT id FROM message ORDER BY id LIMIT 1"),
    ("job", "SELECT id FROM job ORDER BY id LIMIT 1"),
    ("contested", "SELECT id FROM contested_identity"),
    ("import", "SELECT id FROM structure_import"),
    (
        "application",
        "SELECT id FROM application ORDER BY id LIMIT 1",
    ),
    (
        "reference",
        "SELECT reference FROM application ORDER BY id LIMIT 1",
    ),
    // The last one, so that ending it ends none of the rights that the roles use.
    (
        "contract",
        "SELECT id FROM contract ORDER BY id DESC LIMIT 1",
    ),
    (
        "grant",
        "SELECT id FROM access_grant ORDER BY granted_at DESC, id DESC LIMIT 1",
    ),
    ("review", "SELECT id FROM review ORDER BY id DESC LIMIT 1"),
    (
        "card",
        "SELECT id FROM card ORDER BY ordered_at DESC, id DESC LIMIT 1",
    ),
];

/// A value for each parameter of a path: objects of Nadia Benali's, in the centralised contract.
async fn samples(app: &App) -> BTreeMap<&'static str, String> {
    let db = app.world.db();
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let registered = database::number(db, "SELECT COUNT(*) FROM professional").await;
    let rank = u32::try_from(registered).unwrap();
    if rank == 0 {
        nadia.register(&nadia.person(0)).await;
        contest(&nadia).await;
    }
    let draft = nadia.fill(&nadia.person(rank + 1)).await;
    let mut samples = BTreeMap::from([
        ("draft", draft),
        ("step", "contact".to_owned()),
        ("file", "app.css".to_owned()),
        ("form", NOBODY_S.to_owned()),
        ("link", NOBODY_S.to_owned()),
        ("secret", "A".repeat(52)),
        ("key", NOBODY_S.to_owned()),
        ("message", NOBODY_S.to_owned()),
        ("job", NOBODY_S.to_owned()),
        ("contested", NOBODY_S.to_owned()),
        ("import", NOBODY_S.to_owned()),
        ("pkcs12", "8000000997-2600000001.p12".to_owned()),
        ("version", server::terms::VERSION.to_owned()),
        ("module", "verifier-l-identite".to_owned()),
        ("code", "K7QM-2DXA-54TR-HEWB".to_owned()),
        ("report", NOBODY_S.to_owned()),
        ("demand", NOBODY_S.to_owned()),
        ("question", "structure".to_owned()),
        ("piece", "justificatif".to_owned()),
        ("movement", NOBODY_S.to_owned()),
        ("watch", "promesses".to_owned()),
        ("correction", NOBODY_S.to_owned()),
        ("sms", NOBODY_S.to_owned()),
    ]);
    samples.insert("plan", plan(&nadia).await);
    spare(app).await;
    waiting(app).await;
    // One review is open, whatever the routes did with the last.
    let caen = [("etablissement", "140991019")];
    nadia.post("/revue/ouvrir", caen).await;
    for (name, sql) in STORED {
        samples.insert(name, database::texts(db, sql).await.remove(0));
    }
    samples
}

/// A plan of departures that proposes something.
async fn plan(nadia: &App) -> String {
    let list = "nom;prénom;rpps\nDUVAL;Iris;12\n";
    let sent = [("colle", list), ("portee", "tous")];
    let made = nadia
        .upload_fields("/departs/comparaison", &sent, ("", b""))
        .await;
    let made = made.expect(303);
    made.location().rsplit('/').next().unwrap().to_owned()
}

/// A manager whom the routes may send away.
async fn spare(app: &App) {
    let claire = app.actor("claire-vasseur").await;
    let rank = database::number(app.world.db(), "SELECT COUNT(*) FROM account").await;
    let subject = format!("paul-girard-{rank}");
    let who = somebody(&subject);
    let chain = app.chain().await;
    chain.manager(&claire, &who, &[]).await.unwrap();
}

/// A request of somebody, that the routes may settle.
async fn waiting(app: &App) {
    let waiting = "SELECT COUNT(*) FROM request WHERE state = 'waiting'";
    if database::number(app.world.db(), waiting).await > 0 {
        return;
    }
    let rank = "SELECT COUNT(*) FROM request";
    let rank = database::number(app.world.db(), rank).await + 500;
    app.asks(&app.person(u32::try_from(rank).unwrap())).await;
}

/// Say that a twin of the first person registered is somebody else.
async fn contest(nadia: &App) {
    let draft = nadia.begin().await;
    let twin = nadia.person(0);
    let duplicate = nadia.answer(&draft, Step::CivilIdentity, &twin).await;
    duplicate.expect(422);
    let path = format!("/enregistrements/{draft}/contester");
    nadia
        .post(&path, [("reason", "Des jumelles.")])
        .await
        .expect(303);
}

/// The path with a sample for each parameter; a parameter without sample fails.
fn path(route: &Route, samples: &BTreeMap<&'static str, String>) -> String {
    let parts = route.path.split('/').map(|part| {
        let Some(name) = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        else {
            return part.to_owned();
        };
        let sample = samples.get(name);
        sample
            .unwrap_or_else(|| panic!("access.rs has no sample for {{{name}}} of {}", route.path))
            .clone()
    });
    parts.collect::<Vec<_>>().join("/")
}
