//! The yardstick: what a registration reads and writes, by the same driver and pool, in one durable transaction, and
//! nothing else: no HTTP, no session, no rules, no page.

use crate::{people::Prepared, structure::Structure};
use domain::{
    access::Session,
    event::Event,
    id::Id,
    professional::{NewIds, Professional, Register, Situation},
};
use server::{actions::Facts, world::World};
use std::sync::Arc;
use store::{Act, By, StoreError, directory, housekeeping::draft, professional};

/// A connection's worth of work: the pool is shared.
#[derive(Clone)]
pub struct Client {
    world: World,
    structure: Arc<Structure>,
}

impl Client {
    pub const fn new(world: World, structure: Arc<Structure>) -> Self {
        Self { world, structure }
    }

    pub async fn register(&self, prepared: Prepared) -> anyhow::Result<()> {
        let session = self.structure.managers[prepared.manager].actor.session;
        Ok(registration(&self.world, session, prepared).await?)
    }
}

/// The statements of `actions::register_professional`, one after the other; a test holds the two together.
async fn registration(
    world: &World,
    session: Id<Session>,
    prepared: Prepared,
) -> Result<(), StoreError> {
    let Prepared { draft, command, .. } = prepared;
    let mut act = Act::begin(&world.store, By::Session(session)).await?;
    let actor = act.context.actor.clone().ok_or(StoreError::SignedOut)?;
    let scope = actor.grant.scope.as_ref().ok_or(StoreError::SignedOut)?;
    let submission = draft.to_string();
    draft::lock(&mut act, draft).await?;
    professional::submitted(&mut act.tx, actor.grant.id, &submission).await?;
    let mut facts = Facts {
        today: act.context.today(),
        tx: &mut act.tx,
        scope,
    };
    facts.certain(&submission, &command.identity).await?;
    facts.probable(&command.identity).await?;
    facts.communes(&command.identity.birth_place).await?;
    facts.situation(&command.situation.establishment).await?;
    facts.email_holder(&command.contact.email).await?;
    facts.mobile_holder(&command.contact.mobile).await?;
    let (person, situation, event) = made(&act, command)?;
    let at = act.context.at;
    professional::insert(&mut act.tx, &person, &actor).await?;
    professional::insert_situation(&mut act.tx, person.id, &situation, &actor, at).await?;
    professional::remember_submission(&mut act.tx, actor.grant.id, &submission, person.id, at)
        .await?;
    directory::publish(&mut act.tx, &person, at).await?;
    draft::used_up(&mut act, draft).await?;
    act.commit([event]).await
}

/// What the rules would make of the command.
pub fn made(act: &Act, command: Register) -> Result<(Professional, Situation, Event), StoreError> {
    let ids = NewIds {
        professional: act.new_id(),
        situation: act.new_id(),
        rpps: act.next_rpps()?,
    };
    let contract = act.context.scope().ok_or(StoreError::SignedOut)?.contract;
    let event = Event::ProfessionalRegistered {
        professional: ids.professional,
        situation: ids.situation,
        contract,
    };
    let wanted = command.situation;
    let situation = Situation {
        id: ids.situation,
        establishment: wanted.establishment,
        starts_on: wanted.starts_on,
        planned_end: wanted.planned_end,
        ended_on: None,
        profession: wanted.profession,
        role: wanted.role,
        practice_mode: wanted.practice_mode,
    };
    let person = Professional {
        id: ids.professional,
        rpps: ids.rpps,
        identity: command.identity,
        identity_rank: 0,
        practice: command.practice,
        contact: command.contact,
        terms_version: command.terms_version,
        registered_at: act.context.at,
    };
    Ok((person, situation, event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{database::Engine, stage::Stage};
    use server::actions;
    use std::{
        fmt::{Debug, Write as _},
        sync::Mutex,
    };
    use tracing::{
        Event, Subscriber,
        field::{Field, Visit},
    };
    use tracing_subscriber::{
        layer::{Context, Layer, SubscriberExt as _},
        util::SubscriberInitExt as _,
    };

    /// Keeps the text of every statement that the driver runs.
    #[derive(Clone, Default)]
    struct Statements(Arc<Mutex<Vec<String>>>);

    impl Statements {
        fn take(&self) -> Vec<String> {
            std::mem::take(&mut self.0.lock().unwrap())
        }
    }

    impl<S: Subscriber> Layer<S> for Statements {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            if event.metadata().target() == "sqlx::query" {
                let mut text = Text::default();
                event.record(&mut text);
                self.0.lock().unwrap().push(text.0);
            }
        }
    }

    #[derive(Default)]
    struct Text(String);

    impl Visit for Text {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            if ["summary", "db.statement"].contains(&field.name()) {
                write!(self.0, "{value:?}").unwrap();
            }
        }
    }

    #[tokio::test]
    async fn the_bare_statements_are_those_of_a_registration() {
        let statements = Statements::default();
        tracing_subscriber::registry()
            .with(statements.clone())
            .init();
        let mut stage = Stage::set(Engine::Sqlite).await.unwrap();
        let mut prepared = stage.prepare(9).await.unwrap();
        // Ranks 0 and 8: the same manager, and as many words in their names.
        let (last, first) = (prepared.pop().unwrap(), prepared.swap_remove(0));
        let session = stage.structure.managers[0].actor.session;
        statements.take();
        let Prepared { draft, command, .. } = first;
        actions::run(&stage.world, By::Session(session), "register", |act| {
            actions::register_professional(act, draft, command.clone())
        })
        .await
        .unwrap();
        let real = statements.take();
        registration(&stage.world, session, last).await.unwrap();
        assert!(real.len() > 15, "{real:#?}");
        assert_eq!(real, statements.take());
        stage.strike().await.unwrap();
    }
}
