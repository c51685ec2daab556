//! An officer ends a contract: its rights and cards end with it; professionals and their situations stay (C8).

use super::Error;
use domain::{
    access::GrantKind,
    contract::{self, ApplicationState, CannotEnd, Contract, ContractState},
    event::Event,
    id::Id,
};
use store::{Act, StoreError, application, structure::moves};

pub async fn end_contract(mut act: Act, id: Id<Contract>) -> Result<(), Error<CannotEnd>> {
    let contract = store::contract::lock(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let mut events = vec![contract::end(&act.context, &contract).map_err(Error::no)?];
    let at = act.context.at;
    for right in store::contract::held_under(&mut act.tx, id).await? {
        store::access::end_grant(&mut act.tx, right.grant, at).await?;
        if right.kind != GrantKind::LegalRepresentative {
            events.push(Event::HabilitationWithdrawn {
                grant: right.grant,
                contract: id,
                drafts: 0,
            });
        }
    }
    super::revoke_card::end_all(&mut act, id, &mut events).await?;
    // Nobody is left to replace.
    if let Some(open) = application::open_of(&mut act.tx, id).await? {
        let request = open.application.id;
        application::set_state(&mut act.tx, request, ApplicationState::Refused, at).await?;
        events.push(Event::ApplicationRefused {
            application: request,
            contract: id,
        });
    }
    store::contract::set_state(&mut act.tx, id, ContractState::Ended, at).await?;
    moves::release(&mut act, &contract).await?;
    act.commit(events).await?;
    Ok(())
}
