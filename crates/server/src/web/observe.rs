//! What is measured and logged of each request: the pattern of its route, never its URI, query or referrer.

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

pub async fn observe(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let method = request.method().clone();
    let begun = Instant::now();
    let response = next.run(request).await;
    let (status, took) = (response.status(), begun.elapsed());
    let labels = [
        ("method", method.to_string()),
        ("route", route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::histogram!("rpps_http_seconds", &labels).record(took.as_secs_f64());
    tracing::debug!(%method, route, status = status.as_u16(), milliseconds = took.as_millis(), "answered");
    response
}
