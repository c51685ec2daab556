//! What waits for somebody: a request of a structure, cards at each point of their way, somebody to habilitate.

use super::chain::{self, Chain, Somebody};
use crate::world::World;
use anyhow::Context as _;
use domain::{access::Means, contract::Wanted};

/// Owns three establishments, each with a contract of its own.
const SAINTE_ODILE: &str = "670990019";

const ORDERED: Somebody<'_> = Somebody {
    subject: "karim-haddad",
    first_name: "Karim",
    last_name: "Haddad",
    job: "Chef de service",
};
const PRODUCED: Somebody<'_> = Somebody {
    subject: "lucie-garnier",
    first_name: "Lucie",
    last_name: "Garnier",
    job: "Secrétaire de direction",
};
/// Has a card, and not the course.
const SENT: Somebody<'_> = Somebody {
    subject: "thomas-petit",
    first_name: "Thomas",
    last_name: "Petit",
    job: "Cadre de santé",
};
/// Has a card and the course: a habilitation can be given.
const READY: Somebody<'_> = Somebody {
    subject: "ines-marchand",
    first_name: "Inès",
    last_name: "Marchand",
    job: "Responsable des admissions",
};
const BLOCKED: Somebody<'_> = Somebody {
    subject: "olivier-faure",
    first_name: "Olivier",
    last_name: "Faure",
    job: "Adjoint de direction",
};
const ASKS: Somebody<'_> = Somebody {
    subject: "paul-weber",
    first_name: "Paul",
    last_name: "Weber",
    job: "Président de la fondation",
};

/// Leave work for each role of the demonstration.
pub async fn leave(world: &World) -> anyhow::Result<()> {
    let chain = Chain::at_work(world).await?;
    let claire = chain::sign_in(world, Means::Persona, "claire-vasseur").await?;
    let claire = claire.actor;
    chain.order(&claire, &ORDERED).await?;
    let card = chain.order(&claire, &PRODUCED).await?;
    chain.produce(card).await?;
    chain.card(&claire, &SENT).await?;
    chain.card(&claire, &READY).await?;
    chain.course(&READY).await?;
    let card = chain.order(&claire, &BLOCKED).await?;
    chain.deliver(card).await?;
    chain.block(&claire, card).await?;
    let legal_entity = SAINTE_ODILE.parse().ok().context("a FINESS number")?;
    chain
        .ask(Wanted::Centralised { legal_entity }, &ASKS)
        .await?;
    Ok(())
}
