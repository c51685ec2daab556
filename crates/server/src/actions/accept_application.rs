//! An officer accepts a request: the representative is named, their CDE ordered (C3, C6).

use super::Error;
use domain::{
    access::{Account, Grant},
    card::{Card, CardKind, RevocationReason},
    contract::{
        self, Application, ApplicationKind, ApplicationState, CannotSettle, Contract,
        ContractState, Held,
    },
    event::Event,
    id::Id,
};
use store::{Act, StoreError, application, card};

pub async fn accept_application(
    mut act: Act,
    id: Id<Application>,
) -> Result<(), Error<CannotSettle>> {
    let kept = application::lock(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let (request, at) = (kept.application, act.context.at);
    let contract = store::contract::by_id(&mut act.tx, request.contract)
        .await?
        .ok_or(StoreError::Changed)?;
    let known =
        store::access::representative(&mut act.tx, request.signatory.person.email.as_str()).await?;
    let is_new = known.is_none();
    let held = Held {
        account: known.unwrap_or_else(|| account(&act, &request)),
        has_proof: kept.proof.is_some(),
        replaced: replaced(&mut act, &contract).await?,
        folded: folded(&mut act, &request, &contract).await?,
    };
    let ids = (act.new_id(), act.new_id());
    let accepted =
        contract::accept(&act.context, ids, (&request, &contract), &held).map_err(Error::no)?;
    let mut events = accepted.events;
    if is_new {
        store::access::insert_account(&mut act.tx, &held.account, at).await?;
        events.push(Event::AccountOpened {
            account: held.account.id,
        });
    }
    end_predecessor(&mut act, &held).await?;
    for &other in &held.folded {
        let changed = store::contract::fold(&mut act.tx, other, contract.id, at).await?;
        events.extend(changed.into_iter().map(|grant| Event::HabilitationChanged {
            grant,
            contract: contract.id,
        }));
        end_the_rest(&mut act, other, &mut events).await?;
    }
    if request.kind != ApplicationKind::Representative {
        store::contract::set_state(&mut act.tx, contract.id, ContractState::Accepted, at).await?;
    }
    application::set_state(&mut act.tx, id, ApplicationState::Accepted, at).await?;
    store::access::insert_grant(&mut act.tx, &accepted.representative, &[], None, at).await?;
    card::insert(&mut act.tx, &accepted.card, None).await?;
    act.commit(events).await?;
    Ok(())
}

fn account(act: &Act, request: &Application) -> Account {
    let person = &request.signatory.person;
    Account {
        id: act.new_id(),
        name: person.full_name(),
        email: person.email.to_string(),
    }
}

/// The representative in office, whom the request replaces, and their CDE: the one in use, and one on its way.
async fn replaced(
    act: &mut Act,
    contract: &Contract,
) -> Result<Option<(Id<Grant>, Vec<Id<Card>>)>, StoreError> {
    let Some(grant) = store::access::representative_of(&mut act.tx, contract.id).await? else {
        return Ok(None);
    };
    let cards = card::of_contract(&mut act.tx, contract.id).await?;
    let cards = cards
        .iter()
        .filter(|card| card.kind == CardKind::Cde && !card.state.is_over());
    Ok(Some((grant.id, cards.map(|card| card.id).collect())))
}

/// The decentralised contracts that a transition takes in.
async fn folded(
    act: &mut Act,
    request: &Application,
    contract: &Contract,
) -> Result<Vec<Id<Contract>>, StoreError> {
    if request.kind != ApplicationKind::Transition {
        return Ok(Vec::new());
    }
    let all = store::contract::lock_under_way(&mut act.tx, &contract.legal_entity).await?;
    Ok(all
        .iter()
        .filter(|other| other.id != contract.id)
        .map(|other| other.id)
        .collect())
}

async fn end_predecessor(act: &mut Act, held: &Held) -> Result<(), StoreError> {
    let Some((grant, cards)) = &held.replaced else {
        return Ok(());
    };
    let at = act.context.at;
    store::access::end_grant(&mut act.tx, *grant, at).await?;
    for &card in cards {
        super::revoke_card::end(act, card, RevocationReason::Replaced).await?;
    }
    Ok(())
}

/// What a folded contract does not hand on: its representative, their CDE, cards that its holders have elsewhere.
async fn end_the_rest(
    act: &mut Act,
    contract: Id<Contract>,
    events: &mut Vec<Event>,
) -> Result<(), StoreError> {
    let at = act.context.at;
    let left = store::contract::held_under(&mut act.tx, contract).await?;
    for right in left {
        store::access::end_grant(&mut act.tx, right.grant, at).await?;
    }
    super::revoke_card::end_all(act, contract, events).await
}
