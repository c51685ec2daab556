//! A structure under contract with managers who are signed in, made by the real actions.

use anyhow::{Context as _, anyhow};
use domain::{
    access::{Account, Actor, Means},
    contract::Wanted,
    id::Id,
    identifiers::Finess,
};
use server::{
    demo::chain::{self, Chain, Signed, Somebody},
    import::finess,
    world::World,
};
use std::path::Path;
use store::structure;

/// How many managers share the registrations.
const MANAGERS: usize = 8;
/// Owns twelve establishments, in the made-up files of the demonstration.
const LEGAL_ENTITY: &str = "140990011";

/// The managers, and the establishments that they register for.
pub struct Structure {
    pub managers: Vec<Signed>,
    pub establishments: Vec<Finess>,
}

impl Structure {
    /// The session of one of the managers.
    pub fn actor_of(&self, account: Id<Account>) -> Option<&Actor> {
        let mut actors = self.managers.iter().map(|signed| &signed.actor);
        actors.find(|actor| actor.account == account)
    }
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
    let wanted = Wanted::Centralised {
        legal_entity: LEGAL_ENTITY.parse().map_err(|_| anyhow!("a number"))?,
    };
    let chain = Chain::begin(world).await?;
    let representative = chain.contract(wanted, &somebody("representative")).await?;
    let mut managers = Vec::new();
    for rank in 0..MANAGERS {
        let subject = format!("manager-{rank}");
        chain
            .manager(&representative, &somebody(&subject), &[])
            .await?;
        managers.push(chain::sign_in(world, Means::Persona, &subject).await?);
    }
    let scope = representative.grant.scope.context("a scope")?;
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

fn somebody(subject: &str) -> Somebody<'_> {
    Somebody {
        subject,
        first_name: "Camille",
        last_name: "Mesure",
        job: "Gestionnaire",
    }
}
