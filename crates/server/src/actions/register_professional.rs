//! Register a professional: number, situation and publication in one act; mail, SMS and e-CPS follow (R2–R8).

use super::Error;
use crate::terms;
use domain::{
    access::Scope,
    duplicate::{IdentityKey, Outcome},
    id::Id,
    professional::{
        self, BirthPlace, CannotRegister, CivilIdentity, Contact, NewIds, NewSituation,
        Professional, Register, RegisterFacts, SituationFacts,
    },
};
use jiff::civil::Date;
use store::{
    Act, StoreError, Tx,
    housekeeping::draft::{self, Draft},
};

/// Register from a draft, which is used up. The draft's id is the idempotency key: sent twice, the same
/// submission registers once and gives the same person (R11).
pub async fn register_professional(
    mut act: Act,
    draft: Id<Draft>,
    command: Register,
) -> Result<Id<Professional>, Error<CannotRegister>> {
    let actor = act
        .context
        .actor
        .clone()
        .ok_or(Error::no(CannotRegister::NotAllowed))?;
    let scope = act
        .context
        .scope()
        .cloned()
        .ok_or(Error::no(CannotRegister::NotAllowed))?;
    let submission = draft.to_string();
    if let Some(done) =
        store::professional::submitted(&mut act.tx, actor.grant.id, &submission).await?
    {
        return Ok(done);
    }
    let facts = facts(
        &mut act.tx,
        &scope,
        act.context.today(),
        &submission,
        &command,
    )
    .await?;
    let ids = NewIds {
        professional: act.new_id(),
        situation: act.new_id(),
        rpps: act.next_rpps()?,
    };
    let (professional, situation, event) =
        professional::register(&act.context, ids, command, &facts)?;
    let (id, at) = (professional.id, act.context.at);
    store::professional::insert(&mut act.tx, &professional, &actor).await?;
    store::professional::insert_situation(&mut act.tx, id, &situation, &actor, at).await?;
    store::professional::remember_submission(&mut act.tx, actor.grant.id, &submission, id, at)
        .await?;
    store::directory::publish(&mut act.tx, &professional, at).await?;
    draft::used_up(&mut act, draft).await?;
    act.commit([event]).await?;
    Ok(id)
}

async fn facts(
    tx: &mut Tx,
    scope: &Scope,
    today: Date,
    draft: &str,
    command: &Register,
) -> Result<RegisterFacts, StoreError> {
    let mut facts = RegisterFacts {
        terms_version: terms::VERSION.to_owned(),
        ..RegisterFacts::default()
    };
    check::identity_facts(tx, scope, today, draft, &command.identity, &mut facts).await?;
    check::contact_facts(tx, scope, today, &command.contact, &mut facts).await?;
    facts.situation = check::situation_facts(tx, scope, &command.situation).await?;
    Ok(facts)
}

/// What is loaded to decide: by the act, and by each step before it.
pub mod check {
    use super::{
        BirthPlace, CivilIdentity, Contact, Date, IdentityKey, NewSituation, Outcome,
        RegisterFacts, Scope, SituationFacts, StoreError, Tx,
    };

    /// The communes of birth and the certain duplicate (R2, R4), unless an officer affirmed two persons for
    /// this draft.
    pub async fn identity_facts(
        tx: &mut Tx,
        scope: &Scope,
        today: Date,
        draft: &str,
        identity: &CivilIdentity,
        facts: &mut RegisterFacts,
    ) -> Result<(), StoreError> {
        if let BirthPlace::France { commune, .. } = &identity.birth_place {
            facts.communes = store::place::of_code(tx, commune).await?;
        }
        let key = IdentityKey::of(identity);
        facts.certain = store::professional::known_by_identity(tx, scope, &key, today).await?;
        if facts.certain.is_some() {
            let case = store::duplicate::of_draft(tx, draft, &key).await?;
            if case.is_some_and(|case| case.contested.outcome == Some(Outcome::TwoPersons)) {
                facts.certain = None;
                facts.identity_rank = store::duplicate::bearers(tx, &key).await?;
            }
        }
        Ok(())
    }

    /// Who has the mailbox and the mobile (R5).
    pub async fn contact_facts(
        tx: &mut Tx,
        scope: &Scope,
        today: Date,
        contact: &Contact,
        facts: &mut RegisterFacts,
    ) -> Result<(), StoreError> {
        facts.email_holder =
            store::professional::known_by_email(tx, scope, &contact.email, today).await?;
        facts.mobile_holder =
            store::professional::known_by_mobile(tx, scope, &contact.mobile, today).await?;
        Ok(())
    }

    /// The establishment, and whether the scope covers it (R6).
    pub async fn situation_facts(
        tx: &mut Tx,
        scope: &Scope,
        situation: &NewSituation,
    ) -> Result<SituationFacts, StoreError> {
        Ok(SituationFacts {
            establishment: store::structure::establishment(tx, &situation.establishment).await?,
            in_scope: store::structure::covers(tx, scope, &situation.establishment).await?,
        })
    }
}
