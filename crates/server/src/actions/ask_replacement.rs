//! Another representative is asked for, under the contract that covers a structure (C6).

use super::{
    Error,
    submit_contract::{Submitted, already, keep, reference},
};
use crate::terms;
use domain::{
    contract::{self, AskReplacement, CannotReplace, Contract},
    identifiers::Finess,
};
use store::{Act, StoreError, Tx, application::HandedIn};

pub async fn ask_replacement(
    mut act: Act,
    command: AskReplacement,
    handed: HandedIn,
) -> Result<Submitted, Error<CannotReplace>> {
    if let Some(done) = already(&mut act, handed).await? {
        return Ok(done);
    }
    let found = covering(&mut act.tx, &command.structure).await?;
    let mut is_asked = false;
    if let Some(found) = &found {
        store::contract::lock(&mut act.tx, found.id).await?;
        is_asked = store::application::open_of(&mut act.tx, found.id)
            .await?
            .is_some();
    }
    let ids = (act.new_id(), reference(&act));
    let facts = (found.as_ref(), is_asked);
    let (application, event) =
        contract::ask_replacement(&act.context, ids, command, facts, terms::VERSION)?;
    keep(&mut act, &application, handed).await?;
    act.commit([event]).await?;
    Ok(Submitted {
        contract: application.contract,
        application: application.id,
        reference: application.reference,
    })
}

/// The contract that covers a structure, or is about to (C2): that of its legal entity, or of the establishment.
pub async fn covering(tx: &mut Tx, structure: &Finess) -> Result<Option<Contract>, StoreError> {
    let legal_entity = store::contract::cover_of(tx, structure)
        .await?
        .unwrap_or_else(|| structure.clone());
    let under_way = store::contract::under_way(tx, &legal_entity).await?;
    Ok(under_way.into_iter().find(|contract| {
        let only = contract.establishment.as_ref();
        only.is_none_or(|only| only == structure)
    }))
}
