//! Who may enter each route.

use super::{path, samples};
use crate::harness::{Answer, App, NOTHING};
use server::{router::Route, web::Who};

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

both_engines![j04_every_route_as_every_role,];

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
