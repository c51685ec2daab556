//! Answers: a page, or another place to go.

use super::Problem;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

/// What a handler of a page gives.
pub type Page = Result<Response, Problem>;

/// A page drawn from its template.
pub fn page(status: StatusCode, template: &impl Template) -> Page {
    let mut response = (status, Html(template.render()?)).into_response();
    // Pages name people: no cache keeps them.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// After an act: go and see.
pub fn see_other(path: &str) -> Page {
    Ok(Redirect::to(path).into_response())
}
