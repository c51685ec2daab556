//! A manager says that a certain duplicate is another person: an officer will settle it (R4).

use super::Error;
use domain::{
    duplicate::{CannotContest, IdentityKey, contest},
    professional::CivilIdentity,
    registration::Answers,
};
use store::{
    Act, Constraint, StoreError,
    duplicate::{Asked, insert},
};

/// `submission` is the draft or the request that may then be registered beside the other (R11).
pub async fn contest_identity(
    mut act: Act,
    submission: String,
    identity: CivilIdentity,
    answers: Answers,
    reason: String,
) -> Result<(), Error<CannotContest>> {
    let scope = act
        .context
        .scope()
        .cloned()
        .ok_or(Error::no(CannotContest::NotAllowed))?;
    let by = act
        .context
        .grant()
        .ok_or(Error::no(CannotContest::NotAllowed))?
        .id;
    let (key, today) = (IdentityKey::of(&identity), act.context.today());
    let known = store::professional::known_by_identity(&mut act.tx, &scope, &key, today).await?;
    let (contested, event) =
        contest(&act.context, act.new_id(), &reason, known.as_ref()).map_err(Error::no)?;
    let asked = Asked {
        contested: &contested,
        draft: &submission,
        contract: scope.contract,
        key: &key,
        identity: &answers,
        reason: reason.trim(),
        by,
    };
    match insert(&mut act.tx, &asked).await {
        Err(StoreError::Taken(Constraint::ContestedIdentityOnce)) => {
            return Err(Error::no(CannotContest::AlreadyAsked));
        }
        done => done?,
    }
    act.commit([event]).await?;
    Ok(())
}
