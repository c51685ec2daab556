//! Open a contract with its legal representative. The agency's acceptance; the file comes with its own page.

use super::Error;
use domain::{
    access::{Account, Grant},
    contract::{self, CannotOpenContract, Contract, ContractFacts, OpenContract},
    habilitation::name_legal_representative,
    id::Id,
};
use store::Act;

/// What was opened.
pub struct Opened {
    pub contract: Id<Contract>,
    pub legal_representative: Id<Grant>,
}

pub async fn open_contract(
    mut act: Act,
    command: OpenContract,
    legal_representative: Id<Account>,
) -> Result<Opened, Error<CannotOpenContract>> {
    let facts = facts(&mut act, &command).await?;
    let (contract, opened) =
        contract::open_contract(&act.context, act.new_id(), command, &facts).map_err(Error::no)?;
    let (grant, named) = name_legal_representative(act.new_id(), legal_representative, &contract);
    let at = act.context.at;
    store::contract::insert(&mut act.tx, &contract).await?;
    store::access::insert_grant(&mut act.tx, &grant, &[], None, at).await?;
    act.commit([opened, named]).await?;
    Ok(Opened {
        contract: contract.id,
        legal_representative: grant.id,
    })
}

async fn facts(
    act: &mut Act,
    command: &OpenContract,
) -> Result<ContractFacts, Error<CannotOpenContract>> {
    let (legal_entity, establishment) = match command {
        OpenContract::Centralised { legal_entity } => (legal_entity.clone(), None),
        OpenContract::Decentralised { establishment } => {
            let found = store::structure::establishment(&mut act.tx, establishment).await?;
            let found = found.ok_or(Error::no(CannotOpenContract::StructureUnknown))?;
            (found.legal_entity.clone(), Some(found))
        }
    };
    let known = store::structure::legal_entity(&mut act.tx, &legal_entity)
        .await?
        .is_some();
    let in_force = store::contract::lock_in_force(&mut act.tx, &legal_entity).await?;
    Ok(ContractFacts {
        establishment,
        legal_entity_is_known: known,
        in_force,
    })
}
