//! A structure asks for a contract (C2–C4).

use super::Error;
use crate::terms;
use domain::{
    contract::{
        self, Application, CannotContract, Contract, ContractFacts, Reference, SubmitContract,
        Wanted,
    },
    id::Id,
    refusal::Refusals,
};
use store::{Act, StoreError, Tx, file::File};

/// What was handed in.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub contract: Id<Contract>,
    pub application: Id<Application>,
    pub reference: Reference,
}

pub async fn submit_contract(
    mut act: Act,
    command: SubmitContract,
    proof: Option<Id<File>>,
) -> Result<Submitted, Error<CannotContract>> {
    let under_way = lock(&mut act, &command.wanted).await?;
    let facts = contract_facts(&mut act.tx, &command.wanted, under_way).await?;
    let reference = Reference::from_bits(act.new_id::<Reference>().as_uuid().as_u64_pair().1);
    let ids = (act.new_id(), act.new_id());
    let (contract, application, event) =
        contract::submit(&act.context, ids, reference, command, &facts)?;
    store::contract::insert(&mut act.tx, &contract).await?;
    if let Some(proof) = proof {
        store::file::keep(&mut act.tx, proof).await?;
    }
    store::application::insert(&mut act.tx, &application, proof).await?;
    act.commit([event]).await?;
    Ok(Submitted {
        contract: contract.id,
        application: application.id,
        reference: application.reference,
    })
}

/// The contracts under way beside the one wanted, which nobody else can join meanwhile (C2).
async fn lock(act: &mut Act, wanted: &Wanted) -> Result<Vec<Contract>, Error<CannotContract>> {
    let legal_entity = match wanted {
        Wanted::Centralised { legal_entity } => legal_entity.clone(),
        Wanted::Decentralised { establishment } => {
            store::structure::establishment(&mut act.tx, establishment)
                .await?
                .ok_or(Refusals::from(CannotContract::StructureUnknown))?
                .legal_entity
        }
    };
    Ok(store::contract::lock_under_way(&mut act.tx, &legal_entity).await?)
}

/// What decides whether a structure may sign; also for the pages that lead there.
pub async fn contract_facts(
    tx: &mut Tx,
    wanted: &Wanted,
    under_way: Vec<Contract>,
) -> Result<ContractFacts, StoreError> {
    let (legal_entity, establishment) = match wanted {
        Wanted::Centralised { legal_entity } => (Some(legal_entity.clone()), None),
        Wanted::Decentralised { establishment } => {
            let found = store::structure::establishment(tx, establishment).await?;
            (
                found.as_ref().map(|found| found.legal_entity.clone()),
                found,
            )
        }
    };
    let known = match &legal_entity {
        Some(finess) => store::structure::legal_entity(tx, finess).await?,
        None => None,
    };
    Ok(ContractFacts {
        establishment,
        legal_entity_is_known: known.is_some(),
        legal_entity_is_closed: known.is_some_and(|entity| entity.closed_on.is_some()),
        under_way,
        terms_in_force: terms::VERSION,
    })
}
