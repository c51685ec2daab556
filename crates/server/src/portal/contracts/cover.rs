//! Whether the structure chosen may sign, said before the request is handed in (C2, C5, C6).

use super::{labels, tree};
use crate::{
    actions,
    portal::{messages::Told, words},
    web::Problem,
    world::World,
};
use domain::{
    access::{Context, paris_day},
    contract::{
        ApplicationKind, CannotContract, CannotReplace, Contract, ContractState, Wanted,
        check_cover, kind,
    },
    identifiers::Finess,
    registration::Answers,
};
use store::Tx;

/// What stands in the way of the structure chosen.
pub struct InTheWay {
    pub sentence: String,
    pub covered: Option<Covered>,
}

/// C5: "already contracted", without anything private of the representative.
pub struct Covered {
    pub structure: String,
    pub finess: String,
    pub mode: &'static str,
    pub covers: &'static str,
    pub since: String,
    /// Accepted, not only asked for.
    pub is_accepted: bool,
}

/// The structure as it would sign for itself.
pub fn by_itself(answers: &Answers) -> Option<Wanted> {
    let finess = |field: &str| answers.get(field).parse::<Finess>().ok();
    match (finess("establishment"), finess("legal_entity")) {
        (Some(establishment), _) => Some(Wanted::Decentralised { establishment }),
        (None, Some(legal_entity)) => Some(Wanted::Centralised { legal_entity }),
        (None, None) => None,
    }
}

/// What stands in the way of the structure chosen, for the kind of request.
pub async fn of_structure(world: &World, answers: &Answers) -> Result<Option<InTheWay>, Problem> {
    let Some(wanted) = by_itself(answers) else {
        return Ok(None);
    };
    let mut tx = world.db().read().await?;
    if kind(answers) == ApplicationKind::Representative {
        let structure = answers.get("structure").parse().ok();
        let found = match &structure {
            Some(structure) => actions::covering(&mut tx, structure).await?,
            None => None,
        };
        let accepted = found.is_some_and(|contract| contract.is_accepted());
        return Ok((!accepted).then(|| InTheWay {
            sentence: CannotReplace::NoContract.told(),
            covered: None,
        }));
    }
    of_wanted(world, &mut tx, &wanted).await
}

/// What stands in the way of this contract.
pub async fn of_wanted(
    world: &World,
    tx: &mut Tx,
    wanted: &Wanted,
) -> Result<Option<InTheWay>, Problem> {
    let context = Context {
        actor: None,
        guest: None,
        at: world.store.clock.now(),
    };
    let found = under_way(tx, wanted).await?;
    let facts = actions::contract_facts(tx, wanted, found).await?;
    let Err(refusal) = check_cover(&context, wanted, &facts) else {
        return Ok(None);
    };
    let covered = match &refusal {
        CannotContract::AlreadyCovered { contract } => {
            let by = facts.under_way.iter().find(|one| one.id == *contract);
            match by {
                Some(by) => Some(covered(tx, by).await?),
                None => None,
            }
        }
        _ => None,
    };
    Ok(Some(InTheWay {
        sentence: refusal.told(),
        covered,
    }))
}

/// The contracts beside the one wanted, read without holding them.
async fn under_way(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Contract>, Problem> {
    let (legal_entity, cover) = match wanted {
        Wanted::Centralised { legal_entity } => (legal_entity.clone(), None),
        Wanted::Decentralised { establishment } => {
            let Some(site) = store::structure::establishment(tx, establishment).await? else {
                return Ok(Vec::new());
            };
            let cover = store::contract::cover_of(tx, establishment).await?;
            let cover = cover.filter(|cover| *cover != site.legal_entity);
            (site.legal_entity, cover)
        }
    };
    let mut found = store::contract::under_way(tx, &legal_entity).await?;
    if let Some(cover) = cover {
        found.extend(store::contract::under_way(tx, &cover).await?);
    }
    Ok(found)
}

async fn covered(tx: &mut Tx, by: &Contract) -> Result<Covered, Problem> {
    Ok(Covered {
        structure: name(tx, by).await?,
        finess: by.structure().to_string(),
        mode: labels::mode(by.mode()),
        covers: labels::covers(by.mode()),
        since: words::date(paris_day(by.opened_at)),
        is_accepted: by.state != ContractState::Submitted,
    })
}

/// Name of the structure that signs; its number while no file tells it.
pub async fn name(tx: &mut Tx, contract: &Contract) -> Result<String, Problem> {
    let name = match &contract.establishment {
        Some(finess) => store::structure::establishment(tx, finess)
            .await?
            .map(|site| site.name),
        None => store::structure::legal_entity(tx, &contract.legal_entity)
            .await?
            .map(|entity| entity.name),
    };
    Ok(name
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| contract.structure().to_string()))
}

/// The decentralised contracts that a centralised one would take in, in words; empty for none (C2).
pub async fn taken_in(tx: &mut Tx, legal_entity: &Finess) -> Result<Vec<String>, Problem> {
    let mut lines = Vec::new();
    for contract in store::contract::under_way(tx, legal_entity).await? {
        if contract.establishment.is_some() {
            let (cover, _) = tree::cover(&contract);
            lines.push(format!(
                "{}\u{a0}: {}",
                name(tx, &contract).await?,
                cover.to_lowercase()
            ));
        }
    }
    Ok(lines)
}
