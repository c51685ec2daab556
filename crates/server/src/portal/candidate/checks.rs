//! What the data say of a step, before the act says it: on whatever can be read (R2, R3, R6, S4, D1).

use crate::{web::Problem, world::World};
use domain::{
    access::paris_day,
    identifiers::{BirthDate, Finess, parse_french_date},
    nomenclature::{Profession, Role},
    professional::{
        BirthPlace, CannotRegister, SituationFacts, birth_date_problem, birth_problems,
        end_problem, establishment_problem, practice_problems, profession_problem, role_problem,
        start_problem,
    },
    registration::{self, Answers},
    request::{CannotSend, RequestStep},
};
use jiff::civil::Date;
use store::Tx;

pub async fn check(
    world: &World,
    answers: &Answers,
    step: RequestStep,
) -> Result<Vec<CannotSend>, Problem> {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    match step {
        RequestStep::Identity => identity(&mut tx, answers, today).await,
        RequestStep::Situation => situation(&mut tx, answers, today).await,
        RequestStep::Contact | RequestStep::Terms => Ok(Vec::new()),
    }
}

async fn identity(tx: &mut Tx, answers: &Answers, today: Date) -> Result<Vec<CannotSend>, Problem> {
    let mut found: Vec<CannotRegister> = Vec::new();
    if let Ok(born) = BirthDate::parse_french(answers.get("birth_date")) {
        found.extend(birth_date_problem(born, today));
    }
    if let Some((born, place)) = registration::birth(answers) {
        let communes = match &place {
            BirthPlace::France { commune, .. } => store::place::of_code(tx, commune).await?,
            BirthPlace::Abroad { .. } => Vec::new(),
        };
        found.extend(birth_problems(born, &place, &communes));
    }
    Ok(found.into_iter().map(CannotSend::Registration).collect())
}

async fn situation(
    tx: &mut Tx,
    answers: &Answers,
    today: Date,
) -> Result<Vec<CannotSend>, Problem> {
    let mut wrong: Vec<CannotRegister> = Vec::new();
    let identity = registration::civil_identity(answers).ok();
    if let (Some(identity), Ok(practice)) = (&identity, registration::practice(answers)) {
        wrong.extend(practice_problems(identity, &practice));
    }
    let starts_on = parse_french_date(answers.get("starts_on")).ok();
    let ends_on = parse_french_date(answers.get("planned_end")).ok();
    let profession: Option<Profession> = answers.get("profession").parse().ok();
    let role: Option<Role> = answers.get("role").parse().ok();
    let born = identity.map(|identity| identity.birth_date);
    let of_work = [
        born.zip(starts_on)
            .and_then(|(born, start)| start_problem(born, start, today)),
        starts_on.and_then(|start| end_problem(start, ends_on, today)),
        profession.and_then(|profession| profession_problem(profession, today)),
        role.and_then(|role| role_problem(role, today)),
    ];
    let of_work = of_work.into_iter().flatten();
    wrong.extend(of_work.map(CannotRegister::Situation));
    let mut found: Vec<CannotSend> = wrong.into_iter().map(CannotSend::Registration).collect();
    if let Ok(finess) = answers.get("establishment").parse::<Finess>() {
        found.extend(place(tx, &finess, today).await?);
    }
    Ok(found)
}

/// S4, D1: an open establishment, where somebody registers.
async fn place(tx: &mut Tx, finess: &Finess, today: Date) -> Result<Option<CannotSend>, Problem> {
    let facts = SituationFacts {
        establishment: store::structure::establishment(tx, finess).await?,
        in_scope: true,
    };
    if let Some(problem) = establishment_problem(&facts, today) {
        let problem = CannotRegister::Situation(problem);
        return Ok(Some(CannotSend::Registration(problem)));
    }
    let covered = store::request::is_under_contract(tx, finess).await?;
    Ok((!covered).then_some(CannotSend::NoContract))
}
