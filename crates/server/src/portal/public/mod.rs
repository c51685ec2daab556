//! The pages that anyone may read: home, directory, help, and what the law asks a service to say.

mod accessibility;
mod directory;
mod help;
mod home;
mod privacy;
pub mod professional;
mod robots;
mod roles;
mod terms;

use crate::{router::Routes, web::Who::Anyone};
use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};

/// The public routes.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/", Anyone, home::show)
        .get("/annuaire", Anyone, directory::search)
        .get("/annuaire/{rpps}", Anyone, professional::show)
        .get("/aide", Anyone, help::questions)
        .get("/aide/glossaire", Anyone, help::glossary)
        .get("/aide/roles", Anyone, roles::show)
        .get("/cgu", Anyone, terms::in_force)
        .get("/cgu/{version}", Anyone, terms::version)
        .get("/donnees-personnelles", Anyone, privacy::show)
        .get("/accessibilite", Anyone, accessibility::show)
        .get("/robots.txt", Anyone, robots::show)
}

/// A page that names people: search engines neither list it nor keep a copy.
fn unlisted(mut response: Response) -> Response {
    response.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, noarchive"),
    );
    response
}
