//! What the pickers ask as one types: communes and establishments.

use crate::{
    web::{Acting, Problem},
    world::World,
};
use axum::{
    Json,
    extract::{Query, State},
};
use domain::{
    access::paris_day,
    identifiers::{BirthDate, comparison_key},
    nomenclature::Commune,
    structure::Establishment,
};
use serde::{Deserialize, Serialize};
use store::structure::{Which, search};

use super::{components::Choice, words};

/// How many are proposed.
pub const MOST: usize = 12;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    /// The birth date as typed, for communes.
    #[serde(default)]
    le: String,
}

#[derive(Serialize)]
pub struct Proposed {
    value: String,
    label: String,
    hint: String,
}

impl From<Choice> for Proposed {
    fn from(Choice { value, label, hint }: Choice) -> Self {
        Self { value, label, hint }
    }
}

pub async fn communes(
    State(world): State<World>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Proposed>>, Problem> {
    let found = find_communes(&world, &asked.q, &asked.le).await?;
    Ok(Json(found.into_iter().map(Proposed::from).collect()))
}

/// Communes that begin as typed and existed on the birth date, when that can be read.
pub async fn find_communes(world: &World, typed: &str, born: &str) -> Result<Vec<Choice>, Problem> {
    let mut tx = world.db().read().await?;
    let born = BirthDate::parse_french(born).ok();
    let found =
        store::place::search(&mut tx, typed, born, MOST.try_into().unwrap_or(i64::MAX)).await?;
    Ok(found.iter().map(commune_choice).collect())
}

/// A commune to choose: its name, its department and its dates if it is no more.
#[must_use]
pub fn commune_choice(commune: &Commune) -> Choice {
    Choice::new(commune.code.to_string(), commune.name.clone()).hint(words::where_and_when(commune))
}

pub async fn establishments(
    State(world): State<World>,
    acting: Acting,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Proposed>>, Problem> {
    let found = find_establishments(&world, &acting, &asked.q).await?;
    Ok(Json(found.into_iter().map(Proposed::from).collect()))
}

/// Establishments of the scope, by number, name or town (S2).
pub async fn find_establishments(
    world: &World,
    acting: &Acting,
    typed: &str,
) -> Result<Vec<Choice>, Problem> {
    let mut tx = world.db().read().await?;
    let open = Which::OpenOn(paris_day(world.store.clock.now()));
    let found = search(&mut tx, typed, open, Some(&acting.scope), MOST).await?;
    Ok(found.iter().map(establishment_choice).collect())
}

pub async fn all_establishments(
    State(world): State<World>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Proposed>>, Problem> {
    let found = find_everywhere(&world, &asked.q).await?;
    Ok(Json(found.into_iter().map(Proposed::from).collect()))
}

/// Open establishments, under contract or not, by number, name or town (D1).
pub async fn find_everywhere(world: &World, typed: &str) -> Result<Vec<Choice>, Problem> {
    let mut tx = world.db().read().await?;
    let open = Which::OpenOn(paris_day(world.store.clock.now()));
    let found = search(&mut tx, typed, open, None, MOST).await?;
    Ok(found.iter().map(establishment_choice).collect())
}

/// Why nothing in the scope is found by these words: closed, of another structure, or unknown to FINESS (S2, S4).
pub async fn why_none(world: &World, acting: &Acting, typed: &str) -> Result<String, Problem> {
    let mut tx = world.db().read().await?;
    let today = paris_day(world.store.clock.now());
    let closed = search(&mut tx, typed, Which::All, Some(&acting.scope), 1).await?;
    let elsewhere = search(&mut tx, typed, Which::OpenOn(today), None, 1).await?;
    Ok(match (closed.first(), elsewhere.first()) {
        (Some(closed), _) => format!(
            "{} (FINESS {}) est fermé{}\u{a0}: plus personne n’y prend de fonction.",
            closed.name,
            closed.finess,
            closed
                .closed_on
                .map(|day| format!(" depuis le {}", words::date(day)))
                .unwrap_or_default()
        ),
        (None, Some(other)) => format!(
            "{} (FINESS {}) existe, mais n’est pas dans votre périmètre\u{a0}: demandez à votre représentant légal.",
            other.name, other.finess
        ),
        (None, None) => "FINESS ne connaît aucun établissement ouvert de ce nom ou de ce numéro. Vérifiez l’orthographe, ou ne saisissez que le début du nom.".to_owned(),
    })
}

/// An establishment to choose: its name, its town and its number.
#[must_use]
pub fn establishment_choice(found: &Establishment) -> Choice {
    let hint = format!(
        "{} {} · FINESS {}",
        found.postal_code, found.town, found.finess
    );
    Choice::new(found.finess.to_string(), found.name.clone()).hint(hint)
}

/// Does the choice bear exactly what was typed, but for accents and case: its name or its number?
#[must_use]
pub fn is_exactly(choice: &Choice, typed: &str) -> bool {
    let typed = comparison_key(typed);
    comparison_key(&choice.label) == typed || choice.value == typed.replace(' ', "")
}

/// The only one that was meant: it bears exactly what was typed, or nothing else was found.
#[must_use]
pub fn the_one<'a>(found: &'a [Choice], typed: &str) -> Option<&'a Choice> {
    let mut exact = found.iter().filter(|choice| is_exactly(choice, typed));
    match (exact.next(), exact.next(), found) {
        (Some(only), None, _) | (None, None, [only]) => Some(only),
        _ => None,
    }
}
