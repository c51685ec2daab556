//! An officer writes a civil identity anew, on proof: the directory with it (R10).

use super::{Error, close_situation::republish};
use domain::{
    duplicate::IdentityKey,
    id::Id,
    professional::{
        self, BirthPlace, CannotCorrect, Correct, CorrectionFacts, Professional, RegisterFacts,
    },
};
use store::{Act, StoreError, agency, file::File};

pub async fn correct_identity(
    mut act: Act,
    id: Id<Professional>,
    command: Correct,
    proof: Option<Id<File>>,
) -> Result<(), Error<CannotCorrect>> {
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(CannotCorrect::NotAllowed))?;
    store::professional::lock(&mut act.tx, id).await?;
    let held = store::professional::by_id(&mut act.tx, id).await?;
    let professional = held.ok_or(Error::no(CannotCorrect::Unknown))?;
    let facts = facts(&mut act, &professional, &command).await?;
    let (corrected, correction, event) =
        professional::correct(&act.context, act.new_id(), professional, command, &facts)?;
    let by = (&actor, act.context.at);
    store::professional::correct(&mut act.tx, &corrected, &correction, proof, by).await?;
    if let Some(file) = proof {
        store::file::keep(&mut act.tx, file).await?;
    }
    republish(&mut act, id).await?;
    act.commit([event]).await?;
    Ok(())
}

async fn facts(
    act: &mut Act,
    professional: &Professional,
    command: &Correct,
) -> Result<CorrectionFacts, StoreError> {
    let key = IdentityKey::of(&command.identity);
    let certain = if key == IdentityKey::of(&professional.identity) {
        None
    } else {
        agency::other_bearer(&mut act.tx, &key, professional.id).await?
    };
    let communes = match &command.identity.birth_place {
        BirthPlace::France { commune, .. } => store::place::of_code(&mut act.tx, commune).await?,
        BirthPlace::Abroad { .. } => Vec::new(),
    };
    Ok(CorrectionFacts {
        identity: RegisterFacts {
            communes,
            certain,
            ..RegisterFacts::default()
        },
        corrections: store::professional::count_corrections(&mut act.tx, professional.id).await?,
    })
}
