//! Places that are typed, then chosen, with or without JavaScript: the commune of birth, the establishment.

use super::{components::Choice, search};
use crate::{
    web::{Acting, Problem},
    world::World,
};
use domain::{
    identifiers::{BirthDate, Finess},
    registration::Answers,
};

const COMMUNE: &str = "birth_commune";
const ESTABLISHMENT: &str = "establishment";

/// What a picker shows under its box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// The place chosen, if any.
    #[default]
    Choice,
    /// What was found: one is to be chosen.
    Results,
}

/// Keep the choice that agrees with what was typed; else choose the only place meant; else none yet.
pub(super) fn settle(
    answers: &mut Answers,
    field: &str,
    found: &[Choice],
    chosen: &[Choice],
) -> Shows {
    let typed = answers.get(&format!("{field}_recherche")).to_owned();
    let agrees = |choice: &Choice| {
        search::is_exactly(choice, &typed) || found.iter().any(|one| one.value == choice.value)
    };
    if !answers.get(field).is_empty() && chosen.iter().any(agrees) {
        return Shows::Choice;
    }
    let only = search::the_one(found, &typed);
    answers.set(field, only.map_or("", |only| &only.value));
    if only.is_some() {
        Shows::Choice
    } else {
        Shows::Results
    }
}

/// Settle the commune of birth from what was typed.
pub async fn settle_commune(world: &World, answers: &mut Answers) -> Result<Shows, Problem> {
    if answers.get("birth_commune_recherche").is_empty() {
        return Ok(Shows::Choice);
    }
    let found = communes(world, answers, Shows::Results).await?;
    let chosen = communes(world, answers, Shows::Choice).await?;
    Ok(settle(answers, COMMUNE, &found, &chosen))
}

/// Settle the establishment from what was typed.
pub async fn settle_establishment(
    world: &World,
    acting: &Acting,
    answers: &mut Answers,
) -> Result<Shows, Problem> {
    if answers.get("establishment_recherche").is_empty() {
        return Ok(Shows::Choice);
    }
    let found = establishments(world, acting, answers, Shows::Results).await?;
    let chosen = establishments(world, acting, answers, Shows::Choice).await?;
    Ok(settle(answers, ESTABLISHMENT, &found, &chosen))
}

/// Settle an establishment of anyone's from what was typed (D1).
pub async fn settle_everywhere(world: &World, answers: &mut Answers) -> Result<Shows, Problem> {
    if answers.get("establishment_recherche").is_empty() {
        return Ok(Shows::Choice);
    }
    let found = everywhere(world, answers, Shows::Results).await?;
    let chosen = everywhere(world, answers, Shows::Choice).await?;
    Ok(settle(answers, ESTABLISHMENT, &found, &chosen))
}

/// Something was typed, and nothing chosen: what it may mean is shown again.
fn is_unanswered(answers: &Answers, field: &str) -> bool {
    answers.get(field).is_empty() && !answers.get(&format!("{field}_recherche")).is_empty()
}

/// The commune chosen, or those that may be meant.
pub async fn communes(
    world: &World,
    answers: &Answers,
    shows: Shows,
) -> Result<Vec<Choice>, Problem> {
    let born = answers.get("birth_date");
    if shows == Shows::Results || is_unanswered(answers, COMMUNE) {
        return search::find_communes(world, answers.get("birth_commune_recherche"), born).await;
    }
    let Ok(code) = answers.get(COMMUNE).parse() else {
        return Ok(Vec::new());
    };
    let mut tx = world.db().read().await?;
    let known = store::place::of_code(&mut tx, &code).await?;
    let born = BirthDate::parse_french(born).ok();
    let then = known
        .iter()
        .find(|commune| born.is_some_and(|born| commune.existed_on(&born)))
        .or(known.last());
    Ok(then.map(search::commune_choice).into_iter().collect())
}

/// The establishment chosen, or those of the scope that may be meant.
pub async fn establishments(
    world: &World,
    acting: &Acting,
    answers: &Answers,
    shows: Shows,
) -> Result<Vec<Choice>, Problem> {
    if shows == Shows::Results || is_unanswered(answers, ESTABLISHMENT) {
        let typed = answers.get("establishment_recherche");
        return search::find_establishments(world, acting, typed).await;
    }
    chosen_establishment(world, answers).await
}

/// The establishment chosen, or those of anyone's that may be meant.
pub async fn everywhere(
    world: &World,
    answers: &Answers,
    shows: Shows,
) -> Result<Vec<Choice>, Problem> {
    if shows == Shows::Results || is_unanswered(answers, ESTABLISHMENT) {
        return search::find_everywhere(world, answers.get("establishment_recherche")).await;
    }
    chosen_establishment(world, answers).await
}

async fn chosen_establishment(world: &World, answers: &Answers) -> Result<Vec<Choice>, Problem> {
    let Ok(finess) = answers.get(ESTABLISHMENT).parse::<Finess>() else {
        return Ok(Vec::new());
    };
    let mut tx = world.db().read().await?;
    let found = store::structure::establishment(&mut tx, &finess).await?;
    Ok(found
        .as_ref()
        .map(search::establishment_choice)
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(typed: &str, chosen: &str) -> Answers {
        let mut answers = Answers::default();
        answers.set("birth_commune_recherche", typed);
        answers.set(COMMUNE, chosen);
        answers
    }

    fn settled(typed: &str, chosen: &[Choice], found: &[Choice]) -> (Shows, String) {
        let mut answers = answers(typed, chosen.first().map_or("", |choice| &choice.value));
        let shows = settle(&mut answers, COMMUNE, found, chosen);
        (shows, answers.get(COMMUNE).to_owned())
    }

    #[test]
    fn a_text_typed_anew_drops_the_former_choice() {
        let lyon = Choice::new("69123", "Lyon");
        let paris = Choice::new("75056", "Paris");
        let parisot = Choice::new("81202", "Parisot");
        let both = [paris.clone(), parisot.clone()];
        let chose = |one: &Choice| (Shows::Choice, one.value.clone());
        assert_eq!(settled("paris", &[], &both), chose(&paris));
        assert_eq!(settled("pari", &[], &both), (Shows::Results, String::new()));
        assert_eq!(
            settled("pari", std::slice::from_ref(&parisot), &both),
            chose(&parisot)
        );
        assert_eq!(
            settled("pari", std::slice::from_ref(&lyon), &both),
            (Shows::Results, String::new())
        );
        assert_eq!(
            settled("Lyon", std::slice::from_ref(&lyon), &[]),
            chose(&lyon)
        );
        assert_eq!(
            settled("lyo", &[], std::slice::from_ref(&lyon)),
            chose(&lyon)
        );
    }
}
