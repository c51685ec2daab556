//! A manager or a delegate leaves: rights withdrawn, cards revoked, own situations here closed, in one act (L3).

use super::{Error, close_situation, revoke_card, withdraw_habilitation};
use domain::{
    access::{Account, Grant, Scope},
    card::{self, RevocationReason},
    departure::{self, CannotDepart},
    event::Event,
    id::Id,
    nomenclature::EndReason,
    professional::Closing,
    refusal::Refusals,
};
use store::{Act, access};

/// What ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Departed {
    /// Drafts that went to the representative.
    pub drafts: u64,
    pub cards: usize,
    pub situations: usize,
}

pub async fn depart_manager(
    mut act: Act,
    account: Id<Account>,
) -> Result<Departed, Error<CannotDepart>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotDepart::NotAllowed))?;
    let held = access::grants_of(&mut act.tx, account).await?;
    let rights: Vec<Grant> = held
        .into_iter()
        .map(|held| held.grant)
        .filter(|grant| {
            let own = grant.scope.as_ref();
            own.is_some_and(|own| own.contract == scope.contract)
        })
        .collect();
    departure::check(&act.context, account, &rights)?;
    let mut departed = Departed::default();
    let mut events = Vec::new();
    for right in &rights {
        let ended = withdraw_habilitation::end(&mut act, right).await;
        let (event, drafts) = ended.map_err(otherwise)?;
        departed.drafts += drafts;
        events.push(event);
    }
    let cards = end_cards(&mut act, &scope, account).await?;
    let situations = close_situations(&mut act, &scope, account).await?;
    (departed.cards, departed.situations) = (cards.len(), situations.len());
    events.extend(cards);
    events.extend(situations);
    if events.is_empty() {
        return Err(Error::no(CannotDepart::NothingLeft));
    }
    act.commit(events).await?;
    Ok(departed)
}

/// What a part refuses of an act whose rules allowed it as a whole.
fn otherwise<R>(error: Error<R>) -> Error<CannotDepart> {
    match error {
        Error::Refused(_) => Error::Refused(Refusals::from(CannotDepart::NotAllowed)),
        Error::SignedOut => Error::SignedOut,
        Error::Overtaken(cause) => Error::Overtaken(cause),
        Error::Failed(cause) => Error::Failed(cause),
    }
}

async fn end_cards(
    act: &mut Act,
    scope: &Scope,
    account: Id<Account>,
) -> Result<Vec<Event>, Error<CannotDepart>> {
    let mut events = Vec::new();
    for held in store::card::of_holder(&mut act.tx, scope.contract, account).await? {
        if held.state.is_over() {
            continue;
        }
        let id = held.id;
        let revoked = card::revoke(&act.context, held);
        let (_, event) = revoked.map_err(|_| Error::no(CannotDepart::NotAllowed))?;
        revoke_card::end(act, id, RevocationReason::Left).await?;
        events.push(event);
    }
    Ok(events)
}

/// Today is the last day; of a situation that was still to begin, its first.
async fn close_situations(
    act: &mut Act,
    scope: &Scope,
    account: Id<Account>,
) -> Result<Vec<Event>, Error<CannotDepart>> {
    let email = access::email_of(&mut act.tx, account).await?;
    let reason = "AUT".parse::<EndReason>();
    let reason = reason.map_err(|error| Error::Failed(error.into()))?;
    let open = store::professional::open_of_email(&mut act.tx, scope, &email).await?;
    // A mailbox is of one professional alone (R5).
    let whose = open.first().map(|(person, _)| *person);
    let mut events = Vec::new();
    for (person, situation) in open {
        let closing = Closing {
            ended_on: act.context.today().max(situation.starts_on),
            reason,
        };
        let ended = close_situation::end(act, person, situation, closing).await;
        events.push(ended.map_err(otherwise)?);
    }
    if let Some(person) = whose {
        close_situation::republish(act, person).await?;
    }
    Ok(events)
}
