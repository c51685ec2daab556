//! Who may enter a route, decided before its handler runs; and the drawing of what went wrong.

use super::{Problem, Visitor, address, kept, page};
use crate::{portal::shell::Shell, world::World};
use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::access::GrantKind;

/// Who may enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone, and nobody looks at who: files, and what supervisors ask.
    Unseen,
    /// Software, by a key that the handler asks for.
    Software,
    Anyone,
    /// Whoever is signed in, in any capacity or before choosing one.
    SignedIn,
    /// Those who register: legal representative, delegate, manager.
    Registrar,
    /// Those who give rights and order cards: legal representative, delegate.
    Granter,
    /// The legal representative alone.
    Representative,
    /// Officers of the agency.
    Officer,
    /// A registered person, in their own file alone (R13).
    Professional,
}

impl Who {
    /// May someone who acts as `kind` enter?
    #[must_use]
    pub fn admits(self, kind: Option<GrantKind>) -> bool {
        match self {
            Self::Unseen | Self::Software | Self::Anyone | Self::SignedIn => true,
            Self::Registrar => kind.is_some_and(GrantKind::may_register),
            Self::Granter => kind.is_some_and(GrantKind::may_grant),
            Self::Representative => kind == Some(GrantKind::LegalRepresentative),
            Self::Officer => kind == Some(GrantKind::Officer),
            Self::Professional => kind == Some(GrantKind::Professional),
        }
    }
}

/// Make the visitor, let them in or not, and draw the problem if there is one.
pub async fn guard(
    State((world, who)): State<(World, Who)>,
    mut request: Request,
    next: Next,
) -> Response {
    if !world.rates.admits(address::of(&world, &request)) {
        return draw(&world, None, Problem::too_many());
    }
    if matches!(who, Who::Unseen | Who::Software) {
        return drawn(&world, None, next.run(request).await);
    }
    let visitor = match Visitor::of(&world, request.headers(), request.uri()).await {
        Ok(visitor) => visitor,
        Err(error) => return draw(&world, None, error.into()),
    };
    if who != Who::Anyone && visitor.live.is_none() {
        return sign_in_first(&world, &visitor, request).await;
    }
    if !who.admits(visitor.kind()) {
        if visitor
            .live
            .as_ref()
            .is_some_and(|live| live.held.is_none())
        {
            return Redirect::to("/connexion/qualite").into_response();
        }
        return draw(&world, Some(&visitor), Problem::forbidden());
    }
    request.extensions_mut().insert(visitor.clone());
    drawn(&world, Some(&visitor), next.run(request).await)
}

/// The answer, or the page of the problem that it holds.
fn drawn(world: &World, visitor: Option<&Visitor>, mut response: Response) -> Response {
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => draw(world, visitor, problem),
        None => response,
    }
}

/// A page to see is seen after sign-in; a form that was sent is kept for it.
async fn sign_in_first(world: &World, visitor: &Visitor, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        // Whoever asks for a contract, or to be registered, has no card yet: their door is their mailbox. A
        // professional has one of their own.
        let door = match visitor.path.as_str() {
            path if path.starts_with("/contractualiser") || path.starts_with("/demande/") => {
                "/connexion/courriel"
            }
            path if path.starts_with("/mon-dossier") => "/connexion/dossier",
            _ => "/connexion",
        };
        return Redirect::to(&format!("{door}?suite={}", visitor.path)).into_response();
    }
    let problem = match kept::keep(world, request).await {
        Ok(Some(path)) => Problem::kept(&path),
        Ok(None) => Problem::signed_out(),
        Err(error) => error.into(),
    };
    draw(world, Some(visitor), problem)
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    problem: Problem,
}

fn draw(world: &World, visitor: Option<&Visitor>, problem: Problem) -> Response {
    let shell = visitor.map_or_else(
        || Shell {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
            demo: world.demo,
            ..Shell::default()
        },
        |visitor| visitor.shell(world),
    );
    let status = problem.status;
    let mut response =
        page(status, &ProblemPage { shell, problem }).unwrap_or_else(|_| status.into_response());
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
