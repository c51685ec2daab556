//! A manager says that a certain duplicate is another person: an officer will settle it (R4).

use super::Error;
use domain::{
    duplicate::{CannotContest, IdentityKey, contest},
    id::Id,
    professional::CivilIdentity,
    registration::Answers,
};
use store::{
    Act, Constraint, StoreError,
    duplicate::{Asked, insert},
    housekeeping::draft::Draft,
};

pub async fn contest_identity(
    mut act: Act,
    draft: Id<Draft>,
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
        draft: &draft.to_string(),
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
