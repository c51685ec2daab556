//! Somebody's practice name is changed: the directory with it (M2, R6).

use super::Error;
use domain::{
    id::Id,
    professional::{self, CannotChangePractice, ChangePractice, PracticeFacts, Professional},
};
use store::{Act, StoreError, access, directory};

pub async fn change_practice(
    mut act: Act,
    id: Id<Professional>,
    wanted: ChangePractice,
) -> Result<(), Error<CannotChangePractice>> {
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(CannotChangePractice::NotAllowed))?;
    store::professional::lock(&mut act.tx, id).await?;
    let person = store::professional::by_id(&mut act.tx, id).await?;
    let mut person = person.ok_or(Error::no(CannotChangePractice::Unknown))?;
    let facts = facts(&mut act, &person).await?;
    let new_id = act.new_id();
    let (change, event) =
        professional::change_practice(&act.context, new_id, &person, wanted, facts)?;
    person.practice = change.new.clone();
    let at = act.context.at;
    store::professional::set_practice(&mut act.tx, &person, &change, &actor, at).await?;
    directory::publish(&mut act.tx, &person, at).await?;
    if let Some((account, _)) = store::professional::right_of(&mut act.tx, id).await? {
        access::set_name(&mut act.tx, account, &person.display_name()).await?;
    }
    act.commit([event]).await?;
    Ok(())
}

async fn facts(act: &mut Act, person: &Professional) -> Result<PracticeFacts, StoreError> {
    let in_scope = match act.context.scope().cloned() {
        None => false,
        Some(scope) => {
            let today = act.context.today();
            let known =
                store::professional::known_by_rpps(&mut act.tx, &scope, &person.rpps, today);
            known.await?.is_some_and(|known| known.in_scope)
        }
    };
    Ok(PracticeFacts {
        version: store::professional::practice_version(&mut act.tx, person.id).await?,
        in_scope,
    })
}
