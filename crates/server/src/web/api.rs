//! Calls of software: a key instead of a session, problems as JSON (RFC 9457) instead of pages.

use crate::world::{World, hash_secret};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{event, id::Id};
use serde::Serialize;

/// Why a call did not succeed.
#[derive(Debug, Serialize)]
pub struct ApiProblem {
    pub status: u16,
    pub title: &'static str,
    pub detail: String,
}

impl ApiProblem {
    #[must_use]
    pub fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            title,
            detail: detail.into(),
        }
    }

    /// A failure of the machine: logged, never told.
    #[must_use]
    pub fn failure(error: &dyn std::fmt::Display) -> Self {
        tracing::error!("a call failed: {error}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Internal error",
            "Nothing was recorded. Try again later.",
        )
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The software that calls, by its key.
#[derive(Clone, Debug)]
pub struct ApiKey {
    pub id: Id<event::ApiKey>,
    purpose: String,
}

impl ApiKey {
    /// Does the key open this part of the API?
    pub fn opens(&self, purpose: &str) -> Result<(), ApiProblem> {
        if self.purpose == purpose {
            return Ok(());
        }
        Err(ApiProblem::new(
            StatusCode::FORBIDDEN,
            "Forbidden",
            "This key does not open this part of the API.",
        ))
    }
}

impl FromRequestParts<World> for ApiKey {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, world: &World) -> Result<Self, ApiProblem> {
        let refused = || {
            ApiProblem::new(
                StatusCode::UNAUTHORIZED,
                "Unauthorized",
                "Send a key in force: `Authorization: Bearer rpps_…`.",
            )
        };
        let key = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(refused)?;
        let hash = hash_secret(key.trim());
        let mut tx = world
            .db()
            .read()
            .await
            .map_err(|error| ApiProblem::failure(&error))?;
        let kept = store::api_key::by_hash(&mut tx, &hash).await;
        let kept = kept.map_err(|error| ApiProblem::failure(&error))?;
        let kept = kept.ok_or_else(refused)?;
        Ok(Self {
            id: kept.id,
            purpose: kept.purpose,
        })
    }
}
