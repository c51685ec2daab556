//! Where a draft or a request stands that met a certain duplicate: refused, before the agency, or decided (R4).

use crate::{portal::words, web::Problem, world::World};
use domain::{
    duplicate::{IdentityKey, Outcome},
    identifiers::Rpps,
    registration::noted_duplicate,
};
use store::{
    duplicate::{Case, of_draft},
    housekeeping::draft::Draft,
};

/// A draft, or a request, whose identity is that of a registered person.
pub struct Standing {
    pub rpps: Rpps,
    /// The manager's contest, if there was one.
    case: Option<Case>,
}

/// None for a draft that met nobody, or whose identity was changed since.
pub async fn of(world: &World, draft: &Draft) -> Result<Option<Standing>, Problem> {
    let Some((rpps, key)) = noted_duplicate(&draft.answers) else {
        return Ok(None);
    };
    let standing = of_submission(world, &draft.id.to_string(), (rpps, &key)).await?;
    Ok(Some(standing))
}

/// Of a draft or a request that met this person, who bears its identity.
pub async fn of_submission(
    world: &World,
    id: &str,
    (rpps, key): (Rpps, &IdentityKey),
) -> Result<Standing, Problem> {
    let mut tx = world.db().read().await?;
    let case = of_draft(&mut tx, id, key).await?;
    Ok(Standing { rpps, case })
}

impl Standing {
    /// The officer's word, if it was given.
    pub fn outcome(&self) -> Option<Outcome> {
        self.case.as_ref()?.contested.outcome
    }

    pub const fn is_contested(&self) -> bool {
        self.case.is_some()
    }

    /// In one sentence, with the reason of a decision.
    pub fn sentence(&self) -> String {
        let Some(case) = &self.case else {
            return "Refusée à l’état civil\u{a0}: personne déjà enregistrée.".to_owned();
        };
        let reason = case.decision.trim_end_matches('.');
        match case.contested.outcome {
            None => format!(
                "En attente de l’agence (contestation du {}).",
                words::day(case.contested.asked_at)
            ),
            Some(Outcome::SamePerson) => format!(
                "L’agence a établi qu’il s’agit de la même personne\u{a0}: «\u{a0}{reason}\u{a0}».",
            ),
            Some(Outcome::TwoPersons) => format!(
                "L’agence a établi que ce sont deux personnes\u{a0}: «\u{a0}{reason}\u{a0}». Vous pouvez continuer.",
            ),
        }
    }

    /// Where a situation is added to the registered person; empty when these are two.
    pub fn add_situation(&self) -> String {
        if self.outcome() == Some(Outcome::TwoPersons) {
            return String::new();
        }
        format!("/professionnels/{}/situations/nouvelle", self.rpps)
    }
}
