//! What the data say of a step: the same rules as the act, met earlier, on whatever can be read (R2–R6).

use crate::{
    actions::{self, Facts},
    web::{Acting, Problem},
    world::World,
};
use domain::{
    access::paris_day,
    identifiers::{BirthDate, Email, Finess, Mobile, parse_french_date},
    professional::{
        CannotRegister, SituationProblem, birth_date_problem, birth_problems, email_problems,
        end_problem, establishment_problem, mobile_problem, practice_problems, profession_problem,
        role_problem, start_problem,
    },
    registration::{self, Answers, Step},
};
use jiff::civil::Date;
use store::{StoreError, housekeeping::draft::Draft};

/// What is told instead of who has a mailbox or an identity, once the limit of the day is reached (R5).
pub const OVER_LIMIT: &str = "Vous avez atteint le nombre de recherches du jour hors de votre périmètre. Votre saisie est gardée\u{a0}: reprenez demain, ou écrivez à l’assistance.";

/// What is wrong with a step, beyond what was typed.
pub enum Checked {
    /// Empty when nothing is.
    Problems(Vec<CannotRegister>),
    /// Too many people outside the scope were met today (R5).
    OverLimit,
}

pub async fn check(
    world: &World,
    acting: &Acting,
    draft: &Draft,
    step: Step,
) -> Result<Checked, Problem> {
    let looks_up = matches!(step, Step::CivilIdentity | Step::Contact);
    if looks_up && actions::is_over_limit(world, acting.actor.grant.id).await? {
        return Ok(Checked::OverLimit);
    }
    let mut tx = world.db().read().await?;
    let today = paris_day(world.store.clock.now());
    let facts = Facts {
        tx: &mut tx,
        scope: &acting.scope,
        today,
    };
    let problems = match step {
        Step::CivilIdentity => identity(facts, draft).await?,
        Step::Contact => contact(facts, &draft.answers).await?,
        Step::Situation => situation(facts, &draft.answers).await?,
        Step::Legal => Vec::new(),
    };
    drop(tx);
    note_outside(world, acting, &problems).await?;
    Ok(Checked::Problems(problems))
}

/// Count and journal whoever was met outside the scope, by a step or by the act itself.
pub async fn note_outside(
    world: &World,
    acting: &Acting,
    problems: &[CannotRegister],
) -> Result<(), Problem> {
    for problem in problems {
        if let Some((known, by)) = problem.meets() {
            actions::note(world, &acting.actor, known, by).await?;
        }
    }
    Ok(())
}

async fn identity(mut facts: Facts<'_>, draft: &Draft) -> Result<Vec<CannotRegister>, StoreError> {
    let mut problems = Vec::new();
    if let Ok(born) = BirthDate::parse_french(draft.answers.get("birth_date")) {
        problems.extend(birth_date_problem(born, facts.today));
    }
    if let Some((born, place)) = registration::birth(&draft.answers) {
        let communes = facts.communes(&place).await?;
        problems.extend(birth_problems(born, &place, &communes));
    }
    if let Ok(identity) = registration::civil_identity(&draft.answers) {
        let (certain, _) = facts.certain(&draft.id.to_string(), &identity).await?;
        problems.extend(certain.map(|known| CannotRegister::CertainDuplicate { known }));
    }
    Ok(problems)
}

async fn contact(
    mut facts: Facts<'_>,
    answers: &Answers,
) -> Result<Vec<CannotRegister>, StoreError> {
    let mut problems = Vec::new();
    if let Ok(email) = answers.get("email").parse::<Email>() {
        let holder = facts.email_holder(&email).await?;
        let sole_reader = answers.is_ticked("sole_reader");
        problems.extend(email_problems(&email, sole_reader, holder.as_ref()));
    }
    if let Ok(mobile) = answers.get("mobile").parse::<Mobile>() {
        let holder = facts.mobile_holder(&mobile).await?;
        problems.extend(mobile_problem(holder.as_ref()));
    }
    Ok(problems)
}

async fn situation(
    mut facts: Facts<'_>,
    answers: &Answers,
) -> Result<Vec<CannotRegister>, StoreError> {
    let mut problems = Vec::new();
    let identity = registration::civil_identity(answers).ok();
    if let (Some(identity), Ok(practice)) = (&identity, registration::practice(answers)) {
        problems.extend(practice_problems(identity, &practice));
    }
    if let Ok(finess) = answers.get("establishment").parse::<Finess>() {
        let found = facts.situation(&finess).await?;
        problems.extend(establishment_problem(&found, facts.today).map(CannotRegister::Situation));
    }
    let born = identity.map(|identity| identity.birth_date);
    let of_dates = date_problems(answers, born, facts.today);
    problems.extend(of_dates.into_iter().map(CannotRegister::Situation));
    let profession = answers.get("profession").parse().ok();
    let role = answers.get("role").parse().ok();
    let of_codes = [
        profession.and_then(|profession| profession_problem(profession, facts.today)),
        role.and_then(|role| role_problem(role, facts.today)),
    ];
    problems.extend(
        of_codes
            .into_iter()
            .flatten()
            .map(CannotRegister::Situation),
    );
    Ok(problems)
}

fn date_problems(answers: &Answers, born: Option<BirthDate>, today: Date) -> Vec<SituationProblem> {
    let Ok(starts_on) = parse_french_date(answers.get("starts_on")) else {
        return Vec::new();
    };
    let planned_end = parse_french_date(answers.get("planned_end")).ok();
    let start = born.and_then(|born| start_problem(born, starts_on, today));
    start
        .into_iter()
        .chain(end_problem(starts_on, planned_end, today))
        .collect()
}
