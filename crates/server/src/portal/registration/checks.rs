//! What the data say of a step that is well typed: the same rules as the act, met earlier (R4, R5, R6).

use crate::{
    actions::{self, check},
    web::{Acting, Problem},
    world::World,
};
use domain::{
    access::{Context, paris_day},
    event::LookUp,
    professional::{self, CannotRegister, RegisterFacts, SituationProblem},
    registration::{self, Answers, Step},
};
use store::housekeeping::draft::Draft;

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
    let answers = &draft.answers;
    let problems = match step {
        Step::CivilIdentity => identity(world, acting, draft).await?,
        Step::Contact => contact(world, acting, answers).await?,
        Step::Situation => situation(world, acting, answers).await?,
        Step::Legal => Checked::Problems(Vec::new()),
    };
    if let Checked::Problems(problems) = &problems {
        note_outside(world, acting, problems).await?;
    }
    Ok(problems)
}

/// Count and journal whoever was met outside the scope, by a step or by the act itself.
pub async fn note_outside(
    world: &World,
    acting: &Acting,
    problems: &[CannotRegister],
) -> Result<(), Problem> {
    for problem in problems {
        let (known, by) = match problem {
            CannotRegister::CertainDuplicate { known } => (known, LookUp::Identity),
            CannotRegister::EmailTaken { holder } | CannotRegister::MobileTaken { holder } => {
                (holder, LookUp::Contact)
            }
            _ => continue,
        };
        actions::note(world, &acting.actor, known, by).await?;
    }
    Ok(())
}

async fn identity(world: &World, acting: &Acting, draft: &Draft) -> Result<Checked, Problem> {
    let Ok(identity) = registration::civil_identity(&draft.answers) else {
        return Ok(Checked::Problems(Vec::new()));
    };
    if actions::is_over_limit(world, acting.actor.grant.id).await? {
        return Ok(Checked::OverLimit);
    }
    let mut facts = RegisterFacts::default();
    let mut tx = world.db().read().await?;
    let today = paris_day(world.store.clock.now());
    check::identity_facts(
        &mut tx,
        &acting.scope,
        today,
        &draft.id.to_string(),
        &identity,
        &mut facts,
    )
    .await?;
    Ok(Checked::Problems(professional::identity_problems(
        &identity, &facts,
    )))
}

async fn contact(world: &World, acting: &Acting, answers: &Answers) -> Result<Checked, Problem> {
    let Ok(contact) = registration::contact(answers) else {
        return Ok(Checked::Problems(Vec::new()));
    };
    if actions::is_over_limit(world, acting.actor.grant.id).await? {
        return Ok(Checked::OverLimit);
    }
    let mut facts = RegisterFacts::default();
    let mut tx = world.db().read().await?;
    let today = paris_day(world.store.clock.now());
    check::contact_facts(&mut tx, &acting.scope, today, &contact, &mut facts).await?;
    Ok(Checked::Problems(professional::contact_problems(
        &contact, &facts,
    )))
}

async fn situation(world: &World, acting: &Acting, answers: &Answers) -> Result<Checked, Problem> {
    let mut problems = Vec::new();
    if let (Ok(identity), Ok(practice)) = (
        registration::civil_identity(answers),
        registration::practice(answers),
    ) {
        problems.extend(professional::practice_problems(&identity, &practice));
    }
    problems.extend(
        situation_problems(world, acting, answers)
            .await?
            .into_iter()
            .map(CannotRegister::Situation),
    );
    Ok(Checked::Problems(problems))
}

/// What is wrong with a situation for the person that the answers describe.
async fn situation_problems(
    world: &World,
    acting: &Acting,
    answers: &Answers,
) -> Result<Vec<SituationProblem>, Problem> {
    let (Ok(situation), Ok(identity)) = (
        registration::situation(answers),
        registration::civil_identity(answers),
    ) else {
        return Ok(Vec::new());
    };
    let mut tx = world.db().read().await?;
    let facts = check::situation_facts(&mut tx, &acting.scope, &situation).await?;
    let context = Context {
        actor: Some(acting.actor.clone()),
        at: world.store.clock.now(),
    };
    Ok(professional::situation_problems(
        &context,
        identity.birth_date,
        &situation,
        &facts,
    ))
}
