//! Give a plan up before it is confirmed: what it holds of the list is erased at once.

use super::open;
use crate::{
    web::{Acting, Fields, Page, Problem, see_other},
    world::World,
};
use axum::extract::{Path, State};
use store::housekeeping::departure;

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let mut tx = world.db().read().await?;
    let kept = open(&world, &acting, &mut tx, &id).await?;
    drop(tx);
    if !departure::abandon(&world.store, kept.plan.id).await? {
        return Err(Problem::changed());
    }
    see_other("/departs?avis=departs-abandonnes")
}
