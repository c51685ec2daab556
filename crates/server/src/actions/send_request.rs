//! A candidate sends a request, or sends it again corrected (D1, D2, D4).

use super::Error;
use crate::terms;
use domain::{
    duplicate::IdentityKey,
    id::Id,
    identifiers::Email,
    professional::BirthPlace,
    registration::Answers,
    request::{self, Asked, CannotSend, Request, SendFacts},
};
use store::{
    Act, StoreError,
    housekeeping::{count, request_draft},
    place,
    request::Sent,
    structure,
};

/// Requests that one account sends a day.
const MOST: i64 = 10;

/// Send what the draft says, which is used up: sent twice, it is one request, and the second time gives none.
pub async fn send_request(
    mut act: Act,
    email: Email,
    (asked, answers): (Asked, Answers),
    corrects: Option<Id<Request>>,
) -> Result<Option<Id<Request>>, Error<CannotSend>> {
    let account = act.context.guest.as_ref().map(|guest| guest.account);
    let account = account.ok_or(Error::no(CannotSend::NotAllowed))?;
    if !request_draft::used_up(&mut act, account).await? {
        return Ok(None);
    }
    let mut facts = load(&mut act, &email, &asked, corrects).await?;
    let (request, event) = match corrects {
        None => {
            let sent = count::add_in(&mut act, &format!("request {account}")).await?;
            facts.is_over_limit = sent > MOST;
            request::send(&act.context, act.new_id(), &email, &asked, &facts)?
        }
        Some(id) => {
            let kept = store::request::lock(&mut act.tx, id).await?;
            let kept = kept.ok_or(Error::no(CannotSend::NotAllowed))?;
            request::send_again(&act.context, &kept.request, &asked, &facts)?
        }
    };
    let practice = &asked.practice;
    let sent = Sent {
        request: &request,
        key: &IdentityKey::of(&asked.identity),
        name: &format!("{} {}", practice.first_name, practice.name),
        answers: &answers,
    };
    match corrects {
        None => store::request::insert(&mut act.tx, &sent).await?,
        Some(_) => store::request::correct(&mut act.tx, &sent).await?,
    }
    let id = request.id;
    act.commit([event]).await?;
    Ok(Some(id))
}

async fn load(
    act: &mut Act,
    email: &Email,
    asked: &Asked,
    corrects: Option<Id<Request>>,
) -> Result<SendFacts, StoreError> {
    let tx = &mut act.tx;
    let finess = &asked.situation.establishment;
    let key = IdentityKey::of(&asked.identity);
    Ok(SendFacts {
        communes: match &asked.identity.birth_place {
            BirthPlace::France { commune, .. } => place::of_code(tx, commune).await?,
            BirthPlace::Abroad { .. } => Vec::new(),
        },
        establishment: structure::establishment(tx, finess).await?,
        is_under_contract: store::request::is_under_contract(tx, finess).await?,
        is_pending: store::request::is_pending(tx, finess, (&key, email), corrects).await?,
        mailbox_of: store::request::mailbox_of(tx, email).await?,
        is_over_limit: false,
        terms_version: terms::VERSION.to_owned(),
    })
}
