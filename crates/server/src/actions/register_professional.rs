//! Register a professional: number, situation and publication in one act; mail, SMS and e-CPS follow (R2–R8).

use super::{Error, Facts};
use crate::terms;
use domain::{
    access::Scope,
    event::Event,
    id::Id,
    identifiers::Rpps,
    professional::{self, CannotRegister, NewIds, Professional, Register, RegisterFacts},
};
use store::{
    Act, StoreError,
    housekeeping::draft::{self, Draft},
    look_alike::{self, LookAlike},
};

/// Register from a draft, which is used up. The draft's id is the idempotency key: sent twice, the same
/// submission registers once and gives the same number (R11).
pub async fn register_professional(
    mut act: Act,
    draft: Id<Draft>,
    command: Register,
) -> Result<Rpps, Error<CannotRegister>> {
    let actor = act
        .context
        .actor
        .clone()
        .ok_or(Error::no(CannotRegister::NotAllowed))?;
    let submission = draft.to_string();
    draft::lock(&mut act, draft).await?;
    if let Some(done) =
        store::professional::submitted(&mut act.tx, actor.grant.id, &submission).await?
    {
        return Ok(done);
    }
    let id = act.new_id();
    let (rpps, events) = enter(&mut act, (id, &submission), command).await?;
    draft::used_up(&mut act, draft).await?;
    act.commit(events).await?;
    Ok(rpps)
}

/// The same inside an act that does more: decide, number, write and publish. `submission` is what makes it once (R11),
/// and what an officer's word about the identity was given for (R4). Look-alikes are looked for once more, and why those who
/// are probable are others is kept beside each.
pub(super) async fn enter(
    act: &mut Act,
    (id, submission): (Id<Professional>, &str),
    command: Register,
) -> Result<(Rpps, Vec<Event>), Error<CannotRegister>> {
    let not_allowed = || Error::no(CannotRegister::NotAllowed);
    let actor = act.context.actor.clone().ok_or_else(not_allowed)?;
    let scope = act.context.scope().cloned().ok_or_else(not_allowed)?;
    let (facts, probable) = load(act, &scope, submission, &command).await?;
    let reason = command.set_aside.reason.clone();
    let ids = NewIds {
        professional: id,
        situation: act.new_id(),
        rpps: next_number(act)?,
    };
    let (professional, situation, events) =
        professional::register(&act.context, ids, command, &facts)?;
    let at = act.context.at;
    let tx = &mut act.tx;
    store::professional::insert(tx, &professional, &actor).await?;
    store::professional::insert_situation(tx, id, &situation, &actor, at).await?;
    store::professional::remember_submission(tx, actor.grant.id, submission, id, at).await?;
    store::directory::publish(tx, &professional, at).await?;
    for other in &probable {
        let decision = act.new_id();
        let by = (actor.grant.id, at);
        look_alike::keep_decision(&mut act.tx, decision, (id, other), reason.trim(), by).await?;
    }
    Ok((professional.rpps, events))
}

/// R8: a range used up is a refusal, so that the journal holds it.
fn next_number(act: &Act) -> Result<Rpps, Error<CannotRegister>> {
    act.next_rpps().map_err(|error| match error {
        StoreError::NoNumberLeft => Error::no(CannotRegister::NoNumberLeft),
        error => error.into(),
    })
}

async fn load(
    act: &mut Act,
    scope: &Scope,
    draft: &str,
    command: &Register,
) -> Result<(RegisterFacts, Vec<LookAlike>), StoreError> {
    let today = act.context.today();
    let mut facts = Facts {
        tx: &mut act.tx,
        scope,
        today,
    };
    let (certain, identity_rank) = facts.certain(draft, &command.identity).await?;
    let probable = facts.probable(&command.identity).await?;
    let loaded = RegisterFacts {
        communes: facts.communes(&command.identity.birth_place).await?,
        situation: facts.situation(&command.situation.establishment).await?,
        email_holder: facts.email_holder(&command.contact.email).await?,
        mobile_holder: facts.mobile_holder(&command.contact.mobile).await?,
        certain,
        identity_rank,
        probable: probable.iter().map(|one| one.known.clone()).collect(),
        terms_version: terms::VERSION.to_owned(),
    };
    Ok((loaded, probable))
}
