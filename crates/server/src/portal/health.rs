//! Alive and ready, for supervisors.

use crate::world::World;
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use serde_json::json;
use store::Schema;

/// 200 when the database answers with the right schema, else 503 with the reason.
pub async fn ready(State(world): State<World>) -> impl IntoResponse {
    let (status, state) = match world.db().schema().await {
        Ok(Schema::Current) => (StatusCode::OK, "prêt"),
        Ok(Schema::Older(_)) => (StatusCode::SERVICE_UNAVAILABLE, "base à migrer"),
        Ok(Schema::Newer(_)) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "base plus récente que le programme",
        ),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "base injoignable"),
    };
    let ready = status == StatusCode::OK;
    (
        status,
        Json(
            json!({ "vivant": true, "pret": ready, "etat": state, "version": env!("CARGO_PKG_VERSION") }),
        ),
    )
}
