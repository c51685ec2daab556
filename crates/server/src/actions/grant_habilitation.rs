//! The legal representative or a delegate grants a habilitation, for all or some establishments (H1, H2, H5).

use super::Error;
use domain::{
    access::{Account, Scope},
    habilitation::{self, CannotGiveRight, GiveRight, Readiness},
    id::Id,
};
use store::{Act, Constraint, StoreError, Tx};

pub async fn grant_habilitation(
    mut act: Act,
    command: GiveRight,
) -> Result<(), Error<CannotGiveRight>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotGiveRight::NotAllowed))?;
    let mut covered = 0;
    for establishment in &command.establishments {
        covered += usize::from(store::structure::covers(&mut act.tx, &scope, establishment).await?);
    }
    let ready = readiness(&mut act.tx, &scope, command.account).await?;
    let (grant, event) =
        habilitation::grant_habilitation(&act.context, act.new_id(), &command, (covered, ready))?;
    let (by, at) = (act.context.grant().map(|giver| giver.id), act.context.at);
    match store::access::insert_grant(&mut act.tx, &grant, &command.establishments, by, at).await {
        Err(StoreError::Taken(Constraint::GrantOnce)) => {
            return Err(Error::no(CannotGiveRight::AlreadyHeld));
        }
        done => done?,
    }
    act.commit([event]).await?;
    Ok(())
}

/// The card and the course of somebody under a contract (H2, T2).
pub async fn readiness(
    tx: &mut Tx,
    scope: &Scope,
    account: Id<Account>,
) -> Result<Readiness, StoreError> {
    let cards = store::card::of_holder(tx, scope.contract, account).await?;
    let states = cards.iter().map(|card| card.state);
    let email = store::access::email_of(tx, account).await?;
    let course = store::training::passed(tx, &email).await?;
    Ok(Readiness {
        card: states.min_by_key(|state| (state.is_over(), !state.is_usable())),
        course_passed: course.is_some(),
    })
}
