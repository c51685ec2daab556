//! A structure under contract with managers who are signed in, made by the real actions.

use anyhow::{Context as _, anyhow};
use domain::{
    access::{Account, Actor, Means},
    contract::OpenContract,
    habilitation::GiveRight,
    id::Id,
    identifiers::Finess,
};
use server::{
    actions::{self, Officer, OpenAccount},
    import::finess,
    world::{World, draw_secret, hash_secret},
};
use std::path::Path;
use store::{By, housekeeping::session, structure};

/// How many managers share the registrations.
const MANAGERS: usize = 8;
/// Owns twelve establishments, in the made-up files of the demonstration.
const LEGAL_ENTITY: &str = "140990011";

/// Someone who registers, signed in.
pub struct Manager {
    pub actor: Actor,
    /// What their browser holds.
    pub token: String,
}

/// The managers, and the establishments that they register for.
pub struct Structure {
    pub managers: Vec<Manager>,
    pub establishments: Vec<Finess>,
}

pub async fn make(world: &World) -> anyhow::Result<Structure> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/demo");
    let options = finess::Options {
        files: vec![
            data.join("entites-juridiques.csv"),
            data.join("etablissements.csv"),
        ],
        missing: finess::Missing::default(),
    };
    finess::import_finess(&world.store, &options, |_| {}).await?;
    let representative = account(world, "representative").await?;
    let command = OpenContract::Centralised {
        legal_entity: LEGAL_ENTITY.parse().map_err(|_| anyhow!("a number"))?,
    };
    actions::run(world, By::System, "open_contract", |act| {
        actions::open_contract(act, command.clone(), representative)
    })
    .await
    .map_err(|error| anyhow!("{error:?}"))?;
    let representative = sign_in(world, "representative").await?;
    let mut managers = Vec::new();
    for rank in 0..MANAGERS {
        let subject = format!("manager-{rank}");
        let account = account(world, &subject).await?;
        habilitate(world, &representative.actor, account).await?;
        managers.push(sign_in(world, &subject).await?);
    }
    let scope = representative.actor.grant.scope.context("a scope")?;
    let mut tx = world.db().read().await?;
    let establishments = structure::in_scope(&mut tx, &scope, 100).await?;
    Ok(Structure {
        managers,
        establishments: establishments
            .into_iter()
            .map(|establishment| establishment.finess)
            .collect(),
    })
}

async fn account(world: &World, subject: &str) -> anyhow::Result<Id<Account>> {
    let command = OpenAccount {
        name: subject.to_owned(),
        email: format!("{subject}@bench.invalid"),
        means: Means::Persona,
        subject: subject.to_owned(),
        officer: Officer::No,
    };
    Ok(actions::run(world, By::System, "open_account", |act| {
        actions::open_account(act, command.clone())
    })
    .await?)
}

async fn habilitate(world: &World, by: &Actor, account: Id<Account>) -> anyhow::Result<()> {
    let command = GiveRight {
        account,
        establishments: Vec::new(),
    };
    let by = By::Session(by.session);
    actions::run(world, by, "grant_habilitation", |act| {
        actions::grant_habilitation(act, command.clone())
    })
    .await
    .map_err(|error| anyhow!("{error:?}"))
}

async fn sign_in(world: &World, subject: &str) -> anyhow::Result<Manager> {
    let token = draw_secret()?;
    let hash = hash_secret(&token);
    actions::run(world, By::System, "sign_in", |act| {
        let agent = "Benchmark".to_owned();
        actions::sign_in(act, Means::Persona, subject.to_owned(), hash.clone(), agent)
    })
    .await
    .map_err(|error| anyhow!("{error:?}"))?;
    let live = session::live(&world.store, &hash, world.config.session_limits()).await?;
    let live = live.context("the session just opened")?;
    let actor = Actor {
        account: live.account.id,
        grant: live.held.context("a grant")?.grant,
        means: live.means,
        session: live.id,
    };
    Ok(Manager { actor, token })
}
