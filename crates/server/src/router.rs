//! Every URL of the system, grouped by audience; each declares who may enter.

use crate::{
    api, portal,
    web::{self, Problem, Who, fields, guard},
    world::World,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodFilter, MethodRouter, on},
};
use std::time::Duration;
use tower_http::{compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

/// One route as declared; the access test calls them all.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub who: Who,
}

/// The routes being declared.
pub struct Routes {
    world: World,
    router: Router<World>,
    record: Vec<Route>,
}

impl Routes {
    fn new(world: &World) -> Self {
        Self {
            world: world.clone(),
            router: Router::new(),
            record: Vec::new(),
        }
    }

    /// Declare a page to see.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, World>,
        T: 'static,
    {
        self.route("GET", path, who, on(MethodFilter::GET, handler))
    }

    /// Declare a form to send.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, World>,
        T: 'static,
    {
        self.route("POST", path, who, on(MethodFilter::POST, handler))
    }

    fn route(
        mut self,
        method: &'static str,
        path: &'static str,
        who: Who,
        handler: MethodRouter<World>,
    ) -> Self {
        self.record.push(Route { method, path, who });
        let guard = from_fn_with_state((self.world.clone(), who), guard::guard);
        self.router = self.router.route(path, handler.layer(guard));
        self
    }
}

/// The whole service, with the record of its routes.
pub fn build(world: &World) -> (Router, Vec<Route>) {
    let mut declared = api::routes(portal::routes(Routes::new(world)));
    if world.demo {
        declared = portal::demo::routes(declared);
    }
    let drawn = || from_fn_with_state((world.clone(), Who::Anyone), guard::guard);
    let router = declared
        .router
        .fallback(nowhere.layer(drawn()))
        .method_not_allowed_fallback(nowhere.layer(drawn()));
    (framed(router, world), declared.record)
}

/// The card's port.
pub fn build_card(world: &World) -> Router {
    let declared = portal::card::routes(Routes::new(world));
    framed(declared.router.fallback(portal::card::elsewhere), world)
}

/// What surrounds every route: measures, limits, checks of origin, headers.
fn framed(router: Router<World>, world: &World) -> Router {
    router
        .layer(from_fn(web::observe::observe))
        .layer(DefaultBodyLimit::max(fields::MOST))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(world.clone(), web::headers::secure))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(30),
        ))
        .layer(CompressionLayer::new())
        .with_state(world.clone())
}

async fn nowhere() -> Problem {
    Problem::not_found()
}
