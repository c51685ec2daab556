//! The establishments to which a habilitation is narrowed: boxes to tick, found by a search when they are many (H5).

use crate::{
    portal::{
        components::Choice,
        form::{Errors, Form},
        search,
    },
    web::{Acting, Fields, Problem},
    world::World,
};
use domain::identifiers::Finess;

/// As many boxes as a page shows without a search.
const LONG: usize = 60;
/// What the name of a box begins with; its FINESS number follows.
pub const BOX: &str = "eg-";

/// The part of a form that narrows.
#[derive(Default)]
pub struct Places {
    /// False under a decentralised contract: there is one establishment alone.
    pub is_offered: bool,
    /// Too many to be listed: those ticked, and those found.
    pub is_long: bool,
    pub reaches: Vec<Choice>,
    pub boxes: Vec<Choice>,
}

impl Places {
    pub async fn load(world: &World, acting: &Acting, form: &Form) -> Result<Self, Problem> {
        if acting.scope.establishment.is_some() {
            return Ok(Self::default());
        }
        let most = i64::try_from(LONG + 1).unwrap_or(i64::MAX);
        let mut tx = world.db().read().await?;
        let all = store::structure::in_scope(&mut tx, &acting.scope, most).await?;
        let is_long = all.len() > LONG;
        let mut boxes: Vec<Choice> = Vec::new();
        if is_long {
            for (name, _) in form.values() {
                let finess = name.strip_prefix(BOX).and_then(|rest| rest.parse().ok());
                let Some(finess) = finess else { continue };
                let found = store::structure::seen_from(&mut tx, &acting.scope, &finess).await?;
                boxes.extend(found.map(|(found, _)| search::establishment_choice(&found)));
            }
            drop(tx);
            let typed = form.searched("eg");
            let found = if typed.is_empty() {
                Vec::new()
            } else {
                search::find_establishments(world, acting, typed).await?
            };
            let new = |one: &Choice| boxes.iter().all(|known| known.value != one.value);
            let found: Vec<Choice> = found.into_iter().filter(new).collect();
            boxes.extend(found);
        } else {
            boxes.extend(all.iter().map(search::establishment_choice));
        }
        Ok(Self {
            is_offered: true,
            is_long,
            reaches: vec![
                Choice::new("tous", "Tous les établissements du contrat")
                    .hint("Ceux d’aujourd’hui et ceux qui s’ajouteront."),
                Choice::new("certains", "Certains établissements seulement"),
            ],
            boxes,
        })
    }
}

/// Was the search asked, rather than the act?
pub fn is_search(fields: &Fields) -> bool {
    fields.get("action") == "chercher_eg"
}

/// The establishments ticked; none for all of the contract.
pub fn read(acting: &Acting, fields: &Fields, errors: &mut Errors) -> Vec<Finess> {
    if acting.scope.establishment.is_some() || fields.get("portee") == "tous" {
        return Vec::new();
    }
    if fields.get("portee") != "certains" {
        errors.add(
            "portee",
            "Dites pour quels établissements vaut l’habilitation.",
        );
        return Vec::new();
    }
    let ticked: Vec<Finess> = fields
        .ticked(BOX)
        .filter_map(|finess| finess.parse().ok())
        .collect();
    if ticked.is_empty() {
        errors.add(
            "eg",
            "Cochez au moins un établissement, ou choisissez tous ceux du contrat.",
        );
    }
    ticked
}
