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
use store::{Act, StoreError, Tx, application::HandedIn, housekeeping::contract_draft};

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
    handed: HandedIn,
) -> Result<Submitted, Error<CannotContract>> {
    if let Some(done) = already(&mut act, handed).await? {
        return Ok(done);
    }
    let under_way = lock(&mut act, &command.wanted).await?;
    let facts = contract_facts(&mut act.tx, &command.wanted, under_way).await?;
    let reference = reference(&act);
    let ids = (act.new_id(), act.new_id());
    let (contract, application, event) =
        contract::submit(&act.context, ids, reference, command, &facts)?;
    store::contract::insert(&mut act.tx, &contract).await?;
    keep(&mut act, &application, handed).await?;
    act.commit([event]).await?;
    Ok(Submitted {
        contract: contract.id,
        application: application.id,
        reference: application.reference,
    })
}

/// A new reference: from the chance of an id and from its time.
pub(super) fn reference(act: &Act) -> Reference {
    let (time, chance) = act.new_id::<Reference>().as_uuid().as_u64_pair();
    Reference::from_bits(time ^ chance)
}

/// What the draft became, when it was handed in already: sent twice, it is one request.
pub(super) async fn already(
    act: &mut Act,
    handed: HandedIn,
) -> Result<Option<Submitted>, StoreError> {
    let Some(draft) = handed.draft else {
        return Ok(None);
    };
    contract_draft::lock(act, draft).await?;
    let kept = store::application::of_draft(&mut act.tx, &draft.to_string()).await?;
    Ok(kept.map(|kept| Submitted {
        contract: kept.application.contract,
        application: kept.application.id,
        reference: kept.application.reference,
    }))
}

/// Keep a request with what it was handed in with, and use its draft up.
pub(super) async fn keep(
    act: &mut Act,
    application: &Application,
    handed: HandedIn,
) -> Result<(), StoreError> {
    if let Some(proof) = handed.proof {
        store::file::keep(&mut act.tx, proof).await?;
    }
    store::application::insert(&mut act.tx, application, handed).await?;
    match handed.draft {
        Some(draft) => contract_draft::used_up(act, draft).await,
        None => Ok(()),
    }
}

/// The contracts under way beside the one wanted, which nobody else can join meanwhile (C2).
async fn lock(act: &mut Act, wanted: &Wanted) -> Result<Vec<Contract>, Error<CannotContract>> {
    let (legal_entity, elsewhere) = match wanted {
        Wanted::Centralised { legal_entity } => (legal_entity.clone(), None),
        Wanted::Decentralised { establishment } => {
            let known = store::structure::establishment(&mut act.tx, establishment).await?;
            let known = known.ok_or(Refusals::from(CannotContract::StructureUnknown))?;
            let cover = store::contract::cover_of(&mut act.tx, establishment).await?;
            let elsewhere = cover.filter(|cover| *cover != known.legal_entity);
            (known.legal_entity, elsewhere)
        }
    };
    let mut found = store::contract::lock_under_way(&mut act.tx, &legal_entity).await?;
    // C9: it left, and what covered it there covers it still.
    if let Some(elsewhere) = elsewhere {
        found.extend(store::contract::lock_under_way(&mut act.tx, &elsewhere).await?);
    }
    Ok(found)
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
