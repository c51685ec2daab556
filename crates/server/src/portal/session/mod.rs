//! Signing in and out, choosing a capacity, seeing one's sessions.

mod capacity;
mod link;
mod name;
mod own_code;
mod own_door;
mod passkey;
mod resume;
mod sessions;

pub use capacity::{capacities, choose};
pub use link::{ask, enter, send, show};
pub use name::{show_name, submit_name};
pub(super) use own_code::is_code;
pub use own_code::{enter_own, show_own_code};
pub use own_door::{ask_own, send_code, send_own, show_own_link};
pub use passkey::{enter_door, new_key, not_made, register_first_key, show_door, show_first_key};
pub use resume::resume;
pub use sessions::{end, list, prolong, sign_out};

use super::{card, navigation::home, shell::Shell};
use crate::{
    actions::{self, CannotSignIn},
    web::{Page, Problem, Visitor, cookie, page, see_other},
    world::{World, draw_secret, hash_secret},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use domain::{access::Means, refusal::Refusals};
use serde::Deserialize;
use store::By;

/// Where to go after sign-in.
#[derive(Deserialize)]
pub struct After {
    #[serde(default)]
    pub suite: String,
}

#[derive(Template)]
#[template(path = "session/sign_in.html")]
struct SignInPage {
    shell: Shell,
    /// Where a card is shown; empty when this node has no port for cards.
    card: String,
    /// Where to go after sign-in; empty when it is all one.
    suite: String,
}

/// The doors to sign in by. In the demonstration they are the personas.
pub async fn sign_in(
    State(world): State<World>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Page {
    if world.demo {
        return super::demo::personas(&world, visitor, &after.suite).await;
    }
    let visitor = visitor.begin_visit()?;
    let shown = SignInPage {
        shell: visitor.shell(&world),
        card: card::href(&world, &visitor, &after.suite),
        suite: after.suite,
    };
    let mut response = page(StatusCode::OK, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

/// Open a session for whoever a means of sign-in has just verified, and go where they were going.
pub async fn open(
    world: &World,
    means: Means,
    subject: &str,
    headers: &HeaderMap,
    suite: &str,
) -> Page {
    match try_open(world, (means, subject), headers, suite).await? {
        Ok(response) => Ok(response),
        Err(_) => Err(Problem::forbidden()),
    }
}

/// The same, for a door that tells why not.
pub async fn try_open(
    world: &World,
    (means, subject): (Means, &str),
    headers: &HeaderMap,
    suite: &str,
) -> Result<Result<Response, Refusals<CannotSignIn>>, Problem> {
    let token = draw_secret()?;
    let (subject, hash, agent) = (subject.to_owned(), hash_secret(&token), agent(headers));
    let signed = actions::run(world, By::System, "sign_in", |act| {
        actions::sign_in(act, means, subject.clone(), hash.clone(), agent.clone())
    })
    .await;
    let signed = match signed {
        Ok(signed) => signed,
        Err(actions::Error::Refused(reasons)) => return Ok(Err(reasons)),
        Err(error) => return Err(Problem::of_act(error)),
    };
    let to = match (signed.must_choose, safe(suite)) {
        (true, path) => format!("/connexion/qualite?suite={}", path.unwrap_or_default()),
        (false, Some(path)) => path.to_owned(),
        (false, None) => first_page(world, &token).await?,
    };
    Ok(Ok(with_session(see_other(&to)?, &token)))
}

async fn first_page(world: &World, token: &str) -> Result<String, Problem> {
    let limits = world.config.session_limits();
    let live =
        store::housekeeping::session::live(&world.store, &hash_secret(token), limits).await?;
    let held = live.and_then(|live| live.held);
    Ok(held
        .map_or("/connexion/qualite", |held| home(held.grant.kind))
        .to_owned())
}

/// A path of ours, and nothing that a browser may take for another site.
fn safe(suite: &str) -> Option<&str> {
    let inside =
        suite.starts_with('/') && !suite.starts_with("//") && !suite.contains(['\\', '\r', '\n']);
    (inside && suite != "/").then_some(suite)
}

/// The answer that hands out a session's token.
fn with_session(mut response: Response, token: &str) -> Response {
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::set(cookie::SESSION, token));
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::remove(cookie::VISIT));
    response
}

/// The browser in words: "Firefox sur Windows".
fn agent(headers: &HeaderMap) -> String {
    let text = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let find = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| text.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => "Navigateur inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_ours_is_followed() {
        assert_eq!(safe("/espace"), Some("/espace"));
        for other in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/",
            "/a\r\nb",
        ] {
            assert_eq!(safe(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_browser_is_named_in_words() {
        let mut headers = HeaderMap::new();
        assert_eq!(agent(&headers), "Navigateur inconnu");
        let text =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
        headers.insert(header::USER_AGENT, text.parse().unwrap());
        assert_eq!(agent(&headers), "Firefox sur Windows");
    }
}
