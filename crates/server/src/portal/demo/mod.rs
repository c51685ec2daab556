//! What only `rpps demo` has: personas to sign in as, the messages sent, the style guide.

mod cards;
mod clock;
mod messages;

use super::{composants::Composants, session, shell::Shell, words};
use crate::{
    router::Routes,
    web::{Fields, Page, Problem, Visitor, Who::Anyone, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use domain::access::Means;

/// The routes of the demonstration.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .post("/demo/connexion", Anyone, sign_in_as)
        .get("/demo/messages", Anyone, messages::list)
        .get("/demo/horloge", Anyone, clock::show)
        .post("/demo/horloge", Anyone, clock::advance)
        .get("/demo/autorite.pem", Anyone, cards::authority)
        .get("/demo/cartes/{pkcs12}", Anyone, cards::file)
        .get("/composants", Anyone, components)
}

async fn components(State(world): State<World>, visitor: Visitor) -> Page {
    page(StatusCode::OK, &Composants::new(visitor.shell(&world)))
}

#[derive(Template)]
#[template(path = "demo/personas.html")]
struct PersonasPage {
    shell: Shell,
    personas: Vec<Persona>,
    suite: String,
    /// Where a card is shown; empty when this demonstration has no port for cards.
    card: String,
    cards: Vec<cards::Line>,
    /// Number and name of somebody to enter their own file as.
    professional: Option<(String, String)>,
}

struct Persona {
    subject: String,
    name: String,
    roles: Vec<String>,
}

/// The page of personas; gives the visit cookie that binds its form.
pub async fn personas(world: &World, visitor: Visitor, suite: &str) -> Page {
    let visitor = visitor.begin_visit()?;
    let mut tx = world.db().read().await?;
    let mut personas = Vec::new();
    for (subject, account) in store::access::holders(&mut tx, Means::Persona).await? {
        let held = store::access::grants_of(&mut tx, account.id).await?;
        let mut roles = Vec::new();
        for held in held {
            let role = words::capacity(held.grant.kind);
            roles.push(match &held.grant.scope {
                None => role.to_owned(),
                Some(scope) if scope.narrowed_by.is_none() => format!("{role}, {}", held.structure),
                Some(scope) => {
                    let covered = store::structure::count_in_scope(&mut tx, scope).await?;
                    let covered = words::count(covered, "établissement", "établissements");
                    format!("{role}, {} ({covered} seulement)", held.structure)
                }
            });
        }
        personas.push(Persona {
            subject,
            name: account.name,
            roles,
        });
    }
    let professional = store::professional::somebody(&mut tx).await?;
    drop(tx);
    let shown = PersonasPage {
        shell: visitor.shell(world),
        personas,
        suite: suite.to_owned(),
        card: super::card::href(world, &visitor, suite),
        cards: cards::list(world).await?,
        professional: professional.map(|(rpps, name)| (rpps.to_string(), name)),
    };
    let mut response = page(StatusCode::OK, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

async fn sign_in_as(State(world): State<World>, headers: HeaderMap, fields: Fields) -> Page {
    match fields.get("personne") {
        "" => Err(Problem::not_found()),
        subject => {
            session::open(
                &world,
                Means::Persona,
                subject,
                &headers,
                fields.get("suite"),
            )
            .await
        }
    }
}
