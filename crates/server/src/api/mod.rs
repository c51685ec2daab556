//! What software calls.

mod completions;

use crate::{router::Routes, web::Who::Software};

/// The routes of the API.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes.post("/api/v1/formation/reussites", Software, completions::report)
}
