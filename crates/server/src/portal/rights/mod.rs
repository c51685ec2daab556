//! Who may act for the structure: habilitations, delegates, and departures (H1–H7, L3).

mod add;
mod change;
mod depart;
mod end;
mod give;
mod list;
mod one;
pub mod places;

pub use give::tell;
pub use list::begins;

use crate::{
    router::Routes,
    web::{Acting, Problem, Who},
    world::World,
};
use domain::{
    access::{Account, GrantKind},
    card::Card,
    id::Id,
};
use store::{Tx, rights::Right};

/// The routes of those who give rights.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let (granter, representative) = (Who::Granter, Who::Representative);
    routes
        .get("/habilitations", granter, list::show)
        .get("/habilitations/nouvelle", granter, add::show)
        .get("/habilitations/nouvelle/{card}", granter, give::show)
        .post("/habilitations/nouvelle/{card}", granter, give::submit)
        .get(
            "/habilitations/mandataire/{card}",
            representative,
            give::show_delegate,
        )
        .post(
            "/habilitations/mandataire/{card}",
            representative,
            give::submit_delegate,
        )
        .get("/habilitations/{grant}", granter, one::show)
        .get(
            "/habilitations/{grant}/etablissements",
            granter,
            change::show,
        )
        .post(
            "/habilitations/{grant}/etablissements",
            granter,
            change::submit,
        )
        .get("/habilitations/{grant}/retirer", granter, end::show)
        .post("/habilitations/{grant}/retirer", granter, end::submit)
        .get("/habilitations/{grant}/depart", granter, depart::show)
        .post("/habilitations/{grant}/depart", granter, depart::submit)
}

/// The best card of somebody: one that works before one on its way, before one that is over.
pub fn card_of(cards: &[Card], account: Id<Account>) -> Option<&Card> {
    let own = cards.iter().filter(|card| card.account == account);
    own.min_by_key(|card| (card.state.is_over(), !card.state.is_usable()))
}

/// A right in force under the contract of who asks.
async fn open(tx: &mut Tx, acting: &Acting, id: &str) -> Result<Right, Problem> {
    let rights = store::rights::of_contract(tx, acting.scope.contract).await?;
    let right = rights.into_iter().find(|right| right.id.to_string() == id);
    right.ok_or_else(Problem::not_found)
}

/// May who asks end this right (H4, H7)? The rules decide; this only spares a button.
fn may_end(acting: &Acting, right: &Right) -> bool {
    let own = acting.actor.account == right.account;
    match right.kind {
        GrantKind::Manager => !own,
        GrantKind::Delegate => acting.actor.grant.kind == GrantKind::LegalRepresentative,
        GrantKind::LegalRepresentative | GrantKind::Officer | GrantKind::Professional => false,
    }
}

/// The same, read for a page that ends it; what may not be ended is not found.
async fn open_to_end(world: &World, acting: &Acting, id: &str) -> Result<Right, Problem> {
    let mut tx = world.db().read().await?;
    let right = open(&mut tx, acting, id).await?;
    if !may_end(acting, &right) {
        return Err(Problem::forbidden());
    }
    Ok(right)
}
