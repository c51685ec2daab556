//! Every route as every role: who may enter is what the router declares (J4).

use crate::harness::{Answer, App, NOTHING, database, somebody};
use domain::registration::Step;
use server::{
    router::Route,
    web::{Who, cookie},
};
use std::collections::BTreeMap;

/// Who asks: somebody of the stage, if anyone, and the capacity in which they act.
struct Role {
    subject: &'static str,
    capacity: Capacity,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Capacity {
    Nobody,
    /// Signed in, and several capacities to choose from.
    NotChosen,
    Representative,
    Delegate,
    Manager,
    Officer,
    /// In their own file: the first person registered.
    Professional,
}

const ROLES: [Role; 9] = {
    use Capacity::{Delegate, Manager, Nobody, NotChosen, Officer, Professional, Representative};
    const fn role(subject: &'static str, capacity: Capacity) -> Role {
        Role { subject, capacity }
    }
    [
        role("", Nobody),
        role("elise-roth", NotChosen),
        role("claire-vasseur", Representative),
        role("hugo-lemaire", Delegate),
        role("nadia-benali", Manager),
        role("julien-moreau", Manager),
        role("sophie-klein", Manager),
        role("agence", Officer),
        role("zoe", Professional),
    ]
};

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

/// What the answer must be, from what the route declares.
fn check(route: &Route, role: &Role, answer: &Answer) {
    let (status, to) = (answer.status(), answer.location());
    let said = format!(
        "{} {} as {:?} ({:?}): {status} {to}",
        route.method, route.path, role.subject, route.who
    );
    let admitted = match (route.who, role.capacity) {
        (Who::Unseen | Who::Anyone, _) => true,
        // A session opens nothing there: a key does.
        (Who::Software, _) => return assert_eq!(status, 401, "{said}"),
        (_, Capacity::Nobody) => {
            if route.method == "GET" {
                return assert!(
                    status == 303
                        && (to.starts_with("/connexion?suite=")
                            || to.starts_with("/connexion/courriel?suite=/contractualiser/")
                            || to.starts_with("/connexion/courriel?suite=/demande/")
                            || to.starts_with("/connexion/dossier?suite=/mon-dossier")),
                    "{said}"
                );
            }
            return assert_eq!(status, 401, "{said}");
        }
        (Who::SignedIn, _) => true,
        (_, Capacity::NotChosen) => {
            return assert!(
                status == 303 && to.starts_with("/connexion/qualite"),
                "{said}"
            );
        }
        (Who::Registrar, capacity) => {
            !matches!(capacity, Capacity::Officer | Capacity::Professional)
        }
        (Who::Granter, capacity) => {
            matches!(capacity, Capacity::Representative | Capacity::Delegate)
        }
        (Who::Representative, capacity) => capacity == Capacity::Representative,
        (Who::Officer, capacity) => capacity == Capacity::Officer,
        (Who::Professional, capacity) => capacity == Capacity::Professional,
    };
    if admitted {
        assert!(
            [200, 303, 404, 409, 410, 422].contains(&status),
            "{said}\n{}",
            answer.main()
        );
        assert!(!to.starts_with("/connexion?"), "{said}");
    } else {
        assert_eq!(status, 403, "{said}");
    }
}

both_engines![
    j04_every_route_as_every_role,
    j04_what_is_another_structure_s_is_not_told,
    j04_another_structure_s_objects_are_not_found,
    every_post_needs_the_token_of_its_own_session,
    a_form_sent_by_another_site_is_refused,
    the_form_before_sign_in_is_bound_to_its_visit
];

async fn j04_every_route_as_every_role(app: App) {
    let mut samples_of_all = samples(&app).await;
    for role in &ROLES {
        for route in app.routes.iter() {
            let browser = app.other_browser();
            match role.capacity {
                Capacity::Nobody => {}
                Capacity::Professional => browser.enter_own_file(&samples_of_all["rpps"]).await,
                _ => drop(browser.sign_in(role.subject).await),
            }
            let path = path(route, &samples_of_all);
            let answer = match route.method {
                "GET" => browser.get(&path).await,
                _ => browser.post(&path, NOTHING).await,
            };
            check(route, role, &answer);
            // What was sent may have used the draft up.
            if route.method == "POST" && answer.status() == 303 {
                samples_of_all = samples(&app).await;
            }
        }
    }
}

async fn j04_what_is_another_structure_s_is_not_told(app: App) {
    let samples = samples(&app).await;
    let mut secrets: Vec<String> = [
        "zoe.lefebvre",
        "0639980",
        "06 39 98",
        "14/03/1985",
        "14 mars 1985",
    ]
    .map(str::to_owned)
    .into();
    secrets.push(samples["draft"].clone());
    for subject in ["sophie-klein", "agence", ""] {
        let browser = app.other_browser();
        if !subject.is_empty() {
            browser.sign_in(subject).await;
        }
        for route in app
            .routes
            .iter()
            .filter(|route| route.method == "GET" && route.path.contains('{'))
        {
            let path = path(route, &samples);
            let answer = browser.get(&path).await;
            let told = answer.text().replace(&path, "");
            if subject == "agence" && route.who == Who::Officer {
                continue;
            }
            for secret in &secrets {
                assert!(
                    !told.contains(secret),
                    "{subject:?} reads {secret} on {path}"
                );
            }
        }
    }
}

async fn j04_another_structure_s_objects_are_not_found(app: App) {
    let samples = samples(&app).await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    for route in app.routes.iter().filter(|route| {
        route.path.starts_with("/enregistrements/{draft}")
            || route.path.starts_with("/demandes/{request}")
            || route.path.contains("{plan}")
    }) {
        let path = path(route, &samples);
        let answer = match route.method {
            "GET" => sophie.get(&path).await,
            _ => sophie.post(&path, NOTHING).await,
        };
        answer.expect(404);
    }
    let marc = app.other_browser();
    marc.sign_in("marc-schneider").await;
    let theirs = |path: &str| path.contains("{grant}") || path.contains("{card}");
    for route in app.routes.iter().filter(|route| theirs(route.path)) {
        if route.who == Who::Officer {
            continue;
        }
        let path = path(route, &samples);
        let answer = match route.method {
            "GET" => marc.get(&path).await,
            _ => marc.post(&path, NOTHING).await,
        };
        answer.expect(404);
    }
    let reviews = app.routes.iter();
    for route in reviews.filter(|route| route.path.contains("{review}")) {
        let path = path(route, &samples);
        let answer = match route.method {
            "GET" => marc.get(&path).await,
            _ => marc.post(&path, NOTHING).await,
        };
        answer.expect(404);
    }
    let of_situation = |path: &str| path.contains("{situation}") || path.ends_with("/deces");
    for route in app.routes.iter().filter(|route| {
        route.path.starts_with("/professionnels/{rpps}") && of_situation(route.path)
    }) {
        let path = path(route, &samples);
        let answer = match route.method {
            "GET" => sophie.get(&path).await,
            _ => sophie.post(&path, NOTHING).await,
        };
        answer.expect(404);
    }
    let rpps = &samples["rpps"];
    for part in ["enregistre", "suivi", "historique"] {
        sophie
            .get(&format!("/professionnels/{rpps}/{part}"))
            .await
            .expect(404);
    }
}

async fn every_post_needs_the_token_of_its_own_session(app: App) {
    let samples = samples(&app).await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    let stolen = hugo.token().await;
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    let manager = app.other_browser();
    manager.sign_in("nadia-benali").await;
    let representative = app.other_browser();
    representative.sign_in("claire-vasseur").await;
    let professional = app.other_browser();
    professional.enter_own_file(&samples["rpps"]).await;
    let before = written(&app).await;
    let forms = app
        .routes
        .iter()
        .filter(|route| route.method == "POST" && route.who != Who::Software);
    for route in forms {
        let browser = match route.who {
            Who::Officer => &officer,
            Who::Professional => &professional,
            Who::Granter | Who::Representative => &representative,
            _ => &manager,
        };
        let path = path(route, &samples);
        for token in [None, Some(""), Some("JETON"), Some(stolen.as_str())] {
            let body = token
                .map(|token| format!("jeton={token}"))
                .unwrap_or_default()
                + "&action=x&session=toutes&personne=agence";
            browser.post_body(&path, body).await.expect(403);
        }
    }
    assert_eq!(written(&app).await, before);
    manager.get("/espace").await.expect(200);
}

async fn a_form_sent_by_another_site_is_refused(app: App) {
    app.sign_in("nadia-benali").await;
    let token = app.token().await;
    let before = written(&app).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = axum::http::Request::post("/deconnexion")
            .header("host", "rpps.exemple.fr")
            .header(name, value)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("jeton={token}").into());
        app.send(request.unwrap()).await.expect(403);
    }
    assert_eq!(written(&app).await, before);
}

async fn the_form_before_sign_in_is_bound_to_its_visit(app: App) {
    let other = app.other_browser();
    let stolen = other.token().await;
    assert!(!stolen.is_empty());
    for token in ["", &stolen] {
        app.post_body("/demo/connexion", format!("jeton={token}&personne=agence"))
            .await
            .expect(403);
    }
    app.get("/connexion").await.expect(200);
    app.post_body("/demo/connexion", format!("jeton={stolen}&personne=agence"))
        .await
        .expect(403);
    assert!(app.cookie(cookie::SESSION).is_none());
}

/// How much was written where a form writes.
async fn written(app: &App) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT COUNT(*) FROM journal",
        "SELECT COUNT(*) FROM professional",
        "SELECT COUNT(*) FROM situation",
        "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM draft",
        "SELECT COUNT(*) FROM session WHERE ended_at IS NULL",
        "SELECT COUNT(*) FROM contested_identity",
        "SELECT COUNT(*) FROM course_progress",
        "SELECT COUNT(*) FROM completion",
        "SELECT COUNT(*) FROM file",
    ] {
        counts.push(database::number(app.world.db(), sql).await);
    }
    counts
}
