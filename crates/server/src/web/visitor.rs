//! Who is asking: anyone, or somebody signed in, acting in one capacity.

use super::{Problem, cookie};
use crate::{
    portal::{
        navigation, notices,
        shell::{Notice, Shell},
    },
    world::{World, draw_secret, hash_secret},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts},
    response::Response,
};
use domain::{
    access::{Actor, GrantKind, Scope},
    id::Id,
    professional::Professional,
};
use jiff::SignedDuration;
use store::{
    By, StoreError,
    housekeeping::session::{self, Live},
};

/// The one who asks; every route's guard makes it.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub live: Option<Live>,
    /// The visit cookie, before sign-in.
    pub visit: Option<String>,
    pub path: String,
    /// How many requests wait, for those who register (D2).
    pub requests: Option<i64>,
    /// The code of a notice to show once, from the query.
    pub notice: String,
}

impl Visitor {
    /// Read the cookies of a request.
    pub async fn of(world: &World, headers: &HeaderMap, uri: &Uri) -> Result<Self, StoreError> {
        let live = match cookie::read(headers, cookie::SESSION) {
            None => None,
            Some(token) => {
                let live = session::live(
                    &world.store,
                    &hash_secret(token),
                    world.config.session_limits(),
                )
                .await?;
                if let Some(live) = &live {
                    session::touch(&world.store, live).await?;
                }
                live
            }
        };
        let notice = uri
            .query()
            .unwrap_or_default()
            .split('&')
            .find_map(|pair| pair.strip_prefix("avis="));
        let requests = match &live {
            Some(live) => waiting(world, live).await?,
            None => None,
        };
        Ok(Self {
            live,
            requests,
            visit: cookie::read(headers, cookie::VISIT).map(str::to_owned),
            path: uri.path().to_owned(),
            notice: notice.unwrap_or_default().to_owned(),
        })
    }

    /// The same with a visit to bind the forms before sign-in to; its cookie is to be set.
    pub fn begin_visit(mut self) -> anyhow::Result<Self> {
        if self.live.is_none() && self.visit.is_none() {
            self.visit = Some(draw_secret()?);
        }
        Ok(self)
    }

    /// Let the browser keep the visit, for the form of this answer.
    pub fn keep_visit(&self, response: &mut Response) {
        if let Some(visit) = &self.visit {
            let cookie = cookie::set(cookie::VISIT, visit);
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }

    /// What the form token, and a sign-in by card, are bound to: the session, else the visit.
    #[must_use]
    pub fn bound_to(&self) -> Option<String> {
        match (&self.live, &self.visit) {
            (Some(live), _) => Some(format!("session {}", live.id)),
            (None, Some(visit)) => Some(format!("visit {visit}")),
            (None, None) => None,
        }
    }

    /// The token of every form shown to this visitor; empty without session or visit.
    #[must_use]
    pub fn csrf(&self, world: &World) -> String {
        self.bound_to()
            .map(|subject| world.seal(&subject))
            .unwrap_or_default()
    }

    #[must_use]
    pub fn is_csrf(&self, world: &World, token: &str) -> bool {
        self.bound_to()
            .is_some_and(|subject| world.is_seal(&subject, token))
    }

    /// The frame of a page for this visitor.
    #[must_use]
    pub fn shell(&self, world: &World) -> Shell {
        Shell {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
            demo: world.demo,
            path: self.path.clone(),
            csrf: self.csrf(world),
            signed: self
                .live
                .as_ref()
                .map(|live| navigation::signed_in(live, expires(world, live), self.requests)),
            notice: notices::notice(&self.notice),
        }
    }

    /// The same with a notice of the page itself.
    #[must_use]
    pub fn shell_with(&self, world: &World, notice: Notice) -> Shell {
        Shell {
            notice: Some(notice),
            ..self.shell(world)
        }
    }

    /// In which capacity the visitor acts, if any.
    #[must_use]
    pub fn kind(&self) -> Option<GrantKind> {
        let held = self.live.as_ref()?.held.as_ref()?;
        Some(held.grant.kind)
    }
}

/// What waits in the queue of whoever registers; nothing of that for others.
async fn waiting(world: &World, live: &Live) -> Result<Option<i64>, StoreError> {
    let held = live.held.as_ref().map(|held| &held.grant);
    let held = held.filter(|grant| grant.kind.may_register());
    let Some(scope) = held.and_then(|grant| grant.scope.as_ref()) else {
        return Ok(None);
    };
    let mut tx = world.db().read().await?;
    store::request::waiting(&mut tx, scope).await.map(Some)
}

/// When the session ends if nothing more is asked: a touch may be a minute late.
fn expires(world: &World, live: &Live) -> String {
    let limits = world.config.session_limits();
    let idle = world.store.clock.now() + limits.idle - SignedDuration::from_mins(1);
    idle.min(live.created_at + limits.absolute).to_string()
}

/// Somebody signed in, whether or not they have chosen a capacity.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub visitor: Visitor,
    pub live: Live,
}

/// Somebody who acts for a structure.
#[derive(Clone, Debug)]
pub struct Acting {
    pub visitor: Visitor,
    pub actor: Actor,
    pub scope: Scope,
    /// Name of the structure.
    pub structure: String,
}

impl Acting {
    #[must_use]
    pub const fn by(&self) -> By {
        By::Session(self.actor.session)
    }
}

/// A registered person in their own file.
#[derive(Clone, Debug)]
pub struct Owner {
    pub visitor: Visitor,
    pub actor: Actor,
    pub professional: Id<Professional>,
}

impl Owner {
    #[must_use]
    pub const fn by(&self) -> By {
        By::Session(self.actor.session)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Owner {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let SignedIn { visitor, live } = SignedIn::from_request_parts(parts, state).await?;
        let held = live.held.ok_or_else(Problem::forbidden)?;
        let professional = held.grant.professional.ok_or_else(Problem::forbidden)?;
        let actor = Actor {
            account: live.account.id,
            grant: held.grant,
            means: live.by.means,
            session: live.id,
        };
        Ok(Self {
            visitor,
            actor,
            professional,
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Problem::failure(&"a route without its guard"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let live = visitor.live.clone().ok_or_else(Problem::signed_out)?;
        Ok(Self { visitor, live })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Acting {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let SignedIn { visitor, live } = SignedIn::from_request_parts(parts, state).await?;
        let held = live.held.ok_or_else(Problem::forbidden)?;
        let scope = held.grant.scope.clone().ok_or_else(Problem::forbidden)?;
        let actor = Actor {
            account: live.account.id,
            grant: held.grant,
            means: live.by.means,
            session: live.id,
        };
        Ok(Self {
            visitor,
            actor,
            scope,
            structure: held.structure,
        })
    }
}
