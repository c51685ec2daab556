//! Somebody's contact is changed, by whoever registers in their scope or by themselves (M2, M3).

use super::{Error, Facts};
use domain::{
    access::Scope,
    event::Event,
    id::Id,
    professional::{
        self, CannotChangeContact, ChangeContact, Contact, ContactFacts, ContactIds, Professional,
    },
};
use store::{
    Act, StoreError,
    housekeeping::{
        code,
        link::{self, Good, Purpose},
        session,
    },
};

/// By a manager: both addresses are told, the e-CPS waits, and the sessions that the old address opened end.
pub async fn change_contact(
    mut act: Act,
    id: Id<Professional>,
    wanted: ChangeContact,
) -> Result<(), Error<CannotChangeContact>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotChangeContact::NotAllowed))?;
    let person = hold(&mut act, id).await?;
    let facts = facts(&mut act, &scope, &person, &wanted.contact).await?;
    let event = apply(&mut act, &person, wanted, &facts).await?;
    act.commit([event]).await?;
    Ok(())
}

/// The person, locked until the end of the act.
pub(super) async fn hold(
    act: &mut Act,
    id: Id<Professional>,
) -> Result<Professional, Error<CannotChangeContact>> {
    store::professional::lock(&mut act.tx, id).await?;
    let person = store::professional::by_id(&mut act.tx, id).await?;
    person.ok_or(Error::no(CannotChangeContact::Unknown))
}

async fn facts(
    act: &mut Act,
    scope: &Scope,
    person: &Professional,
    wanted: &Contact,
) -> Result<ContactFacts, StoreError> {
    let today = act.context.today();
    let known = store::professional::known_by_rpps(&mut act.tx, scope, &person.rpps, today).await?;
    let version = store::professional::contact_version(&mut act.tx, person.id).await?;
    let mut reads = Facts {
        tx: &mut act.tx,
        scope,
        today,
    };
    let other = |known: &domain::duplicate::Known| known.professional != person.id;
    Ok(ContactFacts {
        version,
        in_scope: known.is_some_and(|known| known.in_scope),
        email_holder: reads.email_holder(&wanted.email).await?.filter(other),
        mobile_holder: reads.mobile_holder(&wanted.mobile).await?.filter(other),
    })
}

/// Decide and write, inside the act.
pub(super) async fn apply(
    act: &mut Act,
    person: &Professional,
    wanted: ChangeContact,
    facts: &ContactFacts,
) -> Result<Event, Error<CannotChangeContact>> {
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(CannotChangeContact::NotAllowed))?;
    let ids = ContactIds {
        change: act.new_id(),
        confirm: act.new_id(),
    };
    let (change, event) = professional::change_contact(&act.context, ids, person, wanted, facts)?;
    let at = act.context.at;
    store::professional::set_contact(&mut act.tx, person.id, &change, &actor, at).await?;
    // What the contact that was could still open is closed.
    link::void(act, person.id).await?;
    code::void(act, person.id).await?;
    if let Some(until) = change.activation_not_before {
        let good = Good {
            purpose: Purpose::Contact(person.id),
            email: change.old.email.to_string(),
            destination: String::new(),
        };
        link::insert(act, ids.confirm, &good, Some(until)).await?;
        if change.moves_email() {
            let right = store::professional::right_of(&mut act.tx, person.id).await?;
            if let Some((_, grant)) = right {
                session::end_grant(&mut act.tx, grant, at).await?;
            }
        }
    }
    Ok(event)
}
