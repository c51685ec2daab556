//! What is another structure's is neither told nor found.

use super::{path, samples};
use crate::harness::{Answer, App, NOTHING};
use server::{router::Route, web::Who};

both_engines![
    j04_what_is_another_structure_s_is_not_told,
    j04_another_structure_s_objects_are_not_found,
];

/// Open a page, or send a form that says nothing.
async fn ask(browser: &App, route: &Route, path: &str) -> Answer {
    match route.method {
        "GET" => browser.get(path).await,
        _ => browser.post(path, NOTHING).await,
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
        ask(&sophie, route, &path).await.expect(404);
    }
    let marc = app.other_browser();
    marc.sign_in("marc-schneider").await;
    let theirs = |path: &str| path.contains("{grant}") || path.contains("{card}");
    for route in app.routes.iter().filter(|route| theirs(route.path)) {
        if route.who == Who::Officer {
            continue;
        }
        let path = path(route, &samples);
        ask(&marc, route, &path).await.expect(404);
    }
    let reviews = app.routes.iter();
    for route in reviews.filter(|route| route.path.contains("{review}")) {
        let path = path(route, &samples);
        ask(&marc, route, &path).await.expect(404);
    }
    let of_situation = |path: &str| path.contains("{situation}") || path.ends_with("/deces");
    for route in app.routes.iter().filter(|route| {
        route.path.starts_with("/professionnels/{rpps}") && of_situation(route.path)
    }) {
        let path = path(route, &samples);
        ask(&sophie, route, &path).await.expect(404);
    }
    let rpps = &samples["rpps"];
    for part in ["enregistre", "suivi", "historique"] {
        sophie
            .get(&format!("/professionnels/{rpps}/{part}"))
            .await
            .expect(404);
    }
}
