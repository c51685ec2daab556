//! The structures that may sign, found as one types: by FINESS number or by name, legal entities and establishments.

use crate::{
    portal::{
        components::Choice,
        search::{MOST, Proposed, establishment_choice},
    },
    web::Problem,
    world::World,
};
use axum::{
    Json,
    extract::{Query, State},
};
use domain::{
    access::paris_day,
    identifiers::{Finess, comparison_key},
    registration::Answers,
    structure::LegalEntity,
};
use serde::Deserialize;
use store::{
    Tx,
    structure::{self, Which},
};

/// Legal entities proposed before establishments.
const ENTITIES: i64 = 4;
/// With those that own the establishments found.
const OWNERS: usize = 5;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn search(
    State(world): State<World>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Proposed>>, Problem> {
    let found = find(&world, &asked.q).await?;
    Ok(Json(found.into_iter().map(Proposed::from).collect()))
}

/// Legal entities of this number, whose name begins so, or that own what is found; then establishments.
pub async fn find(world: &World, typed: &str) -> Result<Vec<Choice>, Problem> {
    let mut tx = world.db().read().await?;
    let entities = match typed.parse::<Finess>() {
        Ok(finess) => structure::legal_entity(&mut tx, &finess)
            .await?
            .into_iter()
            .collect(),
        Err(_) => {
            structure::legal_entities_named(&mut tx, &comparison_key(typed), ENTITIES).await?
        }
    };
    let open = Which::OpenOn(paris_day(world.store.clock.now()));
    let sites = structure::search(&mut tx, typed, open, None, MOST).await?;
    let mut entities: Vec<LegalEntity> = entities;
    for site in &sites {
        let is_known = entities.iter().any(|one| one.finess == site.legal_entity);
        if entities.len() < OWNERS && !is_known {
            entities.extend(structure::legal_entity(&mut tx, &site.legal_entity).await?);
        }
    }
    let mut found: Vec<Choice> = entities.iter().map(entity_choice).collect();
    found.extend(sites.iter().map(establishment_choice));
    found.truncate(MOST);
    Ok(found)
}

fn entity_choice(entity: &LegalEntity) -> Choice {
    let label = if entity.name.is_empty() {
        entity.finess.to_string()
    } else {
        entity.name.clone()
    };
    Choice::new(entity.finess.to_string(), label).hint(format!(
        "Entité juridique · {} {} · FINESS {}",
        entity.postal_code, entity.town, entity.finess
    ))
}

/// The structure chosen, as a choice.
pub async fn chosen(tx: &mut Tx, answers: &Answers) -> Result<Option<Choice>, Problem> {
    let Ok(finess) = answers.get("structure").parse::<Finess>() else {
        return Ok(None);
    };
    if let Some(site) = structure::establishment(tx, &finess).await? {
        return Ok(Some(establishment_choice(&site)));
    }
    let entity = structure::legal_entity(tx, &finess).await?;
    Ok(entity.as_ref().map(entity_choice))
}

/// Write what the structure chosen implies: its legal entity, and the establishment if it is one.
pub async fn derive(tx: &mut Tx, answers: &mut Answers) -> Result<(), Problem> {
    let (mut legal_entity, mut establishment) = (String::new(), String::new());
    if let Ok(finess) = answers.get("structure").parse::<Finess>() {
        if let Some(site) = structure::establishment(tx, &finess).await? {
            legal_entity = site.legal_entity.to_string();
            establishment = finess.to_string();
        } else if structure::legal_entity(tx, &finess).await?.is_some() {
            legal_entity = finess.to_string();
        }
    }
    answers.set("legal_entity", &legal_entity);
    answers.set("establishment", &establishment);
    Ok(())
}
