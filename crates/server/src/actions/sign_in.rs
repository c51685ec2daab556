//! Open a session for whoever a means of sign-in has verified: the one seam for cards, passkeys and personas.

use super::{Error, revoke_card};
use domain::{
    access::{Means, Session},
    card::{CannotUseCard, Card, CardKind, CardNumber, CardState, RevocationReason, check_use},
    contract::{Contract, ContractState},
    event::Event,
    id::Id,
    refusal::Refusal,
};
use store::{
    Act,
    access::{self, SignedBy},
    housekeeping::session::{self, Opened},
};

/// A session just opened.
#[derive(Clone, Debug)]
pub struct Signed {
    pub session: Id<Session>,
    /// The account holds several grants: one is to be chosen.
    pub must_choose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSignIn {
    /// No account has this credential, or it ended.
    UnknownCredential,
    /// The account holds no right any more.
    NoGrant,
    /// The card is not to be used (K3).
    Card(CannotUseCard),
}

impl Refusal for CannotSignIn {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCredential => "unknown_credential",
            Self::NoGrant => "no_grant",
            Self::Card(why) => why.code(),
        }
    }
}

impl CannotSignIn {
    /// The refusal of a means of sign-in that leads to nobody, or to nothing.
    const fn nothing_behind(means: Means, known: bool) -> Self {
        match (means, known) {
            (Means::Card, false) => Self::Card(CannotUseCard::Unknown),
            (Means::Card, true) => Self::Card(CannotUseCard::NoRight),
            (_, false) => Self::UnknownCredential,
            (_, true) => Self::NoGrant,
        }
    }
}

/// `subject` was verified by `means`; `agent` is the browser in words. The token itself is never stored.
pub async fn sign_in(
    mut act: Act,
    means: Means,
    subject: String,
    token_hash: String,
    agent: String,
) -> Result<Signed, Error<CannotSignIn>> {
    let card = match means {
        Means::Card => Some(usable(&mut act, &subject).await?),
        _ => None,
    };
    let nothing = |known| Error::no(CannotSignIn::nothing_behind(means, known));
    let found = access::by_credential(&mut act.tx, means, &subject).await?;
    let (account, credential) = found.ok_or(nothing(false))?;
    let by = SignedBy {
        means,
        card_contract: card.as_ref().map(|card| card.contract),
    };
    let grants = access::opened_by(&mut act.tx, account.id, by).await?;
    let grant = match grants.as_slice() {
        [] => return Err(nothing(true)),
        [only] => Some(only.grant.id),
        _ => None,
    };
    let opened = Opened {
        id: act.new_id(),
        token_hash: &token_hash,
        account: account.id,
        credential,
        means,
        grant,
        agent: &agent,
    };
    session::insert(&mut act, &opened).await?;
    let signed = Signed {
        session: opened.id,
        must_choose: grant.is_none(),
    };
    let mut events = vec![Event::SignedIn {
        session: signed.session,
        account: account.id,
    }];
    if let Some(card) = card {
        events.extend(first_use(&mut act, card).await?);
    }
    act.commit(events).await?;
    Ok(signed)
}

/// The card of this number, if it may sign in (K3).
async fn usable(act: &mut Act, number: &str) -> Result<Card, Error<CannotSignIn>> {
    let no = |why| Error::no(CannotSignIn::Card(why));
    let number: CardNumber = number.parse().map_err(|_| no(CannotUseCard::Unknown))?;
    let card = store::card::by_number(&mut act.tx, &number).await?;
    let card = card.ok_or(no(CannotUseCard::Unknown))?;
    check_use(&card, act.context.today()).map_err(no)?;
    Ok(card)
}

/// The first accepted sign-in makes a card active (K2), and by the CDE puts the contract into force (C3). The card
/// that it renews is over.
async fn first_use(act: &mut Act, card: Card) -> Result<Vec<Event>, Error<CannotSignIn>> {
    if card.state != CardState::Sent {
        return Ok(Vec::new());
    }
    let (id, contract, kind, at) = (card.id, card.contract, card.kind, act.context.at);
    let mut events = Vec::new();
    for old in store::card::of_holder(&mut act.tx, contract, card.account).await? {
        if old.state == CardState::Active {
            revoke_card::end(act, old.id, RevocationReason::Replaced).await?;
            events.push(Event::CardRevoked {
                card: old.id,
                contract,
            });
        }
    }
    let active = Card {
        state: CardState::Active,
        ..card
    };
    store::card::update(&mut act.tx, &active, at).await?;
    events.push(Event::CardActivated { card: id, contract });
    let found = store::contract::by_id(&mut act.tx, contract).await?;
    let accepted = found.is_some_and(|found: Contract| found.state == ContractState::Accepted);
    if kind == CardKind::Cde && accepted {
        store::contract::set_state(&mut act.tx, contract, ContractState::InForce, at).await?;
        events.push(Event::ContractInForce { contract });
    }
    Ok(events)
}
