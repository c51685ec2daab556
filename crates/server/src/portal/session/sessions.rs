//! My sessions: where I am signed in, and signing out here or everywhere.

use crate::{
    actions,
    portal::{components::Moment, shell::Shell, words},
    web::{Fields, Page, Problem, SignedIn, cookie, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use domain::{access::Session, id::Id};
use serde_json::json;
use store::{By, housekeeping::session};

#[derive(Template)]
#[template(path = "session/sessions.html")]
struct SessionsPage {
    shell: Shell,
    sessions: Vec<Line>,
}

struct Line {
    id: String,
    agent: String,
    means: &'static str,
    opened: Moment,
    seen: Moment,
    is_this: bool,
}

pub async fn list(State(world): State<World>, signed: SignedIn) -> Page {
    let sessions = session::list(
        &world.store,
        signed.live.account.id,
        world.config.session_limits(),
    )
    .await?;
    let sessions = sessions
        .into_iter()
        .map(|line| Line {
            id: line.id.to_string(),
            agent: line.agent,
            means: words::means(line.means),
            opened: words::moment(line.created_at),
            seen: words::moment(line.seen_at),
            is_this: line.id == signed.live.id,
        })
        .collect();
    page(
        StatusCode::OK,
        &SessionsPage {
            shell: signed.visitor.shell(&world),
            sessions,
        },
    )
}

/// End one of my sessions, or all of them.
pub async fn end(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    let account = signed.live.account.id;
    let sessions: Vec<Id<Session>> = match fields.get("session") {
        "toutes" => {
            let all = session::list(&world.store, account, world.config.session_limits()).await?;
            all.into_iter().map(|line| line.id).collect()
        }
        one => vec![one.parse().map_err(|_| Problem::not_found())?],
    };
    let ends_this = sessions.contains(&signed.live.id);
    close(&world, &signed, sessions).await?;
    if ends_this {
        return leave();
    }
    see_other("/mes-sessions?avis=session-fermee")
}

pub async fn sign_out(State(world): State<World>, signed: SignedIn, _fields: Fields) -> Page {
    close(&world, &signed, vec![signed.live.id]).await?;
    leave()
}

async fn close(
    world: &World,
    signed: &SignedIn,
    sessions: Vec<Id<Session>>,
) -> Result<(), Problem> {
    let account = signed.live.account.id;
    let done = actions::run(world, By::System, "sign_out", |act| {
        actions::sign_out(act, account, sessions.clone())
    });
    done.await.map_err(Problem::of_act)
}

fn leave() -> Page {
    let mut response = see_other("/?avis=deconnecte")?;
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::remove(cookie::SESSION));
    Ok(response)
}

/// "Stay signed in": the guard has just noted that the session is in use; gives the new end.
pub async fn prolong(State(world): State<World>, signed: SignedIn, _fields: Fields) -> Page {
    let expires = signed
        .visitor
        .shell(&world)
        .signed
        .map(|signed| signed.expires);
    Ok(Json(json!({ "expires": expires })).into_response())
}
